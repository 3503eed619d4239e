"""Whatever a monitoring officer receives, read safely: `receive` turns files, pages and addresses into Documents.

Text, titles and days come out as the reader would see them; one bad item never stops the others.
"""

import os
import re
from collections.abc import Callable, Container, Iterator
from datetime import date
from pathlib import Path

from stats.document import Document
from stats.errors import Empty, IntakeError, Refused, Unreadable
from stats.intake.apart import end_workers, read_apart
from stats.intake.archives import entries, files_of, is_folder
from stats.intake.kinds import Kind, kind_of
from stats.intake.mail import mbox_messages
from stats.intake.received import Budget, Item, Received, check_length, check_size
from stats.intake.tables import jsonl_items
from stats.intake.text import document_of, mended, unquoted
from stats.intake.worker import read_safely
from stats.settings import Limits, settings
from stats.vocabulary import DayKnown

__all__ = ["Received", "end_workers", "pasted", "receive", "source_of"]

_SHORT = 100_000
"""Bytes of plain text that are read in this process: what is done to it takes time in proportion to its length."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(?!\\)")


def receive(source: bytes | Path | str, *, name: str = "", known: Container[str] = ()) -> Iterator[Received]:
    """Yield one Received for each item of a source, lazily. Nothing that an item holds makes it raise.

    Args:
        source: bytes of a file, the Path of a file or folder, or a str, which is always an http(s) address: so no word
            that somebody typed into a page opens a file of this machine. What a command line names, `source_of` tells.
        name: the name of the bytes ("report.pdf").
        known: addresses that are kept already: a feed's entries among them are left out, so that only new ones come.
    """
    limits = settings().limits
    budget = Budget(limits)
    if isinstance(source, bytes):
        yield from _read(Item(name or "pasted", source), budget, known)
    elif isinstance(source, str):
        yield from _from_web(source.strip(), budget, known)
    elif is_folder(source):
        for file in files_of(source, limits):
            yield from _from_file(file, str(file), budget, known) if isinstance(file, Path) else iter((file,))
    else:
        yield from _from_file(source, name or str(source), budget, known)


def source_of(word: str) -> Path | str:
    """Return what a word of the command line names: an address where it has a scheme and no such file is there.

    Only for words of somebody who may read the files of this machine anyway.
    """
    if not word or (_SCHEME.match(word.strip()) and not os.path.lexists(word)):
        return word
    return Path(word)


def pasted(
    text: str,
    *,
    title: str | None = None,
    published: date | None = None,
    url: str | None = None,
    publisher: str | None = None,
) -> Document:
    """Return the Document of a pasted text.

    Args:
        text: what was pasted. title: becomes its first line where it is not there yet.
        published: the day in the user's word; None leaves it to be inferred from the text.

    Raises:
        Empty: there is no text. TooLarge: it passes the limit of a file.
    """
    check_length(text, settings().limits)
    by = DayKnown.USER if published else None
    text = unquoted(mended(text))
    return document_of(text, title=title, url=url, publisher=publisher, published=published, published_by=by)


def _from_file(path: Path, name: str, budget: Budget, known: Container[str]) -> Iterator[Received]:
    try:
        if not path.is_file():
            told = "is a device or a pipe" if path.exists() else "does not exist"
            raise Unreadable(f"The file {told}. Check its path.")
        check_size(path.stat().st_size, budget.limits)
        data = path.read_bytes()
    except IntakeError as error:
        yield Received(name, error=error)
    except (OSError, ValueError) as error:
        told = f"The file cannot be read ({getattr(error, 'strerror', None) or error}). Check its path and your rights."
        yield Received(name, error=Unreadable(told))
    else:
        yield from _read(Item(name, data), budget, known)


def _from_web(address: str, budget: Budget, known: Container[str]) -> Iterator[Received]:
    try:
        if not address.lower().startswith(("http://", "https://")):
            raise Refused("Addresses begin with http:// or https://, others are not read. Save the page, add the file.")
        from stats.intake.web import fetched, linked

        page = fetched(address, budget.limits)
    except IntakeError as error:
        yield Received(address, error=error)
        return
    for received in _read(page, budget, known):
        yield from linked(received, page, budget.limits, known, lambda item: _read(item, budget, known))


def _read(item: Item, budget: Budget, known: Container[str]) -> Iterator[Received]:
    """Yield what an item holds: its kind told by its bytes, containers opened, the rest read apart."""
    try:
        check_size(len(item.data), budget.limits)
        if not item.data.strip():
            raise Empty("The file is empty. Check that it was saved or downloaded whole.")
        kind = kind_of(item.data, item.own_name)
        for found in _finder(kind, item, budget)():
            if isinstance(found, Item):
                yield from _read(found, budget, known)
            elif not (kind is Kind.FEED and found.documents and found.documents[0].url in known):
                yield _checked(found, budget.limits)
    except IntakeError as error:
        yield Received(item.name, error=error, original=item.data)


def _checked(found: Received, limits: Limits) -> Received:
    """Return what was found, or the reason why its text is too long."""
    try:
        for document in found.documents:
            check_length(document.text, limits)
    except IntakeError as error:
        return Received(found.name, error=error, original=found.original)
    return found


def _finder(kind: Kind, item: Item, budget: Budget) -> Callable[[], Iterator[Received | Item]]:
    """Return what finds the documents of an item, or the items in it."""
    limits: Limits = budget.limits
    if kind is Kind.ZIP:
        return lambda: entries(item, budget)
    if kind is Kind.MBOX:
        return lambda: mbox_messages(item)
    if kind is Kind.JSONL:
        return lambda: jsonl_items(item, limits)
    if kind is Kind.TEXT and len(item.data) <= _SHORT:
        return lambda: read_safely(kind, item, limits)
    return lambda: read_apart(kind, item, limits)
