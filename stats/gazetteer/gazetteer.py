"""The gazetteer: names in a text, the places they may mean, and which one is meant."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import cos, hypot, radians

from stats.gazetteer.finder import Finder
from stats.gazetteer.names import key_of
from stats.gazetteer.places import CITY, COUNTRY, LEVELS, Place, PlaceMark
from stats.gazetteer.tables import ALIAS_COSTS, CAPITAL, Tables

IN_FRAME = 40  # what the document's chief country adds to a place's weight; the others add their share of it
OF_LEVEL = 30  # what agreeing with a type word ("Kunduz city") adds
NO_COUNTRY = 3  # times that much speaks against a country where an area of that level has its name
IN_NAMED = 25  # what lying in, or holding, a place named beside it adds
NEARBY = 15  # what lying within NEARBY_KM of one adds
NEARBY_KM = 150.0
SURE = 30  # points by which the likeliest place has to lead for its country alone to be counted
HEAD = 300  # characters at the beginning of a document whose names count half as much again


class Gazetteer:
    """Place names and places. Read-only and safe to share between threads."""

    def __init__(self, tables: Tables) -> None:
        self._rows = tables["rows"]
        self._starts = _ints("I", tables["starts"])
        self._levels = tables["levels"]
        self._prior = tables["prior"]
        self._country = _ints("i", tables["country"])
        self._parent = _ints("i", tables["parent"])
        self._names = tables["names"]
        self._finder = Finder(tables)
        self._of = lru_cache(maxsize=10_000)(self._read)
        self._countries_of = lru_cache(maxsize=10_000)(self._countries)
        self._weights_of = lru_cache(maxsize=10_000)(self._weights)

    def __len__(self) -> int:
        return len(self._starts)

    def find(self, folded: str, text: str, start: int = 0, end: int | None = None) -> list[PlaceMark]:
        """Return the place names and adjectives of nationality in text[start:end], in order, none overlapping another.

        Args:
            folded: document.fold(text), so that offsets are the same.
            text: the text as written; a name has to begin with a capital letter in it.
            start, end: the stretch to look in; the words around it are still seen by the filters.
        """
        return self._finder.find(folded, text, start, end)

    def candidates(self, mark: PlaceMark) -> tuple[Place, ...]:
        """Return the places a mark may mean, likeliest first; of an adjective, the countries."""
        return tuple(self._of(code >> 1) for code in mark.candidates)

    def named(self, name: str) -> tuple[Place, ...]:
        """Return the places of that name in any spelling, likeliest first; () where there is none."""
        codes = self._names.get(key_of(name), ())
        return tuple(self._of(code >> 1) for code in ((codes,) if isinstance(codes, int) else codes))

    def place(self, place_id: str) -> Place | None:
        """Return the place of an id, None where there is none."""
        index = self._number(place_id)
        return None if index is None else self._of(index)

    def country(self, iso3: str) -> Place:
        """Return the country of an ISO 3166-1 alpha-3 code (XKX for Kosovo).

        Raises:
            KeyError: there is no country of that code.
        """
        index = self._number(iso3)
        if index is None or LEVELS[self._levels[index]] != COUNTRY:
            raise KeyError(f"There is no country of the code {iso3!r}; give an ISO 3166-1 alpha-3 code.")
        return self._of(index)

    def adjective(self, start: int, end: int, word: str, iso3: str) -> PlaceMark | None:
        """Return the mark of a word at [start, end) that a lexicon knows for the adjective of a country."""
        index = self._number(iso3)
        return None if index is None else PlaceMark(start, end, word, (index * 2,), adjective=True)

    def inside(self, place_id: str, other: str) -> bool:
        """Tell whether a place is `other` or lies in it, by the chain of parents."""
        index, target = self._number(place_id), self._number(other)
        if index is None or target is None:
            return False
        return index == target or target in self._chain(index)

    def around(self, place_id: str) -> tuple[str, ...]:
        """Return the ids of the places that a place lies in, the nearest first; () for a country."""
        index = self._number(place_id)
        return () if index is None else tuple(self._of(other).place_id for other in self._chain(index))

    def is_capital(self, place: Place) -> bool:
        """Tell whether a place is the capital of its country."""
        index = self._number(place.place_id) if place.level == CITY else None
        return index is not None and self._prior[index] == CAPITAL

    def search(self, prefix: str, limit: int = 20) -> list[Place]:
        """Return the places with a name that begins with `prefix`, likeliest first."""
        key = key_of(prefix)
        best: dict[int, int] = {}
        for name, codes in self._names.items() if key else ():
            if codes != () and name.startswith(key):
                code = codes if isinstance(codes, int) else codes[0]
                weight = self._points(code) + 20 * (name == key)
                best[code >> 1] = max(weight, best.get(code >> 1, -100))
        return [self._of(index) for index in sorted(best, key=lambda i: (-best[i], i))[:limit]]

    def frame(self, marks: Iterable[PlaceMark], signs: Mapping[str, float] | None = None) -> dict[str, float]:
        """Return the countries a document is about, by weight, heaviest first; the weights add up to 1.

        A country, an adjective of one, and a place only one country has count first; places that several have are
        then given to the country so found. What stands at the head of the document counts more, names inside
        organisations less; small places count only where nothing else is named.

        Args:
            marks: from find.
            signs: countries (ISO alpha-3) told by other words than names, with their weight.
        """
        weights: dict[int, float] = {}
        for code, weight in signs.items() if signs else ():
            if (index := self._number(code)) is not None:
                weights[index] = weight
        unsure: list[tuple[float, dict[int, float]]] = []
        marks = list(marks)
        known = [mark for mark in marks if not mark.weak]
        for mark in known or (() if signs else marks):
            weight = (1.5 if mark.start < HEAD else 1.0) * (0.5 if mark.in_name else 1.0)
            countries = self._countries_of(mark.candidates)
            if len(countries) == 1:
                weights[next(iter(countries))] = weights.get(next(iter(countries)), 0.0) + weight
            elif countries:
                unsure.append((weight, countries))
        sure = dict(weights)
        for weight, countries in unsure:
            total = sum(sure.get(country, 0.0) + chance for country, chance in countries.items())
            for country, chance in countries.items():
                share = (sure.get(country, 0.0) + chance) / total
                weights[country] = weights.get(country, 0.0) + weight * share
        whole = sum(weights.values()) or 1.0
        order = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
        return {self._of(country).place_id: weight / whole for country, weight in order}

    def resolve(
        self, mark: PlaceMark, countries: Mapping[str, float] | Sequence[str], near: Sequence[Place] = ()
    ) -> Place:
        """Return the place a mark means.

        Each candidate starts from how well known it is (country, then capital, region, first-level area, city by its
        people, second-level area) and gains by its country's weight in the document, by the type word beside the
        name, and by lying in or near a place named beside it.

        Args:
            mark: from find; of an adjective, the country is returned.
            countries: ISO alpha-3 with weights, as from frame; or a sequence of them, the likeliest first.
            near: places already settled beside the mark ("Taloqan (Takhar province)").
        """
        if len(mark.candidates) == 1:
            return self._of(mark.candidates[0] >> 1)
        if not isinstance(countries, Mapping):
            countries = {code: 1 / rank for rank, code in enumerate(countries, 1)}
        top = max(countries.values(), default=0.0) or 1.0
        best, weight = mark.candidates[0], float("-inf")
        for code, here, country in self._weights_of(mark.candidates, mark.level):
            if near:
                here += self._beside(code >> 1, near)
            if country is not None:
                here += IN_FRAME * countries.get(country, 0.0) / top
            if here > weight:
                best, weight = code, here
        return self._of(best >> 1)

    def fits(self, mark: PlaceMark, countries: Mapping[str, float] | Sequence[str]) -> bool:
        """Tell whether a mark is to be believed: it is no weak one, or a candidate lies in one of the countries."""
        return not mark.weak or any(self._of(code >> 1).country in countries for code in mark.candidates)

    def _weights(self, candidates: tuple[int, ...], level: str | None) -> list[tuple[int, float, str | None]]:
        """Return (candidate, weight, country's id) of each candidate, by how known it is and the type word beside."""
        found: list[tuple[int, float, str | None]] = []
        levels = [LEVELS[self._levels[code >> 1]] for code in candidates]
        no_country = OF_LEVEL * (NO_COUNTRY if level in levels else 1)  # "Equateur PROVINCE" is not Ecuador
        for code, own in zip(candidates, levels, strict=True):
            weight = float(self._points(code))
            if level is not None:
                weight += OF_LEVEL if own == level else -no_country if own == COUNTRY else 0.0
                if level != CITY and own == CITY:
                    weight -= OF_LEVEL / 2
            country = self._country[code >> 1]
            found.append((code, weight, self._of(country).place_id if country >= 0 else None))
        return found

    def _beside(self, index: int, near: Sequence[Place]) -> float:
        """Return what lying in or near a place named beside it adds to a place's weight."""
        bonus = 0.0
        for other in near:
            there = self._number(other.place_id)
            if there is None or there == index or other.level == COUNTRY:
                continue
            if there in self._chain(index) or index in self._chain(there):
                bonus = max(bonus, IN_NAMED)
            elif _apart(self._of(index), other) < NEARBY_KM:
                bonus = max(bonus, NEARBY)
        return bonus

    def _countries(self, candidates: tuple[int, ...]) -> dict[int, float]:
        """Return the countries a mark may speak of, with a small chance each: half for every ten points less.

        None where the likeliest place lies in no one country.
        """
        chances: dict[int, float] = {}
        if self._country[candidates[0] >> 1] < 0:
            return chances
        top = self._points(candidates[0])
        for code in candidates:
            country, less = self._country[code >> 1], top - self._points(code)
            if country >= 0 and less <= SURE:
                chances[country] = max(chances.get(country, 0.0), 0.1 * 0.5 ** (less / 10))
        return chances

    def _points(self, code: int) -> int:
        return self._prior[code >> 1] - ALIAS_COSTS * (code & 1)

    def _chain(self, index: int) -> list[int]:
        chain: list[int] = []
        while (index := self._parent[index]) >= 0 and index not in chain:
            chain.append(index)
        return chain

    def _number(self, place_id: str) -> int | None:
        """Return the row of an id: the rows are in the order of their ids."""
        wanted = place_id.encode()
        index = bisect_left(self._starts, wanted, key=self._id_at)
        return index if index < len(self._starts) and self._id_at(self._starts[index]) == wanted else None

    def _id_at(self, start: int) -> bytes:
        return self._rows[start : self._rows.index(b"\t", start)]

    def _read(self, index: int) -> Place:
        start = self._starts[index]
        row = self._rows[start : self._rows.index(b"\n", start)].decode().split("\t")
        latitude, longitude = (float(row[4]), float(row[5])) if row[4] else (None, None)
        if latitude is None and (parent := self._parent[index]) >= 0:
            latitude, longitude = self._of(parent).latitude, self._of(parent).longitude
        return Place(
            place_id=row[0], name=row[1], country=row[2] or None, level=row[3], latitude=latitude, longitude=longitude,
            population=int(row[6]) if row[6] else None, pcode=row[7] or None, parent=row[8] or None,
        )  # fmt: skip


def _ints(code: str, content: bytes) -> "array[int]":
    numbers: array[int] = array(code)
    numbers.frombytes(content)
    return numbers


def _apart(one: Place, other: Place) -> float:
    """Return about how many kilometres lie between two places; infinite where a coordinate is missing."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return float("inf")
    middle = cos(radians((one.latitude + other.latitude) / 2))
    return 111 * hypot(one.latitude - other.latitude, (one.longitude - other.longitude) * middle)
