"""Many files at once: workers read and extract, one writer stores, and an interrupted run goes on where it stopped.

What is done stands in `report.csv` of the output folder, a line an item, written after its documents are stored; which
series are still to be computed stands in `series.todo` there, written before, and gone when all is done. Items are
stored in their order. So a run may be killed at any moment: the same command again leaves the same collection as an
undisturbed one.
"""

import sys
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stats.collection import Collection
from stats.errors import HeadcountError
from stats.journal import OWN, Journal, Line, Screen
from stats.kept import Kept
from stats.reading import Addresses, read_received, ready
from stats.settings import settings

if TYPE_CHECKING:
    from stats.store import Prepared

# Items handed to each worker ahead of time: enough that none waits while one takes long, few enough for the memory.
_AHEAD = 50
# Items that are read in this process: to start others would take longer.
_FEW = 4
# Errors of one item that its line in the report tells; the screen tells all.
_TOLD = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """items: all that were asked for. done: read in this run. documents, figures: new in this run.

    failed, partly: of all, those of which nothing or not all could be read. stopped: by Ctrl-C.
    """

    items: int
    done: int
    documents: int
    figures: int
    failed: int
    partly: int
    stopped: bool

    @property
    def told(self) -> str:
        """The outcome in words."""
        kept = f"{self.documents:,} documents kept, {self.figures:,} figures"
        if self.stopped:
            return f"Stopped after {self.done:,} more items: {kept}. The same command goes on with the others."
        partly = f", {self.partly:,} only in part" if self.partly else ""
        return f"{self.items:,} items: {kept}; {self.failed:,} items could not be read{partly}."


@dataclass(frozen=True, slots=True)
class ReadItem:
    """What a worker hands back: documents ready to be stored with where each came from, and what went wrong.

    errors, warnings: "name: message".
    """

    prepared: tuple["Prepared", ...] = ()
    names: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0


def items_of(inputs: Iterable[str], output: Path) -> dict[str, str]:
    """Return the items of files, folders (their files, in order) and addresses, each once.

    Args:
        inputs: what is asked for. output: where the report goes; what an earlier run left there is no item of a folder.

    Returns:
        item: why it is not read (a link, a pipe, beyond the limit of files); empty where it is.
    """
    from stats.intake import source_of
    from stats.intake.archives import files_of, is_folder

    found: dict[str, str] = {}
    report = output.resolve()
    for given in inputs:
        source = source_of(given)
        if isinstance(source, str) or not is_folder(source):
            found.setdefault(given, "")
            continue
        listed = list(files_of(source, settings().limits))
        for file in listed:
            if isinstance(file, Path) and file.name in OWN and file.parent.resolve() == report:
                continue
            if isinstance(file, Path):
                found.setdefault(str(file), "")
            else:
                found.setdefault(file.name, str(file.error))
        if not listed:
            found[given] = "There is no file in the folder. Check its path."
    return found


def read_item(item: str, originals: Path | None, added_by: str, database: str | None) -> ReadItem:
    """Read an item and extract its figures; what a worker does.

    Args:
        item: a path or an address.
        originals: folder in which the original bytes are kept; None keeps none.
        added_by: who adds it.
        database: address of the store that tells which addresses are kept already; None where none can be asked.
    """
    from stats.intake import receive, source_of

    began = time.perf_counter()
    prepared: list[Prepared] = []
    names: list[str] = []
    errors: list[str] = []
    warnings: list[str] = []
    try:
        for received in receive(source_of(item), name=item, known=Addresses(lambda: _addresses(database))):
            if received.error is not None:
                errors.append(f"{received.name}: {received.error}")
            made = ready(read_received(received), originals, original=received.original, original_name=received.name,
                         added_by=added_by)  # fmt: skip
            prepared += made
            names += [received.name] * len(made)
            warnings += [f"{received.name}: {told}" for document in received.documents for told in document.warnings]
    except HeadcountError as error:
        errors.append(f"{item}: {error}")
    return ReadItem(tuple(prepared), tuple(names), tuple(errors), tuple(warnings), time.perf_counter() - began)


def _addresses(database: str | None) -> frozenset[str]:
    if database is None:
        return frozenset()
    from stats.store import Store

    store = Store.open(database)
    try:
        return store.addresses()
    finally:
        store.close()


def run(
    inputs: Iterable[str],
    output: Path,
    screen: Screen | None = None,
    *,
    workers: int = 2,
    scheduler: str | None = None,
    by: str = "",
    collection: Collection | None = None,
) -> Outcome:
    """Read many items into a collection.

    Args:
        inputs: files, folders, addresses.
        output: folder of the report; a run that was interrupted there is gone on with, its failures are tried again.
        screen: where lines and progress go; standard error where not given.
        workers: processes on this machine.
        scheduler: address of a Dask scheduler that has workers, instead; these keep no original files.
        by: who adds them.
        collection: where to; that of the settings where not given.

    Raises:
        StoreError: the database does not answer. Run again; what was stored stays.
    """
    screen = screen or Screen(sys.stderr)
    items = items_of(inputs, output)
    here = collection or Collection.open()
    documents = figures = 0
    stopped = False
    try:
        with Journal(output) as journal:
            waiting = [item for item in items if journal.is_open(item)]
            screen.begin(len(waiting))
            folder = None if scheduler else here.originals
            database = None if scheduler else here.store.address
            try:
                for item in waiting:
                    if items[item]:
                        _store(here, item, ReadItem(errors=(f"{item}: {items[item]}",)), journal, screen)
                read = [item for item in waiting if not items[item]]
                with closing(_read_all(read, workers, scheduler, folder, by, database)) as results:
                    for item, found in results:
                        new = _store(here, item, found, journal, screen)
                        documents, figures = documents + len(new), figures + sum(one.figures for one in new)
            except KeyboardInterrupt:
                stopped = True
            screen.end()
            for keys in journal.waiting_series():
                here.recount(keys)
            failed, partly = journal.finish(list(items), stopped=stopped)
    finally:
        if collection is None:
            here.close()
    return Outcome(len(items), screen.done, documents, figures, failed, partly, stopped)


def _store(collection: Collection, item: str, found: ReadItem, journal: Journal, screen: Screen) -> list[Kept]:
    """Store what was read of an item, tell each document, warning and error, and write the item's line; what is new."""
    journal.note_series(sorted({key for prepared in found.prepared for key in prepared.touched}))
    kept = collection.keep_prepared(found.prepared)
    new = [one for one in kept if one.new]
    for name, one in zip(found.names, kept, strict=True):
        screen.say(f"{name}: {one.told}")
    for told in (*found.warnings, *found.errors):
        screen.warn(told)
    if kept:
        outcome = "partly" if found.errors else "kept" if new else "known"
    else:
        outcome = "failed" if found.errors else "known"
    notes = [text.removeprefix(f"{item}: ") for text in (*found.errors, *found.warnings)]
    notes += [f"{one.told}." for one in kept if not one.new or one.copy_of]
    notes = notes or ([] if kept else ["There is nothing new in it."])
    more = [f"And {len(notes) - _TOLD:,} more."] if len(notes) > _TOLD else []
    message = " ".join(" ".join([*notes[:_TOLD], *more]).split())
    line = Line(item, outcome, len(kept), sum(one.figures for one in new), round(found.seconds, 3), message)
    journal.note(line)
    screen.tell(line)
    return new


# ---------------------------------------------------------------- workers


def _read_all(
    items: Sequence[str], workers: int, scheduler: str | None, *given: Any
) -> Generator[tuple[str, ReadItem]]:
    """Yield what is read of each item, in order, so that two runs store the same. One that kills its worker has failed.

    Args:
        items: few are read here, many by workers. given: the arguments of `read_item` behind the item.
    """
    if len(items) <= _FEW and not scheduler:
        for item in items:
            yield item, read_item(item, *given)
        return
    todo = deque(items)
    while todo:
        running: deque[tuple[str, Future[ReadItem]]] = deque()
        with _executor(workers, scheduler) as executor:
            try:
                while todo or running:
                    while todo and len(running) < workers * _AHEAD:
                        running.append((todo[0], executor.submit(read_item, todo[0], *given)))
                        todo.popleft()
                    yield running[0][0], _result(*running[0])
                    running.popleft()
            except BrokenProcessPool:  # one of those that were handed out: each is read again, alone
                pass
        for item, _ in running:
            yield item, _alone(item, *given)


def _alone(item: str, *given: Any) -> ReadItem:
    with _executor(1, None) as executor:
        try:
            return _result(item, executor.submit(read_item, item, *given))
        except BrokenProcessPool:
            told = f"{item}: its reader was killed, perhaps for want of memory. Split the file, or leave it out."
            return ReadItem(errors=(told,))


def _result(item: str, future: "Future[ReadItem]") -> ReadItem:
    """Return what a worker found; a fault of ours in it is told as the item's error."""
    error = future.exception()
    if isinstance(error, BrokenProcessPool):
        raise error
    if error is not None:
        return ReadItem(errors=(f"{item}: {type(error).__name__}: {error}. Please report this.",))
    return future.result()


@contextmanager
def _executor(workers: int, scheduler: str | None) -> Iterator[Executor]:
    """Give workers; leaving it in an error, what has not begun is dropped."""
    if scheduler:
        from distributed import Client

        with Client(scheduler) as client:  # type: ignore[no-untyped-call]
            yield client.get_executor()
        return
    import multiprocessing

    executor = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_attend)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _attend() -> None:
    """Begin a worker: Ctrl-C reaches the writer alone, and a worker ends with the writer, even where that is killed."""
    import multiprocessing
    import os
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None  # noqa: S101 - this is a worker

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
