"""A quantity: a stated number with its bounds and quantifier, before anybody knows what it counts."""

from dataclasses import dataclass

from stats.figure import Number
from stats.vocabulary import Quantifier


@dataclass(slots=True)
class Quantity:
    """A number of the text with its quantifier: code points [start, end), tokens [first, last].

    core: tokens (first, last) of the bare number. share: the fraction of a base told elsewhere ("half of them"),
    else None; value and bounds are then 0 until a refiner finds the base. base: the quantity of which it is a share.
    year: the digits may be a year's. digits: it is written in digits. thing: assembly found that it counts no people.
    """

    start: int
    end: int
    first: int
    last: int
    core: tuple[int, int]
    value: Number
    low: Number | None
    high: Number | None
    quantifier: Quantifier
    quantifier_text: str | None = None
    share: float | None = None
    base: "Quantity | None" = None
    year: bool = False
    digits: bool = False
    thing: bool = False


def bounds(value: Number, quantifier: Quantifier) -> tuple[Number | None, Number | None]:
    """Return (low, high) of a single number: "more than N" is N/open, "up to N" open/N, else N/N (GUIDE)."""
    if quantifier in (Quantifier.MORE_THAN, Quantifier.VAGUE):
        return value, None
    if quantifier == Quantifier.LESS_THAN:
        return None, value
    return value, value


def set_share(part: Quantity) -> None:
    """Compute a share on its base's value, rounded to a whole number; an open base gives an open bound (GUIDE, 10)."""
    base, share = part.base, part.share
    if base is None or share is None:
        return
    part.value = round(base.value * share)
    part.low, part.high = bounds(part.value, part.quantifier)
    if base.low is None:
        part.low = None
    if base.high is None:
        part.high = None
