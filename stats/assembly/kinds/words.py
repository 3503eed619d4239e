"""The kind that the words of a clause tell of a count: "so far", "remain", "were evacuated".

The nearest word tells it; which words say something else stands in saysother.py, one reason a function.
"""

from bisect import bisect_right
from collections.abc import Sequence

from stats.assembly.kinds.asked import Asked
from stats.assembly.kinds.saysother import COUNTED_UP, SAYS_OTHER
from stats.assembly.kinds.states import is_called_running
from stats.assembly.kinds.totalling import is_recounted
from stats.assembly.view import View
from stats.readers.reading import Cue
from stats.vocabulary import Kind, Term

_TOTAL = 6  # tokens by which a word of a total may be farther away than a verb: "has NOW left 126 dead"


def _brings(view: View, first: int, near: int) -> bool:
    """Tell whether a number is the total that something brings it to: "BRINGS THE TOTAL displaced by the war to"."""
    return any(c.phrase.role == "bringing" and first - 1 <= c.first < near for c in view.all("kinds"))


_MOVED = frozenset({Term.DISPLACED, Term.EVACUATED, Term.RELOCATED, Term.RETURNED, Term.DETAINED, Term.REFUGEE})
_RECOUNTS = COUNTED_UP | _MOVED | {None}


def _is_name(view: View, cue: Cue) -> bool:
    """Tell whether a word is a part of a place's name."""
    if not view.capitalised(cue.first):
        return False
    places = view.reading.places
    k = bisect_right(places, cue.start, key=lambda place: place.start)
    return k > 0 and places[k - 1].end >= cue.end and places[k - 1].end - places[k - 1].start > cue.end - cue.start


def _runs_over(cues: Sequence[Cue], n: int) -> bool:
    """Tell whether words that count up begin inside those of a state: "ARE NOW KNOWN to have been", no "are now"."""
    cue, later = cues[n], cues[n + 1] if n + 1 < len(cues) else None
    if later is None or cue.phrase.key != Kind.STOCK or later.phrase.key != Kind.CUMULATIVE:
        return False
    return cue.first < later.first <= cue.last < later.last


def said_in(
    view: View,
    first: int,
    last: int,
    number: range,
    *,
    linked: bool = True,
    led: bool = False,
    term: Term | None = None,
    verb: int = -1,
) -> Kind | None:
    """Return the kind that words in tokens [first, last) tell, the nearest to a number in its own clause.

    number: the tokens of the number with its quantifier.
    linked: the number is headed by a noun to its left; only then do "has reached" and its like tell of a total.
    led: such words after the number lead to the next one: "nine were hurt, BRINGING the total to 758".
    term: what happened; a "toll" tells of the dead alone. verb: the token that told it; a kind that it tells itself
    is nearest: "600 people LIVING IN 120 homes WERE EVACUATED".
    """
    cues, opening = view.all("kinds"), view.sentence.first
    if not cues:
        return Kind.CUMULATIVE if term in _RECOUNTS and is_recounted(view.reading, opening, number.start) else None
    if is_called_running(view.reading, view.sentence, number.start, first - 1):
        return Kind.CUMULATIVE
    asked = Asked(view, first, number, linked, led, term, verb)
    nearest: dict[Kind, int] = {}
    for n, cue in enumerate(cues):
        if _runs_over(cues, n):
            continue
        if cue.first < first - 1 or cue.last > last or _is_name(view, cue):
            continue  # "3,000 in NEW Zealand", "in Papua NEW Guinea"
        kind = asked.kind_of(cue)
        if any(says_other(asked, cue, kind) for says_other in SAYS_OTHER) or asked.turned(cue):
            continue
        nearest[kind] = min(asked.distance(cue, kind), nearest.get(kind, _FAR))
    told = min(nearest, key=lambda kind: nearest[kind], default=None)
    if told is not Kind.STOCK and term in _RECOUNTS and is_recounted(view.reading, opening, number.start):
        return Kind.CUMULATIVE
    if told is Kind.FLOW and linked and _brings(view, first, asked.near):
        return Kind.CUMULATIVE
    if told is Kind.FLOW and Kind.CUMULATIVE in nearest and nearest[Kind.CUMULATIVE] <= nearest[told] + _TOTAL:
        return Kind.CUMULATIVE
    return told


_FAR = 1_000_000  # tokens, more than any clause has


