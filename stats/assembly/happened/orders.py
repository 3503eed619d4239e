"""What people are told to do and what they are given: "told 300 families to leave", "handed blankets to 90 people"."""

from collections.abc import Sequence

from stats.assembly.counted.terms import Predicate
from stats.assembly.happened.governing import skip_left, steps_left
from stats.assembly.happened.standingorders import under_order
from stats.assembly.happened.totals import total_follows
from stats.assembly.joints import clause_ends
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue
from stats.vocabulary import Term

_REACH = 12  # tokens between a count and its verb


def ordered(view: View, q: Quantity, begin: int, limit: int, nouns: Sequence[Cue]) -> Predicate | None:
    """Return that people were told to go, None where no order is told: "ADVISED 240 families TO VACATE" (GUIDE 8).

    begin: token after the count and its noun. limit: token of the next count, or the sentence's end. nouns: the terms
    inside the noun.
    """
    first = view.first_of("orders", skip_left(view, q.first - 1))
    told = view.cue("orders", first) if first is not None else None
    if any(c.phrase.key == Term.ARMED for c in nouns):
        return None
    if told is None:
        told = _told_to(view, begin, limit) or _has_until(view, begin, limit)
        if told is None:
            return under_order(view, q, begin)
        begin = told.last + 1
    infinitives = view.reading.lexicon.words("infinitives")
    for j in range(begin, min(limit, begin + _REACH)):
        if view.words[j] in infinitives and view.has("leaving", j + 1):
            return Predicate(told, "before", Term.EVACUATED)
        if clause_ends(view, j, begin):
            return None
    return None


def _told_to(view: View, begin: int, limit: int) -> Cue | None:
    """Return the verb of an order that those counted get: "300 people WERE TOLD overnight to get out"."""
    orders = view.starting("orders")
    for k in range(begin, min(limit, begin + _REACH)) if orders else ():
        if clause_ends(view, k, begin):
            return None
        if k in orders and view.last_of("passive", k - 1) is not None:
            return view.cue("orders", k)
    return None


def _has_until(view: View, begin: int, limit: int) -> Cue | None:
    """Return the word of the time that people have to get out: "have UNTIL noon to leave", "had two HOURS to leave"."""
    perfect = view.reading.lexicon.words("perfect")
    for k in range(begin, min(limit, begin + _HAVE)):
        if view.words[k] in perfect:
            deadlines = range(k + 1, min(limit, k + _HAVE))
            return next((c for j in deadlines if (c := view.cue("deadlines", j)) is not None), None)
    return None


_HAVE = 4  # tokens from people to "have", and from there to the time


def is_told(view: View, verb: Cue) -> bool:
    """Tell whether a verb of leaving is what those counted are told to do: "were TOLD overnight TO GET OUT"."""
    if view.words[verb.first - 1] not in view.reading.lexicon.words("infinitives"):
        return False
    near = range(max(view.sentence.first + 1, verb.first - _TOLD), verb.first - 1)
    return any(view.has("orders", k) and view.last_of("passive", k - 1) is not None for k in near)


_TOLD = 7  # tokens from "told" to the verb of leaving


def given(view: View, q: Quantity, end: int) -> Predicate | None:
    """Return what a verb of giving tells of those whom the gift is for: "distributed soap to 300 families".

    end: token after the count and its noun, as in "reached 600 families WITH cash".
    """
    k = skip_left(view, q.first - 1)
    if total_follows(view, q):
        return None  # "BROUGHT TO 13,000 the number of those taken away"
    if end < view.sentence.last and view.words[end] in view.reading.lexicon.words("by_means"):
        reached = next((c for c in view.ending("gives").get(k, ()) if c.phrase.role == "reaches"), None)
        if reached is not None:
            return Predicate(reached, "before", Term.IN_NEED)
    giver = next((c for c in view.ending("gives").get(k, ()) if c.phrase.role == "whom"), None)
    if giver is not None and end > q.last + 1 and _gift_follows(view, end):
        return Predicate(giver, "before", Term.IN_NEED)
    near = (j for j in reversed(steps_left(view, q.first - 1)) if j >= view.sentence.first)
    k = next((j for j in near if view.words[j] in view.reading.lexicon.words("recipients")), -1)
    if k < 0 or view.first_of("totals", k - 1) is not None or _brings_number(view, k) or _changes(view, k):
        return None
    for j in range(k - 1, max(view.sentence.first, k - _GIFT) - 1, -1):
        if view.words[j] in ";:.()" or view.has("subordinators", j):
            return None
        cues = [c for c in view.starting("gives").get(j, ()) if c.phrase.role != "reaches"]
        if cues and (cues[0].phrase.role != "goods" or _goods_before(view, j)):
            return Predicate(cues[0], "before", Term.IN_NEED)
    return None


def _brings_number(view: View, k: int) -> bool:
    """Tell whether words right before a token say that a number is brought somewhere: "BRINGING THE NUMBER to 24"."""
    return any(c.phrase.role == "bringing" for c in view.ending("kinds").get(k - 1, ()))


def _gift_follows(view: View, end: int) -> bool:
    """Tell whether what is given stands behind those it is for: "gave 52 families 30 KG OF RICE each"."""
    for k in range(end, min(view.sentence.last, end + _GOODS)):
        if view.words[k] in ",;:.()" or view.last_of("place_prepositions", k) is not None:
            return False
        if view.has("relief_goods", k):
            return True
    return False


def _changes(view: View, to: int) -> bool:
    """Tell whether "to" leads from one number to another: "has DROPPED FROM 900 TO 640"."""
    older = next((q for q in view.quantities if q.last == to - 1), None)
    return older is not None and view.last_of("changes", older.first - 1) is not None


def _goods_before(view: View, k: int) -> bool:
    """Tell whether what is given stands before a verb at a token: "RATIONS had gone out to 650,000 people"."""
    return any(view.has("relief_goods", j) for j in range(max(view.sentence.first, k - _GOODS), k))


_GOODS = 5  # tokens from what is given to "gone out"
_GIFT = 14  # tokens of what is given
