"""Numbers that are means or rates, by what stands around them: how many each of many has, how many come each time."""

from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity

_MEMBERS = 30  # people of the largest family
_OPENING = 12  # tokens at a sentence's head that may name the average family
_NOUN = 4  # tokens from a number to "on average": "150 displaced people ON AVERAGE"


def is_mean(view: View, q: Quantity) -> bool:
    """Tell whether a number says how many there are on average, or each time, and so counts nobody."""
    return _of_average_home(view, q) or _is_rate_told(view, q) or _on_average(view, q) or _in_each_of_many(view, q)


def _of_average_home(view: View, q: Quantity) -> bool:
    """Tell whether a number is that of the members of a home: "AN AVERAGE FAMILY has six members"."""
    if q.value > _MEMBERS:
        return False
    homes, first = view.reading.lexicon.asked("average_homes"), view.sentence.first
    opening = range(first, min(q.first, first + _OPENING))
    return any(homes.last(view.words, k, q.first) is not None for k in opening)


def _is_rate_told(view: View, q: Quantity) -> bool:
    """Tell whether a verb links a number with a rate before it: "until May the DAILY RATE was about 340 people"."""
    verb = view.first_of("linking", q.first - 1)
    return verb is not None and view.first_of("each_time", verb - 1) is not None


def _on_average(view: View, q: Quantity) -> bool:
    """Tell whether "on average" ends the clause of a number, right behind its noun."""
    for k in range(q.last + 1, min(view.sentence.last, q.last + 1 + _NOUN)):
        if not view.words[k][0].isalpha():
            return False
        last = view.last_of("on_average", k)
        if last is not None:
            return last + 1 >= view.sentence.last or not view.words[last + 1][0].isalnum()
    return False


def _in_each_of_many(view: View, q: Quantity) -> bool:
    """Tell whether a mean is that of things counted before it: "80 camps with AN AVERAGE OF 150 people"."""
    if view.first_of("averages", q.core[0] - 1) is None:
        return False
    return any(p.last < q.first and p.last + 1 in view.starting("counted") for p in view.quantities)
