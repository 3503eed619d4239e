"""Tables of figures that come without a text: our own figures.csv, CSV with HXL hashtags, IDMC's IDU, by their source.

The words of its rows stand in the place of a source's text, so that each number has its passage like any other.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from stats.document import Document
from stats.errors import Empty, Unreadable
from stats.figure import Figure
from stats.intake.counts import fraction_signs
from stats.intake.days import said
from stats.intake.figure_rows import TableRow, Told, hxl_row, idu_row, own_row, tag_of, term_of, whole
from stats.intake.received import BETWEEN, Item, Received
from stats.intake.words import words

Row = Sequence[Any]


def is_figures(names: list[str], below: Sequence[Row]) -> bool:
    """Whether a table with these column names, and this row below them, holds figures and not articles."""
    return _kind(names, below) is not None


def _kind(names: list[str], below: Sequence[Row]) -> str | None:
    given = {name.strip().lower() for name in names}
    told = words()["figures"]
    for kind in ("own", "idu"):
        if given.issuperset(told[kind]):
            return kind
    for row in (names, *below[:1]):
        tags = [tag_of(cell) for cell in row]
        if sum(1 for tag in tags if tag) >= 2 and any(map(term_of, filter(None, tags))):
            return "hxl"
    return None


def figures(item: Item, names: list[str], rows: Sequence[Row]) -> Iterator[Received]:
    """Yield one Received for each source of a table of figures: a Document of its rows' words, and its figures.

    Args:
        item: the file. names: its header. rows: those below. Rows that cannot be read come as Received with an error.

    Raises:
        Empty: no row holds a figure.
    """
    kind = _kind(names, rows)
    labels = names
    if kind == "hxl" and not any(map(tag_of, names)):
        names, rows = [str(cell or "") for cell in rows[0]], rows[1:]
    read = {"own": own_row, "idu": idu_row, "hxl": hxl_row}[kind or "own"]
    keys = [name.strip() if kind == "hxl" else name.strip().lower() for name in names]
    shown = dict(zip(keys, labels, strict=False))
    signs = {key: fraction_signs(row[at] for row in rows if at < len(row)) for at, key in enumerate(keys)}
    sources: dict[str, Document] = {}
    found: dict[str, list[Told]] = {}
    kept: dict[str, list[dict[str, str]]] = {}
    for number, row in enumerate(rows, 2):
        cells = {key: said(cell) for key, cell in zip(keys, row, strict=False)}
        if not any(cells.values()) or any(map(tag_of, list(cells.values())[:3])):
            continue
        try:
            document, told = read(TableRow(cells, shown, number, signs))
        except (ValueError, KeyError, TypeError, ArithmeticError) as error:
            wrong = f"The row is no figure ({error}). Correct it after the columns in docs/data.md, or leave it out."
            yield Received(f"{item.name}{BETWEEN}row {number}", error=Unreadable(wrong))
            continue
        sources.setdefault(document.id, document)
        found.setdefault(document.id, []).extend(told)
        kept.setdefault(document.id, []).append(cells)
    if not any(found.values()):
        raise Empty("The table has no row with a figure. Check its columns against docs/data.md.")
    for key, document in sources.items():
        if found[key]:
            original = json.dumps(kept[key], ensure_ascii=False).encode()
            whole, placed = _placed(document, found[key])
            yield Received(f"{item.name}{BETWEEN}{document.title or document.publisher or 'figures'}", (whole,),
                           original=original, figures=placed)  # fmt: skip


def _placed(source: Document, told: Sequence[Told]) -> tuple[Document, tuple[Figure, ...]]:
    """Return a source with its rows' words as its text, and its figures at their places in it; a row twice counts once.

    A number that a sentence states twice is found at its second place for the second of its figures.
    """
    groups: dict[str, dict[str, Told]] = {}
    for one in sorted(told, key=lambda one: one.figure.start):
        groups.setdefault(one.passage, {}).setdefault(one.figure.id, one)
    text = ""
    placed: dict[int, Figure] = {}
    for passage, group in groups.items():
        start = len(text) + (2 if text else 0)
        text += ("\n\n" if text else "") + passage
        for _, at, figure in group.values():
            at += start
            while at in placed and placed[at].quote == figure.quote:
                at = whole(text, figure.quote, at + 1)
            if at >= 0:
                placed[at] = replace(figure, start=at, end=at + len(figure.quote))
    return replace(source, text=text), tuple(placed.values())
