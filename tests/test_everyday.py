"""Everyday texts: where nothing uproots anybody, nobody is displaced, sheltered or in need, whatever verb is used."""

from datetime import date

import pytest

from stats.document import Document
from stats.extract import extract
from stats.figure import Figure
from stats.vocabulary import Term

LEAGUE = (
    "The league's autumn season ended on Sunday in front of 35,000 people, who filled the old stadium by the river. "
    "Eight players have left the club since August, and four returned from loan. The bus company moved 12,000 visitors "
    "between the station and the ground, and the canteen served 9,300 of them. In the hostel next door 280 students "
    "stay during the term. The club lost three matches in a row, held twelve points and is looking for 40 stewards, "
    "most of them for the new stand, which has room for another 900 guests when it opens."
)
FLOOD = "\n\nElsewhere the flood displaced 300 families, and rescuers took them to shelters in Alder."


def figures(text: str, title: str | None = None) -> tuple[Figure, ...]:
    return extract(Document(text, published=date(2023, 5, 10), title=title, language="en"))


def test_nobody_is_uprooted_in_a_text_on_everyday_life() -> None:
    found = figures(LEAGUE)
    assert {figure.term for figure in found} == {Term.OTHER}
    assert {35_000, 8, 12_000, 280} <= {figure.value for figure in found}


@pytest.mark.parametrize("title", ["Floods hit the valley", "Thousands flee their homes"])
def test_the_title_may_tell_of_an_upheaval(title: str) -> None:
    assert any(figure.term is Term.FLED for figure in figures(LEAGUE.replace("players", "people"), title=title))


def test_a_text_on_an_upheaval_keeps_what_its_verbs_tell() -> None:
    found = {figure.value: figure.term for figure in figures(LEAGUE.replace("Eight players", "Eight people") + FLOOD)}
    assert found[300] is Term.DISPLACED
    assert found[8] is Term.FLED


def test_an_excerpt_is_taken_at_its_word() -> None:
    (figure,) = figures("Some 300 people left Alder on Sunday.")
    assert figure.term is Term.FLED


def test_people_at_leisure_may_be_told_to_be_uprooted() -> None:
    """Few words of upheaval do not uproot pupils and guests; the word that is told of them does."""
    found = {figure.value: figure.term for figure in figures(LEAGUE + " A fire displaced 15 students in the camp.")}
    assert found[8] is Term.OTHER
    assert found[15] is Term.DISPLACED


def test_explained() -> None:
    """A figure tells that it is other as nothing in its text uproots anybody."""
    left = next(figure for figure in figures(LEAGUE) if figure.value == 8)
    assert left.implied["term"] == "nothing in this text uproots anybody"
