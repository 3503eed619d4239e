"""Entries: the figures made ready, by day of publication, and which of them enter a series (docs/method.md, rule 1)."""

from collections import defaultdict
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from stats.series.households import in_persons
from stats.series.keys import flags, key_texts, measures, says, texts
from stats.series.windows import (
    NO_DAY,
    Days,
    day_numbers,
    digits,
    first_days,
    moments,
    number_of,
    numbers_of,
    precisions,
)
from stats.units import Sizes
from stats.vocabulary import Kind, PeriodRule, Quantifier, Status, Unit

ENTERS, PART, SAME = "enters", "part", "same"
REJECTED = "Rejected by a reviewer, so it enters no series."
FORECAST = "A forecast or plan never enters a series."
UNCHARTED = "The term other is listed and never charted."
UNCOUNTED = "It has no number, so it enters no series."
UNDATED = "Its day is not known, so it is listed but enters no series."
LEFT_OUT = "It is not asked for, and known as the whole of a part that is."
LATER = "Not published by the day that is looked at."

# Exact before approximately before range before vague (rule 4); an open bound says less than a range.
_EXACTNESS: dict[str | None, int] = {
    Quantifier.EXACT: 0,
    Quantifier.APPROXIMATELY: 1,
    Quantifier.RANGE: 2,
    Quantifier.MORE_THAN: 3,
    Quantifier.LESS_THAN: 3,
    Quantifier.VAGUE: 4,
}
_UNIT_RANK: dict[str, int] = {Unit.PERSON: 0, Unit.HOUSEHOLD: 1, Unit.DWELLING: 2}

_OWN_TITLE = 4  # words of a title that one text has, and its later versions

_READ = (
    "document_id", "near_copy_of", "title", "published", "publisher", "value", "low", "high", "quantifier", "unit",
    "term", "measure", "kind", "period_start", "period_end", "period_rule", "place", "country", "place_id",
    "place_role", "attribution", "source_id", "cause", "forecast", "increment", "part_of", "same_as", "status",
    "cluster_decided", "left_out", "url", "added_at",
)  # fmt: skip
_TEXTS = frozenset(_READ) - {
    "published", "value", "low", "high", "period_start", "period_end", "forecast", "increment",
    "left_out", "added_at",
}  # fmt: skip


def make_entries(
    figures: pd.DataFrame,
    sizes: Sizes,
    *,
    as_known_on: date | None = None,
) -> pd.DataFrame:
    """Make figures ready for the rules, in the order of publication, then id.

    Args:
        figures: the columns of figures.csv but for persons and roles; optional ones may be left out.
        sizes: household sizes by country, and whether dwellings are households.
        as_known_on: leave out what was published after this day, or at an unknown day.

    Returns:
        A frame with one row a figure. row: its position in `figures`; id_rank: that of its id among all ids. outcome:
        ENTERS, PART, SAME, or the sentence that says why it enters no series; of: for a PART or SAME the position here
        of the whole, or of the one that enters.
        key: place|measure; group: number of its series. published, start, first, end: day numbers (first: the first
        day counted). stated: the number as reported, precision: the power of ten it is stated to, digits: how many
        significant ones, exactness: 0 exact … 4 vague. value, low, high: in the unit of the series, NaN = open;
        from, to: between which true numbers it stands for. factor: persons a household that were used, 1 = none.
        added: when its document was added, NO_DAY where unknown.
        Texts are objects, None where empty: id, document, report (its near-copy's original), url, titled (by which
        versions of one text are known: its title and publisher), place, place_id,
        country, place_role, measure, cause, kind, unit, stated_unit, quantifier, source (who says so, in words or by
        id), source_id, cluster_decided (where a reviewer put it). Yes and no: undated, increment, decided (accepted or
        corrected by a reviewer), is_converted, is_flow. And the columns of `in_persons`.
    """
    published = day_numbers(figures["published"])
    ids = [i or "" for i in texts(figures, "figure_id")]
    rank = _ranks(ids)
    order = np.lexsort((rank, published))
    frame = _in_order(figures, order)
    persons = in_persons(frame, sizes)
    start, end = day_numbers(frame["period_start"]), day_numbers(frame["period_end"])
    stated = numbers_of(frame["value"])
    precision = precisions(stated)
    charted = measures(frame)
    counts_persons = (persons["unit"] == Unit.PERSON).to_numpy()
    turned = counts_persons & persons["household_size"].notna().to_numpy()

    def in_unit(column: str, own: str) -> Any:
        return np.where(counts_persons, persons[column].to_numpy(), numbers_of(frame[own]))

    def told(column: str) -> list[str | None]:
        return frame[column].tolist() if column in frame.columns else [None] * len(frame)

    flow, person, exact = str(Kind.FLOW), str(Unit.PERSON), str(Quantifier.EXACT)
    kinds = [kind or flow for kind in told("kind")]
    quantifiers = [q or exact for q in told("quantifier")]
    words: dict[str, list[Any]] = {
        "id": np.array(ids, dtype=object)[order].tolist(),
        **{c: told(c) for c in ("place", "place_id", "country", "place_role", "cause", "cluster_decided", "source_id",
                                "url")},
        "document": told("document_id"),
        "titled": list(map(_titled, told("title"), told("publisher"))),
        "report": _first_told(told("near_copy_of"), told("document_id")),
        "measure": charted,
        "kind": kinds,
        "stated_unit": [u or person for u in told("unit")],
        "quantifier": quantifiers,
        "source": _first_told(told("source_id"), told("attribution"), told("publisher")),
        "key": key_texts(frame),
    }
    exactness = np.array([_EXACTNESS.get(q, 4) for q in quantifiers], dtype=np.int64)
    value, low, high = in_unit("persons", "value"), in_unit("persons_low", "low"), in_unit("persons_high", "high")
    entries = pd.DataFrame(
        {
            "row": order,
            "id_rank": rank[order],
            "published": published[order],
            "added": moments(frame["added_at"]) if "added_at" in frame.columns else NO_DAY,
            "start": start,
            "first": first_days(start, end, says(frame, "period_rule", PeriodRule.LOOK_BACK)),
            "end": end,
            "stated": stated,
            "precision": precision,
            "digits": digits(stated, precision),
            "exactness": exactness,
            "value": value,
            "low": low,
            "high": high,
            "factor": np.where(turned, persons["household_size"], 1.0),
            "undated": says(frame, "period_rule", PeriodRule.PUBLISHED),
            "increment": flags(frame, "increment"),
            "decided": says(frame, "status", Status.ACCEPTED, Status.CORRECTED),
            "is_converted": turned,
            "is_flow": np.array([kind == flow for kind in kinds], dtype=bool),
            **{name: pd.Series(column, dtype=object) for name, column in words.items()},
            **{name: persons[name] for name in persons.columns},
        }
    )
    entries["from"], entries["to"] = _stands_for(entries)
    entries["group"] = _groups(entries)
    _say_who_enters(entries, frame, as_known_on)
    return entries


def _ranks(ids: list[str]) -> Days:
    """Return the place of each id among all of them in their order."""
    ranks = np.empty(len(ids), dtype=np.int64)
    ranks[np.argsort(np.array(ids, dtype=str), kind="stable")] = np.arange(len(ids))
    return ranks


def _in_order(figures: pd.DataFrame, order: Days) -> pd.DataFrame:
    """Return the columns that the rules read in an order; texts as objects, which are quicker to take."""
    return pd.DataFrame(
        {
            c: pd.Series(np.array(texts(figures, c), dtype=object)[order], dtype=object)
            if c in _TEXTS
            else figures[c].array.take(order)
            for c in _READ
            if c in figures.columns
        }
    )


def _first_told(*columns: list[str | None]) -> list[str | None]:
    found = columns[0]
    for column in columns[1:]:
        found = [a or b for a, b in zip(found, column, strict=True)]
    return found


def _stands_for(entries: pd.DataFrame) -> tuple[Any, Any]:
    """Between which true numbers each figure lies: an exact or approximate one stands for all that round to it."""
    pointed = (entries["exactness"] <= 1).to_numpy()
    half = entries["precision"] / 2
    smallest = np.where(entries["is_converted"], entries["household_size_low"], 1.0)
    largest = np.where(entries["is_converted"], entries["household_size_high"], 1.0)
    from_ = np.where(pointed, (entries["stated"] - half) * smallest, entries["low"].fillna(-np.inf))
    # A number halfway rounds up, so the upper end belongs to the next number.
    to = np.where(pointed, np.nextafter((entries["stated"] + half) * largest, -np.inf), entries["high"].fillna(np.inf))
    return from_, to


def _groups(entries: pd.DataFrame) -> Days:
    """Number the series: place, measure, role, cause, kind, unit, and for cumulative the start of counting."""
    since = np.where((entries["kind"] == Kind.CUMULATIVE).to_numpy(), entries["start"], NO_DAY)
    numbers = pd.factorize(since)[0]
    for column in ("key", "place_role", "cause", "kind", "unit"):
        codes, distinct = pd.factorize(entries[column], use_na_sentinel=False)
        numbers = pd.factorize(numbers * len(distinct) + codes)[0]
    return numbers


def _say_who_enters(entries: pd.DataFrame, frame: pd.DataFrame, as_known_on: date | None) -> None:
    days = entries["published"].to_numpy()
    late = (days == NO_DAY) | (days > number_of(as_known_on)) if as_known_on else np.zeros(len(days), dtype=bool)
    outcome: list[str] = np.select(
        [
            np.array(flags(frame, "left_out"), dtype=bool),
            late,
            says(frame, "status", Status.REJECTED),
            np.array(flags(frame, "forecast"), dtype=bool),
            np.array([m is None for m in entries["measure"].tolist()], dtype=bool),
            entries["stated"].isna(),
            entries["end"] == NO_DAY,
        ],
        [np.array(words, dtype=object)
         for words in (LEFT_OUT, LATER, REJECTED, FORECAST, UNCHARTED, UNCOUNTED, UNDATED)],
        default=np.array(ENTERS, dtype=object),
    ).tolist()
    of = [-1] * len(entries)
    wholes, twins = _positions(entries, texts(frame, "part_of")), _positions(entries, texts(frame, "same_as"))
    if wholes:
        _leave_out_parts(entries, outcome, of, wholes)
    if twins:
        _leave_out_repeats(entries, outcome, of, twins)
    entries["outcome"] = pd.Series(outcome, dtype=object)
    entries["of"] = of


def _positions(entries: pd.DataFrame, named: list[str | None]) -> dict[int, int]:
    """Return which entry names which other one; one that is not among the figures is left out."""
    naming = [(n, name) for n, name in enumerate(named) if name]
    if not naming:
        return {}
    position = {figure: n for n, figure in enumerate(entries["id"].tolist())}
    return {n: position[name] for n, name in naming if name in position and position[name] != n}


def _titled(title: str | None, publisher: str | None) -> str | None:
    """Return the title and publisher of a text, None where many texts may have the title: "Flood update"."""
    return f"{title}|{publisher or ''}" if title and len(title.split()) >= _OWN_TITLE else None


def _leave_out_parts(entries: pd.DataFrame, outcome: list[str], of: list[int], wholes: dict[int, int]) -> None:
    """Mark each subgroup whose whole is of the same place, role, measure and kind.

    One of another series ("12,000 people, of whom 3,000 are in camps") is counted there: series are never added up.
    """
    told = list(zip(*(entries[c].tolist() for c in ("key", "place_role", "kind")), strict=True))
    for n, whole in wholes.items():
        if outcome[n] in (ENTERS, UNDATED) and told[n] == told[whole]:
            outcome[n], of[n] = PART, whole


def _leave_out_repeats(entries: pd.DataFrame, outcome: list[str], of: list[int], twins: dict[int, int]) -> None:
    """Of the figures of one place and measure that a text says are one count, let the one in persons enter."""
    keys = entries["key"].tolist()
    heads = _linked([(n, twin) for n, twin in twins.items() if keys[n] == keys[twin]])
    columns = [entries[c].tolist() for c in ("stated_unit", "decided", "exactness", "digits", "start")]

    def best_first(n: int) -> tuple[Any, ...]:
        unit, decided, exactness, length, start = (column[n] for column in columns)
        return (_UNIT_RANK.get(unit, 3), not decided, exactness, -length, start == NO_DAY, n)

    linked: defaultdict[int, list[int]] = defaultdict(list)
    for n in heads:
        if outcome[n] == ENTERS:
            linked[_root(heads, n)].append(n)
    for members in linked.values():
        enters = min(members, key=best_first)
        for n in members:
            if n != enters:
                outcome[n], of[n] = SAME, enters


def _linked(pairs: list[tuple[int, int]]) -> dict[int, int]:
    heads: dict[int, int] = {}
    for a, b in pairs:
        heads.setdefault(a, a)
        heads.setdefault(b, b)
        heads[_root(heads, a)] = _root(heads, b)
    return heads


def _root(heads: dict[int, int], n: int) -> int:
    while heads[n] != n:
        heads[n] = heads[heads[n]]
        n = heads[n]
    return n


