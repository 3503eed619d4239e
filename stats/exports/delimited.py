"""CSV (RFC 4180 with LF; a mark at the start by which Excel knows UTF-8) and CSV with a row of HXL hashtags."""

import csv
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from stats.columns import Column, names
from stats.exports import cells
from stats.exports.about import About

BOM = "\ufeff".encode()


def csv_blocks(
    frames: Iterable[pd.DataFrame], columns: Sequence[Column], about: About, *, bom: bool = True
) -> Iterator[bytes]:
    """Yield a CSV file in blocks: the header, then a block for each frame. Args as in `stats.exports.write`."""
    yield (BOM if bom else b"") + _lines([names(tuple(columns))])
    yield from _rows(frames, columns)


def hxl_blocks(
    frames: Iterable[pd.DataFrame], columns: Sequence[Column], about: About, *, bom: bool = True
) -> Iterator[bytes]:
    """Yield the same with the columns' HXL hashtags in a second row (HXL 1.1 standard)."""
    yield (BOM if bom else b"") + _lines([names(tuple(columns)), [column.hxl for column in columns]])
    yield from _rows(frames, columns)


def _rows(frames: Iterable[pd.DataFrame], columns: Sequence[Column]) -> Iterator[bytes]:
    for frame in frames:
        yield _lines(zip(*cells.texts(frame, columns), strict=True))


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    lines = _LineFeeds()
    csv.writer(lines, lineterminator=_LineFeeds.END).writerows(rows)
    return "".join(lines).encode("utf-8", "replace")


class _LineFeeds(list[str]):
    """Takes a csv.writer's rows, each written at once, and ends them with LF.

    The writer quotes a cell for the signs of its own line end alone, and readers end a row at a bare CR as well.
    """

    END = "\r\n"

    def write(self, row: str) -> None:
        self.append(f"{row.removesuffix(self.END)}\n")
