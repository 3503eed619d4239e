"""The lists of words that are looked for all over a text, told in one pass over it for all of them."""

from collections.abc import Collection
from itertools import chain, compress

from stats.lexicon import Lexicon
from stats.readers.wordsets import OpenWordSet


class Listings:
    """Some lists of a language, by word: which of them it stands in. Never given another list."""

    def __init__(self, lexicon: Lexicon, lists: tuple[Collection[str], ...] = ()) -> None:
        self.lexicon, self.lists = lexicon, lists
        self._numbers: dict[str, tuple[int, ...]] = {}
        for number, words in enumerate(lists):
            for word in words:
                self._numbers[word] = (*self._numbers.get(word, ()), number)
        self._together = {*self._numbers.values()}
        self._holding = [[numbers for numbers in self._together if k in numbers] for k in range(len(lists))]

    def tokens(self, words: list[str]) -> dict[int, list[int]]:
        """Return the tokens that stand in each list, in order, by the list's identity."""
        stands = list(map(self._numbers.get, words))
        here: dict[tuple[int, ...] | None, list[int]] = {numbers: [] for numbers in self._together}
        for token, numbers in compress(enumerate(stands), stands):
            here[numbers].append(token)
        found: dict[int, list[int]] = {}
        for listed, holding in zip(self.lists, self._holding, strict=True):
            if isinstance(listed, OpenWordSet):  # its words are not all written out
                found[id(listed)] = [token for token, word in enumerate(words) if word in listed]
            else:
                found[id(listed)] = sorted(chain.from_iterable(map(here.__getitem__, holding)))
        return found


_KNOWN: dict[str, Listings] = {}


def listings(lexicon: Lexicon, wanted: Collection[str]) -> Listings:
    """Return the listings of a language, with a list that is wanted among them."""
    found = _KNOWN.get(lexicon.language)
    if found is None or found.lexicon is not lexicon:
        found = Listings(lexicon)
    if not any(listed is wanted for listed in found.lists):
        # another table, as a thread may be at work with this one
        found = _KNOWN[lexicon.language] = Listings(lexicon, (*found.lists, wanted))
    return found
