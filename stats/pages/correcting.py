"""Setting a figure's fields right: by pointing at the words that tell them, or by typing them."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.errors import StreamlitAPIException

from stats.charts.marks import rows_of
from stats.document import Document
from stats.errors import HeadcountError
from stats.pages import acts, asked, field_form, parts, placing, said, spans
from stats.pages.marked_text import escaped, visible
from stats.vocabulary import Kind, Quantifier, Unit
from stats.wording import Words, missing, plain

EDITING = "_correcting"  # the figure whose fields are being set right
_FORM = "_correcting_form"  # the figure as it stood when its form was opened, and its last act that was told
_POINTED = "_pointed_at"  # figure, field, start, end of the words last pointed at
# Field that can be pointed at -> its name for people.
_NAMES = {"value": "count", "unit": "of", "term": "what happened", "period": "when", "place": "where",
          "attribution": "who says so"}  # fmt: skip
_SHOWN = {
    "value": "count", "quantifier": "bounds", "low": "lower bound", "high": "upper bound", "unit": "unit",
    "subject": "of", "term": "what happened", "period_start": "from", "period_end": "to", "place": "where",
    "country": "country", "attribution": "who says so",
}  # fmt: skip


def toggle(figure_id: str) -> None:
    """Begin to correct a figure, or stop."""
    st.session_state[EDITING] = None if st.session_state.get(EDITING) == figure_id else figure_id
    st.session_state.pop(_POINTED, None)
    st.session_state.pop(_FORM, None)


def editing(figure_id: str) -> bool:
    """Tell whether this figure is being corrected."""
    return st.session_state.get(EDITING) == figure_id


def editor(figure: Mapping[str, Any], document: Document) -> None:
    """Draw the passage whose words can be pointed at, what they would change, and the form for typing."""
    words = asked.reader()
    own = figure["figure_id"]
    parts.spans(
        spans.words_around(document.text, figure["start"], figure["end"]),
        key=f"spans_{own}",
        number=(figure["start"], figure["end"]),
        fields=[(name, words(_NAMES[name]), _value(name, figure, words), _evidence(name, figure)) for name in _NAMES],
        measure=plain(figure["measure"]),
        on_told=lambda told: st.session_state.update({_POINTED: (own, told)}),
    )
    pointed = st.session_state.get(_POINTED)
    if pointed and pointed[0] == own:
        _proposal(figure, document, pointed[1], words)
    with st.expander(words("Or type it")):
        _form(figure, words)


def _value(name: str, figure: Mapping[str, Any], words: Words) -> str:
    told = {"value": words.stated(figure), "unit": plain(figure["subject"]) or words.unit(figure["unit"]),
            "term": words(figure["term"].replace("_", " ")), "period": words.window(figure),
            "place": plain(figure["place"]) or "–", "attribution": plain(figure["attribution"]) or "–"}  # fmt: skip
    return visible(told[name], 80)


def _evidence(name: str, figure: Mapping[str, Any]) -> list[int] | None:
    found = (figure.get("evidence") or {}).get(name)
    return None if found is None else [int(found[0]), int(found[1])]


def _proposal(figure: Mapping[str, Any], document: Document, told: Mapping[str, Any], words: Words) -> None:
    """Show what the words pointed at would change; it is written only when the reader keeps it."""
    start, end = int(told["start"]), int(told["end"])
    said_by = " ".join(visible(document.text[start:end], 200).split())
    try:
        changes = spans.read_span(document, figure, str(told["field"]), start, end)
    except HeadcountError as error:
        st.warning(words(str(error)))
        return
    # All of it is kept, also what stays: "Mosul" for "the city of Mosul" is the same place, not one without an id.
    differing = _differing(figure, changes)
    lines = [f"<div>{escaped(words(_SHOWN[name]))}: <s>{_cell(figure[name], words)}</s> → <b>{_cell(value, words)}</b>"
             "</div>" for name, value in differing.items() if name in _SHOWN]  # fmt: skip
    if not differing:
        st.info(words("The figure says this already."))
        return
    st.html("".join(lines) or f"<div>{escaped(words('The words tell the same; their source becomes known.'))}</div>")
    with st.container(horizontal=True, gap="small"):
        st.button(words("Keep the correction"), type="primary", key=f"keep_span_{figure['figure_id']}",
                  on_click=_keep, args=(figure["figure_id"], changes, f"“{said_by}”"))  # fmt: skip
        st.button(words("Leave it"), key=f"drop_span_{figure['figure_id']}",
                  on_click=lambda: st.session_state.pop(_POINTED, None))  # fmt: skip


def _cell(value: Any, words: Words) -> str:
    if missing(value) or value == "":
        return escaped(words("not told"))
    if isinstance(value, bool | str | date):
        told = str(value)
        return escaped(words(told.replace("_", " ")) if told in set(Quantifier) | set(Unit) else told, 200)
    return escaped(words.number(float(value)))


def _keep(figure_id: str, changes: dict[str, Any], why: str) -> None:
    if acts.write([figure_id], "correct", changes, why):
        st.session_state.pop(_POINTED, None)
        st.session_state.pop(_FORM, None)
        st.session_state[EDITING] = None


def _form(figure: Mapping[str, Any], words: Words) -> None:
    """Draw the form of all fields; only what was changed is written.

    It goes on from the figure as it stood when the form was opened: where somebody writes meanwhile, what was typed
    stays, and is asked for again beside what they changed.
    """
    own = figure["figure_id"]
    log = asked.collection().store.reviews(own)
    newest = int(log["review"].max()) if len(log) else 0
    opened, seen = st.session_state.get(_FORM, (figure, newest))
    if opened["figure_id"] != own:
        opened, seen = figure, newest
    st.session_state[_FORM] = opened, seen
    figure = opened
    beside = rows_of(asked.marked(figure["document_id"]))
    with st.form(f"correct_{own}", border=False):
        given = field_form.fields(figure, beside, words)
        why = st.text_input(words("Why (kept with the correction)"))
        if st.form_submit_button(words("Keep the correction"), type="primary"):
            changes = changed_fields(figure, given)
            if not changes:
                st.info(words("Nothing was changed."))
                return
            if meanwhile := _changed_since(log, seen, words):
                st.session_state[_FORM] = opened, newest
                st.warning(words("This figure was changed meanwhile ({what}). What you typed is kept here; look at "
                                 "both, then keep the correction.", what=meanwhile))  # fmt: skip
                return
            _keep(own, changes, why)
            again()


def _changed_since(log: pd.DataFrame, seen: int, words: Words) -> str:
    """Say who changed what of a figure after an act of its log, the newest first; "" where nobody did."""
    newer = log[(log["review"] > seen) & log["after"].map(bool)]
    rows = zip(newer["by"], newer["action"], newer["changes"], strict=True)
    return "; ".join(
        visible(", ".join(filter(None, (by, words(action), said.changed(action, changes)))), 200)
        for by, action, changes in rows
    )


def again() -> None:
    """Run again what shows the figure: the dialog or queue alone, else the page."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        st.rerun()


def changed_fields(figure: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields typed that differ from the figure's, and what follows from them, for `Collection.review`.

    A place is looked up: its name alone would begin a second series beside that of the place, without coordinates. The
    day of a stock is one day, whichever of the two was typed.
    """
    changes = _differing(figure, given)
    if changes.get("place"):
        inside = plain(changes.get("country") or figure["country"])
        changes = {**placing.typed(changes["place"], inside), **changes}
    days = [changes[name] for name in ("period_end", "period_start") if name in changes]
    if days and changes.get("kind", figure["kind"]) == Kind.STOCK:
        changes |= dict.fromkeys(("period_start", "period_end"), days[0])
    return changes


def _differing(figure: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for name, value in given.items():
        told = value.isoformat() if isinstance(value, date) else value
        told = (told.strip() or None) if isinstance(told, str) else told
        told = str(told) if isinstance(told, StrEnum) else told
        before = figure[name]
        before = before.isoformat() if isinstance(before, date) else before
        if told != (before if before != "" else None):
            changes[name] = told
    return changes
