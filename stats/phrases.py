"""Phrases of a lexicon: their words, trees and tables of them, and the tokens by which texts are compared with them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, chain, compress
from operator import itemgetter
from typing import Any

from stats.document import fold

# A number with its group and decimal marks (also grouped by blanks), a word, a clitic, or one sign. Most words are of
# ASCII's letters: they stand first, in a class of their own that is quicker to match.
TOKEN = re.compile(
    r"[a-z]++(?![^\W\d_]|\.[^\W\d_]\.)"
    r"|(?<![\d:.,/])[1-9]\d{0,2}(?:[ ']\d{3})+(?![\d.,]*\d)|\d+(?:[.,]\d+)*|'s(?![^\W\d_])"
    r"|[^\W\d_]+(?:\.(?=[^\W\d_]\.))?|\S"
)
_SPACED = re.compile(rf"(\s*+)({TOKEN.pattern})")
# Signs above and below the letters of a word, and the stroke that only draws it out: a word is read without them.
_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670"
_MARKED = re.compile(f"[{_MARKS}]")
_MARKED_TOKEN = re.compile(TOKEN.pattern.replace(r"|[^\W\d_]+(", rf"|[^\W\d_](?:[^\W\d_]|[{_MARKS}])*+("))
_MARKED_SPACED = re.compile(rf"(\s*+)({_MARKED_TOKEN.pattern})")


def tokens_of(folded: str) -> tuple[list[str], list[int], list[int]]:
    """Return the tokens of a folded text, and where each starts and ends."""
    marked = not folded.isascii() and _MARKED.search(folded) is not None
    spaced = _MARKED_SPACED if marked else _SPACED
    pairs = spaced.findall(folded.rstrip())  # blanks that no token follows would be tried again from each of them
    places = list(accumulate(map(len, chain.from_iterable(pairs))))
    words = list(map(itemgetter(1), pairs))
    if marked:
        words = [_MARKED.sub("", word) or word for word in words]
    return words, places[::2], places[1::2]


def words_of(phrase: str, elisions: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the folded tokens of a phrase as the readers see them; a final `*` stays with its word.

    elisions: words that have lost their vowel before another, with the whole word.
    """
    tokens, starts, ends = tokens_of(fold(phrase))
    if elisions:
        write_out(tokens, starts, ends, elisions)
    if len(tokens) > 1 and tokens[-1] == "*":
        tokens[-2:] = [tokens[-2] + "*"]
    return tuple(tokens)


def write_out(words: list[str], starts: list[int], ends: list[int], elisions: Mapping[str, str]) -> None:
    """Make one whole word of each word that an apostrophe joins to the next one, having lost its vowel."""
    apostrophes = list(compress(range(len(words)), map("'".__eq__, words)))
    for i in reversed(apostrophes):
        whole = elisions.get(words[i - 1]) if i else None
        if whole is not None and ends[i - 1] == starts[i] and ends[i] - starts[i] == 1:
            words[i - 1 : i + 1] = [whole]
            ends[i - 1 : i + 1] = [ends[i]]
            del starts[i]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of the lexicon: its words, and the path of the list it stands in (table, key, role).

    The last word may end in `*`, which stands for any ending. value: what the phrase maps to, where its table maps.
    """

    words: tuple[str, ...]
    table: str
    key: str
    role: str
    value: Any = None


@dataclass(slots=True)
class Opening:
    """What one word, or several on end, may be the beginning of: a node of a tree of words.

    single: the tables with a phrase that ends here, that phrase, and others of the same words in the same table.
    longer: the nodes after a further word.
    open_ended: the stems of further words with an open ending, and the phrases that end with them.
    """

    single: tuple[tuple[str, Phrase, tuple[Phrase, ...]], ...] = ()
    longer: "dict[str, Opening]" = field(default_factory=dict)
    open_ended: tuple[tuple[str, Phrase], ...] = ()

    @classmethod
    def of(cls, phrases: Iterable[Phrase]) -> "Opening":
        """Return the tree of phrases that start with one word."""
        root = cls()
        for phrase in phrases:
            node, words = root, phrase.words
            for word in words[1:-1]:
                node = node.longer.setdefault(word, cls())
            if len(words) > 1 and words[-1].endswith("*"):
                node.open_ended += ((words[-1][:-1], phrase),)
            else:
                node = node.longer.setdefault(words[-1], cls()) if len(words) > 1 else node
                node._add(phrase)
        return root

    def _add(self, phrase: Phrase) -> None:
        """Add a phrase that ends here."""
        tables = {table: (first, others) for table, first, others in self.single}
        first, others = tables.get(phrase.table, (None, ()))
        tables[phrase.table] = (phrase, ()) if first is None else (first, (*others, phrase))
        self.single = tuple((table, *found) for table, found in tables.items())


Beside = tuple[bool, dict[str, tuple[list[str], ...]]]
"""Whether a word is a phrase by itself, and the longer phrases by the word beside it, longest first."""


@dataclass(frozen=True, slots=True)
class PhraseTable:
    """The phrases of a table that is asked at one token at a time, by first and by last word.

    A word that is a phrase by itself, and of no longer one, has none: most that are asked for are such words.
    """

    by_first: Mapping[str, Beside | tuple[()]]
    by_last: Mapping[str, Beside | tuple[()]]

    @classmethod
    def of(cls, phrases: Iterable[Phrase]) -> "PhraseTable":
        """Index phrases."""
        words = sorted({p.words for p in phrases}, key=len, reverse=True)
        return cls(_by_end(words, 0, 1), _by_end(words, -1, -2))

    def last(self, words: list[str], token: int, stop: int) -> int | None:
        """Return the last token of the longest phrase that starts at a token and ends before `stop`, else None."""
        if token >= stop:
            return None
        found = self.by_first.get(words[token])
        if not found:
            return token if found is not None else None
        alone, longer = found
        if token + 1 < stop and (phrases := longer.get(words[token + 1])) is not None:
            for phrase in phrases:
                n = len(phrase)
                if token + n <= stop and words[token : token + n] == phrase:
                    return token + n - 1
        return token if alone else None

    def first(self, words: list[str], token: int, start: int) -> int | None:
        """Return the first token of the longest phrase that ends at a token and starts at or after `start`."""
        if token < start:
            return None
        found = self.by_last.get(words[token])
        if not found:
            return token if found is not None else None
        alone, longer = found
        if token > start and (phrases := longer.get(words[token - 1])) is not None:
            for phrase in phrases:
                n = len(phrase)
                if token - n + 1 >= start and words[token - n + 1 : token + 1] == phrase:
                    return token - n + 1
        return token if alone else None


def _by_end(phrases: list[tuple[str, ...]], end: int, beside: int) -> dict[str, Beside | tuple[()]]:
    """Index phrases by the word at one end of them and the word beside it; () for a word that is the only one."""
    index: dict[str, Beside] = {}
    for words in phrases:
        _, longer = index.setdefault(words[end], (False, {}))
        if len(words) == 1:
            index[words[end]] = True, longer
        else:
            longer[words[beside]] = (*longer.get(words[beside], ()), [*words])
    return {word: found if found[1] else () for word, found in index.items()}
