"""The days that a form's labels, a report's title and its first lines tell: of the event, of what it covers."""

import re
from collections.abc import Container, Iterable

from stats.assembly.when.spans import is_day_alone
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.readers.when.clocks import CLOCK
from stats.readers.when.events import kinds_among
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import PeriodRule, Precision

_UNITS = {Precision.WEEK: (6, 8), Precision.MONTH: (28, 31)}  # days of a report on a week, on a month
_SIGNS = frozenset((":", "–", "—", "-"))
_FORM = 8  # lines at the top that a form's labels stand in
_TOP = 3  # lines at the top, one of which may tell nothing but when it struck
_LABELLED = 2  # tokens from a day to its number: a sign and the number
_MOMENTARY = frozenset(("quake", "accident"))
_TIME_OF_DAY = re.compile(rf",? *(?:[^\W\d]{{1,4}} )?{CLOCK}(?: [^\W\d]{{1,5}})?[. ]*")


def is_labelled(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a form's label names a day as that of the event: "Date: 3 May", "Date of occurrence: 3 May"."""
    if mark.role != "window" or mark.precision is not Precision.DAY or mark.begin is None or mark.first < 2:
        return False
    if mark.finish == reading.published or _leads_date(reading, mark):
        return False  # the report's own
    words, weekdays = reading.words, reading.lexicon.words("weekdays")
    colon = mark.first - 1
    if words[colon] == "," and words[colon - 1] in weekdays:  # "Time: Thursday, 3 May"
        colon -= 2
    if colon < 1 or words[colon] != ":":
        return False
    if reading.lexicon.asked("event_days", "words").first(words, colon - 1, 0) is not None:
        return True
    label = reading.lexicon.asked("event_days", "forms").first(words, colon - 1, 0)
    return label == reading.sentences[mark.sentence].first and _is_form(reading)


def _leads_date(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a weekday stands before its date: "THURSDAY, 3 May"."""
    after = reading.words[mark.last + 1 : mark.last + 3]
    weekday = mark.first == mark.last and reading.words[mark.first] in reading.lexicon.words("weekdays")
    return weekday and after[:1] == [","] and after[-1][0].isdigit()


def _is_form(reading: Reading) -> bool:
    """Tell whether a line at the top names the event in a form's field: "Event: Flood", "Type of disaster: storm"."""
    known: bool | None = reading.memo.get("form of an event")
    if known is None:
        fields = reading.lexicon.asked("event_fields")
        known = any(fields.last(reading.words, s.first, s.last) is not None for s in reading.sentences[:_FORM])
        reading.memo["form of an event"] = known
    return known


def is_report_period(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether days are named as those that a report covers: "Reporting period: 12-18 February".

    By a label, or in a sentence on the report: "the update COVERS the period from 3 to 9 May".
    """
    home, listed = reading.sentences[mark.sentence], time_words(reading.lexicon).listed
    before = reading.words[max(home.first, mark.first - _COVERING) : mark.first]
    if not listed["covering"].isdisjoint(before):
        return not listed["reports"].isdisjoint(reading.words[home.first : mark.first])
    colon = mark.first - 1
    if colon < 1 or reading.words[colon] != ":":
        return False
    return reading.lexicon.asked("report_periods").first(reading.words, colon - 1, 0) is not None


_COVERING = 4  # tokens from "covers" to the days: "the period from"


def strikes(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a line at the top says only when what the title names struck: "24 April, 13:55 UTC"."""
    home = reading.sentences[mark.sentence]
    if not 0 < home.index < _TOP or mark.first != home.first or mark.finish == reading.published:
        return False
    if mark.role != "window" or mark.precision is not Precision.DAY or mark.begin is None:
        return False
    clock = _TIME_OF_DAY.match(reading.text, mark.end, home.end)
    timed = (clock is not None and clock.end() == home.end) or is_day_alone(reading, mark)
    title = reading.sentences[0]
    return timed and not _MOMENTARY.isdisjoint(kinds_among(reading, title.first, title.last))


def opens_count(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a day is the label of a number in its own line, and heads no others: "3 May - 412"."""
    return labels_number(reading, mark, _SIGNS)


def labels_number(reading: Reading, mark: PeriodMark, signs: Container[str] = ":") -> bool:
    """Tell whether a sign sets a time off from the number behind it: "900 people (8 pm yesterday: 700)"."""
    after = reading.words[mark.last + 1 : mark.last + 3]
    return len(after) == _LABELLED and after[0] in signs and after[1][0].isdigit()


def retell(reading: Reading, covered: PeriodMark | None, periods: Iterable[PeriodMark]) -> None:
    """Set the week or month of publication to the one that a report covers: "THIS WEEK", in the report on the last.

    And what the lines above only tell as long to those days: "Raids displace 900 IN TWO WEEKS".
    """
    published = reading.published
    if covered is None or covered.begin is None or covered.finish is None or published is None:
        return
    length, since = (covered.finish - covered.begin).days + 1, (published - covered.finish).days
    for mark in periods:
        if _is_as_long(reading, mark, length) and mark.sentence < covered.sentence and since > 0:
            mark.begin, mark.finish = covered.begin, covered.finish
        least, most = _UNITS.get(mark.precision, (1, 0))
        if not least <= length <= most or not 0 < since <= most or mark.rule is not PeriodRule.CALENDAR:
            continue
        if mark.role == "window" and mark.begin and mark.finish and mark.begin <= published <= mark.finish:
            mark.begin, mark.finish = covered.begin, covered.finish


def _is_as_long(reading: Reading, mark: PeriodMark, length: int) -> bool:
    """Tell whether a time looks back over so many days, give or take one."""
    if mark.key != "look_back" or mark.begin is None or mark.finish is None or mark.finish != reading.published:
        return False
    return abs((mark.finish - mark.begin).days + 1 - length) <= 1
