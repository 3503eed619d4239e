"""What a clause beside a count tells of something else changes nothing of the count: crossed, each with each."""

from datetime import date

import pytest

from stats.document import Document
from stats.extract import extract
from stats.vocabulary import DayKnown

PUBLISHED = date(2023, 5, 10)


def read(text):
    """Return the figures of an English text."""
    return extract(Document(text, published=PUBLISHED, published_by=DayKnown.STATED, language="en"))


BEFORE = [
    "Shops remain shut and", "Water is still rising and", "The valley is now empty and",
    "The alarm was raised to orange and",
]  # fmt: skip
DEEDS = [
    "raids displaced 900 people last week.", "900 people fled their homes.", "900 people were evacuated on Monday.",
]  # fmt: skip


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("deed", DEEDS)
def test_how_something_else_is_makes_no_state_of_what_happened(before, deed):
    """The words of a clause that counts nobody tell no kind of the count joined to it."""
    assert [(f.value, f.kind) for f in read(f"{before} {deed}")] == [(900, "flow")]


AHEAD = [
    "The cyclone will reach the coast on Sunday, and", "Markets will stay shut and", "The wall could give way, but",
    "The council, which hopes to rebuild the port, said", "More tents will arrive soon;",
    "If it snows, roads may close;",
]  # fmt: skip
HAPPENED = [
    "900 people were displaced.", "900 people have fled.", "900 people are missing.", "900 families need food.",
    "firefighters evacuated 900 people.", "floods have destroyed 900 homes.",
]  # fmt: skip
TO_COME = ["900 people could be displaced.", "900 people will be evacuated.", "the army plans to evacuate 900 people."]


@pytest.mark.parametrize("ahead", AHEAD)
@pytest.mark.parametrize("told", HAPPENED + TO_COME)
def test_what_is_expected_of_something_else_foresees_no_count(ahead, told):
    """A count of what has happened is no forecast behind one, and a forecast stays one."""
    assert [(f.value, f.forecast) for f in read(f"{ahead} {told}")] == [(900, told in TO_COME)]


BEHIND = [
    ", and the price of rice has doubled since January.", ", while fuel prices have risen since March.",
    ", although the coast has been calm since April.", ", but no help has come so far.",
    ", and the ferry has been out of use since then.", " and the search is still under way.",
    " and the fire is still burning.",
]  # fmt: skip


@pytest.mark.parametrize("behind", BEHIND)
@pytest.mark.parametrize("deed", ["Police arrested 900 people", "Floods displaced 900 people last week"])
def test_since_when_something_else_is_so_is_no_time_of_a_count(deed, behind):
    """A clause behind a count with a subject of its own counts nothing up, and makes no state of it."""
    assert [(f.value, f.kind) for f in read(deed + behind)] == [(900, "flow")]


@pytest.mark.parametrize("before", ["The war has so far spared the port,", "Rain has so far missed the valley;"])
@pytest.mark.parametrize("joint", ["and", "but", "while"])
def test_so_far_of_a_clause_before_counts_nothing_up(before, joint):
    """What has so far happened to something else is no running total of those told of next."""
    text = f"{before} {joint} 900 people fled their homes.".replace("; but", ", but").replace("; while", ", while")
    assert [(f.value, f.kind) for f in read(text)] == [(900, "flow")]
    assert [f.kind for f in read("Rain has so far displaced 300 people and killed 9.")] == ["cumulative"] * 2


@pytest.mark.parametrize(("title", "term"), [
    ("900 people evacuated as river rises | Valley News", "evacuated"),
    ("Floods force 900 people from homes | The Alder Post", "fled"),
    ("Fire in Alder leaves 900 homeless | Radio Birch", "homeless"),
])  # fmt: skip
def test_the_name_of_a_site_makes_no_row_of_a_title(title, term):
    """A headline with the name of its site behind it is read as one without."""
    assert [(f.value, f.term) for f in read(f"{title}\n\nThe mayor met the press.")] == [(900, term)]


@pytest.mark.parametrize("text", [
    "The army denied any role after 900 people were killed.",
    "The mayor denied the bridge was shut and said 900 people had fled.",
    "The army denied it had shelled Alder, where 900 people were killed.",
])
def test_what_is_denied_beside_a_count_denies_no_count(text):
    """A count told in a clause of its own behind a denial stands; one that is denied does not."""
    assert [f.value for f in read(text)] == [900]
    assert read("The army denied reports that 900 people had fled.") == ()
