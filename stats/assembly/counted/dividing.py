"""Bare numbers that divide a number of things before them, and so count nobody: by place, by what befell them."""

from stats.assembly.counted.candidates import fills_brackets
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity


def elsewhere(view: View, q: Quantity, things: Quantity) -> bool:
    """Tell whether a bare number counts the same things elsewhere: "33 villages in Gao AND 90 IN Timbuktu"."""
    if view.words[q.first - 1] in view.reading.lexicon.words("namely"):
        people = [c for c in (*view.all("units"), *view.all("terms")) if c.first < things.first]
        return not people and view.last_of("place_prepositions", q.last + 1) is not None
    joined = view.words[q.first - 1] == "," or view.last_of("conjunctions", q.first - 1) is not None
    joined = joined and is_listed(view, q)
    between = range(things.last + 2, q.first - 1)
    return joined and any(view.last_of("place_prepositions", k) is not None for k in between)


def divides(view: View, q: Quantity, things: Quantity, *, listed: bool) -> bool:
    """Tell whether a bare number divides things by place or by what befell them.

    "19 roads: 4 IN THE NORTH", "45 schools were hit - 20 IN ALDER", "30 classrooms damaged (12) or DESTROYED (18)".
    listed: whether the number before does.
    """
    if q.share is not None or q.value > things.value or _counts_people(view, things.last + 1, q.first):
        return False
    before = q.first - 1
    if fills_brackets(view, q):
        return any(c.phrase.role == "done" for c in view.ending("terms").get(before - 1, ()))
    opens = view.words[before] in (":", "(") or view.words[before] in view.reading.lexicon.words("namely")
    opens = opens or (view.words[before] in "-–—" and not view.touching(before))
    opens = opens and view.first_of("place_prepositions", things.first - 1) is None  # "40 died IN 14 villages: 6 in A"
    return (opens or listed) and is_listed(view, q)


def _counts_people(view: View, first: int, stop: int) -> bool:
    """Tell whether tokens [first, stop) name people or homes: not "affected", which is said of things too."""
    terms, units = view.starting("terms"), view.starting("units")
    for k in range(first, stop):
        roles = {c.phrase.role for c in terms.get(k, ())}
        if k in units or ("nouns" in roles and "done" not in roles):
            return True
    return False


def some_of(view: View, q: Quantity, things: Quantity) -> bool:
    """Tell whether a bare number right after a number of things counts some of them: "23 warnings, 14 OF THEM"."""
    if in_list(view, q):
        return q.share is None and q.value <= things.value  # "centres: 32 in Besut, Setiu (27), Kemaman (17)"
    if any(c.phrase.role == "after" for c in view.starting("more").get(q.last + 1, ())):
        aboard = view.words[q.first - 1] in view.reading.lexicon.words("carrying")  # "two boats CARRYING 1,112 more"
        return q.share is None and not aboard and view.last_of("units", q.last + 2) is None  # "and 40 others were shut"
    if view.words[q.first - 1] in "–—" and view.last_of("place_prepositions", q.last + 1) is not None:
        return q.share is None and q.value <= things.value  # "47 villages under water – 33 on the left bank"
    return q.share is None and view.has("share_whole", q.last + 1) and q.value <= things.value


def in_list(view: View, q: Quantity) -> bool:
    """Tell whether brackets after a name hold a number and nothing else: "Setiu (27)"."""
    return fills_brackets(view, q) and view.capitalised(q.first - 2)


def is_listed(view: View, q: Quantity) -> bool:
    """Tell whether a bare number is an item of a list of places: "33 of them in Petén, 13 IN IZABAL"."""
    return view.last_of("place_prepositions", q.last + 1) is not None
