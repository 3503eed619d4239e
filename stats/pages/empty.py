"""What a page says when there is little to show: an empty collection, no match, the samples of a first start."""

import streamlit as st

from stats.errors import HeadcountError
from stats.filters import Filters
from stats.pages import address, asked, filter_bar
from stats.pages.marked_text import inert, visible

_SMALL = 500  # documents among which samples are looked for


def nothing(found: Filters) -> None:
    """Say that no figure passes, and what to do."""
    words = asked.reader()
    if asked.count(Filters()) == 0:
        st.title(words("No figures yet"))
        st.write(words("Add an article, a folder of reports or a pasted text; what it counts appears here."))
        st.page_link(address.page_file("add"), label=words("Add articles"))
        if asked.may_edit():
            st.button(words("Load the sample articles"), on_click=_load, key="load_samples")
        return
    st.title(words("No figure matches"))
    asked_for = visible(filter_bar.in_words(found), 300)
    st.text(words("No report was read for: {what}", what=asked_for))
    st.text(words("That is not zero: nothing was found."))
    st.button(words("Clear the filters"), on_click=lambda: address.put(Filters()), type="primary")


def undated(total: int) -> None:
    """Say that figures pass the filters, but none of them can stand in a series."""
    words = asked.reader()
    st.title(words("No dated figure here"))
    st.text(words("{n} figures pass the filters, but none has a date that a series could take.", n=total))


def broken() -> None:
    """Say that the page broke, what became of the reader's work, and what to do."""
    words = asked.reader()
    st.title(words("This page broke"))
    st.write(words("Everything that was kept is safe; what you were typing may be gone. Load the page again. If it "
                   "breaks again, look at it without filters, and report what the server's log says."))  # fmt: skip
    st.button(words("Clear the filters"), on_click=lambda: address.put(Filters()), type="primary")


def read_only() -> None:
    """Say that the reader may look and not change things."""
    words = asked.reader()
    st.info(words("You may look but not change things here. The person who runs this collection can add you."))


def samples_notice() -> None:
    """Say that the sample articles are in the collection, and offer to remove them with one click."""
    if not has_samples() or not asked.may_edit():
        return
    words = asked.reader()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="samples"):
        st.html(f'<div class="hc-quiet">{words("Sample articles are loaded, so that there is something to look at.")}'
                "</div>", width="content")  # fmt: skip
        st.button(words("Remove the samples"), on_click=_remove, key="remove_samples", type="tertiary")


def has_samples() -> bool:
    """Tell whether samples are among the first documents of a small collection."""
    found = asked.documents(Filters(), limit=_SMALL)
    return bool(len(found) < _SMALL and found["sample"].any())


def _remove() -> None:
    count = asked.collection().remove_samples(by=asked.by())
    st.toast(asked.reader()("{n} sample articles removed.", n=count))


def _load() -> None:
    words = asked.reader()
    try:
        done = asked.collection().restore_samples(by=asked.by()) or asked.collection().load_samples()
    except HeadcountError as error:
        st.toast(inert(error))
        return
    st.toast(words("{n} sample articles loaded.", n=done))
