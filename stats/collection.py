"""Where reading, keeping and counting meet: a document is dated, extracted, stored, and its series computed again.

The pages, the commands, the batch and /api all come through here.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Collection as Some
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

from stats import counting, recounting, showing
from stats.document import Document
from stats.errors import HeadcountError
from stats.figure import IMPORTED
from stats.filters import Filters
from stats.kept import Kept, kept_of
from stats.reading import Addresses, Read, read, read_received, ready
from stats.settings import DATA, Settings, settings
from stats.vocabulary import DayKnown

if TYPE_CHECKING:
    import pandas as pd

    from stats.store import Added, Addition, Prepared, Replaced, Store, Touched, Undone
    from stats.units import Sizes

EVERYTHING = Filters()
SAMPLES = DATA / "samples"
SAMPLE_FILES = "[0-9]*"


class Collection:
    """The documents, figures and series of one database, and what can be done with them."""

    def __init__(self, store: "Store", given: Settings) -> None:
        self.store = store
        self.originals = given.data / "originals"
        self._given = given

    @classmethod
    def open(cls, given: Settings | None = None, *, samples: bool = False) -> Self:
        """Open the database of the settings.

        Args:
            given: other settings than those in force.
            samples: put the sample articles into a database that never held a document, where the settings allow it.

        Raises:
            StoreError: the database cannot be opened.
            SettingsError: a household size of the settings cannot be used.
        """
        from stats.store import Store

        given = given or settings()
        if given.household_sizes:
            from stats.units import sizes_of

            sizes_of(given)  # one that cannot be used is told before anything is kept
        collection = cls(Store.open(given.address, originals=given.data / "originals"), given)
        if samples and given.samples and collection.is_new():
            collection.load_samples()
        if due := recounting.due(collection.store, given.own_counting):
            collection.recount(due)
        return collection

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Documents

    def is_new(self) -> bool:
        """Tell whether no document was ever kept here, not even one that is removed now."""
        return all(self.store.documents(limit=1, removed=removed).empty for removed in (False, True))

    @property
    def addresses(self) -> Addresses:
        """The addresses of all that is kept or was removed, as of now: what `receive` takes as known."""
        return Addresses(self.store.addresses)

    def keep_read(
        self,
        pairs: Iterable[Read],
        *,
        original: bytes | None = None,
        original_name: str = "",
        added_by: str = "",
        sample: bool = False,
    ) -> list[Kept]:
        """Store documents with their figures, then compute the series again that they touch. Args as of `ready`."""
        kept = self.keep_prepared(ready(pairs, self.originals, original=original, original_name=original_name,
                                        added_by=added_by, sample=sample))  # fmt: skip
        self.recount(frozenset[str]().union(*(one.touched for one in kept)))
        return kept

    def foretold(self, pairs: Iterable[Read]) -> list["Added"]:
        """Return what would become of documents with their figures if they were kept now; nothing is kept."""
        return self.store.foretell(ready(pairs, None))

    def keep_prepared(self, prepared: Sequence["Prepared"]) -> list[Kept]:
        """Store documents in one transaction; the series that they touch are still to be computed by `recount`."""
        added = self.store.add_prepared(prepared) if prepared else []
        return [kept_of(self.store, one, what) for one, what in zip(prepared, added, strict=True)]

    def extract_again(self, document_id: str, *, by: str = "") -> "Replaced":
        """Read a document with today's rules; what people decided stays.

        Returns:
            What changed, as `Store.replace_figures` tells it.

        Raises:
            HeadcountError: there is no such document, or its figures came in a table, without an article.
        """
        document = self.document(document_id)
        if self.is_imported(document_id):
            raise HeadcountError("These figures came in a table; there is no article to read. Import the table again.")
        _, figures = next(read([document]))
        changed = self.store.replace_figures(document_id, figures, by=by)
        self.recount(changed.touched)
        return changed

    def set_published(self, document_id: str, day: date | None, *, by: str) -> None:
        """Set a document's day by a user's word (None: unknown), and what is read against that day, both at once."""
        known = DayKnown.USER if day else DayKnown.UNKNOWN
        document = replace(self.document(document_id), published=day, published_by=known)
        figures = None if self.is_imported(document_id) else next(read([document]))[1]
        self.recount(self.store.set_published(document_id, day, by, figures).touched)

    def is_imported(self, document_id: str) -> bool:
        """Tell whether a document's figures came in a table, so that there is no article to read them from."""
        found = self.store.figures(Filters(document=(document_id,)), limit=1, columns=("implied",))
        return any(json.loads(implied).get("value") == IMPORTED for implied in found["implied"])

    def document(self, document_id: str) -> Document:
        """Return a document.

        Raises:
            HeadcountError: there is none.
        """
        document = self.store.document(document_id)
        if document is None:
            raise HeadcountError(f"There is no document {document_id}. It may stand in another database.")
        return document

    def remove(self, document_id: str, *, by: str) -> None:
        """Take a document and its figures out of all tables and series, until it is restored."""
        self.recount(self.store.remove(document_id, by).touched)

    def restore(self, document_id: str, *, by: str) -> None:
        """Take back a removal."""
        self.recount(self.store.restore(document_id, by).touched)

    # Samples

    def load_samples(self, folder: Path = SAMPLES) -> int:
        """Keep the sample articles; return how many were new."""
        from stats.intake import receive

        pairs: list[Read] = []
        for file in sorted(folder.glob(SAMPLE_FILES)):
            for received in receive(file, name=file.name):
                pairs += read_received(received)
        return sum(kept.new for kept in self.keep_read(pairs, added_by="Headcount", sample=True))

    def remove_samples(self, *, by: str) -> int:
        """Take the samples out; return how many. `restore_samples` brings them back."""
        return self._counted_again(self.store.remove_samples(by))

    def restore_samples(self, *, by: str) -> int:
        """Bring the removed samples back; return how many."""
        return self._counted_again(self.store.restore_samples(by))

    def _counted_again(self, touched: "Touched") -> int:
        self.recount(touched.touched)
        return len(touched.document_ids)

    # Figures

    def review(
        self, figure_ids: Sequence[str], action: str, *, by: str, why: str = "", changes: dict[str, Any] | None = None
    ) -> "Touched":
        """Write what a reviewer does with figures, and compute the series again. Args and errors as `Store.review`."""
        touched = self.store.review(figure_ids, action, by=by, why=why, changes=changes)
        self.recount(touched.touched)
        return touched

    def add_missed(self, added: "Addition", *, by: str, why: str = "") -> "Touched":
        """Write a count that the rules missed, and compute the series again. Args and errors as `Store.add_missed`.

        Raises:
            HeadcountError: the figures of this document came in a table, without an article.
        """
        if self.is_imported(added.document_id):
            raise HeadcountError("These figures came in a table, which is no text to point at. Import the table again.")
        touched = self.store.add_missed(added, by=by, why=why)
        self.recount(touched.touched)
        return touched

    def undo(self, acts: Sequence[int], *, by: str) -> "Undone":
        """Take back acts by their numbers, and compute the series again. Errors as `Store.undo`."""
        undone = self.store.undo(acts, by=by)
        self.recount(undone.done.touched)
        return undone

    # Figures and series

    @cached_property
    def sizes(self) -> "Sizes":
        """The household sizes in use."""
        from stats.units import sizes_of

        return sizes_of(self._given)

    def figure_pages(
        self, filters: Filters = EVERYTHING, *, as_known_on: date | None = None
    ) -> Iterator["pd.DataFrame"]:
        """Yield the figures that pass with the columns of figures.csv, some thousand rows at a time."""
        return counting.figure_pages(self.store, self.sizes, filters, as_known_on)

    def series(
        self,
        filters: Filters = EVERYTHING,
        *,
        every: str | None = None,
        as_known_on: date | None = None,
        places: bool = False,
    ) -> "pd.DataFrame":
        """Return series with the columns of series.csv, by series and date.

        Args:
            filters: `from` and `to` bound the row's date.
            every: share into buckets of a day, week, month, quarter or year.
            as_known_on: as a reader knew it on that day.
            places: put the partial sums of each country's places beside its series.
        """
        return counting.series(self.store, self.sizes, filters, every, as_known_on, places=places)

    def series_pages(
        self,
        filters: Filters = EVERYTHING,
        *,
        every: str | None = None,
        as_known_on: date | None = None,
        places: bool = False,
    ) -> Iterator["pd.DataFrame"]:
        """Yield the rows of `series` some whole series at a time, so that memory stays bounded."""
        return counting.series_pages(self.store, self.sizes, filters, every, as_known_on, places=places)

    def shown(
        self,
        filters: Filters = EVERYTHING,
        *,
        every: str | None = None,
        as_known_on: date | None = None,
        leading: bool = False,
    ) -> showing.Shown:
        """Return of the rows of `series` what one page can show, and what was left out. Args as `showing.shown`."""
        return showing.shown(self.store, self.sizes, filters, every, as_known_on, leading=leading)

    def checked(self, filters: Filters = EVERYTHING) -> showing.Checked:
        """Return what contradicts itself or cannot be among the figures that pass, or of many those looked at."""
        return showing.checked(self.store, self.sizes, filters)

    def recount(self, keys: Some[str]) -> None:
        """Compute those of some series that are owed and keep them, and the role of each of their figures."""
        recounting.recount(self.store, self.sizes, keys)

    def rebuild(self, told: Callable[[int, int], None] = lambda done, of: None) -> None:
        """Compute all series from all figures. `told` is called with the number of figures done and of all."""
        recounting.rebuild(self.store, self.sizes, told)


_SHARED: dict[Settings, Collection] = {}
_OPENING = Lock()


def is_open() -> bool:
    """Tell whether the collection of the settings is open already: `shared` then answers at once."""
    return settings() in _SHARED


def shared() -> Collection:
    """Return the collection of the settings, opened once for all threads of a server; a first start loads the samples.

    Raises:
        StoreError: the database cannot be opened. The next call tries again.
    """
    given = settings()
    with _OPENING:
        if given not in _SHARED:
            _SHARED[given] = Collection.open(given, samples=True)
        return _SHARED[given]
