"""Refiners: each takes a document's drafts and returns them, less what is no figure, plus what is told elsewhere."""

from collections.abc import Callable
from itertools import pairwise

from stats.assembly.around.bases import find_bases
from stats.assembly.around.carried import CARRY, carry_terms
from stats.assembly.around.definite import name_again
from stats.assembly.around.everyday import leave_in_peace
from stats.assembly.around.mainterm import take_section_term, take_term_of_moved, take_term_of_them
from stats.assembly.around.partsof import keep_parts, take_in_parts
from stats.assembly.draft import AS_TOLD, Draft
from stats.assembly.when.stories import points_back
from stats.readers.reading import Cue, Reading
from stats.readers.timewords import time_words
from stats.vocabulary import TOLL, Kind, Term, Unit

Refiner = Callable[[Reading, list[Draft]], list[Draft]]


def drop_denied(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Drop counts that the text denies: "denied that 3,000 had fled" (GUIDE, 14)."""
    kept = []
    for draft in drafts:
        denials, first = reading.cues(draft.sentence).all("denials"), draft.quantity.first
        turns = time_words(reading.lexicon).listed["turns"]
        denied = bool(denials) and any(
            c.last < first and first - c.last <= _DENIAL_REACH and turns.isdisjoint(reading.words[c.last + 1 : first])
            and not _is_when(reading, c, first)
            for c in denials
        )  # but "denied reports of looting BUT said that 300 had fled"
        undone = draft.governor and reading.lexicon.asked("without").first(
            reading.words, draft.governor.first - 1, draft.sentence.first
        )
        if not denied and undone is None:
            kept.append(draft)
    return kept


def _is_when(reading: Reading, denial: Cue, number: int) -> bool:
    """Tell whether a count only says when something else was denied: "denied any role AFTER 300 people were killed"."""
    apart, relative = reading.lexicon.words("subordinators"), reading.lexicon.words("relatives")
    opening = next((k for k in range(denial.last + 1, number) if reading.words[k] in apart), 0)
    return opening > 0 and relative.isdisjoint(reading.words[denial.first : opening])


_DENIAL_REACH = 14  # tokens between "denied that" and the number


def know_again(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Give a base what was told of the same count before: "4,284 fled. 70 per cent of the 4,284", "Of the 4,284"."""
    bases = {id(d.quantity.base) for d in drafts if d.quantity.base is not None}
    for i, draft in enumerate(drafts):
        opens = draft.noun is None and _opens_with(reading, draft)
        if id(draft.quantity) in bases or _opens_with(reading, draft):
            _take_again(drafts, i)
        if (id(draft.quantity) in bases or opens) and draft.term == Term.POPULATION:
            told = next((d for d in reversed(drafts[max(0, i - CARRY) : i]) if d.value == draft.value), None)
            if told is not None and told.unit == draft.unit:
                draft.term, draft.sibling, draft.implied["term"] = told.term, told, AS_TOLD
                if opens:
                    draft.same_as = told
                    _tell_parts(reading, drafts[i + 1 : i + 1 + CARRY], draft, told)
    return drafts


def _take_again(drafts: list[Draft], i: int) -> None:
    """Let a base with a noun be the count that it tells again: "340 DIED. … OF THE 340 DEAD, half were children"."""
    draft = drafts[i]
    if draft.how != "noun" or draft.said is not None or draft.same_as is not None or draft.parent is not None:
        return
    alike = (d for d in reversed(drafts[max(0, i - CARRY) : i]) if d.term is draft.term and d.unit is draft.unit)
    told = next((d for d in alike if d.value == draft.value and d.quantity.share is None and not d.forecast), None)
    if told is None or told.sentence is draft.sentence:
        return
    draft.same_as = told
    for part in drafts[max(0, i - 1) : i]:
        if part.quantity.base is draft.quantity and part.parent is None:
            part.parent = told  # "HALF of the 340 dead"


def _tell_parts(reading: Reading, after: list[Draft], base: Draft, whole: Draft) -> None:
    """Make the counts of a base's sentence that nothing else is told of its parts: "Of the 4,284, 900 are CHILDREN"."""
    elsewhere = bool(reading.within(reading.places, base.sentence.start, base.sentence.end))
    for draft in after:
        if draft.sentence is not base.sentence or elsewhere:
            return  # "Of the 4,284, 900 remain in GOMA"
        bare = draft.noun is None and draft.governor in (None, base.governor)
        if draft.term == Term.POPULATION and bare and draft.unit == base.unit and draft.value <= whole.value:
            draft.term, draft.parent, draft.implied["term"] = base.term, whole, AS_TOLD


def _opens_with(reading: Reading, draft: Draft) -> bool:
    """Tell whether a sentence opens with a number of which it tells parts: "OF THE 4,284, 900 are in camps"."""
    first, number = draft.sentence.first, draft.quantity.first
    of = reading.lexicon.asked("share_of").last(reading.words, first, number)
    return of is not None and all(w in reading.lexicon.words("articles") for w in reading.words[of + 1 : number])


def take_units(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Give bare counts the households that the sentence before counted: "ANOTHER 900 have left. THESE include 58"."""
    for i, (earlier, draft) in enumerate(pairwise(drafts)):
        if i and _makes_up(drafts[i - 1], earlier):
            continue  # "1,208 from 198 households left, and 479 were evicted"
        bare = draft.noun is None and draft.unit is Unit.PERSON and draft.implied.get("unit") == "from what happened"
        if draft.how == "link" and draft.governor is not None and draft.governor.phrase.key == Term.POPULATION:
            continue  # "took in 320 families, bringing its POPULATION to 14,600"
        if not bare or earlier.unit is not Unit.HOUSEHOLD or draft.term in TOLL or earlier.same_as is not None:
            continue
        beside = draft.sentence is earlier.sentence and draft.term is earlier.term
        beside = beside or (draft.parent is earlier and _pronoun(reading, draft))  # "900 OF THEM are lodged in schools"
        beside = beside or _goes_on(reading, earlier, draft)
        follows = draft.sentence.index == earlier.sentence.index + 1
        more = reading.words[draft.quantity.first - 1] in reading.lexicon.words("another")
        pointing = more or points_back(reading, draft) or _opens_of_these(reading, draft, earlier)
        if draft.sentence.paragraph == earlier.sentence.paragraph and (beside or (follows and pointing)):
            draft.unit, draft.subject = Unit.HOUSEHOLD, draft.subject or earlier.subject
            draft.implied["unit"] = "from the same passage"
    return drafts


def _opens_of_these(reading: Reading, draft: Draft, earlier: Draft) -> bool:
    """Tell whether a draft's sentence opens with a part of those told before: "OF THESE, 900", "OF THE 900 that"."""
    first = draft.sentence.first
    if _opens_with(reading, draft) and draft.value <= earlier.value:
        return True
    return reading.lexicon.asked("of_pronouns").last(reading.words, first, draft.quantity.first) is not None


def _goes_on(reading: Reading, earlier: Draft, draft: Draft) -> bool:
    """Tell whether a bare number is the subject of a clause on some of the households counted before it.

    "34,000 families are in Bannu, WHILE 1,700 WENT to Lakki": people who went somewhere or stay somewhere.
    """
    k, told = draft.quantity.first - 1, draft.governor
    if draft.sentence is not earlier.sentence or (earlier.noun is not None and draft.value > earlier.value):
        return False
    if earlier.noun is None and earlier.implied.get("unit") != "from the same passage":
        return False
    joined = reading.words[k] in ",;" or reading.words[k] in reading.lexicon.words("conjunctions")
    return joined and draft.how == "after" and told is not None and draft.term in _WENT and earlier.term in _WHEREABOUTS


_WENT = frozenset({
    Term.FLED, Term.DISPLACED, Term.EVACUATED, Term.RELOCATED, Term.RETURNED, Term.SHELTERED, Term.IN_CAMP,
    Term.HOMELESS,
})  # fmt: skip
_WHEREABOUTS = _WENT | {Term.OTHER, Term.POPULATION, Term.AFFECTED}


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
            draft.parent = next((d for d in reversed(drafts[max(0, i - CARRY) : i]) if _is_total(d, draft)), None)
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
        told = draft.term == Term.MISSING or (draft.term == Term.INJURED and running)
        if told or _is_listed(reading, drafts, i) or (running and _hit_too(reading, drafts, i)):
            draft.joined = toll
    return drafts


def _hit_too(reading: Reading, drafts: list[Draft], i: int) -> bool:
    """Tell whether those hit, and homes, go on with the list of a toll: "le bilan passe à 9 morts et 300 SINISTRÉS"."""
    draft, before = drafts[i], drafts[i - 1] if i else None
    if before is None or before.sentence is not draft.sentence or draft.term not in _HIT:
        return False
    if not reading.lexicon.grammar.get("changes_count_up"):
        return False
    listed = before.term is Term.KILLED or before.joined is not None
    told = (before.noun, (before.governor.first, before.governor.last) if before.governor is not None else None)
    ends = [span[1] for span in told if span is not None and span[1] < draft.quantity.first]
    between = reading.words[max([before.quantity.last, *ends]) + 1 : draft.quantity.first]
    joins = reading.lexicon.words("conjunctions") | {","}
    return listed and len(between) <= _NOUN and not joins.isdisjoint(between)


_HIT = frozenset((Term.AFFECTED, Term.HOMELESS, Term.HOUSING_DESTROYED, Term.HOUSING_DAMAGED, Term.EVACUATED))


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
    keep_parts,
    name_again,
    carry_terms,
    take_term_of_moved,
    take_term_of_them,
    take_section_term,
    find_wholes,
    know_again,
    take_units,
    name_subjects,
    join_missing,
    leave_in_peace,
)
