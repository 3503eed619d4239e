"""Which time expression belongs to a count, and the days that it gives the count by what the count is."""

from collections.abc import Sequence
from datetime import date, timedelta

from stats.assembly.draft import Draft
from stats.readers.periods import PeriodMark
from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.vocabulary import Kind, PeriodRule, Precision, Term

# Happenings that are over on an event's day; people move from that day on.
_ON_THE_DAY = frozenset((Term.KILLED, Term.INJURED, Term.MISSING, Term.AFFECTED, Term.HOUSING_DESTROYED,
                         Term.HOUSING_DAMAGED, Term.DETAINED, Term.HOMELESS))  # fmt: skip
_MOVED = frozenset((Term.DISPLACED, Term.FLED, Term.EVACUATED, Term.RELOCATED, Term.REFUGEE, Term.SHELTERED,
                    Term.IN_CAMP, Term.STRANDED))  # fmt: skip
_DATED = frozenset(("window", "since", "count", "later", "event", "after", "height", "ahead", "vague"))
_COUNTED = frozenset(("count", "later"))
_EVENT_AGE = timedelta(days=45)  # an event is the text's own news for so long
_NEAR = 4  # sentences after a figure, or a headline, within which its event may be dated
_FAR = 10_000
_DAYLESS = frozenset(("state", "now", "ahead", "height"))
_SILENT = frozenset(("said", "inner", "frame", "compared"))


def mark_hint(mark: PeriodMark) -> Kind | None:
    """Return the kind that a time expression speaks for, None where it leaves it open.

    A dated count ("as of", "by") of what happened is cumulative, of a state a stock: the caller knows which; here it
    is None for "as of" and cumulative for "by".
    """
    if mark.role in ("now", "since", "event") or (mark.role == "count" and mark.key == "by"):
        return Kind.CUMULATIVE
    if mark.role in ("state", "later", "height"):
        return Kind.STOCK
    if mark.role == "window" and mark.key in ("look_back", "look_back_to", "look_on", "recent", "overnight", "weekend"):
        return Kind.FLOW
    return None


def bind_period(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the time expression that a draft's count holds for; None where the text gives none.

    First the nearest in its own clause and sentence, then that of the count it is a part of or lists with, then one
    carried from the text around it: the date of a count told before in the paragraph, a heading's or caption's.
    """
    own = _nearest(reading, draft)
    if own is not None and own.role in _DATED:
        return own
    for other in (draft.parent, draft.sibling):
        if other is not None and other.sentence is draft.sentence and other is not draft:
            mark = bind_period(reading, other)
            if mark is not None and mark.role in _DATED:
                return mark
    carried = _carried(reading, draft)
    return carried if carried is not None and own is None else own


def date_draft(reading: Reading, draft: Draft, mark: PeriodMark | None) -> None:
    """Set a draft's period (start, end, text, rule, precision) from its time expression, by its kind and term.

    mark: what bind_period gave before the kind was known; bound anew here, as a state and a total choose otherwise.
    """
    published = reading.published
    mark = bind_period(reading, draft)
    event = _own_event(reading, draft) if _is_carried(draft, mark) else None
    begin, finish = _days(reading, draft, mark)
    if not draft.forecast and published is not None:
        finish = min(finish, published) if finish else finish
        begin = min(begin, published) if begin else begin
    if begin and finish and begin > finish:
        begin = None if draft.kind is Kind.CUMULATIVE else finish
    draft.period_start, draft.period_end = begin, finish
    if event is not None and begin is not None and begin == event.begin:
        draft.period_text, draft.period_rule, draft.period_precision = event.text, PeriodRule.EVENT, event.precision
        draft.evidence["period"] = (event.start, event.end)
        draft.implied["period"] = "the date of the event"
    elif mark is not None:
        draft.period_text, draft.period_rule, draft.period_precision = mark.text, mark.rule, mark.precision
        draft.evidence["period"] = (mark.start, mark.end)
    elif finish is not None:
        draft.period_rule, draft.period_precision = PeriodRule.PUBLISHED, Precision.DAY
        draft.implied["period"] = "published"


def _is_carried(draft: Draft, mark: PeriodMark | None) -> bool:
    """Tell whether a draft has no days of its own, so that the text's event may date it."""
    return draft.kind is Kind.FLOW and (mark is None or mark.role in _DAYLESS)


def _days(reading: Reading, draft: Draft, mark: PeriodMark | None) -> tuple[date | None, date | None]:
    """Return (start, end) of a draft's window."""
    if draft.forecast:
        return _forecast_days(reading, mark)
    now = _date_of_count(reading, draft)
    if draft.kind is Kind.STOCK:
        day = now
        if mark is not None and mark.role == "height":
            return None, None
        if mark is not None and mark.role in ("window", "count", "later"):
            if _held_at_start(reading, draft, mark):
                day = mark.begin
            elif mark.event is None or not mark.event.verb:
                day = mark.finish
        return day, day
    if draft.kind is Kind.CUMULATIVE:
        return _cumulative_days(reading, draft, mark, now)
    return _flow_days(reading, draft, mark, now)


def _held_at_start(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a state is the one from which a change started: "in three weeks, from 5,500 to 16,000"."""
    before = draft.quantity.first - 1
    if mark.key != "look_back" or before < 0:
        return False
    return reading.words[before] in time_words(reading.lexicon).listed["change_from"]


def _forecast_days(reading: Reading, mark: PeriodMark | None) -> tuple[date | None, date | None]:
    """A forecast: from the day of publication to the end stated, else both unknown."""
    published = reading.published
    if mark is None or published is None or mark.finish is None:
        return None, None
    finish = mark.finish
    if mark.year_implied and finish < published:
        finish = _years_on(finish, 1)
    return (published, finish) if finish > published else (None, None)


def _years_on(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28) if day.month == 2 else day.day)


def _cumulative_days(
    reading: Reading, draft: Draft, mark: PeriodMark | None, now: date | None
) -> tuple[date | None, date | None]:
    if mark is None:
        return _start_of_count(reading, draft, mark), now
    if mark.role == "window":
        if mark.key == "on" and mark.precision is Precision.DAY:
            return _start_of_count(reading, draft, mark), mark.finish
        return mark.begin, mark.finish
    if mark.role in ("since", "event", "after"):
        return (mark.begin or _anchor_day(reading, mark)), now
    if mark.role in _COUNTED:
        return _start_of_count(reading, draft, mark), mark.finish
    return _start_of_count(reading, draft, mark), now


def _flow_days(
    reading: Reading, draft: Draft, mark: PeriodMark | None, now: date | None
) -> tuple[date | None, date | None]:
    if mark is None or mark.role in _DAYLESS:
        return _event_days(reading, draft, now)
    if mark.role in ("window", "later"):
        return mark.begin, mark.finish
    if mark.role in ("since", "event"):
        return (mark.begin or _anchor_day(reading, mark)), now
    if mark.role == "after":
        begin = mark.begin or _anchor_day(reading, mark)
        if begin is None:
            return _event_days(reading, draft, now)
        return (begin, begin) if draft.term in _ON_THE_DAY else (begin, now)
    if mark.role in _COUNTED:
        return None, mark.finish
    return None, now


def _event_days(reading: Reading, draft: Draft, now: date | None) -> tuple[date | None, date | None]:
    """A flow with no time words: the days of the text's own event, else unknown until publication."""
    event = _own_event(reading, draft)
    if event is None or event.event is None:
        return None, now
    if draft.term in _ON_THE_DAY and not event.event.ongoing:
        return event.begin, event.finish if event.role != "since" else now
    if draft.term in _ON_THE_DAY or draft.term in _MOVED:
        return event.begin, now
    return None, now


def _own_event(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the dated event that a draft's figures come from: the last told before it, or for a headline the first."""
    head = draft.sentence.index == 0 and draft.sentence.shape == "head"
    events = [m for m in reading.periods if m.event is not None and _is_news(reading, m)]
    if not events:
        return None
    if head:
        return events[0] if events[0].sentence <= _NEAR else None
    before = [m for m in events if m.start < draft.quantity.start]
    for mark in reversed(before):
        if reading.sentences[mark.sentence].paragraph == draft.sentence.paragraph:
            return mark
    if before:
        topic = _named(reading, reading.sentences[0])
        return next((m for m in before if m.event is not None and m.event.kinds & topic), before[-1])
    after = events[0]
    near = after.sentence - draft.sentence.index <= _NEAR
    return after if near and after.event is not None and after.event.kinds & _named(reading, draft.sentence) else None


def _is_news(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a dated event is recent enough to be what the text reports."""
    event, published = mark.event, reading.published
    if event is None or mark.begin is None or not (event.kinds or event.verb):
        return False
    if mark.precision is Precision.YEAR and mark.sentence > 1:
        return False
    last = mark.finish if mark.finish and mark.precision is Precision.YEAR else mark.begin
    return published is None or published - last <= _EVENT_AGE


def _named(reading: Reading, sentence: Sentence) -> frozenset[str]:
    """Return the kinds of event that a sentence names."""
    kinds = time_words(reading.lexicon).kinds
    return frozenset(kinds[w] for w in reading.words[sentence.first : sentence.last] if w in kinds)


def _anchor_day(reading: Reading, mark: PeriodMark) -> date | None:
    """Return the first day of the event named after "since", from where the text dates an event of its kind."""
    found: date | None = None
    for other in reading.periods:
        event = other.event
        if event is None or other is mark or event.again or other.begin is None or not event.kinds & mark.anchor:
            continue
        if other.key not in ("on", "since", "since_event"):
            continue
        if found is None or abs(other.sentence - mark.sentence) == 0:
            found = other.begin
    return found


def _start_of_count(reading: Reading, draft: Draft, mark: PeriodMark | None) -> date | None:
    """Return the day from which a running total is counted: of the event told before it, or one its sentence names."""
    for other in reading.periods:
        if other.sentence == draft.sentence.index and other is not mark and other.begin is not None:
            if other.role in ("window", "since", "event", "after") and other.first < draft.quantity.first:
                return other.begin
    event = _own_event(reading, draft)
    alone = len({m.begin for m in reading.periods if m.event is not None and _is_news(reading, m)}) == 1
    if event is not None and event.event is not None and (alone or event.event.ongoing or event.sentence == draft.sentence.index):
        return event.begin
    named = _named(reading, draft.sentence if mark is None else reading.sentences[mark.sentence])
    published = reading.published
    for other in reading.periods:
        if other.event is None or other.begin is None or other.event.again or not other.event.kinds & named:
            continue
        if published is None or published - other.begin <= _EVENT_AGE:
            return other.begin
    return None


def _date_of_count(reading: Reading, draft: Draft) -> date | None:
    """Return the day that the text's counts hold for: a heading's or caption's "as of", else the day of publication."""
    frame = _carried(reading, draft) if draft.kind is not Kind.FLOW else None
    return frame.finish if frame is not None and frame.role in _COUNTED and frame.finish else reading.published


def _nearest(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the time expression of the draft's sentence that stands nearest to its number, none across a boundary."""
    sentence, quantity = draft.sentence, draft.quantity
    best: tuple[float, PeriodMark] | None = None
    for mark in reading.within(reading.periods, sentence.start, sentence.end):
        if mark.role in _SILENT:
            continue
        distance = _distance(reading, sentence, draft, mark) + _weight(draft, mark)
        if mark.first > quantity.first and mark.first <= quantity.last:
            continue
        if best is None or distance < best[0]:
            best = (distance, mark)
    return best[1] if best is not None and best[0] < _FAR else None


def _weight(draft: Draft, mark: PeriodMark) -> int:
    """Return how much a time expression is held back for a kind of count: a total is dated, a state has no window."""
    if mark.role == "after" and mark.begin is None:
        return 25
    if mark.role in ("now", "state"):
        return 40 if draft.kind is Kind.FLOW else 30 if draft.kind is Kind.CUMULATIVE else 8
    if draft.kind is not Kind.FLOW and mark.role in ("window", "after"):
        return 20 if mark.role == "after" or mark.event is not None else 10
    if draft.kind is Kind.FLOW and mark.role == "count":
        return 10
    return 0


def _distance(reading: Reading, sentence: Sentence, draft: Draft, mark: PeriodMark) -> float:
    """Return how far a time expression is from a number: words between, boundaries weighed heavier."""
    words, quantity = reading.words, draft.quantity
    opening = mark.first <= sentence.first + 1
    if mark.last < quantity.first:
        between = range(mark.last + 1, quantity.first)
    else:
        between = range(quantity.last + 1, mark.first)
    distance = float(len(between))
    for k in between:
        if words[k] in (";", ":"):
            distance += 40
        elif words[k] == ",":
            distance += 4
    if mark.last < quantity.first:
        others = [q for q in reading.quantities if mark.last < q.first < quantity.first]
        if opening:
            return min(distance, 6.0)
        owned = [q for q in reading.quantities if sentence.first <= q.first < mark.first]
        return distance + (12 if owned else 0) + 2 * len(others)
    return distance + 2 * sum(quantity.last < q.first < mark.first for q in reading.quantities)


def _carried(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the dated count told before in the paragraph, else the heading's or caption's date."""
    if draft.sentence.shape in ("item", "row"):
        intro = _introduced(reading, draft)
        if intro is not None:
            return intro
    if draft.kind in (Kind.STOCK, Kind.CUMULATIVE):
        for mark in reversed(reading.periods):
            if mark.start < draft.quantity.start and mark.role in _COUNTED:
                if reading.sentences[mark.sentence].paragraph == draft.sentence.paragraph:
                    return mark
    return _frame(reading, draft)


def _introduced(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the time of the sentence that introduces a list or table: "Between 1 and 7 May were displaced:"."""
    index = draft.sentence.index - 1
    while index > 0 and reading.sentences[index].shape in ("item", "row"):
        index -= 1
    if index < 0 or reading.text[reading.sentences[index].start : reading.sentences[index].end].rstrip()[-1:] != ":":
        return None
    roles = ("count", "since", "event", "window") if draft.kind is not Kind.FLOW else ("window", "since", "event")
    marks = [m for m in reading.periods if m.sentence == index and m.role in roles]
    return marks[-1] if marks else None


def _frame(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the heading's or caption's time that reaches a draft."""
    found: PeriodMark | None = None
    for mark in reading.periods:
        shape = reading.sentences[mark.sentence].shape
        if mark.sentence >= draft.sentence.index and mark.sentence > 1:
            break
        if mark.role == "count" and shape == "head" and draft.kind in (Kind.STOCK, Kind.CUMULATIVE):
            found = mark
        elif draft.sentence.shape == "row" and mark.role in ("since", "window") and draft.kind is not Kind.STOCK and shape != "row" and mark.sentence > 0:
            found = mark
    return found


def share_windows(reading: Reading, drafts: Sequence[Draft]) -> None:
    """Give counts without time words of their own the window of the count they repeat or go on from.

    A headline's number takes the days of the same number below; a count told again takes those of the first; a state
    takes the day of the state told right before it in its paragraph. drafts: all of a text, in order, dated.
    """
    for i, draft in enumerate(drafts):
        if draft.forecast or "period" in draft.evidence:
            continue
        source = drafts[i - 1] if i else None
        if draft.kind in (Kind.STOCK, Kind.CUMULATIVE) and source is not None and source.kind is draft.kind:
            if not source.forecast and _same_paragraph(source, draft):
                _take(draft, source)
                continue
        if draft.kind is Kind.STOCK:
            continue
        head = draft.sentence.shape == "head"
        if not head and source is not None and draft.term in _ON_THE_DAY and source.term in _ON_THE_DAY and _is_day(source) and _next_paragraph(source, draft):
            _take(draft, source)
            continue
        for source in drafts[i + 1 :] if head else drafts[:i]:
            if source.term is draft.term and source.unit is draft.unit and _same_count(source, draft):
                if "period" in source.evidence and not source.forecast and source.period_start is not None or (reading.published is None and source.period_end):
                    _take(draft, source, keep_end=head and source.kind is Kind.CUMULATIVE and reading.published is not None)
                    break


def _is_day(draft: Draft) -> bool:
    return draft.kind is Kind.FLOW and draft.period_start is not None and draft.period_start == draft.period_end


def _next_paragraph(one: Draft, other: Draft) -> bool:
    return other.sentence.paragraph - one.sentence.paragraph <= 1


def _same_paragraph(one: Draft, other: Draft) -> bool:
    return one.sentence.paragraph == other.sentence.paragraph and other.sentence.index - one.sentence.index <= 1


def _same_count(one: Draft, other: Draft) -> bool:
    """Tell whether two counts may be the same, told more or less roundly."""
    return any(
        a is not None and b is not None and abs(a - b) <= 0.02 * max(a, b)
        for a, b in (
            (one.value, other.value),
            (one.quantity.high, other.quantity.high),
            (one.quantity.low, other.quantity.low),
        )
    )


def _take(draft: Draft, source: Draft, *, keep_end: bool = False) -> None:
    if "period" not in source.evidence:
        return
    draft.period_start = source.period_start
    draft.period_end = draft.period_end if keep_end else source.period_end
    draft.period_text, draft.period_rule = source.period_text, source.period_rule
    draft.period_precision = source.period_precision
    draft.evidence["period"] = source.evidence["period"]
    draft.implied["period"] = "another count of the text"
