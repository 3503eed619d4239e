"""Puts what newer rules find in a document in the place of what older ones found; what people decided stays."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from stats.figure import Figure
from stats.store.adding import figure_rows
from stats.store.dialects import among, insert_rows
from stats.store.documents import known, next_number, note, now
from stats.store.kin import KIN
from stats.store.log import bases_of, logs_of, note_found
from stats.store.reviews import write
from stats.store.rows import FOLLOWING, STORED, Row, storable
from stats.store.standing import (
    ADD,
    CORRECTABLE,
    DROP,
    EXTRACT,
    UPDATE,
    Decision,
    as_looked_at,
    held,
    newest_reading,
    readings_of,
)
from stats.store.summaries import Tally
from stats.store.tables import figures, reviews
from stats.vocabulary import Status

Differences = dict[str, tuple[Any, Any]]
"""Field -> (as it was, as it is found now)."""

# The columns of a figure that a new extraction fills.
_FILLED = (*STORED, *FOLLOWING, "sentence", "published", "language")
_WINDOW = ("period_start", "period_end", "period_text", "period_rule", "period_precision")


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a new extraction changed.

    added, dropped: ids. changed: id -> what is read otherwise now. kept: ids of reviewed figures, which stay as people
    left them, -> what the rules would read otherwise; None where they no longer find the number. touched: keys of the
    series to compute again.
    """

    document_id: str
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    changed: dict[str, Differences] = field(default_factory=dict)
    kept: dict[str, Differences | None] = field(default_factory=dict)
    touched: frozenset[str] = frozenset()

    @property
    def told(self) -> str:
        """What changed, in a sentence."""
        if not (self.added or self.dropped or self.changed or self.kept):
            return "Nothing changed."
        counts = len(self.added), len(self.changed), len(self.dropped)
        parts = [f"{n} {what}" for n, what in zip(counts, ("new", "read otherwise", "no longer found"), strict=True)]
        if self.kept:
            parts.append(f"{len(self.kept)} reviewed ones stay, though the rules read them otherwise")
        return f"Figures: {', '.join(parts)}."


def replace_figures(
    connection: Connection, document_id: str, found: Sequence[Figure], by: str, *, follow_days: bool = False
) -> Replaced:
    """Put newly found figures in the place of a document's figures.

    A figure is the same one where its span is. Where newer rules draw the span of a reviewed figure otherwise, the
    figure found there is taken for it, so that its number is not counted twice; a reviewed figure that is part of one
    whose span moved is part of the one found there.

    Args:
        connection: a writing transaction.
        document_id: the document.
        found: what the rules find in its stored text now.
        by: who asked for it.
        follow_days: the document got another day; reviewed figures take their days as they are read against it, unless
            somebody has corrected these.

    Raises:
        StoreError: there is no such document, or two figures have the same span.
    """
    document = known(connection, document_id)
    rows = [
        dict(row)
        for row in connection.execute(
            select(figures).where(figures.c.document == document["number"]).order_by(figures.c.number)
        ).mappings()
    ]
    logs = logs_of(connection, [row["number"] for row in rows])
    new = {row["id"]: row for row in figure_rows(found, document)}
    pairs = _logged(rows, logs, new)
    altered: dict[str, tuple[Row, Row]] = {}
    dropped: list[Row] = []
    returned: list[str] = []
    for row in rows:
        if row["id"] in pairs:
            continue
        again = new.pop(row["id"], None)
        if again is None:
            if row["dropped_at"] is None:
                dropped.append(row)
        else:
            if row["dropped_at"] is not None:
                returned.append(row["id"])
            if row["dropped_at"] is not None or any(row[name] != again[name] for name in _FILLED):
                altered[row["id"]] = row, again
    moved = _moved(dropped, new)
    shown = document["removed_at"] is None
    first = next_number(connection, figures.c.number)
    inserted = [
        {**row, "number": first + place, "document": document["number"], "shown": shown}
        for place, row in enumerate(new.values())
    ]
    after = [{**row, **{name: again[name] for name in _FILLED}, "shown": shown} for row, again in altered.values()]
    _write(connection, [row for row, _ in altered.values()], after, dropped, inserted)
    tally = Tally()
    tally.put([row for row, _ in altered.values()], -1)
    tally.put(dropped, -1)
    tally.put([*after, *inserted])
    tally.write(connection)
    beside = _beside(connection, pairs, logs, moved, follow_days=follow_days)
    keys = _write_beside(connection, beside, logs, by)
    touched = {r["series_key"] for r in [*after, *inserted, *dropped, *(row for row, _ in altered.values())]} - {""}
    changed = {
        identity: {name: (row[name], again[name]) for name in STORED if row[name] != again[name]}
        for identity, (row, again) in altered.items()
        if row["dropped_at"] is None
    } | {one.row["id"]: one.differences or {} for one in beside if not _is_reviewed(one.row)}
    kept = {one.row["id"]: one.differences for one in beside if _is_reviewed(one.row)}
    result = Replaced(
        document_id,
        (*(row["id"] for row in inserted), *returned),
        (*(row["id"] for row in dropped), *(one.row["id"] for one in beside if one.is_lost)),
        {identity: fields for identity, fields in changed.items() if fields},
        {identity: fields for identity, fields in kept.items() if fields != {}},
        frozenset(touched) | keys,
    )
    if result.added or result.dropped or result.changed:
        told = {"added": list(result.added), "dropped": list(result.dropped), "changed": list(result.changed)}
        number = next_number(connection, reviews.c.number)
        note(connection, number, document["number"], "extract", storable(by), now(), {}, told)
    return result


def _is_reviewed(row: Row) -> bool:
    return row["status"] != Status.UNREVIEWED or row["cluster_decided"] is not None


def _logged(
    rows: Sequence[Row], logs: dict[int, list[Decision]], new: dict[str, Row]
) -> dict[str, tuple[Row, Row | None]]:
    """Take the figures that stand by their log out of those newly found, the reviewed ones and those that were.

    Returns:
        Each, by its id, with how it is read now; None where its number is no longer found.
    """
    # A row that was dropped stays so where its number is taken for a reviewed one: else it would be counted twice.
    ids = {row["id"] for row in rows if row["dropped_at"] is None or logs[row["number"]]}
    pairs: dict[str, tuple[Row, Row | None]] = {}
    taken: dict[str, str] = {}
    for row in rows:
        log = logs[row["number"]]
        holds = _is_reviewed(row) or bool(held(log))
        if not (holds or readings_of(log)):
            continue
        again = new.pop(row["id"], None)
        if again is None and holds and (across := _across(row, [n for n in new.values() if n["id"] not in ids])):
            again = new.pop(across)
            taken[across] = row["id"]
        pairs[row["id"]] = row, again
    for read in (*new.values(), *(again for _, again in pairs.values() if again)):
        for name in KIN:
            read[name] = taken.get(read[name], read[name])
    return pairs


def _moved(dropped: Sequence[Row], new: dict[str, Row]) -> dict[str, str]:
    """Return for the id of each figure that is found no longer that of the new one across its span."""
    found = {row["id"]: _across(row, list(new.values())) for row in dropped}
    return {old: across for old, across in found.items() if across}


def _across(row: Row, others: Sequence[Row]) -> str | None:
    """Return the id of the figure whose span shares most with that of a row, None where none does."""
    shared = [(_overlap(row, other), -other["start"], str(other["id"])) for other in others]
    return max((s for s in shared if s[0] > 0), default=(0, 0, None))[2]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What a new reading brings to a figure that stands by its log: rows of the log, and what is read otherwise."""

    row: Row
    reading: tuple[str, Row] | None
    update: Row
    differences: Differences | None

    @property
    def is_lost(self) -> bool:
        """Whether a figure that nobody has decided on is no longer found."""
        return self.reading is not None and self.reading[0] == DROP and not _is_reviewed(self.row)


def _beside(
    connection: Connection, pairs: dict[str, tuple[Row, Row | None]], logs: dict[int, list[Decision]],
    moved: dict[str, str], *, follow_days: bool,
) -> list[_Beside]:  # fmt: skip
    """Return what is read of some figures now, and what of it holds at once beside the decisions on them."""
    bases = bases_of(connection, [row["number"] for row, _ in pairs.values()])
    found = []
    for row, again in pairs.values():
        base, log = bases.get(row["number"]) or {name: row[name] for name in STORED}, logs[row["number"]]
        last = newest_reading(base, log)
        update: Row = {}
        if _is_reviewed(row):
            update = {name: moved[row[name]] for name in KIN if row[name] in moved}
            if again and follow_days and not _corrected(log).intersection(_WINDOW):
                update |= {name: again[name] for name in _WINDOW if again[name] != row[name]}
        if again is None:
            before = readings_of(log)
            added = bool(before) and before[-1].action == ADD  # nobody expects the rules to find it
            found.append(_Beside(row, (DROP, {}) if last is not None else None, update, {} if added else None))
            continue
        seen = newest_reading(base, [d for d in log if d.action not in (DROP, ADD)]) or base
        told = {name: again[name] for name in STORED if again[name] != seen[name]}
        looked, stands = as_looked_at(base, log) | update, row | update
        differences = {
            name: (stands[name], again[name])
            for name in ("start", "end", *CORRECTABLE)
            if again[name] not in (looked[name], stands[name])
        }
        found.append(_Beside(row, (EXTRACT, told) if told or last is None else None, update, differences))
    return found


def _write_beside(
    connection: Connection, beside: Sequence[_Beside], logs: dict[int, list[Decision]], by: str
) -> frozenset[str]:
    """Write into the log what a new reading brings; return the keys of the series to compute again."""
    readings = [(one.row, *one.reading) for one in beside if one.reading]
    updates = [(one.row, UPDATE, one.update) for one in beside if one.update]
    touched: frozenset[str] = frozenset()
    for acts in (readings, updates):
        number, moment = next_number(connection, reviews.c.number), now()
        decisions = [(row, Decision(number + n, action, moment, told)) for n, (row, action, told) in enumerate(acts)]
        touched |= write(connection, decisions, logs, by).touched
    return touched


def _corrected(log: Sequence[Decision]) -> set[str]:
    """Return the fields that people have corrected, or told of a count that they added."""
    return {name for decision in held(log) if decision.action in ("correct", ADD) for name in decision.changes}


def _overlap(one: Row, other: Row) -> int:
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def _write(
    connection: Connection, before: Sequence[Row], after: Sequence[Row], dropped: Sequence[Row], inserted: Sequence[Row]
) -> None:
    noted = bases_of(connection, [row["number"] for row in before])
    note_found(connection, [row for row in before if row["number"] not in noted])
    note_found(connection, after)
    if after:
        columns = (*_FILLED, "shown")
        statement = update(figures).where(figures.c.number == bindparam("own"))
        statement = statement.values({"dropped_at": None, **{name: bindparam(f"to_{name}") for name in columns}})
        connection.execute(
            statement, [{"own": row["number"], **{f"to_{name}": row[name] for name in columns}} for row in after]
        )
    if dropped:
        numbers = [row["number"] for row in dropped]
        connection.execute(
            update(figures).where(among(connection, figures.c.number, numbers)).values(shown=False, dropped_at=now())
        )
    insert_rows(connection, figures, inserted)
