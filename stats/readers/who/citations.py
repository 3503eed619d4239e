"""Sources cited in brackets: "(OCHA, 3 May 2017)", "(Ministry of Public Health)", "(local media)"."""

from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.readers.who.attribution import Attribution
from stats.readers.who.organisations import source_of
from stats.readers.wordsets import WordSets

_LONGEST_CITATION = 20  # tokens
_DATELINE = 9  # tokens of a dateline before the bracket that names the agency
_NAMED = 6  # tokens of a citation that closes a sentence: "(Ministry of Public Health)"
_YEAR = 4  # digits
_LONG_FORM = 5  # tokens before a bracket that may be the long form of what it holds
_QUOTES = frozenset('"”’»\'')
_LANGUAGE = 2  # letters of a language's code
_PLAIN = 3  # tokens of a citation without a name: "(local media)"


def citations_in(reading: Reading, sentence: Sentence, words: WordSets) -> list[Attribution]:
    """Return the sources cited in brackets: a name and a date, a known organisation, or a short name at the end."""
    tokens, text, starts, ends = reading.words, reading.text, reading.starts, reading.ends
    found: list[Attribution] = []
    stops, months = reading.lexicon.words("np_stops"), time_words(reading.lexicon).months
    for opening in [k for k in range(sentence.first + 1, sentence.last - 2) if tokens[k] == "("]:
        first = opening + 1
        if tokens[first] in words["the"] and first + 1 < sentence.last:
            first += 1
        stop = min(sentence.last, opening + _LONGEST_CITATION)
        last = next((k for k in range(first, stop) if tokens[k] == ")"), first)
        label = reading.lexicon.asked("source_lines", "bare").last(tokens, first, last)
        called = label is not None and label + 1 < last and text[starts[label + 1]].isupper()  # "(source DROMIC)"
        first = label + 1 if label is not None and called else first
        small = not text[starts[first]].isupper()
        told = tokens[first] in words["people"] or tokens[first] in words["fresh"]
        beside = tokens[opening - 1][0].isdigit() and last - first <= _PLAIN  # "300 (camp committee)"
        if small and not told and not (beside and tokens[last - 1] in words["bodies"]):
            if sentence.shape == "head" and last + 1 >= sentence.last:
                found += _last_name(reading, opening, last)
            continue
        comma = next((k for k in range(first, last) if tokens[k] in (",", ";")), last)
        comma = next((k for k in range(first + 1, comma) if _is_date(tokens, k)), comma)
        if _in_dateline(reading, sentence, opening, last):
            continue
        if last == first or comma == first or any(tokens[k][0].isdigit() for k in range(first, comma)):
            continue
        if "/" in tokens[first:comma] and all(len(tokens[k]) <= _LANGUAGE for k in range(first, comma)):
            continue  # the languages of a bulletin: "[EN/AR/KU]"
        if comma > first and tokens[comma - 1] in months:
            continue  # "(September - October 2023)", "(AS OF MAY 2017)"
        if inside := _told_at_end(reading, sentence, opening, last):
            found += inside
            continue
        span = (starts[first], ends[comma - 1])
        letters = text[slice(*span)]
        dated = any(tokens[k][0].isdigit() for k in range(comma, last))
        # A short name right after its long form ("the International Organization for Migration (IOM)") cites nobody.
        before = opening - 1 - (tokens[opening - 1] in _QUOTES)  # the storm “INES” (FENGSHEN)
        named = before >= sentence.first and text[starts[before]].isupper() and tokens[before].isalpha()
        named = named and tokens[before] not in months  # "as of 4 October (government)"
        named = (named and not _is_cited(reading, opening, letters, words)) or _abbreviates(tokens, opening, letters)
        closing = all(tokens[k] in (".", ";", ",", '"') for k in range(last + 1, sentence.last))
        short = letters.isupper() and len(letters) > _LANGUAGE and (closing or source_of(letters) is not None)
        # "(ALL BY ROOF COLLAPSE)", but "(WHO)"
        short = short and (last - first == 1 or not any(tokens[k] in stops for k in range(first, comma)))
        plain = comma == last and last - first <= _PLAIN and words["people"].any(tokens[first:last])
        body = words["bodies"].any(tokens[first:last]) or words["people"].any(tokens[first:last])
        plain = plain or (comma == last and closing and last - first <= _NAMED and body)
        if named and plain and sentence.shape == "head" and last - first > 1:
            held = tokens[max(sentence.first, opening - _LONG_FORM) : opening]
            named = words["bodies"].any(held) or words["people"].any(held)  # "Shelters, Alder (Department of Housing)"
        if dated or called or ((short or plain) and not named):
            found.append(Attribution(*span, opening, last, trailing=True, citation=True, whole=span))
    return found


def _in_dateline(reading: Reading, sentence: Sentence, opening: int, closing: int) -> bool:
    """Tell whether a bracket belongs to a dateline: "Athens, Jul 23 (EFE) -"; the agency passes on what others say."""
    if opening - sentence.first > _DATELINE:
        return False
    k = closing + 1
    while k < sentence.last and reading.words[k] in (".", ","):
        k += 1
    return k < sentence.last and reading.words[k] in ("-", "–", "—")


def _is_date(tokens: list[str], k: int) -> bool:
    """Tell whether a token is a year or begins a day in digits, as in "(OCHA 2022)", "(ACF 31/01/2019)"."""
    if not tokens[k].isdigit():
        return tokens[k].count("/") > 1
    return (len(tokens[k]) == _YEAR and tokens[k][0] in "12") or tokens[k + 1 : k + 2] == ["/"]


def _abbreviates(tokens: list[str], opening: int, letters: str) -> bool:
    """Tell whether a bracket shortens the words before it: "severe acute malnutrition (SAM)"."""
    initials = [word[0] for word in tokens[max(0, opening - 2 * len(letters)) : opening] if word.isalpha()]
    return len(letters) > 1 and initials[-len(letters) :] == list(letters.lower())


def _is_cited(reading: Reading, opening: int, letters: str, words: WordSets) -> bool:
    """Tell whether a bracket holds a known body after words that are no body's: "the Danger Zone (OCHA)"."""
    held = range(max(0, opening - _LONG_FORM), opening)
    phrase = reading.words[held.start : held.stop]
    if source_of(letters, proper=True) is None or words["bodies"].any(phrase) or words["people"].any(phrase):
        return False
    return source_of(reading.text[reading.starts[held.start] : reading.ends[held.stop - 1]]) is None


def _last_name(reading: Reading, opening: int, last: int) -> list[Attribution]:
    """Return the body's short name that closes a heading's brackets: "(fighters reported killed, AFRICOM)".

    Or is told at their end: "(the storm, 3 May; figures NDMA)".
    """
    name = last - 1
    letters = reading.text[reading.starts[name] : reading.ends[name]]
    label = reading.lexicon.asked("source_lines", "inside").first(reading.words, name - 1, opening)
    before = reading.words[(name if label is None else label) - 1]
    if before not in (",", ";") or not letters.isupper() or len(letters) < _PLAIN:
        return []
    span = (reading.starts[name], reading.ends[name])
    return [Attribution(*span, opening, last, trailing=True, citation=True, whole=span)]


def _told_at_end(reading: Reading, sentence: Sentence, opening: int, last: int) -> list[Attribution]:
    """Return the body that a heading's brackets name at their end, after a word for its account: "figures NDMA"."""
    labels = reading.lexicon.asked("source_lines", "inside")
    told = sentence.shape == "head" and labels.first(reading.words, last - 2, opening) is not None
    return _last_name(reading, opening, last) if told else []
