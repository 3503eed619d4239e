"""Sentences about figures and series: what happened to how many, where, since when; honest templates, nothing more."""

import re
from collections.abc import Mapping
from typing import Any

from stats.lexicon import languages
from stats.store.standing import ADD
from stats.vocabulary import Kind, Measure, PlaceRole, Unit
from stats.wording import Words, day_of, plain

MEASURES: dict[str, str] = {
    Measure.DISPLACED: "displaced",
    Measure.SHELTERED: "in shelters and camps",
    Measure.RETURNED: "returned",
    Measure.REFUGEES: "across a border",
    Measure.STRANDED: "stranded",
    Measure.AFFECTED: "affected",
    Measure.IN_NEED: "in need",
    Measure.KILLED: "killed",
    Measure.INJURED: "injured",
    Measure.MISSING: "missing",
    Measure.DETAINED: "detained",
    Measure.HOUSING_DESTROYED: "destroyed",
    Measure.HOUSING_DAMAGED: "damaged",
    Measure.ARMED: "under arms",
    Measure.POPULATION: "living there",
}
KINDS = {Kind.FLOW: "new", Kind.CUMULATIVE: "total so far", Kind.STOCK: "at one date"}
_JOINTS = {"on": "{count} {unit} {measure} {where}, {when}", "since": "{count} {unit} {measure} {where} {when}"}
_OF_ADDED = ("value", "unit", "term", "kind", "period_start", "period_end", "place", "attribution")
_FROM = (Measure.DISPLACED, Measure.RETURNED, Measure.REFUGEES)


def measure_name(measure: str | None, words: Words) -> str:
    """Name a measure; "listed only" for what is never charted."""
    return words(MEASURES.get(measure or "", "other (listed only)")) if measure else words("other (listed only)")


def place_name(row: Mapping[str, Any], countries: Mapping[str, str]) -> str:
    """Name the place of a figure or row, with its country where that says more."""
    place, country = plain(row["place"]), countries.get(plain(row["country"]), plain(row["country"]))
    if not place or place == country:
        return place or country
    return f"{place}, {country}" if country and country not in place else place


def figure_in_words(figure: Mapping[str, Any], words: Words) -> str:
    """Say a figure in a few words: "more than 200,000 people displaced"."""
    count = words.stated(figure)
    unit = words.unit_after(count, figure["unit"], figure["value"])
    return f"{count} {unit} {words(figure['term'].replace('_', ' '))}"


def changed(action: str, changes: Mapping[str, Any] | None) -> str:
    """Say what an act of the log changed, field by field; of an added count only what people look for in it."""
    told = {name: value for name, value in (changes or {}).items() if action != ADD or name in _OF_ADDED}
    return ", ".join(f"{name}: {value}" for name, value in told.items() if action != ADD or value is not None)


def unread(language: str | None, words: Words) -> str:
    """Say that a text's language has no lexicon; "" where it has one, or is not known."""
    if not language or language in languages():
        return ""
    return words("Its language has no lexicon yet, so that figures may be missed.")


def headline(row: Mapping[str, Any], count: str, words: Words, countries: Mapping[str, str]) -> str:
    """Say a row of a series as a finding: "More than 200,000 people displaced from Mosul since October 2016"."""
    told = {
        "count": count[:1].upper() + count[1:],
        "unit": words.unit_after(count, row["unit"], row["value"]),
        "measure": measure_name(row["measure"], words),
        "where": _where(row, words, countries),
        "when": _when(row, words),
    }
    if row["kind"] == Kind.FLOW and row["measure"] == Measure.DISPLACED and row["unit"] != Unit.DWELLING:
        return _closed_up(words("{count} {unit} newly displaced {where}, {when}", **told))
    return _closed_up(words(_JOINTS["since" if row["kind"] == Kind.CUMULATIVE else "on"], **told))


def apart(row: Mapping[str, Any], words: Words, countries: Mapping[str, str]) -> str:
    """Say what tells a row from those of other series of its place and measure: "from Goma, conflict"."""
    cause = plain(row["cause"])
    where = _where(row, words, countries)
    return ", ".join(part for part in (where, words(cause) if cause else words("cause not told")) if part)


def _closed_up(sentence: str) -> str:
    # An empty slot leaves two spaces, or one before a comma. Other white space belongs to a number: 200\u202f000.
    return re.sub(r" +", " ", re.sub(r"(?<! ) +([,،])", r"\1", sentence)).strip(" ,،")


def _where(row: Mapping[str, Any], words: Words, countries: Mapping[str, str]) -> str:
    place = plain(row["place"]) or countries.get(plain(row["country"]), plain(row["country"]))
    if not place:
        return ""
    role = plain(row["place_role"])
    if role == PlaceRole.ORIGIN and row["measure"] in _FROM and row["kind"] != Kind.STOCK:
        return words("from {place}", place=place)
    if role == PlaceRole.DESTINATION and row["measure"] in _FROM:
        return words("to {place}", place=place)
    return words("in {place}", place=place)


def _when(row: Mapping[str, Any], words: Words) -> str:
    if row["kind"] == Kind.CUMULATIVE and (start := day_of(row["period_start"])):
        return words("since {start}", start=words.month(start))
    if row["kind"] == Kind.CUMULATIVE:
        return words.until(row)
    return words.window(row)
