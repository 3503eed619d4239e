"""What people lost, lack or got, by the thing after the verb: "lost their mud houses", "have had a hygiene kit"."""

from stats.assembly.counted.terms import LOSS, Predicate
from stats.assembly.happened.governing import skip_left
from stats.assembly.joints import is_undone
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue
from stats.vocabulary import HOUSING, Term, Unit

_VERBS = ("gets", "loses", "sees", "lacks")
_VERB = 14  # tokens from people to the verb
_THING = 6  # tokens from a verb to the thing: "lost their old family HOMES"
_HARM = 6  # tokens from a thing to what happened to it: "saw their homes near the road FLATTENED"
_STOPS = frozenset(",;:.()–—")


def lost_or_got(view: View, q: Quantity, begin: int, limit: int) -> Predicate | None:
    """Return what people are who lost a thing, saw it harmed, or got one; None where no such verb is told of them.

    begin: token after the count and its noun. limit: token of the next count, or the sentence's end.
    """
    taken = view.first_of("costs", skip_left(view, q.first - 1))
    if taken is not None and (verb := view.cue("costs", taken)) is not None:
        lost = _of_thing(view, verb, begin, limit)
        if lost is not None:
            return Predicate(verb, "before", lost)  # "COST 300 households THEIR HOMES"
    verbs = view.reading.lexicon.firsts(*_VERBS)
    for k in range(begin, min(limit, begin + _VERB)):
        if view.words[k] in _STOPS:
            return None
        if view.words[k] not in verbs:
            continue
        cue = next((c for table in _VERBS if (c := view.cue(table, k)) is not None), None)
        if cue is None or is_undone(view, begin, k):
            continue
        told = _of_thing(view, cue, cue.last + 1, limit)
        if told is not None:
            return Predicate(cue, "after", told)
    return None


def _of_thing(view: View, verb: Cue, begin: int, limit: int) -> Term | None:
    """Return what the thing after a verb of losing, seeing or getting, from token `begin`, makes of people."""
    harm: Term | None = None
    share = next((q for q in view.quantities if q.share is not None and q.first == begin), None)
    begin = begin if share is None else share.last + 1  # "lost AT LEAST 70 PER CENT OF their cattle"
    role, undone = verb.phrase.table, view.reading.lexicon.words("undone")
    for k in range(begin, min(limit, begin + _THING)):
        if view.words[k] in _STOPS or view.words[k] in undone:
            return None
        if role == "gets":
            if view.has("relief_goods", k):
                return Term.IN_NEED
            continue
        if role == "sees" and harm is None:
            harm = next((Term(c.phrase.key) for c in view.starting("terms").get(k, ()) if _ruins(c)), None)
        home = any(c.phrase.key == Unit.DWELLING for c in view.starting("units").get(k, ()))
        home = home or view.words[k] in view.reading.lexicon.words("roofs")
        if role == "lacks" and not home:
            continue  # "without fields"
        if not home and view.words[k] not in view.reading.lexicon.words("livelihoods"):
            continue
        if role != "sees":
            return Term.HOMELESS if home else Term.AFFECTED
        harm = harm or _harmed(view, k + 1, limit)  # "watched bulldozers FLATTEN their homes", "saw them FLATTENED"
        return None if harm is None else LOSS[harm] if home else Term.AFFECTED
    return None


def _ruins(cue: Cue) -> bool:
    return cue.phrase.key in HOUSING and cue.phrase.role == "acts"


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
