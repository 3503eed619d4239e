"""The signatures of many documents at once: gathered as they come while much is loaded, put in order at the end.

The table of bands is in the order of the bands, which are random: a load would change all of its pages with each
transaction. So while one is at work, whoever adds documents writes their bands down by document (`gathered_bands`),
and the load finds who shares a band in memory.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, func, select

from stats.store.dialects import insert_bound
from stats.store.shingles import BANDS
from stats.store.tables import gathered_bands, shingle_bands

_AT_ONCE = 100_000  # rows read or written at a time


class Run(NamedTuple):
    """Bands in their order, and beside each a document that holds it."""

    bands: NDArray[np.int64]
    documents: NDArray[np.int64]

    def holding(self, wanted: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
        """Yield each of the wanted bands (in order) with each document that holds it."""
        first, end = np.searchsorted(self.bands, wanted), np.searchsorted(self.bands, wanted, side="right")
        met = np.flatnonzero(end > first)
        for band, a, b in zip(wanted[met].tolist(), first[met].tolist(), end[met].tolist(), strict=True):
            for document in self.documents[a:b].tolist():
                yield band, document


class Signatures:
    """The bands of all documents that a database holds, for one load: read once, then what came since."""

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._last = 0  # the document read last of those gathered

    def holding(self, connection: Connection, wanted: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
        """Yield each of the wanted bands (in order) with each document that holds it, as `connection` sees them."""
        if not self._runs:
            self._runs.append(_stored(connection))  # which stays as it is while bands are gathered
        self._take(gathered(connection, after=self._last))
        return chain.from_iterable([run.holding(wanted) for run in self._runs])

    def _take(self, run: Run) -> None:
        self._last = max(self._last, int(run.documents.max(initial=0)))
        self._runs.append(run)
        while len(self._runs) > 1 and len(self._runs[-2].bands) <= 2 * len(self._runs[-1].bands):
            later, earlier = self._runs.pop(), self._runs.pop()
            self._runs.append(_ordered(*map(np.concatenate, zip(earlier, later, strict=True))))


def begin(connection: Connection) -> None:
    """Have all who add documents gather their bands, until `settle`; those that a killed load gathered stay."""
    if not are_gathered(connection):
        insert_bound(connection, gathered_bands.name, ("document", "bands"), [(0, b"")])


def are_gathered(connection: Connection) -> bool:
    """Tell whether bands are gathered now."""
    return connection.execute(select(gathered_bands.c.document).limit(1)).first() is not None


def gather(connection: Connection, signed: Sequence[tuple[int, Sequence[int]]]) -> None:
    """Write the bands of documents down, by the document's number."""
    rows = [(number, np.array(bands, dtype="<i8").tobytes()) for number, bands in signed if bands]
    insert_bound(connection, gathered_bands.name, ("document", "bands"), rows)


def gathered(connection: Connection, after: int = 0) -> Run:
    """Return what is gathered of the documents after a number."""
    c = gathered_bands.c
    rows = connection.execute(select(c.document, c.bands).where(c.document > after)).all()
    numbers = np.array([row.document for row in rows], dtype=np.int64)
    bands = np.frombuffer(b"".join([row.bands for row in rows]), dtype="<i8").astype(np.int64)
    return _ordered(bands, np.repeat(numbers, BANDS))


def settle(connection: Connection) -> None:
    """Put the gathered bands into the table."""
    run = gathered(connection)
    for start in range(0, len(run.bands), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        rows = list(zip(run.bands[some].tolist(), run.documents[some].tolist(), strict=True))
        insert_bound(connection, shingle_bands.name, ("band", "document"), rows)
    connection.execute(delete(gathered_bands))


def _stored(connection: Connection) -> Run:
    c = shingle_bands.c
    count = connection.execute(select(func.count()).select_from(shingle_bands)).scalar_one()
    bands, numbers = np.empty(count, dtype=np.int64), np.empty(count, dtype=np.int64)
    at = 0
    for rows in connection.execute(select(c.band, c.document).order_by(c.band)).partitions(_AT_ONCE):
        end = at + len(rows)
        bands[at:end], numbers[at:end] = zip(*rows, strict=True)
        at = end
    return Run(bands, numbers)


def _ordered(bands: NDArray[np.int64], numbers: NDArray[np.int64]) -> Run:
    order = np.argsort(bands, kind="stable")
    return Run(bands[order], numbers[order])
