"""Keeps documents, figures, what people say of them and the series, in SQLite or PostgreSQL."""

from stats.store.adding import Added, Prepared, prepare
from stats.store.documents import Touched
from stats.store.jobs import ItemState, Job, JobItem
from stats.store.missed import Addition
from stats.store.queries import COLUMNS, SERIES_INPUT
from stats.store.replacing import Replaced
from stats.store.reviews import Undone
from stats.store.series_rows import FILTERS as SERIES_FILTERS
from stats.store.store import Store

__all__ = [
    "COLUMNS", "SERIES_FILTERS", "SERIES_INPUT", "Added", "Addition", "ItemState", "Job", "JobItem", "Prepared",
    "Replaced", "Store", "Touched", "Undone", "prepare",
]  # fmt: skip
