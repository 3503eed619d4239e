"""Dates as a text writes them: days, lists of days, months, years, weekdays and words told from the day of publication."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from stats.readers.reading import Reading
from stats.readers.timewords import YEARS, TimeWords, phrase_at, phrase_before, time_words
from stats.vocabulary import Precision

_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,4})([./-])(\d{1,2})\2(\d{4}|\d{1,2})(?![\d/-]|\.\d)")
_DAY = timedelta(days=1)
_YEAR = frozenset(map(str, YEARS))
_DAYS = frozenset(f"{d}" for d in range(1, 32)) | frozenset(f"0{d}" for d in range(1, 10))
_PARTS = {"early": (1, 10), "early-middle": (1, 20), "middle": (11, 20), "middle-late": (11, 31), "late": (21, 31)}
_PART_MONTHS = {"early": (1, 4), "early-middle": (1, 8), "middle": (5, 8), "middle-late": (5, 12), "late": (9, 12)}
_SHORT = 4  # a month's short form has at most so many letters: a full stop after it ends no sentence


@dataclass(slots=True)
class DateMark:
    """A date of the text: tokens [first, last]; begin and finish of what it names, None where its year is not told.

    slot: "day" (a day or days), "month", "year" or "span" ("last week"). parts: (month, day) pairs as written, first and
    last, day None for a whole month. told: the text gives its year. part: "early", "middle", "late" of a month or year.
    weekday: it is a weekday alone. ordinal: a day without a month ("the 26th"). shift: of a span, units from now.
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


def find_dates(reading: Reading) -> list[DateMark]:
    """Return the dates of a text in order, resolved as far as the text and the day of publication allow."""
    time = time_words(reading.lexicon)
    words, heads = reading.words, time.heads
    marks: list[DateMark] = _numeric(reading) if _NUMERIC.search(reading.folded) else []
    taken = {i for m in marks for i in range(m.first, m.last + 1)}
    last = -1
    for i in [i for i, w in enumerate(words) if w in heads]:
        if i <= last or i in taken:
            continue
        mark = _read(reading, time, i)
        if mark is not None and (not marks or mark.first > last):
            marks.append(mark)
            last = mark.last
    marks.sort(key=lambda m: m.first)
    _resolve(reading, time, marks)
    return marks


def _read(reading: Reading, time: TimeWords, i: int) -> DateMark | None:
    """Read the date whose head word is token i."""
    words = reading.words
    word = words[i]
    if word in time.months:
        return _month(reading, time, i)
    if word in time.weekdays:
        return _weekday(reading, time, i)
    if word in _YEAR:
        if i + 1 < len(words) and reading.starts[i + 1] == reading.ends[i] and words[i + 1] not in ".,;:)-–—/\"'":
            return None  # "the 1920s"
        part = phrase_before(words, i, time.parts)
        mark = DateMark(i - (part[0] if part else 0), i, "year", Precision.YEAR, year=int(word), told=True)
        mark.part = part[1] if part else None
        return mark
    if word in time.relations:
        return _related(reading, time, i)
    told = phrase_at(words, i, time.day_words)
    if told:
        mark = DateMark(i, i + told[0] - 1, "day", Precision.DAY)
        if reading.published:
            mark.begin = mark.finish = reading.published + told[1] * _DAY
        return mark
    if word in time.listed["ordinals"] and i and words[i - 1] in _DAYS and reading.starts[i] == reading.ends[i - 1]:
        return DateMark(i - 1, i, "day", Precision.DAY, ordinal=int(words[i - 1]))
    return None


def _is_name(reading: Reading, time: TimeWords, i: int) -> bool:
    """Tell whether a word that is also another word ("may") stands for the time."""
    word = reading.words[i]
    if reading.text[reading.starts[i]].islower():
        return word not in time.listed["short_words"] and word not in time.listed["also_words"]
    short = word in time.listed["short_words"]
    if not short and word not in time.listed["also_words"]:
        return True
    beside = (i and _day_at(reading, time, i - 1)) or (i + 1 < len(reading.words) and reading.words[i + 1] in _DAYS | _YEAR)
    if beside or short:
        return bool(beside)
    start = i == 0 or reading.words[i - 1] in (".", '"', ":")
    return reading.text[reading.starts[i]].isupper() and not start


def _day_at(reading: Reading, time: TimeWords, i: int) -> int:
    """Return how many tokens ending at i are the number of a day ("6", "6 th"), 0 where none."""
    words = reading.words
    if i >= 0 and words[i] in _DAYS:
        return 1
    return 2 if i > 0 and words[i] in time.listed["ordinals"] and words[i - 1] in _DAYS else 0


def _month(reading: Reading, time: TimeWords, i: int) -> DateMark | None:
    words, n = reading.words, len(reading.words)
    if not _is_name(reading, time, i):
        return None
    month = time.months[words[i]]
    joiners, fillers = time.listed["joiners"], time.listed["fillers"]
    first, last = i, i
    days: list[int] = []
    if last + 2 < n and words[last + 1] == "." and reading.starts[last + 1] == reading.ends[last]:
        last += len(words[i]) <= _SHORT and (words[last + 2] in _DAYS or words[last + 2] in _YEAR or words[last + 2] == ",")
    j = i - 1
    while j > 0 and words[j] in fillers:
        j -= 1
    took = _day_at(reading, time, j)
    if took:
        first, days = j - took + 1, [int(words[j - took + 1])]
        while first > 1 and (words[first - 1] in joiners or (words[first - 1] == "," and len(days) > 1)):
            more = _day_at(reading, time, first - 2)
            if not more or int(words[first - 1 - more]) >= days[0]:
                break
            first = first - 1 - more
            days.insert(0, int(words[first]))
    elif words[i - 1] not in time.listed["no_day_after"] or i == 0:
        last, days = _days_after(reading, time, last)
    mark = DateMark(first, last, "day" if days else "month", Precision.DAY if days else Precision.MONTH)
    mark.parts = ((month, days[0] if days else None), (month, days[-1] if days else None))
    if not days:
        part = phrase_before(words, first, time.parts)
        if part is None and words[first - 1] == "-" and first > 1:
            part = phrase_before(words, first, time.parts)
        if part:
            mark.first, mark.part = first - part[0], part[1]
    _year_after(reading, time, mark)
    _weekday_before(time, words, mark)
    return mark


def _days_after(reading: Reading, time: TimeWords, last: int) -> tuple[int, list[int]]:
    """Return (last token, days) of the numbers of days after a month: "9", "9-12", "9 and 10"."""
    words, n = reading.words, len(reading.words)
    days: list[int] = []
    k = last + 1
    while k < n and words[k] in _DAYS:
        if days and int(words[k]) <= days[-1]:
            break
        if days and k + 1 < n and words[k + 1] in time.months:
            break
        days.append(int(words[k]))
        last = k
        if k + 1 < n and words[k + 1] in time.listed["ordinals"]:
            last = k + 1
        k = last + 1
        # "March 9 and 12 people": the second number is a day only where no word follows it
        if k + 1 < n and words[k] in time.listed["joiners"] and words[k + 1] in _DAYS:
            after = words[k + 2] if k + 2 < n else "."
            if after.isalpha() and after not in time.listed["joiners"] and reading.lexicon.starting(after) != ():
                break
            k += 1
        else:
            break
    return last, days


def _year_after(reading: Reading, time: TimeWords, mark: DateMark) -> None:
    words, n = reading.words, len(reading.words)
    k = mark.last + 1
    while k < n and (words[k] == "," or words[k] in time.listed["fillers"]) and k < mark.last + 3:
        k += 1
    if k < n and words[k] in _YEAR:
        comma = k == mark.last + 2 and words[k - 1] == ","
        counted = comma and mark.slot == "month" and k + 1 < n and words[k + 1].isalpha()
        if not counted:
            mark.last, mark.year, mark.told = k, int(words[k]), True
        return
    told = phrase_at(words, mark.last + 1, time.year_words)
    if told and reading.published:
        mark.last, mark.year, mark.told = mark.last + told[0], reading.published.year + told[1], True


def _weekday_before(time: TimeWords, words: list[str], mark: DateMark) -> None:
    """Take a weekday and its comma before a date into the date."""
    j = mark.first - 1
    if j > 0 and words[j] in (",", "."):
        j -= 1
    if j >= 0 and words[j] in time.weekdays and mark.slot == "day":
        mark.first = j


def _weekday(reading: Reading, time: TimeWords, i: int) -> DateMark | None:
    words, n = reading.words, len(reading.words)
    if not _is_name(reading, time, i):
        return None
    day = time.weekdays[words[i]]
    for k in (i + 1, i + 2, i + 3, i + 4):  # "Monday, 7 March": the date says more than the weekday
        if k < n and words[k] in time.months:
            mark = _month(reading, time, k)
            return mark if mark is not None and mark.first <= i else None
        if k < n and not (words[k] in _DAYS or words[k] in time.listed["ordinals"] or words[k] in (",", "the", ".")):
            break
    relation = time.relations.get(words[i - 1]) if i else None
    mark = DateMark(i - (relation is not None), i, "day", Precision.DAY, weekday=day)
    if i + 1 < n and words[i + 1] in time.listed["times_of_day"]:
        mark.last = i + 1
    if reading.published:
        back = (reading.published.weekday() - day) % 7
        if relation is not None and relation < 0 and back == 0:
            back = 7
        if relation is not None and relation > 0:
            back -= 7
        mark.begin = mark.finish = reading.published - back * _DAY
    return mark


def _related(reading: Reading, time: TimeWords, i: int) -> DateMark | None:
    """Read "last week", "this year", "last March"."""
    words = reading.words
    if i + 1 >= len(words):
        return None
    relation, word, published = time.relations[words[i]], words[i + 1], reading.published
    if word in time.months and _is_name(reading, time, i + 1):
        mark = _month(reading, time, i + 1)
        if mark is not None and published and not mark.told and mark.parts:
            begun = (mark.parts[0][0], mark.parts[0][1] or 1) <= (published.month, published.day)
            mark.first, mark.told = min(i, mark.first), True
            same_month = mark.parts[0][0] == published.month
            mark.year = published.year - (0 if begun and not (relation < 0 and same_month) else 1)
            mark.year += 1 if relation > 0 else 0
        return mark
    if word in time.weekdays:
        return _weekday(reading, time, i + 1)
    unit = time.units.get(word)
    if unit not in ("week", "month", "year", "quarter"):
        return None
    precision = {"week": Precision.WEEK, "month": Precision.MONTH, "quarter": Precision.MONTH}.get(unit, Precision.YEAR)
    mark = DateMark(i, i + 1, "span", precision, shift=relation)
    if published:
        mark.begin, mark.finish = calendar_unit(published, unit, relation)
    return mark


def calendar_unit(day: date, unit: str, shift: int = 0) -> tuple[date, date]:
    """Return first and last day of the week, month, quarter or year that holds a day, or of one `shift` units away."""
    if unit == "week":
        begin = day - day.weekday() * _DAY + shift * 7 * _DAY
        return begin, begin + 6 * _DAY
    if unit == "year":
        return date(day.year + shift, 1, 1), date(day.year + shift, 12, 31)
    size = 3 if unit == "quarter" else 1
    index = day.year * 12 + day.month - 1
    index = index - index % size + shift * size
    begin = date(index // 12, index % 12 + 1, 1)
    index += size
    return begin, date(index // 12, index % 12 + 1, 1) - _DAY


def back(day: date, n: int, unit: str) -> date:
    """Return the day n units before a day: hours as whole days, the same day of an earlier month or year."""
    if unit in ("month", "quarter", "year", "decade"):
        months = n * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
        index = day.year * 12 + day.month - 1 - months
        year, month = max(index // 12, 1), index % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    days = {"hour": -(-n // 24), "day": n, "week": 7 * n, "fortnight": 14 * n}[unit]
    return day - min(days, day.toordinal() - 1) * _DAY


def _numeric(reading: Reading) -> list[DateMark]:
    """Read dates all in digits; where day and month could be either, the order that the text's other dates tell."""
    found = [m for m in _NUMERIC.finditer(reading.folded) if len(m[1]) == 4 or len(m[4]) == 4]
    pairs = [(int(m[1]), int(m[3])) for m in found if len(m[1]) != 4]
    month_first = any(b > 12 for _, b in pairs) and not any(a > 12 for a, _ in pairs)
    marks = []
    for m in found:
        if len(m[1]) == 4:
            year, month, day = int(m[1]), int(m[3]), int(m[4])
        else:
            year, a, b = int(m[4]), int(m[1]), int(m[3])
            day, month = (b, a) if month_first else (a, b)
            if not month_first and not any(a > 12 for a, _ in pairs):
                day, month = _fitting(reading, year, day, month)
        if year in YEARS and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            first, last = reading.token_at(m.start()), reading.token_at(m.end() - 1)
            mark = DateMark(first, last, "day", Precision.DAY, date(year, month, day), date(year, month, day))
            mark.year, mark.told, mark.parts = year, True, ((month, day), (month, day))
            marks.append(mark)
    return marks


def _fitting(reading: Reading, year: int, day: int, month: int) -> tuple[int, int]:
    """Return (day, month) in the order that does not fall after the day of publication; day first where both fit."""
    published = reading.published
    if published and day <= 12 and date(year, month, min(day, 28)) > published >= date(year, day, min(month, 28)):
        return month, day
    return day, month


def _resolve(reading: Reading, time: TimeWords, marks: list[DateMark]) -> None:
    """Give each date its days: a missing year from the range it stands in, the day of publication, other dates."""
    words = reading.words
    for mark, after in zip(marks, marks[1:], strict=False):
        between = words[mark.last + 1 : after.first]
        joined = len(between) <= 2 and all(w in time.listed["joiners"] or w in time.listed["fillers"] for w in between)
        if mark.parts and after.parts and mark.year is None and after.year is not None and joined:
            mark.year = after.year - (mark.parts[0][0] > after.parts[0][0])
            mark.told = True
    full = [m for m in marks if m.told and m.year and m.parts]
    if reading.published is None:
        _related_years(marks)
    before: date | None = None
    for mark in marks:
        if mark.ordinal is not None:
            _resolve_ordinal(mark, before or reading.published)
        elif mark.parts is not None and mark.begin is None:
            if mark.year is None:
                mark.year = _year_of(mark, reading.published, full)
            if mark.year is not None:
                mark.begin = _edge(mark, mark.year, 0)
                mark.finish = _edge(mark, mark.year, 1)
        elif mark.slot == "year" and mark.year:
            low, high = _PART_MONTHS.get(mark.part or "", (1, 12))
            mark.begin = date(mark.year, low, 1)
            mark.finish = date(mark.year, high, monthrange(mark.year, high)[1])
        if mark.part and mark.slot == "month":
            mark.precision = Precision.WEEK
        _narrow(words, time, mark)
        before = mark.finish if mark.slot == "day" and mark.finish else before


def _narrow(words: list[str], time: TimeWords, mark: DateMark) -> None:
    """Narrow a month or year to the part named before it: "the second week of May", "the first half of 2016"."""
    j = mark.first - 1
    if mark.slot == "day" or j < 2 or words[j] not in time.listed["part_of"] or mark.part:
        return
    while words[j - 1] in time.listed["fillers"] and j > 3:
        j -= 1
    half, unit = words[j - 1] in time.listed["halves"], time.units.get(words[j - 1], "")
    if not (half or unit) or words[j - 2] not in time.counts:
        return
    n, size, first = time.counts[words[j - 2]], 1, j - 2
    if n > 1 and words[first - 1] in time.counts and time.counts[words[first - 1]] == 1:
        first, n, size = first - 1, 1, n  # "the first three weeks of May"
    elif unit and words[j - 1] not in _singular(time, unit):
        return
    mark.first, mark.slot = first, "month"
    mark.precision = Precision.MONTH if mark.precision is Precision.YEAR else Precision.WEEK
    if mark.begin is not None and mark.finish is not None:
        mark.begin, mark.finish = _portion(mark.begin, mark.finish, "half" if half else unit, n, size)


def _singular(time: TimeWords, unit: str) -> set[str]:
    return {w for w, u in time.units.items() if u == unit}


def _portion(begin: date, finish: date, unit: str, n: int, size: int) -> tuple[date, date]:
    """Return the n-th portion, of `size` units, of the days begin … finish."""
    months = (finish.year - begin.year) * 12 + finish.month - begin.month + 1
    step = {"half": months // 2, "quarter": 3, "month": 1}.get(unit, 0) * size
    if step:
        low = calendar_unit(begin, "month", step * (n - 1))[0]
        return low, calendar_unit(low, "month", step - 1)[1]
    days = {"half": 15, "week": 7, "fortnight": 14}.get(unit, 1) * size
    low = min(begin + days * (n - 1) * _DAY, finish)
    return low, finish if unit == "half" and n == 2 else min(low + (days - 1) * _DAY, finish)


def _related_years(marks: list[DateMark]) -> None:
    """Resolve "last year" from the one year that the text names, where no day of publication is known."""
    years = {m.year for m in marks if m.told and m.year}
    if len(years) != 1:
        return
    base = date(years.pop() or 1, 12, 31)
    for mark in marks:
        if mark.slot == "span" and mark.begin is None and mark.precision is Precision.YEAR:
            mark.begin, mark.finish = calendar_unit(base, "year", mark.shift)


def _resolve_ordinal(mark: DateMark, near: date | None) -> None:
    if near is None or mark.ordinal is None:
        return
    for month in (0, -1):
        begin, finish = calendar_unit(near, "month", month)
        day = begin + (mark.ordinal - 1) * _DAY
        if day <= finish and (month or (day - near).days <= 5):
            mark.begin = mark.finish = day
            return


def _year_of(mark: DateMark, published: date | None, full: list[DateMark]) -> int | None:
    """Return the year of a date without one: the latest begun by publication, else the nearest to a full date."""
    if mark.parts is None:
        return None
    month, day = mark.parts[0]
    if published:
        return published.year - ((month, day or 1) > (published.month, published.day))
    if not full:
        return None
    other = min(full, key=lambda m: abs(m.first - mark.first))
    if other.parts is None or other.year is None:
        return None
    gap = month - other.parts[0][0]
    return other.year - (gap > 6) + (gap < -6)


def _edge(mark: DateMark, year: int, side: int) -> date | None:
    month, day = (mark.parts or ((1, None), (12, None)))[side]
    length = monthrange(year, month)[1]
    if day is None:
        low, high = _PARTS.get(mark.part or "", (1, 31))
        day = (low, high)[side]
        return date(year, month, min(day, length))
    return date(year, month, day) if day <= length else None
