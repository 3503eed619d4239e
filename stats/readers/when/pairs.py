"""Lines of names and numbers in turn, with nothing said of them: "Afar 92; Somali 76", "Jan 1,912 / Feb 2,440"."""

from collections.abc import Sequence
from dataclasses import dataclass

from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue, Reading, Sentence
from stats.readers.timewords import time_words
from stats.vocabulary import HOUSING

_PARTS = frozenset((*";,/|·•▪●◦‣*", "//"))  # between two pairs
_LEADS = frozenset(":–—-")  # after what leads to the pairs: "Key facts: IDPs 1,204; returnees 340"
_JOINTS = frozenset(":=-–—→")  # between a name and its number
_IN_NAMES = frozenset("-'’&/")
_NAME = 5  # tokens of a name
_ASIDE = 12  # tokens in brackets behind a number: "(all by roof collapse)"
_FEWEST = 2  # pairs of a line


@dataclass(slots=True)
class Pair:
    """A number and the name beside it: tokens [first, last] of the name. joined: a colon or its like stands between."""

    first: int
    last: int
    quantity: Quantity
    joined: bool = False


def pairs_in(reading: Reading, sentence: Sentence) -> list[Pair]:
    """Return the pairs of a sentence that is nothing but pairs, two at least; none of any other. Worked out once."""
    numbers = reading.numbers_in(sentence)
    if len(numbers) < _FEWEST or sentence.shape == "row":
        return []
    known: dict[int, list[Pair]] = reading.memo.setdefault("pairs", {})
    if sentence.index not in known:
        found = _pairs(reading, sentence, numbers)
        known[sentence.index] = found if len(found) >= _FEWEST else []
    return known[sentence.index]


def _pairs(reading: Reading, sentence: Sentence, numbers: Sequence[Quantity]) -> list[Pair]:
    words, counts = reading.words, {q.first: q for q in numbers}
    unit = unit_behind(reading, sentence)
    stop = sentence.last if unit is None else unit.first
    found: list[Pair] = []
    k = sentence.first
    while k < stop:
        while k < stop and words[k] in _PARTS:
            k += 1
        begun = k = _over_number(words, k, stop, counts)
        ahead = counts.get(k)  # "12,300 Kismayo, 4,100 Afmadow"
        first = k if ahead is None else ahead.last + 1
        last = _name(reading, first, stop, counts)
        if last < first:
            break
        k = last + 1
        if k + 1 < stop and k + 1 not in counts:
            k = _over_aside(words, k, stop)  # "Kibumba (Nyiragongo): 22,150"
        if last + 1 in counts and (_is_told(reading, last) or (last > first and befalls_now(reading, sentence, last))):
            break
        q, joined = ahead, False
        if q is None:
            joined = k < stop and words[k] in _JOINTS
            k += joined
            if joined and not found and k not in counts and words[k - 1] in _LEADS:
                continue  # "Key facts: IDPs 1.2 million, returnees 340,000"
            opened = k < stop and words[k] == "("
            q = counts.get(k + opened)
            if q is None or q.share is not None:
                k = begun
                break
            k = q.last + 1
            if opened:
                if words[k : k + 1] != [")"]:
                    break
                k += 1
        if found and (ahead is None) != (found[0].first < found[0].quantity.first):
            break
        k = _over_aside(words, k, stop)
        found.append(Pair(first, last, q, joined or words[q.first - 1] == "("))
        if k >= stop or words[k] not in _PARTS:
            break
    beyond = any(first >= k for first in counts)
    ended = k >= stop or words[k] == "." or words[k - 1] in _PARTS  # "Kogi 18; others not known"
    return found if ended and not beyond else []


def unit_behind(reading: Reading, sentence: Sentence) -> Cue | None:
    """Return the unit that closes a line, behind its last number: "Alder 402; Birch 219 FAMILIES"; None if none."""
    q = reading.numbers_in(sentence)[-1]
    last, named = q.last, reading.heads[q.first - 1].isupper()
    if not named or last + 1 >= sentence.last or sentence.last - last > _UNIT:
        return None
    ended = sentence.last - (reading.words[sentence.last - 1] == ".")
    return next((c for c in reading.cues(sentence).all("units") if (c.first, c.last) == (last + 1, ended - 1)), None)


_UNIT = 4  # tokens from a line's last number to its end


def _over_number(words: list[str], k: int, stop: int, counts: dict[int, Quantity]) -> int:
    """Return the token after the number that an item of a list on one line bears: "1. Alder – 402; 2. Birch – 219"."""
    numbered = k in counts and counts[k].value < _ITEMS and words[k + 1 : k + 2] in (["."], [")"])
    return k + 2 if numbered and k + 2 < stop and words[k + 2][0].isalpha() else k


_ITEMS = 100  # more of them are counted, and none bears such a number


def _name(reading: Reading, first: int, stop: int, counts: dict[int, Quantity]) -> int:
    """Return the last token of the name that starts at a token, the one before it where none does."""
    k = first
    while k < min(stop, first + _NAME) and k not in counts:
        word = reading.words[k]
        joins = word in _IN_NAMES and k > first and reading.starts[k] == reading.ends[k - 1]
        if not (word[0].isalpha() or joins):
            break
        k += 1
    return k - 1


def _is_told(reading: Reading, last: int) -> bool:
    """Tell whether a name ends in a verb of reckoning, and is no name: "the army SAYS 400; the rebels CLAIM 900"."""
    word = reading.words[last]
    if word in reading.lexicon.words("reported"):
        return False  # "dead reported 12; missing reported 4"
    return word in reading.lexicon.words("estimating") or word in time_words(reading.lexicon).saying


def befalls_now(reading: Reading, sentence: Sentence, last: int) -> bool:
    """Tell whether a verb in the present that ends at a token tells what befell people: "Clashes KILL 12, injure 30".

    Not of homes, nor by a form that labels also bear: "Schools DAMAGED 29".
    """
    cues = (c for c in reading.cues(sentence).all("terms") if c.last == last)
    roles = {c.phrase.role for c in cues if c.phrase.key not in HOUSING}
    return "acts" in roles and "done" not in roles


def _over_aside(words: list[str], k: int, stop: int) -> int:
    """Return the token after what stands in brackets at a token."""
    if words[k : k + 1] != ["("] or k >= stop:
        return k
    return next((j + 1 for j in range(k + 1, min(stop, k + _ASIDE)) if words[j] == ")"), k)


def is_in_run(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence is a name and a number as one beside it is: "Alder 402. Birch and Cedar 219."."""
    if sentence.shape != "prose" or not _is_lone(reading, sentence):
        return False
    beside = (k for k in (sentence.index - 1, sentence.index + 1) if 0 <= k < len(reading.sentences))
    near = (reading.sentences[k] for k in beside)
    return any(s.paragraph == sentence.paragraph and _is_lone(reading, s) for s in near)


def _is_lone(reading: Reading, sentence: Sentence) -> bool:
    numbers = reading.numbers_in(sentence)
    if len(numbers) != 1 or not 0 < numbers[0].first - sentence.first <= _LONE:
        return False
    q, names = numbers[0], range(sentence.first, numbers[0].first)
    ends = q.last + 2 == sentence.last and reading.words[q.last + 1] == "."
    return ends and reading.heads[sentence.first].isupper() and all(reading.words[k].isalpha() for k in names)


_LONE = 6  # tokens of the name in a sentence of a name and a number
