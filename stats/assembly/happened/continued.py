"""What a sentence goes on with from the one before: homes told of without a noun, the same thing at another place."""

from collections.abc import Sequence

from stats.assembly.counted.counts import Count
from stats.assembly.counted.terms import Predicate, strongest
from stats.assembly.draft import Draft
from stats.assembly.happened.ellipses import goes_on_counting
from stats.assembly.happened.following import after
from stats.assembly.view import View
from stats.vocabulary import HOUSING, Term, Unit

_TOLD = frozenset(
    {Term.DISPLACED, Term.EVACUATED, Term.SHELTERED, Term.IN_CAMP, Term.HOMELESS, Term.AFFECTED, Term.IN_NEED}
)
_GOES_ON = _TOLD | {Term.REFUGEE, Term.STRANDED, Term.RELOCATED, Term.RETURNED, Term.FLED}
_APART = 2  # sentences from a count to one that goes on with it
_NAME = 4  # words of a place's name
_FIRST = 6  # counts of a sentence that may go on with homes told before
_LAST = 4  # counts before a sentence that it may go on with


def go_on(view: View, counts: list[Count], i: int, earlier: Sequence[Draft]) -> None:
    """Let a count be what was counted right before its sentence, where it only names another place of that.

    "Cebu has 300 displaced families. LABANGON HAS 59 families." counts: those of the sentence; the one at position i is
    changed here. earlier: the drafts of the sentences before.
    """
    count, told = counts[i], counts[i].chosen
    if told is not None and _only_holds(view, count, told):
        _as_told(view, counts, i, earlier)
        return
    if told is None or count.base or not earlier or earlier[-1].sentence.index != view.sentence.index - 1:
        return
    reported = count.noun is None and not i and _is_reported(view, told)
    if reported and goes_on_counting(view, count.quantity, earlier):
        count.chosen = count.term = count.unit = None
        return
    before = [d for d in earlier[-_LAST:] if d.sentence.index == view.sentence.index - 1]
    if i < _FIRST and all(d.unit is Unit.DWELLING for d in before):
        _homes(view, counts, i)
    elif not i and _only_has(view, count, told):
        alike = (d for d in reversed(before) if d.term in _TOLD and d.unit is count.unit)
        whole = next((d for d in alike if d.value >= count.quantity.value), None)
        if whole is not None and whole.term is not None:
            count.chosen, count.term = Predicate(told.cue, "before", whole.term), whole.term


def _only_holds(view: View, count: Count, told: Predicate) -> bool:
    """Tell whether all that is told of a bare number is that a place or somebody has them: "the hotspot HAD 251".

    Not how large a place is: "a city OF two million", "Tanna, HOME TO 29,000", "Tanna (POPULATION 29,000)".
    """
    if count.noun is not None or count.base or count.quantity.share is not None or told.cue.phrase.role != "hosts":
        return False
    asked, last = view.reading.lexicon.words, view.words[told.cue.last]
    of_place = last in asked("numeral_of", "infinitives")
    of_place = of_place or any(c.phrase.key == Term.POPULATION for c in view.ending("labels").get(told.cue.last, ()))
    return told.how == "before" and told.term is Term.POPULATION and not of_place


def _as_told(view: View, counts: list[Count], i: int, earlier: Sequence[Draft]) -> None:
    """Let those whom a place only has be what the count before them is told to be, in their sentence or the last two.

    "400 are at the abbey; in Kutkai, Tar Yao HOLDS 200", "She slept on a school's floor. Such huts NOW HOLD 20,000".
    """
    count, told = counts[i], counts[i].chosen
    if told is None:
        return
    if i:
        before = counts[i - 1]
        if before.term is None or before.term in _GOES_ON:
            count.chosen = before.chosen
            count.term = before.term
        return
    if not earlier or earlier[-1].sentence.paragraph != view.sentence.paragraph:
        return
    if earlier[-1].term in _GOES_ON and view.sentence.index - earlier[-1].sentence.index <= _APART:
        count.chosen, count.term = Predicate(told.cue, "before", earlier[-1].term), earlier[-1].term


def _is_reported(view: View, told: Predicate) -> bool:
    """Tell whether it is a report, and no place, that has a number: "the LAST UPDATE, of 26 January, HAD 4,029"."""
    if told.term is not Term.POPULATION or told.how != "before" or not view.has("place_has", told.cue.first):
        return False
    subject = range(view.sentence.first, told.cue.first)
    return any(view.words[k] in view.reading.lexicon.words("accounts_told") for k in subject)


def _only_has(view: View, count: Count, told: Predicate) -> bool:
    """Tell whether a sentence opens with a name that has those counted and no more: "LABANGON HAS 59 families"."""
    if told.term is not Term.POPULATION or told.how != "before" or not view.has("place_has", told.cue.first):
        return False
    name = range(view.sentence.first, told.cue.first)
    named = 0 < len(name) <= _NAME and all(view.capitalised(k) for k in name)
    if not named or count.noun is None or count.noun.terms:
        return False
    general = view.reading.lexicon.asked("unit_words").by_last
    return count.unit is Unit.HOUSEHOLD or view.words[count.noun.last] in general  # not "LABANGON HAS 59 pupils"


def _homes(view: View, counts: list[Count], i: int) -> None:
    """Let a bare count be of homes, where what is told of it may be: "with 3,100 GONE and 700 damaged"."""
    count = counts[i]
    people = any(c.phrase.key != Unit.DWELLING for c in view.all("units"))
    if people or count.noun is not None or count.unit is not None or count.chosen is None:
        return
    limit = counts[i + 1].quantity.first if i + 1 < len(counts) else view.sentence.last
    lost = strongest(after(view, count.end, limit, Unit.DWELLING), Unit.DWELLING)
    if lost is not None and lost.term in HOUSING and lost.cue.first == count.chosen.cue.first:
        count.chosen, count.term, count.unit = lost, lost.term, Unit.DWELLING
