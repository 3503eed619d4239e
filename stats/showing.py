"""What one page can show of a scope, however large: some series whole, of the others the row that says most."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from stats import counting
from stats.columns import SERIES_COLUMNS, names
from stats.filters import Filters

if TYPE_CHECKING:
    import pandas as pd

    from stats.store import Store
    from stats.units import Sizes

ROWS = 2_000  # of the series shown whole, together
OF_ONE = 500  # of one series key; those that count before the others, newest first
OTHERS = 300  # series shown by one row
FIGURES = 6_000  # reconciled anew for a page
CHECKED = 4_000  # figures that are checked for a page: what a change of filter has time for
# A window is shared into buckets before rows are cut, so more of them are looked at.
SHARED = 20_000


@dataclass(frozen=True, slots=True)
class Shown:
    """rows: SERIES_COLUMNS. cut: series key -> rows in all, of those not shown whole. left: series not shown at all.

    lead: the key of the series with most reports, "" where it was not asked for.
    """

    rows: "pd.DataFrame"
    cut: dict[str, int] = field(default_factory=dict)
    left: int = 0
    lead: str = ""


def shown(
    store: "Store",
    sizes: "Sizes",
    filters: Filters,
    every: str | None = None,
    as_known_on: date | None = None,
    *,
    leading: bool = False,
) -> Shown:
    """Return what a page shows: the series with most reports whole, of the others the latest row that says most.

    Where figures have to be reconciled anew (a filter on single figures, an earlier day) the series with most figures
    are shown and the others are left out.

    Args:
        store, sizes, filters, every, as_known_on: as in `counting.series_pages`.
        leading: of kept series only the one with most reports is wanted whole.
    """
    asked = filters.of_whole_series()
    if counting.answered_by_kept(asked, as_known_on):
        return _kept(store, filters, every, leading=leading)
    there = store.keys(asked, as_known_on=as_known_on)
    whole = _first(there["value"], there["figures"], FIGURES, FIGURES)
    rows = counting.reconciled(store, sizes, asked, whole, as_known_on, FIGURES)
    of = dict(zip(there["value"], there["figures"], strict=True))
    cut = {key: int(of[key]) for key in whole if of[key] > FIGURES}
    found = _cut(counting.chosen(store, rows, filters, every)[names(SERIES_COLUMNS)], cut)
    return replace(found, left=len(there) - len(whole))


def _kept(store: "Store", filters: Filters, every: str | None, *, leading: bool) -> Shown:
    heads = store.heads(filters if every is None else replace(filters, since=None, until=None))
    most, of_one = (ROWS, OF_ONE) if every is None else (SHARED, SHARED)
    whole = _first(heads["series_key"], heads["rows"], most, of_one)[: 1 if leading else None]
    others = heads[~heads["series_key"].isin(whole)].sort_values("date", ascending=False, kind="stable")
    asked = filters if every is None else filters.of_whole_series()
    rows = store.picked_series(asked, whole, of_one, others["number"].tolist()[:OTHERS])
    of = dict(zip(heads["series_key"], heads["rows"], strict=True))
    cut = {key: int(of[key]) for key in whole if of[key] > of_one}
    left, lead = max(len(others) - OTHERS, 0), "".join(whole) if leading else ""
    if every is None:
        return Shown(rows, cut, left, lead)
    found = _cut(counting.chosen(store, rows, filters, every), cut)
    return replace(found, left=left, lead=lead)


def _first(keys: "pd.Series", counts: "pd.Series", most: int, of_one: int) -> list[str]:
    """Return the first keys whose counts, at most `of_one` each, add up to `most`; at least one."""
    found: list[str] = []
    for key, count in zip(keys.tolist(), counts.tolist(), strict=True):
        most -= min(int(count), of_one)
        if found and most < 0:
            break
        found.append(key)
    return found


def _cut(rows: "pd.DataFrame", cut: dict[str, int]) -> Shown:
    """Cut each series key to its newest rows, those that count before the others."""
    from stats.series import keys_of
    from stats.vocabulary import Role

    if rows.empty:
        return Shown(rows, cut)
    keys = keys_of(rows)
    counts = keys.value_counts()
    for key, count in counts[counts > OF_ONE].items():
        cut = {**cut, str(key): max(int(count), cut.get(str(key), 0))}
    order = rows.assign(own_key=keys, aside=rows["role"] != Role.RECOMMENDED)
    order = order.sort_values(["aside", "date"], ascending=[True, False], kind="stable")
    kept = order.groupby("own_key", sort=False).head(OF_ONE).index
    return Shown(rows.loc[sorted(kept)].reset_index(drop=True), cut)


@dataclass(frozen=True, slots=True)
class Checked:
    """found: check, severity, sentence, figure_ids. figures, of: how many figures were checked, and how many pass.

    series, of_series: of how many series they are, and how many there are; 0 where every figure was checked.
    """

    found: "pd.DataFrame"
    figures: int
    of: int
    series: int = 0
    of_series: int = 0


def checked(store: "Store", sizes: "Sizes", filters: Filters, most: int = CHECKED) -> Checked:
    """Check every figure that passes; where they are more than `most`, those of the series with most figures."""
    total = store.count(filters)
    if total <= most:
        return Checked(*_checks(store, sizes, filters), total)
    there = store.keys(filters)
    whole = _first(there["value"], there["figures"], most, most)
    return Checked(*_checks(store, sizes, filters, whole, most), total, len(whole), len(there))


def _checks(
    store: "Store", sizes: "Sizes", filters: Filters, keys: list[str] | None = None, most: int | None = None
) -> tuple["pd.DataFrame", int]:
    """Return what contradicts itself or cannot be, and how many figures were looked at; args as of `with_wholes`."""
    from stats.series import checks, reconcile

    done = reconcile(counting.with_wholes(store, filters, keys, most=most), sizes=sizes,
                     place_name=counting.place_name)  # fmt: skip
    figures = done.figures[~done.figures["left_out"]]
    inhabitants = {i: float(p.population) for i, p in counting.places_of(done.rows).items() if p.population}
    return checks(figures, done.rows, inhabitants), len(figures)
