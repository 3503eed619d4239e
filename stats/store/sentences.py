"""Finds the sentence that holds a figure, by its punctuation alone, so that a table can show it."""

import re
from bisect import bisect_left, bisect_right

REACH = 600
"""Code points shown before and after the figure: longer sentences are cut there."""

# A stop, then a blank, then no lower-case letter; or a blank line.
_END = re.compile(r"[.!?…؟。]+[\"')\]”’»]*(?=\s+[^\sa-zà-öø-ÿа-я])|\n\s*\n")
# "Mr. Smith", "Gen. Ali", "U.N. staff", "Oct. 17": a stop after so short a capitalised word mostly ends no sentence.
_SHORT = re.compile(r"(?:^|[\s(\"“])(?:[^\W\d_]\.)*[A-ZÀ-ÞА-Я][^\W\d_]{0,2}$")


class Sentences:
    """The sentences of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = [stop.end() for stop in _END.finditer(text) if not _abbreviates(text, stop)]

    def at(self, start: int, end: int) -> str:
        """Return the sentence that holds the span [start, end), white space as single blanks.

        Where the punctuation leaves it open, more rather than less.
        """
        before = bisect_right(self._ends, start)
        after = bisect_left(self._ends, end)
        first = max(self._ends[before - 1] if before else 0, start - REACH)
        last = min(self._ends[after] if after < len(self._ends) else len(self._text), end + REACH)
        return " ".join(self._text[first:last].split())


def _abbreviates(text: str, stop: "re.Match[str]") -> bool:
    at = stop.start()
    return text[at] == "." and _SHORT.search(text, max(0, at - 12), at) is not None
