"""Checks of single figures and of the figures of one article (docs/method.md, rule 13)."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pandas as pd

from stats.series.findings import Finding, Severity
from stats.series.keys import flags, measures, place_keys, texts
from stats.series.windows import NO_DAY, day_numbers
from stats.series.words import count, country_name, day, days, number
from stats.vocabulary import Quantifier, Role, Status, Term, Unit

# Persons a household that a text may imply without being asked about.
FEWEST, MOST = 2, 12


class _Figures:
    """The columns that the checks of figures read, as lists."""

    def __init__(self, figures: pd.DataFrame) -> None:
        kept = figures[~figures["status"].isin([str(Status.REJECTED)])]
        self.frame = kept
        self.ids = [i or "" for i in texts(kept, "figure_id")]
        self.documents = texts(kept, "document_id")
        self.value = kept["value"].to_numpy(dtype=float).tolist()
        self.high = kept["high"].to_numpy(dtype=float, na_value=np.nan).tolist()
        self.units = [u or str(Unit.PERSON) for u in texts(kept, "unit")]
        self.quantifiers = [q or str(Quantifier.EXACT) for q in texts(kept, "quantifier")]
        self.published = day_numbers(kept["published"]).tolist()
        self.end = day_numbers(kept["period_end"]).tolist()
        self.position = {figure: n for n, figure in enumerate(self.ids)}

    def named(self, column: str) -> Iterator[tuple[int, int]]:
        """Yield the positions of each figure that names another one in a column, and of that other one."""
        for n, other in enumerate(texts(self.frame, column)):
            if other and other in self.position and self.position[other] != n:
                yield n, self.position[other]

    def told(self, n: int) -> str:
        return count(self.value[n], self.units[n], self.quantifiers[n])

    def finding(self, check: str, severity: Severity, sentence: str, *positions: int) -> Finding:
        return Finding(check, severity, sentence, tuple(self.ids[n] for n in positions))


def figure_checks(figures: pd.DataFrame) -> Iterator[Finding]:
    """Check figures by themselves and against the others of their article.

    Args:
        figures: the figures of `reconcile`, with their roles and clusters.
    """
    known = _Figures(figures)
    yield from _parts(known)
    yield from _household_pairs(known)
    yield from _ends_after_publication(known)
    yield from _two_values(known)
    yield from _without_size(known)


def _parts(known: _Figures) -> Iterator[Finding]:
    for part, whole in known.named("part_of"):
        if known.units[part] == known.units[whole] and known.value[part] > known.value[whole]:
            # A whole of "at least 500" may well have a part of 600.
            bounded = known.high[whole] == known.high[whole]
            yield known.finding(
                "part above whole",
                Severity.WARNING if bounded else Severity.NOTICE,
                f"{known.told(part)} are told as a part of {known.told(whole)} (published "
                f"{day(known.published[part])}), and are more than these.",
                part,
                whole,
            )


def _household_pairs(known: _Figures) -> Iterator[Finding]:
    seen = set()
    for a, b in known.named("same_as"):
        for household, person in ((a, b), (b, a)):
            pair = (household, person)
            of_units = known.units[household] == Unit.HOUSEHOLD and known.units[person] == Unit.PERSON
            if pair in seen or not of_units or known.value[household] <= 0:
                continue
            seen.add(pair)
            size = known.value[person] / known.value[household]
            if not FEWEST <= size <= MOST:
                yield known.finding(
                    "persons a household",
                    Severity.WARNING,
                    f"{known.told(household)} and {known.told(person)} are told as one count (published "
                    f"{day(known.published[household])}): that is {number(round(size, 1))} people a household, "
                    f"outside {FEWEST} to {MOST}.",
                    household,
                    person,
                )


def _ends_after_publication(known: _Figures) -> Iterator[Finding]:
    for n, (forecast, end, published) in enumerate(
        zip(flags(known.frame, "forecast"), known.end, known.published, strict=True)
    ):
        if not forecast and published != NO_DAY and end > published:
            yield known.finding(
                "end after publication",
                Severity.WARNING,
                f"{known.told(n)} are counted until {day(end)}, but the article is of {day(published)}.",
                n,
            )


def _two_values(known: _Figures) -> Iterator[Finding]:
    """Find claims for the same thing, place and days that one article tells with different numbers."""
    frame = known.frame
    competing = frame["role"].isin([str(r) for r in (Role.RECOMMENDED, Role.TRIANGULATION, Role.SUPERSEDED)]).tolist()
    increments, same_as = flags(frame, "increment"), texts(frame, "same_as")
    said: defaultdict[tuple[object, ...], dict[str, int]] = defaultdict(dict)
    said_of: dict[tuple[object, ...], str] = {}
    places, charted, clusters_of = texts(frame, "place"), measures(frame), texts(frame, "cluster")
    starts = day_numbers(frame["period_start"]).tolist()
    # The strength of each side is a matter of its own.
    sides = [s if m == Term.ARMED else "" for s, m in zip(texts(frame, "subject"), charted, strict=True)]
    for n, key in enumerate(
        zip(
            known.documents,
            place_keys(frame),
            charted,
            *(texts(frame, c) for c in ("place_role", "cause", "kind", "unit")),
            starts,
            known.end,
            sides,
            strict=True,
        )
    ):
        if competing[n] and not increments[n] and not same_as[n]:
            said[key].setdefault(clusters_of[n] or "", n)
            measure = str(charted[n]).replace("_", " ")
            said_of[key] = f"{places[n] or 'place not told'}, {measure}, {days(starts[n], known.end[n])}"
    for key, clusters in said.items():
        if len(clusters) > 1:
            told = sorted(clusters.values(), key=lambda n: (known.value[n], known.ids[n]))
            yield known.finding(
                "two values in one article",
                Severity.NOTICE,
                f"One article (published {day(known.published[told[0]])}) tells "
                f"{_and([known.told(n) for n in told])} for the same: {said_of[key]}.",
                *told,
            )


def _without_size(known: _Figures) -> Iterator[Finding]:
    by_country: defaultdict[str, list[int]] = defaultdict(list)
    persons = known.frame["persons"].notna().tolist()
    roles = texts(known.frame, "role")
    for n, (country, role) in enumerate(zip(texts(known.frame, "country"), roles, strict=True)):
        if known.units[n] == Unit.HOUSEHOLD and role and not persons[n]:
            by_country[country or ""].append(n)
    for country, positions in by_country.items():
        several = "count of households stays" if len(positions) == 1 else "counts of households stay"
        yield known.finding(
            "no household size",
            Severity.NOTICE,
            f"{len(positions):,} {several} as told, because there is no household size for {country_name(country)}: "
            f"{_and([known.told(n) for n in positions[:3]])}{' and others' if len(positions) > 3 else ''}. "
            "Give a size of your own (HEADCOUNT_HOUSEHOLD_SIZES) to turn them into people.",
            *positions,
        )


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
