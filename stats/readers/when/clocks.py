"""Times of day, which are no counts: "18:00", "7 a.m.", "06h30", "09:00 local time"."""

import re

from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words

CLOCK = r"\d{1,2}[:.h]\d\d"  # "18:00", "18.00", "06h30"
_LENGTH = 10  # words of a clock time
_HOUR = re.compile(r"\d{1,2}(?:\.\d\d)?|\d{4}")
_WHOLE = re.compile(r"\b\d{1,2}(?:[:h]\d\d|/(?:1[0-2]|0?[1-9]))\b")  # in one word, or a day and its month: "10/9"


def is_of_clock(reading: Reading, sentence: Sentence, number: Quantity) -> bool:
    """Tell whether a number of a sentence is a part of a time of day, or of a day and its month: "18:00", "10/9"."""
    start = reading.starts[number.first]
    low, high = max(sentence.start, start - _DIGITS), min(sentence.end, start + _LONGEST)
    near = reading.text[low:high]
    for told in _WHOLE.finditer(reading.text, low, high) if ":" in near or "/" in near or "h" in near else ():
        if told.start() > start:
            break
        if start < told.end():
            return True
    return "." not in reading.words[number.first] and after_clock(reading, number.first, sentence.last) > number.first


_DIGITS, _LONGEST = 3, 6  # code points from the hour to its minutes: "18:"; and of "18:00", "10/12"


def after_clock(reading: Reading, i: int, stop: int) -> int:
    """Return the token after the clock time that starts at token i ("6 p.m. on", "09:00 local time on"), else i."""
    words, listed = reading.words, time_words(reading.lexicon).listed
    k = i + 1
    if k + 1 < stop and words[k] == ":" and words[k + 1].isdecimal():
        k += 2
    elif not ((k < stop and words[k] in listed["clock"]) or "." in words[i] or is_four_digits(reading, i, stop)):
        return i
    if not _HOUR.fullmatch(words[i]):
        return i
    while k < min(stop, i + _LENGTH) and (words[k] in listed["clock"] or words[k] in listed["clock_after"]):
        k += 1
    return k


def is_four_digits(reading: Reading, i: int, stop: int) -> bool:
    """Tell whether a number is an hour of four digits, by the words beside it: "AS AT 1800 ON 8 May"."""
    words, listed = reading.words, time_words(reading.lexicon).listed
    told = i > 1 and i + 2 < stop and len(words[i]) == _DIGITAL and words[i] < "2400" and words[i][2] < "6"
    opened = told and words[i - 2] in listed["clock_opens"] and words[i - 1] in listed["clock_before"]
    return opened and words[i + 1] in listed["clock_after"]


_DIGITAL = 4  # digits of "1800"
