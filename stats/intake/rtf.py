"""RTF: running text and tables; no pictures, objects, headers, hidden or deleted text."""

import re
from collections.abc import Iterator

from stats.intake.grid import joined, table_lines
from stats.intake.raised import LEVEL, RAISED, without_marks
from stats.intake.received import Item, Received
from stats.intake.text import document_of, mended
from stats.settings import Limits

# A control word, a character in hexadecimal, a control sign, a brace, text.
_TOKEN = re.compile(r"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'[0-9a-f]{2}|\\.|[{}]|[^\\{}]+", re.S | re.I)
_GONE = frozenset(("deleted", "v", "strike", "striked"))
_SWITCHES = _GONE | {"super"}
_LOOKS = re.compile(r"\\(?:deleted|v|striked?|super)(?![a-z])")

def rtf_items(item: Item, limits: Limits) -> Iterator[Received]:
    """Yield the Document of an RTF file. Raises as `document_of` does."""
    document = document_of(rtf_text(item.data.decode("latin-1")))
    yield Received(item.name, (document,), original=item.data)


def rtf_text(rtf: str) -> str:
    """Return the text of RTF; pictures and objects in it are left out, a row of a table is a line."""
    from striprtf.striprtf import rtf_to_text

    text = without_marks(str(rtf_to_text(_as_shown(rtf), errors="replace")))  # type: ignore[no-untyped-call]
    blocks: list[str] = []
    in_table = False
    for line in text.split("\n"):
        row = table_lines([line[:-1].split("|")]) if line.endswith("|") else []
        if row and in_table:
            blocks[-1] += f"\n{row[0]}"
        else:
            blocks.extend(row or [line])
        in_table = bool(row)
    return mended(joined(blocks))


def _as_shown(rtf: str) -> str:
    """Return RTF without what is hidden, deleted or struck through, with a sign before and after what is raised."""
    if not _LOOKS.search(rtf):
        return rtf
    parts: list[str] = []
    looks: frozenset[str] = frozenset()
    around: list[frozenset[str]] = []
    at = 0
    while at < len(rtf) and (token := _TOKEN.match(rtf, at)):
        before, at, word = looks, token.end(), token["word"]
        if token[0] == "{":
            around.append(looks)
        elif token[0] == "}":
            looks = around.pop() if around else looks
        elif word in _SWITCHES:
            looks = looks - {word} if token["number"] == "0" else looks | {word}
        elif word == "plain":
            looks = frozenset()
        elif word in ("nosupersub", "sub"):
            looks -= {"super"}
        elif word == "bin":
            at += int(token["number"] or 0)  # bytes of a picture
        if "super" in before - looks:
            parts.append(_sign(LEVEL))
        if token[0] in "{}" or (word and word != "u") or not looks & _GONE:
            parts.append(rtf[token.start() : at])
        if "super" in looks - before:
            parts.append(_sign(RAISED))
    return "".join(parts)


def _sign(sign: str) -> str:
    return f"{{\\uc0\\u{ord(sign) - 65_536} }}"  # RTF counts in signed numbers of 16 bits
