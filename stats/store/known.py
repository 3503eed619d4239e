"""The figures as they were known on a day: documents published by then, with the decisions made by then."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time

from sqlalchemy import (
    Column,
    Connection,
    FromClause,
    MetaData,
    Select,
    Table,
    null,
    select,
    type_coerce,
    union_all,
)

from stats.store.dialects import insert_rows, is_postgres
from stats.store.log import bases_of, logs_of
from stats.store.rows import STORED, Row
from stats.store.standing import ADD, DROP, EXTRACT, Decision, is_gone, standing
from stats.store.tables import documents, figures, reviews

# Their series were reconciled with what is known today, so on an earlier day figures have no role yet.
_LATER = ("role", "role_reason", "cluster")


@contextmanager
def known_on(connection: Connection, day: date | None) -> Iterator[FromClause]:
    """Yield a table with the columns of `figures`, as of the end of a day; `figures` itself where no day is given.

    Figures of documents published later, or on an unknown day, are not in it. What newer rules read stands for what
    was read then, since the text was there; a document that is removed today is not in it either.

    Args:
        connection: a transaction; the table can be asked inside the block only.
        day: the last day whose publications and reviews count, in UTC.
    """
    if day is None:
        yield figures
        return
    rows = _as_then(connection, datetime.combine(day, time.max))
    then = _table()
    then.create(connection)
    try:
        insert_rows(connection, then, rows)
        untouched = _selected(figures, day).where(figures.c.number.not_in(select(then.c.number)))
        yield union_all(untouched, _selected(then, day)).subquery("known")
    finally:
        if not is_postgres(connection):  # PostgreSQL drops it by itself, also after an error
            then.drop(connection)


def _table() -> Table:
    columns = [Column(c.name, c.type, primary_key=c.primary_key) for c in figures.c]
    return Table("figures_then", MetaData(), *columns, prefixes=["TEMPORARY"], postgresql_on_commit="DROP")


def _as_then(connection: Connection, end: datetime) -> list[Row]:
    """Return the rows of all figures with a review after a moment, as they stood then."""
    later = select(reviews.c.figure).where(reviews.c.at > end, reviews.c.figure.is_not(None))
    rows = [dict(r) for r in connection.execute(select(figures).where(figures.c.number.in_(later))).mappings()]
    numbers = [row["number"] for row in rows]
    logs = logs_of(connection, numbers)
    bases = bases_of(connection, numbers)
    gone = select(documents.c.number).where(documents.c.removed_at.is_not(None))
    removed = set(connection.execute(gone).scalars()) if rows else set()
    found = []
    for row in rows:
        base = bases.get(row["number"]) or {name: row[name] for name in STORED}
        log = logs[row["number"]]
        if any(d.action == ADD for d in log):
            log = _added_then(log, end)
            row["shown"] = row["document"] not in removed and not is_gone(log)
        else:
            log = [d for d in log if d.at <= end]
        found.append({**row, **standing(base, log)})
    return found


def _added_then(log: Sequence[Decision], end: datetime) -> list[Decision]:
    """Return the log of a figure that people have added as it was at a moment: before that, nothing had found it.

    What newer rules read stands for what was read then, as of every other figure.
    """
    then: list[Decision] = []
    for decision in log:
        if decision.at <= end or decision.action in (EXTRACT, DROP):
            then.append(decision)
        elif decision.action == ADD:
            then.append(replace(decision, action=DROP, changes={}))
    return then


def _selected(table: Table, day: date) -> Select[tuple[object, ...]]:
    columns = [type_coerce(null(), c.type).label(c.name) if c.name in _LATER else c for c in table.c]
    return select(*columns).where(table.c.published <= day)
