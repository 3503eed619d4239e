"""Opening: an old database comes up to date with all its rows, a strange one is left alone, many may open at once."""

import sqlite3
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, MetaData, create_engine, insert, select, text
from store_made import report

from stats.errors import StoreError
from stats.settings import ROOT
from stats.store import Store, schema
from stats.store.engine import open_engine
from stats.store.tables import metadata

FIRST = Path(__file__).parent / "store" / "schema_0001.sql"


def first_schema(path: Path) -> str:
    """Write the stored database of the first schema; return its address."""
    connection = sqlite3.connect(path)
    connection.executescript(FIRST.read_text(encoding="utf-8"))
    connection.close()
    return f"sqlite:///{path.as_posix()}"


@pytest.fixture
def old(address: str, tmp_path: Path) -> str:
    """The address of a database of the first schema: SQLite's as it was stored, PostgreSQL's with the same rows."""
    if address.startswith("sqlite"):
        return first_schema(tmp_path / "store.db")
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(ROOT / "stats" / "store" / "migrations"))
    config.set_main_option("path_separator", "os")
    rows, held = create_engine(first_schema(tmp_path / "first.db")), open_engine(address)
    with held.begin() as connection, rows.connect() as source:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        tables = MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            found = [dict(row) for row in source.execute(text(f"SELECT * FROM {table.name}")).mappings()]
            if table.name != "alembic_version" and found:
                values = [{c.name: _typed(c, row[c.name]) for c in table.c} for row in found]
                connection.execute(insert(table), values)
    held.dispose()
    rows.dispose()
    return address


def _typed(column: Column[Any], value: Any) -> Any:
    """Return a value of SQLite's as PostgreSQL's column wants it."""
    read = {bool: bool, date: date.fromisoformat, datetime: datetime.fromisoformat}.get(column.type.python_type)
    return read(value) if read and value is not None else value


def test_a_database_of_the_first_schema_comes_up_to_date_with_all_its_rows(old: str, tmp_path: Path) -> None:
    store = Store.open(old, originals=tmp_path)
    listed = store.documents(order="published")
    assert listed["title"].tolist() == ["Bangui sous l'eau", "Villages emptied"]
    assert len(store.documents(removed=True)) == 1
    assert sorted(store.figures()["value"]) == [307, 1013, 2011]
    standing = store.figures().set_index("value")
    assert standing["status"].to_dict() == {2011: "corrected", 1013: "accepted", 307: "unreviewed"}
    assert standing.loc[307, "part_of"] == standing.loc[2011, "figure_id"]
    assert store.reviews()["action"].tolist() == ["remove", "accept", "correct"]
    assert store.series()["value"].tolist() == [1013]
    # Nobody noted by which rules its series were computed.
    assert store.outdated("today's") == set(store.keys()["value"])
    assert store.count() == store.by_month()["figures"].sum() == store.crossed()["figures"].sum() == 3
    # What the later schemas added is there for the old documents too.
    assert store.search("villages")["title"].tolist() == ["Villages emptied"]
    assert "\x02évacuées\x03" in store.search("evacuees")["snippet"].iloc[0]
    assert not store.add(store.document(listed["document_id"].iloc[0])).new  # type: ignore[arg-type]
    store.review([standing.loc[2011, "figure_id"]], "undo", by="ben")
    assert sorted(store.figures()["value"]) == [307, 1013, 2003]
    store.close()


def test_old_documents_are_recognised_as_firsts_of_copies(tmp_path: Path) -> None:
    from store_made import FILLER, document

    address = first_schema(tmp_path / "old.db")
    connection = sqlite3.connect(tmp_path / "old.db")
    connection.execute("UPDATE documents SET text = ? WHERE number = 2", (FILLER,))
    connection.commit()
    connection.close()
    store = Store.open(address, originals=tmp_path)
    first = store.documents(order="published")["document_id"].iloc[0]
    assert store.add(document(f"{FILLER} Again.")).near_copy_of == first
    store.close()


def test_the_migrations_make_what_the_tables_say(address: str) -> None:
    engine = open_engine(address)
    schema.migrate(engine)
    with engine.connect() as connection:
        ours = {"include_name": lambda name, kind, _: kind != "table" or not (name or "").startswith("search_words")}
        context = MigrationContext.configure(connection, opts=ours)
        differences = compare_metadata(context, metadata)
        assert differences == []
        assert schema.version(connection) == schema.NEWEST
    engine.dispose()


def test_the_newest_schema_is_the_last_migration() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(ROOT / "stats" / "store" / "migrations"))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == schema.NEWEST


def test_opening_again_changes_nothing(store: Store, address: str, tmp_path: Path) -> None:
    store.add(*report(7))
    again = Store.open(address, originals=tmp_path)
    assert again.figures().equals(store.figures())
    again.close()


def test_a_database_of_a_newer_headcount_is_left_alone(address: str, tmp_path: Path) -> None:
    Store.open(address, originals=tmp_path).close()
    engine = open_engine(address)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"newer Headcount.*Update"):
        Store.open(address, originals=tmp_path)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
    engine.dispose()


def test_a_database_of_something_else_is_left_alone(address: str, tmp_path: Path) -> None:
    engine = open_engine(address)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE documents (shoes INTEGER)"))
    with pytest.raises(StoreError, match="not made"):
        Store.open(address, originals=tmp_path)
    engine.dispose()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("not an address", "no database address"),
        ("mysql://user@host/name", "SQLite or PostgreSQL"),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
        ("postgresql://nobody@127.0.0.1:1/none?connect_timeout=2", "refused"),
    ],
)
def test_an_address_that_cannot_be_used_is_told(address: str, told: str) -> None:
    with pytest.raises(StoreError, match=told):
        Store.open(address)


def test_a_password_is_not_told() -> None:
    with pytest.raises(StoreError) as caught:
        Store.open("postgresql://me:secret@127.0.0.1:1/none?connect_timeout=2")
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_text("This is a letter, not a database. " * 100)
    with pytest.raises(StoreError, match="not a database"):
        Store.open(f"sqlite:///{tmp_path / 'store.db'}")


OPENING = """
import sys
sys.path.insert(0, sys.argv[3])
from pathlib import Path
from stats.store import Store
Store.open(sys.argv[1], originals=Path(sys.argv[2])).close()
"""


def test_several_processes_may_open_a_new_database_at_once(address: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", OPENING, address, str(tmp_path), str(ROOT)]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    told = [process.communicate(timeout=120)[1] for process in started]
    assert [process.returncode for process in started] == [0] * 4, told
    store = Store.open(address, originals=tmp_path)
    assert store.count() == 0
    store.close()


def test_every_row_of_the_stored_old_database_is_found(tmp_path: Path) -> None:
    """Row by row, all tables of the first schema are the same after the upgrade."""
    address = first_schema(tmp_path / "old.db")
    engine = create_engine(address)
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        before = {t.name: connection.execute(select(t)).all() for t in tables.sorted_tables}
    Store.open(address, originals=tmp_path).close()
    with engine.connect() as connection:
        after = {t.name: connection.execute(select(t)).all() for t in tables.sorted_tables}
    assert {n: len(rows) for n, rows in before.items() if n != "alembic_version"} == {
        "documents": 3, "figures": 4, "extracted": 2, "reviews": 3, "series_rows": 1, "month_counts": 6,
        "facet_counts": 18}  # fmt: skip
    for name, rows in before.items():
        if name != "alembic_version":
            assert after[name] == rows, name
    engine.dispose()
