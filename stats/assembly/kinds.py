"""Flow, cumulative or stock: what the verb, the words around it and the period say about a count (GUIDE, Kind)."""

from stats.assembly.draft import Draft
from stats.assembly.view import View
from stats.vocabulary import Kind, Term

# What a term is when nothing else speaks: by the role of the word that told it, "" for all other roles.
_DEFAULTS: dict[Term, dict[str, Kind]] = {
    Term.DISPLACED: {"nouns": Kind.STOCK, "states": Kind.STOCK, "": Kind.FLOW},
    Term.REFUGEE: {"does": Kind.FLOW, "deeds": Kind.FLOW, "": Kind.STOCK},
    Term.SHELTERED: {"done": Kind.STOCK, "acts": Kind.CUMULATIVE, "": Kind.STOCK},
    Term.IN_CAMP: {"": Kind.STOCK},
    Term.HOMELESS: {"nouns": Kind.STOCK, "states": Kind.STOCK, "": Kind.FLOW},
    Term.STRANDED: {"acts": Kind.FLOW, "": Kind.STOCK},
    Term.IN_NEED: {"": Kind.STOCK},
    Term.MISSING: {"": Kind.STOCK},
    Term.DETAINED: {"nouns": Kind.STOCK, "states": Kind.STOCK, "acts": Kind.FLOW, "": Kind.FLOW},
    Term.ARMED: {"": Kind.STOCK},
    Term.POPULATION: {"": Kind.STOCK},
    Term.OTHER: {"nouns": Kind.STOCK, "states": Kind.STOCK, "": Kind.FLOW},
}
_TOLLS = frozenset({Term.KILLED, Term.INJURED, Term.MISSING})
_EVENTS = frozenset({Term.KILLED, Term.INJURED, Term.HOUSING_DESTROYED, Term.HOUSING_DAMAGED})


def kind_of(draft: Draft, hint: Kind | None) -> tuple[Kind, str | None]:
    """Return the kind of a draft and the rule that told it, None where its own words did.

    hint: what the period says ("since …", "so far", "as of …": cumulative), None where it says nothing.
    """
    if draft.parent is not None and draft.parent.kind is not None and draft.parent.term == draft.term:
        return draft.parent.kind, "as the whole"
    if draft.same_as is not None and draft.same_as.kind is not None:
        return draft.same_as.kind, "as the same count"
    if draft.sibling is not None and draft.sibling.kind is not None and draft.sibling.term == draft.term:
        return draft.sibling.kind, "as the list"
    said = draft.said
    default = _default(draft)
    if draft.term in (Term.ARMED, Term.POPULATION):
        return Kind.STOCK, "armed strength and inhabitants are a state"
    if said == Kind.STOCK and draft.term not in _EVENTS:
        return Kind.STOCK, None
    if Kind.CUMULATIVE in (said, hint) and default != Kind.STOCK:
        return Kind.CUMULATIVE, None
    if said == Kind.CUMULATIVE:
        return Kind.CUMULATIVE, None
    if hint == Kind.STOCK and default != Kind.FLOW:
        return Kind.STOCK, None
    if said == Kind.FLOW:
        return Kind.FLOW, None
    return default, "by the term"


def _default(draft: Draft) -> Kind:
    role = draft.governor.phrase.role if draft.governor else ""
    if draft.term is None:
        return Kind.FLOW
    table = _DEFAULTS.get(draft.term, {})
    return table.get(role) or table.get("") or Kind.FLOW


def said_in(view: View, first: int, last: int, near: int) -> Kind | None:
    """Return the kind that words in tokens [first, last) tell, the nearest to token `near`."""
    best: tuple[int, Kind] | None = None
    for cue in view.all("kinds"):
        if first - 1 <= cue.first and cue.last <= last:
            distance = abs(cue.first - near)
            if best is None or distance < best[0]:
                best = (distance, Kind(cue.phrase.key))
    return best[1] if best else None
