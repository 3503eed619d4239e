"""A situation: one place and measure, its rows, the figures behind them, and what the pages say of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any

import pandas as pd
import streamlit as st
from plotly.basedatatypes import BaseFigure

from stats import charts
from stats.catalogues import country_names
from stats.charts.marks import first_id, opens, rows_of
from stats.charts.template import CONFIG, Spec
from stats.filters import Filters
from stats.pages import asked, parts, said, taking
from stats.pages.marked_text import escaped, visible
from stats.showing import OF_ONE
from stats.vocabulary import Basis, Kind, Measure, Role, Unit
from stats.wording import Words, day_of, plain

_NAMED = 6  # series named beneath a chart
_ROWS = 2_000  # rows of a table at most, newest first
_TELLING = (Kind.CUMULATIVE, Kind.STOCK, Kind.FLOW)  # what says most, first
_STANDS = timedelta(days=30)  # a total or level that is older than the newest one by more is not the latest (rule 8)


@dataclass(frozen=True)
class Situation:
    """One place and measure: its rows, the figures behind them, and the row that says most about it now.

    flows: the reported flows of one series, the one that goes best with that row: the only ones that may be added.
    """

    name: str
    rows: list[dict[str, Any]]
    figures: Mapping[str, Mapping[str, Any]]
    leading: dict[str, Any]
    flows: pd.DataFrame

    @cached_property
    def word(self) -> str:
        """A word that another situation does not have."""
        told = [(r["series"], str(r["date"]), r["value"], r["low"], r["high"], r["role"], r["figure_ids"])
                for r in self.rows]  # fmt: skip
        return sha256(repr(told).encode()).hexdigest()

    @cached_property
    def counted(self) -> list[dict[str, Any]]:
        """The rows that count."""
        return [row for row in self.rows if row["role"] == Role.RECOMMENDED]


def scope_of(found: Filters, total: int) -> tuple[str, Filters]:
    """Return the measure to lead with, and the filters narrowed to it: to one country where figures are many."""
    there = asked.facet("measure", found)
    measure = found.measure[0] if found.measure else str(Measure.DISPLACED)
    if measure not in there and there:
        measure = next((m for m in there if m in said.MEASURES), measure)
    scope = replace(found, measure=(measure,))
    if total > asked.SMALL and not (found.country or found.place or found.document):
        country = next(iter(asked.facet("country", scope)), "")
        scope = replace(scope, country=(country,) if country else ())
    return measure, scope


def of(scope: Filters, every: str | None = None, known: date | None = None) -> Situation | None:
    """Return the leading situation of a scope, None where no told row has a date. Args as `asked.shown`."""

    def find() -> Situation | None:
        shown = asked.shown(scope, every=every, as_known_on=known, leading=True)
        rows = shown.rows[shown.rows["date"].notna()]
        return leading(rows, shown.lead) if (rows["basis"] != Basis.IMPLIED).any() else None

    return asked.kept(find, "situation", scope.address(), str(every), str(known))


def leading(rows: pd.DataFrame, key: str = "") -> Situation:
    """Return the place with most reports (the newest of several), its rows in the unit it is mostly told in.

    What two totals imply is drawn beside them and never leads: of a count that falls it is a correction, no movement.

    Args:
        rows: SERIES_COLUMNS, dated, not all of them implied. key: of the series with most reports, where that is known.
    """
    from stats.series import flows_beside, keys_of

    keys, told = keys_of(rows), rows[rows["basis"] != Basis.IMPLIED]
    if not (keys.loc[told.index] == key).any():
        counted = told[told["role"] == Role.RECOMMENDED]
        counted = counted if len(counted) else told
        weight = counted.groupby(keys.loc[counted.index]).agg(reports=("reports", "sum"), last=("date", "max"))
        key = weight.sort_values(["reports", "last"], ascending=False).index[0]
    units = told.loc[keys.loc[told.index] == key, "unit"]
    unit = Unit.PERSON if (units == Unit.PERSON).any() else units.mode().iloc[0]
    own = rows[(keys == key) & (rows["unit"] == unit)]
    found = rows_of(own)
    figures = asked.figures_behind(found)
    found = timed(found, figures)
    row = leading_row(found)
    name = plain(found[0]["place"]) or plain(found[0]["country"])
    return Situation(name, found, figures, row, flows_beside(own, row))


def leading_row(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the row that says most: the latest total so far, else the latest level, else the latest flow.

    A total or level of long before the newest one says nothing of today.

    Args:
        rows: as of `leading`.
    """
    told = [r for r in rows if r["basis"] != Basis.IMPLIED]
    counted = [r for r in told if r["role"] == Role.RECOMMENDED] or told
    newest = max((day_of(r["date"]) or date.min for r in counted if r["kind"] != Kind.FLOW), default=date.min)
    for kind in _TELLING:
        own = [row for row in counted if row["kind"] == kind]
        if kind != Kind.FLOW:
            own = [row for row in own if newest - (day_of(row["date"]) or date.min) <= _STANDS]
        if own:
            return max(own, key=lambda r: (r["date"], r["value"]))
    return counted[0]


def timed(rows: Iterable[dict[str, Any]], figures: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with the precision of their days where a figure's own window shows it: "in 2021", no day of it."""
    found = []
    for row in rows:
        figure = figures.get(first_id(row))
        own = figure is not None and day_of(figure["period_end"]) == day_of(row["period_end"])
        found.append({**row, "period_precision": figure["period_precision"]} if figure and own else row)
    return found


def reports_behind(figures: Iterable[Mapping[str, Any]]) -> int:
    """Return how many reports tell some figures: near-copies of one text are one."""
    return len({plain(f.get("near_copy_of")) or f["document_id"] for f in figures})


def in_words(row: Mapping[str, Any], figures: Mapping[str, Mapping[str, Any]], words: Words) -> str:
    """Tell a row's value with its bounds, in its own text's words where one figure states it."""
    figure = figures.get(first_id(row))
    if figure is not None and row["basis"] == Basis.REPORTED and figure["value"] == row["value"]:
        return visible(words.stated(figure), 80)
    return words.bounded(row["value"], row["low"], row["high"])


def source_line(situation: Situation, words: Words, rows: list[dict[str, Any]] | None = None) -> str:
    """Return the last line of a chart: who says so, how many reports, the date of the data.

    Args:
        situation: what is drawn. rows: those drawn where they are others than the situation's.
    """
    drawn = situation.counted if rows is None else rows
    behind = situation.figures if rows is None else asked.figures_behind(rows)
    sources = list(dict.fromkeys(words.source(s) for r in drawn for s in plain(r["sources"]).split("; ") if s))
    told = ", ".join(sources[:5]) + (f" +{len(sources) - 5}" if len(sources) > 5 else "")
    reports = reports_behind(behind.values())
    last = max((f["published"] for f in behind.values() if day_of(f["published"])), default=None)
    named = words("Sources: {names}", names=told) if told else words("source not told")
    return " · ".join([named, words.many(reports, "1 report", "{n} reports"),
                       words("newest published {day}", day=words.day(last))])  # fmt: skip


def caption(situation: Situation, words: Words) -> taking.Caption:
    """Return what goes with the situation's chart: its finding, what is measured where, who says so."""
    return asked.kept(lambda: _caption(situation, words), "caption", situation.word, words.locale)


def _caption(situation: Situation, words: Words) -> taking.Caption:
    row = situation.leading
    countries = country_names(words.language)
    finding = said.headline(row, in_words(row, situation.figures, words), words, countries)
    under = [said.place_name(row, countries), said.measure_name(row["measure"], words), words.unit(row["unit"])]
    return taking.Caption(finding, " · ".join(under), source_line(situation, words))


def series_of(situation: Situation, words: Words) -> list[str]:
    """Name the series of a situation that are drawn together, by what tells them apart; that of the leading row first.

    They are never added: who fled a town and who came to it, or who fled a flood and who fled fighting.
    """
    countries = country_names(words.language)
    drawn = [situation.leading, *(row for row in situation.counted if row["basis"] != Basis.IMPLIED)]
    return list(dict.fromkeys(said.apart(row, words, countries) for row in drawn))


def reading_line(words: Words, situation: Situation | None = None) -> str:
    """Return how to read the marks and follow them, and which series of a situation stand side by side, as HTML."""
    how = [words("arrows: open bounds"), words("hollow: implied by two totals"), words("grey: not counted"),
           words("click a mark for its sentence")]  # fmt: skip
    names = series_of(situation, words) if situation is not None else []
    if len(names) > 1:
        how.insert(0, words("side by side, never added: {names}", names="; ".join(names[:_NAMED])))
    return " · ".join(escaped(part) for part in how)


class _Ready(BaseFigure):  # type: ignore[misc]
    """A chart that Streamlit passes on as it is: a plain dict it would check value by value, at every run."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec

    def to_dict(self) -> Spec:
        """Return the chart as plotly.js takes it."""
        return self._spec


def chart(figure: Spec, key: str, alt: str, caption: taking.Caption | None = None, how: str = "") -> str | None:
    """Show a chart with its source line and what can be taken away; return what was just clicked in it.

    Args:
        figure: of stats.charts. key: of the element. alt: what it shows, for those who do not see it.
        caption: its finding and source line. how: HTML that tells how to read it.

    Returns:
        The id of the clicked mark's figure, or of several, by commas.
    """
    own = parts.round_key(key)
    event: Any = st.plotly_chart(_Ready(figure), key=own, on_select="rerun", selection_mode="points", theme=None,
                                 config=CONFIG, alt=visible(alt, 300))  # fmt: skip
    if caption is not None:
        lines = " · ".join(part for part in (escaped(caption.source, 500), how) if part)
        st.html(f'<div class="hc-source">{lines}</div>')
        taking.chart(own, caption)
    points = (event or {}).get("selection", {}).get("points", [])
    ids = [p["customdata"][0] for p in points if p.get("customdata")]
    return parts.once(own, ids[0] if ids else None)


def timeline(situation: Situation, words: Words, *, log: bool = False) -> Spec:
    """Return the situation's timeline, for the reader's theme."""
    is_dark, narrow = asked.dark(), parts.narrow()

    def draw() -> Spec:
        return charts.timeline(situation.rows, words=words, figures=situation.figures, dark=is_dark, log=log,
                               narrow=narrow)  # fmt: skip

    return asked.kept(draw, "timeline", situation.word, words.locale, str(is_dark), str(log), str(narrow))


def tell_left_out(
    scope: Filters, words: Words, every: str | None = None, known: date | None = None, *, leading: bool = True
) -> None:
    """Say which rows of a large scope the page does not show; nothing where it shows all. Args as `asked.shown`."""
    shown = asked.shown(scope, every=every, as_known_on=known, leading=leading)
    told = []
    if shown.cut:
        told.append(words("Of long series the newest {n} rows are shown; choose dates for earlier ones.",
                          n=words.number(OF_ONE)))  # fmt: skip
    if shown.left:
        told.append(words("{n} series with fewer reports are not shown; choose places for them.",
                          n=words.number(shown.left)))  # fmt: skip
    if told:
        st.html(f'<div class="hc-quiet">{escaped(" ".join(told), 300)}</div>')


def latest_by_place(scope: Filters) -> list[dict[str, Any]]:
    """Return for each place of a scope the row that says most about it (as `leading_row`), latest first."""
    return asked.kept(lambda: _latest_by_place(asked.shown(scope, leading=True).rows), "latest", scope.address())


def _latest_by_place(rows: pd.DataFrame) -> list[dict[str, Any]]:
    from stats.series import keys_of

    counted = rows[rows["date"].notna() & (rows["role"] == Role.RECOMMENDED) & (rows["basis"] != Basis.IMPLIED)]
    if counted.empty:
        return []
    rank = counted["kind"].map({str(kind): n for n, kind in enumerate(_TELLING)})
    keys, days = keys_of(counted), pd.to_datetime(counted["date"])
    levels = days.where(counted["kind"] != Kind.FLOW)
    stale = levels.groupby(keys).transform("max") - levels > _STANDS
    ordered = counted.assign(own_key=keys, own_rank=rank)[~stale]
    ordered = ordered.sort_values(["own_rank", "date", "value"], ascending=[True, False, False], kind="stable")
    latest = ordered.drop_duplicates("own_key").sort_values("date", ascending=False, kind="stable")
    return rows_of(latest.drop(columns=["own_key", "own_rank"]))


def table(situation: Situation, key: str, words: Words) -> str | None:
    """Show every row of a situation, newest first, and why it counts; return what the row just chosen opens."""
    opened, shown = asked.kept(lambda: _table(situation, words), "table", situation.word, words.locale)
    picked = parts.table(shown, key, words("Rows of the series"))
    return None if picked is None else opened[picked]


def _table(situation: Situation, words: Words) -> tuple[list[str], pd.DataFrame]:
    ordered = sorted(situation.rows, key=lambda r: (str(r["date"]), str(r["role"])), reverse=True)[:_ROWS]
    return [opens(r) for r in ordered], pd.DataFrame({
        words("Date"): [day_of(r["date"]) for r in ordered],
        words("Count"): [in_words(r, situation.figures, words) for r in ordered],
        words("Kind"): [words(said.KINDS[Kind(str(r["kind"]))]) for r in ordered],
        words("When"): [words.window(r) for r in ordered],
        words("Basis"): [words(str(r["basis"]).replace("_", " ")) for r in ordered],
        words("Counts"): [words("yes") if r["role"] == Role.RECOMMENDED else words(str(r["role"])) for r in ordered],
        words("Why"): [visible(plain(r["role_reason"]), 240) for r in ordered],
        words("Who says so"): [visible(words.sources(plain(r["sources"])), 80) for r in ordered],
    })  # fmt: skip
