"""Kept series are found by the name of their place too, without walking through all."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the index."""
    op.create_index("series_rows_by_name", "series_rows", ["place"])
