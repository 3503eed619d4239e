"""What each kind of time pattern means in days: one rule for each key of the lexicon's [periods.*]."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from stats.readers.when import leaning
from stats.readers.when.calendars import back, calendar_unit
from stats.readers.when.told import CALENDAR, UNIT_PRECISION, Told, Window, precision_of, ways
from stats.vocabulary import PeriodRule, Precision

_DAY = timedelta(days=1)
_AHEAD = timedelta(days=4)  # a weekday until which something goes on is one to come, where the latest is so long ago
_TO_COME = timedelta(days=150)  # a month until which something lasts is one to come, where the latest is so long ago
_STORY = timedelta(days=45)  # so long after a day the text's story goes on from it


def resolve(told: Told) -> Window:
    """Return the window of a pattern by the rule of its key."""
    return _RULES[told.match.key](told)


def _on(told: Told) -> Window:
    marks = told.match.dates
    if told.match.name == "weekday" and marks[0].weekday is not None and marks[-1].begin:  # "on Friday of last week"
        day = marks[-1].begin + ((marks[0].weekday - marks[-1].begin.weekday()) % 7) * _DAY
        return Window("window", PeriodRule.CALENDAR, Precision.DAY, day, day)
    if told.match.name == "now":  # "between January 2020 and now": counted up since then
        return Window("since", ways(marks), precision_of(marks), marks[0].begin, told.published)
    begin, finish = marks[0].begin, marks[-1].finish
    if told.match.name == "then":  # "it left 5,400 homeless between then and 21 October"
        before = told.before
        begin = (before.begin or before.finish) if before is not None else None
    if begin and finish and begin > finish and marks[0].weekday is not None:  # "Friday to Sunday", told on a Saturday
        begin -= 7 * _DAY
    return Window("window", ways(marks), precision_of(marks), begin, finish)


def _as_of(told: Told) -> Window:
    if told.match.name == "clock":  # "as of 6 p.m.", "by nightfall"
        before, day = told.before, told.published
        if told.match.key == "by" and before is not None and before.precision is Precision.DAY:
            day = before.finish or before.begin or day
        return Window("count", PeriodRule.PUBLISHED, Precision.DAY, None, day)
    if not told.match.dates:  # "by the end of the month"
        unit, finish = told.match.unit or "year", told.published
        long = (Precision.YEAR, Precision.MONTH)
        if told.before is not None and told.before.finish and told.before.precision in long:
            finish = told.before.finish  # "In 2016 … By the end of the year"
        finish = calendar_unit(finish, unit)[1] if finish and unit in CALENDAR else finish
        return Window("count", PeriodRule.CALENDAR, UNIT_PRECISION[unit], None, finish)
    mark = told.match.dates[-1]
    until = told.match.name in ("until", "through") and mark.weekday is not None
    if until and mark.finish and told.published and told.published - mark.finish > _AHEAD:
        return Window("none", PeriodRule.UNKNOWN)  # "in force through Sunday", told on a Saturday
    long_ago = mark.finish is not None and told.published is not None and told.published - mark.finish > _TO_COME
    if told.match.name in ("until", "through") and mark.slot == "month" and not mark.told and long_ago:
        return Window("none", PeriodRule.UNKNOWN)  # "expected to last until June", told in May
    if told.match.name == "until" and mark.slot == "span" and mark.shift == 0 and mark.begin:
        return Window("count", ways((mark,)), mark.precision, None, mark.begin - _DAY)  # "until this month"
    return Window("count", ways((mark,)), mark.precision, None, mark.finish)


def _before(told: Told) -> Window:
    mark = told.match.dates[0]
    finish = mark.begin - _DAY if mark.begin else None
    if mark.part in ("late", "end"):  # "before the end of June" still holds on its last day
        finish = mark.finish
    return Window("count", ways((mark,)), mark.precision, None, finish)


def _after(told: Told) -> Window:
    mark = told.match.dates[0]
    return Window("after", ways((mark,)), mark.precision, mark.begin, told.published)


def _since(told: Told) -> Window:
    mark = told.match.dates[0]
    spans = told.match.name == "spans" and mark.slot == "day"
    if spans and mark.parts and mark.parts[0] != mark.parts[1]:  # "from 7 to 14 March"; "since 6-7 March" goes on
        return _on(told)
    begin = mark.finish if mark.part == "end" and mark.slot == "month" else mark.begin  # "since the end of April"
    return Window("since", ways((mark,)), mark.precision, begin, told.published)


def _since_long(told: Told) -> Window:
    n, unit, published = told.match.n or 1, told.match.unit or "day", told.published
    begin = back(published, n, unit) if published else None
    return Window("since", PeriodRule.LOOK_BACK, UNIT_PRECISION[unit], begin, published)


def _look_back(told: Told) -> Window:
    n, unit = told.match.n or 1, told.match.unit or "day"
    published, before = told.published, told.before
    precision = UNIT_PRECISION[unit]
    if told.match.name == "within" and before is not None and before.begin and before.begin == before.finish:
        finish = back(before.begin, -n, unit)  # "The dam burst on 3 May. WITHIN TWO DAYS"
        if published is None or finish <= published <= before.begin + _STORY:
            return Window("window", PeriodRule.DATES, precision, before.begin, finish)
    return Window("window", PeriodRule.LOOK_BACK, precision, back(published, n, unit) if published else None, published)


def _lasted(told: Told) -> Window:
    """Years of war are no window: what they have done is counted since they began."""
    return _since_long(told) if told.match.unit in ("year", "decade") else _look_back(told)


def _running(told: Told) -> Window:
    """What is in its sixth day began five days ago; of whole weeks, months and years no day is told."""
    n, unit, published = told.match.n or 1, told.match.unit or "day", told.published
    old = told.match.name == "old"
    if not old and (unit != "day" or n < 2):
        return Window("said", PeriodRule.UNKNOWN)
    begin = back(published, n - 1 + old, unit) if published else None
    return Window("window", PeriodRule.LOOK_BACK, Precision.DAY, begin, published)


def _look_back_to(told: Told) -> Window:
    n, unit, finish = told.match.n or 1, told.match.unit or "day", told.match.dates[-1].finish
    begin = back(finish, n, unit) if finish else None
    # "the week ending 12 May" is seven days; "the 12 months to March" begin on a first of April
    if begin and (told.match.name == "week" or told.match.dates[-1].slot in ("month", "year")):
        begin += _DAY
    return Window("window", PeriodRule.LOOK_BACK, precision_of(told.match.dates), begin, finish)


def _look_on(told: Told) -> Window:
    n, unit, begin = told.match.n or 1, told.match.unit or "day", told.match.dates[-1].begin
    finish = None
    if unit in ("hour", "day") and told.match.n is None:  # "the last hours of Friday", "the night of 7 to 8 May"
        return _on(told)
    if begin:
        finish = back(begin, -n, unit) - _DAY  # the first day counts
    return Window("window", PeriodRule.DATES, precision_of(told.match.dates), begin, finish)


def _days_after(told: Told) -> Window:
    n, unit, begin = told.match.n or 1, told.match.unit or "day", told.match.dates[-1].begin
    day = back(begin, -n, unit) if begin else None
    return Window("later", PeriodRule.DATES, UNIT_PRECISION[unit], day, day)


def _night_to(told: Told) -> Window:
    mark = told.match.dates[-1]
    begin = mark.begin - _DAY if mark.begin else None
    return Window("window", ways((mark,)), Precision.DAY, begin, mark.finish)


def _ago(told: Told) -> Window:
    n, unit, published = told.match.n or 1, told.match.unit or "day", told.published
    day = back(published, n, unit) if published else None
    return Window("window", PeriodRule.LOOK_BACK, UNIT_PRECISION[unit], day, day)


def _overnight(told: Told) -> Window:
    published = told.published
    return Window("window", PeriodRule.CALENDAR, Precision.DAY, published - _DAY if published else None, published)


def _weekend(told: Told) -> Window:
    published = told.published
    if published is None:
        role = "since" if told.match.name == "since" else "window"
        return Window(role, PeriodRule.CALENDAR, Precision.DAY)
    saturday = published - ((published.weekday() - 5) % 7) * _DAY
    if told.match.name == "last" and published - saturday <= _DAY:  # told on a weekend: the one before it
        saturday -= 7 * _DAY
    if told.match.name == "since":
        return Window("since", PeriodRule.CALENDAR, Precision.DAY, saturday, published)
    return Window("window", PeriodRule.CALENDAR, Precision.DAY, saturday, min(saturday + _DAY, published))


def _so_far(told: Told) -> Window:
    match, published = told.match, told.published
    if match.unit is not None and match.unit not in CALENDAR:
        return Window("none", PeriodRule.UNKNOWN)  # "the toll for the day"
    unit = match.unit or "year"
    if published is None and told.before is not None:  # of an undated text: the year of what was told before
        published = told.before.finish
    if match.dates:
        begin, precision = match.dates[0].begin, match.dates[0].precision
    else:
        begin = calendar_unit(published, unit)[0] if published else None
        precision = UNIT_PRECISION[unit]
    return Window("since", PeriodRule.CALENDAR, precision, begin, published)


def _ahead(told: Told) -> Window:
    n, unit, published = told.match.n, told.match.unit or "day", told.published
    finish = None
    if published and n:
        finish = back(published, -n, unit)
    return Window("ahead", PeriodRule.LOOK_BACK, UNIT_PRECISION[unit], published if finish else None, finish)


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
    "at_end": _as_of,
    "by": _as_of,
    "since": _since,
    "since_long": _since_long,
    "look_back": _look_back,
    "lasted": _lasted,
    "running": _running,
    "look_back_to": _look_back_to,
    "look_on": _look_on,
    "days_after": _days_after,
    "night_to": _night_to,
    "before": _before,
    "before_event": leaning.before_event,
    "none": _only("none", PeriodRule.UNKNOWN),
    "since_then": leaning.since_then,
    "ago": _ago,
    "ago_about": _ago,
    "later": leaning.later,
    "event_ago": leaning.event_ago,
    "earlier": leaning.earlier,
    "after": _after,
    "same": leaning.same,
    "that_time": leaning.that_time,
    "onward": leaning.onward,
    "first": leaning.first,
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
