"""Keeps the series of a store up with its figures, and answers with them: from what is kept, else computed anew."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal, cast

from stats.columns import SERIES_COLUMNS, names
from stats.filters import Filters

if TYPE_CHECKING:
    import pandas as pd

    from stats.gazetteer import Place
    from stats.store import Store
    from stats.units import Sizes

Every = Literal["day", "week", "month", "quarter", "year"]
PERSONS = ("persons", "persons_low", "persons_high", "household_size", "household_size_source")
BEHIND = ("figure_id", "document_id", "near_copy_of")
# Above this number of series, the figures behind them are asked for by the filters instead of by their keys.
MANY_KEYS = 400
# Figures that a rebuild holds in memory at once.
AT_ONCE = 50_000


def figure_pages(
    store: "Store", sizes: "Sizes", filters: Filters, as_known_on: date | None = None
) -> Iterator["pd.DataFrame"]:
    """Yield the figures that pass with the columns of figures.csv, some thousand rows at a time.

    Args:
        store: where they are kept.
        sizes: household sizes, for the columns persons and household_size.
        filters: what to keep.
        as_known_on: as a reader knew them on that day; roles, which are today's, are empty then.
    """
    from stats.series.households import in_persons

    for page in store.figure_pages(filters, as_known_on=as_known_on):
        yield page.assign(**in_persons(page, sizes)[list(PERSONS)])


def series(
    store: "Store",
    sizes: "Sizes",
    filters: Filters,
    every: str | None = None,
    as_known_on: date | None = None,
    *,
    places: bool = False,
) -> "pd.DataFrame":
    """Return series with the columns of series.csv, by series and date.

    What is kept answers where it can. A filter on single figures (source, status, words) or an earlier day has the
    figures that pass reconciled anew. `from` and `to` bound the row's date, after a window was shared into buckets.

    Args:
        store, sizes, filters, as_known_on: as in `figure_pages`.
        every: share into buckets of a day, week, month, quarter or year.
        places: put the partial sums of each country's places beside its series; of a month, where no buckets are asked.
    """
    import pandas as pd

    from stats.series import bucket, partial_sums, reconcile
    from stats.store import SERIES_FILTERS, SERIES_INPUT

    undated = replace(filters, since=None, until=None)
    figures = None
    if as_known_on is None and undated.query().keys() <= set(SERIES_FILTERS):
        rows = store.series(undated)
    else:
        figures = store.figures(undated, columns=SERIES_INPUT, as_known_on=as_known_on)
        rows = reconcile(figures, sizes=sizes, as_known_on=as_known_on, place_name=_place_name).rows
    if every or places:
        behind = _behind(store, rows, undated) if figures is None else figures
        shared = bucket(rows, behind, every=cast("Every", every or "month"))
        rows = shared if every else rows
        if places:
            parents = {i: place.parent or "" for i, place in _places(shared).items()}
            rows = pd.concat([rows, partial_sums(shared, behind, _up(parents))], ignore_index=True)
    return _between(rows, filters)[names(SERIES_COLUMNS)]


def checks(store: "Store", sizes: "Sizes", filters: Filters) -> "pd.DataFrame":
    """Return what contradicts itself or cannot be, of the figures that pass: check, severity, sentence, figure_ids."""
    from stats.series import checks as found_in
    from stats.series import reconcile

    done = reconcile(store.figures(filters), sizes=sizes, place_name=_place_name)
    inhabitants = {i: float(place.population) for i, place in _places(done.rows).items() if place.population}
    return found_in(done.figures, done.rows, inhabitants)


def _place_name(place_id: str) -> str | None:
    """Return the gazetteer's name of a place, the same in every series of it; None of one that it does not know."""
    from stats.gazetteer import gazetteer

    place = gazetteer().place(place_id)
    return place.name if place else None


def _places(rows: "pd.DataFrame") -> dict[str, "Place"]:
    """Return the places of rows that the gazetteer knows, by their ids."""
    from stats.gazetteer import gazetteer

    known = ((i, gazetteer().place(i)) for i in rows["place_id"].dropna().unique().tolist())
    return {i: place for i, place in known if place is not None}


def _up(parents: dict[str, str]) -> dict[str, str]:
    """Return for places, and for those around them, which place each lies in; countries lie in none."""
    from stats.gazetteer import gazetteer

    found: dict[str, str] = {}
    waiting = dict(parents)
    while waiting:
        place_id, above = waiting.popitem()
        if above and place_id not in found:
            found[place_id] = above
            place = gazetteer().place(above)
            waiting[above] = (place.parent or "") if place else ""
    return found


def recount(store: "Store", sizes: "Sizes", keys: Collection[str]) -> None:
    """Compute the series of some keys again and keep them, and the role of each of their figures."""
    from stats.series import reconcile
    from stats.store import SERIES_INPUT

    known = None
    while keys:
        figures = store.figures(keys=keys, columns=SERIES_INPUT)
        if known is not None and figures.equals(known):
            return
        done = reconcile(figures, sizes=sizes, place_name=_place_name)
        store.keep_series(keys, done.rows)
        store.set_roles(done.figures)
        known = figures  # looked at once more: another process may have added to them meanwhile


def rebuild(store: "Store", sizes: "Sizes", told: Callable[[int, int], None]) -> None:
    """Compute all series from all figures; what was kept for a key that is no more goes.

    Args:
        store, sizes: as in `figure_pages`.
        told: is called with the number of figures done and of all.
    """
    from stats.series import keys_of

    counts: dict[str, int] = {}
    for page in store.figure_pages(columns=("place_id", "place", "country", "measure")):
        for key, count in keys_of(page).value_counts().items():
            counts[str(key)] = counts.get(str(key), 0) + int(count)
    kept = store.series()
    counts |= {str(key): 0 for key in (keys_of(kept) if len(kept) else ()) if key not in counts}
    counts.pop("", None)
    total, done = sum(counts.values()), 0
    batch: list[str] = []
    waiting = 0
    for key, count in sorted(counts.items()):
        batch.append(key)
        waiting += count
        if waiting >= AT_ONCE:
            recount(store, sizes, batch)
            done += waiting
            told(done, total)
            batch, waiting = [], 0
    recount(store, sizes, batch)
    told(total, total)


def _behind(store: "Store", rows: "pd.DataFrame", filters: Filters) -> "pd.DataFrame":
    """Return the figures behind rows: figure_id, document_id, near_copy_of."""
    from stats.series import keys_of

    keys = set(keys_of(rows)) if len(rows) else set()
    if len(keys) > MANY_KEYS:
        return store.figures(Filters(country=filters.country), columns=BEHIND)
    return store.figures(keys=keys, columns=BEHIND)


def _between(rows: "pd.DataFrame", filters: Filters) -> "pd.DataFrame":
    import pandas as pd

    if filters.since:
        rows = rows[rows["date"] >= pd.Timestamp(filters.since)]
    return rows[rows["date"] <= pd.Timestamp(filters.until)] if filters.until else rows
