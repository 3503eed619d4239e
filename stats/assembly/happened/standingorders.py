"""Orders to leave that stand over people: "evacuation ADVISORIES are in force FOR 450,000 people" (GUIDE 8)."""

from stats.assembly.counted.terms import Predicate
from stats.assembly.happened.governing import skip_left
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.vocabulary import Term

_REACH = 10  # tokens from an order to those it is for
_LIFTED = 4  # tokens from people to what became of the order


def under_order(view: View, q: Quantity, end: int) -> Predicate | None:
    """Return that people are ordered to leave, by an order that is for them; None where none is, or it was lifted.

    end: token after the count and its noun.
    """
    lexicon, k = view.reading.lexicon, skip_left(view, q.first - 1)
    if k <= view.sentence.first or view.words[k] not in lexicon.words("order_links"):
        return None
    over = view.words[end : min(end + _LIFTED, view.sentence.last)]
    if not lexicon.words("order_ends").isdisjoint(over):
        return None  # "evacuation orders for 900 people were LIFTED"
    for j in range(k - 1, max(view.sentence.first, k - _REACH) - 1, -1):
        if view.words[j] in ";:.()," or view.words[j] in lexicon.words("order_ends"):
            return None
        if (cue := view.cue("out_orders", j)) is not None:
            return Predicate(cue, "before", Term.EVACUATED)
    return None
