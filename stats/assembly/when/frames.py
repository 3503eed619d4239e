"""What the text around a count says of its time: its events with dates, headings, captions, lists under a date."""

from bisect import bisect_left
from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter

from stats.assembly.draft import Draft
from stats.assembly.when.eventof import is_elsewhere, own_event, shares_heading
from stats.assembly.when.helped import are_helped
from stats.assembly.when.joinedtimes import is_of_clause_before
from stats.assembly.when.othertimes import is_others
from stats.assembly.when.running import counted_over, counts_up
from stats.assembly.when.sincedays import KEPT, counts_people, since_before
from stats.assembly.when.spans import is_line
from stats.assembly.when.tenses import has_grown
from stats.assembly.when.timeframe import COUNTED, frame_of, named_in
from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Kind, PeriodRule, Precision, Term

_START, _SENTENCE = attrgetter("start"), attrgetter("sentence")
_STARTS = frozenset(("window", "since", "event", "after"))
ROUGHLY = timedelta(days=7)  # "three months later" is told so much later or earlier
_QUANTIFIER = 3  # words that a number in brackets may have before it
_TOP_LINES = 2  # lines at the top that hold for the whole text
_CAPTION = 2  # sentences above a table that may hold its caption


def start_of_count(reading: Reading, draft: Draft, mark: PeriodMark | None) -> date | None:
    """Return the day from which a running total counts: told before it in its sentence, or of the event it is of.

    Where a text has several events, only one that goes on, or is of a kind that the draft's sentence names, counts.
    """
    frame = frame_of(reading)
    numbers = frame.numbers.get(draft.sentence.index, [])
    for other in frame.here.get(draft.sentence.index, ()):
        if other is mark or other.begin is None or is_others(reading, draft, other, numbers):
            continue
        if draft.how == "link" and other.role == "window" and _is_beside(other, draft, numbers):
            continue
        if other.first < draft.quantity.first and other.role in _STARTS and not _is_added(reading, draft, other):
            return other.begin
        if _is_current(reading, other, draft):  # "As of 1 August, 168,000 had crossed this year"
            return other.begin
    if mark is not None and mark.finish is not None and mark.sentence != draft.sentence.index:
        low, high = draft.column or (0, len(reading.words))  # the days of other columns are none of its own
        told = (m for m in frame.here.get(mark.sentence, ()) if low <= m.first < high)
        beside = (m for m in told if m is not mark and m.role in _STARTS)
        begun = next((m.begin for m in beside if m.begin and m.begin < mark.finish), None)
        if begun is not None:
            return begun  # told in a heading: "This year up to 3 May"
    if (heading := counts_up(reading, draft.sentence)) is not None and (over := counted_over(reading, heading)):
        return over.begin
    if (since := since_before(reading, draft)) is not None:
        return since.begin
    if draft.term is Term.RETURNED:
        return None  # people return later than what drove them out
    if are_helped(reading, draft, mark):
        return None
    event, since = own_event(reading, draft), frame.since
    if event is not None and event.sentence == draft.sentence.index and is_of_clause_before(
        reading, draft, event, numbers
    ):
        event = None
    if event is not None and _is_incident(reading, draft, event):
        event = None
    if since is not None and is_elsewhere(reading, draft, reading.sentences[since.sentence]):
        since = None
    if since is not None and since.begin is not None and draft.term not in KEPT:
        begin = event.begin if event is not None else None
        if event is None or event.event is None or begin is None:
            return since.begin
        near = reading.sentences[event.sentence].paragraph == draft.sentence.paragraph
        its_day = mark is not None and mark.role == "window" and mark.finish == begin
        if not event.event.ongoing and (its_day or not near) and since.begin < begin:
            return since.begin
    if event is not None and event is not mark and event.event is not None and (
        frame.alone or event.event.ongoing or event.sentence == draft.sentence.index
        or shares_heading(reading, draft, event)
    ):
        counted = mark.finish if mark is not None and (mark.key == "as_of" or mark.role == "window") else None
        if event.begin != counted:  # "the dyke was opened on 8 May. As of 8 May, ten died"
            return event.begin
        if mark is not None and mark.key == "as_of":
            return None
    named = named_in(reading, draft.sentence if mark is None else reading.sentences[mark.sentence])
    named |= named_in(reading, reading.sentences[0])
    found = [frame.kinds[kind] for kind in named if kind in frame.kinds and frame.kinds[kind] is not mark]
    found = [m for m in found if not is_of_clause_before(reading, draft, m, numbers)]
    found = [m for m in found if not is_elsewhere(reading, draft, reading.sentences[m.sentence])]
    if found:
        return min(found, key=lambda m: m.start).begin
    return since.begin if since is not None and draft.term not in KEPT else None


def _is_incident(reading: Reading, draft: Draft, event: PeriodMark) -> bool:
    """Tell whether an event has counts of its own and is none of the kind that a total is of.

    "A BUS WAS SWEPT AWAY on Monday, killing four. The FLOODS have killed 60 people so far".
    """
    home, here = reading.sentences[event.sentence], named_in(reading, draft.sentence)
    if home.index >= draft.sentence.index or event.event is None or event.event.ongoing or event.role != "window":
        return False
    if not here or not here.isdisjoint(event.event.kinds):
        return False
    return here.isdisjoint(named_in(reading, home)) and counts_people(reading, home)


def _is_beside(mark: PeriodMark, draft: Draft, numbers: list[int]) -> bool:
    """Tell whether a day is right behind another number: "stood at 34 ON TUESDAY and has risen to 51"."""
    k = bisect_left(numbers, mark.first)
    return k > 0 and numbers[k - 1] < draft.quantity.first and mark.first - numbers[k - 1] <= _RIGHT_BEHIND


_RIGHT_BEHIND = 2  # tokens from a number to its day


def _is_added(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a time is of what was added to a total: "14 more since 24 June, BRINGING the toll to 445"."""
    numbers = frame_of(reading).numbers.get(draft.sentence.index, ())
    if not numbers or numbers[0] >= draft.quantity.first:
        return False  # "The total for the year reached 211,355"
    between = reading.words[mark.last + 1 : draft.quantity.first]
    return not time_words(reading.lexicon).listed["totalling"].isdisjoint(between)


def _is_current(reading: Reading, mark: PeriodMark, draft: Draft) -> bool:
    """Tell whether a time after a count, and before any other, tells since when it counts: "since May", "this year"."""
    after = draft.quantity.last
    numbers = frame_of(reading).numbers.get(draft.sentence.index, [])
    between = numbers[bisect_left(numbers, after + 1) : bisect_left(numbers, mark.first)]
    things = {q.first for q in reading.numbers_in(draft.sentence) if q.thing} if between else set()
    others = [
        k
        for k in between
        if k not in things
        and "(" not in reading.words[max(after, k - _QUANTIFIER) : k]
        and reading.starts[k] > reading.ends[k - 1]
    ]  # not the same count in another unit, "(about 900 people)", a footnote's mark or "in eight provinces"
    if mark.first <= after or others:
        return False
    return mark.role in ("since", "event") or (mark.role == "window" and mark.rule is PeriodRule.CALENDAR and (
        mark.precision in (Precision.MONTH, Precision.YEAR)
    ))


def carried(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the time that reaches a draft from outside its sentence, None where none does.

    That of the sentence that introduces its list, of the dated count before it in its paragraph, of a heading.
    """
    frame, index = frame_of(reading), draft.sentence.index
    flow = draft.kind is Kind.FLOW
    if index in frame.introduced:
        intro = frame.introduced[index]
        roles = _STARTS if flow else _STARTS | COUNTED | {"now"}
        marks = [m for m in frame.here.get(intro, ()) if m.role in roles]
        if marks and ends_with_colon(reading, reading.sentences[intro]):
            return marks[-1]
        if draft.sentence.shape == "row":
            caption = _caption(reading, draft, intro)
            if caption is not None:
                return caption
    if flow:
        return None
    if index in frame.to_date:
        return frame.to_date[index]
    last = _last_counted(reading, draft)
    near = last is not None and reading.sentences[last.sentence].paragraph == draft.sentence.paragraph
    if last is not None and near and (last.key != "by" or draft.kind is not Kind.STOCK):
        opening = last.first <= reading.sentences[last.sentence].first + 1
        apart = draft.sentence.shape == "prose" and last.sentence != draft.sentence.index
        if apart and draft.kind is Kind.CUMULATIVE and has_grown(reading, draft):
            brings = (c for c in reading.cues(draft.sentence).all("kinds") if c.phrase.role == "bringing")
            return last if any(c.last < draft.quantity.first for c in brings) else None  # "THIS TAKES the toll to 340"
        broken = apart and any(
            m.role in ("window", "state", "since", "event")
            for i in range(last.sentence + 1, index)
            for m in frame.here.get(i, ())
        )
        if draft.kind is not None or not apart or (not broken and (opening or last.key != "by")):
            return last  # "by 3 May" dates what had happened, not what is
    k = bisect_left(frame.headings, max(index, 2), key=_SENTENCE)
    heading = frame.headings[k - 1] if k else None
    if heading is not None and draft.sentence.shape != "row" and _is_of_table(reading, heading):
        return None
    if heading is not None and draft.sentence.shape == "prose" and _is_of_number(reading, heading):
        return None
    span = frame.spans.get(index)
    later = heading is not None and span is not None and span.role == "window" and span.start > heading.start
    if later and draft.kind is not Kind.STOCK and is_line(reading, draft.sentence):
        return None  # "As of 5 May" at the top, "This week (1 to 5 May)" over the line
    return heading or _outlined(reading, draft)


def _outlined(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the one day for which a text counts, of a line that breaks its counts down: "Killed: 602", "Injured: 90".

    "At least 847 had died AS OF MONDAY. …", and below it such lines by country.
    """
    day, frame = frame_of(reading).as_of, frame_of(reading)
    if day is None or day.start > draft.quantity.start or not is_line(reading, draft.sentence):
        return None
    apart = draft.sentence.index in frame.spans or draft.sentence.index in frame.sections
    return None if apart or draft.how not in ("link", "table") else day


def _last_counted(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the last day before a draft that a count is told for; no "by Friday" of another sentence on the rain."""
    counted, start = frame_of(reading).counted, draft.quantity.start
    k = bisect_left(counted, start, key=_START)
    if k and counted[k - 1].sentence == draft.sentence.index:
        return counted[k - 1]
    told = _told_of_people(reading)
    k = bisect_left(told, start, key=_START)
    return told[k - 1] if k else None


def _told_of_people(reading: Reading) -> list[PeriodMark]:
    """Return the days that counts are told for, no "by Friday" of a sentence that counts nobody; found once."""
    found: list[PeriodMark] | None = reading.memo.get("days of counts")
    if found is None:
        homes = reading.sentences
        found = reading.memo["days of counts"] = [
            m for m in frame_of(reading).counted
            if m.key != "by" or homes[m.sentence].shape != "prose" or counts_people(reading, homes[m.sentence])
        ]  # fmt: skip
    return found


def _is_of_table(reading: Reading, heading: PeriodMark) -> bool:
    """Tell whether a heading, below the top of the text, stands right above a table and so speaks for that alone."""
    below = reading.sentences[heading.sentence + 1 : heading.sentence + 2]
    return heading.sentence > _TOP_LINES and bool(below) and below[0].shape == "row"


def _is_of_number(reading: Reading, heading: PeriodMark) -> bool:
    """Tell whether a day of a line is that of its own number: "Total IDPs AS OF 1 MAY: 776,000"."""
    numbers = frame_of(reading).numbers.get(heading.sentence, ())
    return reading.words[heading.last + 1 : heading.last + 2] == [":"] and heading.last + 2 in numbers


def _caption(reading: Reading, draft: Draft, intro: int) -> PeriodMark | None:
    """Return the time that the lines right above a table tell for its cells: "Impact since 5 May", "as of 3 May"."""
    roles = COUNTED if draft.kind is Kind.STOCK else COUNTED | {"since", "window"}
    for i in range(intro, max(0, intro - _CAPTION), -1):
        line = reading.sentences[i]
        if i < intro and line.shape == "prose" and line.paragraph < reading.sentences[intro].paragraph:
            return None
        told = [m for m in frame_of(reading).here.get(i, ()) if m.role in roles]
        if told:
            bare = told[-1].role == "window" and told[-1].precision is Precision.DAY and told[-1].event is None
            if bare and told[-1].begin == told[-1].finish and not reading.text[told[-1].start].islower():
                return replace(told[-1], role="count", key="as_of")  # "Casualties by province, 24 April 2016"
            return told[-1]
    return None


def names_event(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a draft's sentence names the event that a date is of: "12 were killed in the attack"."""
    return mark.event is not None and not mark.event.kinds.isdisjoint(named_in(reading, draft.sentence))


def ends_with_colon(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence ends with a colon."""
    return reading.words[sentence.last - 1] == ":"


