"""Counts beside those they count, and not before them: "the gunmen, 400 in all, had sailed", "a man and 16 others"."""

from stats.assembly.counted.candidates import fills_brackets
from stats.assembly.counted.counts import Count, gap, is_pronoun
from stats.assembly.counted.terms import BACKGROUND, Predicate
from stats.assembly.happened.following import after
from stats.assembly.happened.movements import moved
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue
from stats.vocabulary import Quantifier, Unit

_UNITS = {unit.value: unit for unit in Unit}


def set_off(view: View, q: Quantity) -> bool:
    """Tell whether commas set off a bare number right after those it counts: "the displaced, 19,500, are"."""
    k = q.first - 1
    k -= view.words[k] in view.reading.lexicon.words("number_verbs") and view.words[k - 1] == ","  # ", NUMBERING 600,"
    commas = k > view.sentence.first and view.words[k] == "," and view.words[q.last + 1 : q.last + 2] == [","]
    told = view.ending("terms").get(k - 1, ()) if commas else ()
    if any(c.phrase.role == "nouns" and c.phrase.key not in BACKGROUND for c in told):
        return True
    return commas and _are_many(view, q, k - 1)


def _are_many(view: View, q: Quantity, noun: int) -> bool:
    """Tell whether a number can be of the people named at a token, and is no age: "the VILLAGERS, about 600, are"."""
    people = view.words[noun].endswith(view.reading.lexicon.grammar.get("people_endings", "s"))
    many = q.value >= _MANY or (q.quantifier is not Quantifier.EXACT and q.value >= _SOME)
    return people and many and q.share is None and bool(view.ending("units").get(noun))


_MANY = 120  # no age
_SOME = 20  # no age, where it is not exact


def apposed(view: View, count: Count) -> bool:
    """Tell whether a number stands in an insertion about people named before: "the gunmen, about 400 of them, had"."""
    k = count.quantity.first - 1
    if fills_brackets(view, count.quantity) and view.capitalised(k - 1):
        return False  # "Alder Hall (58)": those of a place
    inserted = k > view.sentence.first and view.words[k] in ",("
    told = inserted and (is_pronoun(view, count) or view.last_of("in_all", count.quantity.last + 1) is not None)
    return told or set_off(view, count.quantity)


def apposition(view: View, q: Quantity) -> tuple[Predicate | None, Cue | None]:
    """Return what the noun before an inserted number tells."""
    for k in range(q.first - 2, max(view.sentence.first, q.first - 12) - 1, -1):
        nouns = [c for c in view.ending("terms").get(k, ()) if c.phrase.role == "nouns"]
        units = view.ending("units").get(k)
        if nouns or units:
            return (Predicate(nouns[0], "link") if nouns else None), (units[0] if units else None)
    return None, None


def beyond(view: View, counts: list[Count], i: int, named: Predicate | None) -> list[Predicate]:
    """Return what is said of those named before an insertion, after it: "the residents, about 600 of them, RAN".

    named: what the noun before it tells, as in "the gunmen, about 400 of them".
    """
    stop = counts[i + 1].quantity.first if i + 1 < len(counts) else view.sentence.last
    close = next((k for k in range(counts[i].quantity.last + 1, stop) if view.words[k] in ",)"), None)
    told = after(view, close + 1, stop, None) if close is not None else []
    if named is None and not told and close is not None:
        named = moved(view, counts[i].quantity, close + 1, stop, ())
    return [*([named] if named is not None else ()), *told]


def in_numbers(view: View, q: Quantity, limit: int) -> tuple[list[Predicate], Cue | None]:
    """Return what is told of people whose number follows their verb, and their noun: "they fled IN THEIR HUNDREDS".

    limit: token of the next count, or the sentence's end.
    """
    words, first = view.words, view.sentence.first
    led = view.reading.lexicon.asked("in_numbers").first(words, q.first - 1, first)
    if q.quantifier is not Quantifier.VAGUE or q.digits or led is None:
        return [], None
    opened = next((k + 1 for k in range(led - 1, first, -1) if words[k] in ",;:–—"), first)
    numbered = any(opened <= other.first < led for other in view.quantities)
    people = None if numbered else next((p for k in range(opened, led) if (p := _people_at(view, k))), None)
    if people is None:
        return [], None
    named, unit, noun = people
    told = after(view, noun + 1, limit, None if unit is None else _UNITS.get(unit.phrase.key))
    told = [p for p in told if p.cue.last < led or p.cue.first > q.last]  # not "GATHERED IN their hundreds to hear him"
    told = told or [p for p in (moved(view, q, noun + 1, limit, ()),) if p is not None]
    return [*([named] if named is not None else ()), *told] if told else [], unit


def _people_at(view: View, k: int) -> tuple[Predicate | None, Cue | None, int] | None:
    """Return what a noun at a token tells, its unit and its last token; None where no noun for those counted is."""
    noun = next((c for c in view.starting("terms").get(k, ()) if c.phrase.role == "nouns"), None)
    end = k if noun is None else noun.last
    unit = next(iter(view.starting("units").get(k, ()) or view.ending("units").get(end, ())), None)
    if noun is None and unit is None:
        return None
    end = max(end, unit.last if unit is not None else end)
    return (Predicate(noun, "link") if noun is not None else None), unit, end


def object_too(view: View, q: Quantity) -> Predicate | None:
    """Return the verb whose object is one person and then a count of others: "killed an officer AND 16 OTHERS"."""
    others = any(c.phrase.role == "after" for c in view.starting("more").get(q.last + 1, ()))
    if not others or view.first_of("conjunctions", q.first - 1) is None:
        return None
    last = q.first - 2 - (view.words[q.first - 2] == ",")  # "killed an officer, AND 16 others"
    for k in range(last, max(view.sentence.first, q.first - _OBJECT) - 1, -1):
        if view.words[k] in ",;.:" or view.words[k][0].isdigit():
            return None
        for cue in view.ending("terms").get(k, ()):
            if cue.phrase.role in ("acts", "done"):
                return Predicate(cue, "before")
    return None


_OBJECT = 10  # tokens from a verb to the count of others


def over_part(view: View, count: Count, following: Count) -> bool:
    """Tell whether a verb after an inserted part speaks of the whole: "39, AMONG THEM 22 CHILDREN, were put out".

    Of those of whom nothing is told yet.
    """
    begin, end = gap(count, following)
    told = following.chosen
    if count.chosen is not None or count.base or following.unit is not count.unit:
        return False
    if told is None or told.how != "after":
        return False
    opened = view.words[begin] == "," and view.last_of("including", begin + 1) == end - 1
    return opened and told.cue.first > following.end and view.words[following.end] in _CLOSING


_CLOSING = frozenset(",–—")
