"""The parts of a breakdown are linked to their whole, so that no series counts them beside it."""

from datetime import date

import pytest

from stats.document import Document
from stats.extract import extract

PARTS = [  # the text, then the number that each count is a part of
    ("7,916 people live in camps, of whom 4,825 are women and 3,091 are men.", [None, 7916, 7916]),
    ("7,916 people live in camps (4,825 women and 3,091 men).", [None, 7916, 7916]),
    ("7,916 people fled Goma. Of these, 4,825 are women, 3,091 are men, IOM said.", [None, 7916, 7916]),
    ("2,400 people fled Goma, including 1,300 children and 600 women.", [None, 2400, 2400]),
    ("Some 7,916 people fled Goma: 4,825 to Sake and 3,091 to Minova.", [None, 7916, 7916]),
    ("700 of the 1,000 displaced people in Goma are children.", [1000, None]),
    ("12 people were killed, including 3 children and 2 women, and 40 were injured.", [None, 12, 12, None]),
    ("Displaced: 405\n\nKayah 201\nKayin 140\nChin 64", [None, 405, 405, 405]),
    ("7,916 people fled Goma: 4,825 to Sake, 3,091 to Minova. Another 300 fled Beni.", [None, 7916, 7916, None]),
    # what is told of other days, or adds nothing up, is no part
    ("The death toll was corrected from 26 to 24, as two deaths in Goma had other causes.", [None, None, 26]),
    ("Floods killed 14 people on Monday. On Tuesday 9 died, on Wednesday 5.", [None, None, None]),
    ("3,000 people fled Goma and 2,000 people fled Beni.", [None, None]),
    ("An attack killed 12 people, including 3 children. Another 2 children were killed on Friday.", [None, 12, None]),
]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Some 31,260 people have fled Nsanje. Of the 31,260, about 8,000 are children.", ["fled", "fled", "fled"]),
        ("Some 31,260 people are displaced. Of the 31,260, 24,880 people are in camps.",
         ["displaced", "displaced", "in_camp"]),
    ],
)  # fmt: skip
def test_a_count_that_opens_a_breakdown_is_the_one_told_before(text: str, terms: list[str]) -> None:
    """A bare number told again is neither a population nor counted a second time."""
    whole, again, _ = figures = extract(Document(text, published=date(2024, 3, 15), language="en"))
    assert [figure.term for figure in figures] == terms
    assert (again.same_as, again.kind, again.place) == (whole.id, whole.kind, whole.place)


@pytest.mark.parametrize(("text", "wholes"), PARTS, ids=[text for text, _ in PARTS])
def test_parts_know_their_whole(text: str, wholes: list[int | None]) -> None:
    """Each count names the one that it is a part of, and the others none."""
    figures = extract(Document(text, published=date(2021, 12, 10), language="en"))
    values = {figure.id: figure.value for figure in figures}
    assert [values.get(figure.part_of or "") for figure in figures] == wholes
