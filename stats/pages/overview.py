"""Overview: how many, where, since when, how sure, who says so and what is new, in words before pictures."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from stats import charts
from stats.charts.marks import first_id, rows_of
from stats.filters import Filters
from stats.pages import address, asked, empty, filter_bar, parts, said, sentence
from stats.pages import situation as situations
from stats.pages.marked_text import escaped, visible
from stats.vocabulary import Basis, Kind, Status
from stats.wording import Words, day_of, missing, plain

_NEWEST = 8
_MAPPED = 300  # places on the map at most
_RECENT = 30  # days


def page() -> None:
    """Draw the page."""
    words = asked.reader()
    empty.samples_notice()
    found = filter_bar.show()
    total = asked.count(found)
    if total == 0:
        empty.nothing(found)
        return
    measure, scope = situations.scope_of(found, total)
    rows = asked.rows(scope)
    dated = rows[rows["date"].notna()]
    if dated.empty:
        st.title(words("{n} figures, none with a date that a series could take", n=words.number(total)))
        _newest(found)
        return
    situation = situations.leading(dated, scope)
    _say(situation, found, total, words)
    _timeline(situation, words)
    left, right = st.columns([5, 6], gap="medium")
    with left:
        _map(dated, situation, words)
    with right:
        st.header(words("Newest figures"))
        _newest(found)
    st.header(words("Where, latest first"))
    _places(dated, measure, found, words)


def _say(situation: situations.Situation, found: Filters, total: int, words: Words) -> None:
    row = situation.leading
    countries = asked.country_names(words.language)
    count = situations.in_words(row, situation.figures, words)
    st.html(f"<h1>{escaped(said.headline(row, count, words, countries), 240)}</h1>")
    figure = situation.figures.get(first_id(row), {})
    who = plain(row["sources"]).split("; ")[0]
    sources = {s for r in situation.counted for s in plain(r["sources"]).split("; ") if s}
    reports = {f["document_id"] for f in situation.figures.values()}
    line = [who, words.day(figure.get("published") or row["date"]),
            words("{n} reports, {m} sources", n=words.number(len(reports)), m=words.number(len(sources))),
            "" if found.place else words("the place with most reports")]  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<div class="hc-quiet">{" · ".join(escaped(part, 160) for part in line if part)}</div>',
                width="content")  # fmt: skip
        if st.button(words("The sentence"), type="tertiary", key="headline_sentence"):
            sentence.open_now(first_id(row))
    st.html(_key_figures(situation, found, total, words))


def _key_figures(situation: situations.Situation, found: Filters, total: int, words: Words) -> str:
    cells = []
    row = situation.leading
    names = {Kind.CUMULATIVE: "Total so far", Kind.STOCK: "At the latest date", Kind.FLOW: "Latest window"}
    cells.append(
        (words(names[Kind(row["kind"])]), situations.in_words(row, situation.figures, words), words.window(row))
    )
    flows = [r for r in situation.counted if r["kind"] == Kind.FLOW and r["basis"] != Basis.IMPLIED]
    if flows:
        new, low_open, high_open = said.days_ago(flows, _RECENT)
        told = words("at least {}").format(words.number(new)) if high_open else words.number(new)
        told = words("up to {}").format(words.number(new)) if low_open and not high_open else told
        last = max(flows, key=lambda r: r["date"])
        cells.append((words("New in the {n} days to {day}", n=_RECENT, day=words.day(last["date"])), told,
                      words("reported windows, shared by days")))  # fmt: skip
        windowed = [r for r in flows if day_of(r["period_start"])]
        if windowed:
            latest = max(windowed, key=lambda r: r["date"])
            cells.append(
                (words("A day, latest window"), words.number(situations.rate_a_day(latest)), words.window(latest))
            )
    status = asked.facet("status", found)
    waiting = status.get(str(Status.UNREVIEWED), 0)
    cells.append((words("Waiting for review"), words("{n} of {all} figures", n=words.number(waiting),
                  all=words.number(total)), ""))  # fmt: skip
    items = "".join(
        f"<div><dt>{escaped(name)}</dt><dd>{escaped(value)}<small>{escaped(note)}</small></dd></div>"
        for name, value, note in cells
    )
    return f'<dl class="hc-keys">{items}</dl>'


@st.fragment
def _timeline(situation: situations.Situation, words: Words) -> None:
    row = situation.rows[0]
    figure = charts.timeline(pd.DataFrame(situation.rows), words=words, figures=situation.figures, dark=asked.dark())
    count = situations.in_words(situation.leading, situation.figures, words)
    alt = said.headline(situation.leading, count, words, asked.country_names(words.language))
    name = f"{situation.name}: {said.measure_name(row['measure'], words)}"
    st.html(f"<h2>{escaped(name)}</h2>")
    click = situations.chart(figure, "overview_timeline", words("Timeline. {headline}", headline=alt))
    st.html(f'<div class="hc-source">{situations.reading_line(situation, words)}</div>')
    sentence.open_now(click)


@st.fragment
def _map(rows: pd.DataFrame, situation: situations.Situation, words: Words) -> None:
    st.header(words("Latest value by place"))
    figures = asked.figures_behind(rows)
    places = []
    for row in situations.latest_by_place(rows)[:_MAPPED]:
        figure = figures.get(first_id(row))
        if figure and not missing(figure["latitude"]):
            places.append({**row, "latitude": figure["latitude"], "longitude": figure["longitude"]})
    if not places:
        st.caption(words("No place of these figures has coordinates."))
        return
    figure = charts.symbols_map(places, words=words, figures=figures, dark=asked.dark())
    names = words.listed([visible(p["place"] or p["country"], 40) for p in places[:8]])
    click = situations.chart(figure, "overview_map", words("Map of the latest values: {names}", names=names))
    sentence.open_now(click)


@st.fragment
def _newest(found: Filters) -> None:
    figures = rows_of(asked.figures(found, limit=_NEWEST, order="published"))
    sentence.open_now(parts.figure_list(figures, key="overview_newest"))


def _counted(row: Mapping[str, Any], figures: Mapping[str, Mapping[str, Any]], words: Words) -> str:
    return f"{situations.in_words(row, figures, words)} {words.unit(row['unit'], row['value'])}"


def _places(rows: pd.DataFrame, measure: str, found: Filters, words: Words) -> None:
    countries = asked.country_names(words.language)
    figures = asked.figures_behind(rows)
    latest = situations.latest_by_place(rows)[:200]
    table = pd.DataFrame({
        words("Place"): [visible(said.place_name(r, countries), 80) for r in latest],
        words("Count"): [_counted(r, figures, words) for r in latest],
        words("Kind"): [words(said.KINDS[Kind(r["kind"])]) for r in latest],
        words("When"): [words.window(r) for r in latest],
        words("Who says so"): [visible(plain(r["sources"]), 80) for r in latest],
        words("Reports"): [int(r["reports"]) for r in latest],
    })  # fmt: skip
    click = st.dataframe(table, hide_index=True, on_select="rerun", selection_mode="single-row", key="overview_places",
                         alt=words("Latest value of each place"))  # fmt: skip
    if click.selection.rows:
        row = latest[click.selection.rows[0]]
        wanted = replace(found, place=(plain(row["place"]) or plain(row["place_id"]),), measure=(measure,))
        if wanted != found and plain(row["place"]):
            address.put(wanted)
            st.rerun()


page()
