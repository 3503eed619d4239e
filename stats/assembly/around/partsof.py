"""Parts of those counted before whom a place took in: they are what their whole is, as nothing new befell them."""

from stats.assembly.draft import AS_BEFORE, Draft
from stats.readers.reading import Cue, Reading
from stats.vocabulary import LODGED, Kind, Term

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


def keep_parts(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Let those told as a part of the displaced be what their whole is, where a clause only says what they need.

    "900 refugees, among them 50 children WHO NEED CARE": so they do, and are refugees (GUIDE, Terms). Nor do children
    without their parents befall another fate: "900 fled. At least 50 are SEPARATED children". The term of such parts is
    changed.
    """
    for i, draft in enumerate(drafts):
        if draft.term is Term.OTHER and (whole := _parted_from(reading, drafts, i)) is not None:
            draft.term, draft.implied["term"], draft.sibling = whole.term, AS_BEFORE, whole
            draft.parent = draft.parent or whole
        if draft.term is Term.IN_NEED and (draft.how == "noun" or _only_described(reading, draft)):
            term = _among_whom(reading, draft) or (_term_of_whole(reading, draft) if draft.how != "noun" else None)
            if term is not None:
                draft.term, draft.implied["term"] = term, AS_BEFORE
                if draft.parent is None:
                    draft.said = draft.said or Kind.STOCK
    return drafts


def _parted_from(reading: Reading, drafts: list[Draft], i: int) -> Draft | None:
    """Return those told before of whom only is said that some lost sight of their families; None where none are."""
    draft, governor = drafts[i], drafts[i].governor
    if governor is None or reading.lexicon.words("parted").isdisjoint(governor.phrase.words):
        return None
    near = (d for d in reversed(drafts[max(0, i - _BACK) : i]) if d.sentence.paragraph == draft.sentence.paragraph)
    near = (d for d in near if draft.sentence.index - d.sentence.index <= _APART and not d.forecast)
    return next((d for d in near if d.term in _AWAY and d.value >= draft.value), None)


def _only_described(reading: Reading, draft: Draft) -> bool:
    """Tell whether a clause right behind those counted, or the last of their list, tells of them: "WHO need care".

    Or words that only go with their noun: "60 disabled people IN NEED OF care", not "60 people ARE in need".
    """
    governor = draft.governor
    if governor is None or governor.first <= draft.quantity.last:
        return False
    if reading.words[governor.first] in reading.lexicon.words("place_prepositions"):
        before, first = governor.first - 1, draft.sentence.first
        asked, tables = reading.lexicon.asked, ("auxiliaries", "passive")
        return all(asked(table).first(reading.words, before, first) is None for table in tables)
    relatives, near = reading.lexicon.asked("relatives"), range(governor.first - _WHO, governor.last)
    return any(relatives.last(reading.words, k, governor.last) is not None for k in near)


def _term_of_whole(reading: Reading, draft: Draft) -> Term | None:
    """Return what those are of whom a count is told as a part: its whole, or people named before without a number."""
    whole = draft.parent
    if whole is not None and whole.sentence is draft.sentence:
        return whole.term if whole.term in _AWAY else None
    sentence, first = draft.sentence, draft.quantity.first
    parts, words = reading.lexicon.asked("including"), reading.words
    opened = [k for k in range(sentence.first, first) if parts.last(words, k, first) is not None]
    if not opened or reading.numbers_in(sentence)[0].first < opened[-1]:
        return None
    named = (c for c in reading.cues(sentence).all("terms") if c.last < opened[-1] and c.phrase.key in _AWAY)
    return next((Term(c.phrase.key) for c in named), None)


def _among_whom(reading: Reading, draft: Draft) -> Term | None:
    """Return what those are among whom a sentence counts some: "AMONG THE REFUGEES are 50 children who need care"."""
    sentence, first = draft.sentence, draft.quantity.first
    among = reading.lexicon.asked("membership").last(reading.words, sentence.first, first)
    if among is None:
        return None
    named = (c for c in reading.cues(sentence).all("terms") if c.last < first)
    return next((Term(c.phrase.key) for c in named if c.phrase.key in _AWAY), None)


_AWAY = frozenset((*_ON_THE_WAY, Term.EVACUATED))
_WHO = 3  # tokens from "who" to a need: "who still urgently need"


def _is_part(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count is of those told before: "500 OF THEM", "36 OF THE HOUSEHOLDS"."""
    them = reading.lexicon.asked("of_them")
    return them.last(reading.words, draft.quantity.last + 1, draft.sentence.last) is not None
