"""How the words of a clause hang together: where it ends, what is joined, what only names or leads."""

from stats.assembly.view import View
from stats.readers.reading import Cue
from stats.readers.timewords import time_words
from stats.readers.wordsets import word_sets
from stats.vocabulary import Term


def clause_ends(view: View, k: int, begin: int) -> bool:
    """Tell whether a clause that began at a token ends at token k: a stop, or a word that opens another clause."""
    if view.words[k] in ",;:.()–—":
        return True
    return view.has("subordinators", k) and k > begin and not is_adverb(view, k)


def is_dash(view: View, k: int) -> bool:
    """Tell whether a token is a dash, and no hyphen inside a word."""
    if k >= view.sentence.last or view.words[k] not in "–—-":
        return False
    return view.words[k] != "-" or not (view.touching(k) or (k + 1 < view.sentence.last and view.touching(k + 1)))


def closing_dash(view: View, first: int, stop: int) -> int | None:
    """Return the first dash among tokens [first, stop), None where a number or a full stop comes before it."""
    for k in range(first, min(stop, view.sentence.last)):
        if is_dash(view, k):
            return k
        if view.words[k] in ".;:" or view.words[k][0].isdigit():
            return None
    return None


def is_participle(view: View, k: int) -> bool:
    """Tell whether a verb right after a noun only describes it: "124 households LIVING in the lowlands moved"."""
    endings = tuple(view.reading.lexicon.grammar.get("participle_endings", ()))
    return bool(endings) and view.words[k].endswith(endings)


def is_adverb(view: View, k: int) -> bool:
    """Tell whether a word that may open a clause only stands within a verb: "have since gone back"."""
    auxiliaries = view.reading.lexicon.words("auxiliaries")
    return view.words[k] in auxiliaries and view.words[k - 1] in auxiliaries


def is_named_as(view: View, k: int) -> bool:
    """Tell whether "as" only names what those counted are: "are listed AS injured", "recorded by the IOM AS"."""
    told = view.starting("terms").get(k + 1, ())
    if not any(c.phrase.role == "done" for c in told) and not (told and is_participle(view, k + 1)):
        return False  # "are recorded AS reaching the town"
    ended, classed = view.ending("attributions"), view.starting("classed")
    for j in range(k - 1, max(view.sentence.first, k - _BY) - 1, -1):
        if j in classed or any(c.phrase.role == "finished" for c in ended.get(j, ())):
            return True
        if not view.words[j].isalnum():
            break
    return False


_BY = 8  # tokens from "recorded" to "as": "recorded by the agency and its partners as"


def is_infinitive(view: View, k: int) -> bool:
    """Tell whether "to" stands right before a verb."""
    return view.words[k - 1] in view.reading.lexicon.words("infinitives")


def is_relative(view: View, begin: int, k: int) -> bool:
    """Tell whether "who", "which" or the like opens what stands between a noun's end and a verb, or what tells it."""
    reach = _THOSE if view.has("of_the", begin) or view.has("share_whole", begin + 1) else _RELATIVE
    return not view.tokens("relatives").isdisjoint(range(begin, min(begin + reach, k + 1)))


_RELATIVE, _THOSE = 2, 3  # tokens from a noun to "who": "families, WHO", "families of those WHO"


def main_verb(view: View, k: int, stop: int) -> int | None:
    """Return the token where the main verb begins after a clause on what those counted have, None where none follows.

    k: the token of "whose". "200 families whose homes were flooded WERE TAKEN in", "86 whose land slid away HAVE BEEN
    rehoused", "300, whose houses had burnt down, MOVED in with relatives".
    """
    if view.words[k - 1] == ",":
        return next((j + 1 for j in range(k + 2, stop) if view.words[j] == ","), None)
    verbs: list[int] = []
    auxiliaries = view.reading.lexicon.words("auxiliaries", "perfect")
    for j in range(k + 2, stop):
        if view.words[j] in ",;:":
            break
        if view.words[j] in auxiliaries and view.words[j - 1] not in auxiliaries:
            verbs.append(j)
    if len(verbs) > 1:
        return verbs[1]
    if verbs and (deed := _deed_after(view, verbs[0] + 2, stop)) is not None:
        return deed  # "whose relatives had been killed FLED"
    plural = view.reading.lexicon.grammar.get("people_endings", "s")
    return verbs[0] if verbs and not view.words[verbs[0] - 1].endswith(plural) else None


def _deed_after(view: View, begin: int, stop: int) -> int | None:
    """Return the token at which those counted do something, None where a clause of its own or a sign comes first."""
    turns = view.tokens("subordinators")
    for k in range(begin, stop):
        if view.words[k] in ",;:" or k in turns:
            return None
        doing = any(c.phrase.role in ("does", "did") for c in view.starting("terms").get(k, ()))
        if doing and not is_participle(view, k) and not is_infinitive(view, k):
            return k
    return None


def is_joined(view: View, k: int) -> bool:
    """Tell whether a conjunction stands right before a predicate, with at most two auxiliaries between.

    A comma joins where a list of participles goes on: "damaged, flooded or destroyed".
    """
    if view.words[k - 1] == "," and any(c.phrase.role == "done" for c in view.starting("terms").get(k - 2, ())):
        return True
    for j in range(k - 1, k - 4, -1):
        if view.has("conjunctions", j):
            return True
        if view.last_of("passive", j) is None and view.words[j] not in view.reading.lexicon.words("auxiliaries"):
            return False
    return False


def is_undone(view: View, begin: int, k: int) -> bool:
    """Tell whether a verb at token k is only wished for, or did not happen: "ASKED TO return", "have YET to go home".

    begin: token after the count and its noun.
    """
    asked, near = view.reading.lexicon.asked, range(max(begin, k - _UNDONE), k)
    if any(asked("undone", "words").last(view.words, j, k) is not None for j in near):
        return True
    asks = max((last for j in near if (last := asked("undone", "asks").last(view.words, j, k)) is not None), default=k)
    perfect, turns = view.reading.lexicon.words("perfect"), view.tokens("subordinators")
    return asks < k and not any(j in turns or view.words[j] in perfect for j in range(asks + 1, k))


_UNDONE = 7  # tokens from "not" to the verb: "have not yet been able to return"


def governs_next(view: View, cue: Cue, limit: int) -> bool:
    """Tell whether a verb belongs to the next count, which it stands right before: "…, injuring 40"."""
    if limit >= view.sentence.last or cue.phrase.role == "states" or view.words[limit] == ")":
        return False
    k = cue.last + 1
    while k < limit and (k in view.starting("more") or view.words[k] in view.reading.lexicon.words("articles") or
                         view.last_of("fillers", k) is not None):  # fmt: skip
        k += 1
    before = cue.first - 1
    while view.words[before] in view.reading.lexicon.words("passive_adverbs"):
        before -= 1  # "made 300 homeless and ALSO displaced 90"
    return k == limit and view.last_of("passive", before) is None


def only_leads(view: View, cue: Cue) -> bool:
    """Tell whether a verb of need only leads to what must happen: "will need to be evacuated"."""
    k = cue.last + 1
    if cue.phrase.key != Term.IN_NEED or k >= view.sentence.last:
        return False
    if view.words[k] not in view.reading.lexicon.words("infinitives"):
        return False
    ahead = (c for j in (k + 1, k + 2) for c in view.starting("terms").get(j, ()))
    return any(c.phrase.key not in (Term.IN_NEED, "none") for c in ahead)


def describes_place(view: View, cue: Cue) -> bool:
    """Tell whether a participle describes where those counted are: "OF THE MOST exposed DISTRICTS"."""
    if cue.phrase.role != "done":
        return False
    lexicon, k = view.reading.lexicon, cue.first - 1
    while view.words[k] in lexicon.words("degrees"):
        k -= 1
    areas = word_sets(lexicon, "places")["areas"]
    if areas.any(view.words[cue.last + 1 : cue.last + 2]) and view.first_of("place_prepositions", k) is not None:
        return True
    where = view.words[k - 1] in lexicon.words("numeral_of") or view.has("place_prepositions", k - 1)
    articles = lexicon.words("articles", "numeral_articles")
    return where and view.words[k] in articles


def ruins_place(view: View, cue: Cue) -> bool:
    """Tell whether a participle before a noun only says what became of a place: "families from the BURIED villages"."""
    verbs = view.reading.lexicon.words("auxiliaries", "perfect", "passive")
    k = cue.last + 1
    if cue.phrase.key not in _RUINED or k >= view.sentence.last or view.words[k] in verbs:
        return False
    return view.words[k].isalpha() and not view.has("np_stops", k)  # but "five of the REPORTED DEAD are"


_RUINED = frozenset({Term.KILLED, Term.INJURED, Term.MISSING, Term.HOUSING_DESTROYED})


def takes_object(view: View, cue: Cue) -> bool:
    """Tell whether somebody did what a participle tells to one person or thing: "KILLED A GUARD", "BURNED THE school".

    Not "hurt and TAKEN TO the clinic", nor "damaged and DESTROYED the same day".
    """
    k, lexicon = cue.last + 1, view.reading.lexicon
    if cue.phrase.role != "done" or k + 1 >= view.sentence.last or view.last_of("passive", cue.first) is not None:
        return False
    if view.last_of("place_prepositions", cue.last) is not None or view.words[cue.last] in lexicon.words("goes_into"):
        return False
    units = time_words(lexicon).units
    timed = any(word in units for word in view.words[k + 1 : min(k + _OBJECT, view.sentence.last)])
    return not timed and view.words[k] in lexicon.words("articles", "numeral_articles")


_OBJECT = 4  # tokens from an article to its noun: "the following day"
