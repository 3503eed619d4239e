"""How far the clause of a count reaches, in which words may tell its kind."""

from stats.assembly.counted.counts import Count
from stats.assembly.view import View
from stats.vocabulary import Unit


def clause_of(view: View, counts: list[Count], i: int) -> tuple[int, int]:
    """Return the tokens from the end of the count before to the start of the next one.

    The clause of a share goes on over the count that it is of: "40 of the 900 people displaced in May REMAIN there".
    """
    first = counts[i - 1].quantity.last + 1 if i else view.sentence.first
    later, told = i + 1, counts[i].chosen
    whole = later < len(counts) and counts[later].quantity is counts[i].quantity.base
    later += whole and not (told is not None and told.how == "before")
    last = counts[later].quantity.first if later < len(counts) else view.sentence.last
    if i and counts[i - 1].quantity.base is counts[i].quantity:
        last = min(last, _main_verb(view, counts[i]) - 1)  # what the verb itself says is of the share
    return first, last


def telling_clause(view: View, counts: list[Count], i: int, clause: tuple[int, int]) -> tuple[int, int]:
    """Return the clause that tells a count's kind, over the same in another unit, without its teller."""
    if "," in view.words[view.sentence.first : view.opening - 1]:  # "The board, WHICH HAS SENT help, says"
        clause = max(clause[0], view.opening), clause[1]
    beside = counts[i + 1] if i + 1 < len(counts) and counts[i + 1].bracket == counts[i].end else None
    if beside is None or {counts[i].unit, beside.unit} != {Unit.HOUSEHOLD, Unit.PERSON}:
        return clause
    return clause[0], counts[i + 2].quantity.first if i + 2 < len(counts) else view.sentence.last


def _main_verb(view: View, count: Count) -> int:
    """Return the token of what is said of a share, behind the count that it is of and all that is told of that one."""
    told, k = count.chosen, count.end
    if told is not None and told.how == "after" and told.cue.first >= k:
        k = told.cue.last + 1
    elif view.has("relatives", k):
        k += _WHO
    else:
        return view.sentence.last
    verbs = view.reading.lexicon.words("auxiliaries", "perfect")
    lasting = {c.first for c in view.all("kinds") if c.phrase.role == "lasting"}
    return next((j for j in range(k, view.sentence.last) if view.words[j] in verbs or j in lasting), view.sentence.last)


_WHO = 3  # tokens of "who have arrived"


def own_clause(view: View, count: Count, first: int, before: Count | None) -> int:
    """Return where the clause of a count with a verb of its own begins: "15,200 are still displaced, AND 17,700"."""
    whom = view.last_of("share_whole", count.quantity.last + 1)
    if whom is not None and count.chosen is not None and count.chosen.how == "after" and whom < count.chosen.cue.first:
        return count.quantity.first  # "a million live here, 700,000 OF WHOM CROSSED OVER in 2017"
    if not count.right or before is None or not before.right or before.end > before.right[0].cue.first:
        return first
    for k in range(count.quantity.first - 1, before.right[0].cue.last, -1):
        if view.last_of("conjunctions", k) is not None:
            return k
    return first
