"""Texts from outside, made safe to look at: escaped, their figures marked, tricks of writing direction taken out."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

# Overrides and isolates of direction, zero-width signs, byte order marks and control characters: a reader cannot see
# them, and they can make a text read as what it is not.
_HIDDEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_REACH = 420  # code points shown around a figure at most


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text: what it says and the figure it states, None where it states none."""

    text: str
    figure: Mapping[str, Any] | None = None


def visible(text: Any, limit: int = 20_000) -> str:
    """Return a text as plain words: without hidden signs, bounded in length. For st.text, tables and components."""
    kept = _HIDDEN.sub("", str(text)) if text is not None and text == text else ""
    return kept if len(kept) <= limit else kept[: limit - 1] + "…"


def escaped(text: Any, limit: int = 20_000) -> str:
    """Return a text for st.html: what `visible` gives, in a <bdi> of its own, with nothing left to be markup."""
    return f"<bdi>{html.escape(visible(text, limit))}</bdi>"


def escaped_attribute(text: Any) -> str:
    """Return a text for the inside of an HTML attribute."""
    return html.escape(visible(text, 200), quote=True)


def inert(text: Any) -> str:
    """Return a text for the few places that Streamlit always reads as Markdown: nothing in it means anything."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~:$@&])", r"\\\1", visible(text, 300))


def parts_of(text: str, figures: Sequence[Mapping[str, Any]]) -> list[Part]:
    """Cut a text at its figures.

    Args:
        text: the document's. figures: with start and end; one inside another is left to the outer one.
    """
    parts: list[Part] = []
    at = 0
    for figure in sorted(figures, key=lambda f: (f["start"], -f["end"])):
        if figure["start"] < at or figure["end"] > len(text):
            continue
        if figure["start"] > at:
            parts.append(Part(text[at : figure["start"]]))
        parts.append(Part(text[figure["start"] : figure["end"]], figure))
        at = figure["end"]
    if at < len(text):
        parts.append(Part(text[at:]))
    return parts


def in_sentence(sentence: str, quote: str, lead: str) -> tuple[str, str, str]:
    """Return what stands before the number, the number, and what stands after it in its sentence.

    A sentence that does not hold the number as quoted comes back whole, with the number first.

    Args:
        sentence: that holds the figure. quote: the number as it stands there.
        lead: what the text says right before the number; it tells which of the sentence's like signs is meant.
    """
    sentence, number, lead = (visible(" ".join(told.split()), limit).strip() for told, limit in
                              ((sentence, 1_200), (quote, 200), (lead, 20_000)))  # fmt: skip
    places = [found.start() for found in re.finditer(f"(?={re.escape(number)})", sentence)] if number else []
    at = next((at for at in reversed(places) if lead.endswith(sentence[:at].rstrip())), -1)
    if at < 0:
        return "", number, f" … {sentence}" if sentence else ""
    before, after = sentence[:at], sentence[at + len(number) :]
    if len(before) > _REACH:
        before = "… " + before[-_REACH:].partition(" ")[2]
    if len(after) > _REACH:
        after = after[:_REACH].rpartition(" ")[0] + " …"
    return before, number, after


def passage(text: str, figure: Mapping[str, Any]) -> str:
    """Return the passage around a figure as HTML: the number marked, the evidence of its fields underlined.

    Args:
        text: the document's. figure: start, end, and evidence: field -> (start, end) in the text.
    """
    begin, end = _bounds(text, figure["start"], figure["end"])
    told = {"number": (figure["start"], figure["end"])}
    told |= {name: (int(s[0]), int(s[1])) for name, s in (figure.get("evidence") or {}).items()}
    cuts = sorted({begin, end, *(min(max(c, begin), end) for span in told.values() for c in span)})
    pieces = []
    for start, stop in pairwise(cuts):
        piece = html.escape(visible(text[start:stop]))
        fields = [name for name, (s, e) in told.items() if s <= start and stop <= e and name != "number"]
        if fields:
            named = html.escape(" ".join(sorted(fields)), quote=True)
            piece = f'<u data-field="{named}" title="{named}">{piece}</u>'
        if figure["start"] <= start and stop <= figure["end"]:
            piece = f"<mark>{piece}</mark>"
        pieces.append(piece)
    lead = "… " if begin and text[begin - 1] != "\n" else ""
    return f'<bdi dir="auto">{lead}{"".join(pieces)}{"" if end == len(text) else " …"}</bdi>'


_STOP = re.compile(r"[.!?؟。]+[\"')\]”’»]*\s+(?=[^\sa-z])|\n\s*\n")


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the sentence around a figure and the one before it, within the paragraph."""
    first, last = max(0, start - _REACH), min(len(text), end + _REACH)
    begins = [first, *(m.end() for m in _STOP.finditer(text, first, start))]
    paragraph = max(text.rfind("\n\n", first, start) + 2, first)
    close = next((m.end() for m in _STOP.finditer(text, end, last)), last)
    begin = max(begins[-2] if len(begins) > 1 else begins[-1], paragraph if paragraph > 1 else first)
    return begin, len(text[:close].rstrip()) if close > end else close
