"""Review: figures by doubt, one at a time with its sentence; accept, correct, reject by keyboard; history and undo."""

import pandas as pd
import streamlit as st

from stats.charts.marks import rows_of
from stats.errors import HeadcountError
from stats.filters import Filters
from stats.pages import asked, empty, filter_bar, parts, sentence
from stats.pages.marked_text import inert, visible
from stats.wording import Words

_QUEUE = 200
_AT = "review_at"
_UNDO = "review_undo"
_EDITING = "review_editing"
_TABS = {"queue": "One by one", "many": "Several at once", "log": "Who did what"}
_KEYS = {"j": "next", "k": "previous", "a": "accept", "r": "reject", "e": "edit", "u": "undo"}


def page() -> None:
    """Draw the page."""
    words = asked.reader()
    found = filter_bar.show()
    if asked.count(Filters()) == 0:
        empty.nothing(found)
        return
    if not found.status:
        from dataclasses import replace

        found = replace(found, status=("unreviewed",))
    tab = st.segmented_control(words("Show"), list(_TABS), default="queue", key="review_tab",
                               label_visibility="collapsed", format_func=lambda t: words(_TABS[t]))  # fmt: skip
    if tab == "log":
        _log(words)
    elif tab == "many":
        _many(found, words)
    else:
        _queue(found)


@st.fragment
def _queue(found: Filters) -> None:
    words = asked.reader()
    total = asked.count(found)
    rows = rows_of(asked.figures(found, limit=_QUEUE, order="doubt"))
    st.title(words("{n} figures wait for a look", n=words.number(total)))
    if not rows:
        st.success(words("Nothing waits here. Figures that are added appear in this queue, the least sure first."))
        _undo_button(words)
        return
    at = min(max(int(st.session_state.get(_AT, 0)), 0), len(rows) - 1)
    st.session_state[_AT] = at
    figure = rows[at]
    own = figure["figure_id"]

    def do(what: str) -> None:
        _do(what, own, len(rows))

    parts.keys("".join(_KEYS), words("Keys: j next · k previous · a accept · r reject · e correct · u undo"),
               "review_keys", lambda pressed: do(_KEYS[pressed]))  # fmt: skip
    st.caption(words("{n} of {all}, the least sure first", n=at + 1, all=words.number(total)))
    with st.container(border=True):
        sentence.view(own, actions=False)
    with st.container(horizontal=True, gap="small"):
        if asked.may_edit():
            st.button(words("Accept (a)"), type="primary", key="review_accept", on_click=do, args=("accept",))
            st.button(words("Reject (r)"), key="review_reject", on_click=do, args=("reject",))
            st.button(words("Correct (e)"), key="review_edit", on_click=do, args=("edit",))
        st.button(words("Previous (k)"), key="review_back", disabled=at == 0, on_click=do, args=("previous",))
        st.button(words("Next (j)"), key="review_on", disabled=at == len(rows) - 1, on_click=do, args=("next",))
        _undo_button(words)
    if st.session_state.get(_EDITING) == own and asked.may_edit():
        sentence.correction(asked.collection().store.figure(own))


def _do(what: str, own: str, count: int) -> None:
    """Do what a key or button says to the figure that is shown; `count` are in the queue."""
    if what in ("next", "previous"):
        st.session_state[_AT] = min(max(st.session_state[_AT] + (1 if what == "next" else -1), 0), count - 1)
    elif not asked.may_edit():
        return
    elif what == "edit":
        st.session_state[_EDITING] = None if st.session_state.get(_EDITING) == own else own
    elif what in ("accept", "reject"):
        _write([own], what)
    else:
        _undo()


def _write(ids: list[str], act: str) -> None:
    try:
        asked.collection().review(ids, act, by=asked.by())
    except HeadcountError as error:
        st.toast(inert(error))
        return
    st.session_state.setdefault(_UNDO, []).append(ids)


def _undo() -> None:
    done = st.session_state.get(_UNDO) or []
    if not done:
        return
    try:
        asked.collection().review(done.pop(), "undo", by=asked.by())
    except HeadcountError as error:
        st.toast(inert(error))


def _undo_button(words: Words) -> None:
    if st.session_state.get(_UNDO):
        st.button(words("Undo (u)"), key="review_undo_button", on_click=_undo)


def _many(found: Filters, words: Words) -> None:
    rows = rows_of(asked.figures(found, limit=_QUEUE, order="doubt"))
    if not rows:
        st.success(words("Nothing waits here."))
        return
    table = pd.DataFrame({
        words("Count"): [visible(words.stated(r), 60) for r in rows],
        words("What"): [words(str(r["term"]).replace("_", " ")) for r in rows],
        words("When"): [words.window(r) for r in rows],
        words("Where"): [visible(r["place"], 60) for r in rows],
        words("Sure"): [r["confidence"] for r in rows],
        words("Sentence"): [visible(r["sentence"], 300) for r in rows],
    })  # fmt: skip
    click = st.dataframe(table, hide_index=True, on_select="rerun", selection_mode="multi-row", key="review_many",
                         alt=words("Figures that wait for review"))  # fmt: skip
    ids = [rows[n]["figure_id"] for n in click.selection.rows if n < len(rows)]
    with st.container(horizontal=True, gap="small"):
        for act, name in (("accept", "Accept {n}"), ("reject", "Reject {n}")):
            if st.button(words(name, n=len(ids)), disabled=not ids or not asked.may_edit(), key=f"many_{act}"):
                _write(ids, act)
                st.rerun()
        _undo_button(words)


def _log(words: Words) -> None:
    log = asked.collection().store.reviews(limit=300)
    if log.empty:
        st.info(words("Nobody has decided anything yet."))
        return
    st.dataframe(pd.DataFrame({
        words("When"): log["at"].dt.strftime("%Y-%m-%d %H:%M"),
        words("Who"): [visible(w, 60) for w in log["by"]],
        words("What"): log["action"],
        words("Changed"): [visible(", ".join(f"{k}: {v}" for k, v in (c or {}).items()), 200) for c in log["changes"]],
        words("Why"): [visible(w, 200) for w in log["why"]],
        words("Figure"): [visible(f, 20) for f in log["figure_id"]],
    }), hide_index=True)  # fmt: skip


page()
