"""Quantities: stated numbers with their bounds and quantifier, before anybody knows what they count."""

from dataclasses import dataclass

from stats.figure import Number
from stats.vocabulary import Quantifier


@dataclass(slots=True)
class Quantity:
    """A number of the text with its quantifier: code points [start, end), tokens [first, last].

    number_start: where the bare number begins, after a quantifier. share: the fraction of a base that is told elsewhere
    ("half of the 6,000"), else None. base: the quantity that it is a share of.
    """

    start: int
    end: int
    first: int
    last: int
    number_start: int
    value: Number
    low: Number | None
    high: Number | None
    quantifier: Quantifier
    quantifier_text: str | None = None
    share: float | None = None
    base: "Quantity | None" = None
