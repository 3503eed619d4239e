"""Web pages: the article's own text with its headline first, and title, publisher, address and day of its metadata."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from stats.document import Document
from stats.errors import Empty, Unreachable
from stats.intake.page import clean, decoded_page, headline, lines_of, tree_of, without_buttons
from stats.intake.pagedays import settled, two_ways
from stats.intake.received import Item, Received
from stats.intake.text import document_of, mended
from stats.intake.words import words
from stats.settings import Limits
from stats.vocabulary import DayKnown

_NO_ARTICLE = (
    "There is no article on this page (a start page, a list, a notice or a page that a script would fill). Open the "
    "article itself, save the page from the browser, or paste its text."
)
_PAY_WALL = (
    "The page is behind a pay wall and shows only the beginning of the article. Open it where you are signed in, "
    "save the page, and add the file."
)
_SENTENCE, _SHORT = 45, 18
"""Letters of the shortest line, and of the shortest ending like a sentence, that make a page an article."""
_SHOWN = 600
"""Letters below which a page that speaks of a pay wall has shown its beginning only."""
_ABOVE = 120
"""Code points of the longest line above the article in which a day of publication is looked for."""


def items(item: Item, limits: Limits) -> Iterator[Received]:
    """Yield the Document of a page. Raises as `read_html` does."""
    yield Received(item.name, (read_html(item.data, url=item.url),), original=item.data)


def read_html(data: bytes, *, url: str | None = None) -> Document:
    """Return the Document of a page.

    Raises:
        Empty: there is no article on it. Unreachable: a pay wall hides it.
    """
    import trafilatura
    from htmldate import find_date
    from trafilatura.metadata import extract_metadata

    html = decoded_page(data)
    tree = tree_of(html)
    if tree is None:
        raise Empty(_NO_ARTICLE)
    barred = _barred(html, tree)
    looked_for: dict[str, Any] = {"original_date": True, "extensive_search": False}
    metadata = extract_metadata(tree, default_url=url, date_config=looked_for)
    title = headline(tree, metadata.title)
    day, unread = _day(metadata.date), ""
    language = tree.get("lang")
    certain = settled(html, html, language)
    if certain != html:
        unread = next((told for told, *readings in two_ways(html) if day in readings), "")
        day = _day(find_date(tree_of(certain), url=metadata.url, **looked_for))
    above = "" if day else settled(_above(tree), html, language)
    clean(tree, title)
    text = trafilatura.extract(tree, include_comments=False, include_tables=False, favor_recall=True, deduplicate=False)
    text = without_buttons(mended("\n".join(_tidy(line) for line in (text or "").split("\n"))))
    letters = sum(map(str.isalpha, text))
    if barred and letters < _SHOWN:
        raise Unreachable(_PAY_WALL)
    if not any(map(_is_sentence, text.split("\n"))):
        raise Empty(_NO_ARTICLE)
    day = day or _stated_above(above)
    warnings: tuple[str, ...] = ()
    if barred:
        warnings = ("The page speaks of a pay wall: this may be only the beginning of the article.",)
    if unread and not day:
        warnings += (f"The page's day {unread} reads in two ways, and nothing on the page tells which. Set the day.",)
    return document_of(
        text,
        title=title,
        publisher=metadata.sitename,
        url=metadata.url or url,
        published=day,
        published_by=DayKnown.METADATA if day else None,
        warnings=warnings,
    )


def _is_sentence(line: str) -> bool:
    letters = sum(map(str.isalpha, line))
    return letters >= _SENTENCE or (letters >= _SHORT and line.rstrip().endswith((".", "!", "?", "。", "؟", "।", "”")))


def _tidy(line: str) -> str:
    return re.sub(r"^- (?=\S)", "", " ".join(line.split()))


def _barred(html: str, tree: Any) -> bool:
    """Whether a page says that it is behind a pay wall, in its data or to its reader."""
    if re.search(r'"isAccessibleForFree"\s*:\s*"?false', html, re.I):
        return True
    said = " ".join(tree.text_content().lower().split())
    return any(phrase in said for phrase in words()["pages"]["pay_wall"])


def _above(tree: Any) -> str:
    """Return the short lines above the first paragraph, where pages print their day."""
    short: list[str] = []
    for line in lines_of(tree):
        if len(line) > _ABOVE and short:
            break
        short.append(line[:_ABOVE])
    return "\n".join(short[-12:])


def _stated_above(above: str) -> date | None:
    """Return the one day that the lines above an article state; a year alone (htmldate's 1 January) is none."""
    from html import escape

    from htmldate import find_date

    if not any(map(str.isdigit, above)):
        return None
    page = "".join(f"<p>{escape(line)}</p>" for line in above.split("\n"))
    day = _day(find_date(f"<html><body>{page}</body></html>", extensive_search=True, original_date=True))
    return day if day and (day.month, day.day) != (1, 1) else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
