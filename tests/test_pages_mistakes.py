"""The cases of common mistakes that the page Method takes out of the reader's own collection say what was stated."""

from typing import Any

import pytest

from stats.pages.mistakes import cases
from stats.wording import words

NAME = "Adding people who fled and people who arrived"


def count(own: str, value: int, role: str, place: str, **other: Any) -> dict[str, Any]:
    """Return a figure as a page lists it: people who fled in Mozambique."""
    return {"figure_id": own, "document_id": own, "value": value, "low": value, "high": value, "quantifier": "exact",
            "quantifier_text": None, "unit": "person", "term": "fled", "kind": "flow", "measure": "displaced",
            "place": place, "place_role": role, "country": "MOZ", "forecast": False, "status": "unreviewed",
            "cluster": None, "sentence": "."} | other  # fmt: skip


def test_who_left_and_who_came_are_told_with_both_places() -> None:
    found = cases([count("a", 1200, "origin", "Buzi"), count("b", 900, "destination", "Beira")], [], {}, words("en"))
    assert found[NAME] == ("1,200 left Buzi, MOZ; 900 arrived in Beira, MOZ.", "a,b")


@pytest.mark.parametrize(
    "other",
    [{"forecast": True}, {"measure": "returned", "term": "returned"}, {"kind": "stock"}, {"unit": "household"},
     {"place": "Buzi"}, {"status": "rejected"}],
)  # fmt: skip
def test_what_did_not_happen_or_is_something_else_is_no_case(other: dict[str, Any]) -> None:
    come = count("b", 900, "destination", "Beira") | other
    assert NAME not in cases([count("a", 1200, "origin", "Buzi"), come], [], {}, words("en"))


def test_who_was_displaced_in_a_place_need_not_have_left_it() -> None:
    stayed = count("a", 1200, "origin", "Buzi", term="displaced")
    assert NAME not in cases([stayed, count("b", 900, "destination", "Beira")], [], {}, words("en"))


def test_a_claim_that_is_told_twice_says_where() -> None:
    """A bare number tells nobody of what it is."""
    told = [count(own, 1200, "origin", "Buzi", cluster="a") for own in ("a", "b")]
    found = cases(told, [], {}, words("en"))
    assert found["Adding two reports of one event"] == ("1,200 in Buzi, MOZ are one claim, told 2 times.", "a,b")
