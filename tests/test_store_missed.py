"""Counts that the rules missed: a person points at them, and they are figures like others, until that is undone."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from store_made import document, figure

from stats.document import Document
from stats.errors import StoreError
from stats.figure import ADDED, Figure, figure_id
from stats.store import Addition, Store
from stats.vocabulary import Kind, Term

TEXT = "In Goma 1,009 fled. On the hills more than 307 souls had gone, elders said. 41 died."
MISSED = {"value": 307, "quantifier": "more_than", "unit": "person", "term": "fled", "kind": "flow", "place": "Goma",
          "country": "COD", "place_id": "geonames:216281", "period_end": "2026-03-04"}  # fmt: skip
WORDS = "more than 307"


@pytest.fixture
def read(store: Store) -> tuple[Document, dict[str, Figure]]:
    """A stored document and the two figures that were found in it, by their quotes."""
    own = document(TEXT)
    found = {quote: figure(own, quote) for quote in ("1,009", "41")}
    store.add(own, list(found.values()))
    return own, found


def add(store: Store, own: Document, words: str = WORDS, **more: Any) -> str:
    """Add the count that some words of a text tell; return its id."""
    start = own.text.index(words)
    given = {"by": "ana", "why": "the reader missed it", **more}
    fields = given.pop("fields", MISSED)
    return store.add_missed(Addition(own.id, start, start + len(words), fields), **given).figure_ids[0]


def quotes(store: Store, **asked: Any) -> list[str]:
    return store.figures(order="document", **asked)["quote"].tolist()


def counted(store: Store) -> tuple[int, int, float]:
    """Return how many figures the kept counts hold, in total and a month, and the sum of their values."""
    months = store.by_month()
    return store.count(), int(months["figures"].sum()), float(months["value"].sum())


def test_what_a_person_adds_is_a_figure_that_says_so(store: Store, read: tuple[Document, dict[str, Figure]]) -> None:
    own, _ = read
    start = TEXT.index(WORDS)
    done = store.add_missed(
        Addition(own.id, start, start + len(WORDS), MISSED, {"attribution": (64, 70)}), by="ana", why="missed"
    )
    row = store.figure(done.figure_ids[0])
    assert row["figure_id"] == figure_id(own.id, start, start + len(WORDS))
    assert (row["quote"], row["value"], row["low"], row["high"]) == (WORDS, 307, 307, None)
    assert (row["status"], row["confidence"], row["implied"]) == ("corrected", 1.0, {"value": ADDED})
    assert row["evidence"] == {"value": [start, start + len(WORDS)], "attribution": [64, 70]}
    assert row["sentence"] == "On the hills more than 307 souls had gone, elders said."
    assert (row["period_rule"], row["period_precision"]) == ("dates", "day"), "days that a person gives are known"
    assert done.touched == {"geonames:216281|displaced"}
    assert quotes(store) == ["1,009", WORDS, "41"]
    assert counted(store) == (3, 3, 1009 + 307 + 41)
    log = store.reviews(row["figure_id"]).iloc[0]
    assert (log["action"], log["by"], log["why"], log["changes"]["value"]) == ("add", "ana", "missed", 307)
    assert store.documents()["figures"].tolist() == [3]
    assert store.owed() != {}, "its series is computed"


def test_undo_takes_it_back_and_it_can_be_added_again(store: Store, read: tuple[Document, dict[str, Figure]]) -> None:
    own, _ = read
    added = add(store, own)
    assert store.undo([store.last_decision(added)], by="ben").done.touched == {"geonames:216281|displaced"}
    assert quotes(store) == ["1,009", "41"]
    assert counted(store) == (2, 2, 1009 + 41)
    assert store.figure(added)["shown"] is False
    with pytest.raises(StoreError, match="nothing to undo"):
        store.review([added], "undo", by="ben")
    assert add(store, own, fields={**MISSED, "value": 311}) == added
    assert store.figure(added)["value"] == 311
    assert counted(store) == (3, 3, 1009 + 311 + 41)
    assert store.reviews(added)["action"].tolist() == ["add", "undo", "add"], "nothing is lost"


def test_it_is_reviewed_like_any_other(store: Store, read: tuple[Document, dict[str, Figure]]) -> None:
    own, found = read
    added = add(store, own)
    stands = ("corrected", 307)
    for action, changes, expected in [
        ("correct", {"value": 311, "quantifier": "exact"}, ("corrected", 311)), ("undo", None, stands),
        ("reject", None, ("rejected", 307)), ("accept", None, stands), ("comment", None, stands),
        ("merge", {"cluster": found["1,009"].id}, stands), ("split", None, stands),
    ]:  # fmt: skip
        store.review([added], action, by="ben", why="so", changes=changes)
        row = store.figure(added)
        assert (row["status"], row["value"], row["implied"]["value"]) == (*expected, ADDED)
    assert store.figure(added)["cluster_decided"] == added


@pytest.mark.parametrize(("words", "fields", "told"), [
    ("1,009", {}, "“1,009” is a figure already"),
    ("Goma 1,009 fled", {}, "“1,009” is a figure already"),
    (WORDS, {"term": None}, "say what happened too"),
    (WORDS, {"term": None, "unit": None, "kind": None, "value": None}, "its value, its unit, what happened, its kind"),
    (WORDS, {"unit": "camels"}, "vocabulary"),
    (WORDS, {"value": -1}, "zero up"),
    (WORDS, {"low": 400}, "do not hold"),
    (WORDS, {"nonsense": 1}, "cannot be corrected"),
    (WORDS, {"period_start": "2026-03-09"}, "before it starts"),
    (WORDS, {"part_of": "0" * 16}, "same document"),
], ids=str)  # fmt: skip
def test_what_cannot_be_added_is_told_and_nothing_is_written(
    store: Store, read: tuple[Document, dict[str, Figure]], words: str, fields: dict[str, Any], told: str
) -> None:
    with pytest.raises(StoreError, match=told):
        add(store, read[0], words, fields={**MISSED, **fields})
    assert quotes(store) == ["1,009", "41"]
    assert store.reviews().empty


@pytest.mark.parametrize(("start", "end", "told"), [
    (40, 32, "before they begin"), (40, 40, "before they begin"), (-3, 4, "not in the article"),
    (60, 9_000, "not in the article"), (19, 20, "not in the article"),
])  # fmt: skip
def test_words_that_are_none_of_the_text_are_refused(
    store: Store, read: tuple[Document, dict[str, Figure]], start: int, end: int, told: str
) -> None:
    with pytest.raises(StoreError, match=told):
        store.add_missed(Addition(read[0].id, start, end, MISSED), by="ana")
    with pytest.raises(StoreError, match="no document"):
        store.add_missed(Addition("nothing", 1, 2, MISSED), by="ana")


def test_more_than_a_number_and_a_removed_article_are_refused(store: Store) -> None:
    own = document("So many 307 " + "and more " * 40)
    store.add(own)
    with pytest.raises(StoreError, match="the number alone"):
        store.add_missed(Addition(own.id, 0, 300, MISSED), by="ana")
    with pytest.raises(StoreError, match="are not in the article"):
        store.add_missed(Addition(own.id, 8, 11, MISSED, {"place": (900, 901)}), by="ana")
    store.remove(own.id, "ana")
    with pytest.raises(StoreError, match="Restore it"):
        add(store, own, "307")


def test_reading_again_keeps_it(store: Store, read: tuple[Document, dict[str, Figure]]) -> None:
    own, found = read
    added = add(store, own)
    assert store.replace_figures(own.id, list(found.values())).told == "Nothing changed."
    died = replace(found["41"], term=Term.KILLED)
    done = store.replace_figures(own.id, [found["1,009"], died])
    assert (list(done.changed), done.kept) == ([died.id], {}), "that the rules do not find it is nothing new"
    assert store.figure(added)["status"] == "corrected"
    assert store.reviews(added)["action"].tolist() == ["add"]
    store.set_published(own.id, date(2026, 4, 7), "ana", list(found.values()))
    assert store.figure(added)["period_end"] == "2026-03-04"
    assert quotes(store) == ["1,009", WORDS, "41"]


@pytest.mark.parametrize("words", [WORDS, "307"], ids=["the same words", "other words"])
def test_where_newer_rules_find_it_there_is_one_figure_and_the_persons_word_stands(
    store: Store, read: tuple[Document, dict[str, Figure]], words: str
) -> None:
    own, found = read
    added = add(store, own)
    newer = figure(own, words, value=307, term=Term.AFFECTED, kind=Kind.STOCK)
    part = replace(found["41"], part_of=newer.id)
    done = store.replace_figures(own.id, [found["1,009"], newer, part])
    assert quotes(store) == ["1,009", WORDS, "41"]
    assert done.added == ()
    assert done.kept[added]["term"] == ("fled", "affected")
    row = store.figure(added)
    assert (row["term"], row["kind"], row["status"]) == ("fled", "flow", "corrected")
    assert store.figure(part.id)["part_of"] == added
    assert counted(store) == (3, 3, 1009 + 307 + 41)
    again = store.replace_figures(own.id, [found["1,009"], newer, part])
    assert (again.added, again.changed, again.dropped) == ((), {}, ())
    store.undo([store.last_decision(added)], by="ben")
    row = store.figure(added)
    assert (row["term"], row["status"], row["shown"]) == ("affected", "unreviewed", True), "what the rules read stands"
    assert counted(store) == (3, 3, 1009 + 307 + 41)
    store.replace_figures(own.id, [found["1,009"], found["41"]])
    assert quotes(store) == ["1,009", "41"]
    assert counted(store) == (2, 2, 1009 + 41)


def test_what_was_taken_back_and_is_found_by_newer_rules_is_theirs(
    store: Store, read: tuple[Document, dict[str, Figure]]
) -> None:
    own, found = read
    added = add(store, own)
    store.review([added], "undo", by="ana")
    newer = figure(own, WORDS, value=307, term=Term.AFFECTED)
    store.replace_figures(own.id, [*found.values(), newer])
    row = store.figure(added)
    assert (row["term"], row["status"], row["shown"], row["implied"]) == ("affected", "unreviewed", True, {})
    store.review([added], "accept", by="ana")
    store.review([added], "undo", by="ana")
    assert store.figure(added)["shown"] is True
    assert counted(store) == (3, 3, 1009 + 307 + 41)


def test_what_older_rules_had_found_can_be_added(store: Store, read: tuple[Document, dict[str, Figure]]) -> None:
    own, found = read
    store.replace_figures(own.id, [found["1,009"]])
    added = add(store, own, "41", fields={**MISSED, "value": 43})
    assert added == found["41"].id
    assert store.reviews(added)["action"].tolist() == ["add", "drop"]
    assert quotes(store) == ["1,009", "41"]
    store.review([added], "undo", by="ana")
    assert quotes(store) == ["1,009"]
    store.replace_figures(own.id, list(found.values()))
    assert (store.figure(added)["value"], store.figure(added)["status"]) == (41, "unreviewed")
    assert counted(store) == (2, 2, 1009 + 41)


def test_a_figure_that_was_dropped_does_not_come_back_across_what_a_person_added(
    store: Store, read: tuple[Document, dict[str, Figure]]
) -> None:
    own, found = read
    wide = figure(own, WORDS, value=307)
    store.replace_figures(own.id, [*found.values(), wide])
    store.replace_figures(own.id, list(found.values()))
    added = add(store, own, "307")
    store.replace_figures(own.id, [*found.values(), wide])
    assert quotes(store) == ["1,009", "307", "41"]
    assert store.figure(added)["status"] == "corrected"


def test_it_was_not_known_before_it_was_added(store: Store, read: tuple[Document, dict[str, Figure]]) -> None:
    own, found = read
    added = add(store, own, at=datetime(2026, 5, 6, 12))
    store.review([added], "undo", by="ana", at=datetime(2026, 7, 8, 12))
    for day, there in ((date(2026, 5, 5), False), (date(2026, 5, 6), True), (date(2026, 7, 8), False)):
        assert (WORDS in quotes(store, as_known_on=day)) is there, day
    assert store.figures(as_known_on=date(2026, 6, 1), order="document")["status"].tolist() == [
        "unreviewed", "corrected", "unreviewed",
    ]  # fmt: skip
    newer = figure(own, WORDS, value=307, term=Term.AFFECTED)
    store.replace_figures(own.id, [*found.values(), newer])
    then = store.figures(as_known_on=date(2026, 5, 5), order="document")
    assert then["term"].tolist() == ["fled", "affected", "fled"], "what newer rules read stands for what was read then"
    store.remove(own.id, "ana")
    assert quotes(store, as_known_on=date(2026, 6, 1)) == []


def test_words_stand_as_the_database_can_hold_them(store: Store) -> None:
    own = document("On the hills 3\x0007 souls had gone.")
    held = store.add(own).document_id
    start = own.text.index("3")
    added = store.add_missed(Addition(held, start, start + 4, MISSED), by="a\x00b", why="\ud800").figure_ids[0]
    assert store.figure(added)["quote"] == "3\ufffd07"
    log = store.reviews(added).iloc[0]
    assert (log["by"], log["why"], log["changes"]["quote"]) == ("a\ufffdb", "\ufffd", "3\ufffd07")


def test_of_two_who_add_one_count_at_once_one_is_told(address: str, tmp_path: Path) -> None:
    own = document(TEXT)
    stores = [Store.open(address, originals=tmp_path) for _ in range(4)]
    stores[0].add(own)

    def tried(store: Store) -> str:
        try:
            return add(store, own)
        except StoreError as error:
            return str(error)

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(tried, stores))
    assert sum("is a figure already" in one for one in told) == 3
    assert counted(stores[1]) == (1, 1, 307)
    for store in stores:
        store.close()
