"""A figure as a row of the store and back: the same fields, with what follows from them beside."""

import json
import re
from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from sys import intern
from typing import Any

from stats.figure import FIELDS, Figure
from stats.vocabulary import measure_of

Row = dict[str, Any]

# The fields that a row holds as they are; the id and the category follow from others.
STORED: tuple[str, ...] = tuple(name for name in FIELDS if name not in ("id", "category"))
FOLLOWING = ("measure", "month", "series_key", "source")
"""Fields of a row that follow from the stored ones."""
_DAYS = ("period_start", "period_end")
_JSON = ("evidence", "implied")
_WORDS = ("quantifier", "unit", "term", "kind", "period_rule", "period_precision", "place_role", "cause", "hazard")
_TEXTS = ("quote", "quantifier_text", "subject", "period_text", "place", "country", "place_id", "pcode", "attribution",
          "source_id", "part_of", "same_as")  # fmt: skip
_values = attrgetter(*STORED)
_json = json.JSONEncoder(ensure_ascii=False).encode
# What neither database can hold in a text: NUL and halves of surrogate pairs. One sign for one, so offsets stay.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> str:
    """Return a text with U+FFFD for each sign that a database cannot hold, offset for offset."""
    if text.isprintable():  # quicker than the pattern, and true of nearly every field
        return text
    return _UNSTORABLE.sub("\ufffd", text)


def place_key(place_id: str | None, place: str | None, country: str | None) -> str:
    """Return what identifies a place: the gazetteer's id, else its own words with the country."""
    return place_id or f"{' '.join((place or '').casefold().split())}@{country or ''}"


def series_key(place_id: str | None, place: str | None, country: str | None, measure: str | None) -> str:
    """Return the key of what is computed together, the same as stats.series gives; empty where never charted."""
    return f"{place_key(place_id, place, country)}|{measure}" if measure else ""


def row_of(figure: Figure) -> Row:
    """Return the stored fields of a figure and those that follow from them. No id, no status.

    Words are interned: of many figures each is then one text, also behind the pipe of a worker, and quickly counted.
    """
    row: Row = dict(zip(STORED, _values(figure), strict=True))
    for name in _WORDS:
        if word := row[name]:
            row[name] = intern(str(word))
    for name in _TEXTS:
        if (text := row[name]) and not text.isprintable():
            row[name] = storable(text)
    row["evidence"] = _spans(figure.evidence) if figure.evidence else "{}"
    row["implied"] = _json(dict(figure.implied)) if figure.implied else "{}"
    return follow(row)


def _spans(evidence: Mapping[str, tuple[int, int]]) -> str:
    """Write evidence as JSON; by hand, since every figure has some and the encoder takes three times as long."""
    if all(name.isidentifier() for name in evidence):
        return "{" + ", ".join([f'"{name}": [{start}, {end}]' for name, (start, end) in evidence.items()]) + "}"
    return _json({name: list(span) for name, span in evidence.items()})


def follow(row: Row) -> Row:
    """Fill in what follows from the other fields of a row: those of FOLLOWING. Returns the same row."""
    row["source"] = row["source_id"] or row["attribution"]
    measure = measure_of(row["term"])
    row["measure"] = None if measure is None else intern(str(measure))
    row["month"] = intern(row["period_end"].isoformat()[:7]) if row["period_end"] else ""
    row["series_key"] = series_key(row["place_id"], row["place"], row["country"], row["measure"])
    return row


def figure_of(row: Mapping[str, Any]) -> Figure:
    """Return the figure of a row of the table `figures` (its `id` included)."""
    record = {name: row[name] for name in STORED}
    for name in _JSON:
        record[name] = json.loads(record[name])
    for name in ("value", "low", "high"):
        record[name] = whole(record[name])
    return Figure.from_json({**record, "id": row["id"]})


def whole(value: float | None) -> int | float | None:
    """Return a number as an int where it is whole: 40000.0 as 40000."""
    return int(value) if value is not None and float(value).is_integer() else value


def packed(fields: Mapping[str, Any]) -> str:
    """Return fields as JSON, days as ISO dates."""
    return _json({k: _plain(v) for k, v in fields.items()})


def unpacked(text: str) -> Row:
    """Return the fields of `packed`, days as dates again."""
    fields: Row = json.loads(text)
    for name in _DAYS:
        if fields.get(name):
            fields[name] = date.fromisoformat(fields[name])
    return fields


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
