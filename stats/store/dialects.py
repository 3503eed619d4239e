"""The few words in which SQLite and PostgreSQL differ, and the quickest way to insert many rows into either."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, any_, bindparam, func, select
from sqlalchemy.dialects import postgresql

from stats.store.rows import Row

Bound = tuple[Any, ...]
"""The values of one row in the order of some columns, days and truths as SQLite keeps them (both read them so)."""


def is_postgres(connection: Connection) -> bool:
    """Tell PostgreSQL from SQLite."""
    return connection.dialect.name == "postgresql"


def among(connection: Connection, column: ColumnElement[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """Return the condition that a column is one of some values, however many: they travel as one parameter."""
    if is_postgres(connection):
        return column == any_(bindparam(None, list(values), type_=postgresql.ARRAY(column.type)))
    listed = func.json_each(json.dumps(list(values))).table_valued("value")
    return column.in_(select(listed.c.value))


def bound(table: Table, row: Row, names: tuple[str, ...]) -> Bound:
    """Return the values of some columns of a row, ready for `insert_bound`."""
    values, days, truths = _reader(table, names)
    cells = list(values(row))
    for place in days:
        if cells[place] is not None:
            cells[place] = _written(cells[place])
    for place in truths:
        cells[place] = int(cells[place])  # sqlite3 looks for an adapter of each bool, which takes longer than binding
    return tuple(cells)


@cache
def _reader(table: Table, names: tuple[str, ...]) -> tuple[Callable[[Row], Bound], tuple[int, ...], tuple[int, ...]]:
    types = [table.c[name].type.python_type for name in names]
    days = tuple(n for n, kind in enumerate(types) if kind in (date, datetime))
    return itemgetter(*names), days, tuple(n for n, kind in enumerate(types) if kind is bool)


def _written(moment: date) -> str:
    return moment.isoformat(" ", "microseconds") if isinstance(moment, datetime) else moment.isoformat()


def insert_bound(connection: Connection, table: str, names: Sequence[str], rows: Sequence[Bound]) -> None:
    """Insert rows whose values are bound already, past SQLAlchemy's own binding, which costs as much as the writing.

    Args:
        connection: a writing transaction.
        table, names: what to insert into, and the columns that the values are of, in order.
        rows: of `bound`.
    """
    if not rows:
        return
    if is_postgres(connection):
        _copy(connection, table, names, rows)
        return
    connection.exec_driver_sql(_insert(connection, table, names), list(rows))


def add_bound(connection: Connection, table: Table, rows: Sequence[Bound]) -> None:
    """Add to the numbers of a table of counts: rows of its primary key's columns, then what to add to the others."""
    _upsert(connection, table, rows, f"{table.name}.{{0}} + excluded.{{0}}")


def put_bound(connection: Connection, table: Table, rows: Sequence[Bound]) -> None:
    """Insert rows of a table's primary key's columns and its others; where the key is there, in its row's place."""
    _upsert(connection, table, rows, "excluded.{0}")


def _upsert(connection: Connection, table: Table, rows: Sequence[Bound], becomes: str) -> None:
    if not rows:
        return
    key = [column.name for column in table.primary_key]
    others = [column.name for column in table.c if not column.primary_key]
    told = ", ".join(f"{name} = {becomes.format(name)}" for name in others)
    statement = _insert(connection, table.name, [*key, *others])
    connection.exec_driver_sql(f"{statement} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {told}", list(rows))


def _insert(connection: Connection, table: str, names: Sequence[str]) -> str:
    marks = ", ".join(["%s" if is_postgres(connection) else "?"] * len(names))
    return f"INSERT INTO {table} ({_quoted(connection, names)}) VALUES ({marks})"  # noqa: S608 - our own names


def _copy(connection: Connection, table: str, names: Sequence[str], rows: Iterable[Bound]) -> None:
    cursor = connection.connection.cursor()
    with cursor.copy(f"COPY {table} ({_quoted(connection, names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _quoted(connection: Connection, names: Sequence[str]) -> str:
    return ", ".join(map(connection.dialect.identifier_preparer.quote, names))


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, each a dict of all of the table's columns."""
    names = tuple(column.name for column in table.c)
    insert_bound(connection, table.name, names, [bound(table, row, names) for row in rows])
