"""Several places, measures, sources or days of knowledge side by side: one small panel each."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from stats.charts.dates import day_axis, step_of
from stats.charts.marks import Hand, open_bounds, rows_of, safe, scatter
from stats.charts.template import SIZES, colour_of, empty_figure, faded, ground
from stats.vocabulary import Kind, Role
from stats.wording import Words, day_of, missing

_PANEL = 175  # pixels high


def small_multiples(
    rows: pd.DataFrame,
    *,
    words: Words,
    figures: Mapping[str, Mapping[str, Any]] | None = None,
    dark: bool = False,
    columns: int = 3,
    log: bool = False,
    own_scales: bool = False,
) -> go.Figure:
    """Draw rows a panel each, all panels with the same days, and the same scale unless they measure different things.

    Args:
        rows: SERIES_COLUMNS of one kind and unit, since kinds are never mixed, and `panel`: the panel's name.
        words, figures, dark: as in `timeline`. columns: panels beside each other. log: a logarithmic scale.
        own_scales: each panel has its own scale.
    """
    hand = Hand(words, ground(dark), figures or {})
    found = [row for row in rows_of(rows) if day_of(row["date"])]
    names = list(dict.fromkeys(str(row["panel"]) for row in found))
    height = max(math.ceil(len(names) / columns), 1)
    base = empty_figure(dark, height=_PANEL * height + 40)
    if not names:
        return base
    figure = make_subplots(
        rows=height, cols=min(columns, len(names)), shared_xaxes="all", shared_yaxes=False if own_scales else "all",
        horizontal_spacing=0.07 if own_scales else 0.03, vertical_spacing=min(0.3 / height, 0.14),
        subplot_titles=[safe(n, 44) for n in names], figure=base,
    )  # fmt: skip
    for n, name in enumerate(names):
        own = sorted((r for r in found if str(r["panel"]) == name), key=lambda r: str(r["date"]))
        scale = own if own_scales else found
        at = {"row": n // columns + 1, "col": n % columns + 1}
        for trace in _panel(own, hand, dark, _most(scale)):
            figure.add_trace(trace, **at)
        figure.update_yaxes(**_values(scale, words, log), **at)
    days = [d for row in found if (d := day_of(row["date"]))]
    axis = day_axis(min(days), max(days), words)
    axis["tickvals"], axis["ticktext"] = axis["tickvals"][::3], [t.replace("<br>", " ") for t in axis["ticktext"][::3]]
    figure.update_xaxes(**axis, showticklabels=True)
    figure.update_annotations(font={"size": SIZES[0], "color": hand.ground.ink})
    return figure.update_layout(margin={"t": 28})


def _panel(rows: list[dict[str, Any]], hand: Hand, dark: bool, most: float) -> list[Any]:
    """Return the traces of one panel: what counts in the measure's colour, what does not small and grey."""
    colour = colour_of(rows[0]["measure"], dark)
    counted = [row for row in rows if row["role"] == Role.RECOMMENDED]
    aside = [row for row in rows if row["role"] != Role.RECOMMENDED]
    traces: list[Any] = []
    if counted:
        kind = counted[0]["kind"]
        if kind == Kind.FLOW:
            x = [c for row in counted for c in (day_of(row["period_start"]) or day_of(row["date"]),
                                                day_of(row["date"]), None)]  # fmt: skip
            y = [c for row in counted for c in (row["value"], row["value"], None)]
            traces.append(go.Scatter(x=x, y=y, mode="lines", line={"color": faded(colour, 0.6), "width": 3},
                                     hoverinfo="skip"))  # fmt: skip
        fill = hand.ground.paper if kind == Kind.CUMULATIVE else colour
        shape = "hv" if kind == Kind.STOCK else "linear"
        traces.append(scatter(counted, hand, mode="markers" if kind == Kind.FLOW else "lines+markers",
                              line={"color": colour, "width": 1.5, "shape": shape},
                              marker={"size": 7, "color": fill, "line": {"color": colour, "width": 1.5}}))  # fmt: skip
    if aside:
        traces.append(scatter(aside, hand, mode="markers",
                              marker={"size": 6, "color": hand.ground.grey, "symbol": "circle-open"}))  # fmt: skip
    return [*traces, *open_bounds(counted, hand, colour, 0.12 * most)]


def _most(rows: list[dict[str, Any]]) -> float:
    return max(float(row[c]) for row in rows for c in ("value", "high") if not missing(row[c]))


def _values(rows: list[dict[str, Any]], words: Words, log: bool) -> dict[str, Any]:
    most = _most(rows)
    if log:
        powers = [10.0**n for n in range(10) if 10.0**n <= most * 10]
        return {"type": "log", "tickvals": powers, "ticktext": [words.short(p) for p in powers]}
    step = step_of(most) * 2
    ticks = [step * n for n in range(int(most * 1.2 / step) + 1)]
    return {"range": [0, most * 1.2 or 1], "tickvals": ticks, "ticktext": [words.short(t) for t in ticks]}
