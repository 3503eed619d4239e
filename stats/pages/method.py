"""Method: what a figure is, how series are made, common mistakes, and how right the reading was measured to be."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from babel.numbers import format_decimal

from stats.catalogues import country_names
from stats.charts.marks import rows_of
from stats.errors import HeadcountError
from stats.filters import Filters
from stats.pages import asked, choices, parts, sentence
from stats.pages import situation as situations
from stats.pages.marked_text import escaped, visible
from stats.pages.mistakes import MISTAKES, Case, cases
from stats.settings import DATA
from stats.wording import Words

ACCURACY = DATA / "accuracy.json"
_NUMBER = ' class="n"'

_KINDS = (
    ("A flow happened inside a window.", "40,000 people fled over the past 10 days. Two flows may be added where their "
     "windows do not overlap."),
    ("A total so far runs since a start.", "More than 200,000 displaced since October. The newest replaces the one "
     "before; the two are never added."),
    ("A level holds at one date.", "203,000 people are living in camps. Levels of different dates are never added."),
)  # fmt: skip
# A level of measurement -> what has to be right at it, each beside what stands above.
_LEVELS = {"detection": "the number is found", "unit": "and its unit", "term": "and what happened",
           "kind": "and the kind", "strict": "and the days"}  # fmt: skip
_FIELDS = {
    "unit": "unit", "term": "what happened", "kind": "kind", "bounds": "bounds", "quantifier": "quantifier",
    "period": "both days", "period_1d": "both days, to a day", "period_end": "last day",
    "period_end_1d": "last day, to a day", "place": "place", "country": "country", "attribution": "who says so",
    "subject": "who is counted", "forecast": "forecast",
}  # fmt: skip
_SAMPLE = 400  # figures among which cases are looked for


def page() -> None:
    """Draw the page."""
    words = asked.reader()
    st.title(words("How a number comes about"))
    st.write(words("Headcount reads each article sentence by sentence, by rules and word lists that anyone can look "
                   "up. It keeps the words that told each field, says what it filled in, and changes no number. "
                   "Nothing leaves this machine."))  # fmt: skip
    for name, told in _KINDS:
        st.markdown(f"**{words(name)}** {words(told)}")
    _example(words)
    st.header(words("How series are made"))
    st.write(words("Figures of one place, measure, cause, kind and unit form a series. Restatements of one claim form "
                   "a cluster. Where claims compete, one counts: accepted by a reviewer, then the more reliable "
                   "source, the later report, the exact before the rounded. Each decision stands in words beside "
                   "its row. Windows are shared into calendar months by days; bounds go through every sum, and an open "
                   "bound stays open. Household counts become people only by a stated household size."))  # fmt: skip
    _mistakes(words)
    _accuracy(words)


@st.fragment
def _example(words: Words) -> None:
    figures = rows_of(asked.figures(Filters(), limit=3, order="published"))
    if not figures:
        return
    st.header(words("With your own data"))
    st.caption(words("Three figures of this collection. Choose one to see which words told each field, what was filled "
                     "in by rule, and why it counts or does not."))  # fmt: skip
    try:
        sentence.open_now(parts.figure_list(figures, key="method_example"))
    except HeadcountError as error:
        st.text(str(error))


@st.fragment
def _mistakes(words: Words) -> None:
    st.header(words("Common mistakes"))
    found = _cases(words)
    opened = None
    for number, (name, told) in enumerate(MISTAKES.items()):
        st.html(f'<div class="hc-mistake"><h3>{escaped(words(name))}</h3>{escaped(words(told))}</div>')
        if name in found:
            case, opens = found[name]
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.html(f'<div class="hc-case">{escaped(words("In your collection:"))} {escaped(case, 500)}</div>',
                        width="content")  # fmt: skip
                label = words("The sentences") if "," in opens else words("The sentence")
                if st.button(label, key=f"mistake_{number}", type="tertiary"):
                    opened = opens
    sentence.open_now(opened)


def _cases(words: Words) -> dict[str, Case]:
    total = asked.count(Filters())
    if not total:
        return {}
    _, scope = situations.scope_of(Filters(), total)
    figures = rows_of(asked.figures(Filters(), limit=_SAMPLE, order="published"))
    return cases(figures, rows_of(asked.rows(scope)), country_names(words.language), words)


def _accuracy(words: Words) -> None:
    st.header(words("How right it is, measured"))
    if not ACCURACY.is_file():
        st.info(words("No measurement is kept with this copy. “python -m stats score” makes one."))
        return
    measured = json.loads(ACCURACY.read_text(encoding="utf-8"))
    there = measured.get("languages", {})
    if not there:
        st.info(words("The file of measurements holds no table."))
        return
    language = choices.one_of("lang", words("Language"), list(there), menu=True,
                              namer=lambda code: words("all languages") if code == "all" else words.tongue(code))
    own = there[language]
    sets = ", ".join(name.removesuffix(".jsonl").replace("_", " ") for name in measured.get("sets", []))
    told = words("Measured on {day} against {documents} labelled documents with {labelled} counts ({sets}).",
                 day=words.day(measured.get("measured")), documents=measured.get("documents", "–"),
                 labelled=words.number(own["labelled"]),
                 sets=visible(sets, 200))  # fmt: skip
    st.html(f"<div>{escaped(told)}</div>")
    left, right = st.columns(2, gap="large")
    with left:
        st.caption(words("Per cent of the counts in the texts that are found (recall), and of those shown that are "
                         "right (precision), at each step stricter."))  # fmt: skip
        st.html(levels_table(own, words))
        if bands := measured.get("calibration"):
            _worth(bands, words)
    with right:
        st.caption(words("Of the counts found, per cent whose field is right: over all, and where the text itself "
                         "tells the field."))  # fmt: skip
        st.html(fields_table(own, words))


def _worth(bands: Sequence[Mapping[str, Any]], words: Words) -> None:
    st.caption(words("What “sure” was worth: of the counts shown with such a number, per cent that were right."))
    st.html(_html((words("sure"), words("right"), words("counts")),
                  [(f"{b['low']:.1f}–{b['high']:.1f}", _per_cent(100 * b["right"], words), words.number(b["count"]))
                   for b in bands]))  # fmt: skip


def levels_table(own: Mapping[str, Any], words: Words) -> str:
    """Return precision, recall and F1 by level as an HTML table. Args: own: of one language in data/accuracy.json."""
    head = ("", words("precision"), words("recall"), "F1")
    return _html(head, [(words(told), *(_per_cent(own["levels"][level][share], words)
                                        for share in ("precision", "recall", "f1")))
                        for level, told in _LEVELS.items() if level in own["levels"]])  # fmt: skip


def fields_table(own: Mapping[str, Any], words: Words) -> str:
    """Return the share of each field that is right as an HTML table. Args: own: as in `levels_table`."""
    head = (words("field"), words("right, all"), words("counts"), words("right, where told"), words("counts"))
    rows = []
    for name, told in _FIELDS.items():
        if found := own["fields"].get(name):
            rows.append((words(told), _per_cent(found["all"], words), words.number(found["n"]),
                         _per_cent(found.get("stated"), words), words.number(found.get("n_stated", 0))))  # fmt: skip
    return _html(head, rows)


def _per_cent(share: float | None, words: Words) -> str:
    return "–" if share is None else str(format_decimal(share, format="0.0", locale=words.locale))


def _html(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    cells = "".join(f'<th scope="col"{_NUMBER if n else ""}>{escaped(name)}</th>' for n, name in enumerate(head))
    lines = "".join(
        "<tr>" + f'<th scope="row">{escaped(row[0])}</th>' + "".join(f"<td{_NUMBER}>{escaped(c)}</td>" for c in row[1:])
        + "</tr>"
        for row in rows
    )  # fmt: skip
    return f'<table class="hc"><thead><tr>{cells}</tr></thead><tbody>{lines}</tbody></table>'


page()
