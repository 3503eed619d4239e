"""What people do on the pages: add, read, review, download, set a day, remove."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from dashboard_app import PAGES, app, html_of, press, told
from streamlit.testing.v1 import AppTest

from stats.errors import StoreError
from stats.filters import Filters
from stats.intake import receive
from stats.pages import asked, job
from stats.settings import settings

STORY = (
    "GOMA – About 1,200 people fled the town of Rutshuru between 3 March and 5 March 2020, the United Nations said. "
    "More than 300 families are living in schools."
)


def upload(at: AppTest, *files: tuple[str, bytes]) -> AppTest:
    at.get("file_uploader")[0].set_value([(name, data, "application/octet-stream") for name, data in files])
    at.run()
    return press(at, "Read")


def test_a_pasted_text_is_shown_before_it_is_kept(bare: Path) -> None:
    at = app("add")
    next(t for t in at.text_area if t.label == "Or paste an article").set_value(STORY)
    at.run()
    press(at, "Read")
    assert asked.count(Filters()) == 0
    keep = next(b for b in at.button if b.label.startswith("Keep 1 document"))
    assert "0 figures" not in keep.label
    keep.click().run()
    assert not at.exception
    assert at.success
    assert asked.count(Filters()) >= 2


def test_reading_nothing_says_what_to_give(bare: Path) -> None:
    at = press(app("add"), "Read")
    assert not at.exception
    assert "paste an article" in at.info[0].value
    assert "job" not in at.query_params
    at.get("file_uploader")[0].set_value([("a.txt", STORY.encode(), "text/plain")])
    at.run()
    assert "job" in at.query_params, "a file that arrives after the click is read by it"


def test_the_uploaders_tell_the_limit_of_a_file(bare: Path) -> None:
    uploaders = app("add").get("file_uploader")
    assert [one.proto.max_upload_size_mb for one in uploaders] == [20, 20]


def test_bad_files_are_told_and_the_others_kept(bare: Path) -> None:
    at = upload(app("add"), ("good.txt", STORY.encode()), ("empty.txt", b""),
                ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(200)),
                ("page.html", b"<html><body></body></html>"))  # fmt: skip
    assert not at.exception
    text = told(at)
    for name in ("empty.txt", "picture.txt", "page.html"):
        assert f"✗ {name}" in text
    next(b for b in at.button if b.label.startswith("Keep 1 document")).click().run()
    assert asked.count(Filters()) >= 2
    assert "✗ empty.txt" in told(at)
    assert "✓ good.txt" in told(at)


def test_a_job_as_long_as_a_folder_is_remembered_whole(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a longer job than is remembered each click read all anew, and one by one: it passed for known."""
    read: list[str] = []
    received = job._received
    monkeypatch.setattr(job, "_received", lambda item, where: (read.append(item.name), received(item, where))[1])
    number = job.begin([(f"{n}.txt", f"Report {n}. {STORY}".encode()) for n in range(4)], None)
    items = asked.collection().store.job_items(number)
    assert job._look._info.max_entries >= settings().limits.files
    for _ in range(2):
        for item in job.read_ahead(items):
            job.look(item)
    assert sorted(read) == [f"{n}.txt" for n in range(4)]
    few = st.cache_resource(max_entries=2, on_release=job._forget)(job._look.__wrapped__)
    monkeypatch.setattr(job, "_look", few)
    for item in items:
        job.look(item)
    assert [job._key(item) in job._looked for item in items] == [False, False, True, True]


def test_files_of_the_server_are_no_addresses(bare: Path, tmp_path: Path) -> None:
    secret = tmp_path / "folder" / "secrets.toml"
    secret.parent.mkdir()
    secret.write_text(f'cookie_secret = "0123456789"\n{STORY}', encoding="utf-8")
    at = app("add")
    given = f"{secret}\n{secret.parent}\n{secret.as_uri()}"
    next(t for t in at.text_area if "addresses" in t.label).set_value(given).run()
    next(t for t in at.text_area if t.label == "Or paste an article").set_value(STORY).run()
    press(at, "Read")
    items = asked.collection().store.job_items(int(at.query_params["job"]))
    assert "cookie_secret" not in told(at) + "".join(f"{one.document.text}" for i in items for one in job.look(i).found)
    for line in given.splitlines():
        assert f"✗ {line}: Addresses begin with http:// or https://" in told(at)
    press(at, next(b.label for b in at.button if b.label.startswith("Keep 1 document")))
    assert len(asked.documents(Filters(), limit=10)) == 1, "the pasted text alone"


def test_the_same_article_twice_is_one(bare: Path) -> None:
    at = upload(app("add"), ("a.txt", STORY.encode()), ("b.txt", STORY.encode()))
    labels = [b.label for b in at.button if b.label.startswith("Keep ")]
    press(at, labels[0])
    assert len(asked.documents(Filters(), limit=10)) == 1


def test_only_what_is_new_is_promised_and_told_as_kept(bare: Path) -> None:
    at = upload(app("add"), ("old.txt", STORY.encode()))
    press(at, next(b.label for b in at.button if b.label.startswith("Keep 1")))
    other = STORY.replace("Rutshuru", "Sake").replace("1,200", "900")
    at = upload(app("add"), ("a.txt", STORY.encode()), ("b.txt", other.encode()), ("c.txt", other.encode()))
    promised = next(b.label for b in at.button if b.label.startswith("Keep "))
    figures = len(asked.figures(Filters(), limit=10))
    assert promised == f"Keep 1 document, {figures} figures"
    assert at.dataframe[0].value["Note"].tolist() == ["there already", "", "there already"]
    press(at, promised)
    assert at.success[0].value == "Kept 1 document."
    assert "there already: “" in told(at)
    assert app("add", job=at.query_params["job"]).success[0].value == "Kept 1 document."


def test_near_copies_removed_articles_and_unread_languages_are_told_before_they_are_kept(bare: Path) -> None:
    long = " ".join([STORY, *(f"Road {n} to the town was closed by rains on the second night." for n in range(9))])
    at = upload(app("add"), ("a.txt", long.encode()), ("b.txt", f"{long} Editing by two people.".encode()))
    assert at.dataframe[0].value["Note"].tolist() == ["", "nearly the same as an earlier one"]
    press(at, next(b.label for b in at.button if b.label.startswith("Keep 2")))
    asked.collection().remove(asked.documents(Filters(), limit=1, order="added")["document_id"].iloc[0], by="")
    at = upload(app("add"), ("b.txt", f"{long} Editing by two people.".encode()))
    assert "! there already, but removed" in told(at)
    finnish = "Tulvat pakottivat ihmiset lähtemään kodeistaan eilen illalla, kertoi kaupungin johtaja maanantaina."
    at = upload(app("add"), ("c.txt", finnish.encode()))
    assert "! Its language has no lexicon yet, so that figures may be missed." in told(at)
    assert not at.info


def test_what_was_handed_over_outlives_the_page(bare: Path) -> None:
    first = upload(app("add"), ("a.txt", STORY.encode()), ("b.txt", STORY.replace("Rutshuru", "Sake").encode()))
    number = first.query_params["job"]
    again = app("add", job=number)
    assert any(b.label.startswith("Keep 2 documents") for b in again.button)
    fresh = app("add")
    assert "2 items wait" in told(fresh)
    press(fresh, "Go on")
    press(fresh, next(b.label for b in fresh.button if b.label.startswith("Keep 2")))
    assert len(asked.documents(Filters(), limit=10)) == 2
    assert "✓ a.txt" in told(app("add", job=number))
    assert "begun" not in told(app("add"))


def test_files_are_read_two_at_once_and_each_once(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, read = set(), [0], []

    def slow(source: Any, *, name: str, known: Any) -> Iterator[Any]:
        running.add(name)
        most[0] = max(most[0], len(running))
        read.append(name)
        time.sleep(0.05)
        yield from receive(source, name=name, known=known)
        running.discard(name)

    monkeypatch.setattr(job, "receive", slow)
    names = [f"{n}.txt" for n in range(5)]
    at = upload(app("add"), *((name, STORY.replace("Rutshuru", f"Sake {n}").encode()) for n, name in enumerate(names)))
    assert most == [2]
    assert sorted(read) == names
    assert any(b.label.startswith("Keep 5 documents") for b in app("add", job=at.query_params["job"]).button)
    assert sorted(read) == names, "a second look reads nothing again"


def test_a_day_and_a_place_are_set_once_for_many(bare: Path) -> None:
    bare_story = "About 700 people fled their homes over the past 10 days, officials said."
    at = upload(app("add"), ("a.txt", bare_story.encode()), ("b.txt", bare_story.replace("700", "800").encode()))
    number = int(at.query_params["job"])
    next(d for d in at.date_input if d.key == "add_all_day").set_value(date(2020, 3, 9)).run()
    press(at, "Use this day")
    next(t for t in at.text_input if t.key == "add_all_place").set_value("Goma").run()
    press(at, "Use this place")
    again = app("add", job=str(number))  # the settings stand in the store, not in the visit
    press(again, next(b.label for b in again.button if b.label.startswith("Keep 2")))
    found = asked.figures(Filters(), limit=10)
    assert found["place"].tolist() == ["Goma", "Goma"]
    assert set(found["country"]) == {"COD"}
    assert {str(day)[:10] for day in found["period_end"]} == {"2020-03-09"}


def test_a_document_can_be_left_out(bare: Path) -> None:
    at = upload(app("add"), ("a.txt", STORY.encode()))
    press(at, "Leave it out")
    assert any(b.label.startswith("Keep 0 documents") for b in at.button)
    press(at, next(b.label for b in at.button if b.label.startswith("Keep 0")))
    assert asked.documents(Filters(), limit=10).empty


def test_many_can_be_kept_without_looking_first(bare: Path) -> None:
    at = app("add", keep="1")
    at = upload(at, ("a.txt", STORY.encode()), ("empty.txt", b" "))
    assert not at.exception
    assert "Kept 1 document" in at.success[0].value
    assert asked.count(Filters()) >= 2


def test_reading_that_was_stopped_goes_on_where_it_was(bare: Path) -> None:
    first = upload(app("add"), ("a.txt", STORY.encode()))
    number = first.query_params["job"]
    at = AppTest.from_file(str(PAGES / "app.py"), default_timeout=60)
    at.switch_page("add.py")
    at.query_params["job"] = number
    at.session_state["_add_stopped"] = int(number)
    at.run()
    assert "Reading was stopped" in told(at)
    assert not [b for b in at.button if b.label.startswith("Keep ")]
    press(at, "Go on reading")
    assert [b for b in at.button if b.label.startswith("Keep 1 document")]


def test_what_is_given_up_waits_no_more(bare: Path) -> None:
    upload(app("add"), ("a.txt", STORY.encode()))
    fresh = app("add")
    press(fresh, "Give up")
    assert "begun" not in told(fresh)
    assert asked.count(Filters()) == 0


def test_imported_figures_are_kept_with_the_words_of_their_rows(bare: Path) -> None:
    rows = ("#date+reported,#country+code,#adm1+name,#affected+idps\n"
            "2020-03-09,COD,Nord-Kivu,1200\n2020-03-09,COD,Ituri,1500\n")  # fmt: skip
    at = upload(app("add"), ("table.csv", ("date,iso,region,idps\n" + rows).encode()))
    assert not at.exception
    assert "Imported as a table of figures" in told(at)
    press(at, next(b.label for b in at.button if b.label.startswith("Keep 1 document, 2 figures")))
    assert sorted(asked.figures(Filters(), limit=10)["value"]) == [1200, 1500]
    own = asked.figures(Filters(), limit=1)["figure_id"].iloc[0]
    assert "<mark>1" in html_of(app(figure=own))


def test_an_article_can_be_removed_and_brought_back(full: Path) -> None:
    own = asked.documents(Filters(), limit=1)["document_id"].iloc[0]
    before = asked.count(Filters())
    at = app("articles", article=own)
    press(at, "Remove")
    assert asked.count(Filters()) < before
    assert "This article was removed; its figures count nowhere." in told(at)
    assert "was found in this article" not in told(at)
    press(at, "Restore")
    assert asked.count(Filters()) == before


def test_the_queue_accepts_rejects_and_undoes(full: Path) -> None:
    waiting = Filters(status=("unreviewed",))
    before = asked.count(waiting)
    at = app("review")
    press(at, "Accept (a)")
    press(at, "Reject (r)")
    assert not at.exception
    assert asked.count(waiting) == before - 2
    assert asked.count(Filters(status=("accepted",))) == 1
    press(at, "Undo (u)")
    assert asked.count(waiting) == before - 1
    assert asked.count(Filters(status=("rejected",))) == 0


def toasts(at: AppTest) -> str:
    """Return what the page told in passing, without the signs that keep it from being Markdown."""
    return " ".join(str(toast.value) for toast in at.toast).replace("\\", "")


def test_undo_takes_back_only_what_this_visit_did(full: Path) -> None:
    collection = asked.collection()
    at = app("review")
    own = asked.figures(Filters(status=("unreviewed",)), limit=1, order="doubt")["figure_id"].iloc[0]
    press(at, "Accept (a)")
    collection.review([own], "correct", by="ben", changes={"value": 999})
    press(at, "Undo (u)")
    row = collection.store.figure(own)
    assert (row["value"], row["status"]) == (999, "corrected"), "what ben decided stays"
    assert f"0 of 1 taken back. Somebody has decided on the others since, see their history: {row['quote']}" in (
        toasts(at)
    )
    assert "ben: correct" in toasts(at)
    assert not [b for b in at.button if b.label == "Undo (u)"]


def test_undo_that_could_not_be_written_is_offered_again(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: Any, **__: Any) -> None:
        raise StoreError("The database is busy. Try again.")

    at = press(app("review"), "Accept (a)")
    with monkeypatch.context() as patch:
        patch.setattr(type(asked.collection()), "undo", busy)
        press(at, "Undo (u)")
    assert "The database is busy. Try again." in toasts(at)
    press(at, "Undo (u)")
    assert asked.count(Filters(status=("accepted",))) == 0


def test_undo_in_the_sentence_is_not_undone_again_in_the_queue(full: Path) -> None:
    """It took back what a colleague had decided before."""
    own = asked.figures(Filters(), limit=1)["figure_id"].iloc[0]
    asked.collection().review([own], "correct", by="ben", changes={"value": 5030})
    at = press(press(app(figure=own), "Accept"), "Undo")
    at.query_params.clear()
    at.switch_page("review.py")
    at.run()
    assert not [b for b in at.button if b.label == "Undo (u)"]
    assert asked.collection().store.figure(own)["value"] == 5030


def test_the_queue_moves_on_and_back(full: Path) -> None:
    at = app("review")
    first = html_of(at)
    press(at, "Next (j)")
    assert html_of(at) != first
    assert html_of(app("review", at=at.query_params["at"])) == html_of(at)
    press(at, "Previous (k)")
    assert html_of(at) == first


def test_the_sentence_can_be_accepted_where_it_is_read(full: Path) -> None:
    own = asked.figures(Filters(), limit=1)["figure_id"].iloc[0]
    at = app(figure=own)
    press(at, "Accept")
    assert asked.collection().store.figure(own)["status"] == "accepted"


@pytest.mark.parametrize("table", ["figures", "series", "gold"])
def test_each_table_can_be_taken_away(full: Path, table: str) -> None:
    at = app("download", country="IRQ")
    next(s for s in at.selectbox if s.label == "Table").set_value(table).run()
    assert at.query_params.get("table", "figures") == table
    assert not at.exception
    label = at.get("download_button")[0].label
    assert f"headcount-{table}-" in label
    if table != "gold":
        assert f"/api/{table}.csv?country=IRQ" in at.code[0].value


def test_checks_lead_to_their_sentences(full: Path) -> None:
    at = app("checks")
    press(at, "The sentences")
    assert not at.exception
    assert "figure" in at.query_params
    assert "choose one for its sentence" in told(at)
