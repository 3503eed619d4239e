"""The page's address: filters, the open sentence and the page's own choices live there, so that a link shows the same.

Streamlit drops the query when the reader changes pages; the filters go along through the session.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from stats.filters import FILTER_NAMES, FilterError, Filters
from stats.pages import asked

FIGURE = "figure"
_KEPT = "_filters"
_PAGE = "_page"


def settle(page: str) -> None:
    """Begin a run: bring the filters along to another page of the session. Call once, before any widget.

    Args:
        page: the page that is about to run.
    """
    before = st.session_state.get(_PAGE)
    st.session_state[_PAGE] = page
    kept = st.session_state.get(_KEPT, {})
    if kept and before is not None and before != page and not any(name in st.query_params for name in FILTER_NAMES):
        st.query_params.update(kept)
    st.session_state[_KEPT] = {n: v for n, v in _query().items() if n in FILTER_NAMES}


def filters() -> Filters:
    """Return the filters of the address; one that cannot be read is told to the reader and left out."""
    query = _query()
    while True:
        try:
            return Filters.read(query)
        except FilterError as error:
            st.warning(asked.reader()("The address has a filter that cannot be read; it was left out."))
            st.text(str(error))
            del query[error.name]


def put(found: Filters) -> None:
    """Write filters into the address, in place of those there."""
    told = found.query()
    for name in FILTER_NAMES:
        if name in told:
            st.query_params[name] = told[name]
        elif name in st.query_params:
            del st.query_params[name]
    st.session_state[_KEPT] = told


def value(name: str, default: str = "") -> str:
    """Return one of a page's own choices from the address."""
    return str(st.query_params.get(name, default))


def choose(name: str, chosen: str | None) -> None:
    """Write one of a page's own choices into the address; None takes it out."""
    if chosen:
        st.query_params[name] = chosen
    elif name in st.query_params:
        del st.query_params[name]


def page_file(name: str) -> Path:
    """Return the file of a page, for Streamlit's links between pages."""
    return Path(__file__).parent / f"{name}.py"


def link(extra: Mapping[str, Any] | None = None) -> str:
    """Return the address of this view, with its filters and choices."""
    from urllib.parse import urlencode

    url = (st.context.url or "").partition("?")[0]
    query = {**_query(), **(extra or {})}
    return f"{url}?{urlencode(query, safe=',:')}" if query else url


def api(table: str, suffix: str, found: Filters, **more: str | None) -> str:
    """Return the address under /api that gives the rows of these filters."""
    from urllib.parse import urlencode, urlsplit

    parts = urlsplit(st.context.url or "")
    root = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    query = {**found.query(), **{k: v for k, v in more.items() if v}}
    return f"{root}/api/{table}.{suffix}" + (f"?{urlencode(query, safe=',:')}" if query else "")


def _query() -> dict[str, str]:
    return {name: ",".join(st.query_params.get_all(name)) for name in st.query_params}
