"""Picks what one page can show of many rows: counts in one walk, series whole or by the row that says most, by id."""

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, and_, case, func, or_, select

from stats.columns import SERIES_COLUMNS, names
from stats.filters import Filters
from stats.store import queries, summaries
from stats.store.dialects import among
from stats.store.filtering import conditions
from stats.store.frames import frame_of
from stats.store.series_rows import passing
from stats.store.tables import figures, series_rows
from stats.vocabulary import Basis, Kind, Role

# What says most of a series, first: a total so far, then a level, then a flow.
_TELLING = {Kind.CUMULATIVE: 0, Kind.STOCK: 1, Kind.FLOW: 2}


def crossed(connection: Connection, filters: Filters) -> pd.DataFrame:
    """Return country, measure, status, figures of what passes: one walk answers for a page's count and its facets.

    An empty country or measure is a figure without one.
    """
    if (kept := summaries.crossed(connection, filters)) is not None:
        return kept
    cells = [func.coalesce(figures.c[name], "").label(name) for name in summaries.CROSSED]
    n = func.count().label("figures")
    # Grouped by expressions, so that SQLite does not walk an index in the groups' order and look up every row.
    query = select(*cells, n).where(*conditions(connection, filters, figures)).group_by(*cells)
    return summaries.counts_of(connection, query)


def places(connection: Connection, filters: Filters, limit: int) -> pd.DataFrame:
    """Return value, figures: the places named by the series that pass and their reports, most first."""
    c = series_rows.c
    reports = func.sum(c.reports).label("figures")
    query = select(c.place.label("value"), reports).where(*passing(connection, filters), c.place.is_not(None))
    return summaries.counts_of(connection, query.group_by(c.place).order_by(reports.desc(), c.place).limit(limit))


def heads(connection: Connection, filters: Filters) -> pd.DataFrame:
    """Return one line for each series key whose kept rows pass, those with most reports first, then the newest.

    Columns: series_key, reports (of rows that count; what totals imply has none of its own), rows, number (of the row
    that says most), date (its own).
    """
    c = series_rows.c
    counts = and_(c.role == Role.RECOMMENDED, c.basis != Basis.IMPLIED)
    reports = func.sum(case((counts, c.reports), else_=0))
    rank = case(*((c.kind == str(kind), place) for kind, place in _TELLING.items()), else_=len(_TELLING))
    order = (case((counts, 0), else_=1), rank, c.date.desc().nulls_last(), c.value.desc(), c.number)
    inner = (
        select(
            c.series_key, c.number, c.date,
            reports.over(partition_by=c.series_key).label("reports"),
            func.count().over(partition_by=c.series_key).label("rows"),
            func.row_number().over(partition_by=c.series_key, order_by=order).label("place"),
        )
        .where(*passing(connection, filters))
        .subquery()
    )  # fmt: skip
    columns = ("series_key", "reports", "rows", "number", "date")
    selected = [inner.c[name] for name in columns]
    ordered = (inner.c.reports.desc(), inner.c.date.desc().nulls_last(), inner.c.series_key)
    found = connection.execute(select(*selected).where(inner.c.place == 1).order_by(*ordered)).all()
    return frame_of(found, columns, [s.type for s in selected])


def spans(connection: Connection, filters: Filters) -> pd.DataFrame:
    """Return series_key, first, last, rows of each key whose kept rows pass, by the first of its series' names."""
    c = series_rows.c
    first, last = func.min(c.series).label("first"), func.max(c.series).label("last")
    query = select(c.series_key, first, last, func.count().label("rows")).where(*passing(connection, filters))
    query = query.group_by(c.series_key).order_by(first, c.series_key)
    selected = query.selected_columns
    return frame_of(connection.execute(query).all(), [s.name for s in selected], [s.type for s in selected])


def rows(
    connection: Connection, filters: Filters, keys: Collection[str], of_one: int, numbers: Collection[int]
) -> pd.DataFrame:
    """Return SERIES_COLUMNS: of some keys the rows that pass, and some rows by number, by series and date.

    Args:
        connection: a transaction.
        filters: of stats.store.SERIES_FILTERS.
        keys: of these keys the newest rows, those that count before the others.
        of_one: rows of one key at most.
        numbers: of rows wanted beside.
    """
    c = series_rows.c
    order = (case((c.role == Role.RECOMMENDED, 0), else_=1), c.date.desc().nulls_last(), c.number)
    place = func.row_number().over(partition_by=c.series_key, order_by=order).label("place")
    of_keys = select(c.number, place).where(*passing(connection, filters, keys=keys)).subquery()
    wanted = or_(
        c.number.in_(select(of_keys.c.number).where(of_keys.c.place <= of_one)),
        among(connection, c.number, numbers),
    )
    selected = [c[name] for name in names(SERIES_COLUMNS)]
    found = connection.execute(select(*selected).where(wanted).order_by(c.series, c.date, c.number)).all()
    return frame_of(found, names(SERIES_COLUMNS), [s.type for s in selected])


def keys(connection: Connection, filters: Filters, table: FromClause = figures) -> pd.DataFrame:
    """Return value (a series key), place, figures: how many figures that pass each key has, most first."""
    key = func.coalesce(table.c.series_key, "")
    n = func.count().label("figures")
    columns = (key.label("value"), func.min(func.coalesce(table.c.place, "")).label("place"), n)
    passed: list[ColumnElement[bool]] = [*conditions(connection, filters, table), key != ""]
    return summaries.counts_of(connection, select(*columns).where(*passed).group_by(key).order_by(n.desc(), key))


def named(connection: Connection, figure_ids: Collection[str], columns: Sequence[str]) -> pd.DataFrame:
    """Return some figures by their ids, whatever their filters; columns as in `queries.frame`."""
    return queries.read(connection, columns, [among(connection, figures.c.id, figure_ids)], figures.c.number)


def named_rows(connection: Connection, figure_ids: Collection[str], columns: Sequence[str]) -> list[dict[str, Any]]:
    """Return what `named` does as dicts, None where a cell is empty: a page takes few figures, one by one."""
    wanted = [among(connection, figures.c.id, figure_ids)]
    return queries.rows(connection, columns, wanted, figures.c.number)


def same_claim(
    connection: Connection, series_key: str, cluster: str, columns: Sequence[str], limit: int
) -> pd.DataFrame:
    """Return the figures of one cluster, newest published first; columns as in `queries.frame`."""
    c = figures.c
    wanted = [among(connection, c.series_key, [series_key]), func.coalesce(c.shown, False).is_(True)]
    return queries.read(connection, columns, [*wanted, c.cluster == cluster],
                        c.published.desc().nulls_last(), limit=limit)  # fmt: skip

