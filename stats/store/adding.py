"""Adds documents, each text once. What can be worked out before the writers' lock is taken is worked out before it."""

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from stats.document import Document, text_id
from stats.errors import StoreError
from stats.figure import Figure, figure_id
from stats.store.dialects import Bound, among, bound, insert_bound
from stats.store.documents import next_number, now
from stats.store.kin import KIN
from stats.store.near_copies import NearCopies
from stats.store.rows import Row, row_of, storable
from stats.store.search import LONGEST, index
from stats.store.sentences import Sentences
from stats.store.shingles import bands, shingles
from stats.store.signatures import Signatures
from stats.store.summaries import Tally
from stats.store.tables import documents, figures
from stats.store.words import words_of
from stats.vocabulary import Status

# How a figure begins; reviews, the series and newer rules change it.
_AT_FIRST: Row = {"shown": True, "dropped_at": None, "status": str(Status.UNREVIEWED), "role": None,
                  "role_reason": None, "cluster": None, "cluster_decided": None}  # fmt: skip
# The columns of a figure that hold something before the writer numbers it.
_EMPTY = [name for name, value in _AT_FIRST.items() if value is None]
_PREPARED = tuple(column.name for column in figures.c if column.name not in ("number", "document", *_EMPTY))
# The same of a document, before it is compared with those held.
_DOCUMENT = tuple(column.name for column in documents.c if column.name not in ("number", "near_copy_of"))
# What is written: the writer's numbers before what was prepared.
_FIGURES = ("number", "document", *_PREPARED)
_DOCUMENTS = ("number", "near_copy_of", *_DOCUMENT)
_SLICE = 200  # documents written at a time: their rows are bound and counted while the processor still holds them


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a document.

    new: false where the store held its text already; then nothing was written. near_copy_of: id of the first document
    that says nearly the same. removed: it was held, but is marked as removed; restore it to see it again. figure_ids:
    its new figures. touched: keys of the series to compute again.
    """

    document_id: str
    new: bool
    near_copy_of: str | None = None
    removed: bool = False
    figure_ids: tuple[str, ...] = ()
    touched: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be written: all that does not depend on what the store holds. May cross between processes.

    document: what is known of it. row: the same as it is written.
    imported: its figures came in a table; where the article that they are from is held, they are there already.
    near_copy_of: what another store has said of it.
    """

    document: Row
    row: Bound
    figures: list[Bound]
    figure_ids: tuple[str, ...]
    touched: frozenset[str]
    bands: list[int]
    words: tuple[str, str]
    imported: bool = False
    near_copy_of: str | None = None


def prepare(
    document: Document,
    found: Sequence[Figure] = (),
    *,
    original_hash: str | None = None,
    original_name: str = "",
    added_by: str = "",
    added_at: datetime | None = None,
    sample: bool = False,
    near_copy_of: str | None = None,
    beside: Set[str] = frozenset(),
) -> Prepared:
    """Return a document and its figures ready to be written. Pure: workers may do it for the one who writes.

    Args:
        document: with its day settled.
        found: its figures; their part_of and same_as name each other's ids.
        original_hash, original_name: the file it came from, as stats.store.originals kept it.
        added_by, added_at: who, and when (UTC; now where not given).
        sample: it is one of the samples.
        near_copy_of: id of the first of its copies, where another store has found it; kept where none is held here.
        beside: ids of figures of its that are written after it: its own may be part of one of these.

    Raises:
        StoreError: two figures have the same span.
    """
    own = document_row(document, original_hash, original_name, added_by, added_at or now(), sample)
    rows = figure_rows(found, own, beside)
    keys = frozenset(row["series_key"] for row in rows if row["series_key"])
    imported = any(figure.imported for figure in found)
    return Prepared(
        own,
        bound(documents, own, _DOCUMENT),
        [bound(figures, row, _PREPARED) for row in rows],
        tuple(row["id"] for row in rows),
        keys,
        [] if imported else bands(shingles(own["text"])),  # rows of tables are alike and yet no copies
        (words_of(own["title"] or ""), words_of(own["text"][:LONGEST])),
        imported,
        near_copy_of,
    )


def foretell(connection: Connection, many: Sequence[Prepared]) -> list[Added]:
    """Return what would become of documents if they were added now; nothing is written. Args as of `add`."""
    articles, held = _looked_up(connection, many)
    number = next_number(connection, documents.c.number)
    copies = NearCopies(connection, [prepared.bands for prepared in many])
    return [_outcome(prepared, number + place, articles, held, copies) for place, prepared in enumerate(many)]


def add(connection: Connection, many: Sequence[Prepared], signatures: Signatures | None = None) -> list[Added]:
    """Write documents with their figures and counts; a text that is there already, or twice in the list, once.

    Args:
        connection: a writing transaction.
        many: documents of `prepare`.
        signatures: of all documents, which a load holds in memory.
    """
    articles, held = _looked_up(connection, many)
    number = next_number(connection, documents.c.number)
    figure_number = next_number(connection, figures.c.number)
    copies = NearCopies(connection, [prepared.bands for prepared in many], signatures)
    tally = Tally()
    search_rows: list[tuple[int, str, str]] = []
    outcome: list[Added] = []
    for start in range(0, len(many), _SLICE):
        document_rows: list[Bound] = []
        figure_rows: list[Bound] = []
        for prepared in many[start : start + _SLICE]:
            outcome.append(_outcome(prepared, number, articles, held, copies))
            if not outcome[-1].new:
                continue
            document_rows.append((number, outcome[-1].near_copy_of, *prepared.row))
            # Added up: written out, each would be a list first, which takes twice as long.
            figure_rows += [(own, number) + row for own, row in enumerate(prepared.figures, figure_number)]  # noqa: RUF005
            figure_number += len(prepared.figures)
            search_rows.append((number, *prepared.words))
            number += 1
        insert_bound(connection, documents.name, _DOCUMENTS, document_rows)
        insert_bound(connection, figures.name, _FIGURES, figure_rows)
        tally.put_bound(_FIGURES, figure_rows)
    copies.write()
    index(connection, search_rows)  # at one go: SQLite writes the words that it has gathered before any other statement
    tally.write(connection)
    adopted = [o.document_id for p, o in zip(many, outcome, strict=True) if not o.new and not p.document["sample"]]
    if adopted:  # a sample that somebody adds as their own is no sample any more
        samples = among(connection, documents.c.id, adopted), documents.c.sample.is_(True)
        connection.execute(update(documents).where(*samples).values(sample=False))
    return outcome


def _looked_up(connection: Connection, many: Sequence[Prepared]) -> tuple[dict[str, str | None], dict[str, Added]]:
    """Return the articles that imported figures are from, by the id of their document; and which of all are held."""
    articles = {prepared.document["id"]: prepared.document["given_id"] for prepared in many if prepared.imported}
    return articles, _held(connection, [*(p.document["id"] for p in many), *filter(None, articles.values())])


def _outcome(
    prepared: Prepared, number: int, articles: Mapping[str, str | None], held: dict[str, Added], copies: NearCopies
) -> Added:
    """Return what becomes of a document under its number, and note it as held for those after it."""
    identity = prepared.document["id"]
    if (article := articles.get(identity)) in held:
        held.setdefault(identity, held[article])
    if identity in held:
        return held[identity]
    copy_of = copies.first_of(number, prepared.document, prepared.bands, prepared.near_copy_of)
    held[identity] = Added(identity, new=False, near_copy_of=copy_of)
    return Added(identity, True, copy_of, False, prepared.figure_ids, prepared.touched)


def _held(connection: Connection, ids: Sequence[str]) -> dict[str, Added]:
    c = documents.c
    rows = connection.execute(select(c.id, c.near_copy_of, c.removed_at).where(among(connection, c.id, ids)))
    return {row.id: Added(row.id, False, row.near_copy_of, row.removed_at is not None) for row in rows}


def document_row(
    document: Document, original_hash: str | None, original_name: str, by: str, moment: datetime, sample: bool
) -> Row:
    """Return the row of a document, but for its number."""

    def clean(text: str | None) -> str | None:
        return storable(text) if text else None

    text = storable(document.text)
    identity = text_id(text)
    return {
        "id": identity,
        "given_id": clean(document.id) if document.id != identity else None,
        "title": clean(document.title),
        "publisher": clean(document.publisher),
        "url": clean(document.url),
        "published": document.published,
        "published_by": document.published_by and str(document.published_by),
        "language": document.language,
        "language_confidence": document.language_confidence,
        "near_copy_of": None,
        "sample": sample,
        "added_at": moment,
        "added_by": storable(by),
        "removed_at": None,
        "removed_by": None,
        "original_hash": original_hash,
        "original_name": clean(original_name),
        "pages": json.dumps(document.pages),
        "warnings": json.dumps([storable(w) for w in document.warnings], ensure_ascii=False),
        "text": text,
    }


def figure_rows(found: Sequence[Figure], document: Row, beside: Set[str] = frozenset()) -> list[Row]:
    """Return the rows of a document's figures, but for their numbers, under ids that follow from the stored text.

    What is part of, or the same as, a figure that is neither among them nor `beside` (by its id) stands by itself.

    Raises:
        StoreError: two figures have the same span.
    """
    ids = {figure.id: figure_id(document["id"], figure.start, figure.end) for figure in found}
    if len(set(ids.values())) < len(found):
        raise StoreError(f"Two figures of document {document['id']} have the same span. Read each number once.")
    sentences = Sentences(document["text"]) if found else None
    rows = []
    for figure in found:
        row = row_of(figure)
        row.update(_AT_FIRST)
        row["id"] = ids[figure.id]
        for name in KIN:
            kin = row[name]
            row[name] = ids.get(kin, kin if kin in beside else None)
        row["published"] = document["published"]
        row["language"] = document["language"]
        row["sentence"] = sentences.at(figure.start, figure.end) if sentences else ""
        rows.append(row)
    return rows
