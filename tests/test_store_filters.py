"""Filters: each name keeps what it says, in every question that takes filters."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from store_made import document, figure

from stats.errors import StoreError
from stats.filters import FILTER_NAMES, FilterError, Filters
from stats.store import SERIES_INPUT, Store
from stats.vocabulary import Cause, Hazard, Kind, Term, Unit

# value of the figure -> the fields that tell it from the others; the document's language and text go with it.
MADE: dict[int, dict[str, Any]] = {
    2: {"country": "COD", "place": "Goma", "place_id": "g:1", "source_id": "UNHCR", "period_end": date(2026, 1, 31)},
    3: {"country": "COD", "place": "Bukavu", "place_id": None, "term": Term.KILLED, "period_end": date(2026, 2, 1)},
    5: {"country": "FRA", "place": None, "place_id": None, "unit": Unit.HOUSEHOLD, "attribution": "The mayor",
        "cause": Cause.DISASTER, "hazard": Hazard.FLOOD, "period_end": date(2026, 2, 28)},
    7: {"country": None, "place": "Goma", "place_id": None, "kind": Kind.STOCK, "period_start": None,
        "period_end": None, "cause": None},
    11: {"term": Term.OTHER, "forecast": True, "period_end": date(2026, 3, 1)},
}  # fmt: skip
LANGUAGES = {2: "en", 3: "fr", 5: "fr", 7: "en", 11: None}

CASES: list[tuple[dict[str, Any], set[int]]] = [
    ({}, {2, 3, 5, 7, 11}),
    ({"country": "COD"}, {2, 3, 11}),
    ({"country": "COD,FRA"}, {2, 3, 5, 11}),
    ({"country": "XXX"}, set()),
    ({"place": "Goma"}, {2, 7, 11}),
    ({"place": "g:1"}, {2}),
    ({"place": ["g:1", "Bukavu"]}, {2, 3}),
    ({"measure": "displaced"}, {2, 5, 7}),
    ({"measure": "killed"}, {3}),
    ({"term": "other"}, {11}),
    ({"kind": "stock"}, {7}),
    ({"unit": "household"}, {5}),
    ({"from": "2026-02-01"}, {3, 5, 11}),
    ({"to": "2026-02-01"}, {2, 3}),
    ({"from": "2026-01-31", "to": "2026-02-27"}, {2, 3}),
    ({"cause": "disaster"}, {5}),
    ({"hazard": "flood"}, {5}),
    ({"source": "UNHCR"}, {2}),
    ({"source": "The mayor"}, {5}),
    ({"language": "fr"}, {3, 5}),
    ({"status": "unreviewed"}, {2, 3, 5, 7}),
    ({"status": "rejected"}, {11}),
    ({"q": "only3"}, {3}),
    ({"q": "only3 only5"}, set()),
    ({"q": "people", "language": "en"}, {2, 7}),
]


def fill(store: Store) -> Store:
    """Put the figures of MADE into a store."""
    for value, fields in MADE.items():
        own = document(f"only{value} {value} people", language=LANGUAGES[value])
        one = figure(own, f"{value} people", value=value, low=value, high=value, **fields)
        store.add(own, [one])
        if value == 11:
            store.review([one.id], "reject", by="ana")
    return store


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with the figures of MADE."""
    return fill(store)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The same, once for all examples."""
    folder = tmp_path_factory.mktemp("filters")
    store = fill(Store.open(f"sqlite:///{folder / 'store.db'}", originals=folder))
    yield store
    store.close()


@pytest.mark.parametrize(("query", "values"), CASES, ids=lambda v: str(v) if isinstance(v, dict) else "")
def test_each_filter_in_each_question(filled: Store, query: dict[str, Any], values: set[int]) -> None:
    filters = Filters.read(query)
    assert set(filled.figures(filters)["value"]) == values
    assert filled.count(filters) == len(values)
    assert filled.by_month(filters)["figures"].sum() == len(values)
    assert filled.by_facet("status", filters)["figures"].sum() == len(values)
    assert {v for page in filled.figure_pages(filters, size=2) for v in page["value"]} == values
    assert set(filled.figures(filters, limit=10, columns=("value",))["value"]) == values
    listed = filled.documents(filters)
    assert set(listed["document_id"]) == set(filled.figures(filters)["document_id"])


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"measure": "displacd"}, "There is no measure displacd. Choose among displaced, sheltered, returned"),
        ({"term": "displaced,fleed"}, "There is no term fleed. Choose among displaced, fled"),
        ({"kind": "stocks"}, "There is no kind stocks. Choose among flow, cumulative, stock."),
        ({"unit": "people"}, "There is no unit people. Choose among person, household, dwelling."),
        ({"cause": "War"}, "There is no cause War. Choose among conflict, disaster, other."),
        ({"hazard": "rain"}, "There is no hazard rain. Choose among flood"),
        ({"status": "done"}, "There is no status done. Choose among unreviewed"),
        ({"country": "COD,cod"}, "cod is no country's code. Write its three capitals, as country=IRQ."),
        ({"country": "Iraq"}, "Iraq is no country's code."),
        ({"to": "2017-02-30"}, "to=2017-02-30 is no date."),
    ],
)
def test_a_value_that_no_figure_can_have_is_told(query: dict[str, str], told: str) -> None:
    """An empty table would say that there is nothing."""
    with pytest.raises(FilterError) as raised:
        Filters.read(query)
    assert str(raised.value).startswith(told)
    assert [raised.value.name] == list(query)


@given(st.lists(st.text(min_size=1), unique=True))
def test_an_address_keeps_values_that_hold_commas(values: list[str]) -> None:
    assert Filters.read(Filters(place=tuple(values)).query()).place == tuple(values)


def test_a_comma_after_a_backslash_belongs_to_its_value() -> None:
    assert Filters.read({"place": r"Cúcuta\, Colombia,Goma"}).place == ("Cúcuta, Colombia", "Goma")
    assert Filters.read({"source": r"a\b,c"}).source == (r"a\b", "c")


def test_every_filter_has_a_case() -> None:
    assert {name for query, _ in CASES for name in query} == set(FILTER_NAMES) - {"document"}


@pytest.mark.parametrize(
    ("order", "values"),
    [
        ("newest", [11, 5, 3, 2, 7]),
        ("oldest", [7, 2, 3, 5, 11]),
        ("value", [11, 7, 5, 3, 2]),
        ("added", [11, 7, 5, 3, 2]),
        ("document", [2, 3, 5, 7, 11]),
    ],
)
def test_orders_and_pages(filled: Store, order: str, values: list[int]) -> None:
    assert filled.figures(order=order)["value"].tolist() == values
    pages = [filled.figures(order=order, limit=2, offset=n)["value"].tolist() for n in (0, 2, 4)]
    assert [v for page in pages for v in page] == values


def test_the_least_sure_come_first_for_the_review(store: Store) -> None:
    for value, confidence in ((2, 0.9), (3, 0.1), (5, 0.5)):
        own = document(f"{value} people")
        store.add(own, [figure(own, str(value), confidence=confidence)])
    assert store.figures(order="doubt")["value"].tolist() == [3, 5, 2]


def test_keys_give_the_figures_of_their_series_only(filled: Store) -> None:
    assert set(filled.figures(keys=["g:1|displaced", "bukavu@COD|killed"])["value"]) == {2, 3}
    assert filled.figures(keys=[]).empty
    assert set(filled.figures(keys=["goma@|displaced"], columns=SERIES_INPUT)["value"]) == {7}
    assert list(filled.figures(columns=SERIES_INPUT).columns) == list(SERIES_INPUT)


def test_what_cannot_be_asked_is_told(filled: Store) -> None:
    with pytest.raises(StoreError, match="no order"):
        filled.figures(order="beauty")
    with pytest.raises(StoreError, match="no order"):
        filled.documents(order="beauty")
    with pytest.raises(StoreError, match="no column"):
        filled.figures(columns=("beauty",))
    with pytest.raises(StoreError, match="cannot be grouped"):
        filled.by_month(by=("beauty",))
    with pytest.raises(StoreError, match="no facet"):
        filled.by_facet("beauty")
    with pytest.raises(StoreError, match="no figure"):
        filled.figure("beauty")


@pytest.mark.parametrize("facet", ["country", "source", "language", "cause", "hazard", "status", "measure", "term",
                                   "kind", "unit"])  # fmt: skip
def test_kept_counts_equal_counted_ones(filled: Store, facet: str) -> None:
    everything = Filters(document=tuple(filled.documents()["document_id"]))
    assert filled.by_facet(facet).values.tolist() == filled.by_facet(facet, everything).values.tolist()


@pytest.mark.parametrize("query", [{}, {"country": "COD"}, {"measure": "displaced", "status": "unreviewed"}])
def test_kept_crossed_counts_equal_counted_ones(filled: Store, query: dict[str, str]) -> None:
    filled.remove(str(filled.documents()["document_id"].iloc[-1]), "ana")
    everything = {"document": filled.documents()["document_id"].tolist()}
    counted = filled.crossed(Filters.read({**query, **everything}))
    kept = filled.crossed(Filters.read(query))
    assert len(kept) >= 1
    assert set(kept.itertuples(index=False, name=None)) == set(counted.itertuples(index=False, name=None))


VALUES = {
    "country": ["COD", "FRA"], "place": ["Goma", "g:1"], "measure": ["displaced", "killed"], "kind": ["flow", "stock"],
    "unit": ["person", "household"], "cause": ["conflict", "disaster"], "status": ["unreviewed", "rejected"],
    "language": ["en", "fr"],
}  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    query=st.fixed_dictionaries(
        {}, optional={name: st.sampled_from([*v, ",".join(v)]) for name, v in VALUES.items()}
    )
)
def test_filters_together_keep_what_each_keeps(shared: Store, query: dict[str, str]) -> None:
    together = set(shared.figures(Filters.read(query))["value"])
    alone = [set(shared.figures(Filters.read({name: value}))["value"]) for name, value in query.items()]
    assert together == set(MADE).intersection(*alone)


def plans(store: Store, question: Callable[[], object]) -> list[str]:
    """Return SQLite's plans of the statements that read figures in answering a question."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> None:
        asked.append((statement, given))

    event.listen(store._engine, "before_cursor_execute", note)
    question()
    event.remove(store._engine, "before_cursor_execute", note)
    with store._engine.connect() as connection:
        return [
            str(row[3])
            for statement, given in asked
            if statement.startswith("SELECT")
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
            if " figures" in row[3]
        ]


def test_the_figures_of_touched_series_are_found_by_their_keys(shared: Store) -> None:
    told = plans(shared, lambda: shared.figures(keys=["geonames:216281|displaced"]))
    assert told[0] == "SEARCH figures USING INDEX figures_of_series (series_key=?)"
    assert all("figures_of_series" in plan or "PRIMARY KEY" in plan for plan in told)


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ({"country": "COD"}, "COVERING INDEX figures_by_country (country=? AND shown=?)"),
        ({"source": "UNHCR"}, "COVERING INDEX figures_by_source (source=? AND shown=?)"),
        ({"measure": "killed", "cause": "conflict"}, "INDEX figures_by_measure (measure=?)"),
        ({"measure": "displaced", "source": "The mayor"}, "COVERING INDEX figures_by_source (source=? AND shown=?)"),
        ({"from": "2026-01-01"}, "COVERING INDEX figures_by_month (shown=? AND month>?)"),
        ({}, "COVERING INDEX figures_by_month (shown=?)"),
        ({"language": "fr"}, "INDEX figures_by_language (language=?)"),
        ({"hazard": "flood"}, "INDEX figures_by_hazard (hazard=?)"),
        ({"status": "rejected", "cause": "conflict"}, "INDEX figures_by_status (status=?)"),
        ({"status": "unreviewed", "cause": "conflict"}, "COVERING INDEX figures_by_month (shown=?)"),
    ],
)
def test_counts_a_month_come_out_of_one_index(shared: Store, query: dict[str, str], index: str) -> None:
    filters = Filters.read(query) if query else Filters(cause=("conflict",))
    told = plans(shared, lambda: shared.by_month(filters, by=("month",)))
    assert told == [f"SEARCH figures USING {index}"]


def test_a_common_word_is_counted_out_of_the_months(shared: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stats.store.filtering._RARE", 1)
    told = plans(shared, lambda: shared.by_month(Filters(language=("fr",)), by=("month",)))
    assert told == ["SEARCH figures USING COVERING INDEX figures_by_month (shown=?)"]


@pytest.mark.parametrize("query", [{}, {"country": "COD"}, {"cause": "conflict"}, {"place": "Goma"}])
def test_a_long_table_is_asked_for_once_and_its_pages_are_read_by_number(shared: Store, query: dict[str, str]) -> None:
    told = plans(shared, lambda: list(shared.figure_pages(Filters.read(query), size=1)))
    pages = [plan for plan in told if "PRIMARY KEY" in plan]
    assert len(pages) == shared.count(Filters.read(query)) > 1
    assert all(plan == "SEARCH figures USING INTEGER PRIMARY KEY (rowid=?)" for plan in pages)
    assert len(told) - len(pages) == (2 if "place" in query else 1), "an index each for the id and the name of a place"


@pytest.mark.parametrize("order", ["newest", "published", "doubt", "added"])
def test_a_page_of_everything_is_walked_in_its_order(shared: Store, order: str) -> None:
    told = plans(shared, lambda: shared.figures(limit=2, order=order))
    walked = {"newest": "figures_by_month", "published": "figures_by_month", "doubt": "figures_by_doubt"}
    assert walked.get(order, "SCAN figures") in told[0]
    assert "USING COVERING INDEX figures_by_month" not in told[0] or order in ("newest", "published")


def test_the_last_published_are_sought_month_by_month_since_their_day(shared: Store) -> None:
    told = plans(shared, lambda: shared.figures(limit=2, order="published"))
    assert "SEARCH figures USING COVERING INDEX figures_by_month (shown=? AND month=? AND published>?)" in told


@pytest.mark.parametrize("order", ["newest", "oldest", "published", "doubt", "value", "added", "document"])
def test_a_page_is_the_beginning_of_all_rows_however_it_is_found(
    shared: Store, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    for query in ({}, *(query for query, _ in CASES)):
        filters = Filters.read(query)
        whole = shared.figures(filters, order=order, columns=("value",))["value"].tolist()
        for few in (0, 10):
            monkeypatch.setattr("stats.store.queries.FEW", few)
            page = shared.figures(filters, limit=2, offset=1, order=order, columns=("value",))
            assert page["value"].tolist() == whole[1:3], query
