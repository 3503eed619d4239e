"""Whether a number is only what another one is compared to: "up from just 300", "compared to 1,148"."""

from stats.assembly.counted.counts import Count
from stats.assembly.happened.governing import skip_left
from stats.assembly.measured import over_filler
from stats.assembly.view import View


def only_compared(view: View, count: Count) -> bool:
    """Tell whether a bare number only stands beside the count before it: "20,000 live in a camp, DOWN FROM 60,000"."""
    before = count.quantity.first - 1
    for k in (before, skip_left(view, before)) if count.noun is None else ():  # "compared TO JUST 60,000"
        against = view.first_of("comparisons", k)
        if against is not None and against < k:
            return True
    return False


def is_compared(view: View, count: Count) -> bool:
    """Tell whether a number stands behind a word for what another is compared to: "UP FROM just 300"."""
    before = count.quantity.first - 1
    return any(view.first_of("comparisons", k) is not None for k in (before, skip_left(view, before)))


def changed_to(view: View, previous: Count, begin: int, end: int) -> bool:
    """Tell whether a count changed to the next one: "rose from 3,000 on Monday to 5,000", "to A RECORD 5,000".

    begin, end: the tokens between the two.
    """
    if view.first_of("changes", previous.quantity.first - 1) is None:
        return False
    to = over_filler(view.reading, end, begin)
    return to - begin <= 2 or (to - begin <= _DATED and view.last_of("directions", to - 1) is not None)


_DATED = 6  # tokens between the two numbers of a change, a day with the first
