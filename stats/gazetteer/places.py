"""A place, and a stretch of text that names one."""

from dataclasses import dataclass
from typing import NamedTuple

COUNTRY, ADMIN1, ADMIN2, CITY, CAMP, REGION, OTHER = LEVELS = (
    "country", "admin1", "admin2", "city", "camp", "region", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer.

    place_id: ISO alpha-3 for a country, the p-code for an OCHA area, the ISO 3166-2 code for a first-level area OCHA
    does not cover, "gn:" and the GeoNames id for a city, "x:" and a slug for the places kept by hand.
    country: ISO alpha-3, None for a region of several countries. level: one of LEVELS.
    latitude, longitude: degrees; those of the parent where the place's own are unknown; None where neither is known.
    parent: place_id of the first-level area or the country that holds it.
    """

    place_id: str
    name: str
    country: str | None
    level: str
    latitude: float | None
    longitude: float | None
    population: int | None
    pcode: str | None
    parent: str | None


class PlaceMark(NamedTuple):
    """A place name, or an adjective of nationality, found at [start, end) of a text.

    name_key: the name as looked up. candidates: numbers of the places so called, likeliest first
    (Gazetteer.candidates turns them into places). level: what a type word beside the name says it is ("Kunduz city"),
    else None. adjective: "Syrian": tells of a country, is no place. in_name: part of the name of an organisation, an
    office or a newspaper ("Nepal Police"): tells of a country, is not where something happened. weak: all candidates
    are small, so that the name is worth something only where its country is in the document's frame.
    """

    start: int
    end: int
    name_key: str
    candidates: tuple[int, ...]
    level: str | None = None
    adjective: bool = False
    in_name: bool = False
    weak: bool = False
