"""A sentence as assembly looks at it: which phrases start and end at which token."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import attrgetter

from stats.lexicon import Phrase, PhraseTable
from stats.readers.quantity import Quantity
from stats.readers.reading import Cue, Reading, Sentence

_NOTHING: tuple[Cue, ...] = ()
_NONE: Mapping[int, list[Cue]] = {}
_FIRST, _LAST = attrgetter("first"), attrgetter("last")


@dataclass(slots=True)
class View:
    """One sentence with its quantities and its phrases by token. closers: the closing one of each opening bracket."""

    reading: Reading
    sentence: Sentence
    quantities: list[Quantity]
    words: list[str]
    beside: Mapping[str, PhraseTable]
    cues: Mapping[str, list[Cue]]
    closers: dict[int, int]
    first: int
    stop: int
    _starts: dict[str, Mapping[int, list[Cue]]] = field(default_factory=dict)
    _ends: dict[str, Mapping[int, list[Cue]]] = field(default_factory=dict)
    _tokens: dict[str, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading, sentence: Sentence, quantities: list[Quantity]) -> "View":
        """Return the view of a sentence."""
        closers = brackets(reading.words, sentence.first, sentence.last)
        beside, cues = reading.lexicon.beside, reading.cues(sentence)
        words, first, stop = reading.words, sentence.first, sentence.last
        return cls(reading, sentence, quantities, words, beside, cues, closers, first, stop)

    def all(self, table: str) -> Sequence[Cue]:
        """Return the phrases of a table in order."""
        return self.cues.get(table, _NOTHING)

    def starting(self, table: str) -> Mapping[int, list[Cue]]:
        """Return the phrases of a table by their first token; one word may have several roles."""
        found = self._starts.get(table)
        if found is None:
            cues = self.cues.get(table)
            found = self._starts[table] = _by_token(cues, _FIRST) if cues else _NONE
        return found

    def ending(self, table: str) -> Mapping[int, list[Cue]]:
        """Return the phrases of a table by their last token."""
        found = self._ends.get(table)
        if found is None:
            cues = self.cues.get(table)
            found = self._ends[table] = _by_token(cues, _LAST) if cues else _NONE
        return found

    def last_of(self, table: str, token: int) -> int | None:
        """Return the last token of the phrase of a table that starts at a token, None where none does."""
        asked = self.beside.get(table)
        if asked is None:
            cues = self.starting(table).get(token)
            return cues[0].last if cues else None
        if token >= self.stop:
            return None
        phrases = asked.by_first.get(self.words[token])
        if not phrases:
            return token if phrases is not None else None
        return asked.last(self.words, token, self.stop)

    def first_of(self, table: str, token: int, role: str | None = None) -> int | None:
        """Return the first token of the phrase of a table (and role) that ends at a token, None where none does."""
        asked = self.beside.get(table)
        if asked is not None:
            if token < self.first:
                return None
            phrases = asked.by_last.get(self.words[token])
            if not phrases:
                return token if phrases is not None else None
            return asked.first(self.words, token, self.first)
        for cue in self.ending(table).get(token, _NOTHING):
            if role is None or cue.phrase.role == role:
                return cue.first
        return None

    def has(self, table: str, token: int) -> bool:
        """Tell whether a phrase of a table starts at a token."""
        asked = self.beside.get(table)
        if asked is None:
            return token in self.starting(table)
        if token >= self.stop:
            return False
        phrases = asked.by_first.get(self.words[token])
        if not phrases:
            return phrases is not None
        return asked.last(self.words, token, self.stop) is not None

    def tokens(self, table: str) -> frozenset[int]:
        """Return the tokens of the sentence at which a phrase of a table that is asked beside others starts."""
        found = self._tokens.get(table)
        if found is None:
            asked, words, stop = self.beside[table], self.words, self.stop
            near = compress(range(self.first, stop), map(asked.by_first.__contains__, words[self.first : stop]))
            found = self._tokens[table] = frozenset([k for k in near if asked.last(words, k, stop) is not None])
        return found

    def between(self, table: str, first: int, last: int) -> bool:
        """Tell whether a phrase of a table that is asked beside others starts among tokens [first, last)."""
        found = self.tokens(table)
        return bool(found) and any(first <= k < last for k in found)

    def cue(self, table: str, token: int) -> Cue | None:
        """Return the phrase of a table that starts at a token as a cue, None where none does."""
        last = self.last_of(table, token)
        if last is None:
            return None
        phrase = Phrase(tuple(self.words[token : last + 1]), table, "", "")
        return Cue(token, last, self.reading.starts[token], self.reading.ends[last], phrase)

    def text(self, first: int, last: int) -> str:
        """Return the text of tokens [first, last]."""
        return self.reading.text[self.reading.starts[first] : self.reading.ends[last]]

    def capitalised(self, token: int) -> bool:
        """Tell whether a token is written with a capital."""
        return self.reading.heads[token].isupper()

    def touching(self, token: int) -> bool:
        """Tell whether a token follows the one before it without a blank."""
        return token > self.sentence.first and self.reading.starts[token] == self.reading.ends[token - 1]


def _by_token(cues: Sequence[Cue], token_of: Callable[[Cue], int]) -> dict[int, list[Cue]]:
    """Return cues by one of their tokens."""
    found: dict[int, list[Cue]] = {}
    for cue in cues:
        token = token_of(cue)
        if token in found:
            found[token].append(cue)
        else:
            found[token] = [cue]
    return found


def brackets(words: Sequence[str], first: int, last: int) -> dict[int, int]:
    """Return the closing token of each opening round bracket in tokens [first, last)."""
    pairs: dict[int, int] = {}
    open_at: list[int] = []
    for k in compress(range(first, last), map("()".__contains__, words[first:last])):
        if words[k] == "(":
            open_at.append(k)
        elif open_at:
            pairs[open_at.pop()] = k
    return pairs
