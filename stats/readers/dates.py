"""Dates as a text writes them: days and lists of days, months, years, weekdays, words told from its own day."""

from datetime import date, timedelta

from stats.readers.calendars import calendar_unit
from stats.readers.datemarks import DateMark, narrow_part, resolve_dates
from stats.readers.numericdates import numeric_dates
from stats.readers.reading import Reading
from stats.readers.timewords import YEARS, TimeWords, phrase_at, phrase_before, time_words
from stats.vocabulary import Precision

_DAY = timedelta(days=1)
_YEAR = frozenset(map(str, YEARS))
_DAYS = frozenset(f"{d}" for d in range(1, 32)) | frozenset(f"0{d}" for d in range(1, 10))
_YEAR_JOINS = frozenset(("/", "-", "–"))
_MISSING = frozenset(("'", "’", "‘"))  # before the two digits of a year
_SHORT = 4  # a month's short form has at most so many letters: a full stop after it ends no sentence


def find_dates(reading: Reading) -> list[DateMark]:
    """Return the dates of a text in order, resolved as far as the text and the day of publication allow.

    They are read anew only where the day of publication has been found since.
    """
    known: tuple[date | None, list[DateMark]] | None = reading.memo.get("dates")
    if known is not None and known[0] == reading.published:
        return known[1]
    time = time_words(reading.lexicon)
    marks = numeric_dates(reading)
    taken = {i for m in marks for i in range(m.first, m.last + 1)}
    last = -1
    for i in reading.tokens_of(time.heads):
        if i <= last or i in taken:
            continue
        mark = _read(reading, time, i)
        if mark is not None and (not marks or mark.first > last):
            marks.append(mark)
            last = mark.last
    marks.sort(key=lambda m: m.first)
    resolve_dates(reading, time, marks)
    reading.memo["dates"] = reading.published, marks
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
        mark.last = _second_year(reading, i)
        quarter = phrase_at(words, i + 1, time.quarters)
        return _quarter(reading, time, i + 1, *quarter) if quarter else mark
    quarter = phrase_at(words, i, time.quarters)
    if quarter:
        return _quarter(reading, time, i, *quarter)
    feast = phrase_at(words, i, time.feasts)
    if feast:
        mark = DateMark(i, i + feast[0] - 1, "day", Precision.DAY, parts=(feast[1], feast[1]))
        _year_after(reading, time, mark)
        return mark
    told = phrase_at(words, i, time.day_words)
    if told:
        mark = DateMark(i, i + told[0] - 1, "day", Precision.DAY)
        if reading.published:
            mark.begin = mark.finish = reading.published + told[1] * _DAY
        return mark
    if word in time.relations:
        return _related(reading, time, i)
    if word in time.listed["wholes"]:
        return _whole(reading, time, i)
    if word in time.listed["ordinals"] and i and words[i - 1] in _DAYS and reading.starts[i] == reading.ends[i - 1]:
        if _before_month(reading, time, i + 1) or _orders_a_noun(reading, time, i + 1):
            return None
        return DateMark(i - 1, i, "day", Precision.DAY, ordinal=int(words[i - 1]))
    return None


def _before_month(reading: Reading, time: TimeWords, i: int) -> bool:
    """Tell whether a month follows an ordinal, with days of it between at most: "3rd May", "1st to 5th of May"."""
    listed = time.listed
    for k in range(i, min(len(reading.words), i + _ORDINAL_REACH)):
        word = reading.words[k]
        if word in time.months:
            return _is_name(reading, time, k)
        if not (word in _DAYS or any(word in listed[name] for name in ("ordinals", "joiners", "fillers"))):
            return False
    return False


def _orders_a_noun(reading: Reading, time: TimeWords, i: int) -> bool:
    """Tell whether an ordinal says which of many a noun after it is: "the 18th typhoon of the year"."""
    word = reading.words[i] if i < len(reading.words) else ""
    ends = word in reading.lexicon.words("np_stops") or word in time.listed["times_of_day"]
    return word.isalpha() and not ends


_ORDINAL_REACH = 7  # tokens from a day's ordinal to its month


def _whole(reading: Reading, time: TimeWords, i: int) -> DateMark | None:
    """Read "the month" where a part of it is told before: "the first ten days of the month", "half of the year"."""
    words, fillers = reading.words, time.listed["fillers"]
    if i < 4 or words[i - 1] not in fillers or words[i - 2] not in time.listed["part_of"]:
        return None
    if words[i - 3] not in time.units and words[i - 3] not in time.listed["halves"]:
        return None
    unit = time.units[words[i]]
    mark = DateMark(i - 1, i, "span", Precision.YEAR if unit == "year" else Precision.MONTH)
    if reading.published:
        mark.begin, mark.finish = calendar_unit(reading.published, unit)
    return mark


def _second_year(reading: Reading, i: int) -> int:
    """Return the last token of a year and the two digits of the one after it: "2016/17", "2016-17"."""
    words = reading.words[i : i + 4]
    if len(words) < 3 or words[1] not in _YEAR_JOINS or len(words[2]) != 2 or not words[2].isdecimal():
        return i
    closed = reading.ends[i] == reading.starts[i + 1] and reading.ends[i + 1] == reading.starts[i + 2]
    another = len(words) > 3 and words[3] in _YEAR_JOINS  # "2016-12-03"
    return i + 2 if closed and int(words[2]) == (int(words[0]) + 1) % 100 and not another else i


def _quarter(reading: Reading, time: TimeWords, i: int, size: int, months: tuple[int, int]) -> DateMark | None:
    """Read "Q1 2017", "the first quarter" in its short form, with the year before or after it."""
    words = reading.words
    (low, high), last = months, i + size - 1
    mark = DateMark(i, last, "month", Precision.MONTH, parts=((low, None), (high, None)))
    _year_after(reading, time, mark)
    if not mark.told and i and words[i - 1] in _YEAR:
        mark.first, mark.year, mark.told = i - 1, int(words[i - 1]), True
    return mark if mark.told or reading.published else None


def _is_name(reading: Reading, time: TimeWords, i: int) -> bool:
    """Tell whether a word that is also another word ("may") stands for the time."""
    word = reading.words[i]
    if reading.text[reading.starts[i]].islower():
        return word not in time.listed["short_words"] and word not in time.listed["also_words"]
    short = word in time.listed["short_words"]
    if not short and word not in time.listed["also_words"]:
        return True
    after = "".join(reading.words[i + 1 : i + 2])
    if short and after == "." and reading.starts[i + 1] == reading.ends[i]:
        after = "".join(reading.words[i + 2 : i + 3])  # "since Dec. 28"
    hyphen = i > 1 and reading.words[i - 1] == "-" and reading.starts[i - 1] == reading.ends[i - 2]  # "12-Mar-2017"
    beside = (i and _day_at(reading, time, i - 1 - hyphen)) or after in _DAYS or after in _YEAR
    if beside or short:
        return bool(beside) or (short and _in_calendar(reading, time, i))
    start = i == 0 or reading.words[i - 1] in (".", '"', ":")
    return reading.text[reading.starts[i]].isupper() and not start


def _in_calendar(reading: Reading, time: TimeWords, i: int) -> bool:
    """Tell whether a short form stands in a row of months with their numbers: "Feb 2,440 / MAR 985"."""
    month = time.months.get(reading.words[i])
    near = reading.words[max(0, i - _ROW) : i]
    before = next((time.months[word] for word in reversed(near) if word in time.months), None)
    return month is not None and before is not None and (month - before) % 12 == 1


_ROW = 8  # tokens from one month of a row to the next


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
        after = words[last + 2]
        last += len(words[i]) <= _SHORT and (after in _DAYS or after in _YEAR or after == ",")
    j = i - 1
    while j > max(0, i - 4) and words[j] in fillers:
        j -= 1
    if j > 0 and words[j] == "-" and reading.starts[j] == reading.ends[j - 1] and words[j + 1] == words[i]:
        j -= 1  # "12-Mar-2017"
    took = _day_at(reading, time, j)
    if took and not reading.parted(j):
        first, days = j - took + 1, [int(words[j - took + 1])]
        while first > 1:
            joint = first - 1 - (words[first - 1] in fillers)  # "the 1st to THE 5th of May"
            if not (words[joint] in joiners or (words[joint] == "," and len(days) > 1)):
                break
            more = _day_at(reading, time, joint - 1)
            if not more or int(words[joint - more]) >= days[0]:
                break
            first = joint - more
            days.insert(0, int(words[first]))
    elif words[i - 1] not in time.listed["no_day_after"] or i == 0:
        opened = i > 0 and words[i - 1] in time.listed["opens"]
        last, days = _days_after(reading, time, last, opened=opened)
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


def _days_after(reading: Reading, time: TimeWords, last: int, *, opened: bool) -> tuple[int, list[int]]:
    """Return (last token, days) of the numbers of days after a month: "9", "9-12", "9 and 10".

    opened: a word before the month opens a range, so that a second number is a day whatever follows it.
    """
    words, n = reading.words, len(reading.words)
    days: list[int] = []
    k = last + 1
    while k < n and words[k] in _DAYS and not reading.parted(k - 1):
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
            counts = k + 3 < n and words[k + 3][:1].isdigit()  # "on March 2 and 3 killed 25 people"
            counts = counts or (not words[k].isalpha() and reading.ends[last] == reading.starts[k + 1] - 1)  # "21-22"
            known = after.isalpha() and after not in time.listed["joiners"]
            if known and not (opened or counts) and reading.lexicon.starting(after) != ():
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
    if _short_year(reading, mark):
        return
    told = phrase_at(words, mark.last + 1, time.year_words)
    if told and reading.published:
        mark.last, mark.year, mark.told = mark.last + told[0], reading.published.year + told[1], True


def _short_year(reading: Reading, mark: DateMark) -> bool:
    """Read the two digits of a year after a date: "12 March '16", "12-Mar-16"; tell whether they are there."""
    words, k, published = reading.words, mark.last + 1, reading.published
    if published is None or k + 1 >= len(words) or len(words[k + 1]) not in (2, 4) or not words[k + 1].isdecimal():
        return False
    closed = reading.ends[k] == reading.starts[k + 1]
    hyphen = words[k] == "-" and mark.last == mark.first + 2 and words[mark.first + 1] == "-"
    if not closed or not (hyphen or (words[k] in _MISSING and len(words[k + 1]) == 2)):
        return False
    year = int(words[k + 1])
    year += published.year - published.year % 100 if year < 100 else 0
    if not published.year - 20 <= year <= published.year + 2:
        return False
    mark.last, mark.year, mark.told = k + 1, year, True
    return True


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
    week = _week_after(time, words, i + 1)
    if week is not None:  # "Thursday last week", "Thursday of last week"
        mark = DateMark(i, week[0], "day", Precision.DAY, weekday=day)
        if reading.published:
            monday = calendar_unit(reading.published, "week", week[1])[0]
            mark.begin = mark.finish = monday + day * _DAY
        return mark
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


def _week_after(time: TimeWords, words: list[str], k: int) -> tuple[int, int] | None:
    """Return (last token, weeks from now) of the week told after a weekday."""
    k += words[k : k + 1] != [] and words[k] in time.listed["part_of"]
    if k + 1 < len(words) and words[k] in time.relations and time.units.get(words[k + 1]) == "week":
        return k + 1, time.relations[words[k]]
    return None


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
    part = phrase_before(words, i, time.parts) if unit in ("month", "year") else None
    if part:
        mark.first, mark.part = i - part[0], part[1]
        narrow_part(mark)
    return mark
