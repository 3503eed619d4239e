"""Kept counts by country, measure and status; the measure, whose counts are kept too, needs a narrow index only."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_CROSSED = ("country", "measure", "status")


def upgrade() -> None:
    """Make the table and fill it; make the index anew."""
    made = op.create_table(
        "crossed_counts",
        *(sa.Column(name, sa.String(32), primary_key=True) for name in _CROSSED),
        sa.Column("figures", sa.Integer, nullable=False),
    )
    figures = sa.table("figures", *map(sa.column, ("shown", *_CROSSED)))
    cells = [sa.func.coalesce(figures.c[name], "") for name in _CROSSED]
    counted = sa.select(*cells, sa.func.count()).where(figures.c.shown.is_(sa.true())).group_by(*cells)
    op.execute(made.insert().from_select([*_CROSSED, "figures"], counted))
    op.drop_index("figures_by_measure", "figures", if_exists=True)  # a killed load may have left it out
    op.create_index("figures_by_measure", "figures", ["measure"])
