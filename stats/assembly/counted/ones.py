"""Small numbers that count nobody: "one of the", "no one", "two sides", "families of six to eight people"."""

from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.vocabulary import HARMED, Unit

_NONE = 2  # the largest of them


def _some_harmed(view: View, q: Quantity) -> bool:
    """Tell whether something befell one or two of those told of: "ONE of the arrivals DIED", "killed TWO of them"."""
    of = view.last_of("of_the", q.last + 1)
    if of is None or of == q.last + 1:
        return False
    if any(c.phrase.key in HARMED for c in view.ending("terms").get(q.first - 1, ())):
        return True
    ends = [c.last for t in ("units", "terms") for c in view.starting(t).get(of + 1, ()) if c.phrase.role == "nouns"]
    ends += [c.last for c in view.starting("units").get(of + 1, ())]
    k = max(ends) + 1 if ends else view.stop
    told = [*view.starting("terms").get(k, ()), *view.starting("terms").get(_over_auxiliaries(view, k), ())]
    return any(c.phrase.key in HARMED and c.phrase.role in ("does", "done") for c in told)


def _over_auxiliaries(view: View, k: int) -> int:
    """Return the token after "were", "have been" at a token, that token where none stands there."""
    k += k < view.stop and view.words[k] in view.reading.lexicon.words("perfect")
    while k < view.stop and view.last_of("passive", k) is not None:
        k += 1
    return k


def _of_counted(view: View, q: Quantity) -> bool:
    """Tell whether those told of are counted themselves: "TWO OF THE 14 injured are in a serious condition"."""
    of = view.last_of("of_the", q.last + 1) if q.value > 1 else None  # "one of the 300 who fled" may be the speaker
    return of is not None and any(other.first == of + 1 and other.value > q.value for other in view.quantities)


def _are_only(view: View, q: Quantity) -> bool:
    """Tell whether people named before are two of many: "Ali and Musa ARE JUST TWO OF THE 300,000 displaced"."""
    k = q.core[0] - 1
    if q.value < _NONE or view.last_of("of_the", q.last + 1) in (None, q.last + 1):
        return False
    only = k > view.sentence.first + 1 and view.words[k] in view.reading.lexicon.words("mere")
    return only and view.last_of("passive", k - 1) is not None


def counts_nobody(view: View, q: Quantity) -> bool:
    """Tell whether a number word is a part of a phrase that counts nobody."""
    if q.value > _NONE:
        return False
    if view.has("share_whole", q.last + 1) and q.first > view.sentence.first and view.words[q.first - 1] == ",":
        return False  # "two were hurt, one of whom is in intensive care"
    if _are_only(view, q):
        return True
    if _some_harmed(view, q) or _of_counted(view, q):
        return False
    beside = [c for c in view.all("enumerated") if c.first <= q.core[0] <= c.last]
    lost = any(c.phrase.role == "nouns" for c in view.starting("terms").get(q.last + 1, ()))
    counted = lost or view.has("units", q.last + 1)  # "killed ONLY ONE PERSON", "ONLY ONE DEATH"
    return any(c.phrase.role != "alone" for c in beside) or (bool(beside) and not counted)


def is_size(view: View, q: Quantity) -> bool:
    """Tell whether a number only says how large each of many families is: "FAMILIES OF six to eight people"."""
    k = q.first - 1
    if q.value > _MEMBERS or view.words[k] not in view.reading.lexicon.words("numeral_of"):
        return False
    plural = view.reading.lexicon.grammar.get("people_endings", "s")
    homes = [c for c in view.ending("units").get(k - 1, ()) if c.phrase.key == Unit.HOUSEHOLD]
    many = bool(homes) and view.words[k - 1].endswith(plural)
    return many and all(p.last < homes[0].first - _NUMBER or p.first > k for p in view.quantities)


_MEMBERS = 30  # people of the largest family
_NUMBER = 3  # tokens from the number of families to their noun
