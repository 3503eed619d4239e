"""Near-copies, search and jobs; what was stored before is signed and indexed."""

import sqlalchemy as sa
from alembic import op

from stats.store.search import LONGEST, index
from stats.store.shingles import bands, shingles
from stats.store.words import words_of

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables and fill them from the documents."""
    signatures = op.create_table(
        "shingle_bands",
        sa.Column("band", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.number"), primary_key=True),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE search_words"
            " (document INTEGER PRIMARY KEY REFERENCES documents (number), words TSVECTOR NOT NULL)"
        )
        op.execute("CREATE INDEX search_words_of_text ON search_words USING gin (words)")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE search_words USING fts5"
            "(title, body, content='', tokenize='unicode61 remove_diacritics 2')"
        )
    op.create_table(
        "jobs",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("started_at", sa.DateTime, nullable=False),
        sa.Column("finished_at", sa.DateTime),
    )
    op.create_table(
        "job_items",
        sa.Column("job", sa.Integer, sa.ForeignKey("jobs.number"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("document_ids", sa.Text, nullable=False),
        sa.Column("original_hash", sa.String(64)),
    )
    _fill(signatures)


def _fill(signatures: sa.Table) -> None:
    connection = op.get_bind()
    documents = sa.table("documents", sa.column("number"), sa.column("title"), sa.column("text"))
    last = 0
    while True:
        query = sa.select(documents).where(documents.c.number > last).order_by(documents.c.number).limit(500)
        rows = connection.execute(query).all()
        if not rows:
            return
        last = rows[-1].number
        signed = [{"band": b, "document": row.number} for row in rows for b in bands(shingles(row.text))]
        op.bulk_insert(signatures, signed)
        index(connection, [(r.number, words_of(r.title or ""), words_of(r.text[:LONGEST])) for r in rows])
