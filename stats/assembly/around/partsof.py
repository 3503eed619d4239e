"""Parts of those counted before whom a place took in: they are what their whole is, as nothing new befell them."""

from stats.assembly.draft import AS_BEFORE, Draft
from stats.readers.reading import Cue, Reading
from stats.vocabulary import LODGED, Term

_ON_THE_WAY = frozenset((Term.DISPLACED, Term.REFUGEE, Term.FLED))
_BACK = 6  # counts before a part among which its whole is
_APART = 1  # sentences between them


def take_in_parts(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Let those of the displaced whom a place takes in be displaced: "raids displaced 900. Alder TOOK IN 500 OF THEM".

    drafts: those of a text in order; the term of such parts, and of those listed with them, is changed.
    """
    told: dict[Cue, Term] = {}
    for i, draft in enumerate(drafts):
        if draft.term not in LODGED or draft.how != "before" or draft.governor is None:
            continue
        if reading.lexicon.asked("takes_in").first(reading.words, draft.governor.last, draft.sentence.first) is None:
            continue  # "the state HOUSED 4,000 of them in schools"
        if draft.governor in told:
            draft.term = told[draft.governor]  # listed with such a part: "36 of them, Birch 22"
        elif _is_part(reading, draft):
            near = (d for d in reversed(drafts[max(0, i - _BACK) : i]) if d.unit is draft.unit)
            whole = next((d for d in near if d.term in _ON_THE_WAY and d.value >= draft.value), None)
            if whole is not None and whole.term is not None and draft.sentence.index - whole.sentence.index <= _APART:
                draft.term, draft.implied["term"] = whole.term, AS_BEFORE
                draft.parent, told[draft.governor] = draft.parent or whole, whole.term
    return drafts


def _is_part(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count is of those told before: "500 OF THEM", "36 OF THE HOUSEHOLDS"."""
    them = reading.lexicon.asked("of_them")
    return them.last(reading.words, draft.quantity.last + 1, draft.sentence.last) is not None
