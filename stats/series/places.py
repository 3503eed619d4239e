"""Places: the partial sum of a country's places, beside what is told of the country (docs/method.md, rule 10)."""

from collections.abc import Collection, Mapping

import pandas as pd

from stats.series.rows import Reports, count_reports, in_order, report_of
from stats.vocabulary import Basis, Role


def partial_sums(
    rows: pd.DataFrame, figures: pd.DataFrame, levels: Mapping[str, int], around: Mapping[str, Collection[str]]
) -> pd.DataFrame:
    """Add up the places of each country, for each place role, measure, cause, kind, unit and bucket.

    Only places of one level are added, that with the most places (of several the widest): a town lies in some district,
    whether or not it is known in which. Of two places of which one lies in the other the wider is added. A sum is
    partial: a place of which nobody reported is not in it. Implied flows are in no sum: one place may have several for
    the same days, of counts with different starts, which tell of the same people.

    Args:
        rows: of `bucket`, so that their dates are the same.
        figures: the figures behind the rows: figure_id, document_id, near_copy_of.
        levels: for each place id the number of its level, the widest first; a place that is not in it is left out.
        around: for each place id those of the places that it lies in; a country lies in none, and is left out.
    """
    known = [place for place in rows["place_id"].dropna().unique() if place in levels and around.get(place)]
    counted = rows[(rows["role"] == Role.RECOMMENDED) & (rows["basis"] != Basis.IMPLIED) & rows["place_id"].isin(known)]
    counted = counted.assign(level=counted["place_id"].map(levels), since=counted["period_start"])
    counted.loc[counted["kind"] != "cumulative", "since"] = pd.NaT
    keys = ["country", "place_role", "measure", "cause", "kind", "unit", "since"]
    reports = report_of(figures)
    found = []
    for _, of_key in counted.groupby(keys, dropna=False, sort=True):
        places = of_key.groupby("level")["place_id"].nunique()
        of_level = of_key[of_key["level"] == places[places == places.max()].index.min()]
        added = set(of_level["place_id"])
        of_level = of_level[[added.isdisjoint(around[place]) for place in of_level["place_id"]]]
        found += [_sum(of_day, reports) for _, of_day in of_level.groupby("date", sort=True)]
    return in_order(pd.DataFrame(found)) if found else in_order(rows.iloc[:0])


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
