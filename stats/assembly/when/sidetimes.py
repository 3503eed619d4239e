"""Times of what is said beside a count's clause: of a body or a thing in an aside, or of another subject."""

from datetime import timedelta

from stats.assembly.draft import Draft
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.readers.when.events import kinds_among
from stats.readers.when.periodmark import PeriodMark
from stats.readers.wordsets import word_sets
from stats.vocabulary import Precision

_REACH = 16  # tokens from the comma of an aside to its time
_OF_WHOM = 3  # words of "in which"
_NEWS = timedelta(days=60)  # what is older is no news: it is told of what stands before the comma
_LAST_MONTH = timedelta(days=20)  # the same of a month: "the town, where elections were held IN MARCH"
_MADE = 3  # tokens from a comma to a time: ", built in 1970"
_NAMED = 3  # tokens before a comma in which an event is named: "the war in Darfur, which"


def is_said_beside(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a time is of a clause beside a count's own, or old and of an aside: "the camp, WHICH AROSE IN 2011".

    An aside on an event ("the war, which began in 2014") or on those counted has its times, as has one that tells of an
    event.
    """
    if _is_of_another(reading, draft, mark) or _is_of_what_led(reading, draft, mark):
        return True
    told = max(draft.quantity.last, draft.governor.last if draft.governor is not None else 0)
    day = mark.begin if mark.role in ("since", "event") else mark.finish
    published = reading.published
    if mark.first <= told + 1 or day is None or published is None:
        return False
    if _is_of_turned_clause(reading, draft, mark, told):
        return True
    if published - day <= (_LAST_MONTH if mark.precision is Precision.MONTH else _NEWS):
        return False
    if mark.precision is Precision.DAY and mark.role == "window":
        return False
    words = reading.words
    comma = next((k for k in range(mark.first - 1, max(told, mark.first - _REACH), -1) if words[k] == ","), None)
    if comma is None or (draft.noun is not None and draft.noun[1] >= comma - 1):
        return False
    listed = time_words(reading.lexicon).listed
    opens = listed["relatives"] | listed["adding"]
    opened = not opens.isdisjoint(words[comma + 1 : comma + 1 + _OF_WHOM])
    made = mark.first - comma <= _MADE and words[comma + 1].endswith(tuple(listed["describing_ends"]))
    if not (opened or made) or (published - day <= _NEWS and _lived(reading, draft, comma, mark.first)):
        return False
    return not kinds_among(reading, max(told, comma - _NAMED), comma) and not kinds_among(reading, comma, mark.first)


def _is_of_another(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a clause behind a count, with a subject of its own, has the time: "AND PRICES HAVE risen SINCE May".

    Not where those counted are its subject ("and have SINCE BEEN moved"), nor where people are told of in it.
    """
    governor, noun = draft.governor, draft.noun
    told = max(draft.quantity.last, governor.last if governor is not None else 0, noun[1] if noun is not None else 0)
    if mark.role not in ("since", "now") or mark.first <= told + 1 or mark.sentence != draft.sentence.index:
        return False
    if any(told < q.first < mark.first for q in reading.numbers_in(draft.sentence)):
        return False
    cues = reading.cues(draft.sentence).all("terms")
    if any(told < c.first < mark.first and c.phrase.role == "done" for c in cues):
        return False
    listed, words = time_words(reading.lexicon).listed, reading.words
    ands = word_sets(reading.lexicon, "speakers")["joins"]
    joints = ands | listed["turns"] | listed["adding"]
    perfect = reading.lexicon.asked("perfect").by_last
    turned = (k for k in range(told + 1, mark.first) if words[k] in joints)
    opened = next((k for k in turned if words[k] not in ands or words[k - 1] == ","), mark.first)
    return any(words[k] in perfect for k in range(opened + 2, mark.first))


def _is_of_what_led(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether "so far" is of a clause before a count's own: "the war HAS SO FAR spared it, and 900 people fled".

    Not where the count only goes on with it: "has so far shut schools and forced 900 people to flee", "300 have so far
    been registered, while 90 were helped".
    """
    first, governor, words = draft.quantity.first, draft.governor, reading.words
    if mark.role != "now" or mark.last >= first or governor is None or draft.how != "after":
        return False
    lexicon = reading.lexicon
    joints = word_sets(lexicon, "speakers")["joins"] | time_words(lexicon).listed["turns"] | {";"}
    if words[mark.first - 1] not in lexicon.asked("perfect").by_last or words[first - 1] not in joints:
        return False
    if words[governor.first - 1] in lexicon.words("infinitives"):
        return False  # "has so far forced schools to shut and 900 people TO flee"
    return not any(q.first < first for q in reading.numbers_in(draft.sentence))


def _is_of_turned_clause(reading: Reading, draft: Draft, mark: PeriodMark, told: int) -> bool:
    """Tell whether a time ends a clause that turns to something else: "300 are hurt, WHILE the road is shut SINCE MAY".

    Also one that is joined on and tells what has been so since a day (", AND schools have been shut SINCE MONDAY"). It
    has a verb, and neither a count nor an event nor anything that people went through stands in it. told: the last
    token of the count and its verb.
    """
    words, lexicon, listed = reading.words, reading.lexicon, time_words(reading.lexicon).listed
    comma = next((k for k in range(mark.first - 1, told, -1) if words[k] == ","), None)
    if comma is None or draft.forecast or mark.role not in ("window", "since", "count", "later"):
        return False
    opens = listed["turns"] | (lexicon.words("conjunctions") if mark.role == "since" else frozenset())
    if words[comma + 1] not in opens or any(told < q.first < mark.first for q in reading.numbers_in(draft.sentence)):
        return False
    if kinds_among(reading, comma, mark.first):
        return False
    if _lived(reading, draft, comma, mark.first):
        return False
    verbs = [lexicon.asked(table).by_last for table in _VERBS]
    endings = tuple(lexicon.grammar.get("past_endings", ()))
    clause = words[comma + 3 : mark.first]  # behind its subject: not "BUT ONLY on Monday"
    return any(word in known for known in verbs for word in clause) or (
        bool(endings) and any(word.endswith(endings) for word in clause)
    )


def _lived(reading: Reading, draft: Draft, first: int, last: int) -> bool:
    """Tell whether tokens of a count's sentence tell what people went through."""
    cues = (cue for table in _LIVED for cue in reading.cues(draft.sentence).all(table))
    return any(first < cue.first and cue.last < last and cue.phrase.role in _HAPPENED for cue in cues)


_HAPPENED = frozenset(("does", "did", "done", "acts"))
_LIVED = ("terms", "moves")
_VERBS = ("perfect", "passive", "tenses")
