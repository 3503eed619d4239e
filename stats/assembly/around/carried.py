"""What a count without a term takes over from the counts before it, and which numbers count nobody."""

from bisect import bisect_left
from operator import attrgetter

from stats.assembly.around.mainterm import NOTHING, says_more
from stats.assembly.counted.terms import fits
from stats.assembly.draft import AS_BEFORE, MANY, Draft
from stats.assembly.lists.headed import heading_over, lodged_under, spread_out
from stats.assembly.lists.summed import spread_sums
from stats.assembly.measured import compared, is_measure, is_timed, nearest, points_to_whole
from stats.assembly.when.stories import points_back
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Reading
from stats.vocabulary import TOLL, Term, Unit

CARRY = 40  # counts that are looked back over for one to take from
_WHOLE = 6  # counts before a rest among which its whole is
_TIME = 40  # characters of a time before its number: "in the course of THREE days"
_MORE = 10  # times as many are no more of the things counted before
_NEAR = 3  # counts before one that is told anew


def carry_terms(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Give a count without a term that of the count before it in the paragraph; drop what stays without."""
    kept: list[Draft] = []
    sums, bases = spread_sums(drafts), {id(d.quantity): d for d in drafts}
    for i, draft in enumerate(drafts):
        if draft.term is None and (_of_things(reading, draft) or _only_sent(reading, draft)):
            continue
        if draft.term is None and _of_other(reading, kept, draft):
            continue
        if draft.term is None:
            alone = draft.implied.get("unit") == MANY
            back = reversed(kept[-CARRY:] if not alone else ())
            told = [d for d in back if _carries(reading, d, draft)]
            dead = [d for d in told if d.term is Term.KILLED] if _of_victims(reading, draft) else []
            near = nearest(dead or told, draft)
            near = near.sibling if near is not None and near.sibling is not None and compared(reading, near) else near
            near = _whole_of_rest(reading, kept, draft, near)
            whole = spread_out(reading, kept, draft) or sums.get(i) or bases.get(id(draft.quantity.base))
            if whole is not None and whole.term is None:
                whole = None
            near, draft.parent = whole or near, draft.parent or whole
            head = heading_over(reading, draft.sentence).term if near is None and draft.noun is not None else None
            if head is None and near is None and draft.noun is not None and draft.unit is not Unit.DWELLING:
                head = lodged_under(reading, draft.sentence)
            if head is not None and fits(head.phrase.key, draft.unit):
                draft.term, draft.governor, draft.how = Term(head.phrase.key), head, "table"
                draft.evidence["term"], draft.implied["term"] = (head.start, head.end), "from the heading"
            elif near is None:
                named = draft.noun is not None or _numbered(reading, draft)
                if alone or (draft.unit not in (None, Unit.DWELLING) and named):
                    draft.term, draft.implied["term"] = Term.OTHER, NOTHING
                    kept.append(draft)
                continue
            elif _stands_alone(reading, near, draft) or (
                near.implied.get("term") == NOTHING and draft.noun is not None and says_more(reading, draft)
            ):
                draft.term, draft.implied["term"] = Term.OTHER, NOTHING  # what the one before becomes, it does not
            else:
                draft.term, draft.implied["term"], draft.sibling = near.term, AS_BEFORE, near
                apart = near.sentence is not draft.sentence and near.unit is draft.unit
                if draft.parent is None and apart and _is_part(reading, draft):
                    draft.parent = near
                if draft.noun is None and _sums_homes(kept, draft):
                    draft.term, draft.unit, draft.subject = Term.HOUSING_DESTROYED, Unit.DWELLING, near.subject
                    draft.implied["term"] = "adds up the homes before it"
                elif draft.unit is None:
                    people = near.same_as if near.same_as is not None and near.unit is Unit.HOUSEHOLD else near
                    draft.unit, draft.subject, draft.parent = people.unit, people.subject, people
        kept.append(draft)
    return kept


def _of_victims(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count is of victims, who are first the dead of a text: "THE VICTIMS include 26 children"."""
    victims = reading.lexicon.words("victims")
    last = draft.noun[1] if draft.noun is not None else draft.quantity.last
    return not victims.isdisjoint(reading.words[draft.sentence.first : last + 1])


def _numbered(reading: Reading, draft: Draft) -> bool:
    """Tell whether the noun of a number stands before it, with a verb that gives it its number: "Women NUMBER 340"."""
    return reading.words[draft.quantity.first - 1] in reading.lexicon.words("number_verbs")


def _sums_homes(kept: list[Draft], draft: Draft) -> bool:
    """Tell whether a bare number adds up the homes destroyed and those damaged right before it: "Total: 43"."""
    last = kept[-_PARTS:]
    both = {d.term for d in last} == {Term.HOUSING_DESTROYED, Term.HOUSING_DAMAGED}
    near = all(0 <= draft.sentence.index - d.sentence.index <= _PARTS for d in last)
    return both and near and sum(d.value for d in last) == draft.value


_PARTS = 2  # counts of homes that a total adds up: the destroyed and the damaged


def _whole_of_rest(reading: Reading, kept: list[Draft], draft: Draft, near: Draft | None) -> Draft | None:
    """Return the whole of which a count is the rest: "of 217,000 displaced, 57,000 are back. THE REST, 160,000, are".

    near: the count before, that of the part. It is returned where no such rest, or no whole, is told.
    """
    k, first = draft.quantity.first - 2, draft.sentence.first
    rests = reading.lexicon.asked("rests")
    set_off = k >= first and reading.words[k + 1] == "," and rests.first(reading.words, k, first) is not None
    other = reading.lexicon.words("another", "other_words")
    other_ones = reading.words[k + 1] in other and k >= first and reading.words[k] in reading.lexicon.words("articles")
    if near is None or not (set_off or other_ones):
        return near
    back = [d for d in reversed(kept[-_WHOLE:]) if d.sentence.paragraph == draft.sentence.paragraph and d is not near]
    homes = near.unit is Unit.DWELLING
    return next((d for d in back if (d.unit is Unit.DWELLING) is homes and d.value >= near.value + draft.value), near)


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


def _stands_alone(reading: Reading, earlier: Draft, draft: Draft) -> bool:
    """Tell whether people with a noun of their own are others than those of an earlier sentence.

    "The quake killed 40 people. The agency gave 51,000 people ten dollars each.": these are not dead. A text goes on
    with whom it calls displaced, refugees or affected; what befell some of them befell those alone.
    """
    harmed = draft.unit is Unit.HOUSEHOLD and earlier.term in TOLL
    if draft.noun is None or not (draft.unit is Unit.PERSON or harmed) or earlier.sentence is draft.sentence:
        return False
    if earlier.term in _GOES_ON or draft.sentence.shape != "prose" or earlier.sentence.shape != "prose":
        return False
    before = reading.words[draft.sentence.first : draft.quantity.first]
    lexicon = reading.lexicon
    pointing = lexicon.words("those", "another", "other_words")
    victims = reading.words[draft.noun[1]] in lexicon.words("victims") and earlier.term is Term.KILLED
    if earlier.term in _MOVED and _is_taken_in(reading, draft):
        return False  # "9,000 people fled. Some 6,000 people have been REGISTERED so far"
    return not (victims or points_back(reading, draft) or _is_part(reading, draft)) and pointing.isdisjoint(before)


def _is_taken_in(reading: Reading, draft: Draft) -> bool:
    """Tell whether people are only put on a list, who are of those told before: "6,000 people have been REGISTERED"."""
    last = draft.noun[1] if draft.noun is not None else draft.quantity.last
    taken, passive = reading.lexicon.words("taken_in"), reading.lexicon.asked("passive")
    near = range(last + 2, min(last + 1 + _VERB, draft.sentence.last))
    return any(reading.words[k] in taken and passive.first(reading.words, k - 1, last) is not None for k in near)


_MOVED = frozenset({Term.FLED, Term.EVACUATED, Term.RETURNED, Term.HOMELESS})
_VERB = 5  # tokens from people to "registered": "people have so far been registered"


def _is_part(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count is told as a part of those in a sentence before it.

    "AMONG THEM were five children", "Five children were AMONG THEM", "The TOLL INCLUDES five children".
    """
    lexicon, words, sentence, first = reading.lexicon, reading.words, draft.sentence, draft.quantity.first
    part, tells = lexicon.asked("including", role="words"), lexicon.asked("including", role="verbs")
    last = draft.noun[1] if draft.noun is not None else draft.quantity.last
    linked = range(last + 1, min(sentence.last, last + 1 + _LINKED))
    if part.last(words, sentence.first, first) is not None or any(
        part.last(words, k, sentence.last) is not None for k in linked
    ):
        return True
    if words[sentence.first] in lexicon.words("some_of_them", "those") and _opens_part(reading, draft):
        return True
    verb = tells.first(words, first - 1, sentence.first)
    if verb is None or verb == sentence.first:
        return False
    whole = lexicon.words("victims", "casualties")
    total = lexicon.asked("totals", role="words").first(words, verb - 1, sentence.first)
    return words[verb - 1] in whole or total is not None


def _opens_part(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count is the first of a sentence, as a part: "Most are women, INCLUDING at least 450 widows"."""
    part, k = reading.lexicon.asked("including", role="words"), draft.quantity.first - 1
    alone = reading.numbers_in(draft.sentence)[0] is draft.quantity
    return alone and part.first(reading.words, k, draft.sentence.first) is not None


_LINKED = 3  # words from those counted to "among them"
_GOES_ON = frozenset({
    Term.DISPLACED, Term.REFUGEE, Term.AFFECTED, Term.IN_CAMP, Term.OTHER, Term.HOUSING_DESTROYED, Term.HOUSING_DAMAGED,
})  # fmt: skip


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


def _only_sent(reading: Reading, draft: Draft) -> bool:
    """Tell whether homes are only goods, as nothing is said to have happened to them: "6,200 tents have been sent"."""
    if draft.noun is None or draft.unit is not Unit.DWELLING:
        return False
    return reading.words[draft.noun[1]] in reading.lexicon.words("relief_homes")
