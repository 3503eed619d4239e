"""Charts: what is drawn for what, that nothing of a text becomes markup, and that the colours can be told apart."""

import json
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from stats import charts
from stats.charts.marks import rows_of, safe
from stats.charts.template import DARK, LIGHT, MEASURE_COLOURS
from stats.columns import SERIES_COLUMNS, names
from stats.vocabulary import Measure
from stats.wording import words

WORDS = words("en-GB")
BASE = {
    "series": "Mosul · displaced", "country": "IRQ", "place": "Mosul", "place_id": "1", "place_role": "origin",
    "measure": "displaced", "cause": "conflict", "kind": "flow", "unit": "person", "basis": "reported",
    "role": "recommended", "role_reason": "No other claim competes with it.", "reports": 1, "sources": "UN",
}  # fmt: skip


def row(value: float, end: str, start: str | None = None, **more: Any) -> dict[str, Any]:
    days = {"date": end, "period_end": end, "period_start": start}
    return {**BASE, "value": value, "low": value, "high": value, "figure_ids": f"id{value:.0f}", **days, **more}


def frame(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    found = pd.DataFrame(list(rows)).reindex(columns=names(SERIES_COLUMNS))
    for column in ("date", "period_start", "period_end"):
        found[column] = pd.to_datetime(found[column])
    return rows_of(found)


def checked(spec: charts.Spec) -> Any:
    """Return a chart as plotly's own class, which refuses what plotly.js does not know."""
    return go.Figure(spec)


def drawn(spec: Any) -> list[dict[str, Any]]:
    """Return the traces as the browser gets them."""
    return json.loads(checked(spec).to_json())["data"]


def texts(spec: Any) -> str:
    return json.dumps(json.loads(checked(spec).to_json()), ensure_ascii=False)


def test_on_a_phone_a_bar_too_narrow_for_its_number_has_it_above() -> None:
    rows = frame(row(40000, "2017-03-09", "2017-03-04"), row(30000, "2017-01-20", "2017-01-01"))
    assert [bar["textposition"] for bar in drawn(charts.timeline(rows, words=WORDS))] == [["inside", "inside"]]
    phone = drawn(charts.timeline(rows, words=WORDS, narrow=True))
    assert [bar["textposition"] for bar in phone] == [["outside", "inside"]]


def test_a_flow_is_a_bar_as_wide_as_its_window() -> None:
    (bar,) = drawn(charts.timeline(frame(row(40000, "2017-03-09", "2017-02-28")), words=WORDS))
    assert bar["type"] == "bar"
    assert bar["width"] == [10 * 86_400_000]
    assert bar["customdata"] == [["id40000"]]
    assert "40,000" in bar["hovertext"][0]


def test_claims_of_the_same_days_stand_before_each_other_and_are_not_added_up() -> None:
    same = {"end": "2017-03-10", "start": "2017-03-01"}
    spec = charts.timeline(frame(row(900, **same), row(6000, **same), row(6000, **same, series="other")), words=WORDS)
    assert checked(spec).layout.barmode == "overlay"
    (bars,) = drawn(spec)
    assert bars["y"] == [6000, 6000, 900], "the lower before the higher"
    assert [round(width / 86_400_000, 1) for width in bars["width"]] == [10, 7, 4], "each to be seen and pointed at"
    assert len(set(bars["x"])) == 1
    assert bars["textposition"] == ["outside", "outside", "outside"]
    assert spec["layout"]["yaxis"]["range"][1] > 6000


def test_a_number_at_the_left_edge_stands_right_of_its_mark() -> None:
    total = {"kind": "cumulative", "start": "2016-10-01"}
    rows = frame(row(90_000, "2017-01-01", **total, series="a"), row(200_000, "2017-03-09", **total, series="b"))
    notes = charts.timeline(rows, words=WORDS)["layout"]["annotations"]
    assert [note["xanchor"] for note in notes if "000" in note["text"]] == ["left", "right"]


def test_a_flow_without_a_start_is_a_lollipop() -> None:
    stem, head = drawn(charts.timeline(frame(row(7, "2017-03-09")), words=WORDS))
    assert stem["y"] == [0, 7, None]
    assert head["mode"] == "markers"


def test_a_running_total_is_a_line_with_open_circles_and_an_arrow_for_its_open_bound() -> None:
    line, arrow = drawn(charts.timeline(frame(
        row(68000, "2016-11-22", "2016-10-01", kind="cumulative"),
        row(200000, "2017-03-09", "2016-10-01", kind="cumulative", high=None),
    ), words=WORDS))  # fmt: skip
    assert line["mode"] == "lines+markers"
    assert line["marker"]["color"] == LIGHT.paper
    assert arrow["marker"]["symbol"] == "triangle-up"
    assert arrow["y"][1] > 200000


def test_a_stock_is_steps_dotted_after_thirty_days() -> None:
    solid, dotted, marks = drawn(charts.timeline(frame(
        row(3011, "2022-04-30", "2022-04-30", kind="stock"), row(2011, "2022-07-31", "2022-07-31", kind="stock")
    ), words=WORDS))  # fmt: skip
    assert (solid["line"]["dash"], dotted["line"]["dash"]) == ("solid", "dot")
    assert dotted["x"][0].startswith("2022-05-30")
    assert marks["mode"] == "markers"


def test_implied_is_hollow_and_what_does_not_count_is_grey() -> None:
    hollow, full, line, mark = drawn(charts.timeline(frame(
        row(50000, "2017-03-31", "2017-03-01"),
        row(60000, "2017-02-28", "2017-02-01", basis="implied", low=None, high=None),
        row(45000, "2017-03-31", "2017-03-01", role="triangulation"),
    ), words=WORDS))  # fmt: skip
    assert hollow["marker"]["color"] == "rgba(0,0,0,0)"
    assert full["marker"]["color"] != hollow["marker"]["color"]
    assert line["line"]["color"] == mark["marker"]["color"] == LIGHT.grey
    assert "not counted" in mark["hovertext"][0]


def test_what_does_not_count_never_sets_the_scale() -> None:
    figure = charts.timeline(frame(
        row(20000, "2017-04-13", "2017-03-31"), row(330000, "2017-04-13", role="superseded")
    ), words=WORDS)  # fmt: skip
    assert checked(figure).layout.yaxis.range[1] < 30000
    assert "triangle-up-open" in texts(figure)


def test_nearly_is_a_short_tick_and_a_range_a_whisker() -> None:
    nearly = {
        "id5000": {"value": 5000, "low": None, "high": 5000, "quantifier": "less_than", "quantifier_text": "nearly"}
    }
    bar, tick = drawn(charts.timeline(frame(row(5000, "2017-03-09", "2017-03-01", low=None)), words=WORDS,
                                      figures=nearly))  # fmt: skip
    assert "nearly 5,000" in bar["hovertext"][0]
    assert tick["mode"] == "lines"
    assert 0 < tick["y"][1] < 5000
    _, whisker = drawn(charts.timeline(frame(row(21500, "2017-03-09", "2017-03-01", low=18000, high=25000)),
                                       words=WORDS))  # fmt: skip
    assert whisker["y"][:2] == [18000, 25000]


def test_bars_start_at_zero_and_kinds_have_axes_of_their_own() -> None:
    figure = charts.timeline(frame(
        row(40000, "2017-03-09", "2017-02-28"), row(200000, "2017-03-09", "2016-10-01", kind="cumulative")
    ), words=WORDS)  # fmt: skip
    assert checked(figure).layout.yaxis.range[0] == checked(figure).layout.yaxis2.range[0] == 0
    assert {trace["yaxis"] for trace in drawn(figure)} == {"y", "y2"}


def test_what_a_falling_count_implies_hangs_below_zero_and_is_a_correction() -> None:
    fall = row(-1001, "2017-03-01", "2017-02-02", basis="implied")
    (bar,) = drawn(alone := charts.timeline(frame(fall), words=WORDS))
    low, high = alone["layout"]["yaxis"]["range"]
    assert low <= -1001 < high == 0
    assert "a correction, no movement" in bar["hovertext"][0]
    beside = charts.timeline(frame(fall, row(5003, "2017-03-19", "2017-03-10")), words=WORDS)["layout"]["yaxis"]
    assert beside["range"][0] <= -1001 < 5003 < beside["range"][1]
    assert min(beside["tickvals"]) < 0 < max(beside["tickvals"])


def test_one_report_has_a_readable_axis_of_days() -> None:
    figure = charts.timeline(frame(row(7, "2017-03-09", "2017-03-09")), words=WORDS)
    first, last = (date.fromisoformat(str(d)) for d in checked(figure).layout.xaxis.range)
    assert (last - first).days >= 45
    assert any("Mar" in text for text in checked(figure).layout.xaxis.ticktext)


def test_days_are_named_in_the_readers_language() -> None:
    figure = charts.timeline(frame(row(7, "2017-05-09", "2017-05-01")), words=words("fr-FR"))
    assert any("mai" in text for text in checked(figure).layout.xaxis.ticktext)


@pytest.mark.parametrize("make", [
    lambda: charts.timeline(frame(), words=WORDS),
    lambda: charts.small_multiples([], words=WORDS),
    lambda: charts.symbols_map([], words=WORDS), lambda: charts.spread([], words=WORDS, names=[]),
])  # fmt: skip
def test_nothing_can_be_drawn(make: Any) -> None:
    assert checked(make()).to_json()


def test_very_many_marks_are_drawn_by_webgl() -> None:
    days = pd.date_range("2000-01-01", periods=5000)
    rows = frame(*(row(n, str(d.date()), str(d.date()), kind="stock") for n, d in enumerate(days, 1)))
    assert "scattergl" in {trace["type"] for trace in drawn(charts.timeline(rows, words=WORDS))}


def test_the_map_needs_no_outlines_from_elsewhere() -> None:
    place = {**row(40000, "2017-03-09"), "latitude": 36.3, "longitude": 43.1}
    figure = charts.symbols_map([place, {**place, "latitude": None}], words=WORDS)
    assert checked(figure).layout.geo.visible is False
    assert {trace["type"] for trace in drawn(figure)} == {"scattergeo"}
    assert len(drawn(figure)[1]["lat"]) == 1


def test_of_many_places_the_map_names_the_largest() -> None:
    places = [{**row(n, "2017-03-09", place=f"Place {n}"), "latitude": 2.9 * n, "longitude": 5.0 * n}
              for n in range(1, 31)]  # fmt: skip
    few, many = (drawn(charts.symbols_map(some, words=WORDS))[1]["text"] for some in (places[:12], places))
    assert all(few)
    assert [name for name in many if name] == [f"Place {n}" for n in range(30, 18, -2)]  # every other would collide
    beside = [{**place, "latitude": 1.0, "longitude": 1.0} for place in places[:2]]
    assert drawn(charts.symbols_map(beside, words=WORDS))[1]["text"] == ["Place 2", ""]


def test_several_places_have_a_panel_each_on_one_scale() -> None:
    rows = frame(row(100, "2017-03-09"), row(200, "2017-03-19", place="Goma", place_id="2", country="COD"))
    rows = [{**one, "panel": one["place"]} for one in rows]
    figure = charts.small_multiples(rows, words=WORDS)
    assert [a.text for a in checked(figure).layout.annotations] == ["Mosul", "Goma"]
    assert checked(figure).layout.yaxis.range == checked(figure).layout.yaxis2.range
    apart = charts.small_multiples(rows, words=WORDS, own_scales=True)
    assert checked(apart).layout.yaxis.range != checked(apart).layout.yaxis2.range
    logged = checked(charts.small_multiples(rows, words=WORDS, log=True)).layout
    assert logged.yaxis2.type == "log"
    low, high = (10**power for power in logged.yaxis.range)
    assert all(low <= row["value"] <= high for row in rows), "nothing drawn lies beyond the axis"
    assert logged.xaxis.range[0] < min(str(row["period_start"])[:10] for row in rows if row["kind"] == "flow")


@pytest.mark.parametrize("kind", ["cumulative", "stock"])
def test_in_a_panel_each_count_has_a_line_of_its_own(kind: str) -> None:
    rows = frame(*(row(value, day, kind=kind, series=series) for value, day, series in (
        (9001, "2018-02-01", "since January"), (2003, "2018-02-15", "since February"),
        (12007, "2018-03-01", "since January"), (3011, "2018-03-15", "since February"),
    )))  # fmt: skip
    (line,) = drawn(charts.small_multiples([{**one, "panel": "Mosul"} for one in rows], words=WORDS))
    assert line["y"] == [9001, 12007, None, 2003, 3011]
    assert [day and day[:10] for day in line["x"]] == ["2018-02-01", "2018-03-01", None, "2018-02-15", "2018-03-15"]


def test_a_number_that_several_figures_made_opens_them_all() -> None:
    two = {"figure_ids": "one two"}
    (bar,) = drawn(charts.timeline(frame(row(9, "2017-03-31", "2017-03-01", basis="shared", **two)), words=WORDS))
    assert bar["customdata"] == [["one,two"]]
    (bar,) = drawn(charts.timeline(frame(row(9, "2017-03-31", "2017-03-01", **two)), words=WORDS))
    assert bar["customdata"] == [["one"]]


def test_silence_tells_no_report_from_some() -> None:
    counts = pd.DataFrame({"place": ["Mosul", "Mosul"], "month": ["2017-01", "2017-03"], "reports": [2, 1],
                           "opens": ["a,b", "c"]})  # fmt: skip
    rings, squares = drawn(charts.silence(counts, words=WORDS))
    assert rings["x"] == ["February 2017"]
    assert "No report read" in rings["hovertext"][0]
    assert "2 reports" in squares["hovertext"][0]
    assert squares["customdata"] == [["a,b"], ["c"]]


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "<a href='http://evil'>x</a>", "<b>bold</b>"])
def test_words_of_a_text_never_become_markup(text: str) -> None:
    assert "<" not in safe(text)
    hostile = row(40000, "2017-03-09", "2017-02-28", place=text, sources=text, role_reason=text, role="triangulation")
    place = {**hostile, "latitude": 1.0, "longitude": 1.0}
    many = charts.small_multiples([{**one, "panel": text} for one in frame(hostile)], words=WORDS)
    one = charts.timeline(frame(hostile), words=WORDS)
    for figure in (one, many, charts.symbols_map([place], words=WORDS)):
        assert text not in texts(figure)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("measure", list(Measure))
def test_marks_stand_out_from_the_ground_of_both_themes(measure: str) -> None:
    light, dark = MEASURE_COLOURS[measure]
    assert contrast(light, LIGHT.paper) >= 3
    assert contrast(dark, DARK.paper) >= 3


def test_quiet_words_can_be_read_in_both_themes() -> None:
    for ground in (LIGHT, DARK):
        assert contrast(ground.quiet, ground.paper) >= 4.5
        assert contrast(ground.grey, ground.paper) >= 3
