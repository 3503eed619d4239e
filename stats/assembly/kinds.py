"""Flow, cumulative or stock: what the verb, the words around it and the period say about a count (GUIDE, Kind).

The rules stand in RULES in the order in which they are asked; the first that knows an answer gives it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from stats.assembly.draft import Draft
from stats.assembly.eventtimes import goes_on_since, is_since_report, names_its_event, only_starts, tells_event
from stats.assembly.kinddefaults import MOVES, default_kind
from stats.assembly.kindstates import (
    CAME,
    has_reached,
    is_brought,
    is_ever,
    is_present,
    is_standing,
    remains,
    was_done,
    was_recorded,
    will_be,
)
from stats.assembly.kindtimes import (
    goes_on_for_long,
    happened_in_span,
    has_been_so,
    has_come,
    heads_arrivals,
    is_dated_label,
    is_interval,
    is_of_standing,
    is_timed_apart,
    is_told_again,
    is_told_apart,
    were_lost,
)
from stats.assembly.kindwords import EVENTS
from stats.assembly.running import counts_up
from stats.assembly.timeframe import is_survey
from stats.readers.periods import PeriodMark
from stats.readers.reading import Reading
from stats.vocabulary import LODGED, Kind, Term

_HELD = frozenset({Term.MISSING, Term.SHELTERED, Term.IN_CAMP, Term.STRANDED})
_THERE = frozenset({Term.POPULATION, Term.IN_CAMP, Term.SHELTERED, Term.DISPLACED, Term.REFUGEE})
_LIVE = frozenset({Term.POPULATION, Term.IN_CAMP, Term.SHELTERED})
_BEING = frozenset({Term.ARMED, Term.POPULATION})

Told = tuple[Kind, str | None]
"""A kind and the rule that told it, None where the count's own words did."""
_THOSE_THERE: Told = (Kind.STOCK, "a number of those who are there")


@dataclass(slots=True)
class _Case:
    """A count whose kind is asked for. mark: its time expression. hint: the kind that this says, None where it is open.

    lodged: whether its word says that people are under a roof. default: what its term is by itself.
    """

    reading: Reading
    draft: Draft
    mark: PeriodMark | None
    hint: Kind | None
    role: str
    lodged: bool
    default: Kind = Kind.FLOW

    @property
    def said(self) -> Kind | None:
        """The kind that its verb and the words around it say."""
        return self.draft.said

    @property
    def here(self) -> bool:
        """Whether the time stands in its own sentence."""
        return self.mark is not None and self.mark.sentence == self.draft.sentence.index

    @property
    def behind(self) -> bool:
        """Whether the time stands behind its number."""
        return self.mark is not None and self.mark.first > self.draft.quantity.last

    def timed(self, *roles: str) -> bool:
        """Tell whether its time has one of these roles."""
        return self.mark is not None and self.mark.role in roles

    def keyed(self, key: str) -> bool:
        """Tell whether its time is of this kind of expression."""
        return self.mark is not None and self.mark.key == key


def kind_of(reading: Reading, draft: Draft, mark: PeriodMark | None, hint: Kind | None) -> Told:
    """Return the kind of a draft and the rule that told it, None where its own words did.

    mark: its time expression. hint: what that says ("since …", "so far": cumulative), None where it says nothing.
    """
    role = draft.governor.phrase.role if draft.governor is not None else ""
    lodged = draft.term in LODGED and role in ("nouns", "states") and not is_brought(reading, draft)
    case = _Case(reading, draft, mark, hint, role, lodged)
    for rule in _BY_OTHERS:
        if (told := rule(case)) is not None:
            return told
    _loosen(case)
    for rule in _BY_ITSELF:
        if (told := rule(case)) is not None:
            return told
    return (Kind.FLOW, None) if draft.said == Kind.FLOW else (case.default, "by the term")


def _loosen(case: _Case) -> None:
    """Take away a time of another count, and the hint of one that only names an event; set the default."""
    reading, draft, mark = case.reading, case.draft, case.mark
    if mark is not None and mark.role == "count" and is_told_apart(reading, draft, mark):
        case.mark = mark = case.hint = None
    if mark is not None and mark.role == "window" and case.hint is Kind.CUMULATIVE and names_its_event(reading, mark):
        case.hint = None  # "displaced by THIS YEAR'S rains"
    case.default = Kind.FLOW if case.said == Kind.FLOW else default_kind(reading, draft)
    if case.said is None and case.default is Kind.STOCK and happened_in_span(reading, draft, mark):
        case.default = Kind.FLOW


def _own_window(case: _Case) -> Told | None:
    """A part of a count with days of its own, "on Tuesday alone": what happened in them."""
    draft, mark = case.draft, case.mark
    if mark is None or mark.role != "window" or not case.here:
        return None
    of_its_own = draft.parent is not None and draft.parent.quantity.end < mark.start
    of_its_own = of_its_own and draft.said is not Kind.STOCK  # "800 of these are living in tents put up this week"
    of_its_own = of_its_own and not is_of_standing(draft, mark)
    of_its_own = of_its_own and not is_told_again(case.reading, draft)
    if of_its_own and case.hint is Kind.CUMULATIVE and not names_its_event(case.reading, mark):
        return Kind.CUMULATIVE, None  # "1.2 million since 2019, 150,000 of them this year"
    return (Kind.FLOW, None) if of_its_own or (mark.key == "alone" and draft.term not in _BEING) else None


def _as_whole(case: _Case) -> Told | None:
    """A part is as its whole, unless it says otherwise: "SO FAR 523 of them", "of whom 500 REMAIN displaced"."""
    draft, whole = case.draft, case.draft.parent
    if whole is None or whole.kind is None:
        return None
    if is_present(case.reading, draft):
        return Kind.STOCK, "as its heading"
    apart = draft.said is Kind.CUMULATIVE or remains(case.reading, draft)
    return (whole.kind, "as the whole") if whole.term == draft.term and not apart else None


def _as_same(case: _Case) -> Told | None:
    """A count told again is as it was told first."""
    draft, same = case.draft, case.draft.same_as
    if same is None or same is draft.parent or same.kind is None or same.term != draft.term:
        return None
    return same.kind, "as the same count"


def _as_list(case: _Case) -> Told | None:
    """An item is as its list, unless it adds up what happened before it or has a time of its own."""
    draft, other = case.draft, case.draft.sibling
    if other is None or other is draft.parent or other.kind is None or other.term != draft.term:
        return None
    if counts_up(case.reading, draft.sentence) is not counts_up(case.reading, other.sentence):
        return None  # under "Last 24 hours", and under "Since 25 June"
    if other.kind is Kind.FLOW and other.sentence is not draft.sentence and draft.said is Kind.CUMULATIVE:
        return None  # "Another 770 were displaced. That takes the cumulative caseload to 12,700"
    if other.kind is Kind.FLOW and is_timed_apart(draft, other, case.mark):
        return None  # "15,780 were displaced in 2023; it puts the total at the end of 2024 at 392,000"
    return other.kind, "as the list"


def _among_those_there(case: _Case) -> Told | None:
    """Newcomers among those who are there: "three million live there, including a million who fled the north"."""
    whole, draft = case.draft.parent, case.draft
    there = whole is not None and whole.kind is Kind.STOCK and whole.term in _THERE
    return (Kind.STOCK, "as the whole") if there and draft.term in CAME and case.mark is None else None


def _as_toll(case: _Case) -> Told | None:
    """Those told with a toll are as it is, but the missing who still are."""
    draft = case.draft
    lost = draft.term is Term.MISSING and (draft.said is Kind.STOCK or were_lost(draft, case.mark))
    joined = draft.joined
    return (joined.kind, "as the toll") if joined is not None and joined.kind is not None and not lost else None


def _ever(case: _Case) -> Told | None:
    """All who were displaced, beside those who still are."""
    ever = case.said is None and is_ever(case.reading, case.draft)
    return (Kind.CUMULATIVE, "a total beside those who still are") if ever else None


def _number_there(case: _Case) -> Told | None:
    """How many are held or displaced, to which a number has come: "the number of displaced HAS REACHED 15,800"."""
    draft = case.draft
    if draft.how != "link" or case.said is not Kind.CUMULATIVE:
        return None
    held = draft.term in _HELD and case.hint is None and not is_brought(case.reading, draft)
    reached = case.hint is not Kind.CUMULATIVE and has_reached(case.reading, draft)
    return _THOSE_THERE if held or reached else None


def _being(case: _Case) -> Told | None:
    """Where people are and what they are is a state: in shelters, under arms, as inhabitants."""
    if case.said is Kind.CUMULATIVE and case.hint is None and case.lodged:
        return _THOSE_THERE
    if case.draft.term in _BEING:
        return Kind.STOCK, "armed strength and inhabitants are a state"
    noun = case.draft.how == "noun" and case.role == "nouns"
    return _THOSE_THERE if case.lodged and noun else None  # "of the camp's 9,000 people 2,100 have left"


def _forecast(case: _Case) -> Told | None:
    """What is to happen, unless it is a state that is to be."""
    if case.draft.forecast and not will_be(case.reading, case.draft):
        return Kind.FLOW, "a forecast of what happens"
    return (Kind.STOCK, None) if case.said == Kind.STOCK or case.draft.forecast else None


def _standing(case: _Case) -> Told | None:
    """A large total of a country or region with no event behind it (GUIDE 13)."""
    mark, draft = case.mark, case.draft
    ahead = mark is not None and mark.role == "state" and mark.last < draft.quantity.first
    loose = (mark is None or ahead) and case.said is not Kind.CUMULATIVE
    return (Kind.STOCK, "a standing total") if loose and is_standing(case.reading, draft) else None


def _said_total(case: _Case) -> Told | None:
    """A total by its words, but for one of days told behind it: "reached a record 111,000 in the year to June"."""
    if case.said != Kind.CUMULATIVE:
        return None
    lately = case.keyed("look_back") and case.draft.how != "link"
    return (Kind.FLOW if case.behind and (lately or case.keyed("look_back_to")) else Kind.CUMULATIVE), None


def _state_on_day(case: _Case) -> Told | None:
    """A state on a day: "as of Saturday 23 were missing", "89 million were displaced at the end of 2021"."""
    draft = case.draft
    verb = draft.governor.phrase.words[0] if draft.governor is not None else ""
    went = case.said is Kind.FLOW and verb not in case.reading.lexicon.words("was_done")
    lost = were_lost(draft, case.mark) and not went
    return (Kind.STOCK, None) if lost or (case.keyed("at_end") and draft.term in _THERE) else None


def _new(case: _Case) -> Told | None:
    """What a line calls new, under a heading that tells the day of all counts: "NEW deaths: 2"."""
    sentence, mark = case.draft.sentence, case.mark
    if case.default is not Kind.FLOW or sentence.shape == "prose" or (mark is not None and case.here):
        return None
    opens = case.reading.lexicon.asked("new_counts", "opens")
    first = sentence.first + (not case.reading.words[sentence.first][0].isalnum())
    return (Kind.FLOW, None) if opens.last(case.reading.words, first, case.draft.quantity.first) is not None else None


def _counted_up(case: _Case) -> Told | None:
    """What happened, in a line under a heading that counts up: "CUMULATIVE losses", "SINCE 25 JUNE"."""
    happened = case.default is Kind.FLOW and not (case.here and case.timed("window", "vague", "later", "after"))
    headed = happened and counts_up(case.reading, case.draft.sentence) is not None
    return (Kind.CUMULATIVE, "as its heading") if headed else None


def _by_day(case: _Case) -> Told | None:
    """What had happened by a day."""
    draft = case.draft
    counted = case.default == Kind.FLOW or (draft.how == "table" and was_done(case.reading, draft))
    return (Kind.CUMULATIVE, "what had happened by a date") if case.timed("count") and counted else None


def _added(case: _Case) -> Told | None:
    """More since a day: a flow since a report, a total since an event: "another 770 since the update" (GUIDE 10)."""
    mark = case.mark
    if not case.draft.increment or mark is None or mark.role not in ("since", "event"):
        return None
    if not is_since_report(case.reading, mark) and (mark.role == "event" or case.draft.how != "link"):
        return Kind.CUMULATIVE, None  # "another 14,000 since the war began"
    return (Kind.FLOW, None) if mark.role == "event" or case.said is Kind.FLOW else None


def _since_event(case: _Case) -> Told | None:
    """What an event did that began on a day: "starting on Sunday, fires swept the hills, killing 23"."""
    mark, reading = case.mark, case.reading
    if mark is None or mark.role != "since":
        return None
    happened = case.default is Kind.FLOW
    started = happened and only_starts(reading, mark)
    rained = case.behind and goes_on_since(reading, mark)  # "4,000 homes were flooded after heavy rain since Monday"
    return (Kind.FLOW, None) if started or rained or (happened and tells_event(reading, mark)) else None


def _lived_by(case: _Case) -> Told | None:
    """Where people lived up to a day: "until the end of March 4,000 people lived in the camp"."""
    lived = case.said is None and case.default is Kind.STOCK and case.draft.term in _LIVE
    return (Kind.STOCK, None) if case.keyed("by") and lived else None


def _so_since(case: _Case) -> Told | None:
    """A state that has held since a day."""
    return (Kind.STOCK, None) if case.timed("since", "event") and has_been_so(case.reading, case.draft) else None


def _hinted(case: _Case) -> Told | None:
    """What the time says, of a term that it may be said of."""
    happened = case.default == Kind.FLOW
    if case.hint == Kind.CUMULATIVE and (happened or case.here or heads_arrivals(case.reading, case.draft, case.mark)):
        return Kind.CUMULATIVE, None
    high = case.timed("height") and case.draft.term not in EVENTS  # not "the clashes were at their height; 1,200 died"
    return (Kind.STOCK, None) if case.hint == Kind.STOCK and (not happened or high) else None


def _between_days(case: _Case) -> Told | None:
    """Movements between two days, but for a survey's: "from 2 to 9 May the DTM team identified 900 IDPs"."""
    if case.said is not None or case.draft.term not in MOVES or not case.here:
        return None
    if not (is_interval(case.mark) or is_dated_label(case.draft, case.mark)):
        return None
    surveyed = case.default is Kind.STOCK and is_survey(case.reading, case.draft.sentence)
    return (Kind.STOCK if surveyed else Kind.FLOW), None


def _came(case: _Case) -> Told | None:
    """Who came after an event or of late."""
    came = case.said is None and case.draft.term in CAME and case.draft.how != "link" and case.here
    return (Kind.FLOW, None) if came and has_come(case.reading, case.draft, case.mark, case.hint) else None


def _for_long(case: _Case) -> Told | None:
    """All that has happened in what goes on."""
    open_ended = case.said is None and case.default is Kind.FLOW and case.mark is None
    long = open_ended and goes_on_for_long(case.reading, case.draft)
    return (Kind.CUMULATIVE, "as what goes on") if long else None


def _recorded(case: _Case) -> Told | None:
    """Who was put on record as displaced."""
    state = case.said is None and case.default is Kind.STOCK and not case.timed("count")
    return (Kind.FLOW, "what was recorded") if state and was_recorded(case.reading, case.draft) else None


Rule = Callable[[_Case], Told | None]
_BY_OTHERS: tuple[Rule, ...] = (
    _own_window, _as_whole, _as_same, _as_list, _among_those_there, _as_toll, _ever, _number_there,
)  # fmt: skip
_BY_ITSELF: tuple[Rule, ...] = (
    _being, _forecast, _standing, _said_total, _state_on_day, _new, _counted_up, _by_day, _added, _since_event,
    _lived_by, _so_since, _hinted, _between_days, _came, _for_long, _recorded,
)  # fmt: skip
