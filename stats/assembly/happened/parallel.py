"""Two counts of the next place, told in turn as those before: "Alder had 40 dead and 300 hurt, Birch 12 and 80"."""

from stats.assembly.counted.counts import Count
from stats.assembly.happened.placelists import name_before
from stats.assembly.view import View

_PAIR = 2  # counts told of each place


def pair_up(view: View, counts: list[Count]) -> None:
    """Let two bare counts after a name be what the two before them are, each what stands in its place.

    counts: all of a sentence, in order, with what is known of them; changed here.
    """
    for i in range(_PAIR, len(counts) - 1):
        first, second = counts[i - _PAIR : i]
        count, following = counts[i : i + _PAIR]
        told = first.term is not None and second.term is not None
        differ = (first.term, first.unit) != (second.term, second.unit)
        if not (told and differ and _joined(view, first, second) and _joined(view, count, following)):
            continue
        if _opens_item(view, count) and _bare(count) and _bare(following):
            _copy(first, count)
            _copy(second, following)


def _bare(count: Count) -> bool:
    """Tell whether nothing but its place among others says what a count is of."""
    own = count.chosen is not None and not count.heir and count.chosen.how != "far"
    return count.noun is None and count.quantity.share is None and count.bracket is None and not own


def _opens_item(view: View, count: Count) -> bool:
    """Tell whether a name that a comma parts from what is before stands right before a number: ", BIRCH 12"."""
    begin = name_before(view, count)
    return begin is not None and begin > view.sentence.first and view.words[begin - 1] in ",;"


def _joined(view: View, a: Count, b: Count) -> bool:
    """Tell whether "and" alone, or with a verb before its object, leads from one count to the next."""
    between = range(a.end, b.quantity.first)
    return any(view.last_of("conjunctions", k) is not None for k in between) and not any(
        view.words[k] in ",;:.(" for k in between
    )


def _copy(told: Count, count: Count) -> None:
    """Give a count what another is."""
    count.chosen, count.term, count.heir = told.chosen, told.term, "previous"
    count.unit, count.unit_cue = told.unit, told.unit_cue
