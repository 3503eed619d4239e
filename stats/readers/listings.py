"""The lists of words that are looked for all over a text, told in one pass over it for all of them."""

from collections.abc import Container
from itertools import compress

from stats.lexicon import Lexicon

_REMEMBERED = 200_000  # words of which it is kept which lists they stand in


class Listings(dict[str, tuple[int, ...]]):
    """By word, which of some lists it stands in: their numbers. Filled as words are met; never given another list."""

    def __init__(self, lexicon: Lexicon, lists: tuple[Container[str], ...] = ()) -> None:
        super().__init__()
        self.lexicon, self.lists = lexicon, lists

    def __missing__(self, word: str) -> tuple[int, ...]:
        if len(self) > _REMEMBERED:
            self.clear()
        found = self[word] = tuple(n for n, words in enumerate(self.lists) if word in words)
        return found

    def tokens(self, words: list[str]) -> dict[int, list[int]]:
        """Return the tokens that stand in each list, in order, by the list's identity."""
        found: list[list[int]] = [[] for _ in self.lists]
        stands = list(map(self.__getitem__, words))
        for token, numbers in compress(enumerate(stands), stands):
            for number in numbers:
                found[number].append(token)
        return {id(words): tokens for words, tokens in zip(self.lists, found, strict=True)}


_KNOWN: dict[str, Listings] = {}


def listings(lexicon: Lexicon, wanted: Container[str]) -> Listings:
    """Return the listings of a language, with a list that is wanted among them."""
    found = _KNOWN.get(lexicon.language)
    if found is None or found.lexicon is not lexicon:
        found = Listings(lexicon)
    if not any(words is wanted for words in found.lists):
        # another table, as a thread may be at work with this one
        found = _KNOWN[lexicon.language] = Listings(lexicon, (*found.lists, wanted))
    return found
