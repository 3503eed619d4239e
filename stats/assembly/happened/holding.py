"""The shelter that a sentence names before those in it: "87 centres WITH 4,277 families", "AT a shelter 40 stayed"."""

from stats.assembly.counted.terms import Predicate
from stats.assembly.happened.governing import skip_left
from stats.assembly.happened.lodging import camp_named
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.vocabulary import Term


def held_in(view: View, q: Quantity, end: int, *, bare: bool = False) -> Predicate | None:
    """Return what a shelter tells whose people are counted: "87 centres WITH 4,277 families", "WHERE 8,654".

    end: token after the count and its noun. bare: nobody says who is counted, so that only a verb of staying tells it:
    "AT THE STADIUM, 1,800 WAIT OUT the storm".
    """
    k = q.first - 1
    low = max(view.sentence.first, q.first - _HELD)
    if bare:
        idle = end < view.sentence.last and view.words[end] in view.reading.lexicon.words("auxiliaries")
        term = None if idle or not _stays_there(view, q, end) else camp_named(view, low, k - (view.words[k] == ",") + 1)
    elif view.words[k] in view.reading.lexicon.words("by_means"):
        term = camp_named(view, low, k - (view.words[k - 1] == ","))
    elif (verb := _verb_of_holding(view, q)) is not None:
        term = camp_named(view, max(view.sentence.first, verb - _NEAR), verb)  # "the CAMP CONTAINS 900 people"
    elif _stays_there(view, q, end):
        term = camp_named(view, low, k + 1)  # "AT A SHELTER in Duzce 40 families remained"
    else:
        where = next((j for j in range(k, low, -1) if view.has("where", j)), None)
        term = camp_named(view, low, where - (view.words[where - 1] == ",")) if where is not None else None
    if term is None:
        return None
    tables = ("camp_words", "site_words") if term is Term.IN_CAMP else ("shelter_words",)
    cues = (view.cue(table, j) for j in range(k, low - 1, -1) for table in tables)
    cue = next((c for c in cues if c is not None), None)
    return Predicate(cue, "lodged", term) if cue is not None else None


def _verb_of_holding(view: View, q: Quantity) -> int | None:
    """Return the token of a verb of holding right before a count, or of its auxiliary; None where none stands there."""
    k = skip_left(view, q.first - 1)
    lexicon = view.reading.lexicon
    if k <= view.sentence.first or view.words[k] not in lexicon.words("holding"):
        return None
    return k - (view.words[k - 1] in lexicon.words("perfect"))


def _stays_there(view: View, q: Quantity, end: int) -> bool:
    """Tell whether a sentence opens with where those counted stay: "AT a shelter in Duzce 40 families REMAINED".

    Also "IN six shelters THERE ARE 900 people".
    """
    if view.last_of("inside", view.opening) is None:
        return False
    if view.first_of("existential", skip_left(view, q.first - 1)) is not None:
        return True
    verbs = (*view.starting("moves").get(end, ()), *view.ending("moves").get(skip_left(view, q.first - 1), ()))
    return any(c.phrase.role == "stays" for c in verbs)  # also "in the camp LIVE 4,000 people"


_NEAR = 5  # tokens from a camp to its verb: "the CAMP at Moria has received"
_HELD = 10  # tokens from a shelter to the count of those in it
