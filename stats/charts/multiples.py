"""Several places, measures, sources or days of knowledge side by side: one small panel each."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from stats.charts.dates import day_axis, log_axis, step_of
from stats.charts.marks import Hand, iso, open_bounds, safe, scatter, strokes
from stats.charts.template import SIZES, Spec, colour_of, empty_chart, faded, ground
from stats.vocabulary import Kind, Role
from stats.wording import Words, day_of, missing, plain

_PANEL = 175  # pixels high


def small_multiples(
    rows: Sequence[Mapping[str, Any]],
    *,
    words: Words,
    figures: Mapping[str, Mapping[str, Any]] | None = None,
    dark: bool = False,
    columns: int = 3,
    log: bool = False,
    own_scales: bool = False,
) -> Spec:
    """Draw rows a panel each, all panels with the same days, and the same scale unless they measure different things.

    Args:
        rows: SERIES_COLUMNS of one kind and unit, since kinds are never mixed, and `panel`: the panel's name.
        words, figures, dark: as in `timeline`. columns: panels beside each other. log: a logarithmic scale.
        own_scales: each panel has its own scale.
    """
    hand = Hand(words, ground(dark), figures or {})
    found = [dict(row) for row in rows if day_of(row["date"])]
    names = list(dict.fromkeys(str(row["panel"]) for row in found))
    height, across = max(math.ceil(len(names) / columns), 1), min(columns, len(names))
    chart = empty_chart(dark, height=_PANEL * height + 40, margin={"l": 8, "r": 16, "t": 28, "b": 8})
    if not names:
        return chart
    # A flow is drawn from its first day; the start of a running total is told in words.
    starts = [d for row in found if row["kind"] == Kind.FLOW and (d := day_of(row["period_start"]))]
    days = [*starts, *(d for row in found if (d := day_of(row["date"])))]
    axis = day_axis(min(days), max(days), words)
    axis["tickvals"], axis["ticktext"] = axis["tickvals"][::3], [t.replace("<br>", " ") for t in axis["ticktext"][::3]]
    shared = None if own_scales else (_most(found), _values(found, words, log))
    titles = chart["layout"]["annotations"] = []
    for n, name in enumerate(names):
        own = sorted((r for r in found if str(r["panel"]) == name), key=lambda r: str(r["date"]))
        most, values = shared or (_most(own), _values(own, words, log))
        x, y = f"x{n + 1 if n else ''}", f"y{n + 1 if n else ''}"
        chart["data"] += [{**trace, "xaxis": x, "yaxis": y} for trace in _panel(own, hand, dark, most)]
        left, right = _share(n % columns, across, 0.07 if own_scales else 0.03)
        below, above = _share(height - 1 - n // columns, height, min(0.3 / height, 0.14))
        across_axis = {"domain": [left, right], "anchor": y, **axis, "showticklabels": True}
        value_axis = {"domain": [below, above], "anchor": x, **values}
        if n:  # the axes follow the first panel's
            across_axis["matches"] = "x"
            value_axis |= {} if own_scales else {"matches": "y", "showticklabels": n % columns == 0}
        chart["layout"] |= {f"xaxis{x[1:]}": across_axis, f"yaxis{y[1:]}": value_axis}
        titles.append({
            "text": safe(name, 44), "x": (left + right) / 2, "xref": "paper", "xanchor": "center", "y": above,
            "yref": "paper", "yanchor": "bottom", "showarrow": False,
            "font": {"size": SIZES[0], "color": hand.ground.ink},
        })  # fmt: skip
    return chart


def _share(n: int, of: int, gap: float) -> tuple[float, float]:
    """Return where the n-th of some panels beside each other begins and ends, of 0 to 1, with a gap between two."""
    size = (1 - gap * (of - 1)) / of
    return n * (size + gap), n * (size + gap) + size


def _panel(rows: list[dict[str, Any]], hand: Hand, dark: bool, most: float) -> list[dict[str, Any]]:
    """Return the traces of one panel: what counts in the measure's colour, what does not small and grey.

    Each series has a line of its own: counts with different starts, causes or place roles are no steps of one another.
    """
    colour = colour_of(rows[0]["measure"], dark)
    counted = [row for row in rows if row["role"] == Role.RECOMMENDED]
    aside = [row for row in rows if row["role"] != Role.RECOMMENDED]
    traces: list[dict[str, Any]] = []
    if counted:
        kind = counted[0]["kind"]
        if kind == Kind.FLOW:
            x = [c for row in counted for c in (iso(row["period_start"]) or iso(row["date"]), iso(row["date"]), None)]
            y = [c for row in counted for c in (row["value"], row["value"], None)]
            traces.append(strokes(x, y, {"color": faded(colour, 0.6), "width": 3}))
        fill = hand.ground.paper if kind == Kind.CUMULATIVE else colour
        shape = "hv" if kind == Kind.STOCK else "linear"
        series: dict[tuple[str, str], list[dict[str, Any]]] = {}  # two towns may bear one name
        for row in counted:
            series.setdefault((row["series"], plain(row["place_id"])), []).append(row)
        joined = [row for own in series.values() for row in (*own, None)][:-1]
        traces.append(scatter(joined, hand, mode="markers" if kind == Kind.FLOW else "lines+markers",
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
        return log_axis([float(row["value"]) for row in rows if not missing(row["value"])], most, words)
    step = step_of(most) * 2
    ticks = [step * n for n in range(int(most * 1.2 / step) + 1)]
    return {"range": [0, most * 1.2 or 1], "tickvals": ticks, "ticktext": [words.short(t) for t in ticks]}
