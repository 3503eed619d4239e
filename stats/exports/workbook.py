"""XLSX: the rows, a dictionary of their columns, the sources they come from, and what was asked."""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

from stats.columns import Column, names
from stats.errors import ExportError
from stats.exports import cells
from stats.exports.about import About
from stats.exports.files import blocks_of

MAX_ROWS = 1_048_576
"""Rows of a sheet, header included (Excel's limit)."""
MAX_TEXT = 32_767
"""Characters of a cell (Excel's limit)."""
DICTIONARY = ("column", "type", "unit", "meaning", "hxl")


def xlsx_blocks(
    frames: Iterable[pd.DataFrame], columns: Sequence[Column], about: About, *, bom: bool = False
) -> Iterator[bytes]:
    """Yield an XLSX file in blocks: sheets named after the table, then `dictionary`, `sources`, `about`.

    Text cells are stored as text, so that no cell is ever a formula; they need no apostrophe.

    Raises:
        ExportError: more rows than a sheet holds.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(about.table)
    sheet.freeze_panes = "A2"
    sheet.append(names(tuple(columns)))
    sources = _Sources(about.table)
    count = 1
    for frame in frames:
        count += len(frame)
        if count > MAX_ROWS:
            raise ExportError(
                f"A sheet of XLSX holds {MAX_ROWS - 1:,} rows; there are more. Take CSV, or narrow the filters."
            )
        lists = cells.values(frame, columns)
        sources.see(dict(zip(names(tuple(columns)), lists, strict=True)))
        shown = [_shown(sheet, column, v) for column, v in zip(columns, lists, strict=True)]
        for row in zip(*shown, strict=True):
            sheet.append(row)
    _append(book, "dictionary", [DICTIONARY, *((c.name, c.type, c.unit, c.meaning, c.hxl) for c in columns)])
    _append(book, "sources", sources.rows())
    _append(book, "about", about.facts().items())
    with tempfile.TemporaryFile() as file:
        book.save(file)
        yield from blocks_of(file)


class _Sources:
    """Counts, while rows go by, the documents (of figures) or the sources (of series) that they come from."""

    def __init__(self, table: str) -> None:
        self._fields = ("publisher", "title", "url", "published") if table == "figures" else ("sources",)
        self._counts: Counter[tuple[Any, ...]] = Counter()

    def see(self, lists: dict[str, list[Any]]) -> None:
        if "sources" in lists:
            self._counts.update((name,) for row in lists["sources"] for name in (row or "").split("; ") if name)
        elif "publisher" in lists:
            self._counts.update(zip(*(lists[name] for name in self._fields), strict=True))

    def rows(self) -> list[tuple[Any, ...]]:
        header = ("source",) if self._fields == ("sources",) else self._fields
        ordered = sorted(self._counts.items(), key=lambda item: tuple(str(part or "") for part in item[0]))
        return [(*header, "rows"), *((*key, count) for key, count in ordered)]


def _append(book: Any, title: str, rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append([_cell(sheet, value) if isinstance(value, str) else value for value in row])


def _shown(sheet: Any, column: Column, values: list[Any]) -> list[Any]:
    if column.type == "text":
        return [None if v is None else _cell(sheet, v) for v in values]
    if column.type == "date":
        return [None if v is None else _day(v) for v in values]
    return values


def _day(text: str) -> date | str:
    day = date.fromisoformat(text)
    return day if day.year >= 1900 else text  # Excel counts days from 1900


def _cell(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    text = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)[:MAX_TEXT]
    if not text.startswith(("=", "#")):
        return text
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # the library takes a leading = for a formula and #N/A for an error
    return cell
