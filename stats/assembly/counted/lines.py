"""The lines of a list and what stands over them: which hold counts, and where the line or sentence above them is."""

from stats.assembly.counted.candidates import is_candidate
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words

LINES = frozenset(("item", "head"))
"""The shapes of sentences that are lines of their own."""
OPEN = frozenset((":", "?"))
"""What ends a line that leads to those below it."""
_ENDS = frozenset(".!")
_RUN = 60  # lines of one list


def is_heading(reading: Reading, line: Sentence) -> bool:
    """Tell whether a line counts nobody and may stand over others: a title, or a list's item such as "3. DISPLACED".

    Not a whole sentence of an item: "• Two camps hold 900 people. THE OTHERS ARE EMPTY."
    """
    if line.shape != "item":
        return line.shape == "head"
    return reading.words[line.last - 1] not in _ENDS and not holds_counts(reading, line)


def heading_of(reading: Reading, row: Sentence) -> list[Sentence]:
    """Return the heading over the counting lines right above a table's row, which is over it too; or none."""
    index = row.index - 1
    while index >= max(0, row.index - _RUN) and is_counting_line(reading, reading.sentences[index]):
        index -= 1
    over = reading.sentences[index] if 0 <= index < row.index - 1 else None
    return [over] if over is not None and is_heading(reading, over) else []


def above_lines(reading: Reading, sentence: Sentence) -> Sentence | None:
    """Return the sentence above the counting lines, or the paragraph, that a sentence is one of; None where none is."""
    index = sentence.index - 1
    floor = max(0, sentence.index - _RUN)
    if sentence.shape in LINES:
        over: dict[int, int] = reading.memo.setdefault("over counting lines", {})
        while index >= floor and is_counting_line(reading, reading.sentences[index]):
            if index in over:
                index = over[index]  # as for the line before, which was asked
                break
            index -= 1
        if index >= floor or not floor or sentence.index - 1 in over:
            over[sentence.index] = index
    else:
        while index >= floor and reading.sentences[index].paragraph == sentence.paragraph:
            if index == sentence.index - 1 and reading.words[reading.sentences[index].last - 1] == "?":
                break  # question and answer in one paragraph
            index -= 1
    return reading.sentences[index] if index >= floor else None


def is_counting_line(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a line holds a number that may be a count: a heading's year or date is none. Worked out once."""
    if sentence.shape not in LINES or reading.words[sentence.last - 1] in OPEN:
        return False
    return holds_counts(reading, sentence)


def holds_counts(reading: Reading, line: Sentence) -> bool:
    """Tell whether a line holds a number that may be a count: "in the last 24 hours" is none. Worked out once."""
    known: dict[int, bool] = reading.memo.setdefault("counting lines", {})
    if line.index not in known:
        view = View.of(reading, line, list(reading.numbers_in(line)))
        known[line.index] = any(is_candidate(view, q) and not _measures_time(reading, q) for q in view.quantities)
    return known[line.index]


def _measures_time(reading: Reading, q: Quantity) -> bool:
    """Tell whether a number is a part of a time: "DEATHS IN THE LAST 24 HOURS", "2 August (3 p.m.)"."""
    k, clock = q.last + 1, time_words(reading.lexicon).listed["clock"]
    if any("".join(reading.words[k : k + n]) in clock for n in (1, 3)):
        return True
    return any(m.first <= q.first <= m.last for m in reading.within(reading.periods, q.start - _TIME, q.start + 1))


_TIME = 60  # code points of a time before its number
