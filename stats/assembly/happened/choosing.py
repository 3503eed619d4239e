"""Which of the words of a sentence tells what happened to those counted: step by step, each mends the choice before.

The steps stand in STEPS in the order in which they are taken: first the words nearest to the count, its label and its
noun, then what stands farther off, then what a verb of moving comes to with all that goes with it.
"""

from collections.abc import Callable

from stats.assembly.counted.counts import is_pronoun
from stats.assembly.counted.terms import BACKGROUND, Predicate, fits, strongest
from stats.assembly.happened.appositions import apposed, apposition, beyond, in_numbers, object_too, set_off
from stats.assembly.happened.choice import Case
from stats.assembly.happened.following import after
from stats.assembly.happened.goings import AWAY, MOVES, by_gift, by_goal, by_loss, by_moving, by_onward, by_roof
from stats.assembly.happened.governing import skip_left
from stats.assembly.happened.holding import held_in
from stats.assembly.happened.inhabitants import stays_put, still_there
from stats.assembly.happened.inpart import in_part
from stats.assembly.happened.labels import far, linked
from stats.assembly.happened.lodging import camp_heading, camp_of, site_named
from stats.assembly.happened.movements import moved_away
from stats.assembly.happened.orders import is_told, ordered
from stats.assembly.happened.rescues import by_rescue
from stats.assembly.happened.settled import settled
from stats.assembly.happened.sizes import sized
from stats.assembly.happened.totals import HEADS, total_follows
from stats.assembly.happened.whither import taken_where
from stats.assembly.joints import is_participle
from stats.assembly.view import View
from stats.vocabulary import HOUSING, LODGED, TOLL, Term, Unit

_STAY = frozenset({Term.POPULATION, Term.SHELTERED, Term.IN_CAMP})
_CAME = frozenset({Term.RETURNED, Term.EVACUATED, Term.FLED, Term.RELOCATED})
_STAY_OR_HIT = _STAY | {Term.AFFECTED}
_SUBJECTS = AWAY | {Term.EVACUATED}
_STANDING = frozenset({Term.REFUGEE, Term.DISPLACED, Term.HOMELESS})
_BARE = 5  # tokens from a bare number to its verb: "300 have so far been moved"
_OPENING = 16  # tokens of what opens a sentence before its subject


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
    if chosen is not None and chosen.how == "lodged" and not case.bare and not own:
        chosen = _subject(case) or chosen
    if (weak_place or _is_weak(case, chosen)) and (case.bare or not own or chosen is not None):
        chosen = _labelled(case, chosen)
    if (chosen is None or (chosen.term is Term.POPULATION and chosen.how == "noun")) and not case.bare:
        camp = camp_of(view, case.q.first) or camp_heading(view, case.q.first)
        camp = camp or site_named(view, case.q.first, count.end - 1)
        chosen = Predicate(camp, "noun") if camp is not None else chosen
    return chosen


def _subject(case: Case) -> Predicate | None:
    """Return what the noun tells of whom a number is told: "EVACUEES there are now 69 people in two schools"."""
    links, _ = linked(case.view, case.count.quantity, case.start, case.count.unit)
    named = [p for p in links if p.term in _SUBJECTS and p.cue.phrase.role in ("nouns", "states")]
    return strongest(named, case.count.unit)


def _is_weak(case: Case, chosen: Predicate | None) -> bool:
    """Tell whether a label may know more than what was chosen."""
    if chosen is None or (chosen.term in BACKGROUND and chosen.how not in ("before", "after")):
        return True
    if chosen.how == "noun" and chosen.term in AWAY:
        if case.view.reading.lexicon.grammar.get("verb_first") and (
            case.view.first_of("linking", case.q.first - 1) is not None
        ):
            return True  # "the number of RETURNS came to 12 refugees"
        return case.view.words[case.q.first - 1] == ":"  # "Killed: 12 refugees"
    named = chosen.cue.phrase.role in (*HEADS, "states")
    if chosen.how == "after" and named and case.bare and total_follows(case.view, case.q):
        return True  # "brings to 640 THE NUMBER OF FAMILIES displaced"
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
    links = [p for p in links if not _names_others(case, p)]
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


def _names_others(case: Case, label: Predicate) -> bool:
    """Tell whether a noun before a count only names others: who counts, or those counted just before.

    "POLICE counted 2,300 residents", "arrested 320 PROTESTERS, including 45 children".
    """
    if label.term not in BACKGROUND:
        return False
    counting = case.view.ending("attributions").get(skip_left(case.view, case.q.first - 1), ())
    if label.term is Term.ARMED and not case.bare and any(c.phrase.key == "count" for c in counting):
        return True
    before = case.counts[case.i - 1] if case.i else None
    noun = before.noun if before is not None and before.term not in BACKGROUND else None
    return noun is not None and noun.first <= label.cue.first <= noun.last


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
    before = case.counts[case.i - 1] if case.i else None  # "killed 25 militants, 15 OF THEM here"
    counted = before is not None and before.end == case.q.first - 1
    counted = counted and before is not None and before.quantity.share is None  # but "half of them, 15, are back"
    if not case.bare or chosen is not None or counted or not apposed(case.view, case.count):
        return chosen
    named, case.count.unit_cue = apposition(case.view, case.q)
    if case.count.unit_cue is not None and case.count.unit_cue.phrase.key == Unit.HOUSEHOLD:
        case.count.unit = Unit.HOUSEHOLD
    told = strongest(beyond(case.view, case.counts, case.i, named), None)
    whence = told is not None and told.cue.phrase.table == "moves" and told.term in MOVES
    whence = whence and is_pronoun(case.view, case.count) and not _goes_on_to(case.view, told)
    return None if whence else told  # "three in four, 2,250, come from the coast": as their whole


def _in_numbers(case: Case, chosen: Predicate | None) -> Predicate | None:
    """What is told of people before their number, where it stands behind their verb: "they fled IN THEIR HUNDREDS"."""
    told, unit = in_numbers(case.view, case.q, case.limit) if case.bare else ([], None)
    if told and unit is not None and unit.phrase.key == Unit.HOUSEHOLD:
        case.count.unit, case.count.unit_cue = Unit.HOUSEHOLD, unit
    return strongest(told, case.count.unit) or chosen


def _goes_on_to(view: View, told: Predicate | None) -> bool:
    """Tell whether a verb of moving leads somewhere and is not said of where people are from: "WALKED through"."""
    outward = view.reading.lexicon.words("outward")
    return told is not None and outward.isdisjoint(view.words[told.cue.last + 1 : told.cue.last + 2])


def _ordered(case: Case, chosen: Predicate | None) -> Predicate | None:
    """Evacuated, where people are ordered to leave."""
    if case.count.unit is Unit.DWELLING:
        return chosen
    if chosen is not None and chosen.how == "after" and chosen.term is Term.FLED and is_told(case.view, chosen.cue):
        return Predicate(chosen.cue, "after", Term.EVACUATED)
    return ordered(case.view, case.q, case.count.end, case.limit, case.nouns) or chosen


def _living(case: Case, chosen: Predicate | None) -> Predicate | None:
    """Where those live who are only called inmates: "2,900 inmates are LIVING IN RELIEF CAMPS"."""
    if chosen is None or chosen.how != "noun" or chosen.term is not Term.DETAINED:
        return chosen
    return strongest([p for p in case.count.right if p.term in LODGED], case.count.unit) or chosen


def _farther(case: Case, chosen: Predicate | None) -> Predicate | None:
    """Where people are held, or what a word farther off tells of them."""
    if chosen is None and case.bare:
        told = moved_away(case.view, case.count.end, min(case.limit, case.count.end + _BARE))
        if told is not None and told.cue.first > case.count.end:
            return told  # "a million HAVE BEEN MOVED"
        return held_in(case.view, case.q, case.count.end, bare=True)
    if chosen is not None:
        return chosen
    chosen = held_in(case.view, case.q, case.count.end) if case.count.unit is not Unit.DWELLING else None
    if chosen is None:
        chosen = strongest(far(case.view, case.q, case.start, case.count.unit), case.count.unit)
        chosen = taken_where(case.view, chosen, case.count.end, case.limit) if chosen is not None else None
    return chosen or moved_away(case.view, case.count.end, case.limit)


def _still_there(case: Case, chosen: Predicate | None) -> Predicate | None:
    """Inhabitants, where no more is told of people than that they are still in a place."""
    return still_there(case.view, case.count) if chosen is None else chosen


def _stays_put(case: Case, chosen: Predicate | None) -> Predicate | None:
    """Inhabitants, where people would not go: "300 residents REFUSED TO be moved"."""
    if chosen is None or not stays_put(case.view, case.count, chosen):
        return chosen
    return Predicate(chosen.cue, "after", Term.POPULATION)


def _sized(case: Case, chosen: Predicate | None) -> Predicate | None:
    """Inhabitants, where a clause only says how many there are: "WHO NORMALLY NUMBER 70,000"."""
    return (sized(case.view, case.q) if case.bare else None) or chosen


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
    part = before and case.q.value <= before[-1].quantity.value  # not "31 have died AND 107,000 ARE affected"
    if part and before[-1].term in TOLL and (cared or chosen.term in _STAY_OR_HIT) and is_pronoun(view, count):
        return before[-1].chosen or chosen  # "213 were killed, eight of them in evacuation centres"
    if not (chosen.term is Term.POPULATION and chosen.how == "after") and not (others and chosen.term in _STAY):
        return chosen
    named = next((c for c in reversed(before) if c.noun is not None), None)
    like = named is not None and (named.term in _STANDING or (named.term in _CAME and is_pronoun(view, count)))
    return (named.chosen if named is not None and like else None) or chosen  # "900 came back, of whom 600 LIVED abroad"


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
    _of_homes, _object_too, _not_set_off, _apposed, _in_numbers, _ordered, by_loss, by_moving, by_gift, by_roof,
    by_goal, by_rescue, _living, by_onward, _farther, _still_there, _sized, _stays_put, _settled, _as_before, _as_homes,
    in_part,
)  # fmt: skip
