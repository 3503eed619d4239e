"""The log of what people decide about figures, and what the rules found before: read, noted, listed."""

from collections import defaultdict
from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Connection, select

from stats.store.dialects import among, insert_rows
from stats.store.documents import next_number, now
from stats.store.rows import STORED, Row, packed, unpacked
from stats.store.standing import Decision, last_decision
from stats.store.tables import documents, extracted, figures, reviews


def logs_of(connection: Connection, numbers: Sequence[int]) -> dict[int, list[Decision]]:
    """Return the decisions on figures, by their number, oldest first."""
    c = reviews.c
    found: dict[int, list[Decision]] = defaultdict(list)
    query = (
        select(c.figure, c.number, c.action, c.at, c.changes, c.undoes)
        .where(among(connection, c.figure, numbers))
        .order_by(c.number)
    )
    for row in connection.execute(query):
        found[row.figure].append(Decision(row.number, row.action, row.at, unpacked(row.changes), row.undoes))
    return found


def last_decision_on(connection: Connection, figure_id: str) -> int | None:
    """Return the number of the last decision on a figure that still holds."""
    number = connection.execute(select(figures.c.number).where(figures.c.id == figure_id)).scalar_one()
    last = last_decision(logs_of(connection, [number])[number])
    return last.number if last else None


def bases_of(connection: Connection, numbers: Sequence[int]) -> dict[int, Row]:
    """Return what the rules last found, of the figures for which it was noted; the others stand as they were found."""
    c = extracted.c
    query = select(c.figure, c.found).where(among(connection, c.figure, numbers)).order_by(c.number)
    return {row.figure: unpacked(row.found) for row in connection.execute(query)}


def note_found(connection: Connection, rows: Sequence[Row]) -> None:
    """Note how the rules found some figures, before it is lost. Rows: of `figures`, as found."""
    number = next_number(connection, extracted.c.number)
    moment = now()
    insert_rows(
        connection,
        extracted,
        [
            {"number": number + place, "figure": row["number"], "noted_at": moment,
             "found": packed({name: row[name] for name in STORED})}
            for place, row in enumerate(rows)
        ],
    )  # fmt: skip


def listed(connection: Connection, figure_id: str | None, limit: int | None) -> pd.DataFrame:
    """Return the log, newest first.

    Columns: review, figure_id, document_id, action, by, at, why, changes, before, after, undoes; changes, before and
    after are dicts of fields.
    """
    c = reviews.c
    query = (
        select(
            c.number.label("review"), figures.c.id.label("figure_id"), documents.c.id.label("document_id"), c.action,
            c.by, c.at, c.why, c.changes, c.before, c.after, c.undoes,
        )
        .select_from(reviews.outerjoin(figures, figures.c.number == c.figure))
        .join(documents, documents.c.number == c.document)
        .order_by(c.number.desc())
        .limit(limit)
    )  # fmt: skip
    if figure_id is not None:
        query = query.where(figures.c.id == figure_id)
    found = pd.DataFrame(connection.execute(query).all(), columns=[s.name for s in query.selected_columns])
    for name in ("changes", "before", "after"):
        found[name] = pd.Series([unpacked(v) for v in found[name]], dtype=object, index=found.index)
    found["at"] = found["at"].astype("datetime64[us]")
    found["undoes"] = found["undoes"].astype("Int64")
    return found
