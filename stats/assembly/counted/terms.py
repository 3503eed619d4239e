"""What happened to those counted: the term a word tells, what fits a unit, which of several words speaks for it."""

from collections.abc import Iterable
from typing import Any

from stats.assembly.counted.nouns import Noun
from stats.readers.reading import Cue
from stats.vocabulary import HOUSING, LODGED, Term, Unit

# Where two terms fit one count, the more specific wins (GUIDE, Terms): "displaced people living in camps" are
# displaced, "militants killed" are killed. Equal numbers: the nearer one.
STRENGTH: dict[str, float] = {
    Term.KILLED: 9, Term.INJURED: 9, Term.MISSING: 9, Term.DETAINED: 9, Term.RETURNED: 8, Term.EVACUATED: 7,
    Term.RELOCATED: 7, Term.STRANDED: 6.9, Term.HOUSING_DESTROYED: 7, Term.HOUSING_DAMAGED: 6, Term.FLED: 6,
    Term.REFUGEE: 6.5, Term.DISPLACED: 5, Term.HOMELESS: 4.5, Term.IN_CAMP: 4, Term.SHELTERED: 3.5, Term.OTHER: 3,
    Term.ARMED: 2.5, Term.IN_NEED: 2, Term.AFFECTED: 1.5, Term.POPULATION: 1,
}  # fmt: skip
_DWELLING_TERMS = frozenset(
    {Term.HOUSING_DESTROYED, Term.HOUSING_DAMAGED, Term.EVACUATED, Term.AFFECTED, Term.OTHER}
)
_LEFT = frozenset({Term.FLED, Term.DISPLACED, Term.RETURNED})
_UNDONE = frozenset({Term.DETAINED, Term.STRANDED, Term.MISSING})
# Terms that say what people are and not what happened to them: a label beside them tells more.
BACKGROUND = frozenset({Term.ARMED, Term.POPULATION, Term.OTHER})
_DRIVEN = frozenset({Term.DISPLACED, Term.FLED, Term.HOMELESS})
_FREE = frozenset({Term.FLED, Term.EVACUATED, Term.RELOCATED})
_AWAY = frozenset({Term.DISPLACED, Term.REFUGEE, Term.HOMELESS})
_VERBS = frozenset({"acts", "done"})
_HURT = frozenset({Term.INJURED, Term.MISSING})
_SURVIVED = frozenset({Term.INJURED, Term.DETAINED})  # "those who WERE HURT have died"
TERMS: dict[str, Any] = {term.value: term for term in Term}


class Predicate:
    """A cue that speaks of a number, and how it was found: noun, before, after, where, link, label, far, lodged.

    term: the one that the cue tells, or that its clause makes of it; a key of the lexicon that is no term fits nothing.
    """

    __slots__ = ("cue", "how", "term")

    def __init__(self, cue: Cue, how: str, instead: Term | None = None) -> None:
        self.cue = cue
        self.how = how
        self.term: Term = instead or TERMS.get(cue.phrase.key, cue.phrase.key)


def fits(term: str, unit: Unit | None) -> bool:
    """Tell whether a term can be said of a unit: dwellings are destroyed, people are not."""
    if term not in STRENGTH:  # the lexicon's "none": words that only look like a term
        return False
    if unit == Unit.DWELLING:
        return term in _DWELLING_TERMS
    return unit is None or term not in HOUSING or (unit == Unit.HOUSEHOLD and term == Term.HOUSING_DESTROYED)


def strongest(predicates: Iterable[Predicate], unit: Unit | None) -> Predicate | None:
    """Return the predicate of the most specific term that fits the unit; the first of equals."""
    best: Predicate | None = None
    pool = list(predicates)
    if len(pool) < 2:
        return pool[0] if pool and fits(pool[0].term, unit) else None
    if any(_is_free(p) for p in pool):
        pool = [p for p in pool if p.how != "noun" or p.term not in _UNDONE]  # "freed 57 prisoners", "900 inmates fled"
    if any(_drives(p) or (p.how == "after" and p.term is Term.HOMELESS) for p in pool):
        pool = [p for p in pool if p.how != "noun" or p.term != Term.REFUGEE]  # "displaced 2,000 refugees"
    if any(p.how in ("before", "after") and p.term is Term.AFFECTED and p.cue.phrase.role in _VERBS for p in pool):
        known = _AWAY | BACKGROUND
        pool = [p for p in pool if p.how != "noun" or p.term not in known]  # "floods HIT 6,000 displaced families"
    if any(p.how == "before" and p.term is Term.DISPLACED for p in pool):
        pool = [p for p in pool if p.how != "after" or p.term is not Term.FLED]  # "DISPLACED 900 who had to flee"
    if unit is Unit.HOUSEHOLD and any(p.how == "noun" and p.term in _AWAY for p in pool):
        pool = [p for p in pool if p.how != "after" or p.term not in HOUSING]  # "a camp for 900 IDP families was BURNT"
    if (crossed := next((p for p in pool if _crosses(p)), None)) is not None:  # "went ABROAD and were moved on"
        pool = [p for p in pool if p.term is not Term.EVACUATED or p.cue.first < crossed.cue.first]
    if any(p.term in _LEFT and p.cue.phrase.role in ("acts", "does") for p in pool):
        pool = [p for p in pool if not _is_whither(p)]  # "900 FLED to safer areas"
    if any(p.how == "after" and p.term is Term.EVACUATED and p.cue.phrase.role in ("done", "states") for p in pool):
        # "MOVED 90 OUT OF HARM'S WAY", but "the RELOCATION of 90 to safer ground"
        pool = [p for p in pool if p.how != "before" or p.term is not Term.RELOCATED or p.cue.phrase.role != "acts"]
    pool = _outlived(pool)
    if any(p.how == "after" and p.term is Term.HOUSING_DAMAGED and p.cue.phrase.role == "states" for p in pool):
        pool = [p for p in pool if p.how != "before" or p.term is not Term.HOUSING_DESTROYED]  # "ruined 90 IN PART"
    if unit is Unit.DWELLING and any(p.term in HOUSING for p in pool):
        pool = [p for p in pool if p.term is not Term.EVACUATED]  # "the wind TOOK 300 homes"
    people = {p.cue.first for p in pool if p.term not in HOUSING} if unit is None else set()
    for p in pool:
        if p.cue.first in people and p.term in HOUSING:
            continue  # "floods hit half a million": without a noun, people are meant
        if fits(p.term, unit) and (best is None or _rank(p) > _rank(best) or _tells_more(p, best)):
            best = p
    return best


def _drives(predicate: Predicate) -> bool:
    """Tell whether a verb before people says that they were driven out, and not that a place took them in."""
    return predicate.how == "before" and predicate.term in _DRIVEN and predicate.cue.phrase.role != "hosts"


def _crosses(predicate: Predicate) -> bool:
    """Tell whether people themselves went over a border: "CROSSED THE BORDER"."""
    verb = predicate.cue.phrase.role in ("does", "did")
    return predicate.term is Term.REFUGEE and predicate.how == "after" and verb


def _is_whither(predicate: Predicate) -> bool:
    """Tell whether words only say that people went out of harm's way: "TO SAFER AREAS"."""
    told = predicate.cue.phrase
    return predicate.term is Term.EVACUATED and predicate.how == "after" and told.role == "done" and len(told.words) > 2


def _is_free(predicate: Predicate) -> bool:
    """Tell whether those who were held or missing are so no more: "FREED 57", "57 hostages were FREED", "FLED"."""
    if predicate.term is Term.OTHER:
        return predicate.how == "before" or (predicate.how == "after" and predicate.cue.phrase.role == "done")
    return predicate.how == "after" and predicate.term in _FREE


def _outlived(pool: list[Predicate]) -> list[Predicate]:
    """Return predicates without what was so before: "the INJURED died", "who LOST THEIR HOMES live in schools".

    Nor with where people are whom somebody helps: "3,000 are being fed IN RELIEF CAMPS".
    """
    after = [p for p in pool if p.how == "after"]
    if not after:
        return pool
    died = next((p.cue.first for p in after if p.term is Term.KILLED), -_NEAR)
    housed = max((p.cue.first for p in after if p.term in LODGED), default=-1)
    fed = next((p.cue.last for p in after if p.term is Term.IN_NEED and _is_verb(p)), -1)
    return [
        p for p in pool
        if not (p.term in LODGED and p.cue.phrase.role in ("states", "") and 0 <= fed < p.cue.first)
        and not (p.how == "noun" and p.term in _HURT and 0 < died - p.cue.last <= _NEAR)
        and not (p.how == "after" and p.term in _SURVIVED and p.cue.last < died)
        and not (p.how == "after" and p.term is Term.HOMELESS and p.cue.phrase.role != "done" and p.cue.last < housed)
    ]  # fmt: skip


def _is_verb(predicate: Predicate) -> bool:
    return predicate.cue.phrase.role != "states"


_NEAR = 3  # tokens from "the injured" to "later died"


def _tells_more(predicate: Predicate, other: Predicate) -> bool:
    """Tell whether of two equals that overlap one goes on further: "were moved | TO A NEW", "moved to a new"."""
    a, b = predicate.cue, other.cue
    further = b.first < a.first <= b.last < a.last and a.phrase.role == b.phrase.role
    return further and _rank(predicate) == _rank(other)


def _rank(predicate: Predicate) -> tuple[float, bool]:
    """Rank by specificity; of one term's words a noun in a label tells more than what goes with it."""
    return STRENGTH[predicate.term], predicate.how == "link" and predicate.cue.phrase.role == "nouns"


def of_noun(noun: Noun | None) -> list[Predicate]:
    """Return the predicates inside a noun phrase: "displaced people", "IDPs", "injured soldiers"."""
    return [Predicate(c, "noun") for c in noun.terms] if noun else []


# What the loss of their homes makes of those who live in them (GUIDE 8).
LOSS = {Term.HOUSING_DESTROYED: Term.HOMELESS, Term.HOUSING_DAMAGED: Term.AFFECTED}


def of_their_homes(told: Predicate, unit: Unit | None) -> Predicate:
    """Return what befell the homes "of 300 families", told of those: they count homes, people do not.

    told: a predicate of LOSS.
    """
    ruined = unit is Unit.HOUSEHOLD and told.term is Term.HOUSING_DESTROYED
    return Predicate(told.cue, told.how, told.term if ruined else LOSS[told.term])
