"""Since when the counts of a paragraph run, or over which days its report counts, and which sentences count people."""

from dataclasses import replace

from stats.assembly.draft import Draft
from stats.assembly.when.eventtimes import EVENT_AGE, is_since_report
from stats.assembly.when.lengths import is_measured
from stats.assembly.when.timeframe import frame_of
from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Term

LOST = frozenset((Term.KILLED, Term.INJURED, Term.MISSING, Term.HOUSING_DESTROYED, Term.HOUSING_DAMAGED,
                  Term.AFFECTED, Term.HOMELESS))  # fmt: skip
"""Terms of losses, which a running total may count together."""
# Those who are somewhere are counted anew each day, whatever else the text counts since a day.
KEPT = frozenset((Term.SHELTERED, Term.RELOCATED))
_TOLD = 60  # words of a sentence that are asked whether it adds to a count
_TIMES = 20  # times of such a sentence that are asked
_SINCE = 2  # sentences before a flow that may tell since when what it is of runs


def running_before(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return since when the counts before a flow in its paragraph run: "Since 16 May 900 have left. About 80 died"."""
    if draft.term is Term.OTHER or draft.sentence.shape == "head":
        return None
    for i in range(draft.sentence.index - 1, max(-1, draft.sentence.index - 1 - _SINCE), -1):
        if reading.sentences[i].paragraph != draft.sentence.paragraph:
            return None
        here = frame_of(reading).here.get(i, [])[-_TIMES:]
        told = (m for m in here if m.start < draft.quantity.start and m.role != "said")
        for mark in told:
            begin, finish = mark.begin, reading.published or mark.finish
            recent = begin is not None and finish is not None and finish - begin <= EVENT_AGE
            if mark.key == "look_back" and recent and draft.term in LOST and _ends_now(reading, mark):
                return replace(mark, event=None)
            if mark.role in ("since", "event") and recent and not is_since_report(reading, mark):
                return replace(mark, event=None) if _counts_since(reading, mark) else None
    return None


def covered_days(reading: Reading, draft: Draft, *, counted: bool) -> PeriodMark | None:
    """Return the days that the whole report covers, for what happened in them; None where it tells none.

    counted: the count is told as one made by now, which those days hold only where they end now and it goes on with
    them: "Between 1 and 10 May rain drove out 900. In addition 40 houses HAVE been damaged".
    """
    days = frame_of(reading).covered
    home = reading.sentences[days.sentence] if days is not None else draft.sentence
    before = draft.sentence.shape == home.shape == "prose" and draft.sentence.index < home.index
    if days is None or before:
        return None  # what a report tells before its days is told of others; but a title is told again below
    near = home.paragraph == draft.sentence.paragraph and days.finish == reading.published
    return days if near or not counted else None


def _ends_now(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether counts are told of the days until now: "IN THE PAST TWO DAYS 13 died. … 100 homes were lost"."""
    return mark.role == "window" and mark.sentence in frame_of(reading).numbers and mark.finish == reading.published


def _counts_since(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether something is counted since a day, and not only added or reported: "Four MORE since Sunday"."""
    home, words, listed = reading.sentences[mark.sentence], reading.words, time_words(reading.lexicon).listed
    if mark.sentence not in frame_of(reading).numbers or words[mark.first - 1] in listed["tells_how_many"]:
        return False
    added = listed["totalling"] | reading.lexicon.words("another")
    return added.isdisjoint(words[home.first : min(home.last, home.first + _TOLD)])


def counts_people(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence holds a number that counts more than things and dates."""
    numbers = frozenset(frame_of(reading).numbers.get(sentence.index, ()))
    here = reading.numbers_in(sentence)
    return any(q.first in numbers and not (q.thing or is_measured(reading, q)) for q in here)


def since_before(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return since when an event has gone on, told in the sentence before: "Rain has fallen since May. In total 25"."""
    before = draft.sentence.index - 1
    if before < 0 or reading.sentences[before].paragraph != draft.sentence.paragraph or draft.term in KEPT:
        return None
    if counts_people(reading, reading.sentences[before]):
        return None
    marks = frame_of(reading).here.get(before, ())
    return next((m for m in marks if m.role == "since" and m.event is not None and m.begin is not None), None)
