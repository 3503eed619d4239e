"""Ctrl-C, heard where a run can stop: between two items, not in the middle of storing one."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Self


class Interrupt:
    """Hears Ctrl-C while it is entered.

    Python raises KeyboardInterrupt wherever it happens to be. Where that is a finaliser, such as the one that hands a
    connection back, the exception is printed and lost, and the run goes on. So the first Ctrl-C is only noted, and the
    run asks for it; a second one is raised at once, for whoever does not want to wait.
    """

    def __init__(self) -> None:
        self._pressed = self._raising = False

    def __enter__(self) -> Self:
        # Only the main thread may listen, and a job that its shell has put into the background ignores Ctrl-C.
        self._before = signal.getsignal(signal.SIGINT)
        self._listens = threading.current_thread() is threading.main_thread() and self._before != signal.SIG_IGN
        if self._listens:
            signal.signal(signal.SIGINT, self._press)
        return self

    def __exit__(self, *_: object) -> None:
        if self._listens:
            signal.signal(signal.SIGINT, self._before)

    def _press(self, _number: int, _frame: FrameType | None) -> None:
        if self._raising or self._pressed:
            raise KeyboardInterrupt
        self._pressed = True

    @property
    def pressed(self) -> bool:
        """Whether Ctrl-C was pressed and not yet taken."""
        return self._pressed

    def take(self) -> bool:
        """Tell whether Ctrl-C was pressed, and forget it: the next one is a first one again."""
        pressed, self._pressed = self._pressed, False
        return pressed

    def check(self) -> None:
        """Stop here if Ctrl-C was pressed.

        Raises:
            KeyboardInterrupt: it was.
        """
        if self.take():
            raise KeyboardInterrupt

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Raise Ctrl-C at once inside: for long work that stores nothing and has no place at which to ask."""
        self._raising = True
        try:
            yield
        finally:
            self._raising = False
