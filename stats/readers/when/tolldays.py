"""Days beside a number that are of a toll, or of a part of those counted, and date no event."""

from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Reading
from stats.readers.timewords import time_words

_TOLD = 4  # words from a toll to the day on which it was told
_PLACE = 5  # tokens from such a pronoun to its day: "in the old town"


def is_toll(reading: Reading, number: Quantity, first: int, low: int) -> bool:
    """Tell whether a date only says when a toll was told: "raised the toll of the STORM to 438 late ON FRIDAY".

    number: a number before the date. first: the first token of the date. low: the first token of what is looked at.
    """
    words, counts = reading.words, time_words(reading.lexicon).listed["count_words"]
    if first - number.last > _TOLD or number.first - 1 <= low or counts.isdisjoint(words[low : number.first]):
        return False
    return reading.lexicon.asked("linking").first(words, number.first - 1, low) is not None


def is_part(reading: Reading, number: Quantity, first: int, low: int) -> bool:
    """Tell whether a day is only that of a part: "six OF THEM ON TUESDAY", "INCLUDING six ON TUESDAY".

    first: the first token of the day. low: the first token of what is looked at.
    """
    including = reading.lexicon.asked("including", "words")
    beside = number.last + 1 == first and including.first(reading.words, number.first - 1, low) is not None
    return beside or ends_pronoun(reading, number, first)


def ends_pronoun(reading: Reading, number: Quantity, day: int) -> bool:
    """Tell whether only a place stands between a part's pronoun and a day: "six OF THEM in Alder ON TUESDAY".

    day: the first token of the day.
    """
    words, lexicon = reading.words, reading.lexicon
    pronoun = lexicon.asked("of_them").last(words, number.last + 1, day)
    if pronoun is None or day - pronoun > _PLACE:
        return False
    between = words[pronoun + 1 : day]
    return all(word.isalpha() for word in between) and lexicon.words("auxiliaries").isdisjoint(between)
