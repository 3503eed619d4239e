"""What a verb of coming and going tells in the end: who went home, who only wants to, who came to a camp."""

from collections.abc import Sequence

from stats.assembly.counted.counts import Count
from stats.assembly.counted.terms import Predicate, fits, strongest
from stats.assembly.happened.whither import come_where, goes_abroad, gone_home, gone_where
from stats.assembly.joints import is_undone
from stats.assembly.view import View
from stats.readers.reading import Cue
from stats.vocabulary import Term

_AWAY = frozenset({Term.DISPLACED, Term.REFUGEE})
_HIT = frozenset({Term.AFFECTED, Term.IN_NEED})
_COME = frozenset({Term.FLED, Term.DISPLACED})


def settled(view: View, count: Count, chosen: Predicate, own: Sequence[Predicate], limit: int) -> Predicate:
    """Return what a count's predicate tells in the end, by what stands before and after it.

    own: the predicates inside the count's noun. limit: token of the next count, or the sentence's end.
    """
    lexicon = view.reading.lexicon
    if chosen.term is Term.FLED and chosen.how == "after" and gone_home(view, chosen.cue):
        chosen = Predicate(chosen.cue, "after", Term.RETURNED)  # "have left the camp for their villages"
    if chosen.term in _COME and chosen.how == "after" and (abroad := gone_where(view, chosen.cue, limit)) is not None:
        chosen = Predicate(chosen.cue, "after", abroad)
    if chosen.term in _COME and chosen.how == "before" and goes_abroad(view, count.end, limit):
        verb = next(iter(view.ending("moves").get(chosen.cue.last, ())), chosen.cue)
        chosen = Predicate(verb, "before", Term.REFUGEE)  # "DROVE 900 families over the border"
    if _arrives(view, count, chosen):
        armed = next((p for p in own if p.term is Term.ARMED), None)
        driven = _reached_by(view, chosen.cue) or _driven_there(view, chosen.cue.last + 1, limit)
        chosen = armed or driven or Predicate(chosen.cue, "after", Term.FLED)
    if chosen.how == "after" and chosen.term is Term.RETURNED and is_undone(view, count.end, chosen.cue.first):
        away = strongest([p for p in own if p.term in _AWAY], count.unit)
        chosen = _done_after_all(view, count, chosen) or away or Predicate(chosen.cue, "after", Term.DISPLACED)
    if chosen.how == "before" and chosen.term is Term.AFFECTED and _ordered_out(view, chosen):
        chosen = Predicate(chosen.cue, "before", Term.EVACUATED)  # "an EVACUATION ORDER that affects 900 people"
    if chosen.how == "before" and chosen.term in _HIT and (headed := _happening(view, chosen, count)) is not None:
        chosen = headed
    if chosen.how == "before" and chosen.term in _HIT and _uprooted(view, chosen):
        chosen = Predicate(chosen.cue, "before", Term.DISPLACED)
    influx = chosen.cue.phrase.role == "deeds" and " ".join(chosen.cue.phrase.words) in lexicon.words("arrivals")
    if influx:
        chosen = strongest(own, count.unit) or _pouring_in(view, count, chosen)
    if chosen.how == "after" and chosen.term in _COME:
        chosen = come_where(view, chosen, limit)
    return chosen


def _pouring_in(view: View, count: Count, influx: Predicate) -> Predicate:
    """Return what an influx tells of those counted: nothing of whom no word for any people names: "of 300 TOURISTS"."""
    noun, lexicon = count.noun, view.reading.lexicon
    anybody = noun is None or noun.name or view.words[noun.last] in lexicon.words("anybody", "dwellers")
    return influx if anybody else Predicate(influx.cue, influx.how, Term.OTHER)


def _done_after_all(view: View, count: Count, wished: Predicate) -> Predicate | None:
    """Return the verb by which those did return who wished it before: "who ASKED to go home HAVE GONE back"."""
    later = (p for p in count.right if p.term is Term.RETURNED and p.cue.first > wished.cue.last)
    return next((p for p in later if not is_undone(view, wished.cue.last + 1, p.cue.first)), None)


def _ordered_out(view: View, chosen: Predicate) -> bool:
    """Tell whether an order to leave affects people, or the evacuation itself, and no storm."""
    lexicon, k = view.reading.lexicon, chosen.cue.first
    before = range(max(view.sentence.first, k - _ORDER), k)
    if any(view.has("out_orders", j) for j in before):
        return True
    moving = lexicon.words("evacuating") & lexicon.words("happenings")
    moved = any(view.words[j] in moving for j in before)
    return moved and not any(view.has("conjunctions", j) or view.has("hazards", j) for j in before)


def _uprooted(view: View, chosen: Predicate) -> bool:
    """Tell whether it is evictions that hit people, and no storm: "forced EVICTIONS hit two million", "reached"."""
    lexicon, first = view.reading.lexicon, view.sentence.first
    small = lexicon.words("auxiliaries", "perfect")
    k = chosen.cue.first - 1
    while k > first and view.words[k] in small:
        k -= 1
    near = view.words[max(first, k - 1) : k + 1]  # "the eviction DRIVE"
    return not lexicon.words("uprootings").isdisjoint(near)


def _happening(view: View, chosen: Predicate, count: Count) -> Predicate | None:
    """Return what the noun of what happened tells that heads a clause: "voluntary RETURNS to the town REACHED 900"."""
    verb, first = chosen.cue, view.opening
    if view.last_of("linking", verb.first) != verb.last:
        return None
    happenings = view.reading.lexicon.words("happenings")
    for k in range(first, min(verb.first, first + _OPENS)):
        if view.words[k] in happenings:
            told = (c for c in view.starting("terms").get(k, ()) if c.phrase.role == "nouns")
            return next((Predicate(c, "link") for c in told if fits(c.phrase.key, count.unit)), None)
        if view.words[k] in _STOPS or view.last_of("place_prepositions", k) is not None:
            break
    return None


_OPENS = 4  # tokens from the head of a sentence to its noun: "the number of RETURNS", "mass voluntary RETURNS"
_ORDER = 6  # tokens from "evacuation order" to "affects"


def _reached_by(view: View, verb: Cue) -> Predicate | None:
    """Return that help reached people, where no place follows: "900 people REACHED", "REACHED with food"."""
    k = verb.last + 1
    if not any(c.phrase.role == "reaches" for c in view.starting("gives").get(verb.last, ())):
        return None
    done = k >= view.sentence.last or view.words[k] in _STOPS or view.words[k] in view.reading.lexicon.words("by_means")
    return Predicate(verb, "after", Term.IN_NEED) if done else None


_STOPS = frozenset(",;:.)")


def _driven_there(view: View, begin: int, limit: int) -> Predicate | None:
    """Return what drove people to where they came: "reached the town, DRIVEN OUT by the raids"."""
    for k in range(begin, min(limit, view.sentence.last)):
        cues = [c for c in view.starting("terms").get(k, ()) if c.phrase.role == "done"]
        driven = next((c for c in cues if c.phrase.key == Term.DISPLACED), None)
        if driven is not None and (view.words[k - 1] == "," or view.last_of("passive", k - 1) is not None):
            return Predicate(driven, "after")
    return None


def _arrives(view: View, count: Count, chosen: Predicate) -> bool:
    """Tell whether people not called displaced have come somewhere, and so fled: "500 families REACHED the town"."""
    if chosen.how != "after" or chosen.term is not Term.DISPLACED or count.noun is None:
        return False
    called = any(c.phrase.key == Term.DISPLACED for c in count.noun.terms)
    return not called and view.words[chosen.cue.last] in view.reading.lexicon.words("arriving")
