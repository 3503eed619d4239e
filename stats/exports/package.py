"""The data package: a zip by the Frictionless specification that holds all there is to the rows, texts and reviews too.

A document in it is whole, with all its figures, whichever were asked for: whoever takes the package in holds the
document then, so that figures left out would never come by another way.

https://specs.frictionlessdata.io/data-package/ (version 1).
"""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import IO, TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from stats import __version__
from stats.columns import DOCUMENT_COLUMNS, FIGURE_COLUMNS, REVIEW_COLUMNS, SERIES_COLUMNS, Column
from stats.exports import about as terms
from stats.exports import cells
from stats.exports.about import About
from stats.exports.delimited import csv_blocks
from stats.exports.files import blocks_of
from stats.filters import Filters

if TYPE_CHECKING:
    from stats.store import Store

TABLES: dict[str, tuple[Column, ...]] = {
    "figures": FIGURE_COLUMNS,
    "series": SERIES_COLUMNS,
    "documents": DOCUMENT_COLUMNS,
    "reviews": REVIEW_COLUMNS,
}
_KEYS = {"figures": "figure_id", "documents": "document_id"}
_FOREIGN = {
    "figures": [("document_id", "documents", "document_id")],
    "reviews": [("figure_id", "figures", "figure_id")],
}
_TYPES = {"text": "string", "number": "number", "integer": "integer", "boolean": "boolean", "date": "date",
          "datetime": "datetime"}  # fmt: skip
_ABOUT_TABLES = {
    "figures": "one row a figure, as it stands after review",
    "series": "one row a day of a series",
    "documents": "one row a document, with its text",
    "reviews": "one row for each act of a reviewer, oldest first",
}
_DOCUMENTS_AT_ONCE = 200
# Zip has no time before 1980; one fixed moment keeps equal packages equal byte for byte.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def package_blocks(
    store: "Store",
    figures: Callable[[Filters], Iterator[pd.DataFrame]],
    series: Iterator[pd.DataFrame],
    filters: Filters,
    about: About,
    as_known_on: date | None = None,
) -> Iterator[bytes]:
    """Yield a data package in blocks.

    Args:
        store: holds the texts and reviews.
        figures: gives those that pass filters, as known on that day, with the columns of figures.csv.
        series: the series of the filters, as known on that day.
        filters: which documents: those that pass, have figures that do now, or stand behind the series.
        about: what was asked.
        as_known_on: only documents published and reviews made by the end of that day.
    """
    with tempfile.TemporaryFile() as file:
        made = _Made()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:

            def put(table: str, frames: Iterator[pd.DataFrame]) -> None:
                made.put(archive, f"{table}.csv", csv_blocks(cells.chunks(frames), TABLES[table], about, bom=False))

            narrowed = bool(filters.query())
            behind: set[str] = set()
            put("series", _noting_documents(store, series, behind) if narrowed else series)
            listed = _listed(store, filters, behind, as_known_on)
            ids = tuple(listed["document_id"].tolist())
            figure_ids: set[str] = set()
            whole = figures(Filters(document=ids)) if narrowed and ids else figures(Filters())
            put("figures", _noting(whole, ids, figure_ids))
            put("documents", _documents(store, listed))
            put("reviews", _reviews(store, figure_ids, as_known_on))
            sums = "".join(f"{made.files[name][0]}  {name}\n" for name in (f"{table}.csv" for table in TABLES))
            made.put(archive, "SHA256SUMS", [sums.encode()])
            made.put(archive, "README.md", [_readme(about).encode()])
            made.put(archive, "datapackage.json", [_descriptor(about, made.files).encode()])
        yield from blocks_of(file)


class _Made:
    """Writes files into an archive and keeps their checksums and sizes."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[str, int]] = {}

    def put(self, archive: zipfile.ZipFile, name: str, blocks: Iterable[bytes]) -> None:
        entry = zipfile.ZipInfo(name, _MOMENT)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        digest, size = hashlib.sha256(), 0
        out: IO[bytes]
        with archive.open(entry, "w", force_zip64=True) as out:
            for block in blocks:
                out.write(block)
                digest.update(block)
                size += len(block)
        self.files[name] = (digest.hexdigest(), size)


def _noting_documents(store: "Store", pages: Iterator[pd.DataFrame], ids: set[str]) -> Iterator[pd.DataFrame]:
    """Yield the rows of series, and note the documents of the figures behind them.

    Filters choose rows of whole series, so that a row may stand on a figure that does not pass them itself.
    """
    for page in pages:
        named = {one for told in page["figure_ids"].dropna().tolist() for one in told.split()}
        ids.update(row["document_id"] for row in store.figure_rows(named, ("document_id",)))
        yield page


def _listed(store: "Store", filters: Filters, behind: set[str], until: date | None) -> pd.DataFrame:
    """Return the documents that pass and those behind the series, in the order of adding, published up to a day."""
    listed = store.documents(filters)
    if lacking := behind - set(listed["document_id"].tolist()):
        listed = store.documents(Filters(document=(*listed["document_id"].tolist(), *sorted(lacking))))
    listed = listed.iloc[::-1]
    return listed if until is None else listed[listed["published"] <= np.datetime64(until)]


def _noting(pages: Iterator[pd.DataFrame], document_ids: Sequence[str], ids: set[str]) -> Iterator[pd.DataFrame]:
    """Yield the figures of some documents, not of those added since these were listed, and note their ids."""
    for page in pages:
        own = page[page["document_id"].isin(document_ids)]
        ids.update(own["figure_id"].tolist())
        yield own


def _documents(store: "Store", listed: pd.DataFrame) -> Iterator[pd.DataFrame]:
    for start in range(0, len(listed), _DOCUMENTS_AT_ONCE):
        page = listed.iloc[start : start + _DOCUMENTS_AT_ONCE].reset_index(drop=True)
        found = [store.document(i) for i in page["document_id"].tolist()]
        yield page.assign(
            language_confidence=pd.Series([d.language_confidence if d else None for d in found], dtype="float64"),
            pages=[json.dumps(d.pages if d else ()) for d in found],
            warnings=[json.dumps(d.warnings if d else (), ensure_ascii=False) for d in found],
            text=[d.text if d else "" for d in found],
        )


def _reviews(store: "Store", figure_ids: set[str], until: date | None) -> Iterator[pd.DataFrame]:
    """Yield the acts, up to a day, on figures whose ids are in the set by the time that they are asked for."""
    log = store.reviews().iloc[::-1]
    log = log[log["figure_id"].isin(list(figure_ids))]
    log = log if until is None else log[log["at"].dt.normalize() <= np.datetime64(until)]
    packed = {name: [_packed(fields) for fields in log[name]] for name in ("changes", "before", "after")}
    yield log.assign(**packed)


def _packed(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, default=str)


def _readme(about: About) -> str:
    tables = "\n".join(f"- `{name}.csv`: {told}" for name, told in _ABOUT_TABLES.items())
    return f"""# {about.title}

Stated counts out of news articles and situation reports, by Headcount {__version__}, exported {about.day.isoformat()}.

- Query: {about.query or "everything"}
- Link to the same rows: {about.link or "none"}
- Cite: {about.citation}

The query chose the series and the documents, to which those behind the series come; each document has all its figures
here, whichever were asked for.

{tables}
- `datapackage.json`: the meaning, type and unit of every column (Frictionless Data Package)
- `SHA256SUMS`: checksums; `sha256sum -c SHA256SUMS`

Missing is empty, zero is 0. CSV is UTF-8. Text that a spreadsheet would run has an apostrophe before it.
`python -m stats import` takes this package into another Headcount.

## Terms

{terms.TERMS}
{terms.LICENCE_TITLE}: {terms.LICENCE_PATH}
"""


def _descriptor(about: About, files: dict[str, tuple[str, int]]) -> str:
    described = {
        "name": "headcount",
        "title": about.title,
        "description": terms.TERMS,
        "created": f"{about.day.isoformat()}T00:00:00Z",
        "version": __version__,
        "licenses": [{"name": terms.LICENCE_NAME, "title": terms.LICENCE_TITLE, "path": terms.LICENCE_PATH}],
        **({"homepage": about.link} if about.link else {}),
        "query": about.query,
        "resources": [_resource(name, columns, files[f"{name}.csv"]) for name, columns in TABLES.items()],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _resource(name: str, columns: Sequence[Column], made: tuple[str, int]) -> dict[str, Any]:
    digest, size = made
    schema: dict[str, Any] = {"fields": [_field(c) for c in columns], "missingValues": [""]}
    if name in _KEYS:
        schema["primaryKey"] = _KEYS[name]
    if name in _FOREIGN:
        schema["foreignKeys"] = [
            {"fields": own, "reference": {"resource": other, "fields": theirs}} for own, other, theirs in _FOREIGN[name]
        ]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "description": _ABOUT_TABLES[name],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, str]:
    told = {"name": column.name, "type": _TYPES[column.type], "description": column.meaning, "unit": column.unit}
    return {key: value for key, value in told.items() if value}


