"""An index for each word that leaves few figures, so that none of them walks through all."""

from alembic import op

revision = "0005"
down_revision = "0004"

_TAIL = ("measure", "kind", "unit", "country", "cause", "status", "source", "language", "term", "hazard", "period_end",
         "value")  # fmt: skip


def upgrade() -> None:
    """Make the indexes; the one of countries holds all words now."""
    op.drop_index("figures_by_country", "figures")
    for word in ("country", "measure", "source", "language", "hazard", "status"):
        op.create_index(f"figures_by_{word}", "figures", [word, "shown", "month", *(c for c in _TAIL if c != word)])
    op.drop_index("figures_by_doubt", "figures")
    op.create_index("figures_by_doubt", "figures", ["shown", "confidence", "status"])
