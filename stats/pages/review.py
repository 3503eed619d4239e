"""Review: figures by doubt, one at a time with its sentence; accept, correct, reject by keyboard; history and undo."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from stats.charts.marks import rows_of
from stats.filters import Filters
from stats.pages import acts, address, asked, choices, correcting, empty, filter_bar, parts, said, sentence
from stats.pages.marked_text import visible
from stats.wording import Words, plain

_QUEUE = 200
_LOGGED = 300
_AT = "review_at"
_TABS = {"queue": "One by one", "many": "Several at once", "log": "Who did what"}
_ACTS = {"accept": "Accept {n}", "reject": "Reject {n}"}
_KEYS = {"j": "next", "k": "previous", "a": "accept", "r": "reject", "e": "edit", "u": "undo"}


def page() -> None:
    """Draw the page."""
    words = asked.reader()
    found = filter_bar.show()
    if asked.count(Filters()) == 0:
        empty.nothing(found)
        return
    if not asked.may_edit():
        empty.read_only()
    if not found.status:
        found = replace(found, status=("unreviewed",))
    tab = choices.one_of("tab", words("Show"), list(_TABS), namer=lambda t: words(_TABS[t]), quiet=True)
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
    st.title(words.many(total, "1 figure waits for a look", "{n} figures wait for a look"))
    if not rows:
        st.success(words("Nothing waits here. Figures that are added appear in this queue, the least sure first."))
        _undo_button(words)
        return
    ids = [row["figure_id"] for row in rows]
    told = address.value("at")
    at = ids.index(told) if told in ids else min(max(int(st.session_state.get(_AT, 0)), 0), len(rows) - 1)
    st.session_state[_AT] = at
    own = ids[at]

    def do(what: str) -> None:
        _do(what, at, ids)

    parts.keys("".join(_KEYS), words("Keys: j next · k previous · a accept · r reject · e correct · u undo"),
               "review_keys", lambda pressed: do(_KEYS[pressed]))  # fmt: skip
    st.caption(words("{n} of {all}, the least sure first", n=at + 1, all=words.number(total)))
    with st.container(horizontal=True, gap="small"):
        if asked.may_edit():
            st.button(words("Accept (a)"), type="primary", key="review_accept", on_click=do, args=("accept",))
            st.button(words("Reject (r)"), key="review_reject", on_click=do, args=("reject",))
            st.button(words("Correct (e)"), key="review_edit", on_click=do, args=("edit",))
        st.button(words("Previous (k)"), key="review_back", disabled=at == 0, on_click=do, args=("previous",))
        st.button(words("Next (j)"), key="review_on", disabled=at == len(rows) - 1, on_click=do, args=("next",))
        _undo_button(words)
    with st.container(border=True):
        sentence.view(own, actions=False)


def _do(what: str, at: int, ids: list[str]) -> None:
    """Do what a key or button says to the figure that is shown, the one at `at` of the queue."""
    own = ids[at]
    if what in ("next", "previous"):
        st.session_state[_AT] = min(max(at + (1 if what == "next" else -1), 0), len(ids) - 1)
        address.choose("at", ids[st.session_state[_AT]])
    elif what == "edit":
        correcting.toggle(own)
    elif what == "undo":
        acts.undo()
    else:
        acts.write([own], what)


def _undo_button(words: Words) -> None:
    if acts.can_undo():
        st.button(words("Undo (u)"), key="review_undo_button", on_click=acts.undo)


@st.fragment
def _many(found: Filters, words: Words) -> None:
    total = asked.count(found)
    surest = choices.toggle("surest", words("The surest first"))
    start = max(total - _QUEUE, 0) if surest else 0
    rows = rows_of(asked.figures(found, limit=_QUEUE, offset=start, order="doubt"))
    rows = rows[::-1] if surest else rows
    st.title(words.many(total, "1 figure waits for a look", "{n} figures wait for a look"))
    if not rows:
        st.success(words("Nothing waits here."))
        _undo_button(words)
        return
    table = pd.DataFrame({
        words("Sure"): [r["confidence"] for r in rows],
        words("Count"): [visible(words.stated(r), 60) for r in rows],
        words("Of"): [words.unit(r["unit"], r["value"]) for r in rows],
        words("What happened"): [words(str(r["term"]).replace("_", " ")) for r in rows],
        words("When"): [words.window(r) for r in rows],
        words("Where"): [visible(r["place"], 60) for r in rows],
        words("Sentence"): [visible(r["sentence"], 300) for r in rows],
    })  # fmt: skip
    st.caption(words("Choose rows, look at their sentences, then decide on all of them at once."))
    key = f"review_many_{acts.count()}"
    click = st.dataframe(table, hide_index=True, on_select="rerun", selection_mode="multi-row", key=key, height=520,
                         column_config={words("Sure"): st.column_config.NumberColumn(format="%.2f", width=60)},
                         alt=words("Figures that wait for review"))  # fmt: skip
    ids = [rows[n]["figure_id"] for n in click.selection.rows if n < len(rows)]
    with st.container(horizontal=True, gap="small"):
        for act, name in _ACTS.items():
            st.button(words(name, n=len(ids)), key=f"many_{act}", on_click=_decide, args=(ids, act),
                      disabled=not ids or not asked.may_edit(),
                      type="primary" if act == "accept" else "secondary")  # fmt: skip
        look = st.button(words("The sentences"), disabled=not ids, key="many_look")
        _undo_button(words)
    sentence.open_now(",".join(ids[:40]) if look else None)


def _decide(ids: list[str], act: str) -> None:
    acts.write(ids, act)


@st.fragment
def _log(words: Words) -> None:
    log = asked.collection().store.reviews(limit=_LOGGED)
    st.title(words("Who did what"))
    if log.empty:
        st.info(words("Nobody has decided anything yet."))
        return
    st.caption(words("Choose a row for its sentence, where an act can be taken back."))
    picked = parts.table(pd.DataFrame({
        words("When"): log["at"].dt.strftime("%Y-%m-%d %H:%M"),
        words("Who"): [visible(w, 60) for w in log["by"]],
        words("What"): [words(a) for a in log["action"]],
        words("Changed"): [visible(said.changed(*act), 200) for act in zip(log["action"], log["changes"], strict=True)],
        words("Why"): [visible(w, 200) for w in log["why"]],
        words("Figure"): [visible(f, 20) for f in log["figure_id"]],
    }), "review_log", words("Who did what, newest first"), height=560)  # fmt: skip
    sentence.open_now(None if picked is None else plain(log["figure_id"].iloc[picked]))


page()
