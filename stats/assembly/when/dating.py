"""The days that a count holds for, from its time expression or from the text around it, by what the count is."""

from bisect import bisect_left
from datetime import date, timedelta

from stats.assembly.draft import Draft
from stats.assembly.measured import compared, is_older, outgrows
from stats.assembly.when.anchors import anchor_day, day_after, event_day
from stats.assembly.when.basetimes import is_day_of_added
from stats.assembly.when.countdays import date_of_count, day_of_now, is_of_counted
from stats.assembly.when.eventtimes import names_its_event
from stats.assembly.when.flowdays import DAYLESS, Days, around, flow_days
from stats.assembly.when.forecasts import forecast_days
from stats.assembly.when.frames import ROUGHLY, start_of_count
from stats.assembly.when.tenses import is_now
from stats.assembly.when.timeframe import COUNTED, frame_of
from stats.assembly.when.windows import bind_period
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.readers.when.events import event_kind
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Kind, PeriodRule, Precision, Term

EVENT = "the date of the event"  # the rule that fills a period from the event a count comes from
AROUND = "the text around it"  # the rule that fills it from a story's day, or from the days that a report covers

_HALF_A_YEAR = timedelta(days=180)  # a day without a year that seems longer ago is rather to come
_BESIDE = 2  # words between a running total and its day: "rose to 175 on Saturday"


def date_draft(reading: Reading, draft: Draft, mark: PeriodMark | None) -> None:
    """Set a draft's period (start, end, text, rule, precision) from its time expression, by its kind and term.

    mark: what bind_period gave before the kind was known; where there is one it is bound anew, as a state and a total
    choose otherwise. No end is later than the day of publication, but a forecast's.
    """
    other = draft.same_as
    if other is not None and other.kind is draft.kind and "period" in other.evidence:
        _as_told(draft, other)
        return
    if draft.kind is not None:
        mark = bind_period(reading, draft)
    whole = draft.parent
    if outgrows(draft, whole):
        whole = None
    if mark is None and whole is not None and whole.kind is draft.kind is Kind.CUMULATIVE and whole.period_end:
        _as_told(draft, whole)  # a part of a running total is counted as it is
        return
    published = reading.published
    begin, finish = _days(reading, draft, mark)
    if not draft.forecast and published is not None:
        finish = min(finish, published) if finish else finish
        begin = min(begin, published) if begin else begin
    if begin and finish and begin > finish:
        begin = None if draft.kind is Kind.CUMULATIVE else finish
    draft.period_start, draft.period_end = begin, finish
    told = around(reading, draft) if begin and _is_dayless(draft, mark) else None
    if told is not None and begin == told.begin:
        _tell(draft, told, PeriodRule.EVENT if told.event is not None else told.rule)
        draft.implied["period"] = EVENT if told.event is not None else AROUND
    elif mark is not None:
        _tell(draft, mark, mark.rule)
    elif finish is not None:
        draft.period_rule, draft.period_precision = PeriodRule.PUBLISHED, Precision.DAY
        draft.implied["period"] = "the day of publication"


def _as_told(draft: Draft, other: Draft) -> None:
    """Give a draft the period of the same count in another unit: "12,700 families (63,700 people)"."""
    draft.period_start, draft.period_end = other.period_start, other.period_end
    draft.period_text, draft.period_rule = other.period_text, other.period_rule
    draft.period_precision = other.period_precision
    if "period" in other.evidence:
        draft.evidence["period"] = other.evidence["period"]
    if "period" in other.implied:
        draft.implied["period"] = other.implied["period"]


def _tell(draft: Draft, mark: PeriodMark, rule: PeriodRule) -> None:
    draft.period_text, draft.period_rule, draft.period_precision = mark.text, rule, mark.precision
    draft.evidence["period"] = (mark.start, mark.end)


def _is_dayless(draft: Draft, mark: PeriodMark | None) -> bool:
    """Tell whether a flow has no days of its own, so that the text's event may date it."""
    return draft.kind is Kind.FLOW and not draft.forecast and (mark is None or mark.role in DAYLESS)


def _days(reading: Reading, draft: Draft, mark: PeriodMark | None) -> Days:
    """Return (start, end) of a draft's window by its kind."""
    if draft.forecast:
        return forecast_days(reading, mark)
    now = date_of_count(reading, draft)
    if draft.kind is Kind.STOCK:
        return _stock_days(reading, draft, mark, now)
    if draft.kind is Kind.CUMULATIVE:
        begin, finish = _cumulative_days(reading, draft, mark, day_of_now(reading, draft, mark) or now)
        begin = begin or _start_of_other(draft, finish)
        if begin is not None and is_day_of_added(reading, draft, begin):
            begin = None
        if begin == finish and (mark is None or mark.role not in ("since", "event")):
            since = frame_of(reading).since  # a total does not begin on the day of its count
            begin = since.begin if since is not None and since.begin and finish and since.begin < finish else None
            begin = begin or _start_of_other(draft, finish)  # "1,200 since October, up from 900 A MONTH AGO"
        return begin, finish
    return flow_days(reading, draft, mark, now)


def _stock_days(reading: Reading, draft: Draft, mark: PeriodMark | None, now: date | None) -> Days:
    """A state: the day at which it held; a month or year holds on its last. An event's own date is not a state's."""
    changed = reading.words[draft.quantity.first - 1] in time_words(reading.lexicon).listed["change_from"]
    if changed and mark is not None and mark.role == "since" and mark.begin is not None:
        return mark.begin, mark.begin  # "since 2014 it has risen FROM 41,000"
    peak = reading.lexicon.asked("comparisons", "peaks")
    older = is_older(reading, draft, mark)
    if older or peak.first(reading.words, draft.quantity.first - 1, draft.sentence.first) is not None:
        return None, None  # "down from a peak of 34,000"
    if mark is not None and mark.role == "before":
        day = mark.begin or event_day(reading, mark)
        here = frame_of(reading).here.get(mark.sentence, ())
        yearless = any(m.year_implied and day in (m.begin, m.finish) for m in (mark, *here))
        to_come = day and yearless and reading.published and reading.published - day > _HALF_A_YEAR
        return (now, now) if to_come else (day, day)  # "need shelter BEFORE the first snow falls IN OCTOBER"
    if mark is not None and (day := day_after(reading, mark)) is not None:
        return day, day
    if mark is None or mark.role not in ("window", "count", "later", "height"):
        return now, now
    apart = mark.role == "count" and mark.sentence != draft.sentence.index
    if apart and draft.said is Kind.STOCK and not draft.increment:
        return now, now  # "As of 25 May 62 are dead. 2,400 are living in schools"
    if draft.term is Term.POPULATION and draft.how == "before" and not compared(reading, draft):
        return now, now  # "a town of 23,000": how large it is now, whenever what is told of it happened
    if mark.role == "height":
        day = _day_of_height(reading, draft, mark)
        return day, day
    if mark.role == "later" and mark.finish and now and now - mark.finish <= ROUGHLY and is_now(reading, draft):
        return now, now  # "The quake struck on 6 February. Three months later 900 ARE still in tents"
    if mark.role in ("window", "later") and _is_of_clause_apart(reading, draft, mark) and is_now(reading, draft):
        return now, now  # "the island, which HAS 6,000 inhabitants, was struck on 3 May"
    before = reading.words[max(0, draft.quantity.first - 1)]
    if mark.key == "look_back" and before in time_words(reading.lexicon).listed["change_from"]:
        return mark.begin, mark.begin  # "in two weeks, from 700 to 1,900"
    owned = mark.first > draft.quantity.last and names_its_event(reading, mark)
    told = mark.first > draft.sentence.first
    owned = owned or (told and event_kind(reading, mark.first - 1) is not None)  # "the quake ON 4 MAY"
    aged = mark.event is not None and (mark.event.verb or mark.precision is Precision.YEAR or owned)
    if aged and not _is_tied(reading, mark, draft.quantity.last):
        return now, now  # "43,000 from the 2012 crisis" are there now
    return (mark.finish, mark.finish) if mark.finish else (now, now)


def _day_of_height(reading: Reading, draft: Draft, height: PeriodMark) -> date | None:
    """Return the last day of a time right behind the height of something: "at its height IN 2015 it hosted 20,000"."""
    numbers = frame_of(reading).numbers.get(draft.sentence.index, [])
    for mark in frame_of(reading).here.get(height.sentence, ()):
        if mark.role == "window" and 0 < mark.first - height.last <= _HEIGHT:
            between = bisect_left(numbers, mark.first) - bisect_left(numbers, height.first)
            return mark.finish if not between else None
    return None


_HEIGHT = 6  # tokens from "at the height of" over "the crisis" to its time


def _is_of_clause_apart(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a sign parts a time inside a sentence from a count: "struck on 3 May, there are 900 homeless"."""
    if mark.first <= draft.sentence.first + 1:
        return False
    first, last = sorted((mark.first, draft.quantity.first))
    return "," in reading.words[first:last] or ";" in reading.words[first:last]


def _is_tied(reading: Reading, mark: PeriodMark, number: int) -> bool:
    """Tell whether a date is of the count and of what happened then: "many lived there in 2014, when they came".

    Or of what happened when it held: "was looking after 3,800 evacuees WHEN the returns started on Monday".
    """
    between = reading.words[number + 1 : mark.first]
    if not time_words(reading.lexicon).listed["moments"].isdisjoint(between) and "," not in between:
        return True
    k = mark.last + 1 + (reading.words[mark.last + 1 : mark.last + 2] == [","])
    return not time_words(reading.lexicon).listed["ties"].isdisjoint(reading.words[k : k + 1])


def _cumulative_days(reading: Reading, draft: Draft, mark: PeriodMark | None, now: date | None) -> Days:
    """A running total: from the start of counting, where it is told, to the date of the count."""
    if is_older(reading, draft, mark):
        return start_of_count(reading, draft, mark), None  # "the toll was corrected from 26 to 24"
    if mark is None:
        return start_of_count(reading, draft, mark), now
    beside = 0 < mark.first - draft.quantity.last <= _BESIDE
    owned = mark.last < draft.quantity.first and names_its_event(reading, mark)
    moment = _is_moment(mark) or _is_night(reading, mark)
    if mark.role == "window" and _is_of_addition(reading, draft, mark):
        return start_of_count(reading, draft, mark), now
    if mark.role == "window" and moment and not beside and (owned or _is_of_whole(reading, draft, mark)):
        return mark.begin, now  # "the toll of the storm that struck on Friday has climbed to 48"
    if mark.role == "window" and _tells_beginning(draft, mark):
        return mark.begin, now
    foreign = mark.role == "window" and _is_foreign(reading, draft, mark)
    # "the total passed 3 million in March"
    reached = draft.how == "link" and mark.role == "window" and mark.key == "on" and not _is_running(reading, mark)
    reached = reached and not is_of_counted(reading, draft, mark)
    if mark.role in ("window", "later") and not (foreign or reached or _is_moment(mark)):
        return mark.begin, mark.finish
    total = draft.how == "link" or outgrows(draft, draft.parent or draft.sibling)
    if mark.key == "since_then" and mark.first == mark.last and total:
        return start_of_count(reading, draft, mark), now  # "stood at 34 on Tuesday and has SINCE risen to 51"
    if mark.role in ("since", "event", "after"):
        begin = mark.begin or anchor_day(reading, mark)
        finish = _counted_on(reading, mark) or _day_of_count(reading, draft, mark) or now or mark.finish
        # a count dated before it began is another's: "On the 3rd 900 were out. Since the 8th 70 more have left"
        return begin, mark.finish if begin and finish and finish < begin else finish
    dated = mark.role in COUNTED or (mark.role == "window" and not foreign)
    return start_of_count(reading, draft, mark), mark.finish if dated else now


def _counted_on(reading: Reading, since: PeriodMark) -> date | None:
    """Return the day told right behind a "since" for which it was counted: "since October, AS OF 3 MAY"."""
    frame = frame_of(reading)
    here, numbers = frame.here.get(since.sentence, ()), frame.numbers.get(since.sentence, ())
    day = next((m for m in here if m.key == "as_of" and m.first > since.last), None)
    apart = day is None or any(since.last < k < day.first for k in numbers)
    return None if day is None or apart else day.finish


def _start_of_other(draft: Draft, finish: date | None) -> date | None:
    """Return since when the total counts from which another took what it is: "half a million since May. OCHA has 493".

    finish: the day of the draft's own count.
    """
    other = draft.parent or draft.sibling
    if other is None or finish is None or other.term is not draft.term or other.unit is not draft.unit:
        return None
    if other.kind is not Kind.CUMULATIVE or other.implied.get("period") is not None:
        return None
    return other.period_start if other.period_start is not None and other.period_start < finish else None


def _is_running(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a year, month or week was not over yet: "bringing the total this year to 118,000"."""
    published = reading.published
    if published is None or mark.finish is None:
        return False
    if mark.rule is PeriodRule.CALENDAR and mark.precision in (Precision.MONTH, Precision.WEEK):
        return published <= mark.finish
    return mark.precision is Precision.YEAR and published < mark.finish


def _day_of_count(reading: Reading, draft: Draft, since: PeriodMark) -> date | None:
    """Return the day right after a running total: "the toll of Tuesday's slides climbed to 149 YESTERDAY"."""
    for mark in frame_of(reading).here.get(draft.sentence.index, ()):
        opens = mark.first <= draft.sentence.first + 1 and mark.role == "window" and since.key == "so_far"
        if opens and since is not mark and mark.precision is not Precision.YEAR:
            return mark.finish  # "In mid-January the figure for the year was 900"
        if 0 < mark.first - draft.quantity.last <= _BESIDE and mark.role == "window" and _is_moment(mark):
            return mark.finish
    return None


def _is_in_aside(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a day ends a clause on what a total is of: from "that" on, with its verb and no comma or number."""
    told = draft.governor.last if draft.governor is not None else draft.sentence.first
    relatives = time_words(reading.lexicon).listed["relatives"]
    opening = next((k for k in range(told + 1, mark.first) if reading.words[k] in relatives), None)
    numbers = frame_of(reading).numbers.get(draft.sentence.index, [])
    return opening is not None and mark.first - opening > 1 and not any(opening < k < mark.first for k in numbers) and (
        "," not in reading.words[opening : mark.first]
    )


def _is_of_whole(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a day is that of the event which a total counts, and not of the count."""
    inside = mark.first > draft.sentence.first + 1 and mark.last < draft.quantity.first
    if inside and draft.how == "link" and _is_in_aside(reading, draft, mark):
        return True  # "the toll of the rain THAT settled over the isle on Saturday stands at 61"
    return mark.event is not None and (mark.event.verb or (draft.how == "link" and inside and bool(mark.event.kinds)))


def _tells_beginning(draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a time only says when what did it began: "the war, which BEGAN IN APRIL 2023, has killed 900"."""
    event = mark.event
    return event is not None and event.ongoing and event.verb and not event.again and mark.last < draft.quantity.first


def _is_moment(mark: PeriodMark) -> bool:
    """Tell whether a window only dates a total: a day, or "the end of May"."""
    return mark.key == "on" and (
        mark.precision is Precision.DAY or (mark.precision is Precision.WEEK and mark.rule is PeriodRule.DATES)
    )


def _is_night(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a window is a night, of two days: "dans la NUIT de vendredi à samedi"."""
    if mark.key != "between" or mark.begin is None or mark.finish is None or (mark.finish - mark.begin).days != 1:
        return False
    nights = time_words(reading.lexicon).listed["nights"]
    return not nights.isdisjoint(reading.words[max(0, mark.first - _BESIDE) : mark.last])


def _is_of_addition(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a window is only of the last whom a total counts: "one died on Tuesday, RAISING the toll to 12"."""
    totalling = time_words(reading.lexicon).listed["totalling"]
    endings = tuple(reading.lexicon.grammar.get("participle_endings", ()))
    between = reading.words[mark.last + 1 : draft.quantity.first]
    joints = (k for k, word in enumerate(between[:-1]) if word == ",")
    return bool(endings) and any(between[k + 1] in totalling and between[k + 1].endswith(endings) for k in joints)


def _is_foreign(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a window is another number's: "300 fled over the past week, bringing the total to 4,000"."""
    numbers = frame_of(reading).numbers.get(draft.sentence.index, [])
    k = bisect_left(numbers, draft.quantity.first)
    if not k or mark.first > draft.quantity.first:
        return False
    between = reading.words[max(numbers[k - 1], mark.last + 1) : draft.quantity.first]
    return not time_words(reading.lexicon).listed["totalling"].isdisjoint(between)


