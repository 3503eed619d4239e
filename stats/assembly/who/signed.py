"""Speakers who sign what was told before them, and those in brackets, who tell nothing beyond."""

from bisect import bisect_left
from operator import attrgetter

from stats.readers.reading import Reading, Sentence
from stats.readers.who.attribution import Attribution
from stats.readers.wordsets import word_sets

_FIRST = attrgetter("first")
_OPENING = 6  # tokens of a sentence in which it names the account: "Those were the NUMBERS given out by"
_NEAR = 8  # sentences from a count to who signs it
_BRACKET = 40  # tokens of a bracket


def signed_below(reading: Reading, sentence: Sentence) -> Attribution | None:
    """Return who signs the counts told before in a paragraph: "12 dead. 40 hurt. Those were the figures given by X."

    Such a sentence opens with an account and names whose it is.
    """
    marks: list[Attribution] = reading.attributions
    k = bisect_left(marks, sentence.last, key=_FIRST)
    if k == len(marks):
        return None
    mark = marks[k]
    home = reading.sentence_at(reading.starts[mark.first])
    if home.paragraph != sentence.paragraph or home.index - sentence.index > _NEAR:
        return None
    if _says_so(reading, home, mark) and home.index == sentence.index + 1:
        return mark
    if not mark.trailing:
        return None
    begin = reading.words[home.first : min(home.first + _OPENING, mark.last)]
    points = reading.words[home.first] in reading.lexicon.words("signing")
    named = word_sets(reading.lexicon, "speakers")["accounts"].any(begin)
    return mark if points and named else None


def _says_so(reading: Reading, home: Sentence, mark: Attribution) -> bool:
    """Tell whether a speaker only says that what stands before is so: "Twelve died. The mayor SAID SO on Friday"."""
    so = word_sets(reading.lexicon, "speakers")["so"]
    after = reading.words[mark.last + 1 : min(mark.last + 3, home.last)]
    return bool(after) and (after[0] in so or " ".join(after) in so)


def in_brackets(reading: Reading, mark: Attribution) -> bool:
    """Tell whether a speaker tells only what a bracket inside a sentence holds: "500 (a friend SAYS 17)"."""
    low = max(0, mark.first - _BRACKET)
    before = reading.words[low : mark.first]
    opening = len(before) - before[::-1].index("(") - 1 if "(" in before else None
    if opening is None or ")" in before[opening:]:
        return False
    home = reading.sentence_at(reading.starts[mark.first])
    return low + opening > home.first and ")" in reading.words[mark.last : home.last]
