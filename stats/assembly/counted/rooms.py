"""Numbers that say how many could be held somewhere, and not who is there: "room for another 120,000"."""

from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity


def is_room(view: View, q: Quantity) -> bool:
    """Tell whether a number says what could be held: "room for another 120,000"."""
    k, able = q.first - 1, view.reading.lexicon.words("able")
    could = view.first_of("capacity", k)
    if could is not None:
        return view.words[could - 1] not in able  # "have BEEN able to shelter 60", "is AT capacity: 60"
    labels = range(max(view.first, k - _LABELLED), k)
    if view.words[k] == ":" and any(view.has("capacity", j) and view.words[j - 1] not in able for j in labels):
        return True  # "CAPACITY of the main camp: 3,000 people"
    words = view.reading.lexicon.words
    if view.words[k] in words("recipients") and not words("holds_up_to").isdisjoint(view.words[max(0, k - _HELD) : k]):
        return True  # "HOLDS the camp FOR 20,000", where verbs come first
    more = view.first_of("more", k, "before")
    return more is not None and view.first_of("capacity", more - 1) is not None


_HELD = 6  # tokens from a verb of room to "for"
_LABELLED = 6  # tokens of a label that begins with "capacity"
