"""The sentence behind a number: its passage with the number marked, its fields, why it counts, and what people decide.

It opens over any page and has an address of its own (?figure=…); closing it gives the page back as it was.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from stats.charts.marks import rows_of
from stats.charts.template import colour_of
from stats.errors import HeadcountError
from stats.pages import address, asked, parts, said
from stats.pages.marked_text import escaped, inert, passage, visible
from stats.vocabulary import Kind, Quantifier, Role, Term, Unit
from stats.wording import Words, day_of, missing, plain

_OTHERS = 6  # other reports of the same claim that are listed
ROUND = "_sentences_closed"  # charts forget their clicked mark with it, so that it can be clicked again
_OPEN = "_sentence_open"


def open_if_asked() -> None:
    """Open the sentence that the address names. Call at the end of a page's run."""
    if figure_id := address.value(address.FIGURE):
        _dialog(figure_id)


def open_now(figure_id: str | None) -> None:
    """Open the sentence of a figure that was just clicked; call where the click is, also inside a fragment."""
    if figure_id and address.value(address.FIGURE) != figure_id:
        address.choose(address.FIGURE, figure_id)
        if not asked.whole_page():  # else the page's own run opens it at its end
            _dialog(figure_id)


def _closed() -> None:
    address.choose(address.FIGURE, None)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


@st.dialog("The sentence", width="large", on_dismiss=_closed)
def _dialog(figure_id: str) -> None:
    chosen = st.session_state.get(_OPEN, (figure_id, figure_id))
    view(chosen[1] if chosen[0] == figure_id else figure_id, figure_id)


def view(figure_id: str, opened: str = "", *, actions: bool = True) -> None:
    """Show a figure with its passage, fields, reasons, other reports, and what can be done with it.

    Args:
        figure_id: the figure. opened: the id in the address, from which the reader went on to this one.
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
    if not figure["shown"]:
        st.info(words("The article of this figure was removed; it counts in no series."))
    st.html(f'<div class="hc-sentence" style="--mark:{colour_of(plain(figure["measure"]), asked.dark())}">'
            f"{passage(document.text, figure)}</div>")  # fmt: skip
    st.html(f'<div class="hc-quiet">{_from(figure, words)}</div>')
    st.html(_fields(figure, words))
    st.html(f'<div class="hc-quiet">{_why(figure, words)}</div>')
    if actions:
        _actions(figure)
    _same_claim(figure, opened or figure_id)
    _history(figure_id, words)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.page_link(address.page_file("articles"), label=words("Open the article"),
                     query_params={"article": figure["document_id"], "at": figure_id})  # fmt: skip
        url = plain(figure["url"])
        if url.startswith(("http://", "https://")):
            st.link_button(words("The source's page"), url, type="tertiary")


def _from(figure: Mapping[str, Any], words: Words) -> str:
    told = [plain(figure["title"]), plain(figure["publisher"]), words.day(figure["published"])]
    by = plain(figure["published_by"])
    how = f" ({html_words(by, words)})" if by and by != "stated" else ""
    return " · ".join(escaped(t, 200) for t in told if t) + how


def html_words(text: str, words: Words) -> str:
    """Return one of our own words in the reader's language, for HTML."""
    return escaped(words(text))


def _fields(figure: Mapping[str, Any], words: Words) -> str:
    countries = asked.country_names(words.language)
    implied = figure.get("implied") or {}
    told = [
        ("value", words("count"), words.stated(figure)),
        ("unit", words("of"), plain(figure["subject"]) or words.unit(figure["unit"])),
        ("term", words("what happened"), words(figure["term"].replace("_", " "))),
        ("kind", words("kind"), words(said.KINDS[Kind(figure["kind"])])),
        ("period_end", words("when"), words.window(figure)),
        ("place", words("where"), said.place_name(figure, countries) or "–"),
        ("attribution", words("who says so"), plain(figure["attribution"]) or "–"),
    ]
    if plain(figure["cause"]):
        told.append(("cause", words("cause"), words(plain(figure["hazard"]) or plain(figure["cause"]))))
    cells = []
    for field, name, value in told:
        rule = implied.get(field) or (implied.get("period_start") if field == "period_end" else None)
        told_by = escaped_attribute(f"{words('not said here; filled by rule')}: {rule}")
        how = f' class="implied" title="{told_by}"' if rule else ""
        cells.append(f"<div{how}><dt>{escaped(name)}</dt><dd>{escaped(value, 160)}</dd></div>")
    return f'<dl class="hc-fields">{"".join(cells)}</dl>'


def escaped_attribute(text: Any) -> str:
    """Return a text for the inside of an HTML attribute."""
    import html

    return html.escape(visible(text, 200), quote=True)


def _why(figure: Mapping[str, Any], words: Words) -> str:
    sure = words("sure: {share}", share=f"{figure['confidence']:.2f}")
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


def _actions(figure: Mapping[str, Any]) -> None:
    words = asked.reader()
    if not asked.may_edit():
        st.caption(words("You may look but not change things here."))
        return
    own = figure["figure_id"]
    with st.container(horizontal=True, gap="small"):
        st.button(words("Accept"), key=f"accept_{own}", type="primary", disabled=figure["status"] == "accepted",
                  on_click=act, args=(own, "accept"))  # fmt: skip
        st.button(words("Reject"), key=f"reject_{own}", disabled=figure["status"] == "rejected",
                  on_click=act, args=(own, "reject"))  # fmt: skip
        st.button(words("Undo"), key=f"undo_{own}", disabled=figure["status"] == "unreviewed",
                  on_click=act, args=(own, "undo"))  # fmt: skip
        with st.popover(words("Correct …")):
            correction(figure)


def act(figure_id: str, action: str, changes: dict[str, Any] | None = None, why: str = "") -> None:
    """Write what the reader decides, for a button's on_click; what went wrong is told."""
    try:
        asked.collection().review([figure_id], action, by=asked.by(), changes=changes, why=why)
    except HeadcountError as error:
        st.toast(inert(error))


def correction(figure: Mapping[str, Any]) -> None:
    """Draw the form by which a figure's fields are set right; only what was changed is written."""
    words = asked.reader()
    own = figure["figure_id"]
    with st.form(f"correct_{own}", border=False):
        first, second = st.columns(2)
        given: dict[str, Any] = {
            "value": first.number_input(words("Count"), value=float(figure["value"]), min_value=0.0, step=1.0,
                                        format="%0.0f"),
            "quantifier": second.selectbox(words("Bounds"), list(Quantifier), format_func=lambda q: words(str(q)),
                                           index=list(Quantifier).index(figure["quantifier"])),
            "low": first.number_input(words("Lower bound (empty = open)"), value=_float(figure["low"]),
                                      min_value=0.0, step=1.0, format="%0.0f"),
            "high": second.number_input(words("Upper bound (empty = open)"), value=_float(figure["high"]),
                                        min_value=0.0, step=1.0, format="%0.0f"),
            "unit": first.selectbox(words("Unit"), list(Unit), index=list(Unit).index(figure["unit"])),
            "term": second.selectbox(words("What happened"), list(Term), index=list(Term).index(figure["term"])),
            "kind": first.selectbox(words("Kind"), list(Kind), index=list(Kind).index(figure["kind"]),
                                    format_func=lambda k: words(said.KINDS[k])),
            "place": second.text_input(words("Place"), value=plain(figure["place"])),
            "period_start": first.date_input(words("From"), value=day_of(figure["period_start"]),
                                             min_value=date(1900, 1, 1)),
            "period_end": second.date_input(words("To"), value=day_of(figure["period_end"]),
                                            min_value=date(1900, 1, 1)),
            "attribution": st.text_input(words("Who says so"), value=plain(figure["attribution"])),
        }  # fmt: skip
        why = st.text_input(words("Why (kept with the correction)"))
        if st.form_submit_button(words("Keep the correction"), type="primary"):
            changes = changed_fields(figure, given)
            if not changes:
                st.info(words("Nothing was changed."))
                return
            act(own, "correct", changes, why)
            _again()


def _again() -> None:
    """Run again what shows the figure: the dialog or queue alone, else the page."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        st.rerun()


def _float(value: Any) -> float | None:
    return None if missing(value) else float(value)


def changed_fields(figure: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a form that differ from the figure's, as `Collection.review` takes them."""
    changes: dict[str, Any] = {}
    for name, value in given.items():
        told = value.isoformat() if isinstance(value, date) else value
        told = (told.strip() or None) if isinstance(told, str) else told
        told = str(told) if name in ("unit", "term", "kind", "quantifier") else told
        before = figure[name]
        before = before.isoformat() if isinstance(before, date) else before
        if told != (before if before != "" else None):
            changes[name] = told
    return changes


def _same_claim(figure: Mapping[str, Any], opened: str) -> None:
    words = asked.reader()
    cluster = plain(figure["cluster"])
    if not cluster or not plain(figure["series_key"]):
        return
    found = asked.collection().store.figures(keys=[figure["series_key"]], columns=asked.LISTED)
    same = found[(found["cluster"] == cluster) & (found["figure_id"] != figure["figure_id"])]
    if same.empty:
        return
    st.markdown(f"**{words('Other reports of the same claim')}**")
    key = f"same_{figure['figure_id']}"
    parts.figure_list(rows_of(same.head(_OTHERS)), key=key, on_click=lambda other: _go_on(opened, other))


def _go_on(opened: str, other: str) -> None:
    st.session_state[_OPEN] = (opened, other)


def _history(figure_id: str, words: Words) -> None:
    log = asked.collection().store.reviews(figure_id)
    if log.empty:
        return
    with st.expander(words("History ({n})", n=len(log))):
        for row in rows_of(log):
            changed = ", ".join(f"{k}: {v}" for k, v in (row["changes"] or {}).items())
            told = [f"{row['at']:%Y-%m-%d %H:%M} UTC", row["by"], row["action"], changed, row["why"]]
            st.text(visible(" · ".join(str(part) for part in told if part), 600))
