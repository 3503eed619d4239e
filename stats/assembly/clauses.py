"""Builds the drafts of a sentence: each number with its noun, unit and term, or what it takes from its neighbours."""

from dataclasses import dataclass, field

from stats.assembly.candidates import is_candidate
from stats.assembly.draft import Draft
from stats.assembly.kinds import said_in
from stats.assembly.nouns import Noun, counted
from stats.assembly.terms import Predicate, after, before, far, fits, linked, of_noun, strongest
from stats.assembly.view import View
from stats.readers.quantities import Quantity
from stats.readers.reading import Cue
from stats.vocabulary import Kind, Term, Unit

_HOUSING = frozenset({Term.HOUSING_DESTROYED, Term.HOUSING_DAMAGED})


@dataclass(slots=True)
class Count:
    """A candidate of a sentence while its draft is built. left: predicates before it, right: after it.

    heir: "next" or "previous", the neighbour that lent its term. base: what happened is said of a share of it.
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


def assemble_sentence(view: View) -> list[Draft]:
    """Return the drafts of one sentence of prose, a heading or a list item, in order."""
    counts = _counts(view)
    for i, count in enumerate(counts):
        _own_term(view, counts, i, count)
    for i in range(len(counts) - 1, -1, -1):
        _from_next(view, counts, i)
    for i in range(len(counts)):
        _from_previous(view, counts, i)
    drafts: list[Draft] = []
    by_count: dict[int, Draft] = {}
    for i, count in enumerate(counts):
        draft = _draft(view, counts, i)
        if draft is not None:
            by_count[i] = draft
            drafts.append(draft)
            _relate(view, counts, i, by_count)
    return drafts


def _counts(view: View) -> list[Count]:
    """Return the numbers that may be figures, without those whose noun is a thing and those they drag along."""
    counts: list[Count] = []
    dropped_until = -1
    things = limits = False
    for q in view.quantities:
        if not is_candidate(view, q) or limits and view.last_of("conjunctions", q.first - 1) is not None:
            limits = limits or view.first_of("thresholds", q.first - 1) is not None
            dropped_until = q.last
            continue
        limits = False
        noun = counted(view, q)
        if noun is not None and noun.thing:
            dropped_until, q.thing = q.last, True
            things = things or _opened(view, q)
            continue
        if noun is None and things:
            q.thing = True  # "Of the 47 centres, 27 were schools"
            continue
        if noun is None and _drags(view, dropped_until, q):
            dropped_until = q.last
            continue
        bracket = next((o for o, c in view.closers.items() if o < q.first < c), None)
        counts.append(Count(q, noun, unit=noun.unit if noun else None, unit_cue=noun.head if noun else None, bracket=bracket))
    return [c for c in counts if c.quantity.base is None or not c.quantity.base.thing]


def _opened(view: View, q: Quantity) -> bool:
    """Tell whether "of the" opens a clause before a number: "Of the 44,000 displaced, two-thirds are children"."""
    first = view.first_of("of_opening", q.first - 1)
    return first is not None and (first == view.sentence.first or view.words[first - 1] in ",;:–—(.-")


def _drags(view: View, dropped: int, q: Quantity) -> bool:
    """Tell whether a number goes the way of the dropped one it is joined to: "aged 9 and 11", "3-0 and 2-1"."""
    if dropped < 0 or q.digits is False and q.value > 20:
        return False
    between = view.words[dropped + 1 : q.first]
    if not between or len(between) > 2:
        return False
    joined = all(w in ",-–/&" or view.last_of("conjunctions", dropped + 1 + j) is not None for j, w in enumerate(between))
    follows = view.last_of("terms", q.last + 1) is not None
    return joined and not follows


def _own_term(view: View, counts: list[Count], i: int, count: Count) -> None:
    """Find what the sentence itself says of a count: its noun, the predicates after it, before it, or its label."""
    q, noun = count.quantity, count.noun
    start = counts[i - 1].quantity.last + 1 if i else view.sentence.first
    base_count = next((c for c in counts[i + 1 :] if c.quantity is q.base), None)
    later = i + 1 if base_count is None else counts.index(base_count) + 1
    limit = counts[later].quantity.first if later < len(counts) else view.sentence.last
    if base_count is not None:
        noun = noun or base_count.noun
        count.unit = count.unit or base_count.unit
        count.unit_cue = count.unit_cue or base_count.unit_cue
    if count.bracket is not None:
        limit = min(limit, view.closers[count.bracket])
    else:
        limit = _over_brackets(view, counts, later - 1, limit)
    end = noun.end if noun else q.last + 1
    own = of_noun(noun)
    base = _is_base(counts, q) or (later < len(counts) and _opened(view, q))
    count.base = base
    count.right = after(view, end, limit, count.unit, bare=noun is None and not _definite(view, q))
    if base:
        count.right = [p for p in count.right if p.cue.first == end]
    else:
        count.left = before(view, q, count.unit)
    if any(p.cue.phrase.role != "hosts" for p in count.left) and count.right and count.right[0].cue.first > end + 1:
        count.right = []
    if view.first_of("negations", q.first - 1) is not None:
        count.left, count.right, base = [], [], True
    if count.left:
        count.right = [p for p in count.right if p.how != "lodged"]
    pool = [*count.left, *count.right, *own]
    chosen = strongest(pool, count.unit)
    weak = chosen is None or chosen.term in (Term.ARMED, Term.POPULATION)
    if weak and (noun is None or not own):
        links, unit_cue = linked(view, q, start, count.unit)
        if links:
            chosen = strongest([*pool, *links], count.unit) if noun else strongest(links, count.unit) or chosen
        if noun is None and unit_cue is not None and count.unit is None and fits(chosen.term if chosen else "", Unit(unit_cue.phrase.key)):
            count.unit, count.unit_cue = Unit(unit_cue.phrase.key), unit_cue
    if base and chosen is None:
        count.term = Term.POPULATION
        return
    if noun is None and chosen is None and _apposed(view, count):
        chosen, count.unit_cue = _apposition(view, q)
    if chosen is None and noun is not None:
        chosen = strongest(far(view, q, start, count.unit), count.unit)
    count.chosen = chosen
    count.term = chosen.term if chosen else None
    if count.term is not None and count.unit is None and (noun is None or noun.unit is None):
        count.unit = Unit.DWELLING if count.term in _HOUSING else None


def _definite(view: View, q: Quantity) -> bool:
    """Tell whether a bare number stands for people named before: "the other 33 … had been killed"."""
    k = q.first - 1
    return view.first_of("more", k, "before") is not None or view.words[k] in view.reading.lexicon.words("articles")


def _apposed(view: View, count: Count) -> bool:
    """Tell whether a number stands in an insertion about people named before it: "the gunmen, about 400 of them, had"."""
    k = count.quantity.first - 1
    inserted = k > view.sentence.first and view.words[k] in ",("
    return inserted and (_pronoun(view, count) or view.last_of("in_all", count.quantity.last + 1) is not None)


def _apposition(view: View, q: Quantity) -> tuple[Predicate | None, Cue | None]:
    """Return what the noun before an inserted number tells."""
    for k in range(q.first - 2, max(view.sentence.first, q.first - 12) - 1, -1):
        nouns = [c for c in view.ending("terms").get(k, ()) if c.phrase.role == "nouns"]
        units = view.ending("units").get(k)
        if nouns or units:
            return (Predicate(nouns[0], "link") if nouns else None), (units[0] if units else None)
    return None, None


def _is_base(counts: list[Count], q: Quantity) -> bool:
    """Tell whether a number is what a share is of: what happened is then said of the share, not of the whole."""
    return any(c.quantity.base is q for c in counts)


def _over_brackets(view: View, counts: list[Count], i: int, limit: int) -> int:
    """Let a count read past the counts that stand in brackets after it: "300 people (44 of them children) fled"."""
    for later in counts[i + 1 :]:
        if (later.bracket is None or later.bracket < counts[i].quantity.last) and not _inserted(view, counts[i], later):
            return later.quantity.first
    return view.sentence.last if i + 1 < len(counts) else limit


def _inserted(view: View, count: Count, later: Count) -> bool:
    """Tell whether a count stands in an insertion: "6,000 people, including 4,000 children, were staying"."""
    begin = count.noun.end if count.noun else count.quantity.last + 1
    opened = [c for c in view.all("including") if c.phrase.role == "words" and begin <= c.first < later.quantity.first]
    return bool(opened) and opened[0].first - begin <= 1 and not strongest(later.right, later.unit)


def _gap(view: View, a: Count, b: Count) -> tuple[int, int]:
    begin = a.noun.end if a.noun else a.quantity.last + 1
    return begin, b.quantity.first


def _only_joined(view: View, a: Count, b: Count) -> bool:
    """Tell whether only conjunctions and commas stand between two counts."""
    begin, end = _gap(view, a, b)
    k = begin
    while k < end:
        if view.words[k] in ",/&(–-":
            k += 1
            continue
        last = view.last_of("conjunctions", k)
        if last is None:
            last = view.last_of("fillers", k)
        if last is None:
            last = view.last_of("equal_links", k)
        if last is None:
            last = _other_member(view, k)
        if last is None and (view.last_of("place_prepositions", k) is not None or view.capitalised(k)):
            last = k
        if last is None:
            last = next((c.last for c in view.starting("more").get(k, ())), None)
        if last is None:
            return False
        k = last + 1
    return True


def _other_member(view: View, k: int) -> int | None:
    """Step over a single person in a list: "two soldiers, a policeman and nine civilians"."""
    if view.last_of("membership", k) is not None:
        return view.last_of("membership", k)
    nouns = [*view.starting("units").get(k, ()), *(c for c in view.starting("terms").get(k, ()) if c.phrase.role == "nouns")]
    return nouns[0].last if nouns else None


def _from_next(view: View, counts: list[Count], i: int) -> None:
    """Give a count without a term that of the next count it is joined to: "three soldiers and seven civilians died"."""
    if i + 1 >= len(counts):
        return
    count, following = counts[i], counts[i + 1]
    if count.bracket is None and following.bracket is not None:
        return
    if not _only_joined(view, count, following):
        return
    if count.noun is None and count.term is None and following.noun is not None and following.bracket is None:
        count.unit = count.unit or following.unit
        count.unit_cue = count.unit_cue or following.unit_cue
    begin, end = _gap(view, count, following)
    among = any(view.last_of("membership", k) is not None for k in range(begin, end))
    shared = strongest([*following.right, *(of_noun(following.noun) if among else [])], count.unit)
    if shared is None:
        return
    weak = not count.base and (count.chosen is None or count.chosen.how in ("link", "far") or (
        count.chosen.how == "noun" and strongest([count.chosen, shared], count.unit) is shared and not count.left
    ))
    if weak:
        count.chosen, count.term, count.heir = shared, shared.term, "next"


def _from_previous(view: View, counts: list[Count], i: int) -> None:
    """Give a count without a term or unit those of the count before it, where it reads as its list's next item."""
    if i == 0:
        return
    count, previous = counts[i], counts[i - 1]
    if count.bracket is None and previous.bracket is not None:
        outer = [c for c in counts[:i] if c.bracket is None]
        previous = outer[-1] if outer else previous
    if previous.term is None:
        return
    loose = (count.chosen is None or count.chosen.how == "far") and not count.base
    if loose and (count.noun is not None or _list_item(view, previous, count)) and fits(previous.term, count.unit or previous.unit):
        count.chosen, count.term, count.heir = previous.chosen, previous.term, "previous"
    if count.unit is None and count.noun is None and count.term is not None and fits(count.term, previous.unit):
        count.unit, count.unit_cue = previous.unit, previous.unit_cue


def _list_item(view: View, previous: Count, count: Count) -> bool:
    """Tell whether a bare number goes on with the list before it: "1,200 in Erbil and 3,400 in Duhok", "(41)"."""
    if count.quantity.share is not None or count.bracket is not None:
        return True
    begin, end = _gap(view, previous, count)
    if _pronoun(view, count):
        return True
    if end - begin <= 2 and view.first_of("changes", previous.quantity.first - 1) is not None:
        return True
    if view.first_of("comparisons", count.quantity.first - 1) is not None:
        return True
    reach = view.words[begin:end]
    joined = any(w in ",;:–" for w in reach) or any(begin <= c.first < end for c in view.all("conjunctions"))
    k = count.quantity.last + 1
    place_after = k < view.sentence.last and (
        view.last_of("place_prepositions", k) is not None or view.words[k] in ",;)." or view.last_of("conjunctions", k) is not None
        or view.last_of("more", k) is not None or view.last_of("goes_on", k) is not None
    )  # fmt: skip
    return joined and (place_after or k >= view.sentence.last)


def _totalled(view: View, q: Quantity) -> bool:
    """Tell whether a bare number is said to be the count of people named before: "For Coquimbo the numbers are 7,429"."""
    k = q.first - 1
    link = view.first_of("linking", k)
    return link is not None and view.first_of("totals", link - 1) is not None


def _pronoun(view: View, count: Count) -> bool:
    """Tell whether a bare number is a part of people named before: "12,000 of them"."""
    return count.noun is None and view.last_of("of_them", count.quantity.last + 1) is not None


def _draft(view: View, counts: list[Count], i: int) -> Draft | None:
    """Return the draft of a count, None where nothing says that it is a figure."""
    count = counts[i]
    q, noun = count.quantity, count.noun
    term = count.term
    if noun is not None and noun.name and term is None and view.last_of("nationalities", noun.last) is None:
        return None
    if noun is not None and noun.name and (count.chosen is not None and count.chosen.how == "far"):
        return None
    if noun is None and q.value == 1 and not q.digits and not (i and count.right and counts[i - 1].term is not None):
        return None
    known = noun is not None and (not noun.name or view.last_of("nationalities", noun.last) is not None)
    if term is None and not known and not _pronoun(view, count) and q.share is None and not _totalled(view, q):
        return None
    unit = count.unit or (Unit.DWELLING if term in _HOUSING else Unit.PERSON if term else None)
    clause = _clause(view, counts, i)
    draft = Draft(q, view.sentence, clause, unit=unit, term=term, said=_said(view, count, clause))
    if noun is not None:
        draft.noun = (noun.first, noun.last)
        draft.subject = view.text(noun.first, noun.last)
        draft.evidence["unit"] = draft.evidence["subject"] = _span(view, noun.first, noun.last)
    elif count.unit_cue is not None:
        draft.subject = view.text(count.unit_cue.first, count.unit_cue.last)
        draft.implied["unit"] = "from the same passage"
    else:
        draft.implied["unit"] = "from what happened"
        if count.chosen is not None and count.chosen.cue.phrase.role == "nouns":
            draft.subject = view.text(count.chosen.cue.first, count.chosen.cue.last)
    if count.chosen is not None:
        draft.governor = count.chosen.cue
        draft.evidence["term"] = (count.chosen.cue.start, count.chosen.cue.end)
        if count.heir:
            draft.implied["term"] = "shared in a list"
    return draft


def _said(view: View, count: Count, clause: tuple[int, int]) -> Kind | None:
    """Return the kind that the clause tells, else the word itself that told the term: "the toll"."""
    cue = count.chosen.cue if count.chosen else None
    inside = cue is not None and view.sentence.first <= cue.first < view.sentence.last
    end = max(clause[1], cue.last + 1) if cue is not None and inside else clause[1]
    linked = count.chosen is not None and count.chosen.how == "link"
    if said := said_in(view, clause[0], end, count.quantity.last, linked=linked):
        return said
    told = view.starting("kinds").get(cue.first) if cue else None
    return Kind(told[0].phrase.key) if told else None


def _span(view: View, first: int, last: int) -> tuple[int, int]:
    return view.reading.starts[first], view.reading.ends[last]


def _clause(view: View, counts: list[Count], i: int) -> tuple[int, int]:
    """Return the tokens from the end of the count before to the start of the next one."""
    first = counts[i - 1].quantity.last + 1 if i else view.sentence.first
    last = counts[i + 1].quantity.first if i + 1 < len(counts) else view.sentence.last
    return first, last


def _relate(view: View, counts: list[Count], i: int, drafts: dict[int, Draft]) -> None:
    """Link a draft to its list's draft before it, to its whole, and to the same count in another unit."""
    draft, count = drafts[i], counts[i]
    q = count.quantity
    draft.increment = view.first_of("more", q.first - 1, "before") is not None or any(
        c.phrase.role == "after" for c in view.starting("more").get(q.last + 1, ())
    )
    if q.base is not None:
        base = next((d for d in drafts.values() if d.quantity is q.base), None)
        draft.parent = base
    j = next((k for k in range(i - 1, -1, -1) if k in drafts), None)
    if j is None:
        return
    previous = drafts[j]
    if count.heir == "previous":
        draft.sibling = previous
    begin, end = _gap(view, counts[j], count)
    part = any(begin <= c.first < end and c.phrase.role == "words" for c in view.all("including"))
    part = part or any(c.phrase.role == "part_after" for c in view.starting("including").get(q.last + 1, ()))
    if part and draft.value <= (previous.quantity.high or previous.value) and draft.unit == previous.unit:
        draft.parent = draft.parent or previous.parent or previous
    if _same_count(view, previous, draft, begin, end):
        draft.same_as = draft.sibling = previous
        if previous.term is not None and count.bracket is None and count.right:
            draft.term = previous.term


def _same_count(view: View, a: Draft, b: Draft, begin: int, end: int) -> bool:
    """ "310 households (1,600 people)", "989 families or 3,828 persons": one count in two units."""
    if {a.unit, b.unit} != {Unit.HOUSEHOLD, Unit.PERSON}:
        return False
    return end - begin <= 5 and all(
        w in "(,/–-" or view.last_of("equal_links", begin + j) is not None or view.first_of("equal_links", begin + j) is not None
        for j, w in enumerate(view.words[begin:end])
    )
