"""Which counts do not take their kind from the one that they list with, or are a part of: they have their own time."""

from stats.assembly.draft import Draft
from stats.assembly.kinds.case import Case
from stats.assembly.measured import over_filler
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.vocabulary import Kind, Precision, Term

_MEASURED = 2  # tokens back from a number to the words that measure another against it
_HAPPENED = frozenset(("look_back", "look_back_to", "alone"))  # times that only windows have


def had_happened(case: Case, other: Draft) -> bool:
    """Tell whether a count has a day of its own by which it had grown so: "900 came in May, over 2,000 BY THE 22ND"."""
    mark = case.mark
    if mark is None or other.kind is not Kind.FLOW or case.draft.said is Kind.STOCK:
        return False
    return case.here and mark.role == "count" and mark.key == "by" and _is_behind(case, other)


def is_measure(case: Case, other: Draft) -> bool:
    """Tell whether a total is measured against a count of a year of its own: "118 so far, AGAINST 147 IN 2021"."""
    if not (case.here and case.behind and case.timed("window")) or case.hint is Kind.CUMULATIVE:
        return False
    if other.kind is not Kind.CUMULATIVE or case.mark is None or case.mark.precision is not Precision.YEAR:
        return False
    compared, first = case.reading.lexicon.asked("comparisons"), case.draft.quantity.first
    return any(
        compared.first(case.reading.words, k, case.draft.sentence.first) is not None
        for k in range(first - 1, first - 1 - _MEASURED, -1)
    )


def is_of_span(case: Case) -> bool:
    """Tell whether a count is headed by the span in which it happened: "151 so far. IN LAST 24 HRS: 12"."""
    mark, draft = case.mark, case.draft
    if mark is None or not case.here or case.behind:
        return False
    dated = mark.role == "window" and draft.sentence.shape == "row"  # "Since May: 761 | New, 1-23 JUNE: 22"
    if not dated and mark.key not in _HAPPENED:
        return False
    return case.reading.words[mark.last + 1 : draft.quantity.first] == [":"]


def happened_lately(case: Case) -> bool:
    """Tell whether a part of a state is of what happened of late: "are displaced, 900 of them IN THE PAST WEEK".

    Not where it has a verb of its own that says how they are: "900 of whom are in tents put up over the past week".
    """
    mark, draft = case.mark, case.draft
    if mark is None or mark.key != "look_back" or not case.behind:
        return False
    bare = draft.how in ("", "link") and mark.first - draft.quantity.last <= _BESIDE
    return bare or draft.term is Term.FLED


_BESIDE = 4  # tokens from a number to its time: "900 of them in the past week"


def was_added(reading: Reading, draft: Draft, other: Draft) -> bool:
    """Tell whether a count only tells how another came about: "revised to 189 AFTER crews found A FURTHER eight"."""
    if not draft.increment or other.kind is not Kind.CUMULATIVE or other.sentence is not draft.sentence:
        return False
    if reading.lexicon.asked("increments").first(reading.words, draft.quantity.first - 1, 0) is not None:
        return True  # "rose to 39,000, UP BY 2,000 in a week"
    opens = reading.lexicon.asked("subordinators")
    low, high = other.quantity.last + 1, draft.quantity.first
    return any(opens.last(reading.words, k, high) is not None for k in range(low, high))


def tells_rise(case: Case) -> bool:
    """Tell whether a count is by how much another one grew: "AN INCREASE OF 458 since the last report"."""
    first = over_filler(case.reading, case.draft.quantity.first, case.draft.sentence.first)
    return case.reading.lexicon.asked("increments").first(case.reading.words, first - 1, 0) is not None


def leads_to_total(case: Case) -> bool:
    """Tell whether a count since a day is told with the total that it leads to: "four more, TAKING THE TOLL TO 147"."""
    mark, draft = case.mark, case.draft
    if mark is None or not case.here or not case.behind:
        return False
    behind = case.reading.words[mark.last + 1 : draft.sentence.last]
    return not time_words(case.reading.lexicon).listed["totalling"].isdisjoint(behind)


def _is_behind(case: Case, other: Draft) -> bool:
    """Tell whether the time of a count stands behind the count that it lists with."""
    return case.mark is not None and (other.sentence is not case.draft.sentence or other.quantity.end < case.mark.start)
