"""What tables, lists and sections count, whatever their shape: most numbers of many made by chance are read right."""

from collections.abc import Callable
from datetime import date
from random import Random

import bulletins_made as made
import pytest

from stats.document import Document
from stats.extract import extract

TEXTS = 120
FLOORS = dict.fromkeys((made.table, made.lines, made.sections, made.parts), 0.98)
"""The share of the numbers that are read right at least."""


@pytest.mark.parametrize("make", FLOORS, ids=lambda make: make.__name__)
def test_numbers_count_what_their_place_in_a_bulletin_says(make: Callable[[Random], tuple[str, made.Told]]) -> None:
    random = Random(7)
    right = of = 0
    wrong: list[tuple[str, made.Told]] = []
    for _ in range(TEXTS):
        text, told = make(random)
        document = Document(f"Flood bulletin no. 3\nAs of 4 May 2024\n\n{text}\n")
        found = {figure.value: (figure.unit.value, figure.term.value) for figure in extract(document)}
        errs = {n: found.get(n) for n, counts in told.items() if found.get(n) != counts}
        right, of = right + len(told) - len(errs), of + len(told)
        wrong += [(text, errs)] if errs else []
    assert right / of >= FLOORS[make], wrong[:3]


LABELLED: tuple[tuple[str, dict[int, str | None]], ...] = (
    ("Injured: 15 (Balochistan 10, Punjab 4, AJ&K 1)", {10: "Balochistan", 4: "Punjab", 1: "AJ&K"}),
    ("Killed: 11\n- Ward 7 (Alderside): 8\n- Ward 5: 3", {11: None, 8: "Ward 7", 3: "Ward 5"}),
    ("Displaced by region: North 36,917; Others 64,362", {36_917: "North", 64_362: None}),
    ("Affected: 1,708 families\nAldatown Utara: 836 families\nAldayan: 872 families", {872: "Aldayan"}),
    ("Dead by sex: Women 12, Men 9", {12: None, 9: None}),
)
"""Lists whose labels are places, known to a gazetteer or not, and what looks like them."""


@pytest.mark.parametrize(("text", "told"), LABELLED, ids=lambda value: str(value)[:30])
def test_labels_of_a_list_of_places_are_places(text: str, told: dict[int, str | None]) -> None:
    found = {figure.value: figure.place for figure in extract(Document(text))}
    for value, place in told.items():
        if place is None:
            assert found.get(value) is None
        else:
            assert place in (found[value] or "")


def test_days_that_name_columns_are_those_of_their_numbers() -> None:
    head = "District | 1 April 2023 | 14 April 2023"
    text = f"Arrivals by district, cumulative\n\n{head}\nAlder | 4,202 | 6,401\nBirch | 1,775 | 3,251"
    figures = extract(Document(text, published=date(2023, 5, 10)))
    found = {figure.value: (figure.period_start, str(figure.period_end)) for figure in figures}
    assert found[4_202] == (None, "2023-04-01")
    assert found[6_401] == (None, "2023-04-14")


def test_a_zero_beside_a_count_in_another_unit() -> None:
    """A cell that counts no household has no people each: nothing is divided by it."""
    text = "Displaced people\tDisplaced households\nAlder\t140\t0\nBirch\t1,203\t301"
    found = [(f.value, f.unit) for f in extract(Document(text, language="en"))]
    assert (1203, "person") in found
    assert (301, "household") in found
