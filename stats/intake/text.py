"""Plain text and Markdown, with an optional front matter, in any common encoding."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date

from stats.document import Document, normalised
from stats.errors import Empty, Unreadable
from stats.intake.days import read_day
from stats.intake.grid import table_lines
from stats.intake.kinds import encoding_told
from stats.intake.language import language_of
from stats.intake.received import Item, Received
from stats.intake.words import match_columns, words
from stats.settings import Limits
from stats.vocabulary import DayKnown

_SAMPLE = 60_000
_TITLE = 150
"""Code points of the longest first line that is taken for a title."""
_FRONT = re.compile(r"\ufeff?\s*---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)
_ENTRY = re.compile(r"([^\s:#][^:\n]{0,60}):[ \t]+(.+)")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_LONG = 300_000
"""Code points of a text that is mended as a whole."""
# UTF-8 read in a one-byte encoding: two characters of that encoding's upper half, one after the other.
_SUSPECT_LINE = re.compile(
    "^.*(?:[\u0080-\u00ff\u0152-\u0178\u02c6\u02dc\u2013-\u2122]{2}|[\u00c2\u00c3] |\ufffd).*$", re.M
)
_QUOTED = re.compile(r"^[ \t]*>[> \t]*", re.M)
_NOTHING = "There is no text in it. Check that the right file was chosen, or paste the article's text instead."

# Markdown's marks, taken off one after the other (CommonMark 0.31); what remains reads as the page would. No two parts
# of a pattern that stand side by side may take the same character: its time would grow with the square of a text.
_MARKS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"^[ \t]*(?:```|~~~).*$", re.M), ""),
    (re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)"), ""),
    (re.compile(r"\[([^\]\n]{1,500})\]\([^)\n]{0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\]\n]{1,500})\]\[[^\]\n]{0,100}\]"), r"\1"),
    (re.compile(r"^[ \t]*\[[^\]\n]{1,100}\]:[ \t].*$", re.M), ""),
    (re.compile(r"<((?:https?|mailto):[^>\s]{1,2000})>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^>\n]{0,500}>"), ""),
    (re.compile(r"^ {0,3}#{1,6}[ \t](.*)$", re.M), lambda line: line[1].rstrip(" \t").rstrip("#").strip(" \t")),
    (re.compile(r"^ {0,3}(?:=+|-{2,}|[-*_](?:[ \t]*[-*_]){2,})[ \t]*$", re.M), ""),
    (re.compile(r"^[ \t]*(?:>[ \t]?)+", re.M), ""),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]{1,2000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,2000}?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=[^\s_])([^_\n]{1,2000}?)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"`([^`\n]{1,500})`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])"), r"\1"),
)  # fmt: skip
_TABLE_ROW = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.M)
_CELL_END = re.compile(r"(?<!\\)\|")
_TABLE_RULE = re.compile(r"^[ \t]*(?:\|[ \t]*)?(?::?-{2,}:?[ \t]*\|[ \t]*)+(?::?-{2,}:?[ \t]*)?$\n?", re.M)


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return (text, warnings) of the bytes of a text file; line ends become \\n.

    Raises:
        Unreadable: the bytes are no text in any encoding that can be told.
    """
    warnings: tuple[str, ...] = ()
    encoding = encoding_told(data) or "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding = guessed(_sample(data)) or ""
        if not encoding:
            raise Unreadable(
                "The bytes are no text in any encoding that can be told. Open the file in its own program and save it "
                "as UTF-8 text, or paste the text."
            ) from None
        text = data.decode(encoding, "replace")
        warnings = (f"The file is no UTF-8; it was read as {encoding}. Check its accents and quotation marks.",)
    return mended(text), warnings


_ODD = 0.02
"""Share of signs, control characters and unassigned points above which a reading is no text."""
_LIKELY = 0.25


def guessed(data: bytes) -> str | None:
    """Return the encoding in which bytes read most like a language that was written in it, None where in none.

    The language identifier judges each reading, over the table of data/intake.toml. On short news texts of 13 languages
    in 20 encodings it is right 20 times, charset-normalizer 17 times: that takes French in cp1252 for Baltic.
    """
    table: dict[str, list[str]] = words()["encodings"]
    listed = {language for languages in table.values() for language in languages}
    scores: dict[str, float] = {}
    for encoding, languages in table.items():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            if error.end < len(data) - 4:  # else a character was cut in two at the sample's end
                continue
            text = data[: error.start].decode(encoding)
        odd = sum(1 for c in text if c > "\x7f" and unicodedata.category(c) in ("Cc", "Co", "Cn", "So", "Sm", "Sk"))
        language, confidence = language_of(text, letters=6, sure=0.0)
        written = language in languages if languages else language not in listed
        if odd > _ODD * len(text) + 2 or (language and not written):
            continue
        scores[encoding] = (confidence or _LIKELY) - 0.05 * odd
    best = max(scores, key=lambda encoding: scores[encoding], default=None)
    return best if best and scores[best] >= _LIKELY else None


def _sample(data: bytes) -> bytes:
    """Return enough of the bytes to tell the encoding by: those around the first that are not ASCII."""
    if len(data) <= _SAMPLE:
        return data
    first = next(found.start() for found in re.finditer(rb"[\x80-\xff]", data))
    return data[max(0, first - 1_000) : first + _SAMPLE]


def mended(text: str) -> str:
    """Return text with mojibake undone (ftfy), composed (NFC), with \\n for line ends and no control characters."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    text = _NOT_TEXT.sub("", text)
    if text.isascii():
        return text
    if len(text) <= _LONG:
        return _fixed(text)
    # ftfy takes a second for a million characters: of long texts only the lines that may need it are given to it.
    return unicodedata.normalize("NFC", _SUSPECT_LINE.sub(lambda line: _fixed(line[0]), text))


def _fixed(text: str) -> str:
    from ftfy import TextFixerConfig, fix_text

    config = TextFixerConfig(
        unescape_html=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_surrogates=True,
        normalization="NFC",
        explain=False,
    )
    return _NOT_TEXT.sub("", fix_text(text, config))


def plain_items(item: Item, limits: Limits) -> Iterator[Received]:
    """Yield the Document of a text file. Raises as `read_text` does."""
    yield Received(item.name, (read_text(item.data),), original=item.data)


def markdown_items(item: Item, limits: Limits) -> Iterator[Received]:
    """Yield the Document of a Markdown file. Raises as `read_text` does."""
    yield Received(item.name, (read_text(item.data, markdown=True),), original=item.data)


def read_text(data: bytes, *, markdown: bool = False) -> Document:
    """Return the Document of a text file. A day is taken from the front matter alone; else extract looks for it.

    Raises:
        Empty: there is no text in it. Unreadable: its encoding cannot be told.
    """
    text, warnings = decoded(data)
    text, told = front_matter(text)
    text = unmarked(text) if markdown else unquoted(text)
    day = read_day(told.get("published"))
    return document_of(
        text,
        title=told.get("title"),
        publisher=told.get("publisher"),
        url=told.get("url"),
        language=told.get("language"),
        published=day,
        published_by=DayKnown.STATED if day else None,
        warnings=warnings,
    )


def unquoted(text: str, *, lines: int = 2) -> str:
    """Return text without the ">" before lines that a mail program quotes; before a number it would mean "more than".

    Args:
        lines: how many begin so, at least. Where each goes right on with a number (">3,000 displaced"), all are kept.
    """
    marks = list(_QUOTED.finditer(text))
    quotes = any(mark[0].lstrip() != ">" or not text[mark.end() : mark.end() + 1].isdigit() for mark in marks)
    return _QUOTED.sub("", text) if quotes and len(marks) >= lines else text


def front_matter(text: str) -> tuple[str, dict[str, str]]:
    """Return (the text without its front matter, our fields of it): "key: value" lines between two lines of ---."""
    if not (found := _FRONT.match(text)):
        return text, {}
    entries = [(e[1].strip(), e[2].strip().strip("\"'")) for e in map(_ENTRY.match, found[1].splitlines()) if e]
    if not entries:
        return text, {}
    columns = match_columns([name for name, _ in entries])
    return text[found.end() :], {field: entries[at][1] for field, at in columns.items() if field != "text"}


def unmarked(text: str) -> str:
    """Return Markdown as the text that a reader of the page would see; a table's row is "cell | cell | cell"."""
    text = _TABLE_RULE.sub("", _without_comments(text))
    text = _TABLE_ROW.sub(lambda row: "".join(table_lines([_cells(row[1])])), text)
    for pattern, put in _MARKS:
        text = pattern.sub(put, text)
    return text


def _cells(row: str) -> list[str]:
    return [cell.replace("\\|", "|") for cell in _CELL_END.split(row)]


def _without_comments(text: str) -> str:
    kept, at = [], 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        kept.append(text[at:begin])
        at = end + 3
    return "".join([*kept, text[at:]])


def document_of(
    text: str,
    *,
    title: str | None = None,
    prepend: bool = True,
    publisher: str | None = None,
    url: str | None = None,
    published: date | None = None,
    published_by: DayKnown | None = None,
    language: str | None = None,
    pages: tuple[int, ...] = (),
    warnings: tuple[str, ...] = (),
) -> Document:
    """Return a Document of mended text: trimmed, the title as its first line, its language told.

    Args:
        text: as read. title: None takes the first line where it looks like a title. prepend: put the title before a
        text that does not begin with it. language: stated, so not guessed. pages: offsets in `text` at which pages
        start. The others are kept as they are.

    Raises:
        Empty: the text has no letter and no digit.
    """
    if not any(map(str.isalnum, text)):
        raise Empty(_NOTHING)
    before = len(text) - len(text.lstrip())
    text = re.sub(r"\n{3,}", "\n\n", text.strip()) if not pages else text.strip()
    title = one_line(title, 500)
    if title is None:
        title = title_of(text)
    elif prepend and not normalised(text[: len(title) + 200]).startswith(normalised(title)):
        text = f"{title}\n\n{text}"
        before -= len(title) + 2  # what stood at an offset stands further on now
    code, confidence = (language[:2].lower(), None) if language and language.strip() else language_of(text)
    return Document(
        text=text,
        title=title,
        publisher=one_line(publisher),
        url=one_line(url),
        published=published,
        published_by=published_by,
        language=code,
        language_confidence=confidence,
        pages=tuple(max(0, page - before) for page in pages),
        warnings=warnings,
    )


def one_line(text: str | None, length: int | None = None) -> str | None:
    """Return what names a document as one line without control characters, None where nothing is left of it.

    Args:
        text: a title, publisher or address, as stated. length: code points to keep, None = all.
    """
    return " ".join(_NOT_TEXT.sub("", text or "").split())[:length] or None


def title_of(text: str) -> str | None:
    """Return the first line where it looks like a title: short, alone, not ending like a sentence, with letters."""
    first, _, rest = text.partition("\n")
    first = first.strip()
    if not rest.strip() or len(first) > _TITLE or first[-1:] in ".,;:…。؛،" or not any(map(str.isalpha, first)):
        return None
    return first
