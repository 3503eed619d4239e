"""Excel files (.xlsx): the rows of their sheets as they are shown; what is hidden stays out, and is told."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from stats.errors import Empty, TooLarge
from stats.intake.figure_rows import tag_of
from stats.intake.office import check_package
from stats.settings import Limits

Row = Sequence[Any]

_SHEETS = 50


def shown_sheets(data: bytes, limits: Limits) -> tuple[list[tuple[str, list[Row]]], str | None]:
    """Return (the name and the rows of each sheet that is shown, a sentence on what is hidden or None).

    A hidden row is empty, so that those below it keep their numbers; one of hashtags is kept: HXL lets people hide it.

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
        for number in _hidden_rows(book, sheet):
            row = rows[number - 1] if number <= len(rows) else ()
            if any(cell is not None for cell in row) and not any(map(tag_of, row)):
                rows[number - 1] = ()
                count += 1
        if count:
            hidden.append(f"{count:,} {'row' if count == 1 else 'rows'} of the sheet “{sheet.title}”")
        sheets.append((sheet.title, rows))
    told = f"Left out, since hidden: {', '.join(hidden)[:300]}. Show them and save the file to have them read."
    return sheets, told if hidden else None


def _hidden_rows(book: Any, sheet: Any) -> Iterator[int]:
    """Yield the numbers of the rows that are hidden, which openpyxl does not tell of a sheet that it streams."""
    from lxml import etree  # type: ignore[import-untyped]

    number = 0
    with book._archive.open(sheet._worksheet_path) as part:
        for _, row in etree.iterparse(part, tag="{*}row", resolve_entities=False, no_network=True, huge_tree=False):
            number = int(row.get("r") or number + 1)
            if row.get("hidden") in ("1", "true"):
                yield number
            row.clear()
            while row.getprevious() is not None:
                del row.getparent()[0]
