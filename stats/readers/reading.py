"""What has been read of a document so far: its tokens and sentences, and the marks that the readers leave on them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, compress
from operator import attrgetter, itemgetter
from typing import Any, cast

from stats.document import Document
from stats.lexicon import Lexicon, Opening, Phrase

_START, _FIRST, _END = attrgetter("start"), attrgetter("first"), itemgetter(0)


@dataclass(slots=True, eq=False)
class Cue:
    """A phrase of the lexicon found in the text: tokens [first, last], code points [start, end). Never changed."""

    first: int
    last: int
    start: int
    end: int
    phrase: Phrase


@dataclass(slots=True)
class Sentence:
    """A stretch of tokens [first, last) that is read together.

    paragraph: number of its paragraph. shape: "prose", "head" (a title), "item" (of a list) or "row" (of a table).
    cues: the lexicon's phrases in it, by table, in order; filled when the sentence is first asked for them.
    """

    first: int
    last: int
    start: int
    end: int
    paragraph: int
    shape: str = "prose"
    index: int = 0
    cues: dict[str, list[Cue]] | None = None


@dataclass(slots=True)
class Reading:
    """A document being read.

    words, starts, ends: the folded tokens and where they stand in the text. sentences in order. quantities, periods,
    places, attributions: the marks of the readers of those names, each list in order of start. memo: what is worked out
    once for the whole document (its cause, the countries it is about), by name.
    """

    document: Document
    lexicon: Lexicon
    text: str
    folded: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[Sentence] = field(default_factory=list)
    quantities: list[Any] = field(default_factory=list)
    periods: list[Any] = field(default_factory=list)
    places: list[Any] = field(default_factory=list)
    attributions: list[Any] = field(default_factory=list)
    memo: dict[str, Any] = field(default_factory=dict)
    _spots: defaultdict[str, list[int]] | None = None

    @property
    def published(self) -> date | None:
        """The day of publication."""
        return self.document.published

    def tokens_of(self, words: Set[str]) -> list[int]:
        """Return the tokens that are one of some words, in order."""
        spots = self.spots
        return sorted(chain.from_iterable(map(spots.__getitem__, words & spots.keys())))

    @property
    def spots(self) -> dict[str, list[int]]:
        """The tokens by their word, each list in order; worked out once."""
        if self._spots is None:
            spots = self._spots = defaultdict(list)
            for i, word in enumerate(self.words):
                spots[word].append(i)
        return self._spots

    def token_at(self, offset: int) -> int:
        """Return the index of the first token that ends after an offset."""
        return bisect_right(self.ends, offset)

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence that holds an offset (the one before it, between two)."""
        return self.sentences[max(0, bisect_right(self.sentences, offset, key=_START) - 1)]

    def counted(self) -> frozenset[int]:
        """Return the indexes of the sentences that hold a quantity; worked out once, after the quantities are read."""
        found: frozenset[int] | None = self.memo.get("counted")
        if found is None:
            found = self.memo["counted"] = frozenset(self.sentence_at(q.start).index for q in self.quantities)
        return found

    def speakers_in(self, sentence: Sentence) -> Sequence[Any]:
        """Return the attributions of a sentence in order."""
        marks = self.attributions
        return marks[bisect_left(marks, sentence.first, key=_FIRST) : bisect_left(marks, sentence.last, key=_FIRST)]

    def within(self, marks: Sequence[Any], start: int, end: int) -> Sequence[Any]:
        """Return the marks (sorted, each with .start) that start in [start, end)."""
        return marks[bisect_left(marks, start, key=_START) : bisect_left(marks, end, key=_START)]

    def cues(self, sentence: Sentence) -> dict[str, list[Cue]]:
        """Return the lexicon's phrases in a sentence by table: at each token the longest of each table, read once."""
        if sentence.cues is None:
            sentence.cues = _find_cues(self, sentence)
        return sentence.cues


def _find_cues(reading: Reading, sentence: Sentence) -> dict[str, list[Cue]]:
    words, starts, ends, first, stop = reading.words, reading.starts, reading.ends, sentence.first, sentence.last
    found: dict[str, list[Cue]] = {}
    taken: dict[str, int] = {}
    openings, following = reading.lexicon.openings(words[first:stop]), [*words[first + 1 : stop], ""]
    here = compress(zip(range(first, stop), openings, following, strict=True), openings)  # where a phrase may start
    for i, opening, word in cast("Iterator[tuple[int, Opening, str]]", here):
        longer = opening.after(word) if opening.open_ended else opening.longer.get(word)
        longest: dict[str, int] = {}
        if longer:
            matches = [(i + 1 if len(p.words) == 2 else _matches(words, i, stop, p.words), p) for p in longer]
            longest = {p.table: last for last, p in sorted(matches, key=_END) if last > i}
        for table, phrase in opening.single:
            if (table not in taken or taken[table] < i) and table not in longest:
                found.setdefault(table, []).append(Cue(i, i, starts[i], ends[i], phrase))
        if not longest:
            continue
        for last, phrase in matches:
            if last == longest.get(phrase.table) and taken.get(phrase.table, -1) < last:
                found.setdefault(phrase.table, []).append(Cue(i, last, starts[i], ends[last], phrase))
        for table, last in longest.items():
            if taken.get(table, -1) < i:
                taken[table] = last
    return found


def _matches(words: list[str], i: int, stop: int, phrase: tuple[str, ...]) -> int:
    """Return the last token of a phrase whose first two words stand at token i, -1 where it goes on otherwise."""
    n = len(phrase)
    if i + n > stop:
        return -1
    for k in range(2, n):
        want = phrase[k]
        if words[i + k] != want and not (want.endswith("*") and words[i + k].startswith(want[:-1])):
            return -1
    return i + n - 1
