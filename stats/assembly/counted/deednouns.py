"""What happened, counted itself with those it befell behind it: "75 DEATHS of migrants", "75 DÉCÈS d'enfants"."""

from stats.assembly.view import View
from stats.phrases import Phrase
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue


def deed_noun(view: View, q: Quantity, k: int) -> Cue | None:
    """Return the noun of what happened at token k right behind a number, None where there is none.

    The lexicon has it together with its "of" as well ("the DEATHS OF 300 people"), which hides the noun alone; where
    another number follows, that one is counted.
    """
    deed = next((c for c in view.starting("terms").get(k, ()) if c.phrase.role == "deeds" and c.last > c.first), None)
    if deed is None or any(deed.last < other.first <= deed.last + _NEXT for other in view.quantities if other is not q):
        return None
    alone = deed.phrase.words[:-1]
    known = view.reading.lexicon.starting(alone[0])
    if not any(p.table == "terms" and p.role == "nouns" and p.words == alone for p in known):
        return None
    phrase = Phrase(alone, "terms", deed.phrase.key, "nouns")
    return Cue(deed.first, deed.last - 1, deed.start, view.reading.ends[deed.last - 1], phrase)


_NEXT = 3  # tokens from "of" to another number: "of more than 300"
