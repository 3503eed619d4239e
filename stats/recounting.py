"""Keeps the series of a store up with its figures: those that are owed after a write, and all of them anew."""

import logging
from collections.abc import Callable, Collection
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from stats.counting import AT_ONCE, place_name
from stats.settings import DATA

if TYPE_CHECKING:
    from stats.store import Store
    from stats.units import Sizes

_log = logging.getLogger(__name__)
# Series that are computed when a database is opened: some seconds' work.
OWED_AT_MOST = 2_000


def recount(store: "Store", sizes: "Sizes", keys: Collection[str]) -> None:
    """Compute those of some series that are owed and keep them, and the role of each of their figures.

    What is not owed, or not any more, another process has computed from all that is kept now.
    """
    from stats.series import reconcile
    from stats.store import SERIES_INPUT

    while owed := store.owed(keys):  # again: another process may have changed figures, or computed some, meanwhile
        figures = store.figures(keys=owed, columns=SERIES_INPUT)
        done = reconcile(figures, sizes=sizes, place_name=place_name)
        store.keep_series(owed, done.rows, done.figures, paid=owed, rules=rules_in_force(sizes.own))


def due(store: "Store", own: str) -> Collection[str]:
    """Return the keys of series to compute when a database is opened; own: as of `rules_in_force`.

    Those that a process owed when it was killed between a write and its series, and those that other rules computed,
    which are owed from now on.
    Where they are more than OWED_AT_MOST, none: a batch that is at work, or goes on later, counts its own, and of
    other rules the log tells.
    """
    changed, outdated = store.owed().keys(), store.outdated(rules_in_force(own))
    if len(outdated) > OWED_AT_MOST:
        _log.warning("%d series were computed by other rules or household sizes than those in force. "
                     "`python -m stats rebuild` computes them again.", len(outdated))  # fmt: skip
    else:
        store.owe(outdated)
    return [key for keys in (changed, outdated) if len(keys) <= OWED_AT_MOST for key in keys]


@cache
def rules_in_force(own: str = "") -> str:
    """Return a word for what computes series: another with every change of the rules or of the tables they read.

    Args:
        own: a word for what the user has set of them.
    """
    rules = sorted((Path(__file__).parent / "series").glob("*.py"))
    reference = DATA / "reference"
    tables = (DATA / "units.txt", DATA / "reliability.csv", reference / "organisations.csv",
              reference / "household_sizes.csv")  # fmt: skip
    read = sha256(own.encode())
    for file in (*rules, Path(__file__).with_name("units.py"), *tables):
        # A checkout may end its lines in either way: two machines of one database would undo each other's series.
        read.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return read.hexdigest()[:16]


def rebuild(store: "Store", sizes: "Sizes", told: Callable[[int, int], None]) -> None:
    """Compute all series from all figures; what was kept for a key that is no more goes.

    Args:
        store, sizes: as in `counting.figure_pages`.
        told: is called with the number of figures done and of all.
    """
    from stats.series import keys_of

    counts: dict[str, int] = {}
    for page in store.figure_pages(columns=("place_id", "place", "country", "measure")):
        for key, count in keys_of(page).value_counts().items():
            counts[str(key)] = counts.get(str(key), 0) + int(count)
    kept = store.series()
    gone = {*(map(str, keys_of(kept)) if len(kept) else ()), *store.outdated(rules_in_force(sizes.own))} - counts.keys()
    counts |= dict.fromkeys(gone, 0)
    counts.pop("", None)
    total, done = sum(counts.values()), 0
    batch: list[str] = []
    waiting = 0
    for key, count in sorted(counts.items()):
        batch.append(key)
        waiting += count
        if waiting >= AT_ONCE:
            _anew(store, sizes, batch)
            done += waiting
            told(done, total)
            batch, waiting = [], 0
    _anew(store, sizes, batch)
    told(total, total)


def _anew(store: "Store", sizes: "Sizes", keys: Collection[str]) -> None:
    store.owe(keys)
    recount(store, sizes, keys)
