"""Finds the sentence that holds a figure, by its punctuation alone, so that a table can show it."""

import re

REACH = 600
"""Code points looked at before and after the figure: longer sentences are cut there."""

# A stop, then a blank, then no lower-case letter; or a blank line.
_END = re.compile(r"[.!?…؟。]+[\"')\]”’»]*(?=\s+[^\sa-zà-öø-ÿа-я])|\n\s*\n")
# "Mr. Smith", "Gen. Ali", "U.N. staff", "Oct. 17": a stop after so short a capitalised word mostly ends no sentence.
_SHORT = re.compile(r"(?:^|[\s(\"“])(?:[^\W\d_]\.)*[A-ZÀ-ÞА-Я][^\W\d_]{0,3}$")


def sentence_at(text: str, start: int, end: int) -> str:
    """Return the sentence of `text` that holds the span [start, end), white space as single blanks.

    Where the punctuation leaves it open, more rather than less.
    """
    first, last = max(0, start - REACH), min(len(text), end + REACH)
    begin = first
    for stop in _END.finditer(text, first, start):
        if not _abbreviates(text, stop, first):
            begin = stop.end()
    close = last
    for stop in _END.finditer(text, end, last):
        if not _abbreviates(text, stop, first):
            close = stop.end()
            break
    return " ".join(text[begin:close].split())


def _abbreviates(text: str, stop: "re.Match[str]", first: int) -> bool:
    return text[stop.start()] == "." and _SHORT.search(text, max(first, stop.start() - 12), stop.start()) is not None
