"""Word lists of the lexicon for asking whether one word is in them: a cue for each such word would be waste."""

from collections.abc import Iterable
from typing import Any

from stats.lexicon import Lexicon

_REMEMBERED = 50_000  # words, so that a long-running process stays small


class WordSet:
    """A list of single words; a `*` at an end stands for any ending."""

    def __init__(self, phrases: Iterable[str] = ()) -> None:
        texts = list(phrases)
        self._exact = frozenset(t for t in texts if not t.endswith("*"))
        self._stems = tuple(t[:-1] for t in texts if t.endswith("*"))
        self._met: dict[str, bool] = {}

    def __contains__(self, word: str) -> bool:
        if not self._stems:
            return word in self._exact
        found = self._met.get(word)
        if found is None:
            if len(self._met) > _REMEMBERED:
                self._met.clear()
            found = self._met[word] = word in self._exact or word.startswith(self._stems)
        return found

    def any(self, words: Iterable[str]) -> bool:
        """Tell whether one of the words is in the list."""
        return any(word in self for word in words)


class WordSets:
    """The lists of one table of a lexicon by key; a list that the language lacks is empty."""

    def __init__(self, lexicon: Lexicon, table: str) -> None:
        self.lexicon = lexicon
        self._table = table
        self._sets: dict[str, WordSet] = {}
        self._values: dict[str, dict[str, Any]] = {}

    def __getitem__(self, key: str) -> WordSet:
        found = self._sets.get(key)
        if found is None:
            phrases = self.lexicon.table(self._table, key)
            found = self._sets[key] = WordSet(" ".join(p.words) for p in phrases)
        return found

    def values(self, key: str) -> dict[str, Any]:
        """Return what the words of a list that maps them stand for."""
        found = self._values.get(key)
        if found is None:
            phrases = self.lexicon.table(self._table, key)
            found = self._values[key] = {" ".join(p.words): p.value for p in phrases}
        return found


_KNOWN: dict[tuple[str, str], WordSets] = {}


def word_sets(lexicon: Lexicon, table: str) -> WordSets:
    """Return the word lists of a lexicon's table, built once for each language."""
    found = _KNOWN.get((lexicon.language, table))
    if found is None or found.lexicon is not lexicon:
        found = _KNOWN[lexicon.language, table] = WordSets(lexicon, table)
    return found
