"""Whether a state is told of now or of then: "are living in tents", "were living in tents"."""

from collections.abc import Collection

from stats.assembly.draft import Draft
from stats.assembly.measured import outgrows
from stats.readers.reading import Reading
from stats.readers.timewords import time_words

_BESIDE = 4  # words beside a number among which its verb stands where no word told what happened


def is_now(reading: Reading, draft: Draft) -> bool:
    """Tell whether a state is told of in the present: "6,081 people LIVE there"."""
    if reading.words[draft.quantity.first - 1] in time_words(reading.lexicon).listed["change_from"]:
        return False  # "it HAS risen FROM 9,000 in January"
    told, now, then = _verbs(reading, draft), *_tenses(reading)
    return any(word in now for word in told) and not any(word in then for word in told)


def was_then(reading: Reading, draft: Draft) -> bool:
    """Tell whether a state is told of in the past: "THERE WERE 900 in tents".

    By the verb of its own clause, else by one before it: "There WERE 107 centres in use, with 13,000 families".
    """
    told, now, then = _verbs(reading, draft), *_tenses(reading)
    if not any(word in now or word in then for word in told):
        opening = draft.sentence.first
        told = reading.words[opening : min(draft.quantity.first, opening + _LONG)]
    return any(word in then for word in told) and not any(word in now for word in told)


def has_grown(reading: Reading, draft: Draft) -> bool:
    """Tell whether a verb says what a total has become by now: "the toll HAS RISEN TO 12"."""
    return (draft.how == "link" or outgrows(draft, draft.parent or draft.sibling)) and is_now(reading, draft)


def _tenses(reading: Reading) -> tuple[Collection[str], Collection[str]]:
    """Return the verbs that tell of now and those that tell of then."""
    asked = reading.lexicon.asked
    return asked("tenses", "now").by_last, asked("tenses", "then").by_last


def _verbs(reading: Reading, draft: Draft) -> list[str]:
    """Return the words from before a number, or from before what told its term, to the other of the two.

    No farther than the signs that part the number's clause from others.
    """
    first, last, governor = draft.quantity.first, draft.quantity.last, draft.governor
    low, high = first - _BESIDE, last + 1 + _BESIDE
    if governor is not None and first - _FAR <= governor.first <= last + _FAR:
        low, high = min(first, governor.first) - _BESIDE, max(last, governor.last) + _VERB
    words = reading.words
    low, high = max(draft.sentence.first, low), min(draft.sentence.last, high)
    low = next((k + 1 for k in range(first - 1, low - 1, -1) if words[k] in _STOPS), low)
    high = next((k for k in range(last + 1, high) if words[k] in _STOPS), high)
    return words[low:high]


_STOPS = frozenset((",", ";", ":", "(", ")", "—", "–"))


_VERB = 3  # tokens from "evacuees" to their verb: "evacuees ARE moving"
_FAR = 30  # tokens from a number to the word that told its term
_LONG = 60  # words at a sentence's head among which stands the verb of a count that has none beside it


def is_perfect(reading: Reading, draft: Draft, *roles: str) -> bool:
    """Tell whether a verb says what has happened by now, whenever it did: "half of them HAVE been killed".

    roles: of the auxiliaries that tell it, all where none is given.
    """
    if draft.governor is None:
        return False
    first = draft.governor.first
    perfect = reading.lexicon.asked("perfect", *roles).by_last if roles else reading.lexicon.words("perfect")
    return any(word in perfect for word in reading.words[max(0, first - _AUXILIARIES) : first])


_AUXILIARIES = 3  # words before a participle: "have already been killed"


def has_happened(reading: Reading, draft: Draft) -> bool:
    """Tell whether a flow's sentence says what has happened by now: "The storm HAS killed 120; nine lives were lost".

    "The sun came out on Monday" before it is no day of that.
    """
    perfect = reading.lexicon.asked("perfect", "words").by_last
    opening = max(draft.sentence.first, draft.quantity.first - _SAID)
    told = reading.words[opening : draft.quantity.first]
    return any(word in perfect for word in told) or is_perfect(reading, draft, "words")


_SAID = 40  # tokens before a number among which its sentence says what has happened


def has_been_counted(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count is told as what has been reported by now: "Fourteen deaths HAVE BEEN REPORTED"."""
    listed, perfect = time_words(reading.lexicon).listed, reading.lexicon.asked("perfect", "words").by_last
    told = listed["tells_how_many"] | listed["tells"]
    words = reading.words[draft.quantity.last + 1 : min(draft.sentence.last, draft.quantity.last + 1 + _SAID)]
    return any(
        one in perfect and two in listed["passives"] and three in told
        for one, two, three in zip(words, words[1:], words[2:], strict=False)
    )
