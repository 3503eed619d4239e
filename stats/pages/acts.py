"""What a reader decides about figures, written under their name, and taken back."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from stats.errors import HeadcountError
from stats.pages import asked
from stats.pages.marked_text import inert

_DONE = "_acts_done"  # the figures of each act of this visit, newest last


def write(figure_ids: Sequence[str], action: str, changes: dict[str, Any] | None = None, why: str = "") -> bool:
    """Write an act on some figures, all of them or none; tell what went wrong. Returns whether it was written.

    Args:
        figure_ids, action, changes, why: as `Collection.review` takes them.
    """
    if not asked.may_edit():
        return False
    try:
        asked.collection().review(figure_ids, action, by=asked.by(), changes=changes, why=why)
    except HeadcountError as error:
        st.toast(inert(error))
        return False
    if action != "undo":
        st.session_state.setdefault(_DONE, []).append(list(figure_ids))
    return True


def undo() -> None:
    """Take the last act of this visit back."""
    done = st.session_state.get(_DONE) or []
    if done:
        write(done.pop(), "undo")


def can_undo() -> bool:
    """Tell whether something of this visit can be taken back."""
    return bool(st.session_state.get(_DONE))


def count() -> int:
    """Return how many acts of this visit still hold."""
    return len(st.session_state.get(_DONE) or [])
