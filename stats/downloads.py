"""What can be taken away: a table with its filters in a format, as a file's name, type and blocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import urlencode

from stats import exports
from stats.collection import Collection
from stats.columns import FIGURE_COLUMNS, SERIES_COLUMNS
from stats.errors import ExportError
from stats.filters import Filters

TABLES = ("figures", "series", "gold")
FORMATS = (*exports.FORMATS, "package")
STEPS = ("day", "week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Download:
    """name: of the file. mime: its type. blocks: its bytes, made while they are asked for."""

    name: str
    mime: str
    blocks: Iterator[bytes]


def download(
    collection: Collection,
    table: str,
    form: str = "csv",
    filters: Filters | None = None,
    *,
    every: str | None = None,
    as_known_on: date | None = None,
    places: bool = False,
    bom: bool = True,
    link: str = "",
) -> Download:
    """Return a table in a format.

    Args:
        collection: where the rows are.
        table: figures, series, or gold (documents with reviewed figures, as labelled documents).
        form: a format of exports.FORMATS, or package: the series, the documents with texts, all figures and reviews,
            whatever the table.
            Gold is always JSON Lines.
        filters: which rows.
        every: buckets of series: day, week, month, quarter or year.
        as_known_on: as a reader knew them on that day.
        places: beside each country's series the partial sum of its places.
        bom: begin CSV with the mark by which Excel knows UTF-8.
        link: the address that gives the same rows, told in the formats that have room for it.

    Raises:
        ExportError: there is no such table, format or bucket.
    """
    filters = filters or Filters()
    _one_of("table", table, TABLES)
    _one_of("format", form, FORMATS)
    if every is not None:
        _one_of("bucket", every, STEPS)
    given = {"every": every, "as_known_on": as_known_on and as_known_on.isoformat(), "places": "1" if places else None}
    query = filters.query() | {name: value for name, value in given.items() if value}
    about = exports.About(table, urlencode(query, safe=",:"), link)
    series = collection.series_pages(filters, every=every, as_known_on=as_known_on, places=places)
    if table == "gold":
        from stats.exports.gold import gold_blocks

        return _file(about, "gold.jsonl", exports.FORMATS["json"].mime, gold_blocks(collection.store, filters))
    if form == "package":
        from stats.exports.package import package_blocks

        pages = partial(collection.figure_pages, as_known_on=as_known_on)
        blocks = package_blocks(collection.store, pages, series, filters, about, as_known_on)
        return _file(about, "zip", "application/zip", blocks)
    figures = collection.figure_pages(filters, as_known_on=as_known_on)
    found = exports.FORMATS[form]
    rows, columns = (series, SERIES_COLUMNS) if table == "series" else (figures, FIGURE_COLUMNS)
    return _file(about, found.suffix, found.mime, exports.blocks(rows, columns, form, about, bom=bom))


def _file(about: exports.About, suffix: str, mime: str, blocks: Iterator[bytes]) -> Download:
    return Download(f"headcount-{about.table}-{about.day.isoformat()}.{suffix}", mime, blocks)


def _one_of(what: str, given: str, allowed: tuple[str, ...]) -> None:
    if given not in allowed:
        raise ExportError(f"There is no {what} {given!r}. Choose one of {', '.join(allowed)}.")
