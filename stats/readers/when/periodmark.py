"""A time expression as the text has it, with its days and what they are to a count."""

from dataclasses import dataclass, field
from datetime import date

from stats.readers.when.events import Event
from stats.vocabulary import PeriodRule, Precision


@dataclass(slots=True)
class PeriodMark:
    """A time expression: code points [start, end), tokens [first, last].

    role: what its days are to a count. "window": it happened in begin … finish. "since": from begin until now.
    "count": the count is dated finish. "now": a total to the date of the count. "state": holds at that date.
    "later": so long after a date told before. "event": since an event. "after": following one. "vague", "height": no
    days told. "before": until an event. "ahead": of forecasts, until finish. "said": when it was said, no period.
    "frame": the report's own date.
    "counted": when a running count was given out. "inner": the date of another's event.
    "compared": what a superlative is measured from.
    open_start: the words tell no start. anchor: the kinds of event named after "since", "after". event: what its days
    date. year_implied: its year was filled from elsewhere. sentence: the index of its sentence. key: the lexicon's
    list of patterns that it fits. answer: the token of what was done on it about an event that was over, else -1.
    """

    start: int
    end: int
    first: int
    last: int
    text: str
    role: str
    rule: PeriodRule
    precision: Precision
    begin: date | None = None
    finish: date | None = None
    open_start: bool = False
    anchor: frozenset[str] = field(default=frozenset())
    event: Event | None = None
    year_implied: bool = False
    to_come: bool = False
    sentence: int = 0
    key: str = ""
    answer: int = -1
