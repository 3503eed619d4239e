"""Which series are to be computed again, so that a process killed before it came to it leaves no old ones."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table, empty: before, nobody noted it."""
    op.create_table(
        "series_owed",
        sa.Column("series_key", sa.Text, primary_key=True),
        sa.Column("since", sa.String(16), nullable=False),
    )
