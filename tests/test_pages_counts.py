"""What the pages tell of counts that fall, that are silent, and that are told in households."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dashboard_app import app, html_of, told, use
from standins import document, figure

from stats.collection import Collection
from stats.settings import settings
from stats.vocabulary import Kind


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    yield from use(tmp_path, monkeypatch, with_samples=False)


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
