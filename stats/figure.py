"""A figure: one stated count, with what happened, when, where and who says so. The fields are those of docs/data.md."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from stats.vocabulary import (
    Cause,
    Hazard,
    Kind,
    Measure,
    PeriodRule,
    PlaceRole,
    Precision,
    Quantifier,
    Term,
    Unit,
    category_of,
    measure_of,
)

Number = int | float
IMPORTED = "imported"
"""The rule that stands for `value` in `implied` of a figure that came in a table, without an article."""
ADDED = "added by a person"
"""The rule that stands for `value` in `implied` of a figure that a person pointed out: no rule found it."""


def figure_id(document_id: str, start: int, end: int) -> str:
    """Return a figure's id: the first 16 hex digits of SHA-256 over document id, start, end."""
    return hashlib.sha256(f"{document_id}:{start}:{end}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Figure:
    """One stated count.

    value, low, high are as stated, never converted or rounded; a null bound is open. Of a field, `evidence` holds the
    span [start, end] that told it, `implied` the rule that filled it; a field may be in neither (it is null).
    """

    id: str
    start: int
    end: int
    quote: str
    value: Number
    low: Number | None
    high: Number | None
    quantifier: Quantifier
    quantifier_text: str | None = None
    unit: Unit = Unit.PERSON
    subject: str | None = None
    term: Term = Term.OTHER
    kind: Kind = Kind.FLOW
    period_start: date | None = None
    period_end: date | None = None
    period_text: str | None = None
    period_rule: PeriodRule = PeriodRule.UNKNOWN
    period_precision: Precision = Precision.UNKNOWN
    place: str | None = None
    country: str | None = None
    place_id: str | None = None
    place_role: PlaceRole | None = None
    pcode: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    attribution: str | None = None
    source_id: str | None = None
    cause: Cause | None = None
    hazard: Hazard | None = None
    forecast: bool = False
    increment: bool = False
    part_of: str | None = None
    same_as: str | None = None
    confidence: float = 0.0
    evidence: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    implied: Mapping[str, str] = field(default_factory=dict)

    @property
    def measure(self) -> Measure | None:
        """The measure the figure is charted under, None where it never is."""
        return measure_of(self.term)

    @property
    def category(self) -> str | None:
        """IDMC's category, None where IDMC has none."""
        return category_of(self.term, self.kind)

    @property
    def imported(self) -> bool:
        """Whether it came in a table of figures, so that there is no article to read it from again."""
        return self.implied.get("value") == IMPORTED

    @property
    def added(self) -> bool:
        """Whether a person pointed it out in the text, where no rule had found it."""
        return self.implied.get("value") == ADDED

    def to_json(self) -> dict[str, Any]:
        """Return the figure as plain JSON values, in the order of the contract."""
        record: dict[str, Any] = {}
        for name in FIELDS:
            value = getattr(self, name)
            if isinstance(value, date):
                value = value.isoformat()
            elif isinstance(value, Mapping):
                value = {k: list(v) if isinstance(v, tuple) else v for k, v in value.items()}
            record[name] = value
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> "Figure":
        """Return the figure of `to_json`; unknown keys are left out, missing ones take their default.

        Raises:
            ValueError, KeyError: an enumerated field holds a word outside the vocabulary, or a required one is missing.
        """
        given: dict[str, Any] = {}
        for name, value in record.items():
            if name not in _KINDS:
                continue
            if value is not None and (read := _KINDS[name]):
                value = read(value)
            given[name] = value
        return cls(**given)


def _spans(value: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    return {k: (int(v[0]), int(v[1])) for k, v in value.items()}


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


_KINDS: dict[str, Any] = {
    **dict.fromkeys(Figure.__dataclass_fields__),
    "quantifier": Quantifier, "unit": Unit, "term": Term, "kind": Kind, "period_start": _day, "period_end": _day,
    "period_rule": PeriodRule, "period_precision": Precision, "place_role": PlaceRole, "cause": Cause, "hazard": Hazard,
    "forecast": bool, "increment": bool, "evidence": _spans, "implied": dict,
}  # fmt: skip

# The order in which every table, file and JSON object lists the fields.
FIELDS: tuple[str, ...] = (
    "id", "start", "end", "quote", "value", "low", "high", "quantifier", "quantifier_text", "unit", "subject", "term",
    "kind", "category", "period_start", "period_end", "period_text", "period_rule", "period_precision", "place",
    "country", "place_id", "place_role", "pcode", "latitude", "longitude", "attribution", "source_id", "cause",
    "hazard", "forecast", "increment", "part_of", "same_as", "confidence", "evidence", "implied",
)  # fmt: skip
