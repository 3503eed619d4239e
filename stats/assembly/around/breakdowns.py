"""Whose part a count is: those of a breakdown are parts of its total, so that no series counts them beside it."""

from collections.abc import Sequence

from stats.assembly.around.divided import AWAY, PARTS
from stats.assembly.draft import Draft
from stats.assembly.measured import changed_to
from stats.readers.reading import Reading

_LEAST = 10  # a count below it may be the sum of two others by chance
_LED = 4  # tokens from a line's or sentence's head to "of these"
_BACK = 1  # sentences from "of these" back to those meant
_LISTED = 200  # counts back from a part to the others of its list, which a sentence holds
_JOINED = frozenset(",;")


def link_parts(reading: Reading, drafts: Sequence[Draft]) -> None:
    """Give each count that is told as a part the count it is a part of.

    "700 of the 1,000 displaced"; "7,916 fled. OF THESE, 4,825 are women"; those listed with a part ("including 1,300
    children and 600 women"); and those right after a count that add up to just its value.
    drafts: all of a text in order, bound; changed here.
    """
    _link_bases(drafts)
    for i, draft in enumerate(drafts):
        if draft.parent is None and draft.same_as is None:
            _put_under(draft, _of_these(reading, drafts, i) or _whole_of_list(reading, drafts, i))
    for i in range(len(drafts)):
        _link_sums(reading, drafts, i)


def _put_under(draft: Draft, whole: Draft | None) -> None:
    """Make a count a part, unless that makes a circle."""
    above = whole
    while above is not None and above is not draft:
        above = above.parent
    if whole is not None and above is None and draft.value <= whole.value:
        draft.parent = whole


def _link_bases(drafts: Sequence[Draft]) -> None:
    """Link shares to their bases, which may be told after them: "700 of the 1,000 displaced"."""
    bases = {id(d.quantity): d for d in drafts}
    for draft in drafts:
        base = bases.get(id(draft.quantity.base)) if draft.quantity.base is not None else None
        if draft.parent is None and base is not None and base is not draft:
            _put_under(draft, base)


def _of_these(reading: Reading, drafts: Sequence[Draft], i: int) -> Draft | None:
    """Return those whom "of these" at the head of a count's sentence, or before it in a clause, points back to."""
    draft, words = drafts[i], reading.words
    pointing = reading.lexicon.asked("share_whole")
    sentence, first = draft.sentence, draft.quantity.first
    lead = range(sentence.first, min(first, sentence.first + _LED))
    near = [k for k in lead if words[k] in pointing.by_first and pointing.last(words, k, first) is not None]
    if not near and pointing.first(words, first - 1, sentence.first) is None:
        return None
    stop = near[0] if near else first
    for other in reversed(drafts[max(0, i - PARTS) : i]):
        if sentence.index - other.sentence.index > _BACK:
            return None
        if other.quantity.first < stop and other.unit is draft.unit and _alike(other, draft):
            return other if other.value >= draft.value else None
    return None


def _whole_of_list(reading: Reading, drafts: Sequence[Draft], i: int) -> Draft | None:
    """Return the whole of the part that a count is listed with: "including 1,300 children AND 600 women"."""
    draft, listed_before = drafts[i], drafts[max(0, i - _LISTED) : i]
    before = next((d for d in reversed(listed_before) if d.same_as is None), None)
    if before is None or before.parent is None or before.sentence is not draft.sentence or draft.increment:
        return None
    whole = before.parent
    if not (_alike(before, draft) and before.unit is draft.unit and _same_scene(before, draft)):
        return None
    listed = draft.governor is before.governor or draft.sibling is before
    told = sum(d.value for d in listed_before if d.parent is whole and d.unit is draft.unit)
    return whole if listed and _is_joined(reading, before, draft) and told + draft.value <= whole.value else None


def _is_joined(reading: Reading, before: Draft, draft: Draft) -> bool:
    """Tell whether a comma or a conjunction joins two counts: "1,300 children AND 600", "4,825 by bus AND 3,091"."""
    k = draft.quantity.first - 1
    return reading.words[k] in _JOINED or (
        reading.lexicon.asked("conjunctions").first(reading.words, k, before.quantity.last) is not None
    )


def _link_sums(reading: Reading, drafts: Sequence[Draft], i: int) -> None:
    """Link the counts right after a count that add up to just its value: "900 fled: 500 to Alder and 400 to Birch".

    Not so the one that a corrected number became: "the toll was corrected FROM 26 TO 24, as two had drowned".
    """
    total, rest = drafts[i], drafts[i].value
    parts: list[Draft] = []
    for draft in drafts[i + 1 : i + 1 + 2 * PARTS]:
        if draft.same_as is not None:
            continue
        fits = draft.unit is total.unit and _alike(total, draft) and draft.kind is total.kind and not draft.increment
        fits = fits and not _apart(total, draft) and changed_to(reading, total) != draft.quantity.first
        if not fits or draft.parent not in (None, total) or draft.sentence.paragraph - total.sentence.paragraph > PARTS:
            return
        parts.append(draft)
        rest -= draft.value
        if rest <= 0:
            break
    if rest == 0 and len(parts) > 1 and total.value >= _LEAST:
        for part in parts:
            _put_under(part, total)


def _alike(a: Draft, b: Draft) -> bool:
    return a.term is b.term or {a.term, b.term} <= AWAY


def _apart(a: Draft, b: Draft) -> bool:
    """Tell whether two counts are of windows that share no day."""
    if a.period_end is None or b.period_end is None:
        return False
    return (b.period_start or b.period_end) > a.period_end or (a.period_start or a.period_end) > b.period_end


def _same_scene(a: Draft, b: Draft) -> bool:
    """Tell whether two counts are of one place and its days."""
    return (a.kind, a.period_start, a.period_end, a.place, a.place_role) == (
        b.kind, b.period_start, b.period_end, b.place, b.place_role,
    )  # fmt: skip
