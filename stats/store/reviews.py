"""Reviews: what people decide about figures, in a log that only grows."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, bindparam, select, update

from stats.errors import StoreError
from stats.store.dialects import among, insert_rows
from stats.store.documents import Touched, next_number, now
from stats.store.rows import FOLLOWING, STORED, Row, packed, storable, unpacked
from stats.store.standing import DECISIONS, STATE, Decision, correction, last_decision, standing
from stats.store.summaries import Tally
from stats.store.tables import documents, extracted, figures, reviews

ACTIONS = (*DECISIONS, "comment", "undo")
# What a decision can change in the row of a figure.
_WRITTEN = (*(name for name in STATE if name not in ("start", "end", "quote", "evidence", "implied", "confidence")),
            *FOLLOWING)  # fmt: skip


def review(
    connection: Connection,
    figure_ids: Sequence[str],
    action: str,
    *,
    by: str,
    why: str = "",
    changes: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> Touched:
    """Write one act of a reviewer on some figures, and how they stand after it.

    Args:
        connection: a writing transaction.
        figure_ids: the figures.
        action: accept, correct, reject, merge, split, comment or undo (the last decision that still holds).
        by, why: who and why; a comment needs its words.
        changes: for correct, field -> new value; for merge, {"cluster": the id of one of its figures}.
        at: when, in UTC; now where not given.

    Raises:
        StoreError: there is no such figure or action, a change is not allowed, or there is nothing to undo.
    """
    if action not in ACTIONS:
        raise StoreError(f"There is no action {action!r}. Choose one of {', '.join(ACTIONS)}.")
    if action == "comment" and not why.strip():
        raise StoreError("A comment needs words.")
    rows = _figures(connection, list(dict.fromkeys(figure_ids)))
    logs = logs_of(connection, [row["number"] for row in rows])
    bases = bases_of(connection, [row["number"] for row in rows])
    number = next_number(connection, reviews.c.number)
    moment = at or now()
    tally = Tally()
    acts: list[Row] = []
    after: list[Row] = []
    unnoted: list[Row] = []
    for place, row in enumerate(rows):
        decision = _decision(connection, number + place, row, logs[row["number"]], action, changes or {}, moment)
        base = bases.get(row["number"])
        if base is None and action != "comment":
            unnoted.append(row)
        state = standing(base or {name: row[name] for name in STORED}, [*logs[row["number"]], decision])
        altered = [name for name in STATE if row[name] != state[name]]
        acts.append(
            {
                "number": decision.number,
                "figure": row["number"],
                "document": row["document"],
                "action": action,
                "by": storable(by),
                "at": moment,
                "why": storable(why),
                "changes": packed(decision.changes),
                "before": packed({name: row[name] for name in altered}),
                "after": packed({name: state[name] for name in altered}),
                "undoes": decision.undoes,
            }
        )
        if altered:
            tally.put([row], -1)
            after.append({**row, **state})
    tally.put(after)
    note_found(connection, unnoted)
    insert_rows(connection, reviews, acts)
    write_states(connection, after)
    tally.write(connection)
    keys = {r["series_key"] for r in rows} | {r["series_key"] for r in after}
    return Touched(tuple(row["id"] for row in rows), touched=frozenset(keys - {""}) if after else frozenset())


def _decision(
    connection: Connection,
    number: int,
    row: Row,
    log: list[Decision],
    action: str,
    changes: dict[str, Any],
    at: datetime,
) -> Decision:
    if action == "correct":
        _check_kin(connection, row, changes)
        return Decision(number, action, at, correction(row, row["id"], changes))
    if action == "merge":
        cluster = str(changes.get("cluster") or changes.get("cluster_decided") or "")
        if connection.execute(select(figures.c.id).where(figures.c.id == cluster)).first() is None:
            raise StoreError('To merge, name one figure of the cluster to merge into: changes={"cluster": its id}.')
        return Decision(number, action, at, {"cluster_decided": cluster})
    if action == "split":
        return Decision(number, action, at, {"cluster_decided": row["id"]})
    if action == "undo":
        last = last_decision(log)
        if last is None:
            raise StoreError(f"Nobody has decided anything about figure {row['id']}, so there is nothing to undo.")
        return Decision(number, action, at, undoes=last.number)
    return Decision(number, action, at)


def _check_kin(connection: Connection, row: Row, changes: dict[str, Any]) -> None:
    """A figure can be part of, or the same as, another figure of its own document only."""
    for name in ("part_of", "same_as"):
        kin = changes.get(name)
        if kin is None:
            continue
        query = select(figures.c.id).where(figures.c.document == row["document"], figures.c.id == str(kin))
        if kin == row["id"] or connection.execute(query).first() is None:
            raise StoreError(f"{name} names another figure of the same document; {kin!r} is none.")


def _figures(connection: Connection, ids: list[str]) -> list[Row]:
    query = select(figures).where(among(connection, figures.c.id, ids))
    found = {row["id"]: dict(row) for row in connection.execute(query).mappings()}
    missing = [i for i in ids if i not in found]
    if missing:
        raise StoreError(f"There is no figure {missing[0]}.")
    return [found[i] for i in ids]


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


def write_states(connection: Connection, rows: Sequence[Row]) -> None:
    """Write how figures stand into their rows."""
    if rows:
        statement = update(figures).where(figures.c.number == bindparam("own"))
        statement = statement.values({name: bindparam(f"to_{name}") for name in _WRITTEN})
        connection.execute(
            statement, [{"own": row["number"], **{f"to_{name}": row[name] for name in _WRITTEN}} for row in rows]
        )


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
