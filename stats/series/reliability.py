"""Reliability: which source counts before another where they contradict each other (docs/method.md, rule 5)."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from stats.errors import SettingsError
from stats.settings import DATA

TABLE = DATA / "reliability.csv"


@dataclass(frozen=True, slots=True)
class Reliability:
    """The rank of each source (1 counts first) and of those that the table does not name."""

    ranks: Mapping[str, int] = field(default_factory=dict)
    unknown: int = 9

    def of(self, source_id: str | None) -> int:
        """Return the rank of a source; upper and lower case are the same."""
        return self.unknown if source_id is None else self.ranks.get(source_id.casefold(), self.unknown)


@lru_cache(maxsize=4)
def read_reliability(path: Path = TABLE) -> Reliability:
    """Read the editable table: columns kind, rank, source_ids (separated by blanks).

    The row without source_ids gives the rank of all sources that no row names.

    Raises:
        SettingsError: a rank is no whole number, or a source stands in two rows.
    """
    ranks: dict[str, int] = {}
    unknown = Reliability().unknown
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            try:
                rank = int(row["rank"])
            except (KeyError, TypeError, ValueError) as error:
                raise SettingsError(f"{path.name}: {row.get('kind')} needs a whole number as its rank.") from error
            named = (row.get("source_ids") or "").split()
            if not named:
                unknown = rank
            for source in named:
                if source.casefold() in ranks:
                    raise SettingsError(f"{path.name}: {source} stands in two rows. Leave it in one.")
                ranks[source.casefold()] = rank
    return Reliability(ranks, unknown)
