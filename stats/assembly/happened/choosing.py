"""Which of the words of a sentence tells what happened to those counted: step by step, each mends the choice before.

The steps stand in STEPS in the order in which they are taken: first the words nearest to the count, its label and its
noun, then what stands farther off, then what a verb of moving comes to with all that goes with it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from stats.assembly.counted.counts import Count, is_pronoun
from stats.assembly.counted.nouns import HOUSING
from stats.assembly.counted.terms import BACKGROUND, Predicate, fits, strongest
from stats.assembly.counted.twounits import of_households
from stats.assembly.happened.appositions import apposed, apposition, beyond, object_too, set_off
from stats.assembly.happened.following import after
from stats.assembly.happened.holding import held_in
from stats.assembly.happened.inhabitants import still_there
from stats.assembly.happened.labels import far, linked
from stats.assembly.happened.lodging import camp_heading, camp_of, site_named
from stats.assembly.happened.losses import lost_or_got
from stats.assembly.happened.movements import driven, moved, moved_away, of_place
from stats.assembly.happened.orders import given, is_told, ordered
from stats.assembly.happened.settled import settled
from stats.assembly.happened.whither import led_where, shifted_where, taken_where
from stats.assembly.joints import is_participle
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue
from stats.vocabulary import LODGED, TOLL, Term, Unit

_IDLE = frozenset({Term.ARMED, Term.POPULATION})
_AWAY = frozenset({Term.DISPLACED, Term.REFUGEE})
_MOVES = frozenset({Term.FLED, Term.EVACUATED})
_STAY = frozenset({Term.POPULATION, Term.SHELTERED, Term.IN_CAMP})
_STAY_OR_HIT = _STAY | {Term.AFFECTED}
_STANDING = frozenset({Term.REFUGEE, Term.DISPLACED, Term.HOMELESS})
_DASHES = frozenset("–—")
_OPENING = 16  # tokens of what opens a sentence before its subject


@dataclass(slots=True)
class Case:
    """A count whose term is asked for. own: the predicates inside its noun. homes: the homes it is a share of.

    start: token from which its label may begin. limit: token of the next count, or the sentence's end.
    """

    view: View
    counts: list[Count]
    i: int
    count: Count
    own: list[Predicate]
    homes: Count | None
    start: int
    limit: int

    @property
    def q(self) -> Quantity:
        """The number."""
        return self.count.quantity

    @property
    def bare(self) -> bool:
        """Whether no noun says who is counted."""
        return self.count.noun is None

    @property
    def nouns(self) -> tuple[Cue, ...] | list[Cue]:
        """The terms inside the noun."""
        return self.count.noun.terms if self.count.noun else ()


def choose(case: Case) -> Predicate | None:
    """Return the predicate that tells what happened to a count, None where the sentence does not; may set its unit."""
    chosen = nearest(case)
    if case.count.base and chosen is None:
        return moved_away(case.view, case.count.end, case.count.end + 1)  # "of the 258 MOVED from three villages"
    for step in STEPS:
        chosen = step(case, chosen)
    return chosen


def nearest(case: Case) -> Predicate | None:
    """Return what the words beside a count tell: its noun, its verbs, how the sentence opens, its label, its camp."""
    view, count, own = case.view, case.count, case.own
    called = own if count.unit_cue is not None and count.unit_cue.phrase.table == "terms" else []
    chosen = strongest([*count.left, *called, *count.right, *own], count.unit)  # "20 KILLED, hurt or missing"
    weak_place = chosen is not None and chosen.how == "lodged" and case.bare
    opened = _opening(case)
    if opened is not None:
        chosen = strongest([*([chosen] if chosen is not None else ()), opened], count.unit)
    if (weak_place or _is_weak(case, chosen)) and (case.bare or not own or chosen is not None):
        chosen = _labelled(case, chosen)
    if (chosen is None or (chosen.term is Term.POPULATION and chosen.how == "noun")) and not case.bare:
        camp = camp_of(view, case.q.first) or camp_heading(view, case.q.first)
        camp = camp or site_named(view, case.q.first, count.end - 1)
        chosen = Predicate(camp, "noun") if camp is not None else chosen
    return chosen


def _is_weak(case: Case, chosen: Predicate | None) -> bool:
    """Tell whether a label may know more than what was chosen."""
    if chosen is None or (chosen.term in BACKGROUND and chosen.how not in ("before", "after")):
        return True
    if chosen.how == "noun" and chosen.term in _AWAY:
        return case.view.words[case.q.first - 1] == ":"  # "Killed: 12 refugees"
    if chosen.how != "before" or not (case.bare or chosen.cue.phrase.role == "hosts"):
        return False
    return case.view.last_of("linking", chosen.cue.first) == chosen.cue.last  # "the toll has reached 193"


def _opening(case: Case) -> Predicate | None:
    """Return what the opening of a sentence tells of its subject: "FLEEING clashes, 11,000 people reached the town"."""
    view, first, stop = case.view, case.view.sentence.first, case.q.first
    if case.i or case.bare or not 1 < stop - first <= _OPENING or view.words[stop - 1] != ",":
        return None
    cues = (c for c in view.starting("terms").get(first, ()) if fits(c.phrase.key, case.count.unit))
    fleeing = is_participle(view, first)
    told = (c for c in cues if c.phrase.role in ("done", "states") or (c.phrase.role == "does" and fleeing))
    return next((Predicate(c, "after") for c in told if c.last < stop - 1), None)


def _labelled(case: Case, chosen: Predicate | None) -> Predicate | None:
    """Return the predicate of the label that heads a number, else what was chosen; take the label's unit."""
    view, count = case.view, case.count
    links, unit_cue = linked(view, count.quantity, case.start, count.unit)
    named = unit_cue is not None and not any(c.unit_cue is unit_cue and c.chosen for c in case.counts[: case.i])
    if not links and chosen is None and unit_cue is not None and count.bracket is not None and case.bare and named:
        close = view.closers[count.bracket] + 1  # "people in Puttalam (12,760) and in Colombo (7,482) are affected"
        chosen = strongest(after(view, close, view.sentence.last, Unit(unit_cue.phrase.key)), None)
    if links:
        pool = links if case.bare else [*count.left, *count.right, *case.own, *links]
        unit = count.unit or (Unit(unit_cue.phrase.key) if unit_cue is not None else None)
        chosen = strongest(pool, unit) or strongest(pool, count.unit) or chosen
    if case.bare and unit_cue is not None and count.unit is None:
        unit = Unit(unit_cue.phrase.key)
        if chosen is None or fits(chosen.term, unit):
            count.unit, count.unit_cue = unit, unit_cue
    return chosen


def _of_homes(case: Case, chosen: Predicate | None) -> Predicate | None:
    """What the chosen word tells of homes, where a bare number follows a count of them: "… , 212 washed away"."""
    if not case.bare or chosen is None or not case.i or case.counts[case.i - 1].unit != Unit.DWELLING:
        return chosen
    pool = [*case.count.left, *case.count.right]
    return next((p for p in pool if p.cue.first == chosen.cue.first and p.term in HOUSING), chosen)


def _object_too(case: Case, chosen: Predicate | None) -> Predicate | None:
    """What a verb tells of the count before, where a bare number is its object too."""
    return object_too(case.view, case.q) if case.bare and chosen is None else chosen


def _not_set_off(case: Case, chosen: Predicate | None) -> Predicate | None:
    """Nothing, where the count is only set off: "most of the displaced, 19,500, are from the coast, the worst hit"."""
    return None if chosen is not None and set_off(case.view, case.q) else chosen


def _apposed(case: Case, chosen: Predicate | None) -> Predicate | None:
    """What those are called beside whom a bare number stands, and what is told of them beyond it."""
    counted = case.i > 0 and case.counts[case.i - 1].end == case.q.first - 1  # "killed 25 militants, 15 OF THEM here"
    if not case.bare or chosen is not None or counted or not apposed(case.view, case.count):
        return chosen
    named, case.count.unit_cue = apposition(case.view, case.q)
    told = strongest(beyond(case.view, case.counts, case.i, named), None)
    whence = told is not None and told.cue.phrase.table == "moves" and told.term in _MOVES
    whence = whence and is_pronoun(case.view, case.count)
    return None if whence else told  # "three in four, 2,250, come from the coast": as their whole


def _ordered(case: Case, chosen: Predicate | None) -> Predicate | None:
    """Evacuated, where people are ordered to leave."""
    if case.count.unit is Unit.DWELLING:
        return chosen
    if chosen is not None and chosen.how == "after" and chosen.term is Term.FLED and is_told(case.view, chosen.cue):
        return Predicate(chosen.cue, "after", Term.EVACUATED)
    return ordered(case.view, case.q, case.count.end, case.limit, case.nouns) or chosen


def _lost_or_got(case: Case, chosen: Predicate | None) -> Predicate | None:
    """What people lost or got, where no word by itself tells more: "lost their mud houses", "have had a kit"."""
    if case.count.base or case.count.unit is Unit.DWELLING:
        return chosen
    loose = chosen is None or chosen.term in _IDLE or chosen.how == "lodged"
    if not loose and chosen is not None and chosen.term not in HOUSING:
        return chosen
    return lost_or_got(case.view, case.q, *_verb_from(case)) or chosen


def _moved(case: Case, chosen: Predicate | None) -> Predicate | None:
    """What a verb of moving or giving tells, where no word tells more than who people are or where they stay."""
    view, count = case.view, case.count
    if count.base or count.unit == Unit.DWELLING:
        return chosen
    if chosen is not None and chosen.term is Term.SHELTERED and _is_whither(view, chosen):
        taken = moved(view, case.q, *_verb_from(case), case.nouns)
        return taken if taken is not None and taken.term is Term.EVACUATED else chosen  # "TOOK 900 people to shelters"
    elsewhere = chosen is not None and of_place(view, chosen, count.end)
    loose = chosen is None or chosen.term in _IDLE or chosen.how == "lodged" or elsewhere
    if not loose and not (chosen is not None and chosen.cue.phrase.role == "states" and driven(view, case.q)):
        return chosen
    told = moved(view, case.q, *_verb_from(case), case.nouns)
    if told is not None and told.term in _MOVES and (case.q.share is not None or is_pronoun(view, count)):
        told = None  # "three quarters of them come from the capital": as their whole
    told = told or given(view, case.q, count.end)
    if told is None and any(c.phrase.key == Term.ARMED for c in case.nouns):
        return chosen  # "1,000 policemen MOVED IN"
    reach = case.limit if elsewhere else count.end + 1
    return told or moved_away(view, count.end, reach) or chosen  # "the mayor had 900 people MOVED"


def _is_whither(view: View, chosen: Predicate) -> bool:
    """Tell whether a word of staying only says where to a verb leads: "were moved TO SHELTERS"."""
    return view.words[chosen.cue.first] in view.reading.lexicon.words("goes_into")


def _verb_from(case: Case) -> tuple[int, int]:
    """Return the tokens among which the verb of a count is sought, after what is inserted beside it.

    After brackets that only tell more of it, and where it closes an insertion itself: "90 families (412 people) WERE
    TURNED OUT", "97 families, or 417 people, WERE TURNED OUT".
    """
    view, end, limit = case.view, case.count.end, case.limit
    if end >= view.sentence.last:
        return end, limit
    if view.words[end] == "(" and (close := view.closers.get(end)) is not None:
        later = (c.quantity.first for c in case.counts[case.i + 1 :] if c.quantity.first > close)
        return close + 1, next(later, view.sentence.last)
    following = case.counts[case.i + 1 : case.i + 3]
    if following and of_households(view, case.count, following[0]):
        limit = following[1].quantity.first if len(following) > 1 else view.sentence.last
        k = following[0].end
        return k + (view.words[end] == "," and view.words[k : k + 1] == [","]), limit
    if not case.i:
        return end, limit
    if view.words[end] in _DASHES:
        return end + any(view.words[c.end : c.end + 1] in (["–"], ["—"]) for c in case.counts[: case.i]), limit
    before = case.counts[case.i - 1].end
    restated = view.words[before : before + 1] == [","] and view.last_of("equal_links", before + 1) is not None
    restated = restated or of_households(view, case.counts[case.i - 1], case.count)
    return end + (restated and view.words[end] == ","), limit


def _given(case: Case, chosen: Predicate | None) -> Predicate | None:
    """In need, where something is given to those affected: "gave food to 1,400 affected people"."""
    if chosen is None or chosen.cue.first > case.count.end:
        return chosen
    gone = chosen.how == "link" and chosen.term is Term.FLED  # "rations had GONE OUT to 650,000 people"
    if chosen.term is not Term.AFFECTED and not gone:
        return chosen
    return given(case.view, case.q, case.count.end) or chosen


def _taken_where(case: Case, chosen: Predicate | None) -> Predicate | None:
    """What those who are shifted or evacuated are, by where they are taken."""
    if chosen is not None and chosen.term is Term.RELOCATED:
        chosen = shifted_where(case.view, chosen, case.count.end, case.limit)
    if chosen is not None and chosen.term is Term.EVACUATED and chosen.how in ("before", "far"):
        chosen = taken_where(case.view, chosen, case.count.end, case.limit)
    elif chosen is not None and chosen.term is Term.EVACUATED and chosen.how == "after":
        chosen = led_where(case.view, chosen, case.limit)
    return chosen


def _living(case: Case, chosen: Predicate | None) -> Predicate | None:
    """Where those live who are only called inmates: "2,900 inmates are LIVING IN RELIEF CAMPS"."""
    if chosen is None or chosen.how != "noun" or chosen.term is not Term.DETAINED:
        return chosen
    return strongest([p for p in case.count.right if p.term in LODGED], case.count.unit) or chosen


def _moved_on(case: Case, chosen: Predicate | None) -> Predicate | None:
    """Where those go on to who are away: "sent 300 IDPs back home", "900 refugees were MOVED to a new site"."""
    if chosen is None or chosen.how != "noun" or chosen.term not in _AWAY:
        return chosen
    told = moved(case.view, case.q, case.count.end, case.limit, case.nouns)
    return told if told is not None and told.term in (Term.RETURNED, Term.RELOCATED) else chosen


def _farther(case: Case, chosen: Predicate | None) -> Predicate | None:
    """Where people are held, or what a word farther off tells of them."""
    if chosen is not None or case.bare:
        return chosen
    chosen = held_in(case.view, case.q, case.count.end)
    if chosen is None:
        chosen = strongest(far(case.view, case.q, case.start, case.count.unit), case.count.unit)
        chosen = taken_where(case.view, chosen, case.count.end, case.limit) if chosen is not None else None
    return chosen or moved_away(case.view, case.count.end, case.limit)


def _still_there(case: Case, chosen: Predicate | None) -> Predicate | None:
    """Inhabitants, where no more is told of people than that they are still in a place."""
    return still_there(case.view, case.count) if chosen is None else chosen


def _settled(case: Case, chosen: Predicate | None) -> Predicate | None:
    """What a verb of coming and going tells in the end."""
    return settled(case.view, case.count, chosen, case.own, case.limit) if chosen is not None else None


def _as_before(case: Case, chosen: Predicate | None) -> Predicate | None:
    """What the noun of the count before tells of a bare number that only lives somewhere.

    "Turkey is home to 3.6 million Syrian refugees; 1.4 million LIVE in Lebanon", "900 IDPs are in a mosque, 200 OTHERS
    with host families".
    """
    if not case.bare or chosen is None:
        return chosen
    view, count, before = case.view, case.count, case.counts[: case.i]
    others = any(c.phrase.role == "after" for c in view.starting("more").get(case.q.last + 1, ()))
    cared = chosen.term is Term.IN_NEED and before and before[-1].term is Term.KILLED  # "18 of them were GIVEN a name"
    if before and chosen.term is Term.POPULATION and _only_has(view, chosen):
        return before[-1].chosen or chosen  # "12 dead at a time when the agency HAD nine"
    if before and before[-1].term in TOLL and (cared or chosen.term in _STAY_OR_HIT) and is_pronoun(view, count):
        return before[-1].chosen or chosen  # "213 were killed, eight of them in evacuation centres"
    if not (chosen.term is Term.POPULATION and chosen.how == "after") and not (others and chosen.term in _STAY):
        return chosen
    named = next((c for c in reversed(before) if c.noun is not None), None)
    return (named.chosen if named is not None and named.term in _STANDING else None) or chosen


def _only_has(view: View, chosen: Predicate) -> bool:
    """Tell whether a bare number is what somebody has, as the count before: "the mayor spoke of 40, they HAD 30"."""
    hosts = chosen.how == "before" and chosen.cue.phrase.role == "hosts" and view.has("place_has", chosen.cue.first)
    return hosts and not view.has("relatives", chosen.cue.first - 1)


def _as_homes(case: Case, chosen: Predicate | None) -> Predicate | None:
    """What is told of the homes that a bare number is a share of, where nothing else is told of it."""
    if case.homes is None or (chosen is not None and chosen.term is not Term.AFFECTED):
        return chosen
    return case.homes.chosen


STEPS: tuple[Callable[[Case, Predicate | None], Predicate | None], ...] = (
    _of_homes, _object_too, _not_set_off, _apposed, _ordered, _lost_or_got, _moved, _given, _taken_where, _living,
    _moved_on, _farther, _still_there, _settled, _as_before, _as_homes,
)  # fmt: skip
