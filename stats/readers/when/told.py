"""What a rule of time may use, and what it gives: the pattern told, and the window it stands for."""

from dataclasses import dataclass
from datetime import date

from stats.readers.when.datemarks import DateMark
from stats.readers.when.patterns import Match
from stats.vocabulary import PeriodRule, Precision

CALENDAR = frozenset(("week", "month", "quarter", "year"))
_LEVELS = (Precision.DAY, Precision.WEEK, Precision.MONTH, Precision.YEAR, Precision.UNKNOWN)
UNIT_PRECISION = {"hour": Precision.DAY, "day": Precision.DAY, "week": Precision.WEEK, "fortnight": Precision.WEEK,
                   "month": Precision.MONTH, "quarter": Precision.MONTH, "year": Precision.YEAR,
                   "decade": Precision.YEAR}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """A resolved time expression: its role to a count, how it was told, how precisely, its days (None: not told)."""

    role: str
    rule: PeriodRule
    precision: Precision = Precision.UNKNOWN
    begin: date | None = None
    finish: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a rule may use: the day of publication, the pattern found, the window told last before it.

    beside: the day told right before it in its sentence ("on Friday, three days after the dam burst").
    """

    published: date | None
    match: Match
    before: Window | None
    beside: date | None = None


def precision_of(marks: tuple[DateMark, ...]) -> Precision:
    """Return the precision of the least precise of some dates."""
    return max((m.precision for m in marks), key=_LEVELS.index, default=Precision.UNKNOWN)


def ways(marks: tuple[DateMark, ...]) -> PeriodRule:
    """Return the rule of some dates: tell dates from what the calendar gives ("last week", "Thursday")."""
    return PeriodRule.DATES if any(m.parts or m.slot == "year" for m in marks) else PeriodRule.CALENDAR
