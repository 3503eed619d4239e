"""Add: paste, files, folders and addresses; what was found is shown before it is kept; a line for each that failed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from stats.collection import read
from stats.document import Document
from stats.errors import HeadcountError
from stats.figure import Figure
from stats.intake import pasted, receive
from stats.intake.received import Received
from stats.pages import address, asked, parts
from stats.pages.marked_text import parts_of, visible
from stats.vocabulary import DayKnown
from stats.wording import Words

_OLDEST = date(1900, 1, 1)
_SHOWN = 30  # documents of a preview that can be opened; the others are kept all the same
_PENDING = "add_pending"
_FAILED = "add_failed"
_KEPT = "add_kept"
_ROUND = "add_round"


@dataclass(frozen=True)
class Found:
    """One document that waits to be kept: where it came from, its figures, and the bytes of its original."""

    name: str
    document: Document
    figures: tuple[Figure, ...]
    original: bytes | None


def page() -> None:
    """Draw the page."""
    words = asked.reader()
    st.title(words("Add articles"))
    if not asked.may_edit():
        st.info(words("You may look but not change things here."))
        return
    _kept(words)
    sources = _ask(words)
    if sources and st.button(words("Read"), type="primary", key="add_read"):
        _look_through(sources, words)
    _failed(words)
    _preview(words)


def _ask(words: Words) -> list[tuple[str, Any]]:
    """Draw drop zone, paste box and addresses; return what was given: (name, bytes or text or address)."""
    turn = st.session_state.setdefault(_ROUND, 0)
    left, right = st.columns(2, gap="large")
    given: list[tuple[str, Any]] = []
    with left:
        files = st.file_uploader(words("Files: text, Markdown, HTML and more, several at once"),
                                 accept_multiple_files=True, key=f"add_files_{turn}")  # fmt: skip
        given += [(file.name, file) for file in files or ()]
        with st.expander(words("A folder, or addresses of web pages")):
            folder = st.file_uploader(words("Folder"), accept_multiple_files="directory", key=f"add_folder_{turn}")
            given += [(file.name, file) for file in folder or ()]
            lines = st.text_area(words("Addresses, one a line"), key=f"add_addresses_{turn}", height=90)
            given += [(line.strip(), line.strip()) for line in lines.splitlines() if line.strip()]
    with right:
        text = st.text_area(words("Or paste an article"), key=f"add_text_{turn}", height=152)
        day = st.date_input(words("Published on (empty: read from the text)"), value=None, key=f"add_day_{turn}",
                            min_value=date(1900, 1, 1))  # fmt: skip
    if text.strip():
        given.append((words("pasted text"), (text, day)))
    return given


def _items(name: str, source: Any) -> Iterator[Received]:
    if isinstance(source, tuple):
        try:
            yield Received(name, (pasted(source[0], published=source[1]),))
        except HeadcountError as error:
            yield Received(name, error=error)  # type: ignore[arg-type]
    elif isinstance(source, str):
        if source.startswith(("http://", "https://")):
            yield from receive(source)
        else:
            yield Received(name, error=HeadcountError(  # type: ignore[arg-type]
                "This is no address of a web page. It begins with https:// or http://."))  # fmt: skip
    else:
        yield from receive(source.getvalue(), name=name)


def _look_through(sources: list[tuple[str, Any]], words: Words) -> None:
    """Read everything that was given, item by item; one bad item never stops the others."""
    found: list[Found] = []
    failed: list[tuple[str, str]] = []
    bar = st.progress(0.0, text=words("Reading …"))
    for number, (name, source) in enumerate(sources):
        bar.progress(number / len(sources), text=words("Reading {n} of {all}", n=number + 1, all=len(sources)))
        try:
            for received in _items(name, source):
                if received.error is not None:
                    failed.append((received.name, str(received.error)))
                for document, figures in read(received.documents):
                    found.append(Found(received.name, document, tuple(figures), received.original))
        except HeadcountError as error:
            failed.append((name, str(error)))
    bar.empty()
    known = {f.document.id for f in st.session_state.get(_PENDING, [])}
    st.session_state[_PENDING] = [*st.session_state.get(_PENDING, []),
                                  *(f for f in found if f.document.id not in known)]  # fmt: skip
    st.session_state[_FAILED] = failed


def _failed(words: Words) -> None:
    for name, told in st.session_state.get(_FAILED, []):
        with st.container(key=None):
            st.text(f"✗ {visible(name, 120)}: {visible(told, 400)}")
    if st.session_state.get(_FAILED):
        st.caption(words("The other files are kept in the list below."))


def _preview(words: Words) -> None:
    found: list[Found] = st.session_state.get(_PENDING, [])
    if not found:
        return
    count = sum(len(f.figures) for f in found)
    st.header(words("Found, not yet kept"))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if st.button(words("Keep {n} documents, {m} figures", n=len(found), m=count), type="primary", key="add_keep"):
            _keep(found, words)
        if st.button(words("Discard"), key="add_discard"):
            _clear()
            st.rerun()
        with st.popover(words("Set one day for all")):
            day = st.date_input(words("Published on"), value=None, key="add_all_day", min_value=date(1900, 1, 1))
            if day and st.button(words("Use this day"), key="add_use_day"):
                st.session_state[_PENDING] = [_dated(f, day) for f in found]
                st.rerun()
    for number, one in enumerate(found[:_SHOWN]):
        _document(number, one, words, opened=len(found) == 1)
    if len(found) > _SHOWN:
        st.caption(words("{n} more are not shown; they are kept with the others.", n=len(found) - _SHOWN))


def _document(number: int, one: Found, words: Words, *, opened: bool) -> None:
    day = words.day(one.document.published) if one.document.published else words("day not known")
    how = f" ({words(str(one.document.published_by))})" if one.document.published_by else ""
    st.text(f"{visible(one.document.title or one.name, 140)}\n"
            f"{words('{n} figures', n=len(one.figures))} · {day}{how} · {visible(one.name, 80)}")  # fmt: skip
    for warning in one.document.warnings:
        st.text(f"! {visible(warning, 300)}")
    with st.expander(words("Look at the text"), expanded=opened):
        key = f"add_day_of_{number}_{one.document.id}"
        given = st.date_input(words("Published on"), value=one.document.published, key=key, min_value=_OLDEST)
        if given != one.document.published:
            pending = st.session_state[_PENDING]
            pending[number] = _dated(one, given)
            st.rerun()
        rows = [_row(figure, one) for figure in one.figures]
        left, right = st.columns([7, 6], gap="large")
        with left:
            parts.article(parts_of(one.document.text[:200_000], rows), key=f"add_text_of_{number}",
                          language=one.document.language or "")  # fmt: skip
        with right:
            parts.figure_list(rows, key=f"add_figures_of_{number}")


def _row(figure: Figure, one: Found) -> dict[str, Any]:
    """Return a figure that is not stored yet as the parts take it."""
    text = one.document.text
    return {**figure.to_json(), "figure_id": figure.id, "measure": figure.measure and str(figure.measure),
            "publisher": one.document.publisher, "title": one.document.title, "published": one.document.published,
            "sentence": " ".join(text[max(0, figure.start - 120) : figure.end + 120].split()),
            "role": "recommended", "quote": " ".join(figure.quote.split())}  # fmt: skip


def _dated(one: Found, day: date | None) -> Found:
    """Return a document with the reader's day, its figures read against it."""
    known = DayKnown.USER if day else DayKnown.UNKNOWN
    document, figures = next(read([replace(one.document, published=day, published_by=known)]))
    return replace(one, document=document, figures=tuple(figures))


def _keep(found: list[Found], words: Words) -> None:
    lines: list[tuple[str, str, str]] = []
    bar = st.progress(0.0, text=words("Keeping …"))
    for number, one in enumerate(found):
        bar.progress((number + 1) / len(found), text=words("Keeping {n} of {all}", n=number + 1, all=len(found)))
        try:
            kept = asked.collection().keep_read([(one.document, one.figures)], original=one.original,
                                                original_name=one.name, added_by=asked.by())  # fmt: skip
            lines += [(one.name, k.told, k.document_id) for k in kept]
        except HeadcountError as error:
            lines.append((one.name, str(error), ""))
    _clear()
    st.session_state[_KEPT] = lines
    st.session_state[_ROUND] += 1
    st.rerun()


def _clear() -> None:
    for name in (_PENDING, _FAILED):
        st.session_state.pop(name, None)


def _kept(words: Words) -> None:
    lines = st.session_state.get(_KEPT)
    if not lines:
        return
    st.success(words("Kept {n} documents.", n=len(lines)))
    for name, told, document_id in lines[:_SHOWN]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.text(f"✓ {visible(name, 100)}: {visible(told, 200)}", width="content")
            if document_id and st.button(words("Open"), key=f"open_{document_id}", type="tertiary"):
                st.session_state.pop(_KEPT)
                st.switch_page(address.page_file("articles"), query_params={"article": document_id})
    if st.button(words("Done"), key="add_done"):
        st.session_state.pop(_KEPT)
        st.rerun()


page()
