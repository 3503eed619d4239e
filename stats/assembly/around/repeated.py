"""Counts that a text tells again: a headline's or highlight's below, others before."""

from collections.abc import Sequence

from stats.assembly.around.divided import AWAY, take
from stats.assembly.draft import Draft
from stats.figure import Number
from stats.readers.reading import Reading
from stats.vocabulary import Kind, PeriodRule, Quantifier

_WINDOW = 60  # counts before or after one among which it may be told again
_TOP = 3  # a headline is among the first so many sentences
_CLOSE = 0.02  # counts of the same differ by no more when one of them is rounded
_LEAD = 4  # sentences after a headline, among which stands what it rounds
_ORDER, _OVER = 10, 1.2  # "thousands" are fewer than ten thousand, "over 300" fewer than 360


def is_title(draft: Draft) -> bool:
    """Tell whether a count stands in a headline."""
    return draft.sentence.shape == "head" and draft.sentence.index < _TOP


def _is_highlight(draft: Draft) -> bool:
    """Tell whether a count stands in one of the items at the top that sum up a report: "HIGHLIGHTS / - 33 killed"."""
    return draft.sentence.shape == "item" and draft.sentence.index < _HIGHLIGHTS and draft.value >= _CHANCE


_CHANCE = 10  # a smaller count may be told again by chance
_HIGHLIGHTS = 12  # sentences at the top among which a report's summary is


def repeat(reading: Reading, drafts: Sequence[Draft], i: int, *, exact: bool = False) -> None:
    """Give a draft the window of the same count told elsewhere: of a headline or highlight below, else before.

    exact: only one that is told by its dates.
    """
    draft = drafts[i]
    head = is_title(draft)
    below = drafts[i + 1 : i + 1 + _WINDOW] if head or _is_highlight(draft) else []
    if not head:
        below = [d for d in below if d.sentence.shape == "prose" and d.kind is draft.kind]
    for other in below if head else [*drafts[max(0, i - _WINDOW) : i], *below]:
        if other.unit is not draft.unit:
            continue
        near_it = head and other.sentence.index - draft.sentence.index <= _LEAD
        if other.term is not draft.term and not near_it:
            continue
        again = _same_count(other, draft)
        counted = again or draft.quantity.quantifier is not Quantifier.VAGUE
        alike = other.term is draft.term or (counted and {other.term, draft.term} <= AWAY)
        if alike and (again or (near_it and _rounds(draft, other))):
            if exact and other.period_rule is not PeriodRule.DATES:
                return
            undated = other.period_end is not None and (reading.published is None or _is_counted_on(draft, other))
            if not other.forecast and (other.period_start is not None or undated):
                running = (draft.kind is Kind.CUMULATIVE) is not (other.kind is Kind.CUMULATIVE)
                take(draft, other, own_end=head and running and reading.published is not None)
                if draft.kind is Kind.CUMULATIVE and other.kind is Kind.STOCK:
                    draft.period_start = None  # a title's "exodus GROWS TO 150,000", who are there now
            elif head and near_it and not exact:
                continue  # told again without a day as well, and then with one: "thousands", "7,500 since January"
            return


def _is_counted_on(draft: Draft, other: Draft) -> bool:
    """Tell whether a title's running total is told below with the day of its count: "the toll rose to 40 ON MONDAY"."""
    both = draft.kind is other.kind is Kind.CUMULATIVE
    return both and is_title(draft) and "period" in other.evidence


def _same_count(one: Draft, other: Draft) -> bool:
    """Tell whether two counts may be the same, told more or less roundly."""
    a, b = one.quantity, other.quantity
    return _close(a.value, b.value) or _close(a.high, b.high) or _close(a.low, b.low)


def _close(a: Number | None, b: Number | None) -> bool:
    return a is not None and b is not None and abs(a - b) <= _CLOSE * (a if a > b else b)


def _rounds(draft: Draft, other: Draft) -> bool:
    """Tell whether a title's number rounds one of the text: "THOUSANDS displaced" for 2,300, "over 300" for 315."""
    low = draft.quantity.low
    if low is None or draft.quantity.high is not None:
        return False
    most = _ORDER if draft.quantity.quantifier is Quantifier.VAGUE else _OVER
    return low <= other.value < low * most
