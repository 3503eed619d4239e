"""Bulk loads into SQLite: the indexes of figures are taken away, signatures only gathered; the end puts all in order.

Written row by row, each changes a page at a random place; at the end, its entries are sorted once. Meanwhile others
read and write as always, only slower. A load that is killed leaves this undone: the next process that opens the
database does it. PostgreSQL loads with its indexes, since to drop one stops its readers.
"""

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, Index, func, select
from sqlalchemy import inspect as inspected

from stats.store.engine import alone, open_engine, reading
from stats.store.signatures import Signatures, are_gathered, begin, settle
from stats.store.tables import documents, figures

_ALWAYS = ("figures_of_document",)
"""Indexes that stay: asked for by name, and written in the order of the rows."""
FEWEST = 1_000
"""Documents below which a load writes into the indexes as they are."""
# To make the indexes takes a quarter of the time per figure that writing into them takes.
_SHARE = 4
# What is sorted at a time, in kibibytes, as SQLite takes it from the size of the cache: what the processor's own cache
# holds. A million entries in one piece take a fifth longer than many pieces that are merged.
_SORTED = 4_096


@contextmanager
def loading(engine: Engine, coming: int) -> Iterator[tuple[Engine, Signatures | None]]:
    """Give an engine to load documents with, and the signatures of those held; at the end all is in order again.

    Args:
        engine: of the database.
        coming: documents to be loaded, at most. Few beside those held are loaded as any other, without signatures.

    Raises:
        StoreError: the database does not answer.
    """
    if engine.dialect.name != "sqlite" or not _pays(engine, coming):
        yield engine, None
        return
    with _mark(engine) as first:
        if not first:  # somebody else is at it, who puts all in order when they are done
            yield engine, None
            return
        bulk = _bulk(engine)
        try:
            with alone(bulk) as connection:
                for index in figures.indexes - missing(connection):
                    if index.name not in _ALWAYS:
                        index.drop(connection)
                begin(connection)
            try:
                with _uncollected():
                    yield bulk, Signatures()
            finally:
                _put_in_order(bulk)
        finally:
            bulk.dispose()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the search for cycles: rows of thousands of documents hold none, and are gone through again and again."""
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()


def mend(engine: Engine) -> None:
    """Put in order what a killed load has left; while a load is at work, that is its own to do.

    Raises:
        StoreError: the database does not answer.
    """
    with reading(engine) as connection:
        if connection.dialect.name != "sqlite" or not (missing(connection) or are_gathered(connection)):
            return
    with _mark(engine) as first:
        if first:
            bulk = _bulk(engine)
            try:
                _put_in_order(bulk)
            finally:
                bulk.dispose()


def missing(connection: Connection) -> set[Index]:
    """Return the indexes over figures that the database lacks."""
    held = {index["name"] for index in inspected(connection).get_indexes(figures.name)}
    return {index for index in figures.indexes if index.name not in held}


def _pays(engine: Engine, coming: int) -> bool:
    with reading(engine) as connection:
        held = int(connection.execute(select(func.coalesce(func.max(documents.c.number), 0))).scalar_one())
    return coming >= FEWEST and coming * _SHARE >= held


def _bulk(engine: Engine) -> Engine:
    return open_engine(engine.url.render_as_string(hide_password=False), bulk=True)


def _put_in_order(bulk: Engine) -> None:
    """Settle the signatures and make the indexes, each in a transaction, so that others can write in between."""
    with alone(bulk) as connection:
        if are_gathered(connection):
            settle(connection)
    for index in sorted(figures.indexes, key=lambda index: str(index.name)):
        with alone(bulk) as connection:
            if index in missing(connection):
                connection.exec_driver_sql(f"PRAGMA cache_size=-{_SORTED}")
                index.create(connection)


@contextmanager
def _mark(engine: Engine) -> Iterator[bool]:
    """Hold the mark of the one load at work; False where another holds it. The system takes it from who dies."""
    mark = sqlite3.connect(f"{engine.url.database}-loading", timeout=0, isolation_level=None)
    try:
        try:
            mark.execute("PRAGMA journal_mode=MEMORY")  # nothing is written, so that no other file is needed
            mark.execute("BEGIN EXCLUSIVE")
            first = True
        except sqlite3.OperationalError:
            first = False
        yield first
    finally:
        mark.close()
