"""A count's place stays its own, whatever else its sentence tells of other places."""

from datetime import date

import pytest

from stats.document import Document
from stats.extract import extract
from stats.vocabulary import DayKnown

PUBLISHED = date(2023, 5, 10)
CLAUSES = [
    ("3,000 people arrived in Maiduguri", "Maiduguri"),
    ("3,000 people were displaced in Goma", "Goma"),
    ("3,000 people were evacuated from Mariupol", "Mariupol"),
    ("3,000 homes were destroyed in Les Cayes", "Les Cayes"),
    ("3,000 people were killed in Kunduz", "Kunduz"),
    ("fighting in Aden displaced 3,000 people", "Aden"),
    ("3,000 people have returned to Raqqa", "Raqqa"),
]
FRAMES = [
    "{0}, and Nairobi sent aid.",
    "{0}, and Nairobi was calm.",
    "{0}, and Germany offered help.",
    "{0}, and talks in Doha broke down.",
    "{0} despite a ceasefire signed in Doha.",
    "{0}, and soldiers were sent from Nairobi.",
    "{0}, more than in Nairobi.",
    "Soldiers were sent from Nairobi after {0}.",
    "A team from Turkey is on its way after {0}.",
    "In the capital Nairobi, ministers met after {0}.",
    "Protests broke out in Nairobi after {0}.",
    "Germany and France sent aid after {0}.",
    "Talks in Doha ended as {0}.",
]


TELLERS = ["{0}, the US said.", "{0}, a US official said.", "{0}, the UK-based charity Oxfam said."]


@pytest.mark.parametrize("frame", TELLERS)
@pytest.mark.parametrize("place", ["the Ethiopian town of Mekelle", "Mali", "Goma", "the Somali town of Luuq"])
def test_the_country_of_a_teller_behind_a_place_does_not_hold_it(frame, place):
    """A comma and "the" or "a" lead to who speaks, and a place that is not well known does not lie in their country."""
    document = Document(frame.format(f"Some 3,000 people were killed in {place}"), published=PUBLISHED, language="en")
    (figure,) = extract(document)
    assert figure.place.split(" of ")[-1] == place.split(" of ")[-1]
    assert figure.country not in ("USA", "GBR")


def test_what_only_tells_when_a_denial_came_is_not_denied():
    """A count behind "after" is told by the text itself, one behind "that" is what was denied."""
    assert told("Eritrea denied any role after 3,000 people were killed in Mekelle.") == ["Mekelle"]
    assert told("Eritrea denied that after the raid 3,000 people were killed in Mekelle.") == []


def told(text: str) -> list[str | None]:
    """Return the places of a text's counts."""
    document = Document(text, published=PUBLISHED, published_by=DayKnown.STATED, language="en")
    return [figure.place for figure in extract(document)]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("clause", "place"), CLAUSES, ids=[place for _, place in CLAUSES])
def test_places_told_beside_do_not_move_a_count(frame, clause, place):
    """Where help comes from, where somebody meets or protests, is no place of those counted."""
    text = frame.format(clause)
    assert told(text[0].upper() + text[1:]) == [place]


LISTS = [
    ("Some 300 people were killed in Goma, and Beni received 400 families.", ["Goma", "Beni"]),
    ("Clashes in Goma, Beni, and Bunia displaced 3,000 people.", ["Goma, Beni, and Bunia"]),
    ("Some 3,000 people were displaced in Goma, and Beni.", ["Goma, and Beni"]),
    ("In Kenya, where floods killed 20 people, 3,000 families were moved to Nairobi.", ["Kenya", "Nairobi"]),
    ("Fighting spread from Goma to Beni, where 3,000 people fled.", ["Beni"]),
    ("Some 3,000 people displaced by the war in Sudan now live in Chad.", ["Chad"]),
    ("Some 3,000 people displaced by floods in Goma need food.", ["Goma"]),
    ("Some 3,000 people were displaced by floods in Goma.", ["Goma"]),
    ("The United States praised Poland for hosting 3,000 Ukrainian refugees.", ["Poland"]),
    ("Pakistan expelled 3,000 Afghan refugees.", ["Pakistan"]),
    ("Troops shelled Homs as 3,000 people fled.", ["Homs"]),
]


@pytest.mark.parametrize(("text", "places"), LISTS)
def test_lists_and_clauses_that_tell_the_only_place(text, places):
    """A list stays whole, and a place of another clause is taken where the count's own tells none."""
    assert told(text) == places
