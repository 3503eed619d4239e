"""The store's face: every act on it as one method, each in one transaction of its own."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Engine

from stats.document import Document
from stats.figure import Figure
from stats.filters import Filters
from stats.settings import settings
from stats.store import adding, documents, jobs, originals, queries, replacing, reviews, schema, search, series_rows
from stats.store.adding import Added, Prepared
from stats.store.documents import Touched
from stats.store.engine import open_engine, reading, writing
from stats.store.jobs import ItemState, Job, JobItem
from stats.store.known import known_on
from stats.store.replacing import Replaced
from stats.store.tables import documents as documents_table

_EVERYTHING = Filters()
_BATCH = 1_000  # documents a transaction


class Store:
    """Documents, their figures, what people said of them, and the series kept of them.

    May be shared between threads; several processes may have the same database open. Every method raises StoreError,
    with a sentence that says what to do, where the database does not answer.
    """

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._folder = folder

    @classmethod
    def open(cls, address: str, *, originals: Path | None = None) -> "Store":
        """Open a database, making or migrating its tables where needed.

        Args:
            address: SQLAlchemy's: sqlite:///file.db or postgresql://user@host/name.
            originals: folder of the original files; in the data folder of the settings where not given.

        Raises:
            StoreError: the address cannot be used, or a newer Headcount has written the database.
        """
        engine = open_engine(address)
        try:
            schema.migrate(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, originals or settings().data / "originals")

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    # Documents

    def add(
        self,
        document: Document,
        figures: Sequence[Figure] = (),
        *,
        original: bytes | None = None,
        original_name: str = "",
        added_by: str = "",
        added_at: datetime | None = None,
        sample: bool = False,
    ) -> Added:
        """Add a document with its figures, or find that its text is there already.

        Args:
            document: with its day settled; its own id is kept as `given_id` where it is not the hash of its text.
            figures: what was extracted from it.
            original, original_name: the file it came from.
            added_by, added_at: who added it, and when (UTC; now where not given).
            sample: it is one of the samples that can be removed together.

        Raises:
            StoreError: two figures have the same span.
        """
        prepared = adding.prepare(
            document,
            figures,
            original_hash=None if original is None else originals.keep(self._folder, original),
            original_name=original_name,
            added_by=added_by,
            added_at=added_at,
            sample=sample,
        )
        return self.add_prepared([prepared])[0]

    def add_many(
        self, many: Sequence[tuple[Document, Sequence[Figure]]], *, added_by: str = "", sample: bool = False
    ) -> list[Added]:
        """Add documents with their figures, a thousand documents a transaction; the outcome of each in order."""
        outcome: list[Added] = []
        for start in range(0, len(many), _BATCH):
            batch = many[start : start + _BATCH]
            outcome += self.add_prepared([adding.prepare(d, f, added_by=added_by, sample=sample) for d, f in batch])
        return outcome

    def add_prepared(self, many: Sequence[Prepared]) -> list[Added]:
        """Add what `prepare` made ready, here or in a worker, in one transaction; the outcome of each in order."""
        with writing(self._engine) as connection:
            return adding.add(connection, many)

    def document(self, document_id: str) -> Document | None:
        """Return a document, removed or not; None where there is none."""
        with reading(self._engine) as connection:
            return documents.get(connection, document_id)

    def documents(
        self,
        filters: Filters = _EVERYTHING,
        *,
        limit: int | None = None,
        offset: int = 0,
        order: str = "added",
        removed: bool = False,
    ) -> pd.DataFrame:
        """Return documents that pass the filters, or have figures that do; newest first.

        Columns: document_id, title, publisher, url, published, published_by, language, near_copy_of, sample, added_at,
        added_by, removed_at, removed_by, original_name, figures, unreviewed (counts).

        Args:
            filters: what to keep.
            limit, offset: a page of the rows.
            order: added, published or title.
            removed: those marked as removed instead.
        """
        with reading(self._engine) as connection:
            return documents.listed(connection, filters, limit=limit, offset=offset, removed=removed, order=order)

    def search(self, question: str, limit: int = 50) -> pd.DataFrame:
        """Return the documents whose text or title holds every word of a question, best first.

        Columns: document_id, title, publisher, url, published, language, near_copy_of, snippet. In the snippet found
        words stand between the control characters 0x02 and 0x03. "Words in quotes" are a phrase, beginn* a beginning.
        """
        with reading(self._engine) as connection:
            return search.search(connection, question, limit)

    def original(self, document_id: str) -> tuple[str, bytes] | None:
        """Return the name and bytes of the file a document came from; None where none was kept."""
        with reading(self._engine) as connection:
            row = documents.known(connection, document_id)
        if row["original_hash"] is None:
            return None
        return row["original_name"] or "", originals.read(self._folder, row["original_hash"])

    def remove(self, document_id: str, by: str) -> Touched:
        """Mark a document as removed: it and its figures are in no table or series, until it is restored."""
        return self._mark(documents_table.c.id == document_id, removed=True, by=by)

    def restore(self, document_id: str, by: str) -> Touched:
        """Take back a removal."""
        return self._mark(documents_table.c.id == document_id, removed=False, by=by)

    def remove_samples(self, by: str) -> Touched:
        """Mark all samples as removed."""
        return self._mark(documents_table.c.sample.is_(True), removed=True, by=by)

    def restore_samples(self, by: str) -> Touched:
        """Bring the samples back."""
        return self._mark(documents_table.c.sample.is_(True), removed=False, by=by)

    def _mark(self, wanted: Any, *, removed: bool, by: str) -> Touched:
        with writing(self._engine) as connection:
            return documents.mark(connection, wanted, removed=removed, by=by)

    def set_published(self, document_id: str, day: date | None, by: str) -> Touched:
        """Set a document's day by a user's word (None: unknown). Extract again after it and `replace_figures`.

        Raises:
            StoreError: there is no such document.
        """
        with writing(self._engine) as connection:
            return documents.set_published(connection, document_id, day, by)

    # Figures

    def figures(
        self,
        filters: Filters = _EVERYTHING,
        *,
        limit: int | None = None,
        offset: int = 0,
        order: str = "newest",
        keys: Collection[str] | None = None,
        columns: Sequence[str] = queries.COLUMNS,
        as_known_on: date | None = None,
    ) -> pd.DataFrame:
        """Return the figures that pass the filters, as they stand, or stood.

        Args:
            filters: what to keep; those of removed documents are never in it.
            limit, offset: a page of the rows.
            order: newest (by the period's end), oldest, published, doubt (least sure first), value, added or document.
            keys: only of these series keys (`touched` of a write).
            columns: of FIGURE_COLUMNS without those that series add, then measure, near_copy_of, cluster_decided.
            as_known_on: only documents published and reviews made by the end of this day; roles are empty then.
        """
        with reading(self._engine) as connection, known_on(connection, as_known_on) as table:
            return queries.frame(
                connection, filters, table=table, keys=None if keys is None else sorted(keys), columns=columns,
                order=order, limit=limit, offset=offset,
            )  # fmt: skip

    def figure_pages(
        self,
        filters: Filters = _EVERYTHING,
        *,
        columns: Sequence[str] = queries.COLUMNS,
        size: int = 10_000,
        as_known_on: date | None = None,
    ) -> Iterator[pd.DataFrame]:
        """Yield the figures of `figures` in the order they were stored, `size` rows at a time."""
        with reading(self._engine) as connection, known_on(connection, as_known_on) as table:
            yield from queries.pages(connection, filters, table=table, columns=columns, size=size)

    def replace_figures(self, document_id: str, figures: Sequence[Figure], *, by: str = "") -> Replaced:
        """Put what newer rules find in the stored text in the place of the document's figures; tell what changed.

        Reviewed figures stay as people left them. Figures no longer found are hidden, not lost.

        Raises:
            StoreError: there is no such document, or two figures have the same span.
        """
        with writing(self._engine) as connection:
            return replacing.replace_figures(connection, document_id, figures, by)

    def figure(self, figure_id: str) -> dict[str, Any]:
        """Return one figure: its fields as JSON values, and document_id, title, status, role, cluster, sentence, …

        Raises:
            StoreError: there is no such figure.
        """
        with reading(self._engine) as connection:
            return queries.one(connection, figure_id)

    def count(self, filters: Filters = _EVERYTHING, *, as_known_on: date | None = None) -> int:
        """Return how many figures pass the filters, now or on a day as in `figures`."""
        with reading(self._engine) as connection, known_on(connection, as_known_on) as table:
            return queries.count(connection, filters, table)

    def by_month(
        self, filters: Filters = _EVERYTHING, *, by: Sequence[str] = ("month", "measure", "kind", "unit")
    ) -> pd.DataFrame:
        """Return the columns of `by`, figures, value: how many figures end in a month, and their sum.

        The sum tells how much was reported, not how many people: figures repeat one another. Series tell that.

        Args:
            filters: what to keep.
            by: of month (as 2017-03, empty where undated), measure (empty where never charted), kind, unit, status.
        """
        with reading(self._engine) as connection:
            return queries.by_month(connection, filters, by)

    def by_facet(self, facet: str, filters: Filters = _EVERYTHING) -> pd.DataFrame:
        """Return value, figures: how many figures that pass have each country, source, language … most first."""
        with reading(self._engine) as connection:
            return queries.by_facet(connection, facet, filters)

    # Reviews

    def review(
        self,
        figure_ids: Sequence[str],
        action: str,
        *,
        by: str,
        why: str = "",
        changes: dict[str, Any] | None = None,
        at: datetime | None = None,
    ) -> Touched:
        """Write what a reviewer does with some figures; all of it, or nothing.

        Args:
            figure_ids: the figures.
            action: accept, correct, reject, merge, split, comment or undo.
            by, why: who, and why.
            changes: for correct, field -> new value; for merge, {"cluster": the id of a figure of the cluster to join}.
            at: when, in UTC; now where not given.

        Raises:
            StoreError: no such figure or action, a change that is not allowed, nothing to undo.
        """
        with writing(self._engine) as connection:
            return reviews.review(connection, figure_ids, action, by=by, why=why, changes=changes, at=at)

    def reviews(self, figure_id: str | None = None, *, limit: int | None = None) -> pd.DataFrame:
        """Return the log, of one figure or all, newest first.

        Columns: review (its number), figure_id, document_id, action, by, at, why, changes, before, after (dicts of
        fields), undoes. Acts on documents (remove, restore, date) have no figure_id.
        """
        with reading(self._engine) as connection:
            return reviews.listed(connection, figure_id, limit)

    # Jobs

    def start_job(self, what: str, items: Sequence[tuple[str, bytes | None]], by: str = "") -> Job:
        """Write down a long intake before it begins, so that it can go on if it is interrupted.

        Args:
            what: the job in words.
            items: the name or address of each item, and its bytes where nothing else keeps them (an upload).
            by: who.
        """
        kept = [(name, None if content is None else originals.keep(self._folder, content)) for name, content in items]
        with writing(self._engine) as connection:
            return jobs.start(connection, what, kept, by)

    def job(self, number: int) -> Job:
        """Return a job and how far it has come.

        Raises:
            StoreError: there is none of this number.
        """
        with reading(self._engine) as connection:
            return jobs.get(connection, number)

    def unfinished_jobs(self) -> list[Job]:
        """Return the jobs that can go on, oldest first."""
        with reading(self._engine) as connection:
            return jobs.unfinished(connection)

    def job_items(self, number: int, state: ItemState | None = None) -> list[JobItem]:
        """Return the items of a job in order, of one state or all."""
        with reading(self._engine) as connection:
            return jobs.items(connection, number, state)

    def item_bytes(self, item: JobItem) -> bytes | None:
        """Return the bytes that were handed over with an item, None where there were none."""
        return None if item.original_hash is None else originals.read(self._folder, item.original_hash)

    def finish_item(
        self, item: JobItem, told: str, document_ids: Sequence[str] = (), *, failed: bool = False
    ) -> None:
        """Write how an item ended; with the last one the job is finished.

        Args:
            item: the item.
            told: what went well or wrong, a sentence.
            document_ids: the documents that came of it.
            failed: it could not be read.
        """
        state = ItemState.FAILED if failed else ItemState.DONE
        with writing(self._engine) as connection:
            jobs.finish_item(connection, item.job, item.place, state, told, document_ids)

    def finish_job(self, number: int) -> None:
        """Give a job up: what still waits is left."""
        with writing(self._engine) as connection:
            jobs.finish(connection, number)

    # Series

    def keep_series(self, keys: Collection[str], rows: pd.DataFrame) -> None:
        """Put the computed rows (SERIES_COLUMNS, unbucketed) of some series keys in the place of those kept."""
        with writing(self._engine) as connection:
            series_rows.keep(connection, keys, rows)

    def series(
        self,
        filters: Filters = _EVERYTHING,
        *,
        keys: Collection[str] | None = None,
        roles: Sequence[str] | None = None,
    ) -> pd.DataFrame:
        """Return the kept rows (SERIES_COLUMNS) that pass the filters, by series and date.

        Raises:
            StoreError: a filter outside stats.store.SERIES_FILTERS is set: rows of a series cannot answer it.
        """
        with reading(self._engine) as connection:
            return series_rows.read(connection, filters, keys=None if keys is None else sorted(keys), roles=roles)

    def set_roles(self, roles: pd.DataFrame) -> None:
        """Write the role of figures in their series: columns figure_id, role, role_reason, cluster."""
        with writing(self._engine) as connection:
            series_rows.set_roles(connection, roles)
