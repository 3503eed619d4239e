"""Time expressions: the corpus of phrasings, single patterns, and that no text can break the readers."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stats.assembly.around.restated import share_windows
from stats.assembly.draft import Draft
from stats.assembly.when.dating import date_draft
from stats.assembly.when.windows import bind_period, mark_hint
from stats.document import Document
from stats.lexicon import lexicon
from stats.readers.numbers.quantities import Quantity
from stats.readers.reading import Reading
from stats.readers.sentences import open_reading
from stats.readers.when.periodmark import PeriodMark
from stats.readers.when.periods import read_periods
from stats.vocabulary import Kind, Quantifier, Term, Unit

CORPUS = tomllib.loads((Path(__file__).parent / "corpus" / "en_periods.toml").read_text(encoding="utf-8"))["case"]
DAY = date(2017, 3, 9)  # a Thursday


def read(text: str, published: date | None = DAY, counts: tuple[str, ...] = ()) -> Reading:
    """Return the reading of a text with its time expressions; counts: the numbers in it that count somebody."""
    reading = open_reading(Document(text, published=published), lexicon("en"))
    for count in counts:
        start = text.index(count)
        first, last = reading.token_at(start), reading.token_at(start + len(count) - 1)
        digits = "".join(c for c in count if c.isdigit())
        value = int(digits) if digits else 12
        quantity = Quantity(
            start, start + len(count), first, last, (first, last), value, value, value, Quantifier.EXACT
        )
        reading.quantities.append(quantity)
    reading.quantities.sort(key=lambda q: q.start)
    read_periods(reading)
    return reading


def draft(reading: Reading, kind: str = "flow", term: str = "displaced", number: int = 0, **more: bool) -> Draft:
    quantity = reading.quantities[number]
    sentence = reading.sentence_at(quantity.start)
    clause = (sentence.first, sentence.last)
    return Draft(quantity, sentence, clause, unit=Unit.PERSON, term=Term(term), kind=Kind(kind), **more)


def days(found: Draft) -> list[str]:
    return [d.isoformat() if d else "" for d in (found.period_start, found.period_end)]


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case["text"][:60])
def test_phrasing(case: dict) -> None:
    counts = (*case.get("others", ()), case["count"])
    reading = read(case["text"], case.get("published"), counts)
    kind, term = case.get("kind", "flow"), case.get("term", "displaced")
    start = case["text"].index(case["count"])
    number = [q.start for q in reading.quantities].index(start)
    found = draft(reading, kind, term, number, forecast=case.get("forecast", False))
    date_draft(reading, found, bind_period(reading, found))
    assert days(found) == case["days"]


@pytest.mark.parametrize(
    ("text", "role", "begin", "finish"),
    [
        ("12 fled on 8 and 9 March 2016", "window", "2016-03-08", "2016-03-09"),
        ("12 fled on the 26th", "window", "2017-02-26", "2017-02-26"),
        ("12 fled in late November and early December", "window", "2016-11-21", "2016-12-10"),
        ("12 fled between mid-February and 1 March", "window", "2017-02-11", "2017-03-01"),
        ("12 fled by Monday", "count", None, "2017-03-06"),
        ("12 fled since Monday", "since", "2017-03-06", "2017-03-09"),
        ("12 fled on Monday, 6 March", "window", "2017-03-06", "2017-03-06"),
        ("12 fled, they said on Monday", "said", "2017-03-06", "2017-03-06"),
        ("12 still live there", "state", None, "2017-03-09"),
        ("12 to date", "now", None, "2017-03-09"),
        ("it may displace 12 people", None, None, None),
        ("12 people march on the town", None, None, None),
        ("the worst since 2005, with 12 dead", "compared", "2005-01-01", "2017-03-09"),
        ("12 houses built in the 1920s", None, None, None),
        ("12 people were displaced (IOM, 2 March 2017)", None, None, None),
        ("between May 2016 and now 12 fled", "since", "2016-05-01", "2017-03-09"),
        ("the floods of 2014 and 2015 killed 12", "window", "2014-01-01", "2015-12-31"),
        ("from January 19 to 22 it killed 12", "window", "2017-01-19", "2017-01-22"),
        ("12 displaced by last year's flood", "window", "2016-01-01", "2016-12-31"),
        ("12 fled since the end of January", "since", "2017-01-31", "2017-03-09"),
        ("12 fled at the end of January", "window", "2017-01-21", "2017-01-31"),
        ("12 fled on Friday of last week", "window", "2017-03-03", "2017-03-03"),
        ("12 fled last week Friday", "window", "2017-03-03", "2017-03-03"),
        ("12 fled on Friday night last week", "window", "2017-03-03", "2017-03-03"),
        ("Last week, Friday 12 March was remembered; 12 fled", "window", "2017-02-27", "2017-03-05"),
        ("12 fled on All Saints' Day", "window", "2016-11-01", "2016-11-01"),
        ("12 fled, Mayor Jun Dumlao said", None, None, None),
        ("in the last hours 12 fled", "vague", None, "2017-03-09"),
        ("days earlier, 12 fled", "vague", None, "2017-03-09"),
        ("12 fled on Wednesday (March 8), they say", "window", "2017-03-08", "2017-03-08"),
        ("since making landfall on March 2, it has killed 12", "event", "2017-03-02", "2017-03-09"),
        ("12 died in a space of one week", "window", "2017-03-02", "2017-03-09"),
        ("12 fled; it was too soon to say more", None, None, None),
        ("the storm of 16 January claimed 12 lives", "window", "2017-01-16", "2017-01-16"),
        ("resolution 2254 (2015) and 12 others", "window", "2015-01-01", "2015-12-31"),
    ],
)
def test_pattern(text: str, role: str | None, begin: str | None, finish: str | None) -> None:
    marks: list[PeriodMark] = read(text, counts=("12",)).periods
    found = [m for m in marks if m.role != "inner"]
    if role is None:
        assert found == []
        return
    iso = [d.isoformat() if d else None for d in (found[0].begin, found[0].finish)]
    assert (found[0].role, *iso) == (role, begin, finish)


def test_unknown_day_keeps_what_the_text_fixes() -> None:
    """With no day of publication, relative words tell nothing and full dates stay."""
    assert [m.begin for m in read("12 fled last week", None, ("12",)).periods] == [None]
    assert [m.begin for m in read("12 fled on 3 May 2016", None, ("12",)).periods] == [date(2016, 5, 3)]


def test_last_weekend() -> None:
    """Told on a Saturday, the last weekend is the one before; over the weekend, the one that has begun."""
    saturday = date(2017, 3, 11)
    assert [m.begin for m in read("12 fled last weekend", saturday, ("12",)).periods] == [date(2017, 3, 4)]
    assert [m.begin for m in read("12 fled over the weekend", saturday, ("12",)).periods] == [saturday]


def test_year_since() -> None:
    """What is counted since a day began before the date that the text tells first."""
    marks = read("Update, 13 September 2020. Since 1 January 12 have fled", None, ("12",)).periods
    assert [m.begin for m in marks][-1] == date(2020, 1, 1)


def test_year_or_number() -> None:
    """A number reader takes a year for a number; it stays a year where no unit follows it."""
    assert [m.text for m in read("12 died in 2004", counts=("12", "2004")).periods] == ["in 2004"]
    assert read("12 died in 2004 houses", counts=("12", "2004")).periods == []


def test_month_first_dates() -> None:
    """A date that can only be month first tells the order of the others."""
    marks = read("As of 5/6/2016 12 fled; as of 5/25/2016 more did", counts=("12",)).periods
    assert [m.finish for m in marks] == [date(2016, 5, 6), date(2016, 5, 25)]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("12 fled since Monday", Kind.CUMULATIVE),
        ("12 so far", Kind.CUMULATIVE),
        ("12 by Monday", Kind.CUMULATIVE),
        ("12 as of Monday", None),
        ("12 still there", Kind.STOCK),
        ("12 fled over the past week", Kind.FLOW),
    ],
)
def test_hint(text: str, hint: Kind | None) -> None:
    reading = read(text, counts=("12",))
    assert mark_hint(reading.periods[0], reading.published) is hint


def test_headline_and_restated_count_take_the_days_below() -> None:
    """A headline's number is the number of the text below, and so are its days."""
    text = "Flood kills 12\n\nHeavy rain fell for hours. Some 12 people died between 1 and 3 March, officials said."
    reading = read(text, counts=("12",))
    second = text.rindex("12")
    first, last = reading.token_at(second), reading.token_at(second + 1)
    reading.quantities.append(Quantity(second, second + 2, first, last, (first, last), 12, 12, 12, Quantifier.EXACT))
    read_periods(reading)
    drafts = [draft(reading, term="killed", number=k) for k in (0, 1)]
    for found in drafts:
        date_draft(reading, found, bind_period(reading, found))
    share_windows(reading, drafts)
    assert [days(found) for found in drafts] == [["2017-03-01", "2017-03-03"]] * 2
    assert drafts[0].implied["period"] == "another count of the text"


SPOKEN = (
    "in on since of the past last 12 3 31 March May Monday 2016 2017 week weeks year and to - , . ( ) @ said as 9 : "
    "by after flood began until between from first half next ago later ended years month th 30 February / 0 99"
)
WORDS = st.sampled_from(SPOKEN.split())


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=40), st.dates(date(1995, 1, 1), date(2090, 1, 1)) | st.none())
def test_any_words_are_read(words: list[str], published: date | None) -> None:
    """Whatever words of time follow each other, nothing breaks, marks are in order and inside the text."""
    text = "12 " + " ".join(words)
    reading = read(text, published, ("12",))
    for mark in reading.periods:
        assert text[mark.start : mark.end] == mark.text
    assert [m.start for m in reading.periods] == sorted(m.start for m in reading.periods)
    for kind in Kind:
        found = draft(reading, kind)
        date_draft(reading, found, bind_period(reading, found))
        if found.period_start and found.period_end:
            assert found.period_start <= found.period_end
        if published and found.period_end:
            assert found.period_end <= published
