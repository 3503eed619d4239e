"""The days of what happened inside a window: those told, else those of the event, the section or the story it is of."""

from bisect import bisect_left
from dataclasses import replace
from datetime import date, timedelta

from stats.assembly.draft import Draft
from stats.assembly.when.aftermaths import came_after
from stats.assembly.when.anchors import anchor_day, day_after, event_day, inner_time
from stats.assembly.when.doers import MOVED, ON_THE_DAY, doer_of, has_begun, of_bodies, struck_before, struck_since
from stats.assembly.when.eventof import own_event, recalled_event
from stats.assembly.when.eventtimes import EVENT_AGE
from stats.assembly.when.frames import names_event
from stats.assembly.when.lengths import days_before, days_until, end_of, last_day
from stats.assembly.when.sincedays import covered_days, running_before
from stats.assembly.when.spans import is_line
from stats.assembly.when.stories import points_back, told_before
from stats.assembly.when.tenses import has_been_counted, has_happened, is_perfect
from stats.assembly.when.timeframe import COUNTED, frame_of, report_days
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.readers.when.events import kinds_among
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Precision, Term

Days = tuple[date | None, date | None]
_BRIEF = frozenset(("fire", "accident"))  # kinds of event that are over on the day they begin, where told as past
_MOMENTARY = frozenset(("quake", "accident"))  # kinds of event over in a moment, whatever is counted "since the quake"
DAYLESS = frozenset(("state", "now", "ahead", "height", "before"))
_AUXILIARIES = 3  # words before a participle: "have already been killed"
_LONG = frozenset((Precision.MONTH, Precision.YEAR))
_PAST = timedelta(days=365)  # so long after its day what an event did is history
_OVER = timedelta(days=14)  # so long after its last day an event no longer drives people out
_FOUND = 3  # words from a day to "found that"


def flow_days(reading: Reading, draft: Draft, mark: PeriodMark | None, now: date | None) -> Days:
    """What happened inside a window: the window told, else the event's, else unknown until publication."""
    if mark is not None and mark.role == "before":
        day = mark.begin or event_day(reading, mark)
        if mark.key == "leading":
            return days_before(reading, mark, day) if day is not None else (None, now)
        if day is not None:  # "1,100 left before it struck on Monday", but "killed 9 before it was quelled on Monday"
            return day if mark.begin is not None and draft.term in ON_THE_DAY else None, day
    if mark is None or mark.role in DAYLESS:
        return _event_days(reading, draft, now)
    if mark.begin is not None and mark.begin == mark.finish and _was_spent(reading, mark):
        return mark.begin, mark.begin + timedelta(days=1)
    covered = report_days(reading) if mark.key == "reported" else None
    if covered is not None:
        return covered.begin, covered.finish
    doer = doer_of(reading, draft, mark) if mark.role == "window" and mark.event is None else None
    if doer is not None:
        return _days_of_event(draft, doer, now)
    if mark.role == "window" and (event := struck_before(reading, draft, mark)) is not None:
        return _days_of_event(draft, event, now)
    if mark.role == "window" and _was_found(reading, draft, mark):
        return None, mark.finish
    if mark.role == "window" and (event := of_bodies(reading, draft, mark)) is not None:
        return _days_of_event(draft, event, now)
    if mark.key == "lasted" and (days := _lasted(reading, draft, mark, now)) is not None:
        return days
    if mark.role == "window" and draft.term in ON_THE_DAY and (over := last_day(reading, mark)) is not None:
        return mark.begin, over
    if mark.role == "window" and (ended := days_until(reading, mark)) is not None:
        return ended
    if mark.role in ("window", "later"):
        until_now = _goes_on(reading, draft, mark) or came_after(reading, draft, mark) or _is_long_past(reading, mark)
        until_now = until_now or not (mark.begin or mark.finish)
        return mark.begin, now if until_now else mark.finish
    if mark.role in ("since", "event"):
        return mark.begin or anchor_day(reading, mark), now
    if (day := day_after(reading, mark)) is not None:
        return day, day
    if mark.key == "event_ago" and mark.begin is not None and _did_itself(reading, draft, mark):
        return mark.begin, mark.begin
    # "a month after they came, 369 have died", but "a week after it burst"
    sudden = mark.precision is Precision.WEEK and mark.event is not None and not mark.event.ongoing
    if mark.key == "event_ago" and mark.precision is not Precision.DAY and not sudden:
        event = around(reading, draft)
        return mark.begin or (event.begin if event is not None else None), now
    if mark.role == "after" and mark.event is not None and mark.event.beside and mark.event.ongoing:
        return mark.begin, now  # "died in riots that broke out after the vote of 3 May"
    if mark.role == "after":
        begin = mark.begin or anchor_day(reading, mark)
        if begin is None:
            return _event_days(reading, draft, now)
        running = (m for m in frame_of(reading).telling.values() if m.role == "since" and m.begin == begin)
        if mark.begin is None and any(m.event is not None and m.event.kinds & mark.anchor for m in running):
            return begin, now  # "Fires have raged since 1 May. Forty died AS A RESULT OF THE FIRES"
        inner = inner_time(reading, mark)
        told = end_of(begin, mark.precision) if mark.begin is not None and mark.key == "after" else begin
        over = inner.finish if inner is not None and inner.finish else told
        if inner is not None and inner.precision is Precision.YEAR:
            return begin, over  # "after it awoke in 2013, 10,000 people fled"
        if mark.precision is Precision.DAY and has_begun(reading, mark):
            return begin, now
        once = draft.term in ON_THE_DAY or (begin < told and _did_itself(reading, draft, mark))
        return (begin, over) if once else (begin, now)
    return None, mark.finish if mark.role in COUNTED else now


def _was_spent(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether people spent a night somewhere, which ended on the next day: "SPENT SUNDAY NIGHT in a school"."""
    listed, words = time_words(reading.lexicon).listed, reading.words
    return words[mark.last] in listed["nights"] and words[mark.first - 1] in listed["spending"]


def _did_itself(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a count is of the event itself, so long before: "a week after a raid THAT LEFT 20 dead".

    Or ", a week after a raid LEFT 20 dead" behind a clause.
    """
    between = reading.words[mark.last + 1 : draft.quantity.first]
    relatives = time_words(reading.lexicon).listed["relatives"]
    came = time_words(reading.lexicon).listed["comes"] | {","}  # "the floods COME two months after a storm killed 90"
    apart = mark.first > draft.sentence.first and reading.words[mark.first - 1] in came
    told = apart or not relatives.isdisjoint(between) or _is_inside(reading, draft, mark)
    return told and mark.last < draft.quantity.first and len(between) <= _RAID and "," not in between


def _is_inside(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a count ends the clause that a time opens: "A MONTH AFTER floods killed 900 people, …"."""
    governor, last = draft.governor, draft.quantity.last
    inside = governor is not None and mark.last < governor.first < draft.quantity.first and draft.how == "before"
    return inside and mark.first <= draft.sentence.first + 1 and "," in reading.words[last + 1 : last + 1 + _RAID]


_RAID = 12  # tokens from "a week after" to what the event did


def _was_found(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a day is of a finding of what had happened: "a survey on 5 March FOUND that 900 HAD fled"."""
    if mark.precision is not Precision.DAY or mark.last >= draft.quantity.first or draft.how != "after":
        return False
    told = reading.words[mark.last + 1 : mark.last + 1 + _FOUND]
    if draft.governor is None or time_words(reading.lexicon).listed["finds"].isdisjoint(told):
        return False
    first, past = draft.governor.first, reading.lexicon.asked("perfect", "past").by_last
    return any(word in past for word in reading.words[first - _AUXILIARIES : first])


def _lasted(reading: Reading, draft: Draft, mark: PeriodMark, now: date | None) -> Days | None:
    """Return the days of an event that went on for so long, from the day on which the text says that it began."""
    event = around(reading, draft)
    if event is None or event.event is None or event.begin is None or mark.begin is None or mark.finish is None:
        return None
    last = event.begin + (mark.finish - mark.begin) - timedelta(days=1)
    home = reading.sentences[event.sentence]  # "IT began on 18 March"
    pointing = event.event.ongoing and reading.words[home.first] in time_words(reading.lexicon).listed["points_back"]
    named = pointing or event.event.kinds & kinds_among(reading, mark.first, mark.last + 1)
    return (event.begin, last) if named and event.begin <= last and (now is None or last <= now) else None


def _is_long_past(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a day is that of an event long before the count: "a month after they stormed the town on 3 May"."""
    for other in frame_of(reading).here.get(mark.sentence, ()):
        if other.key == "event_ago" and other.precision is not Precision.DAY and other.last < mark.first:
            return "," not in reading.words[other.last + 1 : mark.first]
    return False


def _goes_on(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a day only says when what did it began: "the fire, which broke out on Monday, has eaten 6 homes"."""
    event = mark.event
    if _has_since_moved(reading, draft, mark):
        return True
    if mark.key == "between" and mark.begin != mark.finish and draft.term in ON_THE_DAY:
        return False  # "clashes that began on Friday and ended on Sunday"
    if mark.last < draft.quantity.first and reading.words[mark.last + 1] == ",":
        told = reading.words[mark.last + 2 : mark.last + 4]
        opens = mark.first <= draft.sentence.first + 1  # "The day before, they had killed three"
        if mark.precision is Precision.DAY and not opens and not reading.lexicon.words("perfect").isdisjoint(told):
            return True  # "the offensive, which followed an attack on 7 May, HAS killed 900"
    if event is not None and event.beside and not event.again:  # "the storms that struck on Monday"
        if mark.key == "between" and mark.begin != mark.finish and not is_perfect(reading, draft, "words"):
            return False  # "the rain that fell from Saturday to Sunday drove out 400"
        return (event.ongoing and not _was_brief(reading, draft, mark)) or draft.term in MOVED
    if event is not None and event.verb and event.ongoing and draft.term in MOVED | {Term.RETURNED}:
        named = draft.how in ("noun", "before") and 0 < mark.first - draft.quantity.last <= _BEGAN
        if named and event.kinds <= _MOVING:
            return True  # "the evacuation of some 900 residents began on Saturday"
    began = event is not None and event.verb and event.ongoing and not event.again and bool(event.kinds)
    if began and mark.first > draft.quantity.last and _is_aside(reading, draft, mark):
        return is_perfect(reading, draft, "words")  # "the clashes, in which 45 HAVE died, broke out on Thursday"
    opening = mark.first <= draft.sentence.first + 1
    if event is not None and event.verb and not event.again and not opening and draft.term in MOVED:
        # "a slide struck on Tuesday, and 62 had to leave": from that day on (GUIDE 11)
        once = mark.begin == mark.finish  # not "was hit on the 3rd and the 8th"
        return once and mark.key == "on" and mark.precision is Precision.DAY and mark.last < draft.quantity.first
    following = mark.last < draft.quantity.first and "," in reading.words[mark.last + 1 : draft.quantity.first]
    moved = draft.how == "after" and draft.term in MOVED and following and not opening
    if event is not None and event.kinds and moved:
        # "rain on Wednesday brought floods, and 1,000 had to leave"
        return mark.key == "on" and mark.precision is Precision.DAY and not event.again
    begins = event is not None and event.verb and event.ongoing and not event.again
    begins = begins and mark.precision is not Precision.YEAR
    goes_on = not opening or (draft.term in MOVED and mark.key == "on")
    return begins and goes_on and mark.last < draft.quantity.first and not _was_brief(reading, draft, mark)


def _has_since_moved(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether people have moved since a day told for others: "20 homes fell ON MONDAY, and 900 HAVE left"."""
    first, numbers = draft.quantity.first, frame_of(reading).numbers.get(draft.sentence.index, [])
    k = bisect_left(numbers, first)
    day = mark.key == "on" and mark.precision is Precision.DAY and mark.begin == mark.finish and mark.last < first
    if draft.term not in MOVED or not day or not k or not is_perfect(reading, draft, "words"):
        return False
    joints = reading.lexicon.words("conjunctions") | {";"}
    return not joints.isdisjoint(reading.words[max(numbers[k - 1], mark.last) + 1 : first])


def _is_aside(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether commas set a count off from the time of its sentence behind it."""
    words, first = reading.words, draft.quantity.first
    low = max(draft.sentence.first, first - _ASIDE)
    return "," in words[low:first] and "," in words[draft.quantity.last + 1 : mark.first]


_MOVING = frozenset(("crisis",))  # the kind of event that "the exodus" is
_BEGAN = 5  # tokens from people who leave to the day on which they began: "900 residents began on Saturday"
_ASIDE = 40  # tokens of a sentence before a count that an aside sets off


def _was_brief(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether what began on a day was over on it: "the fire that broke out on Monday left two dead"."""
    told = reading.words[mark.last + 1 : draft.quantity.first]  # "the fire, which broke out on Monday, HAS eaten six"
    return _is_brief(draft, mark) and reading.lexicon.words("perfect").isdisjoint(told)


def _is_brief(draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a count is of what an event does that is over on the day it begins."""
    return draft.term in ON_THE_DAY and mark.event is not None and not mark.event.kinds.isdisjoint(_BRIEF)


def around(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the time that the text gives a flow without time words: its event's, its story's, the whole report's."""
    frame = frame_of(reading)
    opening = frame.openings.get(draft.sentence.paragraph)
    if opening is not None and opening.start < draft.quantity.start:
        return replace(opening, event=None)
    if draft.sentence.index in frame.sections:
        return replace(frame.sections[draft.sentence.index], event=None)
    perfect = is_perfect(reading, draft, "words")
    counted = perfect or has_been_counted(reading, draft)
    if draft.sentence.index in frame.spans and is_line(reading, draft.sentence) and not counted:
        return replace(frame.spans[draft.sentence.index], event=None)
    lead = frame.lead if not frame.news and not is_perfect(reading, draft) else None
    titled = draft.sentence.index == 0 and draft.sentence.shape == "head"
    if lead is not None and lead.start > draft.quantity.start and not titled:
        lead = None
    own, told = own_event(reading, draft), told_before(reading, draft)
    if told is not None and told.event is None and told.begin == told.finish and has_happened(reading, draft):
        told = None
    pointing = points_back(reading, draft)  # "They include 70 families": of the day told right before
    later = own is not None and told is not None and (own.start < told.start or (pointing and own.start == told.start))
    if own is not None and told is not None and own.start > draft.quantity.start:
        return told  # "On 11 May raiders came. They burnt 70 homes", before the text dates another raid
    covered = covered_days(reading, draft, counted=counted)
    if own is not None and covered is not None and covered.start < draft.quantity.start < own.start:
        return covered
    if own is not None and later and (pointing or not names_event(reading, draft, own)):
        return told
    lasted = frame.lasted if frame.lasted is not None and frame.lasted.start < draft.quantity.start else None
    known = own or told or covered or lead or lasted or running_before(reading, draft)
    return known or recalled_event(reading, draft)


def _event_days(reading: Reading, draft: Draft, now: date | None) -> Days:
    """A flow with no time words: the days of the text's own event; deaths on its day, people moving from it on."""
    event = around(reading, draft)
    if event is None:
        return None, now
    if draft.term in ON_THE_DAY and (over := last_day(reading, event)) is not None:
        return event.begin, over
    if struck_since(reading, draft, event):
        return event.begin, event.begin
    brief = event.event is not None and event.event.ongoing and _is_brief(draft, event)
    if brief and event.role == "window" and not is_perfect(reading, draft, "words"):
        return event.begin, event.finish  # "A fire broke out on Monday. It left two dead"
    perfect = is_perfect(reading, draft, "words")
    return _days_of_event(draft, event, now, frame_of(reading).lead, perfect=perfect)


def _days_of_event(
    draft: Draft, event: PeriodMark, now: date | None, lead: PeriodMark | None = None, *, perfect: bool = False
) -> Days:
    """Return the days of a flow that comes from an event of the text. lead: the day that the text's news are of.

    perfect: a verb says what has happened by now: "Raids from 3 to 6 May displaced 900. 700 HAVE crossed the border",
    "900 HAVE been made homeless".
    """
    moved = draft.term in MOVED or (perfect and draft.term is Term.HOMELESS)
    once = draft.term in ON_THE_DAY and not moved
    if event.event is None:
        led = moved and (event is lead or (event.key == "between" and perfect))
        return event.begin, now if led else event.finish
    if once and not event.event.ongoing:
        momentary = event.role in ("since", "event") and not event.event.kinds.isdisjoint(_MOMENTARY)
        if event.role in ("since", "event") and not momentary:
            return event.begin, now
        over = event.role == "after" or momentary or event.finish is None
        if over and event.precision is Precision.YEAR and event.key != "event_ago" and event.begin is not None:
            return event.begin, date(event.begin.year, 12, 31)  # "after the 2020 war"
        return event.begin, event.begin if over else event.finish
    if once or moved:
        spanned = event.role == "window" and event.begin != event.finish
        ended = event.finish is not None and event.key in ("since", "between")
        over = now is None or (ended and event.finish is not None and now - event.finish > _OVER)
        if moved and event.role == "window" and event.finish is not None and now is not None:
            least = EVENT_AGE if event.precision in _LONG else _PAST
            if now - event.finish > least:
                return event.begin, event.finish  # "In March 2015 floods hit the town. They drove out 3,000"
        return event.begin, event.finish if spanned and over else now  # "heavy rain between 15 March and 8 May"
    return None, now
