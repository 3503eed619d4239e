"""Reads files apart, in worker processes that are ended when one takes too long; a worker serves many files.

A child process by `subprocess`, not multiprocessing: it works from any thread or process (a Dask worker may not have
multiprocessing children) and does not load the caller's main module again.
"""

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from stats.errors import TooSlow, Unreadable
from stats.intake.kinds import Kind
from stats.intake.received import Item, Received
from stats.intake.worker import Found, read_frame, unpacked, write_frame
from stats.settings import ROOT, Limits

_SERVES = 400
"""Files after which a worker is replaced, so that what libraries leak does not add up."""
_IDLE = 4
"""Workers that are kept waiting."""
_START = 60.0
"""Seconds that a new worker has to say that it is ready; they do not count for the file."""


_Request = tuple[dict[str, Any], bytes]


class _Worker:
    """One child process and the pipe to it."""

    def __init__(self, memory: int) -> None:
        paths = [str(ROOT), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        # One thread of arithmetic: each further one takes address space from the memory the files may use.
        threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self.memory = memory
        self.served = 0
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "stats.intake", str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            env={**os.environ, **threads, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"},
        )

    def read(self, kind: Kind, item: Item, limits: Limits) -> Iterator[Found]:
        """Yield what the worker finds in an item.

        Raises:
            TooSlow: it took longer than the limit between two findings. Unreadable: the worker died over the file.
            After either the worker is no more.
        """
        head = {"kind": kind, "name": item.name, "depth": item.depth, "url": item.url, "limits": asdict(limits)}
        request: _Request | None = (head, item.data)
        try:
            if not self.served:
                self._exchange(None, _START)
            self.served += 1
            while "done" not in (answer := self._exchange(request, limits.document_seconds))[0]:
                request = None
                yield unpacked(*answer, item)
        except TimeoutError as error:
            raise TooSlow(
                f"Reading it took longer than {limits.document_seconds:g} seconds and was stopped. Save it anew in a "
                "simpler form, split it, or raise HEADCOUNT_DOCUMENT_SECONDS."
            ) from error
        except (EOFError, OSError, ValueError, KeyError, TypeError) as error:
            raise Unreadable(
                f"The {kind} file is broken in a way that ended the process that read it. Open it in its own program, "
                "save it anew and add that."
            ) from error

    def _exchange(self, request: _Request | None, seconds: float) -> tuple[dict[str, Any], list[bytes]]:
        """Send a request, if any, and return the next frame; the process is killed when that takes too long."""
        process = self._process
        assert process.stdin is not None  # noqa: S101 - both are pipes
        assert process.stdout is not None  # noqa: S101
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            if request is not None:
                write_frame(process.stdin, request[0], request[1])
            return read_frame(process.stdout)
        except (EOFError, OSError, ValueError):
            if late.is_set():
                raise TimeoutError from None
            raise
        finally:
            timer.cancel()

    @property
    def fresh(self) -> bool:
        """Whether it lives and may serve more files."""
        return self._process.poll() is None and self.served < _SERVES

    def end(self) -> None:
        """End the process at once and leave nothing of it."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was still to be written finds no reader
                    continue
        self._process.wait()


class _Idle:
    """The workers of this process that wait for a file; a forked child starts with none of its parent's."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[_Worker] = []
        self._owner = os.getpid()
        atexit.register(self.end)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forget)

    def _forget(self) -> None:
        self._lock = threading.Lock()
        self._waiting = []
        self._owner = os.getpid()

    def take(self, memory: int) -> _Worker:
        """Return a waiting worker or a new one."""
        with self._lock:
            while self._waiting:
                worker = self._waiting.pop()
                if worker.fresh and worker.memory == memory:
                    return worker
                worker.end()
        return _Worker(memory)

    def give_back(self, worker: _Worker) -> None:
        """Keep a worker for the next file, or end it."""
        with self._lock:
            if worker.fresh and len(self._waiting) < _IDLE:
                self._waiting.append(worker)
                return
        worker.end()

    def end(self) -> None:
        """End all that wait."""
        if self._owner == os.getpid():
            with self._lock:
                waiting, self._waiting = self._waiting, []
            for worker in waiting:
                worker.end()


_IDLE_WORKERS = _Idle()


def read_apart(kind: Kind, item: Item, limits: Limits) -> Iterator[Found]:
    """Yield what is found in an item, read in another process within the limits of time and memory."""
    worker = _IDLE_WORKERS.take(limits.memory_bytes)
    whole = False
    try:
        yield from worker.read(kind, item, limits)
        whole = True
    except (TooSlow, Unreadable) as error:
        yield Received(item.name, error=error, original=item.data)
    finally:
        # A reader that was left half-way (or stopped) still has answers in its pipe: nobody else may get those.
        if whole:
            _IDLE_WORKERS.give_back(worker)
        else:
            worker.end()


def end_workers() -> None:
    """End the waiting workers; the next file starts a new one."""
    _IDLE_WORKERS.end()
