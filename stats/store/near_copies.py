"""Finds the first document that says nearly what a new one says: agency text printed again, a few words changed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from sqlalchemy import Connection, select

from stats.store.dialects import among, insert_bound
from stats.store.rows import Row
from stats.store.shingles import Shingles, resemblance, shingles
from stats.store.signatures import Signatures, are_gathered, gather, gathered
from stats.store.tables import documents, shingle_bands

ALIKE = 0.7
"""Share of common five-word runs from which a text counts as a copy: an agency text with a new headline has more."""
_CANDIDATES = 20  # of those that share most bands; the rest only share a phrase


class Candidate(NamedTuple):
    """A document that may be the first of copies."""

    number: int
    id: str
    copy_of: str | None
    text: str


class NearCopies:
    """The near-copies among what a transaction adds: with what the store holds, and with one another."""

    def __init__(
        self, connection: Connection, many: Sequence[Sequence[int]], signatures: Signatures | None = None
    ) -> None:
        """Look up who holds the bands of new documents.

        Args:
            connection: a writing transaction.
            many: the bands of each.
            signatures: of all documents, which a load holds in memory.
        """
        self._connection = connection
        self._new: dict[int, Candidate] = {}
        self._signed: list[tuple[int, Sequence[int]]] = []
        found, times = np.unique(np.array(list(chain.from_iterable(many)), dtype=np.int64), return_counts=True)
        # Only of bands that the store holds, or that come again: of most documents there is none.
        self._holders: dict[int, list[int]] = {band: [] for band in found[times > 1].tolist()}
        held = signatures.holding(connection, found) if signatures else _stored(connection, found.tolist())
        self._gathers = signatures is not None or are_gathered(connection)
        if self._gathers and not signatures:
            held = chain(held, gathered(connection).holding(found))
        for band, document in held:
            self._holders.setdefault(band, []).append(document)

    def first_of(self, number: int, document: Row, bands: Sequence[int], told: str | None = None) -> str | None:
        """Return the id of the first document that a new one is a copy of, None where it is the first; remember it.

        Args:
            number, document, bands: of the new one: its number, its id and text, its signature.
            told: what another store has found; it stands where no copy is found here, as the first may be left out of
                what was exported.
        """
        self._signed.append((number, bands))
        shared = [holders for holders in map(self._holders.get, bands) if holders is not None]
        counted = Counter(chain.from_iterable(shared))
        best = [held for held, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]]
        copy_of = told
        if best:
            own = shingles(document["text"])
            alike = [c for c in self._candidates(best) if resemblance(own, _runs(c)) >= ALIKE]
            if alike:
                first = min(alike, key=lambda candidate: candidate.number)
                copy_of = first.copy_of or first.id
        if copy_of == document["id"]:  # its copies came first, from a store that had it
            copy_of = None
        if shared:
            self._new[number] = Candidate(number, document["id"], copy_of, document["text"])
        for holders in shared:
            holders.append(number)
        return copy_of

    def _candidates(self, numbers: Sequence[int]) -> list[Candidate]:
        found = [self._new[number] for number in numbers if number in self._new]
        c = documents.c
        held = select(c.number, c.id, c.near_copy_of, c.text).where(c.number.in_(set(numbers) - self._new.keys()))
        return found + [Candidate(*row) for row in self._connection.execute(held)]

    def write(self) -> None:
        """Write the bands of what was remembered."""
        if self._gathers:
            gather(self._connection, self._signed)
        else:
            rows = sorted((band, number) for number, bands in self._signed for band in bands)
            insert_bound(self._connection, shingle_bands.name, ("band", "document"), rows)


def _stored(connection: Connection, bands: Sequence[int]) -> Iterable[tuple[int, int]]:
    c = shingle_bands.c
    rows = connection.execute(select(c.band, c.document).where(among(connection, c.band, bands)))
    return [(row.band, row.document) for row in rows]


def _runs(candidate: Candidate) -> Shingles:
    return shingles(candidate.text)
