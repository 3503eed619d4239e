"""Documents and figures for the tests of the store, in as few words as they need."""

from datetime import date
from typing import Any

from stats.document import Document
from stats.figure import Figure, figure_id
from stats.vocabulary import Cause, DayKnown, Kind, PlaceRole, Quantifier, Term

FILLER = (
    "Roads were closed for most of the day and the market stayed shut while families waited for news from the hills "
    "above the town where the fighting had begun two nights before according to a driver who came down at dawn"
)


def document(text: str, **fields: Any) -> Document:
    """Return a document of 5 March 2026 in English, unless told otherwise."""
    given = {"title": "A report", "published": date(2026, 3, 5), "published_by": DayKnown.STATED, "language": "en"}
    return Document(text, **{**given, **fields})


def figure(own: Document, quote: str, **fields: Any) -> Figure:
    """Return the figure of a document that stands at the last `quote`; its value is read from its digits."""
    start = own.text.rindex(quote)
    value = int("".join(filter(str.isdigit, quote)) or 1)
    given: dict[str, Any] = {
        "value": value, "low": value, "high": value, "quantifier": Quantifier.EXACT, "term": Term.FLED,
        "kind": Kind.FLOW, "period_start": date(2026, 3, 3), "period_end": date(2026, 3, 4), "place": "Goma",
        "country": "COD", "place_id": "geonames:216281", "place_role": PlaceRole.ORIGIN, "cause": Cause.CONFLICT,
        "confidence": 0.8, "evidence": {"term": (start, start + len(quote))},
    }  # fmt: skip
    return Figure(figure_id(own.id, start, start + len(quote)), start, start + len(quote), quote, **{**given, **fields})


def report(number: int, **fields: Any) -> tuple[Document, list[Figure]]:
    """Return a document of its own with one figure whose value is `number`."""
    own = document(f"Note {number} from Goma, where people fled: {number}.", **fields)
    return own, [figure(own, str(number))]
