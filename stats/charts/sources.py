"""Who says what: the claims of one place and measure, a line a source, so that spread and trend show at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from stats.charts.dates import step_of
from stats.charts.marks import HOVER, Hand, safe
from stats.charts.template import SIZES, Spec, colour_of, empty_chart, faded, ground
from stats.vocabulary import Kind, Role
from stats.wording import Words, day_of, missing, plain

_SYMBOLS = {Kind.FLOW: "square", Kind.CUMULATIVE: "circle-open", Kind.STOCK: "circle"}


def spread(figures: Sequence[Mapping[str, Any]], *, words: Words, names: Sequence[str], dark: bool = False) -> Spec:
    """Draw each figure at its day and value, a shape a kind; a source's name stands beside its newest.

    Args:
        figures: figure_id, source (its shown name), value, kind, measure, role, period_end and the columns of
            stats.wording.Words.stated and .window; converted_from, of one in persons the count of households told.
        words: the reader's. names: the sources, in the order of the table beside. dark: for the dark theme.
    """
    hand = Hand(words, ground(dark), {})
    chart = empty_chart(dark, height=max(90 + 44 * len(names), 190))
    shown = [f for f in figures if day_of(f["period_end"])]
    if not shown:
        return chart
    most = max(f["value"] for f in shown)
    for kind in (k for k in Kind if any(f["kind"] == k for f in shown)):
        own = [f for f in shown if f["kind"] == kind]
        colours = [colour_of(f["measure"], dark) if f["role"] == Role.RECOMMENDED else hand.ground.grey for f in own]
        chart["data"].append({
            "type": "scatter",
            "x": [f["value"] for f in own],
            "y": [safe(str(f["source"]), 40) for f in own],
            "mode": "markers+text",
            "text": [_way(f) for f in own],
            "textposition": ["middle right" if missing(f["high"]) else "middle left" for f in own],
            "textfont": {"color": hand.ground.ink, "size": 14},
            "name": words(str(kind)),
            "marker": {"size": 11, "symbol": _SYMBOLS[kind], "color": [faded(c, 0.85) for c in colours],
                       "line": {"color": colours, "width": 1.5}},
            "customdata": [[f["figure_id"]] for f in own],
            "hovertext": [f"<b>{safe(told)}</b> {words.unit_after(told, f['unit'], f['value'])}<br>"
                          f"{words.window(f)}<br>{safe(plain(f['source']))}{_converted(f, words)}"
                          for f in own for told in (words.stated(f),)],
            "hovertemplate": HOVER,
            "cliponaxis": False,
        })  # fmt: skip
    kinds = {f["kind"] for f in shown}
    labels = []
    newest = {str(f["source"]): f for f in sorted(shown, key=lambda f: str(f["period_end"]))}
    for name, last in newest.items():  # its own words beside the newest of each source: nobody reads it off the axis
        labels.append({
            "x": last["value"], "y": safe(name, 40), "showarrow": False, "yshift": 15,
            "text": f"{safe(words.stated(last), 40)}{_households(last)}, {words.day(last['period_end'])}",
            "xanchor": "right" if last["value"] > most * 0.6 else "left",
            "font": {"size": SIZES[0], "color": hand.ground.ink}, "bgcolor": faded(hand.ground.paper, 0.7),
        })  # fmt: skip
    step = step_of(most)
    ticks = [step * n for n in range(int(most * 1.05 / step) + 1)]
    layout = chart["layout"]
    layout["xaxis"] = {"range": [0, most * 1.08 or 1], "tickvals": ticks, "ticktext": [words.short(t) for t in ticks],
                       "title": {"text": words.unit(shown[0]["unit"]), "standoff": 4}}  # fmt: skip
    layout["yaxis"] = {"categoryorder": "array", "categoryarray": [safe(n, 40) for n in reversed(names)],
                       "rangemode": "normal", "showgrid": True}  # fmt: skip
    layout |= {"annotations": labels, "showlegend": len(kinds) > 1}
    layout["margin"] = {**layout["margin"], "t": 30 if len(kinds) > 1 else 16}
    return chart


def _households(figure: Mapping[str, Any]) -> str:
    of = plain(figure.get("converted_from"))
    return f" ({safe(of, 40)})" if of else ""


def _converted(figure: Mapping[str, Any], words: Words) -> str:
    of = _households(figure)
    return f"<br>{words('converted from households')}{of}" if of else ""


def _way(figure: Mapping[str, Any]) -> str:
    """Return the arrow of an open bound: the count may be more, or less, than its mark."""
    if missing(figure["high"]):
        return "→"
    return "←" if missing(figure["low"]) else ""
