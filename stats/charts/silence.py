"""The map of silence: how many reports were read for each place and month, so that a gap is seen as a gap."""

import pandas as pd

from stats.charts.marks import HOVER, safe
from stats.charts.template import Spec, colour_of, empty_chart, faded, ground
from stats.wording import Words


def silence(counts: pd.DataFrame, *, words: Words, dark: bool = False) -> Spec:
    """Draw a grid of places by months: a square where reports were read, a small ring where none was.

    Args:
        counts: columns place, month (2017-03), reports, opens: what a click opens. words: the reader's.
        dark: for the dark theme.
    """
    own = ground(dark)
    places = list(dict.fromkeys(counts["place"].tolist()))
    months = [str(m) for m in pd.period_range(counts["month"].min(), counts["month"].max(), freq="M")]
    names = {m: words.month(f"{m}-01") for m in months}
    cells = {(p, m): (int(n), str(o)) for p, m, n, o in zip(counts["place"], counts["month"], counts["reports"],
                                                          counts["opens"], strict=True)}  # fmt: skip
    chart = empty_chart(dark, height=60 + 26 * len(places))
    colour = colour_of("displaced", dark)
    most = max(n for n, _ in cells.values())
    silent = [(p, m) for p in places for m in months if (p, m) not in cells]
    if silent:
        chart["data"].append({
            "type": "scatter", "x": [names[m] for _, m in silent], "y": [safe(p, 30) for p, _ in silent],
            "mode": "markers", "marker": {"size": 5, "symbol": "circle-open", "color": own.grey},
            "hovertext": [f"<b>{safe(p)}</b>, {names[m]}<br>{words('No report read')}" for p, m in silent],
            "hovertemplate": HOVER,
        })  # fmt: skip
    chart["data"].append({
        "type": "scatter", "x": [names[m] for _, m in cells], "y": [safe(p, 30) for p, _ in cells],
        "mode": "markers+text",
        "marker": {"size": 19, "symbol": "square", "line": {"width": 1, "color": colour},
                   "color": [faded(colour, 0.2 + 0.3 * n / most) for n, _ in cells.values()]},
        "text": [words.number(n) for n, _ in cells.values()], "textfont": {"color": own.ink, "size": 11},
        "customdata": [[o] for _, o in cells.values()], "hovertemplate": HOVER,
        "hovertext": [f"<b>{safe(p)}</b>, {names[m]}<br>{words.many(n, '1 report', '{n} reports')}"
                      for (p, m), (n, _) in cells.items()],
    })  # fmt: skip
    order = {"categoryorder": "array", "categoryarray": [safe(p, 30) for p in reversed(places)]}
    chart["layout"]["yaxis"] = {**order, "showgrid": False}
    chart["layout"]["xaxis"] = {"categoryorder": "array", "categoryarray": [names[m] for m in months], "ticks": "",
                                "tickvals": [names[m] for m in months[:: max(len(months) // 12, 1)]]}  # fmt: skip
    return chart
