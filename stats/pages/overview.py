"""Overview: how many, where, since when, how sure, who says so and what is new, in words before pictures."""

from typing import Any

import pandas as pd
import streamlit as st

from stats import charts
from stats.catalogues import country_names
from stats.charts.marks import first_id, opens, rows_of
from stats.filters import Filters
from stats.pages import address, asked, choices, empty, filter_bar, parts, said, sentence, taking
from stats.pages import situation as situations
from stats.pages.marked_text import escaped, visible
from stats.vocabulary import Kind, Status
from stats.wording import Words, day_of, missing, plain

_NEWEST = 6
_MAPPED = 300  # places on the map at most
_LISTED = 200  # places in the table beneath it
_LEADS = {Kind.CUMULATIVE: "Total so far", Kind.STOCK: "At the latest date", Kind.FLOW: "Latest window"}
_REVIEW = "review"  # what the count of waiting figures opens


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
    situation = situations.of(scope)
    if situation is None:
        st.title(words("{n} figures, none with a date that a series could take", n=words.number(total)))
        _newest(found)
        return
    situations.tell_left_out(scope, words)
    _say(situation, found, total, words)
    _timeline(situation, words)
    _below(found, scope, measure, situation, words)


def _say(situation: situations.Situation, found: Filters, total: int, words: Words) -> None:
    row = situation.leading
    countries = country_names(words.language)
    count = situations.in_words(row, situation.figures, words)
    st.html(f"<h1>{escaped(said.headline(row, count, words, countries), 240)}</h1>")
    figure = situation.figures.get(first_id(row), {})
    who = words.source(plain(row["sources"]).split("; ")[0])
    sources = {s for r in situation.counted for s in plain(r["sources"]).split("; ") if s}
    reports = situations.reports_behind(situation.figures.values())
    sure = "" if missing(figure.get("confidence")) else words("sure: {share}", share=f"{figure['confidence']:.2f}")
    line = [who, words.day(figure.get("published") or row["date"]), sure,
            words.many(reports, "1 report", "{n} reports"), words.many(len(sources), "1 source", "{n} sources"),
            "" if found.place else words("the place with most reports")]  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<div class="hc-quiet">{" · ".join(escaped(part, 160) for part in line if part)}</div>',
                width="content")  # fmt: skip
        if st.button(words("The sentence"), type="tertiary", key="headline_sentence"):
            sentence.open_now(first_id(row))
    opened = parts.numbers(_key_figures(situation, found, total, words), "overview_numbers")
    if opened == _REVIEW:
        st.switch_page(address.page_file("review"))
    sentence.open_now(opened)


def _key_figures(
    situation: situations.Situation, found: Filters, total: int, words: Words
) -> list[tuple[str, str, str, str]]:
    """Return the key figures: name, value, note, and what a click opens."""
    row = situation.leading
    cells = [(words(_LEADS[Kind(row["kind"])]), situations.in_words(row, situation.figures, words), words.window(row),
              opens(row))]  # fmt: skip
    cells += _new(situation, words)
    waiting = asked.facet("status", found).get(str(Status.UNREVIEWED), 0)
    told = words("{n} of {all} figures", n=words.number(waiting), all=words.number(total))
    newest = _published(found)[:1]
    if newest:
        cells.append((words("Newest report"), words.day(newest[0]["published"]),
                      visible(plain(newest[0]["publisher"]) or plain(newest[0]["title"]), 60),
                      newest[0]["figure_id"]))  # fmt: skip
    cells.append((words("Waiting for review"), told, words("the least sure first"), _REVIEW))
    return cells


def _new(situation: situations.Situation, words: Words) -> list[tuple[str, str, str, str]]:
    """Return what is new and what it comes to a day, of the one series that goes with the leading row."""
    from stats.series import RECENT_DAYS, rate, recent

    new = recent(situation.flows)
    if new is None:
        return []
    row = rows_of(situation.flows.head(1))[0]
    several = len(situations.series_of(situation, words)) > 1
    which = f" · {said.apart(row, words, country_names(words.language))}" if several else ""
    within = [r for r in rows_of(situation.flows) if (end := day_of(r["period_end"])) and end >= new.start]
    cells = [(words("New in the {n} days to {day}", n=RECENT_DAYS, day=words.day(new.end)),
              words.bounded(new.value, new.low, new.high), words("reported windows, shared by days") + which,
              ",".join(opens(r) for r in within))]  # fmt: skip
    latest = rate(situation.flows)
    if latest is not None:
        window = words.window({"kind": Kind.FLOW, "period_start": latest.start, "period_end": latest.end})
        cells.append((words("A day, latest window"), words.bounded(latest.value, latest.low, latest.high),
                      window + which, latest.figure_ids[0]))  # fmt: skip
    return cells


@st.fragment
def _timeline(situation: situations.Situation, words: Words) -> None:
    caption = situations.caption(situation, words)
    st.html(f"<h2>{escaped(caption.under, 200)}</h2>")
    drawn = situations.timeline(situation, words)
    click = situations.chart(drawn, "overview_timeline", words("Timeline. {headline}", headline=caption.title),
                             caption, situations.reading_line(words, situation))  # fmt: skip
    rows = choices.fold("rows", words("The rows drawn"))
    if rows.open:
        with rows:
            click = situations.table(situation, "overview_rows", words) or click
    sentence.open_now(click)


@st.fragment
def _below(
    found: Filters, scope: Filters, measure: str, situation: situations.Situation, words: Words
) -> None:
    """Draw what stands below the first screen, after the first chart: the page's answer is there before."""
    if not parts.later("overview_below"):
        return
    left, right = st.columns([6, 5], gap="large")
    with left:
        _map(scope, measure, situation, words)
    with right:
        st.header(words("Newest figures"))
        _newest(found)


@st.fragment
def _map(scope: Filters, measure: str, situation: situations.Situation, words: Words) -> None:
    st.header(words("Latest value by place"))
    latest = situations.latest_by_place(scope)[:_MAPPED]
    is_dark, narrow = asked.dark(), parts.narrow()
    drawn, names, source = asked.kept(
        lambda: _mapped(latest, situation, words, is_dark, narrow),
        "map", scope.address(), words.locale, str(is_dark), str(narrow),
    )  # fmt: skip
    click = None
    if drawn is not None:
        caption = taking.Caption(words("Latest value by place"), said.measure_name(measure, words), source)
        click = situations.chart(drawn, "overview_map", words("Map of the latest values: {names}", names=names),
                                 caption)  # fmt: skip
    else:
        st.caption(words("No place of these figures has coordinates."))
    places = choices.fold("places", words("Place by place"))
    if places.open:
        with places:
            click = click or _places(latest[:_LISTED], words)
    sentence.open_now(click)


def _mapped(
    latest: list[dict[str, Any]], situation: situations.Situation, words: Words, is_dark: bool, narrow: bool
) -> tuple[charts.Spec | None, str, str]:
    """Return the map of some rows (None where no place has coordinates), the names of its first places, its sources."""
    figures = asked.figures_behind(latest)
    places = []
    for row in situations.timed(latest, figures):
        figure = figures.get(first_id(row))
        if figure and not missing(figure["latitude"]):
            places.append({**row, "latitude": figure["latitude"], "longitude": figure["longitude"]})
    drawn = charts.symbols_map(places, words=words, figures=figures, dark=is_dark, narrow=narrow) if places else None
    names = words.listed([visible(p["place"] or p["country"], 40) for p in places[:8]])
    return drawn, names, situations.source_line(situation, words, latest)


@st.fragment
def _newest(found: Filters) -> None:
    sentence.open_now(parts.figure_list(_published(found), key="overview_newest"))


def _published(found: Filters) -> list[dict[str, Any]]:
    return rows_of(asked.figures(found, limit=_NEWEST, order="published"))


def _places(latest: list[dict[str, Any]], words: Words) -> str | None:
    figures = asked.figures_behind(latest)
    latest = situations.timed(latest, figures)
    countries = country_names(words.language)
    picked = parts.table(pd.DataFrame({
        words("Place"): [visible(said.place_name(r, countries), 80) for r in latest],
        words("Count"): [f"{situations.in_words(r, figures, words)} {words.unit(r['unit'], r['value'])}"
                         for r in latest],
        words("Kind"): [words(said.KINDS[Kind(r["kind"])]) for r in latest],
        words("When"): [words.window(r) for r in latest],
        words("Who says so"): [visible(words.sources(plain(r["sources"])), 80) for r in latest],
        words("Reports"): [int(r["reports"]) for r in latest],
    }), "overview_places", words("Latest value of each place"))  # fmt: skip
    return None if picked is None else opens(latest[picked])


page()
