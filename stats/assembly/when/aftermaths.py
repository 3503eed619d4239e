"""People who moved after something: the day beside them may be that of what made them, from which on they left."""

from stats.assembly.draft import Draft
from stats.assembly.when.doers import MOVED
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.readers.when.events import kinds_among
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Precision

_CAUSED = 40  # tokens from a verb to the day of what made people move
_STRUCK = frozenset(("on", "ago", "overnight", "weekend"))  # times at which what made people move may have struck


def came_after(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a day behind people who moved is that of what made them: "left BECAUSE OF the quake of 3 May"."""
    if draft.term in MOVED and mark.precision is Precision.DAY and _is_of_vote(reading, mark):
        return True
    close = mark.precision in (Precision.DAY, Precision.WEEK)
    if draft.term not in MOVED or not close or mark.key not in _STRUCK or draft.governor is None:
        return False
    told = max(draft.quantity.last, draft.governor.last)
    if draft.how not in ("after", "before") or not told < mark.first <= told + _CAUSED:
        return False
    listed = time_words(reading.lexicon).listed
    led = listed["afterwards"] | reading.lexicon.words("made_by")
    if mark.event is not None and mark.event.verb:
        led |= listed["adding"]  # "evacuated 900 people from Orsk, WHERE a dam gave way on 6 April"
    opens = next((k for k in range(told + 1, mark.first) if reading.words[k] in led), None)
    if opens is None:
        return False
    struck = mark.event is not None and mark.event.verb and reading.words[opens] in listed["afterwards"]
    return struck or bool(kinds_among(reading, opens, mark.first))  # "fled AFTER tribesmen burnt their homes last week"


def _is_of_vote(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a day is that of a vote or the like, after which people moved: "clashes over THE 2 MAY ELECTION"."""
    votes = time_words(reading.lexicon).listed["votes"]
    behind = reading.words[mark.last + 1 : mark.last + 1 + _NAME]
    k = next((k for k, word in enumerate(behind) if word in votes), None)
    return k is not None and mark.key == "on" and all(word.isalpha() for word in behind[:k])


_NAME = 3  # tokens from a day to the vote it was of: "the Dec. 27 PRESIDENTIAL ELECTION"
