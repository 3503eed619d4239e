"""What a reader decides about figures, written under their name, and taken back."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from stats.errors import HeadcountError
from stats.pages import asked
from stats.pages.marked_text import inert, visible
from stats.store import Addition
from stats.wording import plain

_DONE = "_acts_done"  # the numbers in the log of each act of this visit, newest last
_NAMED = 5  # figures that a notice names


def write(figure_ids: Sequence[str], action: str, changes: dict[str, Any] | None = None, why: str = "") -> bool:
    """Write an act on some figures, all of them or none; tell what went wrong. Returns whether it was written.

    Args:
        figure_ids, action, changes, why: as `Collection.review` takes them.
    """
    if not asked.may_edit():
        return False
    try:
        touched = asked.collection().review(figure_ids, action, by=asked.by(), changes=changes, why=why)
    except HeadcountError as error:
        st.toast(inert(error))
        return False
    st.session_state.setdefault(_DONE, []).append(touched.acts)
    if touched.left:
        words = asked.reader()
        which = words.listed([_named(figure_id) for figure_id in touched.left[:_NAMED]])
        told = words("Parts of it, or counts told again, that somebody has decided on stay as they are: {which}",
                     which=which)  # fmt: skip
        st.toast(inert(told + (" …" if len(touched.left) > _NAMED else "")))
    return True


def add_missed(added: Addition, why: str) -> str:
    """Write a count that the rules missed; return the figure's id, "" with what went wrong told."""
    if not asked.may_edit():
        return ""
    try:
        touched = asked.collection().add_missed(added, by=asked.by(), why=why)
    except HeadcountError as error:
        st.warning(inert(asked.reader()(str(error))))
        return ""
    st.session_state.setdefault(_DONE, []).append(touched.acts)
    return touched.figure_ids[0]


def take_back(numbers: Sequence[int]) -> None:
    """Take back acts by their numbers in the log; tell of which somebody has decided since, so that they stay."""
    if not asked.may_edit():
        return
    try:
        undone = asked.collection().undo(numbers, by=asked.by())
    except HeadcountError as error:
        st.toast(inert(error))
        return
    kept = [tuple(act for act in acts if act not in numbers) for acts in st.session_state.get(_DONE, [])]
    st.session_state[_DONE] = [acts for acts in kept if acts]
    if undone.left:
        words = asked.reader()
        which = words.listed([_named(figure_id) for figure_id in undone.left[:_NAMED]])
        told = words("{n} of {all} taken back. Somebody has decided on the others since, see their history: {which}",
                     n=len(numbers) - len(undone.left), all=len(numbers), which=which)  # fmt: skip
        st.toast(inert(told + (" …" if len(undone.left) > _NAMED else "")))


def undo() -> None:
    """Take the last act of this visit back."""
    if can_undo():
        take_back(st.session_state[_DONE][-1])


def can_undo() -> bool:
    """Tell whether something of this visit can be taken back."""
    return bool(st.session_state.get(_DONE))


def count() -> int:
    """Return how many acts of this visit still hold."""
    return len(st.session_state.get(_DONE) or [])


def _named(figure_id: str) -> str:
    """Name a figure by its number in the text, with who did what with it last."""
    store, words = asked.collection().store, asked.reader()
    last = store.reviews(figure_id, limit=1).iloc[0]
    quote = plain(store.figure(figure_id)["quote"])
    return f"{visible(quote, 40)} ({visible(plain(last['by']), 60)}: {words(plain(last['action']))})"
