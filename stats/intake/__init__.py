"""Whatever a monitoring officer receives, read safely: `receive` turns files, pages and addresses into Documents.

Text, titles and days come out as the reader would see them; one bad item never stops the others.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from stats.document import Document
from stats.errors import Empty, IntakeError, Unreadable
from stats.intake.html import read_html
from stats.intake.kinds import Kind, kind_of
from stats.intake.received import Budget, Item, Received, check_size
from stats.intake.tables import read_jsonl
from stats.intake.text import document_of, mended, read_text
from stats.settings import settings
from stats.vocabulary import DayKnown

__all__ = ["Received", "pasted", "receive"]


def receive(source: bytes | Path | str, *, name: str = "") -> Iterator[Received]:
    """Yield one Received for each item of a source, lazily. Nothing that an item holds makes it raise.

    Args:
        source: bytes of a file, the path of a file or folder, or an http(s) address.
        name: the name of the bytes ("report.pdf").
    """
    limits = settings().limits
    budget = Budget(limits)
    if isinstance(source, bytes):
        yield from _read(Item(name or "pasted", source), budget)
        return
    path = Path(source)
    for file in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
        called = name or str(file)
        try:
            check_size(file.stat().st_size, limits)
            item = Item(called, file.read_bytes())
        except IntakeError as error:
            yield Received(called, error=error)
        except OSError as error:
            told = f"The file cannot be read: {error.strerror}. Check its path and your rights."
            yield Received(called, error=Unreadable(told))
        else:
            yield from _read(item, budget)


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
    check_size(len(text), settings().limits)
    by = DayKnown.USER if published else None
    return document_of(mended(text), title=title, url=url, publisher=publisher, published=published, published_by=by)


def _read(item: Item, budget: Budget) -> Iterator[Received]:
    try:
        check_size(len(item.data), budget.limits)
        if not item.data.strip():
            raise Empty("The file is empty. Check that it was saved or downloaded whole.")
        kind = kind_of(item.data, item.own_name)
        if kind is Kind.JSONL:
            yield from read_jsonl(item)
            return
        if kind is Kind.HTML:
            document = read_html(item.data, url=item.url)
        elif kind in (Kind.TEXT, Kind.MARKDOWN):
            document = read_text(item.data, markdown=kind is Kind.MARKDOWN)
        else:
            raise Unreadable(f"{kind} files are not read yet. Save it as text or HTML and add that.")
        yield Received(item.name, (document,), original=item.data)
    except IntakeError as error:
        yield Received(item.name, error=error, original=item.data)
