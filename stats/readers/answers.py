"""Days on which somebody only answered an event that was over: "the minister visited the survivors on Saturday"."""

from stats.readers.events import describes, event_kind, kinds_among
from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import phrase_at, time_words

_BEFORE, _AFTER = 16, 10  # words from a day within which the verb is sought that tells what was done on it
_BESIDE = 3  # words from a day inside a sentence to a verb behind it: "the minister on Saturday VISITED"
_OPENING = 2  # words at the head of a sentence among which a day opens it
_BREAKS = frozenset((",", ";", ":", "(", ")", "—", "–"))


def answer_at(reading: Reading, sentence: Sentence, first: int, last: int) -> int:
    """Return the token of what people did on a day, where that was no event but an answer to one; -1 where it was none.

    first, last: tokens of the day. The verb nearest to it in its clause decides: "rescuers were SEARCHING on Saturday",
    but "searching for rebels, soldiers ATTACKED the town on Saturday".
    """
    time, words = time_words(reading.lexicon), reading.words
    stops = _BREAKS | time.listed["clauses"]
    again = -1
    for k in range(first - 1, max(sentence.first, first - _BEFORE) - 1, -1):
        if words[k] in stops and not _names_event(reading, k):
            break
        if _is_event(reading, k):
            return -1
        if _answers(reading, k, first):
            return k
        if _goes_on_as_before(reading, k, sentence.first, first):
            again = k
    if again >= 0:
        return again
    opens = first <= sentence.first + _OPENING
    start = last + 1 + (opens and words[last + 1 : last + 2] == [","])
    for k in range(start, min(sentence.last, last + 1 + (_AFTER if opens else _BESIDE))):
        if words[k] in stops or _is_event(reading, k):
            return -1
        if _answers(reading, k, sentence.last):
            return k
    return -1


def _is_event(reading: Reading, k: int) -> bool:
    """Tell whether a verb that stands at a token tells an event: "STRUCK", but not "the FLOODED area", "the ATTACK"."""
    time, words = time_words(reading.lexicon), reading.words
    if words[k] not in time.verb_heads or describes(words, time, k) or words[k - 1] in time.listed["definite"]:
        return False
    found = phrase_at(words, k, time.verbs)
    return found is not None and found[1] != "again"


def _goes_on_as_before(reading: Reading, k: int, low: int, first: int) -> bool:
    """Tell whether a token says that life went on: "planes flew AGAIN on Monday", not "clashes RESUMED on Monday"."""
    time, words = time_words(reading.lexicon), reading.words
    again = words[k] in time.verb_heads and phrase_at(words, k, time.verbs) == (1, "again")
    return again and not kinds_among(reading, max(low, first - _BEFORE), first)


def _names_event(reading: Reading, k: int) -> bool:
    """Tell whether "after" only stands before an event's name: "cleaning up AFTER the storm"."""
    time, words = time_words(reading.lexicon), reading.words
    name = k + 1 + (words[k + 1] in time.listed["definite"])
    return words[k] in time.listed["afterwards"] and event_kind(reading, name) is not None


def _answers(reading: Reading, k: int, stop: int) -> bool:
    """Tell whether a token before another one opens words for an answer."""
    words = reading.words
    found = time_words(reading.lexicon).answers.get(words[k], ())
    return any(k + len(phrase) <= stop and tuple(words[k : k + len(phrase)]) == phrase for phrase in found)
