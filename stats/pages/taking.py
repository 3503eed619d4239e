"""What is taken away from a page: a chart as a picture with its caption, the link to a view, a citation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stats.pages import asked
from stats.pages.marked_text import visible
from stats.pages.parts import component


@dataclass(frozen=True)
class Caption:
    """What goes with a chart that is taken away: its finding, what it measures, who says so."""

    title: str
    under: str
    source: str


def chart(drawn: str, caption: Caption) -> None:
    """Offer a chart as PNG and SVG with its caption, the link to this view, and a citation.

    Args:
        drawn: the key of the chart's element. caption: is drawn around it, with the day and the address.
    """
    words = asked.reader()
    today = words.day(date.today())
    cite = f"{caption.title}. {caption.source}. Headcount, {today}. {{link}}"
    _take(f"take_{drawn}", ("png", "svg", "link", "cite"), chart=drawn, title=visible(caption.title, 300),
          under=visible(caption.under, 300), source=visible(f"{caption.source} · Headcount, {today}", 500),
          citation=visible(cite, 900), file=_file_name(caption.title))  # fmt: skip


def link() -> None:
    """Offer the link to this view."""
    _take("take_link", ("link",))


def citation(cite: str) -> None:
    """Offer the link to this view, and a citation in which {link} stands for it."""
    _take("take_citation", ("link", "cite"), citation=visible(cite, 900))


def _take(key: str, buttons: Sequence[str], **more: str) -> None:
    words = asked.reader()
    names = {"png": "PNG", "svg": "SVG", "link": words("Copy link"), "cite": words("Copy citation")}
    done = {"png": words("PNG saved"), "svg": words("SVG saved"), "link": words("Link copied"),
            "cite": words("Citation copied")}  # fmt: skip
    data = {"buttons": [[name, names[name]] for name in buttons], "done": done,
            "failed": words("The chart is not here"), "rtl": words.right_to_left, **more}  # fmt: skip
    component("take")(data=data, key=key)


def _file_name(title: str) -> str:
    return re.sub(r"[^\w]+", "-", visible(title, 80)).strip("-").lower() or "headcount"
