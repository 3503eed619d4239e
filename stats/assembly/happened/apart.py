"""What stands beside a count and is told of something else: a place whose size it is, a total, a way to work."""

from stats.assembly.counted.leading import labels_lead, leads_next
from stats.assembly.counted.terms import Predicate
from stats.assembly.happened.governing import skip_left
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue
from stats.vocabulary import Term, Unit

_LEFT = frozenset({Term.FLED, Term.DISPLACED, Term.RETURNED})


def only_goes(view: View, told: Predicate) -> bool:
    """Tell whether a verb or a place only says where helpers are or go: "60 nurses CAME", "crews IN THE FORESTS"."""
    return told.term in _LEFT and (told.cue.phrase.role == "states" or told.cue.first in view.starting("moves"))


def names_place(view: View, told: Predicate, end: int) -> bool:
    """Tell whether those counted only say how large a place is, and what follows is told of the place."""
    if told.cue.phrase.role != "hosts":
        return False
    lexicon, last = view.reading.lexicon, told.cue.last
    people = any(p.table == "terms" and len(p.words) == 1 for p in lexicon.starting(view.words[last - 1]))
    of = view.words[last] in lexicon.words("numeral_of") and told.term is Term.POPULATION and not people
    struck = {*view.words[end + 1 : end + 2]} & lexicon.words("articles", "numeral_articles")
    return view.words[end : end + 1] == [","] or (of and (not view.has("relatives", end) or bool(struck)))


def without_next_label(view: View, q: Quantity, told: list[Predicate], end: int, limit: int) -> list[Predicate]:
    """Return what follows a bare number without the label of the next: "the dead rose to 12 AND THE INJURED TO 90".

    end: token after the number. limit: token of the next count.
    """
    if told and labels_lead(view):
        return []
    told = [p for p in told if not leads_next(view, q, p.cue.last)]
    if not told or limit >= view.sentence.last or not view.has("conjunctions", end + (view.words[end] == ",")):
        return told
    link = view.first_of("linking", skip_left(view, limit - 1))
    if link is None:
        return told
    return [p for p in told if p.cue.last + 1 != link or view.last_of("passive", p.cue.first - 1) is not None]


def without_things(view: View, told: list[Predicate], end: int, limit: int) -> list[Predicate]:
    """Return what follows a count without what is told of things joined to it: "90 homes flooded AND 12 BRIDGES DOWN".

    Only where something is told of those counted themselves.
    """
    things = next((q for q in view.quantities if end < q.first < limit), None)
    if things is None or not things.thing or not told:
        return told
    if view.words[things.first - 1] != "," and not view.has("conjunctions", things.first - 1):
        return told  # "900 people fled 12 VILLAGES and are in need"
    own = [p for p in told if p.cue.last < things.first]
    return own or told


def without_receiving(view: View, told: list[Predicate]) -> list[Predicate]:
    """Return what follows a bare number without what takes people in: "44 sites … and SIX are RECEIVING FAMILIES"."""
    return [p for p in told if p.term is not Term.IN_NEED or not _takes_in(view, p.cue.last + 1)]


def _takes_in(view: View, k: int) -> bool:
    """Tell whether people are the object of a verb before a token: "are receiving | 40 FAMILIES", not "| food"."""
    k += not view.has("np_stops", k) and k not in view.starting("units")
    return any(c.phrase.key != Unit.DWELLING for c in view.starting("units").get(k, ()))


def raises_total(view: View, cue: Cue) -> bool:
    """Tell whether a verb says how high a number is or will be: "THE NUMBER of refugees could REACH 45,000 people"."""
    if view.last_of("linking", cue.first) != cue.last:
        return False
    lexicon, k = view.reading.lexicon, cue.first - 1
    small = lexicon.words("perfect", "auxiliaries", "passive_adverbs", "infinitives")
    while k > view.sentence.first and view.words[k] in small:
        k -= 1
    if view.last_of("conjunctions", k) is not None:
        return False  # "raised the number of trucks AND REACHED 900 people"
    told = view.starting("attributions")
    for j in range(k, view.sentence.first - 1, -1):
        if any(c.phrase.key == "say" for c in told.get(j, ())) or any(q.first <= j <= q.last for q in view.quantities):
            return False  # "a total of 14 partners reached 900 people"
        if view.has("totals", j):
            return True
    return False


def of_total(view: View, cue: Cue) -> bool:
    """Tell whether a verb says how high a number is that a noun heads: "the death toll HAS REACHED 100 people"."""
    k, between = cue.first - 1, view.reading.lexicon.words("perfect", "passive_adverbs")
    while k > view.sentence.first and view.words[k] in between:
        k -= 1
    nouns = (c for c in view.ending("terms").get(k, ()) if c.phrase.role == "nouns")
    counts = view.words[k] == "," or view.words[cue.first - 1] in view.reading.lexicon.words("perfect")
    if counts and any(view.has("totals", j) for j in range(view.sentence.first, k)):
        return True  # "the NUMBER OF refugees after the eruption, in Karo District, REACHED 3,284 people"
    return bool(view.ending("labels").get(k)) or next(nouns, None) is not None
