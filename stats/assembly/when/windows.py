"""Which time expression belongs to a count, and which kind it speaks for."""

from bisect import bisect_left
from dataclasses import replace
from datetime import date
from itertools import pairwise

from stats.assembly.draft import Draft
from stats.assembly.measured import grew_from, outgrows
from stats.assembly.when.answered import REACH
from stats.assembly.when.eventtimes import names_its_event
from stats.assembly.when.formdays import labels_number
from stats.assembly.when.frames import carried
from stats.assembly.when.joinedtimes import is_across_aside, is_told_apart
from stats.assembly.when.moments import of_moment
from stats.assembly.when.othertimes import BESIDE, ends_own, is_others, opens_clause, opens_own
from stats.assembly.when.tenses import was_then
from stats.assembly.when.timeframe import frame_of
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Kind, PeriodRule, Precision

_DATED = frozenset(("window", "since", "count", "later", "event", "after", "height", "ahead", "vague", "before"))
_SILENT = frozenset(("said", "counted", "inner", "frame", "compared"))
_HAPPENED = frozenset(("look_back", "lasted", "look_back_to", "look_on", "recent", "reported", "overnight", "weekend"))

_COMPARED = 6  # the same of a number that is compared: "up from 493 people of 130 families on Wednesday"
_NOW = 2  # words from "now" to its number: "now at 56"
_RIGHT_BEHIND = 2  # words from a number to the day that is its own, with its noun between
_NEAR = 5  # words from a number to the year of which it is counted up
_BREAKS = (";", ":", "|")
_PARTED = frozenset((",", "(", ";"))
_RUNNING = frozenset(("since", "event", "now"))
_CHAIN = 6  # counts that one may lean on, one after the other
# How far a boundary between a number and a time pushes them apart, in words (found on half of the labelled texts).
_BREAK, _COMMA, _OTHER_NUMBER, _OWNED, _OPENING = 40, 4, 2, 12, 6.0


def mark_hint(mark: PeriodMark, published: date | None) -> Kind | None:
    """Return the kind that a time expression speaks for, None where it leaves it open.

    "by D", "since", "so far": cumulative. "still", "now", "five days later", "at the height": stock. Looking back
    ("over the past week", "overnight"): flow. "as of D" is None: an event then counts up, a state holds. A year that
    was not over when the text was published ("this year"): what is counted so far.
    """
    if mark.role == "window" and mark.precision is Precision.YEAR and published and mark.begin and mark.finish:
        return Kind.CUMULATIVE if mark.begin < published < mark.finish else None
    if mark.role in ("now", "since", "event") or (mark.role == "count" and mark.key == "by"):
        return Kind.CUMULATIVE
    if mark.role in ("state", "later", "height"):
        return Kind.STOCK
    return Kind.FLOW if mark.role in ("window", "vague") and mark.key in _HAPPENED else None


def bind_period(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the time expression that a draft's count holds for; None where the text gives none.

    First the nearest in its own sentence, then that of the count it is a part of or lists with, then one carried from
    the text around it: a list's introduction, a dated count before it in the paragraph, a heading or caption.
    """
    head = _of_column(reading, draft)
    if head is not None:
        return head
    own = _of_compared(reading, draft) or _nearest(reading, draft)
    if draft.yet_to_return and (own is None or _is_beyond_number(reading, draft, own)):
        return None  # "July's fighting displaced 900, of whom 300 HAVE NOT RETURNED"
    if own is not None and draft.kind is Kind.STOCK:
        own = _of_state(reading, draft, own)
    if own is not None and own.role == "vague" and draft.kind is Kind.STOCK:
        own = None  # "group A (within the month): 1,190 families" are there on the day of the count
    if own is not None and own.role in _DATED and not _is_of_whole(reading, draft, own):
        return of_moment(reading, draft, own)
    if own is not None and own.role == "state" and draft.kind is Kind.STOCK and draft.parent is not None:
        return own  # "15,000 fled in July, of whom 12,500 remain displaced"
    now = own is not None and own.role in ("now", "state") and 0 < draft.quantity.first - own.last <= _NOW
    if now and draft.kind is not Kind.FLOW:
        return own  # "the toll, which stood at 34 on Monday, is NOW 56"
    other = draft
    for _ in range(_CHAIN):
        sibling = other.sibling if other.sibling is not None and other.sibling.sentence is draft.sentence else None
        following = other.parent or sibling
        if following is None or following is draft:
            break
        if outgrows(draft, following) or grew_from(reading, draft.quantity.first, following.quantity.first):
            break  # "from 9,000 in January to 15,000", "was 40 on Monday. It has risen to 52"
        other = following
        if other.sentence is not draft.sentence and _of_compared(reading, other) is not None:
            break  # "is now 352,000, down from 387,000 on Sunday. Alder has 137,000"
        mark = _nearest(reading, other)
        if mark is not None and mark.role in _DATED and mark.role != "before":
            numbers = frame_of(reading).numbers.get(mark.sentence, [])
            return None if is_across_aside(reading, draft, mark, numbers) else mark
    return carried(reading, draft) if own is None else own


def _is_beyond_number(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether another number stands between a time and the count behind it."""
    numbers = frame_of(reading).numbers.get(draft.sentence.index, [])
    return any(mark.last < k < draft.quantity.first for k in numbers)


def _of_compared(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the time right after a number that another is measured against: "417 died, up from 294 on 21 March"."""
    compared, first, last = reading.lexicon.asked("comparisons"), draft.quantity.first, draft.quantity.last
    if first and reading.words[first - 1] not in compared.by_last:
        return None
    if compared.first(reading.words, first - 1, draft.sentence.first) is None:
        return None
    here = _in_reach(reading, draft)
    return next((m for m in here if m.role == "window" and 0 < m.first - last <= _COMPARED), None)


def _of_state(reading: Reading, draft: Draft, mark: PeriodMark) -> PeriodMark:
    """Return the time at which a state held, where its nearest does not tell it.

    "On Wednesday 5,600 were still waiting", "10,000 were still displaced in 2010": the day, not "still". "The 5,800
    displaced since May are still in tents": not the time of what they went through before.
    """
    sentence, quantity, here = draft.sentence, draft.quantity, _in_reach(reading, draft)
    if mark.role == "state":
        for other in here:
            if other.key == "as_of" and other.finish is not None and other.first > quantity.last:
                return other  # "8,100 were STILL in shelters AS OF 29 March"
            if other.role != "window" or other.key not in ("on", "ago"):
                continue
            if other.event is not None and (other.event.kinds or other.first < quantity.last):
                continue
            opens = other.first <= sentence.first + 1 and other.last < quantity.first
            follows = mark.last < other.first <= mark.last + BESIDE and other.first > quantity.last
            follows = follows or _ends_clause(reading, draft, mark, other)
            first = other.first == sentence.first and other.precision is Precision.MONTH  # "In July it held 900"
            told = first or other.precision is Precision.DAY or was_then(reading, draft)
            if (opens and told) or follows:
                return other
    elif mark.role in ("window", "since", "event", "after") and mark.first > quantity.last:
        still = next((m for m in here if m.role == "state" and m.first > mark.last), None)
        numbers = frame_of(reading).numbers.get(sentence.index, [])
        if still is not None and not _count(numbers, quantity.last + 1, still.first):
            return mark if is_across_aside(reading, draft, still, numbers) else still
    return mark


def _ends_clause(reading: Reading, draft: Draft, state: PeriodMark, day: PeriodMark) -> bool:
    """Tell whether a day ends the clause of what was still so: "were STILL sleeping away from home ON 7 DECEMBER"."""
    if day.precision is not Precision.DAY or not draft.quantity.last < state.first < day.first <= state.last + _CLAUSE:
        return False
    between = reading.words[state.last + 1 : day.first]
    listed = time_words(reading.lexicon).listed
    turns = listed["clauses"] | listed["afterwards"] | reading.lexicon.words("conjunctions") | _PARTED
    numbers = frame_of(reading).numbers.get(draft.sentence.index, [])
    return turns.isdisjoint(between) and not _count(numbers, state.last + 1, day.first) and was_then(reading, draft)


_CLAUSE = 14  # tokens from "still" to the day on which it was so


def _is_of_whole(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a time behind a part is said of its whole: "13, including nine women, were reported today"."""
    whole = draft.parent
    if whole is None or whole.sentence is not draft.sentence or mark.first <= draft.quantity.last:
        return False
    return "," in reading.words[draft.quantity.last + 1 : mark.first]


def _of_column(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the time that a table's head tells for the column of a draft: "Total since 7 May"."""
    first, last = draft.column or (0, 0)
    if first >= last:
        return None
    here = frame_of(reading).here.get(reading.sentence_at(reading.starts[first]).index, ())
    told = next((m for m in here if first <= m.first < last and (m.role in _DATED or m.role == "frame")), None)
    return replace(told, role="count", key="as_of") if told is not None and told.role == "frame" else told


def _nearest(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the time expression of the draft's sentence that stands nearest to its number."""
    best: PeriodMark | None = None
    least = 0.0
    if draft.times is None:
        draft.times = _times(reading, draft)
    for mark, distance in draft.times:
        distance += _weight(draft, mark)
        behind = mark.role in ("window", "later") and mark.first > draft.quantity.last
        if behind and distance >= _far(reading, draft, mark):
            continue  # "thousands left the site; most were back the next morning"
        if best is None or distance < least:
            best, least = mark, distance
    return best


def _far(reading: Reading, draft: Draft, mark: PeriodMark) -> int:
    """Return the distance from which a time behind a number is none of its own; more in one long clause.

    "20 homes burned in A, AND all 7,000 people of B were told overnight to leave" are two.
    """
    if mark.first - draft.quantity.last > _BREAK * 2:
        return _BREAK * 2  # no such time is nearer, whatever stands between
    between, joints = reading.words[draft.quantity.last + 1 : mark.first], reading.lexicon.words("conjunctions")
    joined = any(one == "," and other in joints for one, other in pairwise(between))
    return _BREAK if joined or not set(between).isdisjoint(_BREAKS) else _BREAK * 2


def _in_reach(reading: Reading, draft: Draft) -> list[PeriodMark]:
    """Return the time expressions of the draft's sentence, of a very long one those around its number and the first."""
    sentence, quantity = draft.sentence, draft.quantity
    marks = frame_of(reading).here.get(sentence.index, [])
    if not marks or sentence.last - sentence.first <= REACH:
        return marks
    low = bisect_left(marks, quantity.first - REACH, key=lambda m: m.last)
    high = bisect_left(marks, quantity.last + REACH, key=lambda m: m.first)
    return [*marks[: min(low, 1)], *marks[low:high]]


def _times(reading: Reading, draft: Draft) -> list[tuple[PeriodMark, float]]:
    """Return the time expressions of the draft's sentence that may be its own, each with how far it stands."""
    quantity, marks = draft.quantity, _in_reach(reading, draft)
    if not marks:
        return []
    numbers = frame_of(reading).numbers.get(draft.sentence.index, [])
    marks = [m for m in marks if m.role not in _RUNNING or not _is_of_part(reading, draft, m, marks, numbers)]
    ended = {m.last + 1 for m in marks if m.role == "before"}
    marks = [m for m in marks if m.role != "window" or m.first not in ended]  # "before landfall ON 3 MAY"
    if any(m.role == "count" for m in marks):  # "As of yesterday the quake of 7 May had affected 12,000 people"
        marks = [m for m in marks if m.role != "window" or not names_its_event(reading, m)]
    return [
        (mark, _distance(reading, draft, mark, numbers, marks))
        for mark in marks
        if (mark.role not in _SILENT or (mark.to_come and draft.forecast))
        and not quantity.first < mark.first <= quantity.last
        and not (_is_bracketed(reading, mark, quantity.last) and labels_number(reading, mark))
        and not (_is_parted(draft, mark) and ";" in reading.words[mark.last : quantity.first])
        and not (mark.key == "alone" and _is_before_others(draft, mark, numbers))
        and not is_others(reading, draft, mark, numbers)
        and not (len(marks) > 1 and is_told_apart(reading, draft, mark, marks))
    ]


def _is_parted(draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a semicolon ends the reach of a time: "half have come back SINCE; 500 houses were burnt"."""
    return mark.role == "state" or (mark.key == "since_then" and mark.first > draft.sentence.first + 1)


def _is_of_part(
    reading: Reading, draft: Draft, mark: PeriodMark, marks: list[PeriodMark], numbers: list[int]
) -> bool:
    """Tell whether a time is of a part that is told behind a count with its own: "256 this year, 118 SINCE MAY"."""
    last = draft.quantity.last
    k = bisect_left(numbers, mark.first) - 1
    if mark.first <= last or k < 0 or numbers[k] <= last or reading.words[numbers[k] - 1] not in _PARTED:
        return False
    return any(m.role in ("window", "since") and last < m.first < numbers[k] for m in marks)


def _is_bracketed(reading: Reading, mark: PeriodMark, number: int) -> bool:
    """Tell whether a bracket opens between a number and a time behind it: "900 people (8 pm YESTERDAY: 700)"."""
    between = reading.words[number + 1 : mark.first]
    return "(" in between and ")" not in between


def _is_before_others(draft: Draft, mark: PeriodMark, numbers: list[int]) -> bool:
    """Tell whether a time stands between its own number and a later one: "2,700 on Tuesday ALONE, and 600 others"."""
    return mark.last < draft.quantity.first and _count(numbers, draft.sentence.first, mark.first) > 0


def _weight(draft: Draft, mark: PeriodMark) -> int:
    """Return how much a time expression is held back for a kind of count: a total is dated, a state has no window."""
    if mark.role == "after" and mark.begin is None:
        return 25
    if mark.role == "before" and mark.begin is None and mark.key != "leading" and draft.kind is not Kind.STOCK:
        return 30
    if mark.role in ("now", "state"):
        happened = draft.kind is Kind.FLOW or (draft.kind is None and draft.said is Kind.FLOW and mark.role == "state")
        return 40 if happened else 30 if draft.kind is Kind.CUMULATIVE else 8
    if draft.kind not in (Kind.FLOW, None) and mark.role in ("window", "after"):
        beside = mark.key == "on" and mark.precision is Precision.DAY and mark.event is None
        year = mark.rule is PeriodRule.CALENDAR and mark.precision is Precision.YEAR
        if year and draft.kind is Kind.CUMULATIVE and 0 < mark.first - draft.quantity.last <= _NEAR:
            return 0  # "256 people died THIS YEAR, 118 of them since 1 June"
        if beside and 0 < mark.first - draft.quantity.last <= _RIGHT_BEHIND:
            return 0  # "a figure that stood at 163,000 ON WEDNESDAY and at 327,000 by Thursday"
        return 20 if mark.role == "after" or mark.event is not None else 10
    return 10 if draft.kind is Kind.FLOW and mark.role == "count" else 0


def _distance(
    reading: Reading, draft: Draft, mark: PeriodMark, numbers: list[int], marks: list[PeriodMark]
) -> float:
    """Return how far a time expression is from a number: the words between, boundaries weighed heavier."""
    words, quantity, sentence = reading.words, draft.quantity, draft.sentence
    ahead = mark.last < quantity.first
    # "On 2 April, …" opens the sentence and reaches all of it, but for a clause after a semicolon with its own time
    parted = len(marks) > 1 and any(
        (words[m.first - 1] == ";" and mark.last < m.first < quantity.first)
        or (m is not mark and mark.last < m.first and opens_own(reading, draft, m, numbers))
        or (m is not mark and ends_own(reading, draft, m, numbers))
        for m in marks
    )
    opening = ahead and mark.first <= sentence.first + 1 and not parted
    k = mark.last + 1 + (words[mark.last + 1] == ",") if opening else 0
    if opening and mark.role == "since" and words[k] in time_words(reading.lexicon).listed["moments"]:
        opening = False  # "Not since 2014, WHEN 617 died, …" reaches no farther than its clause
    if opening and quantity.first - mark.last > _OPENING:
        return _OPENING
    between = words[mark.last + 1 : quantity.first] if ahead else words[quantity.last + 1 : mark.first]
    if ahead and between == [":"]:
        return 0  # "Dead, past 24 hours: 38 | since 8 May: 270"
    breaks = sum(map(between.count, _BREAKS))
    distance = float(len(between) + _COMMA * between.count(",") + _BREAK * breaks)
    if opening:
        return min(distance, _OPENING)
    if not ahead:
        return distance + _OTHER_NUMBER * max(0, _count(numbers, quantity.last + 1, mark.first))
    distance += _OTHER_NUMBER * _count(numbers, mark.last + 1, quantity.first)
    owned = bool(numbers) and numbers[0] < mark.first and not opens_clause(reading, mark)
    owned = owned and not opens_own(reading, draft, mark, numbers)
    return distance + (_OWNED if owned else 0)


def _count(numbers: list[int], low: int, high: int) -> int:
    """Return how many of the sorted numbers are in [low, high)."""
    return bisect_left(numbers, high) - bisect_left(numbers, low)
