"""Sections that count up: lines under a title or heading that says their numbers are running totals."""

from datetime import date

from stats.assembly.when.spans import counts_more, is_line, is_next
from stats.assembly.when.timeframe import frame_of
from stats.readers.reading import Reading, Sentence
from stats.readers.when.periodmark import PeriodMark
from stats.readers.wordsets import word_sets
from stats.vocabulary import Precision

_COUNTING = frozenset(("since", "event"))  # "Since 25 June", "Since the quake"
_TELLS = frozenset(("window", "count", "vague"))  # another time: "Last 24 hours"
_LONGEST = 40  # tokens of a heading
_LABEL = 8  # tokens of a line's label
_TITLES, _SHORT = 3, 14  # lines at the top, and tokens of one that ends as a sentence does


def counts_up(reading: Reading, sentence: Sentence) -> Sentence | None:
    """Return the heading that makes running totals of a line's numbers: "CUMULATIVE losses since 26 June"."""
    if not (is_line(reading, sentence) or _has_label(reading, sentence)):
        return None
    over: dict[int, Sentence] | None = reading.memo.get("running")
    if over is None:
        over = reading.memo["running"] = _sections(reading)
    return over.get(sentence.index)


def _has_label(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence is a line with a label before its list: "Dead by district: Alder (12), Birch (4)"."""
    words = reading.words[sentence.first : min(sentence.last, sentence.first + _LONGEST)]
    colon = words.index(":") if ":" in words[:_LABEL] else len(words)
    number = next((k for k, word in enumerate(words) if word[0].isdigit()), 0)
    named = range(sentence.first + colon + 1, sentence.first + number)  # "Alder and Birch ("
    joins = word_sets(reading.lexicon, "speakers")["joins"]
    return colon < number and all(
        reading.heads[k].isupper() or not reading.heads[k].isalpha() or reading.words[k] in joins for k in named
    )


def counted_over(reading: Reading, heading: Sentence) -> PeriodMark | None:
    """Return the time over which a heading's lines count up: "Balance FROM 15 MAY TO 3 JUNE", "SINCE 25 JUNE"."""
    marks = frame_of(reading).here.get(heading.index, ())
    told = [m for m in marks if m.begin is not None and (m.role in _COUNTING or m.begin != m.finish)]
    told = [m for m in told if m.role in _COUNTING or m.precision is not Precision.YEAR]  # "The rains of 2016-2017"
    return next((m for m in told if m.role in _COUNTING or m.role == "window"), None)


def _sections(reading: Reading) -> dict[int, Sentence]:
    """Return the heading that counts up over a sentence, by the sentence's index."""
    over: dict[int, Sentence] = {}
    heading: Sentence | None = None
    for sentence in reading.sentences:
        if _is_heading(reading, sentence):
            if _says_total(reading, sentence):
                heading = sentence
            elif heading is not None and _turns(reading, sentence, heading):
                heading = None
        elif heading is not None and is_next(reading, sentence, heading):
            heading = None
        elif heading is not None:
            over[sentence.index] = heading
    return over


def _is_heading(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a line counts nobody, and may head those below it: a title, "2. Since 25 June"."""
    if sentence.shape == "prose" and (sentence.index >= _TITLES or not _opens_total(reading, sentence)):
        return False
    if sentence.shape == "row" and sentence.index:
        return False
    if sentence.last - sentence.first > _LONGEST:
        return False
    if sentence.shape == "item" and reading.words[sentence.last - 1] == ".":
        return False  # "• A state of emergency has been in force since 26 March."
    return not counts_more(reading, frame_of(reading).here, sentence, sentence.first + (sentence.shape == "item"))


def _opens_total(reading: Reading, line: Sentence) -> bool:
    """Tell whether a short line at the top opens with what it is: "Balance of the rains, 7 a.m."."""
    named = reading.lexicon.asked("running_totals").last(reading.words, line.first, line.last)
    return named is not None and line.last - line.first <= _SHORT


def _says_total(reading: Reading, heading: Sentence) -> bool:
    """Tell whether a heading says that its lines are running totals, by a word or by the day that they count from."""
    words, inside = reading.words, range(heading.first, heading.last)
    named, updated = (reading.lexicon.asked("running_totals", role) for role in ("words", "updated"))
    if any(named.last(words, k, heading.last) is not None for k in inside):
        return True
    marks = frame_of(reading).here.get(heading.index, ())
    season = reading.lexicon.asked("running_totals", "season")
    spans = any(m.role == "window" and m.precision is Precision.DAY and m.begin != m.finish for m in marks)
    if spans and any(season.last(words, k, heading.last) is not None for k in inside):
        return True
    if any(m.role in _COUNTING and m.begin is not None for m in marks):
        return True
    dated = heading.index < _TITLES and any(m.precision is Precision.DAY for m in marks)
    return dated and any(updated.last(words, k, heading.last) is not None for k in inside)


def counted_on(reading: Reading, heading: Sentence) -> date | None:
    """Return the day that a heading's counts hold for: "Balance from 15 May TO 3 JUNE", "Updated: 3 JUNE, 6 p.m."."""
    over = counted_over(reading, heading)
    if over is not None and over.role == "window" and over.precision is Precision.DAY:
        return over.finish
    days = (m for m in frame_of(reading).here.get(heading.index, ()) if m.precision is Precision.DAY)
    told = [m.finish for m in days if m.finish is not None and (m.begin == m.finish or m.role == "count")]
    return told[-1] if over is None and told else None


def _turns(reading: Reading, line: Sentence, heading: Sentence) -> bool:
    """Tell whether a heading below one that counts up tells another time, or what is new: "NEW arrivals"."""
    if any(m.role in _TELLS for m in frame_of(reading).here.get(line.index, ())):
        return True
    fresh = reading.lexicon.words("new_counts")
    return not fresh.isdisjoint(reading.words[line.first : line.last]) or is_next(reading, line, heading)
