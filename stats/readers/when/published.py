"""The day of publication from the bare text: a dateline, a header line, dated posts that the text embeds."""

from calendar import monthrange
from datetime import date, timedelta

from stats.document import Span
from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import TimeWords, phrase_before, time_words
from stats.readers.when.datemarks import DateMark
from stats.readers.when.dates import find_dates
from stats.readers.where.datelines import DATELINE_ENDS, DATELINE_WORDS
from stats.vocabulary import DayKnown

_TOP = 12  # a header or dateline is among the first so many sentences
_TOP_WORDS = 1_000  # and among so many words
_TITLES = 3  # a report's title is among the first so many lines
_HEADER_LENGTH = 90  # code points: a longer line is no header
_SEPARATORS = frozenset(("|", "/", "•", "·"))  # between the parts of a header: "Issue 12 / 3 May 2019"
_POST_REACH = 10  # words between the sign of an account and its date
_POST_AGE = 2  # days from a post to the article that quotes it
_SPOKEN_REACH = 4  # words between "told Reuters" and its day


def infer_day(reading: Reading) -> tuple[date | None, DayKnown, Span | None]:
    """Return the day a text was published, how that is known, and the span that tells it.

    Looked for in this order: a day labelled as that of issue, a header line or title with a full date, a report's title
    with the days that it covers or is "as of", a dateline, the latest dated post that agrees with the weekday on which
    somebody spoke to the press.
    A missing year is taken from other full dates of the text.
    Historical dates in running prose are never taken. Returns (None, DayKnown.UNKNOWN, None) where nothing tells it.
    """
    time = time_words(reading.lexicon)
    found = [m for m in find_dates(reading) if m.parts is not None]
    dates = [m for m in found if m.slot == "day"]
    years = {m.year for m in found if m.told and m.year}
    sentences = reading.sentences[:_TOP]
    stop = min(sentences[-1].last, _TOP_WORDS) if sentences else 0
    top = [(reading.sentence_at(reading.starts[m.first]), m) for m in dates if m.first < stop]
    in_text = ((find, DayKnown.TEXT) for find in (_issued, _header, _covered))
    for find, known in (*in_text, (_dateline, DayKnown.DATELINE)):
        for sentence, mark in top:
            if find(reading, time, sentence, mark):
                day = _complete(mark, reading, time, years)
                if day is not None:
                    return day, known, Span(reading.starts[mark.first], reading.ends[mark.last])
    day, known, span = _post(reading, time, dates)
    return (day, known, span) if day is not None else _month_of_report(reading, time, found, stop)


def _month_of_report(
    reading: Reading, time: TimeWords, found: list[DateMark], stop: int
) -> tuple[date | None, DayKnown, Span | None]:
    """Return the last day of the month that a report's title names: "DTM April 2014", "Reporting Period May 2018"."""
    for mark in found:
        if mark.slot != "month" or not mark.told or mark.finish is None or mark.first >= stop or not mark.first:
            continue
        sentence = reading.sentence_at(reading.starts[mark.first])
        beside = reading.words[mark.first - 1] in time.listed["reports"]
        if sentence.index < _TITLES and (beside or _covered(reading, time, sentence, mark)):
            return mark.finish, DayKnown.TEXT, Span(reading.starts[mark.first], reading.ends[mark.last])
    return None, DayKnown.UNKNOWN, None


def _issued(reading: Reading, time: TimeWords, sentence: Sentence, mark: DateMark) -> bool:
    """Tell whether a label at the top says that a text came out on a day: "Issued: 23 April 2019"."""
    labelled = phrase_before(reading.words, _before(reading, mark), dict.fromkeys(time.header)) is not None
    return labelled and _header(reading, time, sentence, mark)


def _header(reading: Reading, time: TimeWords, sentence: Sentence, mark: DateMark) -> bool:
    """Tell whether a date stands in a header: "Issued 23 April 2019", a line of its own, the end of a title."""
    if not mark.told:
        return False
    start, end = _line(reading, mark)
    if _is_window(reading, time, sentence, mark):  # a report's days, on a line of their own: its last day
        return (
            reading.token_at(end - 1) == mark.last
            and reading.words[mark.first - 1] in time.dashes
            and all(not w.isalpha() or w in time.months for w in reading.words[reading.token_at(start) : mark.last])
        )
    if end - start > _HEADER_LENGTH or (reading.quantities and _has_quantity(reading, start, end, mark)):
        return phrase_before(reading.words, _before(reading, mark), dict.fromkeys(time.header)) is not None
    words = reading.words
    if phrase_before(words, _before(reading, mark), dict.fromkeys(time.header)) is not None:
        return True
    first, last = reading.token_at(start), reading.token_at(end - 1)
    opens, closes = mark.first <= first + 1, mark.last >= last - 1
    separated = not _SEPARATORS.isdisjoint(words[first : last + 1]) or sentence.shape in ("head", "row")
    return (opens and closes) or (separated and (opens or closes))


def _covered(reading: Reading, time: TimeWords, sentence: Sentence, mark: DateMark) -> bool:
    """Tell whether days end a report's title: "Flash Update 4 (11-14 June 2018)", "Report as of 20 January 2020"."""
    if not mark.told or sentence.index >= _TITLES:
        return False
    start, end = _line(reading, mark)
    first, last = reading.token_at(start), reading.token_at(end - 1)
    after, clock = reading.words[mark.last + 1 : last + 1], time.listed["clock"]
    closes = all(w[:1].isdigit() or w in clock or w in ",:()" for w in after)
    named = not time.listed["reports"].isdisjoint(reading.words[first : mark.first])
    return end - start <= _HEADER_LENGTH and named and closes


def _dateline(reading: Reading, time: TimeWords, sentence: Sentence, mark: DateMark) -> bool:
    """Tell whether a date stands in a dateline: "GENEVA, June 6 –", "New York, Feb 20 (IBNS)"."""
    words = reading.words
    if mark.first - sentence.first > DATELINE_WORDS or _is_window(reading, time, sentence, mark):
        return False
    after = words[mark.last + 1] if mark.last + 1 < sentence.last else ""
    k = mark.last + 1
    if after in (".", ")") and k + 1 < len(words):  # "(Kabul, 3 May 2019) – Some 900"
        after = words[k + 1]
    if after not in DATELINE_ENDS:
        return False
    k = mark.first
    while k > sentence.first and words[k - 1] in time.listed["fillers"]:
        k -= 1  # "Kinshasa, LE 14 mars (APA)"
    place = reading.text[sentence.start : reading.starts[k]].strip()
    if place and reading.lexicon.grammar.get("caseless"):
        return not any(reading.lexicon.starting(word) for word in words[sentence.first : k] if word.isalpha())
    named = place.lstrip("(")[:1].isupper() and place.rstrip()[-1] in ",-–—(:)"
    return not place or (named and _is_name(reading, sentence, mark))


def _is_name(reading: Reading, sentence: Sentence, mark: DateMark) -> bool:
    """Tell whether the words before a date are a place: each begins with a capital, but for short links."""
    for k in range(sentence.first, mark.first):
        word = reading.words[k]
        if word.isalpha() and len(word) > 3 and reading.text[reading.starts[k]].islower():
            return False
    return True


def _line(reading: Reading, mark: DateMark) -> tuple[int, int]:
    """Return the line of the text (code points, blanks off) that holds a date."""
    text = reading.text
    at = reading.starts[mark.first]
    low, high = max(0, at - 2 * _HEADER_LENGTH), min(len(text), at + 2 * _HEADER_LENGTH)
    start = max(low, text.rfind("\n", low, at) + 1)
    end = text.find("\n", at, high)
    end = high if end < 0 else end
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), start + max(1, len(line.rstrip()))


def _has_quantity(reading: Reading, start: int, end: int, mark: DateMark) -> bool:
    inside = reading.within(reading.quantities, start, end)
    return any(not mark.first <= q.first <= mark.last for q in inside)


def _before(reading: Reading, mark: DateMark) -> int:
    """Return the token before which a header's word must end: the date's first, signs and weekdays stepped over."""
    k = mark.first
    while k > max(0, mark.first - 4) and not reading.words[k - 1].isalnum():
        k -= 1
    return k


def _is_window(reading: Reading, time: TimeWords, sentence: Sentence, mark: DateMark) -> bool:
    """Tell whether a date tells when something happened or was counted: "since 3 May", "(1 to 9 March 2021)"."""
    words = reading.words
    if mark.parts is None or mark.parts[0] != mark.parts[1]:
        return True
    if phrase_before(words, mark.first, dict.fromkeys(time.history)) is not None:
        return True
    before = words[mark.first - 1] if mark.first > sentence.first else ""
    after = words[mark.last + 1] if mark.last + 1 < sentence.last else ""
    joined = time.listed["joiners"]
    follows = words[mark.last + 2] if mark.last + 2 < sentence.last else ""
    if words[mark.last + 3 : mark.last + 4] == [":"]:
        follows = ""  # "12/08/2021 - 14:32"
    if before in joined and mark.first - 2 >= sentence.first:
        return words[mark.first - 2][-1:].isdigit() or words[mark.first - 2] in time.months
    return after in joined and (follows.isdigit() or follows in time.months or follows in time.weekdays)


def _complete(mark: DateMark, reading: Reading, time: TimeWords, years: set[int]) -> date | None:
    """Return the day of a date; a missing year is that of the text's other dates, if it is one or the weekday fits."""
    if mark.parts is None or mark.parts[1][1] is None:
        return None
    month, day = mark.parts[1][0], mark.parts[1][1]
    if mark.told:
        return mark.finish
    weekday = next((time.weekdays[w] for w in reading.words[mark.first : mark.last + 1] if w in time.weekdays), None)
    fitting = [
        date(year, month, day)
        for year in years
        if day <= monthrange(year, month)[1] and (weekday is None or date(year, month, day).weekday() == weekday)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _post(reading: Reading, time: TimeWords, dates: list[DateMark]) -> tuple[date | None, DayKnown, Span | None]:
    """Return the latest day of the posts that a text embeds ("— Name (@name) March 9, 2017").

    A text is not older than what it quotes. Where somebody spoke to the press "on Thursday" and the latest post is of
    the day or two before a Thursday, that Thursday is taken. A text that names a later day in full is left alone.
    """
    words = reading.words
    posts = [
        m for m in dates if m.told and m.begin and "@" in words[max(0, m.first - _POST_REACH) : m.first]
    ]
    if not posts:
        return None, DayKnown.UNKNOWN, None
    latest = max(posts, key=lambda m: m.begin or date.min)
    day = latest.begin
    if day is None or any(m.told and m.begin and m.begin > day for m in dates):
        return None, DayKnown.UNKNOWN, None
    spoken = {
        time.weekdays[words[i]]
        for i in range(1, len(words))
        if words[i] in time.weekdays and any(w in time.saying for w in words[max(0, i - _SPOKEN_REACH) : i])
    }
    if len(spoken) == 1 and day.weekday() not in spoken:
        ahead = (spoken.pop() - day.weekday()) % 7
        day += timedelta(days=ahead if ahead <= _POST_AGE else 0)
    return day, DayKnown.TEXT, Span(reading.starts[latest.first], reading.ends[latest.last])
