"""What a batch writes down while it runs: the report of its items, the series to compute, and how far it is."""

import csv
import io
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Self, TextIO

REPORT, TODO = "report.csv", "series.todo"
_SERIES_AT_ONCE = 200
_TOLD_EVERY = 5.0  # seconds, where progress goes to a file


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
    """The report and the list of series to compute, as they grow."""

    def __init__(self, folder: Path, lines: dict[str, Line]) -> None:
        self._report, self._todo = folder / REPORT, folder / TODO
        self._lines = lines

    def __enter__(self) -> Self:
        self._write(self._lines)
        self._file = self._report.open("a", encoding="utf-8", newline="")
        self._series = self._todo.open("a", encoding="utf-8")
        self._series.write("\n")  # ends a line that a kill cut off
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._series.close()

    def note(self, line: Line) -> None:
        """Write a line at the end of the report, now."""
        self._lines[line.item] = line
        csv.writer(self._file, lineterminator="\n").writerow(astuple(line))
        self._file.flush()

    def note_series(self, keys: list[str]) -> None:
        """Write down which series will have to be computed."""
        self._series.write(json.dumps(keys) + "\n")
        self._series.flush()

    def waiting_series(self) -> Iterator[list[str]]:
        """Yield the keys that were noted, by this run and those before it that were killed, some at a time."""
        keys: set[str] = set()
        for text in self._todo.read_text(encoding="utf-8").splitlines():
            try:
                keys.update(json.loads(text))
            except json.JSONDecodeError:
                continue  # cut off by a kill, before its documents were stored
        ordered = sorted(keys)
        for start in range(0, len(ordered), _SERIES_AT_ONCE):
            yield ordered[start : start + _SERIES_AT_ONCE]

    def clear_series(self) -> None:
        """Forget the series: they are computed."""
        self._series.close()
        self._todo.unlink()

    def finish(self, items: list[str]) -> None:
        """Write the report anew: a line an item, in the order asked for."""
        self._file.close()
        ordered = {item: self._lines[item] for item in items if item in self._lines}
        self._write({**ordered, **self._lines})

    def _write(self, lines: dict[str, Line]) -> None:
        partial = self._report.with_suffix(".part")
        with partial.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([f.name for f in fields(Line)])
            writer.writerows(astuple(line) for line in lines.values())
        partial.replace(self._report)


class Progress:
    """Tells how far it is: on a screen in one line, in a file now and then."""

    def __init__(self, total: int, out: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self.done = self._documents = 0
        self._total, self._out, self._clock = total, out, clock
        self._began = self._told = clock()
        self._screen = out.isatty()

    def tell(self, line: Line) -> None:
        """Count a finished item, and tell how far it is."""
        self.done += 1
        self._documents += line.documents
        now = self._clock()
        if self._screen or now - self._told >= _TOLD_EVERY or self.done == self._total:
            self._told = now
            rate = self.done / max(now - self._began, 1e-9)
            left = (self._total - self.done) / rate
            words = (f"{self.done:,} of {self._total:,} items · {self._documents:,} documents · {rate:,.1f} items a "
                     f"second · {_duration(left)} left")  # fmt: skip
            self._out.write(f"\r{words:<78}" if self._screen else f"{words}\n")
            self._out.flush()

    def end(self) -> None:
        """Leave the line on a screen."""
        if self._screen and self.done:
            self._out.write("\n")


def _duration(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {seconds:02} s" if minutes else f"{seconds} s"
