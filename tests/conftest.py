"""Fixtures that several test files use."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from stats.collection import Collection
    from stats.settings import Limits
    from stats.store import Store

# Properties are tried on the same examples each time, so that no run fails by chance; --hypothesis-profile=searching
# draws new ones, and keeps those that fail.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.register_profile("searching", deadline=None)
hypothesis.settings.load_profile("steady")

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server that the tests may use; skips where none can be had."""
    from postgres import server

    with server() as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database: SQLite, and PostgreSQL among the slow tests."""
    if request.param == "sqlite":
        yield f"sqlite:///{(tmp_path / 'store.db').as_posix()}"
        return
    from sqlalchemy import create_engine, make_url, text

    url = make_url(request.getfixturevalue("postgres_server")).set(drivername="postgresql+psycopg")
    name = f"headcount_test_{next(_numbers)}"
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield url.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def store(address: str, tmp_path: Path) -> Iterator["Store"]:
    """An empty store."""
    from stats.store import Store

    opened = Store.open(address, originals=tmp_path / "originals")
    yield opened
    opened.close()


@pytest.fixture
def collection(tmp_path: Path) -> Iterator["Collection"]:
    """An empty collection."""
    from stats.collection import Collection
    from stats.settings import Settings

    with Collection.open(Settings(data=tmp_path / "data")) as opened:
        yield opened


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> "Callable[..., Limits]":
    """Put other limits of intake in force: a function of Limits' fields."""
    from stats.settings import Limits, Settings

    def set_to(**values: float) -> Limits:
        changed = Settings(limits=Limits(**values))
        monkeypatch.setattr("stats.intake.settings", lambda: changed)
        return changed.limits

    return set_to


@pytest.fixture
def full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a collection with the samples, which the pages show."""
    from dashboard_app import use

    yield from use(tmp_path, monkeypatch, with_samples=True)


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of an empty collection, which the pages show."""
    from dashboard_app import use

    yield from use(tmp_path, monkeypatch, with_samples=False)
