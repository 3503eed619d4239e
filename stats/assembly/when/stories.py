"""The time of the story that a count goes on with: "Gunmen rode in on Monday. They killed three"."""

from dataclasses import replace

from stats.assembly.draft import Draft
from stats.assembly.when.eventof import is_elsewhere, turns_elsewhere
from stats.assembly.when.lengths import is_measured
from stats.assembly.when.newsdays import told_in_passing
from stats.assembly.when.sincedays import counts_people
from stats.assembly.when.tenses import has_happened, is_perfect
from stats.assembly.when.timeframe import frame_of, named_in
from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.readers.when.events import is_fought
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Kind, Precision

_NO_STORY = frozenset(("state", "frame", "inner", "said", "now"))
_STORY = 2  # sentences before a flow that may tell when its story happens
_SCENE = 5  # the same of a stretch of days that opens one of them
_SPANS = frozenset(("between", "on"))


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
        if not near or (counts_people(reading, sentences[i]) and not pointing):
            day = _day_of_scene(reading, draft, sentences[i]) if near and i == index - 1 else None
            return day or _span_before(reading, draft, i)
        marks = [m for m in frame.here.get(i, ()) if m.role not in _NO_STORY and m.answer < 0]
        marks = [m for m in marks if not is_fought(reading, time_words(reading.lexicon), m.first, sentences[i].first)]
        free = (q for q in reading.numbers_in(sentences[i]) if not any(m.first <= q.first <= m.last for m in marks))
        if any(is_measured(reading, q) for q in free):
            marks = [m for m in marks if m.event is not None]  # not "the river stood at 2.4 metres on 25 August"
        if any(m.role == "event" and m.begin is None for m in marks):
            return None  # "Since the truce, agreed on Saturday, most are back"
        if marks:
            recalled = {id(m) for m in told_in_passing(reading, marks)}
            told = next(m for m in reversed(marks) if id(m) not in recalled)
            since = told.role == "since" and bool(named_in(reading, sentences[i]))  # "fighting has gone on since 3 May"
            dated = (told.role == "window" or since) and told.begin is not None
            loose = told.precision is Precision.YEAR and not (pointing and _opens_account(reading, draft, told))
            return told if dated and not loose else None
    return None


def _opens_account(reading: Reading, draft: Draft, year: PeriodMark) -> bool:
    """Tell whether a year opens the sentence on what a count tells more of: "IN 2014 raiders came. They shot 9"."""
    opens = year.first <= reading.sentences[year.sentence].first + 1 and year.sentence + 1 == draft.sentence.index
    told = year.event is not None and (year.event.verb or bool(year.event.kinds))
    return opens and told and not has_happened(reading, draft)


def _day_of_scene(reading: Reading, draft: Draft, before: Sentence) -> PeriodMark | None:
    """Return the one day of a sentence with a count of its own that the next goes on with.

    "On Tuesday 200 FIGHTERS CAME to Alder. They shot nine people", but not "By Tuesday 200 had fled; nine had died".
    """
    told = [m for m in frame_of(reading).here.get(before.index, ()) if m.role not in _NO_STORY and m.answer < 0]
    if len(told) != 1 or told[0].role != "window" or told[0].key == "alone" or draft.how not in ("before", "after"):
        return None
    if told[0].begin is None or told[0].begin != told[0].finish:
        return None
    if is_elsewhere(reading, draft, before) or turns_elsewhere(reading, draft, told[0]):
        return None
    if any(c.phrase.key == Kind.CUMULATIVE for c in reading.cues(before).all("kinds")):
        return None  # "The toll stood at 157 on Monday"
    verb = draft.governor.first if draft.governor is not None else 0
    clause = reading.words[draft.sentence.first : max(draft.quantity.first, verb)]
    return told[0] if reading.lexicon.words("perfect").isdisjoint(clause) else None


def _span_before(reading: Reading, draft: Draft, index: int) -> PeriodMark | None:
    """Return the days that counts before a flow open with: "FROM 3 TO 6 MAY raids displaced 900. Twelve died".

    index: of the sentence from which on they are sought, backward until one tells a time, in the flow's paragraph.
    """
    for i in range(index, max(-1, draft.sentence.index - 1 - _SCENE), -1):
        if reading.sentences[i].paragraph != draft.sentence.paragraph:
            return None
        told = [m for m in frame_of(reading).here.get(i, ()) if m.role not in _NO_STORY]
        if told:
            span = told[0]
            opens = span.first <= reading.sentences[i].first + 1 and span.role == "window" and span.key in _SPANS
            if not opens or span.begin is None or span.begin == span.finish or span.precision is Precision.YEAR:
                return None
            if span.key == "on" and is_perfect(reading, draft, "words"):
                return None  # "In March raids killed 900. Some 700 HAVE fled"
            # "In March raids killed 900, up from 300 IN FEBRUARY": what they are measured against was before
            before = all(m.finish is not None and m.finish < span.begin for m in told[1:])
            return replace(span, event=None) if before else None
    return None
