"""A table of a file as lines of text: a row a line, " | " between its cells, as extract reads them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WIDE = 200
"""Columns of a table beyond which no cell spans several: what spans is stated, and may be stated as a million."""
_LONG = 120
"""Code points of the longest label that is said again in each row that it spans."""
_NUMBER = re.compile(r"\d[\d.,'’\s]*%?")
_DIGITS = re.compile(r"\d[\d.,]*")
_COUNT = 3
"""Signs of the shortest number that a label says once: said in each row, "Lac (1,200 displaced)" would count twice."""
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, and how many columns and rows it spans."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class _Place:
    """A place of the grid: what its cell says, and whether it is the first column and the first row of that cell."""

    text: str
    first_column: bool = True
    first_row: bool = True


def table_lines(rows: Iterable[Sequence[str | Cell]]) -> list[str]:
    """Return the rows of a table as lines; an empty cell keeps its place, an empty row is left out.

    A label that spans rows is said in each of them, a number once. A head in several rows, of names over names, becomes
    one. A row whose first cell is empty begins with two bars: one alone would be a frame around the cells.
    """
    grid = [row for row in _grid(rows) if any(place.text for place in row)]
    start = next((at for at, row in enumerate(grid) if not _is_title(row)), len(grid))
    end = start + _head_rows(grid[start:])
    told = [*map(_said, grid[:start]), _named(grid[start:end]), *map(_said, grid[end:])]
    return [" ".join(" | ".join(cells if cells[0] else ["", *cells]).split()) for cells in told if any(cells)]


def _grid(rows: Iterable[Sequence[str | Cell]]) -> list[list[_Place]]:
    """Return the places of each row; a cell that spans fills several."""
    grid: list[list[_Place]] = []
    above: dict[int, tuple[_Place, int]] = {}  # by column: what reaches down into the next row, and how many rows more
    for row in rows:
        line: list[_Place] = []
        below: dict[int, tuple[_Place, int]] = {}
        for given in [*row, None]:
            while len(line) in above or (given is None and above):
                place, more = above.pop(len(line), (_Place(""), 0))
                if more > 1:
                    below[len(line)] = place, more - 1
                line.append(place)
            if given is None:
                break
            cell = given if isinstance(given, Cell) else Cell(given)
            text = " ".join(cell.text.replace("|", "/").split())
            for column in range(max(1, min(cell.across, _WIDE - len(line)))):
                above.pop(len(line), None)
                if cell.down > 1 and len(line) < _WIDE:
                    below[len(line)] = _Place(text, column == 0, first_row=False), cell.down - 1
                line.append(_Place(text, column == 0))
        above = below
        grid.append(line)
    return grid


def _is_title(row: Sequence[_Place]) -> bool:
    """Whether a row is one cell over the whole width."""
    return not any(place.first_column for place in row[1:])


def _head_rows(grid: Sequence[Sequence[_Place]]) -> int:
    """Return how many rows name the columns: more than one where a name spans columns that have names of their own."""
    if not grid or _counts(grid[0]):
        return 0
    rows = 1
    while rows < len(grid) and not (_counts(grid[rows]) or _is_title(grid[rows])) and any(
        place.first_row and not place.first_column for place in grid[rows - 1]
    ):  # fmt: skip
        rows += 1
    return rows if any(map(_counts, grid[rows:])) else 1


def _counts(row: Sequence[_Place]) -> bool:
    """Whether a row holds a number that is no year."""
    return any(is_count(place.text) for place in row)


def is_count(text: str) -> bool:
    """Tell whether a cell is a number, and no year."""
    return _NUMBER.fullmatch(text) is not None and not _YEAR.fullmatch(text)


def _named(head: Sequence[Sequence[_Place]]) -> list[str]:
    """Return the names of the columns: "Displaced" over "Households" and "Persons" are two names of two words each."""
    names: list[dict[str, None]] = [{} for _ in range(max(map(len, head), default=0))]
    for row in head:
        for name, place in zip(names, row, strict=False):
            name[place.text] = None
    return [" ".join(filter(None, name)) for name in names]


def _said(row: Sequence[_Place]) -> list[str]:
    """Return what the cells of a row say: a label that spans rows in each of them, all else in its first place."""
    if _is_title(row):
        return [row[0].text] if row[0].first_row else []
    return [place.text if place.first_column and (place.first_row or _is_label(place.text, column)) else ""
            for column, place in enumerate(row)]  # fmt: skip


def _is_label(text: str, column: int) -> bool:
    """Whether a cell names what stands beside it; with a number in it ("Zone 3", "12 May") only in the first column."""
    numbers = _DIGITS.findall(text)
    if len(text) > _LONG or not any(map(str.isalpha, text)) or (numbers and column):
        return False
    return all(len(number) < _COUNT or _YEAR.fullmatch(number) for number in numbers)


def joined(blocks: Iterable[str]) -> str:
    """Return paragraphs and whole tables as one text, a blank line between them."""
    return "\n\n".join(block.strip() for block in blocks if block.strip())
