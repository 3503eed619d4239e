"""Counts that tell a part of one told before with its days: of a running total of losses, of those who left."""

from collections.abc import Sequence

from stats.assembly.around.divided import AWAY, PARTS
from stats.assembly.draft import Draft
from stats.assembly.when.timeframe import named_in
from stats.readers.reading import Reading
from stats.vocabulary import Kind

_WINDOW = 60  # counts before one among which its whole is


def breaks_down(reading: Reading, drafts: Sequence[Draft], i: int) -> Draft | None:
    """Return the running total of which a smaller count tells a part: "As of 3 May 1.8 million … Piura has 554,000"."""
    draft = drafts[i]
    if draft.increment or draft.sentence.shape == "head" or named_in(reading, draft.sentence):
        return None
    for other in reversed(drafts[max(0, i - PARTS) : i]):
        if draft.sentence.paragraph - other.sentence.paragraph > 1:
            return None
        if other.term is draft.term and other.unit is draft.unit:
            dated = other.kind is Kind.CUMULATIVE and "period" in other.evidence
            apart = other.sentence is not draft.sentence
            return other if dated and apart and other.value > draft.value else None
    return None


def of_span(drafts: Sequence[Draft], i: int) -> Draft | None:
    """Return the count of people who left between two days, of which a later one without days tells a part."""
    draft = drafts[i]
    if draft.kind is not Kind.FLOW or draft.term not in AWAY:
        return None
    for other in drafts[max(0, i - _WINDOW) : i]:
        if other.evidence.get("period") != draft.evidence["period"] or other.implied.get("period") is not None:
            continue
        begin, end = other.period_start, other.period_end
        if other.kind is Kind.FLOW and other.term in AWAY and begin and end and begin < end:
            return other
    return None
