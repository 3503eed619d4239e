"""While much is loaded, signatures are written down as they come and put in order at the end."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "gathered_bands",
        sa.Column("document", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("bands", sa.LargeBinary, nullable=False),
    )
