"""A table of a file as lines of text: a row a line, " | " between its cells, as extract reads them."""

from collections.abc import Iterable, Sequence


def table_lines(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the rows of a table as lines; an empty cell keeps its place, an empty row is left out.

    A row whose first cell is empty begins with two bars: one alone would be the frame around the cells.
    """
    lines = []
    for row in rows:
        cells = [" ".join(cell.replace("|", "/").split()) for cell in row]
        if any(cells):
            lines.append(" ".join(" | ".join(cells if cells[0] else ["", *cells]).split()))
    return lines


def joined(blocks: Iterable[str]) -> str:
    """Return paragraphs and whole tables as one text, a blank line between them."""
    return "\n\n".join(block.strip() for block in blocks if block.strip())
