"""Answers with the series of a store: from what is kept where that answers, else computed anew."""

from collections.abc import Collection, Iterator
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
# Figures, or rows, that a rebuild or a download holds in memory at once.
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
    """Return series with the columns of series.csv, by series and date: the pages of `series_pages` in one."""
    import pandas as pd

    pages = list(series_pages(store, sizes, filters, every, as_known_on, places=places))
    return pages[0] if len(pages) == 1 else pd.concat(pages, ignore_index=True)


def series_pages(
    store: "Store",
    sizes: "Sizes",
    filters: Filters,
    every: str | None = None,
    as_known_on: date | None = None,
    *,
    places: bool = False,
    size: int = AT_ONCE,
) -> Iterator["pd.DataFrame"]:
    """Yield series with the columns of series.csv, some whole series at a time, so that memory stays bounded.

    What is kept answers where it can. A filter on single figures (source, status, words) or an earlier day has the
    figures that pass reconciled anew. `from`, `to`, `kind` and `unit` choose rows, of series that are made of all.
    Rows come by series and date; where figures are reconciled anew and are many, by place first.

    Args:
        store, sizes, filters, as_known_on: as in `figure_pages`.
        every: share into buckets of a day, week, month, quarter or year.
        places: put the partial sums of each country's places after its series; of a month, where no buckets are asked.
            What is shared into buckets is then held until all of it is known.
        size: rows or figures that are read for a page, and rows into which it is shared, except where one key or one
            series has more.
    """
    asked = filters.of_whole_series()
    kept = answered_by_kept(asked, as_known_on)
    if kept:
        asked = asked if every or places else filters
        spans = store.spans(asked)
    else:
        spans = store.keys(asked, as_known_on=as_known_on).sort_values(["place", "value"], kind="stable")
        spans = spans.rename(columns={"value": "series_key", "figures": "rows", "place": "first"}).assign(last="")
    added: list[pd.DataFrame] = []
    for keys in _batches(spans, size) or [[]]:
        rows = (
            store.series(asked, keys=keys) if kept else reconciled(store, sizes, asked, keys, as_known_on)
        )
        for some in _portions(rows, every or ("month" if places else None), size):
            found = chosen(store, some, filters, every)
            yield found[names(SERIES_COLUMNS)]
            if places:
                added.append(found if every else chosen(store, some, filters, "month"))
    if added:
        yield _sums(store, added)[names(SERIES_COLUMNS)]


def _sums(store: "Store", shared: list["pd.DataFrame"]) -> "pd.DataFrame":
    """Return the partial sums of the places of each country, of rows that are shared into buckets."""
    import pandas as pd

    from stats.gazetteer import gazetteer
    from stats.gazetteer.places import LEVELS
    from stats.series import partial_sums

    rows = pd.concat(shared, ignore_index=True)
    places = places_of(rows)
    levels = {i: LEVELS.index(place.level) for i, place in places.items()}
    around = {i: gazetteer().around(i) for i in places}
    return partial_sums(rows, store.figures_named(_ids(rows), BEHIND), levels, around)


def _ids(rows: "pd.DataFrame") -> set[str]:
    return {one for told in rows["figure_ids"].dropna() for one in told.split()}


def _batches(spans: "pd.DataFrame", size: int) -> list[list[str]]:
    """Return keys in batches of about `size` rows; keys whose series interleave by the alphabet stay together."""
    batches: list[list[str]] = []
    rows, until = 0, ""
    for key, first, last, count in spans[["series_key", "first", "last", "rows"]].itertuples(index=False):
        if not batches or (rows >= size and first > until):
            batches.append([])
            rows = 0
        batches[-1].append(key)
        rows, until = rows + int(count), max(until, last)
    return batches


def _portions(rows: "pd.DataFrame", every: str | None, size: int) -> Iterator["pd.DataFrame"]:
    """Yield rows, whole series in their order, in portions that are about `size` rows when shared into buckets."""
    import numpy as np

    from stats.series import rows_shared

    if every is None or rows.empty:
        yield rows
        return
    number, _ = rows["series"].factorize()
    shared = np.bincount(number, weights=rows_shared(rows, cast("Every", every)))
    portion = (shared.cumsum() - shared) // size
    for _, some in rows.groupby(portion[number]):
        yield some


def answered_by_kept(filters: Filters, as_known_on: date | None) -> bool:
    """Tell whether the rows as they are kept answer a question, so that nothing has to be reconciled anew."""
    from stats.store import SERIES_FILTERS

    told = {"from": "since", "to": "until"}
    return as_known_on is None and {told.get(name, name) for name in filters.query()} <= set(SERIES_FILTERS)


def reconciled(
    store: "Store",
    sizes: "Sizes",
    filters: Filters,
    keys: Collection[str],
    as_known_on: date | None,
    most: int | None = None,
) -> "pd.DataFrame":
    """Return the rows of series (SERIES_COLUMNS) that figures make anew.

    Args:
        store, sizes, filters, as_known_on: as in `figure_pages`.
        keys: of these series keys only. most: the newest figures, so many of them at most.
    """
    from stats.series import reconcile

    figures = with_wholes(store, filters, keys, as_known_on, most)
    return reconcile(figures, sizes=sizes, as_known_on=as_known_on, place_name=place_name).rows


def with_wholes(
    store: "Store",
    filters: Filters,
    keys: Collection[str] | None,
    as_known_on: date | None = None,
    most: int | None = None,
) -> "pd.DataFrame":
    """Return the figures that pass, and as left_out what they are parts of, so that a part is not taken for a whole.

    A part whose whole is of another series is none there; so the wholes are looked for among these keys only.

    Args:
        store, filters, as_known_on: as in `figure_pages`. keys, most: as in `reconciled`; None: of all keys.
    """
    import pandas as pd

    from stats.store import SERIES_INPUT

    columns = (*SERIES_INPUT, "subject")  # by the subject, checks tell the strengths of two sides apart
    figures = store.figures(filters, keys=keys, columns=columns, as_known_on=as_known_on, limit=most)
    figures["left_out"] = False
    lost = figures[figures["part_of"].notna() & ~figures["part_of"].isin(figures["figure_id"])]
    if lost.empty:
        return figures
    of = Filters(document=tuple(lost["document_id"].unique()))
    there = store.figures(of, keys=keys, columns=columns, as_known_on=as_known_on)
    wholes = there[there["figure_id"].isin(lost["part_of"])]
    return pd.concat([figures, wholes.assign(left_out=True)], ignore_index=True)


def chosen(store: "Store", rows: "pd.DataFrame", filters: Filters, every: str | None) -> "pd.DataFrame":
    """Return the rows of whole series that `from`, `to`, `kind` and `unit` choose.

    Args:
        store: where the figures behind them are.
        rows, filters: whole series, and what to keep of them.
        every: share the rows into such buckets first, and take those that share a day with the span.
    """
    import pandas as pd

    from stats.series import bucket, in_span

    if every:
        behind = store.figures_named(_ids(rows), BEHIND)
        rows = bucket(rows, behind, every=cast("Every", every), until=filters.until)
        rows = in_span(rows, filters.since, filters.until)
    else:
        if filters.since:
            rows = rows[rows["date"] >= pd.Timestamp(filters.since)]
        if filters.until:
            rows = rows[rows["date"] <= pd.Timestamp(filters.until)]
    for name in ("kind", "unit"):
        if words := getattr(filters, name):
            rows = rows[rows[name].isin(words)]
    return rows


def place_name(place_id: str) -> str | None:
    """Return the gazetteer's name of a place, the same in every series of it; None of one that it does not know."""
    from stats.gazetteer import gazetteer

    place = gazetteer().place(place_id)
    return place.name if place else None


def places_of(rows: "pd.DataFrame") -> dict[str, "Place"]:
    """Return the places of rows that the gazetteer knows, by their ids."""
    from stats.gazetteer import gazetteer

    known = ((i, gazetteer().place(i)) for i in rows["place_id"].dropna().unique().tolist())
    return {i: place for i, place in known if place is not None}
