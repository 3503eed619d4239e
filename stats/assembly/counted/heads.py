"""The head of a noun phrase behind a number, and what is told of it inside the phrase."""

from collections.abc import Sequence

from stats.assembly.counted.describing import is_compound, modifies
from stats.assembly.view import View
from stats.readers.reading import Cue
from stats.vocabulary import Unit


def head_of(view: View, unit: list[Cue] | None, nouns: list[Cue], found: list[Cue]) -> tuple[Cue | None, int]:
    """Return the head of a noun phrase: "refugee families" counts families, "refugee camps" counts none."""
    cue = max([*(unit or ()), *nouns], key=lambda c: c.last)
    found += [c for c in nouns if c.last <= cue.last]
    words, stop = view.words, view.sentence.last
    while True:
        k = cue.last + 1
        if k < stop and words[k] == "-" and view.touching(k) and k + 1 < stop:
            k += 1
        thing = view.starting("counted").get(k)
        units, nouns_after = (
            view.starting("units").get(k),
            [c for c in view.starting("terms").get(k, ()) if c.phrase.role == "nouns"],
        )
        if not thing and not units and not nouns_after and modifies(view, cue) and is_compound(view, k):
            return None, k
        if thing and not units and view.reading.starts[k] - view.reading.ends[cue.last] <= 1 and modifies(view, cue):
            return None, thing[0].last
        following = max([*(units or ()), *nouns_after], key=lambda c: c.last, default=None)
        family = following is not None and (cue.phrase.key, following.phrase.key) == (Unit.PERSON, Unit.HOUSEHOLD)
        if (
            following is None
            or not (modifies(view, cue) or family)  # "40 Roma families"
            or (following.phrase.table == "terms" and following.phrase.key == cue.phrase.key)
        ):
            return cue, cue.last
        found += nouns_after
        cue = following


def described_after(view: View, last: int, terms: list[Cue]) -> int:
    """Take what describes a noun after it into its terms, and return the last token: "families DISPLACED"."""
    k = last + 1
    while k < view.sentence.last:
        nouns = [c for c in view.starting("terms").get(k, ()) if c.phrase.role == "nouns"]
        if nouns:
            terms += nouns
            last = k = max(c.last for c in nouns)
        elif (nation := view.last_of("nationalities", k)) is not None:
            last = k = nation
        else:
            break
        k += 1
    return last


def named_in(view: View, head: Cue) -> Sequence[Cue]:
    """Return the noun inside a phrase that tells what happened too: "displaced FAMILIES", "FAMILLES deplacees"."""
    if view.reading.lexicon.grammar.get("noun_first"):
        return view.starting("units").get(head.first, ())
    return view.ending("units").get(head.last, ())
