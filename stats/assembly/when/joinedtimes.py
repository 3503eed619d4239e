"""Times of another clause, to which that of a count is joined: "nine died ON MONDAY, and the floods have now"."""

from bisect import bisect_left

from stats.assembly.draft import Draft
from stats.assembly.when.tenses import is_now
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.readers.when.periods import PeriodMark
from stats.vocabulary import Kind, Precision, Term

_STATES = frozenset(
    {Term.DISPLACED, Term.IN_NEED, Term.SHELTERED, Term.IN_CAMP, Term.STRANDED, Term.HOMELESS, Term.POPULATION}
)
_REACH = 60  # tokens from a time to a count of the clause that is joined to its own


def is_of_clause_before(reading: Reading, draft: Draft, mark: PeriodMark, numbers: list[int]) -> bool:
    """Tell whether a time before a count is of another count, to whose clause a verb with its own subject is joined.

    A day is not when what "has now" happened did, nor is a state held since something began: "900 have been killed
    SINCE MAY, and 20,000 are facing hunger".
    """
    first, governor = draft.quantity.first, draft.governor
    if governor is None or not mark.last < first <= mark.last + _REACH:
        return False
    if mark.role in ("since", "event") and _tells_of_it(reading, mark, first):
        return True
    k = bisect_left(numbers, first)
    if not k or mark.role not in ("window", "since", "event"):
        return False
    told = max(numbers[k - 1], mark.last if mark.first > draft.sentence.first + 1 else draft.sentence.first)
    joint = _joint(reading, told, min(first, governor.first))
    if joint is None:
        return False
    if mark.role == "window":
        return mark.precision is Precision.DAY and draft.said is Kind.CUMULATIVE and _has_done(reading, joint, draft)
    here = draft.how == "after" and draft.term in _STATES and draft.said is not Kind.CUMULATIVE
    return here and (is_now(reading, draft) or _is_present(reading, draft))


def _is_present(reading: Reading, draft: Draft) -> bool:
    """Tell whether the verb of a state tells of now, also behind a comma: "those left, some 900, ARE LIVING there"."""
    governor = draft.governor
    told = reading.words[governor.first - 1 : governor.last + 1] if governor is not None else ()
    now = reading.lexicon.asked("tenses", "now").by_last
    return any(word in now for word in told)


def is_told_apart(reading: Reading, draft: Draft, mark: PeriodMark, marks: list[PeriodMark]) -> bool:
    """Tell whether how long before something happened is said of a day told ahead: "died ON TUESDAY, a week after"."""
    if mark.key != "event_ago" or mark.first <= draft.quantity.last or reading.words[mark.first - 1] != ",":
        return False
    ahead = (m for m in marks if m.last < mark.first and m.role in ("window", "count"))
    return any(m.precision is Precision.DAY and m.finish is not None for m in ahead)


def _tells_of_it(reading: Reading, mark: PeriodMark, first: int) -> bool:
    """Tell whether a count is of the event since which others are counted: "since the raid, IN WHICH 44 died"."""
    words, comma = reading.words, mark.last + 1
    if mark.event is None and not mark.anchor:
        return False
    listed = time_words(reading.lexicon).listed
    behind = range(comma + 1, min(comma + 3, len(words)))
    opening = next((k for k in behind if words[k] in listed["relatives"] | listed["adding"]), None)
    if opening is None or words[comma] != "," or first - opening > _ASIDE:
        return False
    return "," not in words[opening:first] and ";" not in words[opening:first]


_ASIDE = 6  # tokens from "in which" to its number


_ENDS = frozenset((";",))


def _joint(reading: Reading, told: int, stop: int) -> int | None:
    """Return the last "and" or semicolon among the tokens from a count, or its time, to a clause."""
    joints = reading.lexicon.words("conjunctions") | _ENDS
    return next((k for k in range(stop - 1, told, -1) if reading.words[k] in joints), None)


def _has_done(reading: Reading, joint: int, draft: Draft) -> bool:
    """Tell whether a verb behind a joint and its own subject says what has happened: "the floods HAVE killed"."""
    stop = max(draft.quantity.first, draft.governor.first if draft.governor is not None else 0)
    told = reading.words[joint + 2 : stop]  # behind its subject
    perfect = reading.lexicon.words("perfect")
    now = time_words(reading.lexicon).listed["moments"]
    return not perfect.isdisjoint(told) and now.isdisjoint(told) and not any(w in ",;:" for w in told)
