"""Places: the partial sum of a country's places, beside what is told of the country (docs/method.md, rule 10)."""

from collections.abc import Mapping

import pandas as pd

from stats.series.rows import Reports, count_reports, in_order, report_of
from stats.vocabulary import Basis, Role


def partial_sums(
    rows: pd.DataFrame, figures: pd.DataFrame, parents: Mapping[str, str], *, level: int | None = None
) -> pd.DataFrame:
    """Add up the places of each country, for each place role, measure, cause, kind, unit and bucket.

    Only places of one level are added, so that none lies inside another; a place that `parents` does not know is left
    out. A sum is partial: a place of which nobody reported is not in it.

    Args:
        rows: of `bucket`, so that their dates are the same.
        figures: the figures behind the rows: figure_id, document_id, near_copy_of.
        parents: for each place id the id of the place that it lies in; a country is in none.
        level: 1 = right inside a country, 2 = one deeper; by default, for each sum, the level with the most places.
    """
    depth = {place: _depth(place, parents) for place in rows["place_id"].dropna().unique() if place in parents}
    counted = rows[(rows["role"] == Role.RECOMMENDED) & rows["place_id"].isin(list(depth))]
    counted = counted.assign(level=counted["place_id"].map(depth), since=counted["period_start"])
    counted.loc[counted["kind"] != "cumulative", "since"] = pd.NaT
    keys = ["country", "place_role", "measure", "cause", "kind", "unit", "since"]
    implied = (counted["basis"] == Basis.IMPLIED).rename("implied")
    reports = report_of(figures)
    found = []
    for _, of_key in counted.groupby([*keys, implied], dropna=False, sort=True):
        places = of_key.groupby("level")["place_id"].nunique()
        chosen = level if level is not None else int(places[places == places.max()].index.min())
        of_level = of_key[of_key["level"] == chosen]
        found += [_sum(of_day, reports) for _, of_day in of_level.groupby("date", sort=True)]
    return in_order(pd.DataFrame(found)) if found else in_order(rows.iloc[:0])


def _depth(place: str, parents: Mapping[str, str]) -> int:
    depth = 0
    seen = {place}
    while (above := parents.get(place)) and above not in seen:
        depth, place = depth + 1, above
        seen.add(above)
    return depth


def _sum(rows: pd.DataFrame, reports: Reports) -> dict[str, object]:
    first = rows.iloc[0]
    ids = list(dict.fromkeys(i for text in rows["figure_ids"] for i in text.split()))
    sources = dict.fromkeys(s for text in rows["sources"].dropna() for s in text.split("; "))
    places = sorted(rows["place"].dropna().unique())
    _, _, rest = str(first["series"]).partition(" · ")
    shared = {column: first[column] for column in ("country", "place_role", "measure", "cause", "kind", "unit", "date")}
    return {
        **shared,
        "series": f"places of {first['country']} · {rest}",
        "period_start": rows["period_start"].min(),
        "period_end": rows["period_end"].max(),
        "value": rows["value"].sum(),
        "low": rows["low"].sum(skipna=False),
        "high": rows["high"].sum(skipna=False),
        "basis": str(Basis.PARTIAL_SUM),
        "role": str(Role.RECOMMENDED),
        "role_reason": f"The sum of the places of which somebody reported: {', '.join(places)}.",
        "reports": count_reports(ids, reports),
        "sources": "; ".join(sources) or None,
        "figure_ids": " ".join(ids),
    }
