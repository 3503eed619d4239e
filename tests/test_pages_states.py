"""Every page in every state: many figures, none, no match, one, an address that names nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from dashboard_app import ALL, PAGES, app, html_of, press, ten_thousand, told
from standins import document, figure
from streamlit.testing.v1 import AppTest

from stats.collection import Collection
from stats.filters import Filters
from stats.gazetteer import gazetteer
from stats.pages import asked, correcting, parts
from stats.settings import settings
from stats.vocabulary import Cause, Kind, PlaceRole, Term


@pytest.mark.parametrize("page", ALL)
def test_each_page_opens_with_the_samples(full: Path, page: str) -> None:
    at = app(page)
    assert not at.exception
    assert not at.error
    assert "<h1>" in html_of(at) or at.title


@pytest.mark.parametrize("page", ALL)
def test_each_page_opens_on_an_empty_collection(bare: Path, page: str) -> None:
    at = app(page)
    assert not at.exception
    if page in ("overview", "series", "who_says_what", "articles", "checks"):
        assert at.title[0].value == "No figures yet"


@pytest.mark.parametrize("page", [p for p in ALL if p not in ("add", "method")])
def test_no_match_is_said_and_is_not_zero(full: Path, page: str) -> None:
    at = app(page, place="Atlantis")
    assert not at.exception
    assert any(word in told(at) for word in ("No figure matches", "No article matches", "0 figures", "Nothing waits"))


def test_what_was_asked_for_is_told_in_words_not_in_codes(full: Path) -> None:
    text = told(app("series", country="LKA", measure="housing_destroyed", **{"from": "2030-01-01"}))
    assert "Country: Sri Lanka · Measure: destroyed · From: 1 January 2030" in text


def test_sources_are_offered_by_their_names(full: Path) -> None:
    at = app("overview", source="red-cross")
    assert "red-cross" not in told(at)
    assert "Source: Red Cross or Red Crescent society" in told(at)
    offered = next(m for m in at.multiselect if m.key == "filter_source").options
    assert "Red Cross or Red Crescent society" in offered
    assert "government or its officials" in offered
    assert not set(offered) & {"red-cross", "government"}


def test_the_overview_says_how_many_where_since_when_and_who(full: Path) -> None:
    text = html_of(app(place="Mosul"))
    assert "more than 330,000" in text.lower()
    assert "displaced from Mosul since October 2016" in text
    assert "13 April 2017" in text


def test_one_point_is_drawn(bare: Path) -> None:
    only = document(1)
    with Collection.open(settings()) as collection:
        collection.keep_read([(only, [figure(only, 0, 400)])])
    at = app()
    assert not at.exception
    assert "400 people newly displaced from Mosul" in html_of(at)
    for page in ALL[1:]:
        assert not app(page).exception


def goma() -> None:
    """Keep three reports of one week: 5,003 fled fighting, 5,003 fled and nobody says why, 3,001 arrived."""
    week = {"place": "Goma", "period_start": date(2022, 3, 1), "period_end": date(2022, 3, 7)}
    told = [
        {"value": 5003, "source_id": "UNHCR"},
        {"value": 5003, "source_id": "OCHA", "cause": None},
        {"value": 3001, "source_id": "IOM", "place_role": PlaceRole.DESTINATION},
        {"value": 4801, "source_id": "Red Cross"},
    ]
    with Collection.open(settings()) as collection:
        for number, fields in enumerate(told, 1):
            own = document(number, date(2022, 3, 9 + number))
            collection.keep_read([(own, [figure(own, 0, **{**week, **fields})])])


def test_what_is_new_is_of_one_series_and_says_of_which(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    goma()
    shown: list[tuple[str, str, str, str]] = []
    monkeypatch.setattr(parts, "numbers", lambda cells, key: shown.extend(cells))
    page = app(measure="displaced")
    assert not page.exception
    found = {name: (value, note) for name, value, note, _ in shown}
    assert found["New in the 30 days to 7 March 2022"][0] == "5,003"
    assert found["A day, latest window"][0] == "715"
    assert all("from Goma" in found[name][1] for name in found if name.startswith(("New in", "A day")))
    assert "side by side, never added: from Goma" in html_of(page)
    assert "to Goma, conflict" in html_of(page)


def test_sources_are_compared_within_one_series(bare: Path) -> None:
    goma()
    for series, highest, lowest in (("origin-conflict", "5,003", "4,801"), ("destination-conflict", "", "")):
        page = app("who_says_what", measure="displaced", series=series)
        assert not page.exception
        assert (f"highest: {highest}" in html_of(page)) == bool(highest)
        assert (f"lowest: {lowest}" in html_of(page)) == bool(lowest)
        assert ("3,001" in html_of(page)) != bool(highest)


def test_a_part_is_not_compared_with_wholes_and_of_two_versions_the_one_that_counts_is_the_newest(bare: Path) -> None:
    one, two = document(1, date(2022, 3, 10)), replace(document(2, date(2022, 3, 10)), title="Goma weekly report 15")
    one = replace(one, title=two.title)
    level = {"place": "Goma", "kind": Kind.STOCK, "period_start": date(2022, 3, 9), "period_end": date(2022, 3, 9)}
    with Collection.open(settings()) as collection:
        whole = figure(one, 0, 8_009, **level, source_id="IOM")
        part = figure(one, 10, 2_003, **level, source_id="IOM", part_of=whole.id)
        collection.keep_read([(one, [whole, part])])
        collection.keep_read([(two, [figure(two, 0, 7_001, **level, source_id="IOM")])])
    page = html_of(app("who_says_what", measure="displaced"))
    assert "newest: 7,001" in page
    assert "lowest: 7,001" in page


def test_what_is_told_of_a_country_is_compared_whether_or_not_its_name_stands_beside_it(bare: Path) -> None:
    """An agency counts for its country without naming it, and others name it: series apart, but what sources say."""
    land = gazetteer().country("MWI")
    since = {"country": "MWI", "kind": Kind.CUMULATIVE, "term": Term.DISPLACED, "cause": Cause.DISASTER,
             "period_start": date(2024, 3, 2), "period_end": date(2024, 3, 13)}  # fmt: skip
    told = [
        {"value": 31_260, "source_id": "DoDMA", "place": "", "place_id": None, "place_role": None},
        {"value": 45_000, "source_id": "Red Cross", "place": "Malawi", "place_id": land.place_id},
        {"value": 7_001, "source_id": "UN", "place": "Zomba", "place_id": None},
    ]
    with Collection.open(settings()) as collection:
        for number, fields in enumerate(told, 1):
            own = document(number, date(2024, 3, 13))
            collection.keep_read([(own, [figure(own, 0, **{**since, **fields})])])
    page = app("who_says_what", measure="displaced", country="MWI")
    assert not page.exception
    assert "highest: 45,000 (Red Cross)" in html_of(page)
    assert "lowest: 31,260 (DoDMA)" in html_of(page)
    assert "7,001" not in html_of(page)


def test_what_may_be_done_with_an_article_stands_above_its_figures(bare: Path) -> None:
    """An article may have more figures than anybody scrolls past to set its day."""
    only = document(1)
    with Collection.open(settings()) as collection:
        collection.keep_read([(only, [figure(only, 0, 400)])])
    at = app("articles", article=only.id)
    drawn = [repr(one) for one in list(at.main)[1:]]
    acts = next(n for n, one in enumerate(drawn) if "Read again with today's rules" in one)
    text = next(n for n, one in enumerate(drawn) if "Column" in one)
    assert acts < text


def test_the_sets_of_the_measurement_are_named_without_their_endings(bare: Path) -> None:
    assert ".jsonl" not in html_of(app("method"))


def test_figures_without_a_date_are_told(bare: Path) -> None:
    only = document(1)
    with Collection.open(settings()) as collection:
        collection.keep_read([(only, [figure(only, 0, 400, period_start=None, period_end=None)])])
    at = app()
    assert not at.exception
    assert "none with a date" in told(at)


def test_the_samples_are_announced_and_go_with_one_click(full: Path) -> None:
    at = app()
    assert "Sample articles are loaded" in html_of(at)
    press(at, "Remove the samples")
    assert at.title[0].value == "No figures yet"
    press(at, "Load the sample articles")
    assert "Mosul" in html_of(at)


def test_filters_in_the_address_set_the_widgets_and_the_other_way_round(full: Path) -> None:
    at = app(country="IRQ", **{"from": "2017-03-01"})
    country = next(m for m in at.multiselect if m.label == "Country")
    assert country.value == ["IRQ"]
    assert str(next(d for d in at.date_input if d.label == "From").value) == "2017-03-01"
    country.set_value(["IRQ", "SYR"]).run()
    assert at.query_params["country"] == "IRQ,SYR"
    press(at, "Clear")
    assert "country" not in at.query_params
    assert "from" not in at.query_params


def test_a_place_whose_name_has_a_comma_is_chosen_whole(full: Path) -> None:
    name = "Cúcuta, Colombia"
    with Collection.open() as collection:
        own = document(1)
        collection.keep_read([(own, [figure(own, 0, 1009, place=name, place_id=None, country="COL")])])
    at = app(country="COL")
    place = next(m for m in at.multiselect if m.label == "Place")
    assert name in place.options
    place.set_value([name]).run()
    assert not at.exception
    assert at.query_params["place"] == r"Cúcuta\, Colombia"
    assert next(m for m in at.multiselect if m.label == "Place").value == [name]
    assert "1,009" in told(at)


@pytest.mark.parametrize(("name", "label"), [("from", "From"), ("to", "To")])
@pytest.mark.parametrize("day", ["1850-01-01", "2150-12-31"])
def test_a_day_of_the_address_is_shown_however_far(full: Path, name: str, label: str, day: str) -> None:
    at = app(**{name: day})
    assert not at.exception
    assert str(next(d for d in at.date_input if d.label == label).value) == day


def test_what_happened_long_ago_can_be_set_right(bare: Path) -> None:
    own = document(1, date(1889, 6, 3))
    found = figure(own, 0, 2209, period_start=None, period_end=date(1889, 5, 31))
    with Collection.open(settings()) as collection:
        collection.keep_read([(own, [found])])
    for query in ({"figure": found.id}, {"article": own.id}):
        at = AppTest.from_file(str(PAGES / "app.py"), default_timeout=60)
        if "article" in query:
            at.switch_page("articles.py")
        for name, value in query.items():
            at.query_params[name] = value
        at.session_state[correcting.EDITING] = found.id
        at.run()
        assert not at.exception
        assert "1889" in {str(d.value)[:4] for d in at.date_input}


def test_a_date_that_is_none_is_left_out_and_told(full: Path) -> None:
    at = app(**{"from": "yesterday"})
    assert not at.exception
    assert "was left out" in told(at)


def test_filters_that_no_figure_can_pass_are_left_out_and_told(full: Path) -> None:
    at = app("articles", measure="displacd", country="PER", status="done")
    assert not at.exception
    assert "There is no measure displacd. Choose among displaced" in told(at)
    assert "There is no status done. Choose among unreviewed" in told(at)
    next(m for m in at.multiselect if m.label == "Country").set_value(["IRQ"]).run()
    assert at.query_params["country"] == "IRQ", "the others are in force"
    assert "measure" not in at.query_params


def test_filters_go_along_to_the_next_page(full: Path) -> None:
    at = app(country="PER")
    at.switch_page("articles.py").run()
    assert at.query_params["country"] == "PER"


def test_the_sentence_has_an_address_of_its_own(full: Path) -> None:
    own = asked.collection().store.figures(limit=1)["figure_id"].iloc[0]
    for page in ("overview", "articles", "checks"):
        at = app(page, figure=own)
        assert not at.exception
        assert "<mark>" in html_of(at)
        assert "sure:" in html_of(at)


def test_a_link_to_a_figure_that_is_not_here_says_so(full: Path) -> None:
    at = app(figure="0" * 16)
    assert not at.exception
    assert "not here" in told(at)


def test_an_unknown_article_says_so(full: Path) -> None:
    at = app("articles", article="f" * 64)
    assert not at.exception
    assert at.title[0].value == "This article is not here"


@pytest.mark.parametrize("query", [
    {"every": "month"}, {"every": "week", "view": "places"}, {"scale": "log"}, {"as_known_on": "2017-02-01"},
    {"as_known_on": "never"}, {"place": "Mosul,Kalutara"}, {"measure": "killed"}, {"source": "UN"},
])  # fmt: skip
def test_series_takes_its_choices_from_the_address(full: Path, query: dict[str, str]) -> None:
    assert not app("series", **query).exception


def test_articles_are_listed_with_the_names_of_their_languages_and_no_empty_column(full: Path) -> None:
    listed = app("articles").dataframe[0].value
    assert set(listed["Language"]) == {"English"}
    assert "Note" not in listed.columns


@pytest.mark.parametrize(("page", "query"), [
    ("overview", {"rows": "open"}), ("checks", {"fits": "open"}),
])  # fmt: skip
def test_what_a_reader_opened_is_open_for_who_gets_the_link(full: Path, page: str, query: dict[str, str]) -> None:
    closed, opened = app(page), app(page, **query)
    assert not opened.exception
    assert len(opened.dataframe) + len(opened.button) > len(closed.dataframe) + len(closed.button)
    assert opened.expander[0].proto.expanded
    assert not closed.expander[0].proto.expanded


@pytest.mark.parametrize(("tool", "says"), [("pandas", "read_csv("), ("R", "library(readr)"), ("Excel", "From Web")])
def test_the_way_to_take_a_table_away_stands_in_the_address(full: Path, tool: str, says: str) -> None:
    at = app("download", tool=tool)
    assert says in "\n".join([*(c.value for c in at.code), *(m.value for m in at.markdown)])


@pytest.mark.parametrize("tool", ["pandas", "R", "Excel"])
@pytest.mark.parametrize(("table", "named"), [("figures", ("figure_id", "same_as")), ("series", ("figure_ids",))])
def test_ids_are_read_as_text(full: Path, tool: str, table: str, named: tuple[str, ...]) -> None:
    """One such as 12e4567890123456 is a number to whoever guesses."""
    at = app("download", tool=tool, table=table)
    said = "\n".join([*(c.value for c in at.code), *(m.value for m in at.markdown)])
    marked = {"pandas": "'{}': 'str'", "R": '{} = "c"', "Excel": "`{}`"}[tool]
    assert [name for name in named if marked.format(name) not in said] == []


@pytest.mark.parametrize("view", ["places", "measures", "sources", "known"])
@pytest.mark.parametrize("more", [{}, {"scale": "log", "of": "cumulative"}, {"with": "Mosul", "days": "2017-03-09"}])
def test_comparisons_take_their_choices_from_the_address(full: Path, view: str, more: dict[str, str]) -> None:
    at = app("series", compare=view, country="IRQ", **more)
    assert not at.exception
    assert at.title[0].value
    for name, value in more.items():
        assert at.query_params[name] == value


def test_who_may_only_look_is_told_so_and_changes_nothing(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "may_edit", lambda: False)
    for page in ("review", "add"):
        at = app(page)
        assert "You may look but not change" in told(at)
        assert not [b for b in at.button if b.label.startswith(("Accept", "Reject", "Correct", "Read", "Keep"))]
    own = asked.figures(Filters(), limit=1)["figure_id"].iloc[0]
    at = app(figure=own)
    assert "Accept" not in [b.label for b in at.button]
    from stats.pages import acts

    assert acts.write([own], "accept") is False
    assert asked.collection().store.reviews().empty


def test_a_page_that_breaks_says_what_became_of_the_work(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("a secret of the text")

    monkeypatch.setattr(asked, "count", breaks)
    at = app()
    assert not at.exception
    assert at.title[0].value == "This page broke"
    assert "Everything that was kept is safe" in told(at)
    assert "secret" not in told(at)


@pytest.mark.slow
def test_ten_thousand_points_are_drawn_and_listed_within_bounds(bare: Path) -> None:
    with Collection.open(settings()) as collection:
        collection.keep_read([ten_thousand()])
    assert asked.count(Filters()) == 10_000
    for page in ("overview", "series", "who_says_what", "articles", "review"):
        at = app(page)
        assert not at.exception
        assert not at.title or at.title[0].value != "This page broke"
        for table in at.dataframe:
            assert len(table.value) <= 2_000
