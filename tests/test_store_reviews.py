"""Reviews: what people decide is kept for good, and how a figure stands always follows from it."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_made import document, figure, report

from stats.errors import StoreError
from stats.figure import IMPORTED
from stats.filters import Filters
from stats.store import Store
from stats.store.rows import row_of
from stats.store.standing import Decision, standing
from stats.vocabulary import Quantifier, Term

EVERYTHING = Filters()
FIRST_OF = {month: datetime(2026, month, 1, 12) for month in range(1, 13)}


@pytest.fixture
def one(store: Store) -> str:
    """The id of the only figure of the store: 1,009 people, from Goma."""
    own = document("Goma: 1,009 people fled, 307 of them children.")
    whole = figure(own, "1,009")
    store.add(own, [whole])
    return whole.id


def standing_of(store: Store, figure_id: str) -> tuple[Any, Any]:
    row = store.figure(figure_id)
    return row["status"], row["value"]


def test_the_standing_after_each_act_and_each_undo(store: Store, one: str) -> None:
    steps: list[tuple[str, dict[str, Any] | None, tuple[str, int]]] = [
        ("accept", None, ("accepted", 1009)),
        ("correct", {"value": 1013}, ("corrected", 1013)),
        ("reject", None, ("rejected", 1013)),
        ("accept", None, ("corrected", 1013)),
        ("comment", None, ("corrected", 1013)),
        ("undo", None, ("rejected", 1013)),
        ("undo", None, ("corrected", 1013)),
        ("correct", {"value": 1019, "term": "killed"}, ("corrected", 1019)),
        ("undo", None, ("corrected", 1013)),
        ("undo", None, ("accepted", 1009)),
        ("undo", None, ("unreviewed", 1009)),
    ]
    for action, changes, expected in steps:
        store.review([one], action, by="ana", why="a reason", changes=changes)
        assert standing_of(store, one) == expected, (action, changes)
        assert store.by_facet("status").values.tolist() == [[expected[0], 1]]
        assert store.by_month()["value"].tolist() == [expected[1]]
    assert len(store.reviews(one)) == len(steps)
    with pytest.raises(StoreError, match="nothing to undo"):
        store.review([one], "undo", by="ana")


def test_the_log_says_who_when_why_before_and_after(store: Store, one: str) -> None:
    store.review([one], "correct", by="ana", why="the table says so", changes={"value": 1013}, at=FIRST_OF[7])
    log = store.reviews(one).iloc[0]
    assert (log["by"], log["why"], log["at"], log["action"]) == ("ana", "the table says so", FIRST_OF[7], "correct")
    assert log["before"] == {"value": 1009, "low": 1009, "high": 1009, "status": "unreviewed"}
    assert log["after"] == {"value": 1013, "low": 1013, "high": 1013, "status": "corrected"}
    assert log["document_id"] == store.figure(one)["document_id"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"value": 1013}, {"value": 1013, "low": 1013, "high": 1013}),
        ({"quantifier": "more_than"}, {"low": 1009, "high": None}),
        ({"quantifier": "less_than"}, {"low": None, "high": 1009}),
        ({"low": 900, "high": 1100, "quantifier": "range"}, {"low": 900, "high": 1100, "value": 1009}),
        ({"term": "killed"}, {"measure": "killed", "category": "Deaths"}),
        ({"term": "other"}, {"measure": None}),
        ({"period_end": "2026-04-02"}, {"period_end": "2026-04-02"}),
        ({"period_start": None}, {"period_start": None}),
        (
            {"period_start": "2026-02-19"},
            {"period_rule": "dates", "period_precision": "day", "period_text": None},
        ),
        (
            {"period_start": "2026-02-19", "period_rule": "look_back", "period_text": "the past 10 days"},
            {"period_rule": "look_back", "period_precision": "day", "period_text": "the past 10 days"},
        ),
        ({"place": "Bukavu"}, {"place": "Bukavu", "place_id": None, "latitude": None}),
        ({"place": "Bukavu", "place_id": "geonames:217831"}, {"place_id": "geonames:217831"}),
        ({"place": "Goma"}, {"place_id": "geonames:216281"}),
        ({"country": "RWA"}, {"country": "RWA", "place_id": None}),
        ({"place": "  "}, {"place": None}),
        ({"forecast": True}, {"forecast": True}),
        ({"unit": "household"}, {"unit": "household"}),
    ],
)
def test_any_field_can_be_corrected_and_the_others_follow(
    store: Store, one: str, changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    store.review([one], "correct", by="ana", changes=changes)
    row = store.figure(one)
    assert {name: row[name] for name in expected} == expected
    store.review([one], "undo", by="ana")
    assert store.figures()["value"].tolist() == [1009]
    assert store.figure(one)["place_id"] == "geonames:216281"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "at least one field"),
        ({"id": "x"}, "cannot be corrected"),
        ({"nonsense": 1}, "cannot be corrected"),
        ({"unit": "camels"}, "vocabulary"),
        ({"unit": None}, "left empty"),
        ({"value": None}, "left empty"),
        ({"value": -1}, "zero up"),
        ({"value": float("nan")}, "zero up"),
        ({"value": "many"}, "is a number"),
        ({"low": 2000, "high": None}, "do not hold"),
        ({"forecast": "yes"}, "true or false"),
        ({"period_start": "2026-12-01"}, "before it starts"),
        ({"period_start": "soon"}, "cannot be kept"),
        ({"country": "Congo"}, "country code"),
        ({"place": "x" * 1001}, "longer than"),
        ({"place": 5}, "is text"),
        ({"part_of": "0000000000000000"}, "same document"),
    ],
)
def test_what_is_not_allowed_is_told_and_nothing_changes(
    store: Store, one: str, changes: dict[str, Any], told: str
) -> None:
    with pytest.raises(StoreError, match=told):
        store.review([one], "correct", by="ana", changes=changes)
    assert standing_of(store, one) == ("unreviewed", 1009)
    assert store.reviews().empty


def test_one_bad_figure_of_several_stops_the_whole_act(store: Store, one: str) -> None:
    with pytest.raises(StoreError, match="no figure"):
        store.review([one, "0000000000000000"], "accept", by="ana")
    for action, told in (("like", "no action"), ("comment", "needs words"), ("merge", "name one figure")):
        with pytest.raises(StoreError, match=told):
            store.review([one], action, by="ana")
    assert store.reviews().empty


def test_an_act_tells_the_series_that_it_touches(store: Store, one: str) -> None:
    here, there = "geonames:216281|displaced", "geonames:217831|displaced"
    moved = store.review([one], "correct", by="ana", changes={"place": "Bukavu", "place_id": "geonames:217831"})
    assert moved.touched == {here, there}
    assert store.review([one], "comment", by="ana", why="a word").touched == frozenset()
    assert store.review([one], "reject", by="ana").touched == {there}
    assert store.review([one], "reject", by="ana").touched == frozenset()


def test_merge_and_split_are_decisions_too(store: Store) -> None:
    ids = [store.add(*report(number)).figure_ids[0] for number in (2, 3, 5)]
    store.review(ids[1:], "merge", by="ana", changes={"cluster": ids[0]})
    decided = store.figures(order="document").set_index("figure_id")["cluster_decided"]
    assert decided[ids[1:]].tolist() == [ids[0]] * 2
    store.review([ids[2]], "split", by="ana")
    assert store.figure(ids[2])["cluster_decided"] == ids[2]
    store.review([ids[2]], "undo", by="ana")
    assert store.figure(ids[2])["cluster_decided"] == ids[0]
    again = store.reviews(ids[1]).iloc[0]["changes"]
    store.review([ids[1]], "merge", by="ana", changes=again)  # as an import of the log does
    assert store.figure(ids[1])["status"] == "unreviewed"


def test_what_was_known_on_a_day(store: Store) -> None:
    """Documents by their day, decisions by theirs; every earlier state comes back."""
    early, late = report(7, published=date(2026, 1, 5)), report(11, published=date(2026, 6, 5))
    (seven,), (eleven,) = store.add(*early).figure_ids, store.add(*late).figure_ids
    store.add(*report(13, published=None))
    store.review([seven], "correct", by="ana", changes={"value": 17, "term": "killed"}, at=FIRST_OF[3])
    store.review([seven], "reject", by="ana", at=FIRST_OF[5])
    store.review([seven, eleven], "accept", by="ana", at=FIRST_OF[8])
    store.review([seven], "undo", by="ana", at=FIRST_OF[9])

    def known(month: int, day: int = 15, filters: Filters = EVERYTHING) -> list[tuple[float, str]]:
        frame = store.figures(filters, order="document", as_known_on=date(2026, month, day))
        assert store.count(filters, as_known_on=date(2026, month, day)) == len(frame)
        assert frame["role"].isna().all()
        return list(zip(frame["value"].tolist(), frame["status"].tolist(), strict=True))

    assert known(1, 4) == []
    assert known(1, 5) == [(7, "unreviewed")]
    assert known(3, 1) == known(4) == [(17, "corrected")]
    assert known(5) == [(17, "rejected")]
    assert known(6) == [(17, "rejected"), (11, "unreviewed")]
    assert known(8) == [(17, "corrected"), (11, "accepted")]
    assert known(9) == known(12) == [(17, "rejected"), (11, "accepted")]
    # The filters are asked of how it stood then, not of how it stands.
    assert known(1, 9, Filters(measure=("killed",))) == []
    assert known(4, 9, Filters(measure=("killed",))) == [(17, "corrected")]
    assert known(4, 9, Filters(status=("rejected",))) == []
    last, later = date.max, date(2030, 1, 1)
    assert store.count(as_known_on=last) == store.count(as_known_on=later), "no day comes after the calendar's last"
    pages = list(store.figure_pages(as_known_on=date(2026, 6, 15), size=1))
    assert [page["value"].tolist() for page in pages] == [[17], [11]]
    assert store.figures()["value"].tolist() == [13, 11, 17]


def test_roles_of_today_are_not_those_of_an_earlier_day(store: Store, one: str) -> None:
    frame = store.figures().assign(role="recommended", role_reason="alone", cluster=one)
    store.keep_series([], store.series(), frame)
    row = store.figures().iloc[0]
    assert (row["role"], row["role_reason"], row["cluster"]) == ("recommended", "alone", one)
    then = store.figures(as_known_on=date(2026, 12, 31)).iloc[0]
    assert then[["role", "role_reason", "cluster"]].isna().all()


ACTS = st.one_of(
    st.tuples(st.sampled_from(["accept", "reject", "split", "undo", "comment"]), st.none()),
    st.tuples(st.just("correct"), st.fixed_dictionaries({}, optional={
        "value": st.sampled_from([1, 2, 3, 5]), "place": st.sampled_from(["Goma", "Bukavu", None]),
        "term": st.sampled_from([str(t) for t in Term]), "quantifier": st.sampled_from(["exact", "more_than"]),
        "period_end": st.sampled_from(["2026-03-04", "2026-04-05", None])}).filter(bool)),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=12))
def test_how_a_figure_stands_follows_from_the_two_logs(tmp_path_factory, acts: list[tuple[str, Any]]) -> None:
    """What is kept equals what a replay of the log gives, and so do the kept counts."""
    folder = tmp_path_factory.mktemp("replay")
    store = Store.open(f"sqlite:///{folder / 'store.db'}", originals=folder)
    own, (found,) = report(7)
    store.add(own, [found])
    for month, (action, changes) in enumerate(acts, 1):
        try:
            store.review([found.id], action, by="ana", why="why", changes=changes, at=datetime(2026, 1, month))
        except StoreError as error:
            assert "nothing to undo" in str(error)  # noqa: PT017 - the only act here that may be refused
    row = store.figure(found.id)
    log = store.reviews(found.id).iloc[::-1]
    base = row_of(found)
    decisions = [
        Decision(int(r.review), r.action, r.at, r.changes, None if r.action != "undo" else int(r.undoes))
        for r in log.itertuples()
    ]
    state = standing(base, decisions)
    for name in ("value", "low", "high", "term", "place", "place_id", "quantifier", "status", "cluster_decided",
                 "measure"):  # fmt: skip
        assert row[name] == state[name], name
    assert row["period_end"] == (state["period_end"] and state["period_end"].isoformat())
    by = ("month", "measure", "kind", "unit", "status")
    assert store.by_month(by=by).equals(store.by_month(Filters(document=(own.id,)), by=by))
    store.close()


def test_bounds_of_a_vague_figure_follow_the_guide(store: Store) -> None:
    own = document("Goma: hundreds, some 100, fled.")
    vague = figure(own, "100", low=100, high=None, quantifier=Quantifier.VAGUE)
    store.add(own, [vague])
    store.review([vague.id], "correct", by="ana", changes={"value": 200})
    assert {n: store.figure(vague.id)[n] for n in ("low", "value", "high")} == {"low": 200, "value": 200, "high": None}


def test_an_act_is_undone_by_its_number_unless_a_later_one_stands_on_it(store: Store) -> None:
    """Of several figures those are taken back that still can be; what a colleague did since stays."""
    ids = [store.add(*report(number)).figure_ids[0] for number in (2, 3, 5)]
    done = store.review(ids, "reject", by="ana")
    store.review([ids[0]], "undo", by="ben")
    store.review([ids[1]], "correct", by="ben", changes={"value": 4})
    assert store.last_decision(ids[0]) is None
    assert store.last_decision(ids[2]) == done.acts[2]
    undone = store.undo(done.acts, by="ana")
    assert undone.left == (ids[0], ids[1])
    assert undone.done.figure_ids == (ids[2],)
    assert [standing_of(store, one) for one in ids] == [("unreviewed", 2), ("corrected", 4), ("unreviewed", 5)]
    assert store.count() == store.by_month()["figures"].sum() == 3
    again = store.undo(done.acts, by="ana")
    assert (again.left, again.done.figure_ids, again.done.touched) == (tuple(ids), (), frozenset())
    with pytest.raises(StoreError, match="no act 999"):
        store.undo([999], by="ana")


def test_a_corrected_field_has_no_ground_in_the_text_or_a_rule(store: Store) -> None:
    own, (found,) = report(7)
    ground = {"evidence": {"term": (1, 2), "period": (3, 4), "place": (5, 6)}, "implied": {"unit": "a rule"}}
    (one,) = store.add(own, [replace(found, **ground)]).figure_ids
    store.review([one], "accept", by="ana")
    before = store.figure(one)
    store.review([one], "correct", by="ana", changes={"period_end": "2026-03-05", "unit": "household"})
    row = store.figure(one)
    assert (set(row["evidence"]), row["implied"]) == ({"term", "place"}, {})
    store.review([one], "undo", by="ana")
    assert {name: store.figure(one)[name] for name in ground} == {name: before[name] for name in ground}


def test_a_corrected_figure_of_a_table_is_still_one(store: Store) -> None:
    own, (found,) = report(7)
    (one,) = store.add(own, [replace(found, implied={"value": IMPORTED})]).figure_ids
    store.review([one], "correct", by="ana", changes={"value": 8})
    assert store.figure(one)["implied"] == {"value": IMPORTED}
