"""Reasons: why each claim and each figure has its role, in sentences for an analyst."""

from collections import defaultdict

import pandas as pd

from stats.series.claims import CRITERIA
from stats.series.clusters import Heads
from stats.series.entries import PART, SAME
from stats.series.words import count, day
from stats.vocabulary import Kind, Role


def explain_claims(entries: pd.DataFrame, claims: pd.DataFrame) -> list[str]:
    """Return for each claim why it has its role.

    Args:
        entries: the frame of `make_entries`.
        claims: the frame of `decide`.
    """
    told = _Teller(entries)
    hows, bys, shown, members = (claims[c].tolist() for c in ("how", "by", "shown", "members"))
    kinds, increments = claims["kind"].tolist(), claims["increment"].tolist()
    criteria = [(claims[name].tolist(), words) for name, words in CRITERIA]
    states: defaultdict[int, int] = defaultdict(int)
    beaten: defaultdict[int, list[int]] = defaultdict(list)
    for n, (how, by) in enumerate(zip(hows, bys, strict=True)):
        if how == "overlaps":
            beaten[by].append(n)
        elif by >= 0:
            states[by] += 1

    def why_before(winner: int, loser: int) -> str:
        return next((words for values, words in criteria if values[winner] != values[loser]), "all else is equal")

    found = []
    for n, (how, by) in enumerate(zip(hows, bys, strict=True)):
        if how == "overlaps":
            what = "Shares days with" if kinds[n] == Kind.FLOW else "Same day as"
            found.append(f"{what} {told(shown[by])}, which counts because {why_before(by, n)}.")
        elif how == "earlier state":
            found.append(f"An earlier state of the event that {told(shown[by])} tells; the later report counts.")
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
            said = said or ["no other claim competes with it"]
            if (times := len(members[n])) > 1:
                said.append(f"told {times} times, shown as told most precisely")
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
    missing = entries["not_converted"].tolist()
    claim_of = dict(
        zip(claims["head"].tolist(), zip(claims["role"], claims["shown"], claims["why"], strict=True), strict=True)
    )

    precise = list(zip(entries["is_converted"], entries["exactness"], -entries["digits"], strict=True))
    roles: list[str | None] = []
    whys: list[str] = []
    clusters: list[str | None] = []
    for n, (outcome, head) in enumerate(zip(outcomes, heads.tolist(), strict=True)):
        role: str | None = None
        cluster: str | None = ids[n]
        if head >= 0:
            role, shown, why = claim_of[head]
            cluster = ids[head]
            if n != shown:
                how = "first" if precise[n] == precise[shown] else "more precisely"
                why = f"Same claim as {told(shown)}, which tells it {how}."
                if role == Role.RECOMMENDED:
                    role = str(Role.TRIANGULATION)
        elif outcome == PART:
            role, why = str(Role.PART), f"Part of {told(of[n])}; the whole counts."
        elif outcome == SAME:
            role, why = str(Role.TRIANGULATION), f"The same count as {told(of[n])} in the same text, which enters."
        else:
            cluster, why = None, outcome
        roles.append(role)
        whys.append(f"{why} {missing[n]}" if missing[n] else why)
        clusters.append(cluster)
    return roles, whys, clusters


class _Teller:
    """Names a figure by its count and its day: "at least 8,009 people (published 15 April 2022)"."""

    def __init__(self, entries: pd.DataFrame) -> None:
        self._columns = [entries[c].tolist() for c in ("stated", "stated_unit", "quantifier", "published")]

    def __call__(self, n: int) -> str:
        value, unit, quantifier, published = (column[n] for column in self._columns)
        return f"{count(value, unit, quantifier)} (published {day(published)})"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
