"""Numbers, bounds, days and windows in words."""

import importlib.util
import re
from datetime import date
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from stats.catalogues import CATALOGUES, country_names
from stats.pages.said import headline
from stats.vocabulary import Quantifier
from stats.wording import day_of, days_of, words

ENGLISH = words("en-GB")


@pytest.mark.parametrize(("figure", "told"), [
    ({"value": 40000, "quantifier": "approximately", "quantifier_text": "some"}, "some 40,000"),
    ({"value": 200000, "quantifier": "more_than", "quantifier_text": "more than"}, "more than 200,000"),
    ({"value": 200000, "quantifier": "more_than", "quantifier_text": None}, "more than 200,000"),
    ({"value": 14000, "quantifier": "less_than", "quantifier_text": "Nearly"}, "nearly 14,000"),
    ({"value": 5000, "quantifier": "more_than", "quantifier_text": "or more", "quote": "5,000 or more"},
     "5,000 or more"),
    ({"value": 200, "quantifier": "more_than", "quantifier_text": "+", "quote": "200+"}, "200+"),
    ({"value": 1000, "quantifier": "less_than", "quantifier_text": "At most", "quote": "At most a thousand"},
     "at most 1,000"),
    ({"value": 5000, "quantifier": "more_than", "quantifier_text": "About or more", "quote": "About 5,000 or more"},
     "more than 5,000"),
    ({"value": 21500, "low": 18000, "high": 25000, "quantifier": "range"}, "18,000 to 25,000"),
    ({"value": 1000, "quantifier": "vague", "quote": "thousands"}, "thousands"),
    ({"value": 7, "quantifier": "exact", "quote": "seven"}, "7"),
])  # fmt: skip
def test_a_figure_keeps_its_own_bound(figure: dict[str, object], told: str) -> None:
    assert ENGLISH.stated({"low": None, "high": None, "quantifier_text": None, "quote": None, **figure}) == told


def test_vague_words_of_another_language_are_told_by_their_least() -> None:
    figure = {"value": 100, "quantifier": "vague", "quote": "Hundreds", "language": "en"}
    assert words("fr").stated(figure) == "au moins 100"
    assert words("en").stated(figure) == "Hundreds"


@pytest.mark.parametrize(("language", "count", "told"), [
    ("en", "Hundreds", "of people"), ("en", "Tens of thousands", "of people"), ("en", "Several hundred", "people"),
    ("en", "more than 200,000", "people"), ("fr", "Des centaines", "de personnes"), ("es", "Miles", "de personas"),
])  # fmt: skip
def test_what_is_counted_in_words_stands_after_them_as_the_language_wants(language: str, count: str, told: str) -> None:
    assert words(language).unit_after(count, "person") == told


@pytest.mark.parametrize(("language", "source", "told"), [
    ("en", "red-cross", "Red Cross or Red Crescent society"), ("en", "UNHCR", "UNHCR"),
    ("en", "the mayor", "the mayor"), ("fr", "government", "gouvernement ou ses responsables"),
])  # fmt: skip
def test_a_source_is_told_by_its_name(language: str, source: str, told: str) -> None:
    assert words(language).source(source) == told
    assert words(language).sources(f"{source}; IOM") == f"{told}; IOM"


@pytest.mark.parametrize(("low", "high", "told"), [
    (212000, None, "at least 212,000"), (None, 212000, "up to 212,000"), (212000, 212000, "212,000"),
    (200000, 250000, "200,000 to 250,000"), (None, None, "about 212,000 (both bounds open)"),
    (float("nan"), 212000.0, "up to 212,000"),
])  # fmt: skip
def test_a_sum_says_its_bounds(low: float | None, high: float | None, told: str) -> None:
    assert ENGLISH.bounded(212000, low, high) == told


def test_a_sum_of_which_a_bound_is_open_is_told_by_the_other_not_by_its_value() -> None:
    """18,000 to 25,000 and at least 5,000; up to 5,000 and 1,000 to 3,000."""
    assert ENGLISH.bounded(26500, 23000, None) == "at least 23,000"
    assert ENGLISH.bounded(7000, None, 8000) == "up to 8,000"


@pytest.mark.parametrize(("row", "told"), [
    (("flow", "2017-02-27", "2017-03-09", "look_back"), "27 February – 9 March 2017 (10 days)"),
    (("flow", "2017-02-28", "2017-03-09", "dates"), "28 February – 9 March 2017 (10 days)"),
    (("flow", "2017-03-01", "2017-03-09", "dates"), "1–9 March 2017 (9 days)"),
    (("flow", "2017-03-01", "2017-03-31", "calendar"), "March 2017"),
    (("flow", "2016-01-01", "2016-12-31", "calendar"), "2016"),
    (("flow", "2017-03-09", "2017-03-09", "dates"), "9 March 2017"),
    (("flow", None, "2017-03-09", "published"), "by 9 March 2017"),
    (("flow", "2016-12-30", "2017-01-02", "dates"), "30 December 2016 – 2 January 2017 (4 days)"),
    (("cumulative", "2016-10-01", "2017-03-09", "event"), "since October 2016, by 9 March 2017"),
    (("cumulative", "2016-10-17", "2017-03-09", "event"), "since 17 October 2016, by 9 March 2017"),
    (("cumulative", "2017-01-01", "2017-03-09", "calendar"), "since 2017, by 9 March 2017"),
    (("cumulative", None, "2017-03-09", "published"), "start of counting not told, by 9 March 2017"),
    (("stock", "2017-03-09", "2017-03-09", "published"), "on 9 March 2017"),
    (("stock", None, None, "unknown"), "date not told"),
    (("flow", None, None, "unknown"), "date not told"),
])  # fmt: skip
def test_a_window_is_told_at_the_precision_known(row: tuple[str, str | None, str | None, str], told: str) -> None:
    kind, start, end, rule = row
    assert ENGLISH.window({"kind": kind, "period_start": start, "period_end": end, "period_rule": rule}) == told


@pytest.mark.parametrize(("kind", "end", "precision", "told"), [
    ("stock", "2021-12-31", "year", "in 2021"), ("stock", "2016-12-31", "month", "in December 2016"),
    ("stock", "2017-03-15", "month", "on 15 March 2017"), ("stock", "2017-03-31", "day", "on 31 March 2017"),
    ("stock", "2017-03-31", "year", "on 31 March 2017"), ("flow", "2017-03-31", "month", "by the end of March 2017"),
    ("cumulative", "2021-12-31", "year", "start of counting not told, by the end of 2021"),
])  # fmt: skip
def test_a_date_of_which_only_the_month_or_year_is_told_is_no_day(
    kind: str, end: str, precision: str, told: str
) -> None:
    row = {"kind": kind, "period_start": None, "period_end": end, "period_precision": precision}
    assert ENGLISH.window(row) == told


def test_the_precision_of_a_start_is_not_that_of_the_end() -> None:
    """Since October 2016, in a report of 31 March 2017."""
    row = {"kind": "cumulative", "period_start": "2016-10-01", "period_end": "2017-03-31", "period_precision": "month"}
    assert ENGLISH.window(row) == "since October 2016, by 31 March 2017"


def test_days_of_a_look_back_window_leave_the_first_out() -> None:
    row = {"period_start": date(2017, 2, 27), "period_end": date(2017, 3, 9), "period_rule": "look_back"}
    assert days_of(row) == 10
    assert days_of({**row, "period_rule": "dates"}) == 11
    assert days_of({**row, "period_start": None}) is None


@pytest.mark.parametrize(("locale", "number", "day"), [
    ("en-GB", "1,234,567", "9 March 2017"), ("en-US", "1,234,567", "March 9, 2017"),
    ("fr-FR", "1\u202f234\u202f567", "9 mars 2017"), ("es-ES", "1.234.567", "9 de marzo de 2017"),
])  # fmt: skip
def test_numbers_and_days_follow_the_reader(locale: str, number: str, day: str) -> None:
    reader = words(locale)
    assert reader.number(1234567) == number
    assert reader.day("2017-03-09") == day


@pytest.mark.parametrize(("value", "told"), [
    (1_250_000, "1.25M"), (3_750_000, "3.75M"), (1_250, "1.25K"), (12_500, "12.5K"), (750_000, "750K"),
    (1_200_000, "1.2M"), (1_234_567, "1.2M"), (2_000_000, "2M"), (125, "125"), (0.5, "0.5"), (0, "0"),
])  # fmt: skip
def test_a_tick_of_an_axis_is_told_whole(value: float, told: str) -> None:
    assert ENGLISH.short(value) == told


@pytest.mark.parametrize(("locale", "code", "told"), [
    ("en-GB", "fr", "French"), ("fr", "ar", "arabe"), ("es", "en", "inglés"), ("en-GB", "", ""),
    ("en-GB", "zzz", "zzz"),
])  # fmt: skip
def test_a_language_is_called_by_its_name(locale: str, code: str, told: str) -> None:
    assert words(locale).tongue(code) == told


def test_arabic_is_written_from_right_to_left() -> None:
    assert words("ar").right_to_left
    assert not words("fr").right_to_left


@pytest.mark.parametrize("locale", [None, "", "xx", "tlh-QQ", "zz_ZZ_zz", "en", "de-DE", "../../etc"])
def test_an_unknown_locale_gives_english(locale: str | None) -> None:
    assert words(locale).language == "en"
    assert words(locale)("Overview") == "Overview"


LANGUAGES = ("ar", "es", "fr")


def read(language: str) -> Catalog:
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def words_of(catalogue: Catalog) -> dict[str, list[str]]:
    """The English words of a catalogue, of one and of several by a line between, and all forms of their translation."""
    found = {}
    for message in catalogue:
        said = [message.string] if isinstance(message.string, str) else [*(message.string or ())]
        if message.id:
            found[message.id if isinstance(message.id, str) else "\n".join(message.id)] = said
    return found


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build", CATALOGUES / "build.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def slots(text: str) -> set[str]:
    return set(re.findall(r"\{\w*\}", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_says_every_word_and_no_stale_one(language: str, build: ModuleType) -> None:
    """After a change of words: python data/locale/build.py, then translate what is new."""
    own = words_of(read(language))
    assert set(own) == set(words_of(build.template()))
    assert [english for english, told in own.items() if not all(told)] == []
    assert not [m.id for m in read(language) if m.fuzzy]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_slots(language: str) -> None:
    """One that lost a {slot}, or made one up, would break a page; a form for one or two may do without the number."""
    for english, told in words_of(read(language)).items():
        for form in told:
            wanted = slots(english)
            assert wanted - {"{n}"} <= slots(form) <= wanted, english
            if "\n" not in english:
                assert sorted(re.findall(r"\{\w*\}", form)) == sorted(re.findall(r"\{\w*\}", english)), english


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_for_several_numbers_tells_the_number(language: str) -> None:
    """A form that hides its number may stand for one number only."""
    for english, told in words_of(read(language)).items():
        if "{n}" not in english or "\n" not in english:
            continue
        reader = words(language)
        one, several = english.split("\n")
        said = [reader.many(n, one, several) for n in range(120)]
        assert len(set(said)) == len(said), english
        assert all(told)


def test_the_template_holds_every_word_of_the_interface(build: ModuleType) -> None:
    whole = build.template()
    assert (CATALOGUES / "headcount.pot").read_text(encoding="utf-8") == build.text(whole)
    for told in ("Overview", "killed", "The sentence", "total so far", "Counting a forecast", "all", "person\npeople"):
        assert told in words_of(whole)


@pytest.mark.parametrize(("locale", "count", "told"), [
    ("en", 1, "1 report"), ("en", 2, "2 reports"), ("en", 0, "0 reports"), ("de", 2, "2 reports"),
    ("fr", 0, "0 rapport"), ("fr", 1, "1 rapport"), ("fr", 2, "2 rapports"), ("es", 0, "0 informes"),
    ("ar", 1, "تقرير واحد"), ("ar", 2, "تقريران"), ("ar", 3, "3 تقارير"), ("ar", 11, "11 تقريرًا"),
    ("ar", 100, "100 تقرير"), ("ar", 103, "103 تقارير"),
])  # fmt: skip
def test_a_count_of_things_takes_the_languages_own_forms(locale: str, count: int, told: str) -> None:
    assert words(locale).many(count, "1 report", "{n} reports") == told


@pytest.mark.parametrize(("locale", "told"), [
    ("en", "200,000 people displaced in Iraq, on 9 March 2017"),
    ("fr", "200\u202f000 personnes déplacées (Irak), le 9 mars 2017"),
    ("es", "200.000 personas desplazadas en Irak, el 9 de marzo de 2017"),
    ("ar", "نازحون: 200,000 شخص في العراق، في 9 مارس 2017"),
])  # fmt: skip
def test_a_finding_is_a_sentence_of_the_readers_language(locale: str, told: str) -> None:
    reader = words(locale)
    row = {"kind": "stock", "measure": "displaced", "unit": "person", "value": 200_000, "place": None,
           "country": "IRQ", "place_role": "location", "period_start": "2017-03-09",
           "period_end": "2017-03-09"}  # fmt: skip
    assert headline(row, reader.number(200_000), reader, country_names(reader.language)) == told


def test_a_finding_of_a_vague_count_is_a_sentence_too() -> None:
    row = {"kind": "flow", "measure": "displaced", "unit": "person", "value": 100, "place": "Goma", "country": "COD",
           "place_role": "origin", "period_start": None, "period_end": "2017-03-09"}  # fmt: skip
    told = headline(row, "hundreds", ENGLISH, country_names("en"))
    assert told.startswith("Hundreds of people newly displaced from Goma")


@given(st.floats(0, 1e9, allow_nan=False), st.sampled_from(["en-GB", "fr", "es", "ar"]))
def test_any_count_can_be_told(value: float, locale: str) -> None:
    reader = words(locale)
    assert reader.number(value)
    assert reader.short(value)
    for quantifier in Quantifier:
        figure = {"value": value, "low": value, "high": value, "quantifier": quantifier, "quantifier_text": None}
        assert reader.stated(figure)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 4000), st.sampled_from(["flow", "cumulative"]))
def test_any_window_can_be_told(start: date, days: int, kind: str) -> None:
    end = date.fromordinal(start.toordinal() + days)
    assert ENGLISH.window({"kind": kind, "period_start": start, "period_end": end})
    assert day_of(start.isoformat()) == start
