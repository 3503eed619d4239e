"""Others and things that stand beside those counted: verbs told of them, and lists in which they come first."""

from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.vocabulary import Unit


def of_others(view: View, begin: int, k: int) -> bool:
    """Tell whether a token speaks of others, told without a number: "killed AND SEVERAL others injured"."""
    return any(begin < j < k and view.has("conjunctions", j - 1) for j in view.tokens("others"))


def is_left_so(view: View, begin: int) -> bool:
    """Tell whether an event leaves a count in a state, whose noun ends at a token: "LEFT 320 people there stranded"."""
    q = next((q for q in reversed(view.quantities) if q.last < begin), None)
    return q is not None and view.words[q.first - 1] in view.reading.lexicon.words("leaving_so")


def of_things(view: View, begin: int, k: int) -> bool:
    """Tell whether a token follows on things that are counted after a comma: "400 displaced, 30 BRIDGES gone"."""
    if k - 1 not in view.ending("counted") or view.last_of("passive", k - 1) is not None:
        return False
    return any(q.thing and begin < q.first < k and _set_off(view, q.first) for q in view.quantities)


def _set_off(view: View, first: int) -> bool:
    """Tell whether a comma, and a conjunction behind it, stand before a number: ", 30 bridges", ", AND 40 goats"."""
    joined = view.first_of("conjunctions", first - 1)
    return view.words[(first if joined is None else joined) - 1] == ","


def lists_on(view: View, begin: int, unit: Unit | None) -> bool:
    """Tell whether homes head a list of things that all suffered the same: "90 homes, 6 HOTELS and 2 BARNS damaged"."""
    if unit is not Unit.DWELLING or begin >= view.sentence.last or view.words[begin] != ",":
        return False
    if view.ending("terms").get(begin - 2):
        return False  # "230 DAMAGED homes, 30 bridges gone"
    return any(q.thing and begin < q.first <= begin + _ITEM for q in view.quantities)


def of_next_thing(view: View, told: int, k: int) -> bool:
    """Tell whether a verb at a token is said of things counted after a comma since token `told`."""
    return any(told < q.first - 1 and q.last < k and view.words[q.first - 1] == "," for q in view.quantities)


_ITEM = 3  # tokens from a comma to the number after it: ", AND AT LEAST 6"


def over_things(view: View, q: Quantity) -> int | None:
    """Return the token before a list of things that a count ends: "damaged 30 SCHOOLS AND 190 houses"; None where none.

    The token is that of what governs them all.
    """
    k, over = q.first - 1, None
    while k > view.sentence.first:
        joined = view.first_of("conjunctions", k)
        last = k - 1 if view.words[k] == "," else -1 if joined is None else joined - 1 - (view.words[joined - 1] == ",")
        things = view.ending("counted").get(last)
        number = things and next((n for n in view.quantities if 0 < things[0].first - n.last <= _NAMED), None)
        if not number:
            break
        k = over = number.first - 1
    return over


_NAMED = 3  # tokens from a number to its things: "30 primary schools"
