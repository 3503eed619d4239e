"""A figure in the making: what assembly has bound to one quantity so far."""

from dataclasses import dataclass, field
from datetime import date

from stats.figure import Number
from stats.phrases import Phrase
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue, Sentence
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Cause, Hazard, Kind, PeriodRule, PlaceRole, Precision, Term, Unit

AS_BEFORE = "as the count before it"
"""The rule by which a count takes its term, or its kind, from the count before it."""
MANY = "a vague number of those who do something"
"""How it is known whom a vague number without a noun counts."""


AS_TOLD = "as told before"
"""The rule by which a count that repeats another takes what was told of that one."""


@dataclass(slots=True)
class Draft:
    """A quantity that may become a figure.

    noun: tokens (first, last) of the words that are counted, None where they are left out. governor: the cue that
    told the term, how where it stood ("before", "after", "where", "noun", "link", "far", "lodged", "table"). said:
    the kind that words around the count tell. clause: tokens [first, last) of the clause that holds the quantity.
    parent: the figure of which this one is a part ("including 139 children"). sibling: the figure before it in the
    same list, from which it may take what is left out. joined: the figure of the same toll whose kind this one
    shares. column: tokens [first, last) of the head of its column in a table. times: the time expressions of its
    sentence that may be its own, each with how far it stands, None until asked for. evidence and implied as in
    Figure.
    """

    quantity: Quantity
    sentence: Sentence
    clause: tuple[int, int]
    unit: Unit | None = None
    noun: tuple[int, int] | None = None
    subject: str | None = None
    term: Term | None = None
    governor: Cue | None = None
    how: str = ""
    said: Kind | None = None
    kind: Kind | None = None
    forecast: bool = False
    increment: bool = False
    parent: "Draft | None" = None
    sibling: "Draft | None" = None
    same_as: "Draft | None" = None
    column: tuple[int, int] | None = None
    times: list[tuple[PeriodMark, float]] | None = None
    joined: "Draft | None" = None
    period_start: date | None = None
    period_end: date | None = None
    period_text: str | None = None
    period_rule: PeriodRule = PeriodRule.UNKNOWN
    period_precision: Precision = Precision.UNKNOWN
    place: str | None = None
    country: str | None = None
    place_id: str | None = None
    place_role: PlaceRole | None = None
    attribution: str | None = None
    source_id: str | None = None
    cause: Cause | None = None
    hazard: Hazard | None = None
    evidence: dict[str, tuple[int, int]] = field(default_factory=dict)
    implied: dict[str, str] = field(default_factory=dict)

    @property
    def value(self) -> Number:
        """The quantity's value."""
        return self.quantity.value

    @property
    def yet_to_return(self) -> bool:
        """Whether those counted are away because they have not gone back: "12,500 HAVE NOT RETURNED"."""
        return self.term is Term.DISPLACED and self.governor is not None and self.governor.phrase.key == Term.RETURNED

    def told_by(self) -> Cue | None:
        """Return the word that told the term, as one that tells it by itself (a camp's name is none); None if none."""
        cue = self.governor
        if cue is None or self.term is None:
            return None
        phrase = Phrase(cue.phrase.words, "terms", self.term, cue.phrase.role)
        return Cue(cue.first, cue.last, cue.start, cue.end, phrase)
