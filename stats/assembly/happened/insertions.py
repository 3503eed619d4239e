"""Counts set off inside what is said of another: brackets, dashes, parts that are named one by one."""

from stats.assembly.counted.counts import Count, is_pronoun
from stats.assembly.counted.twounits import of_households
from stats.assembly.happened.governing import skip_left
from stats.assembly.joints import closing_dash, is_dash
from stats.assembly.view import View
from stats.lexicon import SIGNS
from stats.vocabulary import LODGED, Quantifier, Term, Unit


def over_brackets(view: View, counts: list[Count], i: int, limit: int) -> int:
    """Let a count read past the counts that stand in brackets after it: "300 people (44 of them children) fled"."""
    inserted = False
    for later in counts[i + 1 :]:
        if later.bracket is None and _adds(view, later):
            return later.quantity.first
        if inserted and view.has("conjunctions", later.quantity.first - 1):
            continue  # "34 civilians, 16 of them women AND 6 minors, were wounded"
        inserted = inserted or _of_those(view, counts[i], later)
        if (later.bracket is None or later.bracket < counts[i].quantity.last) and not _inserted(view, counts[i], later):
            return later.quantity.first
    return view.sentence.last if i + 1 < len(counts) else limit


def _adds(view: View, later: Count) -> bool:
    """Tell whether a count after "and" adds to those before: "902, among them 75 children, AND ANOTHER 1,459 hurt"."""
    more = view.first_of("more", later.quantity.first - 1, "before")
    return more is not None and view.first_of("conjunctions", more - 1) is not None


def over_parts(view: View, counts: list[Count], i: int) -> int | None:
    """Return how far a count reads past its own parts: "four people, three French and one from Spain, have died".

    The parts follow it in an insertion and add up to its value; None where none do.
    """
    rest, k = counts[i].quantity.value, i + 1
    begin = counts[i].end
    if begin >= view.sentence.last or view.words[begin] not in _INSERTION_SIGNS:
        return None
    while k < len(counts) and rest > 0 and counts[k].quantity.first - counts[k - 1].end <= _PART_REACH:
        rest -= counts[k].quantity.value
        k += 1
    if rest != 0 or k - i < _PARTS:
        return None
    return counts[k].quantity.first if k < len(counts) else view.sentence.last


_INSERTION_SIGNS = frozenset(",–—-(:")
_AMONG = 5  # tokens to "among them": "three children and a man AMONG THEM"
_DASHES = frozenset("–—-")
_PART_REACH = 8  # tokens from one part to the next
_PARTS = 3  # a whole and two parts at least


def _inserted(view: View, count: Count, later: Count) -> bool:
    """Tell whether a count stands in an insertion: "6,000 people, including 4,000 children, were staying"."""
    begin = count.end
    if _of_those(view, count, later) or of_households(view, count, later) or _more_exactly(view, count, later):
        return True
    restated = view.words[begin : begin + 1] == [","] and view.last_of("equal_links", begin + 1) is not None
    if restated and view.words[later.end : later.end + 1] == [","]:
        return True  # "40 per cent of the residents, or 4,000 people, have fled"
    if is_dash(view, begin) and later.quantity.first <= begin + _PART_REACH:
        return closing_dash(view, later.end, later.end + _PART_REACH) is not None  # "10,734 families – 39,902 people –"
    near = range(begin := _over_phrase(view, begin, later.quantity.first), min(begin + 2, later.quantity.first))
    opened = [c for k in near for c in view.starting("including").get(k, ()) if c.phrase.role == "words"]
    if not opened:
        return False
    joins = view.has("conjunctions", opened[0].first)  # "with 35 still missing", but not "including 35"
    if joins and later.noun is not None and later.noun.terms:
        return False  # "the death toll is 45 with 23 injured"
    joins = joins or view.has("share_whole", opened[0].first)  # "52 passengers, OF WHOM 19 died"
    beside = [k for k in (later.end, later.end + 1) if "," not in view.words[later.end : k + 1]]
    return not (joins and any(c.phrase.role != "nouns" for k in beside for c in view.starting("terms").get(k, ())))


def over_correction(view: View, count: Count, later: Count) -> int | None:
    """Return the token after a bare number between commas that only says how many more it may be; None where none does.

    "Hundreds, PERHAPS THOUSANDS, are missing", "40 children in the town, AND LIKELY HUNDREDS MORE, have died".
    """
    begin = _over_phrase(view, count.end, later.quantity.first)
    told = later.noun is None and later.quantity.quantifier is not Quantifier.EXACT
    if view.words[begin : begin + 1] != [","] or not told:
        return None
    joined = view.last_of("conjunctions", begin + 1)
    lead = (begin if joined is None else joined) + 1
    led = range(lead, later.quantity.first)
    if len(led) > _PERHAPS or not all(view.words[k].isalpha() and k not in view.starting("terms") for k in led):
        return None
    more = (c.last + 1 for c in view.starting("more").get(later.end, ()) if c.phrase.role == "after")
    end = next(more, later.end)
    return end + 1 if view.words[end : end + 1] == [","] else None


_PERHAPS = 2  # words before such a number: "POSSIBLY MANY dozens more"


def insertions_behind(view: View, counts: list[Count], i: int) -> list[int]:
    """Return the tokens behind what may be inserted after a count: a part of it between commas, or where those are.

    "12 people, INCLUDING TWO CHILDREN, away", "200 families IN THE NORTH off".
    """
    count, begin = counts[i], counts[i].end
    following = counts[i + 1] if i + 1 < len(counts) else None
    if view.words[begin : begin + 1] == [","] and following is not None and begin + 1 < view.sentence.last:
        led = [c.last for c in view.starting("including").get(begin + 1, ()) if c.phrase.role == "words"]
        if not led or following.quantity.first > max(led) + 1 or following.quantity.value >= count.quantity.value:
            return []
        closing = range(following.end, min(following.end + _PART_REACH, view.sentence.last - 1))
        return [k + 1 for k in closing if view.words[k] == ","][:1]
    if view.last_of("place_prepositions", begin) is None:
        return []
    found: list[int] = []
    for k in range(begin + 2, min(begin + _WHERE, view.sentence.last)):
        if not view.words[k - 1].isalpha() or k - 1 in view.starting("terms") or view.has("subordinators", k - 1):
            break
        if view.has("conjunctions", k):
            break  # "met 300 families in the north AND left"
        found.append(k)
    return found


_WHERE = 7  # tokens of where people are: "in the old town of Baiji"


def over_dwellers(view: View, homes: Count, later: Count) -> int | None:
    """Return the token after those who live in the homes before them, None where the next count is of no such people.

    "400 tents HOUSING 2,000 PEOPLE were burned", "300 homes, HOME TO 2,000 PEOPLE, were burned".
    """
    if homes.unit is not Unit.DWELLING or later.noun is None or later.unit is Unit.DWELLING:
        return None
    holding = view.ending("terms").get(skip_left(view, later.quantity.first - 1), ())
    first = next((c.first for c in holding if c.phrase.role == "hosts" or c.phrase.key in LODGED), None)
    apart = view.words[homes.end : homes.end + 1] == [","]
    if first is None or (apart and view.words[later.end : later.end + 1] != [","]):
        return None
    k = homes.end + apart
    return later.end + apart if k == first or (first == k + 1 and view.has("relatives", k)) else None


def over_population(view: View, count: Count, later: Count) -> int | None:
    """Return the token after a place told with its people, in which others are counted; None where none follows.

    "900,000 people IN A COUNTRY OF 12 MILLION have been displaced", "9,000 OUT OF A TOWN OF 40,000 PEOPLE have fled".
    """
    size = view.ending("terms").get(skip_left(view, later.quantity.first - 1), ())
    of = view.reading.lexicon.words("numeral_of")
    place = next((c for c in size if c.phrase.role == "hosts" and view.words[c.last] in of), None)
    whence = view.reading.lexicon.asked("out_of").last(view.words, count.end, view.sentence.last)
    begin = whence if whence is not None else view.last_of("place_prepositions", count.end)
    if place is None or begin is None or place.phrase.key != Term.POPULATION or later.end >= view.sentence.last:
        return None
    between = view.words[begin + 1 : place.last + 1]
    article = any(word in view.reading.lexicon.words("numeral_articles") for word in between[:1])
    return later.end if article and len(between) <= _PLACE and all(word.isalpha() for word in between) else None


def _over_phrase(view: View, begin: int, end: int) -> int:
    """Return the comma behind a phrase that says whence or of what those counted are: "seven OF ONE FAMILY, including".

    The token given where no such phrase begins there, or where somebody does something in it.
    """
    if view.last_of("place_prepositions", begin) is None and view.last_of("share_of", begin) is None:
        return begin
    for k in range(begin + 1, min(end, begin + _PHRASE)):
        if view.words[k] == ",":
            return k
        happens = view.words[k] in view.reading.lexicon.words("auxiliaries")
        happens = happens or any(c.phrase.role in _HAPPENS for c in view.starting("terms").get(k, ()))
        if happens or view.words[k] in SIGNS or view.words[k][0].isdigit():
            break
    return begin


_HAPPENS = frozenset(("did", "does", "done"))
_PHRASE = 10  # tokens of "in the northern part of the old town of Baiji"


def _more_exactly(view: View, count: Count, later: Count) -> bool:
    """Tell whether a count is told anew between signs: "over 9,000 people – 9,074, TO BE EXACT – have left"."""
    begin, number = count.end, later.quantity
    if later.noun is not None or number.first != begin + 1 or view.words[begin] not in _DASHES | {","}:
        return False
    if abs(number.value - count.quantity.value) > _ROUNDED * number.value:
        return False
    closing = _DASHES if view.words[begin] in _DASHES else {","}
    return not closing.isdisjoint(view.words[later.end : min(later.end + _PART_REACH, view.sentence.last)])


_ROUNDED = 0.1  # by which a round number may miss the exact one


def _of_those(view: View, count: Count, later: Count) -> bool:
    """Tell whether a part of those counted is inserted after them: "six soldiers, FIVE OF THEM young, were killed"."""
    begin, k, after = count.end, later.quantity.first - 1, later.quantity.last + 1
    if view.words[k] != "," or not (k == begin or over_place(view, begin, k + 1) == k - 1):
        return False
    part = is_pronoun(view, later) or view.has("of_them", after) or any(
        c.phrase.role == "part_after" for j in range(later.end, later.end + _AMONG)
        for c in view.starting("including").get(j, ())
    )  # fmt: skip
    return part and "," in view.words[after : after + _PART_END]


_PART_END = 14  # tokens from such a part to its comma: "one of them a five-year-old girl,"


def over_place(view: View, k: int, end: int) -> int:
    """Return the last token of a place that a preposition opens and a conjunction ends: "in rural areas AND 4,500"."""
    for j in range(k + 1, min(end, k + _PLACE)):
        if view.has("conjunctions", j) or view.words[j] == ",":
            return j - 1
        if not view.words[j].isalpha() or view.has("terms", j):
            break
    return k


_PLACE = 6  # tokens of a place told without a name
