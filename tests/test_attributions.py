"""Who says so: the corpus of phrasings, the organisations behind names, and what a count without a speaker gets."""

import csv
import tomllib
from pathlib import Path
from typing import Any

import pytest

from stats.assembly.draft import Draft
from stats.assembly.who.sources import bind_source
from stats.document import Document
from stats.extract import extract
from stats.lexicon import lexicon
from stats.readers.numbers.quantities import read_quantities
from stats.readers.reading import Reading
from stats.readers.sentences import open_reading
from stats.readers.when.periods import read_periods
from stats.readers.where.places import read_places
from stats.readers.who.attributions import read_attributions
from stats.readers.who.organisations import source_of
from stats.settings import DATA
from stats.vocabulary import DayKnown, Term

CORPUS = tomllib.loads((Path(__file__).parent / "corpus" / "en_attributions.toml").read_text(encoding="utf-8"))


def read(text: str) -> Reading:
    """Return a text with the marks that attributions need."""
    reading = open_reading(Document(text=text, language="en", published_by=DayKnown.UNKNOWN), lexicon("en"))
    for reader in (read_quantities, read_periods, read_places, read_attributions):
        reader(reading)
    return reading


def draft_of(reading: Reading, count: str) -> Draft:
    """Return a draft of the first quantity written so."""
    position = reading.text.index(count)
    quantity = next(q for q in reading.quantities if q.start <= position < q.end)
    sentence = reading.sentence_at(position)
    draft = Draft(quantity, sentence, (sentence.first, sentence.last))
    draft.term = Term.DISPLACED
    bind_source(reading, draft)
    return draft


@pytest.mark.parametrize("example", CORPUS["example"], ids=lambda e: e["text"][:60])
def test_corpus(example: dict[str, Any]) -> None:
    """Each phrasing tells its speaker, or that nobody speaks."""
    found, wanted = draft_of(read(example["text"]), example["count"]).attribution, example.get("attribution")
    if wanted is None:
        assert found is None
    else:
        assert found is not None
        assert wanted.lower() in found.lower() or found.lower() in wanted.lower()


def test_evidence_is_the_name() -> None:
    """The span of the evidence holds the words of the attribution."""
    reading = read("At least 300 families fled, the International Organization for Migration said on Monday.")
    draft = draft_of(reading, "300")
    start, end = draft.evidence["attribution"]
    assert reading.text[start:end] == draft.attribution
    assert draft.source_id == "IOM"


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("the UN refugee agency", "UNHCR"),
        ("UNHCR", "UNHCR"),
        ("The United Nations", "UN"),
        ("the UN Office for the Coordination of Humanitarian Affairs (OCHA)", "OCHA"),
        ("IOM's Displacement Tracking Matrix", "IOM"),
        ("local authorities", "government"),
        ("Médecins Sans Frontières", "MSF"),
        ("Ministry of health care", "government"),
        ("Patrick Muyaya", None),
    ],
)
def test_source_of(name: str, source: str | None) -> None:
    """A name is led back to one organisation; short names in capitals are not found in everyday words."""
    assert source_of(name) == source


def test_person_speaks_for_the_office() -> None:
    """A person is named alone, and the office in the function tells the source."""
    draft = draft_of(read("UNHCR spokeswoman Ana Brito said 300 families fled."), "300")
    assert (draft.attribution, draft.source_id) == ("Ana Brito", "UNHCR")


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("Prime Minister Sheikh Nadira", "Sheikh Nadira"),
        ("Army chief General Karim Fattah al-Brito", "Karim Fattah al-Brito"),
        ("Omar Khan of the Red Crescent", "Omar Khan"),
        ("Omar Khan from UNICEF", "Omar Khan"),
        ("UNICEF's Omar Khan", "Omar Khan"),
        ("The UN coordinator for Sudan Omar Khan", "Omar Khan"),
        ("Governor of North Kivu Omar Khan", "Omar Khan"),
        ("Omar Khan, 34, a farmer,", "Omar Khan"),
    ],
)
def test_a_person_is_named_alone(speaker: str, name: str) -> None:
    draft = draft_of(read(f"{speaker} said 300 families fled."), "300")
    assert draft.attribution == name


@pytest.mark.parametrize(
    "measured",
    ["far more than the 31,260 announced by the ministry", "compared with 31,260 reported by the ministry on Tuesday",
     "against 31,260 according to the ministry"],
)  # fmt: skip
def test_a_count_that_another_is_measured_against_is_its_tellers(measured: str) -> None:
    text = f"The Red Cross says that 45,000 people have been displaced in Malawi, {measured}."
    told = extract(Document(text, language="en"))
    assert [figure.attribution for figure in told] == ["The Red Cross", "the ministry"]


@pytest.mark.parametrize(
    ("head", "publisher", "source"),
    [
        ("International Organization for Migration, Port Sudan, 26 March 2025", None, "IOM"),
        ("Department of Disaster Management Affairs (DoDMA), Lilongwe, 9 March 2024", None, "DoDMA"),
        ("Port Sudan, 26 March 2025", "UNHCR Sudan", "UNHCR"),
        ("Port Sudan, 26 March 2025", "The Alder Gazette", None),
    ],
)
def test_whose_text_it_is(head: str, publisher: str | None, source: str | None) -> None:
    """What a text has from nobody else is said by the organisation whose text it is; no attribution is made up."""
    text = f"Weekly snapshot 15\n{head}\n\nSome 8,600 people are displaced. The mayor said that 300 fled."
    told = extract(Document(text, language="en", publisher=publisher))
    assert [(figure.attribution, figure.source_id) for figure in told] == [(None, source), ("The mayor", "government")]
    assert told[0].implied.get("source_id") == ("whose text it is" if source else None)


def test_aliases_are_unique() -> None:
    """No alias of the table means two organisations, and each organisation has one name and kind."""
    with (DATA / "reference" / "organisations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    aliases = [row["alias"].casefold() for row in rows]
    assert len(aliases) == len(set(aliases))
    named: dict[str, tuple[str, str]] = {}
    for row in rows:
        assert named.setdefault(row["source_id"], (row["name"], row["kind"])) == (row["name"], row["kind"])


def test_no_speaker_no_marks() -> None:
    """A text in which nobody speaks has no attributions."""
    assert read("Floods displaced 300 families in May. Roads are cut.").attributions == []


@pytest.mark.parametrize(
    "line",
    ["Police officers killed: 3", "Army personnel deployed: 30", "Refugees registered: 30", "Dead by city\nGalle – 3"],
)
def test_who_is_counted_in_a_line_says_nothing(line: str) -> None:
    assert [figure.attribution for figure in extract(Document(line, language="en"))] == [None]


MASTHEADS = (
    ("Alder: Situation Report #1 (17 – 19 October 2022) [EN/AR/KU]", None),
    ("Alder: Flash update\n\nReport\nfrom UN High Commissioner for Refugees\nPublished on 28 Jun 2022\npreview", None),
    ("Alder: Flash update\n\nReport from the Relief Ministry\n3 May 2022", "the Relief Ministry"),
    ("ALDER SITUATION UNHCR REGIONAL UPDATE 7 25 April 2022", None),
    ("Alder: Situation report (3 May 2022) [NDMA]", "NDMA"),
)
"""Tops of bulletins, and whose the counts below them are."""


@pytest.mark.parametrize(("top", "told"), MASTHEADS, ids=lambda value: str(value)[:30])
def test_a_masthead_names_who_brings_a_text_out(top: str, told: str | None) -> None:
    """Who published a text need not be who counted, and the codes of its languages are nobody."""
    figures = extract(Document(f"{top}\n\n• 5,640 people were displaced.\n• 300 houses were destroyed.", language="en"))
    assert {figure.attribution for figure in figures} == {told}


@pytest.mark.parametrize(
    "report", ["Situation Report No. 5 of", "Flash Update 3 by", "Report 7 from", "bulletin no. 12 of"]
)
def test_a_numbered_report_has_an_author(report: str) -> None:
    (figure,) = extract(Document(f"According to {report} the Disaster Centre, 300 people died.", language="en"))
    assert figure.attribution == "the Disaster Centre"


@pytest.mark.parametrize("name", ["OCHA", "UNICEF", "AFAD"])
@pytest.mark.parametrize("aside", ["the UN's humanitarian arm", "Turkey's disaster agency", "a UN body"])
def test_a_body_in_capitals_speaks_before_what_explains_it(name, aside):
    """An aside with an owner in it does not take the place of the short name that it explains."""
    (figure,) = extract(Document(f"{name}, {aside}, said 12 people were killed.", language="en"))
    assert figure.attribution == name
