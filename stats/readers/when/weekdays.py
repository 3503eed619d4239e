"""Weekdays as dates: "Monday", "Thursday last week", "le vendredi 21 au soir"."""

from dataclasses import replace
from datetime import timedelta

from stats.readers.reading import Reading
from stats.readers.timewords import TimeWords, phrase_at
from stats.readers.when.calendars import calendar_unit
from stats.readers.when.datemarks import DateMark
from stats.readers.when.months import DAYS, is_name, month_at
from stats.vocabulary import Precision

_DAY = timedelta(days=1)


def weekday_at(reading: Reading, time: TimeWords, i: int, *, joined: bool = False) -> DateMark | None:
    """Read a weekday, with the week or the day of the month told beside it; None where no such date starts there.

    joined: another weekday joins this one, which joins no third: "Monday 10-Monday 10-…" would be read without end.
    """
    words, n = reading.words, len(reading.words)
    if not is_name(reading, time, i) or _ends_name(reading, i):
        return None
    day, end, fillers = time.weekdays[words[i]], _weekday_end(reading, time, i), time.listed["fillers"]
    if end is None:
        return None
    if not joined and (span := _to_weekday(reading, time, i, end)) is not None:
        return span
    for k in range(end + 1, end + 5):  # "Monday, 7 March": the date says more than the weekday
        if k < n and words[k] in time.months:
            mark = month_at(reading, time, k)
            return mark if mark is not None and mark.first <= i else None
        small = words[k : k + 1] != [] and (words[k] in (",", "the", ".") or (k > end + 1 and words[k] in fillers))
        if k < n and not (words[k] in DAYS or words[k] in time.listed["ordinals"] or small):
            break
    if reading.lexicon.grammar.get("bare_days") and (mark := _day_of_weekday(reading, time, i, end, day)) is not None:
        return mark
    week = _week_after(reading, time, end + 1)
    if week is not None:  # "Thursday last week", "Thursday of last week"
        mark = DateMark(i, week[0], "day", Precision.DAY, weekday=day)
        if reading.published:
            monday = calendar_unit(reading.published, "week", week[1])[0]
            mark.begin = mark.finish = monday + day * _DAY
        return mark
    relation = time.relations.get(words[i - 1]) if i else None
    mark = DateMark(i - (relation is not None), end, "day", Precision.DAY, weekday=day)
    if end + 1 < n and words[end + 1] in time.listed["times_of_day"]:
        mark.last = end + 1
    if time.behind and (behind := phrase_at(words, end + 1, time.behind)) is not None:
        mark.last, relation = end + behind[0], behind[1]  # "lundi DERNIER"
    bracketed = words[mark.last + 1 : mark.last + 4 : 2] == ["(", ")"] and words[mark.last + 2] in DAYS
    if bracketed and time.listed["weekday_tails"]:
        mark.last += 3  # "neste domingo (12)"
    if reading.published:
        back = (reading.published.weekday() - day) % 7
        if relation is not None and relation < 0 and back == 0:
            back = 7
        if relation is not None and relation > 0:
            back -= 7
        mark.begin = mark.finish = reading.published - back * _DAY
    return mark


def _ends_name(reading: Reading, i: int) -> bool:
    """Tell whether a weekday that its language writes small ends a name: "en Santo DOMINGO"."""
    small = reading.lexicon.grammar.get("small_weekdays") and reading.heads[i].isupper()
    return bool(small) and i > 0 and reading.heads[i - 1].isupper() and not reading.heads[i + 1 : i + 2].isdigit()


def _to_weekday(reading: Reading, time: TimeWords, i: int, end: int) -> DateMark | None:
    """Read a weekday with its day, joined with another that tells the month: "Sunday 1 AND MONDAY 2 MAY"."""
    words, listed = reading.words, time.listed
    k = _past(words, end + 1, listed["fillers"] | {","})
    if words[k : k + 1] == [] or words[k] not in DAYS:
        return None
    joint = _past(words, k + 1, listed["ordinals"] | {","})
    other = _past(words, joint + 1, listed["fillers"])
    if other >= len(words) or words[joint] not in listed["joiners"] or words[other] not in time.weekdays:
        return None
    last = weekday_at(reading, time, other, joined=True)
    if last is None or last.parts is None or last.slot != "day" or last.parts[0] != last.parts[1]:
        return None
    month, day = last.parts[1]
    first = (month - (day is not None and int(words[k]) > day), int(words[k]))  # "from Sunday 30 to Monday 1 May"
    if first[0] < 1:
        return None
    return replace(last, first=i, parts=(first, last.parts[1]))


def _past(words: list[str], k: int, small: frozenset[str]) -> int:
    """Return the token behind one that may be stepped over, with its comma at most."""
    for _ in range(_SMALL):
        k += words[k : k + 1] != [] and words[k] in small
    return k


_SMALL = 2  # tokens stepped over: ", the"


def _day_of_weekday(reading: Reading, time: TimeWords, i: int, end: int, day: int) -> DateMark | None:
    """Read a weekday with its day and without the month: "le vendredi 21 au soir"; not "el lunes 11 familias".

    It is the latest such day by publication; of no weekday's is none.
    """
    k = end + 1
    if k >= len(reading.words) or reading.words[k] not in DAYS or reading.parted(end):
        return None
    if orders_a_noun(reading, time, k + 1) and reading.words[k + 1] not in time.listed["joiners"]:
        return None
    mark = DateMark(i, k, "day", Precision.DAY, ordinal=int(reading.words[k]))
    if reading.published is None:
        return mark
    for months in (0, -1):
        begin, finish = calendar_unit(reading.published, "month", months)
        told = begin + (int(reading.words[k]) - 1) * _DAY
        if told <= min(finish, reading.published) and told.weekday() == day:
            mark.ordinal, mark.begin, mark.finish = None, told, told
            return mark
    return None


def _weekday_end(reading: Reading, time: TimeWords, i: int) -> int | None:
    """Return the last token of a weekday's name; None for an ordinal alone: "segunda-FEIRA", "segunda vez".

    Alone it is a weekday where nothing follows that it could count.
    """
    words, tails = reading.words, time.listed["weekday_tails"]
    if not tails:
        return i
    for k in (i + 1, i + 2):
        if words[k : k + 1] and words[k] in tails:
            return k
    if words[i] not in time.listed["weekday_ordinals"]:
        return i
    after = words[i + 1] if i + 1 < len(words) else "."
    alone = not after[:1].isalnum() or after in time.listed["times_of_day"] or phrase_at(words, i + 1, time.behind)
    return i if i and words[i - 1] in time.listed["before_weekdays"] and alone else None


def _week_after(reading: Reading, time: TimeWords, k: int) -> tuple[int, int] | None:
    """Return (last token, weeks from now) of the week told after a weekday; not of "said Tuesday LAST WEEK'S flood"."""
    words = reading.words
    k += words[k : k + 1] != [] and words[k] in time.listed["times_of_day"]  # "Tuesday NIGHT last week"
    k += words[k : k + 1] != [] and words[k] in time.listed["part_of"]
    week = k + 1 < len(words) and words[k] in time.relations and time.units.get(words[k + 1]) == "week"
    if week and not reading.owns(k + 2):
        return k + 1, time.relations[words[k]]
    return None


def orders_a_noun(reading: Reading, time: TimeWords, i: int) -> bool:
    """Tell whether an ordinal says which of many a noun after it is: "the 18th typhoon of the year"."""
    word = reading.words[i] if i < len(reading.words) else ""
    ends = word in reading.lexicon.words("np_stops") or word in time.listed["times_of_day"]
    ends = ends or word in reading.lexicon.words("another")  # "on the 22nd another 300 left"
    return word.isalpha() and not ends
