"""Brings a database to the newest schema when it is opened, whatever the number of processes that open it at once."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from stats.errors import StoreError
from stats.store.engine import alone, reading

NEWEST = "0011"
_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(engine: Engine) -> None:
    """Run the migrations that a database lacks, in one transaction under the writers' lock.

    Raises:
        StoreError: a newer Headcount has written the database, or it holds the tables of something else.
    """
    with reading(engine) as connection:
        if version(connection) == NEWEST:
            return
    with alone(engine) as connection:
        found = version(connection)  # again, now alone: another process may have been first
        if found != NEWEST:
            _upgrade(connection, found)


def version(connection: Connection) -> str | None:
    """Return the version of a database's schema, None of an empty one."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        if tables & {"documents", "figures"}:
            raise StoreError("The database holds tables that Headcount has not made. Choose another, or an empty one.")
        return None
    return connection.execute(text("select version_num from alembic_version")).scalar()


def _upgrade(connection: Connection, found: str | None) -> None:
    # Loaded here: it takes a third of a second, and most starts have nothing to migrate.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise StoreError(
            f"A newer Headcount has written the database (schema {found}; this one knows {NEWEST}). Update Headcount."
        )
    command.upgrade(config, "head")
