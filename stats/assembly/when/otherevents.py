"""Events of a text that are not the one of a count, and those that are its own together: "the two quakes"."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from stats.assembly.draft import Draft
from stats.assembly.when.eventtimes import is_anothers, is_new
from stats.assembly.when.timeframe import frame_of, named_in
from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.readers.when.events import event_kind
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Kind

_LONG = 150  # words of a sentence that are asked for the events they name


def is_told_of_another(reading: Reading, draft: Draft, event: PeriodMark) -> bool:
    """Tell whether an event told after a count is another than the count's: it says so, is older, or has its own count.

    "Five died in Alder. A SIMILAR BLAST on 4 April …", "… A BLAST on 4 April KILLED 30". What the title names is the
    text's own.
    """
    if event.sentence <= draft.sentence.index or draft.kind is Kind.CUMULATIVE or event.event is None:
        return False
    if is_anothers(reading, event):
        return True
    day, published = event.begin, reading.published
    old, top = day is not None and published is not None and published - day > _TOLD_LATER, reading.sentences[0]
    if old and (top.shape != "head" or event.event.kinds.isdisjoint(named_in(reading, top))):
        return True
    told = reading.cues(reading.sentences[event.sentence]).all("terms")
    numbers = frame_of(reading).numbers.get(event.sentence, ())
    if _was_counted_before(reading, event, numbers):
        return True
    return bool(numbers) and any(c.phrase.key == draft.term for c in told) and is_new(reading, event)


def _was_counted_before(reading: Reading, event: PeriodMark, numbers: Sequence[int]) -> bool:
    """Tell whether a day is that of a count which came before: "the raid comes AFTER 25 people were killed ON MONDAY".

    numbers: the first tokens of the sentence's numbers.
    """
    low = max(reading.sentences[event.sentence].first, event.first - _BEFORE)
    afterwards = time_words(reading.lexicon).listed["afterwards"]
    opens = next((k for k in range(event.first - 1, low, -1) if reading.words[k] in afterwards), None)
    return opens is not None and any(opens < k < event.first for k in numbers)


_BEFORE = 15  # tokens from "after" to the day of what came before


_TOLD_LATER = timedelta(days=10)  # a text that tells its event after a count tells it soon


def days_of_several(reading: Reading, draft: Draft, news: list[PeriodMark]) -> PeriodMark | None:
    """Return the days of all events of a kind, which a count's sentence names together: "THE two QUAKES left 900".

    news: the events before it. None where it names none so, or one event alone is told.
    """
    kinds = _named_together(reading, draft.sentence)
    told = [m for m in news if m.event is not None and m.event.kinds & kinds and m.role == "window"] if kinds else []
    days = sorted({day for m in told for day in (m.begin, m.finish) if day is not None})
    if len({m.begin for m in told}) < 2:
        return None
    return replace(told[-1], begin=days[0], finish=days[-1])


def _named_together(reading: Reading, sentence: Sentence) -> frozenset[str]:
    """Return the kinds of event that a sentence names by a plural as known: "IN THE ATTACKS", "THE TWO QUAKES"."""
    plural, words, known = reading.lexicon.grammar.get("plural", "s"), reading.words, time_words(reading.lexicon)
    found = set()
    for k in range(sentence.first + 1, min(sentence.last, sentence.first + _LONG)):
        kind = event_kind(reading, k) if words[k].endswith(plural) else None
        if kind is None or words[k].removesuffix(plural) not in known.kinds or kind in _WEATHER:
            continue
        if not known.listed["definite"].isdisjoint(words[max(sentence.first, k - _DEFINITE) : k]):
            found.add(kind)
    return frozenset(found)


_WEATHER = frozenset(("flood",))  # kinds of event that are told in the plural though they are one: "the floods"
_DEFINITE = 2  # tokens from "the" to an event: "the two quakes"
