"""The day, month or year itself of a time from which something counts, of which a count tells what happened then."""

from dataclasses import replace

from stats.assembly.draft import Draft
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.readers.when.calendars import calendar_unit
from stats.readers.when.events import kinds_among
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Precision


def of_moment(reading: Reading, draft: Draft, mark: PeriodMark) -> PeriodMark:
    """Return the day itself of a time that a count says more of: "since 20 July, when four men were killed"."""
    if (whole := _whole_span(reading, draft, mark)) is not None:
        return whole
    told = mark.begin is not None and mark.precision is Precision.DAY
    if told and mark.role in ("event", "since", "after") and mark.first < draft.quantity.first <= mark.last:
        # "since they killed nine on Monday"
        return replace(mark, role="window", key="on", finish=mark.begin, event=None)
    if told and mark.role == "event" and draft.governor is not None and draft.governor.first == mark.last + 1:
        # "have been fleeing since a raid on Friday killed nine"
        return replace(mark, role="window", key="on", finish=mark.begin, event=None)
    if mark.begin is not None and mark.role in ("event", "since") and _is_its_outcome(reading, draft, mark):
        return replace(mark, role="window", key="on", finish=mark.begin, precision=Precision.DAY, event=None)
    if not told or mark.role not in ("since", "window") or mark.last >= draft.quantity.first:
        return mark
    k = mark.last + 1 + (reading.words[mark.last + 1 : mark.last + 2] == [","])
    if time_words(reading.lexicon).listed["moments"].isdisjoint(reading.words[k : k + 1]):
        return mark
    if "," in reading.words[k:draft.quantity.first]:
        return mark  # "since 7 May, when the clashes resumed, eight people have been killed"
    return replace(mark, role="window", key="on", finish=mark.begin, event=None)


_UNITS = {Precision.YEAR: "year", Precision.MONTH: "month"}


def _whole_span(reading: Reading, draft: Draft, mark: PeriodMark) -> PeriodMark | None:
    """Return the year or month in which it happened, of which a count says more: "not since 2014, WHEN 617 died"."""
    unit = _UNITS.get(mark.precision) if mark.role == "since" else None
    if unit is None or mark.last >= draft.quantity.first:
        return None
    k = mark.last + 1 + (reading.words[mark.last + 1 : mark.last + 2] == [","])
    if time_words(reading.lexicon).listed["moments"].isdisjoint(reading.words[k : k + 1]):
        return None
    if "," in reading.words[k : draft.quantity.first]:
        return None
    begin, finish = calendar_unit(mark.begin, unit) if mark.begin is not None else (None, None)
    return replace(mark, role="window", key="on", begin=begin, finish=finish, event=None)


def _is_its_outcome(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a count is what an event did at once: "a month SINCE THE SLIDES hit the town, KILLING 350"."""
    governor, endings = draft.governor, tuple(reading.lexicon.grammar.get("participle_endings", ()))
    if governor is None or mark.key not in ("since_long", "since_event") or not mark.last + 1 < governor.first:
        return False
    if kinds_among(reading, draft.sentence.first, mark.first):
        return False  # "VIOLENCE has spread since the vote on 3 May, leaving 12 dead"
    clause = reading.words[mark.last + 1 : governor.first]
    ends = clause[-1] == "," and "," not in clause[:-1] and draft.quantity.first > governor.first
    return ends and bool(endings) and reading.words[governor.first].endswith(endings)
