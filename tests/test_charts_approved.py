"""Charts by their look: what is drawn from fixed rows is compared with what people approved.

After a change that is meant: run `HEADCOUNT_APPROVE=1 python -m pytest tests/test_charts_approved.py`, look at the
difference (`git diff tests/charts_approved`), open the new pictures (`PYTHONPATH=. python
tests/test_charts_approved.py FOLDER` writes them as HTML), and commit them with the change.
"""

import json
import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from stats import charts
from stats.charts.marks import rows_of
from stats.columns import SERIES_COLUMNS, names
from stats.wording import words

APPROVED = Path(__file__).parent / "charts_approved"
WORDS = words("en-GB")
_BASE = {
    "series": "Mosul · displaced", "country": "IRQ", "place": "Mosul", "place_id": "1", "place_role": "origin",
    "measure": "displaced", "cause": "conflict", "kind": "flow", "unit": "person", "basis": "reported",
    "role": "recommended", "role_reason": "No other claim competes with it.", "reports": 1, "sources": "UN",
}  # fmt: skip


def _row(value: float, end: str, start: str | None = None, **more: Any) -> dict[str, Any]:
    days = {"date": end, "period_end": end, "period_start": start}
    return {**_BASE, "value": value, "low": value, "high": value, "figure_ids": f"id{value:.0f}", **days, **more}


def _frame(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    found = pd.DataFrame(list(rows)).reindex(columns=names(SERIES_COLUMNS))
    for column in ("date", "period_start", "period_end"):
        found[column] = pd.to_datetime(found[column])
    return rows_of(found)


_FLOWS = (
    _row(5_500, "2016-11-20", "2016-11-20"), _row(23_000, "2017-01-08", "2016-12-29"),
    _row(40_000, "2017-03-09", "2017-02-28", low=None),
    _row(21_500, "2017-03-23", "2017-03-17", low=18_000, high=25_000),
    _row(45_000, "2017-03-31", "2017-03-01", role="triangulation"), _row(7_000, "2017-04-02"),
    _row(67_000, "2017-01-10", "2016-11-23", basis="implied", high=None, figure_ids="a b"),
)  # fmt: skip
_TOTALS = (
    _row(68_000, "2016-11-22", "2016-10-01", kind="cumulative", high=None),
    _row(200_000, "2017-03-09", "2016-10-01", kind="cumulative", high=None),
    _row(274_000, "2017-03-23", "2016-10-01", kind="cumulative"),
)
_STOCKS = tuple(_row(n, day, day, kind="stock", measure="sheltered", series="Mosul · sheltered")
                for n, day in ((54_000, "2016-11-22"), (98_000, "2017-02-26"), (0, "2017-04-10")))  # fmt: skip
_OTHERS = (_row(800, "2017-03-12", "2017-03-01", place="Goma", place_id="2", country="COD"),
           _row(1_600, "2017-01-12", "2017-01-01", place="Piura", place_id="3", country="PER", high=None))  # fmt: skip
_SAID = [
    {"figure_id": f"f{n}", "source": who, "value": n, "low": n, "high": None if n == 200_000 else n, "unit": "person",
     "quantifier": "more_than" if n == 200_000 else "exact", "quantifier_text": None, "kind": "cumulative",
     "measure": "displaced", "role": role, "period_start": "2016-10-01", "period_end": day}
    for n, who, role, day in ((200_000, "UN", "recommended", "2017-03-09"), (274_000, "IOM", "recommended",
                              "2017-03-23"), (150_000, "Ministry", "triangulation", "2017-03-05"))
]  # fmt: skip
_SILENT = pd.DataFrame({"place": ["Mosul", "Mosul", "Goma"], "month": ["2017-01", "2017-03", "2017-02"],
                        "reports": [2, 1, 4], "opens": ["a,b", "c", "d"]})  # fmt: skip


@lru_cache(maxsize=1)
def drawn() -> dict[str, Any]:
    """Return every chart that is kept to its look, by name."""
    mixed = _frame(*_FLOWS, *_TOTALS)
    places = [{**row, "latitude": lat, "longitude": lon} for row, lat, lon in
              zip((_FLOWS[2], *_OTHERS), (36.3, -1.7, -5.2), (43.1, 29.2, -80.6), strict=True)]  # fmt: skip
    panels = _frame(*_FLOWS[:4], *_OTHERS)
    panels = [{**one, "panel": one["place"]} for one in panels]
    return {
        "timeline-light": charts.timeline(mixed, words=WORDS),
        "timeline-dark": charts.timeline(mixed, words=WORDS, dark=True),
        "timeline-log": charts.timeline(_frame(*_TOTALS), words=WORDS, log=True),
        "timeline-french": charts.timeline(mixed, words=words("fr-FR")),
        "stocks": charts.timeline(_frame(*_STOCKS), words=WORDS),
        "one-point": charts.timeline(_frame(_FLOWS[0]), words=WORDS),
        "multiples": charts.small_multiples(panels, words=WORDS),
        "multiples-own-scales-dark": charts.small_multiples(panels, words=WORDS, dark=True, own_scales=True),
        "map-light": charts.symbols_map(places, words=WORDS),
        "map-dark": charts.symbols_map(places, words=WORDS, dark=True),
        "spread": charts.spread(_SAID, words=WORDS, names=["UN", "IOM", "Ministry"]),
        "silence": charts.silence(_SILENT, words=WORDS),
    }


def plain(figure: Any) -> str:
    """Return a chart as text that a diff can be read of: without the outlines of all countries."""
    told = json.loads(go.Figure(figure).to_json())
    for trace in told["data"]:
        if trace["type"] == "scattergeo" and trace.get("fill") == "toself":
            trace["lon"] = trace["lat"] = "outlines"
    return json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("name", sorted(drawn()))
def test_a_chart_looks_as_it_was_approved(name: str) -> None:
    kept, found = APPROVED / f"{name}.json", plain(drawn()[name])
    if os.environ.get("HEADCOUNT_APPROVE"):
        APPROVED.mkdir(exist_ok=True)
        kept.write_text(found, encoding="utf-8")
    assert kept.read_text(encoding="utf-8") == found, "if this is meant, approve it as the head of this file says"


def test_nothing_approved_is_left_over() -> None:
    assert {path.stem for path in APPROVED.glob("*.json")} == set(drawn())


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, figure in drawn().items():
        go.Figure(figure).write_html(folder / f"{name}.html", include_plotlyjs="directory")
