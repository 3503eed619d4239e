"""The lists of words that are looked for all over a text, told in one pass over it for all of them."""

from collections.abc import Collection
from itertools import compress

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

    def tokens(self, words: list[str]) -> dict[int, list[int]]:
        """Return the tokens that stand in each list, in order, by the list's identity."""
        found: list[list[int]] = [[] for _ in self.lists]
        stands = list(map(self._numbers.get, words))
        for token, numbers in compress(enumerate(stands), stands):
            for number in numbers or ():
                found[number].append(token)
        for number, listed in enumerate(self.lists):
            if isinstance(listed, OpenWordSet):  # its words are not all written out
                found[number] = [token for token, word in enumerate(words) if word in listed]
        return {id(listed): tokens for listed, tokens in zip(self.lists, found, strict=True)}


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
