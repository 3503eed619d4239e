"""Reconcile: the figures of many reports to the rows of their series, each decision with its reason."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from stats.series.claims import make_claims
from stats.series.clusters import Heads, cluster
from stats.series.cumulative import implied_flows
from stats.series.entries import make_entries
from stats.series.reasons import explain_claims, explain_figures
from stats.series.reliability import Reliability, read_reliability
from stats.series.roles import decide
from stats.series.rows import in_order, make_rows, report_of
from stats.units import Sizes, household_sizes


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Figures with their roles, and the rows of their series.

    figures: the frame that was given, with cluster, role, role_reason (None: it enters no series; the reason says why),
    persons, persons_low, persons_high, household_size, household_size_source set. rows: the columns of series.csv, not
    in buckets: a row for each claim, each part and each implied flow.
    """

    figures: pd.DataFrame
    rows: pd.DataFrame


def reconcile(
    figures: pd.DataFrame,
    *,
    sizes: Sizes | None = None,
    reliability: Reliability | None = None,
    as_known_on: date | None = None,
    place_name: Callable[[str], str | None] | None = None,
) -> Reconciled:
    """Turn figures into series that count nothing twice (the rules stand in docs/method.md).

    The order of the rows does not matter, and a series is the same whether or not figures with other keys (`keys_of`)
    are given with it.

    Args:
        figures: columns figure_id (distinct), document_id, published, value, low, high, quantifier, unit, term or
            measure, kind, period_start, period_end, period_rule, place, country, place_id, place_role, attribution,
            source_id, cause, forecast, increment, part_of, same_as, status; and where known near_copy_of, title,
            publisher, url and added_at (by which versions of one text are told apart), cluster_decided (the cluster
            into which a reviewer put a figure), left_out (not asked for: it enters nothing, but what is a part of it is
            a part). Dates are dates, datetimes or ISO texts; missing values are empty.
        sizes: household sizes, and whether dwellings are households; the table of data/reference by default.
        reliability: ranks of sources; data/reliability.csv by default.
        as_known_on: take only what was published by this day.
        place_name: the name to show for a place id, as a gazetteer knows it; by default the words most used for it.
    """
    entries = make_entries(figures, household_sizes() if sizes is None else sizes, as_known_on=as_known_on)
    heads = cluster(entries)
    claims = decide(make_claims(entries, heads, read_reliability() if reliability is None else reliability))
    claims["why"] = pd.Series(explain_claims(entries, claims), dtype=object)
    rows = make_rows(entries, claims, place_name)
    implied = implied_flows(rows, report_of(figures))
    rows = in_order(pd.concat([rows, implied], ignore_index=True) if len(implied) else rows)
    return Reconciled(_with_roles(figures, entries, heads, claims), rows)


def _with_roles(figures: pd.DataFrame, entries: pd.DataFrame, heads: Heads, claims: pd.DataFrame) -> pd.DataFrame:
    """Give each figure its cluster, role and reason, and its persons, in the order of the frame that was given."""
    roles, whys, clusters = explain_figures(entries, heads, claims)
    back = np.argsort(entries["row"].to_numpy()).tolist()
    found = figures.copy()
    for name, words in (("cluster", clusters), ("role", roles), ("role_reason", whys)):
        found[name] = pd.array([words[n] for n in back], dtype="str")
    for name in ("persons", "persons_low", "persons_high", "household_size", "household_size_source"):
        found[name] = entries[name].to_numpy()[back]
    return found
