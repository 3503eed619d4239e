"""Common mistakes with stated counts, each with a case out of the reader's own collection where there is one."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from stats.charts.marks import first_id
from stats.pages.said import place_name
from stats.vocabulary import Basis, Kind, Measure, PlaceRole, Quantifier, Role, Status, Term, Unit
from stats.wording import Words, day_of, plain

# Name -> what is wrong with it. In the order of how often they are made.
MISTAKES = {
    "Adding levels or totals of several dates": "54,000 in camps in November and 98,000 in February are not 152,000 "
    "people: most are counted twice. Take the newest.",
    "Mixing people and households": "3,000 families are not 3,000 people. Headcount multiplies by a household size "
    "only where the country has one, shows the size, its year and source, and keeps what was reported.",
    "Reading “up to” as a number": "“Up to 60,000” bounds from above and says nothing of the least. It is drawn with "
    "an arrow, and stays open in every sum.",
    "Reading “more than” as exact": "“More than 200,000” may be 260,000. Sums of such figures are “at least”.",
    "Adding two reports of one event": "Agencies round and repeat each other. Reports of one claim form a cluster; one "
    "counts, the others are kept beside it with the reason.",
    "Taking a gap for zero": "No report read for May does not mean that nobody fled in May. A gap is left open.",
    "Adding people who fled and people who arrived": "Those who left Mosul are those who arrived in Erbil. Origins and "
    "destinations are two series.",
    "Counting a forecast": "“Up to 200,000 could flee” has not happened. Forecasts are listed and never charted.",
}  # fmt: skip
Case = tuple[str, str]
"""A sentence about the reader's own figures, and what a click opens: their ids, by commas."""

_LEFT = (Term.FLED, Term.EVACUATED, Term.RELOCATED)  # who is displaced in a place need not have left it
_GAP = 45  # days between two reports that make a gap


def cases(
    figures: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]], countries: Mapping[str, str], words: Words
) -> dict[str, Case]:
    """Return a case for each mistake that the collection gives one for.

    Args:
        figures: some of its figures, with the columns asked.LISTED. rows: rows of its series (SERIES_COLUMNS).
        countries: names by ISO code. words: the reader's.
    """
    figures = [f for f in figures if f["status"] != Status.REJECTED]
    counted = [r for r in rows if r["role"] == Role.RECOMMENDED and r["basis"] == Basis.REPORTED and day_of(r["date"])]
    found = (_levels(counted, countries, words), _unit(figures, countries, words),
             _bound(figures, Quantifier.LESS_THAN, words), _bound(figures, Quantifier.MORE_THAN, words),
             _twice(figures, countries, words), _gap(counted, countries, words), _roles(figures, countries, words),
             _forecast(figures, words))  # fmt: skip
    return {name: case for name, case in zip(MISTAKES, found, strict=True) if case}


def _levels(rows: Sequence[Mapping[str, Any]], countries: Mapping[str, str], words: Words) -> Case | None:
    series: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["kind"] != Kind.FLOW:
            series.setdefault(str(row["series"]), []).append(row)
    several = max(series.values(), key=len, default=[])
    if len(several) < 2:
        return None
    first, last = sorted(several, key=lambda r: str(r["date"]))[-2:]
    told = words("{a} by {day} and {b} by {later} in {place} are not {sum}.", a=words.number(first["value"]),
                 day=words.day(first["date"]), b=words.number(last["value"]), later=words.day(last["date"]),
                 place=place_name(first, countries), sum=words.number(first["value"] + last["value"]))  # fmt: skip
    return told, f"{first_id(first)},{first_id(last)}"


def _unit(figures: Sequence[Mapping[str, Any]], countries: Mapping[str, str], words: Words) -> Case | None:
    own = next((f for f in figures if f["unit"] == Unit.HOUSEHOLD), None)
    if own is None:
        return None
    told = words("{count} households in {place} are not {count} people.", count=words.stated(own),
                 place=place_name(own, countries))  # fmt: skip
    return told, str(own["figure_id"])


def _bound(figures: Sequence[Mapping[str, Any]], quantifier: Quantifier, words: Words) -> Case | None:
    own = next((f for f in figures if f["quantifier"] == quantifier), None)
    return None if own is None else (f"“{_sentence(own)}”", str(own["figure_id"]))


def _twice(figures: Sequence[Mapping[str, Any]], countries: Mapping[str, str], words: Words) -> Case | None:
    clusters: dict[str, list[Mapping[str, Any]]] = {}
    for figure in figures:
        if plain(figure["cluster"]) and place_name(figure, countries):
            clusters.setdefault(plain(figure["cluster"]), []).append(figure)
    own = next((c for c in clusters.values() if len({f["document_id"] for f in c}) > 1), None)
    if own is None:
        return None
    counts = words.listed(list(dict.fromkeys(words.stated(f) for f in own[:3])))
    told = words("{counts} in {place} are one claim, told {n} times.", counts=counts,
                 place=place_name(own[0], countries), n=len(own))  # fmt: skip
    return told, _ids(own)


def _gap(rows: Sequence[Mapping[str, Any]], countries: Mapping[str, str], words: Words) -> Case | None:
    series: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        series.setdefault(str(row["series"]), []).append(row)
    for own in series.values():
        for before, after in pairwise(sorted(own, key=lambda r: str(r["date"]))):
            last, following = day_of(before["date"]), day_of(after["period_start"]) or day_of(after["date"])
            if last and following and (following - last).days > _GAP:
                told = words("Nothing was read for {place} between {day} and {later}.",
                             place=place_name(before, countries), day=words.day(last),
                             later=words.day(following))  # fmt: skip
                return told, f"{first_id(before)},{first_id(after)}"
    return None


def _roles(figures: Sequence[Mapping[str, Any]], countries: Mapping[str, str], words: Words) -> Case | None:
    happened = [f for f in figures if f["kind"] == Kind.FLOW and f["measure"] == Measure.DISPLACED
                and f["unit"] == Unit.PERSON and plain(f["place"]) and not f["forecast"]]  # fmt: skip
    left = [f for f in happened if f["place_role"] == PlaceRole.ORIGIN and f["term"] in _LEFT]
    come = [f for f in happened if f["place_role"] == PlaceRole.DESTINATION]
    own = next(((a, b) for a in left for b in come if a["country"] == b["country"] and a["place"] != b["place"]), None)
    if own is None:
        return None
    told = words("{a} left {place}; {b} arrived in {other}.", a=words.stated(own[0]),
                 place=place_name(own[0], countries), b=words.stated(own[1]),
                 other=place_name(own[1], countries))  # fmt: skip
    return told, _ids(own)


def _forecast(figures: Sequence[Mapping[str, Any]], words: Words) -> Case | None:
    own = next((f for f in figures if f["forecast"]), None)
    return None if own is None else (f"“{_sentence(own)}”", str(own["figure_id"]))


def _sentence(figure: Mapping[str, Any]) -> str:
    told = plain(figure["sentence"])
    return told if len(told) <= 220 else told[:219] + "…"


def _ids(figures: Sequence[Mapping[str, Any]]) -> str:
    return ",".join(str(f["figure_id"]) for f in figures)
