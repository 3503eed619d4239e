"""Numerals: digits in any grouping, number words, and both mixed ("1.2 million"), as values with their tokens."""

import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from itertools import compress, count

from stats.figure import Number
from stats.lexicon import Lexicon
from stats.readers.reading import Reading, Sentence

_GROUPED = re.compile(r"\d{1,3}(?:[ ,']\d{3})+|\d{1,3}(?:,\d{2})+,\d{3}")
_DOTTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_COMMA = re.compile(r"\d{1,3},\d{1,2}")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_YEARS = range(1900, 2101)


@dataclass(slots=True)
class Numeral:
    """A bare number: tokens [first, last], value. digits: it starts with digits. scaled: a scale word multiplied it.

    year: its digits may be a year's.
    """

    first: int
    last: int
    value: Number
    digits: bool = False
    scaled: bool = False
    year: bool = False


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of a language by what they do: word -> (role, value).

    opening: words, or articles, that a numeral may begin with. telling: words, or those that open a vague phrase.
    """

    words: dict[str, tuple[str, Number]]
    joiners: frozenset[str]
    articles: frozenset[str]
    opening: frozenset[str]
    telling: frozenset[str]


_WORDS: dict[str, NumberWords] = {}


def number_words(lexicon: Lexicon) -> NumberWords:
    """Return the number words of a lexicon's [numerals.*] tables (ones, tens, hundreds, scales, fractions)."""
    found = _WORDS.get(lexicon.language)
    if found is None:
        table = {
            p.words[0]: (p.key, p.value) for p in lexicon.table("numerals") if p.value is not None and len(p.words) == 1
        }
        vague = frozenset(p.words[0] for name in ("vague", "shares") for p in lexicon.table(name))
        joiners, articles = lexicon.words("numeral_joiners"), lexicon.words("numeral_articles")
        found = NumberWords(table, joiners, articles, articles | table.keys(), vague | table.keys())
        _WORDS[lexicon.language] = found
    return found


_MARKS = str.maketrans("", "", ", '")  # between the groups of a number
_LONGEST = 20  # characters of a number: the world's people take 13
_MOST = 10**15  # no count of people: "a hundred million million million"


def read_number(token: str, *, scaled: bool = False, dot_groups: bool = True) -> Number | None:
    """Return the value of a digit token, None where its marks make no number. Before a scale word a dot is a decimal.

    Indian grouping (4,35,429) and blanks (40 000) are read; "198.846" is 198,846 unless a scale follows or the caller
    says that dots are decimals.
    """
    if len(token) > _LONGEST:
        return None
    if token.isdecimal():
        return int(token)
    if _GROUPED.fullmatch(token):
        return int(token.translate(_MARKS))
    if dot_groups and not scaled and _DOTTED.fullmatch(token):
        return int(token.replace(".", ""))
    if scaled and _COMMA.fullmatch(token):
        return float(token.replace(",", "."))  # "1,5 million", as much of the world writes it
    if _PLAIN.fullmatch(token):
        return float(token) if "." in token else int(token)
    return None


def number_tokens(reading: Reading, others: Collection[str]) -> list[int]:
    """Return the tokens of a text that begin with a digit or are one of some other words, in order."""
    digits: list[int] | None = reading.memo.get("digits")
    if digits is None:
        digits = reading.memo["digits"] = list(compress(count(), map(str.isdigit, reading.heads)))
    return sorted({*digits, *reading.tokens_of(others)})


def find_numerals(reading: Reading, sentence: Sentence) -> list[Numeral]:
    """Return the numerals of a sentence, in order."""
    number = number_words(reading.lexicon)
    starts: list[int] | None = reading.memo.get("numeral starts")
    if starts is None:
        starts = reading.memo["numeral starts"] = number_tokens(reading, number.opening)
    found: list[Numeral] = []
    words, ends = reading.words, reading.ends
    taken = -1
    for i in starts[bisect_left(starts, sentence.first) : bisect_left(starts, sentence.last)]:
        touching = i > sentence.first and reading.starts[i] == ends[i - 1]
        if touching and len(words[i - 1]) == 1 and words[i - 1].isalpha():
            continue  # "M23", "V12": part of a name
        numeral = _numeral(reading, i, sentence.last, number) if i > taken else None
        if numeral is not None:
            taken = numeral.last
            if numeral.value < _MOST:
                found.append(numeral)
    return found


def _numeral(reading: Reading, i: int, stop: int, number: NumberWords) -> Numeral | None:
    """Read the longest numeral that starts at token i."""
    words, table = reading.words, number.words
    word = words[i]
    if word[0].isdigit():
        return _digits(reading, i, stop, number)
    if word in number.articles:
        following = table.get(words[i + 1]) if i + 1 < stop else None
        if following is None or following[0] not in ("hundreds", "scales", "dozens", "fractions"):
            return None
        return _spelled(reading, i + 1, stop, number, first=i)
    return _spelled(reading, i, stop, number, first=i)


def _digits(reading: Reading, i: int, stop: int, number: NumberWords) -> Numeral | None:
    words, ends, starts = reading.words, reading.ends, reading.starts
    token, scale, last = words[i], None, i
    following = words[i + 1] if i + 1 < stop else ""
    if following in number.words or following == "-":
        scale, last = _scale_after(reading, i, stop, number)
    elif following == ",":
        token, last = _comma_blank(reading, i, stop)
    value = read_number(token, scaled=scale is not None)
    if value is None:
        return None
    if scale is None:
        glued = last + 1 < stop and starts[last + 1] == ends[last] and words[last + 1].isalpha()
        if glued and not reading.lexicon.knows(words[last + 1]):
            return None
        year = len(token) == 4 and token.isdigit() and int(token) in _YEARS
        return Numeral(i, last, value, digits=True, year=year)
    total, last = _smaller_scales(reading, last, stop, number, _times(value, scale), scale)
    return Numeral(i, last, total, digits=True, scaled=True)


def _smaller_scales(
    reading: Reading, last: int, stop: int, number: NumberWords, total: Number, scale: Number
) -> tuple[Number, int]:
    """Add the rest of a number told scale by scale, each smaller than the one before: "4 lakh 95 THOUSAND"."""
    while last + 2 < stop and reading.words[last + 1].isdecimal():
        smaller, end = _scale_after(reading, last + 1, stop, number)
        part = int(reading.words[last + 1])
        if smaller is None or _times(part, smaller) >= scale:
            break
        total, last, scale = total + _times(part, smaller), end, smaller
    return total, last


def _scale_after(reading: Reading, i: int, stop: int, number: NumberWords) -> tuple[Number | None, int]:
    """Return the product of the scale words after token i ("hundred thousand", "k", "-million") and the last token."""
    words, table = reading.words, number.words
    scale: Number | None = None
    last = i
    while last + 1 < stop:
        k = last + 1
        if words[k] == "-" and k + 1 < stop and reading.starts[k] == reading.ends[last]:
            k += 1
        role, value = table.get(words[k], ("", 0))
        decimal = k == i + 1 and not words[i].isdigit() and reading.heads[k].isupper()  # "1,03 M displaced"
        attached = decimal or reading.starts[k] == reading.ends[last]
        if not (role in ("scales", "hundreds", "dozens") or (role == "signs" and attached)):
            break
        scale = value if scale is None else _times(scale, value)
        last = k
    return scale, last


def _comma_blank(reading: Reading, i: int, stop: int) -> tuple[str, int]:
    """Join "4, 263" where the text groups its digits so: the group is 000, or the text does it more than once."""
    words = reading.words
    token, last = words[i], i
    if len(token) > 3 or not token.isdigit():
        return token, last
    while (
        last + 2 < stop
        and words[last + 1] == ","
        and len(words[last + 2]) == 3
        and words[last + 2].isdigit()
        and (reading.starts[last + 1] == reading.ends[last] and reading.starts[last + 2] == reading.ends[last + 1] + 1)
    ):
        token += "," + words[last + 2]
        last += 2
    told = token.endswith(",000") or words[last].startswith("0") or _groups_with_blanks(reading)
    if last == i or not (told or _fills_line(reading, i, last) or _counts_people(reading, i, last)):
        return words[i], i
    return token, last


def _counts_people(reading: Reading, first: int, last: int) -> bool:
    """Tell whether people follow, and neither a month nor a list leads to the first part: "that 2, 940 people fled"."""
    units, words = reading.lexicon.asked("units"), reading.words
    follow = last + 1 < len(words) and words[last + 1] in units.by_first
    if not follow or not first or not words[first - 1].isalpha():
        return False
    leads = (reading.lexicon.asked(table).by_last for table in ("months", "numbered", "places_numbered", "inside"))
    return not any(words[first - 1] in table for table in leads)


def _fills_line(reading: Reading, first: int, last: int) -> bool:
    """Tell whether tokens stand alone on their line, as a key figure does."""
    before = reading.text[reading.ends[first - 1] : reading.starts[first]] if first else "\n"
    after = reading.text[reading.ends[last] : reading.starts[last + 1]] if last + 1 < len(reading.words) else "\n"
    return "\n" in before and "\n" in after


_COMMA_BLANK = re.compile(r"(?<![\d,.])\d{1,3}(?:, \d{3}(?!\d))+")


def _groups_with_blanks(reading: Reading) -> bool:
    """Tell whether a text writes "4, 263" for 4,263: at least twice, or once with two groups."""
    told: bool | None = reading.memo.get("comma and blank")
    if told is None:
        runs = [m.group().count(",") for m in _COMMA_BLANK.finditer(reading.folded)]
        told = reading.memo["comma and blank"] = len(runs) > 1 or any(n > 1 for n in runs)
    return told


def _spelled(reading: Reading, i: int, stop: int, number: NumberWords, *, first: int) -> Numeral | None:
    """Read number words by groups: "nine hundred and twenty-one", "thirty-three thousand", "half a million"."""
    words, table = reading.words, number.words
    if table[words[i]][0] == "fractions":
        return _part_of_scale(reading, i, stop, number, first)
    total: Number = 0
    group: Number = 0
    last_role = ""
    last = i - 1
    k = i
    while k < stop:
        word = words[k]
        if word == "," and last_role == "scales" and _hundreds_follow(words[k + 1 : k + 3], number):
            k += 1  # "one thousand, six hundred seventy-five"
            word = words[k]
        if last >= i and (word in number.joiners or word == "-") and k + 1 < stop and words[k + 1] in table:
            if word != "-" and table[words[k + 1]][0] not in ("ones", "tens", "fractions"):
                break
            if word != "-" and last_role not in ("hundreds", "scales") and table[words[k + 1]][0] != "fractions":
                break
            k += 1
            word = words[k]
        elif last >= i and word in number.joiners and k + 2 < stop and words[k + 1] in number.articles:
            half = table.get(words[k + 2])  # "one and a half million"
            if half is None or half[0] != "fractions":
                break
            if last_role == "scales":
                total += _times(half[1], table[words[last]][1])  # "a million and a half"
            else:
                group += half[1]
            last, last_role, k = k + 2, "fractions", k + 3
            continue
        elif last >= i and word == "-" and _and_a_half(words[k : k + 6], number):
            group += table[words[k + 5]][1]
            last, last_role, k = k + 5, "fractions", k + 6
            k += words[k : k + 1] == ["-"]
            continue
        role, value = table.get(word, ("", 0))
        if (role == "ones" and last_role in ("", "tens", "hundreds", "scales")) or (
            role == "tens" and last_role in ("", "hundreds", "scales")
        ):
            group += value
        elif (role == "hundreds" and last_role in ("", "ones", "tens")) or (
            role == "dozens" and last_role in ("", "ones", "tens", "hundreds")
        ):
            group = max(group, 1) * value
        elif role == "scales" and last_role != "":
            total, group = (total + _times(max(group, 1), value), 0) if group else (_times(total, value), 0)
        elif role == "scales":
            total = value
        else:
            break
        last, last_role = k, role
        k += 1
    if last < i:
        return None
    value = total + group
    alone = first == i and last == i and table[words[i]][0] in ("hundreds", "scales", "dozens")
    return None if alone else Numeral(first, last, value, scaled=last_role in ("scales", "dozens", "hundreds"))


def _hundreds_follow(words: list[str], number: NumberWords) -> bool:
    """Tell whether tokens are a digit's word and "hundred"."""
    return [number.words.get(word, ("", 0))[0] for word in words] == ["ones", "hundreds"]


def _and_a_half(words: list[str], number: NumberWords) -> bool:
    """Tell whether tokens go on with a half between hyphens: "one-AND-A-HALF million"."""
    if len(words) < 6 or words[0::2] != ["-"] * 3:
        return False
    role, _ = number.words.get(words[5], ("", 0))
    return words[1] in number.joiners and words[3] in number.articles and role == "fractions"


def _part_of_scale(reading: Reading, i: int, stop: int, number: NumberWords, first: int) -> Numeral | None:
    """Read "half a million", "a quarter of a million". A bare "half" is a share, and no numeral."""
    words, table = reading.words, number.words
    k = i + 1
    if k < stop and words[k] in reading.lexicon.words("numeral_of"):
        k += 1
    if k + 1 < stop and words[k] in number.articles:
        role, scale = table.get(words[k + 1], ("", 0))
        if role in ("scales", "hundreds", "dozens"):
            return Numeral(first, k + 1, _times(table[words[i]][1], scale), scaled=True)
    return None


def _times(value: Number, scale: Number) -> Number:
    """Multiply without a float's dust: 1.1 million is 1,100,000. What is beyond all counts stays at _MOST."""
    product = min(round(value * scale, 6), _MOST)
    return int(product) if product == int(product) else product
