"""What a batch writes down while it runs: the report of its items, the series to compute, and how far it is."""

import csv
import io
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Self, TextIO

from stats.errors import HeadcountError

REPORT, SERIES, RUNNING = "report.csv", "series.todo", "running"
_PARTIAL = "report.part"
OWN = frozenset((REPORT, SERIES, RUNNING, _PARTIAL, f"{RUNNING}-journal"))
"""What stands in the folder of a run's report while it runs, or after."""
_SERIES_AT_ONCE = 200
# A name of a file need not be text in any encoding: its odd bytes are written as \udcff, and the report stays UTF-8.
_ODD = "backslashreplace"
_TOLD_EVERY = 5.0  # seconds, where progress goes to a file
_WIDE = 79


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the report. outcome: kept, known (all there already), partly or failed. seconds: of reading."""

    item: str
    outcome: str
    documents: int
    figures: int
    seconds: float
    message: str


def read_report(path: Path) -> dict[str, Line]:
    """Return the lines of a report by item, the last of each; a line that was cut off by a kill is left out."""
    lines: dict[str, Line] = {}
    if path.is_file():
        whole = path.read_text(encoding="utf-8").rpartition("\n")[0]
        for row in csv.reader(io.StringIO(whole, newline="")):
            if len(row) == len(fields(Line)) and row[2].isdecimal():
                lines[row[0]] = Line(row[0], row[1], int(row[2]), int(row[3]), float(row[4]), row[5])
    return lines


class Journal:
    """The report and the list of series to compute, as they grow.

    The list is there as long as a run is not finished: then its report is gone on with; else a new one is begun.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._report, self._waiting, self._running = folder / REPORT, folder / SERIES, folder / RUNNING
        self._lines: dict[str, Line] = {}

    def __enter__(self) -> Self:
        """Begin, or go on.

        Raises:
            HeadcountError: the folder cannot be one, or another run writes into it.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            told = f"The report needs a folder, which {self._folder} cannot be ({error.strerror}). Name another folder."
            raise HeadcountError(told) from error
        self._lock = self._locked()
        self._lines = read_report(self._report) if self._waiting.exists() else {}
        self._write(self._lines)
        self._file = self._report.open("a", encoding="utf-8", errors=_ODD, newline="")
        self._series = self._waiting.open("a", encoding="utf-8")
        self._series.write("\n")  # ends a line that a kill cut off
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._series.close()
        self._lock.close()
        self._running.unlink(missing_ok=True)

    def _locked(self) -> sqlite3.Connection:
        # An empty database, for its lock alone: of all that Python brings, only that ends with the process everywhere.
        try:
            lock = sqlite3.connect(self._running, timeout=0, isolation_level=None)
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            told = f"Another run writes its report into {self._folder}. Wait until it has ended, then start this again."
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                told = f"Nothing can be written into {self._folder} ({error}). Name another folder."
            raise HeadcountError(told) from error
        return lock

    def is_open(self, item: str) -> bool:
        """Tell whether an item is still to be read: it was not, or in vain."""
        line = self._lines.get(_written(item))
        return line is None or line.outcome == "failed"

    def note(self, line: Line) -> None:
        """Write a line at the end of the report, now."""
        self._lines[_written(line.item)] = line
        csv.writer(self._file, lineterminator="\n").writerow(astuple(line))
        self._file.flush()

    def note_series(self, keys: list[str]) -> None:
        """Write down which series will have to be computed."""
        self._series.write(json.dumps(keys) + "\n")
        self._series.flush()

    def waiting_series(self) -> Iterator[list[str]]:
        """Yield the keys that were noted, by this run and those before it that were killed, some at a time."""
        keys: set[str] = set()
        for text in self._waiting.read_text(encoding="utf-8").splitlines():
            try:
                keys.update(json.loads(text))
            except json.JSONDecodeError:
                continue  # cut off by a kill, before its documents were stored
        ordered = sorted(keys)
        for start in range(0, len(ordered), _SERIES_AT_ONCE):
            yield ordered[start : start + _SERIES_AT_ONCE]

    def finish(self, items: list[str], *, stopped: bool) -> tuple[int, int]:
        """End the run, its series being computed: write the report anew, a line an item in the order asked for.

        Args:
            items: all that were asked for. stopped: not all were read, so that the next run goes on.

        Returns:
            How many failed, and how many were read in part.
        """
        self._file.close()
        self._series.close()
        lines = {item: self._lines[item] for item in map(_written, items) if item in self._lines}
        self._write(lines)
        self._waiting.write_text("", encoding="utf-8") if stopped else self._waiting.unlink()
        outcomes = [line.outcome for line in lines.values()]
        return outcomes.count("failed"), outcomes.count("partly")

    def _write(self, lines: dict[str, Line]) -> None:
        partial = self._report.with_name(_PARTIAL)
        with partial.open("w", encoding="utf-8", errors=_ODD, newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([f.name for f in fields(Line)])
            writer.writerows(astuple(line) for line in lines.values())
        partial.replace(self._report)


def _written(item: str) -> str:
    """Return an item as the report has it."""
    return item.encode("utf-8", _ODD).decode()


class Progress:
    """How far a run is, at what rate, and how long it will still take."""

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.done = self.documents = 0
        self.total, self._clock = total, clock
        self._began = clock()

    @property
    def told(self) -> str:
        """That in words."""
        rate = self.done / max(self._clock() - self._began, 1e-9)
        left = f" · {_duration((self.total - self.done) / rate)} left" if rate else ""
        return (f"{self.done:,} of {self.total:,} items · {self.documents:,} documents · {rate:,.1f} items a "
                f"second{left}")  # fmt: skip


class Screen:
    """Where a run speaks: a line a document, a line for each warning and error, and how far it is.

    Progress stands in one line on a terminal; in a file it comes now and then.
    """

    def __init__(self, err: TextIO, out: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        """Speak to `err`; lines of documents go to `out`, nowhere where it is not given."""
        self._err, self._out, self._clock = err, out, clock
        self._terminal = err.isatty()
        self.begin(0)

    def begin(self, total: int) -> None:
        """Begin a run of so many items."""
        self._progress = Progress(total, self._clock)
        self._told = self._clock()

    @property
    def done(self) -> int:
        """Items that are done."""
        return self._progress.done

    def say(self, text: str) -> None:
        """Tell what became of a document."""
        if self._out is not None:
            self._put(self._out, text)

    def warn(self, text: str) -> None:
        """Tell what went wrong."""
        self._put(self._err, text)

    def tell(self, line: Line) -> None:
        """Count a finished item, and tell how far it is."""
        progress = self._progress
        progress.done += 1
        progress.documents += line.documents
        now = self._clock()
        if progress.total == 1 or not (self._terminal or now - self._told >= _TOLD_EVERY):
            return
        self._told = now
        self._err.write(f"\r{progress.told:<{_WIDE}}" if self._terminal else f"{progress.told}\n")
        self._err.flush()

    def end(self) -> None:
        """Take the progress off a terminal."""
        if self._terminal:
            self._err.write(f"\r{'':<{_WIDE}}\r")

    def _put(self, stream: TextIO, text: str) -> None:
        self.end()
        stream.write(f"{' '.join(text.split())}\n")
        stream.flush()


def _duration(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {seconds:02} s" if minutes else f"{seconds} s"
