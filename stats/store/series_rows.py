"""The series as they were last computed: kept by key, read by filter, and the role of every figure in them."""

import secrets
from collections.abc import Collection, Mapping, Sequence

import pandas as pd
from sqlalchemy import ColumnElement, Connection, bindparam, delete, or_, select, update

from stats.columns import SERIES_COLUMNS, names
from stats.errors import StoreError
from stats.filters import Filters
from stats.store.dialects import among, insert_rows, put_bound
from stats.store.documents import next_number
from stats.store.frames import frame_of
from stats.store.rows import Row, series_key
from stats.store.tables import figures, series_kept, series_owed, series_rows

FILTERS = ("country", "place", "measure", "kind", "unit", "since", "until", "cause")
"""The filters that rows of a series can answer. Any other asks about single figures: reconcile those that pass it."""

_WORDS = ("country", "measure", "kind", "unit", "cause")


Owed = Mapping[str, str]
"""Keys of series that are to be computed again, each with a word that changes with every change of its figures."""


def owe(connection: Connection, keys: Collection[str]) -> None:
    """Note, in the transaction that changes figures, that the series of their keys are to be computed again."""
    since = secrets.token_hex(8)
    put_bound(connection, series_owed, [(key, since) for key in sorted(keys)])


def owed(connection: Connection, keys: Collection[str] | None = None) -> Owed:
    """Return which of some keys, or of all, are to be computed again."""
    query = select(series_owed.c.series_key, series_owed.c.since)
    if keys is not None:
        query = query.where(among(connection, series_owed.c.series_key, sorted(keys)))
    return {row.series_key: row.since for row in connection.execute(query)}


def _settle(connection: Connection, paid: Owed) -> None:
    if paid:
        c = series_owed.c
        same = delete(series_owed).where(c.series_key == bindparam("own"), c.since == bindparam("word"))
        connection.execute(same, [{"own": key, "word": since} for key, since in paid.items()])


def outdated(connection: Connection, rules: str) -> frozenset[str]:
    """Return the keys whose series were computed by other rules than these."""
    c = series_kept.c
    return frozenset(connection.execute(select(c.series_key).where(c.rules != rules)).scalars())


def keep(connection: Connection, keys: Collection[str], rows: pd.DataFrame, paid: Owed, rules: str) -> bool:
    """Put the rows of some keys in the place of those kept, and tell whether they were.

    They are not where one of those paid is owed no more: another process has computed it, maybe from newer figures.
    Where one is owed anew, these rows are good until it is computed again.

    Args:
        connection: a writing transaction.
        keys: every key that was computed; one without rows now has none.
        rows: SERIES_COLUMNS, unbucketed, of these keys only.
        paid: what `owed` told before the figures were read: no longer owed, unless figures have changed since.
        rules: the version of those by which they were computed.
    """
    if paid.keys() - owed(connection, paid.keys()).keys():
        return False
    _settle(connection, paid)
    put_bound(connection, series_kept, [(key, rules) for key in sorted(keys)])
    connection.execute(delete(series_rows).where(among(connection, series_rows.c.series_key, keys)))
    found = _rows(rows, next_number(connection, series_rows.c.number))
    strangers = {row["series_key"] for row in found} - set(keys)
    if strangers:
        raise StoreError(f"A row of the series {min(strangers)} was handed over, but not its key.")
    insert_rows(connection, series_rows, found)
    return True


def _rows(frame: pd.DataFrame, number: int) -> list[Row]:
    columns: dict[str, list[object]] = {}
    for column in SERIES_COLUMNS:
        cells = frame[column.name]
        if column.type == "date":
            cells = pd.to_datetime(cells).dt.date
        columns[column.name] = cells.astype(object).where(cells.notna(), None).tolist()
    rows: list[Row] = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    for place, row in enumerate(rows):
        row["number"] = number + place
        row["series_key"] = series_key(row["place_id"], row["place"], row["country"], row["measure"])
    return rows


def read(
    connection: Connection, filters: Filters, *, keys: Sequence[str] | None = None, roles: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return the kept rows (SERIES_COLUMNS) that pass the filters, by series and date.

    Args:
        connection: a transaction.
        filters: those of FILTERS; `since` and `until` bound the row's date.
        keys: only of these series keys. roles: only of these roles.

    Raises:
        StoreError: a filter is set that rows of a series cannot answer.
    """
    c = series_rows.c
    wanted = passing(connection, filters, keys=keys)
    if roles is not None:
        wanted.append(c.role.in_(roles))
    selected = [c[name] for name in names(SERIES_COLUMNS)]
    rows = connection.execute(select(*selected).where(*wanted).order_by(c.series, c.date, c.number)).all()
    return frame_of(rows, names(SERIES_COLUMNS), [s.type for s in selected])


def passing(
    connection: Connection, filters: Filters, *, keys: Collection[str] | None = None
) -> list[ColumnElement[bool]]:
    """Return what the kept rows must fulfil; keys: only of these series keys.

    Raises:
        StoreError: a filter is set that rows of a series cannot answer.
    """
    other = [name for name in filters.query() if {"from": "since", "to": "until"}.get(name, name) not in FILTERS]
    if other:
        raise StoreError(
            f"Kept series cannot be filtered by {', '.join(other)}. Take the figures that pass and reconcile them."
        )
    c = series_rows.c
    wanted: list[ColumnElement[bool]] = [
        c[name].in_(getattr(filters, name)) for name in _WORDS if getattr(filters, name)
    ]
    if filters.place:
        # A series bears one name of its place; any other that a text uses finds it too.
        told = select(figures.c.series_key).where(figures.c.place.in_(filters.place))
        wanted.append(or_(c.place_id.in_(filters.place), c.place.in_(filters.place), c.series_key.in_(told)))
    if filters.since:
        wanted.append(c.date >= filters.since)
    if filters.until:
        wanted.append(c.date <= filters.until)
    if keys is not None:
        wanted.append(among(connection, c.series_key, keys))
    return wanted


def set_roles(connection: Connection, roles: pd.DataFrame) -> None:
    """Write the role of figures in their series.

    Args:
        connection: a writing transaction.
        roles: figure_id, role, role_reason, cluster; empty where a figure enters no series.
    """
    columns = ("figure_id", "role", "role_reason", "cluster")
    cells = roles[list(columns)].astype(object)
    rows = cells.where(cells.notna(), None).itertuples(index=False, name=None)
    given = [{"own_id": i, "own_role": r, "own_reason": w, "own_cluster": c} for i, r, w, c in rows]
    if given:
        statement = (
            update(figures)
            .where(figures.c.id == bindparam("own_id"))
            .values(role=bindparam("own_role"), role_reason=bindparam("own_reason"), cluster=bindparam("own_cluster"))
        )
        connection.execute(statement, given)
