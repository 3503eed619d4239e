"""Names of sites with the number of those in them in brackets: "the old Alder Hall for women (130)"."""

from stats.assembly.counted.counts import Count
from stats.assembly.view import View
from stats.vocabulary import Quantifier

_SIGNS = frozenset(",;./–—-•|:")  # between two items


def site_of(view: View, count: Count) -> int | None:
    """Return the first token of what stands before a number that fills brackets, back to a sign or "and".

    None where it is no name, or tells what happened: "three died in Alder (130)".
    """
    q, begin = count.quantity, count.quantity.first - 1
    if count.noun is not None or q.quantifier is not Quantifier.EXACT or not q.digits:
        return None
    low = max(view.sentence.first, begin - _SITE)
    while begin > low and view.words[begin - 1] not in _SIGNS and not view.has("conjunctions", begin - 1):
        begin -= 1
    if begin >= q.first - 1 or not view.capitalised(begin):
        return None
    verbs = view.reading.lexicon.words("auxiliaries")
    told = any(
        view.words[k] in verbs
        or view.words[k].isdigit()
        or any(c.phrase.role != "nouns" for c in view.starting("terms").get(k, ()))
        for k in range(begin, q.first - 1)
    )
    return None if told else begin


_SITE = 9  # tokens of a site's name: "the Northern Hall of the old school for girls"
