"""Axes: days with ticks that fit the span, named in the reader's language; round steps of counts."""

import math
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pandas as pd
from babel.dates import format_skeleton

from stats.wording import Words

_LEAST = 45  # days: a chart of one report still shows weeks around it, not milliseconds
_HEADROOM = 0.18  # of what is drawn, above it on a logarithmic axis: a line's last number stands there


def day_axis(first: date, last: date, words: Words) -> dict[str, Any]:
    """Return an axis' range, tickvals and ticktext for the days [first, last].

    Args:
        first, last: the days of the first and last mark. words: the reader's.
    """
    span = (last - first).days
    pad = timedelta(days=max((_LEAST - span + 1) // 2, span // 25, 3))
    first, last = first - pad, last + pad
    ticks = _ticks(first, last)
    names = []
    year = None
    for tick in ticks:
        names.append(_name(tick, (last - first).days, words) + (f"<br>{tick.year}" if tick.year != year else ""))
        year = tick.year
    if (last - first).days > 366 * 4:
        names = [str(tick.year) for tick in ticks]
    return {"range": [first.isoformat(), last.isoformat()], "tickvals": [t.isoformat() for t in ticks],
            "ticktext": names}  # fmt: skip


def log_axis(values: Iterable[float], most: float, words: Words) -> dict[str, Any]:
    """Return a logarithmic axis from the power of ten below the least value to above the highest.

    The range is told: left to plotly, axes that follow one another may stay at 0.1 to 10,000, whatever is on them.

    Args:
        values: to be drawn. most: the highest of them and their bounds. words: the reader's.
    """
    least = min((v for v in values if v > 0), default=1.0)
    low, top = math.floor(math.log10(least)), math.log10(max(most, least))
    high = top + _HEADROOM * max(top - low, 1)
    powers = [10.0**n for n in range(low, math.floor(high) + 1)]
    return {"type": "log", "range": [low, round(high, 4)], "tickvals": powers,
            "ticktext": [words.short(p) for p in powers]}  # fmt: skip


def _ticks(first: date, last: date) -> list[date]:
    days = (last - first).days
    if days <= 100:
        return [d.date() for d in pd.date_range(first, last, freq="W-MON")][:: 1 if days <= 50 else 2]
    for months in (1, 3, 6, 12, 24, 60, 120):
        if days / 30.4 / months <= 14:
            break
    starts = [d.date() for d in pd.date_range(first, last, freq="MS")]
    return [d for d in starts if ((d.year * 12 + d.month - 1) % months) == 0]


def _name(tick: date, days: int, words: Words) -> str:
    return str(format_skeleton("MMMd" if days <= 100 else "MMM", tick, locale=words.locale))


def step_of(most: float) -> float:
    """Return a round step (1, 2, 2.5 or 5 times a power of ten) that gives an axis up to `most` some five ticks."""
    if most < 1:
        return 1.0
    size = 10.0 ** (len(str(int(most))) - 1)
    return max(next(s for s in (0.2, 0.25, 0.5, 1, 2, 2.5) if most / (size * s) <= 5) * size, 1.0)
