"""Who says so in one column, so that one index answers the filter; places by their id too."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column, fill it, and make the indexes over it."""
    op.add_column("figures", sa.Column("source", sa.Text))
    figures = sa.table("figures", *map(sa.column, ("source", "source_id", "attribution", "shown")))
    op.execute(figures.update().values(source=sa.func.coalesce(figures.c.source_id, figures.c.attribution)))
    facets = sa.table("facet_counts", *map(sa.column, ("facet", "value", "figures")))
    op.execute(facets.delete().where(facets.c.facet == "source"))
    counted = (
        sa.select(sa.literal("source"), figures.c.source, sa.func.count())
        .where(figures.c.shown.is_(sa.true()), figures.c.source.is_not(None))
        .group_by(figures.c.source)
    )
    op.execute(facets.insert().from_select(["facet", "value", "figures"], counted))
    op.drop_index("figures_by_month", "figures")
    op.create_index("figures_by_month", "figures", [
        "shown", "month", "measure", "kind", "unit", "country", "cause", "status", "source", "language", "term",
        "hazard", "period_end", "value",
    ])  # fmt: skip
    op.drop_index("figures_by_country", "figures")
    op.create_index("figures_by_country", "figures", [
        "country", "shown", "month", "measure", "kind", "unit", "cause", "status", "source", "period_end", "value",
    ])  # fmt: skip
    op.create_index("figures_by_place_id", "figures", ["place_id"])
