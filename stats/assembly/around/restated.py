"""Counts that a text tells again, or goes on from: they take the days of the count they belong to."""

from collections.abc import Sequence
from datetime import timedelta

from stats.assembly.around.divided import AGAIN, AWAY, PARTS, divide, take
from stats.assembly.around.partdays import breaks_down, of_span
from stats.assembly.around.repeated import is_title, repeat
from stats.assembly.counted.lines import LINES
from stats.assembly.draft import AS_BEFORE, Draft
from stats.assembly.kinds.parts import was_added
from stats.assembly.kinds.states import is_brought
from stats.assembly.when.dating import AROUND, EVENT
from stats.assembly.when.eventof import is_elsewhere, own_event
from stats.assembly.when.eventtimes import EVENT_AGE
from stats.assembly.when.sincedays import LOST
from stats.assembly.when.stories import points_back
from stats.assembly.when.timeframe import named_in
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.vocabulary import Kind, PeriodRule, Term

_PAST = frozenset((PeriodRule.EVENT, PeriodRule.LOOK_BACK))  # how past states are told: "before the war", "a year ago"
_OPENING = 6  # tokens at a sentence's head that tell that it breaks down what was counted before it
_NIGHT = timedelta(days=1)  # what happened in a night is told of two days
_HARMED = LOST - {Term.KILLED, Term.MISSING, Term.HOMELESS}
_ON_THE_DAY = frozenset((Term.KILLED, Term.INJURED, Term.MISSING, Term.HOUSING_DESTROYED, Term.HOUSING_DAMAGED))


def share_windows(reading: Reading, drafts: Sequence[Draft]) -> None:
    """Give dated drafts without time words of their own the window of the count they repeat or go on from.

    A headline's number takes the days of the same number below; a number told again those of the first; a state or a
    running total those of the one told right before it; deaths and damage those of the day told right before.
    drafts: all of a text in order, each after date_draft.
    """
    for i, draft in enumerate(drafts):
        told = "period" in draft.evidence and draft.implied.get("period") is None
        if (told or draft.kind is Kind.STOCK) and not draft.forecast:
            divide(drafts, i)
    for i, draft in enumerate(drafts):
        head = draft.sentence.shape == "head" and draft.implied.get("period") == EVENT
        dated = "period" in draft.evidence and not head
        around = draft.implied.get("period") == AROUND
        toll = _breaks_down(reading, drafts, i) if dated and not draft.forecast else None
        beside = toll is not None and toll.sentence is draft.sentence
        if toll is not None and beside and toll.evidence.get("period") == draft.evidence["period"]:
            draft.kind, draft.parent = Kind.CUMULATIVE, draft.parent or toll
            draft.implied["kind"] = "as the whole"
            take(draft, toll)
            continue
        if dated and draft.period_rule is PeriodRule.LOOK_BACK and is_title(draft):
            repeat(reading, drafts, i, exact=True)  # "40,000 flee in ten days", "from 11 to 20 May, 40,600 fled"
        if draft.forecast or (dated and not around and draft.implied.get("period") != EVENT):
            continue
        toll = _breaks_down(reading, drafts, i)
        if toll is not None:
            draft.kind, draft.parent = Kind.CUMULATIVE, draft.parent or toll
            draft.implied["kind"] = "as the whole"
            take(draft, toll)
            continue
        if around and (struck := _struck_before(drafts, i)) is not None:
            take(draft, struck)
        if draft.implied.get("period") == EVENT and i and _is_told_on(reading, drafts[i - 1], draft):
            take(draft, drafts[i - 1])
            continue
        if draft.implied.get("period") == EVENT and (spanned := of_span(drafts, i)) is not None:
            take(draft, spanned)
            continue
        if dated:
            continue
        before = drafts[i - 1] if i else None
        if before is not None and _counts_on(reading, before, draft):
            draft.kind = Kind.CUMULATIVE
            draft.implied["kind"] = AS_BEFORE
            take(draft, before)
        elif before is not None and not before.forecast and (
            _goes_on(reading, before, draft) or _is_of_those(reading, before, draft)
        ):
            take(draft, before)
            if draft.period_rule is PeriodRule.EVENT and before.term in _ON_THE_DAY and draft.term in AWAY:
                draft.period_end = reading.published or draft.period_end  # they leave from the raid's day on
        elif draft.kind is not Kind.STOCK:
            repeat(reading, drafts, i)


def bind_whole(reading: Reading, drafts: Sequence[Draft], i: int) -> None:
    """Make a count a part of the one told in the sentence before: "Nine died. Among the dead were two boys".

    drafts: all of a text in order, those before i with their kind. One of the same term and unit, and no smaller, is
    the whole; what breaks it down opens its sentence with words of `parts`, or goes on with "of these".
    """
    draft = drafts[i]
    if draft.parent is not None or draft.term is None or not _opens_parts(reading, draft):
        return
    for other in reversed(drafts[max(0, i - PARTS) : i]):
        apart = draft.sentence.index - other.sentence.index
        lined = draft.sentence.shape in LINES and other.sentence.shape == draft.sentence.shape
        if apart > 1 or not (lined or other.sentence.paragraph == draft.sentence.paragraph):
            return
        fits = other.term is draft.term and other.unit is draft.unit
        if fits and apart and other.value >= draft.value and not other.forecast:
            draft.parent = other
            return


def _opens_parts(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count's sentence opens with what it breaks down: "The dead include", "Among them were"."""
    words, quantity, first = reading.words, draft.quantity, draft.sentence.first
    of_them = reading.lexicon.asked("of_them")
    if of_them.last(words, quantity.last + 1, draft.sentence.last) is not None:
        return True
    if draft.sentence.shape in LINES and of_them.last(words, first, quantity.first) is not None:
        return True  # "Families hit in 2022: 36,077", "Of which confined: 15,761"
    opening = words[first : min(first + _OPENING, quantity.first)]
    return not time_words(reading.lexicon).listed["parts_open"].isdisjoint(opening)


def _breaks_down(reading: Reading, drafts: Sequence[Draft], i: int) -> Draft | None:
    """Return the toll that a count of deaths without a time breaks down: "… rose to 253. Araria had 57, Katihar 23"."""
    draft = drafts[i]
    if draft.kind is Kind.FLOW and draft.term in _HARMED:
        return breaks_down(reading, drafts, i)
    if draft.term is not Term.KILLED or draft.kind is not Kind.FLOW:
        return None
    if draft.increment or draft.sentence.shape == "head" or _opens_elsewhere(reading, draft):
        return None
    first, afterwards = draft.quantity.first, time_words(reading.lexicon).listed["afterwards"]
    beside = (d for d in drafts[max(0, i - 1) : i + 2] if d is not draft and d.sentence is draft.sentence)
    listed = any(d.term is Term.KILLED for d in beside)  # a list may stand in a paragraph of its own
    for other in reversed(drafts[max(0, i - PARTS) : i]):
        if draft.sentence.paragraph - other.sentence.paragraph > listed:
            return None
        since = other.quantity.last if other.sentence is draft.sentence else max(draft.sentence.first, first - 1)
        if not afterwards.isdisjoint(reading.words[since:first]):
            return None  # "the toll rose to 34 AFTER crews pulled out four bodies"
        if other.term is Term.KILLED and other.kind is Kind.CUMULATIVE and other.said is Kind.CUMULATIVE:
            return other if other.value > draft.value and other.unit is draft.unit else None
    return None


def _opens_elsewhere(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count's sentence turns to another place: "IN NEIGHBOURING Benue 24 were killed"."""
    elsewhere = reading.lexicon.asked("elsewhere")
    return elsewhere.last(reading.words, draft.sentence.first, draft.sentence.last) is not None


def _counts_on(reading: Reading, before: Draft, draft: Draft) -> bool:
    """Tell whether a count goes on with a running total: "Since 1 May 900 were affected. As a result 12 died"."""
    if draft.kind is not Kind.FLOW or before.kind is not Kind.CUMULATIVE or draft.sentence.shape == "head":
        return False
    if draft.sentence.paragraph != before.sentence.paragraph or draft.sentence.index - before.sentence.index > 1:
        return False
    if before.sentence is draft.sentence and (before.same_as or before).implied.get("kind") == AS_BEFORE:
        return True
    if reading.lexicon.asked("outcomes").last(reading.words, draft.sentence.first, draft.sentence.last) is not None:
        return before.sentence is not draft.sentence
    if was_added(reading, draft, before):
        return False  # "… to 189, after crews identified a further eight"
    if draft.increment and ({draft.term, before.term} <= AWAY or {draft.term, before.term} <= LOST):
        return True  # "since May 900 have fled to Chad. Another 300 were uprooted within the country"
    since = before.period_start is not None and before.period_rule is not PeriodRule.EVENT and not before.increment
    alike = {draft.term, before.term} <= LOST - {Term.MISSING} and not named_in(reading, draft.sentence)
    if since and alike and before.sentence is not draft.sentence:
        return True  # "rain since 14 December has wrecked 365 homes. The agency lists 36 people as homeless"
    event = own_event(reading, draft)
    return event is not None and event.role == "since" and before.evidence.get("period") == (event.start, event.end)


def _goes_on(reading: Reading, before: Draft, draft: Draft) -> bool:
    """Tell whether a count is told in one breath with the one before it."""
    paragraphs = draft.sentence.paragraph - before.sentence.paragraph
    if draft.kind is not Kind.FLOW:
        near = paragraphs == 0 and draft.sentence.index - before.sentence.index <= 1
        past = before.kind is Kind.STOCK and (before.period_rule in _PAST or _is_compared(reading, before))
        brought = before.sentence is draft.sentence and draft.kind is Kind.CUMULATIVE and is_brought(reading, draft)
        if draft.kind is Kind.CUMULATIVE and before.term is draft.term and before.unit is draft.unit:
            brought = brought or draft.value > before.value  # "stood at nine on Monday. It has risen to 12"
        return near and before.kind is draft.kind and not past and not brought  # "since May 900 fled, BRINGING to 70"
    if draft.sentence.shape == "head" or before.kind is not Kind.FLOW:
        return False
    tolls = {before.term, draft.term} <= _ON_THE_DAY
    next_told = paragraphs == 0 and draft.sentence.index - before.sentence.index <= 1
    same = tolls and next_told and _names_no_other(reading, before, draft)
    if is_elsewhere(reading, draft, before.sentence) and not same:
        return False
    if before.sentence is draft.sentence and before.implied.get("period"):  # neither has a time of its own
        return True
    if (before.term is draft.term or tolls) and next_told:
        return not _turns_from_history(reading, before, draft)
    if _is_history(reading, before) and paragraphs == 0 and draft.sentence.index - before.sentence.index == 1:
        # "In 2019 a cyclone killed 60 people. IT also drove out 3,000"
        return points_back(reading, draft) and not _turns_from_history(reading, before, draft)
    if not tolls:
        return False
    begin, end = before.period_start, before.period_end
    return begin is not None and end is not None and end - begin <= _NIGHT and paragraphs <= 1


def _names_no_other(reading: Reading, before: Draft, draft: Draft) -> bool:
    """Tell whether a count in another country names no other event: "the quake killed 450. IN IRAQ seven died"."""
    return named_in(reading, draft.sentence) <= named_in(reading, before.sentence)


def _turns_from_history(reading: Reading, before: Draft, draft: Draft) -> bool:
    """Tell whether a count is of the news, told after one of long ago: "In 2019 60 died. This one HAS killed 12"."""
    governor = draft.governor
    if governor is None or not _is_history(reading, before):
        return False
    now = reading.lexicon.asked("perfect", "words").by_last
    return any(word in now for word in reading.words[max(draft.sentence.first, governor.first - 2) : governor.first])


def _is_history(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count is of a time too long ago to be the text's own news."""
    end, published = draft.period_end, reading.published
    return published is not None and end is not None and published - end > EVENT_AGE


def _is_told_on(reading: Reading, before: Draft, draft: Draft) -> bool:
    """Tell whether a count goes on from one with days of its own, while its event is told in another paragraph."""
    if draft.kind is not Kind.FLOW or before.kind is not Kind.FLOW:
        return False
    if before.implied.get("period") not in (None, AGAIN):
        return False
    if before.period_rule is PeriodRule.EVENT and draft.term in _ON_THE_DAY and before.term in AWAY:
        return False  # people go on leaving after the raid of which others died
    if draft.sentence.paragraph != before.sentence.paragraph or draft.sentence.index - before.sentence.index != 1:
        return False
    if before.period_start is None or before.period_end is None or before.period_start == before.period_end:
        return False
    event = own_event(reading, draft)
    return event is not None and reading.sentences[event.sentence].paragraph != draft.sentence.paragraph


def _is_compared(reading: Reading, draft: Draft) -> bool:
    """Tell whether another number is measured against this one: "up from 400"."""
    first = draft.quantity.first
    return first > 0 and reading.words[first - 1] in reading.lexicon.asked("comparisons").by_last


def _is_of_those(reading: Reading, before: Draft, draft: Draft) -> bool:
    """Tell whether a count is of those counted in the sentence before: "Of those affected, 770 stayed in schools"."""
    if draft.kind is not Kind.FLOW or before.kind is not Kind.FLOW:
        return False
    apart = draft.sentence.index - before.sentence.index
    if draft.sentence.paragraph != before.sentence.paragraph or apart > 1 or _is_compared(reading, before):
        return False
    if apart == 0:
        return before.implied.get("period") == AGAIN
    of_those = reading.lexicon.asked("of_pronouns")
    return of_those.last(reading.words, draft.sentence.first, draft.quantity.first) is not None


def _struck_before(drafts: Sequence[Draft], i: int) -> Draft | None:
    """Return the dated deaths or damage of a paragraph to which more of them belong, with other counts between."""
    draft = drafts[i]
    if draft.kind is not Kind.FLOW or draft.term not in _ON_THE_DAY or draft.sentence.shape == "head":
        return None
    for other in reversed(drafts[max(0, i - PARTS) : i]):
        if other.sentence.paragraph != draft.sentence.paragraph:
            return None
        begin, end = other.period_start, other.period_end
        if other.kind is Kind.FLOW and other.term in _ON_THE_DAY and not other.forecast and begin and end:
            return other if end - begin <= _NIGHT and "period" in other.evidence else None
    return None
