"""What verbs of moving, losing and giving tell of a count, where no word tells more of it."""

from stats.assembly.counted.counts import is_pronoun
from stats.assembly.counted.terms import Predicate
from stats.assembly.happened.choice import Case, verb_from
from stats.assembly.happened.lodging import CAMP_REACH, camp_in
from stats.assembly.happened.losses import lost_or_got
from stats.assembly.happened.movements import driven, moved, moved_away, of_place
from stats.assembly.happened.orders import given
from stats.assembly.happened.whither import goal_in, led_where, shifted_where, taken_where
from stats.assembly.view import View
from stats.vocabulary import HOUSING, Term, Unit

_IDLE = frozenset({Term.ARMED, Term.POPULATION})
AWAY = frozenset({Term.DISPLACED, Term.REFUGEE})
MOVES = frozenset({Term.FLED, Term.EVACUATED})


def by_loss(case: Case, chosen: Predicate | None) -> Predicate | None:
    """What people lost or got, where no word by itself tells more: "lost their mud houses", "have had a kit"."""
    if case.count.base or case.count.unit is Unit.DWELLING:
        return chosen
    loose = chosen is None or chosen.term in _IDLE or chosen.how == "lodged"
    if not loose and chosen is not None and chosen.term not in HOUSING:
        return chosen
    return lost_or_got(case.view, case.q, *verb_from(case)) or chosen


def by_moving(case: Case, chosen: Predicate | None) -> Predicate | None:
    """What a verb of moving or giving tells, where no word tells more than who people are or where they stay."""
    view, count = case.view, case.count
    if count.base or count.unit == Unit.DWELLING:
        return chosen
    if chosen is not None and chosen.term is Term.SHELTERED and _is_whither(view, chosen):
        taken = moved(view, case.q, *verb_from(case), case.nouns)
        return taken if taken is not None and taken.term is Term.EVACUATED else chosen  # "TOOK 900 people to shelters"
    elsewhere = chosen is not None and of_place(view, chosen, count.end)
    loose = chosen is None or (chosen.term in _IDLE and chosen.how != "link") or chosen.how == "lodged" or elsewhere
    if not loose and not (chosen is not None and chosen.cue.phrase.role == "states" and driven(view, case.q)):
        return chosen
    told = moved(view, case.q, *verb_from(case), case.nouns)
    if told is not None and told.term in MOVES and (case.q.share is not None or is_pronoun(view, count)):
        by_others = told.term is Term.EVACUATED and view.last_of("passive", told.cue.first - 1) is not None
        by_others = by_others and goal_in(view, told.cue.last + 1, case.limit) is not Term.SHELTERED
        told = told if by_others or _leads_on(view, told) else None  # "half of them came from X": as their whole
    told = told or given(view, case.q, count.end)
    if told is None and any(c.phrase.key == Term.ARMED for c in case.nouns):
        return chosen  # "1,000 policemen MOVED IN"
    reach = case.limit if elsewhere else count.end + 1
    return told or moved_away(view, count.end, reach) or chosen  # "the mayor had 900 people MOVED"


def _leads_on(view: View, told: Predicate) -> bool:
    """Tell whether a verb of moving leads somewhere, and does not tell whence: "of them WENT TO the coast"."""
    k, outward = told.cue.last + 1, view.reading.lexicon.words("outward")
    onward = view.has("directions", k) and view.words[k] not in outward
    return told.how == "after" and told.cue.first in view.starting("moves") and onward


def _is_whither(view: View, chosen: Predicate) -> bool:
    """Tell whether a word of staying only says where to a verb leads: "were moved TO SHELTERS"."""
    return view.words[chosen.cue.first] in view.reading.lexicon.words("goes_into")


def by_gift(case: Case, chosen: Predicate | None) -> Predicate | None:
    """In need, where something is given to those affected: "gave food to 1,400 affected people"."""
    if chosen is None or chosen.cue.first > case.count.end:
        return chosen
    gone = chosen.how == "link" and chosen.term is Term.FLED  # "rations had GONE OUT to 650,000 people"
    if chosen.term is not Term.AFFECTED and not gone:
        return chosen
    return given(case.view, case.q, case.count.end) or chosen


def by_roof(case: Case, chosen: Predicate | None) -> Predicate | None:
    """Where those stay who are given something there: "are being helped INSIDE 17 EVACUATION CENTRES"."""
    if chosen is None or chosen.term is not Term.IN_NEED or chosen.how != "after":
        return chosen
    view, first, last = case.view, chosen.cue.first, chosen.cue.last
    given_to = any(view.last_of("passive", k) is not None for k in range(first - 2, last))
    if not given_to or view.last_of("inside", last + 1) is None:
        return chosen
    term = camp_in(view, last + 2, min(view.sentence.last, last + CAMP_REACH))
    return Predicate(chosen.cue, chosen.how, term) if term is not None else chosen


def by_goal(case: Case, chosen: Predicate | None) -> Predicate | None:
    """What those who are shifted or evacuated are, by where they are taken."""
    if chosen is not None and chosen.term is Term.RELOCATED:
        chosen = shifted_where(case.view, chosen, case.count.end, case.limit)
    if chosen is not None and chosen.term is Term.EVACUATED and chosen.how in ("before", "far"):
        chosen = taken_where(case.view, chosen, case.count.end, case.limit)
    elif chosen is not None and chosen.term is Term.EVACUATED and chosen.how == "after":
        chosen = led_where(case.view, chosen, case.limit)
    return chosen


def by_onward(case: Case, chosen: Predicate | None) -> Predicate | None:
    """Where those go on to who are away: "sent 300 IDPs back home", "900 refugees were MOVED to a new site"."""
    if chosen is None or chosen.how != "noun" or chosen.term not in AWAY or case.count.base:
        return chosen
    told = moved(case.view, case.q, *verb_from(case), case.nouns)
    return told if told is not None and told.term in (Term.RETURNED, Term.RELOCATED) else chosen
