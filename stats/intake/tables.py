"""Articles in the rows of a table: JSON Lines, CSV and Excel. A row is a document."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from stats.document import Document
from stats.errors import Empty, IntakeError, Unreadable
from stats.intake.days import read_day
from stats.intake.language import language_of
from stats.intake.received import BETWEEN, Item, Received
from stats.intake.words import match_columns
from stats.vocabulary import DayKnown


_CONTRACT = {**{k: k for k in ("id", "text", "title", "published", "publisher", "url")}, "language": "lang"}


def read_jsonl(item: Item) -> Iterator[Received]:
    """Yield one Received a line. Each text is kept exactly, so that offsets into it hold; so is the line's id."""
    for number, line in enumerate(item.data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        name = f"{item.name}{BETWEEN}line {number}"
        try:
            yield Received(name, (_document(_object(line)),), original=line)
        except IntakeError as error:
            yield Received(name, error=error, original=line)


def _object(line: bytes) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            f"The line is no JSON object ({error}). Write each article as one line: "
            '{"title": ..., "text": ..., "published": "2017-03-09", "url": ...}.'
        ) from error
    if not isinstance(record, dict):
        raise Unreadable('The line is no JSON object. Write each article as one line: {"text": ..., ...}.')
    return record


def _document(record: Mapping[str, Any]) -> Document:
    keys = list(record)
    if "id" in record and "text" in record:  # a line of the contract: these names and no other
        told = {field: record[key] for field, key in _CONTRACT.items() if key in record}
    else:
        told = {field: record[keys[at]] for field, at in match_columns(keys).items()}
    text = told.get("text")
    if not isinstance(text, str):
        had = ", ".join(keys[:12]) or "none"
        raise Unreadable(f'The line has no "text" (its keys: {had}). Name the article\'s text so.')
    if not text.strip():
        raise Empty("The line's text is empty. Leave the line out, or put the article's text into it.")
    day = read_day(told.get("published"))
    warnings: tuple[str, ...] = ()
    published_by: DayKnown | None = DayKnown.STATED
    if "published" not in told:
        published_by = None  # nobody has looked: extract infers it
    elif day is None:
        published_by = DayKnown.UNKNOWN
        if told["published"] is not None:
            warnings = (f"The day {str(told['published'])[:40]!r} cannot be read; write it as 2017-03-09.",)
    language, confidence = _word(told, "language"), None
    if not language:
        language, confidence = language_of(text)
    return Document(
        text=text,
        id=_word(told, "id") or "",
        title=_word(told, "title"),
        publisher=_word(told, "publisher"),
        url=_word(told, "url"),
        published=day,
        published_by=published_by,
        language=language,
        language_confidence=confidence,
        warnings=warnings,
    )


def _word(told: Mapping[str, Any], field: str) -> str | None:
    value = told.get(field)
    return str(value).strip() or None if isinstance(value, str | int) else None
