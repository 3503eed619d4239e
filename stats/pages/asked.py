"""What the pages ask of the collection, kept until somebody changes it: one cached question a function.

Every answer is bounded: a page never holds the whole table. `version` is part of each key, so that what one person
writes is seen by everyone at their next click. Answers are shared, not copied: nobody changes a frame it was given.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from threading import local
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from stats.access import Access, person_of
from stats.api import access_in_force
from stats.collection import Collection, shared
from stats.document import Document
from stats.filters import Filters
from stats.showing import Checked, Shown
from stats.store.sentences import REACH
from stats.wording import Words, plain, words

_run = local()  # of the page that runs in this thread: its version
SMALL = 20_000  # figures above which a page looks at one country unless told otherwise
LISTED = (
    "figure_id", "document_id", "title", "publisher", "published", "language", "quote", "value", "low", "high",
    "quantifier", "quantifier_text", "unit", "subject", "term", "kind", "measure", "period_start", "period_end",
    "period_rule", "period_precision", "place", "country", "place_id", "place_role", "latitude", "longitude",
    "attribution", "source_id", "cause", "confidence", "sentence", "start", "status", "role", "role_reason", "cluster",
    "forecast", "added_at", "near_copy_of",
)  # fmt: skip


@st.cache_resource(show_spinner=False)
def collection() -> Collection:
    """Return the collection of the settings, the one that the whole server shares: whoever comes second waits.

    Two that opened it side by side would each see half of a first start, and a page would keep what it saw.
    """
    return shared()


def reader() -> Words:
    """Return the words for the reader's browser."""
    return words(st.context.locale)


def dark() -> bool:
    """Tell whether the reader sees the dark theme."""
    return getattr(st.context.theme, "type", None) == "dark"


def access() -> Access:
    """Return who may look and who may change things."""
    return access_in_force()


def person() -> str | None:
    """Return the address of the person who is logged in, None where nobody is."""
    return person_of({str(k): v for k, v in st.user.to_dict().items()})


def may_edit() -> bool:
    """Tell whether the reader may change things."""
    return access().may_edit(person())


def by() -> str:
    """Return the name under which the reader's acts are written."""
    return person() or "someone at this machine"


def begin_page() -> None:
    """Note that a whole page runs: until `end_page`, the version is asked for once."""
    _run.version = None
    _run.version = version()


def end_page() -> None:
    """Note that the page has run; what runs after it is a fragment of it."""
    _run.version = None


def whole_page() -> bool:
    """Tell whether the whole page runs, not a fragment of it."""
    return getattr(_run, "version", None) is not None


def version() -> str:
    """Return what changes with every write, of figures, of people's decisions, or of series computed again."""
    return getattr(_run, "version", None) or collection().store.version()


Key = tuple[tuple[str, str], ...]
Kept = TypeVar("Kept")


def kept(make: Callable[[], Kept], *key: str) -> Kept:
    """Return what `make` gives, made once for all who look at the same until somebody changes the collection.

    Args:
        make: makes it, out of answers of this module. key: what it is and depends on, beside the version.
    """
    found: Kept = _made(version(), repr(key), make)
    return found


@st.cache_resource(max_entries=400, show_spinner=False)
def _made(v: str, key: str, _make: Callable[[], Any]) -> Any:
    return _make()


def _key(filters: Filters) -> Key:
    return tuple(sorted(filters.query().items()))


def figures(filters: Filters, *, limit: int, offset: int = 0, order: str = "newest") -> pd.DataFrame:
    """Return a page of figures with the columns LISTED."""
    return _figures(version(), _key(filters), limit, offset, order)


@st.cache_resource(max_entries=200, show_spinner=False)
def _figures(v: str, key: Key, limit: int, offset: int, order: str) -> pd.DataFrame:
    return collection().store.figures(
        Filters.read(dict(key)), limit=limit, offset=offset, order=order, columns=LISTED
    )  # fmt: skip


def count(filters: Filters) -> int:
    """Return how many figures pass."""
    if _by_month(filters):
        return _count(version(), _key(filters))
    return int(_crossed(version(), _key(filters))["figures"].sum())


@st.cache_resource(max_entries=500, show_spinner=False)
def _count(v: str, key: Key) -> int:
    return collection().store.count(Filters.read(dict(key)))


def _by_month(filters: Filters) -> bool:
    """Tell whether the counts that the store keeps a month answer filters which those of `_crossed` do not."""
    asked = filters.query().keys()
    return asked <= {"measure", "kind", "unit", "status"} and not asked.isdisjoint({"kind", "unit"})


def facet(name: str, filters: Filters | None = None) -> dict[str, int]:
    """Return how many figures have each value of a facet, most first.

    Args:
        name: of stats.store.FACETS; with filters, of country, measure and status.
        filters: which figures; all of them where not given.
    """
    if filters is None or not filters.query():
        return _facet(version(), name, ())
    if _by_month(filters):
        return _facet(version(), name, _key(filters))
    counts = _crossed(version(), _key(filters)).groupby(name)["figures"].sum().sort_values(ascending=False)
    return {str(value): int(n) for value, n in counts.items() if value}


@st.cache_resource(max_entries=500, show_spinner=False)
def _crossed(v: str, key: Key) -> pd.DataFrame:
    return collection().store.crossed(Filters.read(dict(key)))


@st.cache_resource(max_entries=200, show_spinner=False)
def _facet(v: str, name: str, key: Key) -> dict[str, int]:
    store, filters = collection().store, Filters.read(dict(key))
    if key and name in ("measure", "status"):
        found = store.by_month(filters, by=(name,)).sort_values("figures", ascending=False, kind="stable")
        return {str(value): int(n) for value, n in zip(found[name], found["figures"], strict=True) if value}
    found = store.by_facet(name, filters)
    return dict(zip(found["value"].tolist(), found["figures"].tolist(), strict=True))


def places(filters: Filters, limit: int) -> list[str]:
    """Return the places of the series that pass, those with most reports first."""
    return _places(version(), _key(filters), limit)


@st.cache_resource(max_entries=200, show_spinner=False)
def _places(v: str, key: Key, limit: int) -> list[str]:
    return [str(place) for place in collection().store.places(Filters.read(dict(key)), limit=limit)["value"]]


def rows(filters: Filters, *, every: str | None = None, as_known_on: date | None = None) -> pd.DataFrame:
    """Return the rows of series (SERIES_COLUMNS) that a page can show, as `Collection.shown` picks them."""
    return shown(filters, every=every, as_known_on=as_known_on).rows


def shown(
    filters: Filters, *, every: str | None = None, as_known_on: date | None = None, leading: bool = False
) -> Shown:
    """Return the rows of series that a page can show, and what was left out. Args as `Collection.shown`."""
    return _shown(version(), _key(filters), every, as_known_on, leading)


@st.cache_resource(max_entries=60, show_spinner=False)
def _shown(v: str, key: Key, every: str | None, as_known_on: date | None, leading: bool) -> Shown:
    return collection().shown(Filters.read(dict(key)), every=every, as_known_on=as_known_on, leading=leading)


def figures_behind(found: Iterable[Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
    """Return the figures behind some rows of series, by id: their own words, sentences and sources."""
    ids = {one for row in found for one in plain(row["figure_ids"]).split()}
    return _behind(version(), " ".join(sorted(ids))) if ids else {}


@st.cache_resource(max_entries=60, show_spinner=False)
def _behind(v: str, ids: str) -> dict[str, dict[str, Any]]:
    # One text, because Streamlit hashes a key part by part; rows, because a frame of them would be taken apart again.
    return {row["figure_id"]: row for row in collection().store.figure_rows(ids.split(), LISTED)}


def marked(document_id: str, limit: int = 500) -> pd.DataFrame:
    """Return the figures of an article in their order, with the columns LISTED and their end, so as to mark them."""
    return _marked(version(), document_id, limit)


@st.cache_resource(max_entries=60, show_spinner=False)
def _marked(v: str, document_id: str, limit: int) -> pd.DataFrame:
    wanted = Filters(document=(document_id,))
    return collection().store.figures(wanted, limit=limit, order="document", columns=(*LISTED, "end"))


def same_claim(series_key: str, cluster: str, limit: int) -> pd.DataFrame:
    """Return the figures of one cluster with the columns LISTED, newest published first."""
    return collection().store.same_claim(series_key, cluster, limit=limit, columns=LISTED)


def checked(filters: Filters) -> Checked:
    """Return what contradicts itself or cannot be, as `Collection.checked` looks for it."""
    return _checked(version(), _key(filters))


@st.cache_resource(max_entries=30, show_spinner="Checking …")
def _checked(v: str, key: Key) -> Checked:
    return collection().checked(Filters.read(dict(key)))


def documents(filters: Filters, *, limit: int, offset: int = 0, order: str = "added", removed: bool = False) -> Any:
    """Return a page of documents, as `Store.documents` tells them."""
    return _documents(version(), _key(filters), limit, offset, order, removed)


@st.cache_resource(max_entries=100, show_spinner=False)
def _documents(v: str, key: Key, limit: int, offset: int, order: str, removed: bool) -> pd.DataFrame:
    return collection().store.documents(
        Filters.read(dict(key)), limit=limit, offset=offset, order=order, removed=removed
    )  # fmt: skip


def document(document_id: str) -> Document:
    """Return a document; HeadcountError where there is none."""
    return collection().document(document_id)


def lead(document_id: str, start: int) -> str:
    """Return what an article says right before one of its figures, as far as the figure's sentence may reach back."""
    return _lead(version(), document_id, start)


@st.cache_resource(max_entries=2_000, show_spinner=False)
def _lead(v: str, document_id: str, start: int) -> str:
    return document(document_id).text[max(0, start - REACH) : start]
