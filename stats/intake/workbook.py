"""Excel files (.xlsx): the rows of their sheets as they are shown; what is hidden stays out, and is told."""

import contextlib
import io
from collections.abc import Sequence
from typing import Any

from stats.errors import Empty, TooLarge
from stats.intake.figure_rows import tag_of
from stats.intake.grid import is_count
from stats.intake.office import check_package
from stats.settings import Limits

Row = Sequence[Any]

_SHEETS = 50


def shown_sheets(data: bytes, limits: Limits) -> tuple[list[tuple[str, list[Row]]], str | None]:
    """Return (the name and the rows of each sheet that is shown, a sentence on what is hidden or None).

    A hidden row is empty, so that those below it keep their numbers; one of hashtags is kept: HXL lets people hide it.
    A label or day that is merged over rows stands in each of them; a number stands once, since it counts once.

    Raises:
        Empty: all sheets are hidden. TooLarge: there are very many. Others as `check_package`.
    """
    check_package(data, limits)
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    if len(book.worksheets) > _SHEETS:
        raise TooLarge(f"The file has {len(book.worksheets)} sheets; at most {_SHEETS} are read. Split it.")
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not shown:
        raise Empty("All sheets of the file are hidden. Show those that are to be read, and save it.")
    hidden = [f"the sheet “{sheet.title}”" for sheet in book.worksheets if sheet not in shown]
    sheets: list[tuple[str, list[Row]]] = []
    for sheet in shown:
        rows: list[Row] = list(sheet.iter_rows(values_only=True))
        count = 0
        hidden_rows, merged = _looks(book, sheet)
        _fill(rows, merged)
        for number in hidden_rows:
            row = rows[number - 1] if number <= len(rows) else ()
            if any(cell is not None for cell in row) and not any(map(tag_of, row)):
                rows[number - 1] = ()
                count += 1
        if count:
            hidden.append(f"{count:,} {'row' if count == 1 else 'rows'} of the sheet “{sheet.title}”")
        sheets.append((sheet.title, rows))
    told = f"Left out, since hidden: {', '.join(hidden)[:300]}. Show them and save the file to have them read."
    return sheets, told if hidden else None


def _looks(book: Any, sheet: Any) -> tuple[list[int], list[str]]:
    """Return what openpyxl does not tell of a sheet that it streams: the numbers of hidden rows, and merged ranges."""
    from lxml import etree  # type: ignore[import-untyped]

    number, hidden, merged = 0, list[int](), list[str]()
    with book._archive.open(sheet._worksheet_path) as part:
        looked_at = ("{*}row", "{*}mergeCell")
        for _, one in etree.iterparse(part, tag=looked_at, resolve_entities=False, no_network=True, huge_tree=False):
            if (span := one.get("ref")) is not None:
                merged.append(span)
            else:
                number = int(one.get("r") or number + 1)
                if one.get("hidden") in ("1", "true"):
                    hidden.append(number)
            one.clear()
            while one.getprevious() is not None:
                del one.getparent()[0]
    return hidden, merged


def _fill(rows: list[Row], merged: Sequence[str]) -> None:
    """Say the labels of ranges that are merged over rows in each of these."""
    from openpyxl.utils.cell import range_boundaries

    for span in merged:
        with contextlib.suppress(ValueError, TypeError):  # no range: the sheet is read without it
            column, first, _, last = range_boundaries(span)
            label = rows[first - 1][column - 1] if first <= len(rows) and column <= len(rows[first - 1]) else None
            if label is None or is_count(str(label)):
                continue
            for at in range(first, min(last, len(rows))):
                row = list(rows[at])
                row[column - 1 : column] = [label]
                rows[at] = row
