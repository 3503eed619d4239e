"""Hands what is corrected of a figure on to its parts and twins: they stay parts and twins of it."""

from collections.abc import Sequence

from stats.store.rows import Row, place_key
from stats.vocabulary import Status

# What says where, when and of what a figure tells, in groups that are right or wrong together.
_PLACE = ("place", "country", "place_id", "pcode", "latitude", "longitude")
_WINDOW = ("period_start", "period_end", "period_text", "period_rule", "period_precision")
_GROUPS: tuple[tuple[str, ...], ...] = (
    _PLACE, _WINDOW, ("cause", "hazard"), ("place_role",), ("term",), ("kind",), ("forecast",),
)  # fmt: skip


def followers(row: Row, changes: Row, beside: Sequence[Row]) -> tuple[list[tuple[Row, Row]], list[Row]]:
    """Return the unreviewed figures that a correction is handed on to, each with what changes in it.

    Args:
        row: the corrected figure, as it stood before. changes: the correction, as stored fields.
        beside: the figures of its document.

    Returns:
        Those; and the reviewed ones that said the same and stay as people left them.
    """
    found: list[tuple[Row, Row]] = []
    left: list[Row] = []
    seen = {row["id"]}
    waiting = [row]
    while waiting:
        whole = waiting.pop()
        for kin in _kin(whole, beside):
            if kin["id"] in seen:
                continue
            seen.add(kin["id"])
            shared = _shared(row, changes, kin)
            if not shared or kin["status"] == Status.REJECTED:
                continue
            if kin["status"] != Status.UNREVIEWED or kin["cluster_decided"] is not None:
                left.append(kin)
                continue
            found.append((kin, shared))
            waiting.append(kin)
    return found, left


def _kin(whole: Row, beside: Sequence[Row]) -> list[Row]:
    """Return the parts of a figure, and those that a text says are the same count."""
    return [one for one in beside if whole["id"] in (one["part_of"], one["same_as"]) or one["id"] == whole["same_as"]]


def _shared(row: Row, changes: Row, kin: Row) -> Row:
    """Return the changes of each group in which two figures said the same."""
    shared: Row = {}
    for group in _GROUPS:
        own = {name: changes[name] for name in group if name in changes}
        if any(row[name] != value for name, value in own.items()) and _told(row, group) == _told(kin, group):
            shared |= own
    return shared


def _told(row: Row, group: tuple[str, ...]) -> object:
    """Return what a figure says in a group: of a place what identifies it, of a window its days, in whatever words."""
    if group is _PLACE:
        return place_key(row["place_id"], row["place"], row["country"])
    return [row[name] for name in (group[:2] if group is _WINDOW else group)]
