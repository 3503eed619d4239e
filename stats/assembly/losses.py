"""What people lost or got, told with the thing after the verb: "lost their mud houses", "have had a hygiene kit"."""

from stats.assembly.joints import is_undone
from stats.assembly.nouns import HOUSING
from stats.assembly.terms import LOSS, Predicate
from stats.assembly.view import View
from stats.readers.reading import Cue
from stats.vocabulary import Term, Unit

_LOSING = ("loses", "sees")
_VERB = 14  # tokens from people to the verb
_THING = 6  # tokens from a verb to the thing: "lost their old family HOMES"
_HARM = 6  # tokens from a thing to what happened to it: "saw their homes near the road FLATTENED"
_STOPS = frozenset(",;:.()–—")


def lost_or_got(view: View, begin: int, limit: int) -> Predicate | None:
    """Return what people are who lost a thing, saw it harmed, or got one; None where no such verb is told of them.

    begin: token after the count and its noun. limit: token of the next count, or the sentence's end.
    """
    for k in range(begin, min(limit, begin + _VERB)):
        if view.words[k] in _STOPS:
            return None
        cue = next((c for table in ("gets", *_LOSING) if (c := view.cue(table, k)) is not None), None)
        if cue is None or is_undone(view, begin, k):
            continue
        told = _of_thing(view, cue, limit)
        if told is not None:
            return Predicate(cue, "after", told)
    return None


def loses(view: View, k: int) -> bool:
    """Tell whether a verb at a token tells what people lost by the thing after it."""
    return any(view.has(table, k) for table in _LOSING)


def _of_thing(view: View, verb: Cue, limit: int) -> Term | None:
    """Return what the thing after a verb of losing, seeing or getting makes of people."""
    role, undone = verb.phrase.table, view.reading.lexicon.words("undone")
    for k in range(verb.last + 1, min(limit, verb.last + 1 + _THING)):
        if view.words[k] in _STOPS or view.words[k] in undone:
            return None
        if role == "gets":
            if view.has("relief_goods", k):
                return Term.IN_NEED
            continue
        home = any(c.phrase.key == Unit.DWELLING for c in view.starting("units").get(k, ()))
        if not home and view.words[k] not in view.reading.lexicon.words("livelihoods"):
            continue
        if role == "loses":
            return Term.HOMELESS if home else Term.AFFECTED
        harm = _harmed(view, k + 1, limit)
        return None if harm is None else LOSS[harm] if home else Term.AFFECTED
    return None


def _harmed(view: View, begin: int, limit: int) -> Term | None:
    """Return what happened to a thing, as of homes: "FLATTENED"; None where nothing did."""
    for k in range(begin, min(limit, begin + _HARM)):
        if view.words[k] in _STOPS:
            return None
        told = (c for c in view.starting("terms").get(k, ()) if c.phrase.key in HOUSING and c.phrase.role != "hosts")
        cue = next(told, None)
        if cue is not None:
            return Term(cue.phrase.key)
    return None
