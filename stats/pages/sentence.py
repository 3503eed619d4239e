"""The sentence behind a number: its passage with the number marked, its fields, why it counts, and what people decide.

It opens over any page and has an address of its own (?figure=…); closing it gives the page back as it was. A number
that several figures made (?figure=one,two) opens as their list.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from stats.catalogues import country_names
from stats.charts.marks import rows_of
from stats.charts.template import colour_of
from stats.document import Document
from stats.errors import HeadcountError
from stats.figure import ADDED, IMPORTED
from stats.filters import Filters
from stats.pages import acts, adding, address, asked, choices, correcting, parts, said
from stats.pages.marked_text import escaped, escaped_attribute, inert, passage, visible
from stats.vocabulary import Kind, Role
from stats.wording import Words, missing, plain

_OTHERS = 6  # other reports of the same claim that are listed
_HISTORY = "history"  # whether it is open, in the address
_BEHIND = 40  # figures behind one number that are listed
_BESIDE = 500  # figures of one article among which the keys j and k move
_OPEN = "_sentence_open"
_KEYS = {"j": "next", "k": "previous", "a": "accept", "r": "reject", "e": "edit", "u": "undo"}


def open_if_asked() -> None:
    """Open the sentence that the address names. Call at the end of a page's run."""
    if asked_for := address.value(address.FIGURE):
        _dialog(asked_for)


def open_now(asked_for: str | None) -> None:
    """Open the sentence of what was just clicked; call where the click is, also inside a fragment.

    Args:
        asked_for: a figure's id, or several joined by commas: those behind one number.
    """
    if asked_for and address.value(address.FIGURE) != asked_for:
        address.choose(address.FIGURE, asked_for)
        if not asked.whole_page():  # else the page's own run opens it at its end
            _dialog(asked_for)


def _closed() -> None:
    address.choose(address.FIGURE, None)
    address.choose(_HISTORY, None)
    parts.forget()


def _dialog(asked_for: str) -> None:
    words = asked.reader()
    several = "," in asked_for
    title = words("The figures behind this number") if several else words("The sentence")
    st.dialog(title, width="large", on_dismiss=_closed)(_opened)(asked_for)


def _opened(asked_for: str) -> None:
    ids = [one for one in asked_for.split(",") if one][:_BEHIND]
    chosen = st.session_state.get(_OPEN, ("", ""))
    own = chosen[1] if chosen[0] == asked_for else ids[0] if len(ids) == 1 else ""
    if not own:
        _behind(ids, asked_for)
        return
    words = asked.reader()
    if len(ids) > 1:
        st.button(words("← All {n} figures of this number", n=len(ids)), key="sentence_back", type="tertiary",
                  on_click=_go_on, args=(asked_for, ""))  # fmt: skip
    view(own, asked_for)


def _behind(ids: list[str], asked_for: str) -> None:
    """List the figures that made a number."""
    words = asked.reader()
    found = []
    for own in ids:
        try:
            found.append(asked.collection().store.figure(own))
        except HeadcountError:
            continue
    st.caption(words("{n} figures; choose one for its sentence.", n=len(found)))
    parts.figure_list(found, key="sentence_behind", on_click=lambda own: _go_on(asked_for, own))


def view(figure_id: str, asked_for: str = "", *, actions: bool = True) -> None:
    """Show a figure with its passage, fields, reasons, other reports, and what can be done with it.

    Args:
        figure_id: the figure. asked_for: what the address names, from which the reader went on to this one.
        actions: show the buttons of review here.
    """
    words = asked.reader()
    try:
        figure = asked.collection().store.figure(figure_id)
        document = asked.document(figure["document_id"])
    except HeadcountError as error:
        st.warning(words("This figure is not here. The link may belong to another collection."))
        st.text(str(error))
        return
    if figure["dropped_at"] is not None:
        st.info(words("This figure was taken back, or newer rules do not find it; it counts in no series."))
    elif not figure["shown"]:
        st.info(words("The article of this figure was removed; it counts in no series."))
    where = f"sentence_{figure_id}"
    if adding.is_open(document.id, where) and asked.may_edit():
        span = figure["start"], figure["end"]
        if added := adding.editor(document, rows_of(asked.marked(document.id)), span):
            _show(added, asked_for)
        return
    if correcting.editing(figure_id) and asked.may_edit():
        correcting.editor(figure, document)
    else:
        told = _passage(document, figure) + f'<div class="hc-quiet">{_from(document, figure, words)}</div>'
        st.html(f'<div class="hc-view">{told}{_fields(figure, words)}</div>')
    st.html(f'<div class="hc-quiet">{_why(figure, words)}</div>')
    _kin(figure, asked_for, words)
    if actions:
        _actions(figure, asked_for or figure_id)
    _same_claim(figure, asked_for or figure_id)
    _history(figure_id, words)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.page_link(address.page_file("articles"), label=words("Open the article"),
                     query_params={"article": figure["document_id"], "at": figure_id})  # fmt: skip
        if figure["shown"] and (figure["implied"] or {}).get("value") != IMPORTED:
            adding.button(document.id, where)
        url = plain(figure["url"])
        if url.startswith(("http://", "https://")):
            st.link_button(words("The source's page"), url, type="tertiary")


def _show(figure_id: str, asked_for: str) -> None:
    """Go on to another figure of the article: in the dialog that is open, else in one of its own."""
    if not asked_for:
        open_now(figure_id)
        return
    _go_on(asked_for, figure_id)
    correcting.again()


def _kin(figure: Mapping[str, Any], asked_for: str, words: Words) -> None:
    """Tell what a figure is part of, or tells again; a click goes there."""
    told = {"part_of": words("Part of"), "same_as": words("The same count as")}
    for name, label in told.items():
        if not (kin := plain(figure[name])):
            continue
        try:
            other = asked.collection().store.figure(kin)
        except HeadcountError:
            continue
        named = inert(f"{label}: {said.figure_in_words(other, words)}")
        if st.button(named, key=f"{name}_{figure['figure_id']}", type="tertiary"):
            _show(kin, asked_for)


def _passage(document: Document, figure: Mapping[str, Any]) -> str:
    """Return the passage as HTML."""
    colour = colour_of(plain(figure["measure"]), asked.dark())
    return f'<div class="hc-sentence" style="--mark:{colour}">{passage(document.text, figure)}</div>'


def _from(document: Document, figure: Mapping[str, Any], words: Words) -> str:
    told = [plain(figure["title"]), plain(figure["publisher"]), words.day(figure["published"])]
    by = plain(figure["published_by"])
    how = f" ({escaped(words(by))})" if by and by != "stated" else ""
    page = document.page_of(figure["start"])
    on_page = f" · {escaped(words('page {n}', n=page))}" if page else ""
    return " · ".join(escaped(t, 200) for t in told if t) + how + on_page


def _fields(figure: Mapping[str, Any], words: Words) -> str:
    """Return the fields as HTML; pointing at one underlines the words that told it, in the passage above."""
    countries = country_names(words.language)
    implied = figure.get("implied") or {}
    told = [
        ("value", words("count"), words.stated(figure)),
        ("unit", words("of"), plain(figure["subject"]) or words.unit(figure["unit"])),
        ("term", words("what happened"), words(figure["term"].replace("_", " "))),
        ("kind", words("kind"), words(said.KINDS[Kind(figure["kind"])])),
        ("period", words("when"), words.window(figure)),
        ("place", words("where"), said.place_name(figure, countries) or "–"),
        ("attribution", words("who says so"), plain(figure["attribution"]) or "–"),
    ]
    if plain(figure["cause"]):
        told.append(("cause", words("cause"), words(plain(figure["hazard"]) or plain(figure["cause"]))))
    cells = []
    for field, name, value in told:
        rule = implied.get(field)
        filled = words("added by a person") if rule == ADDED else f"{words('not said here; filled by rule')}: {rule}"
        told_by = escaped_attribute(filled)
        how = f' class="implied" title="{told_by}"' if rule else ""
        cells.append(f'<div data-field="{field}"{how}><dt>{escaped(name)}</dt><dd>{escaped(value, 160)}</dd></div>')
    return f'<dl class="hc-fields">{"".join(cells)}</dl>'


def _why(figure: Mapping[str, Any], words: Words) -> str:
    sure = words("sure: {share}", share="–" if missing(figure["confidence"]) else f"{figure['confidence']:.2f}")
    if (figure.get("implied") or {}).get("value") == ADDED:
        sure = words("added by a person")
    status = words(str(figure["status"]))
    role = plain(figure["role"])
    why = plain(figure["role_reason"])
    counts = {
        Role.RECOMMENDED: words("counts in its series"),
        Role.TRIANGULATION: words("kept for comparison, not counted"),
        Role.SUPERSEDED: words("superseded, not counted"),
        Role.PART: words("part of another figure, not counted"),
    }.get(Role(role), "") if role else words("in no series")  # fmt: skip
    if figure["forecast"]:
        counts = words("a forecast; in no series")
    return f"{escaped(sure)} · {escaped(status)} · <b>{escaped(counts)}</b>{': ' if why else ''}{escaped(why, 400)}"


def _actions(figure: Mapping[str, Any], asked_for: str) -> None:
    words = asked.reader()
    own = figure["figure_id"]
    beside = asked.figures(Filters(document=(figure["document_id"],)), limit=_BESIDE, order="document")
    ids = beside["figure_id"].tolist()
    at = ids.index(own) if own in ids else 0
    last = asked.collection().store.last_decision(own)

    def do(what: str) -> None:
        if what in ("next", "previous"):
            other = at + (1 if what == "next" else -1)
            if 0 <= other < len(ids):
                _go_on(asked_for, ids[other])
        elif what == "edit":
            correcting.toggle(own)
        elif what != "undo":
            acts.write([own], what)
        elif last is not None:
            acts.take_back([last])

    if asked.may_edit():
        hint = words("Keys: j next · k previous of this article · a accept · r reject · e correct · u undo")
        letters = "".join(_KEYS)
    else:
        hint, letters = words("You may look but not change things here. Keys: j next · k previous"), "jk"
    with st.container(horizontal=True, gap="small"):
        if asked.may_edit():
            st.button(words("Accept"), key=f"accept_{own}", type="primary", disabled=figure["status"] == "accepted",
                      on_click=do, args=("accept",))  # fmt: skip
            st.button(words("Reject"), key=f"reject_{own}", disabled=figure["status"] == "rejected",
                      on_click=do, args=("reject",))  # fmt: skip
            st.button(words("Correct"), key=f"correct_{own}", on_click=do, args=("edit",))
            st.button(words("Undo"), key=f"undo_{own}", disabled=last is None,
                      on_click=do, args=("undo",))  # fmt: skip
        st.button(words("Previous"), key=f"before_{own}", disabled=at == 0, on_click=do, args=("previous",))
        st.button(words("Next"), key=f"after_{own}", disabled=at >= len(ids) - 1, on_click=do, args=("next",))
    parts.keys(letters, hint, "sentence_keys", lambda pressed: do(_KEYS[pressed]))


def _same_claim(figure: Mapping[str, Any], asked_for: str) -> None:
    words = asked.reader()
    cluster = plain(figure["cluster"])
    if not cluster or not plain(figure["series_key"]):
        return
    found = asked.same_claim(figure["series_key"], cluster, _OTHERS + 1)
    same = found[found["figure_id"] != figure["figure_id"]]
    if same.empty:
        return
    st.html(f"<h3>{escaped(words('Other reports of the same claim'))}</h3>")
    key = f"same_{figure['figure_id']}"
    parts.figure_list(rows_of(same.head(_OTHERS)), key=key, on_click=lambda other: _go_on(asked_for, other))


def _go_on(asked_for: str, other: str) -> None:
    st.session_state[_OPEN] = (asked_for, other)


def _history(figure_id: str, words: Words) -> None:
    log = asked.collection().store.reviews(figure_id)
    if log.empty:
        return
    with choices.fold(_HISTORY, words("History ({n})", n=len(log))):
        for row in rows_of(log):
            changed = said.changed(row["action"], row["changes"])
            told = [f"{row['at']:%Y-%m-%d %H:%M} UTC", row["by"], words(row["action"]), changed, row["why"]]
            st.text(visible(" · ".join(str(part) for part in told if part), 600))
