"""Days of an answer to an event, which are no days of the event itself: "deplored the massacre ON TUESDAY"."""

from stats.assembly.draft import Draft
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Kind, Term

REACH = 150  # words between a number and its time
STOPS = frozenset((",", ";", ":", "(", ")"))


def is_answers(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a day is that of an answer to an event, and a count of the event itself: of another clause.

    "The UN DEPLORED the massacre on Tuesday, GIVING the toll as 138", "forty died in the quake, and the minister
    VISITED on Saturday". What those who answered did themselves has their day: "crews reached it on Saturday,
    EVACUATING 300".
    """
    governor, quantity, words = draft.governor, draft.quantity, reading.words
    if mark.answer < 0 or draft.kind is Kind.STOCK or abs(quantity.first - mark.first) > REACH:
        return False
    clauses = time_words(reading.lexicon).listed["clauses"] | time_words(reading.lexicon).listed["adding"]
    if mark.last < quantity.first:
        if draft.how == "before" and draft.term in _BY_ANSWER:
            return False
        first = max(mark.last, mark.answer) + 1
        opening = mark.first <= draft.sentence.first + 1
        breaks = clauses if opening else clauses | STOPS
        stop = max(quantity.first, governor.first if governor is not None else 0)
        if opening and any(words[k] == "," and words[k + 1].endswith(_endings(reading)) for k in range(first, stop)):
            return True
        return not breaks.isdisjoint(words[first:stop])
    last = max(quantity.last, governor.last if governor is not None else 0)
    joined = clauses | STOPS | reading.lexicon.words("conjunctions")
    return last < mark.answer and not joined.isdisjoint(words[last + 1 : mark.answer])


# What those do who come after an event, and on that day.
_BY_ANSWER = frozenset((Term.EVACUATED, Term.RELOCATED, Term.DETAINED, Term.SHELTERED, Term.IN_NEED))


def _endings(reading: Reading) -> tuple[str, ...]:
    return tuple(reading.lexicon.grammar.get("participle_endings", ()))
