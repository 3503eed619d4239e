"""Overview: how many, where, since when, how sure, who says so and what is new, in words before pictures."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from stats import charts
from stats.charts.marks import first_id, rows_of
from stats.charts.template import CONFIG
from stats.filters import Filters
from stats.pages import address, asked, empty, filter_bar, parts, said, sentence
from stats.pages.marked_text import escaped, visible
from stats.units import registry
from stats.vocabulary import Basis, Kind, Measure, Role, Status, Unit
from stats.wording import Words, day_of, days_of, missing, plain

_NEWEST = 8
_MAPPED = 300  # places on the map at most
_RECENT = 30  # days


@dataclass(frozen=True)
class Situation:
    """One place and measure: its rows, the figures behind them, and the row that says most about it now."""

    name: str
    rows: list[dict[str, Any]]
    figures: Mapping[str, Mapping[str, Any]]
    leading: dict[str, Any]

    @property
    def counted(self) -> list[dict[str, Any]]:
        """The rows that count."""
        return [row for row in self.rows if row["role"] == Role.RECOMMENDED]


def page() -> None:
    """Draw the page."""
    words = asked.reader()
    empty.samples_notice()
    found = filter_bar.show()
    total = asked.count(found)
    if total == 0:
        empty.nothing(found)
        return
    measure, scope = scope_of(found, total)
    rows = asked.rows(scope)
    dated = rows[rows["date"].notna()]
    if dated.empty:
        st.title(words("{n} figures, none with a date that a series could take", n=words.number(total)))
        _newest(found)
        return
    situation = leading(dated, scope)
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


def scope_of(found: Filters, total: int) -> tuple[str, Filters]:
    """Return the measure to lead with, and the filters narrowed to it: to one country where figures are many."""
    there = asked.facet("measure", found)
    measure = found.measure[0] if found.measure else str(Measure.DISPLACED)
    if measure not in there and there:
        measure = next((m for m in there if m in said.MEASURES), measure)
    scope = replace(found, measure=(measure,))
    if total > asked.SMALL and not (found.country or found.place or found.document):
        country = next(iter(asked.facet("country", found)), "")
        scope = replace(scope, country=(country,) if country else ())
    return measure, scope


def leading(rows: pd.DataFrame, scope: Filters) -> Situation:
    """Return the place with most reports (the newest of several), its rows in the unit it is mostly told in."""
    from stats.series import keys_of

    keys = keys_of(rows)
    counted = rows[rows["role"] == Role.RECOMMENDED]
    counted = counted if len(counted) else rows
    weight = counted.groupby(keys.loc[counted.index]).agg(reports=("reports", "sum"), last=("date", "max"))
    best = weight.sort_values(["reports", "last"], ascending=False).index[0]
    own = rows[keys == best]
    unit = Unit.PERSON if (own["unit"] == Unit.PERSON).any() else own["unit"].mode().iloc[0]
    own = own[own["unit"] == unit]
    found = rows_of(own)
    figures = asked.figures_behind(own)
    return Situation(plain(found[0]["place"]) or plain(found[0]["country"]), found, figures, leading_row(found))


def leading_row(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the row that says most: the latest total so far, else the latest level, else the latest flow."""
    counted = [r for r in rows if r["role"] == Role.RECOMMENDED and r["basis"] != Basis.IMPLIED] or rows
    for kind in (Kind.CUMULATIVE, Kind.STOCK, Kind.FLOW):
        own = [row for row in counted if row["kind"] == kind]
        if own:
            return max(own, key=lambda r: (r["date"], r["value"]))
    return counted[0]


def in_words(row: Mapping[str, Any], figures: Mapping[str, Mapping[str, Any]], words: Words) -> str:
    """Tell a row's value with its bounds, in its own text's words where one figure states it."""
    figure = figures.get(first_id(row))
    if figure is not None and row["basis"] == Basis.REPORTED and figure["value"] == row["value"]:
        return visible(words.stated(figure), 80)
    return words.bounded(row["value"], row["low"], row["high"])


def _say(situation: Situation, found: Filters, total: int, words: Words) -> None:
    row = situation.leading
    countries = asked.country_names(words.language)
    count = in_words(row, situation.figures, words)
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


def _key_figures(situation: Situation, found: Filters, total: int, words: Words) -> str:
    cells = []
    row = situation.leading
    names = {Kind.CUMULATIVE: "Total so far", Kind.STOCK: "At the latest date", Kind.FLOW: "Latest window"}
    cells.append((words(names[Kind(row["kind"])]), in_words(row, situation.figures, words), words.window(row)))
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
            cells.append((words("A day, latest window"), words.number(rate_a_day(latest)), words.window(latest)))
    status = asked.facet("status", found)
    waiting = status.get(str(Status.UNREVIEWED), 0)
    cells.append((words("Waiting for review"), words("{n} of {all} figures", n=words.number(waiting),
                  all=words.number(total)), ""))  # fmt: skip
    items = "".join(
        f"<div><dt>{escaped(name)}</dt><dd>{escaped(value)}<small>{escaped(note)}</small></dd></div>"
        for name, value, note in cells
    )
    return f'<dl class="hc-keys">{items}</dl>'


def rate_a_day(row: Mapping[str, Any]) -> float:
    """Return a flow's people (or households, dwellings) a day over its window, by pint."""
    units = registry()
    count = units.Quantity(Decimal(str(row["value"])), plain(row["unit"]))
    window = units.Quantity(Decimal(days_of(row) or 1), "day")
    return float((count / window).to(f"{row['unit']} / day").magnitude)


@st.fragment
def _timeline(situation: Situation, words: Words) -> None:
    row = situation.rows[0]
    figure = charts.timeline(pd.DataFrame(situation.rows), words=words, figures=situation.figures, dark=asked.dark())
    count = in_words(situation.leading, situation.figures, words)
    alt = said.headline(situation.leading, count, words, asked.country_names(words.language))
    name = f"{situation.name}: {said.measure_name(row['measure'], words)}"
    st.html(f"<h2>{escaped(name)}</h2>")
    click = st.plotly_chart(figure, key="overview_timeline", on_select="rerun", selection_mode="points", theme=None,
                            config=CONFIG, alt=visible(words("Timeline. {headline}", headline=alt), 300))  # fmt: skip
    st.html(f'<div class="hc-source">{source_line(situation, words)}</div>')
    sentence.open_now(clicked(click, "overview_timeline"))


def source_line(situation: Situation, words: Words) -> str:
    """Return the last line of a chart: who says so, how many reports, and how to read and follow it."""
    sources = list(dict.fromkeys(s for r in situation.counted for s in plain(r["sources"]).split("; ") if s))
    told = ", ".join(sources[:5]) + (f" +{len(sources) - 5}" if len(sources) > 5 else "")
    reports = len({f["document_id"] for f in situation.figures.values()})
    last = max((f["published"] for f in situation.figures.values() if day_of(f["published"])), default=None)
    parts_ = [words("Sources: {names}", names=told), words("{n} reports", n=words.number(reports)),
              words("newest published {day}", day=words.day(last)),
              words("arrows: open bounds; hollow: implied; grey: not counted"),
              words("click a mark for its sentence")]  # fmt: skip
    return " · ".join(escaped(p, 240) for p in parts_)


def clicked(event: Any, key: str) -> str | None:
    """Return the figure of a chart's mark that was just clicked; a mark that stays selected is told once."""
    points = (event or {}).get("selection", {}).get("points", [])
    ids = [p["customdata"][0] for p in points if p.get("customdata")]
    now = ids[0] if ids else None
    if st.session_state.get(f"_clicked_{key}") == now:
        return None
    st.session_state[f"_clicked_{key}"] = now
    return now


def latest_by_place(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return for each place the row that says most about it, latest first."""
    from stats.series import keys_of

    found = [leading_row(rows_of(own)) for _, own in rows.groupby(keys_of(rows), sort=False)]
    return sorted((r for r in found if r["role"] == Role.RECOMMENDED), key=lambda r: r["date"], reverse=True)


@st.fragment
def _map(rows: pd.DataFrame, situation: Situation, words: Words) -> None:
    st.header(words("Latest value by place"))
    figures = asked.figures_behind(rows)
    places = []
    for row in latest_by_place(rows)[:_MAPPED]:
        figure = figures.get(first_id(row))
        if figure and not missing(figure["latitude"]):
            places.append({**row, "latitude": figure["latitude"], "longitude": figure["longitude"]})
    if not places:
        st.caption(words("No place of these figures has coordinates."))
        return
    figure = charts.symbols_map(places, words=words, figures=figures, dark=asked.dark())
    names = words.listed([visible(p["place"] or p["country"], 40) for p in places[:8]])
    click = st.plotly_chart(figure, key="overview_map", on_select="rerun", selection_mode="points", theme=None,
                            config=CONFIG, alt=words("Map of the latest values: {names}", names=names))  # fmt: skip
    sentence.open_now(clicked(click, "overview_map"))


@st.fragment
def _newest(found: Filters) -> None:
    figures = rows_of(asked.figures(found, limit=_NEWEST, order="published"))
    sentence.open_now(parts.figure_list(figures, key="overview_newest"))


def _places(rows: pd.DataFrame, measure: str, found: Filters, words: Words) -> None:
    countries = asked.country_names(words.language)
    figures = asked.figures_behind(rows)
    latest = latest_by_place(rows)[:200]
    table = pd.DataFrame({
        words("Place"): [visible(said.place_name(r, countries), 80) for r in latest],
        words("Count"): [f"{in_words(r, figures, words)} {words.unit(r['unit'], r['value'])}" for r in latest],
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
