"""What the text around a count makes of a word that tells little by itself: inmates, victims, those a town hosts."""

from collections.abc import Sequence

from stats.assembly.draft import Draft
from stats.readers.reading import Reading
from stats.vocabulary import Term

_AWAY = frozenset({Term.DISPLACED, Term.REFUGEE, Term.RETURNED})
_LENT = frozenset({None, Term.AFFECTED, Term.KILLED})
_PARTS = 6  # counts after those of whom they are parts


def bind_standing(reading: Reading, drafts: Sequence[Draft], i: int) -> None:
    """Give a draft the term that the text around it tells: "relief-camp INMATES" are in a camp.

    drafts: all of a text in order, those before i bound.
    """
    draft = drafts[i]
    if draft.term is Term.DETAINED and _called(reading, draft, "inmates"):
        if reading.tokens_of(reading.lexicon.words("inmates_camps")):
            draft.term = Term.IN_CAMP
    elif draft.term in _LENT and _called(reading, draft, "victims") and _in_centres(reading):
        draft.term = Term.SHELTERED  # in flood bulletins "the number of victims" is that of those in relief centres
    elif draft.term is None and draft.noun is None and draft.sibling is not None:
        draft.term = draft.sibling.term  # "Segamat had 3,817 victims, followed by Tangkak (598)"
    elif draft.term is Term.POPULATION and _called(reading, draft, "hosting"):
        draft.term = _hosted(reading) or draft.term
    elif draft.term is Term.POPULATION and draft.noun is None and (whole := _opened(reading, drafts, i)) is not None:
        draft.term, draft.parent = whole.term, draft.parent or whole


def _called(reading: Reading, draft: Draft, table: str) -> bool:
    """Tell whether the word that told a draft's term, or else its noun, ends in a word of a table."""
    if draft.governor is not None:
        return draft.governor.phrase.words[-1] in reading.lexicon.words(table)
    return draft.noun is not None and reading.words[draft.noun[1]] in reading.lexicon.words(table)


def _in_centres(reading: Reading) -> bool:
    """Tell whether a text speaks of relief or evacuation centres. Worked out once."""
    if "in centres" not in reading.memo:
        centres, stop = reading.lexicon.asked("shelter_words"), len(reading.words)
        near = reading.tokens_of(reading.lexicon.words("relief_centres"))
        reading.memo["in centres"] = any(centres.last(reading.words, k, stop) is not None for k in near)
    return bool(reading.memo["in centres"])


def _hosted(reading: Reading) -> Term | None:
    """Return what those are whom a place hosts in a text on refugees, or on the displaced; None in others."""
    abroad = len(reading.tokens_of(reading.lexicon.words("abroad")))
    uprooted = len(reading.tokens_of(reading.lexicon.words("uprooted")))
    if abroad == uprooted:
        return None
    return Term.REFUGEE if abroad > uprooted else Term.DISPLACED


def _opened(reading: Reading, drafts: Sequence[Draft], i: int) -> Draft | None:
    """Return the displaced of whom those are parts who only live somewhere: "Of the 54,000 IDPs, 32,000 live in towns".

    They open the sentence, or stand in the one before where it opens with "of these".
    """
    draft = drafts[i]
    first, opening = draft.sentence.first, reading.lexicon.asked("of_opening")
    these = reading.lexicon.asked("of_pronouns")
    points = these.last(reading.words, first, draft.sentence.last) is not None
    for other in reversed(drafts[max(0, i - _PARTS) : i]):
        apart = draft.sentence.index - other.sentence.index
        if apart > points or other.sentence.paragraph != draft.sentence.paragraph:
            return None
        whole = other.term in _AWAY and other.unit is draft.unit and other.value >= draft.value
        led = opening.first(reading.words, other.quantity.first - 1, first) == first if not apart else points
        if whole and led:
            return other
    return None
