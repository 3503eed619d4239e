"""The lines of a printed page in reading order: columns one after the other, a table's cells row by row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from stats.intake.grid import table_lines

_STEP = 2.0
_ROWS = 5
"""Rows with text on both sides that make two columns of a page; fewer are a table or an address block."""
_WORDS = 3
"""Words that half of a column's lines have at least; a table's cells have fewer."""
_NEAR = 3.0
"""Heights of a line that two rows of one table stand apart, at most."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text on one line, with its box in points (y grows upwards) and its font size.

    cells: of a table's row, more than one where it is such a row.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    cells: int = 1

    @property
    def height(self) -> float:
        """The height of its box, at least a point."""
        return max(self.top - self.bottom, 1.0)


Row = list[Segment]


def rows_of(segments: Sequence[Segment]) -> list[Row]:
    """Return the segments by lines, from the top down; within a line in the order in which they were written."""
    rows: list[Row] = []
    order = sorted(range(len(segments)), key=lambda at: (-segments[at].top - segments[at].bottom, at))
    for at in order:
        segment = segments[at]
        middle = (segment.top + segment.bottom) / 2
        if rows and any(other.bottom <= middle <= other.top for other in rows[-1][:4]):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda s: s.left) for row in rows]


def reading_order(rows: Sequence[Row], depth: int = 0) -> Iterator[Segment]:
    """Yield one segment a line, columns after one another; the cells of a row as `table_lines` joins them."""
    gutter = _gutter(rows) if depth < 3 else None
    if gutter is None:
        yield from _lines(rows)
        return
    block: list[Row] = []
    across: list[Row] = []
    tabular = [_tabular(row) for row in rows]
    for at, row in enumerate(rows):
        in_table = tabular[at] and any(tabular[max(0, at - 1) : at] + tabular[at + 1 : at + 2])
        if in_table or any(s.left < gutter < s.right for s in row):
            yield from _columns(block, gutter, depth)
            block = []
            across.append(row)
        else:
            yield from _lines(across)
            across = []
            block.append(row)
    yield from _columns(block, gutter, depth)
    yield from _lines(across)


def _tabular(row: Row) -> bool:
    """Whether a row looks like a table's: several cells of few words."""
    return len(row) > 1 and sum(len(s.text.split()) for s in row) < _WORDS * len(row)


def _columns(block: Sequence[Row], gutter: float, depth: int) -> Iterator[Segment]:
    for side in ([[s for s in row if s.right <= gutter] for row in block],
                 [[s for s in row if s.left >= gutter] for row in block]):  # fmt: skip
        yield from reading_order([row for row in side if row], depth + 1)


def _gutter(rows: Sequence[Row]) -> float | None:
    """Return the middle of the white strip between two columns of running text, None where there is none."""
    pairs = [row for row in rows if len(row) > 1]
    if len(pairs) < _ROWS:
        return None
    left = min(s.left for row in rows for s in row)
    right = max(s.right for row in rows for s in row)
    steps = int((right - left) / _STEP)
    votes = [0] * (steps + 2)
    for row in pairs:
        for before, after in pairwise(row):
            for step in range(int((before.right - left) / _STEP) + 1, int((after.left - left) / _STEP) + 1):
                if 0 <= step < len(votes):
                    votes[step] += 1
    best = max(votes)
    if best < _ROWS:
        return None
    first = votes.index(best)
    last = first
    while last + 1 < len(votes) and votes[last + 1] == best:
        last += 1
    gutter = left + (first + last) / 2 * _STEP
    return gutter if _running(pairs, gutter, left, right) else None


def _running(pairs: Sequence[Row], gutter: float, left: float, right: float) -> bool:
    """Whether both sides of a gutter are running text: lines of several words that fill their column."""
    for start, end, side in (
        (left, gutter, [[s for s in row if s.right <= gutter] for row in pairs]),
        (gutter, right, [[s for s in row if s.left >= gutter] for row in pairs]),
    ):
        lines = [row for row in side if row]
        if len(lines) < _ROWS or median(sum(len(s.text.split()) for s in row) for row in lines) < _WORDS:
            return False
        if median(sum(s.right - s.left for s in row) for row in lines) < 0.55 * (end - start):
            return False
    return True


def _lines(rows: Sequence[Row]) -> Iterator[Segment]:
    """Yield one segment a row; in a table, whose rows stand close below each other, an empty cell keeps its place."""
    table: list[Row] = []
    after: list[Row] = []  # lines below the table so far that are no rows of cells
    for row in map(_cells, rows):
        if len(row) == 1 and table:
            after.append(row)
        elif len(row) == 1:
            yield row[0]
        elif table and len(after) < 2 and _bottom(table[-1]) - max(s.top for s in row) <= _NEAR * row[0].height:
            table += [*after, row]
            after = []
        else:
            yield from _aligned(table)
            yield from (line[0] for line in after)
            table, after = [row], []
    yield from _aligned(table)
    yield from (line[0] for line in after)


def _bottom(row: Row) -> float:
    return min(s.bottom for s in row)


def _cells(row: Row) -> Row:
    """Return the cells of a row; a bullet or a number before an item is no cell of its own."""
    cells = [row[0]]
    for before, after in pairwise(row):
        mark = len(before.text) <= 3 and not before.text[-1:].isalnum()
        if mark or after.left - before.right < before.height:
            cells[-1] = _whole([cells[-1], after], f"{cells[-1].text} {after.text}")
        else:
            cells.append(after)
    return cells


def _aligned(table: Sequence[Row]) -> Iterator[Segment]:
    """Yield a segment for each row of a table; cells stand in the columns of the rows that have the most of them."""
    most = max(map(len, table), default=0)
    full = [row for row in table if len(row) == most]
    columns = [(min(row[k].left for row in full), max(row[k].right for row in full)) for k in range(most)]
    for row in table:
        if len(row) == 1:
            yield row[0]
            continue
        texts = {k: cell.text for k, cell in enumerate(row)}
        places = [_column(cell, columns) for cell in row]
        if all(one < other for one, other in pairwise(places)):
            texts = {k: cell.text for k, cell in zip(places, row, strict=True)}
            texts = {k: texts.get(k, "") for k in range(most)}
        yield replace(_whole(row, "".join(table_lines([list(texts.values())]))), cells=len(row))


def _column(cell: Segment, columns: Sequence[tuple[float, float]]) -> int:
    """Return which column a cell stands in: the one that it overlaps most, or is nearest to."""
    return max(range(len(columns)), key=lambda k: min(cell.right, columns[k][1]) - max(cell.left, columns[k][0]))


def _whole(row: Row, text: str) -> Segment:
    return Segment(text, min(s.left for s in row), _bottom(row), max(s.right for s in row),
                   max(s.top for s in row), max(s.size for s in row))  # fmt: skip


def paragraphs(lines: Sequence[Segment], words: frozenset[str] = frozenset()) -> list[str]:
    """Return lines in reading order as paragraphs: hyphens at line ends rejoined, line ends become blanks.

    The rows of a table are one paragraph, a line a row.

    Args:
        lines: of one page. words: those of the whole text, lower case, by which "well-\\nknown" keeps its hyphen.
    """
    found: list[str] = []
    if not lines:
        return found
    width = max(line.right - line.left for line in lines)
    last: Segment | None = None
    for line in lines:
        text = line.text.strip()
        if not text:
            continue
        if last is not None and _next_row(last, line):
            found[-1] += f"\n{text}"
        elif last is not None and found and _goes_on(last, line, width):
            found[-1] = rejoined(found[-1], text, words)
        else:
            found.append(text)
        last = line
    return found


def _goes_on(last: Segment, line: Segment, width: float) -> bool:
    """Whether a line goes on with the paragraph of the one before."""
    if abs(last.size - line.size) > 0.15 * last.size or line.cells > 1:
        return False
    gap = last.bottom - line.top
    if gap < -last.height * 2:  # further up: the next column
        return not last.text.rstrip().endswith((".", "!", "?", ":", "”", '"', "。", "؟", "।"))
    if gap > 0.9 * last.height:
        return False
    ends = last.text.rstrip().endswith((".", "!", "?", ":", "。", "؟", "।", "”", '"'))
    short = last.right < line.left + 0.8 * max(line.right - line.left, min(width, last.right - last.left + 1))
    if _is_broken(last, line):
        return False
    return not (ends and short) and not line.text.lstrip().startswith(("•", "▪", "–  ", "- ", "* "))


def _is_broken(last: Segment, line: Segment) -> bool:
    """Whether a line ends where its writer broke it, not where it was full: the next line's first word had room in it.

    Such a line is a heading, a letterhead or a paragraph's end where a capital follows.
    """
    word, *rest = line.text.split(maxsplit=1)
    if not word[0].isupper() or not rest:
        return False
    letter = (line.right - line.left) / len(line.text)
    return last.right - last.left + (len(word) + _SLACK) * letter < line.right - line.left


_SLACK = 2  # letters by which a word may be wider than the page's letters on average, with the blank before it


def _next_row(last: Segment, line: Segment) -> bool:
    """Whether a line is the next row of the table that the one before belongs to."""
    return last.cells > 1 and line.cells > 1 and -last.height < last.bottom - line.top <= _NEAR * line.height


def rejoined(before: str, after: str, words: frozenset[str]) -> str:
    """Return two stretches of running text as one; a hyphen at the join goes where it only divided a word."""
    if before.endswith(("\u00ad", "\ufffe", "\x02")):
        return before[:-1] + after if _divided(before[:-1], after, words) else before[:-1] + "-" + after
    if before.endswith("-") and len(before) > 1 and before[-2].isalnum() and after[:1].isalnum():
        return before[:-1] + after if _divided(before[:-1], after, words) else before + after
    return f"{before} {after}"


def _divided(before: str, after: str, words: frozenset[str]) -> bool:
    head = before.split()[-1].rpartition("-")[2] if before.split() else ""
    tail = "".join(c if c.isalpha() else " " for c in after).split(" ")[0]
    if not tail[:1].islower() or not head:
        return False
    return f"{head}-{tail}".lower() not in words or f"{head}{tail}".lower() in words
