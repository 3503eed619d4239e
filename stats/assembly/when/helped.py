"""Running totals of those whom help has reached: they are counted since the help began, which no event's day tells."""

from stats.assembly.draft import Draft
from stats.assembly.when.timeframe import named_in
from stats.readers.reading import Reading
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Term

_AIDED = frozenset((Term.IN_NEED,))
_GIVEN = frozenset(("acts", "done", "did", "takes", "taken"))
_CALLED = frozenset((Term.DISPLACED, Term.REFUGEE, Term.RETURNED))


def are_helped(reading: Reading, draft: Draft, mark: PeriodMark | None) -> bool:
    """Tell whether a total is of those whom help has reached: "has so far GIVEN tents TO 900", "FED 900 displaced".

    Those who are only called displaced are counted since what is told of them began, but for their register.
    """
    told = draft.governor
    if told is None:
        return False
    if draft.term in _AIDED and told.phrase.role in _GIVEN:
        return True
    if draft.how == "before" and told.phrase.role in _GIVEN:
        return told.phrase.words[0] in reading.lexicon.words("gives")
    called = draft.how == "noun" and told.phrase.role == "nouns" and draft.term in _CALLED
    if not called or mark is None or mark.role != "now" or mark.sentence != draft.sentence.index:
        return False
    if named_in(reading, draft.sentence):
        return False  # "so far the QUAKE has left 900 displaced people"
    counted = (reading.lexicon.asked("records", "passive"), reading.lexicon.asked("tallies", "verbs"))
    here, stop = range(draft.sentence.first, draft.sentence.last), draft.sentence.last
    return all(table.last(reading.words, k, stop) is None for table in counted for k in here)
