"""Series: one place and measure closely, with every decision in the table beneath."""

from dataclasses import replace
from datetime import date

import streamlit as st

from stats.downloads import STEPS
from stats.pages import asked, choices, comparing, empty, filter_bar, sentence, taking
from stats.pages import situation as situations
from stats.pages.marked_text import escaped
from stats.wording import Words


def page() -> None:
    """Draw the page."""
    words = asked.reader()
    found = filter_bar.show()
    total = asked.count(found)
    if total == 0:
        empty.nothing(found)
        return
    default = "places" if len(found.place) > 1 else "one"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        view = choices.one_of("compare", words("Show"), list(comparing.VIEWS), default=default,
                              namer=lambda v: words(comparing.VIEWS[v]))  # fmt: skip
        every = choices.one_of("every", words("Calendar buckets"), ["", *STEPS], menu=True,
                               namer=lambda s: words(s) if s else words("as reported")) or None  # fmt: skip
        known = choices.day("as_known_on", words("As known on")) if view != "known" else None
        log = choices.toggle("scale", words("Log scale"), on="log")
    measure, scope = situations.scope_of(found, total)
    if view != "one":
        wanted = replace(scope, measure=found.measure) if view == "measures" else scope
        comparing.show(view, wanted, every, known, measure, log=log)
        return
    situation = situations.of(scope, every, known)
    if situation is None:
        empty.undated(total)
        return
    situations.tell_left_out(scope, words, every, known)
    _one(situation, known, words, log=log)


@st.fragment
def _one(situation: situations.Situation, known: date | None, words: Words, *, log: bool) -> None:
    caption = situations.caption(situation, words)
    st.html(f"<h1>{escaped(caption.title, 240)}</h1>")
    under = caption.under + (f" · {words('as known on {day}', day=words.day(known))}" if known else "")
    st.html(f'<div class="hc-quiet">{escaped(under, 300)}</div>')
    drawn = situations.timeline(situation, words, log=log)
    click = situations.chart(drawn, "series_chart", words("Timeline. {headline}", headline=caption.title),
                             taking.Caption(caption.title, under, caption.source),
                             situations.reading_line(words, situation))  # fmt: skip
    st.header(words("Every row, and why it counts"))
    sentence.open_now(click or situations.table(situation, "series_table", words))


page()
