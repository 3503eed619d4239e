"""Rows: claims and parts as rows of series.csv, not yet in buckets."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pandas as pd

from stats.columns import SERIES_COLUMNS, names
from stats.series.entries import PART
from stats.series.keys import place_names, series_name
from stats.series.reasons import explain_parts
from stats.series.windows import NO_DAY, dates_of, day_of
from stats.vocabulary import Basis, Kind, Role

COLUMNS = names(SERIES_COLUMNS)
_TYPES = {
    **dict.fromkeys(COLUMNS, "str"),
    **dict.fromkeys(("date", "period_start", "period_end"), "datetime64[s]"),
    **dict.fromkeys(("value", "low", "high", "household_size"), "float64"),
    "household_size_year": "Int64",
    "reports": "int64",
}

Reports = Mapping[str, str]


def report_of(figures: pd.DataFrame) -> dict[str, str]:
    """Return for each figure id the document that counts as its report: near-copies of one text are one report.

    Args:
        figures: columns figure_id, document_id, near_copy_of (optional).
    """
    copies = figures["near_copy_of"].tolist() if "near_copy_of" in figures.columns else [None] * len(figures)
    return {
        figure: copy if isinstance(copy, str) and copy else document
        for figure, document, copy in zip(
            figures["figure_id"].tolist(), figures["document_id"].tolist(), copies, strict=True
        )
    }


def count_reports(figure_ids: Iterable[str], reports: Reports) -> int:
    """Return how many distinct reports tell these figures; a figure that is not known is a report of its own."""
    return len({reports.get(figure, figure) for figure in figure_ids})


PlaceName = Callable[[str], str | None]


def make_rows(entries: pd.DataFrame, claims: pd.DataFrame, place_name: PlaceName | None = None) -> pd.DataFrame:
    """Return one row for each claim and each part, with the columns of series.csv, in no order.

    period_start is the first day that counts (a look-back window leaves its first day out, and so does one that goes on
    from the last day of another of its source), the start of counting for a cumulative count; date and period_end are
    the last day.

    Args:
        entries: the frame of `make_entries`.
        claims: the frame of `decide`, with the column why.
        place_name: the name to show for a place id; None, or where it knows none: the words most used for it.
    """
    members = claims["members"].tolist()
    figures: list[tuple[int, ...]] = list(members)
    for n, (how, by) in enumerate(zip(claims["how"].tolist(), claims["by"].tolist(), strict=True)):
        if how in ("earlier state", "quoted again", "contained"):
            figures[by] += members[n]
    parts = np.flatnonzero((entries["outcome"] == PART) & (entries["end"] != NO_DAY)).tolist()
    return _table(
        entries,
        [*claims["shown"].tolist(), *parts],
        [*claims["first"].tolist(), *entries["first"].to_numpy()[parts].tolist()],
        [*figures, *((n,) for n in parts)],
        [*claims["role"].tolist(), *([str(Role.PART)] * len(parts))],
        [*claims["why"].tolist(), *explain_parts(entries, parts)],
        place_name,
    )


def _table(
    entries: pd.DataFrame,
    shown: list[int],
    first: list[int],
    figures: list[tuple[int, ...]],
    roles: list[str],
    why: list[str],
    place_name: PlaceName | None,
) -> pd.DataFrame:
    told = entries.iloc[shown].reset_index(drop=True)
    ids, reports, sources = entries["id"].tolist(), entries["report"].tolist(), entries["source"].tolist()
    cumulative = (told["kind"] == Kind.CUMULATIVE).to_numpy()
    start = np.where(cumulative, told["start"], np.array(first, dtype=np.int64))
    place = place_names(entries["key"].tolist(), entries["place"].tolist())
    if place_name:
        ids_of = dict(zip(told["key"].tolist(), told["place_id"].tolist(), strict=True))
        place |= {key: name for key, i in ids_of.items() if i and (name := place_name(i))}
    country = place_names(entries["key"].tolist(), entries["country"].tolist())
    known: dict[int, str] = {}
    for key, group, role, measure, cause, kind, unit, since in zip(
        *(told[c].tolist() for c in ("key", "group", "place_role", "measure", "cause", "kind", "unit", "start")),
        strict=True,
    ):
        if group not in known:
            known[group] = series_name(
                place.get(key), country.get(key), role, measure, cause, kind, unit,
                day_of(since) if since != NO_DAY else None,
            )  # fmt: skip
    converted = told["is_converted"].to_numpy()
    return pd.DataFrame(
        {
            "series": told["group"].map(known),
            "country": told["key"].map(country),
            "place": told["key"].map(place),
            "place_id": told["place_id"],
            "place_role": told["place_role"],
            "measure": told["measure"],
            "cause": told["cause"],
            "kind": told["kind"],
            "unit": told["unit"],
            "date": dates_of(told["end"]),
            "period_start": dates_of(start),
            "period_end": dates_of(told["end"]),
            "value": told["value"],
            "low": told["low"],
            "high": told["high"],
            "basis": np.where(converted, str(Basis.CONVERTED), str(Basis.REPORTED)),
            "household_size": told["household_size"].where(converted),
            "household_size_year": told["household_size_year"].where(converted),
            "household_size_source": told["household_size_source"].where(converted),
            "role": roles,
            "role_reason": why,
            "reports": [1 if len(f) == 1 else len({reports[n] for n in f}) for f in figures],
            "sources": [sources[f[0]] if len(f) == 1 else _told_by([sources[n] for n in f]) for f in figures],
            "figure_ids": [ids[f[0]] if len(f) == 1 else " ".join([ids[n] for n in f]) for f in figures],
        }
    )


def _told_by(sources: list[str | None]) -> str | None:
    return "; ".join(dict.fromkeys([s for s in sources if s])) or None


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with the columns of series.csv in their order and types, sorted; the order given does not matter."""
    rows = rows.reindex(columns=COLUMNS).astype(_TYPES)
    order = ["series", "place_id", "date", "role", "basis", "period_start", "figure_ids"]
    return rows.sort_values(order, kind="stable").reset_index(drop=True)
