"""Numbers whose parts a small word joins: "three and twenty", "two thousand and five hundred", "12 thousand and 500".

A language whose [grammar] says `joined_numbers` tells them so. Its scales stand without an article ("thousand family"),
and a word alone may mean two of them.
"""

from collections.abc import Callable

from stats.figure import Number
from stats.readers.numbers.numberwords import YEARS, NumberWords, Numeral, times
from stats.readers.reading import Reading

Read = Callable[..., Number | None]
_TEN, _HUNDRED, _GROUP = 10, 100, 1000


def joined_number(reading: Reading, i: int, stop: int, number: NumberWords, read: Read) -> Numeral | None:
    """Read the longest number that starts at token i, None where none does.

    read: gives the value of a token of digits, told whether a scale follows.
    """
    words = reading.words
    total: Number = 0
    least: Number = float("inf")  # the scale told last: what follows is smaller
    last, k = i - 1, i
    digits, scaled = words[i][0].isdigit(), False
    while k < stop:
        group, end = _group(words, k, stop, number, read, least)
        if group is None:
            if last < i or (half := _half(words, k, stop, number)) is None:
                break
            total += times(half[0], least)
            last = half[1]
            break
        scale, after = _scales(words, end, stop, number)
        if scale is not None and scale >= least:
            break
        if scale is None and group >= least:
            break
        if end > k and scale is None and last >= i and words[k][0].isdigit() and group != int(group):
            break
        total += group if scale is None else times(group, scale)
        last, scaled = after - 1, scaled or scale is not None
        if scale is None:
            break
        least, k = scale, after
        if k + 1 < stop and words[k] in number.joiners:
            k += 1
            continue
        break
    if last < i:
        return None
    return Numeral(i, last, int(total) if total == int(total) else total, digits=digits, scaled=scaled)


def _group(
    words: list[str], k: int, stop: int, number: NumberWords, read: Read, least: Number
) -> tuple[Number | None, int]:
    """Return the value below a scale that starts at a token, and the token after it."""
    table = number.words
    if words[k][0].isdigit():
        role = table.get(words[k + 1], ("", 0))[0] if k + 1 < stop else ""
        if role == "twos" and words[k].isdigit() and int(words[k]) in YEARS:
            return None, k  # "in 2023 two million"
        value = read(words[k], scaled=role in ("scales", "twos"))
        return (None, k) if value is None else (value, k + 1)
    role, value = table.get(words[k], ("", 0))
    if role == "fractions":
        follows = table.get(words[k + 1], ("", 0))[0] if k + 1 < stop else ""
        return (value, k + 1) if follows == "scales" and least == float("inf") else (None, k)
    if role == "scales":
        return 1, k
    if role == "elevens":
        ten = table.get(words[k + 1], ("", 0)) if k + 1 < stop else ("", 0)
        return (value + ten[1], k + 2) if ten == ("teens", _TEN) else (None, k)
    if role == "twos":  # the word alone means two of its scale
        return 2, k
    total: Number = 0
    free = _GROUP  # what is added has to be smaller
    j = k
    while j < stop:
        role, value = table.get(words[j], ("", 0))
        if role not in ("ones", "teens", "tens", "hundreds"):
            break
        if role == "hundreds" and value == _HUNDRED and j > k and total % _HUNDRED == total and 2 < total < _TEN:
            total, free = total * _HUNDRED, _HUNDRED  # "three hundred", in two words
        elif j > k and words[j - 1] not in number.joiners:
            if role != "teens" or not 0 < total < _TEN or value != _TEN:
                break
            total, free = total + value, 0  # "five ten" for fifteen
        elif role == "tens" and 0 < total % _HUNDRED < _TEN and free == _TEN_AFTER:
            total, free = total + value, 0  # "three and twenty"
        elif value < free:
            total += value
            free = {"hundreds": _HUNDRED, "ones": _TEN_AFTER, "tens": 0, "teens": 0}[role]
        else:
            break
        j += 1
        if j + 1 < stop and words[j] in number.joiners and _goes_on(table.get(words[j + 1], ("", 0)), free):
            j += 1
        elif j < stop and table.get(words[j], ("", 0))[0] not in ("hundreds", "teens"):
            break
    return (total, j) if j > k else (None, k)


_TEN_AFTER = -1  # after a digit's word only tens may follow


def _goes_on(word: tuple[str, Number], free: Number) -> bool:
    role, value = word
    if free == _TEN_AFTER:
        return role == "tens"
    return role in ("ones", "teens", "tens", "hundreds") and value < free


def _scales(words: list[str], k: int, stop: int, number: NumberWords) -> tuple[Number | None, int]:
    """Return the product of the scales from a token on, and the token after them."""
    scale: Number | None = None
    while k < stop:
        role, value = number.words.get(words[k], ("", 0))
        if role not in ("scales", "twos"):
            break
        if scale is not None and value <= scale and role == "twos":
            break
        scale = value if scale is None else times(scale, value)
        k += 1
    return scale, k


def _half(words: list[str], k: int, stop: int, number: NumberWords) -> tuple[Number, int] | None:
    """Return a fraction of the scale told last that starts at a token, and its last token: "a million and a HALF"."""
    role, value = number.words.get(words[k], ("", 0))
    if role != "fractions":
        return None
    again = k + 1 < stop and number.words.get(words[k + 1], ("", 0))[0] == "scales"
    return value, k + again
