"""Documents and figures for tests that need no text to be read, and a client that asks a server without a network."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from stats.document import Document
from stats.figure import Figure, figure_id
from stats.vocabulary import Cause, DayKnown, Kind, PeriodRule, PlaceRole, Quantifier, Term, Unit

PLACES = {"Mosul": "IRQ", "Goma": "COD"}


def figure(document: Document, start: int, value: int, **fields: Any) -> Figure:
    """Return a figure about Mosul: `value` people fled between 1 and 10 March 2017, where nothing else is said."""
    place = fields.pop("place", "Mosul")
    end = fields.pop("end", start + 3)
    told = {
        "quote": str(value), "value": value, "low": value, "high": value, "quantifier": Quantifier.EXACT,
        "unit": Unit.PERSON, "term": Term.FLED, "kind": Kind.FLOW, "period_start": date(2017, 3, 1),
        "period_end": date(2017, 3, 10), "period_rule": PeriodRule.DATES, "place": place, "country": PLACES.get(place),
        "place_id": place.lower(), "place_role": PlaceRole.ORIGIN, "cause": Cause.CONFLICT, "confidence": 0.9,
    } | fields  # fmt: skip
    return Figure(id=figure_id(document.id, start, end), start=start, end=end, **told)


def document(number: int, day: date = date(2017, 3, 12)) -> Document:
    return Document(text=f"Report {number}. " + f"word{number} " * 30, title=f"Report {number}", published=day,
                    published_by=DayKnown.STATED, language="en")  # fmt: skip


def plain(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Return rows in a form that can be compared: missing is None."""
    return sorted((tuple(None if pd.isna(v) else v for v in row) for row in frame.itertuples(index=False)), key=str)


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status_code: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


def ask(app: Any, address: str, method: str = "GET", headers: dict[str, str] | None = None) -> Answer:
    """Ask an ASGI application once."""
    url = urlsplit(address)
    messages: list[Any] = []
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": url.path, "raw_path": url.path.encode(), "query_string": url.query.encode(), "root_path": "",
        "headers": [(k.lower().encode(), v.encode()) for k, v in {"host": "localhost:8501", **(headers or {})}.items()],
        "client": ("127.0.0.1", 1), "server": ("localhost", 8501),
    }  # fmt: skip

    async def receive() -> Any:
        if messages and not messages[-1].get("more_body", True):
            return {"type": "http.disconnect"}
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        messages.append(message)

    asyncio.run(app(scope, receive, send))
    start = messages[0]
    found = {k.decode().lower(): v.decode() for k, v in start["headers"]}
    return Answer(start["status"], found, b"".join(m.get("body", b"") for m in messages[1:]))
