"""Days and months of a year as a text writes them: "9-12 March 2017", "the 1st to the 5th of May", "late 12-Mar-17"."""

from stats.readers.numbers.numberwords import number_words
from stats.readers.reading import Reading
from stats.readers.timewords import YEARS, TimeWords, phrase_at, phrase_before
from stats.readers.when.datemarks import DateMark
from stats.vocabulary import Precision

YEAR_WORDS = frozenset(map(str, YEARS))
DAYS = frozenset(f"{d}" for d in range(1, 32)) | frozenset(f"0{d}" for d in range(1, 10))
_MISSING = frozenset(("'", "’", "‘"))  # before the two digits of a year
_SHORT = 4  # a month's short form has at most so many letters: a full stop after it ends no sentence
_ROW = 8  # tokens from one month of a row to the next


def month_at(reading: Reading, time: TimeWords, i: int) -> DateMark | None:
    """Read the date whose month is token i, with its days, its part and its year; None where it is no month."""
    words, n = reading.words, len(reading.words)
    if not is_name(reading, time, i):
        return None
    month = time.months[words[i]]
    joiners, fillers = time.listed["joiners"], time.listed["fillers"]
    first, last = i, i
    days: list[int] = []
    if last + 2 < n and words[last + 1] == "." and reading.starts[last + 1] == reading.ends[last]:
        after = words[last + 2]
        last += len(words[i]) <= _SHORT and (after in DAYS or after in YEAR_WORDS or after == ",")
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
            if reading.lexicon.asked("number_signs").first(words, joint - more - 1, 0) is not None:
                break  # "Situation report No. 4 – 8 May"
            first = joint - more
            days.insert(0, int(words[first]))
    elif words[i - 1] not in time.listed["no_day_after"] or i == 0:
        opened = (i > 0 and words[i - 1] in time.listed["opens"]) or _opens_sentence(reading, i)
        ahead = first - (i > 1 and words[i - 1] == "-")  # "mid-July"
        parted = phrase_before(words, ahead, time.parts) is not None
        last, days = _days_after(reading, time, last, opened=opened, parted=parted)
    mark = DateMark(first, last, "day" if days else "month", Precision.DAY if days else Precision.MONTH)
    mark.parts = ((month, days[0] if days else None), (month, days[-1] if days else None))
    if not days:
        part = phrase_before(words, first, time.parts)
        if part is None and words[first - 1] == "-" and first > 1:
            part = phrase_before(words, first, time.parts)
        if part:
            mark.first, mark.part = first - part[0], part[1]
    year_after(reading, time, mark)
    _weekday_before(time, words, mark)
    return mark


def _days_after(reading: Reading, time: TimeWords, last: int, *, opened: bool, parted: bool) -> tuple[int, list[int]]:
    """Return (last token, days) of the numbers of days after a month: "9", "9-12", "9 and 10".

    opened: a word before the month opens a range, or it opens its sentence, so that a second number is a day whatever
    follows it: "On May 5 AND 6 gunmen killed 40". parted: a part of the month stands before it, so that people after a
    number are counted.
    """
    words, n = reading.words, len(reading.words)
    days: list[int] = []
    k = last + 1
    while k < n and words[k] in DAYS and not reading.parted(k - 1):
        if days and int(words[k]) <= days[-1]:
            break
        if days and k + 1 < n and words[k + 1] in time.months:
            break
        if k + 1 < n and (_is_counted(reading, words[k + 1]) or (parted and _counts_people(reading, k + 1))):
            break
        days.append(int(words[k]))
        last = k
        if k + 1 < n and words[k + 1] in time.listed["ordinals"]:
            last = k + 1
        k = last + 1
        # "March 9 and 12 people": the second number is a day only where no word follows it
        if k + 1 < n and words[k] in time.listed["joiners"] and words[k + 1] in DAYS:
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


def _opens_sentence(reading: Reading, i: int) -> bool:
    """Tell whether a month opens its sentence, with a small word before it at most: "On MAY 5 and 6"."""
    return i - reading.sentence_at(reading.starts[i]).first <= 1


def _is_counted(reading: Reading, word: str) -> bool:
    """Tell whether a word makes the number before it a count and no day: "in May 12 THOUSAND fled".

    Where verbs stand first, so does a noun for people.
    """
    role = number_words(reading.lexicon).words.get(word, ("", 0))[0]
    if role in ("scales", "twos"):
        return True
    units = reading.lexicon.asked("units").by_first if reading.lexicon.grammar.get("verb_first") else ()
    return word in units


def _counts_people(reading: Reading, k: int) -> bool:
    """Tell whether people or what was done stands at a token: "at the end of May 12 VILLAGERS", "12 WERE killed".

    Or behind one more word: "12 ELDERLY people".
    """
    asked, words = reading.lexicon.asked, reading.words
    if asked("passive").last(words, k, min(len(words), k + _VERB)) is not None:
        return True
    people = asked("units"), asked("terms", "nouns"), asked("more", "after")
    near = range(k, min(len(words), k + 2)) if words[k].isalpha() else ()
    return any(table.last(words, j, min(len(words), j + _VERB)) is not None for j in near for table in people)


_VERB = 4  # tokens of "have been"


def year_after(reading: Reading, time: TimeWords, mark: DateMark) -> None:
    """Take the year told after a date into it: "March 2017", "March, 2017", "March '17", "March this year"."""
    words, n = reading.words, len(reading.words)
    k = mark.last + 1
    while k < n and (words[k] == "," or words[k] in time.listed["fillers"]) and k < mark.last + 3:
        k += 1
    if k < n and words[k] in YEAR_WORDS:
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
    elif (same := phrase_at(words, mark.last + 1, time.same_year)) is not None:
        mark.last, mark.years_on = mark.last + same[0], same[1]
    elif (year := _year_of_event(words, time, mark)) is not None:
        mark.year, mark.told = year, True


def _year_of_event(words: list[str], time: TimeWords, mark: DateMark) -> int | None:
    """Return the year told behind the event of a day or month: "the Christmas Eve ATTACKS OF 2021"."""
    for k in range(mark.last + 2, min(mark.last + 2 + _EVENT_NAME, len(words) - 1)):
        if words[k] in time.listed["part_of"] and words[k + 1] in YEAR_WORDS:
            return int(words[k + 1]) if words[k - 1] in time.kinds else None
        if not words[k - 1].isalpha():
            return None
    return None


_EVENT_NAME = 3  # tokens of an event between its day and its year: "Christmas Eve ATTACKS of 2021"


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


def _day_at(reading: Reading, time: TimeWords, i: int) -> int:
    """Return how many tokens ending at i are the number of a day ("6", "6 th", "1 . º"), 0 where none."""
    words = reading.words
    if i >= 0 and words[i] in DAYS:
        return 1
    if i <= 0 or words[i] not in time.listed["ordinals"]:
        return 0
    stop = i > 1 and words[i - 1] == "."
    return 2 + stop if words[i - 1 - stop] in DAYS else 0


def is_name(reading: Reading, time: TimeWords, i: int) -> bool:
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
    beside = (i and _day_at(reading, time, i - 1 - hyphen)) or after in DAYS or after in YEAR_WORDS
    if beside or short:
        return bool(beside) or (short and (_in_calendar(reading, time, i) or _in_range(reading, time, i)))
    start = i == 0 or reading.words[i - 1] in (".", '"', ":")
    return reading.text[reading.starts[i]].isupper() and not start


def _in_calendar(reading: Reading, time: TimeWords, i: int) -> bool:
    """Tell whether a short form stands in a row of months with their numbers: "Feb 2,440 / MAR 985"."""
    month = time.months.get(reading.words[i])
    near = reading.words[max(0, i - _ROW) : i]
    before = next((time.months[word] for word in reversed(near) if word in time.months), None)
    return month is not None and before is not None and (month - before) % 12 == 1


def _in_range(reading: Reading, time: TimeWords, i: int) -> bool:
    """Tell whether a dash joins a short form to another month: "JAN–JUN"."""
    words, heads = reading.words, reading.heads
    for dash, other in ((i + 1, i + 2), (i - 1, i - 2)):
        joined = 0 <= other < len(words) and words[dash] in _DASHES
        if joined and words[other] in time.months and heads[other].isupper():
            return True
    return False


_DASHES = frozenset("-–")
