"""Ranges: two numbers that are the bounds of one: "18,000 to 25,000", "between 1.2 and 1.5 million", "10-15,000"."""

from collections.abc import Mapping
from dataclasses import replace

from stats.figure import Number
from stats.phrases import PhraseTable
from stats.readers.mixedrows import closed_up, is_dashed
from stats.readers.numbers.numberwords import Numeral
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue, Reading, Sentence
from stats.vocabulary import Quantifier


def range_of(
    reading: Reading, sentence: Sentence, a: Numeral, b: Numeral, before: Mapping[int, Cue]
) -> Quantity | None:
    """Return the range of two numerals that follow each other, None where they are none.

    before: quantifiers by their last token. "Grew from 5,500 to 16,000" tells a change, and no range.
    """
    words, lexicon = reading.words, reading.lexicon
    if a.last + 1 >= b.first or words[a.last + 1] not in lexicon.asked("ranges").by_first:
        return None  # most numbers that follow each other stand too far apart
    linked, plain = _links(reading, "link", a, b), _links(reading, "plain", a, b)
    if not (linked or plain):
        return None
    first = a.first
    dash = words[a.last + 1] == "-" and reading.starts[a.last + 1] == reading.ends[a.last]
    if first == sentence.first and dash and reading.starts[b.first] > reading.ends[a.last + 1]:
        return None  # "2- 28 tents damaged": an item's number
    gap = reading.text[reading.ends[a.last] : reading.starts[b.first]]
    if "\t" in gap or (sentence.shape == "row" and "  " in gap):
        return None  # two cells of a row with an empty one between: "3\t–\t6"
    if sentence.shape == "row" and is_dashed(closed_up(reading.text[sentence.start : sentence.end], lexicon)):
        return None  # two cells: "Aceh – 12 – 53"
    if b.value > _DAYS and any(c.last == first - 1 for c in reading.cues(sentence).all("months")):
        return None  # "taking the toll since June 14 to 1,162"
    cue = before.get(first - 1)
    opener = _opener(lexicon.asked("ranges", "open"), words, sentence, first - 1)
    if opener is None and cue is not None:
        opener = _opener(lexicon.asked("ranges", "open"), words, sentence, cue.first - 1)
    opens = (cue.first if cue is not None else first) - 1  # "rose FROM around 5,500 to 16,000"
    changed = opens >= sentence.first and words[opens] in lexicon.words("changes")
    around = words[sentence.first : first] + words[b.last + 1 : sentence.last]
    changed = changed and not lexicon.words("changing").isdisjoint(around)
    between = opener is not None and not changed and linked
    if not (between or (opener is None and plain)):
        return None
    if _is_numbered(reading, sentence, first):
        return None  # "school No. 3 — 11": eleven at the third
    if not between and _is_step(reading, sentence, first, b.last):
        return None
    low = _shared_scale(a, b)
    if low >= b.value or (not between and _apart(reading, a, b, low)):
        return None
    told = None
    if between and opener is not None:
        first, told = opener, reading.text[reading.starts[opener] : reading.ends[a.first - 1]]
    elif cue is not None and cue.phrase.key != Quantifier.EXACT:
        first, told = cue.first, reading.text[cue.start : cue.end]
    value = _whole((low + b.value) / 2)
    return Quantity(
        reading.starts[first], reading.ends[b.last], first, b.last, (a.first, b.last), value, low, b.value,
        Quantifier.RANGE, told, digits=True,
    )  # fmt: skip


def changed_from(reading: Reading, a: Numeral, b: Numeral) -> Numeral:
    """Return the first of two numerals with the scale of the other, where a count went from it to that one.

    "rose FROM 2.1 TO 3.4 million", "fell from 3.4 to 2.1 million".
    """
    words, lexicon = reading.words, reading.lexicon
    if not b.scaled or a.scaled or not a.digits or a.value >= 1000 or not a.first:
        return a
    if words[a.first - 1] not in lexicon.words("changes") or not _links(reading, "link", a, b):
        return a
    scale = next((scale for scale in (1_000_000_000, 1_000_000, 1000) if b.value >= scale), 1)
    rises = a.value <= b.value / scale
    return replace(a, value=_whole(a.value * scale)) if rises or a.value != int(a.value) else a


def _is_numbered(reading: Reading, sentence: Sentence, first: int) -> bool:
    """Tell whether the word before a number makes it a name: "No. 3"."""
    k = first - 1 - (first - 1 > sentence.first and reading.words[first - 1] == ".")
    signs = reading.lexicon.words("number_signs")
    return any(reading.words[j] in signs for j in (k, first - 1) if j >= sentence.first)


def _is_step(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether the first number is by how much a count grew, and the other what it grew to: "ROSE BY 230 to 640".

    Not before a noun or a share: "rose by 20 to 30 per cent".
    """
    words, lexicon = reading.words, reading.lexicon
    if lexicon.asked("increments").first(words, first - 1, sentence.first) is None:
        return False
    after = last + 1
    if lexicon.asked("percent").last(words, after, sentence.last) is not None:
        return False
    ends = after >= sentence.last or not words[after].isalnum()
    return ends or lexicon.asked("np_stops").last(words, after, sentence.last) is not None


_DAYS = 31
_FEW = 10


def _opener(openers: PhraseTable, words: list[str], sentence: Sentence, token: int) -> int | None:
    return openers.first(words, token, sentence.first)


def _links(reading: Reading, role: str, a: Numeral, b: Numeral) -> bool:
    """Tell whether just a linking phrase stands between two numerals."""
    begin, end = a.last + 1, b.first
    return reading.lexicon.asked("ranges", role).last(reading.words, begin, end) == end - 1


def _apart(reading: Reading, a: Numeral, b: Numeral, low: Number) -> bool:
    """Tell whether "or" joins two counts and no bounds, so far apart are they: "33,617 OR 165,957 persons"."""
    between = reading.words[a.last + 1 : b.first]
    spelled = any(word.isalpha() for word in between)
    ahead = reading.words[max(0, a.first - _RECKONED) : a.first]
    told = bool(ahead) and ahead[-1] in reading.lexicon.asked("linking").by_last
    told = told and not reading.lexicon.words("reckoned").isdisjoint(ahead)
    wide = told and reading.lexicon.words("conjunctions").isdisjoint(between)
    return spelled and b.value > (_WIDER if wide else _WIDEST) * low


_WIDEST = 3  # times the lower bound that the upper one is
_RECKONED = 6  # tokens from "put" to its number
_WIDER = 20  # the same of what somebody puts a number at: "put the figure AT 300 TO 1,500"


def _shared_scale(a: Numeral, b: Numeral) -> Number:
    """Return a's value with the scale that it shares with b: "1.2 to 1.5 million", "10-15,000"."""
    if a.scaled or a.value >= 1000 or (not a.digits and not b.scaled):
        return a.value
    if not a.digits and a.value < _FEW and b.value < 1000 and b.value % 100 == 0 and a.value < b.value / 100:
        return _whole(a.value * 100)  # "two or three hundred"
    for scale in (10_000_000, 1_000_000, 100_000, 1000):
        if b.value >= scale and b.value % (scale / 1000) == 0 and (b.scaled or b.value % 1000 == 0):
            if b.scaled and a.value < 1000 and b.value / scale < 1000 and a.value <= b.value / scale:
                return _whole(a.value * scale)
            if not b.scaled and scale == 1000 and a.value <= b.value / 1000:
                return _whole(a.value * 1000)
    return a.value


def _whole(value: Number) -> Number:
    value = round(value, 6)
    return int(value) if value == int(value) else value
