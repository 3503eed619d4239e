"""How sure a figure is: the probability that value, unit, term, kind and dates are all right.

A sum of weights, one for each sign that a draft shows, turned into a probability (logistic). The weights lie in
data/confidence.json with the set they were fitted on; `python -m stats score --fit` makes the file.
"""

import json
import math
from functools import lru_cache
from itertools import repeat

from stats.assembly.draft import Draft
from stats.settings import DATA
from stats.vocabulary import Term

WEIGHTS = DATA / "confidence.json"
_UNFITTED = 0.0  # the weight of a sign that the fitted set never showed


def confidence(draft: Draft) -> float:
    """Return the probability that a draft's value, unit, term, kind and dates are all right, rounded to 0.01."""
    return _probability(_shown(draft))


def signs(draft: Draft) -> list[str]:
    """Return what speaks for or against a draft: how its term, kind, dates and noun were told."""
    return [f"{name} {sign}" for name, sign in zip(_NAMES, _shown(draft), strict=True)]


_NAMES = ("term told", "term implied", "kind", "dates by", "dates", "noun", "in", "term", "kind is", "forecast")


def _shown(draft: Draft) -> tuple[str | bool, ...]:
    """Return the sign that a draft shows under each of _NAMES."""
    return (
        draft.how or "elsewhere",
        draft.implied.get("term", "no"),
        draft.implied.get("kind", "own words"),
        "no words" if draft.period_text is None else draft.period_rule,
        "open" if draft.period_end is None else "closed",
        "stated" if draft.noun else "left out",
        draft.sentence.shape,
        "other" if draft.term == Term.OTHER else "known",
        draft.kind or "none",
        draft.forecast,
    )


@lru_cache(maxsize=10_000)
def _probability(shown: tuple[str | bool, ...]) -> float:
    """Return the probability for the signs shown, remembered: a text's figures differ in few of them."""
    weights = _weights()
    told = map(" ".join, zip(_NAMES, map(str, shown), strict=True))
    total = weights.get("always", 0.0) + sum(map(weights.get, told, repeat(_UNFITTED)))
    return round(1 / (1 + math.exp(-total)), 2)


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    if not WEIGHTS.is_file():
        return {}
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return weights
