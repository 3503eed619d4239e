"""Correcting by pointing: which words say what of a figure, and what becomes of them."""

from itertools import pairwise
from typing import Any

import pytest

from stats.document import Document
from stats.errors import HeadcountError
from stats.extract import dated, extract
from stats.pages.spans import FIELDS, read_span, words_around

TEXT = (
    "ERBIL, 9 March 2017 – Some 40,000 people have fled Mosul over the past 10 days, the International Organization "
    "for Migration said on Thursday. At least 4,000 families reached Erbil between 27 February and 3 March."
    "\n\nSince October more than 200,000 have been displaced, the governor said."
)
DOCUMENT = dated(Document(text=TEXT, language="en"))


def figure(quote: str = "40,000", **more: Any) -> dict[str, Any]:
    found = next(f for f in extract(DOCUMENT) if quote in f.quote)
    return {**found.to_json(), "figure_id": found.id, **more}


def pointed(field: str, words: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return read_span(DOCUMENT, figure(**more), field, start, start + len(words))


def test_a_number_gives_value_and_bounds() -> None:
    told = pointed("value", "4,000 families")
    assert (told["value"], told["low"], told["high"], told["quantifier"]) == (4000, 4000, None, "more_than")


def test_a_place_gives_its_country_and_coordinates() -> None:
    told = pointed("place", "Erbil between")
    assert (told["place"], told["country"]) == ("Erbil", "IRQ")
    assert 36 < told["latitude"] < 37


def test_words_that_name_no_known_place_are_kept_as_they_are() -> None:
    assert pointed("place", "the past") == {"place": "the past"}


@pytest.mark.parametrize(("kind", "told"), [
    ("flow", ("2017-02-27", "2017-03-03")), ("stock", ("2017-03-03", "2017-03-03")),
    ("cumulative", ("2017-02-27", "2017-03-03")),
])  # fmt: skip
def test_days_are_put_where_the_kind_wants_them(kind: str, told: tuple[str, str]) -> None:
    found = pointed("period", "between 27 February and 3 March", kind=kind)
    assert (found["period_start"], found["period_end"]) == told
    assert found["period_text"] == "between 27 February and 3 March"


def test_since_sets_only_the_start_of_a_running_total() -> None:
    found = pointed("period", "Since October", kind="cumulative")
    assert found["period_start"] == "2016-10-01"
    assert "period_end" not in found


def test_a_speaker_gives_its_organisation() -> None:
    found = pointed("attribution", "the International Organization for Migration")
    assert found == {"attribution": "the International Organization for Migration", "source_id": "IOM"}


def test_a_verb_gives_the_term_and_a_noun_the_unit() -> None:
    assert pointed("term", "displaced") == {"term": "displaced"}
    assert pointed("unit", "families") == {"subject": "families", "unit": "household"}


@pytest.mark.parametrize(("field", "words"), [("value", "the governor"), ("period", "the governor"), ("term", "10")])
def test_words_that_do_not_tell_the_field_are_refused_with_what_to_do(field: str, words: str) -> None:
    with pytest.raises(HeadcountError, match=r"[Cc]hoose"):
        pointed(field, words)


@pytest.mark.parametrize("field", FIELDS)
def test_words_beyond_the_text_are_refused(field: str) -> None:
    with pytest.raises(HeadcountError):
        read_span(DOCUMENT, figure(), field, 5, len(TEXT) + 1)


def test_what_can_be_pointed_at_is_the_text_without_gaps() -> None:
    found = figure()
    pieces = words_around(TEXT, found["start"], found["end"])
    assert "".join(piece for piece, _, _ in pieces) == TEXT[pieces[0][1] : pieces[-1][2]]
    assert all(before[2] == after[1] for before, after in pairwise(pieces))
    assert ("40,000", found["end"] - 6, found["end"]) in pieces
