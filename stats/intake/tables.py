"""Articles in the rows of a table: JSON, CSV and Excel. A row is a document; columns are matched loosely."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from stats.document import Document
from stats.errors import Empty, IntakeError, Unreadable
from stats.intake import imports
from stats.intake.days import read_day, said, tells_order, unread
from stats.intake.figure_rows import tag_of
from stats.intake.language import language_of
from stats.intake.received import BETWEEN, Item, Received
from stats.intake.text import decoded, document_of, mended, one_line
from stats.intake.words import match_columns
from stats.intake.workbook import Row, shown_sheets
from stats.settings import Limits
from stats.vocabulary import DayKnown

_CONTRACT = {**{k: k for k in ("id", "text", "title", "published", "publisher", "url")}, "language": "lang"}
_DELIMITERS = ",;\t|"
_HEADER_WITHIN = 10
"""Rows at the top of a sheet among which its header is looked for."""


def jsonl_items(item: Item, limits: Limits) -> Iterator[Received]:
    """Yield one Received a line, or an object of an array. Texts are kept exactly, so that offsets hold; so are ids.

    Raises:
        Unreadable: it begins like an array of objects and is none.
    """
    data = item.data.removeprefix(b"\xef\xbb\xbf")
    if (records := _whole(data)) is not None:
        yield from _objects(item, records)
        return
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        name = f"{item.name}{BETWEEN}line {number}"
        try:
            yield Received(name, (_document(_object(line)),), original=line)
        except IntakeError as error:
            yield Received(name, error=error, original=line)


def _whole(data: bytes) -> list[Any] | None:
    """Return the objects of JSON that is one array, or one object over several lines; None for an object a line."""
    array = data.lstrip().startswith(b"[")
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        if array:
            raise Unreadable(
                f"The file begins like an array of JSON and is none ({error}). Export it again, or write each article "
                "as one line."
            ) from error
        return None
    return found if array else [found] if b"\n" in data.strip() else None


def _objects(item: Item, records: Sequence[Any]) -> Iterator[Received]:
    for number, record in enumerate(records, 1):
        name, original = f"{item.name}{BETWEEN}article {number}", json.dumps(record).encode()
        try:
            yield Received(name, (_document(_checked(record)),), original=original)
        except IntakeError as error:
            yield Received(name, error=error, original=original)


def csv_items(item: Item, limits: Limits) -> Iterator[Received]:
    """Yield one Received a row of a CSV file, or the figures of a table of figures.

    Raises:
        Unreadable: no column holds the articles' text. Empty: there is no row.
    """
    text, _ = decoded(item.data)
    csv.field_size_limit(limits.file_bytes)
    try:
        rows: list[Row] = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise Unreadable(
            f"The table is damaged ({error}). Save it anew as CSV, its texts in quotation marks."
        ) from error
    yield from _table(item, rows)


def _delimiter(text: str) -> str:
    """Return the sign between a table's cells, by which one of its first lines names the most columns that we know."""
    lines = text.split("\n", 2 * _HEADER_WITHIN)[: 2 * _HEADER_WITHIN]

    def told(sign: str) -> tuple[int, int]:
        cut = [line.strip("\r").split(sign) for line in lines]
        return max(len(match_columns(cells)) + sum(1 for cell in cells if tag_of(cell)) for cells in cut), len(cut[0])

    return max(_DELIMITERS, key=told)


def xlsx_items(item: Item, limits: Limits) -> Iterator[Received]:
    """Yield one Received a row of an Excel file; sheets without a column for the text and what is hidden are left out.

    Raises:
        Unreadable: no sheet has such a column. Empty: there is no row. Others as `shown_sheets`.
    """
    sheets, hidden = shown_sheets(item.data, limits)
    # Beside a sheet of figures, the others explain it.
    sheets = [sheet for sheet in sheets if _holds_figures(sheet[1])] or sheets
    problems: list[IntakeError] = []
    found = False
    for title, rows in sheets:
        name = f"{item.name}{BETWEEN}{title}" if len(sheets) > 1 else item.name
        try:
            for received in _table(Item(name, item.data, item.depth), rows):
                found = True
                if hidden and received.documents:
                    first = received.documents[0]
                    first = replace(first, warnings=(*first.warnings, hidden))
                    received, hidden = replace(received, documents=(first, *received.documents[1:])), None
                yield received
        except IntakeError as error:
            problems.append(error)
    if not found and problems:
        raise problems[0]


def _filled(rows: Sequence[Row]) -> list[int]:
    """Return the first rows of a table that hold something: its header is among them."""
    return [at for at, row in enumerate(rows[:200]) if any(said(cell) for cell in row)][:_HEADER_WITHIN]


def _holds_figures(rows: Sequence[Row]) -> bool:
    return any(imports.is_figures([said(cell) for cell in rows[at]], rows[at + 1 : at + 2]) for at in _filled(rows))


def _table(item: Item, rows: list[Row]) -> Iterator[Received]:
    """Yield one Received a row under the header, which is the first row that names a column we know."""
    filled = _filled(rows)
    if not filled:
        raise Empty("The table has no rows. Check that the right file was chosen.")
    for at in filled:
        names = [said(cell) for cell in rows[at]]
        if imports.is_figures(names, rows[at + 1 : at + 2]):
            yield from imports.figures(item, names, rows[at + 1 :])
            return
        if "text" in (columns := match_columns(names)):
            yield from _articles(item, names, columns, rows, at)
            return
    had = ", ".join(name for name in map(said, rows[filled[0]]) if name)[:200]
    raise Unreadable(
        f'No column of the table holds the articles\' text (its first row: {had}). Name that column "text", and the '
        'others "title", "published", "url", "publisher", "lang".'
    )


def _articles(
    item: Item, names: list[str], columns: Mapping[str, int], rows: list[Row], header: int
) -> Iterator[Received]:
    shown = "; ".join(f"{field} from “{names[at]}”" for field, at in columns.items())
    unused = ", ".join(name for at, name in enumerate(names) if name and at not in columns.values())
    matched = f"Columns read: {shown}." + (f" Not used: {unused[:200]}." if unused else "")
    at = columns.get("published")
    days = [said(row[at]) for row in rows[header + 1 :] if at is not None and at < len(row)]
    day_first = tells_order(days)
    told: tuple[str, ...] = (matched,)
    if not any(said(cell) for row in rows[header + 1 :] for cell in row):
        raise Empty("The table has its columns' names but no row. Check that it was saved whole.")
    for number, row in enumerate(rows[header + 1 :], header + 2):
        if not any(said(cell) for cell in row):
            continue
        name = f"{item.name}{BETWEEN}row {number}"
        record = {field: row[at] for field, at in columns.items() if at < len(row)}
        whole = {name or f"column {at}": said(row[at - 1]) for at, name in enumerate(names, 1) if at <= len(row)}
        original = json.dumps(whole, ensure_ascii=False).encode()
        try:
            yield Received(name, (_row(record, day_first, told),), original=original)
            told = ()
        except IntakeError as error:
            yield Received(name, error=error, original=original)


def _row(record: Mapping[str, Any], day_first: bool | None, warnings: tuple[str, ...]) -> Document:
    stated = record.get("published")
    day = read_day(stated, day_first=day_first)
    if day is None and said(stated):
        warnings = (*warnings, unread(stated))
    text = said(record.get("text"))
    if not text:
        raise Empty("The row has no text. Leave it out, or fill it in.")
    return document_of(
        mended(text),
        title=said(record.get("title")) or None,
        publisher=said(record.get("publisher")) or None,
        url=said(record.get("url")) or None,
        published=day,
        published_by=DayKnown.STATED if day else DayKnown.UNKNOWN if said(stated) else None,
        language=said(record.get("language")) or None,
        warnings=warnings,
    )


def _object(line: bytes) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            f"The line is no JSON object ({error}). Write each article as one line: "
            '{"title": ..., "text": ..., "published": "2017-03-09", "url": ...}.'
        ) from error
    return _checked(record)


def _checked(record: Any) -> Mapping[str, Any]:
    if not isinstance(record, dict):
        raise Unreadable('This is no JSON object. Write each article as one: {"text": ..., ...}.')
    return record


def _document(record: Mapping[str, Any]) -> Document:
    keys = list(record)
    if "id" in record and "text" in record:  # a line of the contract: these names and no other
        told = {field: record[key] for field, key in _CONTRACT.items() if key in record}
    else:
        told = {field: record[keys[at]] for field, at in match_columns(keys).items()}
    text = told.get("text")
    if not isinstance(text, str):
        had = ", ".join(keys[:12]) or "none"
        raise Unreadable(f'The article has no "text" (its keys: {had[:200]}). Name the article\'s text so.')
    if not text.strip():
        raise Empty("The article's text is empty. Leave the article out, or put its text into it.")
    day = read_day(told.get("published"))
    warnings: tuple[str, ...] = ()
    published_by: DayKnown | None = DayKnown.STATED
    if "published" not in told:
        published_by = None  # nobody has looked: extract infers it
    elif day is None:
        published_by = DayKnown.UNKNOWN
        if told["published"] is not None:
            warnings = (unread(told["published"]),)
    language, confidence = _word(told, "language"), None
    if not language:
        language, confidence = language_of(text)
    return Document(
        text=text,
        id=_word(told, "id") or "",
        title=one_line(_word(told, "title")),
        publisher=one_line(_word(told, "publisher")),
        url=one_line(_word(told, "url")),
        published=day,
        published_by=published_by,
        language=language,
        language_confidence=confidence,
        warnings=warnings,
    )


def _word(told: Mapping[str, Any], field: str) -> str | None:
    value = told.get(field)
    return str(value).strip() or None if isinstance(value, str | int) else None
