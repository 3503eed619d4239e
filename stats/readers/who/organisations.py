"""The organisations that speak in the news, by every name they are known by (data/reference/organisations.csv)."""

import csv
import re
from functools import lru_cache

from stats.document import fold
from stats.phrases import TOKEN
from stats.settings import DATA


@lru_cache(maxsize=1)
def _aliases() -> dict[str, list[tuple[tuple[str, ...], str, bool]]]:
    """Return the aliases by first word: [(words, source_id, is a name)]; a short name in capitals keeps them.

    An alias is a name by its capitals or, in a script without any, as that of a body whose id has them.
    """
    found: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    with (DATA / "reference" / "organisations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            alias = row["alias"]
            words = _tokens(alias if alias.isupper() else fold(alias))
            named = row["source_id"] if alias.lower() == alias.upper() else alias
            found.setdefault(words[0], []).append((words, row["source_id"], named != named.lower()))
    return found


@lru_cache(maxsize=1)
def _authorities() -> frozenset[str]:
    """Return the short names, in capitals, of public authorities, by which they are known all over their country."""
    with (DATA / "reference" / "organisations.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(r["alias"] for r in csv.DictReader(file) if r["kind"] == "government" and r["alias"].isupper())


def is_authority(name: str) -> bool:
    """Tell whether a name in capitals is the short name of a public authority: "NDMA", "INDECI"."""
    return name in _authorities()


_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}|\b(?:[A-Z]\.)+[A-Z]\b")


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(TOKEN.findall(text))


@lru_cache(maxsize=4096)
def source_of(name: str, *, proper: bool = False) -> str | None:
    """Return the id of the organisation that a speaker's name holds ("the UN refugee agency": UNHCR), None if unknown.

    The longest alias wins; of equally long ones the first. proper: only names with capitals, no "the police".
    """
    best: tuple[int, str] | None = None
    aliases = _aliases()
    if "." in name:  # "the U.N.", "the I.C.R.C."
        name = _DOTTED.sub(lambda short: short.group().replace(".", ""), name)
    folded, capitals = _tokens(fold(name)), _tokens(name)
    for words in (folded, tuple(w if w.isupper() else "" for w in capitals)):
        for i, word in enumerate(words):
            for alias, source_id, is_name in aliases.get(word, ()):
                if (
                    (is_name or not proper)
                    and words[i : i + len(alias)] == alias
                    and (best is None or len(alias) > best[0])
                ):
                    best = (len(alias), source_id)
    return best[1] if best else None
