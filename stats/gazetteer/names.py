"""How place names are spelt: the key a name is looked up by, and the other spellings of one name."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from stats.document import fold

WORD = re.compile(r"[^\W\d_]+")
LONGEST = 6  # words of a name; longer ones are only met in full official titles


def key_of(name: str) -> str:
    """Return the key of a name: its words folded, without hyphens, apostrophes and dots, joined by one space."""
    return " ".join(WORD.findall(in_one_spelling(fold(name))))


def in_one_spelling(folded: str) -> str:
    """Return a folded text with the letters that Arabic writers mix written in one way, offset for offset."""
    return folded.replace("ة", "ه").replace("ى", "ي")


@dataclass(frozen=True)
class Words:
    """The words of data/reference/places_context.csv by role; docs/places.md tells what each role is for."""

    roles: dict[str, frozenset[str]]
    types: dict[str, str]
    pairs: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def __getitem__(self, role: str) -> frozenset[str]:
        return self.roles.get(role, frozenset())


def read_words(path: Path) -> Words:
    """Read the context words: rows of word, role; "type:<level>" and "pair:<kind>" roles are split off."""
    roles: dict[str, set[str]] = {}
    types: dict[str, str] = {}
    pairs: dict[str, list[tuple[str, str]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind, _, detail = row["role"].partition(":")
            if kind == "type":
                types.setdefault(in_one_spelling(fold(row["word"])), detail)
            elif kind == "pair":
                old, _, new = row["word"].partition(">")
                pairs.setdefault(detail, []).append((old, new))
            else:
                roles.setdefault(kind, set()).add(fold(row["word"]))
    return Words({k: frozenset(v) for k, v in roles.items()}, types, {k: tuple(v) for k, v in pairs.items()})


def spellings(name: str, words: Words, *, articles: bool, bare: bool, area: bool) -> Iterator[str]:
    """Yield the keys that a name may be met under, its own first.

    Args:
        name: the name as a source writes it; "X (Y)" stands for both X and Y.
        words: the context words.
        articles: the country's names carry articles ("Ar Raqqah", "Al-Hasakah"): the article may be swapped and the
            ending respelt.
        bare: the name may also stand without its article.
        area: the name may also stand without its type word ("Enga Province").
    """
    head, _, inside = name.partition("(")
    for part in (head, inside.partition(")")[0]):
        for key in _forms(part.partition(",")[0], words, area):
            yield key
            if articles:
                yield from _arabic_forms(key, words, bare=bare)


def _forms(name: str, words: Words, area: bool) -> Iterator[str]:
    folded = fold(name)
    keys = [key_of(name)]
    if "'" in folded:  # "Mo'orea" is also written "Moorea"
        keys.append(key_of(folded.replace("'", "")))
    for key in keys:
        if key.partition(" ")[0] in words["lead"]:  # "The Gambia": the mark begins at the name proper
            key = key.partition(" ")[2]
        if not key:
            continue
        yield key
        for old, new in words.pairs.get("start", ()):
            if key.startswith(old + " "):
                yield new + key[len(old) :]
        stripped = _without_type(key.split(), words) if area else key
        if stripped != key:
            yield stripped


def _without_type(parts: list[str], words: Words) -> str:
    """Return a key without the type word at either end ("enga province", "provincia de salta")."""
    if len(parts) > 1 and parts[-1] in words.types:
        parts = parts[:-1]
    elif len(parts) > 1 and parts[0] in words.types and words.types[parts[0]] in ("admin1", "admin2"):
        parts = parts[1:]
        while len(parts) > 1 and parts[0] in words["link"]:
            parts = parts[1:]
    return " ".join(parts)


def _arabic_forms(key: str, words: Words, *, bare: bool) -> Iterator[str]:
    first, _, rest = key.partition(" ")
    stems = [key]
    if rest and first in words["article"]:
        stems = [f"{article} {rest}" for article in sorted(words["article"])]
        if bare:
            stems.append(rest)
    yield from stems
    for old, new in words.pairs.get("end", ()):
        for stem in stems:
            if stem.endswith(old) and len(stem) > len(old) + 2:
                yield stem[: -len(old)] + new
    for old, new in words.pairs.get("part", ()):
        for stem in stems:
            if f" {old} " in f" {stem} ":
                yield f" {stem} ".replace(f" {old} ", f" {new} ").strip()
