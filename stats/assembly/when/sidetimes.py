"""Times of what is said beside a count's clause of a place, a body or a thing: "the agency, WHICH CAME IN 2009"."""

from datetime import timedelta

from stats.assembly.draft import Draft
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.readers.when.events import kinds_among
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Precision

_REACH = 16  # tokens from the comma of an aside to its time
_OF_WHOM = 3  # words of "in which"
_NEWS = timedelta(days=60)  # what is older is no news: it is told of what stands before the comma
_MADE = 3  # tokens from a comma to a time: ", built in 1970"
_NAMED = 3  # tokens before a comma in which an event is named: "the war in Darfur, which"


def is_said_beside(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether an old time is of an aside behind a count: "300 are in the camp, WHICH OPENED IN 2011".

    Not of an event's ("the war, which began in 2014") nor of those counted, and none in which an event is told.
    """
    told = max(draft.quantity.last, draft.governor.last if draft.governor is not None else 0)
    day = mark.begin if mark.role in ("since", "event") else mark.finish
    published = reading.published
    if mark.first <= told + 1 or day is None or published is None or published - day <= _NEWS:
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
    if not (opened or made):
        return False
    return not kinds_among(reading, max(told, comma - _NAMED), comma) and not kinds_among(reading, comma, mark.first)
