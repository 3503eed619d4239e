"""Dates as a text writes them: days and lists of days, months, years, weekdays, words told from its own day."""

from datetime import date, timedelta

from stats.gazetteer import gazetteer
from stats.readers.bracketed import is_listed_count
from stats.readers.reading import Reading
from stats.readers.timewords import TimeWords, phrase_at, phrase_before, time_words
from stats.readers.when.calendars import calendar_unit, season
from stats.readers.when.datemarks import DateMark, last_year, narrow_part, resolve_dates
from stats.readers.when.monthdays import day_of_month
from stats.readers.when.months import DAYS, YEAR_WORDS, is_name, month_at, year_after
from stats.readers.when.numericdates import numeric_dates
from stats.readers.when.weekdays import orders_a_noun, weekday_at
from stats.readers.where.datelines import DATELINE_ENDS
from stats.readers.where.placemarks import marks_in
from stats.vocabulary import Precision

_DAY = timedelta(days=1)
_ORDINAL_REACH = 7  # tokens from a day's ordinal to its month
_YEAR_JOINS = frozenset(("/", "-", "–"))


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
    _read_from_dateline(reading, time, marks)
    reading.memo["dates"] = reading.published, marks
    return marks


def _read_from_dateline(reading: Reading, time: TimeWords, marks: list[DateMark]) -> None:
    """Tell "today" and its kin from the day on which a dateline says that the text was written.

    "KAVRE, AUGUST 14 … this morning", printed on the 15th.
    """
    told = [m for m in marks if m.begin is not None and phrase_at(reading.words, m.first, time.day_words)]
    written = next((m for m in marks[:_TOP_DATES] if is_written(reading, m)), None) if told else None
    if written is None or written.begin is None or reading.published is None:
        return
    gap = reading.published - written.begin
    for mark in told:
        if mark.first > written.last and mark.begin is not None:
            mark.begin = mark.finish = mark.begin - gap


def is_written(reading: Reading, mark: DateMark) -> bool:
    """Tell whether a date is that of a dateline shortly before publication: "KAVRE, AUGUST 14", "GENEVA, June 6 -"."""
    if mark.slot != "day" or mark.parts is None or mark.begin is None or mark.begin != mark.finish:
        return False
    if reading.published is None or not _DAY <= reading.published - mark.begin <= _PRINTED * _DAY:
        return False
    sentence, words = reading.sentence_at(reading.starts[mark.first]), reading.words
    place = mark.first - 1
    if sentence.index >= _TOP or not 0 < place - sentence.first <= _PLACE or words[place] != ",":
        return False
    named = reading.text[reading.starts[sentence.first] : reading.ends[place - 1]].isupper()
    return named and (mark.last + 1 >= sentence.last or words[mark.last + 1] in DATELINE_ENDS)


_TOP_DATES, _TOP = 6, 8  # dates, and sentences, at the top of a text among which a dateline's is
_PRINTED = 3  # days from a dateline to publication
_PLACE = 5  # tokens of a dateline's place


def _read(reading: Reading, time: TimeWords, i: int) -> DateMark | None:
    """Read the date whose head word is token i."""
    words = reading.words
    word = words[i]
    if word in time.months:
        mark = month_at(reading, time, i)
        behind = phrase_at(words, mark.last + 1, time.behind) if mark is not None and time.behind else None
        if mark is not None and behind is not None and _of_year(mark, reading.published, behind[1]):
            mark.last += behind[0]  # "en mars DERNIER"
        return mark
    if word in time.weekdays:
        return weekday_at(reading, time, i)
    if word in YEAR_WORDS:
        if i + 1 < len(words) and reading.starts[i + 1] == reading.ends[i] and words[i + 1] not in ".,;:)-–—/\"'":
            return None  # "the 1920s"
        if is_listed_count(reading, i):
            return None  # "Alder (230), Birch (1998)"
        part = phrase_before(words, i, time.parts)
        mark = DateMark(i - (part[0] if part else 0), i, "year", Precision.YEAR, year=int(word), told=True)
        mark.part = part[1] if part else None
        mark.last = _second_year(reading, time, i)
        quarter = phrase_at(words, i + 1, time.quarters)
        return _quarter(reading, time, i + 1, *quarter) if quarter else mark
    quarter = phrase_at(words, i, time.quarters)
    if quarter:
        return _quarter(reading, time, i, *quarter)
    feast = phrase_at(words, i, time.feasts)
    if feast:
        mark = DateMark(i, i + feast[0] - 1, "day", Precision.DAY, parts=(feast[1], feast[1]))
        year_after(reading, time, mark)
        return mark
    told = phrase_at(words, i, time.day_words)
    if told:
        mark = DateMark(i, i + told[0] - 1, "day", Precision.DAY)
        if reading.published:
            mark.begin = mark.finish = reading.published + told[1] * _DAY
        return mark
    if word in time.relations:
        return _related(reading, time, i)
    if word in time.units and (behind := phrase_at(words, i + 1, time.behind)) is not None:
        return _span(reading, time, i, i + behind[0], word, behind[1])
    if word in time.listed["wholes"]:
        return _whole(reading, time, i)
    if word in time.listed["ordinals"] and i and words[i - 1] in DAYS and reading.starts[i] == reading.ends[i - 1]:
        if _before_month(reading, time, i + 1) or orders_a_noun(reading, time, i + 1):
            return None
        return DateMark(i - 1, i, "day", Precision.DAY, ordinal=int(words[i - 1]))
    if word in time.listed["day_nouns"] and i and i + 1 < len(words) and words[i + 1] in DAYS:
        rate = words[i - 1] in time.listed["agents"] or words[i - 1] in time.counts
        if not (rate or _before_month(reading, time, i + 2) or words[i + 2 : i + 3] in (["/"], ["-"], ["."])):
            return DateMark(i, i + 1, "day", Precision.DAY, ordinal=int(words[i + 1]))  # "o DIA 10"
    return None


def _before_month(reading: Reading, time: TimeWords, i: int) -> bool:
    """Tell whether a month follows an ordinal, with days of it between at most: "3rd May", "1st to 5th of May".

    Or one told from now: "el día 5 DEL MES PASADO".
    """
    listed, words = time.listed, reading.words
    for k in range(i, min(len(words), i + _ORDINAL_REACH)):
        word = words[k]
        if word in time.months:
            return is_name(reading, time, k)
        if time.units.get(word) == "month":
            return phrase_at(words, k + 1, time.behind) is not None
        if word in time.relations:
            return k > i and time.units.get("".join(words[k + 1 : k + 2])) == "month"
        if not (word in DAYS or any(word in listed[name] for name in ("ordinals", "joiners", "fillers"))):
            return False
    return False


def _whole(reading: Reading, time: TimeWords, i: int) -> DateMark | None:
    """Read "the month" where a part of it is told before: "the first ten days of the month", "half of the year".

    Or its beginning or middle: "at the start of the month"; its end may be still to come.
    """
    words, fillers = reading.words, time.listed["fillers"]
    part = phrase_before(words, i - 1, time.parts) if i > 2 and words[i - 1] in fillers else None
    if part is not None and part[1] in ("early", "middle") and time.units[words[i]] == "month":
        mark = DateMark(i - 1 - part[0], i, "span", Precision.MONTH, part=part[1])
        if reading.published:
            mark.begin, mark.finish = calendar_unit(reading.published, "month")
        narrow_part(mark)
        return mark
    joined = i > 1 and words[i - 1] in time.listed["of_wholes"]  # "of the" in one word: "los meses DEL año"
    if not joined and (i < 4 or words[i - 1] not in fillers or words[i - 2] not in time.listed["part_of"]):
        return None
    part_of = words[i - 3 + joined]
    if part_of not in time.units and part_of not in time.listed["halves"]:
        return None
    unit = time.units[words[i]]
    mark = DateMark(i - 1, i, "span", Precision.YEAR if unit == "year" else Precision.MONTH)
    if reading.published:
        mark.begin, mark.finish = calendar_unit(reading.published, unit)
    return mark


def _second_year(reading: Reading, time: TimeWords, i: int) -> int:
    """Return the last token of a year and the one after it: "2016/17"; of a war's years: "the 1992-95 WAR"."""
    words = reading.words[i : i + 4]
    if len(words) < 3 or words[1] not in _YEAR_JOINS or not words[2].isdecimal() or len(words[2]) not in (2, 4):
        return i
    closed = reading.ends[i] == reading.starts[i + 1] and reading.ends[i + 1] == reading.starts[i + 2]
    another = len(words) > 3 and words[3] in _YEAR_JOINS  # "2016-12-03"
    if not closed or another:
        return i
    if words[3:4] and words[3] in time.kinds and int(words[0]) < last_year(words[0], words[2]):
        return i + 2
    return i + 2 if len(words[2]) == 2 and int(words[2]) == (int(words[0]) + 1) % 100 else i


def _quarter(reading: Reading, time: TimeWords, i: int, size: int, months: tuple[int, int]) -> DateMark | None:
    """Read "Q1 2017", "the first quarter" in its short form, with the year before or after it."""
    words = reading.words
    (low, high), last = months, i + size - 1
    mark = DateMark(i, last, "month", Precision.MONTH, parts=((low, None), (high, None)))
    year_after(reading, time, mark)
    if not mark.told and i and words[i - 1] in YEAR_WORDS:
        mark.first, mark.year, mark.told = i - 1, int(words[i - 1]), True
    return mark if mark.told or reading.published else None


# ISO 3166-1 of countries that lie south of the equator: their seasons are half a year from those of the north
_SOUTHERN = frozenset(
    ("ARG", "AUS", "BOL", "BRA", "BWA", "CHL", "LSO", "MDG", "MOZ", "MWI", "NAM", "NZL", "PER", "PRY", "SWZ", "URY",
     "ZAF", "ZMB", "ZWE")
)  # fmt: skip


def _related(reading: Reading, time: TimeWords, i: int) -> DateMark | None:
    """Read "last week", "this year", "last March"."""
    words = reading.words
    relation, published = time.relations[words[i]], reading.published
    word = words[i + 1] if i + 1 < len(words) else ""
    further = word in time.units or word in time.months or word in time.weekdays or word in time.seasons
    before_last = relation < 0 and i > 1 and words[i - 1] in time.listed["before_last"]
    if before_last and not further and words[i - 2] in time.units:  # but "the month before last week's vote"
        return _span(reading, time, i - 2, i, words[i - 2], relation - 1)
    if not word:
        return None
    if word in time.months and is_name(reading, time, i + 1):
        mark = month_at(reading, time, i + 1)
        if mark is not None:
            mark.first = min(i, mark.first) if _of_year(mark, published, relation) else mark.first
        return mark
    if word in time.weekdays:
        return weekday_at(reading, time, i + 1)
    return _day_of_week(reading, time, i, relation) or _span(reading, time, i, i + 1, word, relation)


def _day_of_week(reading: Reading, time: TimeWords, i: int, relation: int) -> DateMark | None:
    """Read a weekday behind the week that it is of, as West and East Africa write it: "last week TUESDAY"."""
    words, published = reading.words, reading.published
    day = time.weekdays.get(words[i + 2]) if i + 2 < len(words) else None
    after = words[i + 3] if i + 3 < len(words) else ""
    if day is None or time.units.get(words[i + 1]) != "week" or after in DAYS or after in time.months:
        return None
    mark = DateMark(i, i + 2 + (after in time.listed["times_of_day"]), "day", Precision.DAY, weekday=day)
    if published:
        mark.begin = mark.finish = calendar_unit(published, "week", relation)[0] + day * _DAY
    return mark


def _of_year(mark: DateMark, published: date | None, relation: int) -> bool:
    """Give a month without a year that of a relation told with it ("last March"); tell whether it needed one."""
    if published is None or mark.told or not mark.parts:
        return False
    begun = (mark.parts[0][0], mark.parts[0][1] or 1) <= (published.month, published.day)
    mark.told = True
    same_month = mark.parts[0] == (published.month, None)  # but "le 3 novembre DERNIER" on the 10th is a week ago
    mark.year = published.year - (0 if begun and not (relation < 0 and same_month) else 1)
    mark.year += 1 if relation > 0 else 0
    return True


def _span(reading: Reading, time: TimeWords, i: int, last: int, word: str, relation: int) -> DateMark | None:
    """Return tokens [i, last] as a week, month, season or year, told by a word for it and how many from now it is."""
    unit, published = time.units.get(word), reading.published
    if word in time.seasons:
        if any(place.country in _SOUTHERN for mark in marks_in(reading) for place in gazetteer().candidates(mark)[:1]):
            return None  # "last summer" is from December on in Chile, and from June on in Spain
        begin, finish = season(published, time.seasons[word], relation) if published else (None, None)
        return DateMark(i, last, "span", Precision.MONTH, begin, finish)
    if unit not in ("week", "month", "year", "quarter"):
        return None
    precision = {"week": Precision.WEEK, "month": Precision.MONTH, "quarter": Precision.MONTH}.get(unit, Precision.YEAR)
    mark = DateMark(i, last, "span", precision, shift=relation)
    if published:
        mark.begin, mark.finish = calendar_unit(published, unit, relation)
    if unit == "month" and (day := day_of_month(reading, time, mark)) is not None:
        return day
    part = phrase_before(reading.words, i, time.parts) if unit in ("month", "year") else None
    if part:
        mark.first, mark.part = i - part[0], part[1]
        narrow_part(mark)
    return mark
