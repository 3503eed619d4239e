"""People of whom only is told that they are still in a place: they are its population (GUIDE, Terms)."""

from stats.assembly.counted.counts import Count
from stats.assembly.counted.terms import Predicate
from stats.assembly.view import View
from stats.phrases import Phrase
from stats.readers.reading import Cue
from stats.readers.wordsets import word_sets
from stats.vocabulary import Term

_VERB = 6  # tokens of "are still thought to be" between people and where they are


def still_there(view: View, count: Count) -> Predicate | None:
    """Return that those counted live where they are told to be, None where more or less than that is told.

    "Up to 200 residents WERE STILL IN Vovchansk", "THERE WERE 41,000 people IN THIS TOWN", "THERE ARE STILL, he said,
    300 people", "1,300 residents REMAIN, most of them old".
    """
    noun = count.noun
    if noun is None or noun.terms or noun.thing or view.words[noun.last] not in view.reading.lexicon.words("dwellers"):
        return None
    k = noun.end
    if (lasting := _lasting_before(view, count.quantity.first)) is not None and _goes_no_further(view, k):
        return lasting
    if view.first_of("existential", count.quantity.first - 1) is not None:
        return _in_town(view, k)
    if (remain := _remaining(view, k)) is not None:
        return remain
    if k >= view.sentence.last or view.last_of("passive", k) is None:
        return None
    still = view.reading.lexicon.words("still_words")
    told = False
    for j in range(k + 1, min(view.sentence.last, k + _VERB)):
        if view.last_of("inside", j) is not None:
            return _living(view, j) if told and not _lodges(view, j) else None
        if view.words[j] not in still and view.last_of("passive", j) is None:
            return None
        told = told or view.words[j] in still
    return None


def _lasting_before(view: View, first: int) -> Predicate | None:
    """Return that people are still there, told before their number: "THERE ARE STILL, he said, 300"."""
    k = first - 1
    if view.words[k] == ",":
        low = max(view.sentence.first, k - _INSERTED)
        k = next((j - 1 for j in range(k - 1, low, -1) if view.words[j] == ","), k)
    there = view.first_of("existential", k)
    lasting = (c for c in view.all("kinds") if c.phrase.role == "lasting")
    if there is None or not any(there <= c.first <= k for c in lasting):
        return None
    return _as_inhabitants(view, there, k)


def _remaining(view: View, k: int) -> Predicate | None:
    """Return that people remain, where that is all that is told of them: "1,300 residents REMAIN", "ARE LEFT"."""
    last = view.reading.lexicon.asked("remaining").last(view.words, k, view.sentence.last)
    if last is None or not _goes_no_further(view, last + 1) or _among_uprooted(view):
        return None
    return _as_inhabitants(view, k, last)


def _among_uprooted(view: View) -> bool:
    """Tell whether a sentence, or the one before, tells of people away from home: those who remain may be of them."""
    sentences, index, asked = view.reading.sentences, view.sentence.index, view.reading.lexicon.asked
    for line in sentences[max(0, index - 1) : index + 1]:
        if any(c.phrase.key in _UPROOTED for c in view.reading.cues(line).all("terms")):
            return True
        for table in ("camp_words", "shelter_words"):
            if any(asked(table).last(view.words, k, line.last) is not None for k in range(line.first, line.last)):
                return True
    return False


_UPROOTED = frozenset({Term.REFUGEE, Term.DISPLACED, Term.RETURNED, Term.IN_CAMP, Term.SHELTERED, Term.HOMELESS})


def _goes_no_further(view: View, k: int) -> bool:
    """Tell whether a clause ends at a token or goes on with a place that is no camp or shelter."""
    if k >= view.sentence.last or view.words[k] in ",;.:–—":
        return True
    return view.last_of("place_prepositions", k) is not None and not _lodges(view, k) and k + 1 in _places(view)


def _places(view: View) -> set[int]:
    """Return the tokens of the places that a sentence names, and of those that point back: "in THE TOWN"."""
    sentence, reading = view.sentence, view.reading
    places = reading.within(reading.places, sentence.start, sentence.end)
    named = {k for place in places for k in range(place.first, place.last + 1)}
    pointers, articles = word_sets(reading.lexicon, "places")["pointers"], reading.lexicon.words("articles")
    there = range(sentence.first, sentence.last - 1)
    return named | {k for k in there if view.words[k] in articles and view.words[k + 1] in pointers}


def _as_inhabitants(view: View, first: int, last: int) -> Predicate:
    """Return some tokens as what tells that people live somewhere."""
    phrase = Phrase(tuple(view.words[first : last + 1]), "terms", Term.POPULATION, "states")
    return Predicate(Cue(first, last, view.reading.starts[first], view.reading.ends[last], phrase), "after")


_INSERTED = 8  # tokens of an insertion before a number: ", the mayor of the town explained,"


def stays_put(view: View, count: Count, chosen: Predicate) -> bool:
    """Tell whether people would not go, so that they are still there: "300 residents REFUSED TO BE moved"."""
    if chosen.term not in _WENT or chosen.how != "after":
        return False
    k = chosen.cue.first - 1
    k -= view.last_of("passive", k) == k
    if k <= count.end or view.words[k] not in view.reading.lexicon.words("infinitives"):
        return view.words[chosen.cue.first] in view.reading.lexicon.words("refusing")
    return view.words[k - 1] in view.reading.lexicon.words("refusing")


_WENT = frozenset({Term.FLED, Term.EVACUATED, Term.RELOCATED, Term.DISPLACED})


def _lodges(view: View, k: int) -> bool:
    """Tell whether a camp or shelter follows close on a token."""
    near = range(k, min(view.sentence.last, k + _VERB))
    return any(view.has(table, j) for table in ("camp_words", "shelter_words", "site_words") for j in near)


def _in_town(view: View, k: int) -> Predicate | None:
    """Return that people live in a place that points back: "in THIS TOWN"."""
    if view.last_of("inside", k) is None or k + 2 >= view.sentence.last:
        return None
    pointing = view.words[k + 1] in view.reading.lexicon.words("articles")
    town = view.words[k + 2] in word_sets(view.reading.lexicon, "places")["pointers"]
    return _living(view, k) if pointing and town and not _lodges(view, k) else None


def _living(view: View, k: int) -> Predicate | None:
    cue = view.cue("inside", k)
    return None if cue is None else Predicate(cue, "after", Term.POPULATION)
