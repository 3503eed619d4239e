"""The tables of the store: two logs that only grow (extracted, reviews) and what follows from them (figures, counts).

`figures` holds each figure as it stands today: what the rules found, with the decisions of reviewers on it. What was
found before a review or a newer extraction is kept in `extracted`, written at the moment it would be lost, so that a
million untouched figures are not stored twice. Row numbers are given by the writer, who holds the store's one lock.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from stats.columns import SERIES_COLUMNS

metadata = MetaData()


def _numbered(name: str = "number") -> Column[int]:
    return Column(name, Integer, primary_key=True, autoincrement=False)


documents = Table(
    "documents",
    metadata,
    _numbered(),
    Column("id", String(64), nullable=False, unique=True),
    Column("given_id", Text),  # the caller's own id, where it is not the hash of the text
    Column("title", Text),
    Column("publisher", Text),
    Column("url", Text),
    Column("published", Date),
    Column("published_by", Text),
    Column("language", String(16)),
    Column("language_confidence", Float),
    Column("near_copy_of", String(64)),  # id of the first document of which this is a near-copy
    Column("sample", Boolean, nullable=False),
    Column("added_at", DateTime, nullable=False),  # UTC
    Column("added_by", Text, nullable=False),
    Column("removed_at", DateTime),  # UTC; null while the document is shown
    Column("removed_by", Text),
    Column("original_hash", String(64)),
    Column("original_name", Text),
    Column("pages", Text, nullable=False),  # JSON list of offsets
    Column("warnings", Text, nullable=False),  # JSON list of sentences
    Column("text", Text, nullable=False),
    Index("documents_by_day", "published"),
    Index("documents_by_addition", "added_at"),
)

# What filters ask for and counts need.
COVERED = ("period_end", "value", "cause", "language", "hazard", "term", "status", "kind", "unit", "measure", "country",
           "source")  # fmt: skip

figures = Table(
    "figures",
    metadata,
    _numbered(),
    Column("id", String(16), nullable=False, unique=True),
    Column("document", Integer, ForeignKey("documents.number"), nullable=False),
    Column("shown", Boolean, nullable=False),  # false: its document is removed, or newer rules no longer find it
    Column("dropped_at", DateTime),  # UTC; when newer rules no longer found it
    Column("published", Date),  # of the document, here so that one index answers a filter
    Column("language", String(16)),
    Column("status", String(16), nullable=False),
    Column("role", String(16)),
    Column("role_reason", Text),
    Column("cluster", String(64)),
    Column("cluster_decided", String(64)),  # where a reviewer put it: the id of the cluster's first figure
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("value", Float, nullable=False),
    Column("low", Float),
    Column("high", Float),
    Column("quantifier", String(16), nullable=False),
    Column("unit", String(16), nullable=False),
    Column("term", String(32), nullable=False),
    Column("measure", String(32)),  # follows from the term
    Column("kind", String(16), nullable=False),
    Column("month", String(7), nullable=False),  # of period_end, as 2017-03, empty where undated
    Column("series_key", Text, nullable=False),  # place and measure: what is computed together; empty: never charted
    Column("period_start", Date),
    Column("period_end", Date),
    Column("period_rule", String(16), nullable=False),
    Column("period_precision", String(16), nullable=False),
    Column("place", Text),
    Column("country", String(3)),
    Column("place_id", Text),
    Column("place_role", String(16)),
    Column("pcode", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("source_id", Text),
    Column("source", Text),  # who says so: the organisation, else the words for it
    Column("cause", String(16)),
    Column("hazard", String(16)),
    Column("forecast", Boolean, nullable=False),
    Column("increment", Boolean, nullable=False),
    Column("part_of", String(16)),
    Column("same_as", String(16)),
    Column("confidence", Float, nullable=False),
    Column("quote", Text, nullable=False),
    Column("quantifier_text", Text),
    Column("subject", Text),
    Column("period_text", Text),
    Column("attribution", Text),
    Column("evidence", Text, nullable=False),  # JSON
    Column("implied", Text, nullable=False),  # JSON
    Column("sentence", Text, nullable=False),
    Index("figures_of_document", "document"),
    Index("figures_of_series", "series_key"),
    Index("figures_by_place", "place"),
    Index("figures_by_place_id", "place_id"),
    # Each of these answers filters and their counts a month without touching the rows. Within the word that it begins
    # with, the month leads, so nothing is sorted; what differs most comes next, so that rows are quickly put in order.
    Index("figures_by_month", "shown", "month", "published", *COVERED),
    *(
        Index(f"figures_by_{word}", word, "shown", "month", *(name for name in COVERED if name != word))
        for word in ("country", "source")
    ),
    Index("figures_by_doubt", "shown", "confidence", *COVERED),
    # These find the figures of a rare word; a common one is read out of the months.
    Index("figures_by_measure", "measure"),
    Index("figures_by_language", "language"),
    Index("figures_by_hazard", "hazard", sqlite_where=text("hazard IS NOT NULL"),
          postgresql_where=text("hazard IS NOT NULL")),
    Index("figures_by_status", "status", sqlite_where=text("status <> 'unreviewed'"),
          postgresql_where=text("status <> 'unreviewed'")),
)  # fmt: skip

extracted = Table(
    "extracted",
    metadata,
    _numbered(),
    Column("figure", Integer, ForeignKey("figures.number"), nullable=False),
    Column("noted_at", DateTime, nullable=False),  # UTC
    Column("found", Text, nullable=False),  # JSON: the fields as the rules found them
    Index("extracted_of_figure", "figure"),
)

reviews = Table(
    "reviews",
    metadata,
    _numbered(),
    Column("figure", Integer, ForeignKey("figures.number")),  # null where the act is on a document
    Column("document", Integer, ForeignKey("documents.number"), nullable=False),
    Column("action", String(16), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),  # UTC
    Column("why", Text, nullable=False),
    Column("changes", Text, nullable=False),  # JSON: what was decided
    Column("before", Text, nullable=False),  # JSON: the fields that changed, as they were
    Column("after", Text, nullable=False),  # JSON: the same fields, as they became
    Column("undoes", Integer),  # number of the review that this one takes back
    Index("reviews_of_figure", "figure"),
    Index("reviews_of_document", "document"),
    Index("reviews_by_time", "at"),
)

# One row. Each transaction that writes gives it another version, so that one word tells whether anything was written.
data_version = Table("data_version", metadata, _numbered(), Column("version", String(16), nullable=False))

_SERIES_TYPES = {"text": Text, "number": Float, "integer": Integer, "date": Date}

series_rows = Table(
    "series_rows",
    metadata,
    _numbered(),
    Column("series_key", Text, nullable=False),
    *(Column(c.name, _SERIES_TYPES[c.type], nullable=c.name != "series") for c in SERIES_COLUMNS),
    Index("series_rows_of_key", "series_key"),
    Index("series_rows_by_country", "country", "measure", "date"),
    Index("series_rows_by_place", "place_id", "measure", "date"),
    Index("series_rows_by_name", "place"),
    Index("series_rows_by_measure", "measure", "kind", "role", "date"),
)

# By which rules the series of a key were computed last (stats.counting): its rows, if any, are of these.
series_kept = Table(
    "series_kept",
    metadata,
    Column("series_key", Text, primary_key=True),
    Column("rules", String(16), nullable=False),
)

# Keys whose figures have changed since their series were computed. Empty at rest; what a killed process leaves here
# is computed when the database is opened next.
series_owed = Table(
    "series_owed",
    metadata,
    Column("series_key", Text, primary_key=True),
    Column("since", String(16), nullable=False),  # another word with every change
)

month_counts = Table(
    "month_counts",
    metadata,
    *(Column(name, String(32), primary_key=True) for name in ("month", "measure", "kind", "unit", "status")),
    Column("figures", Integer, nullable=False),
    Column("value", Float, nullable=False),
)

facet_counts = Table(
    "facet_counts",
    metadata,
    Column("facet", String(16), primary_key=True),
    Column("value", Text, primary_key=True),
    Column("figures", Integer, nullable=False),
)

crossed_counts = Table(
    "crossed_counts",
    metadata,
    *(Column(name, String(32), primary_key=True) for name in ("country", "measure", "status")),  # empty: without one
    Column("figures", Integer, nullable=False),
)

# Which documents hold which bands of a signature (stats.store.shingles): two that share one may be near-copies.
shingle_bands = Table(
    "shingle_bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("document", Integer, ForeignKey("documents.number"), primary_key=True),
    sqlite_with_rowid=False,
)

# The bands of documents that are added while a load is at work (stats.store.signatures). Empty at rest.
gathered_bands = Table(
    "gathered_bands",
    metadata,
    Column("document", Integer, primary_key=True, autoincrement=False),  # 0: a load is at work
    Column("bands", LargeBinary, nullable=False),  # 64-bit numbers, the least byte first
)

jobs = Table(
    "jobs",
    metadata,
    _numbered(),
    Column("what", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("started_at", DateTime, nullable=False),  # UTC
    Column("finished_at", DateTime),  # UTC; null while items wait
)

job_items = Table(
    "job_items",
    metadata,
    Column("job", Integer, ForeignKey("jobs.number"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("told", Text, nullable=False),
    Column("document_ids", Text, nullable=False),  # JSON
    Column("original_hash", String(64)),
)
