"""Where: the corpus of phrasings, and what makes a phrase a place."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stats.assembly.draft import Draft
from stats.assembly.where.locations import bind_place
from stats.document import Document
from stats.extract import extract
from stats.lexicon import lexicon
from stats.readers.numbers.quantities import read_quantities
from stats.readers.reading import Reading
from stats.readers.sentences import open_reading
from stats.readers.when.periods import read_periods
from stats.readers.where.placemention import PlaceMention
from stats.readers.where.places import read_places
from stats.readers.who.attributions import read_attributions
from stats.vocabulary import DayKnown, Kind, PlaceRole, Term

CORPUS = tomllib.loads((Path(__file__).parent / "corpus" / "en_places.toml").read_text(encoding="utf-8"))


def read(text: str) -> Reading:
    """Return a text with the marks that places need."""
    reading = open_reading(Document(text=text, language="en", published_by=DayKnown.UNKNOWN), lexicon("en"))
    for reader in (read_quantities, read_periods, read_places, read_attributions):
        reader(reading)
    return reading


def draft_of(reading: Reading, count: str, term: str, kind: str = "flow") -> Draft:
    """Return the draft of the count written so, after the counts before it have been bound, as in a document."""
    position = reading.text.index(count)
    for quantity in reading.quantities:
        sentence = reading.sentence_at(quantity.start)
        draft = Draft(quantity, sentence, (sentence.first, sentence.last), term=Term(term), kind=Kind(kind))
        bind_place(reading, draft)
        if quantity.start <= position < quantity.end:
            return draft
    raise AssertionError(f"{count} is no quantity of the text")


def named(reading: Reading) -> list[str]:
    """Return the words of the places of a text that are neither nationalities nor offices."""
    mentions: list[PlaceMention] = reading.places
    return [reading.text[m.start : m.end] for m in mentions if not (m.adjective or m.office)]


@pytest.mark.parametrize("example", CORPUS["example"], ids=lambda e: e["text"][:60])
def test_corpus(example: dict[str, Any]) -> None:
    """Each phrasing tells the place of its count and the country."""
    draft = draft_of(read(example["text"]), example["count"], example["term"], example.get("kind", "flow"))
    wanted = example.get("place")
    if wanted is None:
        assert draft.place is None
    else:
        assert draft.place is not None
        assert wanted.lower() in draft.place.lower() or draft.place.lower() in wanted.lower()
    assert draft.country == example.get("country")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Fighting hit the village of Yirgou and 30 people fled.", ["village of Yirgou"]),
        ("About 300 people fled western neighbourhoods of Mosul.", ["western neighbourhoods of Mosul"]),
        ("Floods in Sichuan and Yunnan provinces killed 30.", ["Sichuan and Yunnan provinces"]),
        ("Some 300 people in Bimbwi area fled.", ["Bimbwi area"]),
        ("Two men died near Dam Town 6, and 30 people fled.", ["Dam Town 6"]),
        ("Hurricane Matthew displaced 300 people.", []),
        ("The Department of Social Welfare counted 300 people.", []),
        ("Islamic State in Iraq and the Levant killed 30 people.", []),
        ("In March and on Monday 300 people fled.", []),
        ("Plan of Action MDRKE042, MoH: 300 people fled near the National Park.", []),
        ("Dozens died in clashes of the Somali and Oromo ethnic groups in Jijiga.", ["Jijiga"]),
        ("Some 300 people fled Yao'an county.", ["Yao'an county"]),
        ("The deputy chief of Civil Defence Rogelio Flores said that 300 people fled Bonanza.", ["Bonanza"]),
        ("Some 300 people were killed in Juba, the Sudan Tribune reported.", ["Juba"]),
        ("Helped by Hercules aircraft, 300 people got out of besieged Aleppo.", ["Aleppo"]),
    ],
)
def test_names(text: str, places: list[str]) -> None:
    """Names are widened by the words of place beside them; storms, offices and months are no places."""
    assert named(read(text)) == places


def test_evidence_and_id() -> None:
    """The span of the evidence holds the place's words, and the gazetteer's place is told by its id."""
    reading = read("More than 3,000 people fled Mosul in Iraq.")
    draft = draft_of(reading, "3,000", "fled")
    start, end = draft.evidence["place"]
    assert reading.text[start:end] == draft.place == "Mosul"
    assert draft.place_id == "gn:99072"
    assert draft.place_role is PlaceRole.ORIGIN


def test_role_of_those_who_stay() -> None:
    """People in a camp are present there; a place reached is a destination."""
    assert draft_of(read("Some 3,000 people are in Zaatari camp, Jordan."), "3,000", "in_camp", "stock").place_role is (
        PlaceRole.PRESENT
    )
    assert draft_of(read("Some 3,000 people crossed into Niger."), "3,000", "refugee").place_role is (
        PlaceRole.DESTINATION
    )


def test_the_dead_are_where_a_place_is_carried_to() -> None:
    """A place that people were displaced from is, for a toll that is told next, the one where it happened."""
    reading = read("Some 400 people were displaced from Taiz, in Yemen. At least 30 people died.")
    draft = draft_of(reading, "30", "killed")
    assert (draft.place, draft.place_role) == ("Taiz", PlaceRole.PRESENT)


def test_carried_is_implied() -> None:
    """A place taken over from an earlier sentence is implied, and has no span of evidence."""
    draft = draft_of(read("Shells fell on Taiz, in Yemen. At least 30 people died."), "30", "killed")
    assert draft.place == "Taiz"
    assert draft.implied["place"] == "carried"
    assert "place" not in draft.evidence


def test_nothing_told() -> None:
    """A text that names no place gives none, and no country."""
    draft = draft_of(read("About 300 people were displaced by floods."), "300", "displaced")
    assert (draft.place, draft.country, draft.place_id, draft.place_role) == (None, None, None, None)


def test_one_count_in_two_units() -> None:
    """A count told again in another unit has the place of the first, not one that follows."""
    text = "Clashes in Tawila, Sudan, displaced 4,000 people (800 households), mainly to other places in Al Fasher."
    figures = extract(Document(text=text, language="en"))
    assert [(f.quote, f.place) for f in figures] == [("4,000", "Tawila"), ("800", "Tawila")]


def test_where_others_went() -> None:
    """Where some people went is not where others died."""
    text = "Fighting hit Bosso, in Niger. Some 900 people fled to Diffa. Thirty soldiers were killed."
    figures = extract(Document(text=text, language="en"))
    assert [(f.quote, f.place) for f in figures] == [("Some 900", "Diffa"), ("Thirty", "Bosso")]


def test_events_long_before() -> None:
    """What happened long before what a text tells of was not at its place, unless the sentences before say so."""
    text = "Floods in Benue, Nigeria, have displaced 300 people. Those of 2012 killed 40 and left 900 homeless."
    figures = extract(Document(text=text, language="en", published=date(2022, 9, 20)))
    assert [(f.quote, f.place, f.country) for f in figures] == [
        ("300", "Benue", "NGA"), ("40", None, "NGA"), ("900", None, "NGA"),
    ]  # fmt: skip
    told = "Goma counts 300 homeless people.\n\nThe volcano by Goma last erupted in January 2002. It killed 40 people."
    figures = extract(Document(text=told, language="en", published=date(2021, 5, 24)))
    assert [(f.quote, f.place) for f in figures] == [("300", "Goma"), ("40", "Goma")]


def test_a_war_is_not_only_where_it_struck_today() -> None:
    """What runs since years before the text's news is of more than its place, and dates back to when it began."""
    text = (
        "SUDAN\n\nSome 900 people fled El Fasher, in Sudan, on Saturday, and 21 were killed. The war, which began in "
        "April 2023, has killed tens of thousands and uprooted 12 million people.\n\nAnother 40 people fled on Sunday."
    )
    figures = extract(Document(text=text, language="en", published=date(2025, 3, 17)))
    assert [(f.quote, f.place, f.country, f.period_start, f.period_end) for f in figures[2:4]] == [
        ("tens of thousands", "Sudan", "SDN", date(2023, 4, 1), date(2025, 3, 17)),
        ("12 million", "Sudan", "SDN", date(2023, 4, 1), date(2025, 3, 17)),
    ]
    assert [f.place for f in (*figures[:2], figures[4])] == ["El Fasher"] * 3


def test_a_reason_with_a_count_of_its_own_is_elsewhere() -> None:
    text = "Floods hit Malawi. The death toll was corrected from 26 to 24, as two deaths in Mulanje had other causes."
    figures = extract(Document(text=text, language="en", published=date(2024, 3, 15)))
    assert [(f.place, f.kind, f.period_end) for f in figures] == [
        ("Malawi", Kind.CUMULATIVE, None), ("Malawi", Kind.CUMULATIVE, date(2024, 3, 15)),
        ("Mulanje", Kind.CUMULATIVE, date(2024, 3, 15)),
    ]  # fmt: skip


def test_what_an_aside_counts_is_not_where_the_sentence_ends() -> None:
    text = "Nsanje, in Malawi, is cut off. The floods, which killed 11 people last week, have cut the road to Bangula."
    (figure,) = extract(Document(text=text, language="en", published=date(2024, 3, 15)))
    assert figure.place == "Nsanje"


def test_those_who_returned_came_to_where_they_are_told() -> None:
    """The whole is of the country, not of the first of the places in which its parts are."""
    text = "In Sudan 5,000 people returned, mainly to Khartoum (3,000) and Sennar (2,000). In Kassala 300 returned."
    figures = extract(Document(text=text, language="en", published=date(2025, 3, 26)))
    assert [f.place for f in figures] == ["Sudan", "Khartoum", "Sennar", "Kassala"]
    assert {f.place_role for f in figures} == {PlaceRole.DESTINATION}


@pytest.mark.parametrize("how", [":", ", including", " –"])
def test_countries_listed_as_those_where_people_went(how: str) -> None:
    text = (
        f"Sudan: 11.5 million people were internally displaced and 3.2 million had fled to neighbouring countries{how} "
        "Egypt (1.2 million), Chad (720,000) and South Sudan (970,000)."
    )
    figures = extract(Document(text=text, language="en"))
    assert [(f.quote, f.term) for f in figures[:2]] == [
        ("11.5 million", Term.DISPLACED), ("3.2 million", Term.REFUGEE),
    ]  # fmt: skip
    assert [(f.place, f.place_role) for f in figures[2:]] == [
        ("Egypt", PlaceRole.DESTINATION), ("Chad", PlaceRole.DESTINATION), ("South Sudan", PlaceRole.DESTINATION),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "text", "place", "country"),
    [
        ("Lombok quake toll rises", "At least 300 people have died.", "Lombok", "IDN"),
        ("Kenya: floods", "At least 300 people have died.", None, "KEN"),
        ("Kenya: floods", "At least 300 people have died in Alder.", "Alder", "KEN"),
        (None, "At least 300 people have died.", None, None),
        # capitals that are no country's: of a currency, of the words before them
        (None, "The storm cost US$40 million. In Malatya, crews pulled out 60 people.", "Malatya", "TUR"),
        (None, "Flooding in the Central Alder Region (CAR) drove out 400 families.", "Central Alder Region", None),
    ],
)
def test_title_apart(title: str | None, text: str, place: str | None, country: str | None) -> None:
    """A title that stands apart from the text tells the country, and the place where it names one inside a country."""
    figure = extract(Document(text, title=title))[0]
    assert (figure.place, figure.country) == (place, country)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Fighting goes on in Baidoa. Some 7.7 million Somalis need help.", None),
        ("Fighting goes on in Baidoa. Some 700 Somali soldiers were killed.", "Baidoa"),
        ("Fighting goes on in Baidoa. Some 700 Somalis were killed in Merca.", "Merca"),
        ("Floods hit all of Somalia. Some 700 Somalis were killed.", "Somalia"),
        ("Floods hit Baidoa, in Somalia. Some 12 Kenyans were killed.", "Baidoa"),
    ],
)
def test_people_of_a_country(text: str, place: str | None) -> None:
    """A people as a whole is not at the place told before; those of one trade or from abroad are."""
    assert extract(Document(text))[0].place == place


@pytest.mark.parametrize(
    ("line", "sits"),
    [
        ("Department of Disaster Management Affairs (DoDMA), Lilongwe, 6 March 2024", True),
        ("International Organization for Migration, Port Sudan, 5 March 2025", True),
        ("IOM, Port Sudan, 5 March 2025", True),
        ("Floods in Karonga, Malawi, 6 March 2024", False),
        ("Heavy fighting, Port Sudan, 5 March 2025", False),
    ],
)
def test_where_a_body_sits(line: str, sits: bool) -> None:
    """The town in a bulletin's letterhead is where its makers sit."""
    reading = read(f"Situation report No. 2\n{line}\n\nSome 11,410 people have been displaced.")
    assert [mention.seat for mention in reading.places if not mention.office][-1] is sits


def test_nothing_happened_where_a_body_sits() -> None:
    text = (
        "Flood situation report No. 6\nDepartment of Disaster Management Affairs (DoDMA), Lilongwe, 25 March 2024\n\n"
        "KEY FIGURES\n29,450 people displaced since 2 March\n24 deaths\n"
    )
    assert {(f.place, f.country) for f in extract(Document(text))} == {(None, "MWI")}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("District | Displaced people\nNsanje | 5,230\nMulanje | 2,020\n", ["MW311", "MW308"]),
        ("No. | Affected district | Displaced\n1 | Nsanje | 5,230\n2 | Mulanje | 2,020\n", ["MW311", "MW308"]),
        ("Displaced people by district:\n- Nsanje: 5,230\n- Mulanje: 2,020\n", ["MW311", "MW308"]),
        ("Town | Displaced people\nNsanje | 5,230\nMulanje | 2,020\n", ["gn:924572", "gn:925789"]),
    ],
)
def test_a_head_tells_what_kind_the_places_below_it_are(text: str, places: list[str]) -> None:
    """A district and its town have one name: a column's head, or a list's, tells which is meant."""
    figures = extract(Document(f"Floods in Malawi\n\n{text}", language="en", published=date(2024, 3, 6)))
    assert [figure.place_id for figure in figures if figure.term is Term.DISPLACED] == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Galle: 12 dead\nMatara: 9 dead, 4 injured\nIn shelters: 3,000 people", ["Galle", "Matara", "Matara", None]),
        ("Toll\n\nGalle: 12 dead\nZorvel: 9 dead, 4 injured", ["Galle", "Zorvel", "Zorvel"]),
        ("Deaths by municipality: Zorvel 3, Galle 2, Bintra 1", ["Zorvel", "Galle", "Bintra"]),
        ("IDPs by ward\nZorvel: 500 (100 families)\nGalle: 900 (180 families)", ["Zorvel", "Zorvel", "Galle", "Galle"]),
        ("IDPs by district\nGalle 500\nMatara 900\nTotal 1,400", ["Galle", "Matara", None]),
    ],
)
def test_places_that_open_lines(text: str, places: list[str | None]) -> None:
    """The place that opens a line of a list is that of all its counts, and not of a line below that is of none."""
    figures = extract(Document(text, language="en", published=date(2024, 3, 6)))
    assert [figure.place for figure in figures] == places


@pytest.mark.parametrize(
    "text",
    ["Some 400 people who had fled to Bama have returned to Konduga, in Nigeria.",
     "Some 400 people who had fled Konduga, in Nigeria, have returned."],
)  # fmt: skip
def test_where_people_had_fled_is_not_where_they_return(text: str) -> None:
    (figure,) = extract(Document(text=text, language="en"))
    assert (figure.term, figure.place, figure.country) == (Term.RETURNED, "Konduga", "NGA")


def test_numbered_headings() -> None:
    """A numbered line that is nothing but a place's name heads what stands below it."""
    text = "1. Bama\n340 families displaced\n2. Konduga\n120 families displaced"
    figures = extract(Document(text=text, language="en"))
    assert [(f.quote, f.place) for f in figures] == [("340", "Bama"), ("120", "Konduga")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Speaking in Geneva, a spokesman said 3,000 people arrived in Maiduguri.", "Maiduguri"),
        ("Some 3,000 people arrived in Maiduguri, said Ali Musa, who lives in London.", "Maiduguri"),
        ("Some 3,000 people arrived in Maiduguri, fleeing attacks in Baga.", "Baga"),
        ("Some 3,000 people were killed in Goma, the Jordan Times reported.", "Goma"),
    ],
)
def test_where_somebody_speaks_is_no_place_of_a_count(text: str, place: str) -> None:
    assert extract(Document(text, language="en"))[0].place == place
