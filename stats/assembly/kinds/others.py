"""The kind that a count takes from another: from its whole, its list, the toll it is told with."""

from collections.abc import Callable

from stats.assembly.draft import Draft
from stats.assembly.kinds.asked import ARRIVE, THERE
from stats.assembly.kinds.case import THOSE_THERE, Case, Told
from stats.assembly.kinds.namings import is_of_event
from stats.assembly.kinds.parts import had_happened, happened_lately, is_measure, is_of_span, tells_rise, was_added
from stats.assembly.kinds.states import (
    CAME,
    has_reached,
    is_brought,
    is_called_running,
    is_ever,
    is_present,
    remains,
)
from stats.assembly.kinds.times import (
    is_of_standing,
    is_timed_apart,
    is_told_again,
    were_lost,
)
from stats.assembly.kinds.totalling import counting_subject, is_in_rise, is_recounted, is_said_of_total
from stats.assembly.measured import compared
from stats.assembly.when.eventtimes import names_its_event
from stats.assembly.when.running import counts_up
from stats.readers.timewords import time_words
from stats.vocabulary import LODGED, Kind, Precision, Term

_HELD = frozenset({Term.MISSING, Term.SHELTERED, Term.IN_CAMP, Term.STRANDED})
_HELPED = frozenset(("done", "did", "acts"))  # roles of words by which something was done for people, or they did it
_NAMES = frozenset(("nouns", "states", "words", ""))  # roles of words that only say who people are
_BEING = frozenset({Term.ARMED, Term.POPULATION})
_GUESTS = frozenset({Term.REFUGEE, Term.EVACUATED})


def _own_window(case: Case) -> Told | None:
    """A part of a count with days of its own, "on Tuesday alone": what happened in them."""
    draft, mark = case.draft, case.mark
    if mark is None or mark.role != "window" or not case.here:
        return None
    of_its_own = draft.parent is not None and draft.parent.quantity.end < mark.start
    # "800 of these are living in tents put up this week", but "are displaced, 900 of whom left over the past week"
    of_its_own = of_its_own and (draft.said is not Kind.STOCK or happened_lately(case))
    of_its_own = of_its_own and not is_of_standing(draft, mark)
    of_its_own = of_its_own and (not is_told_again(case.reading, draft) or is_of_span(case))
    if of_its_own and case.hint is Kind.CUMULATIVE and not names_its_event(case.reading, mark):
        return Kind.CUMULATIVE, None  # "1.2 million since 2019, 150,000 of them this year"
    alone = mark.key == "alone" and draft.term not in _BEING
    alone = alone and not is_brought(case.reading, draft, after=mark.last)  # "in April ALONE 9 fled, TAKING THE TOTAL"
    return (Kind.FLOW, None) if of_its_own or alone else None


def _increase(case: Case) -> Told | None:
    """By how much another count grew, which is none of its parts: "this is AN INCREASE OF 80 since Monday"."""
    return (Kind.FLOW, None) if case.draft.increment and tells_rise(case) else None


def _as_whole(case: Case) -> Told | None:
    """A part is as its whole, unless it says otherwise: "SO FAR 523 of them", "of whom 500 REMAIN displaced"."""
    draft, whole = case.draft, case.draft.parent
    if whole is None or whole.kind is None:
        return None
    if is_present(case.reading, draft):
        return Kind.STOCK, "as its heading"
    if is_measure(case, whole):
        return Kind.FLOW, None
    if _is_new_total(case, whole):
        return Kind.CUMULATIVE, None
    # "300 are in camps. The number HAS RISEN TO 410", "That is UP FROM 205 on Monday"
    standing = whole.kind is Kind.STOCK and (draft.value > whole.value or compared(case.reading, draft))
    apart = draft.said is Kind.CUMULATIVE and not standing
    apart = apart or remains(case.reading, draft) or had_happened(case, whole)
    # "1,460 returnees last week. Total since September: 490,900"
    apart = apart or (draft.value > whole.value and case.here and case.timed("since", "event"))
    return (whole.kind, "as the whole") if whole.term == draft.term and not apart else None


def _as_same(case: Case) -> Told | None:
    """A count told again is as it was told first."""
    draft, same = case.draft, case.draft.same_as
    if same is None or same is draft.parent or same.kind is None or same.term != draft.term:
        return None
    return same.kind, "as the same count"


def _risen(case: Case) -> Told | None:
    """What a count was, and what it has come to: "the number of people evacuated rose FROM 410 TO 640"."""
    reading, draft = case.reading, case.draft
    are_so = draft.term in ARRIVE and case.role == "nouns"  # "the number of DISPLACED rose from 5,500 to 16,000"
    grown = not (are_so or draft.term in _BEING or _is_held(case)) and is_in_rise(reading, draft)
    return (Kind.CUMULATIVE, None) if grown else None


def _grown_since(case: Case) -> Told | None:
    """How many were there on the day since which their number has changed: "since 2014 it has risen FROM 41,000"."""
    draft, listed = case.draft, time_words(case.reading.lexicon).listed
    there = case.here and case.timed("since") and case.role == "nouns" and (draft.term in ARRIVE or _is_held(case))
    from_it = case.reading.words[draft.quantity.first - 1] in listed["change_from"]
    return THOSE_THERE if there and draft.how == "link" and from_it else None


def _is_held(case: Case) -> bool:
    """Tell whether people are somewhere or in want, so that their number rises and falls and is not counted up."""
    if case.draft.term is not Term.IN_NEED:
        return case.draft.term in _HELD
    if case.draft.governor is None or case.role in _HELPED:
        return False
    told, lexicon = case.draft.governor.phrase, case.reading.lexicon
    if told.table == "labels":
        return not lexicon.words("wants").isdisjoint(told.words)  # "people IN NEED", not "people reached"
    return lexicon.words("perfect").isdisjoint(told.words)  # not "who HAVE received aid"


def _as_list(case: Case) -> Told | None:
    """An item is as its list, unless it adds up what happened before it or has a time of its own."""
    draft, other = case.draft, case.draft.sibling
    if other is None or other is draft.parent or other.kind is None or other.term != draft.term:
        return None
    if counts_up(case.reading, draft.sentence) is not counts_up(case.reading, other.sentence):
        return None  # under "Last 24 hours", and under "Since 25 June"
    if other.kind is Kind.FLOW and draft.said is Kind.CUMULATIVE and _is_told_apart(case, other):
        return None  # "Another 770 were displaced. That takes the cumulative caseload to 12,700"
    if draft.increment and other.kind is Kind.STOCK and case.here and case.timed("since", "event"):
        return None  # "hosts 600,000 displaced people and has received ANOTHER 43,000 SINCE May"
    if was_added(case.reading, draft, other):
        return Kind.FLOW, None
    if _is_new_total(case, other):
        return Kind.CUMULATIVE, None
    if other.kind is Kind.FLOW and draft.value > other.value and _adds_up(case, other):
        return Kind.CUMULATIVE, None
    if other.kind is Kind.FLOW and draft.value > other.value and _is_brought_to(case, other):
        return None  # "The raid killed four, BRINGING THE TOTAL TO 24"
    if other.kind is Kind.CUMULATIVE and draft.sentence.shape == "row" and is_of_span(case):
        return None  # "Since May: 761 | New, 1-23 June: 22"
    if is_measure(case, other):
        return Kind.FLOW, None
    if had_happened(case, other):
        return None
    if other.kind is Kind.FLOW and case.here and case.timed("window") and case.hint is Kind.CUMULATIVE:
        return None  # "410 died in 2020; this year's figure is already 395"
    if other.kind is Kind.FLOW and is_timed_apart(draft, other, case.mark):
        return None  # "15,780 were displaced in 2023; it puts the total at the end of 2024 at 392,000"
    return other.kind, "as the list"


def _is_told_apart(case: Case, other: Draft) -> bool:
    """Tell whether a count has a clause of its own that names it: "the toll was put at 20; on Friday IT ROSE TO 41"."""
    draft = case.draft
    if other.sentence is not draft.sentence:
        return True
    if draft.value <= other.value:
        return False
    subject = counting_subject(case.reading, draft.sentence, draft.quantity)
    if subject is not None and subject > other.quantity.last:
        return True
    mark = case.mark if case.here and case.behind and case.timed("window") else None
    if mark is not None and mark.precision is not Precision.DAY and case.hint is not Kind.CUMULATIVE:
        return False  # "410 died in 2020, rising to 640 in 2021"
    rises = case.reading.cues(draft.sentence).ends("kinds").get(draft.quantity.first - 1, ())
    return any(c.phrase.key == Kind.CUMULATIVE and c.first > other.quantity.last for c in rises)


def _is_new_total(case: Case, other: Draft) -> bool:
    """Tell whether a sentence of its own says where the total stands to which another count was added."""
    grown = other.kind is Kind.FLOW and other.sentence is not case.draft.sentence and case.draft.value > other.value
    return grown and is_said_of_total(case.reading, case.draft.sentence, case.draft.quantity)


def _adds_up(case: Case, other: Draft) -> bool:
    """Tell whether a count is what those who came to it make: "ANOTHER 900 have left, which MAKES 4,300 in all"."""
    if not other.increment or other.sentence is not case.draft.sentence or case.draft.term in THERE:
        return False
    between = case.reading.words[other.quantity.last + 1 : case.draft.quantity.first]
    return not time_words(case.reading.lexicon).listed["totalling"].isdisjoint(between)


def _is_brought_to(case: Case, other: Draft) -> bool:
    """Tell whether a count right behind another is the total that this one brings it to."""
    draft, last = case.draft, other.quantity.last
    between = (q for q in case.reading.numbers_in(draft.sentence) if last < q.first < draft.quantity.first)
    near = other.sentence is draft.sentence and next(between, None) is None
    brought = is_brought(case.reading, draft, after=last)
    brought = brought or is_recounted(case.reading, last + 1, draft.quantity.first)  # "BRINGING the week's TOTAL TO"
    return near and brought


def _among_those_there(case: Case) -> Told | None:
    """Newcomers among those who are there: "three million live there, including a million who fled the north"."""
    whole, draft = case.draft.parent, case.draft
    there = whole is not None and whole.kind is Kind.STOCK and whole.term in THERE
    gone = whole is not None and draft.term is Term.RETURNED and whole.term is not Term.POPULATION
    if gone:
        return None  # "There are 9,000 displaced; 300 of them have gone home"
    return (Kind.STOCK, "as the whole") if there and draft.term in CAME and case.mark is None else None


def _as_toll(case: Case) -> Told | None:
    """Those told with a toll are as it is, but the missing who still are."""
    draft = case.draft
    lost = draft.term is Term.MISSING and (draft.said is Kind.STOCK or were_lost(draft, case.mark))
    joined = draft.joined
    return (joined.kind, "as the toll") if joined is not None and joined.kind is not None and not lost else None


def _ever(case: Case) -> Told | None:
    """All who were displaced, beside those who still are."""
    ever = case.said is None and is_ever(case.reading, case.draft)
    return (Kind.CUMULATIVE, "a total beside those who still are") if ever else None


def _number_there(case: Case) -> Told | None:
    """How many are held or displaced, to which a number has come: "the number of displaced HAS REACHED 15,800"."""
    draft = case.draft
    if draft.how != "link" or case.said is not Kind.CUMULATIVE:
        return None
    if is_called_running(case.reading, draft.sentence, draft.quantity.first):
        return None
    named = case.hint is None or draft.term in LODGED or case.role in _NAMES
    held = _is_held(case) and named and not is_brought(case.reading, draft)
    total = case.hint is Kind.CUMULATIVE and case.here
    reached = not total and (has_reached(case.reading, draft) or _number_of_those(case))
    return THOSE_THERE if held or reached else None


def _number_of_those(case: Case) -> bool:
    """Tell whether a number is of refugees or evacuees who are there, and not who came: "refugees ROSE TO"."""
    draft, told = case.draft, case.draft.governor
    if draft.term not in _GUESTS or case.role != "nouns" or told is None or is_of_event(case.reading, told):
        return False  # "ASYLUM CLAIMS rose to"
    done = (c for c in case.reading.cues(draft.sentence).starts["terms"].get(told.first, ()) if c.phrase.role == "done")
    if draft.term is Term.EVACUATED and next(done, None) is not None:
        return False  # "la cifra de EVACUADOS": of all who have been evacuated
    between = range(told.last + 1, draft.quantity.first)
    who, words = case.reading.lexicon.asked("relatives"), case.reading.words
    return not is_brought(case.reading, draft) and all(who.last(words, k, between.stop) is None for k in between)


BY_OTHERS: tuple[Callable[[Case], Told | None], ...] = (
    _increase, _own_window, _as_whole, _as_same, _risen, _grown_since, _as_list, _among_those_there, _as_toll, _ever,
    _number_there,
)  # fmt: skip
"""The rules in the order in which they are asked."""
