"""A text's time expressions, indexed once: which date its news, which its headings and its counts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from stats.assembly.when.covers import cover_of
from stats.assembly.when.eventtimes import is_anothers, is_since_report
from stats.assembly.when.formdays import is_labelled, opens_count, retell, strikes
from stats.assembly.when.lengths import is_decade, is_length, is_measured
from stats.assembly.when.newsdays import LEAD, is_lead, is_news, narrow, old_event, only_changed, set_aside
from stats.assembly.when.spans import counts_more, is_day_alone, spans_of
from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.readers.when.events import kinds_among
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Precision

COUNTED = frozenset(("count", "later"))
_TELLING = frozenset(("on", "since", "since_event"))
LISTED = frozenset(("item", "row"))
_CLOSE = frozenset((Precision.DAY, Precision.WEEK))  # "since 14 June", "since late July"
_TITLES = 3  # lines at the top among which a report's title is
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
    as_of: the first of its dated counts, where they all have one day. openings: the day that opens a paragraph, and
    that all of it is told of, by paragraph: "3 May: Raiders came to two villages. …". sections: the days that the
    heading above a sentence tells for what stands under it, by sentence: "Arrivals, 1-16 May". spans: the stretch of
    time, of any length, that the heading or title over a line tells, by sentence: "Returns, January-June 2021".
    lasted: how long the event of its first sentences went on: "after a month of floods". to_date: the mark of a heading
    over lines that count up to now: "The damage to date:". present: the lines under a heading that tells how it is
    now: "Where they live now".
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
    lasted: PeriodMark | None = None
    since: PeriodMark | None = None
    as_of: PeriodMark | None = None
    openings: dict[int, PeriodMark] = field(default_factory=dict)
    sections: dict[int, PeriodMark] = field(default_factory=dict)
    spans: dict[int, PeriodMark] = field(default_factory=dict)
    to_date: dict[int, PeriodMark] = field(default_factory=dict)
    present: set[int] = field(default_factory=set)


def frame_of(reading: Reading) -> Frame:
    """Return the index of a text's time expressions, built at the first call."""
    frame: Frame | None = reading.memo.get("time frame")
    if frame is None:
        frame = reading.memo["time frame"] = _index(reading, reading.periods)
    return frame


def report_days(reading: Reading) -> PeriodMark | None:
    """Return the days that a report covers, else the month that its title names: "Monthly update, June 2021"."""
    frame = frame_of(reading)
    titled = (m for i in range(_TITLES) for m in frame.here.get(i, ()) if m.precision is Precision.MONTH)
    titled = (m for m in titled if m.event is None)  # not "Floods of May 2021"
    shape = {i: reading.sentences[i].shape for i in range(min(_TITLES, len(reading.sentences)))}
    heads = (m for m in titled if shape[m.sentence] == "head" or (not m.sentence and shape[0] == "row"))
    return frame.covered or next(heads, None)


def _index(reading: Reading, periods: Sequence[PeriodMark]) -> Frame:
    """Build the index of a text in one pass over its marks, its quantities and its sentences."""
    frame = Frame(covered=cover_of(reading, periods))
    topic = named_in(reading, reading.sentences[0]) if reading.sentences else frozenset()
    for mark in periods:
        frame.here.setdefault(mark.sentence, []).append(mark)
        event = mark.event
        if mark.role in COUNTED:
            frame.counted.append(mark)
        if _opens_item(reading, mark):
            frame.openings.setdefault(reading.sentences[mark.sentence].paragraph, mark)
        heads = reading.sentences[mark.sentence].shape == "head" or (mark.sentence == 0 and _is_titled(reading))
        if heads and (_dates_counts(mark) or (_is_day(reading, mark) and not opens_count(reading, mark))):
            frame.headings.append(mark)
        if event is None or mark.begin is None:
            continue
        if not event.again and mark.key in _TELLING:
            for kind in event.kinds:
                frame.telling.setdefault(kind, mark)
        if is_news(reading, mark):
            frame.news.append(mark)
            if frame.topic is None and event.kinds & topic:
                frame.topic = mark
            for kind in () if event.again or is_anothers(reading, mark) else event.kinds:
                frame.kinds.setdefault(kind, mark)
    frame.news = set_aside(reading, frame.news)
    frame.topic = next((m for m in frame.news if m.event is not None and m.event.kinds & topic), None)
    befell = frozenset().union(*(m.event.kinds for m in frame.news if m.event is not None and m.event.verb))
    frame.news = [m for m in frame.news if m.event is not None and (m.event.verb or m.event.kinds.isdisjoint(befell))]
    frame.news = frame.news or old_event(reading, periods)
    narrow(reading, frame.news)
    titled = bool(reading.sentences) and reading.sentences[0].shape == "head"
    if titled and len(frame.news) > 1 and frame.news[0].sentence == 0 and frame.news[1].sentence:
        frame.topic = frame.topic if frame.topic is not frame.news[0] else None
        del frame.news[0]  # what a title dates is told again below, or is still to come
    frame.news_starts = [m.start for m in frame.news]
    frame.alone = len({m.begin for m in frame.news}) == 1
    peopled: set[int] = set()  # sentences that count people, and not only villages
    dated = {i for m in periods for i in range(m.first, m.last + 1)}
    for index, quantities in reading.numbers.items():
        # the 9 of "9 March" is no count, nor the three of "three-day", "the 1940s", "a 6.2 quake"
        counts = [q for q in quantities if q.first not in dated and not is_length(reading, q)]
        counts = [q for q in counts if not (is_decade(reading, q) or is_measured(reading, q))]
        if counts:
            frame.numbers[index] = [q.first for q in counts]
        if any(not q.thing for q in counts):
            peopled.add(index)
    since = [
        m
        for m in periods
        if m.role in ("since", "event") and m.begin and (m.precision in _CLOSE or m.key == "since_long")
        and m.sentence in peopled and not (is_since_report(reading, m) or only_changed(reading, m))
        and not (m.key == "since_then" and m.first == m.last)  # "has SINCE risen to 51"
        and not _is_of_added(reading, m)
    ]  # fmt: skip
    frame.since = since[0] if len({m.begin for m in since}) == 1 else None
    dated_counts = [m for m in frame.counted if m.key == "as_of"]
    frame.as_of = dated_counts[0] if len({m.finish for m in dated_counts}) == 1 else None
    leads = (m for m in periods if m.sentence not in frame.numbers and is_lead(reading, m))
    struck = (m for m in periods if is_labelled(reading, m) or strikes(reading, m))
    frame.lead = next(struck, None) or next(leads, None)
    frame.lasted = next((m for m in periods if m.key == "lasted" and m.sentence < LEAD), None)
    section: PeriodMark | None = None
    logged = sum(is_day_alone(reading, m) for m in periods) > 1
    to_date: PeriodMark | None = None
    present = False
    for sentence in reading.sentences:
        before = sentence.index - 1
        if sentence.shape == "prose":
            to_date, present = None, False
        elif sentence.shape == "head" and not _labels(reading, frame, sentence):
            told = frame.here.get(sentence.index, ())
            to_date = next((m for m in told if m.role == "now"), None)
            present = sentence.index not in frame.numbers and any(m.role == "state" for m in told)
        elif to_date is not None:
            frame.to_date[sentence.index] = to_date
        if present:
            frame.present.add(sentence.index)
        if sentence.shape == "head" or (sentence.shape == "item" and _counts_none(frame, sentence)):
            told_here = _section(reading, sentence, frame.here.get(sentence.index, ()), logged=logged)
            counting = sentence.shape == "head" and counts_more(reading, frame.here, sentence)
            if told_here is None and section is not None and counting:
                frame.sections[sentence.index] = section  # "12 people killed in Alder", under "8 May"
            else:
                section = told_here
        elif sentence.shape == "item":
            section = None
        elif section is not None:
            frame.sections[sentence.index] = section
        listed = sentence.shape in LISTED
        if listed and before >= 0 and reading.sentences[before].shape == "head":
            frame.introduced[sentence.index] = before
        elif listed or (sentence.shape == "head" and before >= 0 and _introduces(reading, frame, before)):
            frame.introduced[sentence.index] = frame.introduced.get(before, before)
    frame.spans = spans_of(reading, frame.here)
    retell(reading, frame.covered, periods)
    return frame


def _is_of_added(reading: Reading, since: PeriodMark) -> bool:
    """Tell whether a day is only that from which a total grew: "900 more SINCE MONDAY, bringing the total to 4,300"."""
    behind = reading.words[since.last + 1 : reading.sentences[since.sentence].last]
    return since.role == "since" and not time_words(reading.lexicon).listed["totalling"].isdisjoint(behind[:_LONG])


def _is_titled(reading: Reading) -> bool:
    """Tell whether a text's first line is a title that signs part like a table's row: "Syria | Flash Update, 3 May"."""
    return reading.sentences[0].shape == "row" and reading.sentences[1:2] != [] and reading.sentences[1].shape != "row"


def _labels(reading: Reading, frame: Frame, line: Sentence) -> bool:
    """Tell whether a line holds a number or says what the number that opens the one below it counts: "Persons dead"."""
    below = reading.sentences[line.index + 1 : line.index + 2]
    opens = bool(below) and frame.numbers.get(below[0].index, (-1,))[0] == below[0].first
    return opens or line.index in frame.numbers


def _counts_none(frame: Frame, item: Sentence) -> bool:
    """Tell whether an item holds no number but its own at its head: "2. Arrivals, 17-23 May"."""
    return set(frame.numbers.get(item.index, ())) <= {item.first}


def _section(
    reading: Reading, heading: Sentence, marks: Iterable[PeriodMark], *, logged: bool
) -> PeriodMark | None:
    """Return the days that a heading below the title tells for what stands under it: "Arrivals, 1-16 May", "3 May".

    logged: several headings are nothing but a day, so that one at the top is too.
    """
    top = heading.index < (_TITLES if heading.shape == "head" else 1)
    for mark in marks:
        set_off = mark.first == heading.first and reading.words[mark.last + 1 : mark.last + 2] in _DASHED
        set_off = set_off and not opens_count(reading, mark)
        if mark.role != "window" or mark.precision is not Precision.DAY or mark.begin is None or mark.finish is None:
            continue
        if logged and is_day_alone(reading, mark):
            return mark  # "Sat 14 May"
        alone = mark.first == heading.first and mark.last + 2 >= heading.last
        ends = mark.begin < mark.finish and mark.last + 2 >= heading.last
        if set_off or ((alone or ends) and not top):
            return mark
    return None


def _opens_item(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a day opens a paragraph and a colon or dash sets it off: "3 May: Raiders came"."""
    sentence = reading.sentences[mark.sentence]
    if mark.role != "window" or mark.precision is not Precision.DAY or mark.begin is None or sentence.shape == "row":
        return False
    first = sentence.first + (reading.words[sentence.first] in _BULLETS)
    after = reading.words[mark.last + 1 : mark.last + 2]
    before = sentence.index - 1
    opens = before < 0 or reading.sentences[before].paragraph != sentence.paragraph
    if not opens or mark.first != first:
        return False
    if after == [","]:  # "14 May 2023, 18:00: the road is open again"
        clock = _OF_DAY.match(reading.text, mark.end, sentence.end)
        return clock is not None and clock.end() < sentence.end - 1
    return bool(after) and after[0] in _SET_OFF and mark.last + 2 < sentence.last


_OF_DAY = re.compile(r", ?\d{1,2}[:.]?\d\d(?: ?[^\W\d]{1,5})?(?=: |: ?$| [–—-] )")


_BULLETS = frozenset(("-", "•", "–", "*", "·", ">", "o"))
_DASHED = (["-"], ["–"], ["—"])  # "3 May - Nsanje"
_SET_OFF = frozenset((":", "–", "—", "-"))


def _introduces(reading: Reading, frame: Frame, index: int) -> bool:
    """Tell whether a sentence introduces the short lines below it: it ends with a colon, or is such a line itself."""
    sentence = reading.sentences[index]
    return index in frame.introduced or (sentence.shape == "prose" and reading.words[sentence.last - 1] == ":")


def named_in(reading: Reading, sentence: Sentence) -> frozenset[str]:
    """Return the kinds of event that a sentence names."""
    return kinds_among(reading, sentence.first, min(sentence.last, sentence.first + _LONG))


def is_survey(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of a survey or one of its rounds: "data for this round was gathered"."""
    words = reading.words[sentence.first : min(sentence.last, sentence.first + _LONG)]
    return not time_words(reading.lexicon).listed["surveys"].isdisjoint(words)


def _dates_counts(mark: PeriodMark) -> bool:
    """Tell whether a time dates counts as of a day, and is not only of those before it: "of whom BEFORE 1 May"."""
    return mark.role == "count" and mark.key != "before"


def _is_day(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a heading's date is the one day its counts hold for, and not an event's ("to end ON the 11th")."""
    if reading.text[mark.start].islower():
        return False
    return mark.role == "window" and mark.event is None and mark.begin is not None and mark.begin == mark.finish
