"""Reads one sentence: each number with what its noun, the words around it and its neighbours say of it."""

from stats.assembly.appositions import apposed, apposition, beyond, object_too, set_off
from stats.assembly.counts import Count, find_counts, is_pronoun
from stats.assembly.draft import Draft
from stats.assembly.drafting import draft_of, relate
from stats.assembly.following import after
from stats.assembly.joints import is_participle
from stats.assembly.labels import far, linked
from stats.assembly.lodging import camp_of
from stats.assembly.movements import (
    driven,
    given,
    held_in,
    moved,
    of_place,
    ordered,
    shifted_where,
    taken_where,
)
from stats.assembly.neighbours import take_from_next, take_from_previous
from stats.assembly.nouns import HOUSING
from stats.assembly.predicates import predicates
from stats.assembly.settled import settled
from stats.assembly.terms import BACKGROUND, Predicate, fits, strongest
from stats.assembly.view import View
from stats.readers.quantity import Quantity
from stats.readers.reading import Cue
from stats.vocabulary import TOLL, Term, Unit


def assemble_sentence(view: View) -> list[Draft]:
    """Return the drafts of one sentence of prose, a heading or a list item, in order."""
    counts = find_counts(view)
    for i, count in enumerate(counts):
        _own_term(view, counts, i, count)
    for i in range(len(counts) - 1, -1, -1):
        take_from_next(view, counts, i)
    for i in range(len(counts)):
        take_from_previous(view, counts, i)
    drafts: list[Draft] = []
    by_count: dict[int, Draft] = {}
    for i in range(len(counts)):
        draft = draft_of(view, counts, i)
        if draft is not None:
            by_count[i] = draft
            drafts.append(draft)
            relate(view, counts, i, by_count)
    return drafts


def _own_term(view: View, counts: list[Count], i: int, count: Count) -> None:
    """Find what the sentence itself says of a count: its noun, the words around it, its label, the nearest verb."""
    q = count.quantity
    start = counts[i - 1].quantity.last + 1 if i else view.sentence.first
    if i and view.first_of("increments", counts[i - 1].quantity.first - 1) is not None:
        start = view.sentence.first  # "the number of evacuees INCREASED BY 1,200 to 8,900"
    if count.noun is None and (named := _in_brackets(view, q, count.unit)) is not None:
        count.chosen, count.term = named, named.term
        return
    homes = counts[0] if i and count.noun is None and counts[0].base and counts[0].unit is Unit.DWELLING else None
    if homes is not None and count.unit is None:
        count.unit, count.unit_cue = homes.unit, homes.unit_cue  # "of these 90 damaged houses 30 lost their roofs"
    own = predicates(view, counts, i, count)
    called = own if count.unit_cue is not None and count.unit_cue.phrase.table == "terms" else []
    chosen = strongest([*count.left, *called, *count.right, *own], count.unit)  # "20 KILLED, hurt or missing"
    weak_place = chosen is not None and chosen.how == "lodged" and count.noun is None
    opened = _opening(view, counts, i)
    if opened is not None:
        chosen = strongest([*([chosen] if chosen is not None else ()), opened], count.unit)
    weak = chosen is None or (chosen.term in BACKGROUND and chosen.how not in ("before", "after"))
    if chosen is not None and chosen.how == "before" and (count.noun is None or chosen.cue.phrase.role == "hosts"):
        weak = weak or view.last_of("linking", chosen.cue.first) == chosen.cue.last  # "the toll has reached 193"
    if (weak or weak_place) and (count.noun is None or not own or chosen is not None):
        chosen = _labelled(view, count, start, chosen, own)
    if (chosen is None or (chosen.term is Term.POPULATION and chosen.how == "noun")) and count.noun is not None:
        camp = camp_of(view, q.first)
        chosen = Predicate(camp, "noun") if camp is not None else chosen
    if count.base and chosen is None:
        count.term = Term.POPULATION
        return
    if count.noun is None and chosen is not None and i and counts[i - 1].unit == Unit.DWELLING:
        chosen = _of_homes(view, chosen, [*count.left, *count.right]) or chosen
    if count.noun is None and chosen is None:
        chosen = object_too(view, q)
    if chosen is not None and set_off(view, q):
        chosen = None  # "most of the displaced, 19,500, are from the coast, the worst hit"
    if count.noun is None and chosen is None and apposed(view, count):
        chosen, count.unit_cue = apposition(view, q)
        chosen = strongest(beyond(view, counts, i, chosen), None)
    limit = counts[i + 1].quantity.first if i + 1 < len(counts) else view.sentence.last
    nouns = count.noun.terms if count.noun else ()
    if count.unit is not Unit.DWELLING:
        chosen = ordered(view, q, count.end, limit, nouns) or chosen
    loose = chosen is None or chosen.term in _IDLE or chosen.how == "lodged" or of_place(view, chosen, count.end)
    loose = loose or (chosen is not None and chosen.cue.phrase.role == "states" and driven(view, q))
    if loose and not count.base and count.unit != Unit.DWELLING:
        told = moved(view, q, count.end, limit, nouns)
        if told is not None and told.term in _MOVES and (q.share is not None or is_pronoun(view, count)):
            told = None  # "three quarters of them come from the capital": as their whole
        chosen = told or given(view, q, count.end) or chosen
    if chosen is not None and chosen.term is Term.AFFECTED and chosen.cue.first <= count.end:
        chosen = given(view, q, count.end) or chosen  # "gave food to 1,400 affected people"
    if chosen is not None and chosen.term is Term.RELOCATED:
        chosen = shifted_where(view, chosen, count.end, limit)
    if chosen is not None and chosen.term is Term.EVACUATED and chosen.how in ("before", "far"):
        chosen = taken_where(view, chosen, count.end, limit)
    if chosen is not None and chosen.how == "noun" and chosen.term is Term.DETAINED:
        lives = strongest([p for p in count.right if p.term in (Term.IN_CAMP, Term.SHELTERED)], count.unit)
        chosen = lives or chosen  # "2,900 inmates are LIVING IN RELIEF CAMPS"
    if chosen is not None and chosen.how == "noun" and chosen.term in _AWAY:
        told = moved(view, q, count.end, limit, nouns)
        goes_on = told is not None and told.term in (Term.RETURNED, Term.RELOCATED)
        chosen = told if goes_on else chosen  # "sent 300 IDPs back home", "900 refugees were MOVED to a new site"
    if chosen is None and count.noun is not None:
        chosen = held_in(view, q, count.end)
    if chosen is None and count.noun is not None:
        chosen = strongest(far(view, q, start, count.unit), count.unit)
        chosen = taken_where(view, chosen, count.end, limit) if chosen is not None else None
    if chosen is not None:
        chosen = settled(view, count, chosen, own, limit)
    if count.noun is None and chosen is not None and (told := _as_before(view, counts, i, chosen)) is not None:
        chosen = told
    if homes is not None and (chosen is None or chosen.term is Term.AFFECTED):
        chosen = homes.chosen
    count.chosen = chosen
    count.term = chosen.term if chosen else None
    if count.noun is None and count.unit is None and chosen is not None and (cue := _opened_with(view, q)) is not None:
        count.unit, count.unit_cue = Unit(cue.phrase.key), cue
    if count.noun is None and count.unit is None and chosen is not None and view.sentence.shape != "prose":
        heads = [c for c in view.ending("units").get(chosen.cue.first - 1, ()) if c.first == view.sentence.first]
        if heads and fits(chosen.term, Unit(heads[0].phrase.key)):  # "FAMILIES displaced 1,482"
            count.unit, count.unit_cue = Unit(heads[0].phrase.key), heads[0]
    if count.term in HOUSING and count.unit is None and (count.noun is None or count.noun.unit is None):
        count.unit = Unit.DWELLING


def _in_brackets(view: View, q: Quantity, unit: Unit | None) -> Predicate | None:
    """Return what the brackets right after a bare number tell and nothing else: "3 (dead), 17 (injured)"."""
    close = view.closers.get(q.last + 1)
    cues = view.starting("terms").get(q.last + 2, ()) if close is not None else ()
    return next((Predicate(c, "after") for c in cues if c.last + 1 == close and fits(c.phrase.key, unit)), None)


def _opening(view: View, counts: list[Count], i: int) -> Predicate | None:
    """Return what the opening of a sentence tells of its subject: "FLEEING clashes, 11,000 people reached the town"."""
    first, stop = view.sentence.first, counts[i].quantity.first
    if i or counts[i].noun is None or not 1 < stop - first <= _OPENING or view.words[stop - 1] != ",":
        return None
    cues = (c for c in view.starting("terms").get(first, ()) if fits(c.phrase.key, counts[i].unit))
    fleeing = is_participle(view, first)
    told = (c for c in cues if c.phrase.role in ("done", "states") or (c.phrase.role == "does" and fleeing))
    return next((Predicate(c, "after") for c in told if c.last < stop - 1), None)


_OPENING = 16  # tokens of what opens a sentence before its subject
_IDLE = frozenset({Term.ARMED, Term.POPULATION})
_AWAY = frozenset({Term.DISPLACED, Term.REFUGEE})
_MOVES = frozenset({Term.FLED, Term.EVACUATED})


def _labelled(view: View, count: Count, start: int, chosen: Predicate | None, own: list[Predicate]) -> Predicate | None:
    """Return the predicate of the label that heads a number, else what was chosen; take the label's unit."""
    links, unit_cue = linked(view, count.quantity, start, count.unit)
    if not links and chosen is None and unit_cue is not None and count.bracket is not None and count.noun is None:
        close = view.closers[count.bracket] + 1  # "people in Puttalam (12,760) and in Colombo (7,482) are affected"
        chosen = strongest(after(view, close, view.sentence.last, Unit(unit_cue.phrase.key)), None)
    if links:
        pool = [*count.left, *count.right, *own, *links] if count.noun else links
        unit = count.unit or (Unit(unit_cue.phrase.key) if unit_cue is not None else None)
        chosen = strongest(pool, unit) or strongest(pool, count.unit) or chosen
    if count.noun is None and unit_cue is not None and count.unit is None:
        unit = Unit(unit_cue.phrase.key)
        if chosen is None or fits(chosen.term, unit):
            count.unit, count.unit_cue = unit, unit_cue
    return chosen


def _of_homes(view: View, chosen: Predicate, pool: list[Predicate]) -> Predicate | None:
    """Return what the word that told a bare number's term tells of homes, counted just before: "212 washed away"."""
    return next((p for p in pool if p.cue.first == chosen.cue.first and p.term in HOUSING), None)


def _as_before(view: View, counts: list[Count], i: int, chosen: Predicate) -> Predicate | None:
    """Return what the noun of the count before tells of a bare number that only lives somewhere.

    "Turkey is home to 3.6 million Syrian refugees; 1.4 million LIVE in Lebanon", "900 IDPs are in a mosque, 200 OTHERS
    with host families".
    """
    others = any(c.phrase.role == "after" for c in view.starting("more").get(counts[i].quantity.last + 1, ()))
    if i and counts[i - 1].term in TOLL and chosen.term in _STAY_OR_HIT and is_pronoun(view, counts[i]):
        return counts[i - 1].chosen  # "213 were killed, eight of them in evacuation centres", "one of them HIT by"
    if not (chosen.term is Term.POPULATION and chosen.how == "after") and not (others and chosen.term in _STAY):
        return None
    named = next((c for c in reversed(counts[:i]) if c.noun is not None), None)
    return named.chosen if named is not None and named.term in _STANDING else None


_STAY = frozenset({Term.POPULATION, Term.SHELTERED, Term.IN_CAMP})
_STAY_OR_HIT = _STAY | {Term.AFFECTED}
_STANDING = frozenset({Term.REFUGEE, Term.DISPLACED, Term.HOMELESS})


def _opened_with(view: View, q: Quantity) -> Cue | None:
    """Return the noun of those of whom a bare number is a part: "Of the displaced families, 130,879 had help"."""
    if view.first_of("of_opening", view.sentence.first + 1) is None and not view.has("of_opening", view.sentence.first):
        return None
    head = range(view.sentence.first, q.first)
    if any(view.words[k][0].isdigit() for k in head) or view.words[q.first - 1] != ",":
        return None
    cues = [c for k in head for c in view.starting("units").get(k, ())]
    return cues[0] if cues else None
