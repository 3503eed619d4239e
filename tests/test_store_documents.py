"""Documents in the store: each once, whole, and never lost."""

from datetime import date, datetime

import pytest
from store_made import FILLER, document, figure, report

from stats.columns import FIGURE_COLUMNS, names
from stats.document import Document, text_id
from stats.errors import StoreError
from stats.figure import Figure, figure_id
from stats.filters import Filters
from stats.series import keys_of
from stats.store import COLUMNS, Store, documents, prepare
from stats.vocabulary import DayKnown, Hazard, Term, Unit

BY_THE_SERIES = {"persons", "persons_low", "persons_high", "household_size", "household_size_source"}


def test_a_document_and_its_figures_come_back_as_they_were_given(store: Store) -> None:
    text = "Goma: 1,009 people, among them 307 families.\n\nAnother line."
    told = {"publisher": "A paper", "url": "https://news.example/1", "warnings": ("a page is missing",)}
    own = document(text, language_confidence=0.9, pages=(0, 20), **told)
    whole = figure(own, "1,009", subject="people", hazard=Hazard.FLOOD, latitude=-1.5, implied={"country": "place"})
    part = figure(own, "307", unit=Unit.HOUSEHOLD, part_of=whole.id, high=None)
    added = store.add(own, [whole, part], original=b"bytes", original_name="note.txt", added_by="ana")
    assert added.new
    assert added.document_id == own.id
    back = store.document(own.id)
    assert back == own
    assert back is not None
    assert back.warnings == own.warnings
    assert store.original(own.id) == ("note.txt", b"bytes")
    for given in (whole, part):
        row = store.figure(given.id)
        assert Figure.from_json(row) == given
        assert row["document_id"] == own.id
        assert row["sentence"] == "Goma: 1,009 people, among them 307 families."


def test_figures_have_the_columns_of_the_contract_also_when_there_are_none(store: Store) -> None:
    expected = [n for n in names(FIGURE_COLUMNS) if n not in BY_THE_SERIES]
    empty = store.figures()
    assert list(empty.columns)[: len(expected)] == expected
    store.add_many([report(7)])
    full = store.figures()
    assert dict(full.dtypes) == dict(empty.dtypes)
    assert list(full.columns) == list(COLUMNS)


def test_a_text_is_kept_once_whatever_its_white_space_and_title(store: Store) -> None:
    own, figures = report(7)
    again = Document(own.text.replace(" ", "\n ") + "\n", title="Another title")
    first = store.add(own, figures)
    second = store.add(again, [])
    assert (first.new, second.new) == (True, False)
    assert second.document_id == first.document_id
    assert [a.new for a in store.add_many([(again, []), report(11), report(11)])] == [False, True, False]
    assert store.count() == 2
    assert len(store.documents()) == 2


def test_ids_follow_from_the_text_whatever_the_caller_calls_it(store: Store) -> None:
    """Two texts that callers both call "1" are two documents, and their figures do not meet."""
    for text in ("In Goma 7 people fled.", "In Bukavu, 7 fled."):
        own = Document(text, id="1")
        whole = figure(own, "7")
        kin = figure(own, "fled", value=1, part_of=whole.id)
        added = store.add(own, [whole, kin])
        assert added.document_id == text_id(text)
        assert added.figure_ids == tuple(figure_id(text_id(text), f.start, f.end) for f in (whole, kin))
        assert store.figure(added.figure_ids[1])["part_of"] == added.figure_ids[0]
    assert store.count() == 4


def test_signs_that_no_database_holds_become_one_sign_each(store: Store) -> None:
    own = Document("Goma\0: 7 \ud800 people fled.", title="\0")
    added = store.add(own, [figure(own, "7 \ud800")])
    back = store.document(added.document_id)
    assert back is not None
    assert back.text == "Goma\ufffd: 7 \ufffd people fled."
    assert store.figure(added.figure_ids[0])["quote"] == "7 \ufffd"
    assert not store.add(own).new
    assert not store.add(back).new


def test_two_figures_of_one_span_are_refused_and_nothing_is_kept(store: Store) -> None:
    own, (one,) = report(7)
    with pytest.raises(StoreError, match="same span"):
        store.add(own, [one, one])
    with pytest.raises(StoreError, match="same span"):
        store.add_many([report(11), (own, [one, one])])
    assert store.documents().empty


def test_removing_marks_and_restoring_brings_back(store: Store) -> None:
    own, figures = report(7)
    other = report(11)
    added = store.add(own, figures)
    store.add(*other)
    gone = store.remove(own.id, "ana")
    assert gone.figure_ids == added.figure_ids
    assert gone.touched == added.touched == {"geonames:216281|displaced"}
    assert store.figures()["value"].tolist() == [11]
    assert store.count() == 1
    assert store.by_facet("country")["figures"].tolist() == [1]
    assert store.documents()["document_id"].tolist() == [other[0].id]
    assert store.documents(removed=True)["removed_by"].tolist() == ["ana"]
    assert store.document(own.id) is not None
    known = store.add(own, figures)
    assert (known.new, known.removed) == (False, True)
    assert store.remove(own.id, "ana").document_ids == ()
    assert store.restore(own.id, "ben").touched == added.touched
    assert store.count() == store.by_month()["figures"].sum() == 2
    assert store.reviews()["action"].tolist() == ["restore", "remove"]
    assert store.reviews()["by"].tolist() == ["ben", "ana"]


def test_samples_go_and_come_back_together_but_what_a_user_added_stays(store: Store) -> None:
    store.add_many([report(n) for n in (2, 3)], sample=True)
    store.add(*report(5))
    store.add(*report(3))  # a sample that somebody adds too
    assert len(store.remove_samples("ana").document_ids) == 1
    assert sorted(store.figures()["value"]) == [3, 5]
    assert len(store.restore_samples("ana").document_ids) == 1
    assert store.count() == 3


def test_the_day_can_be_set_and_is_logged(store: Store) -> None:
    own, figures = report(7)
    added = store.add(own, figures)
    assert store.set_published(own.id, date(2026, 3, 9), "ana").touched == added.touched
    back = store.document(own.id)
    assert back is not None
    assert (back.published, back.published_by) == (date(2026, 3, 9), DayKnown.USER)
    assert store.figures()["published"].dt.date.tolist() == [date(2026, 3, 9)]
    assert store.figures()["published_by"].tolist() == ["the user's word"]
    log = store.reviews().iloc[0]
    days = log["before"]["published"], log["after"]["published"]
    assert (log["action"], *days) == ("date", "2026-03-05", "2026-03-09")
    store.set_published(own.id, None, "ana")
    back = store.document(own.id)
    assert back is not None
    assert (back.published, back.published_by) == (None, DayKnown.UNKNOWN)
    with pytest.raises(StoreError, match="no document"):
        store.set_published("nothing", None, "ana")


@pytest.mark.parametrize("few", [0, 2_000])
def test_documents_are_listed_by_their_own_and_their_figures_filters(
    store: Store, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "FEW", few)  # figures up to which their documents are named
    store.add(*report(2, language="fr", title="Deux"))
    store.add(*report(3, title="Three"))
    store.add(Document("Nothing is counted here.", language="en", title="None"))
    store.review([store.figures(Filters(language=("fr",)))["figure_id"].iloc[0]], "accept", by="ana")
    listed = store.documents(order="title")
    assert listed["title"].tolist() == ["Deux", "None", "Three"]
    assert listed["figures"].tolist() == [1, 0, 1]
    assert listed["unreviewed"].tolist() == [0, 0, 1]
    for filters, titles in (
        (Filters(language=("fr",)), ["Deux"]),
        (Filters(q="counted"), ["None"]),
        (Filters(status=("accepted",)), ["Deux"]),
        (Filters(country=("COD",), language=("en",)), ["Three"]),
        (Filters(country=("FRA",)), []),
        (Filters(document=(listed["document_id"].iloc[1],)), ["None"]),
    ):
        assert store.documents(filters)["title"].tolist() == titles, filters
    assert store.documents(limit=1, offset=1, order="title")["title"].tolist() == ["None"]


def test_work_done_by_a_worker_gives_the_same_rows(store: Store, tmp_path) -> None:
    import pickle

    own, figures = report(7)
    moment = datetime(2026, 4, 1, 12, 30)
    prepared = pickle.loads(pickle.dumps(prepare(own, figures, added_by="ana", added_at=moment)))
    assert store.add_prepared([prepared])[0].new
    other = Store.open(f"sqlite:///{tmp_path / 'other.db'}", originals=tmp_path)
    other.add(own, figures, added_by="ana", added_at=moment)
    assert store.figures().equals(other.figures())
    other.close()


def test_originals_are_kept_once_and_a_broken_one_is_told(store: Store, tmp_path) -> None:
    for number in (2, 3):
        store.add(*report(number), original=b"the same file")
    files = list((tmp_path / "originals").rglob("*.gz"))
    assert len(files) == 1
    own = report(2)[0]
    files[0].write_bytes(b"no gzip")
    with pytest.raises(StoreError, match="broken"):
        store.original(own.id)
    files[0].unlink()
    with pytest.raises(StoreError, match="not in"):
        store.original(own.id)
    store.add(*report(5))
    assert store.original(report(5)[0].id) is None


@pytest.mark.parametrize(
    "fields",
    [{}, {"place_id": None}, {"place_id": None, "place": "  GOMA  town"}, {"place_id": None, "place": None},
     {"place_id": None, "place": None, "country": None}, {"term": Term.OTHER}],
)  # fmt: skip
def test_the_store_and_the_series_agree_on_the_key(store: Store, fields: dict) -> None:
    own = document("Goma: 7 fled.")
    added = store.add(own, [figure(own, "7", **fields)])
    assert added.touched == set(keys_of(store.figures())) - {""}


def test_a_long_article_and_a_word_as_sentence_end() -> None:
    from stats.store.sentences import Sentences

    text = f"{FILLER}. Gen. Ali of the U.N. said 7 people fled on 3 Oct. 2026 to Goma. Then rain came.\n\nAnother."
    at = text.index("7 people")
    assert Sentences(text).at(at, at + 1) == "Gen. Ali of the U.N. said 7 people fled on 3 Oct. 2026 to Goma."
    endless = "word " * 1000 + "7 " + "word " * 1000
    assert len(Sentences(endless).at(5000, 5001)) <= 1202
