"""Reviews: what people decide about figures, in a log that only grows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from stats.errors import StoreError
from stats.store.dialects import among, insert_rows
from stats.store.documents import Touched, next_number, now
from stats.store.handing_on import followers
from stats.store.kin import check_kin
from stats.store.log import bases_of, logs_of, note_found
from stats.store.rows import FOLLOWING, STORED, Row, packed, storable, unpacked
from stats.store.standing import (
    ADD,
    BESIDE,
    DECISIONS,
    DROP,
    EXTRACT,
    FOLLOW,
    STATE,
    Decision,
    correction,
    is_gone,
    last_decision,
    standing,
)
from stats.store.summaries import Tally
from stats.store.tables import documents, figures, reviews

# A count is added by its words (stats.store.missed): there is no figure yet on which it could be an act.
ACTIONS = (*(name for name in DECISIONS if name != ADD), "comment", "undo", FOLLOW, *BESIDE)
# What an act can change in the row of a figure.
_WRITTEN = (*STATE, *FOLLOWING, "shown", "dropped_at")


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo took back, and the figures whose act was left: taken back before, or decided on again since."""

    done: Touched
    left: tuple[str, ...] = ()


def review(
    connection: Connection,
    figure_ids: Sequence[str],
    action: str,
    *,
    by: str,
    why: str = "",
    changes: dict[str, Any] | None = None,
    at: datetime | None = None,
    hand_on: bool = True,
) -> Touched:
    """Write one act of a reviewer on some figures, and how they stand after it.

    Args:
        connection: a writing transaction.
        figure_ids: the figures.
        action: accept, correct, reject, merge, split, comment or undo (the last decision that still holds); follow
            and those of BESIDE only as the log of another store tells them.
        by, why: who and why; a comment needs its words.
        changes: for correct and BESIDE, field -> new value; for merge, {"cluster": the id of one of its figures}.
        at: when, in UTC; now where not given.
        hand_on: a correction reaches the parts and twins that said the same, and so does its undo.

    Raises:
        StoreError: there is no such figure or action, a change is not allowed, or there is nothing to undo.
    """
    if action not in ACTIONS:
        raise StoreError(f"There is no action {action!r}. Choose one of {', '.join(ACTIONS)}.")
    if action == "comment" and not why.strip():
        raise StoreError("A comment needs words.")
    rows = _figures(connection, list(dict.fromkeys(figure_ids)))
    logs = logs_of(connection, [row["number"] for row in rows])
    number = next_number(connection, reviews.c.number)
    moment = at or now()
    decisions: list[tuple[Row, Decision]] = []
    left: dict[str, None] = {}
    for row in rows:
        own = _decision(connection, number + len(decisions), row, logs[row["number"]], action, changes or {}, moment)
        decisions.append((row, own))
        if action == "correct" and hand_on:
            taken = {one["id"] for one in rows} | {r["id"] for r, _ in decisions}
            following, stay = _handed_on(connection, row, own, taken)
            decisions += following
            left |= dict.fromkeys(stay)
        elif action == "undo" and hand_on:
            decisions += _undone_with(connection, own)
    logs |= logs_of(connection, [row["number"] for row, _ in decisions if row["number"] not in logs])
    done = write(connection, decisions, logs, by, why)
    acts = tuple(own.number for _, own in decisions if own.action == action)
    return replace(done, acts=acts, left=tuple(left))


def _handed_on(
    connection: Connection, row: Row, own: Decision, taken: set[str]
) -> tuple[list[tuple[Row, Decision]], list[str]]:
    """Return what the parts and twins of a corrected figure follow it in, under the numbers after the correction.

    Beside them the ids of those that people have decided on, which stay as they are.
    """
    query = select(figures).where(figures.c.document == row["document"], figures.c.dropped_at.is_(None))
    beside = [dict(one) for one in connection.execute(query.order_by(figures.c.number)).mappings()]
    found, left = followers(row, own.changes, beside)
    following = [(kin, told) for kin, told in found if kin["id"] not in taken]
    acts = [(kin, Decision(own.number + n, FOLLOW, own.at, told)) for n, (kin, told) in enumerate(following, 1)]
    return acts, [kin["id"] for kin in left if kin["id"] not in taken]


def _undone_with(connection: Connection, own: Decision) -> list[tuple[Row, Decision]]:
    """Return the undoing of what followed a correction that is undone: the rows of the log right after its own."""
    c = reviews.c
    first = connection.execute(select(c.number, c.at, c.action).where(c.number == own.undoes)).one()
    if first.action != "correct":
        return []
    query = select(c.number, c.figure, c.action, figures.c.id).join(figures, figures.c.number == c.figure)
    later = connection.execute(query.where(c.number > first.number, c.at == first.at).order_by(c.number)).all()
    behind = takewhile(lambda n_one: n_one[1].action == FOLLOW and n_one[1].number == first.number + n_one[0],
                       enumerate(later, 1))  # fmt: skip
    followed = [one for _, one in behind]
    logs = logs_of(connection, [one.figure for one in followed])
    lasts = {one.id: last_decision(logs[one.figure]) for one in followed}
    still = [one for one in followed if (last := lasts[one.id]) and last.number == one.number]
    rows = _figures(connection, [one.id for one in still])
    return [
        (row, Decision(own.number + n, "undo", own.at, undoes=one.number))
        for n, (row, one) in enumerate(zip(rows, still, strict=True), 1)
    ]


def undo(connection: Connection, acts: Sequence[int], by: str) -> Undone:
    """Take back acts by their numbers in the log; one on which a later decision stands is left, and told.

    Args:
        connection: a writing transaction.
        acts: what `Touched.acts` told when they were written.
        by: who takes them back.

    Raises:
        StoreError: the log holds no such act.
    """
    c = reviews.c
    found = {row.number: row for row in connection.execute(
        select(c.number, c.figure, figures.c.id).join(figures, figures.c.number == c.figure)
        .where(among(connection, c.number, acts)))}  # fmt: skip
    if missing := [act for act in acts if act not in found]:
        raise StoreError(f"There is no act {missing[0]} on a figure.")
    logs = logs_of(connection, [row.figure for row in found.values()])
    lasts = {act: last_decision(logs[found[act].figure]) for act in acts}
    own = {act: last for act, last in lasts.items() if last and last.number == act}
    rows = _figures(connection, [found[act].id for act in own])
    number = next_number(connection, reviews.c.number)
    moment = now()
    decisions: list[tuple[Row, Decision]] = []
    for row, act in zip(rows, own, strict=True):
        undoing = Decision(number + len(decisions), "undo", moment, undoes=act)
        decisions += [(row, undoing), *_undone_with(connection, undoing)]
    logs |= logs_of(connection, [row["number"] for row, _ in decisions if row["number"] not in logs])
    left = tuple(found[act].id for act in acts if act not in own)
    return Undone(write(connection, decisions, logs, by, ""), left)


def write(
    connection: Connection, decisions: Sequence[tuple[Row, Decision]], logs: dict[int, list[Decision]], by: str,
    why: str = "",
) -> Touched:  # fmt: skip
    """Write decisions into the log, and into the rows of `figures` how these stand after them.

    Args:
        connection: a writing transaction.
        decisions: one for each row of `figures`, numbered.
        logs: what was decided before, by the number of the figure.
        by, why: who and why.
    """
    bases = bases_of(connection, [row["number"] for row, _ in decisions])
    tally = Tally()
    acts: list[Row] = []
    after: list[Row] = []
    unnoted: list[Row] = []
    for row, decision in decisions:
        base = bases.get(row["number"])
        if base is None and decision.action != "comment":
            unnoted.append(row)
        log = [*logs.get(row["number"], []), decision]
        state = standing(base or {name: row[name] for name in STORED}, log)
        gone = is_gone(log)
        if gone != (row["dropped_at"] is not None) and {EXTRACT, DROP, ADD} & {d.action for d in log}:
            state |= {"shown": not gone and not _is_removed(connection, row["document"]),
                      "dropped_at": decision.at if gone else None}  # fmt: skip
        altered = [name for name in STATE if row[name] != state[name]]
        acts.append(
            {
                "number": decision.number,
                "figure": row["number"],
                "document": row["document"],
                "action": decision.action,
                "by": storable(by),
                "at": decision.at,
                "why": storable(why),
                "changes": packed(decision.changes),
                "before": packed({name: row[name] for name in altered}),
                "after": packed({name: state[name] for name in altered}),
                "undoes": decision.undoes,
            }
        )
        if altered or "shown" in state:
            tally.put([row], -1)
            after.append({**row, **state})
    tally.put(after)
    note_found(connection, unnoted)
    insert_rows(connection, reviews, acts)
    _write_states(connection, after)
    tally.write(connection)
    keys = {row["series_key"] for row, _ in decisions} | {row["series_key"] for row in after}
    return Touched(
        tuple(row["id"] for row, _ in decisions),
        touched=frozenset(keys - {""}) if after else frozenset(),
        acts=tuple(decision.number for _, decision in decisions),
    )


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
        check_kin(connection, row, changes)
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
    if action in (FOLLOW, *BESIDE):
        return Decision(number, action, at, unpacked(packed(changes)))
    return Decision(number, action, at)


def _figures(connection: Connection, ids: list[str]) -> list[Row]:
    query = select(figures).where(among(connection, figures.c.id, ids))
    found = {row["id"]: dict(row) for row in connection.execute(query).mappings()}
    missing = [i for i in ids if i not in found]
    if missing:
        raise StoreError(f"There is no figure {missing[0]}.")
    return [found[i] for i in ids]


def _is_removed(connection: Connection, document: int) -> bool:
    c = documents.c
    return connection.execute(select(c.removed_at).where(c.number == document)).scalar_one() is not None


def _write_states(connection: Connection, rows: Sequence[Row]) -> None:
    """Write how figures stand into their rows."""
    if rows:
        statement = update(figures).where(figures.c.number == bindparam("own"))
        statement = statement.values({name: bindparam(f"to_{name}") for name in _WRITTEN})
        connection.execute(
            statement, [{"own": row["number"], **{f"to_{name}": row[name] for name in _WRITTEN}} for row in rows]
        )
