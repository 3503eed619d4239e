"""Reads a data package back: documents with their figures as they were found, and the reviews in their order."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from stats.columns import Column, names
from stats.document import Document
from stats.errors import ExportError
from stats.exports.cells import unguarded
from stats.exports.package import TABLES
from stats.figure import FIELDS, Figure
from stats.vocabulary import DayKnown

_LARGEST_CELL = 50_000_000
"""Bytes: a text is one cell."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A document of a package: itself, its figures as found, and how it came into the store that wrote the package.

    added: ids of those that people added to them, which the reviews tell.
    """

    document: Document
    figures: tuple[Figure, ...]
    sample: bool
    added_at: datetime
    added_by: str
    original_name: str
    near_copy_of: str | None  # which the package need not hold
    added: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PackedReview:
    """One act of a reviewer. document_id: of the figure, known where the act adds it."""

    figure_id: str
    action: str
    by: str
    at: datetime
    why: str
    changes: dict[str, Any]
    document_id: str = ""


class Package:
    """An open data package."""

    def __init__(self, path: Path) -> None:
        """Open a package and check its files against its checksums.

        Raises:
            ExportError: it is no package of Headcount, or not what it was.
        """
        try:
            self._archive = zipfile.ZipFile(path)
            sums = self._archive.read("SHA256SUMS").decode()
        except (OSError, KeyError, zipfile.BadZipFile, UnicodeDecodeError) as error:
            raise ExportError(f"{path} is no data package of Headcount: {error}. Give the zip it wrote.") from error
        for line in sums.splitlines():
            digest, _, name = line.partition("  ")
            if name not in self._archive.namelist() or self._digest(name) != digest:
                raise ExportError(f"{path} is damaged: {name} is not what its checksum says. Export it again.")

    def size(self) -> int:
        """Return how many documents there are."""
        return sum(1 for _ in self._rows("documents"))

    def documents(self) -> Iterator[Packed]:
        """Yield the documents in the order in which they were added. Raises ExportError where a table is broken."""
        found: dict[str, list[Mapping[str, Any]]] = {}
        altered = self._first_states()
        added: dict[str, set[str]] = {}
        for figure_id, document_id in self._added.items():
            added.setdefault(document_id, set()).add(figure_id)
        for row in self._rows("figures"):
            if row["figure_id"] in added.get(row["document_id"], ()):
                continue
            found.setdefault(row["document_id"], []).append({**row, **altered.get(row["figure_id"], {})})
        for row in self._rows("documents"):
            with _reading("documents"):
                packed = _packed(row, found.pop(row["document_id"], []))
            yield replace(packed, added=frozenset(added.get(row["document_id"], ())))

    def reviews(self) -> Iterator[PackedReview]:
        """Yield the acts of reviewers, oldest first. Raises ExportError where their table is broken."""
        for row in self._rows("reviews"):
            with _reading("reviews"):
                act = PackedReview(row["figure_id"], row["action"], row["by"] or "", _moment(row["at"]),
                                   row["why"] or "", json.loads(row["changes"] or "{}"),
                                   self._added.get(row["figure_id"], ""))  # fmt: skip
            yield act

    @cached_property
    def _added(self) -> dict[str, str]:
        """The figures that no rule had found when people added them, each with its document."""
        from stats.store.standing import ADD

        first: dict[str, str] = {}
        for row in self._rows("reviews"):
            first.setdefault(row["figure_id"], row["action"])
        added = {figure_id for figure_id, action in first.items() if action == ADD}
        rows = self._rows("figures") if added else iter(())
        return {row["figure_id"]: row["document_id"] for row in rows if row["figure_id"] in added}

    def _first_states(self) -> dict[str, dict[str, Any]]:
        """Return, for each reviewed figure, the fields that reviews changed as they were before the first of them."""
        first: dict[str, dict[str, Any]] = {}
        for row in self._rows("reviews"):
            fields = first.setdefault(row["figure_id"], {})
            with _reading("reviews"):
                for name, value in json.loads(row["before"] or "{}").items():
                    fields.setdefault(name, value)
        return first

    def _digest(self, name: str) -> str:
        with self._archive.open(name) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]

    def _rows(self, table: str) -> Iterator[dict[str, Any]]:
        columns = TABLES[table]
        csv.field_size_limit(_LARGEST_CELL)
        with self._archive.open(f"{table}.csv") as raw, io.TextIOWrapper(raw, "utf-8", newline="") as file:
            lines = csv.reader(file)
            header = next(lines, [])
            if header != names(columns):
                raise ExportError(f"{table}.csv has other columns than this version of Headcount. Update Headcount.")
            with _reading(table):
                for line in lines:
                    yield {c.name: _value(c, cell) for c, cell in zip(columns, line, strict=True)}


@contextmanager
def _reading(table: str) -> Iterator[None]:
    """Tell in a sentence that a row of a table is not what a package holds, whatever it is that cannot be read."""
    try:
        yield
    except (csv.Error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ExportError(
            f"{table}.csv of the package has a row that cannot be read ({error}). Export the package again, with this "
            "version of Headcount, and do not edit it."
        ) from error


def _packed(row: Mapping[str, Any], figures: Sequence[Mapping[str, Any]]) -> Packed:
    document = Document(
        text=row["text"] or "",
        id=row["document_id"],
        title=row["title"],
        publisher=row["publisher"],
        url=row["url"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        published_by=DayKnown(row["published_by"]) if row["published_by"] else None,
        language=row["language"],
        language_confidence=row["language_confidence"],
        pages=tuple(json.loads(row["pages"] or "[]")),
        warnings=tuple(json.loads(row["warnings"] or "[]")),
    )
    return Packed(document, tuple(map(_figure, figures)), bool(row["sample"]), _moment(row["added_at"]),
                  row["added_by"] or "", row["original_name"] or "", row["near_copy_of"])  # fmt: skip


def _value(column: Column, cell: str) -> Any:
    if not cell:
        return None
    if column.type == "text":
        return unguarded(cell)
    if column.type in ("number", "integer"):
        return int(cell) if cell.lstrip("-").isdecimal() else float(cell)
    return cell == "true" if column.type == "boolean" else cell


def _figure(row: Mapping[str, Any]) -> Figure:
    record = {name: row.get(name) for name in FIELDS} | {"id": row["figure_id"]}
    for name in ("evidence", "implied"):
        record[name] = json.loads(row.get(name) or "{}")
    return Figure.from_json(record)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)
