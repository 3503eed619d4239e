"""Numbers that stand behind the word for a time that they measure: "in the last days TEN", as some languages say it."""

from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Reading
from stats.readers.timewords import time_words


def in_time(view: View, q: Quantity) -> bool:
    """Tell whether a number only says how long a time is, of which the word stands before it."""
    return q.first in _tokens(view.reading)


def _tokens(reading: Reading) -> frozenset[int]:
    """Return the tokens behind the first word for a time in all lengths of time of a text; found once."""
    found: frozenset[int] | None = reading.memo.get("lengths of time")
    if found is None:
        units, words = time_words(reading.lexicon).units, reading.words
        tokens: set[int] = set()
        for mark in reading.periods:
            if mark.key in _LENGTHS:
                unit = next((k for k in range(mark.first, mark.last) if words[k] in units), mark.last)
                tokens.update(range(unit + 1, mark.last + 1))
        found = reading.memo["lengths of time"] = frozenset(tokens)
    return found


_LENGTHS = frozenset(("look_back", "since_long", "ago", "ago_about", "first"))
