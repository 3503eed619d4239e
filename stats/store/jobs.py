"""Jobs: long intakes that go on where they stopped, item by item."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, case, func, insert, select, update

from stats.errors import StoreError
from stats.store.dialects import insert_rows
from stats.store.documents import next_number, now
from stats.store.rows import storable
from stats.store.tables import job_items, jobs


class ItemState(StrEnum):
    """How far an item has come."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """A job and how many of its items are in which state. Times are UTC."""

    number: int
    what: str
    by: str
    started_at: datetime
    finished_at: datetime | None
    waiting: int
    done: int
    failed: int


@dataclass(frozen=True, slots=True)
class JobItem:
    """One item: a file, an address. told: what went well or wrong. original_hash: of its bytes, where kept."""

    job: int
    place: int
    name: str
    state: ItemState
    told: str
    document_ids: tuple[str, ...]
    original_hash: str | None


def start(connection: Connection, what: str, items: Sequence[tuple[str, str | None]], by: str) -> Job:
    """Write a job with its items, all waiting. Items: name, and the hash under which its bytes were kept."""
    number = next_number(connection, jobs.c.number)
    connection.execute(
        insert(jobs).values(number=number, what=storable(what), by=storable(by), started_at=now(), finished_at=None)
    )
    rows = [
        {"job": number, "place": place, "name": storable(name), "state": str(ItemState.WAITING), "told": "",
         "document_ids": "[]", "original_hash": kept}
        for place, (name, kept) in enumerate(items)
    ]  # fmt: skip
    insert_rows(connection, job_items, rows)
    return get(connection, number)


def _counted() -> Select[Any]:
    of = [func.coalesce(func.sum(case((job_items.c.state == state, 1), else_=0)), 0) for state in ItemState]
    return (
        select(jobs.c.number, jobs.c.what, jobs.c.by, jobs.c.started_at, jobs.c.finished_at, of[0], of[1], of[2])
        .outerjoin(job_items, job_items.c.job == jobs.c.number)
        .group_by(*jobs.c)
    )


def get(connection: Connection, number: int) -> Job:
    """Return a job.

    Raises:
        StoreError: there is none of this number.
    """
    row = connection.execute(_counted().where(jobs.c.number == number)).first()
    if row is None:
        raise StoreError(f"There is no job {number}.")
    return Job(*row)


def unfinished(connection: Connection) -> list[Job]:
    """Return the jobs that have not been finished, oldest first."""
    rows = connection.execute(_counted().where(jobs.c.finished_at.is_(None)).order_by(jobs.c.number))
    return [Job(*row) for row in rows]


def items(connection: Connection, number: int, state: ItemState | None = None) -> list[JobItem]:
    """Return the items of a job in order, of one state or all."""
    query = select(job_items).where(job_items.c.job == number).order_by(job_items.c.place)
    if state is not None:
        query = query.where(job_items.c.state == str(state))
    return [
        JobItem(row["job"], row["place"], row["name"], ItemState(row["state"]), row["told"],
                tuple(json.loads(row["document_ids"])), row["original_hash"])
        for row in connection.execute(query).mappings()
    ]  # fmt: skip


def finish_item(
    connection: Connection, number: int, place: int, state: ItemState, told: str, document_ids: Sequence[str]
) -> None:
    """Write how an item ended. With the last one the job is finished.

    Raises:
        StoreError: there is no such item.
    """
    own = job_items.c.job == number, job_items.c.place == place
    ended = update(job_items).where(*own).values(state=str(state), told=storable(told),
                                                 document_ids=json.dumps(list(document_ids)))  # fmt: skip
    if connection.execute(ended).rowcount != 1:
        raise StoreError(f"Job {number} has no item {place}.")
    waiting = select(job_items.c.place).where(job_items.c.job == number, job_items.c.state == str(ItemState.WAITING))
    if connection.execute(waiting.limit(1)).first() is None:
        finish(connection, number)


def finish(connection: Connection, number: int) -> None:
    """Mark a job as finished; what still waits is left as it is."""
    connection.execute(
        update(jobs).where(jobs.c.number == number, jobs.c.finished_at.is_(None)).values(finished_at=now())
    )
