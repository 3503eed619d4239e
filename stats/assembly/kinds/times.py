"""What the time of a count says of its kind: a time of its own, of its whole, of what goes on, over its line."""

from typing import TypeGuard

from stats.assembly.draft import Draft
from stats.assembly.kinds.defaults import AUXILIARIES
from stats.assembly.kinds.namings import is_of_event, was_done_to
from stats.assembly.when.countdays import is_of_counted
from stats.assembly.when.eventtimes import EVENT_AGE
from stats.assembly.when.sincedays import since_before
from stats.assembly.when.spans import is_line
from stats.assembly.when.timeframe import frame_of
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Kind, Term

_OBJECT = frozenset(("acts", "done"))  # of verbs before those counted: "the quake KILLED 244"
_COUNTS_UP = frozenset(("since", "event", "count"))  # times to which, or since which, something is counted


def heads_arrivals(reading: Reading, draft: Draft, mark: PeriodMark | None) -> bool:
    """Tell whether a table's caption tells since when people come: "NEW ARRIVALS in the region SINCE 1 April"."""
    if mark is None or draft.sentence.shape != "row" or mark.role not in ("since", "event"):
        return False
    cues = reading.cues(reading.sentences[mark.sentence]).all("kinds")
    return any(c.phrase.key == Kind.FLOW and c.last < mark.first for c in cues)


def is_timed_apart(draft: Draft, other: Draft, mark: PeriodMark | None) -> bool:
    """Tell whether a total has a time of its own sentence that is not that of the count it lists with."""
    if mark is None or mark.role not in _COUNTS_UP or mark.sentence != draft.sentence.index:
        return False
    return other.evidence.get("period") is not None and other.evidence["period"] != (mark.start, mark.end)


def goes_on_for_long(reading: Reading, draft: Draft, mark: PeriodMark | None) -> bool:
    """Tell whether a count is of all that has happened in what goes on: "at war since 2020. … 20,000 HAVE BEEN killed".

    What is told in the sentence before, or began on the day of the mark, has then gone on for longer than news do: "the
    war BEGAN in May and HAS killed 40,000".
    """
    since = since_before(reading, draft) if mark is None else mark if _began_then(reading, draft, mark) else None
    if since is None or since.begin is None or reading.published is None or draft.governor is None:
        return False
    return _has_done(reading, draft, draft.governor.first) and reading.published - since.begin > EVENT_AGE


def _has_done(reading: Reading, draft: Draft, verb: int) -> bool:
    """Tell whether a verb is told by "has", or joined to one that is: "HAS killed 40,000 AND displaced a million"."""
    words, perfect = reading.words, reading.lexicon.asked("perfect", "words").by_last
    opening = draft.sentence.first
    if any(word in perfect for word in words[max(opening, verb - AUXILIARIES) : verb]):
        return True
    joint = verb - 1 if draft.how == "before" else draft.quantity.first - 1
    if words[joint] not in reading.lexicon.words("conjunctions"):
        return False
    others = reading.lexicon.words("auxiliaries") | reading.lexicon.asked("perfect", "past").by_last.keys()
    if draft.how == "after" and any(word in others for word in words[draft.quantity.last + 1 : verb]):
        return False  # "have been killed and 900 were arrested"
    for k in range(joint - 1, max(opening, joint - _SHARED) - 1, -1):
        if words[k] in perfect:
            return True
        if words[k] in _ENDS or words[k] in reading.lexicon.words("was_done"):
            return False
    return False


_SHARED = 20  # tokens from "has" to the "and" of a verb that shares it
_ENDS = frozenset((";", ":", "("))


def _began_then(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether something began on the day of a mark that stands before a count in its sentence."""
    if mark.role != "window" or not draft.sentence.first < mark.first < draft.quantity.first:
        return False
    return (reading.words[mark.first - 1],) in time_words(reading.lexicon).verbs


def is_of_standing(draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a time is of the state that a bare part is of: "63,985 IDPs AT MID-MAY, half of them from X"."""
    whole = draft.parent
    if whole is None or whole.kind is not Kind.STOCK or draft.how not in ("", "link"):
        return False
    return mark.last < draft.quantity.first


def has_been_so(reading: Reading, draft: Draft) -> bool:
    """Tell whether a state has held since a day, and does so still: "900 HAVE BEEN TRAPPED there since May"."""
    governor, words = draft.governor, reading.words
    if governor is None or draft.how != "after" or governor.first - 2 < draft.sentence.first:
        return False
    role = governor.phrase.role
    if draft.term is not Term.STRANDED and role != "states" and (draft.term is not Term.IN_NEED or role == "done"):
        return False
    perfect = reading.lexicon.asked("perfect", "words").by_last
    told = words[governor.first - _BEEN : governor.first - 1]
    return words[governor.first - 1] in reading.lexicon.words("passive") and any(word in perfect for word in told)


_BEEN = 4  # tokens from "have" to a state: "have so far been trapped"


def stands_now(draft: Draft, mark: PeriodMark | None) -> bool:
    """Tell whether "now" ties a number to those whom it counts: "dead NOW past 500", "over 240 people NOW dead"."""
    governor, number = draft.governor, draft.quantity
    if mark is None or governor is None or mark.role != "state" or mark.sentence != draft.sentence.index:
        return False
    if draft.how in ("link", "before"):
        return governor.last < mark.first and 0 < number.first - mark.last <= _NOW
    so_now = governor.phrase.role == "states" and draft.term is not Term.KILLED  # "900 are NOW without electricity"
    behind = draft.how in ("after", "noun") and number.last < mark.first and mark.last + 1 == governor.first
    return behind and not so_now


_NOW = 2  # tokens from "now" to its number: "now at 240"


def were_lost(draft: Draft, mark: PeriodMark | None) -> bool:
    """Tell whether a verb says who was missing on a day: "as of Saturday 23 WERE MISSING"."""
    return mark is not None and mark.key == "as_of" and draft.term is Term.MISSING and draft.how == "after"


def is_told_apart(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a count only stands behind a dated one: "As of Friday 900 had fled. The quake KILLED 244"."""
    home = reading.sentences[mark.sentence]
    if home is draft.sentence or home.paragraph != draft.sentence.paragraph or home.shape in ("head", "row"):
        return False
    if draft.increment:
        return True
    if draft.sentence.shape != "prose" or draft.governor is None or draft.governor.phrase.table != "terms":
        return False
    first = draft.governor.first
    if draft.how == "before":
        perfect = reading.lexicon.asked("perfect").by_last
        ahead = reading.words[max(draft.sentence.first, first - AUXILIARIES) : first]
        return draft.governor.phrase.role in _OBJECT and not any(word in perfect for word in ahead)
    return draft.how == "after" and reading.words[first - 1] in reading.lexicon.words("was_done")


def happened_in_span(reading: Reading, draft: Draft, mark: PeriodMark | None) -> bool:
    """Tell whether a line's label tells what happened, under a heading that tells when: "Arrests: 9", "2-8 May"."""
    governor, frame = draft.governor, frame_of(reading)
    headed = draft.sentence.index in frame.spans or (mark is not None and mark.key == "by")
    if governor is None or not headed or not is_line(reading, draft.sentence):
        return False
    return is_of_event(reading, governor) or was_done_to(reading, governor)


def is_told_again(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count is its whole as it was another day, and no part: "the toll is 340. On Friday IT WAS 270"."""
    if draft.sibling is not draft.parent or draft.increment:
        return False
    of_them = reading.lexicon.asked("of_them")
    return of_them.last(reading.words, draft.quantity.last + 1, draft.sentence.last) is None


def has_come(reading: Reading, draft: Draft, mark: PeriodMark | None, hint: Kind | None) -> bool:
    """Tell whether a time is of what brought people there: "14,000 IDPs after the attack of 3 May", "of late"."""
    if mark is None:
        return False
    if mark.first > draft.quantity.last:
        return hint is Kind.FLOW or mark.role == "after"
    numbers = frame_of(reading).numbers.get(draft.sentence.index, ())
    return hint is Kind.FLOW and not any(mark.last < k < draft.quantity.first for k in numbers)


def is_interval(mark: PeriodMark | None) -> TypeGuard[PeriodMark]:
    """Tell whether a time expression names two days between which something happened."""
    return mark is not None and mark.role == "window" and mark.key in ("between", "look_on")


def is_dated_label(reading: Reading, draft: Draft, mark: PeriodMark | None) -> bool:
    """Tell whether a label says when people were moved, right behind the word for it: "DISPLACED THIS WEEK: 222".

    In a sentence behind a noun: "the number of PEOPLE DISPLACED LAST WEEK stands at 222".
    """
    governor = draft.governor
    if mark is None or governor is None or mark.role != "window" or mark.begin == mark.finish:
        return False
    beside = mark.first == governor.last + 1 and mark.last < draft.quantity.first
    return (draft.sentence.shape != "prose" and beside) or is_of_counted(reading, draft, mark)


def is_of_count_before(reading: Reading, draft: Draft, mark: PeriodMark | None) -> bool:
    """Tell whether a time is of a count before that of those in need: "SO FAR 12 died, and 400 need food"."""
    if mark is None or mark.sentence != draft.sentence.index or draft.term is not Term.IN_NEED:
        return False
    between = range(mark.last + 1, draft.quantity.first)
    terms = reading.cues(draft.sentence).all("terms")
    if any(c.first in between and c.phrase.key == Term.IN_NEED for c in terms):
        return False  # "so far 300 are in need of shelter, and 1,200 need food"
    return any(q.first in between and not q.thing for q in reading.numbers_in(draft.sentence))
