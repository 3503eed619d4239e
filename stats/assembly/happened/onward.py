"""Where the next of a list went, as its verb is left out: "1,200 went to camps, 300 TO RELATIVES"."""

from stats.assembly.counted.counts import Count
from stats.assembly.counted.terms import Predicate
from stats.assembly.happened.whither import goal_in
from stats.assembly.view import View
from stats.vocabulary import LODGED, Term

_GONE = LODGED | {Term.REFUGEE, Term.RETURNED}


def go_elsewhere(view: View, counts: list[Count], i: int) -> None:
    """Let a count that goes on with the verb of the one before it be where it says itself.

    counts: those of a sentence; the one at position i, which has the term of the one before it, is changed here.
    """
    count, told = counts[i], counts[i].chosen
    if count.noun is not None or told is None or told.term not in _GONE or told.cue.phrase.role == "nouns":
        return
    limit = counts[i + 1].quantity.first if i + 1 < len(counts) else view.sentence.last
    leads = count.end < limit and (
        view.words[count.end] in view.reading.lexicon.words("goes_into") or view.has("goals", count.end)
    )
    goal = goal_in(view, count.end, limit) if leads else None
    if goal in _GONE and goal is not told.term:
        count.chosen, count.term = Predicate(told.cue, told.how, goal), goal
