"""What a page shows of a large scope: bounded, all of it where it is small, and it says what is left out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from standins import document, figure

from stats import counting, showing
from stats.collection import Collection
from stats.filters import Filters
from stats.settings import Settings
from stats.vocabulary import Kind

PLACES = ("Mosul", "Goma", "Erbil")
BY_SOURCE = Filters(source=("UNHCR",))  # no kept row can answer it


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """Twelve reports of Mosul, six of Goma, three of Erbil; a flow each, a week apart."""
    with Collection.open(Settings(data=tmp_path_factory.mktemp("showing"))) as opened:
        pairs = []
        for place, count in zip(PLACES, (12, 6, 3), strict=True):
            for n in range(count):
                end = date(2017, 1, 8) + timedelta(days=7 * n)
                own = document(100 * len(place) + n + 1000 * PLACES.index(place), end)
                found = figure(own, 0, 1013 * (n + 1) ** 2, kind=Kind.FLOW, source_id="UNHCR",
                               period_start=end - timedelta(days=3), period_end=end)  # fmt: skip
                where = {"place": place, "place_id": place.lower(), "country": "COD" if place == "Goma" else "IRQ"}
                pairs.append((own, [replace(found, **where)]))
        opened.keep_read(pairs)
        yield opened


def told(rows: pd.DataFrame) -> list[tuple[str, str, float]]:
    """Return the rows as place, day and value."""
    cells = zip(rows["place"], rows["date"].dt.date.astype(str), rows["value"], strict=True)
    return sorted((str(p), d, float(v)) for p, d, v in cells)


@pytest.mark.parametrize("every", [None, "month"])
@pytest.mark.parametrize("filters", [Filters(), BY_SOURCE, Filters(until=date(2017, 2, 1))])
def test_a_small_scope_is_shown_whole(collection: Collection, filters: Filters, every: str | None) -> None:
    shown = collection.shown(filters, every=every)
    assert told(shown.rows) == told(collection.series(filters, every=every))
    assert (shown.cut, shown.left) == ({}, 0)


def test_of_a_long_series_the_newest_rows_are_shown(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "OF_ONE", 4)
    shown = collection.shown(Filters(place=("Mosul",)))
    assert told(shown.rows) == told(collection.series(Filters(place=("Mosul",))))[-4:]
    assert list(shown.cut.values()) == [12]


def test_beyond_the_bound_a_place_is_shown_by_its_latest_row(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showing, "ROWS", 12)
    shown = collection.shown()
    assert shown.rows["place"].value_counts().to_dict() == {"Mosul": 12, "Goma": 1, "Erbil": 1}
    assert shown.rows.loc[shown.rows["place"] == "Goma", "value"].tolist() == [1013 * 36]
    monkeypatch.setattr(showing, "OTHERS", 1)
    assert set(collection.shown().rows["place"]) == {"Mosul", "Goma"}
    assert collection.shown().left == 1


def test_figures_reconciled_anew_are_bounded_and_the_rest_is_counted(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showing, "FIGURES", 12)
    shown = collection.shown(BY_SOURCE)
    assert set(shown.rows["place"]) == {"Mosul"}
    assert shown.left == 2
    monkeypatch.setattr(showing, "FIGURES", 5)
    assert told(collection.shown(BY_SOURCE).rows) == told(collection.series(Filters(place=("Mosul",))))[-5:]
    assert list(collection.shown(BY_SOURCE).cut.values()) == [12]


def test_checks_say_how_much_was_looked_at(collection: Collection) -> None:
    everything = showing.checked(collection.store, collection.sizes, Filters())
    assert (everything.figures, everything.of, everything.of_series) == (21, 21, 0)
    some = showing.checked(collection.store, collection.sizes, Filters(), most=18)
    assert (some.figures, some.of, some.series, some.of_series) == (18, 21, 2, 3)


@pytest.mark.parametrize("every", [None, "month"])
@pytest.mark.parametrize("filters", [Filters(), BY_SOURCE, Filters(until=date(2017, 2, 1)), Filters(place=("Paris",))])
def test_a_download_comes_in_pages_of_whole_series(
    collection: Collection, filters: Filters, every: str | None
) -> None:
    whole = collection.series(filters, every=every)
    pages = list(counting.series_pages(collection.store, collection.sizes, filters, every, size=1))
    assert told(pd.concat(pages)) == told(whole)
    assert [list(page.columns) for page in pages] == [list(whole.columns)] * len(pages)
    assert len(pages) == (1 if filters.place else 3)
    if filters.query().keys() <= {"to"}:
        assert pd.concat(pages)["series"].tolist() == sorted(whole["series"])


def test_pages_are_weighed_by_the_rows_into_which_they_are_shared(tmp_path: Path) -> None:
    """Two levels a year apart are two rows that are kept and 366 by day: by kept rows alone, all were held at once."""
    first = date(2017, 1, 8)
    with Collection.open(Settings(data=tmp_path)) as opened:
        for n in range(12):
            end = first + timedelta(days=365 * (n % 2))
            own = document(n, end)
            where = {"place": f"Place {n // 2}", "place_id": f"p{n // 2}", "country": "COD"}
            stock = figure(own, 0, 1013 + n, kind=Kind.STOCK, source_id="UNHCR", period_end=end)
            opened.keep_read([(own, [replace(stock, period_start=None, **where)])])
        for filters in (Filters(), BY_SOURCE):
            sizes = [len(page) for page in counting.series_pages(opened.store, opened.sizes, filters, "day", size=800)]
            assert sum(sizes) == 366 * 6
            assert max(sizes) < 800 + 366, "a page ends with the series that fills it"
            whole = opened.series(filters, every="day")
            pages = counting.series_pages(opened.store, opened.sizes, filters, "day", size=1)
            assert told(pd.concat(pages)) == told(whole)


def test_series_whose_names_interleave_stay_on_one_page() -> None:
    spans = pd.DataFrame({"series_key": ["a", "b", "c"], "first": ["A · 1", "A · 2", "B"],
                          "last": ["A · 3", "A · 2", "B"], "rows": [5, 5, 5]})  # fmt: skip
    assert counting._batches(spans, 1) == [["a", "b"], ["c"]]


def test_counts_of_a_page_come_from_one_walk(collection: Collection) -> None:
    counts = collection.store.crossed(replace(BY_SOURCE, place=("Goma",)))
    assert counts[["country", "measure", "status", "figures"]].values.tolist() == [
        ["COD", "displaced", "unreviewed", 6]
    ]
    assert collection.store.places(limit=2)["value"].tolist() == ["Mosul", "Goma"]


@pytest.mark.parametrize("every", [None, "month"])
def test_where_one_series_leads_it_is_shown_whole_and_the_others_by_their_latest_row(
    collection: Collection, every: str | None
) -> None:
    shown = collection.shown(every=every, leading=True)
    assert shown.lead == "mosul|displaced"
    places = shown.rows["place"]
    assert told(shown.rows[places == "Mosul"]) == told(collection.series(Filters(place=("Mosul",)), every=every))
    if every is None:
        assert places.value_counts().to_dict() == {"Mosul": 12, "Goma": 1, "Erbil": 1}


def test_a_cut_series_still_leads_when_another_has_more_rows_left(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showing, "OF_ONE", 4)
    assert collection.shown(leading=True).lead == "mosul|displaced"
    assert collection.shown(leading=True).cut == {"mosul|displaced": 12}
