"""Counts whose parts, told right after them, add up to just their value: the parts have its kind and its days."""

from collections.abc import Sequence

from stats.assembly.draft import Draft
from stats.assembly.when.dating import AROUND, EVENT
from stats.vocabulary import Kind, Term

AGAIN = "another count of the text"
"""The rule that fills a period from another count."""

PARTS, PARAGRAPHS = 8, 4
"""Counts after a total, and paragraphs, among which its parts may stand."""

AWAY = frozenset((Term.DISPLACED, Term.FLED, Term.REFUGEE, Term.EVACUATED))
"""Terms of those who left, which a text may tell in turn of the same people."""

_ALIKE = 10  # a count below it may be the sum of two others by chance


def divide(drafts: Sequence[Draft], i: int) -> None:
    """Give the parts of a dated count its kind and days: those right after it that add up to just its value.

    "Since May 40 have died. … Araria had 31, Katihar nine"; "5,500 people fled last week. Raids drove out 2,800, a feud
    2,700"; "a total of 900 families are displaced: Group A: 300 … Group B: 600". drafts: all of a text in order, each
    after date_draft.
    """
    total, rest = drafts[i], drafts[i].value
    parts: list[Draft] = []
    beside: list[Draft] = []
    for draft in drafts[i + 1 : i + 1 + PARTS]:
        if draft.same_as is not None and (draft.same_as is total or draft.same_as in parts):
            beside.append(draft)  # "1,196 families (6,030 individuals)"
            continue
        if not _may_be_part(total, draft):
            return
        parts.append(draft)
        rest -= draft.value
        if rest <= 0:
            break
    if rest or len(parts) < 2:
        return
    for part in (*parts, *(d for d in beside if d.same_as in parts)):
        if part.kind is not total.kind:
            part.kind = total.kind
            part.implied["kind"] = "as the whole"
            if total.kind is Kind.STOCK:
                part.period_start, part.period_end = total.period_start, total.period_end
        take(part, total)


def _may_be_part(total: Draft, draft: Draft) -> bool:
    """Tell whether a count told after a dated one may be a part of it, by what both count and what its days are."""
    if draft.sentence.paragraph - total.sentence.paragraph > PARAGRAPHS or draft.unit is not total.unit:
        return False
    if draft.forecast or draft.value >= total.value:
        return False
    alike = draft.term is total.term or {draft.term, total.term} <= AWAY
    own = "period" in draft.evidence and draft.implied.get("period") not in (EVENT, AROUND)
    if total.kind is Kind.STOCK:
        return alike and draft.sentence.shape in ("item", "row", "head")
    listed = draft.sentence is total.sentence and alike and draft.kind is Kind.STOCK
    if listed and total.kind is Kind.CUMULATIVE and _shares_time(total, draft):
        return True  # "had been displaced as of Friday: 2,000 in Alder, 247 in Birch"
    if draft.kind is not Kind.FLOW or own:
        return False
    return total.kind is Kind.CUMULATIVE or (alike and total.value >= _ALIKE)


def _shares_time(total: Draft, draft: Draft) -> bool:
    """Tell whether two counts are dated by the same words."""
    return draft.evidence.get("period") == total.evidence.get("period")


def take(draft: Draft, source: Draft, *, own_end: bool = False) -> None:
    """Give a draft the days of another, where that has any of its own. own_end: it keeps the last of its days."""
    if "period" not in source.evidence:
        return
    draft.period_start = source.period_start
    draft.period_end = draft.period_end if own_end else source.period_end
    draft.period_text, draft.period_rule = source.period_text, source.period_rule
    draft.period_precision = source.period_precision
    draft.evidence["period"] = source.evidence["period"]
    draft.implied["period"] = AGAIN
