"""What the text around a count says of its time: its events with dates, headings, captions, lists under a date."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import cast

from stats.assembly.draft import Draft
from stats.readers.periods import PeriodMark
from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.vocabulary import Kind, Precision

COUNTED = frozenset(("count", "later"))
_STARTS = frozenset(("window", "since", "event", "after"))
_TELLING = frozenset(("on", "since", "since_event"))
_ANY = "crisis"  # the kind of event that may be any: "since the crisis began"
_EVENT_AGE = timedelta(days=45)  # an event is the text's own news for so long
_NEAR = 4  # sentences after a figure, or a headline, within which its event may be dated


def marks_of(reading: Reading) -> Sequence[PeriodMark]:
    """Return the text's time expressions in order."""
    return cast(list[PeriodMark], reading.periods)


def own_event(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the dated event that a draft's count comes from, None where the text dates none of its own news.

    For a headline the text's first; else the last in the draft's paragraph, else one of the kind that the title names,
    else the last before it, else one told shortly after of a kind that the draft's sentence names.
    """
    events = [m for m in marks_of(reading) if m.event is not None and _is_news(reading, m)]
    if not events:
        return None
    if draft.sentence.index == 0 and draft.sentence.shape == "head":
        return events[0] if events[0].sentence <= _NEAR else None
    named = _named(reading, draft.sentence)
    topic = _named(reading, reading.sentences[0])
    before = [m for m in events if m.start < draft.quantity.start]
    for mark in reversed(before):
        if reading.sentences[mark.sentence].paragraph == draft.sentence.paragraph:
            return mark
    if before:
        return next((m for m in before if m.event is not None and m.event.kinds & topic), before[-1])
    after = events[0]
    if after.event is None or after.sentence - draft.sentence.index > _NEAR:
        return None
    return after if after.event.kinds & (named | topic) else None


def anchor_day(reading: Reading, mark: PeriodMark) -> date | None:
    """Return the first day of the event named after "since" or "after", where the text dates an event of its kind."""
    found: date | None = None
    for other in marks_of(reading):
        event = other.event
        if event is None or other is mark or event.again or other.begin is None:
            continue
        if not event.kinds & mark.anchor and not (_ANY in mark.anchor and event.ongoing and _is_news(reading, other)):
            continue
        if other.key in _TELLING and (found is None or other.sentence == mark.sentence):
            found = other.begin
    return found


def start_of_count(reading: Reading, draft: Draft, mark: PeriodMark | None) -> date | None:
    """Return the day from which a running total counts: told before it in its sentence, or of the event it is of.

    Where a text has several events, only one that goes on, or is of a kind that the draft's sentence names, counts.
    """
    marks = marks_of(reading)
    for other in marks:
        here = other.sentence == draft.sentence.index and other.first < draft.quantity.first
        if here and other is not mark and other.begin is not None and other.role in _STARTS:
            return other.begin
    news = [m for m in marks if m.event is not None and _is_news(reading, m)]
    event = own_event(reading, draft) if news else None
    if event is not None and event.event is not None:
        alone = len({m.begin for m in news}) == 1
        if alone or event.event.ongoing or event.sentence == draft.sentence.index:
            return event.begin
    named = _named(reading, draft.sentence if mark is None else reading.sentences[mark.sentence])
    named |= _named(reading, reading.sentences[0])
    for other in news:
        if other.event is not None and not other.event.again and other.event.kinds & named:
            return other.begin
    return None


def date_of_count(reading: Reading, draft: Draft) -> date | None:
    """Return the day that the counts around a draft hold for: a heading's "as of", else the day of publication."""
    if draft.kind is Kind.CUMULATIVE:
        for mark in marks_of(reading):
            if mark.sentence == draft.sentence.index and mark.role == "counted" and mark.finish is not None:
                return mark.finish
    frame = carried(reading, draft) if draft.kind is not Kind.FLOW else None
    return frame.finish if frame is not None and frame.role in COUNTED and frame.finish else reading.published


def carried(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the time that reaches a draft from outside its sentence, None where none does.

    That of the sentence that introduces its list, of the dated count before it in its paragraph, of a heading.
    """
    if draft.sentence.shape in ("item", "row"):
        intro = _introduced(reading, draft)
        if intro is not None:
            return intro
    if draft.kind in (Kind.STOCK, Kind.CUMULATIVE):
        for mark in reversed(marks_of(reading)):
            if mark.start >= draft.quantity.start or mark.role not in COUNTED:
                continue
            if reading.sentences[mark.sentence].paragraph == draft.sentence.paragraph:
                return mark
    return _heading(reading, draft)


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


def _introduced(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the time of the sentence that introduces a list or table: "Between 1 and 7 May were displaced:"."""
    index = draft.sentence.index - 1
    while index > 0 and reading.sentences[index].shape in ("item", "row"):
        index -= 1
    if index < 0 or reading.text[reading.sentences[index].start : reading.sentences[index].end].rstrip()[-1:] != ":":
        return None
    roles = _STARTS if draft.kind is Kind.FLOW else _STARTS | COUNTED
    marks = [m for m in marks_of(reading) if m.sentence == index and m.role in roles]
    return marks[-1] if marks else None


def _heading(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the heading's or caption's time: "as of" for totals and states, for a table's counts also its window."""
    found: PeriodMark | None = None
    caption = draft.sentence.shape == "row" and draft.kind is not Kind.STOCK
    for mark in marks_of(reading):
        if mark.sentence >= draft.sentence.index and mark.sentence > 1:
            break
        shape = reading.sentences[mark.sentence].shape
        dated = shape == "head" and draft.kind is not Kind.FLOW and (mark.role == "count" or _is_day(mark))
        if dated or (caption and shape != "row" and mark.sentence > 0 and mark.role in ("since", "window")):
            found = mark
    return found


def _is_day(mark: PeriodMark) -> bool:
    """Tell whether a heading's date is the one day its counts hold for, and not an event's."""
    return mark.role == "window" and mark.event is None and mark.begin is not None and mark.begin == mark.finish
