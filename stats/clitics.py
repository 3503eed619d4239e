"""Small words written in one with the word after them: parted, so that both are read as words of their own.

A language says in its lexicon's [grammar] which they are. Where it names none, nothing here is done.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_KEPT = 100_000  # words met of which the cut is remembered
_DEEPEST = 3  # small words before one word


@dataclass(frozen=True, slots=True)
class Clitics:
    """The small words of a language.

    articles: the article's letters; a word is known without them. joined: what stands for a small word and the article.
    free: small words cut off any word that is not known itself. bound: those cut off only where a known word is left.
    whole: words that are never cut, also without their article. known: the words of the lexicon. alone: those of them
    that are phrases by themselves. stems: how known words begin that may end in any way.
    """

    articles: tuple[str, ...] = ()
    joined: Mapping[str, str] = field(default_factory=dict)
    free: frozenset[str] = frozenset()
    bound: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    rooted: tuple[str, ...] = ()
    shortest: int = 2
    _met: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.articles or self.free or self.bound)

    def are(self, word: str) -> bool:
        """Tell whether a token is one of the small words, or an article by itself."""
        return word in self.free or word in self.bound or word in self.articles

    def bare(self, word: str) -> str:
        """Return a word without its article."""
        for article in self.articles:
            if word.startswith(article) and len(word) > len(article) + self.shortest and word not in self.whole:
                return word[len(article) :]
        return word

    def cut(self, word: str) -> tuple[str, ...]:
        """Return the small words before a folded word and the word itself without its article."""
        found = self._met.get(word)
        if found is None:
            if len(self._met) > _KEPT:
                self._met.clear()
            found = self._met[word] = tuple(self._cut(word, _DEEPEST))
        return found

    def _cut(self, word: str, depth: int) -> list[str]:
        if word in self.whole or not depth:
            return [word]
        bare = self.bare(word)
        if word.endswith("*"):
            return [bare]
        if bare != word:
            return [bare]
        if self._stands(word) and not self._before_article(word):
            return [word]
        for start, small in self.joined.items():
            if word.startswith(start) and len(word) > len(start) + self.shortest:
                return [small, word[len(start) :]]
        first, rest = word[:1], word[1:]
        if len(rest) < self.shortest or word.startswith(self.rooted):
            return [word]
        if first in self.bound and (self._known(rest) or self._before_article(word)):
            return [first, *self._cut(rest, depth - 1)]
        if first in self.free and (len(rest) > self.shortest or self._known(rest)):
            parts = self._cut(rest, depth - 1)
            return [first, *parts]
        return [word]

    def _stands(self, word: str) -> bool:
        """Tell whether a word is known as it stands, and no small word with a known one behind it."""
        if word in self.alone:
            return True
        return word in self.known and not (word[:1] in self.free | self.bound and self._known(word[1:]))

    def _known(self, word: str) -> bool:
        bare = self.bare(word)
        return word in self.whole or bare in self.known or bare.startswith(self.stems)

    def _before_article(self, word: str) -> bool:
        """Tell whether a small word stands before an article: "and the"."""
        rest = word[1:]
        return word[:1] in self.free | self.bound and self.bare(rest) != rest


def clitics_of(grammar: Mapping[str, Any], phrases: Iterable[Collection[str]]) -> Clitics:
    """Return the small words that a lexicon's [grammar] names, with the words of its phrases."""
    if not grammar.get("clitics"):
        return Clitics()
    told = grammar["clitics"]
    first = Clitics(tuple(told.get("articles", ())), whole=frozenset(told.get("whole", ())))
    known: set[str] = set()
    alone: set[str] = set()
    stems: set[str] = set()
    for phrase in phrases:
        for word in phrase:
            if word.endswith("*"):
                stems.add(first.bare(word[:-1]))
            elif word.isalpha():
                known.add(first.bare(word))
                if len(phrase) == 1:
                    alone.add(first.bare(word))
    return Clitics(
        first.articles, dict(told.get("joined", {})), frozenset(told.get("free", ())), frozenset(told.get("bound", ())),
        first.whole, frozenset(known), frozenset(alone), tuple(sorted(s for s in stems if len(s) > 2)),
        tuple(told.get("rooted", ())),
    )  # fmt: skip
