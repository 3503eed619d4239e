"""The few words in which SQLite and PostgreSQL differ."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_into(connection: Connection, table: Table) -> Any:
    """Return an INSERT that knows ON CONFLICT, in the connection's dialect."""
    return (postgresql if is_postgres(connection) else sqlite).insert(table)


def is_postgres(connection: Connection) -> bool:
    """Tell PostgreSQL from SQLite."""
    return connection.dialect.name == "postgresql"
