"""What each kind of time pattern means in days: one rule for each key of the lexicon's [periods.*]."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from stats.readers.calendars import back, calendar_unit
from stats.readers.datemarks import DateMark
from stats.readers.patterns import Match
from stats.vocabulary import PeriodRule, Precision

_DAY = timedelta(days=1)
_COUNTED_EXACTLY = frozenset(("hour", "day", "week"))  # "a month after the quake" names no day
_CALENDAR = frozenset(("week", "month", "quarter", "year"))
_LEVELS = (Precision.DAY, Precision.WEEK, Precision.MONTH, Precision.YEAR, Precision.UNKNOWN)
_UNIT_PRECISION = {"hour": Precision.DAY, "day": Precision.DAY, "week": Precision.WEEK, "fortnight": Precision.WEEK,
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


def resolve(told: Told) -> Window:
    """Return the window of a pattern by the rule of its key."""
    return _RULES[told.match.key](told)


def _precision(marks: tuple[DateMark, ...]) -> Precision:
    return max((m.precision for m in marks), key=_LEVELS.index, default=Precision.UNKNOWN)


def _ways(marks: tuple[DateMark, ...]) -> PeriodRule:
    """Tell dates from what the calendar gives ("last week", "Thursday")."""
    return PeriodRule.DATES if any(m.parts or m.slot == "year" for m in marks) else PeriodRule.CALENDAR


def _on(told: Told) -> Window:
    marks = told.match.dates
    begin, finish = marks[0].begin, marks[-1].finish
    if begin and finish and begin > finish and marks[0].weekday is not None:  # "Friday to Sunday", told on a Saturday
        begin -= 7 * _DAY
    return Window("window", _ways(marks), _precision(marks), begin, finish)


def _as_of(told: Told) -> Window:
    if told.match.name == "clock":  # "as of 6 p.m."
        return Window("count", PeriodRule.PUBLISHED, Precision.DAY, None, told.published)
    if not told.match.dates:  # "by the end of the month"
        unit, finish = told.match.unit or "year", told.published
        long = (Precision.YEAR, Precision.MONTH)
        if told.before is not None and told.before.finish and told.before.precision in long:
            finish = told.before.finish  # "In 2016 … By the end of the year"
        finish = calendar_unit(finish, unit)[1] if finish and unit in _CALENDAR else finish
        return Window("count", PeriodRule.CALENDAR, _UNIT_PRECISION[unit], None, finish)
    mark = told.match.dates[-1]
    return Window("count", _ways((mark,)), mark.precision, None, mark.finish)


def _before(told: Told) -> Window:
    mark = told.match.dates[0]
    finish = mark.begin - _DAY if mark.begin else None
    if mark.part == "late":  # "before the end of June" still holds on its last day
        finish = mark.finish
    return Window("count", _ways((mark,)), mark.precision, None, finish)


def _since_then(told: Told) -> Window:
    before = told.before
    begin = (before.begin or before.finish) if before else None
    return Window("since", PeriodRule.DATES, before.precision if before else Precision.UNKNOWN, begin, told.published)


def _before_event(told: Told) -> Window:
    """Until the event named after it, or until the date told before."""
    before = told.before if told.match.name == "then" else None
    day = (before.begin or before.finish) if before else None
    return Window("before", PeriodRule.EVENT, before.precision if before else Precision.UNKNOWN, day, day)


def _after(told: Told) -> Window:
    mark = told.match.dates[0]
    return Window("after", _ways((mark,)), mark.precision, mark.begin, told.published)


def _since(told: Told) -> Window:
    mark = told.match.dates[0]
    if mark.slot == "day" and mark.parts and mark.parts[0] != mark.parts[1]:  # "from 7 to 14 March"
        return _on(told)
    return Window("since", _ways((mark,)), mark.precision, mark.begin, told.published)


def _since_long(told: Told) -> Window:
    n, unit, published = told.match.n or 1, told.match.unit or "day", told.published
    begin = back(published, n, unit) if published else None
    return Window("since", PeriodRule.LOOK_BACK, _UNIT_PRECISION[unit], begin, published)


def _look_back(told: Told) -> Window:
    n, unit = told.match.n or 1, told.match.unit or "day"
    published = told.published
    precision = _UNIT_PRECISION[unit]
    return Window("window", PeriodRule.LOOK_BACK, precision, back(published, n, unit) if published else None, published)


def _look_back_to(told: Told) -> Window:
    n, unit, finish = told.match.n or 1, told.match.unit or "day", told.match.dates[-1].finish
    begin = back(finish, n, unit) if finish else None
    # "the week ending 12 May" is seven days; "the 12 months to March" begin on a first of April
    if begin and (told.match.name == "week" or told.match.dates[-1].slot in ("month", "year")):
        begin += _DAY
    return Window("window", PeriodRule.LOOK_BACK, _precision(told.match.dates), begin, finish)


def _look_on(told: Told) -> Window:
    n, unit, begin = told.match.n or 1, told.match.unit or "day", told.match.dates[-1].begin
    finish = None
    if unit in ("hour", "day") and told.match.n is None:  # "the last hours of Friday", "the night of 7 to 8 May"
        return _on(told)
    if begin:
        finish = back(begin, -n, unit) - _DAY  # the first day counts
    return Window("window", PeriodRule.DATES, _precision(told.match.dates), begin, finish)


def _days_after(told: Told) -> Window:
    n, unit, begin = told.match.n or 1, told.match.unit or "day", told.match.dates[-1].begin
    day = back(begin, -n, unit) if begin else None
    return Window("later", PeriodRule.DATES, _UNIT_PRECISION[unit], day, day)


def _night_to(told: Told) -> Window:
    mark = told.match.dates[-1]
    begin = mark.begin - _DAY if mark.begin else None
    return Window("window", _ways((mark,)), Precision.DAY, begin, mark.finish)


def _ago(told: Told) -> Window:
    n, unit, published = told.match.n or 1, told.match.unit or "day", told.published
    day = back(published, n, unit) if published else None
    return Window("window", PeriodRule.LOOK_BACK, _UNIT_PRECISION[unit], day, day)


def _earlier(told: Told) -> Window:
    """So long before the date told before, else before the day of publication; "the week before" has as many days."""
    if told.match.name == "unit" and told.match.unit in _CALENDAR:
        return _unit_before(told, told.match.unit)
    n, unit = (1, "day") if told.match.name == "day" else (told.match.n or 1, told.match.unit or "day")
    day = (told.before.begin or told.before.finish) if told.before else told.published
    day = back(day, n, unit) if day else None
    return Window("window", PeriodRule.DATES, _UNIT_PRECISION[unit], day, day)


def _unit_before(told: Told, unit: str) -> Window:
    """The week, month or year before the window told before, of as many days where that was just so long."""
    before, day = told.before, told.published
    if before is not None and before.begin and before.finish and before.begin < before.finish:
        first = before.begin
        return Window("window", PeriodRule.DATES, _UNIT_PRECISION[unit], back(first, 1, unit), first - _DAY)
    if before is not None and (before.finish or before.begin):
        day = before.finish or before.begin
    days = calendar_unit(day, unit, -1) if day else (None, None)
    return Window("window", PeriodRule.CALENDAR, _UNIT_PRECISION[unit], *days)


def _later(told: Told) -> Window:
    """So long after the date told before."""
    n, unit = (1, "day") if told.match.name == "day" else (told.match.n or 1, told.match.unit or "day")
    day = told.before.finish if told.before else None
    if day:
        day = back(day, -n, unit)
    return Window("later", PeriodRule.DATES, _UNIT_PRECISION[unit], day, day)


def _event_ago(told: Told) -> Window:
    """So long before the day told before it, else before the day of publication: "two days after the quake struck"."""
    n, unit = told.match.n or 1, told.match.unit or "day"
    day = (told.beside or told.published) if unit in _COUNTED_EXACTLY else None
    day = back(day, n, unit) if day else None
    return Window("after", PeriodRule.EVENT, _UNIT_PRECISION[unit], day, told.published)


def _same(told: Told) -> Window:
    before = told.before
    if told.match.name == "shifted":
        return _shifted(told)
    if before is None:
        if told.published and told.match.unit in _CALENDAR:  # "earlier in the week"
            begin, finish = calendar_unit(told.published, told.match.unit)
            return Window("window", PeriodRule.CALENDAR, _UNIT_PRECISION[told.match.unit], begin, finish)
        return Window("window", PeriodRule.DATES)
    if told.match.name == "count":
        return Window("count", before.rule, before.precision, None, before.finish)
    unit, day = told.match.unit, before.finish or before.begin
    if told.match.name == "unit" and unit in _CALENDAR and day:
        begin, finish = calendar_unit(day, unit)
        return Window("window", before.rule, _UNIT_PRECISION[unit], begin, finish)
    if told.match.name == "unit" and unit != "day":
        return Window("vague", PeriodRule.UNKNOWN)
    first = before.begin or before.finish
    last = first if before.role in ("since", "event") else before.finish  # "since 19 April … on that day"
    return Window("window", before.rule, before.precision, first, last)


def _shifted(told: Told) -> Window:
    """The window told before, in another year: "against 964 in the same period of 2020"; else that year."""
    before, mark = told.before, told.match.dates[-1]
    if mark.begin is None or mark.slot == "day":
        return Window("window", _ways((mark,)), mark.precision)
    if before is None or before.begin is None or before.finish is None:
        return Window("window", _ways((mark,)), mark.precision, mark.begin, mark.finish)
    years = before.finish.year - mark.begin.year
    days = (back(before.begin, years, "year"), back(before.finish, years, "year"))
    return Window("window", before.rule, before.precision, *days)


def _first(told: Told) -> Window:
    """So long from the begin of what was told before: "Fighting erupted on 15 April. In its first week 427 died"."""
    before, n, unit = told.before, told.match.n or 1, told.match.unit or "day"
    if before is None or before.begin is None:
        return Window("vague", PeriodRule.UNKNOWN)
    finish = back(before.begin, -n, unit) - _DAY
    return Window("window", PeriodRule.DATES, before.precision, before.begin, finish)


def _that_time(told: Told) -> Window:
    before = told.before
    return before if before is not None else Window("vague", PeriodRule.UNKNOWN)


def _overnight(told: Told) -> Window:
    published = told.published
    return Window("window", PeriodRule.CALENDAR, Precision.DAY, published - _DAY if published else None, published)


def _weekend(told: Told) -> Window:
    published = told.published
    if published is None:
        return Window("window", PeriodRule.CALENDAR, Precision.DAY)
    saturday = published - ((published.weekday() - 5) % 7) * _DAY
    if told.match.name == "since":
        return Window("since", PeriodRule.CALENDAR, Precision.DAY, saturday, published)
    return Window("window", PeriodRule.CALENDAR, Precision.DAY, saturday, min(saturday + _DAY, published))


def _so_far(told: Told) -> Window:
    match, published = told.match, told.published
    unit = match.unit if match.unit in _CALENDAR else "year"
    if published is None and told.before is not None:  # of an undated text: the year of what was told before
        published = told.before.finish
    if match.dates:
        begin, precision = match.dates[0].begin, match.dates[0].precision
    else:
        begin = calendar_unit(published, unit)[0] if published else None
        precision = _UNIT_PRECISION[unit]
    return Window("since", PeriodRule.CALENDAR, precision, begin, published)


def _ahead(told: Told) -> Window:
    n, unit, published = told.match.n, told.match.unit or "day", told.published
    finish = None
    if published and n:
        finish = back(published, -n, unit)
    return Window("ahead", PeriodRule.LOOK_BACK, _UNIT_PRECISION[unit], published if finish else None, finish)


def _only(role: str, rule: PeriodRule = PeriodRule.PUBLISHED) -> Callable[[Told], Window]:
    """Return the rule of words that tell a role and no day."""

    def window(told: Told) -> Window:
        return Window(role, rule, Precision.UNKNOWN, None, told.published)

    return window


_RULES: Mapping[str, Callable[[Told], Window]] = {
    "on": _on,
    "between": _on,
    "alone": _on,
    "as_of": _as_of,
    "by": _as_of,
    "since": _since,
    "since_long": _since_long,
    "look_back": _look_back,
    "look_back_to": _look_back_to,
    "look_on": _look_on,
    "days_after": _days_after,
    "night_to": _night_to,
    "before": _before,
    "before_event": _before_event,
    "none": _only("none", PeriodRule.UNKNOWN),
    "since_then": _since_then,
    "ago": _ago,
    "ago_about": _ago,
    "later": _later,
    "event_ago": _event_ago,
    "earlier": _earlier,
    "after": _after,
    "same": _same,
    "that_time": _that_time,
    "first": _first,
    "overnight": _overnight,
    "weekend": _weekend,
    "so_far": _so_far,
    "now": _only("now"),
    "state": _only("state"),
    "recent": _only("vague", PeriodRule.LOOK_BACK),
    "reported": _only("vague", PeriodRule.DATES),
    "height": _only("height", PeriodRule.EVENT),
    "ahead": _ahead,
    "since_event": _only("event", PeriodRule.EVENT),
    "after_event": _only("after", PeriodRule.EVENT),
}
