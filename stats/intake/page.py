"""A page's tree before the article is taken out of it: tables as rows, furniture out, one article of several kept."""

import re
from collections.abc import Iterator
from typing import Any

from stats.intake.grid import Cell, table_lines
from stats.intake.raised import level
from stats.intake.text import guessed, mended
from stats.intake.words import words

_DEEP = 200
"""Nested elements beyond which a page is cut: browsers stop near 500, articles need under 40."""
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,30})", re.I)
_GONE = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "form", "button", "input",
    "select", "textarea", "figcaption", "audio", "video", "canvas", "dialog", "head",
)  # fmt: skip
_BLOCKS = frozenset((
    "p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "h1", "h2", "h3", "h4", "h5", "h6",
    "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "table", "tr", "figure", "hr", "address", "center", "body",
    "html", "details", "summary", "fieldset",
))  # fmt: skip
_INNER_BLOCKS = ("p", "div", "ul", "ol", "h1", "h2", "h3", "table", "section", "article", "blockquote")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|text-decoration[\w-]*\s*:[^;]*line-through", re.I)
_STRUCK = ("del", "s", "strike")
_CELL = 300
"""Code points of a data table's longest usual cell; longer ones hold a layout."""


def decoded_page(data: bytes) -> str:
    """Return a page's bytes as text: by its byte order mark, UTF-8, what it declares, else as guessed."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        declared = _META_CHARSET.search(data[:4_096])
    if declared:
        try:
            return data.decode(declared[1].decode())
        except (LookupError, UnicodeDecodeError):
            pass
    return data.decode(guessed(data[:60_000]) or "cp1252", "replace")


def tree_of(html: str) -> Any | None:
    """Return the tree of a page, None where there is nothing in it. No entity, no network, no script is touched."""
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as lxml_html

    html = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", html).replace("\x00", "")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if not _shallow(tree):
        return None
    level(tree, _BLOCKS)
    return tree


def _shallow(tree: Any) -> bool:
    """Cut off what is nested too deeply; whether anything is left."""
    level = [tree]
    for _ in range(_DEEP):
        level = [child for element in level for child in element]
        if not level:
            return True
    for element in level:
        element.getparent().remove(element)
    return True


def clean(tree: Any, title: str | None) -> None:
    """Take out what is no article, in place: scripts, captions, furniture by class, hidden parts, further articles."""
    _one_article(tree, title)
    body = tree.find("body")
    if body is None:
        return
    for element in list(body.iter(*_GONE)):
        _drop(element)
    whole = max(len(body.text_content()), 1)
    furniture = frozenset(words()["pages"]["furniture"])
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or element is body or element.tag in _HEADINGS:
            continue
        named = element.get("class") or element.get("id")
        outer = element.tag in ("nav", "footer") and next(element.iterancestors("article", "blockquote"), None) is None
        if outer or (named and _is_furniture(element, furniture)) or _is_hidden(element):
            inside = len(element.text_content())
            if inside < whole / 2 and next(element.iter("article", "h1"), None) is None:
                _drop(element)
    flatten_tables(body)
    _paragraphs_of_breaks(body)


def _is_furniture(element: Any, furniture: frozenset[str]) -> bool:
    for named in f"{element.get('class') or ''} {element.get('id') or ''}".split():
        plain = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", named).lower()
        if plain in furniture or (furniture & set(re.split(r"[-_]+", plain))):
            return True
    return False


def _is_hidden(element: Any) -> bool:
    """Whether an element is hidden or struck through: what is struck is said no longer."""
    style = element.get("style") or ""
    return element.tag in _STRUCK or bool(_HIDDEN.search(style)) or element.get("hidden") is not None


def _drop(element: Any) -> None:
    """Take an element out; what follows it stays."""
    if element.getparent() is not None:
        element.drop_tree()


def _one_article(tree: Any, title: str | None) -> None:
    """Of several whole articles on one page (an infinite list), keep the one whose headline is the page's."""
    found = [article for article in tree.iter("article")
             if not any(True for _ in article.iterancestors("article")) and _heading(article)
             and len(article.text_content()) > 400]  # fmt: skip
    if len(found) < 2:
        return
    kept = next((article for article in found if title and _alike(_heading(article), title)), found[0])
    for article in found:
        if article is not kept:
            _drop(article)


def _heading(element: Any) -> str:
    heading = next(element.iter("h1", "h2"), None)
    return " ".join(heading.text_content().split()) if heading is not None else ""


def _alike(one: str, other: str) -> bool:
    one, other = one.lower(), " ".join(other.lower().split())
    return bool(one) and (one in other or other in one)


def headline(tree: Any, stated: str | None) -> str | None:
    """Return the article's headline: the stated title, else the heading that the window's title begins with.

    A blog states its own name in the first heading; the window's title then tells which heading is the article's.
    """
    window = " ".join((tree.findtext(".//title") or "").split())
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1", "h2", "h3")]
    if stated and window and not _alike(stated, window):
        for told in headings:
            if len(told) > 10 and _alike(told, window):
                return told
    return stated or next((told for told in headings if told), None) or window or None


def flatten_tables(body: Any) -> None:
    """Turn each row of a data table into a paragraph, and a table of a layout into plain blocks."""
    for table in reversed(list(body.iter("table"))):
        rows = [[c for c in row if c.tag in ("td", "th")] for row in table.iter("tr")]
        cells = [cell for row in rows for cell in row]
        several = sum(1 for row in rows if len(row) > 1)
        layout = not cells or not several or any(
            next(cell.iter(*_INNER_BLOCKS), None) is not None or len(cell.text_content()) > _CELL
            or len(list(cell.iter("br"))) > 2 for cell in cells
        )  # fmt: skip
        if layout and several and sum(len(c.text_content()) > _CELL for c in cells) == 0 and len(rows) > 2:
            layout = any(next(cell.iter("table", "ul", "h1", "h2", "h3"), None) is not None for cell in cells)
        if layout:
            _as_blocks(table)
        else:
            _as_paragraphs(table, rows)


def _as_blocks(table: Any) -> None:
    for element in table.iter("table", "tbody", "thead", "tfoot", "tr", "td", "th", "colgroup", "col"):
        element.tag = "div"


def _as_paragraphs(table: Any, rows: list[list[Any]]) -> None:
    texts = table_lines([[_cell(cell) for cell in row] for row in rows])
    caption = table.findtext("caption")
    for child in list(table):
        table.remove(child)
    table.tag, table.text = "div", None
    table.attrib.clear()
    for text in [*([caption.strip()] if caption and caption.strip() else []), *texts]:
        paragraph = table.makeelement("p", {})
        paragraph.text = text
        table.append(paragraph)


def _cell(cell: Any) -> Cell:
    return Cell(" ".join(lines_of(cell)), _span(cell, "colspan"), _span(cell, "rowspan"))


def _span(cell: Any, name: str) -> int:
    told = (cell.get(name) or "").strip()
    return max(1, int(told)) if told.isascii() and told.isdigit() and len(told) < 5 else 1


def _paragraphs_of_breaks(body: Any) -> None:
    """Turn text that is cut by two line breaks into paragraphs, as pages did before they had any."""
    for element in list(body.iter("div", "td", "center", "font", "span")):
        if sum(1 for child in element if child.tag == "br") < 2:
            continue
        parts: list[list[Any]] = [[]]
        broken = False
        pieces: list[Any] = [element.text, *(x for child in list(element) for x in (child, child.tail))]
        for piece in pieces:
            if not isinstance(piece, str) and piece is not None and piece.tag == "br":
                if broken:
                    parts.append([])
                broken = True
            elif isinstance(piece, str) and not piece.strip():
                continue
            elif piece is not None:
                if broken and parts[-1]:
                    parts[-1].append(" ")
                parts[-1].append(piece)
                broken = False
        if len(parts) < 2 or any(
            not isinstance(x, str) and (x.tag in _BLOCKS or next(x.iter(*_INNER_BLOCKS), None) is not None)
            for part in parts for x in part
        ):  # fmt: skip
            continue
        for child in list(element):
            element.remove(child)
        element.text = None
        for part in filter(None, parts):
            element.append(_paragraph(element, part))


def _paragraph(element: Any, part: list[Any]) -> Any:
    made = element.makeelement("p", {})
    last = None
    for piece in part:
        if isinstance(piece, str):
            if last is None:
                made.text = (made.text or "") + piece
            else:
                last.tail = (last.tail or "") + piece
        else:
            piece.tail = None
            made.append(piece)
            last = piece
    return made


def lines_of(tree: Any) -> list[str]:
    """Return all the text of a tree, a line a block."""
    lines: list[list[str]] = [[]]
    for text, ends in _texts(tree):
        if ends:
            lines.append([])
        lines[-1].append(text)
    return [line for line in (" ".join("".join(parts).split()) for parts in lines) if line]


def _texts(tree: Any) -> Iterator[tuple[str, bool]]:
    """Yield (text, whether it begins a new line), without recursion."""
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        element, done = stack.pop()
        block = element.tag in _BLOCKS or element.tag == "br"
        if done:
            yield element.tail or "", block
            continue
        stack.append((element, True))
        if element.tag in _GONE or not isinstance(element.tag, str):
            continue
        yield element.text or "", block
        stack.extend((child, False) for child in reversed(element))


def without_buttons(text: str) -> str:
    """Return text without the lines that are nothing but a button or a counter."""
    buttons = frozenset(words()["pages"]["buttons"])
    return "\n".join(line for line in text.split("\n")
                     if re.sub(r"\d[\d.,]*k?", "#", " ".join(line.lower().split())) not in buttons)  # fmt: skip


def whole_text(data: bytes | str) -> str:
    """Return all the text of a piece of HTML (a message, a feed's entry), where all of it is the article's."""
    tree = tree_of(decoded_page(data) if isinstance(data, bytes) else data)
    if tree is None:
        return ""
    for element in list(tree.iter(*_GONE)):
        _drop(element)
    for element in [e for e in tree.iter() if isinstance(e.tag, str) and _is_hidden(e)]:
        _drop(element)
    flatten_tables(tree)
    return mended("\n".join(lines_of(tree)))
