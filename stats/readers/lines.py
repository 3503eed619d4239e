"""What a line tells by itself: an item of a list, a row of a table, or prose that ends only where the line was full."""

import re
from collections.abc import Container
from itertools import pairwise

_ITEM = re.compile(r"\s*(?:[-–—•*·>▪●◦‣→►■□✓+]|o(?=\s)|\(?\d{1,2}[.)]|\d{1,2}-|\(?[a-z][.)]|\([ivx]{2,4}\))\s+")
_ROW = re.compile(r"\|?[^\n|]+\|[^\n]*|[^\n\t]+\t[^\n]*\S|[^\n;]+ ; [^\n]*")
_BEGUN = re.compile(r"[^\W\d_]{3}[.;] [^\W_]")
_WIDTHS = range(38, 121)  # letters of a full line: a column of a newspaper to a wide mail
_FEWEST = 2  # full lines from which on a text is taken for a wrapped one


def is_item(line: str) -> bool:
    """Tell whether a line opens an item of a list, by its bullet or its number."""
    return _ITEM.match(line) is not None


def is_row(line: str) -> bool:
    """Tell whether signs set a line's cells apart, as in a row of a table."""
    return ("|" in line or "\t" in line or " ; " in line) and _ROW.fullmatch(line) is not None


def unwrapped(text: str, open_words: Container[str]) -> str:
    """Return a text with a blank for each line's end that is only there because the line was full; as long as before.

    Mails and plain texts are cut into lines of one width: a line is full where the next word would not have fitted. A
    list of lines that are long by chance shows no signs that one goes on in the next, prose shows them at every other.

    open_words: the words in which no sentence ends.
    """
    if text.count("\n") < _FEWEST:
        return text
    written = text.split("\n")
    lines = [line.rstrip() for line in written]
    blocks = [block for block in _blocks(lines) if max(len(lines[k]) for k in block) in _WIDTHS]
    width = max((len(lines[k]) for block in blocks for k in block), default=0)
    full = [
        k for block in blocks for k in block[:-1]
        if len(lines[k]) + 1 + len(lines[k + 1].split(None, 1)[0]) > width
    ]  # fmt: skip
    going_on = sum(_goes_on(lines[k], lines[k + 1], open_words) for k in full)
    if len(full) < _FEWEST or 2 * going_on < len(full):
        return text
    joined = {k for k in full if not (is_row(lines[k]) or is_row(lines[k + 1]) or is_item(lines[k + 1]))}
    return "".join(line + (" " if k in joined else "\n") for k, line in enumerate(written[:-1])) + written[-1]


def _goes_on(line: str, following: str, open_words: Container[str]) -> bool:
    """Tell whether a sentence shows that it goes on in the next line, or began within this one: "… died. The"."""
    return (
        following.lstrip()[0].islower() or line[-1] == "," or line.rsplit(None, 1)[-1].lower() in open_words
        or _BEGUN.search(line) is not None
    )  # fmt: skip


def _blocks(lines: list[str]) -> list[range]:
    """Return the numbers of the lines that follow on one another without a blank one between, two and more."""
    blanks = [-1, *(k for k, line in enumerate(lines) if not line), len(lines)]
    return [range(a + 1, b) for a, b in pairwise(blanks) if b - a > 2]
