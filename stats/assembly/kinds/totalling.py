"""Bare numbers that are tied to a noun that names a count: "The NUMBER has RISEN TO 41", "THAT MAKES 41 in all"."""

from stats.assembly.draft import Draft
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.vocabulary import Quantifier

_SUBJECT = 8  # tokens from "the UN's number as of Monday" to its verb
_OWNER = 4  # words of who or what owns a total, at a sentence's head: "this year's"
_LED = 2  # words before a total: "the OVERALL total", "the government's total"
_SUMMED = 3  # tokens from a number to the words that say that it is a sum: "makes 41 dead in all"


def counting_subject(reading: Reading, sentence: Sentence, q: Quantity) -> int | None:
    """Return the last token of the noun that names a count of which a verb tells a number; None where none does.

    "OCHA's NUMBER as of Monday was 3,650", "the TOTAL has passed 900", "THAT makes 41 in all".
    """
    words, lexicon, first = reading.words, reading.lexicon, sentence.first
    verb = _verb_of(reading, sentence, q)
    if verb is None:
        return None
    totals, topics = lexicon.asked("totals"), lexicon.asked("topics")
    for k in range(verb - 1, max(first, verb - _SUBJECT) - 1, -1):
        if not words[k].isalpha():
            return None
        if words[k] in lexicon.words("counts_told"):
            return k
        if totals.last(words, k, sentence.last) is not None or topics.last(words, k, sentence.last) is not None:
            return k
    return None


def _verb_of(reading: Reading, sentence: Sentence, q: Quantity) -> int | None:
    """Return the first token of the verb that leads to a number, or with which it begins: "now EXCEEDS 5,100"."""
    words, lexicon, first = reading.words, reading.lexicon, sentence.first
    linking, last = lexicon.asked("linking"), q.first - 1
    if is_measured(reading, q):
        return q.first
    if makes_sum(reading, sentence, q):
        return last
    verb = linking.first(words, last, first)
    if verb is None or verb == last:
        leads = lexicon.words("auxiliaries", "changing", "going")
        reaches = lexicon.asked("sums", "reaches").by_last
        if last < first or not (words[last] in leads or words[last] in reaches):
            return None
        verb = last
    return verb


def is_measured(reading: Reading, q: Quantity) -> bool:
    """Tell whether a number begins with the verb that measures its subject by it: "the number HAS PASSED 640".

    Or with one that links the two: "el número de desplazados SE ESTIMA EN 640".
    """
    verb = q.core[0] - 1
    if q.first > verb:
        return False
    return links(reading, q) or reading.words[verb] in reading.lexicon.asked("sums", "exceeds").by_last


def links(reading: Reading, q: Quantity) -> bool:
    """Tell whether a number's quantifier is the verb that ties it to its subject: "the toll HAS PASSED 640".

    Not a bound alone: the "at" of "at least" and "up to" tie no number ("a blast killed UP TO 90").
    """
    if q.first >= q.core[0] or q.quantifier is Quantifier.LESS_THAN:
        return False
    first = q.first + (reading.words[q.first] in reading.lexicon.words("infinitives"))  # "is likely TO EXCEED 640"
    return reading.lexicon.asked("linking").last(reading.words, first, q.core[0]) == q.core[0] - 1


def makes_sum(reading: Reading, sentence: Sentence, q: Quantity) -> bool:
    """Tell whether a sentence adds up what was counted before it: "THAT MAKES 41 IN ALL", "this makes it 41 so far"."""
    words, lexicon, first = reading.words, reading.lexicon, sentence.first
    makes = lexicon.asked("sums", "makes").first(words, q.first - 1, first)
    if makes is None or makes - first > _LED or words[makes - 1] not in lexicon.words("counts_told"):
        return False
    whole, stop = lexicon.asked("sums", "whole"), sentence.last
    return any(whole.last(words, k, stop) is not None for k in range(q.last + 1, min(stop, q.last + 1 + _SUMMED)))


def is_said_of_total(reading: Reading, sentence: Sentence, q: Quantity) -> bool:
    """Tell whether a sentence says nothing but where a total stands: "The TOTAL now STANDS AT 2,410"."""
    if makes_sum(reading, sentence, q):
        return True
    lexicon, words, first = reading.lexicon, reading.words, sentence.first
    linking, totals = lexicon.asked("linking"), lexicon.asked("totals", role="words")
    k = begun = q.first - 1
    while k >= first:
        total = totals.first(words, k, first) if k < begun else None
        if total is not None:  # but not "it puts the total at 900"
            led = total <= first + _LED and words[first] in lexicon.words("articles")
            return total == first or led or (total <= first + _OWNER and reading.owns(total - 1))  # "THIS YEAR'S total"
        verb = linking.first(words, k, first)
        if verb is None and words[k] not in lexicon.words("perfect"):
            return False
        k = k - 1 if verb is None else verb - 1
    return False


def is_recounted(reading: Reading, first: int, number: int) -> bool:
    """Tell whether a number is what somebody takes a count to: "RAISED its COUNT of the dead TO 16".

    first: the token from which the words that say so may stand. number: the number's first token.
    """
    asked = reading.lexicon.asked
    before = reading.words[max(first, number - _RECOUNTED) : number]
    if not before or before[-1] not in asked("recounts", "to").by_last:
        return False
    verbs, nouns = asked("recounts", "verbs").by_last, asked("recounts", "nouns").by_last
    verb = next((k for k, word in enumerate(before) if word in verbs), None)
    if verb is None or not _STOPS.isdisjoint(before[verb:]):
        return False
    return any(word in nouns for word in before[verb:])


_RECOUNTED = 14  # tokens from "raised" to the number
_STOPS = frozenset((",", ";", ":"))


def is_in_rise(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count is what another one grew to, or grew from: "rose FROM 410 TO 640", "rose by 230 TO 640"."""
    numbers, q = reading.numbers_in(draft.sentence), draft.quantity
    k = next((k for k, other in enumerate(numbers) if other is q), None)
    if k is None:
        return False
    grown = k > 0 and _grew(reading, draft.sentence, numbers[k - 1], q)
    from_it = k + 1 < len(numbers) and not draft.increment and _grew(reading, draft.sentence, q, numbers[k + 1])
    return grown or from_it


def _grew(reading: Reading, sentence: Sentence, older: Quantity, newer: Quantity) -> bool:
    """Tell whether a count grew from one number to the next, or by the one to the other."""
    words, lexicon, k = reading.words, reading.lexicon, older.first - 1
    if older.value >= newer.value or newer.first - older.last > _CHANGE or k < sentence.first:
        return False
    if words[newer.first - 1] not in lexicon.words("infinitives"):
        return False
    if lexicon.asked("increments").first(words, k, sentence.first) is not None:
        return True
    opened = words[k] in time_words(lexicon).listed["change_from"]
    return opened and not lexicon.words("changing").isdisjoint(words[max(sentence.first, k - _CHANGE) : k])


_CHANGE = 8  # tokens from a number to the one to which it changed: "from 300 people on Monday to 500"
