"""Series: one place and measure closely, or several places side by side, with every decision in the table beside."""

from datetime import date

import pandas as pd
import streamlit as st

from stats import charts
from stats.charts.marks import first_id, rows_of
from stats.charts.template import CONFIG
from stats.downloads import STEPS
from stats.filters import Filters
from stats.pages import address, asked, empty, filter_bar, said, sentence
from stats.pages import situation as situations
from stats.pages.marked_text import escaped, visible
from stats.vocabulary import Basis, Kind, Role, Unit
from stats.wording import Words, day_of, plain

_PANELS = 12


def page() -> None:
    """Draw the page."""
    words = asked.reader()
    found = filter_bar.show()
    total = asked.count(found)
    if total == 0:
        empty.nothing(found)
        return
    every, known, log = _choices(words)
    measure, scope = situations.scope_of(found, total)
    rows = asked.rows(scope, every=every, as_known_on=known)
    rows = rows[rows["date"].notna()]
    if rows.empty:
        st.title(words("No dated figure here"))
        st.text(words("{n} figures pass the filters, but none has a date that a series could take.", n=total))
        return
    if len(found.place) > 1 or (not found.place and address.value("view") == "places"):
        _several(rows, measure, words)
    else:
        _one(rows, scope, words, log=log)


def _choices(words: Words) -> tuple[str | None, date | None, bool]:
    """Draw the page's own choices, kept in the address: buckets, a day of knowledge, the scale, one or many places."""
    every, known = address.value("every") or None, None
    try:
        known = date.fromisoformat(address.value("as_known_on")) if address.value("as_known_on") else None
    except ValueError:
        address.choose("as_known_on", None)
    steps = ["", *STEPS]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        view = st.segmented_control(
            words("Show"), ["one", "places"], default="places" if address.value("view") == "places" else "one",
            format_func=lambda v: words("one place") if v == "one" else words("places side by side"),
        )  # fmt: skip
        chosen = st.selectbox(words("Calendar buckets"), steps, index=steps.index(every) if every in steps else 0,
                              format_func=lambda s: words(s) if s else words("as reported"), width=160)  # fmt: skip
        day = st.date_input(words("As known on"), value=known, min_value=date(1900, 1, 1), width=140)
        log = st.toggle(words("Log scale"), value=address.value("scale") == "log")
    address.choose("view", "places" if view == "places" else None)
    address.choose("every", chosen or None)
    address.choose("as_known_on", day.isoformat() if isinstance(day, date) else None)
    address.choose("scale", "log" if log else None)
    return chosen or None, day if isinstance(day, date) else None, log


@st.fragment
def _one(rows: pd.DataFrame, scope: Filters, words: Words, *, log: bool) -> None:
    situation = situations.leading(rows, scope)
    countries = asked.country_names(words.language)
    row = situation.leading
    count = situations.in_words(row, situation.figures, words)
    finding = said.headline(row, count, words, countries)
    st.html(f"<h1>{escaped(finding, 240)}</h1>")
    name = said.measure_name(row["measure"], words)
    st.html(f'<div class="hc-quiet">{escaped(said.place_name(row, countries))} · {escaped(name)} · '
            f"{escaped(words.unit(row['unit']))}</div>")  # fmt: skip
    taken = st.toggle(words("Title and sources in the picture, to take it away"), key="series_titled")
    under = f"{name}, {words.unit(row['unit'])}, {said.place_name(row, countries)}"
    notes = (finding, under, situations.source_line(situation, words)) if taken else ("", "", "")
    figure = charts.timeline(pd.DataFrame(situation.rows), words=words, figures=situation.figures, dark=asked.dark(),
                             log=log, notes=notes)  # fmt: skip
    click = situations.chart(figure, "series_chart", words("Timeline. {headline}", headline=finding))
    st.html(f'<div class="hc-source">{situations.reading_line(situation, words)}</div>')
    st.header(words("Every row, and why it counts"))
    chosen = _table(situation.rows, situation, words)
    sentence.open_now(click or chosen)


def _table(rows: list[dict[str, object]], situation: situations.Situation, words: Words) -> str | None:
    ordered = sorted(rows, key=lambda r: (str(r["date"]), str(r["role"])), reverse=True)[:2_000]
    table = pd.DataFrame({
        words("Date"): [day_of(r["date"]) for r in ordered],
        words("Count"): [situations.in_words(r, situation.figures, words) for r in ordered],
        words("Kind"): [words(said.KINDS[Kind(str(r["kind"]))]) for r in ordered],
        words("When"): [words.window(r) for r in ordered],
        words("Basis"): [words(str(r["basis"]).replace("_", " ")) for r in ordered],
        words("Counts"): [words("yes") if r["role"] == Role.RECOMMENDED else words(str(r["role"])) for r in ordered],
        words("Why"): [visible(plain(r["role_reason"]), 240) for r in ordered],
        words("Who says so"): [visible(plain(r["sources"]), 80) for r in ordered],
    })  # fmt: skip
    click = st.dataframe(table, hide_index=True, on_select="rerun", selection_mode="single-row", key="series_table",
                         alt=words("Rows of the series"))  # fmt: skip
    chosen = first_id(ordered[click.selection.rows[0]]) if click.selection.rows else None
    if st.session_state.get("_series_row") == chosen:
        return None
    st.session_state["_series_row"] = chosen
    return chosen


@st.fragment
def _several(rows: pd.DataFrame, measure: str, words: Words) -> None:
    st.title(words("{measure}, place by place", measure=said.measure_name(measure, words).capitalize()))
    rows = rows[(rows["role"] == Role.RECOMMENDED) & (rows["basis"] != Basis.IMPLIED)]
    counted = rows[rows["unit"] == Unit.PERSON]
    counted = counted if len(counted) else rows[rows["unit"] == rows["unit"].iloc[0]] if len(rows) else rows
    kinds = [str(k) for k in Kind if (counted["kind"] == k).any()]
    if not kinds:
        st.info(words("No row of these places counts."))
        return
    kind = st.segmented_control(words("Kind"), kinds, default=kinds[-1] if Kind.FLOW not in kinds else str(Kind.FLOW),
                                format_func=lambda k: words(said.KINDS[k]), key="series_kind") or kinds[0]  # fmt: skip
    own = counted[counted["kind"] == kind]
    most = own.groupby("place")["reports"].sum().sort_values(ascending=False).index[:_PANELS]
    own = own[own["place"].isin(most)]
    figures = asked.figures_behind(own)
    figure = charts.small_multiples(own, words=words, figures=figures, dark=asked.dark())
    names = words.listed([visible(str(p), 40) for p in most])
    click = situations.chart(figure, "series_multiples", words("Small charts of {names}", names=names))
    st.caption(words("All panels have the same axes. Up to {n} places, those with most reports.", n=_PANELS))
    st.header(words("Where reports were read, month by month"))
    months = own.assign(month=own["date"].dt.strftime("%Y-%m"))[["place", "month", "reports"]]
    st.plotly_chart(charts.silence(months, words=words, dark=asked.dark()), key="series_silence", theme=None,
                    config=CONFIG, alt=words("Months with reports of each place; gaps are months without"))  # fmt: skip
    latest = [max(rows_of(g), key=lambda r: r["date"]) for _, g in own.groupby("place")]
    st.dataframe(pd.DataFrame({
        words("Place"): [visible(plain(r["place"]), 60) for r in latest],
        words("Latest"): [situations.in_words(r, figures, words) for r in latest],
        words("When"): [words.window(r) for r in latest],
        words("Who says so"): [visible(plain(r["sources"]), 80) for r in latest],
    }), hide_index=True)  # fmt: skip
    sentence.open_now(click)


page()
