"""Reads one sentence: each number with what its noun, the words around it and its neighbours say of it."""

from collections.abc import Sequence

from stats.assembly.counted.counts import Count, find_counts
from stats.assembly.counted.terms import BACKGROUND, Predicate, fits
from stats.assembly.counted.twounits import count_people
from stats.assembly.draft import Draft
from stats.assembly.happened.arenas import only_ousted
from stats.assembly.happened.choice import Case
from stats.assembly.happened.choosing import choose
from stats.assembly.happened.continued import go_on
from stats.assembly.happened.drafting import draft_of, relate
from stats.assembly.happened.ellipses import goes_on_counting, may_count, only_says, only_ties, topic
from stats.assembly.happened.insertions import insertions_behind, over_population
from stats.assembly.happened.lodging import camp_it_owns
from stats.assembly.happened.neighbours import take_from_next, take_from_previous
from stats.assembly.happened.parallel import pair_up
from stats.assembly.happened.placelists import spread
from stats.assembly.happened.predicates import predicates
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue
from stats.vocabulary import HARMED, HOUSING, Term, Unit


def assemble_sentence(view: View, earlier: Sequence[Draft] = ()) -> list[Draft]:
    """Return the drafts of one sentence of prose, a heading or a list item, in order.

    earlier: the drafts of the sentences before, of which one may be the whole of a list of places.
    """
    counts = find_counts(view)
    telling = _has_words(view)
    for i, count in enumerate(counts):
        if telling:
            _own_term(view, counts, i, count)
        go_on(view, counts, i, earlier)
        if count.term in HOUSING and count.noun is None and count.unit_cue is None and not _homes_told(view, earlier):
            count.chosen = count.term = count.unit = None  # "the boys ate 12"
    count_people(view, counts)
    for i in range(len(counts) - 1, -1, -1):
        take_from_next(view, counts, i)
    for i, count in enumerate(counts):
        _stand_for_told(view, count, earlier)
        take_from_previous(view, counts, i)
    wholes = spread(view, counts, earlier) if counts and telling else {}
    for i in range(len(counts)):
        if wholes and i not in wholes and counts[i].term is None:
            take_from_previous(view, counts, i)  # "Pahang jumped to 12,899 FROM 8,138"
    pair_up(view, counts)
    with_harm = _told_with_harm(view, counts)
    drafts: list[Draft] = []
    by_count: dict[int, Draft] = {}
    for i in range(len(counts)):
        if drafts:
            _stand_for_told(view, counts[i], drafts)
        draft = draft_of(view, counts, i)
        if draft is not None:
            by_count[i] = draft
            if i in with_harm:
                draft.implied["term"] = "counted with the harm that an event did"
            drafts.append(draft)
            relate(view, counts, i, by_count)
            if (whole := wholes.get(i)) is not None:
                draft.sibling = draft.parent = whole if isinstance(whole, Draft) else by_count.get(whole)
    return drafts


def _has_words(view: View) -> bool:
    """Tell whether a sentence is more than numbers and signs, of which only what stands around it can tell."""
    line, words = view.sentence, view.words
    return any(words[k][0].isalpha() for k in range(line.first, line.last)) or any(q.share for q in view.quantities)


def _told_with_harm(view: View, counts: list[Count]) -> set[int]:
    """Let families and persons in a list of harm be those affected: "Families: 1,204; persons: 5,310; dead: 37".

    counts: all of the sentence, changed here. Returns the positions of those.
    """
    labelled = (c.term for c in counts if c.chosen is not None and c.chosen.how == "link")
    if not any(term in HARMED or term in HOUSING for term in labelled):
        return set()
    found: set[int] = set()
    for i, count in enumerate(counts):
        colon = count.quantity.first - 1
        if count.term is not None or count.noun is not None or view.words[colon] != ":":
            continue
        label = next((c for t in ("unit_words", "units") for c in view.ending(t).get(colon - 1, ())), None)
        if label is None or (label.first > view.sentence.first and view.words[label.first - 1] not in ";.,:"):
            continue
        unit = Unit(label.phrase.key if label.phrase.table == "units" else label.phrase.role)
        if unit is not Unit.DWELLING:
            count.term, count.unit, count.unit_cue = Term.AFFECTED, unit, label
            found.add(i)
    return found


def _stand_for_told(view: View, count: Count, drafts: Sequence[Draft]) -> None:
    """Let a bare count of which its sentence tells nothing stand for those whom the text speaks of."""
    cue, colon = count.unit_cue, count.quantity.first - 1
    if cue is not None and cue.last + 1 == colon and view.words[colon] == ":":
        return  # "PERSONNEL: 15,000"
    if count.noun is None and count.term is None and count.bracket is None and may_count(view, count.quantity):
        if (told := topic(view, count.quantity, drafts)) is not None:
            count.chosen, count.term, count.pronoun = told, told.term, True
        elif goes_on_counting(view, count.quantity, drafts):
            count.pronoun = True


def _own_term(view: View, counts: list[Count], i: int, count: Count) -> None:
    """Find what the sentence itself says of a count, and its unit where the words that tell it are of one."""
    named = _in_brackets(view, count.quantity, count.unit) if count.noun is None else None
    if named is not None:
        count.chosen, count.term = named, named.term
        return
    homes = counts[0] if i and count.noun is None and counts[0].base and counts[0].unit is Unit.DWELLING else None
    if homes is not None and count.unit is None:
        count.unit, count.unit_cue = homes.unit, homes.unit_cue  # "of these 90 damaged houses 30 lost their roofs"
    chosen = _chosen(view, counts, i, count, homes)
    behind = not view.reading.lexicon.grammar.get("verb_first")  # else the verb stands before those counted
    if behind and count.noun is not None and _is_loose(chosen):
        chosen = _read_over(view, counts, i, count, homes) or chosen
    end = count.quantity.last + 1 if count.noun is None else count.noun.end
    if chosen is not None and only_ousted(view, count.noun, end, chosen):
        chosen = None  # "the party KICKED OUT 25 members"
    if chosen is not None and count.noun is None and _says_nothing(view, count.quantity, chosen):
        chosen = None
    count.chosen = chosen
    if chosen is None:
        whole = Term.OTHER if count.unit is Unit.DWELLING else Term.POPULATION  # "300 of the 350 HOUSES": they stand
        count.term = whole if count.base else None
        return
    count.term = chosen.term
    if i and count.unit is None and _more_homes(view, counts[i - 1], count):
        count.unit, count.unit_cue = Unit.DWELLING, counts[i - 1].unit_cue
    if count.noun is None and count.unit is None and (cue := _named_first(view, count.quantity, chosen)) is not None:
        count.unit, count.unit_cue = Unit(cue.phrase.key), cue
    if count.unit is None and chosen.how == "link" and count.term is Term.POPULATION:
        count.unit = Unit.PERSON  # "took in 320 families, bringing its POPULATION to 14,600"
        count.term = camp_it_owns(view, chosen.cue) or count.term
    if count.term in HOUSING and count.unit is None and (count.noun is None or count.noun.unit is None):
        count.unit = Unit.DWELLING


def _chosen(view: View, counts: list[Count], i: int, count: Count, homes: Count | None) -> Predicate | None:
    """Return the predicate that tells what happened to a count, None where its sentence tells nothing."""
    own = predicates(view, counts, i, count)
    behind = counts[i + 1 :] if count.over is None else [c for c in counts[i + 1 :] if c.quantity.first >= count.over]
    limit = behind[0].quantity.first if behind else view.sentence.last
    if i and over_population(view, counts[i - 1], count) is not None:
        limit = count.end  # "900 people in A TOWN OF 4,000 were moved": what follows is told of the 900
    return choose(Case(view, counts, i, count, own, homes, _label_from(view, counts, i), limit))


def _is_loose(chosen: Predicate | None) -> bool:
    """Tell whether nothing right beside a count tells what happened to it."""
    return chosen is None or chosen.how == "far" or (chosen.how == "noun" and chosen.term in BACKGROUND)


def _read_over(view: View, counts: list[Count], i: int, count: Count, homes: Count | None) -> Predicate | None:
    """Return what is told over an insertion behind the noun: "SWEPT 12 people, including two children, AWAY"."""
    kept = count.left, count.right, count.base, count.unit, count.unit_cue
    for over in insertions_behind(view, counts, i):
        count.over = over
        chosen = _chosen(view, counts, i, count, homes)
        count.over = None
        if not _is_loose(chosen):
            return chosen
        count.left, count.right, count.base, count.unit, count.unit_cue = kept
    return None


def _says_nothing(view: View, q: Quantity, told: Predicate) -> bool:
    """Tell whether a word only says who tells a bare number, or leads to it from a noun that names a count."""
    return only_says(view, q, told) or only_ties(view, q, told)


def _more_homes(view: View, before: Count, count: Count) -> bool:
    """Tell whether a bare number adds homes to those before it: "30 HOMES were lost; the fire threatens 90 MORE"."""
    if count.noun is not None or before.unit is not Unit.DWELLING or count.term is not Term.OTHER:
        return False
    after = any(c.phrase.role == "after" for c in view.starting("more").get(count.quantity.last + 1, ()))
    return after or view.first_of("more", count.quantity.first - 1, "before") is not None


def _homes_told(view: View, earlier: Sequence[Draft]) -> bool:
    """Tell whether a sentence, or a count shortly before it, speaks of homes, so that a bare number may be of them."""
    if any(c.phrase.key == Unit.DWELLING for c in view.all("units")) or view.sentence.shape != "prose":
        return True
    return any(d.unit is Unit.DWELLING for d in earlier[-_HOMES:])


_HOMES = 6  # counts before a sentence of which one may be of homes


def _label_from(view: View, counts: list[Count], i: int) -> int:
    """Return the token from which the label of a count may begin: after the count before, which it may outgrow."""
    if not i or view.first_of("increments", counts[i - 1].quantity.first - 1) is not None:
        return view.sentence.first  # "the number of evacuees INCREASED BY 1,200 to 8,900"
    return counts[i - 1].quantity.last + 1


def _in_brackets(view: View, q: Quantity, unit: Unit | None) -> Predicate | None:
    """Return what the brackets right after a bare number tell and nothing else: "3 (dead), 17 (injured)"."""
    close = view.closers.get(q.last + 1)
    cues = view.starting("terms").get(q.last + 2, ()) if close is not None else ()
    return next((Predicate(c, "after") for c in cues if c.last + 1 == close and fits(c.phrase.key, unit)), None)


def _named_first(view: View, q: Quantity, chosen: Predicate) -> Cue | None:
    """Return the noun that opens a sentence or a line and says who a bare number counts."""
    if (whole := _opened_with(view, q)) is not None:
        return whole
    heads = view.ending("units").get(chosen.cue.first - 1, ()) if view.sentence.shape != "prose" else ()
    heads = [c for c in heads if c.first == view.sentence.first]
    return heads[0] if heads and fits(chosen.term, Unit(heads[0].phrase.key)) else None  # "FAMILIES displaced 1,482"


def _opened_with(view: View, q: Quantity) -> Cue | None:
    """Return the noun of those of whom a bare number is a part: "Of the displaced families, 130,879 had help"."""
    if view.first_of("of_opening", view.sentence.first + 1) is None and not view.has("of_opening", view.sentence.first):
        return None
    head = range(view.sentence.first, q.first)
    if any(view.words[k][0].isdigit() for k in head) or view.words[q.first - 1] != ",":
        return None
    cues = [c for k in head for c in view.starting("units").get(k, ())]
    return cues[0] if cues else None
