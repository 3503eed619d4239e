"""Method: what a figure is, how series are made, common mistakes, and how right the reading was measured to be."""

import json

import pandas as pd
import streamlit as st

from stats.charts.marks import rows_of
from stats.errors import HeadcountError
from stats.filters import Filters
from stats.pages import asked, parts, sentence
from stats.pages.marked_text import visible
from stats.settings import DATA
from stats.wording import Words

ACCURACY = DATA / "accuracy.json"

_KINDS = (
    ("A flow happened inside a window.", "40,000 people fled over the past 10 days. Two flows may be added where their "
     "windows do not overlap."),
    ("A total so far runs since a start.", "More than 200,000 displaced since October. The newest replaces the one "
     "before; the two are never added."),
    ("A level holds at one date.", "203,000 people are living in camps. Levels of different dates are never added."),
)  # fmt: skip
_MISTAKES = (
    ("Adding levels or totals of several dates", "54,000 in camps in November and 98,000 in February are not 152,000 "
     "people: most are counted twice. Take the newest."),
    ("Mixing people and households", "3,000 families are not 3,000 people. Headcount multiplies by a household size "
     "only where the country has one, shows the size, its year and source, and keeps what was reported."),
    ("Reading “up to” as a number", "“Up to 60,000” bounds from above and says nothing of the least. It is drawn with "
     "an arrow, and stays open in every sum."),
    ("Reading “more than” as exact", "“More than 200,000” may be 260,000. Sums of such figures are “at least”."),
    ("Adding two reports of one event", "Agencies round and repeat each other. Reports of one claim form a cluster; "
     "one counts, the others are kept beside it with the reason."),
    ("Taking a gap for zero", "No report read for May does not mean that nobody fled in May. A gap is left open."),
    ("Adding people who fled and people who arrived", "Those who left Mosul are those who arrived in Erbil. Origins "
     "and destinations are two series."),
    ("Counting a forecast", "“Up to 200,000 could flee” has not happened. Forecasts are listed and never charted."),
)  # fmt: skip


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
    st.header(words("Common mistakes"))
    for name, told in _MISTAKES:
        with st.expander(words(name)):
            st.write(words(told))
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


def _accuracy(words: Words) -> None:
    st.header(words("How right it is, measured"))
    if not ACCURACY.is_file():
        st.info(words("No measurement is kept with this copy. “python -m stats score” makes one."))
        return
    table = accuracy_table(json.loads(ACCURACY.read_text(encoding="utf-8")))
    if table.empty:
        st.info(words("The file of measurements holds no table."))
        return
    st.caption(words("On labelled documents that no rule was written for: the share of figures found (recall), of "
                     "found figures that are right (precision), and of each field that is right."))  # fmt: skip
    st.dataframe(table, hide_index=True)


def accuracy_table(found: object) -> pd.DataFrame:
    """Return measurements as a table of name and share, whatever their nesting; counts and texts are left out.

    Args:
        found: parsed JSON: objects of objects of numbers between 0 and 1 or per cent.
    """
    rows: list[dict[str, object]] = []

    def walk(name: str, value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(f"{name} · {key}" if name else str(key), inner)
        elif isinstance(value, float):
            rows.append({"measured": visible(name, 120), "share": round(value, 3)})

    walk("", found)
    return pd.DataFrame(rows)


page()
