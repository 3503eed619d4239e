"""How many people of how many households: one count told in both, and whom a number after it counts."""

from itertools import pairwise

from stats.assembly.counted.candidates import fills_brackets
from stats.assembly.counted.counts import Count, gap
from stats.assembly.view import View
from stats.vocabulary import Unit

_NEAR = 5  # tokens from the people to their households: ", from some"


def of_households(view: View, people: Count, households: Count) -> bool:
    """Tell whether the next count says of how many households a count of people is: "100,000, FROM 12,000 families"."""
    if people.unit is Unit.DWELLING or households.unit is not Unit.HOUSEHOLD:
        return False
    return people.quantity.value > households.quantity.value and _linked(view, people, households)


def restates(view: View, previous: Count, count: Count) -> bool:
    """Tell whether a count only tells the one before in another unit: "6,400 households, OR 32,000 people, while"."""
    units = {previous.unit, count.unit} == {Unit.HOUSEHOLD, Unit.PERSON}
    if not units or previous.term is None or count.chosen is not None:
        return False
    return view.words[gap(previous, count)[0]] == "," and _in_other_words(view, previous, count)


def _again(view: View, people: Count, households: Count) -> bool:
    """Tell whether the next count tells a bare number again in households: "30,790, OR ROUGHLY 5,132 households"."""
    alike = households.unit is Unit.HOUSEHOLD and people.unit in (None, Unit.PERSON)
    return alike and people.quantity.value > households.quantity.value and _in_other_words(view, people, households)


def _in_other_words(view: View, a: Count, b: Count) -> bool:
    """Tell whether "or", "that is" alone leads from one count to the next, over a comma."""
    begin, end = gap(a, b)
    begin += view.words[begin : begin + 1] == [","]
    return begin < end and view.last_of("equal_links", begin) == end - 1


def _linked(view: View, a: Count, b: Count) -> bool:
    """Tell whether "of", "from" or "in" alone leads from one count to the next, over a comma and an adverb."""
    begin, end = gap(a, b)
    begin += view.words[begin : begin + 1] == [","]
    if not begin < end <= begin + _NEAR or view.words[begin] not in view.reading.lexicon.words("of_households"):
        return False
    return all(view.words[k].isalpha() and view.last_of("fillers", k) is not None for k in range(begin + 1, end))


def count_people(view: View, counts: list[Count]) -> None:
    """Let bare numbers before households count people, and two that repeat such a pair count as it does.

    "Evacuees rose to 4,616 from 1,377 families", "6,319 people of 1,726 families (yesterday: 5,896 of 1,520)".
    """
    for i, count in enumerate(counts):
        _count_members(view, counts, i, count)
    for i, (count, following) in enumerate(pairwise(counts)):
        household = following.noun is None and count.unit is Unit.HOUSEHOLD
        if household and (_members(view, count, following) or _in_brackets(view, count, following)):
            following.unit, following.unit_cue, following.paired = Unit.PERSON, None, True
        if count.noun is not None or count.quantity.share is not None:
            continue
        if of_households(view, count, following) or _again(view, count, following) or _brackets(count, following):
            count.unit, count.unit_cue, count.paired = Unit.PERSON, None, True
        elif i > 1 and _pair_again(counts, i):
            count.unit, count.unit_cue = Unit.HOUSEHOLD, counts[i - 2].unit_cue
            following.unit, following.unit_cue, following.paired = Unit.PERSON, None, True
        elif i > 1 and _repeats(view, counts, i):
            count.unit, count.unit_cue = Unit.PERSON, counts[i - 2].unit_cue
            following.unit, following.unit_cue = Unit.HOUSEHOLD, counts[i - 1].unit_cue


def _count_members(view: View, counts: list[Count], i: int, count: Count) -> None:
    """Let a bare number count people where it is of people told with their households, or is said to be of people.

    "833,985 people from 234,503 families were hit, most of them in Alder (197,144)", "1,687 families fled; 900 OF THEM
    ARE CHILDREN".
    """
    if count.noun is not None and count.noun.unit is not None:
        return
    them = view.last_of("of_them", count.quantity.last + 1)
    k = count.end if count.noun is not None else count.quantity.last + 1 if them is None else them + 1
    called = view.starting("units").get(k + 1, ()) if view.last_of("passive", k) == k else ()
    if called and called[0].phrase.key == Unit.PERSON and k + 1 < view.sentence.last:
        count.unit, count.paired = Unit.PERSON, True
        return
    for people, households in pairwise(counts[max(0, i - _BACK) : i] if count.unit is Unit.HOUSEHOLD else ()):
        if households.unit_cue is count.unit_cue and of_households(view, people, households):
            count.unit, count.unit_cue = Unit.PERSON, people.unit_cue


_BACK = 12  # counts before one among which those are that it is of


def _in_brackets(view: View, households: Count, people: Count) -> bool:
    """Tell whether a bare number alone in brackets is how many people households are: "28,160 families (136,886)"."""
    if people.bracket is None or people.bracket != households.end or people.unit is Unit.PERSON:
        return False
    alone = fills_brackets(view, people.quantity)
    size = people.quantity.value / households.quantity.value if households.quantity.value else 0
    return alone and _SMALLEST <= size <= _LARGEST


def _brackets(people: Count, households: Count) -> bool:
    """Tell whether brackets behind a bare number say how many households it is of: "from 1,148 (290 FAMILIES)"."""
    if households.unit is not Unit.HOUSEHOLD or households.bracket != people.end or not households.quantity.value:
        return False
    return _SMALLEST <= people.quantity.value / households.quantity.value <= _LARGEST


_SMALLEST, _LARGEST = 2, 15  # people of a household, on average


def _pair_again(counts: list[Count], i: int) -> bool:
    """Tell whether two bare numbers are families and their people as those before: "380 families (1,900), 120 (600)".

    The second of each pair stands in brackets right after the first.
    """
    families, people, count, following = counts[i - 2 : i + 2]
    if (families.unit, people.unit) != (Unit.HOUSEHOLD, Unit.PERSON) or count.unit is not None:
        return False
    paired = people.bracket == families.end and following.bracket == count.end
    return paired and following.noun is None and following.quantity.value > count.quantity.value


def _members(view: View, household: Count, people: Count) -> bool:
    """Tell whether a bare number says how many live in one household: "one household OF 14"."""
    one = household.quantity.value == 1 and household.noun is not None and people.quantity.value > 1
    return one and _linked(view, household, people)


def _repeats(view: View, counts: list[Count], i: int) -> bool:
    """Tell whether two bare numbers are people of households as the two counts before them are."""
    count, following = counts[i], counts[i + 1]
    alike = following.noun is None and count.quantity.value > following.quantity.value
    return alike and of_households(view, counts[i - 2], counts[i - 1]) and _linked(view, count, following)


def previous_of(view: View, counts: list[Count], i: int) -> Count:
    """Return the count from which the next one takes what it leaves out: of people told with households, the people.

    "5,685 residents in 1,135 households were affected, of whom 776 had moved".
    """
    count, k = counts[i], i - 1
    while count.bracket is None and k > 0 and counts[k].bracket is not None:
        k -= 1
    if count.bracket is None and counts[k].bracket is not None:
        k = i - 1
    previous, k = counts[k], k - 1
    if k >= 0 and count.noun is None and counts[k].unit is Unit.PERSON and of_households(view, counts[k], previous):
        return counts[k]
    return previous
