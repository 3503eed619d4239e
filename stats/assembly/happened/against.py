"""Whether a number is only what another one is compared to: "up from just 300", "compared to 1,148"."""

from stats.assembly.counted.counts import Count
from stats.assembly.happened.governing import skip_left
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
