"""The dated event of the text that a count comes from: by its place in the text, its kind or its name."""

from bisect import bisect_left, bisect_right
from dataclasses import replace

from stats.assembly.draft import Draft
from stats.assembly.when.joinedtimes import is_of_main_clause
from stats.assembly.when.otherevents import days_of_several, is_told_of_another
from stats.assembly.when.timeframe import frame_of, named_in
from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.readers.when.events import event_names, kinds_among
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Kind, Precision, Term

_LONG = 150  # words of a sentence that are asked for the countries they name
_OPENS = 4  # words that open a sentence with a place: "In Peru", "Over in Peru"
_HEADING = 8  # words of a heading that only names a place and what is told of it
_LONG_HEADING = 24  # words of one that opens with the place and a dash
_RECENT = 20  # events before a count among which one is of its place
_SEVERAL = 2  # named events in a text that tells them apart by name
_NEAR = 4  # sentences after a figure, or a headline, within which its event may be dated
_VIOLENT = frozenset(("fighting", "coup"))  # kinds of event
_LOCAL = frozenset(("slide", "accident", "fighting", "fire"))  # kinds of event that happen in one place
_NATURAL = frozenset(("quake", "storm", "flood", "eruption", "slide", "fire"))
# Those who crossed a border are elsewhere than what drove them.
_CROSSING = frozenset((Term.REFUGEE, Term.FLED, Term.RETURNED))


def own_event(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the dated event that a draft's count comes from, None where the text dates none of its own news.

    For a headline the text's first; else the last in the draft's paragraph, else one of the kind that the title names,
    else the last before it, else one told shortly after of a kind that the draft's sentence or the title names.
    """
    frame = frame_of(reading)
    before = reading.sentences[max(0, draft.sentence.index - 1)]
    told = (draft.sentence, *((before,) if before.paragraph == draft.sentence.paragraph else ()))
    if (named := next((m for s in told if (m := _named_event(reading, s)) is not None), None)) is not None:
        return named
    if not frame.news:
        return None
    first = frame.news[0]
    if draft.sentence.index == 0 and draft.sentence.shape == "head":
        return first if first.sentence <= _NEAR else None
    k = bisect_left(frame.news_starts, draft.quantity.start)
    if k:
        before_it = frame.news[max(0, k - _RECENT) : k]
        if not (news := [m for m in before_it if not _is_of_other_cause(reading, draft, m)]):
            return None
        last = _on_its_day(reading, draft, _of_place(reading, draft, news))
        if is_elsewhere(reading, draft, reading.sentences[last.sentence]) or turns_elsewhere(reading, draft, last):
            return None
        if (other := _other_kind(reading, draft, last)) is not None:
            return other
        if (several := days_of_several(reading, draft, news)) is not None:
            return several
        if reading.sentences[last.sentence].paragraph == draft.sentence.paragraph or shares_heading(
            reading, draft, last
        ):
            return last
        if frame.topic is not None and frame.topic.start < draft.quantity.start:
            return _on_its_day(reading, draft, frame.topic)
        since = frame.since
        return since if since is not None and since.start < draft.quantity.start else last
    if is_of_main_clause(reading, draft, first) or is_told_of_another(reading, draft, first):
        return None
    if first.event is None or _is_of_other_cause(reading, draft, first) or _is_of_other_place(reading, draft, first):
        return None
    known = first.event.kinds or _points_back(reading, first) or (frame.alone and first.event.verb)
    loose = (first.precision is not Precision.DAY and first.key != "ago") or not known
    if loose and draft.kind is not Kind.CUMULATIVE and first.sentence > draft.sentence.index:
        return None  # "Last week rain killed nine" further down dates no count before it
    titled = named_in(reading, reading.sentences[0])
    if first.sentence - draft.sentence.index > _NEAR:
        return first if frame.alone and first.event.kinds & titled else None
    near = draft.sentence.index == 0 or first.sentence == draft.sentence.index or draft.kind is Kind.CUMULATIVE
    near = near or draft.sentence.shape == "head"  # a title below the day of its paper
    near = near or bool(named_in(reading, draft.sentence) & _VIOLENT)  # "38 died in a RAID. … They fell on Alder on"
    known = bool(first.event.kinds) or near  # "on 23 May a house was levelled" dates nothing told before it
    if frame.alone and (first.event.verb or first.key == "event_ago") and not first.event.again and known:
        return first
    return first if first.event.kinds & (named_in(reading, draft.sentence) | titled) else None


def recalled_event(reading: Reading, draft: Draft) -> PeriodMark | None:
    """Return the event of long ago that a count names again as its doer: "A quake hit in 2019. … THE QUAKE destroyed".

    The last that its paragraph dates before it, of the kind named right before its verb by a word for what is known.
    """
    governor, words = draft.governor, reading.words
    if governor is None or draft.how != "before" or governor.first - 2 < draft.sentence.first:
        return None
    here = kinds_among(reading, governor.first - 1, governor.first)
    if not here or words[governor.first - 2] not in time_words(reading.lexicon).listed["definite"]:
        return None
    k = bisect_left(reading.periods, draft.quantity.start, key=lambda m: m.start)
    before = reversed(reading.periods[max(0, k - _RECENT) : k])
    near = (m for m in before if reading.sentences[m.sentence].paragraph == draft.sentence.paragraph)
    dated = (m for m in near if m.role == "window" and m.event is not None and m.begin is not None)
    return next((m for m in dated if m.event is not None and m.event.kinds & here and not m.event.again), None)


def _points_back(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a date's sentence opens with a word for what the one before told: "IT struck on Tuesday"."""
    opening = reading.words[reading.sentences[mark.sentence].first]
    return opening in time_words(reading.lexicon).listed["points_back"]


def _other_kind(reading: Reading, draft: Draft, event: PeriodMark) -> PeriodMark | None:
    """Return the dated event of a kind that a count's clause names, where the text's last is of another kind.

    "… who lost their homes in the QUAKE", in a text on a storm that dates the quake too.
    """
    if event.event is None or not event.event.kinds or event.sentence == draft.sentence.index:
        return None
    first = draft.governor.first if draft.governor is not None else draft.quantity.first
    low, high = min(first, draft.quantity.first) - _DOER, max(first, draft.quantity.last) + _DOER
    here = kinds_among(reading, max(draft.sentence.first, low), min(draft.sentence.last, high))
    if not here or not here.isdisjoint(event.event.kinds):
        return None
    told = frame_of(reading).telling
    return next((told[kind] for kind in sorted(here) if kind in told and told[kind].precision is Precision.DAY), None)


_DOER = 6  # tokens between what happened and the event that did it


def turns_elsewhere(reading: Reading, draft: Draft, event: PeriodMark) -> bool:
    """Tell whether a count's sentence turns from a local event to another place: "ELSEWHERE in Alder 14 moved"."""
    if event.sentence == draft.sentence.index or event.event is None or not event.event.kinds <= _LOCAL:
        return False
    elsewhere = reading.lexicon.asked("elsewhere")
    return elsewhere.last(reading.words, draft.sentence.first, draft.sentence.last) is not None


def _is_of_other_cause(reading: Reading, draft: Draft, event: PeriodMark) -> bool:
    """Tell whether a count's sentence tells of people's violence and an event is nature's, or the other way round."""
    if event.event is None or not event.event.kinds or event.sentence == draft.sentence.index:
        return False
    here, there = named_in(reading, draft.sentence), event.event.kinds
    return bool(here) and any(here <= a and there <= b for a, b in ((_VIOLENT, _NATURAL), (_NATURAL, _VIOLENT)))


def _is_of_other_place(reading: Reading, draft: Draft, event: PeriodMark) -> bool:
    """Tell whether an event told after a count has its own counts elsewhere: "115 died in A. … ON 3 MAY nine in B".

    A total of the whole country has no place, and an event of another kind at one place does not begin it.
    """
    if event.sentence not in frame_of(reading).numbers or event.sentence <= draft.sentence.index:
        return False
    if _points_back(reading, event):
        return False
    here, there = _named(reading, draft.sentence), _named(reading, reading.sentences[event.sentence])
    told = named_in(reading, draft.sentence) | named_in(reading, reading.sentences[0])
    local = draft.kind is Kind.CUMULATIVE and event.event is not None and event.event.kinds.isdisjoint(told)
    return bool(there and (here or (local and told))) and here.isdisjoint(there)


def _of_place(reading: Reading, draft: Draft, news: list[PeriodMark]) -> PeriodMark:
    """Return the last of some events, or the last that is told of a place that the draft's sentence names.

    "On 5 May floods hit Chikwawa. On 6 May a storm hit Nsanje. … In Chikwawa 12 died".
    """
    last = news[-1]
    if len(news) < _SEVERAL or last.sentence == draft.sentence.index:
        return last
    here = _named(reading, draft.sentence)
    if not here or here & _named(reading, reading.sentences[last.sentence]):
        return last
    return next((m for m in reversed(news) if here & _named(reading, reading.sentences[m.sentence])), last)


def _named(reading: Reading, sentence: Sentence) -> set[str]:
    """Return the names of the places that a sentence tells, but of countries."""
    known: dict[int, set[str]] = reading.memo.setdefault("place names", {})
    if sentence.index in known:
        return known[sentence.index]
    start, stop = reading.starts[sentence.first], reading.ends[min(sentence.last, sentence.first + _LONG) - 1]
    here = reading.within(reading.places, start, stop)
    found = (p for p in here if not (p.office or p.dateline or p.adjective or p.pointer or p.bare))
    names = {reading.text[p.start : p.end].casefold() for p in found if p.place is None or p.place.level != "country"}
    known[sentence.index] = names
    return names


def _on_its_day(reading: Reading, draft: Draft, event: PeriodMark) -> PeriodMark:
    """Return an event's span on the day inside it that the text tells after it: "last week. … On 7 August gunmen"."""
    loose = event.key == "weekend" or event.precision is Precision.WEEK
    if not loose or event.begin is None or event.finish is None or event.role != "window":
        return event
    for i in range(event.sentence + 1, min(event.sentence + 1 + _SOON, draft.sentence.index)):
        for mark in frame_of(reading).here.get(i, ()):
            known = mark.event is not None and bool(mark.event.kinds)
            day = mark.begin if mark.role == "window" and mark.begin == mark.finish and not known else None
            if day is not None and mark.answer < 0 and event.begin <= day <= event.finish:
                return replace(event, begin=day, finish=day, start=mark.start, end=mark.end, text=mark.text)
    return event


_SOON = 2  # sentences after an event's span that may tell its day


def _named_event(reading: Reading, sentence: Sentence) -> PeriodMark | None:
    """Return the day of the event that a sentence calls by its name, in a text with several: "Cyclone IDAI hit"."""
    names = event_names(reading)
    if len(names) < _SEVERAL:
        return None
    here = [w for w in reading.words[sentence.first : min(sentence.last, sentence.first + _LONG)] if w in names]
    if len(set(here)) != 1:
        return None
    days: dict[str, PeriodMark] | None = reading.memo.get("named events")
    if days is None:
        days = reading.memo["named events"] = {}
        for mark in reading.periods:
            if mark.event is None or mark.begin is None or mark.precision is not Precision.DAY or mark.event.again:
                continue
            home = reading.sentences[mark.sentence]
            told = {w for w in reading.words[home.first : min(home.last, home.first + _LONG)] if w in names}
            if len(told) == 1:
                days.setdefault(told.pop(), mark)
    return days.get(here[0])


def is_elsewhere(reading: Reading, draft: Draft, home: Sentence) -> bool:
    """Tell whether a count's sentence opens with another country than one before it names: "In Peru, 29 houses"."""
    first = draft.sentence.first
    if home is draft.sentence:
        return False
    over, below = _place_heading(reading, home), _place_heading(reading, draft.sentence)
    if over is not None and below is not None and over is not below:
        return True  # "PERU …": what stands under it is not dated by what is told under "BOLIVIA"
    if below is not None and over is None and home.index < below.index:
        here = _countries(reading, below.first, below.last)
        there = _countries(reading, home.first, min(home.last, home.first + _LONG))
        there |= _countries(reading, reading.sentences[0].first, min(reading.sentences[0].last, _LONG))
        return bool(here and there) and here.isdisjoint(there)
    if draft.term in _CROSSING:
        return False
    here = _countries(reading, first, first + _OPENS)
    there = _countries(reading, home.first, min(home.last, home.first + _LONG)) if here else set()
    return bool(here and there) and here.isdisjoint(there)


def shares_heading(reading: Reading, draft: Draft, event: PeriodMark) -> bool:
    """Tell whether a count stands under the place's name under which an event is told: "PERU", "BOLIVIA"."""
    over = _place_heading(reading, reading.sentences[event.sentence])
    return over is not None and over is _place_heading(reading, draft.sentence)


def _place_heading(reading: Reading, sentence: Sentence) -> Sentence | None:
    """Return the short heading with a place's name under which a sentence stands, None under none but the title."""
    named: list[int] | None = reading.memo.get("place headings")
    if named is None:
        named = reading.memo["place headings"] = [s.index for s in reading.sentences if _heads_place(reading, s)]
    k = bisect_right(named, sentence.index)
    return reading.sentences[named[k - 1]] if k else None


def _heads_place(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence is a short heading with a place's name; the title, if it is but the name."""
    long = sentence.last - sentence.first
    if sentence.shape != "head" or long > _LONG_HEADING:
        return False
    start, end = reading.starts[sentence.first], reading.ends[sentence.last - 1]
    places = reading.within(reading.places, start, end)
    if long > _HEADING:  # "Peru – Mudslide (National Institute of Civil Defence, Daily Flash of 27 March)"
        dashes = time_words(reading.lexicon).dashes
        opens = bool(places) and places[0].start == start
        return opens and reading.words[reading.token_at(places[0].end - 1) + 1] in dashes
    return bool(places) and (sentence.index > 0 or (places[0].start, places[0].end) == (start, end))


def _countries(reading: Reading, first: int, stop: int) -> set[str]:
    """Return the countries of the places that tokens [first, stop) name."""
    here = reading.within(reading.places, reading.starts[first], reading.ends[min(stop, len(reading.ends)) - 1])
    named = (p for p in here if not (p.office or p.dateline or p.adjective))
    return {p.country for p in named if p.country is not None}
