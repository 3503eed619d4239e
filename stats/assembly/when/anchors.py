"""The day of the event that words such as "since the offensive began" or "before the war" lean on."""

from bisect import bisect_left
from datetime import date, timedelta

from stats.assembly.when.timeframe import frame_of
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Precision

_BEFORE = 40  # times before "since the truce" among which the truce may be dated
_ANY = "crisis"  # the kind of event that may be any: "since the crisis began"
_FIGHTING = "fighting"
_STEM = 6  # letters that "attack" and "attacked" share


def anchor_day(reading: Reading, mark: PeriodMark) -> date | None:
    """Return the first day of the event named after "since" or "after", where the text dates an event of its kind."""
    frame = frame_of(reading)
    inner = inner_time(reading, mark)
    if inner is not None:
        return inner.begin
    for other in frame.here.get(mark.sentence, ()):
        event = other.event
        if event is not None and other is not mark and not event.again and event.kinds & mark.anchor:
            return other.begin
    if mark.role == "event" and (named := _named_day(reading, mark)) is not None:
        return named
    # what happens after a raid follows the text's news of one; what goes on since the war, its first telling
    told = frame.telling | frame.kinds if mark.role == "after" else frame.telling
    found = [told[kind] for kind in mark.anchor if kind in told and told[kind] is not mark]
    nouns = _nouns(reading, mark)  # the war of 2001 is not "the fighting" of which it is told since when
    found = [m for m in found if m.precision is not Precision.YEAR or _names(reading, m, nouns)]
    if not found and mark.anchor and frame.alone and frame.news[0] is not mark and not _was_again(frame.news[0]):
        return frame.news[0].begin
    if not found and _ANY in mark.anchor:
        found = [m for m in frame.news[:1] if m is not mark and m.event is not None and m.event.ongoing]
    return min(found, key=lambda m: m.start).begin if found else None


def _named_day(reading: Reading, mark: PeriodMark) -> date | None:
    """Return the day told beside the very noun after "since": "The TRUCE took effect ON 10 MAY. Since the truce, 34".

    In a text that dates the raid and the invasion, "since the invasion began" is since the invasion.
    """
    nouns = _nouns(reading, mark)
    k = bisect_left(reading.periods, mark.start, key=lambda m: m.start)
    near = (m for m in reading.periods[max(0, k - _BEFORE) : k] if m.sentence < mark.sentence)
    days = [m for m in near if m.role == "window" and m.key in _DATED and m.begin and not _was_again(m)]
    told = ((_far(reading, m, nouns), m.begin) for m in days)
    beside = min((pair for pair in told if pair[0] <= _NAMED), default=None, key=lambda pair: pair[0])
    if beside is None and not mark.anchor:
        return next((m.begin for m in reversed(days) if _names(reading, m, nouns)), None)
    return beside[1] if beside is not None else None


def _nouns(reading: Reading, mark: PeriodMark) -> set[str]:
    """Return the nouns for events in a time, else its last word: "since the ground INVASION began", "the TRUCE"."""
    words, kinds = reading.words, time_words(reading.lexicon).kinds
    return {w for w in words[mark.first : mark.last + 1] if w in kinds} if mark.anchor else {words[mark.last]}


def _far(reading: Reading, mark: PeriodMark, nouns: set[str]) -> int:
    """Return how many tokens a time is from one of some nouns in its sentence; more than any reach without one."""
    home, words = reading.sentences[mark.sentence], reading.words
    near = range(max(home.first, mark.first - _NAMED), min(home.last, mark.last + _NAMED + 1))
    return min((abs(k - mark.first) for k in near if words[k] in nouns), default=_NAMED + 1)


def _names(reading: Reading, mark: PeriodMark, nouns: set[str]) -> bool:
    """Tell whether the sentence of a time holds one of some nouns."""
    return not nouns.isdisjoint(reading.words[_words(reading, mark)])


_DATED = frozenset(("on", "between", "ago", "weekend", "overnight"))  # not "less than three weeks ago"
_NAMED = 8  # tokens from an event's name to its day


def day_after(reading: Reading, mark: PeriodMark) -> date | None:
    """Return the day so long after an event that the text dates: "A quake struck on 3 May. FOUR DAYS AFTER THE QUAKE".

    None where that is about the day of publication, which such words tell of most often.
    """
    published = reading.published
    if mark.key != "event_ago" or mark.begin is None or published is None or mark.precision is Precision.YEAR:
        return None
    named = mark.event.kinds if mark.event is not None else mark.anchor
    told = frame_of(reading).telling
    days = (told[kind] for kind in sorted(named) if kind in told and told[kind].precision is Precision.DAY)
    struck = next((m.begin for m in days if m.key == "on"), None)  # not "the volcano's last eruption, in 2002"
    day = struck + (published - mark.begin) if struck is not None else None
    return day if day is not None and published - day > _ABOUT_NOW else None


_ABOUT_NOW = timedelta(days=4)


def inner_time(reading: Reading, mark: PeriodMark) -> PeriodMark | None:
    """Return the time inside a longer one: "since fighters overran it AT THE WEEKEND", "after THE WEEKEND'S deluge"."""
    here = frame_of(reading).here.get(mark.sentence, ())
    return next((m for m in here if m.role == "inner" and mark.first < m.first <= mark.last), None)


def _words(reading: Reading, mark: PeriodMark) -> slice:
    """Return the tokens of the sentence of a time expression."""
    sentence = reading.sentences[mark.sentence]
    return slice(sentence.first, sentence.last)


def event_day(reading: Reading, mark: PeriodMark) -> date | None:
    """Return the first day of the event named after "before", where the text dates one of that very name.

    "Before the war" is not before the one attack that a text dates.
    """
    frame = frame_of(reading)
    told = {kind: m for kind, m in (frame.telling | frame.kinds).items() if m.precision is not Precision.YEAR}
    found = [told[kind] for kind in mark.anchor if kind in told]
    if _FIGHTING in mark.anchor:
        named = reading.words[mark.last][:_STEM]
        found = [m for m in found if named in _event_words(reading, m)]
    if not found and _ANY in mark.anchor:
        found = frame.news[:1]
    return min(found, key=lambda m: m.start).begin if found else None


def _event_words(reading: Reading, mark: PeriodMark) -> set[str]:
    """Return the words for fighting in the sentence of a date, without their endings."""
    kinds, sentence = time_words(reading.lexicon).kinds, reading.sentences[mark.sentence]
    return {w[:_STEM] for w in reading.words[sentence.first : sentence.last] if kinds.get(w) == _FIGHTING}


def _was_again(mark: PeriodMark) -> bool:
    """Tell whether a date only tells when an event began anew."""
    return mark.event is not None and mark.event.again
