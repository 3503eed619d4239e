"""The numbers of a sentence that may be figures, each with its noun, before anybody knows what happened."""

from dataclasses import dataclass, field

from stats.assembly.counted.candidates import is_candidate, is_rate
from stats.assembly.counted.dividing import divides, elsewhere, in_list, is_listed, some_of
from stats.assembly.counted.nouns import Noun, counted
from stats.assembly.counted.pronouns import stands_for_named
from stats.assembly.counted.rooms import is_room
from stats.assembly.counted.terms import BACKGROUND, Predicate
from stats.assembly.counted.thinglabels import are_things, labels_things, sets_off_things
from stats.assembly.view import View
from stats.lexicon import SIGNS
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue
from stats.readers.timewords import time_words
from stats.vocabulary import Quantifier, Term, Unit


@dataclass(slots=True)
class Count:
    """A candidate of a sentence while its draft is built. left: predicates before it, right: after it.

    heir: "next" or "previous", the neighbour that lent its term. base: what happened is said of a share of it. pronoun:
    whether it is a part of people named before, None until it is asked for. paired: people told in households too.
    over: the token behind an insertion over which the sentence is read on, while that is tried.
    """

    quantity: Quantity
    noun: Noun | None
    right: list[Predicate] = field(default_factory=list)
    left: list[Predicate] = field(default_factory=list)
    unit: Unit | None = None
    unit_cue: Cue | None = None
    chosen: Predicate | None = None
    term: Term | None = None
    bracket: int | None = None
    heir: str = ""
    base: bool = False
    pronoun: bool | None = None
    paired: bool = False
    over: int | None = None

    @property
    def end(self) -> int:
        """The token after the count and its noun, and after what is read over."""
        if self.over is not None:
            return self.over
        return self.noun.end if self.noun else self.quantity.last + 1


def find_counts(view: View) -> list[Count]:
    """Return the numbers that may be figures, without those whose noun is a thing and those they drag along."""
    counts: list[Count] = []
    dropped_until = -1
    things = limits = parts = split = False
    chain: Quantity | None = None
    root: Quantity | None = None  # the number of things that a list divides
    rooms: Quantity | None = None
    for q in view.quantities:
        if not is_candidate(view, q) or (limits and view.last_of("conjunctions", q.first - 1) is not None):
            limits = limits or view.first_of("thresholds", q.first - 1) is not None
            rooms = q if is_room(view, q) else None
            named = view.words[q.first - 1] == "-" and view.touching(q.first)
            alone = q.year or named or q.share is not None  # "in 2020, 28,932 in 2021", "in Jiri-6 and 27 in Jiri-3"
            dropped_until = -1 if alone else q.last
            continue
        limits = False
        if rooms is not None and view.words[q.first - 1] == "(" and q.first - rooms.last <= _TOLD_AGAIN:
            continue  # "built for 1,200 families (9,400 PEOPLE)"
        noun = counted(view, q)
        if chain is not None and any(o < chain.first < close < q.first for o, close in view.closers.items()):
            chain = None  # "Evacuees (4 states): 1,806"
        whole = root if split and root is not None else chain
        split = noun is None and whole is not None and divides(view, q, whole, listed=split)
        part = noun is None and chain is not None and (
            some_of(view, q, chain) or (parts and is_listed(view, q)) or (not counts and elsewhere(view, q, chain))
        )
        if split or part:
            people = [c for c in counts if c.quantity.base is None or not c.quantity.base.thing]
            where = view.last_of("share_whole", q.last + 1)
            there = where is not None and view.last_of("place_prepositions", where + 1) is not None
            beside = chain is not None and chain.last + 3 >= q.first and view.words[q.first - 1] == ","
            dashed = parts or view.words[q.first - 1] in "–—"  # "72 shelters, 65 OF THEM IN the north"
            parts = split or not people or (there and beside) or dashed or in_list(view, q)
            noun = Noun(q.first, q.last, q.last + 1, thing=True) if parts else None
        if noun is not None and noun.head is not None and q.value < _EVENTS and _happening(view, noun):
            noun = Noun(noun.first, noun.last, noun.end, thing=True)
        chain_before = chain
        chain = q if noun is not None and noun.thing and not _measured(view, noun) else None
        parts = parts and chain is not None
        root = root if split else chain
        if noun is not None and noun.thing:
            dropped_until, q.thing = q.last, chain is not None
            things = things or opens_clause(view, q)
            continue
        if noun is not None and is_rate(view, noun.end):
            dropped_until = q.last  # "300 refugees a day"
            continue
        if _each_time(view, noun.end if noun is not None else q.last + 1):
            continue
        of_things = things or _of_things(view, q, counts) or (not counts and sets_off_things(view, q))
        if noun is None and (of_things or labels_things(view, q) or are_things(view, q) or _place_told(view, q)):
            q.thing, dropped_until, chain = True, q.last, q  # "Of the 47 centres, 27 were schools"
            continue
        if noun is None and _drags(view, dropped_until, q):
            dropped_until = q.last
            continue
        if chain_before is not None and not counts and _more_things(view, q, noun, chain_before):
            q.thing, dropped_until, chain = True, q.last, q
            continue
        if noun is not None and noun.terms and view.last_of("share_whole", q.last + 1) is not None:
            noun.terms = tuple(c for c in noun.terms if c.phrase.key not in BACKGROUND)  # "two of them pilots"
        if noun is not None and noun.terms and _live_on(view, q, noun):
            noun.terms = ()
        bracket = next((o for o, c in view.closers.items() if o < q.first < c), None) if view.closers else None
        if noun is None and bracket is not None and _more_names(view, q, bracket):
            continue
        counts.append(
            Count(q, noun, unit=noun.unit if noun else None, unit_cue=noun.head if noun else None, bracket=bracket)
        )
    return [c for c in counts if c.quantity.base is None or not c.quantity.base.thing]


def _live_on(view: View, q: Quantity, noun: Noun) -> bool:
    """Tell whether nobody takes the lives that are counted: "SAVED two LIVES", "12 LIVES were turned upside down"."""
    lexicon = view.reading.lexicon
    losses = lexicon.words("life_losses")
    if not losses or view.words[noun.last] not in lexicon.words("lives"):
        return False
    first, last = q.first, noun.last
    while first > view.first and view.words[first - 1] not in SIGNS:
        first -= 1
    while last + 1 < view.stop and view.words[last + 1] not in SIGNS:
        last += 1
    return losses.isdisjoint(view.words[max(first, q.first - _LOST) : min(last + 1, noun.end + _LOST)])


_LOST = 8  # tokens from lives to what took them


def over_each(view: View, q: Quantity) -> int:
    """Return the token after a number, or after an "each" of several places: "three EACH in Puri"."""
    k = q.last + 1
    each = view.last_of("rates", k) == k and view.last_of("place_prepositions", k + 1) is not None
    return k + 1 if each else k


def _more_things(view: View, q: Quantity, noun: Noun | None, things: Quantity) -> bool:
    """Tell whether a number counts more of the things before it: "300 cattle died and ANOTHER 120 are missing".

    In a language that names people by what befell them, also "60 puentes destrozados y 95 AFECTADOS".
    """
    joined = view.words[q.first - 1] == "," or view.has("conjunctions", q.first - 1)
    if any(things.last < k < q.first for k in view.starting("units")):
        return False
    if noun is None:
        return view.first_of("more", q.first - 1, "before") is not None
    affected = noun.head is not None and noun.head.phrase.table == "terms" and noun.head.phrase.key == Term.AFFECTED
    near = q.first - things.last <= _ADJECTIVES and view.reading.lexicon.grammar.get("noun_first")
    return bool(near) and joined and affected and noun.last == q.last + 1


_ADJECTIVES = 6  # tokens from a number of things to the next: "60 puentes destrozados y"


def _happening(view: View, noun: Noun) -> bool:
    """Tell whether a noun may count what happened as well as people: "59 massive DISPLACEMENTS"."""
    return view.words[noun.last] in view.reading.lexicon.words("happenings")


_TOLD_AGAIN = 4  # tokens from a capacity to what its brackets tell again

_EVENTS = 100  # so many displacements are people


def _each_time(view: View, begin: int) -> bool:
    """Tell whether the clause of a count says how many each time: "800 people were fleeing their homes EVERY DAY"."""
    times = view.tokens("each_time")
    if not times:
        return False
    if not times.isdisjoint(range(view.sentence.first, view.sentence.first + 2)):
        return True
    if view.reading.lexicon.grammar.get("verb_first") and not times.isdisjoint(range(begin - _DAILY, begin)):
        return True  # "come EVERY DAY some 4,000 people"
    for k in range(begin, view.sentence.last):
        if view.words[k] in ",;:" or view.words[k][0].isdigit() or view.has("subordinators", k):
            return False
        if view.has("each_time", k):
            return True
    return False


_DAILY = 6  # tokens from "every day" to the end of those counted


def _more_names(view: View, q: Quantity, bracket: int) -> bool:
    """Tell whether a number in brackets goes on with a list of names: "(Mayo, Nong Chik and FOUR more)"."""
    more = any(c.phrase.role == "after" for c in view.starting("more").get(q.last + 1, ()))
    names = range(bracket + 1, q.first - 1)
    return more and bool(names) and all(view.words[k] == "," or view.capitalised(k) for k in names)


def _measured(view: View, noun: Noun) -> bool:
    """Tell whether what a number counts is a measure, and no thing that others may follow: "45-year-old"."""
    units, told_from = time_words(view.reading.lexicon).units, view.reading.lexicon.words("not_rates")
    if view.words[noun.first] in units and not told_from.isdisjoint(view.words[noun.first + 1 : noun.first + 2]):
        return True  # "two days later, 21 more died"
    return any(c.phrase.role == "measures" for c in view.starting("counted").get(noun.first, ()))


def _of_things(view: View, q: Quantity, counts: list[Count]) -> bool:
    """Tell whether a bare number is of things named before it: "facilities, NINETY of them", "districts out of 160".

    counts: those of the sentence before it; where there is one, "of them" may mean its people.
    """
    k = q.first - 1
    if view.words[k] == "," and not counts:
        inserted = view.has("of_them", q.last + 1) or view.last_of("in_all", q.last + 1) is not None
    else:
        out = view.first_of("share_of", k)
        inserted, k = out is not None and out < k, k if out is None else out
    things = view.ending("counted").get(k - 1) if inserted else None
    if not things or view.ending("units").get(k - 1) or _of_people(view, things[0].first):
        return False
    return view.words[k - 1].endswith(view.reading.lexicon.grammar.get("people_endings", "s"))


def _of_people(view: View, thing: int) -> bool:
    """Tell whether things only say whose people are meant: "RESIDENTS OF 14 villages, 5,200 in all, were moved"."""
    for k in range(thing - 1, max(view.sentence.first, thing - _WHOSE), -1):
        if view.words[k] in view.reading.lexicon.words("numeral_of") or view.last_of("inside", k) == k:
            return bool(view.ending("units").get(k - 1))
    return False


_WHOSE = 5  # tokens from "residents" to the places: "residents of 14 coastal villages"


def _place_told(view: View, q: Quantity) -> bool:
    """Tell whether a bare number counts the places where people are: "in 222 OF THEM", "shelters, OF WHICH there are".

    Also where it is what holds the next count: "Five centres hold 259, while TWO in Lautoka HOUSE 66".
    """
    if view.has("share_whole", q.last + 1):
        takes = view.ending("terms").get(q.first - 1)  # "the town has TAKEN IN 5,000 of them"
        return view.first_of("inside", q.first - 1) is not None and not takes
    told = view.first_of("existential", q.first - 1)
    if told is not None and (whose := view.first_of("share_whole", told - 1)) is not None:
        k = whose - 1 - (view.words[whose - 1] == ",")
        return any(view.ending(table).get(k) for table in ("counted", "shelter_words", "camp_words"))
    before = (other for other in view.quantities if other.first < q.first)
    if q.digits or not any(other.thing or view.has("shelter_words", other.last + 1) for other in before):
        return False
    following = next((other for other in view.quantities if other.first > q.last), None)
    held = view.ending("terms").get(following.first - 1, ()) if following is not None else ()
    if following is not None and view.words[following.first - 1] in view.reading.lexicon.words("by_means"):
        return is_listed(view, q) and following.first <= q.last + _HOLDS  # "SIX in Candipuro WITH 1,136"
    if following is not None and following.digits and q.last + 2 < following.first <= q.last + _HOLDS:
        names = all(view.capitalised(k) for k in range(q.last + 2, following.first))
        if names and is_listed(view, q):
            return True  # "THREE in Jasin 182 victims"
    return any(c.phrase.role == "hosts" and q.last < c.first <= q.last + _HOLDS for c in held)


_HOLDS = 6  # tokens from "two in Lautoka" to "house"


def opens_clause(view: View, q: Quantity) -> bool:
    """Tell whether "of the" opens a clause before a number: "Of the 44,000 displaced, two-thirds are children"."""
    first = view.first_of("of_opening", q.first - 1)
    if first is None and view.reading.owns(q.first - 1):  # "OF THE STATE'S 497 towns, 447 are under water"
        owner = range(q.first - 2, max(view.sentence.first, q.first - 1 - _OWNER) - 1, -1)
        first = next((f for k in owner if (f := view.first_of("of_opening", k)) is not None), None)
    return first is not None and (first == view.opening or view.words[first - 1] in ",;:–—(.-")


_OWNER = 5  # tokens of an owner: "the northern district's"


def most_of(view: View, q: Quantity) -> bool:
    """Tell whether what follows is said of a part without a number: "MOST OF THE 18,000 who fled in May are back"."""
    first = view.first_of("of_opening", q.first - 1)
    return first is not None and first > view.sentence.first and view.has("some_of_them", first - 1)


def _drags(view: View, dropped: int, q: Quantity) -> bool:
    """Tell whether a number goes the way of the dropped one it is joined to: "aged 9 and 11", "3-0 and 2-1"."""
    if dropped < 0 or not q.digits or view.last_of("of_them", q.last + 1) is not None:
        return False
    between = view.words[dropped + 1 : q.first]
    if not between or len(between) > 2:
        return False
    joined = all(
        w in ",-–/&" or view.last_of("conjunctions", dropped + 1 + j) is not None for j, w in enumerate(between)
    )
    told = any(view.last_of(table, q.last + 1) is not None for table in ("terms", "passive", "others"))
    follows = told or q.quantifier is not Quantifier.EXACT  # "210 are under 18 and 21 ARE pregnant"
    return joined and not follows


def is_total(view: View, q: Quantity) -> bool:
    """Tell whether a bare number counts people named before: "For the coast the numbers are 7,429".

    "The total for the year had reached 211,355", "the figure has crept up all week: 116".
    """
    k = q.first - 1
    if q.first > view.opening and view.first_of("totals", k) == view.opening:
        return True  # "Total 269."
    link = k if view.words[k] == ":" else view.first_of("linking", k)
    words = view.reading.lexicon.words("total_tails")
    last = link - 1 if link is not None else -1
    for k in range(last, max(view.sentence.first - 1, last - _TAIL), -1):
        if view.first_of("totals", k) is not None:
            return True
        if view.words[k] not in words and not (view.capitalised(k) and view.words[k].isalpha()):
            return False
    return False


_TAIL = 9  # tokens from "the total" to its verb


def gap(a: Count, b: Count) -> tuple[int, int]:
    """Return the tokens [first, last) between two counts, after the first one's noun."""
    return a.end, b.quantity.first


def is_pronoun(view: View, count: Count) -> bool:
    """Tell whether a bare number is a part of people named before: "12,000 of them"."""
    if count.pronoun is None:
        count.pronoun = count.noun is None and stands_for_named(view, count.quantity)
    return count.pronoun
