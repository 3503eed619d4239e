"""The house style of charts: colours that colour-blind people tell apart and that print in grey, axes, type."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from stats.vocabulary import Measure

# A chart as plotly.js takes it: {"data": traces, "layout": ...}. Plotly's own classes check each value, which takes ten
# times as long as drawing; tests/test_charts.py lets them check every kind of chart.
Spec = dict[str, Any]

# Measure -> (light, dark). Tested: 3:1 at least against the ground of either theme.
MEASURE_COLOURS: dict[str, tuple[str, str]] = {
    Measure.DISPLACED: ("#0067A8", "#5AB1E8"),
    Measure.SHELTERED: ("#3A9BC8", "#9AD3F0"),
    Measure.RETURNED: ("#00795A", "#3FC79A"),
    Measure.REFUGEES: ("#9C4F8A", "#DE9BCB"),
    Measure.AFFECTED: ("#8A7400", "#D8C24A"),
    Measure.IN_NEED: ("#8A7400", "#D8C24A"),
    Measure.STRANDED: ("#8A7400", "#D8C24A"),
    Measure.KILLED: ("#3D3D3D", "#C9C9C9"),
    Measure.INJURED: ("#3D3D3D", "#C9C9C9"),
    Measure.MISSING: ("#3D3D3D", "#C9C9C9"),
    Measure.HOUSING_DESTROYED: ("#B4521B", "#F09660"),
    Measure.HOUSING_DAMAGED: ("#B4521B", "#F09660"),
    Measure.ARMED: ("#6B5B3E", "#C4B38A"),
    Measure.DETAINED: ("#6B5B3E", "#C4B38A"),
    Measure.POPULATION: ("#6B5B3E", "#C4B38A"),
}
FONT = "'Source Sans', 'Source Sans Pro', sans-serif"
SIZES = (12, 14, 18)  # the three sizes: marks and axes, text, titles


@dataclass(frozen=True, slots=True)
class Ground:
    """What a theme gives every chart: its paper, ink, quiet ink, lines, and the grey of what does not count."""

    paper: str
    ink: str
    quiet: str
    line: str
    grey: str
    land: str
    shore: str


LIGHT = Ground("#FFFFFF", "#1F2933", "#5B6673", "#E3E7EB", "#8A939C", "#ECEEF0", "#C9CFD5")
DARK = Ground("#14181D", "#E6EAEE", "#A3ADB8", "#2B323A", "#79838E", "#232A31", "#3C4650")


def ground(dark: bool) -> Ground:
    """Return the colours of the light or the dark theme."""
    return DARK if dark else LIGHT


def colour_of(measure: str | None, dark: bool = False) -> str:
    """Return a measure's colour; that of population for what is never charted."""
    return MEASURE_COLOURS.get(measure or "", MEASURE_COLOURS[Measure.POPULATION])[dark]


def empty_chart(dark: bool, *, height: int, **layout: Any) -> Spec:
    """Return a chart without traces, in the house style.

    Args:
        dark: for the dark theme. height: in pixels. layout: more of plotly's layout.
    """
    own = {
        "template": _template(dark),
        "height": height,
        "dragmode": False,
        "margin": {"l": 8, "r": 16, "t": 16, "b": 8},
    }
    return {"data": [], "layout": {**own, **layout}}


@lru_cache(maxsize=2)
def _template(dark: bool) -> dict[str, Any]:
    own = ground(dark)
    axis: dict[str, Any] = {
        "showline": False, "zeroline": False, "ticks": "", "gridcolor": own.line, "automargin": True,
        "tickfont": {"color": own.quiet, "size": SIZES[0]}, "title": {"font": {"color": own.quiet, "size": SIZES[0]}},
    }  # fmt: skip
    return {
        "layout": {
            "font": {"family": FONT, "size": SIZES[0], "color": own.ink},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": {**axis, "showgrid": False, "ticks": "outside", "tickcolor": own.line},
            "yaxis": {**axis, "rangemode": "tozero"},
            "hoverlabel": {"bgcolor": own.paper, "bordercolor": own.line, "align": "left",
                           "font": {"family": FONT, "size": SIZES[0], "color": own.ink}},
            "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": SIZES[0]}},
            "hovermode": "closest",
            "showlegend": False,
        }
    }  # fmt: skip


def faded(colour: str, share: float) -> str:
    """Return a #RRGGBB colour at a share of its strength, as rgba."""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"


CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "displayModeBar": "hover",
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
    "scrollZoom": False,
    "toImageButtonOptions": {"format": "svg", "scale": 2},
}
"""For st.plotly_chart: the bar of buttons, and pictures taken away as SVG."""
