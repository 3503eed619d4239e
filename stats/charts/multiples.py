"""Several places side by side: one small panel each, on one scale so that they compare."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from stats.charts.dates import day_axis, step_of
from stats.charts.marks import Hand, open_bounds, rows_of, safe, scatter
from stats.charts.template import SIZES, colour_of, empty_figure, ground
from stats.vocabulary import Kind
from stats.wording import Words, day_of


def small_multiples(
    rows: pd.DataFrame,
    *,
    words: Words,
    figures: Mapping[str, Mapping[str, Any]] | None = None,
    dark: bool = False,
    columns: int = 3,
) -> go.Figure:
    """Draw the counted rows of several places, a panel each, all panels on the same axes.

    Args:
        rows: SERIES_COLUMNS of one measure, kind and unit; kinds are never mixed in a panel.
        words, figures, dark: as in `timeline`. columns: panels beside each other.
    """
    hand = Hand(words, ground(dark), figures or {})
    found = [row for row in rows_of(rows) if day_of(row["date"])]
    names = list(dict.fromkeys(str(row["place"] or row["country"]) for row in found))
    base = empty_figure(dark, height=max(170 * math.ceil(len(names) / columns), 170) + 30)
    if not names:
        return base
    height = math.ceil(len(names) / columns)
    figure = make_subplots(
        rows=height, cols=columns, shared_xaxes="all", shared_yaxes="all", horizontal_spacing=0.03,
        vertical_spacing=min(0.28 / max(height, 1), 0.1), subplot_titles=[safe(n, 40) for n in names], figure=base,
    )  # fmt: skip
    colour = colour_of(found[0]["measure"], dark)
    most = max(row["value"] for row in found)
    for n, name in enumerate(names):
        own = sorted((r for r in found if str(r["place"] or r["country"]) == name), key=lambda r: str(r["date"]))
        lines = own[0]["kind"] != Kind.FLOW
        fill = hand.ground.paper if own[0]["kind"] == Kind.CUMULATIVE else colour
        marks = scatter(own, hand, mode="lines+markers" if lines else "markers", name=safe(name, 40),
                        line={"color": colour, "width": 1.5, "shape": "linear" if fill != colour else "hv"},
                        marker={"size": 7, "color": fill, "line": {"color": colour, "width": 1.5}})  # fmt: skip
        for trace in (marks, *open_bounds(own, hand, colour, 0.12 * most)):
            figure.add_trace(trace, row=n // columns + 1, col=n % columns + 1)
    days = [d for row in found if (d := day_of(row["date"]))]
    axis = day_axis(min(days), max(days), words)
    axis["tickvals"], axis["ticktext"] = axis["tickvals"][::3], [t.replace("<br>", " ") for t in axis["ticktext"][::3]]
    figure.update_xaxes(**axis)
    step = step_of(most) * 2
    ticks = [step * n for n in range(int(most * 1.2 / step) + 1)]
    figure.update_yaxes(range=[0, most * 1.2 or 1], tickvals=ticks, ticktext=[words.short(t) for t in ticks])
    figure.update_annotations(font={"size": SIZES[0], "color": hand.ground.ink})
    return figure.update_layout(margin={"t": 28})
