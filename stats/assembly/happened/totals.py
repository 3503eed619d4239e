"""Totals whose noun stands behind their verb or their number: "brings to 194 the number of lives claimed"."""

from collections.abc import Iterator

from stats.assembly.counted.terms import BACKGROUND, Predicate, fits
from stats.assembly.happened.governing import clause_heads
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue
from stats.vocabulary import Term, Unit

HEADS = frozenset(("done", "nouns", "words"))
"""Roles of the cues by which the noun of a total or label tells what happened."""
LABEL = 16  # tokens of a label such as "Civilians verified as killed in the capital:"


def behind_verb(view: View, q: Quantity, first: int, unit: Unit | None) -> tuple[list[Predicate], Cue | None] | None:
    """Return what the noun of a total tells that stands between its verb and its number, where verbs come first.

    "REACHED the number of REFUGEES in Lebanon 300,000".
    """
    for verb in clause_heads(view, q):
        last = view.last_of("linking", verb) if verb >= first else None
        total = view.last_of("totals", last + 1) if last is not None else None
        if total is None:
            continue
        noun: Cue | None = None
        told: tuple[str, ...] = tuple(HEADS)
        for k in range(total + 1, q.first):
            noun = noun or next(iter(view.starting("units").get(k, ())), None)
            cues = [*view.starting("terms").get(k, ()), *view.starting("labels").get(k, ())]
            found = [c for c in cues if c.phrase.role in told and fits(c.phrase.key, unit) and c.last < q.first]
            if found:
                return [Predicate(c, "link") for c in found], noun
            if view.has("relatives", k):
                told = (*HEADS, "does", "states")  # "the number of the Rohingya WHO FLED"
            elif view.has("np_stops", k):
                break
        if noun is not None:
            return [], noun
    return None


def total_follows(view: View, q: Quantity) -> bool:
    """Tell whether a number is told before its total: "brings TO 194 THE NUMBER OF lives claimed"."""
    total = view.last_of("totals", q.last + 1)
    if total is None or total == q.last + 1 or view.has("of_the", q.last + 1):
        return False  # "is home TO 50,000 REGISTERED refugees", "led TO 61 NO. OF deaths"
    return view.last_of("directions", q.first - 1) is not None


def total_after(view: View, q: Quantity, unit: Unit | None) -> tuple[list[Predicate], Cue | None]:
    """Read the noun of a total told after its number: "brings to 194 THE NUMBER OF LIVES claimed"."""
    noun: Cue | None = None
    armed: list[Cue] = []
    for k in range(q.last + 1, min(view.sentence.last, q.last + LABEL)):
        if view.words[k] in ",;.":
            break
        noun = noun or next(_units(view, range(k, k + 1)), None)
        cues = [*view.starting("terms").get(k, ()), *view.starting("labels").get(k, ())]
        found = [c for c in cues if c.phrase.role not in ("acts", "hosts") and fits(c.phrase.key, unit)]
        found = [c for c in found if not _cuts_noun(view, c)]
        if found and not all(c.phrase.key in BACKGROUND for c in found):
            inside = range(k, max(c.last for c in found) + 2)  # "the number of DISPLACED FAMILIES"
            return [Predicate(c, "link") for c in found], noun or next(_units(view, inside), None)
        armed = armed or found
        taken = next((c for c in view.starting("moves").get(k, ()) if c.phrase.role == "taken"), None)
        if noun is not None and taken is not None and view.has("directions", taken.last + 1):
            return [Predicate(taken, "link", Term.EVACUATED)], noun  # "the number of people TAKEN TO Alder"
    return [Predicate(c, "link") for c in armed], noun if armed else None


def _units(view: View, tokens: range) -> Iterator[Cue]:
    """Yield the words for those counted that begin among some tokens."""
    return (c for k in tokens for c in view.starting("units").get(k, ()))


def _cuts_noun(view: View, cue: Cue) -> bool:
    """Tell whether a word for those counted begins inside a phrase and goes on behind it: "OF AID workers"."""
    return any(c.last > cue.last for k in range(cue.first + 1, cue.last + 1) for c in view.starting("units").get(k, ()))
