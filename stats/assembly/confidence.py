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
    weights = _weights()
    total = weights.get("always", 0.0) + sum(map(weights.get, signs(draft), repeat(_UNFITTED)))
    return round(1 / (1 + math.exp(-total)), 2)


def signs(draft: Draft) -> list[str]:
    """Return what speaks for or against a draft: how its term, kind, dates and noun were told."""
    told = draft.implied.get("kind", "own words")
    dated = "no words" if draft.period_text is None else draft.period_rule.value
    return [
        f"term told {draft.how or 'elsewhere'}",
        f"term implied {draft.implied.get('term', 'no')}",
        f"kind {told}",
        f"dates by {dated}",
        f"dates {'open' if draft.period_end is None else 'closed'}",
        f"noun {'stated' if draft.noun else 'left out'}",
        f"in {draft.sentence.shape}",
        f"term {'other' if draft.term == Term.OTHER else 'known'}",
        f"kind is {draft.kind or 'none'}",
        f"forecast {draft.forecast}",
    ]


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    if not WEIGHTS.is_file():
        return {}
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return weights
