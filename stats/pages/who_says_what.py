"""Who says what: the sources side by side for one place and measure, with spread, newest, highest and lowest."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from stats import charts
from stats.catalogues import country_names
from stats.charts.marks import rows_of
from stats.pages import asked, choices, empty, filter_bar, parts, said, sentence, taking
from stats.pages import situation as situations
from stats.pages.marked_text import escaped, visible
from stats.vocabulary import Kind, Quantifier
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
    figures = [f for f in situation.figures.values() if day_of(f["period_end"]) and not f["forecast"]]
    figures = sorted(figures, key=lambda f: str(f["period_end"]), reverse=True)[:_FIGURES]
    _compare(situation, _in_persons(figures, words), words)


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
    kind = choices.one_of("of", words("Kind"), kinds, default=_main(kinds), namer=lambda k: words(said.KINDS[Kind(k)]))
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
    drawn = [r for r in situation.rows if r["kind"] == kind and _apart(r) == _apart(own[0])]
    caption = taking.Caption(f"{title} ({which})" if which else title, spread,
                             situations.source_line(situation, words, drawn))  # fmt: skip
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
    there = Counter(_apart(f) for f in figures)
    role, cause = (plain(row[name]) for name in ("place_role", "cause"))
    near = sorted(there, key=lambda one: (one[0] != role, one[1] != cause, -there[one], one))
    if len(near) == 1:
        return figures, ""
    countries = country_names(words.language)
    names = {f"{one[0]}-{one[1]}": said.apart({**figures[0], "place": row["place"], "place_role": one[0],
                                              "cause": one[1]}, words, countries) for one in near}  # fmt: skip
    told = choices.one_of("series", words("Series"), list(names), namer=lambda one: names[one])
    return [f for f in figures if "-".join(_apart(f)) == told], names[told]


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
