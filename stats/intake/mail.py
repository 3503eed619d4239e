"""E-mail: each message a document, with its subject, sender and day; its attachments are read after it."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage, MIMEPart
from email.message import Message as Message_

from stats.document import Document
from stats.errors import Empty, Refused, Unreadable
from stats.intake.days import read_day
from stats.intake.html import read_html
from stats.intake.page import whole_text
from stats.intake.received import BETWEEN, Item, Received
from stats.intake.text import document_of, mended, unquoted
from stats.settings import Limits
from stats.vocabulary import DayKnown

_PARTS = 500
"""Parts of a message, nested ones counted; more are no correspondence."""
_NESTED = 2
"""Messages in messages that are opened."""
_SIGNATURE = re.compile(r"^-- ?$", re.M)
_ENOUGH = 0.4
"""A plain part this long, beside the HTML part's text, is taken; shorter, it is only a note that there is HTML."""


@dataclass(frozen=True)
class Message:
    """What intake takes from a message, of whatever make. attachments: (name, bytes)."""

    subject: str | None
    sender: str | None
    day: date | None
    plain: str
    html: bytes
    attachments: list[tuple[str, bytes]] = field(default_factory=list)


def items(item: Item, limits: Limits) -> Iterator[Received | Item]:
    """Yield the Document of an .eml message, then its attachments as Items.

    Raises:
        Empty: neither text nor attachment. Refused: too many parts. Unreadable: it is no message.
    """
    yield from received(item, parsed(item.data))


def received(item: Item, message: Message) -> Iterator[Received | Item]:
    """Yield the Document of a message, then its attachments; a message of attachments alone has no Document."""
    try:
        yield Received(item.name, (document(message),), original=item.data)
    except Empty:
        if not message.attachments:
            raise
    for name, data in message.attachments:
        if item.depth >= _NESTED:
            told = "It is attached to a message within a message within another. Save it and add it by itself."
            yield Received(f"{item.name}{BETWEEN}{name}", error=Refused(told))
        else:
            yield item.inside(name, data)


def document(message: Message) -> Document:
    """Return the Document of a message: the subject as its first line, no signature, no marks of quoting."""
    text = mended(message.plain)
    if message.html:
        page = whole_text(message.html)
        if len(text.strip()) < _ENOUGH * len(page):
            text = page
    if cut := _SIGNATURE.search(text):
        text = text[: cut.start()] if text[: cut.start()].strip() else text
    text = unquoted(text, lines=1)
    if not any(map(str.isalnum, text)):
        raise Empty("The message has no text and no attachment. Check that it was saved whole.")
    return document_of(
        text,
        title=message.subject,
        publisher=message.sender,
        published=message.day,
        published_by=DayKnown.METADATA if message.day else None,
    )


def parsed(data: bytes) -> Message:
    """Return what is in an RFC 5322 message."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    plain: list[str] = []
    html: list[bytes] = []
    attachments: list[tuple[str, bytes]] = []
    for count, part in enumerate(_parts(message)):
        if count > _PARTS:
            raise Refused(f"The message has more than {_PARTS} parts. Save its attachments and add those.")
        kind = part.get_content_type()
        name = part.get_filename()
        if kind == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message_):
                attachments.append((name or "message.eml", inner[0].as_bytes()))
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes) or not payload:
            continue
        told = part.get_content_disposition()
        if kind == "text/plain" and told != "attachment":
            plain.append(_decoded(part, payload))
        elif kind == "text/html" and told != "attachment":
            html.append(_with_charset(payload, part.get_content_charset()))
        elif told == "attachment" or (name and not kind.startswith("image/")):
            attachments.append((_safe(name) or f"attachment {len(attachments) + 1}", payload))
    return Message(_header(message, "subject"), _sender(message), read_day(_header(message, "date")),
                   "\n\n".join(plain), b"\n".join(html), attachments)  # fmt: skip


def _parts(message: EmailMessage) -> Iterator[MIMEPart]:
    """Yield the parts that hold something, not looking into attached messages."""
    stack: list[MIMEPart] = [message]
    while stack:
        part = stack.pop()
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            stack.extend(reversed(list(part.iter_parts())))
        else:
            yield part


def _decoded(part: MIMEPart, payload: bytes) -> str:
    charset = part.get_content_charset() or "utf-8"
    try:
        return payload.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return payload.decode("cp1252", "replace")


def _with_charset(payload: bytes, charset: str | None) -> bytes:
    """Return an HTML part as UTF-8: the part's header rules, not what the page says of itself."""
    try:
        return payload.decode(charset).encode() if charset else payload
    except (LookupError, UnicodeDecodeError):
        return payload


def _header(message: MIMEPart, name: str) -> str | None:
    """Return a header, unfolded; None where it is absent or cannot be read."""
    try:
        value = message.get(name)
    except (ValueError, IndexError, TypeError, AttributeError):  # the parser of structured headers trips over rubbish
        return None
    return " ".join(str(value).split()) or None if value is not None else None


def _sender(message: EmailMessage) -> str | None:
    """Return who sent it: the name before the address, else the address."""
    told = _header(message, "from")
    if not told:
        return None
    name = told.partition("<")[0].strip(" \"'")
    return (name or told.strip("<>"))[:200]


def _safe(name: str | None) -> str:
    """Return the last part of an attachment's name, without what a path could be made of."""
    return re.sub(r"[\x00-\x1f]", "", re.split(r"[\\/]", name)[-1]).strip()[:150] if name else ""


def mbox_messages(item: Item) -> Iterator[Item]:
    """Yield the messages of a mailbox (mbox, RFC 4155) as Items; lines that begin with ">From " lose their mark."""
    number = 0
    for chunk in re.split(rb"(?:\A|\r?\n\r?\n|(?<=\n))From [^\r\n]*\r?\n(?=[!-9;-~]{2,60}:)", item.data):
        if chunk.strip():
            number += 1
            data = re.sub(rb"^>(>*From )", rb"\1", chunk, flags=re.M)
            yield Item(f"{item.name}{BETWEEN}message {number}", data, item.depth, None)


def mhtml_items(item: Item, limits: Limits) -> Iterator[Received]:
    """Yield the Document of a page saved as one file (MHTML, RFC 2557).

    Raises:
        Empty: the page has no article. Unreadable: there is no page in it.
    """
    message = email.message_from_bytes(item.data, policy=email.policy.default)
    for part in _parts(message):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                url = _header(part, "content-location") or _header(message, "snapshot-content-location")
                page = _with_charset(payload, part.get_content_charset())
                yield Received(item.name, (read_html(page, url=_web(url) or item.url),), original=item.data)
                return
    raise Unreadable("There is no page in the saved file. Save the page again, as HTML or as one file (MHTML).")


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None
