"""By which rules each kept series was computed, so that newer rules have it computed again."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table; what was kept before was computed by rules that nobody noted."""
    made = op.create_table(
        "series_kept",
        sa.Column("series_key", sa.Text, primary_key=True),
        sa.Column("rules", sa.String(16), nullable=False),
    )
    figures = sa.table("figures", *map(sa.column, ("series_key", "shown")))
    keys = sa.select(figures.c.series_key, sa.literal("")).distinct()
    keys = keys.where(figures.c.shown.is_(sa.true()), figures.c.series_key != "")
    op.execute(made.insert().from_select(["series_key", "rules"], keys))
