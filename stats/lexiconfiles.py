"""Reads the files of data/lexicons: trees of tables whose leaves are lists of phrases, or phrases with one value."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from stats import document, phrases
from stats.built import built
from stats.errors import LexiconError
from stats.phrases import words_of

Entry = tuple[tuple[str, ...], str, str, str, Any]
"""The folded words of a phrase, the path of its list (table, key, role), and its value: what a Phrase is made of."""

_CODE = (__file__, document.__file__, phrases.__file__)


def read_entries(path: Path, folder: Path | None = None) -> tuple[Mapping[str, Any], list[Entry]]:
    """Return the settings of a lexicon file ([grammar]) and its phrases, in the order of the file.

    Folding some 28,000 phrases takes a quarter of a second: what was read is kept in `folder` (see stats.built).

    Raises:
        LexiconError: the file is no TOML, or an entry is no list of phrases; the message names the entry.
    """
    return built(f"lexicon-{path.stem}", (path, *map(Path, _CODE)), lambda: _read(path), folder)


def _read(path: Path) -> tuple[Mapping[str, Any], list[Entry]]:
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path.name} is not valid TOML: {error}.") from error
    grammar = tree.pop("grammar", {})
    return grammar, list(_entries(path.name, tree, grammar.get("elisions")))


def _entries(name: str, tree: Mapping[str, Any], elisions: Mapping[str, str] | None) -> Iterator[Entry]:
    """Walk the tree: [table] role = [...], [table.key] role = [...], and tables that map a phrase to a value."""
    for table, entries in tree.items():
        if not isinstance(entries, dict):
            raise LexiconError(f"{name}: {table} must be a table with lists of phrases.")
        for key, value in entries.items():
            if isinstance(value, dict):
                for role, leaf in value.items():
                    yield from _leaf(name, (table, key, role), leaf, elisions)
            else:
                yield from _leaf(name, (table, "", key), value, elisions)


def _leaf(name: str, path: tuple[str, str, str], leaf: Any, elisions: Mapping[str, str] | None) -> Iterator[Entry]:
    where = ".".join(p for p in path if p)
    if isinstance(leaf, list):
        for phrase in leaf:
            if not isinstance(phrase, str) or not words_of(phrase):
                raise LexiconError(f"{name}: {where} holds {phrase!r}; it must be a list of phrases in quotes.")
            yield words_of(phrase, elisions), *path, None
    elif isinstance(leaf, (int, float, str)) and not isinstance(leaf, bool):
        table, key, phrase = path
        yield words_of(phrase, elisions), table, key, "", leaf
    else:
        raise LexiconError(f"{name}: {where} must be a list of phrases or one value.")
