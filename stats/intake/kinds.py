"""Tells what bytes are by looking into them; a name decides only between kinds that look alike (text and CSV)."""

import io
import re
import zipfile
from enum import StrEnum

from stats.errors import Unreadable

_HEAD = 4_096
_MAIL_HEADERS = frozenset(
    b"from to cc bcc subject date message-id received mime-version return-path delivered-to content-type reply-to "
    b"sender x-mailer user-agent list-id dkim-signature".split()
)
_HEADER = re.compile(rb"([!-9;-~]{2,60}):[ \t]?")
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1|h2|table|meta|title)[\s>]", re.I
)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.I)
_ARRAY = re.compile(rb"\[\s*\{\s*[\"}]")
_PROLOGUE = re.compile(rb"(?:\s|<\?.*?\?>|<!--.*?-->|<!doctype[^\[>]*(?:\[.*?\])?[^>]*>)*", re.I | re.S)


class Kind(StrEnum):
    """What intake reads."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    MHTML = "saved page (MHTML)"
    PDF = "PDF"
    DOCX = "Word"
    ODT = "OpenDocument"
    RTF = "RTF"
    EML = "e-mail"
    MBOX = "mailbox"
    MSG = "Outlook message"
    JSONL = "JSON"
    CSV = "CSV"
    XLSX = "Excel"
    FEED = "feed"
    ZIP = "zip"


# What begins like this is none of ours; the words go into the message.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"),
    (b"BM", "a bitmap image"), (b"II*\x00", "a TIFF image"), (b"MM\x00*", "a TIFF image"),
    (b"\x00\x00\x01\x00", "an icon image"),
    (b"ID3", "a sound file"), (b"OggS", "a sound or video file"), (b"\x1aE\xdf\xa3", "a video"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"), (b"Rar!\x1a\x07", "a RAR archive"), (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"), (b"\xfd7zXZ\x00", "an xz archive"), (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"MZ", "a program"), (b"\x7fELF", "a program"), (b"SQLite format 3\x00", "a database"),
    (b"PAR1", "a Parquet table"), (b"wOF", "a font"), (b"\xca\xfe\xba\xbe", "a program"),
    (b"%!PS", "a PostScript file"),
)  # fmt: skip
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
# What our export of everything holds (stats/exports/package.py).
_PACKAGE = frozenset(("datapackage.json", "figures.csv", "documents.csv", "reviews.csv"))
_SIGNS = b"\x00\x01\x02\x03\x04\x05\x06\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19"


def kind_of(data: bytes, name: str = "") -> Kind:
    """Return what the bytes are.

    Args:
        data: the whole file, not empty. name: its name; the ending decides only where contents look alike.

    Raises:
        Unreadable: they are nothing that intake reads; the message says what they are and what to do.
    """
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(b"{\\rtf"):
        return Kind.RTF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(data)
    for start, what in _FOREIGN:
        if head.startswith(start) and (len(start) > 2 or _is_binary(head)):
            raise Unreadable(_foreign(what, name))
    if head[4:8] == b"ftyp":
        raise Unreadable(_foreign("a video or photograph", name))
    if head.startswith(b"RIFF") and _is_binary(head):
        raise Unreadable(_foreign("an image, sound or video", name))
    if _is_binary(head):
        raise Unreadable(_foreign("no text", name))
    return _textual(_narrow(head), name.lower())


def _textual(head: bytes, name: str) -> Kind:
    """Tell the kinds of text apart; head is the file's beginning as bytes of ASCII's superset."""
    head = head.removeprefix(b"\xef\xbb\xbf")
    begins = head.lstrip()
    if head.startswith(b"From ") and _HEADER.match(head.partition(b"\n")[2]):
        return Kind.MBOX
    if headers := _headers(begins):
        if b"multipart/related" in headers.get(b"content-type", b"").lower() and (
            b"snapshot-content-location" in headers or name.endswith((".mht", ".mhtml")) or b"subject" not in headers
        ):
            return Kind.MHTML
        return Kind.EML
    if begins.startswith(b"{") or _ARRAY.match(begins):
        return Kind.JSONL
    if begins.startswith(b"<"):
        rest = begins[_PROLOGUE.match(begins).end() :]  # type: ignore[union-attr]  # matches the empty string
        if _FEED.match(rest):
            return Kind.FEED
        if _MARKUP.search(begins):
            return Kind.HTML
    if name.endswith((".csv", ".tsv", ".tab")):
        return Kind.CSV
    if name.endswith((".html", ".htm", ".xhtml")):
        return Kind.HTML
    if name.endswith((".md", ".markdown", ".mdown")):
        return Kind.MARKDOWN
    return Kind.TEXT


def _headers(head: bytes) -> dict[bytes, bytes]:
    """Return the e-mail headers that the head begins with, {} where it is no message (two known ones make one)."""
    found: dict[bytes, bytes] = {}
    last = b""
    for line in head.splitlines():
        if not line.strip():
            break
        if line[:1] in b" \t" and last:
            found[last] += b" " + line.strip()
        elif header := _HEADER.match(line):
            last = header[1].lower()
            found[last] = line[header.end() :]
        else:
            return {}
    known = _MAIL_HEADERS & found.keys()
    return found if len(known) >= 2 and (known - {b"to", b"from", b"date", b"subject"} or len(known) >= 3) else {}


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) or _wide(head):
        return False
    return sum(map(head.count, (bytes((sign,)) for sign in _SIGNS))) > len(head) // 200


def _wide(head: bytes) -> str | None:
    """Return the encoding of text in UTF-16 without a mark: every second byte of ASCII text is zero."""
    half = len(head) // 2
    if half >= 8 and head[1::2].count(0) > half * 0.7 and head[::2].count(0) < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if half >= 8 and head[::2].count(0) > half * 0.7 and head[1::2].count(0) < half * 0.05 else None


def encoding_told(data: bytes) -> str | None:
    """Return the encoding that the bytes themselves tell by a byte order mark or by their zeros, else None."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    return _wide(data[:_HEAD])


def _narrow(head: bytes) -> bytes:
    """Return wide text (UTF-16, UTF-32) as UTF-8, so that it can be looked at like other text."""
    encoding = encoding_told(head)
    return head.decode(encoding, "ignore").encode() if encoding else head


def _zipped(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mime = archive.open("mimetype").read(200) if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError) as error:
        raise Unreadable(
            "The file begins like a zip archive or an Office file but is damaged. Ask for it again, or save it anew."
        ) from error
    if "word/document.xml" in names:
        return Kind.DOCX
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if mime.startswith(b"application/vnd.oasis.opendocument.text"):
        return Kind.ODT
    if names >= _PACKAGE:
        raise Unreadable(
            "This is a data package that Headcount wrote: its articles and reviews come back as they stood by "
            "`python -m stats import PACKAGE.zip`. Read as a zip of tables, each of its figures would come twice."
        )
    if mime or "[Content_Types].xml" in names:
        raise Unreadable(
            "This is an office or e-book file of a kind that is not read (a presentation, a spreadsheet of another "
            "make, an EPUB). Save it as PDF, .docx or .xlsx and add that."
        )
    return Kind.ZIP


def _compound(data: bytes) -> Kind:
    """Tell Microsoft's older files apart by the names of their streams, which stand in them as UTF-16."""
    streams = {name: name.encode("utf-16-le") in data for name in
               ("__properties_version1.0", "EncryptedPackage", "WordDocument", "Workbook")}  # fmt: skip
    if streams["__properties_version1.0"]:
        return Kind.MSG
    if streams["EncryptedPackage"]:
        raise Unreadable("The file is locked with a password. Open it, save it without one, and add it again.")
    if streams["WordDocument"]:
        raise Unreadable("This is a Word file of the old kind (.doc). Save it as .docx and add that.")
    raise Unreadable("This is an Office file of an old kind. Save it as .docx, .xlsx or PDF and add that.")


def _foreign(what: str, name: str) -> str:
    ending = name.rpartition(".")[2] if "." in name else ""
    told = f", whatever its name (.{ending}) says" if ending.lower() in _OURS else ""
    doing = "Take the text out of it with a text recogniser (OCR)" if "image" in what else "Unpack or convert it"
    return f"This is {what}{told}: there is no text in it that can be read. {doing} and add the text."


_OURS = frozenset(
    ("txt", "md", "html", "htm", "pdf", "docx", "odt", "rtf", "eml", "mbox", "msg", "jsonl", "csv", "xlsx", "zip")
)
