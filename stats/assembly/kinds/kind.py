"""Flow, cumulative or stock: what the verb, the words around it and the period say about a count (GUIDE, Kind).

Rules are asked in an order, first those that take it from other counts (others.py); the first that knows it tells.
"""

from collections.abc import Callable

from stats.assembly.draft import Draft
from stats.assembly.kinds.asked import THERE
from stats.assembly.kinds.case import THOSE_THERE, Case, Told
from stats.assembly.kinds.defaults import MOVES, default_kind
from stats.assembly.kinds.namings import is_numbered, were_left
from stats.assembly.kinds.others import BY_OTHERS
from stats.assembly.kinds.parts import leads_to_total, tells_rise
from stats.assembly.kinds.records import (
    had_counted,
    holds_as_of,
    is_deed_label,
    is_total_label,
    was_recorded,
    was_tallied,
    were_recorded,
)
from stats.assembly.kinds.saysother import COUNTED_UP, EVENTS
from stats.assembly.kinds.states import (
    CAME,
    is_brought,
    is_standing,
    was_done,
    will_be,
)
from stats.assembly.kinds.times import (
    goes_on_for_long,
    happened_in_span,
    has_been_so,
    has_come,
    heads_arrivals,
    is_dated_label,
    is_interval,
    is_of_count_before,
    is_told_apart,
    stands_now,
    were_lost,
)
from stats.assembly.measured import grew_to
from stats.assembly.when.eventtimes import goes_on_since, is_since_report, names_its_event, only_starts, tells_event
from stats.assembly.when.running import counts_up
from stats.assembly.when.timeframe import is_survey
from stats.readers.reading import Reading
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import LODGED, Kind, Term

_LIVE = frozenset({Term.POPULATION, Term.IN_CAMP, Term.SHELTERED})
_BEING = frozenset({Term.ARMED, Term.POPULATION})


def kind_of(reading: Reading, draft: Draft, mark: PeriodMark | None, hint: Kind | None) -> Told:
    """Return the kind of a draft and the rule that told it, None where its own words did.

    mark: its time expression. hint: what that says ("since …", "so far": cumulative), None where it says nothing.
    """
    role = draft.governor.phrase.role if draft.governor is not None else ""
    lodged = draft.term in LODGED and role in ("nouns", "states") and not is_brought(reading, draft)
    if draft.yet_to_return:
        return Kind.STOCK, "who has not returned is away"
    case = Case(reading, draft, mark, hint, role, lodged)
    for rule in BY_OTHERS:
        if (told := rule(case)) is not None:
            return told
    _loosen(case)
    for rule in _BY_ITSELF:
        if (told := rule(case)) is not None:
            return told
    return (Kind.FLOW, None) if draft.said == Kind.FLOW else (case.default, "by the term")


def _loosen(case: Case) -> None:
    """Take away a time of another count, and the hint of one that only names an event; set the default."""
    reading, draft, mark = case.reading, case.draft, case.mark
    if mark is not None and mark.role == "count" and is_told_apart(reading, draft, mark):
        case.mark = mark = case.hint = None
    if mark is not None and mark.role == "window" and case.hint is Kind.CUMULATIVE and names_its_event(reading, mark):
        case.hint = None  # "displaced by THIS YEAR'S rains"
    case.default = Kind.FLOW if case.said == Kind.FLOW else default_kind(reading, draft)
    if case.said is None and case.default is Kind.STOCK and happened_in_span(reading, draft, mark):
        case.default = Kind.FLOW


def _being(case: Case) -> Told | None:
    """Where people are and what they are is a state: in shelters, under arms, as inhabitants."""
    if case.said is Kind.CUMULATIVE and case.hint is None and case.lodged:
        return THOSE_THERE
    if case.lodged and case.said in (None, Kind.FLOW) and were_left(case.reading, case.draft):
        return None
    if case.draft.term in _BEING:
        return Kind.STOCK, "armed strength and inhabitants are a state"
    noun = case.draft.how == "noun" and case.role == "nouns"
    return THOSE_THERE if case.lodged and noun else None  # "of the camp's 9,000 people 2,100 have left"


def _forecast(case: Case) -> Told | None:
    """What is to happen, unless it is a state that is to be."""
    if case.draft.forecast and not will_be(case.reading, case.draft):
        return Kind.FLOW, "a forecast of what happens"
    return (Kind.STOCK, None) if case.said == Kind.STOCK or case.draft.forecast else None


def _standing(case: Case) -> Told | None:
    """A large total of a country or region with no event behind it (GUIDE 13)."""
    mark, draft = case.mark, case.draft
    ahead = mark is not None and mark.role == "state" and mark.last < draft.quantity.first
    loose = (mark is None or ahead) and case.said is not Kind.CUMULATIVE
    return (Kind.STOCK, "a standing total") if loose and is_standing(case.reading, draft) else None


def _said_total(case: Case) -> Told | None:
    """A total by its words, but for one of days told behind it: "reached a record 111,000 in the year to June"."""
    if case.said != Kind.CUMULATIVE:
        return None
    lately = case.keyed("look_back") and case.draft.how != "link"
    return (Kind.FLOW if case.behind and (lately or case.keyed("look_back_to")) else Kind.CUMULATIVE), None


def _grown(case: Case) -> Told | None:
    """What a toll has come to: "le bilan est passé de 190 à 212 morts", "Floods: dead NOW 240"."""
    if case.draft.term not in COUNTED_UP or case.said is Kind.FLOW:
        return None
    grown = grew_to(case.reading, case.draft) or stands_now(case.draft, case.mark)
    return (Kind.CUMULATIVE, None) if grown else None


def _state_on_day(case: Case) -> Told | None:
    """A state on a day: "as of Saturday 23 were missing", "89 million were displaced at the end of 2021"."""
    draft = case.draft
    verb = draft.governor.phrase.words[0] if draft.governor is not None else ""
    went = case.said is Kind.FLOW and verb not in case.reading.lexicon.words("was_done")
    lost = were_lost(draft, case.mark) and not went
    return (Kind.STOCK, None) if lost or (case.keyed("at_end") and draft.term in THERE) else None


def _new(case: Case) -> Told | None:
    """What a line calls new, under a heading that tells the day of all counts: "NEW deaths: 2"."""
    sentence, mark = case.draft.sentence, case.mark
    if case.default is not Kind.FLOW or sentence.shape == "prose" or (mark is not None and case.here):
        return None
    opens = case.reading.lexicon.asked("new_counts", "opens")
    first = sentence.first + (not case.reading.words[sentence.first][0].isalnum())
    return (Kind.FLOW, None) if opens.last(case.reading.words, first, case.draft.quantity.first) is not None else None


def _counted_up(case: Case) -> Told | None:
    """What happened, in a line under a heading that counts up: "CUMULATIVE losses", "SINCE 25 JUNE"."""
    deed = case.default is Kind.FLOW or (case.said is None and is_deed_label(case.reading, case.draft))
    happened = deed and not (case.here and case.timed("window", "vague", "later", "after"))
    if case.default is Kind.FLOW and case.said is None and is_total_label(case.reading, case.draft):
        return Kind.CUMULATIVE, None
    headed = happened and counts_up(case.reading, case.draft.sentence) is not None
    return (Kind.CUMULATIVE, "as its heading") if headed else None


def _by_day(case: Case) -> Told | None:
    """What had happened by a day: "as of Monday it HAD REGISTERED 900 IDPs"."""
    draft = case.draft
    if not case.timed("count"):
        return None
    counted = case.default is Kind.STOCK and had_counted(case.reading, draft)
    if case.said in (None, Kind.FLOW) and (counted or were_recorded(case.reading, draft)):
        return Kind.CUMULATIVE, "what had happened by a date"
    if holds_as_of(case.reading, draft, case.mark) and case.said is not Kind.CUMULATIVE:
        return Kind.STOCK, None
    happened = case.default == Kind.FLOW or (draft.how == "table" and was_done(case.reading, draft))
    return (Kind.CUMULATIVE, "what had happened by a date") if happened else None


def _tallied(case: Case) -> Told | None:
    """What had been counted on a day, of what happened."""
    happened = case.default is Kind.FLOW and case.said is None and case.draft.term not in THERE
    tallied = happened and was_tallied(case.reading, case.draft, case.mark)
    return (Kind.CUMULATIVE, "what had happened by a date") if tallied else None


def _added(case: Case) -> Told | None:
    """More since a day: a flow since a report, a total since an event: "another 770 since the update" (GUIDE 10)."""
    mark = case.mark
    if not case.draft.increment or mark is None or mark.role not in ("since", "event"):
        return None
    if tells_rise(case) or leads_to_total(case):
        return Kind.FLOW, None
    if not is_since_report(case.reading, mark) and (mark.role == "event" or case.draft.how != "link"):
        return Kind.CUMULATIVE, None  # "another 14,000 since the war began"
    return (Kind.FLOW, None) if mark.role == "event" or case.said is Kind.FLOW else None


def _since_event(case: Case) -> Told | None:
    """What an event did that began on a day: "starting on Sunday, fires swept the hills, killing 23"."""
    mark, reading = case.mark, case.reading
    if mark is None or mark.role != "since":
        return None
    happened = case.default is Kind.FLOW
    started = happened and only_starts(reading, mark)
    rained = case.behind and goes_on_since(reading, mark)  # "4,000 homes were flooded after heavy rain since Monday"
    return (Kind.FLOW, None) if started or rained or (happened and tells_event(reading, mark)) else None


def _lived_by(case: Case) -> Told | None:
    """Where people lived up to a day: "until the end of March 4,000 people lived in the camp"."""
    lived = case.said is None and case.default is Kind.STOCK and case.draft.term in _LIVE
    return (Kind.STOCK, None) if case.keyed("by") and lived else None


def _so_since(case: Case) -> Told | None:
    """A state that has held since a day."""
    return (Kind.STOCK, None) if case.timed("since", "event") and has_been_so(case.reading, case.draft) else None


def _number_since(case: Case) -> Told | None:
    """The number of those told of since a day, in languages whose words for them tell a state: it is counted up."""
    told = case.said is Kind.STOCK and case.hint is Kind.CUMULATIVE and case.timed("since", "event")
    return (Kind.CUMULATIVE, None) if told and is_numbered(case.reading, case.draft) else None


def _hinted(case: Case) -> Told | None:
    """What the time says, of a term that it may be said of."""
    happened = case.default == Kind.FLOW
    own = case.here and not is_of_count_before(case.reading, case.draft, case.mark)
    if case.hint == Kind.CUMULATIVE and (happened or own or heads_arrivals(case.reading, case.draft, case.mark)):
        return Kind.CUMULATIVE, None
    high = case.timed("height") and case.draft.term not in EVENTS  # not "the clashes were at their height; 1,200 died"
    return (Kind.STOCK, None) if case.hint == Kind.STOCK and (not happened or high) else None


def _between_days(case: Case) -> Told | None:
    """Movements between two days, but for a survey's: "from 2 to 9 May the DTM team identified 900 IDPs"."""
    if case.said is not None or case.draft.term not in MOVES or not case.here:
        return None
    if not (is_interval(case.mark) or is_dated_label(case.reading, case.draft, case.mark)):
        return None
    surveyed = case.default is Kind.STOCK and is_survey(case.reading, case.draft.sentence)
    return (Kind.STOCK if surveyed else Kind.FLOW), None


def _came(case: Case) -> Told | None:
    """Who came after an event or of late."""
    came = case.said is None and case.draft.term in CAME and case.draft.how != "link" and case.here
    return (Kind.FLOW, None) if came and has_come(case.reading, case.draft, case.mark, case.hint) else None


def _for_long(case: Case) -> Told | None:
    """All that has happened in what goes on."""
    open_ended = case.said is None and case.default is Kind.FLOW
    long = open_ended and goes_on_for_long(case.reading, case.draft, case.mark)
    return (Kind.CUMULATIVE, "as what goes on") if long else None


def _recorded(case: Case) -> Told | None:
    """Who was put on record as displaced."""
    reading, draft, mark = case.reading, case.draft, case.mark
    if case.said is not None or case.default is not Kind.STOCK or case.timed("count"):
        return None
    once = mark is not None and case.here and mark.role in ("window", "vague")
    recorded = was_recorded(reading, draft) or were_recorded(reading, draft, once=once)
    return (Kind.FLOW, "what was recorded") if recorded else None


Rule = Callable[[Case], Told | None]
_BY_ITSELF: tuple[Rule, ...] = (
    _being, _number_since, _forecast, _standing, _said_total, _grown, _state_on_day, _new, _counted_up, _by_day,
    _tallied, _added, _since_event, _lived_by, _so_since, _hinted, _between_days, _came, _for_long, _recorded,
)  # fmt: skip
