"""Documents: added once each with their figures, marked as removed and brought back, dated, listed."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from stats.document import Document
from stats.errors import StoreError
from stats.filters import Filters
from stats.store.dialects import among
from stats.store.filtering import conditions, document_conditions
from stats.store.frames import frame_of
from stats.store.queries import FEW
from stats.store.rows import Row, packed, storable
from stats.store.summaries import COUNTED, Tally
from stats.store.tables import documents, figures, reviews
from stats.vocabulary import DayKnown, Status


@dataclass(frozen=True, slots=True)
class Touched:
    """What an act changed: ids of figures and documents, and the keys of the series to compute again.

    acts: the numbers of its rows in the log of reviews, by which it can be undone. left: parts and twins of a corrected
    figure that said the same and do not follow it, because people have decided on them.
    """

    figure_ids: tuple[str, ...] = ()
    document_ids: tuple[str, ...] = ()
    touched: frozenset[str] = frozenset()
    acts: tuple[int, ...] = ()
    left: tuple[str, ...] = ()


def now() -> datetime:
    """Return the time in UTC, without its zone, as the store keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def next_number(connection: Connection, column: ColumnElement[int]) -> int:
    """Return the number after the highest of a table. Safe, since writers come one at a time."""
    return int(connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()) + 1


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
    wanted += document_conditions(connection, filters)
    if _about_figures(filters).query():
        wanted.append(_with_figures(connection, filters))
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


def _with_figures(connection: Connection, filters: Filters) -> ColumnElement[bool]:
    """Return the condition that a document has figures that pass: few are named, of many each document is asked."""
    c = figures.c
    few = select(c.document).where(*conditions(connection, filters, figures)).limit(FEW + 1)
    numbers = connection.execute(few).scalars().all()
    if len(numbers) <= FEW:
        return among(connection, documents.c.number, sorted(set(numbers)))
    here = c.document == documents.c.number
    passing = select(c.number).where(here, *conditions(connection, filters, figures))
    # Without statistics SQLite would walk all figures that are shown, once a document.
    return passing.with_hint(figures, "INDEXED BY figures_of_document", "sqlite").exists()


def addresses(connection: Connection) -> frozenset[str]:
    """Return the addresses of all documents, removed ones too."""
    return frozenset(connection.execute(select(documents.c.url).where(documents.c.url.is_not(None))).scalars())


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
    """Set the day of a document by a user's word. Its figures are the caller's: windows are read against that day.

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
