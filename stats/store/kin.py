"""Figures of one document that belong together: a part names its whole, a count told again the one it repeats."""

from typing import Any

from sqlalchemy import Connection, select

from stats.errors import StoreError
from stats.store.rows import Row
from stats.store.tables import figures

KIN = ("part_of", "same_as")
"""The fields that name another figure of the same document."""


def check_kin(connection: Connection, row: Row, changes: dict[str, Any]) -> None:
    """Refuse what no figure can be: part of, or the same as, itself, a figure elsewhere, or one that is part of it.

    Args:
        connection: a transaction.
        row: the figure as it stands: id, document and KIN. changes: what it is to become.

    Raises:
        StoreError: the change would be such.
    """
    named = {name: str(changes[name]) for name in KIN if changes.get(name) is not None}
    if not named:
        return
    c = figures.c
    query = select(c.id, c.quote, c.part_of, c.same_as, c.dropped_at).where(c.document == row["document"])
    beside = {one.id: one for one in connection.execute(query)}
    for name, kin in named.items():
        if kin == row["id"] or kin not in beside:
            raise StoreError(f"{name} names another figure of the same document; {kin!r} is none.")
    wished = {name: changes.get(name, row[name]) for name in KIN}
    if wished["part_of"] == wished["same_as"]:
        raise StoreError("A figure is either a part of another or the same count as it. Choose one of the two.")
    links = {one.id: (one.part_of, one.same_as) for one in beside.values() if one.dropped_at is None}
    for name, kin in named.items():
        if _leads(links, kin, row["id"]):
            what = "a part of" if name == "part_of" else "the same count as"
            raise StoreError(
                f"This figure cannot be {what} “{beside[kin].quote}”: that one is told as a part of this one already, "
                "or as the same count, if only by way of others. Take that away first, on that figure."
            )


def _leads(links: dict[str, tuple[str | None, str | None]], start: str, goal: str) -> bool:
    """Tell whether one comes from a figure to another by what each is part of, or the same as."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        own = waiting.pop()
        if own == goal:
            return True
        if own not in seen:
            seen.add(own)
            waiting += [kin for kin in links.get(own, ()) if kin]
    return False
