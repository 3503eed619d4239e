"""Small number words that count nobody: "one of the", "no one", "two sides"."""

from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.vocabulary import HARMED

_NONE = 2  # the largest of them


def _one_harmed(view: View, q: Quantity) -> bool:
    """Tell whether something befell one of those told of: "ONE of the arrivals DIED of gunshot wounds"."""
    of = view.last_of("of_the", q.last + 1)
    if of is None or q.value != 1 or of == q.last + 1:
        return False
    ends = [c.last for t in ("units", "terms") for c in view.starting(t).get(of + 1, ()) if c.phrase.role == "nouns"]
    after = view.starting("terms").get(max(ends) + 1, ()) if ends else ()
    return any(c.phrase.key in HARMED and c.phrase.role == "does" for c in after)


def counts_nobody(view: View, q: Quantity) -> bool:
    """Tell whether a number word is a part of a phrase that counts nobody."""
    if q.value > _NONE:
        return False
    if view.has("share_whole", q.last + 1) and q.first > view.sentence.first and view.words[q.first - 1] == ",":
        return False  # "two were hurt, one of whom is in intensive care"
    if _one_harmed(view, q):
        return False
    beside = [c for c in view.all("enumerated") if c.first <= q.core[0] <= c.last]
    return any(c.phrase.role != "alone" for c in beside) or (bool(beside) and not view.has("units", q.last + 1))
