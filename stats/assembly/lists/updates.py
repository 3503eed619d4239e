"""Tables whose rows are the updates of one toll, day by day: "2 April | 331", "23 July | 481", "6 August | 532"."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from stats.assembly.draft import Draft
from stats.assembly.kinds.defaults import default_kind
from stats.readers.reading import Reading
from stats.vocabulary import Kind

_FEWEST = 3  # rows: two numbers grow by chance
_Column = tuple[tuple[int, int] | None, int]


def tell_of_updates(reading: Reading, drafts: Sequence[Draft]) -> None:
    """Say of what happened that it was counted up, where no row of a table's days has less of it than the one before.

    drafts: those of one table, changed here. What each day brought itself goes up and down.
    """
    columns: dict[_Column, list[tuple[date, Draft]]] = defaultdict(list)
    for draft in drafts:
        day = _day(reading, draft)
        if day is not None:
            nth = sum(1 for _, other in columns[draft.column, 0] if other.sentence is draft.sentence)
            columns[draft.column, nth].append((day, draft))
    told = [rows for rows in columns.values() if default_kind(reading, rows[0][1]) is Kind.FLOW]
    if not told or not all(len(rows) >= _FEWEST and _grows(rows) for rows in told):
        return
    for _, draft in (row for rows in told for row in rows):
        draft.said = draft.said or Kind.CUMULATIVE


def _day(reading: Reading, draft: Draft) -> date | None:
    """Return the day that a row names before its numbers, None where it names none."""
    before = reading.within(reading.periods, draft.sentence.start, draft.quantity.start)
    return next((m.begin for m in before if m.begin is not None and m.begin == m.finish), None)


def _grows(rows: Sequence[tuple[date, Draft]]) -> bool:
    """Tell whether a column's numbers never fall from day to day, in either order, and are not all the same."""
    ordered = list(rows) if rows[0][0] <= rows[-1][0] else list(reversed(rows))
    days, values = [day for day, _ in ordered], [draft.value for _, draft in ordered]
    dated = len(set(days)) >= _FEWEST and days == sorted(days)
    return dated and all(a <= b for a, b in pairwise(values)) and values[0] < values[-1]
