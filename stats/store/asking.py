"""The questions to a store, each answered out of one state of its data."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Engine, select

from stats.document import Document
from stats.filters import Filters
from stats.store import adding, documents, jobs, log, originals, picking, queries, search, series_rows
from stats.store.adding import Added, Prepared
from stats.store.engine import reading
from stats.store.jobs import ItemState, Job, JobItem
from stats.store.known import known_on
from stats.store.tables import data_version

_EVERYTHING = Filters()


class Asking:
    """What can be asked of a store. Nothing here changes it, or waits for who does."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._folder = folder

    def version(self) -> str:
        """Return a word that is another after every write, whoever wrote: what was asked under it is still true."""
        with reading(self._engine) as connection:
            return str(connection.execute(select(data_version.c.version)).scalar_one())

    # Documents

    def document(self, document_id: str) -> Document | None:
        """Return a document, removed or not; None where there is none."""
        with reading(self._engine) as connection:
            return documents.get(connection, document_id)

    def foretell(self, many: Sequence[Prepared]) -> list[Added]:
        """Return what `Store.add_prepared` would say of documents now; nothing is written."""
        with reading(self._engine) as connection:
            return adding.foretell(connection, many)

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

    @property
    def address(self) -> str:
        """The database's own address, as `Store.open` takes it."""
        return self._engine.url.render_as_string(hide_password=False)

    def addresses(self) -> frozenset[str]:
        """Return the addresses (url) of all documents, removed ones too."""
        with reading(self._engine) as connection:
            return documents.addresses(connection)

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

    def crossed(self, filters: Filters = _EVERYTHING) -> pd.DataFrame:
        """Return country, measure, status (empty where there is none), figures: how many that pass have each."""
        with reading(self._engine) as connection:
            return picking.crossed(connection, filters)

    def figures_named(self, figure_ids: Collection[str], columns: Sequence[str] = queries.COLUMNS) -> pd.DataFrame:
        """Return some figures by their ids, also of removed documents; columns as in `figures`."""
        with reading(self._engine) as connection:
            return picking.named(connection, sorted(figure_ids), columns)

    def figure_rows(
        self, figure_ids: Collection[str], columns: Sequence[str] = queries.COLUMNS
    ) -> list[dict[str, Any]]:
        """Return some figures as `figures_named` does, each as a dict; None where a cell is empty."""
        with reading(self._engine) as connection:
            return picking.named_rows(connection, sorted(figure_ids), columns)

    def same_claim(
        self, series_key: str, cluster: str, *, limit: int, columns: Sequence[str] = queries.COLUMNS
    ) -> pd.DataFrame:
        """Return the figures of one cluster of a series, newest published first; columns as in `figures`."""
        with reading(self._engine) as connection:
            return picking.same_claim(connection, series_key, cluster, columns, limit)

    def keys(self, filters: Filters = _EVERYTHING, *, as_known_on: date | None = None) -> pd.DataFrame:
        """Return value (a series key), place, figures: how many that pass each series has, most first."""
        with reading(self._engine) as connection, known_on(connection, as_known_on) as table:
            return picking.keys(connection, filters, table)

    # Reviews

    def reviews(self, figure_id: str | None = None, *, limit: int | None = None) -> pd.DataFrame:
        """Return the log, of one figure or all, newest first.

        Columns: review (its number), figure_id, document_id, action, by, at, why, changes, before, after (dicts of
        fields), undoes. Acts on documents (remove, restore, date) have no figure_id.
        """
        with reading(self._engine) as connection:
            return log.listed(connection, figure_id, limit)

    def last_decision(self, figure_id: str) -> int | None:
        """Return the number of the last decision on a figure that still holds, the one that an undo takes back."""
        with reading(self._engine) as connection:
            return log.last_decision_on(connection, figure_id)

    # Jobs

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

    # Series

    def owed(self, keys: Collection[str] | None = None) -> series_rows.Owed:
        """Return which of some series keys, or of all, have had figures changed since they were last computed."""
        with reading(self._engine) as connection:
            return series_rows.owed(connection, keys)

    def outdated(self, rules: str) -> frozenset[str]:
        """Return the series keys whose kept rows were computed by rules of another version."""
        with reading(self._engine) as connection:
            return series_rows.outdated(connection, rules)

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

    def heads(self, filters: Filters = _EVERYTHING) -> pd.DataFrame:
        """Return one line for each series key whose kept rows pass, those with most reports first.

        Columns: series_key, reports (of rows that count), rows, number (of the row that says most: the latest total so
        far, else level, else flow), date (its own).

        Raises:
            StoreError: a filter outside stats.store.SERIES_FILTERS is set.
        """
        with reading(self._engine) as connection:
            return picking.heads(connection, filters)

    def spans(self, filters: Filters = _EVERYTHING) -> pd.DataFrame:
        """Return series_key, first, last (names of its series), rows of each key whose kept rows pass, by first.

        Raises:
            StoreError: a filter outside stats.store.SERIES_FILTERS is set.
        """
        with reading(self._engine) as connection:
            return picking.spans(connection, filters)

    def picked_series(
        self, filters: Filters, keys: Collection[str], of_one: int, numbers: Collection[int] = ()
    ) -> pd.DataFrame:
        """Return kept rows (SERIES_COLUMNS): up to `of_one` of each of some keys that pass, and some rows by number."""
        with reading(self._engine) as connection:
            return picking.rows(connection, filters, sorted(keys), of_one, sorted(numbers))

    def places(self, filters: Filters = _EVERYTHING, *, limit: int) -> pd.DataFrame:
        """Return value, figures: the places of the series that pass and their reports, most first.

        Raises:
            StoreError: a filter outside stats.store.SERIES_FILTERS is set.
        """
        with reading(self._engine) as connection:
            return picking.places(connection, filters, limit)
