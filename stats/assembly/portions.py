"""Which percentages are shares of people counted before, where the sentence has no number that they are of."""

from stats.assembly.view import View
from stats.readers.quantity import Quantity
from stats.vocabulary import Term, Unit

_CALLED = frozenset({Term.DISPLACED, Term.REFUGEE, Term.RETURNED, Term.AFFECTED, Term.EVACUATED})


def is_share(view: View, q: Quantity) -> bool:
    """Tell whether a percentage may be of people counted before: "56 per cent of them", "Women: 52%"."""
    return (
        _share_of_pronoun(view, q) or _share_in_brackets(view, q) or _share_line(view, q) or _opens(view, q)
        or called(view, q) is not None
    )  # fmt: skip


def called(view: View, q: Quantity) -> Term | None:
    """Return what those a share is of are called: "46 per cent of THE IDPs"; None where they are not."""
    of = view.last_of("of_the", q.last + 1)
    if q.share is None or of is None or of == q.last + 1:
        return None
    told = (c for c in view.starting("terms").get(of + 1, ()) if c.phrase.role in ("nouns", "done"))
    happened = view.reading.lexicon.words("happenings")
    people = (c for c in told if c.phrase.key in _CALLED and c.phrase.words[-1] not in happened)
    return next((Term(c.phrase.key) for c in people), None)


def _opens(view: View, q: Quantity) -> bool:
    """Tell whether a share without a noun opens a sentence: "About 60 PER CENT ARE women"."""
    if any(word[0].isalnum() for word in view.words[view.sentence.first : q.first]):
        return False
    return q.last + 1 < view.sentence.last and view.words[q.last + 1] in view.reading.lexicon.words("share_verbs")


def _share_of_pronoun(view: View, q: Quantity) -> bool:
    """ "56 per cent of them", and a percentage alone in a cell or after "of which"."""
    whole = view.last_of("share_whole", q.last + 1)
    if whole is not None:
        return not view.has("relatives", whole + 1)  # "a quarter of those who live there": of no stated count
    if view.first_of("share_whole", q.first - 1) is not None:
        return True
    if view.sentence.shape == "row":
        return True
    return any(p.first < q.first and p.share is None and view.first_of("of_opening", p.first - 1) is not None
               and not p.year for p in view.quantities)  # fmt: skip


def _share_in_brackets(view: View, q: Quantity) -> bool:
    """Tell whether brackets right after a count say how many of it are who: "98,750 people (51% females)"."""
    said = q.last + 1 in view.starting("units") or q.last + 1 in view.starting("terms")
    inside = said and q.first > view.sentence.first and view.words[q.first - 1] == "("
    return inside and any(p.share is None and q.first - _COUNTED <= p.first < q.first for p in view.quantities)


def _share_line(view: View, q: Quantity) -> bool:
    """Tell whether a line says what share of those counted above it are who, and nothing else: "Women: 52%"."""
    sentence = view.sentence
    if sentence.shape not in ("head", "item") or sentence.last - sentence.first > SHARE_LINE:
        return False
    k = q.first - 1 - (view.words[q.first - 1] == ":")
    cues = (*view.ending("units").get(k, ()), *view.starting("units").get(q.last + 1, ()))
    return any(c.phrase.key == Unit.PERSON for c in cues)


SHARE_LINE = 9  # tokens of a line that tells a share
_COUNTED = 6  # tokens from a number to the brackets after its noun
