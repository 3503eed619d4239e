"""Documents and figures for tests that need no text to be read."""

from datetime import date
from typing import Any

import pandas as pd

from stats.document import Document
from stats.figure import Figure, figure_id
from stats.vocabulary import Cause, DayKnown, Kind, PeriodRule, PlaceRole, Quantifier, Term, Unit

PLACES = {"Mosul": "IRQ", "Goma": "COD"}


def figure(document: Document, start: int, value: int, **fields: Any) -> Figure:
    """Return a figure about Mosul: `value` people fled between 1 and 10 March 2017, where nothing else is said."""
    place = fields.pop("place", "Mosul")
    told = {
        "quote": str(value), "value": value, "low": value, "high": value, "quantifier": Quantifier.EXACT,
        "unit": Unit.PERSON, "term": Term.FLED, "kind": Kind.FLOW, "period_start": date(2017, 3, 1),
        "period_end": date(2017, 3, 10), "period_rule": PeriodRule.DATES, "place": place, "country": PLACES[place],
        "place_id": place.lower(), "place_role": PlaceRole.ORIGIN, "cause": Cause.CONFLICT, "confidence": 0.9,
    } | fields  # fmt: skip
    return Figure(id=figure_id(document.id, start, start + 3), start=start, end=start + 3, **told)


def document(number: int, day: date = date(2017, 3, 12)) -> Document:
    return Document(text=f"Report {number}. " + f"word{number} " * 30, title=f"Report {number}", published=day,
                    published_by=DayKnown.STATED, language="en")  # fmt: skip


def plain(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Return rows in a form that can be compared: missing is None."""
    return sorted((tuple(None if pd.isna(v) else v for v in row) for row in frame.itertuples(index=False)), key=str)
