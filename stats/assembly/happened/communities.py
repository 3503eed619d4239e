"""What a population of so many is called: "a REFUGEE population of 5,000", "an IDP population of over 90,000"."""

from stats.assembly.counted.terms import Predicate
from stats.assembly.view import View
from stats.readers.reading import Cue
from stats.vocabulary import Term

_CALLED = frozenset({Term.REFUGEE, Term.DISPLACED, Term.RETURNED, Term.HOMELESS, Term.STRANDED})


def called_so(view: View, cue: Cue) -> Predicate | None:
    """Return what the word before a population calls it; None where it is that of a place.

    cue: a phrase before a number that tells how many live somewhere: "population of".
    """
    if cue.phrase.key != Term.POPULATION or view.words[cue.last] not in view.reading.lexicon.words("numeral_of"):
        return None
    named = (c for c in view.ending("terms").get(cue.first - 1, ()) if c.phrase.role in ("nouns", "done"))
    return next((Predicate(c, "before") for c in named if c.phrase.key in _CALLED), None)
