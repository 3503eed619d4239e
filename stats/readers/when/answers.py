"""Days on which somebody only answered an event that was over: "the minister visited the survivors on Saturday"."""

from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import phrase_at, time_words
from stats.readers.when.events import describes, event_kind, kinds_among

_BEFORE, _AFTER = 16, 10  # words from a day within which the verb is sought that tells what was done on it
_BESIDE = 3  # words from a day inside a sentence to a verb behind it: "the minister on Saturday VISITED"
_OPENING = 2  # words at the head of a sentence among which a day opens it
_BREAKS = frozenset((",", ";", ":", "(", ")", "—", "–"))


def answer_at(reading: Reading, sentence: Sentence, first: int, last: int) -> int:
    """Return the token of what people did on a day, where that was no event but an answer to one; -1 where it was none.

    first, last: tokens of the day. The verb nearest to it in its clause decides: "rescuers were SEARCHING on Saturday",
    but "searching for rebels, soldiers ATTACKED the town on Saturday".
    """
    words = reading.words
    opens = first <= sentence.first + _OPENING
    start = last + 1 + (opens and words[last + 1 : last + 2] == [","])
    before = range(first - 1, max(sentence.first, first - _BEFORE) - 1, -1)
    stop = min(sentence.last, last + 1 + (_AFTER if opens else _BESIDE))
    joints = frozenset() if opens else reading.lexicon.words("conjunctions")  # "fled on Monday AND rescuers reached"
    after = range(start, next((k for k in range(start, stop) if words[k] in joints), stop))
    told = _told(reading, before, first)
    return told if told != _NOTHING else max(_told(reading, after, sentence.last), -1)


_NOTHING = -2  # neither an event nor an answer


def _told(reading: Reading, tokens: range, stop: int) -> int:
    """Return the token of an answer in a clause, -1 where an event is told there, _NOTHING where neither is.

    tokens: those of a clause in order of their nearness to a day. stop: words for an answer end before it.
    """
    time, words = time_words(reading.lexicon), reading.words
    stops = _BREAKS | time.listed["clauses"]
    again, who, named, end = -1, -1, False, tokens.start
    for k in tokens:
        if words[k] in stops and not (tokens.step < 0 and _names_event(reading, k)):
            break
        if _is_event(reading, k):
            return -1
        if _answers(reading, k, stop):
            return k
        if tokens.step < 0 and _goes_on_as_before(reading, tokens[-1], k, stop):
            again = k
        named, end = named or event_kind(reading, k) is not None, k
        who = k if words[k] in time.answerers and (who < 0 or tokens.step < 0) else who
    if again >= 0:
        return again
    opening = min(end, tokens.start)
    return who if who >= 0 and not named and who - opening < _SUBJECT else _NOTHING


_SUBJECT = 4  # tokens from a clause's beginning among which its subject is


def _is_event(reading: Reading, k: int) -> bool:
    """Tell whether a verb that stands at a token tells an event: "STRUCK", but not "the FLOODED area", "the ATTACK"."""
    time, words = time_words(reading.lexicon), reading.words
    if words[k] not in time.verb_heads or describes(words, time, k) or words[k - 1] in time.listed["definite"]:
        return False
    found = phrase_at(words, k, time.verbs)
    return found is not None and found[1] != "again"


def _goes_on_as_before(reading: Reading, low: int, k: int, first: int) -> bool:
    """Tell whether a token says that life went on: "planes flew AGAIN on Monday", not "clashes RESUMED on Monday"."""
    time, words = time_words(reading.lexicon), reading.words
    again = words[k] in time.verb_heads and phrase_at(words, k, time.verbs) == (1, "again")
    return again and not kinds_among(reading, low, first)


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
