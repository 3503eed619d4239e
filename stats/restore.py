"""Takes a data package into a collection: its documents, then its reviews, until all stands as it stood."""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from stats.collection import Collection
from stats.errors import StoreError
from stats.exports.packed import Package, Packed, PackedReview
from stats.store.missed import Addition, given_of
from stats.store.standing import ADD

if TYPE_CHECKING:
    from stats.store import Prepared

# Documents a transaction, and series counted at a time: enough to be quick, few enough for the memory.
_AT_ONCE = 2_000
_KEYS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Restored:
    """new, known: documents that were new, or there already. reviews: acts made again. problems: those not possible."""

    new: int
    known: int
    reviews: int
    problems: tuple[str, ...]


def restore(collection: Collection, path: Path) -> Restored:
    """Take in a data package; interrupted, take it in again and it goes on.

    A document that is there already stays as it is. The reviews of a figure are made again where nobody has reviewed it
    here otherwise.

    Args:
        collection: where to.
        path: of the zip.

    Raises:
        ExportError: it is no data package, or damaged.
    """
    package = Package(path)
    keys: set[str] = set()
    new = known = made = 0
    with collection.store.loading(package.size()) as store:
        documents = package.documents()
        while batch := list(islice(documents, _AT_ONCE)):
            for added in store.add_prepared([_prepared(packed) for packed in batch]):
                new, known = new + added.new, known + (not added.new)
                keys |= added.touched
    problems = []
    acts = list(package.reviews())
    waiting = _to_make(collection, acts)
    for act in acts:
        if _name(act) in waiting:
            try:
                keys |= _again(collection, act)
                made += 1
            except StoreError as error:
                problems.append(f"{act.action} of {act.figure_id} by {act.by}: {error}")
    waiting_keys = iter(sorted(keys))
    while some := list(islice(waiting_keys, _KEYS_AT_ONCE)):
        collection.recount(some)
    return Restored(new, known, made, tuple(problems))


def _prepared(packed: Packed) -> "Prepared":
    from stats.store import prepare

    return prepare(
        packed.document, packed.figures, original_name=packed.original_name, added_by=packed.added_by,
        added_at=packed.added_at, sample=packed.sample, near_copy_of=packed.near_copy_of, beside=packed.added,
    )  # fmt: skip


_Name = tuple[str, str, str, str]


def _name(act: PackedReview) -> _Name:
    return act.figure_id, act.action, act.by, act.at.isoformat()


def _to_make(collection: Collection, acts: list[PackedReview]) -> set[_Name]:
    """Return the acts that are not here yet, on figures that have no other acts here."""
    packed = {_name(act) for act in acts}
    log = collection.store.reviews()
    columns = (log[name].tolist() for name in ("figure_id", "action", "by"))
    here = {(f, a, by, at.isoformat()) for f, a, by, at in zip(*columns, log["at"], strict=True)}
    reviewed_otherwise = {figure for figure, *_ in here - packed}
    return {name for name in packed - here if name[0] not in reviewed_otherwise}


def _again(collection: Collection, act: PackedReview) -> frozenset[str]:
    if act.action == ADD:
        return _added_again(collection, act)
    changes = {"cluster": act.changes.get("cluster_decided")} if act.action == "merge" else act.changes
    return collection.store.review(
        [act.figure_id], act.action, by=act.by, why=act.why, changes=changes, at=act.at, hand_on=False
    ).touched


def _added_again(collection: Collection, act: PackedReview) -> frozenset[str]:
    """Add a count that the rules missed, as the log tells it."""
    document_id = act.document_id or str(collection.store.figure(act.figure_id)["document_id"])
    added = Addition(document_id, *given_of(act.changes))
    return collection.store.add_missed(added, by=act.by, why=act.why, at=act.at, over=True).touched
