"""Rows of tables flattened into lines: alike cells set apart by one sign, or a cell a line, a row after the other."""

import re
from collections.abc import Container, Sequence

from stats.readers.mixedrows import is_one_line, mixed_rows

_SIGNS = {" / ": re.compile(r" / "), ";": re.compile(r"; ?"), "  ": re.compile(r"(?<=\S) {2,}(?=\S)")}
SPLIT_BY_COMMA = re.compile(r", (?=\S)")
_DATED = re.compile(r"(?:19|20)\d\d {2,}(?=\S).*(?:19|20)\d\d$")  # a head of days: "20 Sept 2022   19 Sept 2022"
_SERIAL = re.compile(r"\d{1,3}[.)]?")  # the number of a row
_CELL = 40  # letters of a cell
_LABELLED = re.compile(r"\d +[^\W\d][^\d:]*: \d")  # no row: "Inside 14 centres: 310 families / 1,240 persons"
_COUNT = re.compile(r"\d")
_NUMBER = re.compile(r"[\W_]*\d[\d., \u00a0\u202f]*\W*|[-–—]")
_ROWS = 2  # rows that make a table of one cell a line; fewer are a heading and its figures


def rows_of(lines: Sequence[str], empty: Container[str], months: Container[str] = ()) -> dict[int, int]:
    """Return the first line of the row of each line that is a table's row or a part of one.

    Lines of as many cells, set apart by the same sign, are rows each: "Province: deaths / injured",
    "Sindh: 432 / 1,118". Where each line is a cell ("Province", "Killed", "Injured", "Khost", "22", "40", …), a row is
    as many lines as the head has. A label and numbers with single blanks between are a row under a line of as many
    names.

    Args:
        lines: of a text, without blanks at their ends.
        empty: what may stand in a cell in a number's place, in lower case ("nil").
        months: names of months, in lower case.
    """
    found = {**_columns(lines, empty), **mixed_rows(lines, months), **_listed(lines)}
    for blank, sign in _SIGNS.items():
        parted = [i for i, line in enumerate(lines) if blank in line and line[-1] not in ".!?"]
        cells = {i: sign.split(lines[i]) for i in parted if not is_one_line(lines[i])}
        cells = {i: row for i, row in cells.items() if not _LABELLED.search(row[0])}
        for i, here in cells.items():
            above = cells.get(i - 1, ())
            wider = len(here) == len(above) + 1
            alike = len(here) == len(above) or (wider and (_DATED.search(lines[i - 1]) or _unnamed(above, here)))
            alike = alike or _sums_up(above, here)
            if len(here) < 2 or not alike or not any(_COUNT.search(cell) for cell in here[1:]):
                continue
            if blank == "  " and _COUNT.search(here[0]) and not (len(here) > 2 and _SERIAL.fullmatch(here[0])):
                continue  # "24.7M  people in need": a figure set in big with its label
            if max(len(cell) for cell in (*here, *above)) <= _CELL:
                found.setdefault(i - 1, i - 1)
                found.setdefault(i, i)
    return found


def _unnamed(above: Sequence[str], here: Sequence[str]) -> bool:
    """Tell whether a line names all columns but that of the labels: "Dead / Injured" over "Sindh / 432 / 1,118"."""
    named = all(_names(cell) for cell in above)
    return named and _names(here[0]) and all(_NUMBER.fullmatch(cell) for cell in here[1:])


def _sums_up(above: Sequence[str], here: Sequence[str]) -> bool:
    """Tell whether a row without a number of its own ends a table whose rows have one: "3 Una 9 4", "Total 12 6"."""
    numbered = len(here) == len(above) - 1 and _SERIAL.fullmatch(above[0]) is not None and _names(above[1])
    return numbered and _names(here[0]) and all(_NUMBER.fullmatch(cell) for cell in here[1:])


def in_commas(cells: Sequence[str]) -> bool:
    """Tell whether what stands between commas is a row: a label and numbers, or the names of as many columns."""
    if len(cells) <= _ROWS or not _names(cells[0]):
        return False
    return all(_NUMBER.fullmatch(cell) for cell in cells[1:]) or all(_names(cell) for cell in cells[1:])


def _listed(lines: Sequence[str]) -> dict[int, int]:
    """Return the rows of tables with commas between the cells, under a line of as many names."""
    found: dict[int, int] = {}
    width = 0
    for i, line in enumerate(lines):
        cells = SPLIT_BY_COMMA.split(line) if ", " in line and line[-1] not in ".!?" else []
        row = len(cells) > _ROWS and in_commas(cells) and _COUNT.search(line) is not None
        if row and len(cells) != width:
            head = SPLIT_BY_COMMA.split(lines[i - 1]) if i else []
            width = len(cells) if len(head) == len(cells) and in_commas(head) else 0
            if width and not _COUNT.search(lines[i - 1]):
                found[i - 1] = i - 1
        width = width if row else 0
        if width:
            found[i] = i
    return found


def _columns(lines: Sequence[str], empty: Container[str]) -> dict[int, int]:
    """Return the rows of tables with a cell a line: a head of n names, then rows of a name and n - 1 numbers."""
    filled = [i for i, line in enumerate(lines) if line]
    numbers = [_NUMBER.fullmatch(lines[i]) is not None or lines[i].lower() in empty for i in filled]
    found: dict[int, int] = {}
    if numbers.count(True) < _ROWS:
        return found
    k = 1
    while k < len(filled):
        width = _width(numbers, k)
        rows = _repeats(numbers, k - 1, width) if width > 2 else 0
        begin = k - 1 - width
        head = range(begin, k - 1)
        if rows < _ROWS or begin < 0 or not all(_names(lines[filled[j]]) for j in head):
            k += 1
            continue
        end = k - 1 + rows * width
        if all(len(lines[filled[j]]) <= _CELL for j in range(k - 1, end)):
            for j in range(begin, end):
                found[filled[j]] = filled[begin + (j - begin) // width * width]
        k = end + 1
    return found


def _width(numbers: Sequence[bool], k: int) -> int:
    """Return how many cells a row has that begins with the name before the first of its numbers; 0 where none does."""
    if not numbers[k] or numbers[k - 1]:
        return 0
    end = k
    while end < len(numbers) and numbers[end]:
        end += 1
    return end - k + 1


def _repeats(numbers: Sequence[bool], begin: int, width: int) -> int:
    """Return how many rows of a name and numbers follow each other."""
    rows = 0
    while begin + (rows + 1) * width <= len(numbers):
        at = begin + rows * width
        if numbers[at] or not all(numbers[at + 1 : at + width]):
            break
        rows += 1
    return rows


def _names(line: str) -> bool:
    return 0 < len(line) <= _CELL and not _COUNT.search(line) and line[-1] not in ".!?,;"
