"""How sure a figure is: the probability that value, unit, term, kind and dates are all right."""

from stats.assembly.draft import Draft


def confidence(draft: Draft) -> float:
    """Return the probability that a draft's value, unit, term, kind and dates are all right."""
    return 0.8 if draft.evidence.get("term") else 0.5
