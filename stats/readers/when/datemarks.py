"""A date of the text, and the days it names: missing years and months filled where the text or its day tells them."""

from bisect import bisect_left
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from operator import attrgetter

from stats.readers.numbers.numberwords import number_words
from stats.readers.reading import Reading
from stats.readers.timewords import TimeWords
from stats.readers.when.calendars import calendar_unit, month_length, portion
from stats.vocabulary import Precision

_DAY = timedelta(days=1)
_FIRST = attrgetter("first")
_ITS_MONTH = 12  # tokens from a month to a day of it: "the rains of September, and ON THE 22ND another storm"
_SO_FAR = 4  # tokens from "so far" to its year
_COMPARED_REACH = 12  # words between "the most" and its year
# Days of a month and months of a year that "early", "mid" and "late" stand for (the labelling guide, hard case 6).
_PARTS = {"early": (1, 10), "early-middle": (1, 20), "middle": (11, 20), "middle-late": (11, 31), "late": (21, 31),
          "end": (21, 31)}  # fmt: skip
_PART_MONTHS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11),
                "early": (1, 4), "early-middle": (1, 8), "middle": (5, 8), "middle-late": (5, 12), "late": (9, 12),
                "end": (9, 12)}  # fmt: skip


@dataclass(slots=True)
class DateMark:
    """A date of the text: tokens [first, last]; begin and finish of what it names, None where its year is not told.

    slot: "day" (a day or days), "month", "year" or "span" ("last week"). parts: (month, day) as written, of the first
    and the last, day None for a whole month. told: its year is given. part: "early", "middle", "late", "end" of it.
    weekday: it is a weekday alone. ordinal: a day without a month ("the 26th"). shift: of a span, units from now.
    years_on: its year, in years from the one told before it ("in May OF THAT YEAR").
    """

    first: int
    last: int
    slot: str
    precision: Precision
    begin: date | None = None
    finish: date | None = None
    year: int | None = None
    parts: tuple[tuple[int, int | None], tuple[int, int | None]] | None = None
    part: str | None = None
    told: bool = False
    weekday: int | None = None
    ordinal: int | None = None
    shift: int = 0
    years_on: int | None = None


def resolve_dates(reading: Reading, time: TimeWords, marks: list[DateMark]) -> None:
    """Give each date its days: a missing year from the range it stands in, the day of publication, other dates."""
    words, cardinals = reading.words, number_words(reading.lexicon).words
    for mark, after in pairwise(marks):
        between = words[mark.last + 1 : after.first]
        joined = len(between) <= 2 and all(w in time.listed["joiners"] or w in time.listed["fillers"] for w in between)
        if mark.parts and after.parts and mark.year is None and after.year is not None and joined:
            mark.year = after.year - (mark.parts[0][0] > after.parts[0][0])
            mark.told = True
    told_year: int | None = None
    for mark in marks:
        if mark.years_on is not None and told_year is not None:
            mark.year, mark.told = told_year + mark.years_on, True
        told_year = mark.year if mark.told and mark.year else told_year
    full = [m for m in marks if m.told and m.year and m.parts]
    full = [m for m in full if m.slot == "day"] or full  # "since March 2015" is history more often than "2 May 2018"
    yearly = [m for m in marks if m.told and m.year and not _is_of_others(words, time, m)]
    named = {m.year for m in _counting(reading, yearly, cardinals) if m.year}
    if reading.published is None:
        _related_years(marks)
    before: date | None = None
    month: DateMark | None = None
    for mark in marks:
        if mark.ordinal is not None:
            near = month.finish if month is not None and mark.first - month.last <= _ITS_MONTH else before
            _resolve_ordinal(mark, near or reading.published, reading.published if near is not None else None)
        elif mark.parts is not None and mark.begin is None:
            if mark.year is None:
                since = mark.first > 0 and words[mark.first - 1] in time.listed["lasting"]
                mark.year = _year_of(mark, reading.published, full, named, since=since)
                if mark.year is None and not reading.published and not since:
                    mark.year = _year_after(words, time, mark, full)
            if mark.year is not None:
                mark.begin = _edge(mark, mark.year, 0)
                mark.finish = _edge(mark, mark.year, 1)
        elif mark.slot == "year" and mark.year:
            low, high = _PART_MONTHS.get(mark.part or "", (1, 12))
            joined = mark.last > mark.first + 1 and words[mark.last].isdecimal()
            final = last_year(str(mark.year), words[mark.last]) if joined else mark.year
            mark.begin = date(mark.year, low, 1)
            mark.finish = date(final, high, month_length(final, high))
        if mark.part and mark.slot == "month":
            mark.precision = Precision.WEEK
        _narrow(words, time, mark, cardinals)
        before = mark.finish if mark.slot == "day" and mark.finish else before
        month = mark if mark.slot == "month" and mark.finish and mark.parts and not mark.part else month


def _counting(reading: Reading, marks: list[DateMark], cardinals: Container[str]) -> list[DateMark]:
    """Return the dates in a sentence with a number or after "so far": a road "built in 1998" dates no flight."""
    dated = {k for m in marks for k in range(m.first, m.last + 1)}
    words, so_far = reading.words, reading.lexicon.asked("periods", "total")
    found = []
    for mark in marks:
        home = reading.sentence_at(reading.starts[mark.first])
        beside = (words[k] for k in range(home.first, home.last) if k not in dated)
        near = range(max(home.first, mark.first - _SO_FAR), mark.first)
        if any(w[0].isdigit() or w in cardinals for w in beside) or any(
            so_far.last(words, k, home.last) is not None for k in near
        ):
            found.append(mark)
    return found


def last_year(first: str, last: str) -> int:
    """Return the second of two years, where it may be written with two digits: "1992-95", "1992-1995"."""
    return int(last) if len(last) > 2 else int(first[:2] + last) + 100 * (int(last) < int(first[2:]))


def _is_of_others(words: list[str], time: TimeWords, mark: DateMark) -> bool:
    """Tell whether a year only dates a comparison or a beginning: "the most since 2009", "SINCE LATE 2018"."""
    before = words[max(0, mark.first - _COMPARED_REACH) : mark.first]
    if mark.slot == "year" and mark.part != "early" and before[-1:] != [] and before[-1] in time.listed["lasting"]:
        return True  # "since the start of 2016" tells which year it is
    return before[-1:] != [] and before[-1] not in time.listed["part_of"] and not (
        time.listed["comparisons"].isdisjoint(before)
    )


def narrow_part(mark: DateMark) -> None:
    """Narrow a month or year told from the day of publication to its part: "late last month", "early this year"."""
    if mark.begin is None:
        return
    year = mark.begin.year
    if mark.precision is Precision.YEAR:
        low, high = _PART_MONTHS.get(mark.part or "", (1, 12))
        mark.begin, mark.finish = date(year, low, 1), date(year, high, month_length(year, high))
        mark.precision = Precision.MONTH
    else:
        low, high = _PARTS.get(mark.part or "", (1, 31))
        month, length = mark.begin.month, month_length(year, mark.begin.month)
        mark.begin, mark.finish = date(year, month, low), date(year, month, min(high, length))
        mark.precision = Precision.WEEK


def _narrow(words: list[str], time: TimeWords, mark: DateMark, cardinals: Container[str]) -> None:
    """Narrow a month or year to the part named before it: "the second week of May", "the first half of 2016".

    cardinals: words that tell how many and not which: "in two weeks of May" may be any two.
    """
    joined = words[mark.first] in time.listed["of_wholes"]  # "of the" in one word: "los meses DEL año"
    j = mark.first - (not joined)
    if j > 2 and words[j] in time.listed["fillers"] and words[j - 1] in time.listed["part_of"]:
        j -= words[j] not in time.listed["part_of"]  # "the first week of THE MONTH May"
    if mark.slot == "day" or j < 2 or not (joined or words[j] in time.listed["part_of"]) or mark.part:
        return
    if words[j - 1] in time.listed["fillers"] and j > 3:
        j -= 1
    half, unit = words[j - 1] in time.listed["halves"], time.units.get(words[j - 1], "")
    if not (half or unit):
        behind_unit = _told_behind(words, time, j - 1)
        if behind_unit is not None:
            _take_part(mark, *behind_unit)
        return
    first, word, outer = j - 2, words[j - 2], words[max(0, j - 3)]
    count = time.counts.get(word) or (int(word) if len(word) < 3 and word.isdecimal() else 0)
    opening = time.counts.get(outer) == 1 or outer in time.listed["opening"]
    closing = outer in time.listed["final"]
    behind = word in time.listed["opening"] or word in time.listed["final"]
    many = (time.counts.get(outer) or (int(outer) if len(outer) < 3 and outer.isdecimal() else 0)) if behind else 0
    if count and (opening or closing):  # "the first three weeks of May"
        first, n, size = j - 3, -1 if closing else 1, count
    elif many and behind:  # the other way round: "les TROIS PREMIÈRES semaines de mai"
        first, n, size = j - 3, -1 if word in time.listed["final"] else 1, many
    elif word in time.listed["final"]:
        n, size = -1, 1
    elif count and not word.isdigit() and word not in cardinals:
        n, size = count, 1
    else:
        return
    _take_part(mark, first, "half" if half else unit, n, size)


def _take_part(mark: DateMark, first: int, unit: str, n: int, size: int) -> None:
    """Narrow a month or year to the n-th of its units, so many of them, told from a token on."""
    mark.first, mark.slot = first, "month"
    mark.precision = Precision.MONTH if mark.precision is Precision.YEAR else Precision.WEEK
    if mark.begin is not None and mark.finish is not None:
        mark.begin, mark.finish = portion(mark.begin, mark.finish, unit, n, size)


def _told_behind(words: list[str], time: TimeWords, k: int) -> tuple[int, str, int, int] | None:
    """Return the part that an ordinal at a token tells of the unit before it: "THE WEEK THE FIRST of May".

    Its first token, the unit, which one and how many; where adjectives follow, with a number between too: "the days the
    ten the first".
    """
    final = words[k] in time.listed["final"]
    nth = -1 if final else time.counts.get(words[k], 0)
    if not nth or words[k].isdigit():
        return None
    for size_at in (k, k - 1):
        size = 1 if size_at == k else time.counts.get(words[size_at], 0)
        unit = "half" if words[size_at - 1] in time.listed["halves"] else time.units.get(words[size_at - 1], "")
        if size_at > 1 and size and unit and (size_at == k or nth in (1, -1)):
            return size_at - 1, unit, nth, size
    return None


def _related_years(marks: list[DateMark]) -> None:
    """Resolve "last year" from the one year that the text names, where no day of publication is known."""
    years = {m.year for m in marks if m.told and m.year}
    if len(years) != 1:
        return
    base = date(years.pop() or 1, 12, 31)
    for mark in marks:
        if mark.slot == "span" and mark.begin is None and mark.precision is Precision.YEAR:
            mark.begin, mark.finish = calendar_unit(base, "year", mark.shift)


def _resolve_ordinal(mark: DateMark, near: date | None, latest: date | None) -> None:
    """Give a day without a month its month: that of the day told before it, the one before where it were too late.

    latest: the day of publication, where a day was told before: "On 3 May it began. By the 24th", told on the 26th.
    """
    if near is None or mark.ordinal is None:
        return
    for month in (0, -1):
        begin, finish = calendar_unit(near, "month", month)
        day = begin + (mark.ordinal - 1) * _DAY
        if day <= finish and (month or (day - near).days <= 5 or (latest is not None and day <= latest)):
            mark.begin = mark.finish = day
            return


def _year_of(
    mark: DateMark, published: date | None, full: list[DateMark], named: set[int], *, since: bool = False
) -> int | None:
    """Return the year of a date without one: the latest begun by publication, else that of the text's other dates.

    since: what is told goes on from then, so that it began before. full: the dates with a month and a year. named: all
    years told; the only one of a text is that of all its dates. A date may fall into the year before a full one, as a
    report tells what came before it, never into the year after.
    """
    if mark.parts is None:
        return None
    month, day = mark.parts[0]
    if published:
        return published.year - ((month, day or 1) > (published.month, published.day))
    if not full:
        return min(named) if len(named) == 1 else None
    k = bisect_left(full, mark.first, key=_FIRST)
    other = min(full[max(0, k - 1) : k + 1], key=lambda m: abs(m.first - mark.first))
    if other.parts is None or other.year is None:
        return None
    gap = month - other.parts[0][0]
    again = (m.year for m in full[max(0, k - 2) : k] if m.parts and m.parts[0][0] == month)
    if gap < 0 and (year := next(again, None)) is not None:
        return year  # "January–August 2020", then "Jan–Jun"
    if since and gap < 0 and full[0].first < mark.first:
        return other.year  # "Weekly update, 13 September 2020. Since 1 January"
    if gap < -6:  # a month that the text tells with its year: "January–August 2020", and "Jan–Jun" in a table
        years = {m.year for m in full if m.parts is not None and m.parts[0][0] == month}
        return years.pop() if len(years) == 1 else None
    return other.year - (gap > 6)


def _year_after(words: list[str], time: TimeWords, mark: DateMark, full: list[DateMark]) -> int | None:
    """Return the year of a date that follows a "since": "Since October 2014 … As of 24 February" is in 2015."""
    before = [m for m in full if m.first < mark.first]
    if not before or mark.parts is None or words[before[-1].first - 1] not in time.listed["lasting"]:
        return None
    other = before[-1]
    if other.parts is None or other.year is None:
        return None
    return other.year + (mark.parts[0][0] < other.parts[0][0])


def _edge(mark: DateMark, year: int, side: int) -> date | None:
    month, day = (mark.parts or ((1, None), (12, None)))[side]
    length = month_length(year, month)
    if day is None:
        low, high = _PARTS.get(mark.part or "", (1, 31))
        day = (low, high)[side]
        return date(year, month, min(day, length))
    return date(year, month, day) if day <= length else None
