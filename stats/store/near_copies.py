"""Finds the first document that says nearly what a new one says: agency text printed again, a few words changed."""

from collections import Counter
from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

from sqlalchemy import Connection, select

from stats.store.dialects import among, insert_bound
from stats.store.shingles import Shingles, resemblance, shingles
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

    def __init__(self, connection: Connection, bands: Sequence[int]) -> None:
        self._connection = connection
        self._holders: dict[int, tuple[int, ...]] = {}
        self._new: dict[int, Candidate] = {}
        self._rows: list[tuple[int, int]] = []
        c = shingle_bands.c
        for band, document in connection.execute(select(c.band, c.document).where(among(connection, c.band, bands))):
            self._holders[band] = (*self._holders.get(band, ()), document)

    def first_of(self, number: int, identity: str, text: str, bands: Sequence[int]) -> str | None:
        """Return the id of the first document that a new one is a copy of, None where it is the first; remember it."""
        shared: Counter[int] = Counter()
        for holders in filter(None, map(self._holders.get, bands)):
            shared.update(holders)
        best = [document for document, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]]
        copy_of = None
        if best:
            own = shingles(text)
            alike = [c for c in self._candidates(best) if resemblance(own, _runs(c)) >= ALIKE]
            if alike:
                first = min(alike, key=lambda candidate: candidate.number)
                copy_of = first.copy_of or first.id
        self._new[number] = Candidate(number, identity, copy_of, text)
        alone = (number,)
        for band in bands:
            held = self._holders.get(band)
            self._holders[band] = alone if held is None else (*held, number)
        self._rows += zip(bands, repeat(number))
        return copy_of

    def _candidates(self, numbers: Sequence[int]) -> list[Candidate]:
        found = [self._new[number] for number in numbers if number in self._new]
        c = documents.c
        held = select(c.number, c.id, c.near_copy_of, c.text).where(c.number.in_(set(numbers) - self._new.keys()))
        return found + [Candidate(*row) for row in self._connection.execute(held)]

    def write(self) -> None:
        """Write the bands of what was remembered."""
        insert_bound(self._connection, shingle_bands.name, ("band", "document"), sorted(self._rows))


def _runs(candidate: Candidate) -> Shingles:
    return shingles(candidate.text)
