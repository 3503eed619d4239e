"""Filters as SQL: the one place that knows which column a filter's name means."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, and_, false, func, literal, literal_column, or_, select

from stats.filters import Filters
from stats.store.dialects import among, is_postgres
from stats.store.search import with_words
from stats.store.tables import documents, facet_counts
from stats.vocabulary import Status

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

# Words that an index begins with which holds all that filters ask for, and those whose index only finds the rows.
_COVERED = ("country", "source")
_FOUND = ("measure", "language", "hazard", "status")
# Figures up to which looking up each row of a word is quicker than reading an index of all.
_RARE = 10_000
# Steps in an index that take as long as looking up one row.
_STEPS = 10
# Order -> the column after `shown` by which its index finds rows in that order, or those of each month.
_WALKED = {"newest": "month", "oldest": "month", "published": "published", "doubt": "confidence"}


def conditions(
    connection: Connection, filters: Filters, table: FromClause, *, walking: str | None = None
) -> list[ColumnElement[bool]]:
    """Return what the rows of `figures` (or a table with its columns) must fulfil, shown ones only.

    Args:
        connection: a transaction.
        filters: what to keep.
        table: where the rows are.
        walking: the order in which rows are walked until a page is full.

    SQLite, which keeps no statistics here, is led to the index that serves: where rows are walked, to that of their
    order, so that not all that pass are sorted; else to that of a place, a document or words where these are asked
    for; else to that of the word which leaves fewest figures by the kept counts; else to that of the months.
    """
    c = table.c
    free = is_postgres(connection)
    sought = bool(filters.place or filters.document or filters.q)
    lead = None if free else _WALKED.get(walking, "") if walking else "" if sought else _lead(connection, filters)

    def column(name: str) -> ColumnElement[Any]:
        if free or name == lead or (not walking and sought and name in _SEEKING):
            return c[name]
        return func.coalesce(c[name], literal(0 if name == "document" else ""))

    by_shown = free or lead in _BESIDE_SHOWN
    found: list[ColumnElement[bool]] = [c.shown.is_(True) if by_shown else func.coalesce(c.shown, false()).is_(True)]
    found += [column(own).in_(getattr(filters, name)) for name, own in COLUMNS.items() if getattr(filters, name)]
    if lead == "status":  # in the words of the index, which holds no others
        found.append(c.status != literal_column(f"'{Status.UNREVIEWED}'"))
    if filters.place:  # the gazetteer's id or the place's own words
        found.append(or_(column("place_id").in_(filters.place), column("place").in_(filters.place)))
    by_month = free or lead in _BESIDE_MONTH
    if filters.since:
        found += [c.period_end >= filters.since, *([c.month >= filters.since.isoformat()[:7]] if by_month else [])]
    if filters.until:
        found += [c.period_end <= filters.until, *([c.month <= filters.until.isoformat()[:7]] if by_month else [])]
    if filters.document:
        named = select(documents.c.number).where(among(connection, documents.c.id, filters.document))
        found.append(column("document").in_(named))
    if filters.q:
        found.append(column("document").in_(with_words(connection, filters.q)))
    return found


# Columns that find what is sought: places, documents, and the words that may leave fewer than a search does.
_SEEKING = ("place", "place_id", "document", *_COVERED)
_BESIDE_MONTH = (*_COVERED, "month")
_BESIDE_SHOWN = (*_BESIDE_MONTH, "published", "confidence")


def _lead(connection: Connection, filters: Filters) -> str:
    """Return the word by whose index filters are answered soonest, `month` where none leaves few figures."""
    words = [name for name in (*_COVERED, *_FOUND) if getattr(filters, name)]
    if not words:
        return "month"
    c = facet_counts.c
    told = [and_(c.facet == name, c.value.in_(getattr(filters, name))) for name in words]
    held = connection.execute(select(c.facet, func.sum(c.figures)).where(or_(*told)).group_by(c.facet))
    counts = dict.fromkeys(words, 0) | {facet: int(n) for facet, n in held}
    steps = {name: counts[name] for name in words if name in _COVERED}
    rare = [name for name in words if name in _FOUND and counts[name] <= _RARE]
    if Status.UNREVIEWED in filters.status:  # the index of reviewed ones does not hold them
        rare = [name for name in rare if name != "status"]
    steps |= {name: counts[name] * _STEPS for name in rare}
    return min(steps, key=lambda name: (steps[name], name)) if steps else "month"


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
