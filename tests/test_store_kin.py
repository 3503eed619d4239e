"""Parts and counts told again: of one document, never in a circle."""

import pytest
from store_made import document, figure

from stats.errors import StoreError
from stats.store import Store

TEXT = "1,009 people fled, 307 of them children, 41 of these alone. In all 1,009 left their homes, 13 died."


@pytest.fixture
def ids(store: Store) -> dict[str, str]:
    """The figures of one document, by their quotes."""
    own = document(TEXT)
    found = {quote: figure(own, quote) for quote in ("1,009", "307", "41", "13")}
    store.add(own, list(found.values()))
    return {quote: one.id for quote, one in found.items()}


def test_a_figure_is_part_of_another_or_tells_it_again(store: Store, ids: dict[str, str]) -> None:
    store.review([ids["307"]], "correct", by="ana", changes={"part_of": ids["1,009"]})
    store.review([ids["13"]], "correct", by="ana", changes={"same_as": ids["41"]})
    assert store.figure(ids["307"])["part_of"] == ids["1,009"]
    assert store.figure(ids["13"])["same_as"] == ids["41"]
    store.review([ids["307"]], "correct", by="ana", changes={"part_of": None})
    assert store.figure(ids["307"])["part_of"] is None


@pytest.mark.parametrize(("steps", "last"), [
    ([("307", "part_of", "1,009")], ("1,009", "part_of", "307")),
    ([("307", "part_of", "1,009"), ("41", "part_of", "307")], ("1,009", "part_of", "41")),
    ([("307", "same_as", "1,009")], ("1,009", "same_as", "307")),
    ([("307", "part_of", "1,009"), ("13", "same_as", "307")], ("1,009", "same_as", "13")),
], ids=["two", "three", "told again", "a part told again"])  # fmt: skip
def test_a_circle_is_refused_with_what_to_do(
    store: Store, ids: dict[str, str], steps: list[tuple[str, str, str]], last: tuple[str, str, str]
) -> None:
    for own, name, other in steps:
        store.review([ids[own]], "correct", by="ana", changes={name: ids[other]})
    own, name, other = last
    with pytest.raises(StoreError, match=f"cannot be .* “{other}”: .* Take that away first"):
        store.review([ids[own]], "correct", by="ana", changes={name: ids[other]})
    assert store.figure(ids[own])[name] is None
    first = steps[0]
    store.review([ids[first[0]]], "undo", by="ana")
    if len(steps) == 1:
        store.review([ids[own]], "correct", by="ana", changes={name: ids[other]})
        assert store.figure(ids[own])[name] == ids[other]


def test_nothing_is_part_of_itself_or_both_a_part_and_the_whole(store: Store, ids: dict[str, str]) -> None:
    with pytest.raises(StoreError, match="same document"):
        store.review([ids["41"]], "correct", by="ana", changes={"part_of": ids["41"]})
    with pytest.raises(StoreError, match="Choose one of the two"):
        store.review([ids["41"]], "correct", by="ana", changes={"part_of": ids["307"], "same_as": ids["307"]})
    store.review([ids["41"]], "correct", by="ana", changes={"part_of": ids["307"]})
    with pytest.raises(StoreError, match="Choose one of the two"):
        store.review([ids["41"]], "correct", by="ana", changes={"same_as": ids["307"]})
