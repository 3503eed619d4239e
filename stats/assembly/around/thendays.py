"""States that are told in the past hold on the day of the dated count before them."""

from stats.assembly.around.divided import take
from stats.assembly.draft import Draft
from stats.assembly.when.tenses import was_then
from stats.readers.reading import Reading
from stats.vocabulary import Kind


def share_days(reading: Reading, drafts: list[Draft]) -> None:
    """Give states that are told in the past the day of the dated count before them in their paragraph.

    "By 30 November 23 had died. There WERE 13,000 families in 107 centres": on that day.
    drafts: all of a text in order, each after date_draft.
    """
    day: Draft | None = None
    for draft in drafts:
        if day is not None and day.sentence.paragraph != draft.sentence.paragraph:
            day = None
        told = "period" in draft.evidence
        if draft.kind is not Kind.FLOW and told and draft.period_end not in (None, reading.published):
            day = draft
        elif draft.kind is not Kind.STOCK or told or day is None or draft.sentence.shape != "prose":
            continue
        elif was_then(reading, draft):
            take(draft, day)
            draft.period_start = draft.period_end
