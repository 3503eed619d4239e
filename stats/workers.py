"""Workers of a batch: each reads an item and extracts its figures, in a process of its own; nothing is stored here."""

import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stats.errors import HeadcountError
from stats.interrupt import Interrupt
from stats.reading import Addresses, read_received, ready

if TYPE_CHECKING:
    from stats.store import Prepared

# Items handed to each worker ahead of time: enough that none waits while one takes long, few enough for the memory.
_AHEAD = 50
# Items that are read in this process: to start others would take longer.
_FEW = 4
# Seconds between two looks at whether Ctrl-C was pressed.
_LOOK = 0.2


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


def read_all(
    items: Sequence[str], workers: int, scheduler: str | None, interrupt: Interrupt, *given: Any
) -> Generator[tuple[str, ReadItem]]:
    """Yield what is read of each item, in order, so that two runs store the same. One that kills its worker has failed.

    Args:
        items: few are read here, many by workers.
        workers: processes on this machine. scheduler: address of a Dask scheduler that has workers, instead.
        interrupt: pressed, no more are read; those that workers have begun are waited for, and lost.
        given: the arguments of `read_item` behind the item.
    """
    if len(items) <= _FEW and not scheduler:
        for item in items:
            if interrupt.pressed:
                return
            with interrupt.at_once():
                found = read_item(item, *given)
            yield item, found
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
                    if not _waited(running[0][1], interrupt):
                        return
                    yield running[0][0], _result(*running[0])
                    running.popleft()
            except BrokenProcessPool:  # one of those that were handed out: each is read again, alone
                pass
        for item, _ in running:
            with _executor(1, None) as executor:
                future = executor.submit(read_item, item, *given)
                if not _waited(future, interrupt):
                    return
                yield item, _alone(item, future)


def _waited(future: "Future[ReadItem]", interrupt: Interrupt) -> bool:
    """Wait for a worker; tell whether it has ended, or Ctrl-C has come."""
    while not interrupt.pressed:
        if wait((future,), timeout=_LOOK).done:
            return True
    return False


def _alone(item: str, future: "Future[ReadItem]") -> ReadItem:
    try:
        return _result(item, future)
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
