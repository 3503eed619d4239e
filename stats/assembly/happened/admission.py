"""Which counts are figures at all: not those of who tells it, of somebody's children, of a name that is no people's."""

from stats.assembly.counted.ages import single
from stats.assembly.counted.candidates import fills_brackets
from stats.assembly.counted.counts import Count, is_pronoun, is_total, over_each
from stats.assembly.counted.nouns import Noun
from stats.assembly.happened.governing import skip_left
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.timewords import time_words
from stats.readers.wordsets import word_sets
from stats.vocabulary import HARMED, HOUSING, Quantifier, Term, Unit

_KIN = 12  # children or brothers of one person
_TELLERS = 20  # more do not tell a reporter anything


def is_figure(view: View, counts: list[Count], i: int) -> bool:
    """Tell whether something says that a count is a figure."""
    count = counts[i]
    q, noun = count.quantity, count.noun
    term = count.term
    people = noun is not None and noun.name and _people(view, noun)
    if noun is not None and noun.name and term is None and not people:
        return False
    if noun is not None and noun.name and not people and (count.chosen is not None and count.chosen.how == "far"):
        return False
    single_one = noun is None and q.value == 1 and not q.digits
    if single_one and not (_listed_one(view, counts, i) or _one_befallen(view, count)):
        return False
    if noun is not None and q.value <= _KIN and term not in HARMED and _of_one(view, q):
        return False  # "a woman with her two sons"
    if q.value == 1 and noun is not None and not q.digits and (term is None or _speaks(view, noun.end)):
        return False  # "one fisherman told us", "one resident recalled how"
    if q.value == 1 and noun is not None and not q.digits and _is_named(view, noun.end):
        return False
    if term in _OUT_OF_TEAM and noun is not None and view.words[noun.last] in _sport(view):
        return False  # "three injured PLAYERS"
    if term in _OUT_OF_TEAM and count.unit_cue is not None and view.words[count.unit_cue.last] in _sport(view):
        return False  # "Missing PLAYERS: 3"
    idle = term is None or count.heir == "previous"
    if noun is not None and q.value <= _TELLERS and (_speak_up(view, noun.end, idle) or _cited(view, q, noun, idle)):
        return False  # "two witnesses said", "according to three survivors"
    if noun is not None and q.value <= _TELLERS and _told_by_them(view, q):
        return False  # "two soldiers in the north told the radio"
    known = count.heir == "previous" or (noun is not None and (not noun.name or people))
    known = known or count.paired or _opens_with_whole(view, count)
    known = known or (noun is None and count.unit_cue is not None and _ends_label(view, q))
    known = known or (len(counts) > 1 and all(_in_brackets(view, c) for c in counts))
    known = known or is_pronoun(view, count) or q.share is not None or q.base is not None or _by_place(view, counts, i)
    if noun is not None and count.unit is Unit.DWELLING and view.last_of("being_built", noun.end) is not None:
        return False
    if noun is not None and term in _ROOM and _built_for(view, q, noun.end):
        return False
    housing = count.unit is Unit.DWELLING or (count.unit is Unit.HOUSEHOLD and term in HOUSING)
    if housing and view.first_of("worths", skip_left(view, q.first - 1)) is not None:
        return False  # "the crisis hit SALES OF 300 homes"
    if noun is not None and term in (None, Term.POPULATION) and q.value <= _KIN and _has_children(view, q):
        return False
    return term is not None or known or is_total(view, q) or _reported(view, q)


def _built_for(view: View, q: Quantity, end: int) -> bool:
    """Tell whether a count is the room of what is being built: "SHELTERS FOR 467 households ARE BEING PUT UP"."""
    k = skip_left(view, q.first - 1)
    if k <= view.sentence.first or view.words[k] not in view.reading.lexicon.words("recipients"):
        return False
    rooms = range(max(view.sentence.first, k - _ROOMS), k)
    tables = ("shelter_words", "camp_words", "site_words", "centres")
    if not any(view.has(table, j) for table in tables for j in rooms):
        return False
    build = view.reading.lexicon.words("building_verbs")
    before = view.words[max(view.sentence.first, k - _BUILT) : k]
    return view.last_of("being_built", end) is not None or not build.isdisjoint(before)


_ROOM = frozenset({None, Term.IN_NEED, Term.SHELTERED, Term.IN_CAMP, Term.OTHER, Term.POPULATION})
_ROOMS = 3  # tokens from shelters to "for"
_BUILT = 9  # tokens from a verb of building to "for"


def _sport(view: View) -> frozenset[str]:
    """Return the words for members of a team."""
    return view.reading.lexicon.words("sportspeople")


_OUT_OF_TEAM = frozenset({Term.MISSING, Term.INJURED})


def _is_named(view: View, comma: int) -> bool:
    """Tell whether a name follows a single person: "one woman, Jaya Rai of Melung, died" (GUIDE, no figure)."""
    k = comma + 1
    while k < view.sentence.last and view.words[k].isalpha() and view.capitalised(k):
        k += 1
    if view.words[comma : comma + 1] != [","] or k - comma <= _NAME or k >= view.sentence.last:
        return False
    return view.words[k] in ",(" or view.words[k] in view.reading.lexicon.words("numeral_of")


_NAME = 2  # words of a person's name


def _in_brackets(view: View, count: Count) -> bool:
    """Tell whether a bare number fills brackets: "most are in the west (132,188), the north (62,676)"."""
    return count.noun is None and fills_brackets(view, count.quantity)


def _ends_label(view: View, q: Quantity) -> bool:
    """Tell whether a number ends a line after a colon: "Total number individuals: 71,436"."""
    line = view.sentence.shape in ("head", "item") and view.words[q.first - 1] == ":"
    return line and (q.last + 1 >= view.sentence.last or view.words[q.last + 1] in "(*")


def _speak_up(view: View, token: int, idle: bool) -> bool:
    """Tell whether those counted say something, and nothing is said of them: not "15 people REPORTED DEAD"."""
    return _speaks(view, token) and (idle or view.has("subordinators", token + 1))


def _told_by_them(view: View, q: Quantity) -> bool:
    """Tell whether those counted are the ones who say what follows: "ONE volunteer in the district told CNN"."""
    for mark in view.reading.speakers_in(view.sentence):
        if mark.start <= q.start < mark.end and not mark.trailing:
            return _speaks(view, view.reading.token_at(mark.end - 1) + 1)
    return False


def _cited(view: View, q: Quantity, noun: Noun, idle: bool) -> bool:
    """Tell whether a count is of those who say it: "ACCORDING TO three survivors"."""
    if not any(c.phrase.key == "before" for c in view.ending("attributions").get(q.first - 1, ())):
        return False
    words = word_sets(view.reading.lexicon, "speakers")
    named = view.words[q.last + 1 : noun.end]
    return idle or words["people"].any(named) or words["bodies"].any(named)


def _listed_one(view: View, counts: list[Count], i: int) -> bool:
    """Tell whether a bare "one" ends a list of counts: "20 in Leyte and one in Samar", "two died and one was hurt"."""
    if not i or counts[i - 1].term is None:
        return False
    q = counts[i].quantity
    if view.words[q.first - 1] == "," and view.has("of_them", q.last + 1):
        return not _speaks(view, q.last + 3)  # "five women, one of whom was with child"
    joined = view.last_of("conjunctions", q.first - 1) is not None
    placed = view.last_of("place_prepositions", over_each(view, q)) is not None
    alike = view.words[q.first - 1] == "," and view.last_of("place_prepositions", counts[i - 1].end) is not None
    return bool(counts[i].right) or (placed and (joined or alike))


def _one_befallen(view: View, count: Count) -> bool:
    """Tell whether something befell somebody told only as "one": "killing ONE and wounding three", "ONE WAS killed"."""
    q, k = count.quantity, count.quantity.last + 1
    if count.term not in HARMED:
        return False
    acted = any(c.phrase.key in HARMED for c in view.ending("terms").get(q.first - 1, ()))
    ends = k >= view.sentence.last or view.words[k] in ",;." or view.last_of("conjunctions", k) is not None
    ends = ends or view.last_of("place_prepositions", k) is not None
    return (acted and (ends or view.has("of_them", k))) or view.last_of("passive", k) is not None


def _of_one(view: View, q: Quantity) -> bool:
    """Tell whether those counted are told only as somebody's: "with HER two sons"."""
    k = q.first - 1
    own = view.first_of("own", k) is not None
    if not own and view.words[k] in view.reading.lexicon.words("by_means"):
        own = single(view, k - 1)  # "a farmer with five children"
    return own and q.quantifier is Quantifier.EXACT


def _opens_with_whole(view: View, count: Count) -> bool:
    """Tell whether a sentence opens with those of whom a bare number is a part: "OF THE PERSONS, 313 are in huts"."""
    k, cue = view.sentence.first, count.unit_cue
    if count.noun is not None or cue is None or view.words[count.quantity.first - 1] != ",":
        return False
    return cue.first - k <= _OPENING and (view.has("of_opening", k) or view.first_of("of_opening", k + 1) is not None)


_OPENING = 3  # tokens from "of the" to a noun


def _has_children(view: View, q: Quantity) -> bool:
    """Tell whether somebody has those counted as children or the like: "she is pregnant and HAS FOUR children"."""
    kin = view.reading.lexicon.words("kin")
    return view.words[q.first - 1] in view.reading.lexicon.words("perfect") and view.words[q.last + 1] in kin


def _speaks(view: View, token: int) -> bool:
    return token < len(view.words) and view.words[token] in time_words(view.reading.lexicon).saying


def _people(view: View, noun: Noun) -> bool:
    """Tell whether a name after a number is that of a people: "148,000 Venezuelans", "300 Sri Lankans"."""
    if view.has("nationalities", noun.last) or any(view.has("crossings", k) for k in (noun.end, noun.end + 1)):
        return True
    start, end = view.reading.starts[noun.first], view.reading.ends[noun.last]
    return any(p.adjective and p.last == noun.last for p in view.reading.within(view.reading.places, start, end))


def _by_place(view: View, counts: list[Count], i: int) -> bool:
    """Tell whether a bare number is one of a list by place: "Palu (1,203), Sigi (64)"."""
    return _named_place(view, counts[i]) and any(
        _named_place(view, counts[k]) for k in (i - 1, i + 1) if 0 <= k < len(counts)
    )


def _named_place(view: View, count: Count) -> bool:
    """Tell whether a bare number stands alone in brackets after a name."""
    first, k = count.quantity.first, count.quantity.last + 1
    if count.noun is not None or count.bracket is None:
        return False
    return count.bracket == first - 1 and view.closers[count.bracket] == k and view.capitalised(first - 2)


def _reported(view: View, q: Quantity) -> bool:
    """Tell whether somebody gives a bare number of what was told before: "the opposition SAYS more than 100"."""
    k = q.last + 1
    alone = k >= view.sentence.last or view.words[k] in ",;." or view.has("conjunctions", k)
    saying = time_words(view.reading.lexicon).saying
    return alone and q.first > view.sentence.first and view.words[q.first - 1] in saying
