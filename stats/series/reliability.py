"""Reliability: which source counts before another where they contradict each other (docs/method.md, rule 5)."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from stats.errors import SettingsError
from stats.settings import DATA

TABLE = DATA / "reliability.csv"
ORGANISATIONS = DATA / "reference" / "organisations.csv"
ALL_OTHERS = "*"


@dataclass(frozen=True, slots=True)
class Reliability:
    """The rank of each source (1 counts first), and that of those without a rank of their own."""

    ranks: Mapping[str, int] = field(default_factory=dict)
    others: int = 9

    def of(self, source_id: str | None) -> int:
        """Return the rank of a source; small and capital letters are the same."""
        return self.others if source_id is None else self.ranks.get(source_id.casefold(), self.others)


@lru_cache(maxsize=4)
def read_reliability(path: Path = TABLE, organisations: Path = ORGANISATIONS) -> Reliability:
    """Read the table of ranks that people edit.

    Args:
        path: columns rank, kind (of organisation; * for all others) and source_ids (separated by semicolons, for
            sources that have another rank than their kind).
        organisations: columns source_id, kind.

    Raises:
        SettingsError: a rank is no whole number, or a kind or a source stands in two rows.
    """
    of_kind: dict[str, int] = {}
    of_source: dict[str, int] = {}
    for row in _rows(path):
        try:
            rank = int(row["rank"])
        except (KeyError, TypeError, ValueError) as error:
            what = row.get("kind") or row.get("source_ids")
            raise SettingsError(f"{path.name}: give {what} a whole number as its rank.") from error
        named = [source.strip().casefold() for source in (row.get("source_ids") or "").split(";") if source.strip()]
        for name, ranks in [((row.get("kind") or "").strip(), of_kind), *((source, of_source) for source in named)]:
            if name in ranks and name:
                raise SettingsError(f"{path.name}: {name} stands in two rows. Leave it in one.")
            ranks[name] = rank
    others = of_kind.get(ALL_OTHERS, Reliability().others)
    kinds = {row["source_id"].casefold(): row["kind"] for row in _rows(organisations)}
    return Reliability({**{s: of_kind.get(kind, others) for s, kind in kinds.items()}, **of_source}, others)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
