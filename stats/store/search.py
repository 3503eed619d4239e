"""Search over the articles: an index of words beside the documents, FTS5 on SQLite, full text on PostgreSQL."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    column,
    false,
    func,
    insert,
    literal_column,
    select,
    table,
)

from stats.store.dialects import insert_bound, is_postgres
from stats.store.frames import frame_of
from stats.store.tables import documents
from stats.store.words import snippet, terms_of

# PostgreSQL takes a megabyte of words a document; what follows is not searched. SQLite is held to the same.
LONGEST = 200_000
_TITLE_WEIGHT = 5.0
_SIMPLE: ColumnElement[Any] = literal_column("'simple'::regconfig")  # words as they are; no language's stemming

# Not in the metadata: SQLite's is a virtual table, PostgreSQL's has a column type of its own. See migrations.
_sqlite = table("search_words", column("rowid"), column("title"), column("body"))
_postgres = table("search_words", column("document"), column("words"))


def index(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Put documents into the index. Rows: number, words of the title, words of the text (both of `words_of`)."""
    if not rows:
        return
    if not is_postgres(connection):
        insert_bound(connection, "search_words", ("rowid", "title", "body"), rows)
        return
    title = func.setweight(func.to_tsvector(_SIMPLE, bindparam("title")), literal_column("'A'::\"char\""))
    words = title.op("||")(func.to_tsvector(_SIMPLE, bindparam("body")))
    connection.execute(
        insert(_postgres).values(document=bindparam("own"), words=words),
        [{"own": number, "title": a, "body": b} for number, a, b in rows],
    )


def with_words(connection: Connection, question: str) -> Select[Any]:
    """Return the numbers of the documents that hold everything a question asks for."""
    return select(_number(connection)).where(_found(connection, question))


def search(connection: Connection, question: str, limit: int) -> pd.DataFrame:
    """Return the documents that a question finds, best first, with a passage of each.

    Columns: document_id, title, publisher, url, published, language, near_copy_of, snippet.
    """
    c = documents.c
    names = ("title", "publisher", "url", "published", "language", "near_copy_of")
    index_table = _postgres if is_postgres(connection) else _sqlite
    query = (
        select(c.id.label("document_id"), *(c[name] for name in names), c.text.label("snippet"))
        .join_from(index_table, documents, c.number == _number(connection))
        .where(_found(connection, question), c.removed_at.is_(None))
        .order_by(_rank(connection, question), c.number.desc())
        .limit(limit)
    )
    selected = query.selected_columns
    found = frame_of(connection.execute(query).all(), [s.name for s in selected], [s.type for s in selected])
    terms = terms_of(question)
    found["snippet"] = pd.Series([snippet(text, terms) for text in found["snippet"].tolist()], dtype="str")
    return found


def _number(connection: Connection) -> ColumnElement[int]:
    return _postgres.c.document if is_postgres(connection) else _sqlite.c.rowid


def _found(connection: Connection, question: str) -> ColumnElement[bool]:
    terms = terms_of(question)
    if not terms:
        return false()
    if is_postgres(connection):
        return _postgres.c.words.op("@@")(_postgres_query(terms))
    return literal_column("search_words").op("MATCH")(_sqlite_query(terms))


def _rank(connection: Connection, question: str) -> ColumnElement[Any]:
    terms = terms_of(question)
    if not terms:
        return documents.c.number
    if is_postgres(connection):
        return func.ts_rank_cd(_postgres.c.words, _postgres_query(terms)).desc()
    return func.bm25(literal_column("search_words"), _TITLE_WEIGHT, 1.0)


def _sqlite_query(terms: list[str]) -> str:
    # Words hold letters and digits only, so that nothing in them is a sign of the query language.
    return " AND ".join(f'"{term.rstrip("*")}"' + ("*" if term.endswith("*") else "") for term in terms)


def _postgres_query(terms: list[str]) -> ColumnElement[Any]:
    told = " & ".join(
        "(" + " <-> ".join(term.rstrip("*").split()) + (":*" if term.endswith("*") else "") + ")" for term in terms
    )
    return func.to_tsquery(_SIMPLE, told)
