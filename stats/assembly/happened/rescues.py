"""People rescued from where they were trapped, or from a place: they were brought away, and so evacuated."""

from stats.assembly.counted.terms import Predicate
from stats.assembly.happened.choice import Case
from stats.assembly.joints import is_undone
from stats.assembly.view import View
from stats.readers.wordsets import word_sets
from stats.vocabulary import Term

_LOOSE = frozenset({Term.OTHER, Term.STRANDED})
_PLACE = 4  # tokens from "from" to the end of "the besieged old town"


def by_rescue(case: Case, chosen: Predicate | None) -> Predicate | None:
    """Evacuated, where those cut off, or those of a place, are rescued: "RESCUED 31 villagers trapped by the flood".

    Only rescued, out of the sea or of captivity, they are evacuated from nowhere.
    """
    if chosen is None or chosen.term not in _LOOSE:
        return chosen
    count, words = case.count, case.view.reading.lexicon.words("rescuing")
    around = (p for p in (*count.left, *count.right) if p.term is Term.OTHER)
    told = next((p for p in around if not words.isdisjoint(p.cue.phrase.words)), None)
    if told is None or (told.how == "after" and is_undone(case.view, count.end, told.cue.first)):
        return chosen
    cut_off = any(p.term is Term.STRANDED for p in (*case.own, *count.right))
    begin = count.end if told.how == "before" else told.cue.last + 1
    if not cut_off and not _leaves_place(case.view, begin):
        return chosen
    return Predicate(told.cue, told.how, Term.EVACUATED)


def _leaves_place(view: View, k: int) -> bool:
    """Tell whether a place that people leave follows at a token, and nobody held them there: "FROM THE OLD TOWN"."""
    reading, stop = view.reading, view.sentence.last
    origin, small = word_sets(reading.lexicon, "places")["origin"], reading.lexicon.words("place_prepositions")
    if k + 1 >= stop or view.words[k] not in origin:
        return False
    held = any(c.phrase.key == Term.DETAINED for c in view.all("terms"))
    if held or not reading.lexicon.words("captors").isdisjoint(view.words[view.first : stop]):
        return False
    named = reading.within(reading.places, reading.starts[k + 1], reading.ends[min(stop, k + _PLACE) - 1])
    places = {p.first for p in named if not p.adjective}
    kinds = word_sets(reading.lexicon, "places")["pointers"]  # "from the besieged TOWN"
    near = range(k + 1, min(stop, k + _PLACE))
    place = next((j for j in near if j in places or view.words[j] in kinds), None)
    between = range(k + 1, place or k)
    if any(c.phrase.key == Term.ARMED for j in between for c in view.starting("terms").get(j, ())):
        return False  # "from a MILITANT camp"
    return place is not None and small.isdisjoint(view.words[k + 1 : place])
