"""Word (.docx), OpenDocument (.odt) and RTF: running text, and tables row by row as "cell; cell; cell"."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from stats.document import Document
from stats.errors import Empty, Refused, TooLarge, Unreadable
from stats.intake.received import Item, Received, check_growth, megabytes
from stats.intake.text import document_of, mended
from stats.settings import Limits

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ODF_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ODF_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DUBLIN_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def docx_items(item: Item, limits: Limits) -> Iterator[Received]:
    """Yield the Document of a Word file. Raises as `check_package` and `document_of` do."""
    yield Received(item.name, (read_docx(item.data, limits),), original=item.data)


def odt_items(item: Item, limits: Limits) -> Iterator[Received]:
    """Yield the Document of an OpenDocument text. Raises as `check_package` and `document_of` do."""
    yield Received(item.name, (read_odt(item.data, limits),), original=item.data)


def rtf_items(item: Item, limits: Limits) -> Iterator[Received]:
    """Yield the Document of an RTF file. Raises as `document_of` does."""
    document = document_of(rtf_text(item.data.decode("latin-1")))
    yield Received(item.name, (document,), original=item.data)


def check_package(data: bytes, limits: Limits) -> None:
    """Refuse an Office file that is a bomb, has macros or declares entities, before a library opens it.

    Raises:
        TooLarge: unpacked it passes the limit, or a part of it grows beyond reason. Refused: macros, entities, links
        out of the package. Unreadable: a damaged package.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
        if len(entries) > limits.files:
            raise TooLarge(f"The file holds more than {limits.files:,} parts. Save it anew in its own program.")
        total = 0
        for entry in entries:
            name = entry.filename.lower()
            if name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")):
                raise Refused(
                    "The file has macros (small programs) in it. Save it without them (as .docx, .xlsx or .odt) and "
                    "add that."
                )
            size = _unpacked(package, entry, limits, total)
            total += size


def _unpacked(package: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits, before: int) -> int:
    """Return the true size of a part, unpacked in small pieces; its declared size may be a lie."""
    size = 0
    first = b""
    with package.open(entry) as part:
        while piece := part.read(65_536):
            if not size:
                first = piece
            size += len(piece)
            if before + size > limits.unpacked_bytes:
                raise TooLarge(
                    f"Unpacked, the file is more than {megabytes(limits.unpacked_bytes)}. Leave out its pictures, or "
                    "raise HEADCOUNT_UNPACKED_BYTES if you trust where it comes from."
                )
            check_growth(size, entry.compress_size, f"A part of the file ({entry.filename[:60]})")
    if entry.filename.lower().endswith((".xml", ".rels")) and declares_entities(first):
        raise Refused("The file declares entities in its XML, which no office program writes. Ask who sent it.")
    return size


def declares_entities(xml: bytes) -> bool:
    """Whether XML begins with a document type that declares entities (in UTF-8 or UTF-16)."""
    head = xml[:65_536].replace(b"\x00", b"").upper()
    return b"<!ENTITY" in head


def read_docx(data: bytes, limits: Limits) -> Document:
    """Return the Document of a Word file: its paragraphs and tables; no headers, comments, deleted text."""
    check_package(data, limits)
    import docx

    package = docx.Document(io.BytesIO(data))
    styles = {style.style_id: style.name for style in package.styles if style.name}
    titles: list[str] = []
    lines: list[str] = []
    for block in _blocks(package.element.body, f"{_WORD}p", f"{_WORD}tbl", _WORD_INSIDE):
        if block.tag == f"{_WORD}tbl":
            lines.extend(_rows(block, f"{_WORD}tr", f"{_WORD}tc", f"{_WORD}tbl", _word_paragraphs))
            continue
        text = _word_text(block)
        style = block.find(f"{_WORD}pPr/{_WORD}pStyle")
        name = styles.get(style.get(f"{_WORD}val"), "") if style is not None else ""
        if text.strip() and (name == "Title" or (name in ("Heading 1", "heading 1") and not titles)):
            titles.append(text.strip())
        lines.append(text)
    title = titles[0] if titles else None
    return document_of(mended(_joined(lines)), title=title or _first_title(lines, package.core_properties.title),
                       prepend=False)  # fmt: skip


_WORD_INSIDE = tuple(f"{_WORD}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "smartTag"))
_WORD_SKIPPED = {f"{_WORD}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "tbl")}
_WORD_SKIPPED.add(_FALLBACK)


def _blocks(parent: Any, paragraph: str, table: str, inside: tuple[str, ...]) -> Iterator[Any]:
    """Yield the paragraphs and tables of a body in order, looking into what only wraps them."""
    stack = list(reversed(parent))
    while stack:
        child = stack.pop()
        if child.tag in (paragraph, table):
            yield child
        elif child.tag in inside:
            stack.extend(reversed(child))


def _word_text(paragraph: Any) -> str:
    """Return the text of a paragraph as printed: tracked insertions in, deletions, fields' codes and comments out."""
    parts: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        if node.tag in _WORD_SKIPPED:
            continue
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
    return "".join(parts)


def _word_paragraphs(cell: Any) -> str:
    return " ".join(filter(None, (_word_text(p).strip() for p in cell.iter(f"{_WORD}p"))))


def _rows(table: Any, row: str, cell: str, inner: str, text: Any) -> Iterator[str]:
    """Yield a table's rows as "cell; cell; cell"; a table in a cell is part of that cell."""
    for line in table.iter(row):
        if next(line.iterancestors(inner)) is not table:
            continue
        cells = [" ".join(text(c).split()) for c in line.iter(cell) if next(c.iterancestors(row)) is line]
        if any(cells):
            yield "; ".join(cells)


def _joined(lines: list[str]) -> str:
    return "\n\n".join(line.strip() for line in lines if line.strip())


def _first_title(lines: list[str], stated: str | None) -> str | None:
    """Return the stated title where the text says it too; programs keep the title of the template otherwise."""
    head = " ".join(" ".join(lines[:6]).split()).lower()
    return stated if stated and " ".join(stated.split()).lower() in head else None


def read_odt(data: bytes, limits: Limits) -> Document:
    """Return the Document of an OpenDocument text: its headings, paragraphs, lists and tables."""
    check_package(data, limits)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        if "content.xml" not in names:
            raise Unreadable("The OpenDocument file has no content. Save it anew in its own program.")
        body = _parsed(package.read("content.xml")).find(f"{_ODF_OFFICE}body/{_ODF_OFFICE}text")
        stated = _parsed(package.read("meta.xml")).findtext(f".//{_DUBLIN_TITLE}") if "meta.xml" in names else None
    if body is None:
        raise Empty("There is no text in it. Check that the right file was chosen.")
    heading = f"{_ODF_TEXT}h"
    lines: list[str] = []
    first: str | None = None
    stack = list(reversed(body))
    while stack:
        node = stack.pop()
        if node.tag == f"{_ODF_TABLE}table":
            row, cell = f"{_ODF_TABLE}table-row", f"{_ODF_TABLE}table-cell"
            lines.extend(_rows(node, row, cell, node.tag, _odf_cell))
        elif node.tag in (heading, f"{_ODF_TEXT}p"):
            lines.append(_odf_text(node))
            titled = node.tag == heading or "title" in (node.get(f"{_ODF_TEXT}style-name") or "").lower()
            first = lines[-1].strip() if titled and first is None else first
        elif node.tag not in _ODF_SKIPPED and isinstance(node.tag, str):
            stack.extend(reversed(node))
    return document_of(mended(_joined(lines)), title=first or _first_title(lines, stated), prepend=False)


_ODF_SKIPPED = {
    *(f"{_ODF_TEXT}{name}" for name in ("tracked-changes", "note", "note-citation", "table-of-content")),
    *(f"{_ODF_OFFICE}{name}" for name in ("annotation", "annotation-end", "forms")),
}


def _odf_text(paragraph: Any) -> str:
    parts = [paragraph.text or ""]
    stack = [(child, False) for child in reversed(paragraph)]
    while stack:
        node, done = stack.pop()
        if done:
            parts.append(node.tail or "")
            continue
        stack.append((node, True))
        if node.tag in _ODF_SKIPPED or not isinstance(node.tag, str):
            continue
        if node.tag == f"{_ODF_TEXT}s":
            parts.append(" " * min(int(node.get(f"{_ODF_TEXT}c") or 1), 100))
        elif node.tag == f"{_ODF_TEXT}tab":
            parts.append("\t")
        elif node.tag == f"{_ODF_TEXT}line-break":
            parts.append("\n")
        parts.append(node.text or "")
        stack.extend((child, False) for child in reversed(node))
    return "".join(parts)


def _odf_cell(cell: Any) -> str:
    return " ".join(filter(None, (_odf_text(p).strip() for p in cell.iter(f"{_ODF_TEXT}p", f"{_ODF_TEXT}h"))))


def _parsed(xml: bytes) -> Any:
    """Parse XML without entities, network or huge trees."""
    from lxml import etree  # type: ignore[import-untyped]

    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def rtf_text(rtf: str) -> str:
    """Return the text of RTF; pictures and objects in it are left out, a table's row is "cell; cell; cell"."""
    from striprtf.striprtf import rtf_to_text

    text = str(rtf_to_text(rtf, errors="replace"))  # type: ignore[no-untyped-call]
    rows = re.sub(r"^(.*)\|$", lambda row: "; ".join(c.strip() for c in row[1].split("|")), text, flags=re.M)
    return mended(re.sub(r"\n(?=\S)", "\n\n", rows))
