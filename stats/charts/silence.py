"""The map of silence: how many figures were read for each place and month, so that a gap is seen as a gap."""

import pandas as pd
import plotly.graph_objects as go

from stats.charts.marks import safe
from stats.charts.template import colour_of, empty_figure, faded, ground
from stats.wording import Words


def silence(counts: pd.DataFrame, *, words: Words, dark: bool = False) -> go.Figure:
    """Draw a grid of places by months: empty = no report read, outlined nought = zero reported.

    Args:
        counts: columns place, month (2017-03), reports. words: the reader's. dark: for the dark theme.
    """
    own = ground(dark)
    places = list(dict.fromkeys(counts["place"].tolist()))
    months = [str(m) for m in pd.period_range(counts["month"].min(), counts["month"].max(), freq="M")]
    table = counts.pivot_table(index="place", columns="month", values="reports", aggfunc="sum")
    grid = table.reindex(index=places, columns=months)
    figure = empty_figure(dark, height=60 + 26 * len(places))
    colour = colour_of("displaced", dark)
    names = [words.month(f"{m}-01") for m in months]
    told = [
        [
            f"<b>{safe(p)}</b>, {m}<br>"
            + (words("No report read") if n != n else words("{n} reports", n=words.number(n)))
            for m, n in zip(names, row, strict=True)
        ]
        for p, row in zip(places, grid.to_numpy().tolist(), strict=True)
    ]
    figure.add_trace(
        go.Heatmap(
            z=grid.to_numpy(), x=names, y=[safe(p, 30) for p in places], hovertext=told, hoverinfo="text", xgap=2,
            ygap=2, showscale=False, zmin=0, colorscale=[[0, faded(colour, 0.25)], [1, colour]], hoverongaps=True,
        )
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(nticks=12, ticks="")
    return figure.update_layout(plot_bgcolor=faded(own.grey, 0.12))
