"""One word that changes with every transaction that writes."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table and its row."""
    made = op.create_table(
        "data_version",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.String(16), nullable=False),
    )
    op.bulk_insert(made, [{"number": 1, "version": secrets.token_hex(8)}])
