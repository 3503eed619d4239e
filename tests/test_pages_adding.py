"""A count that the rules missed, added where its article is read; and the form that says what a figure is part of."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dashboard_app import app, press, told
from streamlit.testing.v1 import AppTest

from stats.document import Document
from stats.errors import HeadcountError
from stats.filters import Filters
from stats.pages import adding, asked, correcting
from stats.pages.missed_words import read_missed
from stats.reading import read

STORY = ("GOMA, 3 May 2024 – 5,003 people fled Goma, DR Congo, between 28 April and 1 May 2024, UNHCR said.\n\n"
         "On Wednesday the elders of Sake wrote down more than 2,011 names. They counted 41 mats.")  # fmt: skip


def kept(text: str = STORY, **more: Any) -> str:
    """Keep an article; return its id."""
    own = Document(text=text, **{"title": "Hills", "published": date(2024, 5, 3), "language": "en", **more})
    return asked.collection().keep_read(read([own]))[0].document_id


def figures() -> list[dict[str, Any]]:
    return asked.collection().store.figures(order="document").to_dict("records")


def pointing(article: str, words: str) -> AppTest:
    """Open an article and point at words of it as a missed count."""
    at = app("articles", article=article)
    press(at, "Add a missed count")
    assert not at.exception
    start = asked.collection().document(article).text.index(words)
    at.session_state[adding._OPEN].pointed = (start, start + len(words))
    return at.run()


def field_of(at: AppTest, label: str) -> Any:
    kinds = (*at.text_input, *at.date_input, *at.number_input, *at.selectbox, *at.checkbox)
    return next(w for w in kinds if w.label == label)


def test_a_missed_count_is_pointed_at_read_and_kept(bare: Path) -> None:
    article = kept()
    assert [f["quote"] for f in figures()] == ["5,003"], "this test needs a count that the rules miss"
    at = pointing(article, "2,011")
    field_of(at, "What happened to them?").set_value("displaced").run()
    assert not at.exception
    read_here = told(at)
    assert "more than 2,011" in read_here
    assert field_of(at, "Place").value == "Sake"
    assert field_of(at, "Bounds").value == "more_than"
    assert field_of(at, "Unit").value is None, "names are no unit: it is asked for"
    press(at, "Keep the count")
    assert "Say its unit too" in told(at)
    field_of(at, "Unit").set_value("person")
    field_of(at, "Why (kept with the count)").set_value("names are people")
    press(at, "Keep the count")
    assert not at.exception
    row = figures()[-1]
    assert (row["quote"], row["value"], row["low"], row["term"], row["unit"], row["place"], row["status"]) == (
        "more than 2,011", 2011, 2011, "displaced", "person", "Sake", "corrected",
    )  # fmt: skip
    log = asked.collection().store.reviews(row["figure_id"]).iloc[0]
    assert (log["action"], log["why"]) == ("add", "names are people")
    assert asked.collection().series(Filters(place=("Sake",)))["figure_ids"].tolist() == [row["figure_id"]]
    assert row["figure_id"] in at.query_params["at"]
    assert "2 figures" in [one.value for one in at.subheader]

    seen = app(figure=row["figure_id"])
    assert "added by a person" in told(seen)
    history = next(one.value for one in seen.text if "add ·" in one.value)
    assert "value: 2011" in history
    assert "latitude" not in history, "of all fields only those that people look for"
    press(seen, "Undo")
    assert [f["quote"] for f in figures()] == ["5,003"]
    assert "was taken back" in told(seen)


@pytest.mark.parametrize(("words", "says"), [
    ("5,003 people", "“5,003” is a figure already"), ("UNHCR", "No number was read"), ("mats", "No number was read"),
])  # fmt: skip
def test_words_that_are_no_missed_number_are_told_with_what_to_do(bare: Path, words: str, says: str) -> None:
    at = pointing(kept(), words)
    assert not at.exception
    warned = " ".join(one.value.replace("\\", "") for one in at.warning)
    assert says in warned
    assert "hoose" in warned
    press(at, "Choose other words")
    assert at.session_state[adding._OPEN].pointed is None
    press(at, "Leave it")
    assert "Add a missed count" in [b.label for b in at.button]


def test_a_number_that_no_rule_reads_is_typed(bare: Path) -> None:
    at = pointing(kept("В Саке две тысячи душ ушли из города.", language="ru"), "две тысячи")
    assert "type its count" in at.warning[0].value
    field_of(at, "What happened to them?").set_value("fled").run()
    press(at, "Keep the count")
    assert "the count" in told(at)
    field_of(at, "Count").set_value(2000.0)
    field_of(at, "Unit").set_value("person")
    field_of(at, "Kind").set_value("flow")
    press(at, "Keep the count")
    assert not at.exception
    assert [(f["quote"], f["value"], f["low"], f["high"]) for f in figures()] == [("две тысячи", 2000, 2000, 2000)]


def test_who_may_only_look_and_tables_are_not_asked(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = kept()
    monkeypatch.setattr(asked, "may_edit", lambda: False)
    assert "Add a missed count" not in [b.label for b in app("articles", article=article).button]


def test_what_is_read_of_a_count_follows_what_happened() -> None:
    own = Document(STORY, published=date(2024, 5, 3), language="en")
    start = STORY.index("2,011")
    missed = read_missed(own, start, start + 5)
    assert missed.number
    assert [missed.fields[name] for name in ("value", "term", "kind")] == [2011, None, None]
    fled, dead = (read_missed(own, start, start + 5, term).fields for term in ("fled", "killed"))
    assert (fled["place"], fled["place_role"], dead["place_role"]) == ("Sake", "origin", "present")
    assert fled["kind"] == "flow"
    with pytest.raises(HeadcountError, match="Choose the words"):
        read_missed(own, 5, 9_000)


def test_what_was_typed_takes_the_place_of_what_was_read() -> None:
    own = Document(STORY, published=date(2024, 5, 3), language="en")
    start = STORY.index("2,011")
    missed = read_missed(own, start, start + 5, "fled")
    whole = {**adding._EMPTY, **missed.fields, "term": "fled"}
    given = {**whole, "unit": "person", "value": 2013, "place": "Nowhere at all", "attribution": "me"}
    fields, evidence = adding.settled(missed, whole, given)
    assert (fields["place"], fields["place_id"], fields["latitude"]) == ("Nowhere at all", None, None)
    assert "low" not in fields, "the bounds follow from the count"
    assert (list(missed.evidence), evidence) == (["attribution"], {})


def test_a_long_text_is_shown_in_parts() -> None:
    text = "\n\n".join(["word " * 60] * 40) + "x" * 900
    cuts = adding.parts_of_text(text, 1_000)
    assert [a for a, _ in cuts[1:]] == [b for _, b in cuts[:-1]]
    assert (cuts[0][0], cuts[-1][1]) == (0, len(text))
    assert max(b - a for a, b in cuts) <= 1_000
    assert text[cuts[0][1] :].startswith("\n\n")


PARTS = ("5,003 people fled Goma, DR Congo, between 28 April and 1 May 2024, UNHCR said. On 30 April "
         "2024, 707 people fled Goma.")  # fmt: skip


def test_what_a_figure_is_part_of_is_chosen_and_shown(bare: Path) -> None:
    kept(PARTS)
    whole, part = (row["figure_id"] for row in figures())
    at = app(figure=part)
    press(at, "Correct")
    choice = field_of(at, "Part of")
    assert choice.value is None
    assert choice.options == ["no other count", "5,003 people fled"]
    choice.set_value(whole)
    press(at, "Keep the correction")
    assert not at.exception
    row = asked.collection().store.figure(part)
    assert (row["part_of"], row["same_as"], row["role"]) == (whole, None, "part")
    assert "Part of: 5,003 people fled" in [b.label.replace("\\", "") for b in at.button]
    back = app(figure=whole)
    press(back, "Correct")
    field_of(back, "Part of").set_value(part)
    press(back, "Keep the correction")
    assert asked.collection().store.figure(whole)["part_of"] is None
    assert "cannot be a part of “707”" in back.toast[0].value.replace("\\", "")


def test_an_accepted_part_that_stays_is_told(bare: Path) -> None:
    kept("5,003 people fled Goma, DR Congo, between 28 April and 1 May 2024, including 2,003 children, UNHCR said.")
    whole, part = (row["figure_id"] for row in figures())
    asked.collection().review([part], "accept", by="ben")
    at = app(figure=whole)
    press(at, "Correct")
    field_of(at, "Kind").set_value("cumulative")
    press(at, "Keep the correction")
    assert "stay as they are: 2,003 (ben: accept)" in at.toast[0].value.replace("\\", "")


def test_a_correction_does_not_take_away_what_it_does_not_name(bare: Path) -> None:
    row = {"part_of": "a" * 16, "same_as": None, "value": 5}
    assert correcting.changed_fields(row, {"value": 6, "part_of": "a" * 16, "same_as": None}) == {"value": 6}
