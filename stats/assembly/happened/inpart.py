"""Homes that were destroyed only in part are damaged: "90 houses collapsed IN PART", "wrecked 90 homes PARTLY"."""

from stats.assembly.counted.terms import Predicate
from stats.assembly.happened.choice import Case
from stats.assembly.view import View
from stats.vocabulary import Term


def in_part(case: Case, chosen: Predicate | None) -> Predicate | None:
    """Return damage, where words behind the verb, or behind what it ruined, say that it did not ruin all of it.

    Not "were destroyed IN PART BECAUSE of the wind", "destroyed PARTLY OR WHOLLY".
    """
    if chosen is None or chosen.term is not Term.HOUSING_DESTROYED or chosen.how not in ("before", "after"):
        return chosen
    begin = case.count.end if chosen.how == "before" else chosen.cue.last + 1
    return Predicate(chosen.cue, chosen.how, Term.HOUSING_DAMAGED) if tells_part(case.view, begin) else chosen


def tells_part(view: View, begin: int) -> bool:
    """Tell whether words that start at a token say that not all was ruined: "(340 fully, 680 PARTIALLY)"."""
    lexicon = view.reading.lexicon
    last = lexicon.asked("in_part", "words").last(view.words, begin, view.sentence.last)
    if last is None or lexicon.asked("in_part", "reasons").last(view.words, last + 1, view.sentence.last) is not None:
        return False
    joined = view.last_of("conjunctions", last + 1)
    after = last + 1 if joined is None else joined + 1
    return lexicon.asked("in_part", "wholly").last(view.words, after, view.sentence.last) is None
