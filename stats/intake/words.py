"""The words of data/intake.toml, loaded once."""

import re
import tomllib
from functools import lru_cache
from typing import Any

from stats.settings import DATA


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Return the tables of data/intake.toml."""
    return tomllib.loads((DATA / "intake.toml").read_text(encoding="utf-8"))


def plain(name: str) -> str:
    """Return a column's name as it is compared: lower case, letters and digits only."""
    return re.sub(r"[\W_]+", "", name.lower())


@lru_cache(maxsize=1)
def _ranks() -> dict[str, tuple[str, int]]:
    return {plain(name): (field, rank)
            for field, names in words()["columns"].items() for rank, name in enumerate(names)}  # fmt: skip


def match_columns(names: list[str]) -> dict[str, int]:
    """Return, for each of our fields that a table has, the position of its column (the best name wins)."""
    found: dict[str, tuple[int, int]] = {}
    for position, name in enumerate(names):
        if (hit := _ranks().get(plain(name))) and hit[1] < found.get(hit[0], (1_000, 0))[0]:
            found[hit[0]] = (hit[1], position)
    return {field: position for field, (_, position) in found.items()}
