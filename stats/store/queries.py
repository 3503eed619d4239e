"""Asks for figures: tables by filter and order, counts, and one figure with its fields."""

from array import array
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, Select, false, func, select

from stats.errors import StoreError
from stats.filters import Filters
from stats.store import summaries
from stats.store.dialects import among
from stats.store.filtering import conditions
from stats.store.frames import frame_of
from stats.store.rows import figure_of
from stats.store.tables import documents, figures, month_counts
from stats.vocabulary import category_of

# The columns of figures.csv, in its order, without those that the series add; then what only the program needs.
COLUMNS: tuple[str, ...] = (
    "figure_id", "document_id", "title", "publisher", "url", "published", "published_by", "language", "start", "end",
    "quote", "value", "low", "high", "quantifier", "quantifier_text", "unit", "subject", "term", "kind", "category",
    "period_start", "period_end", "period_text", "period_rule", "period_precision", "place", "country", "place_id",
    "place_role", "pcode", "latitude", "longitude", "attribution", "source_id", "cause", "hazard", "forecast",
    "increment", "part_of", "same_as", "confidence", "evidence", "implied", "sentence", "status", "role", "role_reason",
    "cluster", "added_at", "measure", "near_copy_of", "cluster_decided",
)  # fmt: skip
# Those that stats.series reads: a rebuild of a million figures need not carry their sentences.
SERIES_INPUT: tuple[str, ...] = (
    "figure_id", "document_id", "title", "publisher", "published", "value", "low", "high", "quantifier", "unit", "term",
    "kind", "period_start", "period_end", "period_rule", "place", "country", "place_id", "place_role", "attribution",
    "source_id", "cause", "forecast", "increment", "part_of", "same_as", "status", "measure", "near_copy_of", "url",
    "added_at", "cluster_decided",
)  # fmt: skip

# Rows up to which sorting all that pass is quicker than walking an index in order until enough have passed.
FEW = 5_000
# Figures of the newest periods looked at beyond a page, so that some published long before their period ended, as a
# plan is, do not hide what was published lately.
_SPARE = 100

_DOCUMENT_COLUMNS = ("title", "publisher", "url", "published_by", "near_copy_of", "added_at")


def _column(name: str, table: FromClause) -> ColumnElement[Any]:
    if name == "figure_id":
        return table.c.id
    if name == "document_id":
        return documents.c.id
    return documents.c[name] if name in _DOCUMENT_COLUMNS else table.c[name]


def _order(order: str, table: FromClause) -> list[ColumnElement[Any]]:
    c = table.c
    orders: dict[str, list[ColumnElement[Any]]] = {
        "newest": [c.month.desc(), c.period_end.desc(), c.number.desc()],
        "oldest": [c.month, c.period_end, c.number],
        "published": [c.published.desc().nulls_last(), c.number.desc()],
        "doubt": [c.confidence, c.number],
        "value": [c.value.desc(), c.number],
        "added": [c.number.desc()],
        "document": [c.document, c.start, c.number],
    }
    if order not in orders:
        raise StoreError(f"There is no order {order!r}. Choose one of {', '.join(orders)}.")
    return orders[order]


def frame(
    connection: Connection,
    filters: Filters,
    *,
    table: FromClause = figures,
    keys: Sequence[str] | None = None,
    columns: Sequence[str] = COLUMNS,
    order: str = "newest",
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """Return the figures that pass the filters.

    Args:
        connection: a transaction.
        filters: what to keep.
        table: `figures`, or a table with its columns that holds them as once known.
        keys: only those of these series keys.
        columns: of COLUMNS, in the order wanted.
        order: newest, oldest, published, doubt, value, added or document.
        limit, offset: a page of the rows.
    """
    if keys is not None:
        # Not "shown is true": without statistics SQLite takes the index that begins with it for the narrower one.
        shown = func.coalesce(table.c.shown, false()).is_(True)
        of_keys = select(table.c.number).where(among(connection, table.c.series_key, keys), shown)
        wanted = _numbered(connection, table, connection.execute(of_keys).scalars().all())
        if filters.query():
            wanted += conditions(connection, filters, table)
    elif limit is not None:
        wanted = _few_or_walked(connection, filters, table, order, limit + offset)
    else:
        wanted = conditions(connection, filters, table)
    ordered = _order(order, table)
    query = _wide(columns, table)
    if limit is None:
        query = query.where(*wanted).order_by(*ordered).offset(offset or None)
    else:
        # First the numbers alone, out of an index; then the wide rows of this page only.
        page = select(table.c.number).where(*wanted).order_by(*ordered).limit(limit).offset(offset).subquery()
        query = query.join(page, page.c.number == table.c.number).order_by(*ordered)
    return _read(connection, query, columns)


def _few_or_walked(
    connection: Connection, filters: Filters, table: FromClause, order: str, most: int
) -> list[ColumnElement[bool]]:
    """Return the conditions by which a page is found quickly: few rows are sorted, many are walked in their order.

    Args:
        connection, filters, table, order: as of `frame`.
        most: rows up to the end of the page.
    """
    if filters.query():
        passing = select(table.c.number).where(*conditions(connection, filters, table)).limit(FEW + 1)
        numbers = connection.execute(passing).scalars().all()
        if len(numbers) <= FEW:
            return _numbered(connection, table, numbers)
    if order == "published" and table is figures:
        return _newly_published(connection, filters, most)
    return conditions(connection, filters, table, walking=order)


def _newly_published(connection: Connection, filters: Filters, most: int) -> list[ColumnElement[bool]]:
    """Return the conditions by which the `most` figures published last are found among those that pass.

    The figures of the newest periods tell a day since which at least so many were published; since that day, few
    figures of any month were, and an index finds them month by month.
    """
    c = figures.c
    walked = conditions(connection, filters, figures, walking="newest")
    newest = select(c.published).where(*walked, c.published.is_not(None)).order_by(*_order("newest", figures))
    days = sorted(connection.execute(newest.limit(most + _SPARE)).scalars(), reverse=True)
    if len(days) < most:
        return walked
    since = conditions(connection, filters, figures, walking="published")
    held = select(month_counts.c.month).distinct().where(month_counts.c.figures > 0)
    if filters.since:
        held = held.where(month_counts.c.month >= filters.since.isoformat()[:7])
    if filters.until:
        held = held.where(month_counts.c.month <= filters.until.isoformat()[:7])
    return [*since, c.month.in_(held), c.published >= days[most - 1]]


def _numbered(connection: Connection, table: FromClause, numbers: Sequence[int]) -> list[ColumnElement[bool]]:
    return [among(connection, table.c.number, numbers)]


def pages(
    connection: Connection,
    filters: Filters,
    *,
    table: FromClause = figures,
    columns: Sequence[str] = COLUMNS,
    size: int = 10_000,
) -> Iterator[pd.DataFrame]:
    """Yield the figures that pass the filters in the order they were stored, `size` rows at a time.

    Their numbers are asked for once and held, eight bytes each; every page is then read by its own.
    """
    passing = connection.execute(select(table.c.number).where(*conditions(connection, filters, table))).scalars()
    numbers = array("q", sorted(passing))
    for start in range(0, len(numbers), size):
        some = numbers[start : start + size].tolist()
        wanted = _numbered(connection, table, some)
        if table is not figures:  # a span as well, which reaches into the parts of a table as once known
            wanted += [table.c.number >= some[0], table.c.number <= some[-1]]
        yield _read(connection, _wide(columns, table).where(*wanted).order_by(table.c.number), columns)


def read(
    connection: Connection,
    columns: Sequence[str],
    wanted: Sequence[ColumnElement[bool]],
    order: ColumnElement[Any],
    limit: int | None = None,
) -> pd.DataFrame:
    """Return the figures that fulfil some conditions on their table, in an order."""
    return _read(connection, _wide(columns, figures).where(*wanted).order_by(order).limit(limit), columns)


def rows(
    connection: Connection, columns: Sequence[str], wanted: Sequence[ColumnElement[bool]], order: ColumnElement[Any]
) -> list[dict[str, Any]]:
    """Return the figures that fulfil some conditions as dicts, in an order; columns: of COLUMNS but category."""
    found = connection.execute(_wide(columns, figures).where(*wanted).order_by(order))
    return [dict(zip(columns, row, strict=True)) for row in found]


def _wide(columns: Sequence[str], table: FromClause) -> Select[Any]:
    unknown = [name for name in columns if name not in COLUMNS]
    if unknown:
        raise StoreError(f"Figures have no column {unknown[0]!r}. Choose of {', '.join(COLUMNS)}.")
    names = [name for name in columns if name != "category"]
    if "category" in columns:
        names += [name for name in ("term", "kind") if name not in names]
    selected = [_column(name, table).label(name) for name in names]
    return select(*selected).select_from(table.join(documents, documents.c.number == table.c.document))


def _read(connection: Connection, query: Select[Any], columns: Sequence[str]) -> pd.DataFrame:
    selected = query.selected_columns
    found = frame_of(connection.execute(query).all(), [c.name for c in selected], [c.type for c in selected])
    if "category" in columns:
        cells = [category_of(t, k) for t, k in zip(found["term"].tolist(), found["kind"].tolist(), strict=True)]
        found["category"] = pd.Series(cells, dtype="str", index=found.index)
    return found[list(columns)]


def count(connection: Connection, filters: Filters, table: FromClause = figures) -> int:
    """Return how many figures pass the filters, from what is kept where that can answer."""
    if table is figures and summaries.answers(filters):
        return summaries.total(connection, filters)
    return int(connection.execute(select(func.count()).where(*conditions(connection, filters, table))).scalar_one())


def by_month(
    connection: Connection, filters: Filters, by: Sequence[str], table: FromClause = figures
) -> pd.DataFrame:
    """Return some of month (as 2017-03, empty where undated), measure, kind, unit, status; figures, value (their sum).

    The sum tells how much was reported, not how many people: figures repeat one another. Series tell that.

    Raises:
        StoreError: another column is asked for.
    """
    unknown = [name for name in by if name not in summaries.MONTH_KEY]
    if unknown:
        raise StoreError(f"Counts cannot be grouped by {unknown[0]!r}. Choose of {', '.join(summaries.MONTH_KEY)}.")
    if table is figures and summaries.answers(filters):
        return summaries.by_month(connection, by, filters)
    keys = [func.coalesce(table.c[name], "").label(name) if name == "measure" else table.c[name] for name in by]
    n, total = func.count().label("figures"), func.sum(table.c.value).label("value")
    query = select(*keys, n, total).where(*conditions(connection, filters, table)).group_by(*keys).order_by(*keys)
    return summaries.counts_of(connection, query)


def by_facet(connection: Connection, facet: str, filters: Filters, table: FromClause = figures) -> pd.DataFrame:
    """Return value, figures: how many figures that pass the filters have each value of a facet, most first.

    Raises:
        StoreError: there is no such facet.
    """
    if facet not in summaries.FACETS:
        raise StoreError(f"There is no facet {facet!r}. Choose one of {', '.join(summaries.FACETS)}.")
    if table is figures and not filters.query():
        return summaries.by_facet(connection, facet)
    column = table.c[summaries.FACETS[facet]]
    n = func.count().label("figures")
    query = (
        select(column.label("value"), n)
        .where(*conditions(connection, filters, table), column.is_not(None))
        .group_by(column)
        .order_by(n.desc(), column)
    )
    return summaries.counts_of(connection, query)


def one(connection: Connection, figure_id: str) -> dict[str, Any]:
    """Return one figure: its fields as JSON values, and document_id, status, role, cluster and the other columns.

    Raises:
        StoreError: there is no such figure.
    """
    query = (
        select(figures, *(_column(name, figures).label(name) for name in ("document_id", *_DOCUMENT_COLUMNS)))
        .join(documents, documents.c.number == figures.c.document)
        .where(figures.c.id == figure_id)
    )
    row = connection.execute(query).mappings().first()
    if row is None:
        raise StoreError(f"There is no figure {figure_id}.")
    own = ("document_id", *_DOCUMENT_COLUMNS, "published", "language", "status", "shown", "dropped_at", "role",
           "role_reason", "cluster", "cluster_decided", "measure", "series_key", "sentence")  # fmt: skip
    return {"figure_id": figure_id, **figure_of(dict(row)).to_json(), **{name: row[name] for name in own}}
