"""Numerals: digits in any grouping, number words, and both mixed ("1.2 million"), as values with their tokens."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import compress, count

from stats.figure import Number
from stats.readers.bracketed import is_listed_count
from stats.readers.numbers.joined import joined_number
from stats.readers.numbers.numberwords import (
    MOST,
    YEARS,
    NumberWords,
    Numeral,
    half_behind,
    number_words,
    spelled,
    times,
)
from stats.readers.reading import Reading, Sentence

_GROUPED = re.compile(r"\d{1,3}(?:[ ,']\d{3})+|\d{1,3}(?:,\d{2})+,\d{3}")
_DOTTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_COMMA = re.compile(r"\d{1,3},\d{1,2}")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")


_MARKS = str.maketrans("", "", ", '")  # between the groups of a number
_LONGEST = 20  # characters of a number: the world's people take 13


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
        named = touching and len(words[i - 1]) == 1 and words[i - 1].isalpha()
        if named and not reading.lexicon.clitics.are(words[i - 1]):
            continue  # "M23", "V12": part of a name
        numeral = _numeral(reading, i, sentence.last, number) if i > taken else None
        if numeral is not None:
            taken = numeral.last
            if numeral.value < MOST:
                found.append(numeral)
    return found


def _numeral(reading: Reading, i: int, stop: int, number: NumberWords) -> Numeral | None:
    """Read the longest numeral that starts at token i."""
    words, table = reading.words, number.words
    word = words[i]
    if word in table and _ends_ordinal(reading, i, number):
        return None  # "the ninth AND TWENTIETH group"
    if number.joined and ((i + 1 < stop and words[i + 1] in table) or word in table):
        percent = reading.lexicon.asked("percent").first(words, i, 0) is not None  # "in the HUNDRED"
        return None if percent else joined_number(reading, i, stop, number, read_number)
    if word[0].isdigit():
        return _digits(reading, i, stop, number)
    if word in number.articles:
        following = table.get(words[i + 1]) if i + 1 < stop else None
        if following is not None and following[0] in ("hundreds", "scales", "dozens", "fractions"):
            return spelled(reading, i + 1, stop, number, first=i)
        if word not in table or i + 1 >= stop or words[i + 1] not in reading.lexicon.words("counted_ones"):
            return None  # an article, where it is also the word for one
    return spelled(reading, i, stop, number, first=i)


def _ends_ordinal(reading: Reading, i: int, number: NumberWords) -> bool:
    """Tell whether a word of tens goes on with an ordinal, as some languages have it: "the ninth and TWENTIETH"."""
    ordinals, words = reading.lexicon.grammar.get("ordinals", ()), reading.words
    joined = i > 1 and number.words[words[i]][0] == "tens" and words[i - 1] in number.joiners
    return joined and words[i - 2] in ordinals


def _digits(reading: Reading, i: int, stop: int, number: NumberWords) -> Numeral | None:
    words, ends, starts = reading.words, reading.ends, reading.starts
    token, scale, last = words[i], None, i
    following = words[i + 1] if i + 1 < stop else ""
    if following in number.words or following == "-":
        scale, last = _scale_after(reading, i, stop, number)
    elif following == ",":
        token, last = _comma_blank(reading, i, stop)
    part = _fraction(following)
    if part:
        scale, last = _scale_after(reading, i + 1, stop, number)
    value = read_number(token, scaled=scale is not None or _shares_scale(reading, i, stop, number))
    if value is None:
        return None
    value += part
    if scale is None:
        glued = last + 1 < stop and starts[last + 1] == ends[last] and words[last + 1].isalpha()
        if glued and (not reading.lexicon.knows(words[last + 1]) or _is_letter(reading, last + 1)):
            return None  # "National Road 15A"
        year = len(token) == 4 and token.isdigit() and int(token) in YEARS and not is_listed_count(reading, i)
        return Numeral(i, last, value, digits=True, year=year)
    total, last = _smaller_scales(reading, last, stop, number, times(value, scale), scale)
    if (half := half_behind(words, last + 1, stop, number)) is not None:
        total, last = total + times(half[0], scale), half[1]
    return Numeral(i, last, total, digits=True, scaled=True)


def _shares_scale(reading: Reading, i: int, stop: int, number: NumberWords) -> bool:
    """Tell whether a number with a comma has its scale behind the next one: "passé de 2,1 À 3,4 MILLIONS"."""
    words = reading.words
    if i + 3 >= stop or "," not in words[i] or words[i + 3] not in number.words or not words[i + 2][0].isdigit():
        return False
    return reading.lexicon.asked("ranges", "link").last(words, i + 1, i + 2) == i + 1 and "," in words[i + 2]


def _fraction(sign: str) -> float:
    """Return what a fraction's sign adds to the digits before it ("3½ million"), nothing where it is none."""
    part = unicodedata.numeric(sign, 0) if len(sign) == 1 and not sign.isascii() else 0
    return part if 0 < part < 1 else 0  # "11,285² injuries" has the mark of a footnote


def _is_letter(reading: Reading, k: int) -> bool:
    """Tell whether a token is one capital letter: the road "1A"."""
    return reading.ends[k] - reading.starts[k] == 1 and reading.heads[k].isupper()


def _smaller_scales(
    reading: Reading, last: int, stop: int, number: NumberWords, total: Number, scale: Number
) -> tuple[Number, int]:
    """Add the rest of a number told scale by scale, each smaller than the one before: "4 lakh 95 THOUSAND"."""
    while last + 2 < stop and reading.words[last + 1].isdecimal():
        smaller, end = _scale_after(reading, last + 1, stop, number)
        part = int(reading.words[last + 1])
        if smaller is None or times(part, smaller) >= scale:
            break
        total, last, scale = total + times(part, smaller), end, smaller
    if reading.lexicon.grammar.get("bare_rests") and scale == _THOUSAND and last + 1 < stop:
        rest = reading.words[last + 1]
        if rest.isdecimal() and 1 < len(rest) <= len("300"):
            return total + int(rest), last + 1  # "9 mil 300", "61 mil 008"
    return total, last


_THOUSAND = 1000


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
        attached = attached or (role == "signs" and k == i + 1 and _before_people(reading, k, stop))
        if not (role in ("scales", "hundreds", "dozens") or (role == "signs" and attached)):
            break
        scale = value if scale is None else times(scale, value)
        last = k
    return scale, last


def _before_people(reading: Reading, sign: int, stop: int) -> bool:
    """Tell whether those counted follow a sign, so that it is a scale and no measure: "1.2 m displaced"."""
    if sign + 1 >= stop:
        return False
    named = reading.lexicon.starting(reading.words[sign + 1])
    return any(p.table == "units" or (p.table == "terms" and p.role == "nouns") for p in named if len(p.words) == 1)


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
    """Tell whether people follow, and neither a month nor a list leads to the first part: "that 2, 940 people fled".

    A comma behind a word may: "in all, 2, 940 people".
    """
    units, words = reading.lexicon.asked("units"), reading.words
    follow = last + 1 < len(words) and words[last + 1] in units.by_first
    lead = first - 1 - (first > 1 and words[first - 1] == ",")
    if not follow or not first or not words[lead].isalpha():
        return False
    told = ("months", "numbered", "places_numbered") if lead < first - 1 else _LEADS
    return not any(words[lead] in reading.lexicon.asked(table).by_last for table in told)


_LEADS = ("months", "numbered", "places_numbered", "inside")  # tables of words before the first of two numbers


def _fills_line(reading: Reading, first: int, last: int) -> bool:
    """Tell whether tokens stand alone on their line, as a key figure does."""
    before = reading.text[reading.ends[first - 1] : reading.starts[first]] if first else "\n"
    after = reading.text[reading.ends[last] : reading.starts[last + 1]] if last + 1 < len(reading.words) else "\n"
    return "\n" in before and "\n" in after


def _is_inside(spans: Sequence[tuple[int, int]], place: int) -> bool:
    """Tell whether a place in the text is in one of some spans, in order: in a table's row commas part its cells."""
    k = bisect_right(spans, (place, place)) - 1
    return k >= 0 and place < spans[k][1]


_COMMA_BLANK = re.compile(r"(?<![\d,.])\d{1,3}(?:, \d{3}(?!\d))+")


def _groups_with_blanks(reading: Reading) -> bool:
    """Tell whether a text writes "4, 263" for 4,263: at least twice, or once with two groups."""
    told: bool | None = reading.memo.get("comma and blank")
    if told is None:
        rows = [(s.start, s.end) for s in reading.sentences if s.shape == "row"]
        found = (m for m in _COMMA_BLANK.finditer(reading.folded) if not _is_inside(rows, m.start()))
        runs = [m.group().count(",") for m in found]
        told = reading.memo["comma and blank"] = len(runs) > 1 or any(n > 1 for n in runs)
    return told
