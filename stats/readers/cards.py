"""Figures set in big: a number on a line of its own with its label above or below, as reports show key figures."""

import re
from collections.abc import Container, Sequence
from itertools import pairwise

_NUMBER = re.compile(r"\W{0,4}\d[\d.,\u00a0\u202f ]*+(?:%|[^\W\d]{1,9})?\W{0,4}(?:\([^()]{1,60}\))?\W{0,4}")
_WORD = re.compile(r"[^\W\d]+")
_LABEL = 100  # letters that a label has at most
_FEWEST = 2  # numbers of a run
_LINES = 2  # lines of one label


def cards_of(lines: Sequence[str], scales: Container[str]) -> dict[int, int]:
    """Return the card of each line that is a part of one: a number's line and those of its label share a card.

    Two numbers at least, each with its label, make a run of cards; a run that begins with a number has its labels
    below, one that ends with a number, or whose labels end in a colon, has them above.

    Args:
        lines: of a text, without blanks at their ends.
        scales: words that belong to a number ("million", "k"), and short measures beside one ("10 km").
    """
    if sum(map(bool, map(_NUMBER.fullmatch, lines))) < _FEWEST:
        return {}
    filled = [i for i, line in enumerate(lines) if line]
    found: dict[int, int] = {}
    k = 0
    while k < len(filled):
        run = [filled[k]] if _fits(lines[filled[k]], scales) else []
        while run and k + 1 < len(filled) and filled[k + 1] - filled[k] <= 2 and _fits(lines[filled[k + 1]], scales):
            k += 1
            run.append(filled[k])
        k += 1
        numbers = [p for p, i in enumerate(run) if _is_number(lines[i], scales)]
        steps = [b - a - 1 for a, b in pairwise(numbers)]
        if not steps or not all(1 <= step <= _LINES for step in steps):
            continue
        closed = numbers[-1] == len(run) - 1
        above = numbers[0] > 0 and (closed or _colons(lines, run, numbers) or _hang(lines, run, numbers))
        for n, p in enumerate(numbers):
            if above:
                begin, end = (numbers[n - 1] + 1 if n else p - 1), p
            else:
                begin, end = p, (numbers[n + 1] - 1 if n + 1 < len(numbers) else min(p + 1, len(run) - 1))
            begin, end = _unheaded(lines, run, begin, p, end)
            found.update(dict.fromkeys(run[begin : end + 1], run[p]))
    return found


def _is_number(line: str, scales: Container[str]) -> bool:
    if _NUMBER.fullmatch(line) is None:
        return False
    word = _WORD.search(line.partition("(")[0])
    return word is None or word.group().lower() in scales


def _fits(line: str, scales: Container[str]) -> bool:
    """Tell whether a line may be a number or a label."""
    if _is_number(line, scales):
        return True
    return len(line) <= _LABEL and line[-1] not in ".!?;," and not any(sign in line for sign in "|\t")


def _hang(lines: Sequence[str], run: Sequence[int], numbers: Sequence[int]) -> bool:
    """Tell whether blank lines part numbers of a run from what follows, and none from what stands above them."""
    close = sum(bool(lines[run[p] - 1]) for p in numbers if p)
    apart = sum(run[p] + 1 >= len(lines) or not lines[run[p] + 1] for p in numbers)
    return close == len(numbers) and apart > 0


def _unheaded(lines: Sequence[str], run: Sequence[int], begin: int, p: int, end: int) -> tuple[int, int]:
    """Return the first and last place of a card in its run without a heading that a blank line parts from its label."""
    blank = [k for k in range(begin + 1, p) if run[k] - run[k - 1] > 1]
    begin = blank[-1] if blank else begin
    return begin, next((k - 1 for k in range(p + 2, end + 1) if run[k] - run[k - 1] > 1), end)


def _colons(lines: Sequence[str], run: Sequence[int], numbers: Sequence[int]) -> bool:
    """Tell whether most of the lines right above the numbers of a run end in a colon."""
    return sum(lines[run[p - 1]].endswith(":") for p in numbers if p) * 2 > len(numbers)
