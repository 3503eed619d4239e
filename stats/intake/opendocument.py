"""OpenDocument texts (.odt): running text and tables; no comments, notes, hidden or deleted text."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from stats.document import Document
from stats.errors import Empty, Unreadable
from stats.intake.grid import Cell, joined, table_lines
from stats.intake.office import check_package, first_title, rows_of
from stats.intake.raised import LEVEL, RAISED, without_marks
from stats.intake.received import Item, Received
from stats.intake.text import document_of, mended
from stats.settings import Limits

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_COLUMNS = 64
"""Times that a cell is repeated, at most: the empty rest of a row may be a thousand cells."""
_DUBLIN_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def odt_items(item: Item, limits: Limits) -> Iterator[Received]:
    """Yield the Document of an OpenDocument text. Raises as `check_package` and `document_of` do."""
    yield Received(item.name, (read_odt(item.data, limits),), original=item.data)


def read_odt(data: bytes, limits: Limits) -> Document:
    """Return the Document of an OpenDocument text: its headings, paragraphs, lists and tables."""
    check_package(data, limits)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        if "content.xml" not in names:
            raise Unreadable("The OpenDocument file has no content. Save it anew in its own program.")
        content = _parsed(package.read("content.xml"))
        styles = [content, *([_parsed(package.read("styles.xml"))] if "styles.xml" in names else [])]
        looks = _Looks.of([style for tree in styles for style in tree.iter(f"{_STYLE}style")])
        body = content.find(f"{_OFFICE}body/{_OFFICE}text")
        stated = _parsed(package.read("meta.xml")).findtext(f".//{_DUBLIN_TITLE}") if "meta.xml" in names else None
    if body is None:
        raise Empty("There is no text in it. Check that the right file was chosen.")
    heading = f"{_TEXT}h"
    lines: list[str] = []
    first: str | None = None
    stack = list(reversed(body))
    while stack:
        node = stack.pop()
        if node.tag == f"{_TABLE}table":
            rows = rows_of(node, f"{_TABLE}table-row", f"{_TABLE}table-cell")  # covered cells have another name
            told = table_lines([one for cell in cells for one in _cells(cell, looks)] for _, cells in rows)
            lines.append("\n".join(told))
        elif node.tag in (heading, f"{_TEXT}p"):
            lines.append(_text(node, looks))
            titled = node.tag == heading or "title" in (node.get(f"{_TEXT}style-name") or "").lower()
            first = lines[-1].strip() if titled and first is None else first
        elif node.tag not in _SKIPPED and isinstance(node.tag, str):
            stack.extend(reversed(node))
    return document_of(mended(joined(lines)), title=first or first_title(lines, stated), prepend=False)


_SKIPPED = {
    *(f"{_TEXT}{name}" for name in ("tracked-changes", "note", "note-citation", "table-of-content")),
    *(f"{_OFFICE}{name}" for name in ("annotation", "annotation-end", "forms")),
}


@dataclass(frozen=True)
class _Looks:
    """The styles that raise characters, and those that hide them or strike them through."""

    raised: frozenset[str]
    gone: frozenset[str]

    @classmethod
    def of(cls, styles: Iterable[Any]) -> "_Looks":
        """Return those of a file's styles."""
        told = [(style.get(f"{_STYLE}name"), style.find(f"{_STYLE}text-properties")) for style in styles]
        known = [(name, properties) for name, properties in told if properties is not None]
        return cls(
            frozenset(name for name, properties in known if _is_raised(properties)),
            frozenset(name for name, properties in known if _is_gone(properties)),
        )


def _is_raised(properties: Any) -> bool:
    """Whether a style raises: "super 58%", "33% 58%"."""
    position = (properties.get(f"{_STYLE}text-position") or "").split(" ")[0]
    return position == "super" or (position.rstrip("%").isdigit() and int(position.rstrip("%")) > 0)


def _is_gone(properties: Any) -> bool:
    struck = properties.get(f"{_STYLE}text-line-through-style") or "none"
    return struck != "none" or properties.get(f"{_TEXT}display") == "none"


def _text(paragraph: Any, looks: _Looks) -> str:
    """Return the text of a paragraph; what is hidden or struck through, and raised marks of footnotes are left out."""
    parts = [paragraph.text or ""]
    stack = [(child, False) for child in reversed(paragraph)]
    while stack:
        node, done = stack.pop()
        style = node.get(f"{_TEXT}style-name") if node.tag == f"{_TEXT}span" else None
        up = style in looks.raised - looks.gone
        if done:
            parts.append((LEVEL if up else "") + (node.tail or ""))
            continue
        stack.append((node, True))
        if node.tag in _SKIPPED or not isinstance(node.tag, str) or style in looks.gone:
            continue
        if node.tag == f"{_TEXT}s":
            parts.append(" " * min(int(node.get(f"{_TEXT}c") or 1), 100))
        elif node.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif node.tag == f"{_TEXT}line-break":
            parts.append("\n")
        parts.append((RAISED if up else "") + (node.text or ""))
        stack.extend((child, False) for child in reversed(node))
    return without_marks("".join(parts))


def _cells(cell: Any, looks: _Looks) -> list[Cell]:
    """Return a cell as often as it says that it is repeated."""
    text = " ".join(filter(None, (_text(p, looks).strip() for p in cell.iter(f"{_TEXT}p", f"{_TEXT}h"))))
    across, down = (_number(cell, f"number-{name}-spanned") for name in ("columns", "rows"))
    return [Cell(text, across, down)] * min(_number(cell, "number-columns-repeated"), _COLUMNS)


def _number(cell: Any, name: str) -> int:
    """Return the number that an attribute of a cell states, 1 where there is none."""
    told = cell.get(f"{_TABLE}{name}") or ""
    return max(1, int(told)) if told.isascii() and told.isdigit() and len(told) < 5 else 1


def _parsed(xml: bytes) -> Any:
    """Parse XML without entities, network or huge trees."""
    from lxml import etree  # type: ignore[import-untyped]

    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
