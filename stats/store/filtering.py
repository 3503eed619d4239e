"""Filters as SQL: the one place that knows which column a filter's name means."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, false, func, literal, or_, select

from stats.filters import Filters
from stats.store.dialects import among, is_postgres
from stats.store.search import with_words
from stats.store.tables import documents

# Filter -> column of `figures`, for the filters that are a list of words.
COLUMNS: dict[str, str] = {
    "country": "country",
    "measure": "measure",
    "term": "term",
    "kind": "kind",
    "unit": "unit",
    "cause": "cause",
    "source": "source",
    "hazard": "hazard",
    "language": "language",
    "status": "status",
}

# Order -> the columns of filters in the index that holds the shown figures in that order.
_INDEXED: dict[str, tuple[str, ...]] = {
    "newest": ("month", "period_end"),
    "oldest": ("month", "period_end"),
    "published": (),
    "doubt": (),
}


def conditions(
    connection: Connection, filters: Filters, table: FromClause, *, walking: str | None = None
) -> list[ColumnElement[bool]]:
    """Return what the rows of `figures` (or a table with its columns) must fulfil, shown ones only.

    Args:
        connection: a transaction.
        filters: what to keep.
        table: where the rows are.
        walking: the order in which rows are walked until a page is full.

    SQLite, which keeps no statistics here, is led to the index that serves: by the columns of the order where rows are
    walked, so that not all that pass are sorted; else by a place, a document or words where these are asked for.
    """
    c = table.c
    led = not is_postgres(connection)

    def column(name: str) -> ColumnElement[Any]:
        if led and walking is not None and name not in _INDEXED.get(walking, ()):
            return func.coalesce(c[name], literal(0 if name == "document" else ""))
        return c[name]

    sought = filters.place or filters.document or filters.q
    by_shown = not led or (not sought if walking is None else walking in _INDEXED)
    found: list[ColumnElement[bool]] = [c.shown.is_(True) if by_shown else func.coalesce(c.shown, false()).is_(True)]
    found += [column(own).in_(getattr(filters, name)) for name, own in COLUMNS.items() if getattr(filters, name)]
    if filters.place:  # the gazetteer's id or the place's own words
        found.append(or_(column("place_id").in_(filters.place), column("place").in_(filters.place)))
    if filters.since:
        found += [column("month") >= filters.since.isoformat()[:7], c.period_end >= filters.since]
    if filters.until:
        found += [column("month") <= filters.until.isoformat()[:7], c.period_end <= filters.until]
    if filters.document:
        named = select(documents.c.number).where(among(connection, documents.c.id, filters.document))
        found.append(column("document").in_(named))
    if filters.q:
        found.append(column("document").in_(with_words(connection, filters.q)))
    return found


def document_conditions(connection: Connection, filters: Filters) -> list[ColumnElement[bool]]:
    """Return what the rows of `documents` must fulfil by the filters that are about documents."""
    found: list[ColumnElement[bool]] = []
    if filters.document:
        found.append(among(connection, documents.c.id, filters.document))
    if filters.language:
        found.append(documents.c.language.in_(filters.language))
    if filters.q:
        found.append(documents.c.number.in_(with_words(connection, filters.q)))
    return found
