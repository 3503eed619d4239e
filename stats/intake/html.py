"""Web pages: the article's own text with its headline first, and title, publisher, address and day of its metadata."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from stats.document import Document
from stats.errors import Empty
from stats.intake.received import Item, Received
from stats.intake.text import document_of, mended
from stats.settings import Limits
from stats.vocabulary import DayKnown

_NO_ARTICLE = (
    "There is no article on this page (a start page, a list, a notice or a page that a script would fill). Open the "
    "article itself, save the page from the browser, or paste its text."
)


def items(item: Item, limits: Limits) -> Iterator[Received]:
    """Yield the Document of a page. Raises as `read_html` does."""
    yield Received(item.name, (read_html(item.data, url=item.url),), original=item.data)


def read_html(data: bytes, *, url: str | None = None) -> Document:
    """Return the Document of a page.

    Raises:
        Empty: there is no article on it.
    """
    import trafilatura
    from trafilatura.metadata import extract_metadata
    from trafilatura.utils import load_html

    tree = load_html(data)
    if tree is None:
        raise Empty(_NO_ARTICLE)
    metadata = extract_metadata(tree, default_url=url, date_config={"original_date": True, "extensive_search": False})
    text = trafilatura.extract(tree, include_comments=False, include_tables=True, favor_recall=True)
    if not text:
        raise Empty(_NO_ARTICLE)
    day = _day(metadata.date)
    return document_of(
        mended(text),
        title=metadata.title,
        publisher=metadata.sitename,
        url=metadata.url or url,
        published=day,
        published_by=DayKnown.METADATA if day else None,
    )


def whole_text(data: bytes) -> str:
    """Return all the text of a piece of HTML (a message, a feed's entry), where all of it is the article's."""
    from trafilatura.utils import load_html

    tree = load_html(data)
    return "" if tree is None else "\n".join(t for t in tree.itertext())


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
