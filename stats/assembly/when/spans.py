"""What headings and labels tell of time: the stretch that all lines under a title are of, a form's "Date: 3 May"."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from operator import attrgetter

from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.readers.when.clocks import is_of_clock
from stats.readers.when.datemarks import DateMark
from stats.readers.when.dates import find_dates
from stats.readers.when.owndays import is_caption
from stats.readers.when.pairs import pairs_in
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import PeriodRule, Precision

_FIRST = attrgetter("first")
_TOLD = frozenset(("window", "count", "since", "event"))
Here = Mapping[int, Sequence[PeriodMark]]
"""Time expressions by the index of their sentence."""


def spans_of(reading: Reading, here: Here) -> dict[int, PeriodMark]:
    """Return the stretch of time that the heading or title over a line tells, by the index of the line's sentence.

    A heading's holds until another heading tells a time; one that tells none leaves the title's as it is.
    """
    spans: dict[int, PeriodMark] = {}
    span: PeriodMark | None = None
    heading: Sentence | None = None
    for sentence in reading.sentences:
        if heading is not None and is_next(reading, sentence, heading):
            span = None
        if _heads(reading, here, sentence):
            marks = here.get(sentence.index, ())
            told = [m for m in marks if m.role in _TOLD or (m.role == "said" and m.begin != m.finish)]
            told = told or _bare_year(reading, sentence)
            stretches = [m for m in told if m.begin and m.finish and m.begin < m.finish]
            stretch = stretches[-1] if stretches else None  # "The last two weeks (6 to 19 May)"
            span = stretch or (None if told else span)
            heading = sentence if stretch else heading
        elif span is not None:
            spans[sentence.index] = span
    return spans


def is_next(reading: Reading, line: Sentence, heading: Sentence) -> bool:
    """Tell whether a line is numbered as the heading is, and so begins the next section: "2. Since …", "3. Camps"."""
    first, own = reading.words[line.first], reading.words[heading.first]
    if line.shape != heading.shape or not (first.isdecimal() and own.isdecimal()):
        return False
    signs = (reading.words[s.first + 1 : min(s.first + 2, s.last)] for s in (line, heading))
    return next(signs) == next(signs) != [] and int(first) == int(own) + 1


def is_line(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence is a line of a list or table, or a form's: "Dead: 12; hurt: 30; homes burnt: 8"."""
    if sentence.shape != "prose":
        return True
    known: dict[int, bool] = reading.memo.setdefault("lines of forms", {})
    if sentence.index not in known:
        labelled = (q for q in reading.numbers_in(sentence) if q.first > sentence.first)
        known[sentence.index] = bool(pairs_in(reading, sentence)) or any(
            reading.words[q.first - 1] == ":" for q in labelled
        )
    return known[sentence.index]


def _heads(reading: Reading, here: Here, line: Sentence) -> bool:
    """Tell whether a line heads others: it counts nobody; an item does where it is numbered: "2. Last 24 hours"."""
    if line.shape == "head" or (line.shape == "row" and not line.index):
        return not (counts_more(reading, here, line) or is_caption(reading, line, line.last - 1))
    numbered = line.shape == "item" and reading.words[line.first].isdigit() and reading.words[line.last - 1] != "."
    return numbered and not counts_more(reading, here, line, line.first + 1)


def counts_more(reading: Reading, here: Here, sentence: Sentence, begin: int = 0) -> bool:
    """Tell whether a heading holds a number from token `begin` on besides its dates: then it is a line that counts."""
    known: dict[tuple[int, int], bool] = reading.memo.setdefault("headings that count", {})
    key = sentence.index, begin
    if key not in known:
        known[key] = _counts_more(reading, here, sentence, begin)
    return known[key]


def _counts_more(reading: Reading, here: Here, sentence: Sentence, begin: int) -> bool:
    """Tell what `counts_more` remembers for each heading and token."""
    signs, first = reading.lexicon.asked("number_signs"), sentence.first
    told = [q for q in reading.numbers_in(sentence) if not q.year and q.first >= begin]
    parts = reading.lexicon.asked("heading_numbers")
    numbers = [
        q
        for q in told
        if q.first == first or all(table.first(reading.words, q.first - 1, first) is None for table in (signs, parts))
    ]
    if not numbers:
        return False
    dated = {k for m in here.get(sentence.index, ()) for k in range(m.first, m.last + 1)}
    dated.update(k for m in _dates_in(reading, sentence) for k in range(m.first, m.last + 1))
    undated = (q for q in numbers if dated.isdisjoint(range(q.first, q.last + 1)))
    return any(not is_of_clock(reading, sentence, q) for q in undated)


def _dates_in(reading: Reading, sentence: Sentence) -> list[DateMark]:
    dates = find_dates(reading)
    return dates[bisect_left(dates, sentence.first, key=_FIRST) : bisect_left(dates, sentence.last, key=_FIRST)]


def _bare_year(reading: Reading, heading: Sentence) -> list[PeriodMark]:
    """Return the year that a heading names without a word of time: "New displacements by trigger, 2021"."""
    for mark in _dates_in(reading, heading):
        if mark.slot == "year" and mark.first == mark.last:
            start, end = reading.starts[mark.first], reading.ends[mark.last]
            days = (mark.begin, mark.finish)
            told = (reading.text[start:end], "window", PeriodRule.DATES, Precision.YEAR, *days)
            return [PeriodMark(start, end, mark.first, mark.last, *told, sentence=heading.index, key="on")]
    return []


def is_day_alone(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a heading is nothing but a day, as those of a log are: "Sat 10 June"."""
    heading = reading.sentences[mark.sentence]
    if heading.shape != "head" or mark.precision is not Precision.DAY or mark.begin is None:
        return False
    return mark.first - _weekday(reading, mark) == heading.first and mark.last + 2 >= heading.last


def _weekday(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether the name of a weekday stands right before a date, as no part of it: "SAT 10 June"."""
    before = reading.words[mark.first - 1]
    return before in reading.lexicon.words("weekdays") or before in time_words(reading.lexicon).listed["short_words"]
