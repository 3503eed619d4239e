"""Running totals whose sentence tells no start: they count since the same total told elsewhere in the text does."""

from collections.abc import Sequence

from stats.assembly.draft import Draft
from stats.vocabulary import Kind

_WINDOW = 60  # totals before one among which it may be told
_CLOSE = 0.02  # two tellings of one total differ by no more, when one of them is rounded


def share_starts(drafts: Sequence[Draft]) -> None:
    """Give a total without a start that of the same total told before it, and its parts with it.

    "The number of displaced SINCE THE ATTACK has come close to 47,000. … 1,090 came today, bringing it to 46,750".
    drafts: all of a text in order, dated.
    """
    begun: list[Draft] = []
    for draft in drafts:
        if draft.kind is not Kind.CUMULATIVE:
            continue
        if draft.period_start is None and draft.period_end is not None:
            whole = draft.same_as or draft.parent
            counted = whole is not None and whole.kind is Kind.CUMULATIVE and whole.period_start is not None
            told = whole if counted else next((d for d in reversed(begun[-_WINDOW:]) if _is_same(d, draft)), None)
            if told is not None and told.period_start is not None and told.period_start < draft.period_end:
                draft.period_start = told.period_start
        if draft.period_start is not None:
            begun.append(draft)


def _is_same(told: Draft, draft: Draft) -> bool:
    """Tell whether a total told before is the same one, told more or less roundly."""
    if told.term is not draft.term or told.unit is not draft.unit:
        return False
    return abs(told.value - draft.value) <= _CLOSE * max(told.value, draft.value)
