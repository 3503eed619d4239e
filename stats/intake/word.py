"""Word files (.docx): running text and tables; no headers, comments, hidden or deleted text."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from stats.document import Document
from stats.intake.grid import Cell, joined, table_lines
from stats.intake.office import check_package, first_title, rows_of
from stats.intake.raised import LEVEL, RAISED, without_marks
from stats.intake.received import Item, Received
from stats.intake.text import document_of, mended
from stats.settings import Limits

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COLUMNS = 63
"""Columns of a table, at most, as Word has them."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def docx_items(item: Item, limits: Limits) -> Iterator[Received]:
    """Yield the Document of a Word file. Raises as `check_package` and `document_of` do."""
    yield Received(item.name, (read_docx(item.data, limits),), original=item.data)


def read_docx(data: bytes, limits: Limits) -> Document:
    """Return the Document of a Word file: its paragraphs and tables; no headers, comments, hidden or deleted text."""
    check_package(data, limits)
    import docx

    package = docx.Document(io.BytesIO(data))
    names = {style.style_id: style.name for style in package.styles if style.name}
    styles = _Styles.of(package.styles)
    titles: list[str] = []
    lines: list[str] = []
    for block in _blocks(package.element.body, f"{_WORD}p", f"{_WORD}tbl", _INSIDE):
        if block.tag == f"{_WORD}tbl":
            lines.append("\n".join(table_lines(_rows(block, styles))))
            continue
        text = _text(block, styles)
        style = block.find(f"{_WORD}pPr/{_WORD}pStyle")
        name = names.get(style.get(f"{_WORD}val"), "") if style is not None else ""
        if text.strip() and (name == "Title" or (name in ("Heading 1", "heading 1") and not titles)):
            titles.append(text.strip())
        lines.append(text)
    title = titles[0] if titles else None
    return document_of(mended(joined(lines)), title=title or first_title(lines, package.core_properties.title),
                       prepend=False)  # fmt: skip


_INSIDE = tuple(f"{_WORD}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "smartTag"))
_SKIPPED = {f"{_WORD}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "tbl")}
_SKIPPED.add(_FALLBACK)


def _blocks(parent: Any, paragraph: str, table: str, inside: tuple[str, ...]) -> Iterator[Any]:
    """Yield the paragraphs and tables of a body in order, looking into what only wraps them."""
    stack = list(reversed(parent))
    while stack:
        child = stack.pop()
        if child.tag in (paragraph, table):
            yield child
        elif child.tag in inside:
            stack.extend(reversed(child))


@dataclass(frozen=True)
class _Styles:
    """The styles of characters that raise them, and those that hide them or strike them through."""

    raised: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()

    @classmethod
    def of(cls, styles: Any) -> "_Styles":
        """Return those of a file's styles."""
        named = [(style.style_id, style.element) for style in styles]
        return cls(
            frozenset(name for name, style in named if _is_raised(style, cls())),
            frozenset(name for name, style in named if _is_gone(style, cls())),
        )


def _is_raised(run: Any, styles: _Styles) -> bool:
    """Whether a run of text, or one of a style, is raised."""
    aligned = run.find(f"{_WORD}rPr/{_WORD}vertAlign")
    if aligned is not None:
        return bool(aligned.get(f"{_WORD}val") == "superscript")
    return _style(run) in styles.raised


def _is_gone(run: Any, styles: _Styles) -> bool:
    """Whether a run of text, or one of a style, is hidden or struck through."""
    told = [run.find(f"{_WORD}rPr/{_WORD}{name}") for name in ("vanish", "strike", "dstrike")]
    stated = [mark.get(f"{_WORD}val") not in ("0", "false", "off") for mark in told if mark is not None]
    return any(stated) or (not stated and _style(run) in styles.gone)


def _style(run: Any) -> str | None:
    style = run.find(f"{_WORD}rPr/{_WORD}rStyle")
    return style.get(f"{_WORD}val") if style is not None else None


def _text(paragraph: Any, styles: _Styles) -> str:
    """Return the text of a paragraph as printed: tracked insertions in, deletions, fields' codes and comments out.

    What is hidden or struck through, and raised marks of footnotes are left out.
    """
    parts: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        if node == LEVEL:
            parts.append(LEVEL)
            continue
        if node.tag in _SKIPPED or (node.tag == f"{_WORD}r" and _is_gone(node, styles)):
            continue
        if node.tag == f"{_WORD}r" and _is_raised(node, styles):
            parts.append(RAISED)
            stack.append(LEVEL)
        if node.tag == f"{_WORD}t":
            parts.append(node.text or "")
        elif node.tag == f"{_WORD}tab":
            parts.append("\t")
        elif node.tag in (f"{_WORD}br", f"{_WORD}cr"):
            parts.append("\n")
        elif node.tag == f"{_WORD}noBreakHyphen":
            parts.append("-")
        else:
            if node.tag == f"{_WORD}p" and parts:  # a paragraph in a text box
                parts.append("\n")
            stack.extend(reversed(node))
    return without_marks("".join(parts))


def _rows(table: Any, styles: _Styles) -> list[list[Cell]]:
    """Return the cells of a table; one that goes on with the cell above it makes that one longer."""
    rows: list[list[Cell]] = []
    above: dict[int, tuple[int, int]] = {}  # by column of the grid: row and number of the last cell in it
    for row, cells in rows_of(table, f"{_WORD}tr", f"{_WORD}tc"):
        if row.find(f"{_WORD}trPr/{_WORD}del") is not None or row.find(f"{_WORD}trPr/{_WORD}hidden") is not None:
            continue
        before = _number(row.find(f"{_WORD}trPr/{_WORD}gridBefore"))
        line = [Cell("")] * before
        column = before
        for cell in cells:
            across = max(1, _number(cell.find(f"{_WORD}tcPr/{_WORD}gridSpan")))
            merged = cell.find(f"{_WORD}tcPr/{_WORD}vMerge")
            if merged is not None and merged.get(f"{_WORD}val") != "restart" and column in above:
                at, number = above[column]
                rows[at][number] = replace(rows[at][number], down=len(rows) - at + 1)
            else:
                above[column] = len(rows), len(line)
                line.append(Cell(_cell(cell, styles), across))
            column += across
        rows.append(line)
    return rows


def _number(element: Any) -> int:
    """Return the number that an element states as its value, within the columns of a page; 0 where there is none."""
    told = element.get(f"{_WORD}val") or "" if element is not None else ""
    return min(int(told), _COLUMNS) if told.isascii() and told.isdigit() else 0


def _cell(cell: Any, styles: _Styles) -> str:
    return " ".join(filter(None, (_text(p, styles).strip() for p in cell.iter(f"{_WORD}p"))))
