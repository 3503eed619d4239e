"""What the text around a count says of its time: its events with dates, headings, captions, lists under a date."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from stats.assembly.draft import Draft
from stats.readers.events import kinds_among
from stats.readers.periods import PeriodMark
from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.vocabulary import Kind, PeriodRule, Precision, Term

COUNTED = frozenset(("count", "later"))
_STARTS = frozenset(("window", "since", "event", "after"))
_TELLING = frozenset(("on", "since", "since_event"))
_DAYS = frozenset(("on", "between"))
_LISTED = frozenset(("item", "row"))
_CLOSE = frozenset((Precision.DAY, Precision.WEEK))  # "since 14 June", "since late July"
# Those whom somebody helps are counted since the help began, which the event's day does not tell.
_AIDED = frozenset((Term.IN_NEED,))
# Those who are somewhere are counted anew each day, whatever else the text counts since a day.
_KEPT = frozenset((Term.SHELTERED, Term.RELOCATED))
_GIVEN = frozenset(("acts", "done", "did", "takes", "taken"))
_ANY = "crisis"  # the kind of event that may be any: "since the crisis began"
_EVENT_AGE = timedelta(days=45)  # an event is the text's own news for so long
_STORY = 2  # sentences before a flow that may tell when its story happens
_COVER = 8  # sentences at the top, one of which may tell the days that a report covers
_QUANTIFIER = 3  # words that a number in brackets may have before it
_NEAR = 4  # sentences after a figure, or a headline, within which its event may be dated
_TOP_LINES = 2  # lines at the top that hold for the whole text
_LEAD = 4  # sentences at the top that tell the news
_CAPTION = 2  # sentences above a table that may hold its caption
_LONG = 200  # words of a sentence that are looked at for events


@dataclass(slots=True)
class Frame:
    """A text's time expressions, indexed once, so that each count finds its own without walking through all.

    here: marks by sentence. numbers: first tokens of the quantities by sentence. news: marks that date the text's own
    events, news_starts where they stand. topic: the first of a kind that the title names. telling, kinds: the first
    mark that dates an event of a kind, of any age, or of the news. counted: marks that date a count. headings: marks
    of headings that date the counts under them. introduced: the sentence that introduces a list or table, by sentence.
    covered: the days that the whole report covers, told in its heading. lead: the day that the text's first sentences
    tell, where no event is named. since: the one day since which the text counts, where it counts since one alone.
    """

    here: dict[int, list[PeriodMark]] = field(default_factory=dict)
    numbers: dict[int, list[int]] = field(default_factory=dict)
    news: list[PeriodMark] = field(default_factory=list)
    news_starts: list[int] = field(default_factory=list)
    topic: PeriodMark | None = None
    alone: bool = False
    telling: dict[str, PeriodMark] = field(default_factory=dict)
    kinds: dict[str, PeriodMark] = field(default_factory=dict)
    counted: list[PeriodMark] = field(default_factory=list)
    headings: list[PeriodMark] = field(default_factory=list)
    introduced: dict[int, int] = field(default_factory=dict)
    covered: PeriodMark | None = None
    lead: PeriodMark | None = None
    since: PeriodMark | None = None


def frame_of(reading: Reading) -> Frame:
    """Return the index of a text's time expressions, built at the first call."""
    frame: Frame | None = reading.memo.get("time frame")
    if frame is None:
        frame = reading.memo["time frame"] = _index(reading, reading.periods)
    return frame


def own_event(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the dated event that a draft's count comes from, None where the text dates none of its own news.

    For a headline the text's first; else the last in the draft's paragraph, else one of the kind that the title names,
    else the last before it, else one told shortly after of a kind that the draft's sentence or the title names.
    """
    frame = frame_of(reading)
    if not frame.news:
        return None
    first = frame.news[0]
    if draft.sentence.index == 0 and draft.sentence.shape == "head":
        return first if first.sentence <= _NEAR else None
    k = bisect_left(frame.news_starts, draft.quantity.start)
    if k:
        last = frame.news[k - 1]
        if reading.sentences[last.sentence].paragraph == draft.sentence.paragraph:
            return last
        if frame.topic is not None and frame.topic.start < draft.quantity.start:
            return frame.topic
        since = frame.since
        return since if since is not None and since.start < draft.quantity.start else last
    if first.event is None:
        return None
    titled = _named(reading, reading.sentences[0])
    if first.sentence - draft.sentence.index > _NEAR:
        return first if frame.alone and first.event.kinds & titled else None
    if frame.alone and first.event.verb and not first.event.again:
        return first
    return first if first.event.kinds & (_named(reading, draft.sentence) | titled) else None


def points_back(reading: Reading, draft: Draft) -> bool:
    """Tell whether a draft's sentence opens with a word for what the one before told: "THESE affected 2,000"."""
    return reading.words[draft.sentence.first] in time_words(reading.lexicon).listed["points_back"]


def told_before(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the time of the story that a flow goes on with: "Gunmen rode in on Monday. They killed three".

    It is that of the sentence before it, or of the one before that, in its paragraph, which counts nobody itself.
    """
    frame, sentences, index = frame_of(reading), reading.sentences, draft.sentence.index
    pointing = points_back(reading, draft)
    for i in range(index - 1, max(-1, index - 1 - _STORY), -1):
        near = draft.sentence.paragraph - sentences[i].paragraph <= pointing
        if not near or (_counts_people(reading, sentences[i]) and not pointing):
            return None
        marks = [m for m in frame.here.get(i, ()) if m.role not in ("state", "frame", "inner", "said", "now")]
        saying = time_words(reading.lexicon).saying
        if marks and saying.isdisjoint(reading.words[sentences[i].first : sentences[i].last]):
            told = marks[-1]
            return told if told.role == "window" and told.begin and told.precision is not Precision.YEAR else None
    return None


def _counts_people(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence holds a number that counts more than things and dates."""
    numbers = frozenset(frame_of(reading).numbers.get(sentence.index, ()))
    here = reading.within(reading.quantities, sentence.start, sentence.end)
    return any(q.first in numbers and not q.thing for q in here)


def anchor_day(reading: Reading, mark: PeriodMark) -> date | None:
    """Return the first day of the event named after "since" or "after", where the text dates an event of its kind."""
    frame = frame_of(reading)
    for other in frame.here.get(mark.sentence, ()):
        event = other.event
        if other.role == "inner" and mark.first < other.first <= mark.last:
            return other.begin  # "since fighters overran it at the weekend"
        if event is not None and other is not mark and not event.again and event.kinds & mark.anchor:
            return other.begin
    # what happens after a raid follows the text's news of one; what goes on since the war, its first telling
    told = frame.telling | frame.kinds if mark.role == "after" else frame.telling
    found = [told[kind] for kind in mark.anchor if kind in told and told[kind] is not mark]
    if not found and mark.anchor and frame.alone and frame.news[0] is not mark and not _was_again(frame.news[0]):
        return frame.news[0].begin
    if not found and _ANY in mark.anchor:
        found = [m for m in frame.news[:1] if m is not mark and m.event is not None and m.event.ongoing]
    return min(found, key=lambda m: m.start).begin if found else None


def _was_again(mark: PeriodMark) -> bool:
    """Tell whether a date only tells when an event began anew."""
    return mark.event is not None and mark.event.again


def start_of_count(reading: Reading, draft: Draft, mark: PeriodMark | None) -> date | None:
    """Return the day from which a running total counts: told before it in its sentence, or of the event it is of.

    Where a text has several events, only one that goes on, or is of a kind that the draft's sentence names, counts.
    """
    frame = frame_of(reading)
    for other in frame.here.get(draft.sentence.index, ()):
        if other is mark or other.begin is None:
            continue
        if other.first < draft.quantity.first and other.role in _STARTS:
            return other.begin
        if _is_current(reading, other, draft):  # "As of 1 August, 168,000 had crossed this year"
            return other.begin
    if draft.term in _AIDED and draft.governor is not None and draft.governor.phrase.role in _GIVEN:
        return None
    event, since = own_event(reading, draft), frame.since
    if since is not None and since.begin is not None and draft.term not in _KEPT:
        begin = event.begin if event is not None else None
        if event is None or event.event is None or begin is None:
            return since.begin
        near = reading.sentences[event.sentence].paragraph == draft.sentence.paragraph
        its_day = mark is not None and mark.role == "window" and mark.finish == begin
        if not event.event.ongoing and (its_day or not near) and since.begin < begin:
            return since.begin
    if event is not None and event is not mark and event.event is not None and (
        frame.alone or event.event.ongoing or event.sentence == draft.sentence.index
    ):
        counted = mark.finish if mark is not None and (mark.key == "as_of" or mark.role == "window") else None
        if event.begin != counted:  # "the dyke was opened on 8 May. As of 8 May, ten died"
            return event.begin
        if mark is not None and mark.key == "as_of":
            return None
    named = _named(reading, draft.sentence if mark is None else reading.sentences[mark.sentence])
    named |= _named(reading, reading.sentences[0])
    found = [frame.kinds[kind] for kind in named if kind in frame.kinds]
    if found:
        return min(found, key=lambda m: m.start).begin
    return since.begin if since is not None and draft.term not in _KEPT else None


def _is_current(reading: Reading, mark: PeriodMark, draft: Draft) -> bool:
    """Tell whether a time after a count, and before any other, tells since when it counts: "since May", "this year"."""
    after = draft.quantity.last
    numbers = frame_of(reading).numbers.get(draft.sentence.index, [])
    between = numbers[bisect_left(numbers, after + 1) : bisect_left(numbers, mark.first)]
    others = [
        k
        for k in between
        if "(" not in reading.words[max(after, k - _QUANTIFIER) : k] and reading.starts[k] > reading.ends[k - 1]
    ]  # not the same count in another unit, "(about 900 people)", nor a footnote's mark
    if mark.first <= after or others:
        return False
    return mark.role in ("since", "event") or (mark.role == "window" and mark.rule is PeriodRule.CALENDAR and (
        mark.precision in (Precision.MONTH, Precision.YEAR)
    ))


def date_of_count(reading: Reading, draft: Draft) -> date | None:
    """Return the day that the counts around a draft hold for: a heading's "as of", else the day of publication."""
    if draft.kind is Kind.FLOW:
        return reading.published
    if draft.kind is Kind.CUMULATIVE:
        for mark in frame_of(reading).here.get(draft.sentence.index, ()):
            if mark.role == "counted" and mark.finish is not None:
                return mark.finish
    frame = carried(reading, draft)
    if draft.kind is Kind.STOCK and frame is not None and frame.sentence != draft.sentence.index:
        home = reading.sentences[frame.sentence]
        if home.shape == "prose" and reading.published is not None:
            return reading.published  # "As of 25 May 62 are dead. 2,400 are still in schools": they are so now
    return frame.finish if frame is not None and frame.role in COUNTED and frame.finish else reading.published


def carried(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the time that reaches a draft from outside its sentence, None where none does.

    That of the sentence that introduces its list, of the dated count before it in its paragraph, of a heading.
    """
    frame, index = frame_of(reading), draft.sentence.index
    flow = draft.kind is Kind.FLOW
    if draft.sentence.shape in _LISTED:
        intro = frame.introduced.get(index, -1)
        roles = _STARTS if flow else _STARTS | COUNTED | {"now"}
        marks = [m for m in frame.here.get(intro, ()) if m.role in roles]
        if marks and _ends_with_colon(reading, reading.sentences[intro]):
            return marks[-1]
        if draft.sentence.shape == "row":
            caption = _caption(reading, draft, intro)
            if caption is not None:
                return caption
    if flow:
        return None
    k = bisect_left(frame.counted, draft.quantity.start, key=lambda m: m.start)
    last = frame.counted[k - 1] if k else None
    near = last is not None and reading.sentences[last.sentence].paragraph == draft.sentence.paragraph
    if last is not None and near and (last.key != "by" or draft.kind is not Kind.STOCK):
        return last  # "by 3 May" dates what had happened, not what is
    k = bisect_left(frame.headings, max(index, 2), key=lambda m: m.sentence)
    heading = frame.headings[k - 1] if k else None
    if heading is not None and draft.sentence.shape != "row" and _is_of_table(reading, heading):
        return None
    return heading


def _is_of_table(reading: Reading, heading: PeriodMark) -> bool:
    """Tell whether a heading, below the top of the text, stands right above a table and so speaks for that alone."""
    below = reading.sentences[heading.sentence + 1 : heading.sentence + 2]
    return heading.sentence > _TOP_LINES and bool(below) and below[0].shape == "row"


def _caption(reading: Reading, draft: Draft, intro: int) -> PeriodMark | None:
    """Return the time that the lines right above a table tell for its cells: "Impact since 5 May", "as of 3 May"."""
    roles = COUNTED if draft.kind is Kind.STOCK else COUNTED | {"since", "window"}
    for i in range(intro, max(0, intro - _CAPTION), -1):
        told = [m for m in frame_of(reading).here.get(i, ()) if m.role in roles]
        if told:
            return told[-1]
        line = reading.sentences[i]
        if line.shape == "prose" and line.paragraph < reading.sentences[intro].paragraph:
            return None
    return None


def _index(reading: Reading, periods: Iterable[PeriodMark]) -> Frame:
    """Build the index of a text in one pass over its marks, its quantities and its sentences."""
    frame = Frame()
    topic = _named(reading, reading.sentences[0]) if reading.sentences else frozenset()
    for mark in periods:
        frame.here.setdefault(mark.sentence, []).append(mark)
        event = mark.event
        if mark.role in COUNTED:
            frame.counted.append(mark)
        if frame.covered is None and mark.sentence < _COVER and _is_cover(reading, mark):
            frame.covered = mark
        if reading.sentences[mark.sentence].shape == "head" and (mark.role == "count" or _is_day(reading, mark)):
            frame.headings.append(mark)
        if event is None or mark.begin is None:
            continue
        if not event.again and mark.key in _TELLING:
            for kind in event.kinds:
                frame.telling.setdefault(kind, mark)
        if _is_news(reading, mark):
            frame.news.append(mark)
            if frame.topic is None and event.kinds & topic:
                frame.topic = mark
            for kind in () if event.again else event.kinds:
                frame.kinds.setdefault(kind, mark)
    if len(frame.news) > 1 and frame.news[0].sentence == 0 and frame.news[1].sentence:
        frame.topic = frame.topic if frame.topic is not frame.news[0] else None
        del frame.news[0]  # what a title dates is told again below, or is still to come
    frame.news_starts = [m.start for m in frame.news]
    frame.alone = len({m.begin for m in frame.news}) == 1
    starts = [s.first for s in reading.sentences]
    dated = {i for m in periods for i in range(m.first, m.last + 1)}
    for quantity in reading.quantities:
        if quantity.first in dated:  # the 9 of "9 March" is no count
            continue
        k = max(0, bisect_left(starts, quantity.first + 1) - 1)
        frame.numbers.setdefault(k, []).append(quantity.first)
    since = [m for m in periods if m.role in ("since", "event") and m.begin and m.precision in _CLOSE
             and m.sentence in frame.numbers]  # fmt: skip
    frame.since = since[0] if len({m.begin for m in since}) == 1 else None
    leads = (m for m in periods if m.sentence not in frame.numbers and _is_lead(reading, m))
    frame.lead = next(leads, None)
    for sentence in reading.sentences:
        if sentence.shape in _LISTED:
            before = sentence.index - 1
            frame.introduced[sentence.index] = frame.introduced.get(before, before)
    return frame


def _is_lead(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a date is the one that a text's first sentences, which count nobody, tell their news of."""
    if mark.sentence >= _LEAD or mark.role != "window" or mark.precision is not Precision.DAY or mark.begin is None:
        return False
    return reading.published is None or (mark.begin == mark.finish and reading.published - mark.begin <= _EVENT_AGE)


def _is_news(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a dated event is recent enough to be what the text reports."""
    event, published = mark.event, reading.published
    if event is None or mark.begin is None or not (event.kinds or event.verb):
        return False
    if mark.precision is Precision.YEAR and mark.sentence > 1:
        return False
    last = mark.finish if mark.finish and mark.precision is Precision.YEAR else mark.begin
    return published is None or published - last <= _EVENT_AGE


def names_event(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a draft's sentence names the event that a date is of: "12 were killed in the attack"."""
    return mark.event is not None and not mark.event.kinds.isdisjoint(_named(reading, draft.sentence))


def _named(reading: Reading, sentence: Sentence) -> frozenset[str]:
    """Return the kinds of event that a sentence names."""
    return kinds_among(reading, sentence.first, min(sentence.last, sentence.first + _LONG))


def _ends_with_colon(reading: Reading, sentence: Sentence) -> bool:
    return reading.words[sentence.last - 1] == ":"


def _is_cover(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a heading's days are those of the whole report: "Weekly update, 1 to 9 March"."""
    if mark.role != "window" or mark.event is not None or mark.precision is not Precision.DAY or mark.key not in _DAYS:
        return False
    heading = reading.sentences[mark.sentence]
    return heading.shape == "head" and mark.begin is not None and mark.finish is not None and mark.begin < mark.finish


def _is_day(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a heading's date is the one day its counts hold for, and not an event's ("to end ON the 11th")."""
    if reading.text[mark.start].islower():
        return False
    return mark.role == "window" and mark.event is None and mark.begin is not None and mark.begin == mark.finish
