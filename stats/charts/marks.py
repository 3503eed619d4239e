"""What every mark of a chart says: its hover text in words, with bounds, its figure, and the arrows of open bounds."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import pandas as pd

from stats.charts.template import Ground
from stats.vocabulary import Basis, Kind, Quantifier, Role
from stats.wording import Words, day_of, missing, plain

HOVER = "%{hovertext}<extra></extra>"
_OPENED = 40  # figures that one mark opens at most
MANY = 4_000  # above it marks are drawn by WebGL
_BASIS = {
    Basis.SHARED: "shared by days between calendar buckets",
    Basis.CARRIED: "carried from the report before",
    Basis.IMPLIED: "implied by the difference of two running totals",
    Basis.CONVERTED: "converted from households",
    Basis.PARTIAL_SUM: "sum of the places that have reports",
}


@dataclass(frozen=True)
class Hand:
    """What a chart is drawn with: the reader's words, the theme's ground, and the figures behind the rows by id."""

    words: Words
    ground: Ground
    figures: Mapping[str, Mapping[str, Any]]

    def figure_of(self, row: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Return the figure that a row shows, None where it is not at hand."""
        return self.figures.get(first_id(row))

    def value_in_words(self, row: Mapping[str, Any]) -> str:
        """Tell a row's value with its bounds: in its text's words where it is one reported figure's own value."""
        figure = self.figure_of(row)
        if figure is not None and row["basis"] == Basis.REPORTED and figure["value"] == row["value"]:
            return self.words.stated(figure)
        return self.words.bounded(row["value"], row["low"], row["high"])

    def hover(self, row: Mapping[str, Any]) -> str:
        """Tell a row in a few lines: count, when, who, and how it came about."""
        words = self.words
        count = self.value_in_words(row)
        lines = [f"<b>{safe(count)}</b> {words.unit_after(count, row['unit'], row['value'])}", words.window(row)]
        if sources := plain(row["sources"]):
            lines.append(safe(words.sources(sources), 80))
        if row["basis"] in _BASIS:
            lines.append(words(_BASIS[Basis(row["basis"])]))
        if row["value"] < 0:
            lines.append(words("the count falls: a correction, no movement"))
        if row["role"] != Role.RECOMMENDED:
            lines.append(words("not counted") + f": {safe(plain(row['role_reason']), 110)}")
        if (reports := int(row["reports"])) > 1:
            lines.append(words.many(reports, "1 report", "{n} reports"))
        return "<br>".join(lines)


def safe(text: str, limit: int = 120) -> str:
    """Return outside text for a chart: no markup of its own, no control characters, bounded in length."""
    kept = "".join(c if c.isprintable() or c == "\u202f" else " " if c.isspace() else "" for c in text)
    kept = kept if len(kept) <= limit else kept[: limit - 1] + "…"
    return html.escape(kept, quote=False)


def first_id(row: Mapping[str, Any]) -> str:
    """Return the id of the figure that a row shows, "" where it has none."""
    ids = plain(row["figure_ids"]).split()
    return ids[0] if ids else ""


def opens(row: Mapping[str, Any]) -> str:
    """Return what a click on a row opens: its figure, or all that made it where its value is no single figure's own."""
    ids = plain(row["figure_ids"]).split()
    several = row["basis"] in (Basis.SHARED, Basis.PARTIAL_SUM, Basis.IMPLIED, Basis.CONVERTED)
    return ",".join(ids[:_OPENED]) if several else first_id(row)


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a frame's rows as dicts."""
    columns = {name: frame[name].tolist() for name in frame.columns}
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def scatter(rows: Sequence[Mapping[str, Any] | None], hand: Hand, **style: Any) -> dict[str, Any]:
    """Return a trace of marks at the rows' days and values, each with its hover text and its figure's id as customdata.

    Args:
        rows: None among them breaks the line, so that many short series are one trace: each trace costs milliseconds.
        hand: what to draw with. style: of the trace.
    """
    many = len(rows) > MANY
    if not many:
        style["cliponaxis"] = False  # a mark at the edge is drawn whole; WebGL cannot
    return {
        "type": "scattergl" if many else "scatter",
        "x": [None if row is None else middle(row) for row in rows],
        "y": [None if row is None else row["value"] for row in rows],
        "customdata": [[""] if row is None else [opens(row)] for row in rows],
        "hovertext": ["" if row is None else hand.hover(row) for row in rows],
        "hovertemplate": HOVER,
        **style,
    }


def open_bounds(
    rows: Sequence[Mapping[str, Any]], hand: Hand, colour: str, reach: float, *, inside: str = ""
) -> list[dict[str, Any]]:
    """Return the traces that draw bounds: arrows for open ones, short ticks for "nearly", whiskers for ranges.

    Args:
        rows: the rows as drawn. hand: the figures tell "nearly" from an open lower bound.
        colour: of the mark. reach: length of an arrow in units of the axis.
        inside: colour of what is drawn below the value, where that is inside a bar.
    """
    ups: list[tuple[Any, float]] = []
    ticks: list[tuple[Any, float]] = []
    whiskers: list[tuple[Any, float, float]] = []
    downs: list[tuple[Any, float]] = []
    for row in rows:
        at, value, low, high = middle(row), row["value"], row["low"], row["high"]
        if missing(high):
            ups.append((at, value))
        if missing(low):
            figure = hand.figure_of(row)
            nearly = figure is not None and figure["quantifier"] == Quantifier.LESS_THAN and not missing(high)
            (ticks if nearly else downs).append((at, value))
        if not missing(low) and not missing(high) and low < high:
            whiskers.append((at, low, high))
    traces = []
    line = {"color": colour, "width": 1.5}
    below = inside or colour
    for found, symbol, way, ink in ((ups, "triangle-up", 1.0, colour), (downs, "triangle-down", -1.0, below)):
        if found:
            x = [c for at, _ in found for c in (at, at, None)]
            y = [c for _, value in found for c in (value, max(value + way * reach, 0), None)]
            size = [s for _ in found for s in (0, 8, 0)]
            arrow = {"symbol": symbol, "size": size, "color": ink}
            traces.append(_quiet(x, y, "lines+markers", {**line, "color": ink}, arrow))
    if ticks:
        x = [c for at, _ in ticks for c in (at, at, None)]
        y = [c for _, value in ticks for c in (value, max(value - reach * 0.6, 0), None)]
        traces.append(_quiet(x, y, "lines", {"color": below, "width": 2.5}, None))
    if whiskers:
        x = [c for at, _, _ in whiskers for c in (at, at, None)]
        y = [c for _, low, high in whiskers for c in (low, high, None)]
        marker = {"symbol": "line-ew", "size": [s for _ in whiskers for s in (9, 9, 0)],
                  "line": {"color": colour, "width": 1.5}}  # fmt: skip
        traces.append(_quiet(x, y, "lines+markers", line, marker))
    return traces


def middle(row: Mapping[str, Any]) -> str | None:
    """Return where a row's mark stands, as an ISO date: the middle of a flow's window, else its date."""
    start, end = day_of(row["period_start"]), day_of(row["date"])
    if row["kind"] != Kind.FLOW or start is None or end is None:
        return end.isoformat() if end else None
    return (datetime.combine(start, time()) + (end + timedelta(days=1) - start) / 2).isoformat()


def iso(when: Any) -> str | None:
    """Return a cell's day as plotly takes it, None where it is empty."""
    day = day_of(when)
    return day.isoformat() if day else None


def strokes(x: list[Any], y: list[Any], line: dict[str, Any], **style: Any) -> dict[str, Any]:
    """Return a trace of lines that say nothing of their own: x and y with None between strokes."""
    return {"type": "scatter", "x": x, "y": y, "mode": "lines", "line": line, "hoverinfo": "skip", **style}


def _quiet(
    x: list[Any], y: list[Any], mode: str, line: dict[str, Any], marker: dict[str, Any] | None
) -> dict[str, Any]:
    return strokes(x, y, line, mode=mode, cliponaxis=False, **({"marker": marker} if marker else {}))
