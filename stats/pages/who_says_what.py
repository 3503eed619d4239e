"""Who says what: the sources side by side for one place and measure, with spread, newest, highest and lowest."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from stats import charts
from stats.catalogues import country_names
from stats.charts.marks import rows_of
from stats.filters import Filters
from stats.gazetteer import gazetteer
from stats.pages import asked, choices, empty, filter_bar, parts, said, sentence, taking
from stats.pages import situation as situations
from stats.pages.marked_text import escaped, visible
from stats.vocabulary import Kind, Quantifier, Role
from stats.wording import Words, day_of, plain

_FIGURES = 1_000  # figures compared at most, newest first
_SOURCES = 25


def page() -> None:
    """Draw the page."""
    words = asked.reader()
    found = filter_bar.show()
    total = asked.count(found)
    if total == 0:
        empty.nothing(found)
        return
    _, scope = situations.scope_of(found, total)
    situation = situations.of(scope)
    if situation is None:
        empty.undated(total)
        return
    situations.tell_left_out(scope, words)
    told = [*situation.figures.values(), *_of_the_land(situation, scope)]
    figures = [f for f in told if day_of(f["period_end"]) and not f["forecast"] and f["role"] != Role.PART]
    figures = sorted(figures, key=_newest, reverse=True)[:_FIGURES]
    _compare(situation, _in_persons(figures, words), words)


def _newest(figure: Mapping[str, Any]) -> tuple[str, bool, str]:
    """Sort figures by their day; of those of one day that which counts comes last, else the one published last."""
    return str(figure["period_end"]), figure["role"] == Role.RECOMMENDED, str(figure["published"])


def _of_the_land(situation: situations.Situation, scope: Filters) -> list[dict[str, Any]]:
    """Return the other figures of a whole country, where one leads: those that name it, and those that name no place.

    They are series apart, which are never added; but an agency's count for its country, which it need not name, and
    what a paper tells of that country are what sources say side by side.
    """
    row = situation.leading
    if not _is_land(row) or not plain(row["country"]):
        return []
    there = asked.collection().store.figures(
        replace(scope, country=(str(row["country"]),)), limit=_FIGURES, order="newest", columns=asked.LISTED
    )
    counted = (Role.RECOMMENDED, Role.TRIANGULATION, Role.SUPERSEDED)
    ids = [f["figure_id"] for f in rows_of(there)
           if f["figure_id"] not in situation.figures and f["role"] in counted and _is_land(f)]  # fmt: skip
    return [dict(f) for f in asked.figures_behind([{"figure_ids": " ".join(ids)}]).values()]


def _is_land(row: Mapping[str, Any]) -> bool:
    """Whether a row or figure is of a whole country, or of no place told in it."""
    place = gazetteer().place(plain(row["place_id"])) if plain(row["place_id"]) else None
    return not plain(row["place"]) if place is None else place.level == "country"


def _in_persons(figures: list[Any], words: Words) -> list[Any]:
    """Return figures of households as the persons that a series counts; `converted_from`: what their text told."""
    from stats.series import in_persons

    needed = ("value", "low", "high", "unit", "country", "period_end", "published", "measure")
    frame = pd.DataFrame(figures, columns=needed)
    days = {name: pd.to_datetime(frame[name]) for name in ("period_end", "published")}
    persons = rows_of(in_persons(frame.assign(**days), asked.collection().sizes))
    return [figure if own["unit"] == figure["unit"] else _converted(figure, own, words)
            for figure, own in zip(figures, persons, strict=True)]  # fmt: skip


def _converted(figure: Mapping[str, Any], own: Mapping[str, Any], words: Words) -> dict[str, Any]:
    told = words.stated(figure)
    return {
        **figure, "value": own["persons"], "low": own["persons_low"], "high": own["persons_high"], "unit": own["unit"],
        "quantifier": Quantifier.RANGE,  # told by its bounds: the text's own words are of households
        "converted_from": f"{told} {words.unit_after(told, figure['unit'], figure['value'])}",
    }  # fmt: skip


def source_of(figure: dict[str, Any], words: Words) -> str:
    """Name who says a figure: the organisation, else the speaker, else the publisher."""
    others = (plain(figure[name]) for name in ("attribution", "publisher", "title"))
    named = next((n for n in (words.source(plain(figure["source_id"])), *others) if n), words("source not told"))
    return visible(named, 60)


@st.fragment
def _compare(situation: situations.Situation, figures: list[Any], words: Words) -> None:
    row = situation.leading
    where = said.place_name(row, country_names(words.language))
    st.html(f"<h1>{escaped(words('Who says what'))}: {escaped(where, 120)}, "
            f"{escaped(said.measure_name(row['measure'], words))}</h1>")  # fmt: skip
    kinds = [str(k) for k in Kind if any(f["kind"] == k for f in figures)]
    if not kinds:
        st.info(words("No source gives such a count here, in this unit."))
        return
    lead = str(row["kind"]) if str(row["kind"]) in kinds else _main(kinds)
    kind = choices.one_of("of", words("Kind"), kinds, default=lead, namer=lambda k: words(said.KINDS[Kind(k)]))
    own = [{**f, "source": source_of(f, words)} for f in figures if f["kind"] == kind and f["unit"] == row["unit"]]
    if not own:
        st.info(words("No source gives such a count here, in this unit."))
        return
    own, which = _of_one_series(own, row, words)
    spread = spread_in_words(own, words)
    st.html(f'<div class="hc-quiet">{escaped(spread)}</div>')
    names = list(dict.fromkeys(f["source"] for f in own))[:_SOURCES]
    own = [f for f in own if f["source"] in names]
    figure = charts.spread(own, words=words, names=names, dark=asked.dark())
    title = f"{words('Who says what')}: {where}, {said.measure_name(row['measure'], words)}"
    caption = taking.Caption(f"{title} ({which})" if which else title, spread, _sources(own, names, words))
    click = situations.chart(figure, "who_chart", words("Counts by source: {names}", names=words.listed(names)),
                             caption, escaped(words("arrows: open bounds")))  # fmt: skip
    st.header(words("Source by date"))
    sentence.open_now(click or _matrix(own, names, words))


def _of_one_series(
    figures: list[dict[str, Any]], row: dict[str, Any], words: Words
) -> tuple[list[dict[str, Any]], str]:
    """Return the figures of one place role and cause, since only these tell the same; and its name where others are.

    The reader chooses; what is not chosen is what the leading row tells, else what comes nearest to it.
    """
    figures = _joined(figures)
    there = Counter(_apart(f) for f in figures)
    role, cause = (plain(_joined([row, *figures])[0][name]) for name in ("place_role", "cause"))
    near = sorted(there, key=lambda one: (one[0] != role, one[1] != cause, -there[one], one))
    if len(near) == 1:
        return figures, ""
    countries = country_names(words.language)
    names = {f"{one[0]}-{one[1]}": said.apart({**figures[0], "place": row["place"], "place_role": one[0],
                                              "cause": one[1]}, words, countries) for one in near}  # fmt: skip
    told = choices.one_of("series", words("Series"), list(names), namer=lambda one: names[one])
    return [f for f in figures if "-".join(_apart(f)) == told], names[told]


def _joined(figures: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return figures of which those without a place role stand with those that have the only one told, of one cause."""
    roles: dict[str, set[str]] = {}
    for figure in figures:
        roles.setdefault(plain(figure["cause"]), set()).add(plain(figure["place_role"]))
    only = {cause: next(iter(told - {""})) for cause, told in roles.items() if len(told - {""}) == 1}
    return [figure if plain(figure["place_role"]) or plain(figure["cause"]) not in only
            else {**figure, "place_role": only[plain(figure["cause"])]} for figure in figures]  # fmt: skip


def _sources(figures: list[dict[str, Any]], names: list[str], words: Words) -> str:
    """Return the last line of the chart: who says so, how many reports, the date of the data."""
    told = ", ".join(names[:5]) + (f" +{len(names) - 5}" if len(names) > 5 else "")
    last = max((f["published"] for f in figures if day_of(f["published"])), default=None)
    return " · ".join([words("Sources: {names}", names=told),
                       words.many(situations.reports_behind(figures), "1 report", "{n} reports"),
                       words("newest published {day}", day=words.day(last))])  # fmt: skip


def _apart(row: Mapping[str, Any]) -> tuple[str, str]:
    return plain(row["place_role"]), plain(row["cause"])


def _main(kinds: list[str]) -> str:
    return next((str(k) for k in (Kind.CUMULATIVE, Kind.STOCK, Kind.FLOW) if k in kinds), kinds[0])


def _count(figure: Mapping[str, Any], words: Words) -> str:
    """Tell a figure's number, with the households that it was worked out of."""
    of = plain(figure.get("converted_from"))
    return f"{words.stated(figure)} ({of})" if of else words.stated(figure)


def spread_in_words(figures: list[dict[str, Any]], words: Words) -> str:
    """Say what is newest, highest and lowest, and how far apart the sources are."""
    newest = figures[0]
    high, low = max(figures, key=lambda f: f["value"]), min(figures, key=lambda f: f["value"])
    told = [words("newest: {count} ({who}, {when})", count=_count(newest, words), who=newest["source"],
                  when=words.ending(newest))]  # fmt: skip
    if high["value"] != low["value"]:
        told.append(words("highest: {count} ({who})", count=_count(high, words), who=high["source"]))
        told.append(words("lowest: {count} ({who})", count=_count(low, words), who=low["source"]))
    return " · ".join(told)


def _matrix(figures: list[dict[str, Any]], names: list[str], words: Words) -> str | None:
    days = list(dict.fromkeys(str(day_of(f["period_end"])) for f in figures))[:30]
    cells: dict[tuple[str, str], dict[str, Any]] = {}
    for figure in figures:
        cells.setdefault((figure["source"], str(day_of(figure["period_end"]))), figure)
    high, low = max(f["value"] for f in figures), min(f["value"] for f in figures)

    def told(name: str, day: str) -> str:
        figure = cells.get((name, day))
        if figure is None:
            return ""
        mark = "▲ " if figure["value"] == high and high != low else "▼ " if figure["value"] == low != high else ""
        return mark + visible(_count(figure, words), 60)

    table = pd.DataFrame([[told(n, d) for d in days] for n in names], index=names, columns=[words.day(d) for d in days])
    table.insert(0, words("Source"), names)
    st.caption(words("▲ highest, ▼ lowest, newest first; choose a cell for its sentence. Empty: no report read."))
    key = parts.round_key("who_matrix")
    click = st.dataframe(table, hide_index=True, on_select="rerun", selection_mode="single-cell", key=key,
                         alt=words("Counts by source and date"))  # fmt: skip
    picked = click.selection.cells
    chosen = None
    if picked:
        line, column = picked[0][0], str(picked[0][1])
        day = next((d for d in days if words.day(d) == column), "")
        chosen = (cells.get((names[line], day)) or {}).get("figure_id")
    return parts.once(key, chosen)


page()
