"""Outlook's .msg files (MS-OXMSG): the message out of the streams of an OLE compound file, which olefile reads."""

import io
import struct
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from stats.errors import Refused, Unreadable
from stats.intake.mail import Message, parsed, received
from stats.intake.received import Item, Received
from stats.intake.rtf import rtf_text
from stats.settings import Limits

# Property tags of MS-OXPROPS that are read.
_SUBJECT, _BODY, _HTML, _RTF = "0037", "1000", "1013", "1009"
_SENDER, _HEADERS = "0C1A", "007D"
_SENT, _DELIVERED, _CODE_PAGE = 0x0039, 0x0E06, 0x3FFD
_LONG_NAME, _SHORT_NAME, _DATA = "3707", "3704", "3701"
_ATTACHMENTS = 200
_STREAM = 2  # type of an entry of the directory (MS-CFB 2.6.1)
_DAMAGED = "The Outlook message is damaged. Save it again, or as .eml."
_RTF_BYTES = 20_000_000
# The text that compressed RTF may refer back to from its first byte on (MS-OXRTFCP 2.1.3.1.1).
_PRELOADED = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "
    rb"MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)


def items(item: Item, limits: Limits) -> Iterator[Received | Item]:
    """Yield the Document of an Outlook message, then its attachments as Items.

    Raises:
        Empty: neither text nor attachment. Refused: very many attachments. Unreadable: the file is broken.
    """
    import olefile  # type: ignore[import-untyped]

    try:
        with olefile.OleFileIO(io.BytesIO(item.data)) as ole:
            message = _message(ole, [], depth=0)
    except (OSError, struct.error, olefile.OleFileError) as error:
        raise Unreadable(_DAMAGED) from error
    yield from received(item, message)


def _message(ole: Any, path: list[str], depth: int) -> Message:
    fixed = _fixed(ole, path, header=32 if not path else 24)
    code_page = f"cp{fixed.get(_CODE_PAGE, 1252)}"
    headers = _text(ole, path, _HEADERS, code_page)
    told = parsed(headers.encode("utf-8", "replace")) if headers else None
    html = _bytes(ole, path, _HTML)
    plain = _text(ole, path, _BODY, code_page)
    if not plain.strip() and not html and (rtf := _bytes(ole, path, _RTF)):
        plain = rtf_text(decompressed(rtf).decode("latin-1"))
    day = _moment(fixed.get(_SENT)) or _moment(fixed.get(_DELIVERED)) or (told.day if told else None)
    return Message(
        subject=_text(ole, path, _SUBJECT, code_page).strip() or None,
        sender=_text(ole, path, _SENDER, code_page).strip() or None,
        day=day,
        plain=plain,
        html=html,
        attachments=list(_attachments(ole, path, code_page, depth)),
    )


def _attachments(ole: Any, path: list[str], code_page: str, depth: int) -> Iterator[tuple[str, bytes]]:
    storages = sorted({entry[len(path)] for entry in ole.listdir(streams=True, storages=True)
                       if entry[: len(path)] == path and len(entry) > len(path)
                       and entry[len(path)].startswith("__attach_version1.0_")})  # fmt: skip
    if len(storages) > _ATTACHMENTS:
        raise Refused(f"The message has more than {_ATTACHMENTS} attachments. Save them and add those.")
    for number, storage in enumerate(storages, 1):
        inside = [*path, storage]
        name = _text(ole, inside, _LONG_NAME, code_page) or _text(ole, inside, _SHORT_NAME, code_page)
        name = name.replace("\\", "/").rpartition("/")[2].strip("\x00 ") or f"attachment {number}"
        if data := _bytes(ole, inside, _DATA):
            yield name[:150], data
        elif depth == 0 and ole.exists([*inside, f"__substg1.0_{_DATA}000D"]):
            yield f"{name}.eml", _as_eml(_message(ole, [*inside, f"__substg1.0_{_DATA}000D"], depth + 1))


def _as_eml(message: Message) -> bytes:
    """Return an attached Outlook message as an ordinary one, so that it is read like any other attachment."""
    from email.message import EmailMessage

    made = EmailMessage()
    made["Subject"] = " ".join((message.subject or "").split())
    made["From"] = " ".join((message.sender or "unknown").split()).replace("<", "").replace(">", "")
    if message.day:
        made["Date"] = datetime(message.day.year, message.day.month, message.day.day, 12, tzinfo=UTC)
    made["X-Mailer"] = "Outlook"
    made.set_content(message.plain or " ")
    if message.html:
        made.add_alternative(message.html.decode("utf-8", "replace"), subtype="html")
    for name, data in message.attachments:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def _stream(ole: Any, path: list[str], name: str) -> bytes | None:
    where = [*path, name]
    if not ole.exists(where) or ole.get_type(where) != _STREAM:
        return None
    if ole.get_size(where) > ole.fp.getbuffer().nbytes:  # else olefile reads one sector over and over
        raise Unreadable(_DAMAGED)
    return bytes(ole.openstream(where).read())


def _text(ole: Any, path: list[str], tag: str, code_page: str) -> str:
    """Return a text property: UTF-16 (type 001F), else in the message's code page (type 001E)."""
    if (wide := _stream(ole, path, f"__substg1.0_{tag}001F")) is not None:
        return wide.decode("utf-16-le", "replace")
    narrow = _stream(ole, path, f"__substg1.0_{tag}001E") or b""
    try:
        return narrow.decode("utf-8" if code_page == "cp65001" else code_page, "replace")
    except LookupError:
        return narrow.decode("cp1252", "replace")


def _bytes(ole: Any, path: list[str], tag: str) -> bytes:
    if (data := _stream(ole, path, f"__substg1.0_{tag}0102")) is not None:
        return data
    return _text(ole, path, tag, "cp1252").encode()


def _fixed(ole: Any, path: list[str], header: int) -> dict[int, int]:
    """Return the properties of fixed size: 16 bytes each (type, tag, flags, value) after a header."""
    data = _stream(ole, path, "__properties_version1.0") or b""
    found: dict[int, int] = {}
    for at in range(header, len(data) - 15, 16):
        kind, tag, _, value = struct.unpack_from("<HHIQ", data, at)
        if kind in (0x0003, 0x0040):
            found[tag] = value & 0xFFFFFFFF if kind == 0x0003 else value
    return found


def _moment(ticks: int | None) -> date | None:
    """Return the day (UTC) of a FILETIME: 100-nanosecond steps since 1601."""
    if not ticks:
        return None
    try:
        return (datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)).date()
    except OverflowError:
        return None


def decompressed(data: bytes) -> bytes:
    """Return RTF out of Outlook's compressed form (MS-OXRTFCP): runs that refer back into a ring of 4,096 bytes.

    Raises:
        Unreadable: the bytes are cut off or are no compressed RTF.
    """
    if len(data) < 16:
        raise Unreadable("The message's text is cut off. Save it again.")
    _, size, magic = struct.unpack_from("<III", data)
    if magic == 0x414C454D:  # "MELA": stored as it is
        return data[16 : 16 + size]
    if magic != 0x75465A4C or size > _RTF_BYTES:  # "LZFu"
        raise Unreadable("The message's text is in a form that is not known. Save the message as HTML.")
    ring = bytearray(_PRELOADED.ljust(4096, b"\x00"))
    at_ring = len(_PRELOADED)
    out = bytearray()
    at = 16
    while at < len(data) and len(out) < size:
        control = data[at]
        at += 1
        for bit in range(8):
            if control >> bit & 1:
                if at + 1 >= len(data):
                    return bytes(out)
                token = data[at] << 8 | data[at + 1]
                at += 2
                start, length = token >> 4, (token & 15) + 2
                if start == at_ring:
                    return bytes(out)
                for step in range(length):
                    byte = ring[(start + step) % 4096]
                    out.append(byte)
                    ring[at_ring] = byte
                    at_ring = (at_ring + 1) % 4096
            else:
                if at >= len(data):
                    return bytes(out)
                out.append(data[at])
                ring[at_ring] = data[at]
                at_ring = (at_ring + 1) % 4096
                at += 1
    return bytes(out)
