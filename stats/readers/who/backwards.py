"""Steps over what may stand between a verb and its speaker: small words, days, where it was said."""

from stats.readers.reading import Reading, Sentence
from stats.readers.wordsets import WordSets

_ASIDE = 8  # tokens of an aside between a verb and a number
_BEHIND = 4  # tokens from an aside to a number: "more than 900"
_DAY = 8  # tokens of a day in brackets


def back_over_asides(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> int:
    """Return the last token before a verb that is no small word between it and its speaker."""
    tokens, aside, began = reading.words, words["aside"], k
    months = reading.lexicon.words("months")
    while k >= sentence.first and (
        tokens[k] in aside or is_dated(tokens, k, sentence, months) or _is_manner(reading, k)
    ):
        k -= 1
    time = _time_before(reading, sentence, k, began, words)
    if time < k:
        return back_over_asides(reading, sentence, time, words)
    spot = _spot_before(reading, sentence, k, words)
    if spot < k:
        return back_over_asides(reading, sentence, spot, words)
    if k > sentence.first and tokens[k] == ")":  # "the mission today (04/11) COUNTED 300"
        opening = next((o for o in range(k - 1, max(sentence.first, k - _DAY), -1) if tokens[o] == "("), k)
        if opening < k and all(w[0].isdigit() or w in "/-." or w in months for w in tokens[opening + 1 : k]):
            return back_over_asides(reading, sentence, opening - 1, words)
    return k


def _is_manner(reading: Reading, k: int) -> bool:
    """Tell whether a token is an adverb, which says how somebody tells or counts: "UNHCR BIOMETRICALLY registered"."""
    endings = tuple(reading.lexicon.grammar.get("manner_endings", ()))
    word = reading.words[k]
    return word.endswith(endings) and reading.heads[k].islower() and not reading.lexicon.knows(word)


def _time_before(reading: Reading, sentence: Sentence, k: int, began: int, words: WordSets) -> int:
    """Return the token before a phrase of time around k: "the army, which DURING THE DAY said", k without one.

    began: the token from which small words have been stepped over: "IN THE morning".
    """
    if k <= sentence.first:
        return k
    times = reading.within(reading.periods, sentence.start + 1, reading.ends[k])
    time = next((p for p in times if p.first <= k <= p.last <= began), None)
    if time is not None:
        before: int = time.first - 1
        return max(sentence.first, before)
    the = k < began and reading.words[k] in words["the"] and reading.words[k - 1] in words["openers"]
    return max(sentence.first, k - 2) if the else k


def _spot_before(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> int:
    """Return the token before where something was said on a day, which ends at k: "Brito, yesterday IN ALDER put"."""
    ends = reading.ends[k] if k >= sentence.first else 0
    place = next((p for p in reading.within(reading.places, sentence.start, ends) if p.last == k), None)
    before = place.first - 2 if place is not None and place.role == "present" else sentence.first
    return before if before > sentence.first and reading.words[before] in words["aside"] else k


def over_days(reading: Reading, sentence: Sentence, k: int) -> int:
    """Return the token after what may stand between a verb and its speaker: "a dit MARDI A LA PRESSE le maire".

    Only where the lexicon has a list of it.
    """
    between, months = reading.lexicon.asked("said_between"), reading.lexicon.words("months")
    times = reading.within(reading.periods, sentence.start, sentence.end)
    while between.by_first and k < sentence.last:
        last = between.last(reading.words, k, sentence.last)
        if last is not None and _is_article(reading, k):
            last = None  # "noticiou A imprensa local", but "disse À imprensa o governador"
        last = max((mark.last for mark in times if mark.first <= k <= mark.last), default=last)
        if last is None and not is_dated(reading.words, k, sentence, months):
            break
        k = k + 1 if last is None else last + 1
    return k


def number_behind(reading: Reading, sentence: Sentence, comma: int) -> bool:
    """Tell whether a number stands behind an aside that opens at a comma: "IOM had registered, BY HAND, 900"."""
    if comma >= sentence.last or reading.words[comma] != ",":
        return False
    places = range(comma + 1, min(sentence.last, comma + _ASIDE))
    closing = next((k for k in places if reading.words[k] == ","), sentence.last)
    return any(0 < q.first - closing <= _BEHIND for q in reading.numbers_in(sentence))


def _is_article(reading: Reading, k: int) -> bool:
    """Tell whether a word that is "to the" with its accent stands without one."""
    plain = reading.words[k] in reading.lexicon.words("articles") and len(reading.words[k]) == 1
    return plain and reading.text[reading.starts[k]].lower() == reading.words[k]


def is_dated(tokens: list[str], k: int, sentence: Sentence, months: frozenset[str]) -> bool:
    """Tell whether a token belongs to a date between a speaker and its verb: "OCHA on 3 May said"."""
    if tokens[k] in months:
        return True
    return tokens[k].isdigit() and any(w in months for w in tokens[max(sentence.first, k - 2) : k + 2])
