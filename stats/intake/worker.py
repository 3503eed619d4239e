"""The process in which files are read: it has little memory, no network, no way to start programs, and may be ended.

It speaks in frames over its standard streams (stats.intake.apart is the other end): a line of JSON, then the bytes that
the line counts. Nothing pickled crosses, so that a file that takes hold of this process gains nothing beyond it.
"""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date
from importlib import import_module
from typing import IO, Any

from stats import errors
from stats.document import Document
from stats.errors import IntakeError, TooLarge, Unreadable
from stats.figure import Figure
from stats.intake.kinds import Kind
from stats.intake.received import Item, Received
from stats.settings import Limits
from stats.vocabulary import DayKnown

READERS: dict[Kind, str] = {
    Kind.TEXT: "text:plain_items",
    Kind.MARKDOWN: "text:markdown_items",
    Kind.HTML: "html:items",
    Kind.MHTML: "mail:mhtml_items",
    Kind.PDF: "pdf:items",
    Kind.DOCX: "word:docx_items",
    Kind.ODT: "opendocument:odt_items",
    Kind.RTF: "rtf:rtf_items",
    Kind.EML: "mail:items",
    Kind.MSG: "outlook:items",
    Kind.CSV: "tables:csv_items",
    Kind.XLSX: "tables:xlsx_items",
    Kind.FEED: "feeds:items",
}
"""module:function of the reader of each kind; it takes (Item, Limits) and yields Received, or Items to be read next."""

Found = Received | Item
Reader = Callable[[Item, Limits], Iterator[Found]]


def reader_of(kind: Kind) -> Reader:
    """Return the reader of a kind; its module, and the library behind it, is loaded now."""
    module, _, function = READERS[kind].partition(":")
    reader: Reader = getattr(import_module(f"stats.intake.{module}"), function)
    return reader


def read_safely(kind: Kind, item: Item, limits: Limits) -> Iterator[Found]:
    """Yield what a reader finds; whatever goes wrong inside it becomes one Received with an error."""
    try:
        yield from reader_of(kind)(item, limits)
    except IntakeError as error:
        yield Received(item.name, error=error, original=item.data)
    except MemoryError:
        told = f"Reading it took more than {limits.memory_bytes / 1e6:,.0f} MB of memory. Save it anew, simpler."
        yield Received(item.name, error=TooLarge(told), original=item.data)
    except Exception as error:  # noqa: BLE001 - a library may raise anything over a broken file
        told = f"The {kind} file is damaged or of an unusual make ({type(error).__name__}). Open it and save it anew."
        yield Received(item.name, error=Unreadable(told), original=item.data)


def write_frame(stream: IO[bytes], head: dict[str, Any], *blobs: bytes) -> None:
    """Write one frame: the head, with the lengths of the blobs, as a line of JSON, then the blobs."""
    line = json.dumps({**head, "lengths": [len(blob) for blob in blobs]}, ensure_ascii=True).encode() + b"\n"
    stream.write(line + b"".join(blobs))
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Return (head, blobs) of the next frame.

    Raises:
        EOFError: the stream ended, in a frame or between two.
    """
    line = stream.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    head = json.loads(line)
    blobs = [stream.read(length) for length in head["lengths"]]
    if [len(blob) for blob in blobs] != head["lengths"]:
        raise EOFError
    return head, blobs


def packed(found: Found, given: Item) -> tuple[dict[str, Any], list[bytes]]:
    """Return what was found as the head and blobs of a frame; the bytes that were given do not travel back."""
    if isinstance(found, Item):
        return {"item": found.name, "depth": found.depth, "url": found.url}, [found.data]
    same = found.original is given.data
    head = {
        "name": found.name,
        "documents": [_packed_document(document) for document in found.documents],
        "figures": [figure.to_json() for figure in found.figures],
        "error": [type(found.error).__name__, str(found.error)] if found.error else None,
        "original": "given" if same else "sent" if found.original is not None else None,
    }
    return head, [found.original] if found.original is not None and not same else []


def unpacked(head: dict[str, Any], blobs: list[bytes], given: Item) -> Found:
    """Return what `packed` was given. Every value is read anew, so that a hostile frame can only be wrong."""
    if "item" in head:
        return Item(str(head["item"]), blobs[0], int(head["depth"]), head["url"])
    original = {"given": given.data, "sent": blobs[0] if blobs else None}.get(head["original"])
    kind, told = head["error"] or (None, "")
    known = getattr(errors, str(kind), IntakeError) if kind else None
    return Received(
        name=str(head["name"]),
        documents=tuple(map(_document, head["documents"])),
        error=known(str(told)) if known else None,
        original=original,
        figures=tuple(map(Figure.from_json, head["figures"])),
    )


_FIELDS = [f.name for f in fields(Document)]


def _packed_document(document: Document) -> dict[str, Any]:
    record = {name: getattr(document, name) for name in _FIELDS}
    return {**record, "published": document.published.isoformat() if document.published else None}


def _document(record: dict[str, Any]) -> Document:
    return Document(
        **{
            **{name: record[name] for name in _FIELDS},
            "published": date.fromisoformat(record["published"]) if record["published"] else None,
            "published_by": DayKnown(record["published_by"]) if record["published_by"] else None,
            "pages": tuple(record["pages"]),
            "warnings": tuple(record["warnings"]),
        }
    )


def confine(memory: int) -> None:
    """Bound this process's memory where the system can (not on Windows), and take away network and programs."""
    try:
        import resource
    except ImportError:
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def refuse(event: str, _: Any) -> None:
        if event in _FORBIDDEN:
            raise errors.Refused(f"The file tried to reach out ({event}); reading it was stopped. Do not open it.")

    sys.addaudithook(refuse)


_FORBIDDEN = frozenset(
    ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.fork",
     "os.posix_spawn", "os.spawn", "os.startfile", "shutil.rmtree", "webbrowser.open")
)  # fmt: skip


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Say that it is ready, then answer requests: a frame for each thing found, and one that says done."""
    write_frame(answers, {"ready": True})
    while True:
        try:
            head, (data,) = read_frame(requests)
        except EOFError:
            return
        given = Item(head["name"], data, head["depth"], head["url"])
        limits = Limits(**head["limits"])
        for found in read_safely(Kind(head["kind"]), given, limits):
            answer, blobs = packed(found, given)
            write_frame(answers, answer, *blobs)
        write_frame(answers, {"done": True})
