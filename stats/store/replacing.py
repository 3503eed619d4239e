"""Puts what newer rules find in a document in the place of what older ones found; what people decided stays."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from stats.figure import Figure
from stats.store.adding import figure_rows
from stats.store.dialects import among, insert_rows
from stats.store.documents import known, next_number, note, now
from stats.store.log import bases_of, note_found
from stats.store.rows import FOLLOWING, STORED, Row, storable
from stats.store.standing import CORRECTABLE
from stats.store.summaries import Tally
from stats.store.tables import figures, reviews
from stats.vocabulary import Status

Differences = dict[str, tuple[Any, Any]]
"""Field -> (as it was, as it is found now)."""

# The columns of a figure that a new extraction fills.
_FILLED = (*STORED, *FOLLOWING, "sentence", "published", "language")


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


def replace_figures(connection: Connection, document_id: str, found: Sequence[Figure], by: str) -> Replaced:
    """Put newly found figures in the place of a document's figures.

    A figure is the same one where its span is. Where newer rules draw the span of a reviewed figure otherwise, the
    figure found there is taken for it, so that its number is not counted twice.

    Args:
        connection: a writing transaction.
        document_id: the document.
        found: what the rules find in its stored text now.
        by: who asked for it.

    Raises:
        StoreError: there is no such document, or two figures have the same span.
    """
    document = known(connection, document_id)
    held = [
        dict(row)
        for row in connection.execute(
            select(figures).where(figures.c.document == document["number"]).order_by(figures.c.number)
        ).mappings()
    ]
    new = {row["id"]: row for row in figure_rows(found, document)}
    kept = _reviewed(held, new)
    altered: dict[str, tuple[Row, Row]] = {}
    dropped: list[Row] = []
    returned: list[str] = []
    for row in held:
        if _is_reviewed(row):
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
    touched = {r["series_key"] for r in [*after, *inserted, *dropped, *(row for row, _ in altered.values())]} - {""}
    changed = {
        identity: {name: (row[name], again[name]) for name in STORED if row[name] != again[name]}
        for identity, (row, again) in altered.items()
        if row["dropped_at"] is None
    }
    result = Replaced(
        document_id,
        (*(row["id"] for row in inserted), *returned),
        tuple(row["id"] for row in dropped),
        {identity: fields for identity, fields in changed.items() if fields},
        {identity: fields for identity, fields in kept.items() if fields != {}},
        frozenset(touched),
    )
    if inserted or altered or dropped:
        told = {"added": list(result.added), "dropped": list(result.dropped), "changed": list(result.changed)}
        number = next_number(connection, reviews.c.number)
        note(connection, number, document["number"], "extract", storable(by), now(), {}, told)
    return result


def _is_reviewed(row: Row) -> bool:
    return row["status"] != Status.UNREVIEWED or row["cluster_decided"] is not None


def _reviewed(held: Sequence[Row], new: dict[str, Row]) -> dict[str, Differences | None]:
    """Take the reviewed figures out of those newly found; return what would be read otherwise."""
    ids = {row["id"] for row in held}
    kept: dict[str, Differences | None] = {}
    taken: dict[str, str] = {}
    for row in held:
        if not _is_reviewed(row):
            continue
        again = new.pop(row["id"], None)
        if again is None:
            across = [n for n in new.values() if n["id"] not in ids and _overlap(row, n) > 0]
            if across:
                again = max(across, key=lambda n: (_overlap(row, n), -n["start"]))
                taken[again["id"]] = row["id"]
                del new[again["id"]]
        kept[row["id"]] = None if again is None else {
            name: (row[name], again[name]) for name in ("start", "end", *CORRECTABLE) if row[name] != again[name]
        }  # fmt: skip
    for row in new.values():
        for name in ("part_of", "same_as"):
            row[name] = taken.get(row[name], row[name])
    return kept


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
