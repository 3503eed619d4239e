"""Times that stand beside a count in its sentence and belong to another: of other numbers, clauses and asides."""

from bisect import bisect_left

from stats.assembly.draft import Draft
from stats.assembly.measured import grew_from
from stats.assembly.when.answered import REACH, STOPS, is_answers
from stats.assembly.when.basetimes import (
    are_its_homes,
    is_of_bare_part,
    is_of_cause,
    is_of_other_event,
    is_of_part,
    is_of_total,
    names_year_of,
)
from stats.assembly.when.deadlines import is_deadline
from stats.assembly.when.joinedtimes import is_across_aside, is_of_clause_before, is_of_main_clause
from stats.assembly.when.sidetimes import is_said_beside
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.readers.when.events import kinds_among
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Kind, Precision

BESIDE = 4  # words from "still displaced" to its date: "in 2010"
_QUANTIFIER = 3  # words that a number in brackets may have before it
_OF_WHOM = 3  # words of "most of whom"
_OWN = 3  # tokens from a number to the day that it was told for
_TO = 2  # tokens from a time to the number after "to"
_ENDS = frozenset((":", ";"))


def is_others(reading: Reading, draft: Draft, mark: PeriodMark, numbers: list[int]) -> bool:
    """Tell whether a time after a number is another one's: "stands at 900, up from 200 in May", "six: 3 in May"."""
    last = draft.quantity.last
    if _tells_since_when(reading, draft, mark):
        return True
    if is_answers(reading, draft, mark) or is_deadline(reading, draft, mark) or is_said_beside(reading, draft, mark):
        return True
    if is_of_other_event(reading, draft, mark, numbers) or is_of_bare_part(reading, draft, mark):
        return True
    if is_of_part(reading, draft, mark, numbers) or is_of_cause(reading, draft, mark, numbers):
        return True
    if is_of_clause_before(reading, draft, mark, numbers) or is_across_aside(reading, draft, mark, numbers):
        return True
    if is_of_main_clause(reading, draft, mark):
        return True
    if mark.last < draft.quantity.first and _leads_off(reading, draft, mark):
        return True
    if mark.last < draft.quantity.first and _turned_from(reading, draft, mark, numbers):
        return True
    if mark.last < draft.quantity.first and _came_before(reading, draft, mark, numbers):
        return True
    if mark.key == "since" and mark.role == "window" and mark.last < draft.quantity.first and (
        "," in reading.words[mark.last + 2 : draft.quantity.first]
    ):
        return True  # "the worst since 2011, when 90 people drowned, has killed 400"
    if mark.last < draft.quantity.first and _is_of_measure(reading, mark, numbers):
        return True
    if mark.first <= last:  # "of the 900 who fled in May, 200 are back"
        k = bisect_left(numbers, mark.first)
        if draft.quantity.first - mark.last == _TO and k and grew_from(reading, draft.quantity.first, numbers[k - 1]):
            return True
        if mark.role == "before" and k:
            return True  # "of the 46,000 who lived there before the war, 2,000 are left"
        listed = time_words(reading.lexicon).listed
        j = bisect_left(numbers, draft.quantity.first)
        totalled = reading.words[max(numbers[j - 1], mark.last) : draft.quantity.first] if j > k or k else ()
        if mark.role in ("since", "event") and not listed["totalling"].isdisjoint(totalled):
            return True  # "since 7 May another 770 fled, bringing the total to 12,745"
        told = k > 0 and (
            not listed["relatives"].isdisjoint(reading.words[numbers[k - 1] : mark.first])
            or _opened(reading, draft, numbers[k - 1], listed["clauses"])
        )
        comma = reading.words[mark.last + 1 : mark.last + 2] == [","]
        return told and comma and bisect_left(numbers, draft.quantity.first) == k
    if names_year_of(reading, draft, mark):
        return True
    if _is_aside(reading, draft, mark) or _is_of_those_who(reading, draft, mark):
        return True
    if _turns_to(reading, mark, last):
        return True
    low, high = bisect_left(numbers, last + 1), bisect_left(numbers, mark.first)
    follows = numbers[high] - mark.last if high < len(numbers) else REACH
    counts = mark.role == "count" and mark.key == "by" and follows < REACH
    before = reading.words[last + 1 : mark.first]
    bracketed = "(" in before and ")" not in before and ")" not in reading.words[mark.last : mark.last + follows]
    if follows <= BESIDE and bracketed:
        return True  # "6,300 people of 1,700 families (YESTERDAY: 5,900)"
    if follows == 1 and reading.words[mark.first - 1] in reading.lexicon.words("conjunctions") | STOPS:
        return True  # "in February 400 AND IN MARCH 300"
    if (follows <= BESIDE or counts) and opens_clause(reading, mark):
        return True  # "75,000 are in need, and on 24 March 3,995 were still in schools"
    if low == high:
        return high < len(numbers) and is_of_total(reading, mark, last, numbers[high])
    if mark.role == "window" and _is_of_clause(reading, draft, mark, numbers[low]):
        return True
    apart = any("(" not in reading.words[max(last, k - _QUANTIFIER) : k] for k in numbers[low:high])
    if mark.role == "state" and apart:
        return True  # "471,000 have been displaced, 87 centres are NOW in use"
    words, other = reading.words, numbers[high - 1]
    listed = time_words(reading.lexicon).listed
    turns = listed["relatives"] | listed["turns"]
    explains = listed["explains"]  # "that is" turns nothing
    between = [w for k, w in enumerate(words[last + 1 : other], last + 1) if words[k + 1] not in explains]
    if mark.role in ("since", "now") and not turns.isdisjoint(between):
        return True  # "45,000 flee Marib, a city to which a million have come since 2014"
    brings = mark.role in ("since", "event", "window") or (mark.role == "count" and mark.key == "by")
    own = range(draft.governor.first, draft.governor.last + 1) if draft.governor is not None else ()
    # but "900 people REACHED the town, 20 km to the south, on Monday"
    brings = brings and any(words[k] in listed["totalling"] for k in range(last + 1, other) if k not in own)
    if brings or not _ENDS.isdisjoint(words[last + 1 : other]):
        return True  # "four died, bringing to 34 the number of deaths since May"
    if draft.said is Kind.CUMULATIVE and not listed["afterwards"].isdisjoint(words[last + 1 : other]):
        return True  # "the toll rose to 47 AFTER two bodies were found overnight"
    more = reading.lexicon.asked("more", "before")
    if mark.role in ("since", "event") and more.first(words, other - 1, last + 1) is not None:
        return True  # "the displaced are 315,000, and an additional 14,000 have come back since May"
    tables = (reading.lexicon.asked("comparisons"), reading.lexicon.asked("besides"))
    near = numbers[max(low, high - _MEASURED) : high]  # "900 are there, DOWN FROM 1,200 in ten districts a day before"
    # "300 FROM 12 villages, on Monday", "300 people FROM 60 families"
    beside = (q for q in reading.numbers_in(draft.sentence) if q.first in near)
    things = {q.first for q in beside if q.thing or are_its_homes(reading, draft, q)}
    ends = (k for number in near if number not in things for k in (number - 1, number - 2) if k > last)
    return any(t.first(words, k, last + 1) is not None for k in ends for t in tables)


def _tells_since_when(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a count belongs to the event from which another is counted: "300 left SINCE raiders KILLED 22"."""
    first = draft.quantity.first
    if mark.role not in ("since", "event", "after") or mark.key not in ("since_event", "after_event"):
        return False
    governor = draft.governor
    governed = draft.how == "before" and governor is not None and mark.first < governor.first < first
    return governed and STOPS.isdisjoint(reading.words[mark.first : first])


_MEASURED = 2  # numbers before a time: what another is measured against, and the places where it was counted


def _turns_to(reading: Reading, mark: PeriodMark, last: int) -> bool:
    """Tell whether a time behind a number opens a clause that turns away: "300 left, BUT ON TUESDAY most were back".

    Or tells vaguely of a clause of its own: "lost 300 homes, and many had only RECENTLY been built". last: the token of
    the number's end.
    """
    words, listed = reading.words, time_words(reading.lexicon).listed
    if mark.role == "vague":
        joints = reading.lexicon.words("conjunctions")
        return any(words[k] == "," and words[k + 1] in joints for k in range(last + 1, mark.first - 1))
    return words[mark.first - 2] == "," and words[mark.first - 1] in listed["against"] | listed["turns"]


def _is_of_clause(reading: Reading, draft: Draft, mark: PeriodMark, number: int) -> bool:
    """Tell whether a clause with a count of its own parts a time from a count: "moved to Orel, WHERE 70 came in May".

    number: the first token of the next count, before the time.
    """
    told = max(draft.quantity.last, draft.governor.last if draft.governor is not None else 0)
    adding = time_words(reading.lexicon).listed["adding"]
    return any(reading.words[k] == "," and reading.words[k + 1] in adding for k in range(told + 1, number - 1))


def _is_of_measure(reading: Reading, mark: PeriodMark, numbers: list[int]) -> bool:
    """Tell whether a time is of a number that another is measured against: "AGAINST 20,000 YESTERDAY: Alder 7,000"."""
    k = bisect_left(numbers, mark.first)
    if not k or mark.role != "window" or mark.first - numbers[k - 1] > _OWN:
        return False
    return reading.lexicon.asked("comparisons").first(reading.words, numbers[k - 1] - 1, 0) is not None


def _turned_from(reading: Reading, draft: Draft, mark: PeriodMark, numbers: list[int]) -> bool:
    """Tell whether a count turns away from another that a time is of: "900 have fled since May, BUT 200 are back"."""
    if mark.role not in ("now", "since", "event") or mark.first <= draft.sentence.first + 1:
        return False
    if draft.quantity.first - mark.last > REACH:
        return False
    between = reading.words[mark.last + 1 : draft.quantity.first]
    turned = not time_words(reading.lexicon).listed["against"].isdisjoint(between)
    told = mark.role == "now" or (bool(numbers) and numbers[0] < mark.first)
    return turned and told


def _came_before(reading: Reading, draft: Draft, mark: PeriodMark, numbers: list[int]) -> bool:
    """Tell whether a count is of an event before a day: "crews dug ON MONDAY AFTER a quake hit it, killing 27".

    Or of one that a clause of its own tells of: "dug on Monday for survivors of a QUAKE THAT KILLED 27".
    """
    if mark.role != "window" or mark.precision is not Precision.DAY or draft.quantity.first - mark.last > REACH:
        return False
    if mark.first <= draft.sentence.first + 1:
        return False
    listed, words, verb = time_words(reading.lexicon).listed, reading.words, draft.governor
    if not listed["afterwards"].isdisjoint(words[mark.last + 1 : mark.last + 2]):
        return bool(kinds_among(reading, mark.last + 1, draft.quantity.first))
    if (numbers and numbers[0] < mark.first) or verb is None or not mark.last < verb.first < draft.quantity.first:
        return False
    event = kinds_among(reading, max(mark.last + 1, verb.first - 2), verb.first - 1)
    return bool(event) and words[verb.first - 1] in listed["relatives"]


def _is_aside(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a time is of what an aside says of those counted: "for 900, WHO CAME IN MAY, it was".

    Of a part of them also at a sentence's end: "900 were treated, nine OF WHOM were in hospital ON MONDAY".
    """
    words, last, listed = reading.words, draft.quantity.last, time_words(reading.lexicon).listed
    ended = mark.role == "window" and words[mark.last + 1 : mark.last + 2] == [","]
    if not ended and mark.role not in ("window", "count"):
        return False
    relatives = listed["relatives"]
    commas = [k for k in range(last + 1, mark.first) if words[k] == ","]
    opening = next((k for k in commas if not relatives.isdisjoint(words[k + 1 : k + 1 + _OF_WHOM])), None)
    if opening is None or "," in words[opening + 1 : mark.first]:
        return False
    part = any(words[k] in relatives and words[k - 1] in listed["part_of"] for k in range(opening + 2, mark.first))
    governor = draft.governor
    return (ended or part) and (governor is None or not opening < governor.first <= mark.last)


def _is_of_those_who(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a time is of what those counted did before their verb: "the 900 WHO FLED IN MAY are in camps"."""
    governor, last = draft.governor, draft.quantity.last
    if draft.how not in ("after", "lodged") or governor is None or governor.first <= mark.last:
        return False
    if mark.role in ("since", "event") and 0 < mark.first - last <= REACH:
        told = reading.cues(draft.sentence).all("terms")  # "the 900 DISPLACED SINCE MAY have returned"
        return any(last < c.first < mark.first and c.phrase.role in ("done", "does") for c in told)
    if mark.role != "window":
        return False
    between = reading.words[last + 1 : mark.first]
    relatives = time_words(reading.lexicon).listed["relatives"]
    return len(between) <= REACH and not relatives.isdisjoint(between) and "," not in between


def _leads_off(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a count stands in a clause of what has happened, with the time of the clause before it.

    "Islanders left yesterday ahead of the storm, WHICH HAS killed three", "rain fell on Monday near Aso, WHERE 49 HAVE
    died".
    """
    governor, words = draft.governor, reading.words
    if governor is None or mark.role != "window" or mark.precision is not Precision.DAY:
        return False
    if draft.quantity.first - mark.last > REACH:
        return False
    perfect = reading.lexicon.asked("perfect", "words").by_last
    clauses = time_words(reading.lexicon).listed["adding"]
    stop = max(governor.first, draft.quantity.first)
    for k in range(min(governor.first, draft.quantity.first) - 1, mark.last, -1):
        if words[k] in clauses:
            return any(word in perfect for word in words[k + 1 : stop]) and "," not in words[k + 1 : stop]
        if words[k] == "," and words[k + 1] in time_words(reading.lexicon).listed["afterwards"]:
            return draft.how == "before" and governor.first > k and mark.first > draft.sentence.first + 1
        if words[k] in STOPS:
            return False
    return False


def _opened(reading: Reading, draft: Draft, number: int, clauses: frozenset[str]) -> bool:
    """Tell whether a number stands in a clause of its own after a comma: "in Serbia, where 900 had left, 14 died"."""
    k = number
    while k > draft.sentence.first and reading.words[k] != ",":
        k -= 1
    return not clauses.isdisjoint(reading.words[k + 1 : k + 3]) and k > draft.sentence.first


def opens_clause(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a time after another number opens a clause of its own: "…; IN MAY", "…, and ON 14 MAY they"."""
    words, k = reading.words, mark.first
    joined = words[k - 1] in reading.lexicon.words("conjunctions") and words[k - 2] == ","
    return words[k - 1] == ";" or joined


def opens_own(reading: Reading, draft: Draft, mark: PeriodMark, numbers: list[int]) -> bool:
    """Tell whether a time stands before a count in a clause that is joined to that of another count.

    "The raid on Friday killed 40 people and the storm ON SATURDAY killed 300".
    """
    words, first = reading.words, draft.quantity.first
    k = bisect_left(numbers, mark.first)
    if mark.role not in ("window", "since") or not k or not mark.last < first <= mark.last + REACH:
        return False
    if mark.key == "event_ago" and words[mark.first - 1] == ",":
        return STOPS.isdisjoint(words[mark.last + 1 : first])  # ", A DAY AFTER 72 people were killed and 30 hurt"
    if bisect_left(numbers, first) != k or not STOPS.isdisjoint(words[_past_aside(reading, mark, first) : first]):
        return False
    if words[mark.first - 1] == "," and first == mark.last + 1:
        return True  # "in January 900 left, IN FEBRUARY 400"
    joints = reading.lexicon.words("conjunctions") | time_words(reading.lexicon).listed["turns"] | _ENDS
    return not joints.isdisjoint(words[max(numbers[k - 1], mark.first - REACH) : mark.first])


def ends_own(reading: Reading, draft: Draft, mark: PeriodMark, numbers: list[int]) -> bool:
    """Tell whether a day ends the clause of a count, which turns away from one before: "WHILE 44 died ON SATURDAY"."""
    words, first, last = reading.words, draft.quantity.first, draft.quantity.last
    if mark.role != "window" or mark.precision is not Precision.DAY or not last < mark.first <= last + REACH:
        return False
    k = bisect_left(numbers, first)
    if not k or bisect_left(numbers, mark.first) != k + 1 or (mark.event is not None and mark.event.beside):
        return False
    listed = time_words(reading.lexicon).listed
    apart = listed["turns"] | _ENDS
    between = words[last + 1 : mark.first]
    return not apart.isdisjoint(words[numbers[k - 1] : first]) and (listed["clauses"] | STOPS).isdisjoint(between)


def _past_aside(reading: Reading, mark: PeriodMark, stop: int) -> int:
    """Return the token behind a time and what an aside says of it: "since 15 June, WHEN THE RAINS SET IN, 58 have"."""
    words, k = reading.words, mark.last + 1
    if words[k : k + 1] != [","]:
        return k
    listed = time_words(reading.lexicon).listed
    if words[k + 1] not in listed["moments"] | listed["relatives"]:
        return k + (mark.role == "since")
    return next((j + 1 for j in range(k + 1, stop) if words[j] == ","), k)
