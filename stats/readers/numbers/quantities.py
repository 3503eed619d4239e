"""Quantities: every stated number of a text with its bounds and quantifier, before anybody knows what it counts."""

from bisect import bisect_left
from collections.abc import Sequence

from stats.readers.numbers.numberwords import Numeral, number_words
from stats.readers.numbers.numerals import find_numerals, number_tokens
from stats.readers.numbers.quantity import Quantity, bounds
from stats.readers.numbers.ranges import changed_from, range_of
from stats.readers.numbers.shares import with_shares
from stats.readers.reading import Cue, Reading, Sentence
from stats.vocabulary import Quantifier

_QUANTIFIERS = {quantifier.value: quantifier for quantifier in Quantifier}


def read_quantities(reading: Reading) -> None:
    """Fill reading.quantities with every number of the text, also those that will prove to be no figures."""
    number = number_words(reading.lexicon)
    tokens = number_tokens(reading, number.telling)
    k = 0
    for sentence in reading.sentences:
        k = bisect_left(tokens, sentence.first, k)
        if k < len(tokens) and tokens[k] < sentence.last:
            reading.quantities += _of_sentence(reading, sentence)


def _of_sentence(reading: Reading, sentence: Sentence) -> list[Quantity]:
    cues = reading.cues(sentence)
    before, after = _around(reading, sentence)
    numerals = find_numerals(reading, sentence)
    vague, shares = cues.all("vague"), cues.all("shares")
    if not (vague or shares):
        found = _numbers(reading, sentence, numerals, before, after)
        return _twice(reading, with_shares(reading, sentence, found, (), before))
    vague = [c for c in vague if not (c.first > sentence.first and _scaled_by(reading.words[c.first - 1]))]
    covered = {k for c in (*vague, *shares) for k in range(c.first, c.last + 1)}
    numerals = [n for n in numerals if n.first not in covered or _wins(n, vague, shares)]
    inside = {k for n in numerals for k in range(n.first, n.last + 1)}
    found = _numbers(reading, sentence, numerals, before, after)
    found += [_vague(reading, c, before) for c in vague if c.first not in inside and c.last not in inside]
    found.sort(key=lambda q: q.start)
    found = with_shares(reading, sentence, found, [c for c in shares if c.first not in inside], before)
    return _twice(reading, found)


def _scaled_by(word: str) -> bool:
    """Tell whether a word is a number that "thousands" after it goes with; a year is none."""
    return word.isdigit() and len(word) != len("2017")


def _wins(numeral: Numeral, vague: Sequence[Cue], shares: Sequence[Cue]) -> bool:
    """A numeral beats a vague phrase or share that it reaches beyond ("half a million", "two dozen")."""
    return all(c.last < numeral.last for c in (*vague, *shares) if c.first <= numeral.first <= c.last)


def _around(reading: Reading, sentence: Sentence) -> tuple[dict[int, Cue], dict[int, Cue]]:
    """Index quantifier cues: those before a number by their last token, those after it by their first.

    In "has gone up to 438" the "up to" belongs to the verb, as in "puts the toll up to 438".
    """
    cues = reading.cues(sentence)
    linking = reading.lexicon.asked("linking")
    before = {
        c.last + _is_set_off(reading, sentence, c): c
        for c in cues.all("quantifiers")
        if (first := linking.first(reading.words, c.last, sentence.first)) is None or first >= c.first
        if not _is_of_recount(reading, sentence, c)
    }
    return before, {c.first: c for c in cues.all("quantifiers_after")}


def _is_set_off(reading: Reading, sentence: Sentence, cue: Cue) -> bool:
    """Tell whether a comma parts a quantifier from its number, as many papers write it: "AT LEAST, 70 people".

    Of one word only at a sentence's head.
    """
    words, k = reading.words, cue.last + 1
    if k + 1 >= sentence.last or words[k] != "," or words[cue.first - 1][0].isdigit():
        return False
    return cue.first < cue.last or cue.first == sentence.first


def _is_of_recount(reading: Reading, sentence: Sentence, cue: Cue) -> bool:
    """Tell whether somebody takes a count to a number: "RAISED the toll UP TO 438", "brings the dead UP TO 438"."""
    asked, words = reading.lexicon.asked, reading.words
    led = cue.first < cue.last and words[cue.last] in asked("recounts", "to").by_last
    if not led or words[cue.first - 1] not in asked("recounts", "nouns").by_last:
        return False
    verbs = asked("recounts", "verbs").by_last
    before = words[max(sentence.first, cue.first - _RECOUNTED) : cue.first]
    return any(word in verbs for word in before) and "," not in before


_RECOUNTED = 8  # tokens from "raised" to "up to"


def _numbers(
    reading: Reading, sentence: Sentence, numerals: list[Numeral], before: dict[int, Cue], after: dict[int, Cue]
) -> list[Quantity]:
    """Turn numerals into quantities, two that are linked as a range into one."""
    found = []
    i = 0
    while i < len(numerals):
        following = numerals[i + 1] if i + 1 < len(numerals) else None
        spans = following is not None and not _are_years(reading, sentence, numerals[i], following)
        whole = range_of(reading, sentence, numerals[i], following, before) if following and spans else None
        one = changed_from(reading, numerals[i], following) if following and whole is None else numerals[i]
        found.append(whole or _single(reading, one, before, after))
        i += 2 if whole else 1
    return found


def _are_years(reading: Reading, sentence: Sentence, one: Numeral, other: Numeral) -> bool:
    """Tell whether two numbers are years: "between 2014 and 2018", but not "2014 to 2018 people"."""
    if not (one.year and other.year and one.value < other.value):
        return False
    return all(c.first != other.last + 1 for c in reading.cues(sentence).all("units"))


def _single(reading: Reading, n: Numeral, before: dict[int, Cue], after: dict[int, Cue]) -> Quantity:
    first, last = n.first, n.last
    quantifier = Quantifier.EXACT
    if not n.digits and reading.words[last] in reading.lexicon.words("around"):
        quantifier = Quantifier.APPROXIMATELY  # "une centaine"
    if first - 1 not in before and last + 1 not in after:
        return Quantity(
            reading.starts[first], reading.ends[last], first, last, (first, last), n.value, n.value, n.value,
            quantifier, year=n.year, digits=n.digits,
        )  # fmt: skip
    told: list[str] = []
    while (cue := before.get(first - 1)) is not None:
        if cue.phrase.key == "exact":
            break
        kind = _QUANTIFIERS[cue.phrase.key]
        quantifier = kind if quantifier in (Quantifier.EXACT, Quantifier.APPROXIMATELY) else quantifier
        told.insert(0, reading.text[cue.start : cue.end])
        first = cue.first
    cue = after.get(last + 1)
    if cue is not None and cue.last in before and reading.words[cue.last + 1 : cue.last + 2][0:1] and (
        reading.words[cue.last + 1][0].isdigit()
    ):
        cue = None  # "in 2014 AT LEAST 6,764 people": told of the next number
    if cue is not None and (quantifier in (Quantifier.EXACT, Quantifier.APPROXIMATELY)):
        quantifier, last = _QUANTIFIERS[cue.phrase.key], cue.last
        told.append(reading.text[cue.start : cue.end])
    low, high = bounds(n.value, quantifier)
    year = n.year and quantifier == Quantifier.EXACT
    if n.year and not year and first > 1:
        year = reading.lexicon.asked("year_openers").first(reading.words, first - 1, 0) is not None
    return Quantity(
        reading.starts[first], reading.ends[last], first, last, (n.first, n.last), n.value, low, high, quantifier,
        " ".join(told) or None, year=year, digits=n.digits,
    )  # fmt: skip


def _vague(reading: Reading, cue: Cue, before: dict[int, Cue]) -> Quantity:
    first = cue.first
    while (ahead := before.get(first - 1)) is not None and ahead.phrase.key != "exact":
        first = ahead.first
    return Quantity(
        reading.starts[first], cue.end, first, cue.last, (cue.first, cue.last), cue.phrase.value, cue.phrase.value,
        None, Quantifier.VAGUE, reading.text[reading.starts[first] : cue.end],
    )  # fmt: skip


def _twice(reading: Reading, found: list[Quantity]) -> list[Quantity]:
    """Join a number with the same number in brackets: "Six Hundred Thousand (600,000)" (GUIDE, 10)."""
    kept: list[Quantity] = []
    for q in found:
        last = kept[-1] if kept else None
        if (
            last is not None
            and q.first == last.last + 2
            and reading.words[last.last + 1] == "("
            and q.value == last.value
            and q.last + 1 < len(reading.words)
            and reading.words[q.last + 1] == ")"
        ):
            last.last, last.end = q.last + 1, reading.ends[q.last + 1]
            continue
        kept.append(q)
    return kept
