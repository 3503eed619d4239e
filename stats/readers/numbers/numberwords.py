"""Numbers told in words: "nine hundred and twenty-one", "thirty-three thousand", "half a million"."""

from dataclasses import dataclass

from stats.figure import Number
from stats.lexicon import Lexicon
from stats.readers.reading import Reading

YEARS = range(1900, 2101)
_THOUSAND = 1000
MOST = 10**15  # no count of people: "a hundred million million million"


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

    longer: the same for those of several words, by their first word, the longest first: "quatre-vingts", "et demi".
    opening: words, or articles, that a numeral may begin with. telling: words, or those that open a vague phrase.
    joined: the parts of a number are joined by a small word.
    """

    words: dict[str, tuple[str, Number]]
    longer: dict[str, list[tuple[list[str], str, Number]]]
    joiners: frozenset[str]
    articles: frozenset[str]
    opening: frozenset[str]
    telling: frozenset[str]
    joined: bool = False


_WORDS: dict[str, NumberWords] = {}


def number_words(lexicon: Lexicon) -> NumberWords:
    """Return the number words of a lexicon, of [numerals.*]: ones, tens, hundreds, wholes, scales, halves."""
    found = _WORDS.get(lexicon.language)
    if found is None:
        told = [p for p in lexicon.table("numerals") if p.value is not None]
        table = {p.words[0]: (p.key, p.value) for p in told if len(p.words) == 1}
        longer: dict[str, list[tuple[list[str], str, Number]]] = {}
        for p in sorted(told, key=lambda p: -len(p.words)):
            if len(p.words) > 1:
                longer.setdefault(p.words[0], []).append(([*p.words], p.key, p.value))
        vague = frozenset(p.words[0] for name in ("vague", "shares") for p in lexicon.table(name))
        joiners, articles = lexicon.words("numeral_joiners"), lexicon.words("numeral_articles")
        found = NumberWords(
            table, longer, joiners, articles, articles | table.keys(), vague | table.keys(),
            bool(lexicon.grammar.get("joined_numbers")),
        )  # fmt: skip
        _WORDS[lexicon.language] = found
    return found


def spelled(reading: Reading, i: int, stop: int, number: NumberWords, *, first: int) -> Numeral | None:
    """Read the number words from token i on by groups, None where they are none: "nine hundred and twenty-one".

    stop: token before which they end. first: token at which the numeral begins, an article before it included.
    """
    words, table, longer = reading.words, number.words, number.longer
    if table[words[i]][0] == "fractions" and not _longer(words, i, stop, number):
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
        if last >= i and word in longer and (part := _longer(words, k, stop, number)) and part[1] == "halves":
            if last_role == "scales":
                total += times(part[2], table[words[last]][1])  # "deux millions et demi"
            elif last_role == "dozens":
                group += times(part[2], table[words[last]][1])  # "uma centena e meia"
            else:
                group += part[2]
            last, last_role, k = k + part[0] - 1, "halves", k + part[0]
            continue
        if last >= i and (word in number.joiners or word == "-") and k + 1 < stop and words[k + 1] in table:
            if word != "-" and table[words[k + 1]][0] not in ("ones", "tens", "fractions", "wholes"):
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
                total += times(half[1], table[words[last]][1])  # "a million and a half"
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
        if word in longer and (phrase := _longer(words, k, stop, number)) is not None:
            k, role, value = k + phrase[0] - 1, phrase[1], phrase[2]  # "quatre-vingts"
        if (role == "ones" and last_role in ("", "tens", "hundreds", "scales")) or (
            role == "tens" and last_role in ("", "hundreds", "scales")
        ):
            group += value
        elif role == "wholes" and last_role in ("", "scales"):
            group, role = group + value, "hundreds"  # "doscientos", "ciento": a hundred that multiplies nothing
        elif (role == "hundreds" and last_role in ("", "ones", "tens")) or (
            role == "dozens" and last_role in ("", "ones", "tens", "hundreds")
        ):
            group = max(group, 1) * value
        elif role == "scales" and last_role != "":
            total, group = (total + times(max(group, 1), value), 0) if group else (times(total, value), 0)
        elif role == "scales":
            total = value
        else:
            break
        last, last_role = k, role
        k += 1
    if last < i:
        return None
    value = total + group
    rest = words[last + 1] if last + 1 < stop else ""
    bare = reading.lexicon.grammar.get("bare_rests") and last_role == "scales" and table[words[last]][1] == _THOUSAND
    if bare and not group and rest.isdecimal() and 1 < len(rest) <= len("300"):
        return Numeral(first, last + 1, value + int(rest), scaled=True)  # "cinco mil 320", "mil 500"
    alone = first == i and last == i and table[words[i]][0] in ("hundreds", "scales", "dozens")
    alone = alone and words[i] not in reading.lexicon.words("numeral_alone")  # "MIL personas"
    return None if alone else Numeral(first, last, value, scaled=last_role in ("scales", "dozens", "hundreds"))


def _longer(words: list[str], k: int, stop: int, number: NumberWords) -> tuple[int, str, Number] | None:
    """Return how many tokens from token k on are a number word of several words, its role and value."""
    for phrase, role, value in number.longer.get(words[k], ()):
        if k + len(phrase) <= stop and words[k : k + len(phrase)] == phrase:
            return len(phrase), role, value
    return None


def _hundreds_follow(words: list[str], number: NumberWords) -> bool:
    """Tell whether tokens are a digit's word and "hundred"."""
    return [number.words.get(word, ("", 0))[0] for word in words] == ["ones", "hundreds"]


def half_behind(words: list[str], k: int, stop: int, number: NumberWords) -> tuple[Number, int] | None:
    """Return the part of its scale that a half behind a number adds, and its last token: "2 million AND A HALF"."""
    if k < stop and words[k] in number.longer and (part := _longer(words, k, stop, number)) and part[1] == "halves":
        return part[2], k + part[0] - 1
    if k + 2 < stop and words[k] in number.joiners and words[k + 1] in number.articles:
        role, value = number.words.get(words[k + 2], ("", 0))
        return (value, k + 2) if role == "fractions" else None
    return None


def _and_a_half(words: list[str], number: NumberWords) -> bool:
    """Tell whether tokens go on with a half between hyphens: "one-AND-A-HALF million"."""
    if len(words) < 6 or words[0::2] != ["-"] * 3:
        return False
    role, _ = number.words.get(words[5], ("", 0))
    return words[1] in number.joiners and words[3] in number.articles and role == "fractions"


def _part_of_scale(reading: Reading, i: int, stop: int, number: NumberWords, first: int) -> Numeral | None:
    """Read "half a million", "a quarter of a million", "half million". A bare "half" is a share, and no numeral."""
    words, table = reading.words, number.words
    k = i + 1
    scaled = k + (k < stop and words[k] == "-")
    if scaled < stop and table.get(words[scaled], ("", 0))[0] in ("scales", "dozens"):
        return Numeral(first, scaled, times(table[words[i]][1], table[words[scaled]][1]), scaled=True)
    if k < stop and words[k] in reading.lexicon.words("numeral_of"):
        k += 1
    if k + 1 < stop and words[k] in number.articles:
        role, scale = table.get(words[k + 1], ("", 0))
        if role in ("scales", "hundreds", "dozens"):
            return Numeral(first, k + 1, times(table[words[i]][1], scale), scaled=True)
    return None


def times(value: Number, scale: Number) -> Number:
    """Multiply without a float's dust: 1.1 million is 1,100,000. What is beyond all counts stays at MOST."""
    product = min(round(value * scale, 6), MOST)
    return int(product) if product == int(product) else product
