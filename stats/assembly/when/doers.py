"""The dated event that did what a count tells, where the day beside the count is another's."""

from bisect import bisect_left

from stats.assembly.draft import Draft
from stats.assembly.when.eventof import own_event
from stats.assembly.when.tenses import is_perfect
from stats.assembly.when.timeframe import frame_of
from stats.readers.reading import Reading
from stats.readers.timewords import phrase_at, time_words
from stats.readers.when.events import kinds_among
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Precision, Term

# Happenings that are over on an event's day; people move from that day on.
ON_THE_DAY = frozenset((Term.KILLED, Term.INJURED, Term.MISSING, Term.AFFECTED, Term.HOUSING_DESTROYED,
                         Term.HOUSING_DAMAGED, Term.DETAINED, Term.HOMELESS))  # fmt: skip
MOVED = frozenset((Term.DISPLACED, Term.FLED, Term.EVACUATED, Term.RELOCATED, Term.REFUGEE, Term.SHELTERED,
                    Term.IN_CAMP, Term.STRANDED))  # fmt: skip
_LATER = 4  # times behind a day among which that of the event is
_DOER = 5  # words from an event to its verb: "the EARTHQUAKE that has killed"


def struck_before(reading: Reading, draft: Draft, mark: PeriodMark) -> PeriodMark | None:
    """Return the event that a day only comes after: "20 were missing on Sunday AFTER a slide hit it OVERNIGHT".

    Not where it has a count of its own: "40 were hurt on Tuesday after a raid in which 12 were killed ON SUNDAY".
    """
    afterwards = time_words(reading.lexicon).listed["afterwards"]
    if afterwards.isdisjoint(reading.words[mark.last + 1 : mark.last + 2]):
        return None
    if draft.term not in ON_THE_DAY - {Term.DETAINED} or mark.first < draft.quantity.first:
        return None  # arrests come after what they answer
    here, numbers = frame_of(reading).here.get(mark.sentence, []), frame_of(reading).numbers.get(mark.sentence, ())
    near = here[(k := bisect_left(here, mark.last + 1, key=lambda m: m.first)) : k + _LATER]
    later = (m for m in near if m.role == "window" and m.event is not None)
    found = next((m for m in later if m.event is not None and m.event.kinds and m.begin is not None), None)
    return None if found is None or any(mark.last < k < found.first for k in numbers) else found


def struck_since(reading: Reading, draft: Draft, event: PeriodMark) -> bool:
    """Tell whether the event since which a text counts was over on its day: "since raiders STRUCK ON SATURDAY".

    What began then went on: "since the shooting BEGAN on Saturday".
    """
    told, time = event.event, time_words(reading.lexicon)
    if event.key != "since_event" or told is None or not told.verb or told.ongoing:
        return False
    if draft.term not in ON_THE_DAY or event.precision is not Precision.DAY or is_perfect(reading, draft, "words"):
        return False
    found = (phrase_at(reading.words, k, time.verbs) for k in range(event.first, event.last + 1))
    return all(verb is None or verb[1] == "strikes" for verb in found)


def has_begun(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether people die after fighting that only began on a day: "killed AFTER CLASHES BROKE OUT on Friday"."""
    time = time_words(reading.lexicon)
    if "fighting" not in kinds_among(reading, mark.first, mark.last + 1):
        return False
    if not time.listed["sudden"].isdisjoint(reading.words[mark.first : mark.last + 1]):
        return False  # "after a RAID launched on Friday": it was over then
    found = (phrase_at(reading.words, k, time.verbs) for k in range(mark.first, mark.last + 1))
    return any(verb is not None and verb[1] == "begins" for verb in found)


def of_bodies(reading: Reading, draft: Draft, mark: PeriodMark) -> PeriodMark | None:
    """Return the event that killed those whose bodies were found on a day: "crews on Wednesday found the BODIES of".

    It was before that day.
    """
    governor, noun = draft.governor, draft.noun
    if draft.term is not Term.KILLED or mark.event is not None:
        return None
    told = reading.words[governor.first : governor.last + 1] if governor is not None and draft.how == "before" else []
    told = told + (reading.words[noun[0] : noun[1] + 1] if noun is not None else [])  # "pulled 12 BODIES out"
    if mark.precision is not Precision.DAY or reading.lexicon.words("bodies").isdisjoint(told):
        return None
    event = own_event(reading, draft)
    earlier = event is not None and event.begin is not None and mark.begin is not None and event.begin < mark.begin
    return event if earlier else None


def doer_of(reading: Reading, draft: Draft, mark: PeriodMark) -> PeriodMark | None:
    """Return the dated event that did it, where a day before it in the sentence is another's.

    "Thousands slept outdoors on Thursday after the quake that killed 11", where the text dates the quake elsewhere.
    """
    governor = draft.governor
    if governor is None or draft.how != "before" or not draft.sentence.first <= mark.last < governor.first - 1:
        return None
    if mark.first <= draft.sentence.first + 1:
        return None  # "The day before, an ambush had killed three guards"
    named = kinds_among(reading, max(mark.last + 1, governor.first - _DOER), governor.first)
    told = frame_of(reading).kinds
    return next((told[kind] for kind in sorted(named) if kind in told and told[kind].sentence != mark.sentence), None)
