"""An intake that waits in the store: what was handed over, what was found in it, and how it is kept.

Nothing hangs on the visit: the bytes and the reader's settings stand in the store, so that a page that is reloaded, or
opened by another, goes on where it was.
"""

import json
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from stats.collection import Collection
from stats.document import Document
from stats.errors import HeadcountError
from stats.figure import Figure
from stats.intake import receive
from stats.intake.received import Received
from stats.kept import Kept
from stats.pages import asked, placing
from stats.reading import read_received
from stats.settings import settings
from stats.store.jobs import ItemState, Job, JobItem
from stats.vocabulary import DayKnown

WHAT = "added on the page Add"
_ALL = "*"  # stands for every document of an item in its note
_SET = "set by the person who added it"  # the rule that filled a place
_PROCESSES = 2  # files are read by so many processes at once, as on the command line
_WINDOW = 6  # items whose files are read ahead of the one that is looked at; each may hold 20 MB


_Key = tuple[int, int, str]


@dataclass(frozen=True)
class Found:
    """One document that waits to be kept: the item it came from, its figures, and the name it had there."""

    item: int
    name: str
    document: Document
    figures: tuple[Figure, ...]
    original: bytes | None
    imported: bool = False


@dataclass(frozen=True)
class Looked:
    """What one item held: its documents, and a line (name, what went wrong) for each part that could not be read.

    item: as of `_key`.
    """

    found: tuple[Found, ...]
    failed: tuple[tuple[str, str], ...]
    item: _Key


def begin(given: Sequence[tuple[str, bytes | None]], day: date | None) -> int:
    """Write a job with items (name or address, bytes) into the store; return its number.

    Args:
        given: bytes are None for an address. day: on which all were published, where the reader says so.
    """
    store = asked.collection().store
    job = store.start_job(WHAT, given, asked.by())
    if day:
        for item in store.job_items(job.number):
            store.note_item(item, json.dumps({"days": {_ALL: day.isoformat()}}))
    return job.number


def unfinished() -> list[Job]:
    """Return the jobs of this page that wait, oldest first."""
    return [job for job in asked.collection().store.unfinished_jobs() if job.what == WHAT]


_ahead: dict[_Key, "Future[list[Received]]"] = {}  # files that are being read for an item
_looked: set[_Key] = set()  # items that `_look` remembers


def read_ahead(items: Sequence[JobItem]) -> Iterator[JobItem]:
    """Yield items in order while other processes read the files of the next ones, so that looking need not wait.

    What is known already, as after a click on the page, is not read again.
    """
    collection = asked.collection()
    todo = deque(item for item in items if _key(item) not in _looked)
    begun: list[_Key] = []
    pool = ThreadPoolExecutor(_PROCESSES)
    try:
        for item in items:
            while todo and sum(key in _ahead for key in begun) < _WINDOW:
                following = todo.popleft()
                begun.append(_key(following))
                _ahead[begun[-1]] = pool.submit(_all_received, following, collection)
            yield item
    finally:  # also where the reader stops it
        pool.shutdown(wait=False, cancel_futures=True)
        for key in begun:
            _ahead.pop(key, None)


def _key(item: JobItem) -> _Key:
    return item.job, item.place, item.told


def look(item: JobItem) -> Looked:
    """Return what an item holds, read once and remembered while the server runs."""
    return _look(str(asked.collection().originals), item.job, item.place, item.name, item.original_hash, item.told)


def _forget(looked: Looked) -> None:
    _looked.discard(looked.item)


# At least a whole folder: of a longer job than is remembered, each click would read all of it again.
@st.cache_resource(max_entries=settings().limits.files, on_release=_forget, show_spinner=False)
def _look(where: str, job: int, place: int, name: str, original_hash: str | None, note: str) -> Looked:
    told = _note(note)
    item = JobItem(job, place, name, ItemState.WAITING, note, (), original_hash)
    found: list[Found] = []
    failed: list[tuple[str, str]] = []
    reading = _ahead.pop(_key(item), None)
    for received in _received(item, asked.collection()) if reading is None else reading.result():
        if received.error is not None:
            failed.append((received.name, str(received.error)))
        # A fetched page is kept at once with what it held: it may have changed by the time it is wanted again.
        original = received.original if original_hash is None else None
        imported = bool(received.figures)
        if not imported:
            received = replace(received, documents=tuple(_dated(one, told) for one in received.documents))
        for document, figures in read_received(received):
            placed = tuple(_placed(figure, told.get("place", "")) for figure in figures)
            found.append(Found(place, received.name, document, placed, original, imported))
    _looked.add(_key(item))
    return Looked(tuple(found), tuple(failed), _key(item))


def _all_received(item: JobItem, collection: Collection) -> list[Received]:
    return list(_received(item, collection))


def _received(item: JobItem, collection: Collection) -> Iterator[Received]:
    try:
        content = collection.store.item_bytes(item)
        source = item.name if content is None else content
        yield from receive(source, name=item.name, known=collection.addresses)
    except HeadcountError as error:
        yield Received(item.name, error=error)  # type: ignore[arg-type]


def _note(told: str) -> dict[str, Any]:
    try:
        found = json.loads(told) if told else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _dated(document: Document, note: dict[str, Any]) -> Document:
    days = note.get("days", {})
    told = days.get(document.id, days.get(_ALL))
    if told is None:
        return document
    day = date.fromisoformat(told) if told else None
    return replace(document, published=day, published_by=DayKnown.USER if day else DayKnown.UNKNOWN)


def _placed(figure: Figure, name: str) -> Figure:
    """Return a figure whose text names no place with the place that the reader set."""
    if not name or figure.place:
        return figure
    return replace(figure, **placing.typed(name, figure.country), implied={**figure.implied, "place": _SET})


def set_day(item: JobItem, document_id: str | None, day: date | None) -> None:
    """Note the day of one document of an item, or of all where None; read against it from now on."""
    note = _note(item.told)
    days = {} if document_id is None else dict(note.get("days", {}))
    days[document_id or _ALL] = day.isoformat() if day else ""
    asked.collection().store.note_item(item, json.dumps({**note, "days": days}))


def set_place(item: JobItem, place: str) -> None:
    """Note the place of an item's figures that name none."""
    asked.collection().store.note_item(item, json.dumps({**_note(item.told), "place": place.strip()}))


def leave_out(item: JobItem, document_id: str, out: bool) -> None:
    """Note that a document of an item is not to be kept, or is after all."""
    note = _note(item.told)
    left = [own for own in note.get("out", []) if own != document_id] + ([document_id] if out else [])
    asked.collection().store.note_item(item, json.dumps({**note, "out": left}))


def left_out(item: JobItem) -> set[str]:
    """Return the documents of an item that are not to be kept."""
    return set(_note(item.told).get("out", []))


def keep(item: JobItem) -> bool:
    """Keep what an item holds and write how it ended into the store; return whether anything was kept."""
    looked = look(item)
    out = left_out(item)
    wanted = [one for one in looked.found if one.document.id not in out]
    collection = asked.collection()
    kept: list[Kept] = []
    lines = _failures(item, looked)
    originals = _originals(item, wanted)
    for one in wanted:
        try:
            kept += collection.keep_read([(one.document, one.figures)], original=originals.get(one.name),
                                         original_name=one.name, added_by=asked.by())  # fmt: skip
        except HeadcountError as error:
            lines.append(f"{one.name}: {error}")
    told = [k.told if len(wanted) == 1 else f"{k.title or k.document_id[:12]}: {k.told}" for k in kept]
    if out and not wanted:
        lines.append("left out")
    collection.store.finish_item(item, "\n".join([*told, *lines]), [k.document_id for k in kept],
                                 failed=not kept and not out)  # fmt: skip
    return bool(kept)


def _originals(item: JobItem, wanted: Sequence[Found]) -> dict[str, bytes]:
    """Return the bytes to keep beside the documents, by their names; those of an upload are read once more."""
    if item.original_hash is None:
        return {one.name: one.original for one in wanted if one.original is not None}
    names = {one.name for one in wanted}
    received = _received(item, asked.collection())
    return {r.name: r.original for r in received if r.original is not None and r.name in names}


def fail(item: JobItem, looked: Looked) -> None:
    """Write that nothing of an item could be read."""
    told = "\n".join(_failures(item, looked))
    asked.collection().store.finish_item(item, told or "Nothing was found in it.", failed=True)


def _failures(item: JobItem, looked: Looked) -> list[str]:
    return [why if name == item.name else f"{name}: {why}" for name, why in looked.failed]
