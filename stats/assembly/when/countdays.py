"""The day that a count holds for where its own words tell none: of its heading, its survey, the counts around it."""

from datetime import date, timedelta

from stats.assembly.draft import Draft
from stats.assembly.when.frames import ROUGHLY, carried, ends_with_colon
from stats.assembly.when.running import counted_on, counts_up
from stats.assembly.when.sincedays import LOST
from stats.assembly.when.spans import is_line
from stats.assembly.when.tenses import is_now
from stats.assembly.when.timeframe import COUNTED, frame_of, is_survey, report_days
from stats.readers.reading import Reading, Sentence
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Kind, Precision

_LEANING = frozenset(("earlier", "later"))


def date_of_count(reading: Reading, draft: Draft) -> date | None:
    """Return the day that the counts around a draft hold for: a heading's "as of", else the day of publication.

    Where nothing tells that day it is the last of those that the whole report covers.
    """
    listed = draft.kind is not Kind.FLOW and is_line(reading, draft.sentence)
    covered = report_days(reading) if listed else frame_of(reading).covered
    published = reading.published or (covered.finish if covered is not None else None)
    for mark in _given_out(reading, draft.sentence):
        told = draft.kind is Kind.CUMULATIVE or mark.key in _LEANING  # "A week earlier the UN said 900 were in camps"
        if mark.finish is not None and told:
            return mark.finish
    if draft.kind is Kind.FLOW:
        return published
    if (logged := _logged(reading, draft)) is not None:
        return logged
    if draft.kind is Kind.CUMULATIVE:
        heading = counts_up(reading, draft.sentence)
        if heading is not None and (day := counted_on(reading, heading)) is not None:
            return day
    if listed and covered is not None and covered.finish is not None:
        span = frame_of(reading).spans.get(draft.sentence.index)
        own = span is not None and span.role == "window" and span.precision is Precision.DAY
        return span.finish if span is not None and own else covered.finish  # "Week 9 (26 February to 3 March)"
    if draft.kind is Kind.STOCK and (surveyed := _survey_before(reading, draft)) is not None:
        return surveyed
    frame = carried(reading, draft)
    if draft.kind is Kind.CUMULATIVE and frame is not None and frame.sentence != draft.sentence.index:
        home, here = reading.sentences[frame.sentence], frame_of(reading).here.get(draft.sentence.index, ())
        told_now = any(m.role in ("now", "state") or m.key == "since_then" for m in here)
        if home.shape == "prose" and published is not None and told_now:
            return published  # "As of 26 August 29,000 were hit. 24,000 have been assessed to date"
    if draft.kind is Kind.STOCK and frame is not None and frame.sentence != draft.sentence.index:
        home = reading.sentences[frame.sentence]
        if is_line(reading, draft.sentence) and home.paragraph == draft.sentence.paragraph and frame.finish:
            return frame.finish  # "Numbers as of 11 May. Dead: 12; still displaced: 900"
        goes_on = draft.increment and home.paragraph == draft.sentence.paragraph  # "ANOTHER 140 were in their cars"
        if home.shape == "prose" and not ends_with_colon(reading, home) and published is not None and not goes_on:
            return published  # "As of 25 May 62 are dead. 2,400 are still in schools": they are so now
    if frame is not None and frame.role in COUNTED and frame.finish:
        near = frame.role == "later" and published is not None and published - frame.finish <= ROUGHLY
        return published if near and is_now(reading, draft) else frame.finish
    return published or (_last_count(reading, draft) if draft.kind is Kind.STOCK else None)


def day_of_now(reading: Reading, draft: Draft, mark: PeriodMark | None) -> date | None:
    """Return the one day for which a text counts, where a toll told with "now" is what it was on that day, or a part.

    "The dead NOW number more than 500: 507 had been counted AS OF SUNDAY". Not a toll that has grown since.
    """
    only, published = frame_of(reading).as_of, reading.published
    if mark is None or mark.role != "state" or only is None or only.finish is None or draft.term not in LOST:
        return None
    if published is not None and not timedelta(0) <= published - only.finish <= _LATELY:
        return None
    counted = reading.numbers_in(reading.sentences[only.sentence])
    return only.finish if any(draft.value <= q.value for q in counted if not q.thing and not q.year) else None


_LATELY = timedelta(days=3)  # from the day of a count to a text that tells it with "now"


def _given_out(reading: Reading, sentence: Sentence) -> list[PeriodMark]:
    """Return the times at which a sentence says that a count was given out."""
    known: dict[int, list[PeriodMark]] = reading.memo.setdefault("days of giving out", {})
    if sentence.index not in known:
        here = frame_of(reading).here.get(sentence.index, ())
        known[sentence.index] = [m for m in here if m.role == "counted"]
    return known[sentence.index]


def _logged(reading: Reading, draft: Draft) -> date | None:
    """Return the one day of the entry of a log that a count stands in: "14 May, 18:00: …", under "Sat 14 May"."""
    frame = frame_of(reading)
    told = frame.openings.get(draft.sentence.paragraph) or frame.sections.get(draft.sentence.index)
    return told.finish if told is not None and told.begin == told.finish and told.start < draft.quantity.start else None


def _last_count(reading: Reading, draft: Draft) -> date | None:
    """Return the day of the counts told before a state, in a text that tells one such day alone and no day of its own.

    "As of 1 March 15,800 had died. … The agency's figures also show that 2,500 are still missing".
    """
    if any(m.role in ("state", "now", "said") for m in frame_of(reading).here.get(draft.sentence.index, ())):
        return None
    only = frame_of(reading).as_of
    return only.finish if only is not None and only.start < draft.quantity.start else None


def _survey_before(reading: Reading, draft: Draft) -> date | None:
    """Return the last day of the survey that the sentence before tells of: "Data was gathered from 2 to 9 May"."""
    before = draft.sentence.index - 1
    if before < 0 or reading.sentences[before].paragraph != draft.sentence.paragraph:
        return None
    told = (m for m in frame_of(reading).here.get(before, ()) if m.precision is Precision.DAY)
    marks = [m for m in told if m.role == "window" and m.begin != m.finish]
    return marks[-1].finish if marks and is_survey(reading, reading.sentences[before]) else None


def is_of_counted(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a time is of what those counted went through: "the number of PEOPLE KILLED IN MAY rose to 300"."""
    governor = draft.governor
    if draft.how != "link" or governor is None or mark.role != "window" or mark.first != governor.last + 1:
        return False
    near = reading.words[governor.first - 1 : max(governor.first, governor.last)]  # a noun, before its participle
    nouns = (phrase for word in near for phrase in reading.lexicon.starting(word))
    return mark.last < draft.quantity.first and any(phrase.table == "units" for phrase in nouns)
