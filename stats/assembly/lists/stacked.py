"""Heads of tables in several lines: "Number of affected", and under it "Barangays | Families | Persons"."""

from collections.abc import Sequence
from dataclasses import replace

from stats.assembly.counted.terms import fits
from stats.assembly.counted.thinglabels import names_things
from stats.assembly.lists.headings import Heading
from stats.assembly.view import View


def stacked(view: View, head: list[Heading], upper: Sequence[Heading]) -> list[Heading]:
    """Return the heads of columns with what the line over them tells, each name of which spans as many columns.

    Args:
        view: of the line that names the columns.
        head: what it tells of the labels' column and of each other.
        upper: what the line over it tells, its column of labels first where it names that one too.
    """
    spans = list(upper[1:] if len(upper) > 1 and not _tells(upper[0]) else upper)
    columns = len(head) - 1
    if not spans or columns % len(spans):
        spans = [heading for heading in spans if _tells(heading)]
        if len(spans) != 1:
            return head
    if columns < len(spans) or not any(map(_tells, spans)):
        return head
    each = columns // len(spans)
    return [head[0], *(_joined(view, heading, spans[i // each]) for i, heading in enumerate(head[1:]))]


def _tells(heading: Heading) -> bool:
    return heading.term is not None or heading.unit is not None


def _joined(view: View, heading: Heading, over: Heading) -> Heading:
    """Return what a column's name and the name over it tell together; what things it counts, a name tells itself."""
    if not _tells(heading) and heading.said is None:
        if heading.tokens is not None and names_things(view, heading.tokens[0], heading.tokens[1] - 1):
            return heading
        return replace(over, tokens=heading.tokens)
    unit = heading.unit or over.unit
    term = heading.term or (over.term if over.term is not None and fits(over.term.phrase.key, unit) else None)
    return replace(
        heading, term=term, unit=unit, said=heading.said or over.said, subject=heading.subject or over.subject
    )
