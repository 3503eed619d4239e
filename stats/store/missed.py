"""Counts that no rule found: a person points at the number in the text and says what it counts, and it is a figure.

Its first fields, to which an undo of later corrections returns, are those that the person gave. The rules have not
found it: with the adding undone nothing stands, until newer rules find the very number.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from stats.errors import StoreError
from stats.figure import ADDED, Figure, figure_id
from stats.store.adding import figure_rows
from stats.store.dialects import insert_rows
from stats.store.documents import Touched, known, next_number, now
from stats.store.kin import KIN, check_kin
from stats.store.log import bases_of, logs_of, note_found
from stats.store.reviews import write
from stats.store.rows import FOLLOWING, STORED, Row, follow
from stats.store.standing import (
    ADD,
    CORRECTABLE,
    DROP,
    EXTRACT,
    Decision,
    correction,
    readings_of,
)
from stats.store.summaries import Tally
from stats.store.tables import figures, reviews
from stats.vocabulary import Kind, Quantifier, Term, Unit

_LONGEST = 200  # code points of the words of a number
_ASKED = {"value": "its value", "unit": "its unit", "term": "what happened", "kind": "its kind"}
_FIRST = (*STORED, *FOLLOWING, "shown", "dropped_at")


@dataclass(frozen=True, slots=True)
class Addition:
    """A count as a person points at it.

    document_id, start, end: the words of its number, code points of the document's text. fields: field -> value, as for
    a correction; value, unit, term and kind must be among them. evidence: field -> the words that told it: [start,
    end].
    """

    document_id: str
    start: int
    end: int
    fields: Mapping[str, Any]
    evidence: Mapping[str, Sequence[int]] = field(default_factory=dict)


def add_missed(
    connection: Connection, added: Addition, *, by: str, why: str = "", at: datetime | None = None, over: bool = False
) -> Touched:
    """Write a count that the rules missed as a figure that a person has decided on.

    Args:
        connection: a writing transaction.
        added: where it stands, and what it says.
        by, why: who, and why.
        at: when, in UTC; now where not given.
        over: another store's log tells it: where rules have found the very number here, the person's word stands on it.

    Raises:
        StoreError: the words are no words of the text, or of a figure that stands; a field is missing or not allowed.
    """
    document = known(connection, added.document_id)
    if document["removed_at"] is not None:
        raise StoreError("This article was removed. Restore it, then add the count.")
    _check_span(document["text"], added.start, added.end)
    first = _first_row(document, added)
    check_kin(connection, {**first, "document": document["number"], **dict.fromkeys(KIN)}, dict(added.fields))
    standing = _standing(connection, document["number"], added.start, added.end)
    held = next((row for row in standing if over and row["id"] == first["id"] and not _has_log(connection, row)), None)
    for row in standing:
        if row is not held:
            raise StoreError(
                f"“{row['quote']}” is a figure already, and these words are in it or around it. Open it by its mark in "
                "the text and correct it, or choose other words."
            )
    return _written(connection, document, first, by, why, at or now(), held)


def _check_span(text: str, start: int, end: int) -> None:
    if end <= start:
        raise StoreError(f"The words end at {end}, before they begin at {start}. Choose the words of the number again.")
    if start < 0 or end > len(text) or not text[start:end].strip():
        raise StoreError("These words are not in the article. Choose the words of the number in its text.")
    if end - start > _LONGEST:
        raise StoreError(f"More than {_LONGEST} characters are no number. Choose the words of the number alone.")


def _first_row(document: Row, added: Addition) -> Row:
    """Return the row of `figures` as the person gives it, checked as a correction is."""
    if lacking := [told for name, told in _ASKED.items() if added.fields.get(name) is None]:
        raise StoreError(f"To add a count, say {', '.join(lacking)} too: choose it in the form, then keep it.")
    text, start, end = document["text"], added.start, added.end
    spans = {"value": (start, end), **{name: (int(s[0]), int(s[1])) for name, s in added.evidence.items()}}
    if any(not 0 <= s[0] < s[1] <= len(text) for s in spans.values()):
        raise StoreError("The words that tell a field are not in the article. Choose them in its text.")
    figure = Figure(
        figure_id(document["id"], start, end), start, end, text[start:end], 0, 0, 0, Quantifier.EXACT,
        unit=Unit.PERSON, term=Term.OTHER, kind=Kind.FLOW, confidence=1.0, evidence=spans, implied={"value": ADDED},
    )  # fmt: skip
    row = figure_rows([figure], document)[0]
    # The bounds follow from the quantifier also where both are as they are here.
    given = {"quantifier": str(Quantifier.EXACT), **added.fields}
    return follow({**row, **correction(row, row["id"], given)})


def _standing(connection: Connection, document: int, start: int, end: int) -> list[Row]:
    """Return the figures that stand on some words of a document, rejected ones too."""
    c = figures.c
    query = select(figures).where(c.document == document, c.dropped_at.is_(None), c.start < end, c.end > start)
    return [dict(row) for row in connection.execute(query.order_by(c.start)).mappings()]


def _has_log(connection: Connection, row: Row) -> bool:
    """Tell whether anybody, or a newer reading, has decided anything about a figure."""
    return any(one.action != "comment" for one in logs_of(connection, [row["number"]])[row["number"]])


def _written(
    connection: Connection, document: Row, first: Row, by: str, why: str, at: datetime, held: Row | None
) -> Touched:
    """Write the figure as one that nobody has found, then that it was added."""
    c = figures.c
    gone = {"shown": False, "dropped_at": at}
    old = connection.execute(select(figures).where(c.id == first["id"])).mappings().first()
    number = old["number"] if old else next_number(connection, c.number)
    row: Row = {**(dict(old) if old else first), **gone, "number": number, "document": document["number"]}
    told = {name: first[name] for name in STORED}
    after: dict[str, Row] = {}
    if old is None:
        insert_rows(connection, figures, [row])
    elif held is not None:
        # As if it had been added first, and found by rules after that.
        after = {EXTRACT: {name: held[name] for name in STORED if held[name] != told[name]}}
        row = follow({**row, **told})
        _put_under(connection, held, row)
    logs = logs_of(connection, [number])
    log = logs.get(number, [])
    before: dict[str, Row] = {} if held is not None or old is None or readings_of(log) else {DROP: {}}
    keys: frozenset[str] = frozenset()
    done = Touched()
    for action, changes in {**before, ADD: told, **after}.items():
        act = Decision(next_number(connection, reviews.c.number), action, at, changes)
        written = write(connection, [(row, act)], {number: log}, by, why if action == ADD else "")
        keys |= written.touched
        done = written if action == ADD else done
        log = [*log, act]
        row = dict(connection.execute(select(figures).where(c.number == number)).mappings().one())
    return Touched(done.figure_ids, touched=keys | ({held["series_key"]} - {""} if held else set()), acts=done.acts)


def _put_under(connection: Connection, held: Row, row: Row) -> None:
    """Put what a person gave under a figure that rules have found and nobody has decided on."""
    noted = bases_of(connection, [held["number"]])
    note_found(connection, [one for one in (held, row) if one is row or held["number"] not in noted])
    tally = Tally()
    tally.put([held], -1)
    tally.write(connection)
    statement = update(figures).where(figures.c.number == bindparam("own"))
    statement = statement.values({name: bindparam(f"to_{name}") for name in _FIRST})
    connection.execute(statement, [{"own": row["number"], **{f"to_{name}": row[name] for name in _FIRST}}])


def given_of(changes: Mapping[str, Any]) -> tuple[int, int, dict[str, Any], dict[str, Any]]:
    """Return start, end, fields and evidence for `add_missed` out of what the log tells of an adding."""
    fields = {name: changes.get(name) for name in CORRECTABLE}
    return int(changes["start"]), int(changes["end"]), fields, json.loads(changes.get("evidence") or "{}")
