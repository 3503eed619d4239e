"""How a figure stands: what the rules found, with the decisions of reviewers on it, replayed in order."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from stats.errors import StoreError
from stats.figure import ADDED, IMPORTED, Figure
from stats.store.rows import STORED, Row, figure_of, follow, packed, row_of
from stats.vocabulary import PeriodRule, Precision, Quantifier, Status, is_country_code

ADD = "add"
"""A person points out a number that no rule had found, and says what it counts: all fields of a figure."""

DECISIONS = ("accept", "correct", "reject", "merge", "split", ADD)
"""The acts that change how a figure stands; comment and undo are written into the same log."""

FOLLOW = "follow"
"""What is corrected of a figure, handed on to its parts and twins. It is undone with the correction, or by itself."""

UPDATE, EXTRACT, DROP = "update", "extract", "drop"
BESIDE = (UPDATE, EXTRACT, DROP)
"""What acts on an article bring to figures that people have decided on: another day, or the figure that they are part
of, holds at once (update); what newer rules read (extract), or that they no longer find the number (drop), holds where
no decision does. Nobody undoes one of them by itself."""

# What a reviewer may say otherwise. The rest is where the number stands and how it was read.
CORRECTABLE: tuple[str, ...] = tuple(
    name for name in STORED if name not in ("start", "end", "quote", "evidence", "implied", "confidence")
)
_NUMBERS = ("value", "low", "high", "latitude", "longitude")
_FLAGS = ("forecast", "increment")
_DAYS = ("period_start", "period_end")
_NEVER_EMPTY = ("value", "quantifier", "unit", "term", "kind", "period_rule", "period_precision", *_FLAGS)
# What can differ between two states of one figure.
STATE = (*STORED, "status", "cluster_decided")
# What a changed field leaves without ground, and what holds then; given in the same correction, it is kept.
_NOWHERE = dict.fromkeys(("place_id", "pcode", "latitude", "longitude"))
# Days that a person gives are known, and both counted, however the text told the old ones.
_GIVEN = {"period_rule": str(PeriodRule.DATES), "period_precision": str(Precision.DAY), "period_text": None}
_LOOSENED: dict[str, Row] = {
    "place": _NOWHERE,
    "country": _NOWHERE,
    "attribution": {"source_id": None},
    "quantifier": {"quantifier_text": None},
    "period_start": _GIVEN,
    "period_end": _GIVEN,
}
# Field -> its name in evidence and implied, where that is another.
_GROUND = {"period_start": "period", "period_end": "period", "place_id": "place", "hazard": "cause"}
_LONGEST = 1_000  # code points of a corrected text field
_FOUND = (IMPORTED, ADDED)


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of the log about a figure."""

    number: int
    action: str
    at: datetime
    changes: Row = field(default_factory=dict)
    undoes: int | None = None


def standing(found: Row, log: Iterable[Decision]) -> Row:
    """Return the figure's fields after the decisions of `log`, oldest first.

    Args:
        found: the STORED fields as the rules found them.
        log: decisions; one that a later row undoes is left out.

    Returns:
        STORED, status, cluster_decided, and what follows from them (FOLLOWING).
    """
    state: Row = {**found, "status": str(Status.UNREVIEWED), "cluster_decided": None}
    corrected = decided = False
    for decision in held(log):
        if decision.action == EXTRACT and decided:
            continue
        state.update(decision.changes)
        if decision.action in ("correct", FOLLOW):
            state |= _without_ground(state, decision.changes)
        decided = decided or decision.action in DECISIONS
        corrected = corrected or decision.action in ("correct", ADD)
        if decision.action == "reject":
            state["status"] = str(Status.REJECTED)
        elif decision.action in ("accept", "correct", ADD):
            state["status"] = str(Status.CORRECTED if corrected else Status.ACCEPTED)
    return follow(state)


def held(log: Iterable[Decision]) -> list[Decision]:
    """Return the rows of a log that say how a figure stands, without those that a later one undoes."""
    log = list(log)
    undone = {decision.undoes for decision in log}
    return [d for d in log if d.number not in undone and d.action in (*DECISIONS, FOLLOW, *BESIDE)]


def newest_reading(found: Row, log: Iterable[Decision]) -> Row | None:
    """Return the fields as the rules read them last, None where they no longer find the number.

    Args:
        found: the STORED fields as the rules found them first. log: of the figure, oldest first.
    """
    readings = readings_of(log)
    if readings and readings[-1].action != EXTRACT:
        return None
    told = [reading.changes for reading in readings if reading.action == EXTRACT]
    return {**found, **{name: value for changes in told for name, value in changes.items()}}


def readings_of(log: Iterable[Decision]) -> list[Decision]:
    """Return the rows of a log that tell whether the rules find the number: what a person added they had not found.

    That holds where the adding is undone too: then nothing stands, until rules find the number.
    """
    return [d for d in log if d.action in (EXTRACT, DROP, ADD)]


def as_looked_at(found: Row, log: Iterable[Decision]) -> Row:
    """Return the fields as they stood before the decisions that hold: what people agreed with or set right."""
    kept = [replace(d, changes={}) if d.action in (*DECISIONS, FOLLOW) else d for d in held(log)]
    return standing(found, kept)


def is_gone(log: Iterable[Decision]) -> bool:
    """Tell whether the rules do not find a number, or no longer, on which no decision holds."""
    log = list(log)
    readings = readings_of(log)
    return bool(readings) and readings[-1].action != EXTRACT and not any(d.action in DECISIONS for d in held(log))


def _without_ground(state: Row, changes: Row) -> Row:
    """Return evidence and implied without what the text or a rule told of fields that people have told since."""
    gone = {_GROUND.get(name, name) for name in changes}
    told = {name: json.loads(state[name]) for name in ("evidence", "implied")}
    # That a figure came in a table, or that a person added it, is no reading of its value: it stays so.
    kept = {name: {k: v for k, v in of.items() if k not in gone or v in _FOUND} for name, of in told.items()}
    return {name: packed(of) for name, of in kept.items() if of != told[name]}


def last_decision(log: Iterable[Decision]) -> Decision | None:
    """Return the last decision that still holds, None where there is none to undo."""
    decisions = [d for d in held(log) if d.action in (*DECISIONS, FOLLOW)]
    return decisions[-1] if decisions else None


def correction(state: Row, figure_id: str, changes: dict[str, Any]) -> Row:
    """Return a reviewer's changes as stored fields, checked against the vocabulary and each other.

    Where the value changes and its bounds do not, the bounds follow from the quantifier as the labelling guide says;
    a new place or attribution loses the ids of the old one, and new days are days that the reviewer knows.

    Args:
        state: how the figure stands.
        figure_id: its id.
        changes: field -> new value, as JSON holds it; None empties a field.

    Raises:
        StoreError: a field cannot be corrected, or its value is not allowed.
    """
    strange = [name for name in changes if name not in CORRECTABLE]
    if strange:
        raise StoreError(f"{strange[0]} cannot be corrected. Choose of {', '.join(CORRECTABLE)}.")
    if not changes:
        raise StoreError("A correction names at least one field. To agree with a figure, accept it.")
    wished = {n: v.strip() or None if isinstance(v, str) else v for n, v in changes.items()}
    before = figure_of({**state, "id": figure_id}).to_json()
    wished = loosened(before, wished)
    if {"value", "quantifier"} & wished.keys() and not {"low", "high"} & wished.keys():
        wished.update(_bounds({**state, **wished}))
    _check_types(wished)
    try:
        corrected = row_of(Figure.from_json({**before, **wished}))
    except (ValueError, TypeError) as error:
        raise StoreError(f"The correction cannot be kept: {error}. Choose a word of the vocabulary.") from error
    _check(corrected)
    return {name: corrected[name] for name in wished}


def loosened(before: Row, wished: Row) -> Row:
    """Return changes with the fields that they leave without ground, emptied: a new place has not the old one's id.

    Args:
        before: how the fields stood. wished: field -> new value; what it tells itself is kept.
    """
    for name in wished.keys() & _LOOSENED.keys():
        if wished[name] != before[name]:
            wished = {**_LOOSENED[name], **wished}
    return wished


def _bounds(state: Row) -> Row:
    value, quantifier = state["value"], state["quantifier"]
    if quantifier in (Quantifier.EXACT, Quantifier.APPROXIMATELY):
        return {"low": value, "high": value}
    if quantifier in (Quantifier.MORE_THAN, Quantifier.VAGUE):
        return {"low": value, "high": None}
    return {"low": None, "high": value} if quantifier == Quantifier.LESS_THAN else {}


def _check_types(changes: Row) -> None:
    for name, value in changes.items():
        if value is None:
            if name in _NEVER_EMPTY:
                raise StoreError(f"{name} cannot be left empty.")
        elif name in _NUMBERS:
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise StoreError(f"{name} is a number; {value!r} is none.")
        elif name in _FLAGS:
            if not isinstance(value, bool):
                raise StoreError(f"{name} is true or false; {value!r} is neither.")
        elif name not in _DAYS and not isinstance(value, str):
            raise StoreError(f"{name} is text; {value!r} is none.")
        elif isinstance(value, str) and len(value) > _LONGEST:
            raise StoreError(f"{name} is longer than {_LONGEST} characters. Shorten it.")


def _check(row: Row) -> None:
    low, value, high = row["low"], row["value"], row["high"]
    numbers = [n for n in (low, value, high) if n is not None]
    if any(not 0 <= n < float("inf") for n in numbers):
        raise StoreError("A count is a number from zero up.")
    if numbers != sorted(numbers):
        raise StoreError(f"The bounds do not hold the value: low {low}, value {value}, high {high}. Correct them too.")
    if row["period_start"] and row["period_end"] and row["period_start"] > row["period_end"]:
        raise StoreError(f"The period ends on {row['period_end']}, before it starts on {row['period_start']}.")
    country = row["country"]
    if country and not is_country_code(country):
        raise StoreError(f"{country} is no country code. Write the three capitals of ISO 3166-1, as IRQ.")
