"""Times of another clause, to which that of a count is joined: "nine died ON MONDAY, and the floods have now"."""

from bisect import bisect_left

from stats.assembly.draft import Draft
from stats.assembly.when.answered import STOPS
from stats.assembly.when.tenses import is_now
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.readers.when.events import kinds_among
from stats.readers.when.periodmark import PeriodMark
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
    here = mark.sentence == draft.sentence.index
    if governor is None or not here or not mark.last < first <= mark.last + _REACH:
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
    states = draft.how == "after" and draft.term in _STATES and draft.said is not Kind.CUMULATIVE
    return states and (is_now(reading, draft) or _is_present(reading, draft))


def is_across_aside(reading: Reading, draft: Draft, mark: PeriodMark, numbers: list[int]) -> bool:
    """Tell whether the comma that ends an aside parts a time from a count.

    "The toll, which stood at nine ON MONDAY, has risen to 12"; "the camp, which hosted 900, NOW hosts 1,400".
    """
    words, first, last = reading.words, draft.quantity.first, draft.quantity.last
    if mark.last < first:
        k = bisect_left(numbers, mark.first)
        beside = k and mark.role == "window" and mark.first - numbers[k - 1] <= _BESIDE
        inside, outside = (numbers[k - 1] if beside else None), first
    else:
        inside, outside = (first if mark.role in ("now", "state") else None), mark.first
    if inside is None or outside - inside > _REACH:
        return False
    told, low = mark.last if mark.last < first else last, max(draft.sentence.first, inside - _ASIDE_LONG)
    opening = next((k for k in range(inside - 1, low, -1) if words[k] == ","), -1)
    listed = time_words(reading.lexicon).listed
    opens = opening >= 0 and not (listed["relatives"] | listed["adding"]).isdisjoint(words[opening + 1 : opening + 3])
    return opens and "," in words[told:outside]


_BESIDE, _ASIDE_LONG = 4, 10  # tokens from a number to its time; from an aside's comma to its number


def _is_present(reading: Reading, draft: Draft) -> bool:
    """Tell whether the verb of a state tells of now, also behind a comma: "those left, some 900, ARE LIVING there"."""
    governor = draft.governor
    told = reading.words[governor.first - 1 : governor.last + 1] if governor is not None else ()
    now = reading.lexicon.asked("tenses", "now").by_last
    return any(word in now for word in told)


def is_of_main_clause(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a time is of a main clause, and a count of the clause before it on what had happened.

    "DAYS AFTER 153 people were killed, a second quake struck ON 6 MAY".
    """
    opening, told = draft.sentence.first, draft.quantity.last
    if mark.sentence != draft.sentence.index or not told < mark.first <= told + _REACH:
        return False
    words, governor = reading.words, draft.governor
    led = words[opening : min(opening + _LED, draft.quantity.first)]
    if time_words(reading.lexicon).listed["afterwards"].isdisjoint(led):
        return False
    told = max(told, governor.last) if governor is not None else told
    return "," in words[told + 1 : mark.first]


_LED = 4  # tokens with which a sentence opens on what came before: "Less than a week after"


def is_told_apart(reading: Reading, draft: Draft, mark: PeriodMark, marks: list[PeriodMark]) -> bool:
    """Tell whether a time is apart from a count that has another in its own clause.

    Or whether how long before something happened is said of a day told ahead: "died ON TUESDAY, a week after".
    """
    if _has_own_clause(reading, draft, mark, marks):
        return True
    if mark.key == "event_ago" and mark.first <= draft.sentence.first + 1 and any(
        "," in reading.words[mark.last + 1 : m.first] for m in marks if mark.last < m.first < draft.quantity.first
    ):
        return True  # "Two days after the floods, a storm struck ON 6 MAY, killing nine"
    if mark.key != "event_ago" or mark.first <= draft.quantity.last or reading.words[mark.first - 1] != ",":
        return False
    ahead = (m for m in marks if m.last < mark.first and m.role in ("window", "count"))
    return any(m.precision is Precision.DAY and m.finish is not None for m in ahead)


def _has_own_clause(reading: Reading, draft: Draft, mark: PeriodMark, marks: list[PeriodMark]) -> bool:
    """Tell whether a day before a count is of the main clause, and another day of the clause on those counted.

    "A funeral was held ON TUESDAY for 12 people killed in SUNDAY'S raid", "40 were held on Tuesday over SUNDAY'S riot,
    IN WHICH 12 people died".
    """
    words, first = reading.words, draft.quantity.first
    if mark.role == "window" and 0 < mark.first - draft.quantity.last <= _REACH:
        return _is_of_dated(reading, draft, mark, marks) or _is_of_described(reading, draft, mark, marks)
    if mark.role != "window" or not mark.last + 1 < first <= mark.last + _REACH:
        return False
    listed = time_words(reading.lexicon).listed
    relatives, apart = listed["relatives"] | listed["adding"], listed["clauses"] | STOPS
    opens = relatives | apart
    opening = next((k for k in range(first - 1, mark.last, -1) if words[k] in opens), mark.last)
    if words[opening] in relatives:
        near = (m for m in marks if mark.last < m.first and m.last < opening <= m.last + _NAMED)
        if any(kinds_among(reading, m.first, opening) for m in near if m.role in ("window", "after")):
            return True
    ends = (m.last for m in marks if mark.last < m.first)
    if words[opening] in listed["moments"] and any(last in (opening - 1, opening - 2) for last in ends):
        return True  # "more than in the same months of 2022, WHEN 700 people died"
    if opening > mark.last and words[opening] not in STOPS and draft.how == "after" and draft.governor is not None:
        told: int | None = draft.governor.last  # "came days AFTER 40 people were killed on 3 May"
    else:
        told = _told_behind(reading, draft, relatives) if words[first - 1] not in STOPS else None
    behind = (m for m in marks if told is not None and told < m.first <= told + _CLAUSE)
    days = (m for m in behind if m.role in ("window", "since") and m.precision is Precision.DAY)
    return any(apart.isdisjoint(words[told + 1 : m.first]) for m in days if told is not None)


def _is_of_dated(reading: Reading, draft: Draft, mark: PeriodMark, marks: list[PeriodMark]) -> bool:
    """Tell whether a count is of a clause on an event with its date: "an inquiry into the 2017 FIRE THAT KILLED 72"."""
    listed, first = time_words(reading.lexicon).listed, draft.quantity.first
    clauses = listed["relatives"] | listed["adding"]
    before = range(first - 1, max(draft.sentence.first, first - _CLAUSE), -1)
    opening = next((k for k in before if reading.words[k] in clauses or reading.words[k] in STOPS), None)
    if opening is None or reading.words[opening] not in clauses:
        return False
    near = (m for m in marks if m is not mark and m.role == "window" and m.last < opening <= m.last + _NAMED)
    return any(kinds_among(reading, m.last + 1, opening) for m in near)


def _is_of_described(reading: Reading, draft: Draft, mark: PeriodMark, marks: list[PeriodMark]) -> bool:
    """Tell whether a time is of what those counted had gone through: "moved 12 people displaced by LAST WEEK'S floods".

    What was done to them has a time of its own, ahead of it or at the end of its clause.
    """
    governor, last, words = draft.governor, draft.quantity.last, reading.words
    if governor is None or draft.how != "before" or not governor.first < draft.quantity.first:
        return False
    between = words[last + 1 : mark.first]
    stops = reading.lexicon.words("conjunctions") | STOPS
    if not stops.isdisjoint(between):
        return False
    cues = (c for c in reading.cues(draft.sentence).all("terms") if last < c.first and c.last < mark.first)
    told = [c for c in cues if c.phrase.role in _HAPPENED and words[c.first] not in governor.phrase.words]
    if any(c.phrase.key in (draft.term, Term.KILLED) for c in told):
        return False  # "buried 12 people who WERE KILLED ON SUNDAY"
    before = any(c.first <= last + _NAMED for c in told)
    if not before and time_words(reading.lexicon).listed["persons"].isdisjoint(between[:_NAMED]):
        return False
    others = [m for m in marks if m is not mark and m.role == "window"]
    if any(m.last < governor.first for m in others):
        return True
    behind = next((m for m in others if mark.last < m.first <= mark.last + _CLAUSE), None)
    return behind is not None and stops.isdisjoint(words[mark.last + 1 : behind.first])


def _told_behind(reading: Reading, draft: Draft, clauses: frozenset[str]) -> int | None:
    """Return the last token of what is told of those counted by a clause or a participle right behind them.

    "12 people KILLED in the raid", "the deaths of 12 WHO DIED in it", "the 12 VICTIMS of it"; not "left 12 people
    STRANDED", "12 people WERE KILLED".
    """
    governor, last = draft.governor, draft.quantity.last
    if draft.how == "noun" or governor is None:
        return draft.noun[1] if draft.noun is not None and draft.noun[0] > last else None
    if draft.how == "after" and governor.first > last:
        verb = governor
    else:
        near = (c for c in reading.cues(draft.sentence).all("terms") if last < c.first <= last + _NAMED)
        told = next((c for c in near if c.phrase.key == draft.term), None)
        if told is None or reading.words[told.first] in governor.phrase.words:
            return None  # "LEFT 12 people STRANDED" is told of them at once
        verb = told
    finite = any(reading.words[verb.first - 1] in reading.lexicon.asked(table).by_last for table in _AUXILIARIES)
    if clauses.isdisjoint(reading.words[last + 1 : verb.first]) and (
        finite or reading.words[draft.quantity.first - 1] in reading.lexicon.grammar.get("leaves", ())
    ):
        return None
    return verb.last


_HAPPENED = frozenset(("done", "does"))
_AUXILIARIES = ("passive", "perfect", "linking")
_NAMED = 5  # tokens from a day over its event to the clause on it: "Sunday's riot, IN WHICH"
_CLAUSE = 12  # tokens from what happened to its day: "killed IN THE RAID ON SUNDAY"


def _tells_of_it(reading: Reading, mark: PeriodMark, first: int) -> bool:
    """Tell whether a count is of the event since which others are counted: "since the raid, IN WHICH 44 died"."""
    words, comma = reading.words, mark.last + 1
    if mark.event is None and not mark.anchor:
        return False
    listed = time_words(reading.lexicon).listed
    comma -= words[comma : comma + 1] != [","]  # "since the raid in which 44 died"
    behind = range(comma + 1, min(comma + 3, len(words)))
    opening = next((k for k in behind if words[k] in listed["relatives"] | listed["adding"]), None)
    if opening is None or first - opening > _ASIDE:
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
