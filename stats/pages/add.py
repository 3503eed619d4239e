"""Add: paste, files, folders, addresses and feeds; what was found is shown before it is kept, a line for each item."""

import math
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from stats.figure import Figure
from stats.pages import address, asked, choices, empty, foretold, job, parts, said
from stats.pages.marked_text import inert, parts_of, visible
from stats.settings import settings
from stats.store import Added
from stats.store.jobs import ItemState, JobItem
from stats.wording import Words, plain

_JOB = "job"
_DOC = "doc"
_AT_ONCE = "keep"
_STOPPED = "_add_stopped"  # the job whose reading or keeping was stopped
_KEEPING = "_add_keeping"  # the job that is being kept
_ROUND = "_add_round"
_PRESSED = "_add_pressed"  # when Read was pressed last
_PATIENCE = 10  # seconds for which it holds for what has not arrived
_MEASURED = 3  # items after which the rate of reading is told
_LINES = 200  # lines of an ended job that are shown
_TEXT = 200_000  # code points of a text that are shown before it is kept


def page() -> None:
    """Draw the page."""
    words = asked.reader()
    st.title(words("Add articles"))
    if not asked.may_edit():
        empty.read_only()
        return
    number = address.value(_JOB)
    if number.isdigit() and any(j.number == int(number) for j in _known(int(number))):
        _job(int(number), words)
        return
    st.caption(words("Every figure is shown marked in its text first; nothing counts until you keep it."))
    given, day = _ask(words)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        choices.toggle(_AT_ONCE, words("Keep without looking first"))
        # Always enabled: a text being pasted is known here only once its box is left, as by the click itself.
        read = st.button(words("Read"), type="primary", key="add_read")
    if read:
        st.session_state[_PRESSED] = time.monotonic()
    # What is on its way as the button is pressed, as a large file, is read as soon as it is there.
    if given and time.monotonic() - st.session_state.get(_PRESSED, -_PATIENCE) < _PATIENCE:
        st.session_state.pop(_PRESSED)
        address.choose(_JOB, str(job.begin(given, day)))
        st.session_state[_ROUND] += 1
        st.rerun()
    elif read:
        st.info(words("Nothing was given. Choose files, paste an article, or write addresses, then read them."))
    _waiting(words)


def _known(number: int) -> list[Any]:
    from stats.errors import HeadcountError

    try:
        return [asked.collection().store.job(number)]
    except HeadcountError:
        return []


def _ask(words: Words) -> tuple[list[tuple[str, bytes | None]], date | None]:
    """Draw drop zones, paste box and addresses; return what was given (name, bytes or None), and its day."""
    turn = st.session_state.setdefault(_ROUND, 0)
    left, right = st.columns(2, gap="large")
    given: list[tuple[str, bytes | None]] = []
    most = math.ceil(settings().limits.file_bytes / 1e6)
    with left:
        files = st.file_uploader(words("Files: articles, reports, mails, feeds, zip archives, tables of figures"),
                                 accept_multiple_files=True, max_upload_size=most, key=f"add_files_{turn}")  # fmt: skip
        folder = st.file_uploader(words("A whole folder"), accept_multiple_files="directory",
                                  max_upload_size=most, key=f"add_folder_{turn}")  # fmt: skip
        day = st.date_input(words("Published on (empty: read from the text)"), value=None, key=f"add_day_{turn}",
                            format="YYYY-MM-DD", **choices.reach())  # fmt: skip
        given += [(file.name, file.getvalue()) for file in (*(files or ()), *(folder or ()))]
    with right:
        text = st.text_area(words("Or paste an article"), key=f"add_text_{turn}", height=152)
        lines = st.text_area(words("Or addresses of pages and feeds, one a line"), key=f"add_addresses_{turn}",
                             height=90)  # fmt: skip
    given += [(line.strip(), None) for line in lines.splitlines() if line.strip()]
    if text.strip():
        given.append(("pasted text.txt", text.encode()))
    return given, day if isinstance(day, date) else None


def _waiting(words: Words) -> None:
    """List the jobs that were begun and not ended, here or by others: nothing is lost with a closed page."""
    jobs = job.unfinished()
    if not jobs:
        return
    st.header(words("Begun, not yet kept"))
    for one in jobs[-20:]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            told = words("{items}, begun {when} UTC by {who}",
                         items=words.many(one.waiting, "1 item waits", "{n} items wait"),
                         when=f"{one.started_at:%Y-%m-%d %H:%M}", who=one.by)  # fmt: skip
            st.text(visible(told, 200), width="content")
            st.button(words("Go on"), key=f"go_on_{one.number}", type="tertiary", on_click=_choose,
                      args=(_JOB, str(one.number)))  # fmt: skip
            st.button(words("Give up"), key=f"give_up_{one.number}", type="tertiary",
                      on_click=asked.collection().store.finish_job, args=(one.number,))  # fmt: skip


def _choose(name: str, value: str | None) -> None:
    st.session_state.pop(_STOPPED, None)
    address.choose(name, value)


def _job(number: int, words: Words) -> None:
    """Show a job: read what waits, then its preview; or how it ended."""
    store = asked.collection().store
    keeping = st.session_state.get(_KEEPING) == number or address.value(_AT_ONCE) == "1"
    if keeping and store.job_items(number, ItemState.WAITING):
        _keep(number, words)
    items = store.job_items(number)
    waiting = [item for item in items if item.state is ItemState.WAITING]
    if not waiting:
        st.session_state.pop(_KEEPING, None)
        _ended(items, words)
        return
    looked = _look_through(number, waiting, words)
    _told([item for item in store.job_items(number) if item.state is not ItemState.WAITING], words)
    _preview(number, looked, words, left=len(waiting) - len(looked))


def _walk(number: int, items: list[JobItem], words: Words, doing: str, act: Callable[[JobItem], Any]) -> bool:
    """Do something with item after item, showing what is left and for how long; return False where it was stopped."""
    if st.session_state.get(_STOPPED) == number:
        return False
    room = st.empty()
    with room.container(horizontal=True, vertical_alignment="center", gap="small"):
        bar = st.progress(0.0, text=words("Reading …"), width="stretch")
        st.button(words("Stop"), key=f"stop_{number}", on_click=lambda: st.session_state.update({_STOPPED: number}))
    began = time.monotonic()
    for done, item in enumerate(job.read_ahead(items)):
        left = words("{doing}: {n} of {all}, {left} left · {name}", doing=doing, n=done + 1, all=len(items),
                     left=len(items) - done - 1, name=visible(item.name, 60))  # fmt: skip
        spent = time.monotonic() - began
        if done >= _MEASURED and spent >= 1:
            rate, rest = done / spent, (len(items) - done) * spent / done
            left += " · " + words("{rate} a second, {time} left", rate=f"{rate:.1f}", time=words.lasting(rest))
        bar.progress(done / len(items), text=inert(left))
        act(item)
    room.empty()
    return True


def _look_through(number: int, waiting: list[JobItem], words: Words) -> list[tuple[JobItem, job.Looked]]:
    """Read the items that wait, one after another; one that cannot be read is told and never stops the others."""
    looked: list[tuple[JobItem, job.Looked]] = []

    def act(item: JobItem) -> None:
        found = job.look(item)
        if found.found:
            looked.append((item, found))
        else:
            job.fail(item, found)

    if not _walk(number, waiting, words, words("Reading"), act):
        st.info(words("Reading was stopped. What was not read yet waits."))
        st.button(words("Go on reading"), on_click=lambda: st.session_state.pop(_STOPPED, None), key="add_resume")
    return looked


def _keep(number: int, words: Words) -> None:
    """Keep the items that wait, one after another; what is kept stays kept where the reader stops it."""
    store = asked.collection().store
    whole = _walk(number, store.job_items(number, ItemState.WAITING), words, words("Keeping"), job.keep)
    st.session_state.pop(_KEEPING, None)
    if whole:
        st.session_state.pop(_STOPPED, None)


def _preview(number: int, looked: list[tuple[JobItem, job.Looked]], words: Words, *, left: int) -> None:
    """Show what was found and can be kept: a line a document, the chosen one with its figures marked."""
    found = [(item, one) for item, look in looked for one in look.found]
    for _, look in looked:
        for name, why in look.failed:
            _line("✗", name, why)
    if not found:
        if not left:
            st.rerun()  # everything failed: the job has ended
        return
    outcomes = foretold.outcomes(found)
    new = [one for (_, one), outcome in zip(found, outcomes, strict=True) if outcome and outcome.new]
    count = sum(len(one.figures) for one in new)
    st.header(words("Found, not yet kept"))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        what = words("Keep {documents}, {figures}", documents=words.many(len(new), "1 document", "{n} documents"),
                     figures=words.many(count, "1 figure", "{n} figures"))  # fmt: skip
        st.button(what, type="primary", key="add_keep",
                  on_click=lambda: st.session_state.update({_KEEPING: number, _STOPPED: None}))  # fmt: skip
        st.button(words("Discard"), key="add_discard", on_click=_discard, args=(number,))
        with st.popover(words("Set day and place for all")):
            day = st.date_input(words("Published on"), value=None, key="add_all_day", **choices.reach())
            st.button(words("Use this day"), key="add_use_day", disabled=day is None, on_click=_day_for_all,
                      args=([item for item, _ in looked], day))  # fmt: skip
            place = st.text_input(words("Place of figures whose text names none"), key="add_all_place")
            st.button(words("Use this place"), key="add_use_place", disabled=not place.strip(),
                      on_click=_place_for_all, args=([item for item, _ in looked], place))  # fmt: skip
    chosen = address.value(_DOC)
    if len(found) > 1:
        picked = parts.table(_table(found, outcomes, words), "add_found", words("Documents found"))
        if picked is not None:
            chosen = found[picked][1].document.id
            address.choose(_DOC, chosen)
        st.caption(words("Choose a row to see its text with the figures marked, and to set its day."))
    opened = next((n for n, pair in enumerate(found) if pair[1].document.id == chosen), 0 if len(found) == 1 else None)
    if opened is not None:
        _document(*found[opened], outcomes[opened], words)


def _table(found: list[foretold.Pair], outcomes: list[Added | None], words: Words) -> pd.DataFrame:
    return pd.DataFrame({
        words("Title"): [visible(one.document.title or one.name, 140) for _, one in found],
        words("Figures"): [len(one.figures) for _, one in found],
        words("Published"): [one.document.published for _, one in found],
        words("How known"): [words(str(one.document.published_by or "unknown")) for _, one in found],
        words("Language"): [plain(one.document.language) for _, one in found],
        words("Read from"): [visible(one.name, 100) for _, one in found],
        words("Note"): [visible("; ".join(foretold.notes(one, outcome, words)), 200)
                        for (_, one), outcome in zip(found, outcomes, strict=True)],
    })  # fmt: skip


def _day_for_all(items: list[JobItem], day: date | None) -> None:
    for item in items:
        job.set_day(item, None, day)


def _place_for_all(items: list[JobItem], place: str) -> None:
    for item in items:
        job.set_place(item, place)


def _discard(number: int) -> None:
    asked.collection().store.finish_job(number)
    for name in (_JOB, _DOC):
        _choose(name, None)


def _document(item: JobItem, one: job.Found, outcome: Added | None, words: Words) -> None:
    """Show one document that waits: its text with the figures marked, its day, and whether it is to be kept."""
    own = one.document.id
    st.subheader(words("The text"))
    st.text(visible(one.document.title or one.name, 200))
    for note in foretold.notes(one, outcome, words):
        st.text(f"! {visible(note, 300)}")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        key = f"add_day_of_{own}"
        how = f" ({words(str(one.document.published_by))})" if one.document.published_by else ""
        st.date_input(words("Published on") + how, value=one.document.published, key=key, disabled=one.imported,
                      width=260, on_change=lambda: job.set_day(item, own, st.session_state[key]),
                      **choices.reach(one.document.published))  # fmt: skip
        out = own in job.left_out(item)
        st.button(words("Keep it after all") if out else words("Leave it out"), key=f"add_out_{own}",
                  on_click=job.leave_out, args=(item, own, not out))  # fmt: skip
    rows = [_row(figure, one) for figure in one.figures]
    left, right = st.columns([7, 6], gap="large")
    with left:
        shown = parts_of(one.document.text[:_TEXT], rows)
        parts.article(shown, key=f"add_text_of_{own}", language=one.document.language or "")
    with right:
        if not rows and not said.unread(one.document.language, words):
            st.info(words("No count of people, households or homes was found in this article."))
        parts.figure_list(rows, key=f"add_figures_of_{own}", text=one.document.text)


def _row(figure: Figure, one: job.Found) -> dict[str, Any]:
    """Return a figure that is not stored yet as the parts take it."""
    text = one.document.text
    return {**figure.to_json(), "figure_id": figure.id, "measure": figure.measure and str(figure.measure),
            "publisher": one.document.publisher, "title": one.document.title, "published": one.document.published,
            "sentence": " ".join(text[max(0, figure.start - 120) : figure.end + 120].split()),
            "role": "recommended", "quote": " ".join(figure.quote.split())}  # fmt: skip


def _ended(items: list[JobItem], words: Words) -> None:
    """Show how a job ended, a line an item; the address shows it again."""
    kept = foretold.kept(items)
    if kept:
        st.success(words.many(kept, "Kept 1 document.", "Kept {n} documents."))
    else:
        st.warning(words("Nothing was kept."))
    _told(items, words)
    if st.button(words("Add more"), type="primary", key="add_done"):
        for name in (_JOB, _DOC):
            _choose(name, None)
        st.rerun()


def _told(items: list[JobItem], words: Words) -> None:
    for item in items[:_LINES]:
        failed = item.state is ItemState.FAILED
        told = item.told.splitlines() if item.state is not ItemState.WAITING else [words("not kept")]
        _line("✗" if failed else "✓" if item.document_ids else "–", item.name, " · ".join(told), item.document_ids)
    if len(items) > _LINES:
        st.caption(words("{n} more are not shown.", n=len(items) - _LINES))


def _line(mark: str, name: str, told: str, document_ids: tuple[str, ...] = ()) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text(f"{mark} {visible(name, 120)}: {visible(told, 600)}", width="content")
        for document_id in document_ids[:3]:
            st.page_link(address.page_file("articles"), label=asked.reader()("Open"),
                         query_params={"article": document_id})  # fmt: skip


page()
