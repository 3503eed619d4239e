"""Lists of places with a number each: who they count, and what happened, was told of the whole before them.

"The centres hold 3,410 people of 900 families. Kampar 1,204, Dumai (988), Siak 760": none of the three says of whom.
"""

from collections.abc import Iterator, Sequence

from stats.assembly.counted.counts import Count
from stats.assembly.counted.lines import LINES
from stats.assembly.draft import Draft
from stats.assembly.happened.labels import says_by_what
from stats.assembly.happened.sitenames import site_of
from stats.assembly.measured import compared
from stats.assembly.view import View
from stats.readers.wordsets import word_sets
from stats.vocabulary import HOUSING, Quantifier, Term, Unit

_SEPARATORS = frozenset(",;./–—-•|:")  # between two items
_IN_NAMES = frozenset("-'’.")  # inside a name, where they touch it
_NAME = 6  # tokens of a name
_FEWEST = 2  # items of a list
_NAMED = 10  # smaller numbers alone may be parts of names
_LABEL = 60  # tokens from a label's colon to an item
_BACK = 40  # counts that are looked back over for the whole
_ABOVE = 8  # sentences from the lines of a list up to their whole

Whole = Count | Draft


def spread(view: View, counts: list[Count], earlier: Sequence[Draft]) -> dict[int, int | Draft]:
    """Give the counts of a list of places the unit and the term of their whole; return that of each, by its position.

    A whole in the sentence itself is returned as its position among the counts, one told before as its draft. Where no
    count before is as large as the list, nothing is changed.

    counts: all of the sentence, in order; changed here. earlier: the drafts of the sentences before.
    """
    found: dict[int, int | Draft] = {}
    numbers = sum(q.last + 1 - q.first for q in view.quantities)
    if numbers == view.sentence.last - view.sentence.first:
        return found  # a row of numbers names no place
    for run in _runs(view, counts):
        homes = _of_homes(view, counts[run[0]])
        if run[0] and _goes_on(view, counts[run[0] - 1], counts[run[0]]):
            continue  # "Evacuated persons: Aceh 102, | RIAU ISLANDS 81, Jambi 213"
        whole = _whole(view, counts, run, earlier) if not homes else _ruined(view, counts, run, earlier)
        if whole is None or (run[0] and isinstance(whole, Draft) and _by_place_too(view, counts, run[0])):
            continue
        before = range(run[0] - 1, -1, -1)
        told = whole if isinstance(whole, Draft) else next(k for k in before if counts[k] is whole)
        for i in run:
            count = counts[i]
            count.unit, count.term, count.heir = whole.unit or Unit.PERSON, whole.term, "previous"
            if isinstance(whole, Count):
                count.chosen, count.unit_cue = whole.chosen, whole.unit_cue
            else:
                count.chosen = count.unit_cue = None
            found[i] = told
    return found


def _of_homes(view: View, first: Count) -> bool:
    """Tell whether the label of a list names homes and nothing else: "HOMES: Alder 300; Birch 19"."""
    k = view.sentence.first
    homes = [c for c in view.starting("units").get(k, ()) if c.phrase.key == Unit.DWELLING]
    return bool(homes) and homes[0].last + 1 < first.quantity.first and view.words[homes[0].last + 1] == ":"


def _ruined(view: View, counts: list[Count], run: list[int], earlier: Sequence[Draft]) -> Draft | None:
    """Return the count of homes told before that a list of homes by place adds up to; None where none does."""
    total = sum(counts[i].quantity.value for i in run)
    first = view.sentence.paragraph - _ABOVE
    near = (d for d in reversed(earlier[-_BACK:]) if d.sentence.paragraph >= first and d.value == total)
    return next((d for d in near if d.unit is Unit.DWELLING and d.term in HOUSING), None)


def _runs(view: View, counts: list[Count]) -> Iterator[list[int]]:
    """Yield the positions of the counts of each list: names with a number each, and nothing else between them."""
    run: list[int] = []
    outer = [i for i, c in enumerate(counts) if c.bracket is None or _fills(view, c)]
    for i in outer:
        begin = _held(view, counts[i])
        begin = name_of(view, counts[i]) if begin is None else begin
        if begin is None and _fills(view, counts[i]) and _loose(counts[i]):
            begin = site_of(view, counts[i])
        begin = counts[i].quantity.first if begin is None and _place_after(view, counts[i]) is not None else begin
        if begin is None or (run and not _joined(view, counts[run[-1]], begin)):
            if _is_list(view, counts, run):
                yield run
            run = []
        if begin is not None:
            run.append(i)
    if _is_list(view, counts, run):
        yield run


def _goes_on(view: View, first: Count, count: Count) -> bool:
    """Tell whether a count goes on with a list by places whose label stands before its first item."""
    told, begin = first.chosen, name_of(view, count)
    if told is None or told.how != "link" or begin is None:
        return False
    if ":" not in view.words[max(told.cue.last, first.quantity.first - _LABEL) : first.quantity.first]:
        return False
    label = _name_before(view, first) is not None
    return label and _joined(view, first, begin)


def _by_place_too(view: View, counts: list[Count], i: int) -> bool:
    """Tell whether a list by place goes on with a toll by place: "The TOLL stands at 48 IN ALDER, 45 in Birch"."""
    first, begin = counts[i - 1], counts[i].quantity.first
    if first.chosen is None or first.chosen.how != "link" or _place_after(view, counts[i]) is None:
        return False
    placed = view.last_of("place_prepositions", first.quantity.last + 1)
    return placed is not None and all(
        view.words[k] in _SEPARATORS or view.capitalised(k) or view.has("conjunctions", k)
        for k in range(placed + 1, begin)
    )


def _name_before(view: View, count: Count) -> int | None:
    """Return the token of the name right before a count, on the other side of its opening bracket: "Aceh (102)"."""
    k = count.quantity.first - 1 - _fills(view, count)
    return k if view.capitalised(k) and view.words[k].isalpha() else None


def _is_list(view: View, counts: list[Count], run: list[int]) -> bool:
    """Tell whether items are a list: two at least, or one that a verb gives to a place; not "Mora 1, Mora 2"."""
    if not run:
        return False
    large = any(counts[i].quantity.value >= _NAMED or _fills(view, counts[i]) for i in run)
    large = large or _opened_with(view) is not None
    return large and (len(run) >= _FEWEST or _held(view, counts[run[0]]) is not None)


def _opened_with(view: View) -> Term | None:
    """Return of whom a list says that its counts are, as it opens: "OF THE DEAD, Alder 9; Birch 7"; None where not."""
    first = view.sentence.first
    led = view.last_of("of_opening", first)
    if led is None or "," not in view.words[led + 1 : led + 1 + _OPENING]:
        return None
    told = [c for c in view.all("terms") if c.first == led + 1 and view.words[c.last + 1 : c.last + 2] == [","]]
    return Term(told[0].phrase.key) if told else None


_OPENING = 4  # tokens from "of the" to the comma


def _held(view: View, count: Count) -> int | None:
    """Return the first token of the place to which a verb gives a bare number: "Kemaman ACCOUNTS FOR 11,065"."""
    q = count.quantity
    if count.noun is not None or q.share is not None or not _loose(count):
        return None
    verb = view.first_of("place_has", q.first - 1)
    if verb is None or not view.capitalised(verb - 1) or not _goes_no_further(view, count):
        return None
    end = view.reading.ends[verb - 1]
    places = view.reading.within(view.reading.places, view.sentence.start, end)
    place = next((p for p in places if p.end == end), None)
    if place is None:
        return None
    begin = view.reading.token_at(place.start)
    opens = begin == view.sentence.first or view.words[begin - 1] in ",;:–—."
    return begin if opens or view.last_of("conjunctions", begin - 1) is not None else None


def _goes_no_further(view: View, count: Count) -> bool:
    """Tell whether no noun follows a number, but a sign, a place, a time or what it is measured against."""
    k = _after(view, count)
    follows = ("place_prepositions", "comparisons", "conjunctions", "subordinators", "share_whole")
    return _ends(view, count) or any(view.last_of(table, k) is not None for table in follows)


def _loose(count: Count) -> bool:
    """Tell whether no word of its own tells what happened to a count: not "Kampar has 40" people living there."""
    chosen = count.chosen
    return chosen is None or bool(count.heir) or chosen.how == "far" or chosen.term is Term.POPULATION


def name_of(view: View, count: Count) -> int | None:
    """Return the first token of the name right before a bare number that ends its item; None where none is.

    "Kampar 1,204,", "Dumai (988)", "Rokan Hulu 458 (90 families);".
    """
    q = count.quantity
    if count.noun is not None or q.share is not None or q.quantifier is not Quantifier.EXACT or not q.digits:
        return None
    if not _loose(count) or not _ends(view, count):
        return None
    last = q.first - 1 - _fills(view, count)
    last -= view.words[last] == ","  # "Kampar, 1,204, and Dumai, 988"
    kind = word_sets(view.reading.lexicon, "places")["kinds"]
    last -= view.words[last] in kind and view.capitalised(last - 1)  # "Erbil GOVERNORATE 4,400"
    k = last
    colon = next((j for j in range(last, max(view.sentence.first, last - _LABEL), -1) if view.words[j] == ":"), None)
    if colon is not None and says_by_what(view, colon):
        begin = next(j for j in range(last, colon - 1, -1) if not view.words[j].isalpha()) + 1
        return begin if begin <= last else None  # "by cause: torrential rain 100; violent wind 95"
    while k > max(view.sentence.first - 1, last - _NAME) and (
        (view.words[k].isalpha() and view.capitalised(k)) or (view.words[k] in _IN_NAMES and view.touching(k))
    ):
        k -= 1
    begin = k + 1
    if begin > last or not view.capitalised(last) or view.starting("months").get(last):
        return None
    return None if view.starting("weekdays").get(last) or view.starting("units").get(last) else begin


def name_before(view: View, count: Count) -> int | None:
    """Return the first token of the name right before a bare number, whatever follows; None where none is."""
    k = last = count.quantity.first - 1
    while k > max(view.sentence.first - 1, last - _NAME) and view.words[k].isalpha() and view.capitalised(k):
        k -= 1
    return k + 1 if k < last and not view.starting("months").get(last) else None


def _place_after(view: View, count: Count) -> int | None:
    """Return the token after the place that follows a bare number: "4,100 IN Jowhar"; None where none does."""
    q = count.quantity
    if count.noun is not None or q.share is not None or not q.digits or not _loose(count) or count.bracket is not None:
        return None
    led = view.last_of("place_prepositions", q.last + 1)
    k = first = led + 1 if led is not None else view.sentence.last
    while k < view.sentence.last and k - first < _NAME and view.words[k].isalpha() and view.capitalised(k):
        k += 1
    if k == first or first in view.starting("months") or first in view.starting("weekdays"):
        return None
    ends = k >= view.sentence.last or view.words[k] in _SEPARATORS or view.last_of("conjunctions", k) is not None
    return k if ends else None


def _fills(view: View, count: Count) -> bool:
    """Tell whether a number opens brackets in which no noun follows it: "(520)", "(520, mainly elders)"."""
    q, opening = count.quantity, count.bracket
    return opening is not None and opening == q.first - 1 and view.words[q.last + 1] in "),;"


def _after(view: View, count: Count) -> int:
    """Return the token after a number, its brackets and those that follow it."""
    if (placed := _place_after(view, count)) is not None:
        return placed
    k = count.quantity.last + 1
    if _fills(view, count) and count.bracket is not None:
        k = view.closers[count.bracket] + 1
    return view.closers[k] + 1 if k in view.closers else k


def _ends(view: View, count: Count) -> bool:
    """Tell whether a number, with its brackets and place, ends an item of a list."""
    k = _after(view, count)
    if k >= view.sentence.last or view.words[k] in _SEPARATORS or _fills(view, count):
        return True
    return view.last_of("conjunctions", k) is not None


def _joined(view: View, count: Count, begin: int) -> bool:
    """Tell whether only signs and words such as "and then" stand between an item and the name of the next one."""
    words = view.reading.lexicon.words("list_links")
    between = range(_after(view, count), begin)
    return all(
        view.words[k] in _SEPARATORS or view.words[k] in words or view.last_of("conjunctions", k) is not None
        for k in between
    )


def _whole(view: View, counts: list[Count], run: list[int], earlier: Sequence[Draft]) -> Whole | None:
    """Return the count before a list that is as large as it or larger, the nearest; that of just its sum before all."""
    values = [counts[i].quantity.value for i in run]
    rest = sum(values[1:])
    headed = len(values) >= _FEWEST and values[0] >= rest and _dashed(view, counts[run[0]])
    total = values[0] if headed else values[0] + rest  # the first may be what the others add up to
    before = counts[max(0, run[0] - _BACK) : run[0]]
    heads = [c for c in before if c.bracket is None and not _compared(view, c)]
    near: list[Whole] = [c for c in reversed(heads) if _may_be_whole(c)]
    named = _opened_with(view)
    told = (d for d in reversed(earlier[-_BACK:]) if _may_be_whole(d))
    near += [d for d in told if (d.term == named if named is not None else _in_reach(view, d))]
    near = [w for w in near if not (isinstance(w, Draft) and compared(view.reading, w))] or near
    beside = view.words[before[-1].end : _begin(view, counts[run[0]])] if before else []
    if before and before[-1].unit is Unit.HOUSEHOLD and beside == [","]:
        near = [w for w in near if w.unit is Unit.HOUSEHOLD] or near  # "took in 36 OF THE HOUSEHOLDS, Birch 22"
    same = next((w for w in near if w.quantity.value == total), None)
    return same or next((w for w in near if w.quantity.value >= total), None)


def _begin(view: View, count: Count) -> int:
    """Return the first token of an item of a list: of its name, where it has one."""
    begin = name_of(view, count)
    return count.quantity.first if begin is None else begin


def _compared(view: View, count: Count) -> bool:
    """Tell whether another count is only measured against one: "27,000, AGAINST 20,000 yesterday: Alder 7,000"."""
    return view.first_of("comparisons", count.quantity.first - 1) is not None


def _dashed(view: View, count: Count) -> bool:
    """Tell whether a dash or colon sets the items after a count apart: "Alder 40 — Upper Mill 30; Hall 10"."""
    k = _after(view, count)
    return k < view.sentence.last and view.words[k] in "–—-:"


def _may_be_whole(whole: Whole) -> bool:
    """Tell whether it is known of a count whom it counts, so that others may be its parts."""
    told = whole.term is not None and whole.term not in HOUSING
    if whole.unit is not None:
        told = whole.term is not None or whole.noun is not None
    return told and whole.quantity.share is None


def _in_reach(view: View, draft: Draft) -> bool:
    """Tell whether a count stands in the paragraph of a list or the one above, or above the lines it is one of."""
    here, there = view.sentence, draft.sentence
    if here.paragraph - there.paragraph <= 1:
        return True
    return here.shape in LINES and here.index - there.index <= _ABOVE
