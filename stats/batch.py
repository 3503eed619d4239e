"""Many files at once: workers read and extract, one writer stores, and an interrupted run goes on where it stopped.

What is done stands in `report.csv` of the output folder, a line an item, written after its documents are stored; which
series are still to be computed stands in `series.todo` there, written before. So a run may be killed at any moment: the
same command again leaves the same collection as an undisturbed one.
"""

import sys
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from stats.collection import Collection, read
from stats.errors import HeadcountError
from stats.journal import REPORT, Journal, Line, Progress, read_report

if TYPE_CHECKING:
    from stats.store import Prepared

# Items handed to each worker ahead of time: enough that none waits, few enough that memory stays flat.
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """items: all that were asked for. done: read in this run. failed: of all. stopped: by Ctrl-C."""

    items: int
    done: int
    failed: int
    stopped: bool

    @property
    def told(self) -> str:
        """The outcome in words."""
        if self.stopped:
            return f"Stopped after {self.done:,} more items. The same command goes on with the others."
        failed = f"; {self.failed:,} failed, see {REPORT}" if self.failed else ""
        return f"{self.items:,} items, {self.done:,} of them read now{failed}."


@dataclass(frozen=True, slots=True)
class ReadItem:
    """What a worker hands back: documents ready to be stored, and what went wrong."""

    prepared: tuple["Prepared", ...]
    errors: tuple[str, ...]
    seconds: float


def items_of(inputs: Iterable[str]) -> list[str]:
    """Return the items of files, folders (their files, in order) and addresses, each once."""
    found: dict[str, None] = {}
    for given in inputs:
        path = Path(given)
        if path.is_dir():
            found.update((str(file), None) for file in sorted(path.rglob("*")) if file.is_file())
        else:
            found[given] = None
    return list(found)


def read_item(item: str, originals: Path | None, added_by: str) -> ReadItem:
    """Read an item and extract its figures; what a worker does.

    Args:
        item: a path or an address.
        originals: folder in which the original bytes are kept; None keeps none.
        added_by: who adds it.
    """
    from stats.intake import receive
    from stats.store import originals as kept
    from stats.store import prepare

    began = time.perf_counter()
    prepared, errors = [], []
    try:
        for received in receive(item):
            if received.error is not None:
                errors.append(f"{received.name}: {received.error}")
            content = received.original if received.documents and originals else None
            digest = kept.keep(originals, content) if content is not None and originals else None
            for document, figures in read(received.documents):
                prepared.append(prepare(document, figures, original_hash=digest, original_name=received.name,
                                        added_by=added_by))  # fmt: skip
    except HeadcountError as error:
        errors.append(str(error))
    return ReadItem(tuple(prepared), tuple(errors), time.perf_counter() - began)


def run(
    inputs: Iterable[str],
    output: Path,
    *,
    workers: int = 2,
    scheduler: str | None = None,
    by: str = "",
    collection: Collection | None = None,
    told: TextIO = sys.stderr,
) -> Outcome:
    """Read many items into a collection.

    Args:
        inputs: files, folders, addresses.
        output: folder of the report; a report that is there already is gone on with, its failures are tried again.
        workers: processes on this machine.
        scheduler: address of a Dask scheduler that has workers, instead; these keep no original files.
        by: who adds them.
        collection: where to; that of the settings where not given.
        told: where progress goes.

    Raises:
        StoreError: the database does not answer. Run again; what was stored stays.
    """
    output.mkdir(parents=True, exist_ok=True)
    items = items_of(inputs)
    lines = read_report(output / REPORT)
    waiting = [item for item in items if item not in lines or lines[item].outcome == "failed"]
    here = collection or Collection.open()
    progress = Progress(len(waiting), told)
    stopped = False
    try:
        with Journal(output, lines) as journal:
            try:
                folder = None if scheduler else here.originals
                with closing(_read_all(waiting, workers, scheduler, folder, by)) as results:
                    for item, found in results:
                        line = _store(here, item, found, journal)
                        journal.note(line)
                        progress.tell(line)
            except KeyboardInterrupt:
                stopped = True
            progress.end()
            journal.finish(items)
            for keys in journal.waiting_series():
                here.recount(keys)
            journal.clear_series()
    finally:
        if collection is None:
            here.close()
    failed = sum(lines[item].outcome == "failed" for item in items if item in lines)
    return Outcome(len(items), progress.done, failed, stopped)


def _store(collection: Collection, item: str, found: ReadItem, journal: Journal) -> Line:
    journal.note_series(sorted({key for prepared in found.prepared for key in prepared.touched}))
    added = collection.store.add_prepared(found.prepared) if found.prepared else []
    new = [a for a in added if a.new]
    figures = sum(len(a.figure_ids) for a in new)
    if not added:
        outcome, message = "failed", "; ".join(found.errors) or "there is nothing in it to read"
    else:
        outcome = "partly" if found.errors else "kept" if new else "known"
        message = "; ".join(found.errors) or ("there already" if not new else "")
    return Line(item, outcome, len(added), figures, round(found.seconds, 3), " ".join(message.split()))


# ---------------------------------------------------------------- workers


def _read_all(
    items: Sequence[str], workers: int, scheduler: str | None, originals: Path | None, by: str
) -> Generator[tuple[str, ReadItem]]:
    """Yield items as they are read, in any order. An item that kills its worker is told as failed."""
    suspects: list[str] = []
    todo = iter(items)
    more = True
    while more:
        more = False
        with _executor(workers, scheduler) as executor:
            running: dict[Future[ReadItem], str] = {}
            try:
                for item in todo:
                    running[executor.submit(read_item, item, originals, by)] = item
                    if len(running) >= workers * _AHEAD:
                        yield from _finished(running)
                while running:
                    yield from _finished(running)
            except BrokenProcessPool:
                suspects += running.values()
                more = True
    for item in suspects:
        with _executor(1, None) as executor:
            try:
                yield item, executor.submit(read_item, item, originals, by).result()
            except BrokenProcessPool:
                told = f"{item}: its reader was killed, perhaps for want of memory. Split the file, or leave it out."
                yield item, _failed(told)


def _finished(running: "dict[Future[ReadItem], str]") -> Iterator[tuple[str, ReadItem]]:
    """Wait for one item at least; yield those that are done.

    Raises:
        BrokenProcessPool: a worker died; what it read is still among those running.
    """
    done, _ = wait(running, return_when=FIRST_COMPLETED)
    for future in done:
        error = future.exception()
        if isinstance(error, BrokenProcessPool):
            raise error
        item = running.pop(future)
        yield item, future.result() if error is None else _failed(f"{item}: {type(error).__name__}: {error}")


def _failed(told: str) -> ReadItem:
    return ReadItem((), (told,), 0.0)


@contextmanager
def _executor(workers: int, scheduler: str | None) -> Iterator[Executor]:
    """Give workers; leaving it in an error, what has not begun is dropped."""
    if scheduler:
        from distributed import Client

        with Client(scheduler) as client:  # type: ignore[no-untyped-call]
            yield client.get_executor()
        return
    import multiprocessing

    executor = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_deaf_to_interrupts)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _deaf_to_interrupts() -> None:
    """Let Ctrl-C reach the writer alone: workers finish what they have begun."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
