"""What a number goes on from: not what a count is measured against, nor all who live there, nor a length of time."""

from bisect import bisect_right
from operator import attrgetter

from stats.assembly.draft import Draft
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Reading
from stats.readers.when.periods import PeriodMark
from stats.vocabulary import Term


def compared(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count only stands beside the one before it to compare: "900 in camps, UP FROM 300 in May"."""
    k = draft.quantity.first - 1
    return reading.lexicon.asked("comparisons").first(reading.words, k, draft.sentence.first) is not None


def is_older(reading: Reading, draft: Draft, mark: PeriodMark | None) -> bool:
    """Tell whether a count is what another one was before, on a day that nothing behind it tells: "UP FROM 300"."""
    k = draft.quantity.first - 1
    against = reading.lexicon.asked("comparisons").first(reading.words, k, draft.sentence.first)
    if against is None or (mark is not None and mark.first > draft.quantity.last):
        return False
    return against < k or reading.words[k] in reading.lexicon.words("against")


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
