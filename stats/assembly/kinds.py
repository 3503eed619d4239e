"""Flow, cumulative or stock: what the verb, the words around it and the period say about a count (GUIDE, Kind)."""

from stats.assembly.draft import Draft
from stats.assembly.eventtimes import (
    goes_on_since,
    is_since_report,
    names_its_event,
    only_starts,
    tells_event,
)
from stats.assembly.kinddefaults import AUXILIARIES, MOVES, default_kind, was_done_to
from stats.assembly.kindtimes import (
    goes_on_for_long,
    happened_in_span,
    has_been_so,
    has_come,
    heads_arrivals,
    is_interval,
    is_of_standing,
    is_timed_apart,
    is_told_apart,
    were_lost,
)
from stats.assembly.timeframe import frame_of, is_survey, named_in
from stats.readers.periods import PeriodMark
from stats.readers.reading import Reading
from stats.vocabulary import LODGED, Kind, Term

_LARGE = 100_000  # a count of so many displaced people stands for a country or region
_HUGE = 1_000_000  # whatever event its text is of
_LASTING = frozenset(("fighting", "crisis"))  # kinds of event that go on for years
_HELD = frozenset({Term.MISSING, Term.SHELTERED, Term.IN_CAMP, Term.STRANDED})
_THERE = frozenset({Term.POPULATION, Term.IN_CAMP, Term.SHELTERED, Term.DISPLACED, Term.REFUGEE})
_LIVE = frozenset({Term.POPULATION, Term.IN_CAMP, Term.SHELTERED})
_CAME = frozenset({Term.FLED, Term.DISPLACED, Term.RETURNED})


def kind_of(
    reading: Reading, draft: Draft, mark: PeriodMark | None, hint: Kind | None
) -> tuple[Kind, str | None]:
    """Return the kind of a draft and the rule that told it, None where its own words did.

    mark: its time expression. hint: what that says ("since …", "so far": cumulative), None where it says nothing.
    """
    if mark is not None and mark.role == "window" and mark.sentence == draft.sentence.index:
        of_its_own = draft.parent is not None and draft.parent.quantity.end < mark.start
        of_its_own = of_its_own and draft.said is not Kind.STOCK  # "800 of these are living in tents put up this week"
        of_its_own = of_its_own and not is_of_standing(draft, mark)
        if of_its_own and hint is Kind.CUMULATIVE and not names_its_event(reading, mark):
            return Kind.CUMULATIVE, None  # "1.2 million since 2019, 150,000 of them this year"
        if of_its_own or (mark.key == "alone" and draft.term not in (Term.ARMED, Term.POPULATION)):
            return Kind.FLOW, None
    for relation, rule in (
        (draft.parent, "as the whole"),
        (draft.same_as, "as the same count"),
        (draft.sibling, "as the list"),
    ):
        if relation is None:
            continue
        # "so far 523 of them are back home", "of whom 12,500 remain displaced"
        apart = relation is draft.parent and (draft.said is Kind.CUMULATIVE or _remains(reading, draft))
        if relation is draft.parent and relation.kind is not None and _is_present(reading, draft):
            return Kind.STOCK, "as its heading"
        added_up = relation.kind is Kind.FLOW and relation.sentence is not draft.sentence
        if relation is draft.sibling and added_up and draft.said is Kind.CUMULATIVE:
            continue  # "Another 770 were displaced. That takes the cumulative caseload to 12,700"
        if relation is draft.sibling and relation.kind is Kind.FLOW and is_timed_apart(draft, relation, mark):
            continue  # "15,780 were displaced in 2023; it puts the total at the end of 2024 at 392,000"
        if relation.kind is not None and relation.term == draft.term and not apart:
            return relation.kind, rule
    whole = draft.parent
    if whole is not None and whole.kind is Kind.STOCK and whole.term in _THERE and draft.term in _CAME and mark is None:
        return Kind.STOCK, "as the whole"  # "three million live there, including a million who fled the north"
    lost = draft.term is Term.MISSING and (draft.said is Kind.STOCK or were_lost(draft, mark))
    if draft.joined is not None and draft.joined.kind is not None and not lost:
        return draft.joined.kind, "as the toll"
    said = draft.said
    if said is None and _is_ever(reading, draft):
        return Kind.CUMULATIVE, "a total beside those who still are"
    held = draft.term in _HELD and hint is None and not is_brought(reading, draft)
    reached = hint is not Kind.CUMULATIVE and _has_reached(reading, draft)
    if draft.how == "link" and said is Kind.CUMULATIVE and (held or reached):
        return Kind.STOCK, "a number of those who are there"
    if mark is not None and mark.role == "count" and is_told_apart(reading, draft, mark):
        mark = hint = None
    if mark is not None and mark.role == "window" and hint is Kind.CUMULATIVE and names_its_event(reading, mark):
        hint = None  # "displaced by THIS YEAR'S rains"
    role = draft.governor.phrase.role if draft.governor is not None else ""
    lodged = draft.term in LODGED and role in ("nouns", "states") and not is_brought(reading, draft)
    if said is Kind.CUMULATIVE and hint is None and lodged:
        return Kind.STOCK, "a number of those who are there"
    default = Kind.FLOW if said == Kind.FLOW else default_kind(reading, draft)
    if said is None and default is Kind.STOCK and happened_in_span(reading, draft, mark):
        default = Kind.FLOW
    if draft.term in (Term.ARMED, Term.POPULATION):
        return Kind.STOCK, "armed strength and inhabitants are a state"
    if lodged and draft.how == "noun" and role == "nouns":
        return Kind.STOCK, "a number of those who are there"  # "of the camp's 9,000 people 2,100 have left"
    if draft.forecast and not _will_be(reading, draft):
        return Kind.FLOW, "a forecast of what happens"
    if said == Kind.STOCK or draft.forecast:
        return Kind.STOCK, None
    ahead = mark is not None and mark.role == "state" and mark.last < draft.quantity.first
    if (mark is None or ahead) and said is not Kind.CUMULATIVE and _is_standing(reading, draft):
        return Kind.STOCK, "a standing total"
    if said == Kind.CUMULATIVE:
        behind = mark is not None and mark.first > draft.quantity.last
        lately = mark is not None and mark.key == "look_back" and behind and draft.how != "link"
        # "claims reached a record 111,000 in the twelve months to June"
        spanned = mark is not None and mark.key == "look_back_to" and behind
        return (Kind.FLOW if lately or spanned else Kind.CUMULATIVE), None
    verb = draft.governor.phrase.words[0] if draft.governor is not None else ""
    went = said is Kind.FLOW and verb not in reading.lexicon.words("was_done")
    if were_lost(draft, mark) and not went:
        return Kind.STOCK, None
    if mark is not None and mark.key == "at_end" and draft.term in _THERE:
        return Kind.STOCK, None  # "89 million people were displaced at the end of 2021"
    counted = default == Kind.FLOW or (draft.how == "table" and _was_done(reading, draft))
    if mark is not None and mark.role == "count" and counted:
        return Kind.CUMULATIVE, "what had happened by a date"
    if draft.increment and mark is not None and mark.role in ("since", "event"):
        if mark.role == "event" and not is_since_report(reading, mark):
            return Kind.CUMULATIVE, None  # "another 14,000 since the war began"
        if not is_since_report(reading, mark) and draft.how != "link":
            return Kind.CUMULATIVE, None
        if mark.role == "event" or said is Kind.FLOW:
            return Kind.FLOW, None  # "another 770 since the last update of 7 May" (GUIDE 10)
    if mark is not None and mark.role == "since" and default is Kind.FLOW and only_starts(reading, mark):
        return Kind.FLOW, None  # "starting on Sunday, fires swept the hills, killing 23"
    after = mark is not None and mark.first > draft.quantity.last
    if mark is not None and mark.role == "since" and after and goes_on_since(reading, mark):
        return Kind.FLOW, None  # "4,000 homes have been flooded after heavy rain since Monday"
    if mark is not None and mark.role == "since" and default is Kind.FLOW and tells_event(reading, mark):
        return Kind.FLOW, None
    if mark is not None and mark.key == "by" and said is None and default is Kind.STOCK and draft.term in _LIVE:
        return Kind.STOCK, None  # "until the end of March 4,000 people lived in the camp"
    here = mark is not None and mark.sentence == draft.sentence.index
    if mark is not None and mark.role in ("since", "event") and has_been_so(reading, draft):
        return Kind.STOCK, None
    if hint == Kind.CUMULATIVE and (default == Kind.FLOW or here or heads_arrivals(reading, draft, mark)):
        return Kind.CUMULATIVE, None
    if hint == Kind.STOCK and (default != Kind.FLOW or (mark is not None and mark.role == "height")):
        return Kind.STOCK, None
    if said is None and draft.term in MOVES and is_interval(mark) and here:
        surveyed = default is Kind.STOCK and is_survey(reading, draft.sentence)
        return (Kind.STOCK if surveyed else Kind.FLOW), None  # "from 2 to 9 May the DTM team identified 900 IDPs"
    if said is None and draft.term in _CAME and draft.how != "link" and here and has_come(reading, draft, mark, hint):
        return Kind.FLOW, None
    if said is None and default is Kind.FLOW and mark is None and goes_on_for_long(reading, draft):
        return Kind.CUMULATIVE, "as what goes on"
    undated = mark is None or mark.role != "count"
    if said is None and default is Kind.STOCK and undated and _was_recorded(reading, draft):
        return Kind.FLOW, "what was recorded"
    return (Kind.FLOW, None) if said == Kind.FLOW else (default, "by the term")


def _is_present(reading: Reading, draft: Draft) -> bool:
    """Tell whether a line stands under a heading that tells how it is now: "WHERE THEY LIVE NOW"."""
    moved = draft.term in MOVES or draft.term in _CAME
    return moved and draft.sentence.index in frame_of(reading).present


def is_brought(reading: Reading, draft: Draft) -> bool:
    """Tell whether a number is the total that something brings it to: "BRINGS THE TOTAL in the camps TO 26,000"."""
    cues = reading.cues(draft.sentence).all("kinds")
    return any(c.phrase.role == "bringing" and c.last < draft.quantity.first for c in cues)


def _is_ever(reading: Reading, draft: Draft) -> bool:
    """Tell whether a line counts all who were displaced, as one below counts those who still are.

    "TOTAL DISPLACED: 34,000", "CURRENTLY displaced: 12,000".
    """
    if draft.term is not Term.DISPLACED or draft.sentence.shape == "prose":
        return False
    total = reading.lexicon.asked("totals_ever")
    first, last = draft.quantity.first - _BESIDE, draft.quantity.last + _BESIDE
    here = range(max(draft.sentence.first, first), min(draft.sentence.last, last))
    if all(total.last(reading.words, k, draft.sentence.last) is None for k in here):
        return False
    below = reading.sentences[draft.sentence.index + 1 : draft.sentence.index + 1 + _BELOW]
    return any(c.phrase.role == "left" for s in below for c in reading.cues(s).all("kinds"))


_BESIDE = 6  # tokens from a number to "total displaced"
_BELOW = 4  # lines below a total that may tell how many still are


def _has_reached(reading: Reading, draft: Draft) -> bool:
    """Tell whether a number is how many are displaced: "the number of displaced people HAS REACHED 15,800"."""
    if draft.term is not Term.DISPLACED or draft.governor is None or draft.governor.phrase.role != "nouns":
        return False
    number, told = reading.lexicon.asked("totals", "number"), draft.governor.first
    opening = range(max(draft.sentence.first, told - _NUMBER_OF), told)
    if all(number.last(reading.words, k, told) is None for k in opening):
        return False
    cues, first = reading.cues(draft.sentence).all("kinds"), draft.quantity.first
    if not reading.lexicon.words("left_from").isdisjoint(reading.words[told:first]):
        return False  # those from a town are counted as they leave it
    return any(c.phrase.role == "reaching" and first - _REACHED <= c.last < first for c in cues)


_NUMBER_OF = 6  # tokens from "the number of" to what is counted
_REACHED = 2  # tokens from "reached" to its number, with a quotation mark between


def _will_be(reading: Reading, draft: Draft) -> bool:
    """Tell whether a forecast is of a state: "616,000 people WILL NEED food"."""
    governor = draft.governor
    wants = reading.lexicon.words("wants")
    return draft.term is Term.IN_NEED and governor is not None and reading.words[governor.first] in wants


def _was_done(reading: Reading, draft: Draft) -> bool:
    """Tell whether a table's column tells what was done to people, and not who is somewhere: "People displaced"."""
    return draft.governor is not None and draft.term not in LODGED and was_done_to(reading, draft.governor)


def _was_recorded(reading: Reading, draft: Draft) -> bool:
    """Tell whether somebody put on record who was displaced, but in no survey: "Karen State RECORDED 12,900 IDPs"."""
    if draft.term is not Term.DISPLACED or draft.quantity.first <= draft.sentence.first:
        return False
    recorded = {" ".join(p.words) for p in reading.lexicon.table("speakers", "undergone", "befell")}
    return reading.words[draft.quantity.first - 1] in recorded and not is_survey(reading, draft.sentence)


def _is_standing(reading: Reading, draft: Draft) -> bool:
    """Tell whether a large count of displaced people has no event behind it (GUIDE 13).

    "Over 2 million people have been displaced in North Kivu", in a text that dates none of its own news.
    """
    if draft.term is not Term.DISPLACED or draft.value < _LARGE or draft.governor is None or draft.increment:
        return False
    frame, first, last = frame_of(reading), draft.governor.first, draft.governor.last
    dated = frame.news or frame.since is not None
    if draft.sentence.shape != "prose" or (dated and draft.value < _HUGE):
        return False
    named = named_in(reading, draft.sentence) | named_in(reading, reading.sentences[0])
    town = not reading.lexicon.words("left_from").isdisjoint(reading.words[last + 1 : last + 2])
    if named - _LASTING or (draft.value < _HUGE and town):
        return False  # a storm's or a town's
    auxiliaries = reading.words[first - AUXILIARIES : first]
    if draft.how == "before":  # "the fighting HAS DISPLACED 126,000 people" is what it did, "HAD" what was so before
        return any(word in reading.lexicon.asked("perfect", "past").by_last for word in auxiliaries)
    return not reading.lexicon.words("perfect").isdisjoint(auxiliaries)


def _remains(reading: Reading, draft: Draft) -> bool:
    """Tell whether a part has a verb of its own that says how it is now: "800 of these ARE LIVING in tents"."""
    if draft.said is not Kind.STOCK or draft.how not in ("after", "noun") or draft.term not in MOVES:
        return False
    if draft.parent is None or draft.parent.sentence is draft.sentence or draft.how == "noun":
        return True
    role = draft.governor.phrase.role if draft.governor is not None else ""
    return role != "done" or any(c.phrase.role == "lasting" for c in reading.cues(draft.sentence).all("kinds"))


