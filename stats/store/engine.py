"""Opens a database and begins its transactions: many readers, one writer at a time, on SQLite and PostgreSQL alike."""

import secrets
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text, update
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from stats.errors import StoreError
from stats.store.tables import data_version

# Long, because a writer may wait behind a bulk load; SQLite retries inside this time by itself.
BUSY_MILLISECONDS = 60_000
_PRAGMAS = (
    "page_size=8192",  # of a new file: a row of a figure takes a kilobyte, and counts go through whole indexes
    f"busy_timeout={BUSY_MILLISECONDS}",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "cache_size=-65536",
    "mmap_size=268435456",
    "temp_store=MEMORY",
    "wal_autocheckpoint=4096",  # pages: what many writes touch is written into the file once, not each time
)
# A bulk load touches the same pages again and again, goes through all rows for each index, and sorts more than memory
# should hold. What its rows name it writes itself, in the same transaction. What it frees are words and signatures
# written again elsewhere: Debian's SQLite would write zeros over them first.
_BULK = (
    "cache_size=-262144",
    "wal_autocheckpoint=16384",
    "mmap_size=2147418112",
    "temp_store=FILE",
    "foreign_keys=OFF",
    "secure_delete=OFF",
)
_LOCK = 0x48454144  # PostgreSQL's advisory lock of this store's writers; any fixed number does


def open_engine(address: str, *, bulk: bool = False) -> Engine:
    """Return an engine for an SQLAlchemy address, creating the folder of an SQLite file.

    Args:
        address: of the database.
        bulk: it is to load much into SQLite, with more memory.

    Raises:
        StoreError: the address is none, names another kind of database, or one in memory.
    """
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise StoreError(
            f"{address!r} is no database address. Write it as sqlite:///file.db or postgresql://user@host/name."
        ) from error
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, (*_PRAGMAS, *_BULK) if bulk else _PRAGMAS)
    if url.get_backend_name() == "postgresql":
        return create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, pool_size=8)
    raise StoreError(f"Headcount keeps its data in SQLite or PostgreSQL; {url.get_backend_name()} is neither.")


def _sqlite(url: URL, pragmas: Sequence[str]) -> Engine:
    if not url.database or url.database == ":memory:":
        raise StoreError("A database in memory cannot be shared with other processes. Name a file: sqlite:///file.db.")
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The folder of {url.database} cannot be made: {error}. Set HEADCOUNT_DATA.") from error
    engine = create_engine(url, connect_args={"check_same_thread": False}, pool_size=8, max_overflow=32)

    @event.listens_for(engine, "connect")
    def _connected(dbapi: Any, _record: Any) -> None:
        dbapi.isolation_level = None  # the transactions begin below, in our words
        for pragma in pragmas:
            dbapi.execute(f"pragma {pragma}")
        _write_ahead(dbapi)

    # A writer takes the lock when it begins. Taking it at its first write instead fails at once, whatever the
    # busy_timeout, where another process has written since this one began to read.
    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _write_ahead(dbapi: Any) -> None:
    """Turn write-ahead logging on; of several processes that open a new file at once, all but one find it locked."""
    deadline = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            if dbapi.execute("pragma journal_mode").fetchone()[0] == "wal":
                return
            dbapi.execute("pragma journal_mode=wal")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that reads: one state of the data, never waiting for a writer.

    Raises:
        StoreError: the database does not answer.
    """
    options: dict[str, Any] = {"reading": True}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    with _told(engine), engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that writes, alone: others wait. All of it is kept, with a new `data_version`, or nothing.

    Raises:
        StoreError: the database does not answer, or another writer held it for longer than a minute.
    """
    with alone(engine) as connection:
        yield connection
        # Random, so that it is never again what it was: not in another database, not in one brought back from a copy.
        connection.execute(update(data_version).values(version=secrets.token_hex(8)))


@contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """Open a transaction under the writers' lock, whatever the schema of the database. Errors as in `writing`."""
    with _told(engine), engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        yield connection


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """Tell a failure of the database in a sentence."""
    try:
        yield
    except DBAPIError as error:
        where = engine.url.render_as_string(hide_password=True)
        if "locked" in str(error.orig):
            raise StoreError(f"Another process held {where} for more than a minute. Try again when it is done.") from (
                error
            )
        raise StoreError(f"The database {where} refused: {error.orig}") from error
    except SQLAlchemyError as error:
        raise StoreError(f"The database could not be asked: {error}") from error
    except engine.dialect.loaded_dbapi.Error as error:  # of what is copied into PostgreSQL, past SQLAlchemy
        raise StoreError(f"The database {engine.url.render_as_string(hide_password=True)} refused: {error}") from error
