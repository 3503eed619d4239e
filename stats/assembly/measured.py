"""What a number goes on from: not what a count is measured against, nor all who live there, nor a length of time."""

from bisect import bisect_right
from operator import attrgetter

from stats.assembly.draft import Draft
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Term

_CHANGE = 8  # tokens from a number to the one to which it changed: "from 300 people on Monday to 500"


def compared(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count only stands beside the one before it to compare: "900 in camps, UP FROM 300 in May"."""
    k = draft.quantity.first - 1
    return reading.lexicon.asked("comparisons").first(reading.words, k, draft.sentence.first) is not None


def is_older(reading: Reading, draft: Draft, mark: PeriodMark | None) -> bool:
    """Tell whether a count is what another one was before, on a day that nothing behind it tells: "UP FROM 300"."""
    k, last = draft.quantity.first - 1, draft.quantity.last
    newer = changed_to(reading, draft)
    if newer is not None:  # "rose FROM 26 to 34 on Monday": the day is the new number's; "in two weeks" is of both
        return mark is None or (mark.key != "look_back" and not last < mark.first < newer)
    told = mark is not None and mark.first > last and mark.role != "after"  # "DOWN FROM 300 in the days after it"
    if told or reading.words[k] in reading.lexicon.words("infinitives"):
        return False  # "the toll was revised down TO 24"
    if _changed_from(reading, draft):
        return True
    against = reading.lexicon.asked("comparisons").first(reading.words, k, draft.sentence.first)
    return against is not None and (against < k or reading.words[k] in reading.lexicon.words("against"))


def outgrows(draft: Draft, other: Draft | None) -> bool:
    """Tell whether a count is a later total than one of a sentence before it: "stood at nine. It has risen to 12"."""
    if other is None or other.sentence is draft.sentence:
        return False
    return other.term is draft.term and other.unit is draft.unit and draft.value > other.value


def changed_to(reading: Reading, draft: Draft) -> int | None:
    """Return the first token of the number to which a count changed: "was corrected FROM 26 TO 24"."""
    words, last = reading.words, draft.quantity.last
    if not _is_of_change(reading, draft):
        return None
    newer: int | None = next((q.first for q in reading.numbers_in(draft.sentence) if q.first > last), None)
    if newer is None or newer - last > _CHANGE:
        return None
    to = over_filler(reading, newer, last + 1) - 1
    return newer if words[to] in reading.lexicon.words("infinitives") else None


def over_filler(reading: Reading, number: int, low: int) -> int:
    """Return the first token of what stands right before a number and weighs it, else the number's: "to A RECORD 34".

    low: the token from which on it is sought.
    """
    filler = reading.lexicon.asked("fillers").first(reading.words, number - 1, low)
    return number if filler is None or filler <= low else filler


def grew_from(reading: Reading, number: int, before: int) -> bool:
    """Tell whether a number (its first token) is what another one grew to: "FROM 9,000 in January TO 15,000"."""
    words, changes = reading.words, time_words(reading.lexicon).listed["change_from"]
    to = over_filler(reading, number, before) - 1
    return words[to] in reading.lexicon.words("infinitives") and words[before - 1] in changes


def grew_to(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count is what another one before it has become: "est passé de 190 À 212".

    In a language whose lexicon says that such counts count up.
    """
    if not reading.lexicon.grammar.get("changes_count_up"):
        return False
    words, first = reading.words, draft.quantity.first
    if words[first - 1] not in reading.lexicon.words("infinitives"):
        return False
    older = next((q for q in reversed(reading.numbers_in(draft.sentence)) if q.last < first), None)
    if older is None or first - older.last > _CHANGE:
        return False
    opened = words[older.first - 1] in time_words(reading.lexicon).listed["change_from"]
    told = words[draft.sentence.first : older.first]
    return opened and not reading.lexicon.words("changing").isdisjoint(told)


def _changed_from(reading: Reading, draft: Draft) -> bool:
    """Tell whether a bare count stands behind the one to which it changed: "was revised down TO 24, FROM 26"."""
    words, first = reading.words, draft.quantity.first
    if not _is_of_change(reading, draft) or draft.noun is not None:
        return False
    k = first - 2 - (words[first - 2] == ",")
    newer = next((q for q in reading.numbers_in(draft.sentence) if q.last == k), None)
    return newer is not None and words[newer.first - 1] in reading.lexicon.words("infinitives")


def _is_of_change(reading: Reading, draft: Draft) -> bool:
    """Tell whether a word before a number opens a change, in a sentence that tells of one: "fell FROM 300"."""
    words, sentence = reading.words, draft.sentence
    if words[draft.quantity.first - 1] not in time_words(reading.lexicon).listed["change_from"]:
        return False
    return not reading.lexicon.words("changing").isdisjoint(words[sentence.first : draft.quantity.first])


def nearest(told: list[Draft], draft: Draft) -> Draft | None:
    """Return the count that one without a term goes on from: not all who live where it happened, told beside others.

    told: those that it may go on from, the nearest first.
    """
    near = told[0] if told else None
    if near is not None and near.term is Term.POPULATION and draft.noun is None:
        beside = (d for d in told[1:] if d.sentence is near.sentence and d.term not in (Term.POPULATION, Term.OTHER))
        return next(beside, near)  # "120,000 were moved, in a province of 400,000. The FINAL COUNT WAS 137,000"
    return near


def is_measure(reading: Reading, quantity: Quantity) -> bool:
    """Tell whether a number is of a length, an area or a span of time: "barely 5 SQUARE KM", "seven DAYS"."""
    k = quantity.last + 1
    return k < len(reading.words) and reading.words[k] in reading.lexicon.words("lengths")


def points_to_whole(reading: Reading, draft: Draft) -> bool:
    """Tell whether a paragraph opens with a part, or another total, of those told before: "THE BULK, 9,235, are"."""
    first, before = draft.sentence.first, draft.quantity.first - 1
    if reading.sentences[draft.sentence.index - 1].paragraph == draft.sentence.paragraph:
        return False
    rest = reading.lexicon.asked("rests").first(reading.words, before - 1, first)
    if reading.words[before] == "," and rest == first:
        return True
    if reading.lexicon.asked("of_pronouns").last(reading.words, first, before + 1) is not None:
        return True  # "OF THESE, 8,000 came through the north"
    verb, totals = reading.lexicon.asked("linking").first(reading.words, before, first), reading.lexicon.asked("totals")
    return verb is not None and any(totals.last(reading.words, k, verb) == verb - 1 for k in range(first, verb))


def is_timed(reading: Reading, quantity: Quantity) -> bool:
    """Tell whether a number is part of a time: "NINE months later", "on the 9TH"."""
    periods = reading.periods
    k = bisect_right(periods, quantity.start, key=attrgetter("start")) - 1
    return k >= 0 and quantity.end <= periods[k].end
