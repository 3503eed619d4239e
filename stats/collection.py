"""Where reading, keeping and counting meet: a document is dated, extracted, stored, and its series computed again.

The pages, the commands, the batch and /api all come through here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Collection as Some
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

from stats import counting
from stats.document import Document
from stats.errors import HeadcountError
from stats.figure import Figure
from stats.filters import Filters
from stats.settings import DATA, Settings, settings

if TYPE_CHECKING:
    import pandas as pd

    from stats.store import Added, Replaced, Store, Touched
    from stats.units import Sizes

EVERYTHING = Filters()
SAMPLES = DATA / "samples"
SAMPLE_FILES = "[0-9]*"
Read = tuple[Document, Sequence[Figure]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one document: its id and title, how many figures it has, and that in a sentence for people."""

    document_id: str
    title: str
    new: bool
    figures: int
    told: str


def read(documents: Iterable[Document]) -> Iterator[Read]:
    """Yield each document with its day settled, and the figures found in it."""
    from stats.extract import dated, extract

    for document in map(dated, documents):
        yield document, extract(document)


class Collection:
    """The documents, figures and series of one database, and what can be done with them."""

    def __init__(self, store: "Store", originals: Path, *, sizes: "Sizes | None" = None) -> None:
        self.store = store
        self.originals = originals
        self._sizes = sizes

    @classmethod
    def open(cls, given: Settings | None = None, *, samples: bool = False) -> Self:
        """Open the database of the settings.

        Args:
            given: other settings than those in force.
            samples: put the sample articles into a database that never held a document, where the settings allow it.

        Raises:
            StoreError: the database cannot be opened.
        """
        from stats.store import Store

        given = given or settings()
        originals = given.data / "originals"
        collection = cls(Store.open(given.address, originals=originals), originals)
        if samples and given.samples and collection.is_new():
            collection.load_samples()
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

    def keep(
        self,
        documents: Iterable[Document],
        *,
        original: bytes | None = None,
        original_name: str = "",
        added_by: str = "",
        sample: bool = False,
    ) -> list[Kept]:
        """Date, extract and store documents, then compute the series again that they touch.

        Args:
            documents: what was read from one item.
            original, original_name: the item's bytes and name.
            added_by: who adds them.
            sample: they can be removed together with the other samples.
        """
        return self.keep_read(read(documents), original=original, original_name=original_name, added_by=added_by,
                              sample=sample)  # fmt: skip

    def keep_read(
        self,
        pairs: Iterable[Read],
        *,
        original: bytes | None = None,
        original_name: str = "",
        added_by: str = "",
        sample: bool = False,
        count: bool = True,
    ) -> list[Kept]:
        """Store documents whose figures are found already. Args as in `keep`; count=False: series later."""
        kept, keys = [], set[str]()
        for document, figures in pairs:
            added = self.store.add(document, figures, original=original, original_name=original_name,
                                   added_by=added_by, sample=sample)  # fmt: skip
            keys |= added.touched
            kept.append(_kept(document, figures, added))
        if count:
            self.recount(keys)
        return kept

    def extract_again(self, document_id: str, *, by: str = "") -> "Replaced":
        """Read a document with today's rules; what people decided stays.

        Returns:
            What changed, as `Store.replace_figures` tells it.

        Raises:
            StoreError: there is no such document.
        """
        document = self.document(document_id)
        _, figures = next(read([document]))
        changed = self.store.replace_figures(document_id, figures, by=by)
        self.recount(changed.touched)
        return changed

    def set_published(self, document_id: str, day: date | None, *, by: str) -> None:
        """Set a document's day by a user's word (None: unknown) and read it again, since windows hang on that day."""
        self.recount(self.store.set_published(document_id, day, by).touched)
        self.extract_again(document_id, by=by)

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
                pairs += read(received.documents)
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

    # Figures and series

    @property
    def sizes(self) -> "Sizes":
        """The household sizes in use."""
        if self._sizes is None:
            from stats.units import household_sizes

            self._sizes = household_sizes()
        return self._sizes

    def figure_pages(
        self, filters: Filters = EVERYTHING, *, as_known_on: date | None = None
    ) -> Iterator["pd.DataFrame"]:
        """Yield the figures that pass with the columns of figures.csv, some thousand rows at a time."""
        return counting.figure_pages(self.store, self.sizes, filters, as_known_on)

    def series(
        self, filters: Filters = EVERYTHING, *, every: str | None = None, as_known_on: date | None = None
    ) -> "pd.DataFrame":
        """Return series with the columns of series.csv, by series and date.

        Args:
            filters: `from` and `to` bound the row's date.
            every: share into buckets of a day, week, month, quarter or year.
            as_known_on: as a reader knew it on that day.
        """
        return counting.series(self.store, self.sizes, filters, every, as_known_on)

    def checks(self, filters: Filters = EVERYTHING) -> "pd.DataFrame":
        """Return what contradicts itself or cannot be, with the columns check, severity, sentence, figure_ids."""
        return counting.checks(self.store, self.sizes, filters)

    def recount(self, keys: Some[str]) -> None:
        """Compute the series of some keys again and keep them, and the role of each of their figures."""
        counting.recount(self.store, self.sizes, keys)

    def rebuild(self, told: Callable[[int, int], None] = lambda done, of: None) -> None:
        """Compute all series from all figures. `told` is called with the number of figures done and of all."""
        counting.rebuild(self.store, self.sizes, told)


_SHARED: dict[Settings, Collection] = {}
_OPENING = Lock()


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


def _kept(document: Document, figures: Sequence[Figure], added: "Added") -> Kept:
    count = f"{len(figures)} figure{'' if len(figures) == 1 else 's'}"
    day = f"{document.published} ({document.published_by})" if document.published else "its day is not known"
    if added.new:
        told = f"{count}, {day}" + ("; nearly the same as an earlier document" if added.near_copy_of else "")
    elif added.removed:
        told = "there already, but removed; restore it to see it again"
    else:
        told = "there already"
    return Kept(added.document_id, document.title or "", added.new, len(figures), told)
