"""One place and measure over time: running totals and levels above, what is new in each window below."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from stats.charts.dates import day_axis, log_axis, step_of
from stats.charts.marks import HOVER, MANY, Hand, iso, middle, open_bounds, opens, safe, scatter, strokes
from stats.charts.template import SIZES, Spec, colour_of, empty_chart, faded, ground
from stats.vocabulary import Basis, Kind, Role
from stats.wording import Words, day_of, missing

_LABELLED = 9  # bars that still have room for their number
_NAMED = 3  # series by whose names a trace is called
_STALE = timedelta(days=30)  # a stock is drawn dotted after it
_DAY_MS = 86_400_000
_LEAST_DAYS = 45  # a chart shows at least so many
_LETTERS = 0.07  # height of a bar's number, as a share of the highest bar
_INSET = 0.3  # by which share a bar is narrower than one of the same window behind it
_EDGE = (0.2, 0.4)  # share of the width, on a wide screen and a phone, left of which a number finds no room


def timeline(
    rows: Sequence[Mapping[str, Any]],
    *,
    words: Words,
    figures: Mapping[str, Mapping[str, Any]] | None = None,
    dark: bool = False,
    log: bool = False,
    narrow: bool = False,
) -> Spec:
    """Draw the rows of one place, measure and unit.

    Kinds are told apart by shape: flows are bars over their windows (a lollipop without a start), running totals a
    line with open circles, stocks steps with filled ones, implied flows hollow, what does not count small and grey.
    Each mark's customdata is the id of the figure it shows.

    Args:
        rows: SERIES_COLUMNS, of one measure and unit; carried rows may be among them.
        words: the reader's. figures: by id, with the columns of stats.wording.Words.stated; their words are used.
        dark: for the dark theme. log: a logarithmic axis for the levels.
        narrow: for a phone.
    """
    hand = Hand(words, ground(dark), figures or {})
    found = [dict(row) for row in rows if day_of(row["date"])]
    levels = [row for row in found if row["kind"] != Kind.FLOW]
    flows = [row for row in found if row["kind"] == Kind.FLOW]
    two = bool(levels and flows)
    chart = empty_chart(dark, height=460 if two else 340)
    if not found:
        return chart
    layout = chart["layout"]
    colour = colour_of(found[0]["measure"], dark)
    unit = words.unit(found[0]["unit"])
    days = [d for row in found for d in (day_of(row["date"]), _first_drawn(row)) if d]
    axis = day_axis(min(days), max(days), words)
    domains = ((0.56, 0.96), (0.0, 0.4)) if two else ((0.0, 0.92), (0.0, 0.92))
    if levels:
        chart["data"] += _on(_levels(levels, hand, colour), "y")
        layout["yaxis"] = {"domain": domains[0], **_values(levels, words, log)}
        notes = [_panel(_level_name(levels, words) + f" · {unit}", domains[0][1], hand)]
        layout["annotations"] = notes + _end_labels(levels, hand, colour, log, _edge(axis, _EDGE[narrow]))
    if flows:
        chart["data"] += _on(_flows(flows, hand, colour, 0.1 if narrow else 0.045), "y2" if two else "y")
        layout["yaxis2" if two else "yaxis"] = {"domain": domains[1], **_values(flows, words, False)}
        layout["barmode"] = "overlay"  # claims of the same days are not added up
        name = _panel(words("New in each window reported") + f" · {unit}", domains[1][1], hand)
        layout["annotations"] = [*layout.get("annotations", ()), name]
    layout["xaxis"] = {**axis, "anchor": "y2" if two else "y"}
    if two:
        layout["yaxis2"] |= {"rangemode": "tozero", "gridcolor": hand.ground.line, "zeroline": False}
    _give_room(layout)
    return chart


def _edge(axis: Mapping[str, Any], share: float) -> date:
    """Return the day at a share of the width of an axis of days."""
    first, last = map(date.fromisoformat, axis["range"])
    return first + (last - first) * share


def _give_room(layout: dict[str, Any]) -> None:
    """Set the margins that the ticks' words need: left to plotly, the chart is drawn twice, in twice the time."""
    axes = [layout[name] for name in ("xaxis", "yaxis", "yaxis2") if name in layout]
    for axis in axes:
        axis["automargin"] = False
    longest = max(len(text) for axis in axes[1:] for text in axis["ticktext"])
    lines = max(text.count("<br>") + 1 for text in axes[0]["ticktext"] or [""])
    layout["margin"] = {**layout["margin"], "l": 16 + 7 * longest, "b": 12 + 16 * lines}


def _first_drawn(row: Mapping[str, Any]) -> date | None:
    # The start of a running total lies before the picture: it is told in words, not drawn.
    return day_of(row["period_start"]) if row["kind"] == Kind.FLOW else None


def _on(traces: Sequence[dict[str, Any]], axis: str) -> list[dict[str, Any]]:
    return [{**trace, "xaxis": "x", "yaxis": axis} for trace in traces]


def _values(rows: Sequence[Mapping[str, Any]], words: Words, log: bool) -> dict[str, Any]:
    """Return a value axis from zero, or from a tick below the least value, with ticks in the reader's short numbers."""
    most = _most(rows)
    if log:
        return log_axis([float(row["value"]) for row in rows if not missing(row["value"])], most, words)
    # Only what a falling count implies lies below zero, its correction.
    least = min([0.0, *(float(row["value"]) for row in rows if not missing(row["value"]))])
    step = step_of(most - least)
    below = math.floor(least / step)
    ticks = [step * n for n in range(below, int(most * 1.15 / step) + 2)]
    across = [ticks[0], most * 1.18] if below else [0, most * 1.18 or 1]
    return {"range": across, "tickvals": ticks, "ticktext": [words.short(t) for t in ticks],
            "rangemode": "tozero"}  # fmt: skip


def _levels(rows: list[dict[str, Any]], hand: Hand, colour: str) -> list[Any]:
    traces: list[Any] = []
    counted = [row for row in rows if row["role"] == Role.RECOMMENDED]
    aside = [row for row in rows if row["role"] != Role.RECOMMENDED]
    if aside:
        marker = {"size": 6, "color": hand.ground.grey, "symbol": "circle-open"}
        marks = scatter(aside, hand, mode="markers", marker=marker, name=hand.words("not counted"))
        top = _most(rows) * 1.1
        traces.append({**marks, "y": [min(row["value"], top) for row in aside]})
    series: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(counted, key=lambda r: str(r["date"])):
        if row["basis"] != Basis.CARRIED:
            series.setdefault(row["series"], []).append(row)
    lines = [own for own in series.values() if own[0]["kind"] == Kind.CUMULATIVE]
    stocks = [own for own in series.values() if own[0]["kind"] != Kind.CUMULATIVE]
    if lines:
        marker = {"size": 9, "color": hand.ground.paper, "line": {"color": colour, "width": 2}}
        joined = [row for own in lines for row in (*own, None)][:-1]
        traces.append(scatter(joined, hand, mode="lines+markers", line={"color": colour, "width": 2}, marker=marker,
                              name=", ".join(own[0]["series"] for own in lines[:_NAMED])))  # fmt: skip
    if stocks:
        traces += _steps(stocks, colour)
        traces.append(scatter([row for own in stocks for row in own], hand, mode="markers",
                              marker={"size": 9, "color": colour},
                              name=", ".join(own[0]["series"] for own in stocks[:_NAMED])))  # fmt: skip
    bounded = [row for own in series.values() for row in own]
    return [*traces, *open_bounds(bounded, hand, colour, 0.09 * _most(rows))]


def _steps(series: Sequence[Sequence[Mapping[str, Any]]], colour: str) -> list[Any]:
    """Return the steps of stocks: solid for 30 days after a report, dotted from there to the next."""
    solid: tuple[list[Any], list[Any]] = ([], [])
    dotted: tuple[list[Any], list[Any]] = ([], [])
    for row, after in (pair for rows in series for pair in pairwise(rows)):
        at, then, value = day_of(row["date"]), day_of(after["date"]), row["value"]
        if at is None or then is None:
            continue
        turn = min(at + _STALE, then)
        solid[0].extend((at, turn))
        solid[1].extend((value, value))
        if turn < then:
            dotted[0].extend((turn, then, None))
            dotted[1].extend((value, value, None))
            solid[0].append(None)
            solid[1].append(None)
        solid[0].extend((then, then, None))
        solid[1].extend((value, after["value"], None))
    kind = "scattergl" if sum(map(len, series)) > MANY else "scatter"
    return [
        strokes([iso(day) for day in x], y, {"color": colour, "width": 2, "dash": dash}, type=kind)
        for (x, y), dash in ((solid, "solid"), (dotted, "dot"))
        if x
    ]


def _flows(rows: list[dict[str, Any]], hand: Hand, colour: str, room: float) -> list[Any]:
    traces: list[Any] = []
    counted = [row for row in rows if row["role"] == Role.RECOMMENDED]
    aside = [row for row in rows if row["role"] != Role.RECOMMENDED]
    bars = [row for row in counted if day_of(row["period_start"])]
    full = [row for row in bars if row["basis"] != Basis.IMPLIED]
    hollow = [row for row in bars if row["basis"] == Basis.IMPLIED]
    if hollow:
        traces.append(
            _bars(hollow, hand, {"color": "rgba(0,0,0,0)", "line": {"color": faded(colour, 0.7), "width": 1}}, room)
        )
    if full:
        traces.append(_bars(full, hand, {"color": faded(colour, 0.85), "line": {"color": colour, "width": 1}}, room))
    points = [row for row in counted if not day_of(row["period_start"])]
    if points:
        x = [c for row in points for c in (iso(row["date"]), iso(row["date"]), None)]
        y = [c for row in points for c in (0, row["value"], None)]
        traces.append(strokes(x, y, {"color": colour, "width": 2}))
        traces.append(scatter(points, hand, mode="markers", marker={"size": 10, "color": colour}))
    traces += open_bounds(full, hand, colour, 0.09 * _most(rows), inside=hand.ground.paper)
    traces += open_bounds(points, hand, colour, 0.09 * _most(rows))
    if aside:
        traces += _aside(aside, hand, _most(rows))
    return traces


def _most(rows: Sequence[Mapping[str, Any]]) -> float:
    """Return the highest value that counts, with its upper bound, or zero: what does not count never sets the scale."""
    counted = [row for row in rows if row["role"] == Role.RECOMMENDED] or rows
    return max([0.0, *(float(row[c]) for row in counted for c in ("value", "high") if not missing(row[c]))])


def _bars(rows: list[dict[str, Any]], hand: Hand, marker: dict[str, Any], room: float) -> Any:
    """Return the bars of flows, the lower before the higher, of one window the later narrower: each can be seen.

    Args:
        room: the share of the picture's width from which a bar holds its own number.
    """
    rows = sorted(rows, key=lambda row: -row["value"])
    windows = [(day_of(row["period_start"]) or date.max, day_of(row["date"]) or date.max) for row in rows]
    whole = [((end - start).days + 1) * _DAY_MS for start, end in windows]
    behind: Counter[tuple[date, date]] = Counter()
    widths = []
    for window, width in zip(windows, whole, strict=True):
        widths.append(width * max(1 - _INSET * behind[window], _INSET))
        behind[window] += 1
    bars = {
        "type": "bar",
        "x": [middle(row) for row in rows],
        "y": [row["value"] for row in rows],
        "width": widths,
        "marker": marker,
        "insidetextanchor": "start",  # at its foot: bounds are drawn at its head
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"color": hand.ground.paper, "size": SIZES[0]},
        "cliponaxis": False,
        "customdata": [[opens(row)] for row in rows],
        "hovertext": [hand.hover(row) for row in rows],
        "hovertemplate": HOVER,
    }
    if len(rows) <= _LABELLED and rows[0]["basis"] != Basis.IMPLIED:
        bars |= _bar_numbers(rows, windows, widths, hand, room)
    return bars


def _bar_numbers(
    rows: list[dict[str, Any]], windows: list[tuple[date, date]], widths: list[float], hand: Hand, room: float
) -> dict[str, Any]:
    """Return the numbers of bars: in those that are wide and high enough, with no lower one before them, else above."""
    ends = [day for window in windows for day in window]
    span, most = max((max(ends) - min(ends)).days, _LEAST_DAYS) * _DAY_MS, rows[0]["value"]
    places, inks = [], []
    for row, (start, end), width in zip(rows, windows, widths, strict=True):
        at = start + (end - start) / 2
        others = [one for one, (first, last) in zip(rows, windows, strict=True)
                  if one is not row and first <= at <= last]  # fmt: skip
        roomy = width > span * room and row["value"] > most * 0.15
        places.append("inside" if roomy and all(one["value"] > row["value"] for one in others) else "outside")
        over = any(one["value"] > row["value"] + most * _LETTERS for one in others)
        inks.append(hand.ground.paper if over else hand.ground.quiet)
    return {"text": [hand.words.short(row["value"]) for row in rows], "textposition": places,
            "outsidetextfont": {"color": inks, "size": SIZES[0]}}  # fmt: skip


def _aside(rows: list[dict[str, Any]], hand: Hand, most: float) -> list[Any]:
    """Return the flows that do not count: a thin grey line over each window, with a small mark to point at.

    One above the scale is drawn at its edge, as a triangle that points on.
    """
    top = most * 1.1
    at = [min(row["value"], top) for row in rows]
    x = [c for row in rows for c in (iso(row["period_start"]) or iso(row["date"]), iso(row["date"]), None)]
    y = [c for value in at for c in (value, value, None)]
    line = strokes(x, y, {"color": hand.ground.grey, "width": 1})
    symbols = ["triangle-up-open" if row["value"] > top else "square-open" for row in rows]
    marker = {"size": 8, "color": hand.ground.grey, "symbol": symbols}
    marks = scatter(rows, hand, mode="markers", marker=marker, name=hand.words("not counted"))
    return [line, {**marks, "y": at}]


def _level_name(rows: Sequence[Mapping[str, Any]], words: Words) -> str:
    kinds = {row["kind"] for row in rows}
    if kinds == {Kind.CUMULATIVE}:
        starts = {day_of(row["period_start"]) for row in rows if row["role"] == Role.RECOMMENDED}
        start = starts.pop() if len(starts) == 1 else None
        return words("Total so far, since {start}", start=words.month(start)) if start else words("Total so far")
    return words("At each date") if kinds == {Kind.STOCK} else words("Totals so far (line) and at each date (steps)")


def _panel(text: str, top: float, hand: Hand) -> dict[str, Any]:
    return {
        "text": safe(text), "x": 0, "xref": "paper", "xanchor": "left", "y": top, "yref": "paper", "yanchor": "bottom",
        "showarrow": False, "font": {"size": SIZES[0], "color": hand.ground.quiet},
    }  # fmt: skip


def _end_labels(rows: list[dict[str, Any]], hand: Hand, colour: str, log: bool, edge: date) -> list[dict[str, Any]]:
    """Write the newest number of each series beside its last mark, so that nobody has to read it off the axis.

    It stands left of the mark, where lines come from; but right of one before the day `edge`, whose left is the axis.
    """
    counted = [row for row in rows if row["role"] == Role.RECOMMENDED]
    labels = []
    for series in list(dict.fromkeys(row["series"] for row in counted))[:3]:
        last = max((row for row in counted if row["series"] == series), key=lambda r: str(r["date"]))
        on = day_of(last["date"])
        side = {"xanchor": "left", "xshift": 8} if on and on < edge else {"xanchor": "right", "xshift": -8}
        labels.append({
            "x": iso(last["date"]), "y": _exponent(last["value"]) if log else last["value"], "yref": "y",
            **side, "yanchor": "bottom", "yshift": 4, "showarrow": False,
            "text": f"<b>{safe(hand.value_in_words(last))}</b>", "font": {"color": colour, "size": SIZES[1]},
            "bgcolor": faded(hand.ground.paper, 0.75),
        })  # fmt: skip
    return labels


def _exponent(value: float) -> float:
    """Return the place of a value on a logarithmic axis; plotly puts annotations there by exponent."""
    return math.log10(max(value, 1))
