"""Extracting again: newer readings come in, decisions of people stay, and both are told."""

from dataclasses import replace
from datetime import date

import pytest
from store_made import document, figure

from stats.document import Document
from stats.errors import StoreError
from stats.figure import Figure, figure_id
from stats.store import Store
from stats.vocabulary import Term

TEXT = "In Goma 1,009 fled, more than 307 were hurt, 41 died and 13 came home."


@pytest.fixture
def read(store: Store) -> tuple[Document, dict[str, Figure]]:
    """A stored document and its four figures by their quotes."""
    own = document(TEXT)
    found = {quote: figure(own, quote) for quote in ("1,009", "307", "41", "13")}
    store.add(own, list(found.values()))
    return own, found


def wider(own: Document, one: Figure, quote: str) -> Figure:
    start = own.text.index(quote)
    span = start, start + len(quote)
    return replace(one, id=figure_id(own.id, *span), start=span[0], end=span[1], quote=quote)


def test_nothing_new_changes_nothing(store: Store, read: tuple[Document, dict[str, Figure]]) -> None:
    own, found = read
    before = store.figures()
    done = store.replace_figures(own.id, list(found.values()))
    assert done.told == "Nothing changed."
    assert done.touched == frozenset()
    assert store.figures().equals(before)
    assert store.reviews().empty


def test_figures_come_change_and_go(store: Store, read: tuple[Document, dict[str, Figure]]) -> None:
    own, found = read
    hurt = replace(found["307"], term=Term.INJURED)
    new = figure(own, "more than 307", value=307)
    done = store.replace_figures(own.id, [found["1,009"], hurt, found["13"], new], by="ana")
    assert done.added == (new.id,)
    assert done.dropped == (found["41"].id,)
    assert done.changed == {hurt.id: {"term": ("fled", "injured")}}
    assert done.kept == {}
    assert done.touched == {"geonames:216281|displaced", "geonames:216281|injured"}
    assert done.told == "Figures: 1 new, 1 read otherwise, 1 no longer found."
    assert sorted(store.figures()["quote"]) == ["1,009", "13", "307", "more than 307"]
    assert store.count() == store.by_month()["figures"].sum() == 4
    assert store.figure(found["41"].id)["shown"] is False
    again = store.replace_figures(own.id, list(found.values()))
    assert again.added == (found["41"].id,)
    assert sorted(store.figures()["quote"]) == ["1,009", "13", "307", "41"]
    assert store.count() == store.by_month()["figures"].sum() == 4


def test_what_people_decided_stays_and_is_told(store: Store, read: tuple[Document, dict[str, Figure]]) -> None:
    own, found = read
    ids = {quote: one.id for quote, one in found.items()}
    store.review([ids["1,009"]], "correct", by="ana", changes={"value": 1013})
    store.review([ids["307"]], "accept", by="ana")
    store.review([ids["41"]], "reject", by="ana")
    newer = [replace(one, term=Term.KILLED) for quote, one in found.items() if quote != "41"]
    done = store.replace_figures(own.id, newer)
    standing = store.figures(order="document")
    assert standing["quote"].tolist() == ["1,009", "307", "41", "13"]
    assert standing["value"].tolist() == [1013, 307, 41, 13]
    assert standing["term"].tolist() == ["fled", "fled", "fled", "killed"]
    assert standing["status"].tolist() == ["corrected", "accepted", "rejected", "unreviewed"]
    assert done.kept[ids["307"]] == {"term": ("fled", "killed")}
    assert done.kept[ids["1,009"]] == {"term": ("fled", "killed")}, "the value is what ana corrects, not what is new"
    assert done.kept[ids["41"]] is None
    assert list(done.changed) == [ids["13"]]
    store.review([ids["13"]], "correct", by="ana", changes={"value": 17})
    store.review([ids["13"]], "undo", by="ana")
    assert (store.figure(ids["13"])["value"], store.figure(ids["13"])["term"]) == (13, "killed")


def test_a_reviewed_figure_whose_span_moved_is_not_counted_twice(
    store: Store, read: tuple[Document, dict[str, Figure]]
) -> None:
    own, found = read
    store.review([found["307"].id], "accept", by="ana")
    moved = wider(own, found["307"], "more than 307")
    part = replace(found["41"], part_of=moved.id)
    done = store.replace_figures(own.id, [found["1,009"], moved, part, found["13"]])
    assert done.added == ()
    assert done.kept == {found["307"].id: {"start": (found["307"].start, moved.start)}}
    assert sorted(store.figures()["quote"]) == ["1,009", "13", "307", "41"]
    assert store.figure(part.id)["part_of"] == found["307"].id


def test_the_day_set_by_a_user_reaches_the_figures_read_again(
    store: Store, read: tuple[Document, dict[str, Figure]]
) -> None:
    own, found = read
    store.set_published(own.id, date(2026, 4, 7), "ana")
    store.replace_figures(own.id, [replace(one, period_end=date(2026, 4, 6)) for one in found.values()])
    assert set(store.by_month()["month"]) - {"2026-03"} == {"2026-04"}
    assert store.by_month()["figures"].tolist() == [4]
    assert store.figures(as_known_on=date(2026, 4, 6)).empty


def test_a_removed_document_stays_removed(store: Store, read: tuple[Document, dict[str, Figure]]) -> None:
    own, found = read
    store.remove(own.id, "ana")
    store.replace_figures(own.id, [replace(found["13"], term=Term.RETURNED), figure(own, "came", value=1)])
    assert store.count() == len(store.figures()) == 0
    store.restore(own.id, "ana")
    assert sorted(store.figures()["term"]) == ["fled", "returned"]
    assert store.count() == 2
    with pytest.raises(StoreError, match="no document"):
        store.replace_figures("nothing", [])


def test_an_accepted_part_stays_a_part_where_the_span_of_its_whole_moves(
    store: Store, read: tuple[Document, dict[str, Figure]]
) -> None:
    own, found = read
    part = replace(found["41"], part_of=found["307"].id)
    twin = replace(found["13"], same_as=found["307"].id)
    store.replace_figures(own.id, [found["1,009"], found["307"], part, twin])
    store.review([part.id, twin.id], "accept", by="ana")
    moved = wider(own, found["307"], "more than 307")
    now = [found["1,009"], moved, replace(part, part_of=moved.id), replace(twin, same_as=moved.id)]
    done = store.replace_figures(own.id, now, by="ben")
    assert (done.added, done.dropped, done.kept) == ((moved.id,), (found["307"].id,), {})
    assert store.figure(part.id)["part_of"] == store.figure(twin.id)["same_as"] == moved.id
    assert store.replace_figures(own.id, now).told == "Nothing changed."
    store.review([part.id], "undo", by="ana")
    assert store.figure(part.id)["part_of"] == moved.id
    store.review([twin.id], "correct", by="ana", changes={"value": 17})
    assert store.figure(twin.id)["same_as"] == moved.id


def test_after_an_undo_the_newest_reading_holds(store: Store, read: tuple[Document, dict[str, Figure]]) -> None:
    own, found = read
    ids = {quote: one.id for quote, one in found.items()}
    store.review([ids["307"], ids["41"]], "reject", by="ana")
    for term in (Term.KILLED, Term.INJURED):
        now = [found["1,009"], replace(found["307"], term=term), found["13"]]
        store.replace_figures(own.id, now, by="ben")
    assert store.figure(ids["307"])["term"] == "fled", "as it was rejected"
    log = store.reviews(ids["307"])
    assert log["action"].tolist() == ["extract", "extract", "reject"]
    assert set(log["by"][:2]) == {"ben"}
    store.review([ids["307"], ids["41"]], "undo", by="ana")
    assert store.figure(ids["307"])["term"] == "injured"
    assert sorted(store.figures()["quote"]) == ["1,009", "13", "307"], "nothing says 41 any more"
    assert store.count() == store.by_month()["figures"].sum() == 3
    assert store.replace_figures(own.id, now).told == "Nothing changed."
    store.replace_figures(own.id, [replace(one, term=Term.MISSING) for one in found.values()])
    assert set(store.figures()["term"]) == {"missing"}
    assert store.count() == store.by_month()["figures"].sum() == 4
    store.remove(own.id, "ana")
    store.replace_figures(own.id, [found["1,009"]])
    store.restore(own.id, "ana")
    assert store.figures()["quote"].tolist() == ["1,009"]


def test_a_day_that_is_set_reaches_accepted_figures_whose_days_nobody_corrected(
    store: Store, read: tuple[Document, dict[str, Figure]]
) -> None:
    own, found = read
    ids = {quote: one.id for quote, one in found.items()}
    store.review([ids["1,009"]], "accept", by="ana")
    store.review([ids["307"]], "correct", by="ana", changes={"value": 308})
    store.review([ids["41"]], "correct", by="ana", changes={"period_end": "2026-03-02", "period_start": "2026-03-01"})
    later = [replace(one, period_start=date(2026, 4, 3), period_end=date(2026, 4, 4)) for one in found.values()]
    store.set_published(own.id, date(2026, 4, 5), "ben", later)
    ends = store.figures().set_index("quote")["period_end"].dt.date.astype(str).to_dict()
    assert ends == {"1,009": "2026-04-04", "307": "2026-04-04", "13": "2026-04-04", "41": "2026-03-02"}
    assert store.figure(ids["307"])["value"] == 308
    assert store.reviews(ids["1,009"])["action"].tolist() == ["update", "extract", "accept"]
    store.review([ids["1,009"]], "undo", by="ana")
    row = store.figure(ids["1,009"])
    assert (row["status"], str(row["period_end"])[:10]) == ("unreviewed", "2026-04-04")
