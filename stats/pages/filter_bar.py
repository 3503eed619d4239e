"""The filters above every page: what is chosen stands in the address and is taken from there."""

from dataclasses import replace
from typing import Any

import streamlit as st

from stats.catalogues import country_names
from stats.filters import Filters
from stats.pages import address, asked, choices, parts, taking
from stats.pages.said import KINDS, MEASURES
from stats.vocabulary import Cause, Hazard, Kind, Measure, Status, Unit

# Filter -> its name for people; the first row is always shown, the rest opens with "More".
_FIRST = {"country": "Country", "place": "Place", "measure": "Measure", "source": "Source"}
_MORE = {"kind": "Kind", "unit": "Unit", "cause": "Cause", "hazard": "Hazard", "language": "Language",
         "status": "Status"}  # fmt: skip
_LINKED = {"term": "What happened", "document": "Article"}  # they come by link only
_WORDS: dict[str, tuple[str, ...]] = {
    "measure": tuple(Measure), "kind": tuple(Kind), "unit": tuple(Unit), "cause": tuple(Cause),
    "hazard": tuple(Hazard), "status": tuple(Status),
}  # fmt: skip
_KEY = "filter_{}"


def show(*, places: bool = True) -> Filters:
    """Draw the filters and return those in force.

    Args:
        places: offer places too; they are looked up only where the reader narrows to countries or few figures.
    """
    found = address.filters()
    _follow(found)
    words = asked.reader()
    parts.drawer(len(found.query()))
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom", gap="small"):
        for name, label in _FIRST.items():
            _choice(name, words(label), found, places=places)
        for name, label in (("since", "From"), ("until", "To")):
            st.date_input(words(label), key=_KEY.format(name), value=None, format="YYYY-MM-DD", on_change=_changed,
                          width=130, **choices.reach(found.since, found.until))  # fmt: skip
        hidden = [name for name in (*_MORE, "q", "document", "term") if getattr(found, name)]
        label = words("More") + (f" ({len(hidden)})" if hidden else "")
        with st.popover(label):
            st.text_input(words("Words in the article"), key=_KEY.format("q"), on_change=_changed)
            for name, label in _MORE.items():
                _choice(name, words(label), found, places=places)
        if found.query():
            st.button(words("Clear"), on_click=_clear, type="tertiary", key="filters_clear")
        taking.link()
    return found


def in_words(found: Filters) -> str:
    """Tell filters to people: "Country: Sri Lanka · Measure: killed · From: 1 January 2017"."""
    words = asked.reader()
    told = []
    for name, label in {**_FIRST, **_MORE, **_LINKED}.items():
        if chosen := getattr(found, name):
            told.append(f"{words(label)}: {', '.join(map(_namer(name), chosen))}")
    for day, label in ((found.since, "From"), (found.until, "To")):
        if day is not None:
            told.append(f"{words(label)}: {words.day(day)}")
    return " · ".join([*told, *([f"{words('Words in the article')}: {found.q}"] if found.q else [])])


def _choice(name: str, label: str, found: Filters, *, places: bool) -> None:
    chosen = list(getattr(found, name))
    options = list(dict.fromkeys([*chosen, *_options(name, found, places)]))
    st.multiselect(label, options, key=_KEY.format(name), on_change=_changed, format_func=_namer(name),
                   accept_new_options=name in ("place", "source"), placeholder=asked.reader()("all"),
                   width=145 if name in _FIRST else "stretch")  # fmt: skip


def _options(name: str, found: Filters, places: bool) -> list[str]:
    if name == "place":
        return _places(found) if places else []
    if name in _WORDS:
        there = asked.facet(name)
        return [str(w) for w in _WORDS[name] if str(w) in there]
    return list(asked.facet(name))[:300]


def _places(found: Filters) -> list[str]:
    """Return the places of the countries chosen, or of a small collection, most reports first."""
    scope = Filters(country=found.country)
    if not found.country and asked.count(Filters()) > asked.SMALL:
        return []
    return asked.places(scope, 300)


def _namer(name: str) -> Any:
    words = asked.reader()
    if name == "country":
        names = country_names(words.language)
        return lambda code: names.get(code, code)
    if name == "measure":
        return lambda word: words(str(MEASURES.get(word, word)))
    if name == "kind":
        return lambda word: words(str(KINDS.get(word, word)))
    if name == "language":
        return words.tongue
    if name == "source":
        return words.source
    return lambda word: words(str(word)) if name in _WORDS else str(word)


def _follow(found: Filters) -> None:
    """Set the widgets to what the address says, wherever it was changed: a link, Back, a click on a place."""
    for name in (*_FIRST, *_MORE):
        _set(name, list(getattr(found, name)))
    _set("q", found.q)
    _set("since", found.since)
    _set("until", found.until)


def _set(name: str, value: Any) -> None:
    # At every run, since one that is cut short leaves the browser with empty widgets; but never over words being typed.
    if name != "q" or st.session_state.get(_KEY.format(name)) != value:
        st.session_state[_KEY.format(name)] = value


def _changed() -> None:
    found = address.filters()
    chosen: dict[str, Any] = {name: tuple(st.session_state.get(_KEY.format(name)) or ()) for name in (*_FIRST, *_MORE)}
    dates: dict[str, Any] = {name: st.session_state.get(_KEY.format(name)) for name in ("since", "until")}
    address.put(replace(found, **chosen, **dates, q=st.session_state.get(_KEY.format("q")) or ""))


def _clear() -> None:
    address.put(Filters())
