"""Checks: contradictions and implausible figures, told in sentences that name the figures (docs/method.md, rule 13)."""

from collections.abc import Mapping

import pandas as pd

from stats.series.figure_checks import figure_checks
from stats.series.findings import Severity
from stats.series.row_checks import row_checks


def checks(figures: pd.DataFrame, rows: pd.DataFrame, populations: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Return what contradicts itself or is implausible, worst first.

    Args:
        figures: the figures of `reconcile`, with their roles.
        rows: its rows, not in buckets.
        populations: inhabitants by place id, where the gazetteer knows them.

    Returns:
        Columns check (a short name), severity (warning: one of the figures cannot be right; notice: unlikely, look at
        it; agrees: two statements were compared and fit), sentence, figure_ids (joined by blanks).
    """
    found = [*figure_checks(figures), *row_checks(rows, populations or {})]
    order = {severity: n for n, severity in enumerate(Severity)}
    found.sort(key=lambda f: (order[f.severity], f.check, f.sentence))
    return pd.DataFrame(
        {
            "check": [f.check for f in found],
            "severity": [str(f.severity) for f in found],
            "sentence": [f.sentence for f in found],
            "figure_ids": [" ".join(f.figure_ids) for f in found],
        },
        dtype="str",
    )
