"""Refiners: each takes a document's drafts and returns them, less what is no figure, plus what is told elsewhere."""

from bisect import bisect_left
from collections.abc import Callable
from itertools import pairwise
from operator import attrgetter

from stats.assembly.bases import find_bases
from stats.assembly.draft import AS_BEFORE, MANY, Draft
from stats.assembly.frames import points_back
from stats.assembly.headed import heading_over, lodged_under, spread_out
from stats.assembly.mainterm import NOTHING, take_section_term, take_term_of_moved
from stats.assembly.measured import compared, is_measure, is_timed, nearest, points_to_whole
from stats.assembly.partsof import take_in_parts
from stats.assembly.summed import spread_sums
from stats.assembly.terms import fits
from stats.readers.quantity import Quantity
from stats.readers.reading import Reading
from stats.vocabulary import TOLL, Kind, Term, Unit

Refiner = Callable[[Reading, list[Draft]], list[Draft]]


def drop_denied(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Drop counts that the text denies: "denied that 3,000 had fled" (GUIDE, 14)."""
    kept = []
    for draft in drafts:
        denials, first = reading.cues(draft.sentence).all("denials"), draft.quantity.first
        denied = bool(denials) and any(c.last < first and first - c.last <= _DENIAL_REACH for c in denials)
        undone = draft.governor and reading.lexicon.asked("without").first(
            reading.words, draft.governor.first - 1, draft.sentence.first
        )
        if not denied and undone is None:
            kept.append(draft)
    return kept


_DENIAL_REACH = 14  # tokens between "denied that" and the number


def know_again(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Give a share's base what was told of the same count before: "4,284 fled. 70 per cent of the 4,284"."""
    bases = {id(d.quantity.base) for d in drafts if d.quantity.base is not None}
    for i, draft in enumerate(drafts):
        if id(draft.quantity) in bases and draft.term == Term.POPULATION:
            told = next((d for d in reversed(drafts[max(0, i - _CARRY) : i]) if d.value == draft.value), None)
            if told is not None and told.unit == draft.unit:
                draft.term, draft.sibling, draft.implied["term"] = told.term, told, "as told before"
    return drafts


def take_units(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Give bare counts the households that the sentence before counted: "ANOTHER 900 have left. THESE include 58"."""
    for i, (earlier, draft) in enumerate(pairwise(drafts)):
        if i and _makes_up(drafts[i - 1], earlier):
            continue  # "1,208 from 198 households left, and 479 were evicted"
        bare = draft.noun is None and draft.unit is Unit.PERSON and draft.implied.get("unit") == "from what happened"
        if not bare or earlier.unit is not Unit.HOUSEHOLD or draft.term in TOLL or earlier.same_as is not None:
            continue
        beside = draft.sentence is earlier.sentence and draft.term is earlier.term
        follows = draft.sentence.index == earlier.sentence.index + 1
        more = reading.words[draft.quantity.first - 1] in reading.lexicon.words("another")
        if draft.sentence.paragraph == earlier.sentence.paragraph and (
            beside or (follows and (more or points_back(reading, draft)))
        ):
            draft.unit, draft.subject = Unit.HOUSEHOLD, draft.subject or earlier.subject
            draft.implied["unit"] = "from the same passage"
    return drafts


def _makes_up(people: Draft, households: Draft) -> bool:
    """Tell whether a count of households only tells how many of them people make up: "1,208, FROM 198 HOUSEHOLDS"."""
    beside = people.sentence is households.sentence and 0 < households.quantity.first - people.quantity.last <= _BESIDE
    return beside and people.unit is Unit.PERSON and people.noun is None and people.term is households.term


_BESIDE = 3  # tokens from people to the households they make up


def name_subjects(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Take a subject that is left out from the count it goes with (GUIDE, 9)."""
    for draft in drafts:
        if draft.subject is None:
            whole = draft.parent or draft.sibling
            if whole is not None and whole.unit == draft.unit:
                draft.subject = whole.subject
    return drafts


def carry_terms(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Give a count without a term that of the count before it in the paragraph; drop what stays without."""
    kept: list[Draft] = []
    sums = spread_sums(drafts)
    for i, draft in enumerate(drafts):
        if draft.term is None and (_of_things(reading, draft) or _only_sent(reading, draft)):
            continue
        if draft.term is None and _of_other(reading, kept, draft):
            continue
        if draft.term is None:
            alone = draft.implied.get("unit") == MANY
            back = reversed(kept[-_CARRY:] if not alone else ())
            near = nearest([d for d in back if _carries(reading, d, draft)], draft)
            near = near.sibling if near is not None and near.sibling is not None and compared(reading, near) else near
            near = _whole_of_rest(reading, kept, draft, near)
            whole = spread_out(reading, kept, draft) or sums.get(i)
            if whole is not None and whole.term is None:
                whole = None
            near, draft.parent = whole or near, draft.parent or whole
            told = heading_over(reading, draft.sentence).term if near is None and draft.noun is not None else None
            if told is None and near is None and draft.noun is not None and draft.unit is not Unit.DWELLING:
                told = lodged_under(reading, draft.sentence)
            if told is not None and fits(told.phrase.key, draft.unit):
                draft.term, draft.governor, draft.how = Term(told.phrase.key), told, "table"
                draft.evidence["term"], draft.implied["term"] = (told.start, told.end), "from the heading"
            elif near is None:
                if alone or (draft.unit not in (None, Unit.DWELLING) and draft.noun is not None):
                    draft.term, draft.implied["term"] = Term.OTHER, NOTHING
                    kept.append(draft)
                continue
            else:
                draft.term, draft.implied["term"], draft.sibling = near.term, AS_BEFORE, near
                if draft.unit is None:
                    people = near.same_as if near.same_as is not None and near.unit is Unit.HOUSEHOLD else near
                    draft.unit, draft.subject, draft.parent = people.unit, people.subject, people
        kept.append(draft)
    return kept


def _whole_of_rest(reading: Reading, kept: list[Draft], draft: Draft, near: Draft | None) -> Draft | None:
    """Return the whole of which a count is the rest: "of 217,000 displaced, 57,000 are back. THE REST, 160,000, are".

    near: the count before, that of the part. It is returned where no such rest, or no whole, is told.
    """
    k, first = draft.quantity.first - 2, draft.sentence.first
    rests = reading.lexicon.asked("rests")
    set_off = k >= first and reading.words[k + 1] == "," and rests.first(reading.words, k, first) is not None
    other = reading.lexicon.words("another") | reading.lexicon.words("other_words")
    other_ones = reading.words[k + 1] in other and k >= first and reading.words[k] in reading.lexicon.words("articles")
    if near is None or not (set_off or other_ones):
        return near
    back = [d for d in reversed(kept[-_WHOLE:]) if d.sentence.paragraph == draft.sentence.paragraph and d is not near]
    homes = near.unit is Unit.DWELLING
    return next((d for d in back if (d.unit is Unit.DWELLING) is homes and d.value >= near.value + draft.value), near)


_WHOLE = 6  # counts before a rest among which its whole is


_CARRY = 40  # counts that are looked back over for one to take from


def _carries(reading: Reading, earlier: Draft, draft: Draft) -> bool:
    """Tell whether a count may take its term from an earlier one: of its paragraph, or of the line above."""
    if draft.noun is not None and reading.words[draft.noun[1]] in reading.lexicon.words("workers"):
        return False  # "28 teams with 1,152 personnel"
    above = draft.sentence.paragraph - earlier.sentence.paragraph
    short = draft.sentence.shape in ("head", "item")
    told = reading.lexicon.asked("existential").first(reading.words, draft.quantity.first - 1, draft.sentence.first)
    loose = draft.noun is None and draft.unit is None and told == draft.sentence.first  # "There are 475 from the isles"
    loose = loose or (draft.noun is None and draft.unit is None and points_to_whole(reading, draft))
    if earlier.term is None or not (above == 0 or draft.unit == Unit.DWELLING or ((short or loose) and above == 1)):
        return False
    return draft.unit is None or (earlier.unit == Unit.DWELLING) == (draft.unit == Unit.DWELLING)


def find_wholes(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Link a pronoun's count to the count before it in the paragraph: "Over 76,000 of them were in Tokyo"."""
    totals = False  # whether a running total has been told
    for i, draft in enumerate(drafts):
        if draft.noun is None and draft.parent is None and i and _pronoun(reading, draft):
            whole = drafts[i - 1]
            apart = draft.sentence.paragraph - whole.sentence.paragraph
            opens = draft.quantity.first == draft.sentence.first
            if (apart == 0 or (apart == 1 and opens)) and whole.value >= draft.value:
                draft.parent = whole.parent or whole
        if totals and draft.parent is None and draft.same_as is None and _of_total(reading, draft):
            draft.parent = next((d for d in reversed(drafts[max(0, i - _CARRY) : i]) if _is_total(d, draft)), None)
        totals = totals or draft.said is Kind.CUMULATIVE
    return drafts


def _of_total(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count is said to be of a total told before: "of the dead, 108 lived in Oaxaca"."""
    if draft.governor is None or draft.term is None:
        return False
    q, words, first = draft.quantity, reading.words, draft.sentence.first
    opening = reading.lexicon.asked("of_opening")
    after = reading.lexicon.asked("of_the").last(words, q.last + 1, draft.sentence.last)
    for cue in reading.cues(draft.sentence).all("terms"):
        if cue.phrase.key != draft.term or cue.phrase.role not in ("nouns", "done"):
            continue
        if after is not None and cue.first == after + 1:
            return True
        opened = opening.first(words, cue.first - 1, first)
        if opened is not None and cue.last < q.first and (opened == first or words[opened - 1] in ",;:"):
            return True
    return False


def _is_total(total: Draft, draft: Draft) -> bool:
    """Tell whether a count may be the total that another is a part of: a running one of the same, in sight."""
    near = draft.sentence.paragraph - total.sentence.paragraph <= 1
    same = total.term == draft.term and total.unit == draft.unit and total.value >= draft.value
    return near and same and total.said is Kind.CUMULATIVE


def _pronoun(reading: Reading, draft: Draft) -> bool:
    after = draft.quantity.last + 1
    return reading.lexicon.asked("of_them").last(reading.words, after, draft.sentence.last) is not None


def _of_things(reading: Reading, draft: Draft) -> bool:
    """Tell whether a number without a noun is a part of things counted just before: "37 fires. Five of these"."""
    if draft.noun is not None or draft.parent is not None:
        return False
    before = bisect_left(reading.quantities, draft.quantity.start, key=attrgetter("start"))
    told = reading.quantities[before - 1]
    while before and told.thing and (is_measure(reading, told) or is_timed(reading, told)):
        before -= 1
        told = reading.quantities[before - 1]
    if not before or not reading.quantities[before - 1].thing or _in_time(reading, reading.quantities[before - 1]):
        return False
    more, k = reading.lexicon.asked("more", role="before"), draft.quantity.first - 1
    led = more.first(reading.words, k, draft.sentence.first)
    if led is not None and draft.value > _MORE * reading.quantities[before - 1].value:
        return False  # "6,000 were waiting at two checkpoints and ANOTHER 3,000 were on the road"
    total, words = reading.lexicon.asked("totals"), reading.words
    begin, stop = max(reading.quantities[before - 1].last + 1, draft.sentence.first), draft.quantity.first
    units = (c for c in reading.cues(draft.sentence).all("units") if begin <= c.first < stop)
    if any(c.phrase.key != Unit.DWELLING for c in units):
        return False  # "… in 35 centres. OF THE PERSONS, 313"
    return all(total.last(words, k, stop) is None for k in range(begin, stop))  # "… cars. THE NUMBER OF those …"


def _in_time(reading: Reading, quantity: Quantity) -> bool:
    """Tell whether a number belongs to a time and counts no things that others are a part of: "in THREE days"."""
    near = reading.within(reading.periods, quantity.start - _TIME, quantity.end)
    return any(m.end >= quantity.end for m in near)


_TIME = 40  # characters of a time before its number: "in the course of THREE days"


def _of_other(reading: Reading, kept: list[Draft], draft: Draft) -> bool:
    """Tell whether a number is another one anew, which counts nobody: "it was 40 degrees. IT NOW STANDS AT 38"."""
    k, first = draft.quantity.first - 1, draft.sentence.first
    if draft.noun is not None or reading.lexicon.asked("told_again").first(reading.words, k, first) is None:
        return False
    then, stop = draft.quantity.last + 1, draft.sentence.last
    if then < stop and reading.lexicon.asked("relatives").last(reading.words, then, stop) is not None:
        return True  # "IT WAS AT 7 that the bell rang"
    before = bisect_left(reading.quantities, draft.quantity.start, key=attrgetter("start")) - 1
    while before >= 0 and is_timed(reading, reading.quantities[before]):
        before -= 1  # "NINE MONTHS LATER that had dwindled to 268"
    return before < 0 or all(d.quantity is not reading.quantities[before] for d in kept[-_NEAR:])


_MORE = 10  # times as many are no more of the things counted before
_NEAR = 3  # counts before one that is told anew


def _only_sent(reading: Reading, draft: Draft) -> bool:
    """Tell whether homes are only goods, as nothing is said to have happened to them: "6,200 tents have been sent"."""
    if draft.noun is None or draft.unit is not Unit.DWELLING:
        return False
    return reading.words[draft.noun[1]] in reading.lexicon.words("relief_homes")


def join_missing(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Let the missing of a toll go with its dead and hurt: "46 deaths, 25 missing"; "still missing" is a state.

    So do those displaced where they are told in one list with them.
    """
    tolls: dict[int, Draft] = {}
    for draft in drafts:
        if draft.term in (Term.KILLED, Term.INJURED):
            tolls.setdefault(draft.sentence.index, draft)
    for i, draft in enumerate(drafts):
        if draft.said is not None or draft.sibling is not None:
            continue
        toll = tolls.get(draft.sentence.index) or _toll_above(tolls, draft)
        running = toll is not None and toll.term == Term.KILLED and toll.said is Kind.CUMULATIVE
        if draft.term == Term.MISSING or (draft.term == Term.INJURED and running) or _is_listed(reading, drafts, i):
            draft.joined = toll
    return drafts


def _toll_above(tolls: dict[int, Draft], draft: Draft) -> Draft | None:
    """Return the dead or hurt that the lines right above a line of the missing count: "Dead: 12", "Missing: 4"."""
    index, shape = draft.sentence.index, draft.sentence.shape
    if draft.term is not Term.MISSING or shape not in ("head", "item"):
        return None
    near = (tolls[i] for i in (index - 1, index - 2) if i in tolls)
    return next((d for d in near if d.sentence.shape == shape and d.how == draft.how), None)


def _is_listed(reading: Reading, drafts: list[Draft], i: int) -> bool:
    """Tell whether those displaced follow a toll in one list: "9 deaths, 3 injured and 8,100 EVACUEES"."""
    draft, before = drafts[i], drafts[i - 1] if i else None
    if before is None or before.sentence is not draft.sentence or before.term not in TOLL or before.noun is None:
        return False
    told = draft.governor
    if draft.term not in _DRIVEN or told is None or told.first > draft.quantity.last + _NOUN:
        return False
    end = max(before.noun[1], before.governor.last if before.governor is not None else 0)
    between = reading.words[end + 1 : draft.quantity.first]
    joins = reading.lexicon.words("conjunctions") | {","}
    return told.first > draft.quantity.last and len(between) <= _NOUN and not joins.isdisjoint(between)


_DRIVEN = frozenset((Term.DISPLACED, Term.EVACUATED, Term.HOMELESS))
_NOUN = 2  # tokens from a number to its noun, or from a count to the next of a list: ", and"


REFINERS: tuple[Refiner, ...] = (
    drop_denied,
    find_bases,
    take_in_parts,
    carry_terms,
    take_term_of_moved,
    take_section_term,
    find_wholes,
    know_again,
    take_units,
    name_subjects,
    join_missing,
)
