"""What a line tells by itself: an item of a list, a row of a table, or prose whose end is only where a line was full."""

import re

_ITEM = re.compile(r"\s*(?:[-–—•*·>▪●◦‣→►■□✓+]|o(?=\s)|\(?\d{1,2}[.)]|\d{1,2}-|\(?[a-z][.)]|\([ivx]{2,4}\))\s+")
_ROW = re.compile(r"\|?[^\n|]+\|[^\n]*|[^\n\t]+\t[^\n]*\S|[^\n;]+ ; [^\n]*")
_WIDTHS = range(38, 121)  # letters of a full line: a column of a newspaper to a wide mail
_FEWEST = 2  # full lines from which on a text is taken for a wrapped one


def is_item(line: str) -> bool:
    """Tell whether a line opens an item of a list, by its bullet or its number."""
    return _ITEM.match(line) is not None


def is_row(line: str) -> bool:
    """Tell whether signs set a line's cells apart, as in a row of a table."""
    return ("|" in line or "\t" in line or " ; " in line) and _ROW.fullmatch(line) is not None


def unwrapped(text: str) -> str:
    """Return a text with a blank for each line's end that is only there because the line was full; as long as before.

    Mails and plain texts are cut into lines of one width: a line is full where the next word would not have fitted. A list of
    lines that are long by chance goes on with a capital or a number more often than not, prose seldom does.
    """
    if text.count("\n") < _FEWEST:
        return text
    lines = [line.rstrip() for line in text.split("\n")]
    width = max(map(len, lines))
    if width not in _WIDTHS:
        return text
    full = [
        k
        for k in range(len(lines) - 1)
        if lines[k] and lines[k + 1] and len(lines[k]) + 1 + len(lines[k + 1].split(None, 1)[0]) > width
    ]
    going_on = sum(lines[k + 1].lstrip()[0].islower() for k in full)
    if len(full) < _FEWEST or 2 * going_on < len(full):
        return text
    joined = {k for k in full if not (is_row(lines[k]) or is_row(lines[k + 1]) or is_item(lines[k + 1]))}
    written = text.split("\n")
    return "".join(line + (" " if k in joined else "\n") for k, line in enumerate(written[:-1])) + written[-1]
