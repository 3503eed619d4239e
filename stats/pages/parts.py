"""The pages' own parts that Streamlit lacks: a list of figures, an article with marks, keys as acts.

Their scripts in assets/ are ours; what they show comes in as data and is set as text, never as markup.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from stats.catalogues import country_names
from stats.charts.template import colour_of
from stats.pages import asked, said
from stats.pages.marked_text import Part, in_sentence, visible
from stats.store.sentences import REACH
from stats.vocabulary import Role
from stats.wording import Words, plain

_RIGHT_TO_LEFT = (
    ".stMain, [role=dialog] { direction: rtl; } .js-plotly-plot, .stCode { direction: ltr; } "
    ".stMain .stElementContainer, [role=dialog] .stElementContainer { text-align: start; }"
)
# White on the dark theme's light blue cannot be read.
_DARK = "[data-testid=stBaseButton-primary]:not(:disabled) { color: #14181D !important; }"
ROUND = "_sentences_closed"  # how many sentences were closed: charts and tables forget their selection with it
_DRAWER = "drawer"
# One colour for what can be clicked.
_CLICKED = (
    "[data-testid=stBaseButton-tertiary]:not(:disabled) p, [data-testid=stBaseLinkButton-tertiary] p, "
    "[data-testid=stPageLink] p {{ color: {} !important; }}"
)
ASSETS = Path(__file__).parent / "assets"


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


@st.cache_resource(show_spinner=False)
def component(name: str) -> Any:
    """Return one of the pages' own elements, by the name of its script in assets/; to be called with its data."""
    css = _asset(f"{name}.css") if (ASSETS / f"{name}.css").is_file() else None
    return st.components.v2.component(f"headcount_{name}", html=f'<div class="{name}"></div>', css=css,
                                      js=_asset(f"{name}.js"))  # fmt: skip


def style() -> None:
    """Add the page's own style, once a run."""
    more = _RIGHT_TO_LEFT if asked.reader().right_to_left else ""
    more += _DARK if asked.dark() else ""
    more += _CLICKED.format("#5AB1E8" if asked.dark() else "#0067A8")
    st.html(f"<style>{_asset('page.css')}{more}</style>")


def figure_list(
    figures: Iterable[Mapping[str, Any]],
    key: str,
    *,
    roomy: bool = False,
    text: str | None = None,
    on_click: Callable[[str], None] | None = None,
) -> str | None:
    """Show figures as rows with their sentences; return the id of the one that was just clicked.

    Args:
        figures: with the columns asked.LISTED. key: of the element. roomy: more room between rows.
        text: of the one article that states them all, where it is at hand.
        on_click: is called with that id before the page runs again.
    """
    words = asked.reader()
    countries = country_names(words.language)
    is_dark = asked.dark()
    rows = [_row(figure, text, words, countries, is_dark) for figure in figures]
    return _clicked(component("figures")(
        data={"rows": rows, "roomy": roomy, "rtl": words.right_to_left}, key=key,
        on_figure_change=_caller(key, "figure", on_click),
    ))  # fmt: skip


def _row(
    figure: Mapping[str, Any], text: str | None, words: Words, countries: Mapping[str, str], is_dark: bool
) -> dict[str, Any]:
    start = figure["start"]
    lead = asked.lead(figure["document_id"], start) if text is None else text[max(0, start - REACH) : start]
    before, number, after = in_sentence(plain(figure["sentence"]), plain(figure["quote"]), lead)
    place = said.place_name(figure, countries)
    what = said.measure_name(figure["measure"] if plain(figure["measure"]) else None, words)
    who = [plain(figure["attribution"]), plain(figure["publisher"]) or plain(figure["title"]),
           words.day(figure["published"])]  # fmt: skip
    count = words.stated(figure)
    return {
        "id": figure["figure_id"],
        "count": visible(count, 80),
        "unit": words.unit_after(count, figure["unit"], figure["value"]),
        "what": visible(" · ".join(w for w in (what, words(said.KINDS[figure["kind"]]), place) if w), 120),
        "when": words.window(figure) + (f" · {words('forecast')}" if figure["forecast"] else ""),
        "before": before, "number": number, "after": after,
        "who": visible(" · ".join(dict.fromkeys(w for w in who if w)), 160),
        "colour": colour_of(plain(figure["measure"]), is_dark),
        "aside": plain(figure["role"]) != Role.RECOMMENDED,
    }  # fmt: skip


def numbers(cells: Sequence[tuple[str, str, str, str]], key: str) -> str | None:
    """Show key figures side by side; return what the one just clicked opens.

    Args:
        cells: name, value, note, and what a click opens ("": nothing). key: of the element.
    """
    words = asked.reader()
    hint = words("Show where this comes from")
    data = [{"name": visible(name, 80), "value": visible(value, 80), "note": visible(note, 120), "opens": opens,
             "hint": hint} for name, value, note, opens in cells]  # fmt: skip
    return _clicked(component("numbers")(
        data={"cells": data, "rtl": words.right_to_left}, key=key, on_figure_change=_nothing
    ))  # fmt: skip


def article(parts: Sequence[Part], key: str, *, language: str = "", chosen: str = "") -> str | None:
    """Show a text with its figures marked; return the id of the figure that was just clicked.

    Args:
        parts: of stats.pages.marked_text.parts_of. key: of the element. language: ISO 639-1. chosen: a figure's id.
    """
    words = asked.reader()
    is_dark = asked.dark()
    data = [
        {"text": visible(part.text, 400_000)}
        if part.figure is None
        else {
            "text": visible(part.text),
            "id": part.figure["figure_id"],
            "title": f"{(count := words.stated(part.figure))} {words.unit_after(count, part.figure['unit'])} · "
            f"{said.measure_name(plain(part.figure['measure']) or None, words)} · {words.window(part.figure)}",
            "colour": colour_of(plain(part.figure["measure"]), is_dark),
        }
        for part in parts
    ]
    return _clicked(component("article")(
        data={"parts": data, "language": language, "chosen": chosen}, key=key, on_figure_change=_nothing
    ))  # fmt: skip


def spans(
    pieces: Sequence[tuple[str, int, int]],
    key: str,
    *,
    number: tuple[int, int],
    fields: Sequence[tuple[str, str, str, list[int] | None]],
    measure: str,
    on_told: Callable[[Mapping[str, Any]], None],
    taken: Sequence[Mapping[str, Any]] = (),
    hint: str = "",
) -> None:
    """Show a passage whose words can be pointed at for a field, by pointer or keyboard.

    Args:
        pieces: of stats.pages.spans.words_around. key: of the element. number: the figure's span in the text.
        fields: name, name for people, value, and the span that told it, of each field that can be pointed at.
        measure: whose colour marks the passage.
        on_told: is called with {field, start, end} of the words pointed at, before the page runs again.
        taken: figures whose words bear their colours. hint: what to point at, where there is one field only.
    """
    words = asked.reader()

    def told() -> None:
        value = getattr(st.session_state.get(key), "told", None)
        if value:
            on_told(value)

    component("spans")(
        data={
            "words": [[visible(piece), start, end, not piece[:1].isspace()] for piece, start, end in pieces],
            "number": list(number),
            "fields": [{"name": name, "label": label, "value": value, "span": span}
                       for name, label, value, span in fields],
            "colour": colour_of(measure, asked.dark()),
            "rtl": words.right_to_left,
            "which": words("The field to set right"),
            "label": words("The passage: arrows go from word to word, Shift widens, Enter chooses"),
            "first": words("Choose a field, then the words that tell it."),
            "then": hint or words("Now choose the words that tell: {field}"),
            "taken": [[one["start"], one["end"], colour_of(plain(one["measure"]), asked.dark())] for one in taken],
        },
        key=key,
        on_told_change=told,
    )  # fmt: skip


def drawer(chosen: int) -> None:
    """Show the button that opens the filters on a phone. chosen: how many filters are set."""
    words = asked.reader()
    label = words("Filters ({n})", n=chosen) if chosen else words("Filters")
    component("drawer")(data={"label": label, "narrow": narrow()}, key=_DRAWER, on_narrow_change=_nothing)


def narrow() -> bool:
    """Tell whether the reader's screen is a phone's; known from the page's second run on."""
    return bool(getattr(st.session_state.get(_DRAWER), "narrow", None))


def later(key: str) -> bool:
    """Tell whether the page's first chart is drawn; until then, keep room for what is dear to draw and stands below.

    Call within a fragment, which runs again when it is so. Once true, always true for the session.
    """
    due = bool(getattr(st.session_state.get(key), "due", None))
    return bool(component("later")(data={"due": due}, key=key, on_due_change=_nothing).due)


def lost() -> None:
    """Say in our words when the connection to the server is lost, once a run; Streamlit's own speak of the internet."""
    words = asked.reader()
    component("lost")(key="lost", data={
        "theirs": "Connection error",  # the title of Streamlit's dialog; tests/browser/test_lost.py holds it
        "title": words("The connection to Headcount is lost"),
        "text": words("Nothing that was kept is lost. If Headcount was stopped, start it again: this page goes on by "
                      "itself. If it runs on another machine, look whether the network still reaches it."),
    })  # fmt: skip


def moves() -> None:
    """Let Back return to what was open, once a run: a move to another page is one entry of the browser's history."""
    component("moves")(key="moves")


def keys(letters: str, hint: str, key: str, on_press: Callable[[str], None]) -> None:
    """Listen for single keys while nobody types.

    Args:
        letters: the keys, as "jkaer". hint: what they do, shown. key: of the element.
        on_press: is called with the key just pressed, before the page runs again.
    """
    component("keys")(
        data={"keys": list(letters), "hint": hint}, key=key, on_key_change=_caller(key, "key", on_press)
    )  # fmt: skip


def round_key(name: str) -> str:
    """Return a key for a chart or table that is new after each closed sentence, so that it forgets what was clicked."""
    return f"{name}_{st.session_state.get(ROUND, 0)}"


def forget() -> None:
    """Let charts and tables forget what was chosen in them, so that it can be chosen again."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def once(name: str, now: str | None) -> str | None:
    """Return what is selected in an element where it was just selected; what stays selected is told once."""
    if st.session_state.get(f"_selected_{name}") == now:
        return None
    st.session_state[f"_selected_{name}"] = now
    return now


def table(
    rows: pd.DataFrame, key: str, alt: str, *, height: int | None = None, columns: Mapping[str, Any] | None = None
) -> int | None:
    """Show a table whose rows can be chosen; return the number of the row that was just chosen.

    Args:
        rows: as shown. key: of the element. alt: what it is, for those who do not see it.
        height: in pixels; that of all rows, up to a screen's, where not given. columns: Streamlit's column_config.
    """
    own = round_key(key)
    click = st.dataframe(rows, hide_index=True, on_select="rerun", selection_mode="single-row", key=own, alt=alt,
                         height=height or min(38 + 35 * max(len(rows), 1), 460), column_config=columns)  # fmt: skip
    picked = once(own, str(click.selection.rows[0]) if click.selection.rows else None)
    return int(picked) if picked is not None and int(picked) < len(rows) else None


def _caller(key: str, name: str, act: Callable[[str], None] | None) -> Callable[[], None]:
    def call() -> None:
        value = getattr(st.session_state.get(key), name, None)
        if act is not None and value:
            act(str(value))

    return call


def _clicked(found: Any) -> str | None:
    return str(found.figure) if found.figure else None


def _nothing() -> None:
    """Make the part report its clicks; the page reads them from what it returns."""
