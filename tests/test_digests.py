"""Digests: each item is read by itself, with its heading's country and without the days of its neighbours."""

from datetime import date

import pytest

from stats.document import Document
from stats.extract import drafts_of, extract
from stats.figure import Figure
from stats.lexicon import lexicon
from stats.readers.digests import items_of
from stats.readers.sentences import open_reading

RAIN = "Rivers have left their beds since 4 May. According to officials, 900 people lost their homes."
ROAD = "A hill came down on a road. About 60 houses were buried."

HEADINGS = (
    ("MALI", "PERU"),
    ("Mali - Floods (ECHO 08 May 2023)", "Peru - Landslide (ECHO 08 May 2023)"),
    ("Mali – Floods, update", "Northern Peru – Landslide"),
    ("Mali (update)", "Peru"),
    ("1. Mali", "2. Peru"),
    ("MALI | Floods", "PERU | Landslide"),
    ("Floods in Mali", "Landslide, Peru"),
    ("Mali floods", "Peru landslide"),
    ("Storm ROSA – Mali", "Storm ADA – Peru"),
)
"""Pairs of headings of one digest, of Mali and of Peru."""


def read(text: str) -> dict[float, Figure]:
    """Return the figures of a text of 10 May 2023 by their value."""
    return {figure.value: figure for figure in extract(Document(text, published=date(2023, 5, 10)))}


@pytest.mark.parametrize("heads", HEADINGS, ids=lambda heads: heads[0])
@pytest.mark.parametrize("top", ["", "Weekly digest, 10 May 2023\n\nIt rained in many countries.\n\n"], ids=["", "top"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["one", "two"])
def test_an_item_is_of_the_country_that_its_heading_names(heads: tuple[str, str], top: str, gap: str) -> None:
    found = read(f"{top}{heads[0]}{gap}{RAIN}\n\n{heads[1]}{gap}{ROAD}")
    assert (found[900].country, found[60].country) == ("MLI", "PER")
    assert (found[60].period_start, found[60].attribution) == (None, None)


@pytest.mark.parametrize("bullet", ["", "• "])
def test_an_item_may_open_with_its_country_and_a_colon(bullet: str) -> None:
    found = read(f"{bullet}Mali: {RAIN}\n{bullet}Kenya: Nothing was reported from there.\n{bullet}Peru: {ROAD}")
    assert (found[900].country, found[60].country) == ("MLI", "PER")
    assert found[60].period_start is None


def test_a_heading_goes_before_the_countries_that_its_item_names() -> None:
    told = "Malian doctors came by air, Malian soldiers by road, a Malian minister by boat. Some 300 are missing."
    assert read(f"MALI\n{RAIN}\n\nPERU\n{told}")[300].country == "PER"


def test_what_stands_above_all_items_is_told_of_each() -> None:
    text = "The storm struck on 2 May.\n\nMALI\nIn the storm 900 people died.\n\nPERU\nThe storm killed 60 people."
    found = read(text)
    assert {found[n].period_start for n in (900, 60)} == {date(2023, 5, 2)}
    title = f"Sudan: Regional response\n\nAbout 2,000 people left on 3 May.\n\nCHAD\n{RAIN}\n\nEGYPT\n{ROAD}"
    found = read(title)
    assert (found[2_000].country, found[900].country, found[60].country) == ("SDN", "TCD", "EGY")


def test_every_count_of_a_digest_is_told_once() -> None:
    text = f"Weekly digest: 1,500 people displaced\n\nMALI\n{RAIN}\n\nPERU\n{ROAD}"
    drafts, figures = drafts_of(Document(text, published=date(2023, 5, 10)))
    assert [figure.quote for figure in figures] == ["1,500", "900", "About 60"]
    assert len(drafts) == len(figures)
    assert all(text[figure.start : figure.end] == figure.quote for figure in figures)


@pytest.mark.parametrize(
    "text",
    [
        f"Mali\n\n{RAIN}\n\nResponse\n\n{ROAD}",
        f"MALI: Floods\n\n{RAIN}\n\nRead also: Landslide in Peru\n\n{ROAD}",
        f"Floods hit Mali\n\n{RAIN}\n\nFlood waters rise further after storm in Peru\n\n{ROAD}",
    ],
    ids=["one country", "a link", "headlines"],
)
def test_a_text_of_one_thing_is_no_digest(text: str) -> None:
    assert items_of(open_reading(Document(text), lexicon("en"))) == []


def test_countries_in_a_list_have_their_numbers_below_them() -> None:
    found = read("Refugees in camps\n\nMali\n30,000\nPeru\n90,000")
    assert {n: figure.country for n, figure in found.items()} == {30_000: "MLI", 90_000: "PER"}
