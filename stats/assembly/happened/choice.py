"""A count for which the word that tells what happened is being chosen: what its sentence says around it."""

from dataclasses import dataclass

from stats.assembly.counted.counts import Count
from stats.assembly.counted.terms import Predicate
from stats.assembly.counted.twounits import of_households
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue
from stats.vocabulary import Unit

_DASHES = frozenset("–—")
_TWO_UNITS = frozenset({Unit.HOUSEHOLD, Unit.PERSON})


@dataclass(slots=True)
class Case:
    """A count whose term is asked for. own: the predicates inside its noun. homes: the homes it is a share of.

    start: token from which its label may begin. limit: token of the next count, or the sentence's end.
    """

    view: View
    counts: list[Count]
    i: int
    count: Count
    own: list[Predicate]
    homes: Count | None
    start: int
    limit: int

    @property
    def q(self) -> Quantity:
        """The number."""
        return self.count.quantity

    @property
    def bare(self) -> bool:
        """Whether no noun says who is counted."""
        return self.count.noun is None

    @property
    def nouns(self) -> tuple[Cue, ...] | list[Cue]:
        """The terms inside the noun."""
        return self.count.noun.terms if self.count.noun else ()


def verb_from(case: Case) -> tuple[int, int]:
    """Return the tokens among which the verb of a count is sought, after what is inserted beside it.

    After brackets that only tell more of it, and where it closes an insertion itself: "90 families (412 people) WERE
    TURNED OUT", "97 families, or 417 people, WERE TURNED OUT".
    """
    view, end, limit = case.view, case.count.end, case.limit
    if end >= view.sentence.last:
        return end, limit
    if view.words[end] == "(" and (close := view.closers.get(end)) is not None:
        later = (c.quantity.first for c in case.counts[case.i + 1 :] if c.quantity.first > close)
        return close + 1, next(later, view.sentence.last)
    following = case.counts[case.i + 1 : case.i + 3]
    if following and of_households(view, case.count, following[0]):
        limit = following[1].quantity.first if len(following) > 1 else view.sentence.last
        k = following[0].end
        return k + (view.words[end] == "," and view.words[k : k + 1] == [","]), limit
    if not case.i:
        return end, limit
    if view.words[end] in _DASHES:
        return end + any(view.words[c.end : c.end + 1] in (["–"], ["—"]) for c in case.counts[: case.i]), limit
    before = case.counts[case.i - 1].end
    restated = view.words[before : before + 1] == [","] and view.last_of("equal_links", before + 1) is not None
    units = {case.counts[case.i - 1].unit, case.count.unit}
    restated = restated or (units == _TWO_UNITS and view.words[before : case.q.first] == [","])
    restated = restated or of_households(view, case.counts[case.i - 1], case.count)
    return end + (restated and view.words[end] == ","), limit
