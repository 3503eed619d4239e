"""Documents: added once each with their figures, marked as removed and brought back, dated, listed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, exists, func, insert, select, update

from stats.document import Document, text_id
from stats.errors import StoreError
from stats.figure import Figure, figure_id
from stats.filters import Filters
from stats.store.filtering import conditions, document_conditions
from stats.store.frames import frame_of
from stats.store.rows import Row, packed, row_of, storable
from stats.store.sentences import sentence_at
from stats.store.summaries import COUNTED, Tally
from stats.store.tables import documents, figures, reviews
from stats.vocabulary import DayKnown, Status


@dataclass(frozen=True, slots=True)
class Addition:
    """A document to add, its figures and how it came. original_hash: what stats.store.originals gave for its file."""

    document: Document
    figures: tuple[Figure, ...] = ()
    original_hash: str | None = None
    original_name: str = ""
    added_by: str = ""
    added_at: datetime | None = None
    sample: bool = False


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
class Touched:
    """What an act changed: ids of figures and documents, and the keys of the series to compute again."""

    figure_ids: tuple[str, ...] = ()
    document_ids: tuple[str, ...] = ()
    touched: frozenset[str] = frozenset()


def now() -> datetime:
    """Return the time in UTC, without its zone, as the store keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def stored_id(text: str) -> str:
    """Return the id that a text has in the store."""
    return text_id(storable(text))


def add(connection: Connection, additions: Sequence[Addition]) -> list[Added]:
    """Write documents with their figures and counts; a text that is there already, or twice in the list, once.

    Raises:
        StoreError: two figures of a document have the same span.
    """
    ids = [stored_id(addition.document.text) for addition in additions]
    held = _held(connection, ids)
    number = next_number(connection, documents.c.number)
    figure_number = next_number(connection, figures.c.number)
    tally = Tally()
    document_rows: list[Row] = []
    figure_rows: list[Row] = []
    outcome: list[Added] = []
    moment = now()
    for identity, addition in zip(ids, additions, strict=True):
        if identity in held:
            outcome.append(held[identity])
            continue
        own = document_row(addition, identity, number, addition.added_at or moment)
        rows = figure_rows_of(addition.figures, own, figure_number)
        tally.put(rows)
        document_rows.append(own)
        figure_rows += rows
        outcome.append(_added(own, rows))
        held[identity] = Added(identity, new=False, near_copy_of=own["near_copy_of"])
        number += 1
        figure_number += len(rows)
    if document_rows:
        connection.execute(insert(documents), document_rows)
    if figure_rows:
        connection.execute(insert(figures), figure_rows)
    tally.write(connection)
    _adopt(connection, [i for i, a, o in zip(ids, additions, outcome, strict=True) if not o.new and not a.sample])
    return outcome


def _held(connection: Connection, ids: Sequence[str]) -> dict[str, Added]:
    c = documents.c
    rows = connection.execute(select(c.id, c.near_copy_of, c.removed_at).where(c.id.in_(ids)))
    return {row.id: Added(row.id, False, row.near_copy_of, row.removed_at is not None) for row in rows}


def _added(document: Row, rows: list[Row]) -> Added:
    return Added(
        document["id"],
        True,
        document["near_copy_of"],
        figure_ids=tuple(row["id"] for row in rows),
        touched=frozenset(row["series_key"] for row in rows if row["series_key"]),
    )


def _adopt(connection: Connection, ids: list[str]) -> None:
    """A sample that somebody adds as their own is no sample any more."""
    if ids:
        connection.execute(
            update(documents).where(documents.c.id.in_(ids), documents.c.sample.is_(True)).values(sample=False)
        )


def next_number(connection: Connection, column: ColumnElement[int]) -> int:
    """Return the number after the highest of a table. Safe, since writers come one at a time."""
    return int(connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()) + 1


def document_row(addition: Addition, identity: str, number: int, moment: datetime) -> Row:
    """Return the row of a document."""
    document = addition.document

    def clean(text: str | None) -> str | None:
        return storable(text) if text else None

    return {
        "number": number,
        "id": identity,
        "given_id": clean(document.id) if document.id != identity else None,
        "title": clean(document.title),
        "publisher": clean(document.publisher),
        "url": clean(document.url),
        "published": document.published,
        "published_by": document.published_by,
        "language": document.language,
        "language_confidence": document.language_confidence,
        "near_copy_of": None,
        "sample": addition.sample,
        "added_at": moment,
        "added_by": storable(addition.added_by),
        "removed_at": None,
        "removed_by": None,
        "original_hash": addition.original_hash,
        "original_name": clean(addition.original_name),
        "pages": json.dumps(document.pages),
        "warnings": json.dumps([storable(w) for w in document.warnings], ensure_ascii=False),
        "text": storable(document.text),
    }


def figure_rows_of(found: Sequence[Figure], document: Row, number: int) -> list[Row]:
    """Return the rows of a document's figures, numbered from `number`, under ids that follow from the stored text.

    Args:
        found: the figures; their part_of and same_as name each other's ids.
        document: the row of their document.
        number: of the first row.

    Raises:
        StoreError: two figures have the same span.
    """
    ids = {figure.id: figure_id(document["id"], figure.start, figure.end) for figure in found}
    if len({(figure.start, figure.end) for figure in found}) < len(found):
        raise StoreError(
            f"Two figures of document {document['id']} have the same span; a number can be read once only."
        )
    rows = []
    for place, figure in enumerate(found):
        row = row_of(figure)
        row.update(
            number=number + place,
            id=ids[figure.id],
            part_of=ids.get(figure.part_of) if figure.part_of else None,
            same_as=ids.get(figure.same_as) if figure.same_as else None,
            document=document["number"],
            shown=document["removed_at"] is None,
            dropped_at=None,
            published=document["published"],
            language=document["language"],
            status=str(Status.UNREVIEWED),
            role=None,
            role_reason=None,
            cluster=None,
            cluster_decided=None,
            sentence=sentence_at(document["text"], figure.start, figure.end),
        )
        rows.append(row)
    return rows


def get(connection: Connection, document_id: str) -> Document | None:
    """Return a document as it was added, removed or not; None where there is none."""
    row = connection.execute(select(documents).where(documents.c.id == document_id)).mappings().first()
    if row is None:
        return None
    return Document(
        text=row["text"],
        id=row["id"],
        title=row["title"],
        publisher=row["publisher"],
        url=row["url"],
        published=row["published"],
        published_by=DayKnown(row["published_by"]) if row["published_by"] else None,
        language=row["language"],
        language_confidence=row["language_confidence"],
        pages=tuple(json.loads(row["pages"])),
        warnings=tuple(json.loads(row["warnings"])),
    )


LIST_COLUMNS = ("id", "title", "publisher", "url", "published", "published_by", "language", "near_copy_of", "sample",
                "added_at", "added_by", "removed_at", "removed_by", "original_name")  # fmt: skip


def listed(
    connection: Connection, filters: Filters, *, limit: int | None, offset: int, removed: bool, order: str
) -> pd.DataFrame:
    """Return documents: document_id, what is known of them, and how many figures they have and of these unreviewed."""
    c = documents.c
    wanted: list[ColumnElement[bool]] = [c.removed_at.is_not(None) if removed else c.removed_at.is_(None)]
    wanted += document_conditions(filters)
    if _about_figures(filters).query():
        wanted.append(exists().where(figures.c.document == c.number, *conditions(filters, figures)))
    orders: dict[str, list[ColumnElement[Any]]] = {
        "added": [c.number.desc()],
        "published": [c.published.desc().nulls_last(), c.number.desc()],
        "title": [c.title, c.number],
    }
    if order not in orders:
        raise StoreError(f"There is no order {order!r}. Choose one of {', '.join(orders)}.")
    page = select(c.number).where(*wanted).order_by(*orders[order]).limit(limit).offset(offset or None).subquery()
    own = figures.c.document == c.number
    counted = select(func.count()).where(own, figures.c.dropped_at.is_(None))
    query = (
        select(
            *(c[name].label("document_id" if name == "id" else name) for name in LIST_COLUMNS),
            counted.scalar_subquery().label("figures"),
            counted.where(figures.c.status == Status.UNREVIEWED).scalar_subquery().label("unreviewed"),
        )
        .join(page, page.c.number == c.number)
        .order_by(*orders[order])
    )
    selected = query.selected_columns
    return frame_of(connection.execute(query).all(), [s.name for s in selected], [s.type for s in selected])


def _about_figures(filters: Filters) -> Filters:
    return replace(filters, document=(), language=(), q="")


def mark(connection: Connection, wanted: ColumnElement[bool], *, removed: bool, by: str) -> Touched:
    """Mark documents as removed, or take the mark off; their figures leave the tables and series, or come back."""
    c = documents.c
    rows = connection.execute(select(c.number, c.id).where(wanted, c.removed_at.is_(None) if removed else
                                                           c.removed_at.is_not(None))).all()  # fmt: skip
    if not rows:
        return Touched()
    moment = now()
    ids: list[str] = []
    keys: set[str] = set()
    tally = Tally()
    log = next_number(connection, reviews.c.number)
    for place, row in enumerate(rows):
        own = select(*COUNTED, figures.c.id).where(figures.c.document == row.number, figures.c.dropped_at.is_(None))
        changed = [{**f, "shown": True} for f in connection.execute(own).mappings()]
        tally.put(changed, -1 if removed else 1)
        ids += [f["id"] for f in changed]
        keys |= {f["series_key"] for f in changed if f["series_key"]}
        here = figures.c.document == row.number
        connection.execute(update(figures).where(here, figures.c.dropped_at.is_(None)).values(shown=not removed))
        mark_values = {"removed_at": moment if removed else None, "removed_by": by if removed else None}
        connection.execute(update(documents).where(c.number == row.number).values(**mark_values))
        note(connection, log + place, row.number, "remove" if removed else "restore", by, moment, {}, {})
    tally.write(connection)
    return Touched(tuple(ids), tuple(row.id for row in rows), frozenset(keys))


def note(
    connection: Connection, number: int, document: int, action: str, by: str, at: datetime, before: Row, after: Row
) -> None:
    """Write an act on a document into the log."""
    connection.execute(
        insert(reviews).values(number=number, figure=None, document=document, action=action, by=storable(by), at=at,
                               why="", changes="{}", before=packed(before), after=packed(after), undoes=None)
    )  # fmt: skip


def set_published(connection: Connection, document_id: str, day: date | None, by: str) -> Touched:
    """Set the day of a document by a user's word. Extract again after it: windows are read against that day.

    Raises:
        StoreError: there is no such document.
    """
    row = known(connection, document_id)
    told = {"published": day, "published_by": str(DayKnown.USER if day else DayKnown.UNKNOWN)}
    connection.execute(update(documents).where(documents.c.number == row["number"]).values(**told))
    connection.execute(update(figures).where(figures.c.document == row["number"]).values(published=day))
    before = {name: row[name] for name in told}
    number = next_number(connection, reviews.c.number)
    note(connection, number, row["number"], "date", by, now(), before, told)
    own = select(figures.c.id, figures.c.series_key).where(figures.c.document == row["number"], figures.c.shown)
    found = connection.execute(own).all()
    return Touched(tuple(f.id for f in found), (document_id,), frozenset(f.series_key for f in found if f.series_key))


def known(connection: Connection, document_id: str) -> dict[str, Any]:
    """Return the row of a document.

    Raises:
        StoreError: there is none.
    """
    row = connection.execute(select(documents).where(documents.c.id == document_id)).mappings().first()
    if row is None:
        raise StoreError(f"There is no document {document_id}.")
    return dict(row)
