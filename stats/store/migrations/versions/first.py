"""The first schema: documents, figures, what was extracted, reviews, series, kept counts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TEXT = sa.Text
_WORD = sa.String(16)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "documents",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(64), nullable=False, unique=True),
        sa.Column("given_id", _TEXT),
        sa.Column("title", _TEXT),
        sa.Column("publisher", _TEXT),
        sa.Column("url", _TEXT),
        sa.Column("published", sa.Date),
        sa.Column("published_by", _TEXT),
        sa.Column("language", _WORD),
        sa.Column("language_confidence", sa.Float),
        sa.Column("near_copy_of", sa.String(64)),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.Column("added_by", _TEXT, nullable=False),
        sa.Column("removed_at", sa.DateTime),
        sa.Column("removed_by", _TEXT),
        sa.Column("original_hash", sa.String(64)),
        sa.Column("original_name", _TEXT),
        sa.Column("pages", _TEXT, nullable=False),
        sa.Column("warnings", _TEXT, nullable=False),
        sa.Column("text", _TEXT, nullable=False),
    )
    op.create_index("documents_by_day", "documents", ["published"])
    op.create_index("documents_by_addition", "documents", ["added_at"])
    _figures()
    op.create_table(
        "extracted",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("figure", sa.Integer, sa.ForeignKey("figures.number"), nullable=False),
        sa.Column("noted_at", sa.DateTime, nullable=False),
        sa.Column("found", _TEXT, nullable=False),
    )
    op.create_index("extracted_of_figure", "extracted", ["figure"])
    op.create_table(
        "reviews",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("figure", sa.Integer, sa.ForeignKey("figures.number")),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.number"), nullable=False),
        sa.Column("action", _WORD, nullable=False),
        sa.Column("by", _TEXT, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("why", _TEXT, nullable=False),
        sa.Column("changes", _TEXT, nullable=False),
        sa.Column("before", _TEXT, nullable=False),
        sa.Column("after", _TEXT, nullable=False),
        sa.Column("undoes", sa.Integer),
    )
    op.create_index("reviews_of_figure", "reviews", ["figure"])
    op.create_index("reviews_of_document", "reviews", ["document"])
    op.create_index("reviews_by_time", "reviews", ["at"])
    _series()
    op.create_table(
        "month_counts",
        *(sa.Column(name, sa.String(32), primary_key=True) for name in ("month", "measure", "kind", "unit", "status")),
        sa.Column("figures", sa.Integer, nullable=False),
        sa.Column("value", sa.Float, nullable=False),
    )
    op.create_table(
        "facet_counts",
        sa.Column("facet", _WORD, primary_key=True),
        sa.Column("value", _TEXT, primary_key=True),
        sa.Column("figures", sa.Integer, nullable=False),
    )


def _figures() -> None:
    op.create_table(
        "figures",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", _WORD, nullable=False, unique=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.number"), nullable=False),
        sa.Column("shown", sa.Boolean, nullable=False),
        sa.Column("dropped_at", sa.DateTime),
        sa.Column("published", sa.Date),
        sa.Column("language", _WORD),
        sa.Column("status", _WORD, nullable=False),
        sa.Column("role", _WORD),
        sa.Column("role_reason", _TEXT),
        sa.Column("cluster", sa.String(64)),
        sa.Column("cluster_decided", sa.String(64)),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("low", sa.Float),
        sa.Column("high", sa.Float),
        sa.Column("quantifier", _WORD, nullable=False),
        sa.Column("unit", _WORD, nullable=False),
        sa.Column("term", sa.String(32), nullable=False),
        sa.Column("measure", sa.String(32)),
        sa.Column("kind", _WORD, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("series_key", _TEXT, nullable=False),
        sa.Column("period_start", sa.Date),
        sa.Column("period_end", sa.Date),
        sa.Column("period_rule", _WORD, nullable=False),
        sa.Column("period_precision", _WORD, nullable=False),
        sa.Column("place", _TEXT),
        sa.Column("country", sa.String(3)),
        sa.Column("place_id", _TEXT),
        sa.Column("place_role", _WORD),
        sa.Column("pcode", _TEXT),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("source_id", _TEXT),
        sa.Column("cause", _WORD),
        sa.Column("hazard", _WORD),
        sa.Column("forecast", sa.Boolean, nullable=False),
        sa.Column("increment", sa.Boolean, nullable=False),
        sa.Column("part_of", _WORD),
        sa.Column("same_as", _WORD),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("quote", _TEXT, nullable=False),
        sa.Column("quantifier_text", _TEXT),
        sa.Column("subject", _TEXT),
        sa.Column("period_text", _TEXT),
        sa.Column("attribution", _TEXT),
        sa.Column("evidence", _TEXT, nullable=False),
        sa.Column("implied", _TEXT, nullable=False),
        sa.Column("sentence", _TEXT, nullable=False),
    )
    op.create_index("figures_of_document", "figures", ["document"])
    op.create_index("figures_by_month", "figures", [
        "shown", "month", "measure", "kind", "unit", "country", "cause", "status", "source_id", "language", "term",
        "hazard", "period_end", "value",
    ])  # fmt: skip
    op.create_index("figures_by_country", "figures", [
        "country", "shown", "month", "measure", "kind", "unit", "cause", "status", "source_id", "period_end", "value",
    ])  # fmt: skip
    op.create_index("figures_of_series", "figures", ["series_key"])
    op.create_index("figures_by_place", "figures", ["place"])
    op.create_index("figures_by_doubt", "figures", ["shown", "status", "confidence"])
    op.create_index("figures_by_publication", "figures", ["shown", "published"])


def _series() -> None:
    op.create_table(
        "series_rows",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("series_key", _TEXT, nullable=False),
        sa.Column("series", _TEXT, nullable=False),
        *(sa.Column(name, _TEXT) for name in ("country", "place", "place_id", "place_role", "measure", "cause", "kind",
                                              "unit")),
        *(sa.Column(name, sa.Date) for name in ("date", "period_start", "period_end")),
        *(sa.Column(name, sa.Float) for name in ("value", "low", "high")),
        sa.Column("basis", _TEXT),
        sa.Column("household_size", sa.Float),
        sa.Column("household_size_year", sa.Integer),
        sa.Column("household_size_source", _TEXT),
        sa.Column("role", _TEXT),
        sa.Column("role_reason", _TEXT),
        sa.Column("reports", sa.Integer),
        sa.Column("sources", _TEXT),
        sa.Column("figure_ids", _TEXT),
    )  # fmt: skip
    op.create_index("series_rows_of_key", "series_rows", ["series_key"])
    op.create_index("series_rows_by_country", "series_rows", ["country", "measure", "date"])
    op.create_index("series_rows_by_place", "series_rows", ["place_id", "measure", "date"])
    op.create_index("series_rows_by_measure", "series_rows", ["measure", "kind", "role", "date"])
