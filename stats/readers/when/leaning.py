"""Times told from the window before them: "that day", "a week earlier", "in the same period of 2020"."""

from datetime import date, timedelta

from stats.readers.when.calendars import back, calendar_unit
from stats.readers.when.told import CALENDAR, UNIT_PRECISION, Told, Window, ways
from stats.vocabulary import PeriodRule, Precision

_DAY = timedelta(days=1)
_FOLLOWED = timedelta(days=200)  # "the days that followed" what is longer ago were over long before the text
_SAME_DAY = 3  # "an hour earlier" is still that day
_COUNTED_EXACTLY = frozenset(("hour", "day", "week"))  # "a month after the quake" names no day


def since_then(told: Told) -> Window:
    """Return the window from the date told before until now."""
    before = told.before
    begin = (before.begin or before.finish) if before else None
    years = before is not None and before.precision is Precision.YEAR
    if before is not None and years and before.begin and before.finish and before.begin.year < before.finish.year:
        begin = before.finish  # "From 2014 to 2020 13,000 died. Since then"
    return Window("since", PeriodRule.DATES, before.precision if before else Precision.UNKNOWN, begin, told.published)


def before_event(told: Told) -> Window:
    """Return the window until the event named after it, or until the date told before."""
    before = told.before if told.match.name == "then" else None
    day = (before.begin or before.finish) if before else None
    return Window("before", PeriodRule.EVENT, before.precision if before else Precision.UNKNOWN, day, day)


def earlier(told: Told) -> Window:
    """Return the day so long before the date told before, else before publication; "the week before" as a week."""
    if told.match.name == "unit" and told.match.unit in CALENDAR:
        return _unit_before(told, told.match.unit)
    if told.match.name == "unit" and told.match.unit == "fortnight":
        day = (told.before.begin or told.before.finish) if told.before else told.published
        days = (back(day, 1, "fortnight"), day - _DAY) if day else (None, None)
        return Window("window", PeriodRule.DATES, Precision.WEEK, *days)
    n, unit = (1, "day") if told.match.name == "day" else (told.match.n or 1, told.match.unit or "day")
    day = _day_before(told, unit)
    same = unit == "hour" and n <= _SAME_DAY
    day = back(day, n, unit) if day and not same else day
    return Window("window", PeriodRule.DATES, UNIT_PRECISION[unit], day, day)


def _day_before(told: Told, unit: str) -> date | None:
    """Return the day that "two weeks earlier" counts from: the date told before, else that of publication.

    "Since 3 May 900 have fled. Two weeks earlier" is of the day of that count; a month or year is too long to count
    weeks from.
    """
    before = told.before
    long = before is not None and before.precision in _LONG and unit in _COUNTED_EXACTLY
    if before is None or (long and told.published is not None):
        return told.published
    return before.finish if before.role in ("since", "event") and before.finish else before.begin or before.finish


_LONG = frozenset((Precision.MONTH, Precision.YEAR))


def _unit_before(told: Told, unit: str) -> Window:
    """The week, month or year before the window told before, of as many days where that was just so long."""
    before, day = told.before, told.published
    if before is not None and before.begin and before.finish and before.begin < before.finish:
        first = before.begin
        return Window("window", PeriodRule.DATES, UNIT_PRECISION[unit], back(first, 1, unit), first - _DAY)
    if before is not None and (before.finish or before.begin):
        day = before.finish or before.begin
    days = calendar_unit(day, unit, -1) if day else (None, None)
    return Window("window", PeriodRule.CALENDAR, UNIT_PRECISION[unit], *days)


def later(told: Told) -> Window:
    """Return the day so long after the date told before."""
    n, unit = (1, "day") if told.match.name in ("day", "by") else (told.match.n or 1, told.match.unit or "day")
    span = told.before is not None and told.before.role == "window" and told.before.precision is not Precision.DAY
    if told.before is not None and span and unit in ("hour", "day"):
        if told.before.precision is Precision.YEAR:
            return Window("later", PeriodRule.DATES)  # no day is so long after a year
        return told.before  # "It began last week. … the next day": on a day of that week
    day = told.before.finish if told.before else None
    if day:
        day = back(day, -n, unit)
    if told.match.name == "by":
        return Window("count", PeriodRule.DATES, Precision.DAY, None, day)
    return Window("later", PeriodRule.DATES, UNIT_PRECISION[unit], day, day)


def event_ago(told: Told) -> Window:
    """Return the window from so long before the day told beside it, or publication: "two days after it struck"."""
    n, unit = told.match.n or 1, told.match.unit or "day"
    day = told.beside or told.published
    day = back(day, n, unit) if day else None
    return Window("after", PeriodRule.EVENT, UNIT_PRECISION[unit], day, told.published)


def same(told: Told) -> Window:
    """Return the day, week or month told before: "that day", "in the same week"."""
    before = told.before
    if told.match.name == "shifted":
        return _shifted(told)
    if before is None:
        if told.published and told.match.unit in CALENDAR:  # "earlier in the week"
            begin, finish = calendar_unit(told.published, told.match.unit)
            return Window("window", PeriodRule.CALENDAR, UNIT_PRECISION[told.match.unit], begin, finish)
        return Window("count" if told.match.name == "count" else "window", PeriodRule.DATES)
    if told.match.name == "count":
        return Window("count", before.rule, before.precision, None, before.finish)
    unit, day = told.match.unit, before.finish or before.begin
    if told.match.name == "unit" and unit in CALENDAR and day:
        begin, finish = calendar_unit(day, unit)
        return Window("window", before.rule, UNIT_PRECISION[unit], begin, finish)
    if told.match.name == "unit" and unit != "day":
        return Window("vague", PeriodRule.UNKNOWN)
    if told.match.name == "day" and before.precision in (Precision.MONTH, Precision.YEAR):
        return Window("window", PeriodRule.DATES)  # "The road was built in 1998. … that day": which day is not told
    first = before.begin or before.finish
    last = first if before.role in ("since", "event") else before.finish  # "since 19 April … on that day"
    return Window("window", before.rule, before.precision, first, last)


def _shifted(told: Told) -> Window:
    """The window told before, in another year: "against 964 in the same period of 2020"; else that year."""
    before, mark = told.before, told.match.dates[-1]
    if mark.begin is None or mark.slot == "day":
        return Window("window", ways((mark,)), mark.precision)
    if before is None or before.begin is None or before.finish is None:
        return Window("window", ways((mark,)), mark.precision, mark.begin, mark.finish)
    years = before.finish.year - mark.begin.year
    days = (back(before.begin, years, "year"), back(before.finish, years, "year"))
    return Window("window", before.rule, before.precision, *days)


def first(told: Told) -> Window:
    """Return the window so long from the begin of what was told before: "It erupted on 15 April. In its first week"."""
    before, n, unit = told.before, told.match.n or 1, told.match.unit or "day"
    if before is None or before.begin is None:
        return Window("vague", PeriodRule.UNKNOWN)
    finish = back(before.begin, -n, unit) - _DAY
    return Window("window", PeriodRule.DATES, before.precision, before.begin, finish)


def onward(told: Told) -> Window:
    """Return the window from the date told before on: "It began on 26 May. IN THE DAYS THAT FOLLOWED, 900 fled"."""
    before, published = told.before, told.published
    begin = (before.begin or before.finish) if before is not None else None
    if before is None or begin is None or (published is not None and published - begin > _FOLLOWED):
        return Window("vague", PeriodRule.LOOK_BACK, Precision.UNKNOWN, None, published)
    return Window("window", PeriodRule.DATES, before.precision, begin, published)


def that_time(told: Told) -> Window:
    """Return the window told before: "in that time"."""
    before = told.before
    return before if before is not None else Window("vague", PeriodRule.UNKNOWN)
