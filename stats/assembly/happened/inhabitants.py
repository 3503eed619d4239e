"""People of whom only is told that they are still in a place: they are its population (GUIDE, Terms)."""

from stats.assembly.counted.counts import Count
from stats.assembly.counted.terms import Predicate
from stats.assembly.view import View
from stats.readers.wordsets import word_sets
from stats.vocabulary import Term

_VERB = 6  # tokens of "are still thought to be" between people and where they are


def still_there(view: View, count: Count) -> Predicate | None:
    """Return that those counted live where they are told to be, None where more or less than that is told.

    "Up to 200 residents WERE STILL IN Vovchansk", "THERE WERE 41,000 people IN THIS TOWN".
    """
    noun = count.noun
    if noun is None or noun.terms or noun.thing or view.words[noun.last] not in view.reading.lexicon.words("dwellers"):
        return None
    k = noun.end
    if view.first_of("existential", count.quantity.first - 1) is not None:
        return _in_town(view, k)
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
