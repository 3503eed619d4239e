"""Reads data/reference into the tables the gazetteer looks names up in."""

import csv
import gzip
import math
from array import array
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

from stats.document import fold
from stats.errors import SettingsError
from stats.gazetteer.names import LONGEST, WORD, Words, key_of, read_words, spellings
from stats.gazetteer.places import ADMIN1, ADMIN2, CAMP, CITY, COUNTRY, LEVELS, REGION

FILES = ("places.tsv.gz", "countries.csv", "places_context.csv", "places_stop.csv")
KNOWN = 20_000  # people from which a town is known well enough to be named without its article
MANY_FIRST = 60  # first-level areas of one country above which they are no larger than towns
MANY = 400  # second-level areas of one country above which they are as small as villages
CAPITAL = 85  # how likely the capital of a country is meant: more than any other town
KNOWN_PRIOR = 70  # from which a place may be called like an adjective of nationality
RARE_COSTS = 45  # what the rule "rare" takes off: the state of Niger beside the country
ALIAS_COSTS = 12  # what a name that is not the place's own takes off its weight


class Tables(TypedDict):
    """Plain values only, so that the cache can hold them with marshal.

    rows: the lines of places.tsv without the names, in order of place_id; starts: where each begins (uint32).
    prior: 0-127, how likely a place is meant before anything is known of the text; country, parent: numbers of places.
    names: key -> number * 2 + (1 if the name is not the place's own), or a tuple of them, likeliest first.
    firsts: the first words of names and adjectives of several words; pairs: their first two -> words of the longest.
    """

    rows: bytes
    starts: bytes
    levels: bytes
    prior: bytes
    country: bytes
    parent: bytes
    names: dict[str, int | tuple[int, ...]]
    firsts: dict[str, bool]
    pairs: dict[str, int]
    adjectives: dict[str, tuple[int, ...]]
    exact: dict[str, bool]
    typed: dict[str, bool]
    inner: dict[str, bool]
    people: dict[str, bool]
    roles: dict[str, list[str]]
    types: dict[str, str]


def build(folder: Path) -> Tables:
    """Read the reference files of a folder.

    Raises:
        SettingsError: a file is missing or broken; the message says how to get it back.
    """
    try:
        return _build(folder)
    except (OSError, EOFError, ValueError, KeyError, csv.Error) as error:
        raise SettingsError(
            f"The place names in {folder} cannot be read ({error}). Get the folder again from the repository, "
            f"or run its build.py."
        ) from error


def _build(folder: Path) -> Tables:
    words = read_words(folder / "places_context.csv")
    rules = _stops(folder / "places_stop.csv")
    never = rules["never"]
    with (folder / "countries.csv").open(encoding="utf-8", newline="") as file:
        countries = list(csv.DictReader(file))
    capital_names = {(row["iso3"], key_of(row["capital"])) for row in countries}
    articles = set(words["articles"])
    # What the names of countries write small themselves may be small: "Arabie saoudite", "République centrafricaine".
    small = {fold(w) for row in countries for w in WORD.findall(row["aliases"]) if w.islower()} | words["small"]
    with gzip.open(folder / "places.tsv.gz", "rt", encoding="utf-8", newline="\n") as stream:
        records = [line.rstrip("\n").split("\t") for line in stream][1:]
    number = {record[0]: index for index, record in enumerate(records)}
    capitals: dict[tuple[str, str], list[str]] = {}  # the largest town of the capital's name
    for record in records:
        name = (record[2], key_of(record[1]))
        if name in capital_names and record[3] == CITY:
            capitals[name] = max(capitals.get(name, record), record, key=lambda r: int(r[6] or 0))
    seats = {record[0] for record in capitals.values()}
    areas: dict[tuple[str, str], int] = defaultdict(int)
    for record in records:
        areas[record[2], record[3]] += 1
    rows, starts, levels, priors = bytearray(), array("I"), bytearray(), bytearray()
    country, parent = array("i"), array("i")
    exact: dict[str, bool] = {}
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for index, record in enumerate(records):
        starts.append(len(rows))
        rows += "\t".join(record[:9]).encode() + b"\n"
        levels.append(LEVELS.index(record[3]))
        country.append(number.get(record[2], -1))
        parent.append(number.get(record[8], -1))
        prior = _prior(record, record[0] in seats, areas)
        priors.append(prior)
        for key, cost in _keys(record, words, record[2].lower() in articles, exact):
            here = f"{key}@{record[2].lower()}"
            if key in never or here in never or key.count(" ") >= LONGEST or (len(key) < 3 and key not in exact):
                continue
            cost += RARE_COSTS if here in rules["rare"] else 0
            found[key][index] = min(cost, found[key].get(index, 127))
    adjectives = _adjectives(countries, number)
    names: dict[str, int | tuple[int, ...]] = dict.fromkeys(rules["phrase"], ())
    for key, holders in found.items():
        if key in rules["phrase"]:
            continue
        if key in adjectives and max(priors[i] - cost for i, cost in holders.items()) < KNOWN_PRIOR:
            continue
        order = sorted(holders, key=lambda i: (holders[i] - priors[i], i))
        codes = tuple(i * 2 + (holders[i] > 0) for i in order[:24])
        names[key] = codes if len(codes) > 1 else codes[0]
    firsts: dict[str, bool] = {}
    pairs: dict[str, int] = {}
    for key in (*names, *adjectives):
        words_of = key.split()
        if len(words_of) > 1:
            firsts[words_of[0]] = True
            pair = f"{words_of[0]} {words_of[1]}"
            pairs[pair] = max(pairs.get(pair, 0), len(words_of))
    return Tables(
        rows=bytes(rows),
        starts=starts.tobytes(),
        levels=bytes(levels),
        prior=bytes(priors),
        country=country.tobytes(),
        parent=parent.tobytes(),
        names=names,
        firsts=firsts,
        pairs=pairs,
        adjectives=adjectives,
        exact=exact,
        typed=dict.fromkeys(rules["typed"], True),
        inner=dict.fromkeys(rules["inner"], True),
        people=dict.fromkeys(rules["person"], True),
        roles={role: sorted(members) for role, members in words.roles.items()} | {"small": sorted(small)},
        types=words.types,
    )


def _stops(path: Path) -> dict[str, set[str]]:
    """Read places_stop.csv: the keys (some with @country) of each rule. docs/places.md tells what the rules do."""
    rules: dict[str, set[str]] = {rule: set() for rule in ("never", "typed", "inner", "person", "rare", "phrase")}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name, _, country = row["word"].partition("@")
            rules[row["rule"]].add(key_of(name) + (f"@{country.lower()}" if country else ""))
    return rules


def _prior(record: list[str], capital: bool, areas: dict[tuple[str, str], int]) -> int:
    """Return 0-100: how likely a place is meant where nothing else is known."""
    level, people = record[3], int(record[6] or 0)
    if level == CITY:
        return CAPITAL if capital else min(76, int(12 * math.log10(people))) if people > 1 else 34
    if level == ADMIN2:
        return 42 if areas[record[2], ADMIN2] > MANY else 48
    if level == ADMIN1:
        return 55 if areas[record[2], ADMIN1] > MANY_FIRST else 70
    if level == REGION and not record[2]:
        return 100
    return {COUNTRY: 100, REGION: 72, CAMP: 66}.get(level, 60)


def _keys(record: list[str], words: Words, articles: bool, exact: dict[str, bool]) -> Iterator[tuple[str, int]]:
    """Yield every key of a place with what it takes off the place's weight."""
    known = record[3] in (ADMIN1, ADMIN2, REGION, CAMP) or int(record[6] or 0) >= KNOWN
    area = record[3] in (ADMIN1, ADMIN2)
    for place, name in enumerate((record[1], *filter(None, record[9].split("|")))):
        if name.endswith("="):
            exact[key_of(name)] = True
            yield key_of(name), 0
            continue
        own = place == 0 or record[3] == COUNTRY
        for form, key in enumerate(spellings(name, words, articles=articles, bare=known, area=area)):
            yield key, 0 if own and form == 0 else 3 if own else ALIAS_COSTS


def _adjectives(countries: list[dict[str, str]], number: dict[str, int]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for row in countries:
        for adjective in filter(None, row["adjectives"].split("|")):
            key = key_of(adjective)
            found[key] = (*found.get(key, ()), number[row["iso3"]] * 2)
    return found
