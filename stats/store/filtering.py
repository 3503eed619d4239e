"""Filters as SQL: the one place that knows which column a filter's name means."""

from sqlalchemy import ColumnElement, Connection, FromClause, or_, select

from stats.filters import Filters
from stats.store.dialects import among
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


def conditions(connection: Connection, filters: Filters, table: FromClause) -> list[ColumnElement[bool]]:
    """Return what the rows of `figures` (or a table with its columns) must fulfil, shown ones only."""
    c = table.c
    found: list[ColumnElement[bool]] = [c.shown.is_(True)]
    found += [c[column].in_(getattr(filters, name)) for name, column in COLUMNS.items() if getattr(filters, name)]
    if filters.place:  # the gazetteer's id or the place's own words
        found.append(or_(c.place_id.in_(filters.place), c.place.in_(filters.place)))
    if filters.since:
        found += [c.month >= filters.since.isoformat()[:7], c.period_end >= filters.since]
    if filters.until:
        found += [c.month <= filters.until.isoformat()[:7], c.period_end <= filters.until]
    if filters.document:
        named = select(documents.c.number).where(among(connection, documents.c.id, filters.document))
        found.append(c.document.in_(named))
    if filters.q:
        found.append(c.document.in_(with_words(connection, filters.q)))
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
