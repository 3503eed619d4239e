"""Reasons: why each claim and each figure has its role, in sentences for an analyst."""

from collections import defaultdict
from typing import Any

import numpy as np
import pandas as pd

from stats.series.claims import CRITERIA
from stats.series.clusters import Heads
from stats.series.entries import PART, SAME
from stats.series.words import count, day
from stats.vocabulary import Role


def explain_claims(entries: pd.DataFrame, claims: pd.DataFrame) -> list[str]:
    """Return for each claim why it has its role.

    Args:
        entries: the frame of `make_entries`.
        claims: the frame of `decide`.
    """
    told = _Teller(entries)
    hows, bys, shown, members = (claims[c].tolist() for c in ("how", "by", "shown", "members"))
    is_flow, increments = claims["is_flow"].tolist(), claims["increment"].tolist()
    decided, left_a_day = entries["decided"].tolist(), claims["left_a_day"].tolist()
    criteria = [(claims[name].tolist(), words) for name, words in CRITERIA]
    states: defaultdict[int, int] = defaultdict(int)
    beaten: defaultdict[int, list[int]] = defaultdict(list)
    for n, (how, by) in enumerate(zip(hows, bys, strict=True)):
        if how in ("overlaps", "inside"):
            beaten[by].append(n)
        elif by >= 0 and is_flow[n]:
            states[by] += 1

    def why_before(winner: int, loser: int) -> str:
        if winner > loser:  # it took the place of its parts
            return "its longer window holds shorter ones"
        return next((words for values, words in criteria if values[winner] != values[loser]), "all else is equal")

    found = []
    for n, (how, by) in enumerate(zip(hows, bys, strict=True)):
        if how == "overlaps":
            what = "Shares days with" if is_flow[n] else "Same day as"
            found.append(f"{what} {told(shown[by])}, which counts because {why_before(by, n)}.")
        elif how == "inside":
            found.append(f"Part of the longer window of {told(shown[by])}, which counts.")
        elif how == "earlier state":
            found.append(f"An earlier state of the event that {told(shown[by])} tells; the later report counts.")
        elif how == "quoted again" and is_flow[n]:
            found.append(f"Repeats an earlier state of the event that {told(shown[by])} tells, so it is no new one.")
        elif how == "quoted again":
            found.append(f"Repeats {told(shown[by])}, though more were counted since, so it is no new count.")
        elif how == "contained":
            found.append(f"Contained in {told(shown[by])}, a total that was told later.")
        else:
            said = []
            if increments[n]:
                said.append("an addition to what was told before, so it adds up")
            if states[n]:
                said.append(f"the last published state of one event, in the place of {_many(states[n], 'earlier one')}")
            if beaten[n]:
                reasons = dict.fromkeys(why_before(n, other) for other in beaten[n])
                said.append(f"counts before {_many(len(beaten[n]), 'other claim')}, because {', or '.join(reasons)}")
            if left_a_day[n]:
                said.append("counted from its second day, as the window before it counts the first")
            said = said or ["no other claim competes with it"]
            if (times := len(members[n])) > 1:
                best = "accepted" if decided[shown[n]] else "told most precisely"
                said.append(f"told {times} times, shown as {best}")
            sentence = "; ".join(said) + "."
            found.append(sentence[0].upper() + sentence[1:])
    return found


def explain_parts(entries: pd.DataFrame, positions: list[int]) -> list[str]:
    """Return for each subgroup that it is a part of its whole.

    Args:
        entries: the frame of `make_entries`.
        positions: those of the subgroups.
    """
    told = _Teller(entries)
    of = entries["of"].tolist()
    return [f"Part of {told(of[n])}; the whole counts." for n in positions]


def explain_figures(
    entries: pd.DataFrame, heads: Heads, claims: pd.DataFrame
) -> tuple[list[str | None], list[str], list[str | None]]:
    """Return for each entry its role (None: it enters no series), the reason, and the id of its cluster.

    Args:
        entries: the frame of `make_entries`.
        heads: the cluster of each entry.
        claims: the frame of `decide`, with the column why.
    """
    told = _Teller(entries)
    ids, outcomes, of = entries["id"].tolist(), entries["outcome"].tolist(), entries["of"].tolist()
    missing, decided = entries["not_converted"].tolist(), entries["decided"].tolist()
    precise = (entries["digits"] + 100 * entries["exactness"] + 1000 * entries["is_converted"]).tolist()
    number = np.full(len(entries), -1)
    number[claims["head"]] = np.arange(len(claims))
    claim = np.where(heads >= 0, number[heads], -1)

    def of_claim(column: str) -> list[Any]:
        values = np.empty(len(claims) + 1, dtype=object)
        values[:-1] = claims[column]
        found: list[Any] = values[claim].tolist()
        return found

    roles, whys, shown = of_claim("role"), of_claim("why"), of_claim("shown")
    clusters = [ids[head] if head >= 0 else None for head in heads.tolist()]
    counts, beside = str(Role.RECOMMENDED), str(Role.TRIANGULATION)
    for n, first in enumerate(shown):
        if first is None:
            if outcomes[n] == PART:
                roles[n], whys[n], clusters[n] = str(Role.PART), f"Part of {told(of[n])}; the whole counts.", ids[n]
            elif outcomes[n] == SAME:
                whys[n] = f"The same count as {told(of[n])} in the same text, which enters."
                roles[n], clusters[n] = beside, ids[n]
            else:
                whys[n] = outcomes[n]
        elif n != first:
            how = "tells it first" if precise[n] == precise[first] else "tells it more precisely"
            how = "a reviewer accepted" if decided[first] and not decided[n] else how
            whys[n] = f"Same claim as {told(first)}, which {how}."
            if roles[n] == counts:
                roles[n] = beside
        if missing[n]:
            whys[n] = f"{whys[n]} {missing[n]}"
    return roles, whys, clusters


class _Teller:
    """Names a figure by its count and its day: "at least 8,009 people (published 15 April 2022)"."""

    def __init__(self, entries: pd.DataFrame) -> None:
        self._columns = [entries[c].tolist() for c in ("stated", "stated_unit", "quantifier", "published")]

        self._known: dict[int, str] = {}

    def __call__(self, n: int) -> str:
        if n not in self._known:
            value, unit, quantifier, published = (column[n] for column in self._columns)
            self._known[n] = f"{count(value, unit, quantifier)} (published {day(published)})"
        return self._known[n]


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
