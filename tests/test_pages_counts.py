"""What the pages tell of counts that fall, that are silent, and that are told in households."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dashboard_app import app, html_of, told
from standins import document, figure
from streamlit.testing.v1 import AppTest

from stats.collection import Collection
from stats.settings import settings
from stats.vocabulary import Kind, Quantifier, Unit


def keep(*told_of: dict[str, Any]) -> None:
    """Keep figures, each of a document of its own that was published on its last day."""
    with Collection.open(settings()) as collection:
        for number, fields in enumerate(told_of):
            own = document(number, fields["period_end"])
            collection.keep_read([(own, [figure(own, 0, **fields)])])


def falling() -> list[dict[str, Any]]:
    """Return a count of Mosul that falls, by two reports."""
    since = {"kind": Kind.CUMULATIVE, "period_start": date(2017, 1, 1)}
    return [{"value": 9001, "period_end": date(2017, 2, 1), **since},
            {"value": 8000, "period_end": date(2017, 3, 1), **since}]  # fmt: skip


@pytest.mark.parametrize("page", ["overview", "series", "who_says_what"])
def test_the_pages_open_for_one_kind(bare: Path, page: str) -> None:
    keep(*falling())
    assert "Mosul" in html_of(app(page, kind="cumulative")).partition("<h1>")[2].partition("</h1>")[0]


@pytest.mark.parametrize("page", ["overview", "series", "who_says_what"])
def test_what_a_falling_count_implies_never_leads(bare: Path, page: str) -> None:
    keep(*falling(), {"value": 5003, "place": "Goma", "period_end": date(2017, 2, 10), "period_start": None})
    at = app(page, kind="flow")
    assert "Goma" in html_of(at).partition("<h1>")[2].partition("</h1>")[0]
    assert "-1,001" not in html_of(at).partition("<h1>")[2].partition("</h1>")[0]


@pytest.mark.parametrize("query", [{}, {"compare": "places"}, {"compare": "known"}, {"compare": "sources"}])
def test_where_flows_are_only_implied_no_count_is_made_of_them(bare: Path, query: dict[str, str]) -> None:
    keep(*falling(), {"value": 5003, "place": "Goma", "period_end": date(2017, 2, 10), "forecast": True})
    at = app("series", kind="flow", **query)
    assert at.title[0].value == "No dated figure here"
    assert "newly displaced" not in told(at)


def silence_of(at: AppTest) -> tuple[dict[str, str], list[str]]:
    """Return what the map of silence tells of one place: its months with how many reports were read, and the others."""
    rings, squares = json.loads(at.get("plotly_chart")[-1].proto.spec)["data"]
    return dict(zip(squares["x"], squares["text"], strict=True)), rings["x"]


@pytest.mark.parametrize("every", ["", "month", "quarter"])
def test_a_month_is_silent_only_where_nothing_was_read_whatever_it_counts(bare: Path, every: str) -> None:
    day = date(2017, 3, 31)
    with Collection.open(settings()) as collection:
        one, other = document(1, day), document(2, date(2017, 7, 2))
        flow = {"period_start": None}
        collection.keep_read([
            (one, [figure(one, 0, 1009, period_end=date(2017, 3, 3), **flow),
                   figure(one, 9, 2003, period_end=date(2017, 3, 29), **flow),
                   figure(one, 18, 7001, kind=Kind.STOCK, period_start=None, period_end=date(2017, 5, 8)),
                   figure(one, 27, 211, unit=Unit.HOUSEHOLD, period_end=date(2017, 6, 8), **flow)]),
            (other, [figure(other, 0, 3011, period_end=date(2017, 8, 1), **flow)]),
        ])  # fmt: skip
    at = app("series", compare="places", of="flow", **({"every": every} if every else {}))
    read, silent = silence_of(at)
    assert read == {"March 2017": "1", "May 2017": "1", "June 2017": "1", "August 2017": "1"}
    assert silent == ["April 2017", "July 2017"]


def test_who_says_what_compares_households_as_the_persons_that_the_series_counts(bare: Path) -> None:
    told_of = {"period_start": None, "value": 2003}
    keep({**told_of, "unit": Unit.HOUSEHOLD, "period_end": date(2017, 3, 10), "source_id": "ministry", "high": None,
          "quantifier": Quantifier.MORE_THAN, "quantifier_text": "at least"},
         {**told_of, "period_end": date(2017, 5, 10), "source_id": "un"})  # fmt: skip
    at = app("who_says_what")
    assert "highest: at least 12,939 (more than 2,003 households)" in told(at)
    assert "lowest: 2,003 (" in told(at)
    table = at.dataframe[0].value
    assert "▲ at least 12,939 (more than 2,003 households)" in table.to_numpy().ravel().tolist()
    (marks,) = json.loads(at.get("plotly_chart")[0].proto.spec)["data"]
    assert sorted(marks["x"]) == [2003, 12939]
    hover = next(text for text in marks["hovertext"] if "12,939" in text)
    assert "people" in hover
    assert "converted from households (more than 2,003 households)" in hover
