"""A sentence as assembly looks at it: which phrases start and end at which token."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from stats.lexicon import SIGNS
from stats.phrases import Phrase, PhraseTable
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue, Cues, Reading, Sentence, no_cues
from stats.readers.timewords import time_words

_NOTHING: tuple[Cue, ...] = ()
_TOLD = 8  # tokens from who told it to "that": "told reporters on the phone THAT"


@dataclass(slots=True)
class View:
    """One sentence with its quantities and its phrases by token.

    closers: the closing one of each opening bracket. turns: the tokens at which a clause may turn (Reading.turns).
    starting, ending, all: give the phrases of a table by their first, by their last token, in order; one word may have
    several roles. tokens: gives those at which a phrase of one of the tables of SPREAD starts.
    steps: what terms.steps_left found of each token that it was asked for.
    """

    reading: Reading
    sentence: Sentence
    quantities: list[Quantity]
    words: list[str]
    beside: Mapping[str, PhraseTable]
    cues: Cues
    closers: dict[int, int]
    turns: list[int]
    first: int
    stop: int
    starting: Callable[[str], Mapping[int, list[Cue]]]
    ending: Callable[[str], Mapping[int, list[Cue]]]
    all: Callable[[str], Sequence[Cue]]
    tokens: Callable[[str], Set[int]]
    steps: dict[int, list[int]] = field(default_factory=dict)
    _stations: list[int] | None = None
    _opening: int | None = None

    @classmethod
    def of(cls, reading: Reading, sentence: Sentence, quantities: list[Quantity]) -> "View":
        """Return the view of a sentence."""
        near = reading.turns
        near = near[bisect_left(near, sentence.first) : bisect_left(near, sentence.last)]
        opened = "(" in reading.words[sentence.first : sentence.last]
        closers = brackets(reading.words, near) if opened else {}
        beside, cues = reading.lexicon.beside, reading.cues(sentence)
        span = (sentence.first, sentence.last)
        around = (closers, near, *span)
        starts = cues.starts
        ends = defaultdict(no_cues, {**starts, **{t: cues.ends(t) for t in cues.longer}}) if cues.longer else starts
        # asked dozens of times for each number: a look into a dictionary, and no call of a function
        asked = (starts.__getitem__, ends.__getitem__, cues.all, _spread(reading, near, sentence.last).__getitem__)
        return cls(reading, sentence, quantities, reading.words, beside, cues, *around, *asked)

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

    @property
    def opening(self) -> int:
        """The first token of what is told: behind a bullet, and behind who says it: "He said that IN the camp"."""
        if self._opening is None:
            self._opening = self._told_from()
        return self._opening

    def _told_from(self) -> int:
        reading, opening = self.reading, self.reading.opening(self.sentence)
        teller = next(iter(reading.speakers_in(self.sentence)), None)
        if teller is None or teller.trailing or teller.first != opening:
            return opening
        k: int = teller.last + 1
        reach = k
        that = time_words(reading.lexicon).listed["told"]
        while reach < min(self.sentence.last, k + _TOLD) and self.words[reach] not in SIGNS:
            if self.words[reach] in that:
                return reach + 1
            reach += 1
        return k + (self.words[k] == ",") if k + 1 < self.sentence.last else opening

    def stations(self) -> list[int]:
        """Return the tokens at which a clause turns or something is told, in order."""
        if self._stations is None:
            words, possessed = self.words, self.starting("possessed")
            told = {k for k in self.turns if words[k] in SIGNS or k in possessed}
            told.update(self.tokens("subordinators"), self.starting("terms"))
            self._stations = sorted(told)
        return self._stations

    def between(self, table: str, first: int, last: int) -> bool:
        """Tell whether a phrase of one of the tables of SPREAD starts among tokens [first, last)."""
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
        starts = self.reading.starts
        return self.sentence.first < token < len(starts) and starts[token] == self.reading.ends[token - 1]


def _spread(reading: Reading, turns: Sequence[int], stop: int) -> Mapping[str, Set[int]]:
    """Return the tokens at which a phrase of each of the tables of SPREAD starts among some, before token `stop`."""
    words, spread = reading.words, reading.lexicon.spread
    found: defaultdict[str, set[int]] = defaultdict(set)
    for k in turns:
        for name, alone, longer, phrases in spread[words[k]]:
            if alone or (k + 1 < stop and words[k + 1] in longer and phrases.last(words, k, stop) is not None):
                found[name].add(k)
    return found


def brackets(words: Sequence[str], tokens: Iterable[int]) -> dict[int, int]:
    """Return the closing token of each opening round bracket among some tokens."""
    pairs: dict[int, int] = {}
    open_at: list[int] = []
    for k in tokens:
        if words[k] == "(":
            open_at.append(k)
        elif words[k] == ")" and open_at:
            pairs[open_at.pop()] = k
    return pairs
