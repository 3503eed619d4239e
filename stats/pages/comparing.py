"""Comparing: places, measures, sources or days of knowledge side by side, with the table of what is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from stats import charts
from stats.catalogues import country_names
from stats.charts.marks import opens, rows_of
from stats.filters import Filters
from stats.pages import asked, choices, empty, parts, said, sentence, taking
from stats.pages import situation as situations
from stats.pages.marked_text import escaped, visible
from stats.vocabulary import Basis, Kind, Role, Unit
from stats.wording import Words, day_of, plain

VIEWS = {"one": "one place", "places": "places", "measures": "measures", "sources": "sources",
         "known": "as known on"}  # fmt: skip
_TITLES = {"places": "{measure}, place by place", "measures": "Measure by measure",
           "sources": "{measure}, source by source", "known": "{measure}, as it was known"}  # fmt: skip
_PANELS = 12
_FIRST = 9  # panels that are drawn until the reader picks
_DAYS = 60  # days of publication offered for "as known on"
_ROWS = 500


@st.fragment
def show(view: str, scope: Filters, every: str | None, known: date | None, measure: str, *, log: bool) -> None:
    """Draw a comparison.

    Args:
        view: of VIEWS. scope: the filters, of one measure but where measures are compared. every, known, log: as on the
            page Series. measure: that of the scope.
    """
    words = asked.reader()
    if view == "known":
        rows, names = _known(scope, every, words)
    else:
        told = asked.rows(scope, every=every, as_known_on=known)
        situations.tell_left_out(scope, words, every, known, leading=False)
        told = told[told["date"].notna() & (told["basis"] != Basis.IMPLIED)]
        rows, names = _panelled(view, told, scope, words)
    if rows.empty:
        empty.undated(asked.count(scope))
        return
    unit = Unit.PERSON if (rows["unit"] == Unit.PERSON).any() else rows["unit"].iloc[0]
    rows = rows[rows["unit"] == unit]
    kinds = [str(k) for k in (Kind.FLOW, Kind.CUMULATIVE, Kind.STOCK) if (rows["kind"] == k).any()]
    title = words(_TITLES[view], measure=said.measure_name(measure, words).capitalize())
    st.title(title)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        kind = choices.one_of("of", words("Kind"), kinds, namer=lambda k: words(said.KINDS[Kind(k)]))
        there = set(rows.loc[rows["kind"] == kind, "panel"])
        offered = [name for name in names if name in there]
        picked = offered if view == "known" else choices.some_of(
            "with", words("Compare (up to {n})", n=_PANELS), offered, most=_PANELS)  # fmt: skip
    own = rows[(rows["kind"] == kind) & rows["panel"].isin(picked or offered[:_FIRST])]
    own = own.assign(order=own["panel"].map({name: n for n, name in enumerate(picked or offered)}))
    own = own.sort_values(["order", "date"], kind="stable").drop(columns="order")
    under = [words(said.KINDS[Kind(kind)]), words.unit(str(unit)), ", ".join(scope.place)]
    click = _draw(own, view, taking.Caption(title, " · ".join(part for part in under if part), ""), words, log=log)
    if view == "places":
        st.header(words("Where reports were read, month by month"))
        click = _silence(list(dict.fromkeys(own["panel"])), _with_places(told, words), words) or click
    sentence.open_now(click)


def _draw(rows: pd.DataFrame, view: str, caption: taking.Caption, words: Words, *, log: bool) -> str | None:
    st.html(f'<div class="hc-quiet">{escaped(caption.under, 300)}</div>')
    found = rows_of(rows)
    figures = asked.figures_behind(found)
    found = situations.timed(found, figures)
    figure = charts.small_multiples(found, words=words, figures=figures, dark=asked.dark(), log=log,
                                    own_scales=view == "measures", columns=1 if parts.narrow() else 3)  # fmt: skip
    names = list(dict.fromkeys(str(r["panel"]) for r in found))
    situation = situations.Situation(names[0], found, figures, found[0], rows.head(0))
    caption = replace(caption, source=situations.source_line(situation, words, found))
    same = words("each panel has its own scale") if view == "measures" else words("all panels have the same axes")
    click = situations.chart(figure, f"compare_{view}",
                             words("Small charts of {names}", names=words.listed([visible(n, 40) for n in names])),
                             caption, f"{same} · {situations.reading_line(words)}")  # fmt: skip
    st.header(words("The rows drawn"))
    return click or _table(found, situation, words)


def _table(found: list[dict[str, object]], situation: situations.Situation, words: Words) -> str | None:
    found = sorted(found, key=lambda r: str(r["date"]), reverse=True)[:_ROWS]
    picked = parts.table(pd.DataFrame({
        words("Panel"): [visible(plain(r["panel"]), 60) for r in found],
        words("Count"): [situations.in_words(r, situation.figures, words) for r in found],
        words("When"): [words.window(r) for r in found],
        words("Counts"): [words("yes") if r["role"] == Role.RECOMMENDED else words(str(r["role"])) for r in found],
        words("Who says so"): [visible(words.sources(plain(r["sources"])), 80) for r in found],
        words("Reports"): [r["reports"] for r in found],
    }), "compare_table", words("The rows drawn"))  # fmt: skip
    return None if picked is None else opens(found[picked])


def _silence(places: list[str], told: pd.DataFrame, words: Words) -> str | None:
    """Draw in which months reports of some places were read, whatever kind, unit and role their counts have.

    Args:
        places: the panels' names. told: rows with their panels.
    """
    counts = []
    for place in places:
        months: dict[str, list[Mapping[str, Any]]] = {}
        for figure in asked.figures_behind(rows_of(told[told["panel"] == place])).values():
            months.setdefault(str(day_of(figure["period_end"]))[:7], []).append(figure)
        counts += [{"place": place, "month": month, "reports": situations.reports_behind(figures),
                    "opens": ",".join(figure["figure_id"] for figure in figures)}
                   for month, figures in months.items()]  # fmt: skip
    drawn = charts.silence(pd.DataFrame(counts), words=words, dark=asked.dark())
    return situations.chart(drawn, "compare_silence",
                            words("Months with reports of each place; rings are months without"))  # fmt: skip


def _panelled(view: str, rows: pd.DataFrame, scope: Filters, words: Words) -> tuple[pd.DataFrame, list[str]]:
    """Return rows with a column panel, and the panels' names, those with most reports first."""
    if view == "sources":
        rows = rows[rows["role"] != Role.PART]
        lead = situations.leading(rows) if len(rows) else None
        rows = rows[rows["place"].fillna("") == plain(lead.leading["place"])] if lead else rows
        rows = rows.assign(panel=rows["sources"].fillna("").str.split("; ")).explode("panel", ignore_index=True)
        rows = rows[rows["panel"].fillna("") != ""]
        rows = rows.assign(panel=rows["panel"].map(words.source))
    else:
        rows = rows[rows["role"] == Role.RECOMMENDED]
        if view == "measures":
            lead = situations.leading(rows) if len(rows) and not scope.place else None
            rows = rows[rows["place"].fillna("") == plain(lead.leading["place"])] if lead else rows
            rows = rows.assign(panel=[said.measure_name(m, words).capitalize() for m in rows["measure"]])
        else:
            rows = _with_places(rows, words)
    weight = rows.groupby("panel")["reports"].sum().sort_values(ascending=False, kind="stable")
    return rows, [str(name) for name in weight.index]


def _with_places(rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Return the rows that have a place, or a country, with its name as their panel."""
    countries = country_names(words.language)
    names = [p if isinstance(p, str) and p else countries.get(c, c) for p, c in
             zip(rows["place"], rows["country"], strict=True)]  # fmt: skip
    rows = rows.assign(panel=names)
    return rows[rows["panel"].notna()]


def _known(scope: Filters, every: str | None, words: Words) -> tuple[pd.DataFrame, list[str]]:
    """Return the leading series as it was known on several days of publication, a panel a day."""
    situation = situations.of(scope, every)
    if situation is None:
        return asked.rows(scope, every=every).head(0).assign(panel=""), []
    days = sorted({d for f in situation.figures.values() if (d := day_of(f["published"]))})[-_DAYS:]
    told = choices.some_of("days", words("Days of publication"), [d.isoformat() for d in days], most=_PANELS,
                           namer=lambda d: words.day(d))  # fmt: skip
    chosen = [date.fromisoformat(d) for d in told] or _spread(days)
    place = plain(situation.leading["place"])
    frames = []
    for known in sorted(chosen):
        then = asked.rows(scope, every=every, as_known_on=known)
        then = then[then["date"].notna() & (then["place"].fillna("") == place) & (then["role"] == Role.RECOMMENDED)
                    & (then["basis"] != Basis.IMPLIED)]  # fmt: skip
        frames.append(then.assign(panel=words.day(known)))
    found = pd.concat(frames, ignore_index=True) if frames else asked.rows(scope).head(0).assign(panel="")
    return found, [words.day(known) for known in sorted(chosen)]


def _spread(days: Sequence[date]) -> list[date]:
    """Return three of some days: about a third and two thirds in, and the last."""
    if len(days) <= 3:
        return list(days)
    return [days[len(days) // 3], days[2 * len(days) // 3], days[-1]]
