"""The store's face: every act on it as one method, each in one transaction of its own."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

import pandas as pd

from stats.document import Document
from stats.figure import Figure
from stats.settings import settings
from stats.store import adding, documents, jobs, loading, missed, originals, replacing, reviews, schema, series_rows
from stats.store.adding import Added, Prepared
from stats.store.asking import Asking
from stats.store.documents import Touched
from stats.store.engine import open_engine, writing
from stats.store.jobs import ItemState, Job, JobItem
from stats.store.missed import Addition
from stats.store.replacing import Replaced
from stats.store.reviews import Undone
from stats.store.series_rows import Owed
from stats.store.signatures import Signatures
from stats.store.tables import documents as documents_table

_BATCH = 1_000  # documents a transaction


class Store(Asking):
    """Documents, their figures, what people said of them, and the series kept of them.

    May be shared between threads; several processes may have the same database open. Every method raises StoreError,
    with a sentence that says what to do, where the database does not answer.
    """

    _signatures: Signatures | None = None  # of a store to load with

    @classmethod
    def open(cls, address: str, *, originals: Path | None = None) -> Self:
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
            loading.mend(engine)
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
            outcome = adding.add(connection, many, self._signatures)
            series_rows.owe(connection, frozenset[str]().union(*(added.touched for added in outcome)))
            return outcome

    @contextmanager
    def loading(self, coming: int) -> Iterator[Self]:
        """Give a store to add many documents with, thousands to `add_prepared` at a time.

        Where they are many beside those held, others find what they ask for slower until the end of the block.

        Args:
            coming: documents to be added, at most.
        """
        with loading.loading(self._engine, coming) as (engine, signatures):
            loader = type(self)(engine, self._folder)
            loader._signatures = signatures
            yield loader

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
            done = documents.mark(connection, wanted, removed=removed, by=by)
            series_rows.owe(connection, done.touched)
            return done

    def set_published(
        self, document_id: str, day: date | None, by: str, figures: Sequence[Figure] | None = None
    ) -> Touched:
        """Set a document's day by a user's word (None: unknown).

        Args:
            document_id, day, by: which, to what, and who says so.
            figures: what is found in its text against that day, for the place of those held; None leaves these.

        Raises:
            StoreError: there is no such document, or two figures have the same span.
        """
        with writing(self._engine) as connection:
            done = documents.set_published(connection, document_id, day, by)
            if figures is not None:
                read = replacing.replace_figures(connection, document_id, figures, by, follow_days=True)
                done = replace(done, touched=done.touched | read.touched)
            series_rows.owe(connection, done.touched)
            return done

    # Figures

    def replace_figures(self, document_id: str, figures: Sequence[Figure], *, by: str = "") -> Replaced:
        """Put what newer rules find in the stored text in the place of the document's figures; tell what changed.

        Reviewed figures stay as people left them. Figures no longer found are hidden, not lost.

        Raises:
            StoreError: there is no such document, or two figures have the same span.
        """
        with writing(self._engine) as connection:
            done = replacing.replace_figures(connection, document_id, figures, by)
            series_rows.owe(connection, done.touched)
            return done

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
        hand_on: bool = True,
    ) -> Touched:
        """Write what a reviewer does with some figures; all of it, or nothing.

        Args:
            figure_ids: the figures.
            action: accept, correct, reject, merge, split, comment or undo; follow, update, extract and drop as another
                store's log tells them.
            by, why: who, and why.
            changes: for correct and those of another log, field -> new value; for merge, {"cluster": the id of a
                figure of the cluster to join}.
            at: when, in UTC; now where not given.
            hand_on: a correction reaches the parts and twins that said the same, and so does its undo; another store's
                log tells these by themselves.

        Raises:
            StoreError: no such figure or action, a change that is not allowed, nothing to undo.
        """
        with writing(self._engine) as connection:
            done = reviews.review(
                connection, figure_ids, action, by=by, why=why, changes=changes, at=at, hand_on=hand_on
            )
            series_rows.owe(connection, done.touched)
            return done

    def undo(self, acts: Sequence[int], *, by: str) -> Undone:
        """Take back acts by their numbers (`Touched.acts`); one on which a later decision stands is left, and told.

        Raises:
            StoreError: the log holds no such act.
        """
        with writing(self._engine) as connection:
            undone = reviews.undo(connection, acts, by)
            series_rows.owe(connection, undone.done.touched)
            return undone

    def add_missed(
        self, added: Addition, *, by: str, why: str = "", at: datetime | None = None, over: bool = False
    ) -> Touched:
        """Write a count that the rules missed as a figure that a person has decided on; an undo takes it back.

        Args:
            added: where it stands, and what it says.
            by, why: who, and why.
            at: when, in UTC; now where not given.
            over: another store's log tells it: where rules have found the very number here, it stands on that figure.

        Raises:
            StoreError: the words are no words of the text, or of a figure that stands; a field is missing or not
                allowed.
        """
        with writing(self._engine) as connection:
            done = missed.add_missed(connection, added, by=by, why=why, at=at, over=over)
            series_rows.owe(connection, done.touched)
            return done

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

    def note_item(self, item: JobItem, note: str) -> None:
        """Write a note on an item that still waits, in the place of what was told of it."""
        with writing(self._engine) as connection:
            jobs.finish_item(connection, item.job, item.place, ItemState.WAITING, note, ())

    def finish_job(self, number: int) -> None:
        """Give a job up: what still waits is left."""
        with writing(self._engine) as connection:
            jobs.finish(connection, number)

    # Series

    def owe(self, keys: Collection[str]) -> None:
        """Note that some series are to be computed again. What changes figures notes it by itself."""
        if keys:
            with writing(self._engine) as connection:
                series_rows.owe(connection, keys)

    def keep_series(
        self,
        keys: Collection[str],
        rows: pd.DataFrame,
        roles: pd.DataFrame | None = None,
        *,
        paid: Owed | None = None,
        rules: str = "",
    ) -> None:
        """Put the computed rows of some series keys in the place of those kept, and the roles of their figures.

        Nothing of it is kept where another process has meanwhile computed any of them from newer figures: ask what is
        owed still, and compute that.

        Args:
            keys: all that were computed.
            rows: SERIES_COLUMNS, unbucketed.
            roles: of figures in their series: columns figure_id, role, role_reason, cluster; left alone where None.
            paid: what `owed` told of the keys before their figures were read.
            rules: the version of the rules that computed them.
        """
        with writing(self._engine) as connection:
            kept = series_rows.keep(connection, keys, rows, paid or {}, rules)
            if kept and roles is not None:
                series_rows.set_roles(connection, roles)
