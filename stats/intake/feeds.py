"""RSS and Atom feeds (feedparser): an entry is a document, with the day and address that the feed gives it."""

import io
import re
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from stats.errors import Empty, IntakeError, Refused, TooLarge, Unreadable
from stats.intake.days import read_day
from stats.intake.office import declares_entities
from stats.intake.page import whole_text
from stats.intake.received import BETWEEN, Item, Received
from stats.intake.text import document_of, mended
from stats.settings import Limits
from stats.vocabulary import DayKnown

FULL = 800
"""Code points from which an entry's text is taken for the article; shorter, it is the article's beginning."""
_ENTRIES = 2_000


def items(item: Item, limits: Limits) -> Iterator[Received]:
    """Yield one Received an entry.

    Raises:
        Refused: the feed declares entities. Unreadable: it is no feed. Empty: it has no entry.
    """
    import feedparser

    if declares_entities(item.data):
        raise Refused("The feed declares entities in its XML, which no newsroom writes. Nothing of it was read.")
    feed = feedparser.parse(io.BytesIO(item.data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.version and not feed.entries:
        raise Unreadable("The file is XML but no feed (RSS or Atom). Save the page as HTML, or find its feed.")
    if not feed.entries:
        raise Empty("The feed has no entries at present. Try again later.")
    publisher = _plain(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries[:_ENTRIES], 1):
        name = f"{item.name}{BETWEEN}{_plain(entry.get('title')) or f'entry {number}'}"
        try:
            yield _received(name, entry, publisher)
        except IntakeError as error:
            yield Received(name, error=error)
    if len(feed.entries) > _ENTRIES:
        told = f"The feed has {len(feed.entries):,} entries; the first {_ENTRIES:,} were read. Ask for its newest only."
        yield Received(item.name, error=TooLarge(told))


def _received(name: str, entry: Any, publisher: str | None) -> Received:
    texts = [whole_text(content.get("value", "").encode()) for content in [*entry.get("content", ()),
             *([{"value": entry["summary"]}] if "summary" in entry else ())]]  # fmt: skip
    text = max(texts, key=len, default="")
    title = _plain(entry.get("title"))
    link = entry.get("link")
    day = _day(entry)
    warnings: tuple[str, ...] = ()
    if len(text) < FULL:
        warnings = ("The feed gives only the beginning of this article; open its address for the whole of it.",)
    document = document_of(
        mended(f"{title}\n\n{text}" if title else text),
        title=title,
        publisher=publisher,
        url=link if isinstance(link, str) and re.match(r"https?://", link) else None,
        published=day,
        published_by=DayKnown.METADATA if day else None,
        warnings=warnings,
    )
    return Received(name, (document,), original=repr_of(entry))


def repr_of(entry: Any) -> bytes:
    """Return an entry as JSON, to keep as the original of its document."""
    import json

    kept: dict[str, Any] = {key: value for key, value in entry.items() if isinstance(value, str)}
    kept["content"] = [content.get("value", "") for content in entry.get("content", ())]
    return json.dumps(kept, ensure_ascii=False).encode("utf-8", "replace")


def _plain(value: Any) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    text = whole_text(value.encode()) if "<" in value or "&" in value else value
    return " ".join(mended(text).split())[:300] or None


def _day(entry: Any) -> date | None:
    """Return the day an entry was published, as written; the moment in UTC only where that cannot be read."""
    for name in ("published", "updated"):
        if day := read_day(entry.get(name)):
            return day
        if moment := entry.get(f"{name}_parsed"):
            try:
                return datetime.fromtimestamp(timegm(moment), UTC).date()
            except (ValueError, OverflowError, OSError):
                continue
    return None
