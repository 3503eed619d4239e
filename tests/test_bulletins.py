"""What tables, lists and sections count, whatever their shape: most numbers of many made by chance are read right."""

from collections.abc import Callable
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
