"""The dated events that a text reports as its news, and the day that its first sentences tell."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import takewhile

from stats.assembly.when.eventtimes import EVENT_AGE
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.readers.when.events import event_kind, is_fought, kinds_among
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Precision

_LATE = timedelta(days=200)  # the one event of a late report
LEAD = 4  # sentences at the top that tell the news
_ROUGHLY = 3  # days: "a week after" may be told on the eighth


def is_news(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a dated event is recent enough to be what the text reports."""
    event, published = mark.event, reading.published
    if event is None or mark.begin is None or not (event.kinds or event.verb):
        return False
    if event.ongoing and not event.kinds and event.verb:
        return False  # "an appeal launched on 3 May"
    if mark.role == "since" and only_changed(reading, mark):
        return False
    if mark.precision is Precision.YEAR and mark.sentence > 1:
        return False
    years = mark.role == "window" and mark.precision is Precision.YEAR
    if years and mark.finish is not None and mark.begin.year < mark.finish.year:
        return False  # "the 2016-17 season" began on no first of January
    # "between May and now" is as young as its end
    until_now = mark.key == "between" and mark.finish == published and mark.precision is not Precision.DAY
    last = mark.finish if mark.finish and (mark.precision is Precision.YEAR or until_now) else mark.begin
    return published is None or published - last <= EVENT_AGE


def only_changed(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether an event that had begun already only changed since a day: "the fire HAS DOUBLED SINCE Sunday"."""
    home, words = reading.sentences[mark.sentence], reading.words
    before = range(mark.first - 1, max(home.first, mark.first - _CHANGED) - 1, -1)
    after = range(mark.last + 1, min(home.last, mark.last + 1 + _CHANGED))
    clause = takewhile(lambda k: words[k] not in ",;:", after if mark.first <= home.first + 1 else before)
    changed = time_words(reading.lexicon).listed["changed"]
    return any(words[k] in changed for k in clause)


_CHANGED = 12  # words from "since Sunday" to "has doubled"


def old_event(reading: Reading, periods: Iterable[PeriodMark]) -> list[PeriodMark]:
    """Return the one event that a late report dates, and at its head: "the storm that hit on 30 June"."""
    days = [m for m in periods if m.event is not None and m.begin is not None and m.role == "window"]
    if len({m.begin for m in days}) != 1 or reading.published is None or days[0].begin is None:
        return []
    first, event = days[0], days[0].event
    told = event is not None and (event.verb or event.ongoing or first.begin != first.finish)
    struck = told and event is not None and not event.again and first.precision is Precision.DAY
    near = first.sentence < LEAD and reading.published - days[0].begin <= _LATE
    return [first] if struck and near else []


def set_aside(reading: Reading, news: Sequence[PeriodMark]) -> list[PeriodMark]:
    """Return the events of a text's news without those told more closely, or only in passing."""
    aside = {id(mark) for mark in (*_told_roughly(news), *told_in_passing(reading, news))}
    return [mark for mark in news if id(mark) not in aside]


def told_in_passing(reading: Reading, news: Sequence[PeriodMark]) -> list[PeriodMark]:
    """Return the events that a sentence recalls behind its own, told with the day it opens with.

    "ON 9 MAY soldiers raided Alder, home of a man who had attacked a bus ON 2 APRIL. Nine people were hurt."
    """
    opened: dict[int, date] = {}
    recalled: list[PeriodMark] = []
    for mark in news:
        day, event = mark.begin, mark.event
        if day is None or event is None:
            continue
        opening = opened.get(mark.sentence)
        if opening is not None and day < opening:
            recalled.append(mark)
        opens = mark.first <= reading.sentences[mark.sentence].first + 1 and mark.precision is Precision.DAY
        if opens and mark.role == "window" and event.verb and not event.ongoing:
            opened[mark.sentence] = day
    return recalled


def _told_roughly(news: Sequence[PeriodMark]) -> list[PeriodMark]:
    """Return the times that only tell roughly of an event whose day is told as well: "One week after the quake"."""
    days: dict[str, set[date]] = {}
    for mark in news:
        if mark.key == "on" and mark.event is not None and mark.begin is not None:
            for kind in mark.event.kinds:
                days.setdefault(kind, set()).add(mark.begin)
    near = [timedelta(days=n) for n in range(-_ROUGHLY, _ROUGHLY + 1)]
    return [
        m
        for m in news
        if m.key == "event_ago" and m.event is not None and m.begin is not None
        and any(m.begin + n in days.get(kind, ()) for kind in m.event.kinds for n in near)
    ]  # fmt: skip


def narrow(reading: Reading, news: list[PeriodMark]) -> None:
    """Set an event's span to the day inside it on which the text says that it struck: "last week", "on Sept. 27"."""
    struck = [m for m in news if m.event is not None and m.event.verb and not m.event.ongoing and not m.event.again]
    struck = [m for m in struck if not (_are_several(reading, m) or _counts_all(reading, m))]
    kinds: dict[date, frozenset[str]] = {}
    for mark in struck:
        if mark.begin is not None and mark.begin == mark.finish and mark.event is not None:
            kinds[mark.begin] = kinds.get(mark.begin, frozenset()) | mark.event.kinds
    days = sorted(kinds)
    for mark in struck:
        loose = mark.precision is not Precision.DAY or mark.key == "weekend"
        if mark.role not in ("window", "inner") or not loose or mark.event is None:
            continue
        if mark.begin is None or mark.finish is None:
            continue
        inside = days[bisect_left(days, mark.begin) : bisect_right(days, mark.finish)]
        day = next((d for d in inside if kinds[d] & mark.event.kinds), None)
        if day is not None:
            mark.begin = mark.finish = day


def _are_several(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a span of days right behind events tells when they all were: "in RAIDS LAST WEEK"."""
    k, plural = mark.first - 1, reading.lexicon.grammar.get("plural", "s")
    span = mark.precision is not Precision.DAY
    return span and k > 0 and reading.words[k].endswith(plural) and event_kind(reading, k) is not None


def _counts_all(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a span is that of all that has been counted in it: "slides HAVE KILLED 18 people THIS MONTH"."""
    home = reading.sentences[mark.sentence]
    numbers = [q.first for q in reading.numbers_in(home) if home.first < q.first < mark.first]
    perfect = reading.lexicon.asked("perfect", "words").by_last
    told = reading.words[max(home.first, numbers[-1] - _PERFECT) : mark.first] if numbers else []
    return any(word in perfect for word in told)


_PERFECT = 6  # tokens from "have killed" to its number


def is_lead(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a date is the one that a text's first sentences, which count nobody, tell their news of."""
    if mark.sentence >= LEAD or mark.role != "window" or mark.precision is not Precision.DAY or mark.begin is None:
        return False
    if mark.answer >= 0:
        return False
    sentence, time = reading.sentences[mark.sentence], time_words(reading.lexicon)
    if is_fought(reading, time, mark.first, sentence.first):
        return False
    if sentence.shape == "prose" and not kinds_among(reading, sentence.first, sentence.last):
        return False  # "The sun came out on Monday", "spoke in Geneva on 8 April"
    titles = sentence.shape == "head" and mark.begin == mark.finish
    if titles and not time.listed["reports"].isdisjoint(reading.words[sentence.first : mark.first]):
        return False  # "Flash UPDATE, 8 May": the day it came out
    return reading.published is None or (mark.begin == mark.finish and reading.published - mark.begin <= EVENT_AGE)
