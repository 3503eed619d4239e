"""Word lists of the lexicon for asking whether one word is in them: a cue for each such word would be waste."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from stats.lexicon import Lexicon

_REMEMBERED = 50_000  # words, so that a long-running process stays small


class WordSet(frozenset[str]):
    """A list of single words, for asking at the speed of a set."""

    def any(self, words: Iterable[str]) -> bool:
        """Tell whether one of the words is in the list."""
        return not self.isdisjoint(words)


class OpenWordSet(WordSet):
    """A list of single words in which a `*` at an end stands for any ending; what is asked is remembered."""

    _met: dict[object, bool]
    _stems: tuple[str, ...]

    def __contains__(self, word: object) -> bool:
        found = self._met.get(word)
        if found is None:
            if len(self._met) > _REMEMBERED:
                self._met.clear()
            found = self._met[word] = super().__contains__(word) or str(word).startswith(self._stems)
        return found

    def any(self, words: Iterable[str]) -> bool:
        """Tell whether one of the words is in the list."""
        return any(map(self.__contains__, words))


def word_set(phrases: Iterable[str]) -> WordSet:
    """Return the set of a list of words, open-ended where one of them ends in `*`."""
    texts = list(phrases)
    stems = tuple(t[:-1] for t in texts if t.endswith("*"))
    if not stems:
        return WordSet(texts)
    found = OpenWordSet(t for t in texts if not t.endswith("*"))
    found._met, found._stems = {}, stems
    return found


class WordSets(dict[str, WordSet]):
    """The lists of one table of a lexicon by key; a list that the language lacks is empty."""

    def __init__(self, lexicon: Lexicon, table: str) -> None:
        super().__init__()
        self.lexicon = lexicon
        self._table = table
        self._keys: dict[tuple[str, ...], dict[str, str]] = {}
        self._values: dict[str, dict[str, Any]] = {}

    def __missing__(self, key: str) -> WordSet:
        found = self[key] = word_set(" ".join(p.words) for p in self.lexicon.table(self._table, key))
        return found

    def keys_of(self, keys: tuple[str, ...]) -> dict[str, str]:
        """Return which of some lists each phrase stands in; of several, the first named."""
        found = self._keys.get(keys)
        if found is None:
            found = self._keys[keys] = {
                " ".join(p.words): key for key in reversed(keys) for p in self.lexicon.table(self._table, key)
            }
        return found

    def mapped(self, key: str) -> dict[str, Any]:
        """Return what the words of a list that maps them stand for."""
        found = self._values.get(key)
        if found is None:
            phrases = self.lexicon.table(self._table, key)
            found = self._values[key] = {" ".join(p.words): p.value for p in phrases}
        return found


@lru_cache(maxsize=64)
def word_sets(lexicon: Lexicon, table: str) -> WordSets:
    """Return the word lists of a lexicon's table, built once for each."""
    return WordSets(lexicon, table)
