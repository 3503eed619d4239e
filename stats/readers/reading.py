"""What has been read of a document so far: its tokens and sentences, and the marks that the readers leave on them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, compress
from operator import attrgetter
from typing import Any, cast

from stats.document import Document
from stats.lexicon import Lexicon
from stats.phrases import Opening, Phrase
from stats.readers.listings import listings

_START, _FIRST = attrgetter("start"), attrgetter("first")
NONE: dict[int, "list[Cue]"] = {}
"""The phrases of a table that a sentence has none of. Never changed."""


@dataclass(slots=True, eq=False)
class Cue:
    """A phrase of the lexicon found in the text: tokens [first, last], code points [start, end). Never changed."""

    first: int
    last: int
    start: int
    end: int
    phrase: Phrase


def no_cues() -> dict[int, list[Cue]]:
    """Return the phrases of a table that a sentence has none of. It is one for all and must not be written to."""
    return NONE


@dataclass(slots=True)
class Cues:
    """The lexicon's phrases in a sentence: at each token the longest of each table.

    starts: by table and first token, in order, empty for a table of which there is none; one word may have several
    roles. longer: the tables of which a phrase of several words is among them: those of the others end where they
    start.
    """

    starts: dict[str, dict[int, list[Cue]]]
    longer: set[str]
    _ends: dict[str, dict[int, list[Cue]]] = field(default_factory=dict)

    def all(self, table: str) -> list[Cue]:
        """Return the phrases of a table in order."""
        if table not in self.starts:
            return []
        return list(chain.from_iterable(self.starts[table].values()))

    def every(self) -> list[Cue]:
        """Return the phrases of all tables."""
        return [cue for found in self.starts.values() for cues in found.values() for cue in cues]

    def ends(self, table: str) -> dict[int, list[Cue]]:
        """Return the phrases of a table by their last token."""
        if table not in self.longer:
            return self.starts.get(table, NONE)
        found = self._ends.get(table)
        if found is None:
            found = self._ends[table] = {}
            for cue in self.all(table):
                found.setdefault(cue.last, []).append(cue)
        return found


@dataclass(slots=True)
class Sentence:
    """A stretch of tokens [first, last) that is read together.

    paragraph: number of its paragraph; one that opens on what the one before told ("They", "Of them") counts as the
    same. shape: "prose", "head" (a title), "item" (of a list) or "row" (of a table). printed: number of its paragraph
    as the text prints it. cues: the lexicon's phrases in it; filled when the sentence is first asked for them.
    """

    first: int
    last: int
    start: int
    end: int
    paragraph: int
    shape: str = "prose"
    index: int = 0
    printed: int = 0
    cues: Cues | None = None


@dataclass(slots=True)
class Reading:
    """A document being read.

    words, starts, ends: the folded tokens and where they stand in the text. sentences in order. quantities, periods,
    places, attributions: the marks of the readers of those names, each list in order of start. memo: what is worked out
    once for the whole document (its cause, the countries it is about), by name. published: the day of publication.
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
    published: date | None = None
    _openings: Sequence[Opening | None] = ()
    _heads: str | None = None
    _sentence_starts: list[int] | None = None
    _numbers: dict[int, list[Any]] | None = None
    _listed: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.published = self.document.published

    def settle(self, document: Document) -> None:
        """Take the document whose day of publication has been found."""
        self.document, self.published = document, document.published

    def tokens_of(self, words: Collection[str]) -> list[int]:
        """Return the tokens that are one of some words, in order; not to be changed.

        words: a list that the lexicon gives, the same object for each text: all such lists are looked for in one pass.
        """
        found = self._listed.get(id(words))
        if found is None:
            self._listed = listings(self.lexicon, words).tokens(self.words)
            found = self._listed[id(words)]
        return found

    @property
    def heads(self) -> str:
        """The first letter of each token as the text writes it; worked out once."""
        if self._heads is None:
            self._heads = "".join(map(self.text.__getitem__, self.starts))
        return self._heads

    @property
    def openings(self) -> Sequence[Opening | None]:
        """For each token the phrases that it may start, None where it starts none; worked out once."""
        if not self._openings:
            self._openings = self.lexicon.openings(self.words)
        return self._openings

    @property
    def turns(self) -> list[int]:
        """The tokens at which a phrase of the lexicon's SPREAD may start, or that are one of SIGNS."""
        return self.tokens_of(self.lexicon.spread)

    def token_at(self, offset: int) -> int:
        """Return the index of the first token that ends after an offset."""
        return bisect_right(self.ends, offset)

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence that holds an offset (the one before it, between two)."""
        if self._sentence_starts is None:
            self._sentence_starts = [sentence.start for sentence in self.sentences]
        return self.sentences[max(0, bisect_right(self._sentence_starts, offset) - 1)]

    @property
    def numbers(self) -> dict[int, list[Any]]:
        """The quantities by the index of their sentence; worked out once, after the quantities are read."""
        if self._numbers is None:
            self._numbers = {}
            last, here = -1, self.quantities[:0]
            for quantity in self.quantities:
                if quantity.start >= last:
                    sentence = self.sentence_at(quantity.start)
                    following = sentence.index + 1
                    last = self.sentences[following].start if following < len(self.sentences) else len(self.text)
                    here = self._numbers[sentence.index] = []
                here.append(quantity)
        return self._numbers

    def numbers_in(self, sentence: Sentence) -> Sequence[Any]:
        """Return the quantities of a sentence in order."""
        numbers = self._numbers
        return (self.numbers if numbers is None else numbers).get(sentence.index, ())

    def counted(self) -> Set[int]:
        """Return the indexes of the sentences that hold a quantity."""
        return self.numbers.keys()

    def opening(self, sentence: Sentence) -> int:
        """Return the first token of a sentence that is no bullet or other sign before an item of a list."""
        k = sentence.first
        while sentence.shape == "item" and k + 1 < sentence.last and not self.words[k][0].isalnum():
            k += 1
        return k

    def speakers_in(self, sentence: Sentence) -> Sequence[Any]:
        """Return the attributions of a sentence in order."""
        marks = self.attributions
        return marks[bisect_left(marks, sentence.first, key=_FIRST) : bisect_left(marks, sentence.last, key=_FIRST)]

    def within(self, marks: Sequence[Any], start: int, end: int) -> Sequence[Any]:
        """Return the marks (sorted, each with .start) that start in [start, end)."""
        return marks[bisect_left(marks, start, key=_START) : bisect_left(marks, end, key=_START)]

    def owns(self, token: int) -> bool:
        """Tell whether a token is the mark after an owner, before what is owned: "the camp'S 9,000 residents"."""
        words = self.words
        if not 0 <= token < len(words) - 1:
            return False
        return words[token] in self.lexicon.words("owner_marks") and words[token + 1][0].isalnum()

    def parted(self, token: int) -> bool:
        """Tell whether a token and the next stand in two cells or in two rows of a table: "Jan\t4", "12\nFeb"."""
        end, start = self.ends[token], self.starts[token + 1]
        if start - end == 1 and self.text[end] == " ":
            return False
        gap = self.text[end:start]
        return "\t" in gap or ("\n" in gap and self.sentence_at(end - 1) is not self.sentence_at(start))

    def cues(self, sentence: Sentence) -> Cues:
        """Return the lexicon's phrases in a sentence, read once."""
        if sentence.cues is None:
            sentence.cues = _find_cues(self, sentence)
        return sentence.cues


def _find_cues(reading: Reading, sentence: Sentence) -> Cues:
    words, starts, ends, first, stop = reading.words, reading.starts, reading.ends, sentence.first, sentence.last
    found: defaultdict[str, dict[int, list[Cue]]] = defaultdict(dict)
    taken: dict[str, int] = {}  # by table, the last token of a phrase of several words
    openings, following = reading.openings[first:stop], [*words[first + 1 : stop], ""]
    here = compress(zip(range(first, stop), openings, following, strict=True), openings)  # where a phrase may start
    for i, opening, word in cast("Iterator[tuple[int, Opening, str]]", here):
        if (word in opening.longer or opening.open_ended) and (matches := _matches(opening, words, i, stop)):
            start, end = starts[i], ends[i]
            longest = {phrase.table: last for last, phrase in matches}
            for table, phrase, others in opening.single:
                if table not in longest and taken.get(table, -1) < i:
                    found[table][i] = [Cue(i, i, start, end, each) for each in (phrase, *others)]
            for last, phrase in matches:
                if last == longest[phrase.table] and taken.get(phrase.table, -1) < last:
                    found[phrase.table].setdefault(i, []).append(Cue(i, last, start, ends[last], phrase))
            for table, last in longest.items():
                if taken.get(table, -1) < i:
                    taken[table] = last
            continue
        for table, phrase, others in opening.single:  # of most words only they themselves are phrases
            if not taken or taken.get(table, -1) < i:
                found[table][i] = [Cue(i, i, starts[i], ends[i], phrase)]
                if others:
                    found[table][i] += [Cue(i, i, starts[i], ends[i], other) for other in others]
    found.default_factory = no_cues
    return Cues(found, set(taken))


def _matches(opening: Opening, words: list[str], i: int, stop: int) -> list[tuple[int, Phrase]]:
    """Return (last token, phrase) of the phrases of several words that start at token i, the shortest first."""
    found: list[tuple[int, Phrase]] = []
    for k in range(i + 1, stop):
        after = opening.longer.get(words[k])
        if after is not None:
            for _, phrase, others in after.single:
                found.append((k, phrase))
                found += [(k, other) for other in others]
        if opening.open_ended:
            found += [(k, phrase) for stem, phrase in opening.open_ended if words[k].startswith(stem)]
        if after is None:
            break
        opening = after
    return found
