"""Says whether a found figure is the labelled one, field by field, and pairs the figures of a document one to one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

LEVELS = ("detection", "unit", "term", "kind", "strict")
"""Nested: found at all, then also the right unit, term, kind, and both dates."""
EQUAL = ("unit", "term", "kind", "quantifier", "country", "forecast")
CONTAINED = ("place", "attribution", "subject")
FIELDS = ("unit", "term", "kind", "bounds", "quantifier", "period_end", "period", "period_end_1d", "period_1d", "place",
          "country", "attribution", "subject", "forecast")  # fmt: skip
NEAR = 0.005
"""A found number may be off by half a per cent of the labelled one."""

Record = Mapping[str, Any]


def value_of(figure: Record) -> float | None:
    """Return a figure's value, else its low, else its high."""
    return next((figure[k] for k in ("value", "low", "high") if figure.get(k) is not None), None)


def _near(a: float | None, b: float | None, tolerance: float = NEAR) -> bool:
    return a is not None and b is not None and abs(a - b) <= tolerance * abs(b)


def _overlap(a: Record, b: Record) -> int:
    if any(f.get(k) is None for f in (a, b) for k in ("start", "end")):
        return 0
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


def _same_bound(a: float | None, b: float | None) -> bool:
    return (a is None) == (b is None) and (a is None or _near(a, b, 1e-9))


def _same_day(a: str | None, b: str | None, days: int = 0) -> bool:
    if not a or not b:
        return not a and not b
    return a == b or abs((date.fromisoformat(a[:10]) - date.fromisoformat(b[:10])).days) <= days


def _one_contains(a: str | None, b: str | None) -> bool:
    if not a or not b:
        return not a and not b
    a, b = " ".join(a.lower().split()), " ".join(b.lower().split())
    return a in b or b in a


def compare(found: Record, label: Record) -> dict[str, bool]:
    """Tell for each of FIELDS whether a found figure agrees with its label. Null agrees with null, false with left out.

    Places, sources and subjects agree when one contains the other, whatever the case; `_1d` allows a day's difference.
    """
    agrees = {name: (found.get(name) or None) == (label.get(name) or None) for name in EQUAL}
    agrees |= {name: _one_contains(found.get(name), label.get(name)) for name in CONTAINED}
    agrees["bounds"] = all(_same_bound(found.get(k), label.get(k)) for k in ("low", "high"))
    for days, suffix in ((0, ""), (1, "_1d")):
        end = _same_day(found.get("period_end"), label.get("period_end"), days)
        agrees["period_end" + suffix] = end
        agrees["period" + suffix] = end and _same_day(found.get("period_start"), label.get("period_start"), days)
    return agrees


def levels_of(agrees: Mapping[str, bool]) -> dict[str, bool]:
    """Return how far a matched pair goes along LEVELS."""
    reached = {"detection": True}
    for level, name in zip(LEVELS[1:], ("unit", "term", "kind", "period"), strict=True):
        reached[level] = agrees[name] and all(reached.values())
    return reached


def stated(label: Record, name: str) -> bool:
    """Tell whether a label states a field: of a period that is an end, and for both dates a start too."""
    if name.startswith("period"):
        return bool(label.get("period_end")) and (bool(label.get("period_start")) or "end" in name)
    return name == "bounds" or bool(label.get(name))


def match(labels: Sequence[Record], found: Sequence[Record]) -> list[tuple[int, int]]:
    """Pair labels and found figures one to one; return (index of label, index of found).

    Augmenting paths (Kuhn) give as many pairs as possible; each label tries its most agreeing candidates first.
    """
    wanted: dict[int, list[tuple[bool, int, int, int]]] = {}
    for i, label in enumerate(labels):
        for j, figure in enumerate(found):
            value, overlap = value_of(figure), _overlap(figure, label)
            if overlap > 0 and any(_near(value, label.get(k)) for k in ("value", "low", "high")):
                agrees = compare(figure, label)
                same = sum(agrees[k] for k in ("unit", "term", "kind", "period_end", "period"))
                wanted.setdefault(i, []).append((not _near(value, label.get("value")), -same, -overlap, j))
    owner: dict[int, int] = {}

    def settle(i: int, tried: set[int]) -> bool:
        for *_, j in sorted(wanted[i]):
            if j not in tried:
                tried.add(j)
                if j not in owner or settle(owner[j], tried):
                    owner[j] = i
                    return True
        return False

    for _, i in sorted((min(candidates)[:3], i) for i, candidates in wanted.items()):
        settle(i, set())
    return [(i, j) for j, i in owner.items()]
