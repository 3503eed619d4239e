"""Digests: texts of several items, each under a heading with its country: "PERU", "Mali - Floods (3 May)"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from stats.gazetteer import gazetteer
from stats.readers.reading import Reading, Sentence
from stats.readers.wordsets import word_sets

ITEM = "item of a digest"
"""In the memo of a reading: the item that is read alone."""

_LONGEST = 24  # tokens of a heading
_SHORT = 8  # the same of one that only says what happened; a longer line of a list says something
_LEAST = 5  # tokens of a short sentence
_SEVERAL = 2  # countries whose items make a digest
_MOST = 60  # items that are read one by one
_BLANKS, _AGAIN = 4_000_000, 20_000  # code points of all of them together, and of what is read again with each
_SETS_OFF = frozenset((":", "-", "–", "—", "|", "("))
_WIDE = frozenset(("country", "region"))
_LINES = frozenset(("prose", "item"))
_Head = tuple[Sentence, frozenset[str], bool]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a digest: code points [start, end) with its heading; countries: those that the heading names.

    alone: the heading is nothing but their names. begins: where the first item does; what stands before is of all.
    """

    start: int
    end: int
    countries: frozenset[str]
    alone: bool
    begins: int = 0

    def blanked(self, text: str) -> str:
        """Return a text with blanks for all other items, as long as before."""
        other, after = text[self.begins : self.start], text[self.end :]
        return text[: self.begins] + _SIGN.sub(" ", other) + text[self.start : self.end] + _SIGN.sub(" ", after)


_SIGN = re.compile(r"[^\n]")


def items_of(reading: Reading) -> list[Item]:
    """Return the items of a digest in order; none of a text that is of one thing."""
    heads = [(line, *told) for line in reading.sentences if (told := _heads(reading, line)) is not None]
    if len(heads) < _SEVERAL:
        return []
    stops = [line.index for line, *_ in heads[1:]] + [len(reading.sentences)]
    heads = [head for head, stop in zip(heads, stops, strict=True) if _tells(reading, head[0], stop)]
    if heads and not heads[0][0].index and _is_title(*heads[0][1:], heads[1:]):
        del heads[0]
    if len({countries for _, countries, _ in heads}) < _SEVERAL or len(heads) > _MOST:
        return []
    begins = heads[0][0].start
    if len(heads) * len(reading.text) > _BLANKS or len(heads) * begins > _AGAIN + len(reading.text):
        return []
    bounds = pairwise([*(line.start for line, *_ in heads), len(reading.text)])
    return [Item(a, b, *head[1:], begins) for (a, b), head in zip(bounds, heads, strict=True)]


def _is_title(countries: frozenset[str], alone: bool, others: Sequence[_Head]) -> bool:
    """Tell whether a first heading is that of the whole: "Sudan: regional response", and below it "CHAD", "EGYPT"."""
    whole = len(countries) > 1 and all(below <= countries for _, below, _ in others)
    return whole or (not alone and all(alone for *_, alone in others))


def _tells(reading: Reading, head: Sentence, stop: int) -> bool:
    """Tell whether what stands under a heading tells something: countries in a list have only their numbers there."""
    first = head.index + (head.shape not in _LINES)
    below = (reading.sentences[k] for k in range(first, stop))
    return any(_says(reading, line, line.first) for line in below)


def _says(reading: Reading, line: Sentence, first: int) -> bool:
    """Tell whether a line says something from a token on, and is no name or row of a list."""
    long = line.last - first
    return line.shape in _LINES and (long >= _SHORT or (long >= _LEAST and reading.words[line.last - 1] == "."))


def _heads(reading: Reading, line: Sentence) -> tuple[frozenset[str], bool] | None:
    """Return the countries that head an item at a line, and whether it says no more; None where none does.

    "PERU", "2. Kenya", "Mali - Floods (3 May)", "Floods in Mali", or "Kenya: A hill came down" that opens a paragraph.
    """
    first, words = line.first, reading.words
    while first + 1 < line.last and not words[first].isalpha():
        first += 1
    stop = next((k for k in range(first, min(line.last, first + _LONGEST)) if words[k] in _SETS_OFF), line.last)
    runs_on = stop < line.last and words[stop] == ":" and _says(reading, line, first)
    if not runs_on and (line.shape == "prose" or line.last > first + _LONGEST):
        return None
    if not reading.heads[first].isupper() or (line.shape == "prose" and not _opens(reading, line)):
        return None
    named = list(_named(reading, first, stop))
    told = frozenset(country for *_, country in named)
    behind, plain = words[stop : line.last], _besides(reading, first, stop, named)
    if runs_on:
        return (told, False) if told and not (plain or behind[1][0].isdigit()) else None
    closed = behind in ([], [":"]) or (behind[0] == "(" and behind[-1] == ")")
    if told and line.shape != "row" and closed and not any(words[k].isalnum() for k in plain):
        return told, True
    if line.shape == "item" or any(word[0].isdigit() for word in behind[1:2]):
        return None  # "Mali: 300 dead"
    sets_off = bool(behind) and (line.shape == "head" or behind[0] == "|")
    if told and sets_off and all(reading.heads[k].isupper() for k in plain):
        return told, False  # "Northern Mali - Fighting"
    return _of_hazard(reading, first, line)


def _besides(reading: Reading, first: int, stop: int, named: Sequence[tuple[int, int, str]]) -> list[int]:
    """Return the tokens [first, stop) beside some names and what joins them: "Kenya, Uganda AND THE Sudan"."""
    inside = {k for a, b, _ in named for k in range(a, b + 1)}
    words = word_sets(reading.lexicon, "places")
    small = words["joins"], words["the"], words["commas"]
    return [k for k in range(first, stop) if k not in inside and not any(reading.words[k] in each for each in small)]


def _opens(reading: Reading, line: Sentence) -> bool:
    """Tell whether a sentence opens its paragraph."""
    return not line.index or reading.sentences[line.index - 1].printed != line.printed


def _of_hazard(reading: Reading, first: int, line: Sentence) -> tuple[frozenset[str], bool] | None:
    """Return the countries of a heading that says what happened there and no more: "Floods in Mali", "Peru floods"."""
    if line.shape != "head" or line.last - first > _SHORT or ":" in reading.words[first : line.last]:
        return None
    named = list(_named(reading, first, line.last))
    cues = [c for c in reading.cues(line).all("hazards") if c.phrase.key != "none"] if named else []
    hazards = {k for c in cues for k in range(c.first, c.last + 1)}
    inside = reading.lexicon.words("place_prepositions")
    rest = (k for k in _besides(reading, first, line.last, named) if k not in hazards)
    if not hazards or any(reading.heads[k].islower() and reading.words[k] not in inside for k in rest):
        return None
    return frozenset(country for *_, country in named), False


def _named(reading: Reading, first: int, stop: int) -> Iterator[tuple[int, int, str]]:
    """Give the tokens and the country of each country's name among tokens [first, stop)."""
    names = gazetteer()
    for mark in names.find(reading.folded, reading.text, reading.starts[first], reading.ends[max(first, stop - 1)]):
        place = names.candidates(mark)[0]
        if not mark.adjective and place.level in _WIDE:
            yield reading.token_at(mark.start), reading.token_at(mark.end - 1), place.country or place.name
