"""Near-copies: agency text printed again is kept and linked to the first; other texts are not."""

import random

import pytest
from store_made import FILLER, document

from stats.store import Store, prepare
from stats.store.shingles import BANDS, bands, resemblance, shingles

SIGNED = -13985945372294050293
WORDS = tuple(a + b for a in ("ba", "ko", "mi", "ru", "te", "sa") for b in ("lan", "dor", "vik", "pes", "tum", "gar"))


def article(seed: int, words: int = 150) -> str:
    dice = random.Random(seed)
    return " ".join(dice.choices(WORDS, k=words)).capitalize() + "."


def altered(text: str, share: float, seed: int = 0) -> str:
    dice = random.Random(seed)
    return " ".join("other" if dice.random() < share else word for word in text.split())


def test_a_copy_is_linked_to_the_first_also_through_another_copy(store: Store) -> None:
    text = article(1)
    first = store.add(document(text))
    copy = store.add(document(f"GOMA (agency) - {text} Editing by two people."))
    third = store.add(document(f"Also here: {altered(text, 0.02)} Editing by two people."))
    stranger = store.add(document(article(2)))
    assert (first.near_copy_of, stranger.near_copy_of) == (None, None)
    assert copy.near_copy_of == third.near_copy_of == first.document_id
    assert all(added.new for added in (first, copy, third, stranger))
    listed = store.documents(order="added")["near_copy_of"]
    assert listed.isna().tolist() == [True, False, False, True]
    assert store.add(document(text)).near_copy_of is None
    assert store.add(document(f"GOMA (agency) - {text} Editing by two people.")).near_copy_of == first.document_id


def test_copies_are_found_inside_one_batch_too(store: Store) -> None:
    added = store.add_many([(document(f"{article(3)} {n}"), []) for n in range(4)])
    assert [a.near_copy_of for a in added] == [None, *[added[0].document_id] * 3]


def test_what_would_become_of_documents_is_foretold_and_nothing_is_written(store: Store) -> None:
    held = store.add(document(article(3)))
    coming = [prepare(document(text)) for text in (article(3), f"{article(3)} Again.", article(4), article(4))]
    before = store.version()
    told = store.foretell(coming)
    assert [(one.new, one.near_copy_of) for one in told] == [
        (False, None), (True, held.document_id), (True, None), (False, None)]  # fmt: skip
    assert store.version() == before
    assert len(store.documents()) == 1
    assert store.add_prepared(coming) == told


def test_short_texts_are_never_copies(store: Store) -> None:
    assert store.add(document("Floods kill 7 people in Goma on Tuesday, says the mayor.")).new
    assert store.add(document("Floods kill 11 people in Goma on Tuesday, says the mayor.")).near_copy_of is None


def test_figures_of_a_copy_name_the_first(store: Store) -> None:
    from store_made import figure

    first = document(f"{FILLER} 7 fled.")
    copy = document(f"{FILLER} 7 fled. Again.")
    store.add_many([(own, [figure(own, "7")]) for own in (first, copy)])
    assert store.figures(order="document")["near_copy_of"].fillna("").tolist() == ["", first.id]


@pytest.mark.parametrize(("share", "at_least"), [(0.0, 1.0), (0.02, 0.97), (0.25, 0.0)])
def test_how_many_of_many_texts_are_caught(share: float, at_least: float) -> None:
    """Of texts with one word in fifty replaced nearly all meet in a band; of unrelated texts hardly any do."""
    caught = chance = 0
    for seed in range(100):
        text = article(seed)
        own = set(bands(shingles(text)))
        caught += bool(own & set(bands(shingles(altered(text, share, seed)))))
        chance += bool(own & set(bands(shingles(article(seed + 1000)))))
    assert caught >= 100 * at_least
    assert chance <= 3


def test_resemblance_is_the_share_of_common_runs() -> None:
    one, other = shingles("a b c d e f"), shingles("b c d e f g")
    assert resemblance(one, one) == 1
    assert resemblance(one, other) == pytest.approx(1 / 3)
    assert resemblance(one, shingles("")) == 0


def test_signatures_stay_the_same() -> None:
    """They stand in databases, so that no release may compute them otherwise."""
    found = bands(shingles(f"{FILLER} {FILLER.upper()}, {FILLER}"))
    assert len(found) == len(set(found)) == BANDS
    assert all(-(2**63) <= band < 2**63 for band in found)
    assert sum(found) == SIGNED


def test_a_book_is_signed_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slices spare memory; the least hash of each kind is that of the whole."""
    book = shingles(article(5, words=20_000))
    sliced = bands(book)
    monkeypatch.setattr("stats.store.shingles._SLICE", len(book))
    assert bands(book) == sliced
