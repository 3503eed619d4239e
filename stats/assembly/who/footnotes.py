"""Whose a count is that a footnote is set to: "11,900 families(1)" and, below, "(1) IOM, 25 November"."""

from itertools import pairwise

from stats.readers.reading import Reading, Sentence
from stats.readers.who.attribution import Attribution
from stats.readers.who.organisations import source_of
from stats.readers.wordsets import word_sets

_NOTE = 24  # tokens of a footnote in which a name is looked for
_NAME = 12  # tokens of the name
_SHORT = 3  # letters of a short name
_REACH = 25  # tokens from a count to its sign
_OPENING, _CLOSING = "([", ")]"
_ENDS = frozenset(",.;(")


def footnoted(reading: Reading, sentence: Sentence, token: int) -> Attribution | None:
    """Return the source in the footnote whose sign follows a number first in its sentence."""
    notes = _notes(reading)
    if not notes:
        return None
    for k in range(token + 1, min(token + _REACH, sentence.last - 2)):
        number = _sign(reading, k)
        if number is not None and reading.ends[k - 1] == reading.starts[k]:
            return notes.get(number)
    return None


def _sign(reading: Reading, k: int) -> str | None:
    """Return the number of a footnote's sign that starts at a token: "(2)"."""
    words = reading.words
    if words[k] not in _OPENING or k + 2 >= len(words) or words[k + 2] not in _CLOSING:
        return None
    return words[k + 1] if words[k + 1].isdigit() and len(words[k + 1]) < 3 else None


def _notes(reading: Reading) -> dict[str, Attribution]:
    """Return the sources of a text's footnotes by number, worked out once; "ibid" is the one before."""
    if "footnotes" not in reading.memo:
        notes: dict[str, Attribution] = {}
        previous: Attribution | None = None
        again = word_sets(reading.lexicon, "speakers")["ibid"]
        for sentence in reading.sentences:
            number = _sign(reading, sentence.first) if sentence.last - sentence.first > 3 else None
            if number is None:
                continue
            same = reading.words[sentence.first + 3] in again
            previous = previous if same else _named(reading, sentence, sentence.first + 3)
            if previous is not None:
                notes[number] = previous
        reading.memo["footnotes"] = notes
    found: dict[str, Attribution] = reading.memo["footnotes"]
    return found


def _named(reading: Reading, sentence: Sentence, first: int) -> Attribution | None:
    """Return the body that a footnote names, before or after a day: "(1) As of 3 May, OCHA."; None where none is."""
    words, stop = reading.words, min(sentence.last, first + _NOTE)
    ends = [k for k in range(first, stop) if words[k] in _ENDS] or [stop]
    for start, end in pairwise([first - 1, *ends]):
        if _is_body(reading, start + 1, end):
            span = (reading.starts[start + 1], reading.ends[end - 1])
            return Attribution(*span, start + 1, end - 1, trailing=True, citation=True, whole=span)
    return None


def _is_body(reading: Reading, first: int, stop: int) -> bool:
    """Tell whether the tokens [first, stop) name a body: by a noun, as a known one, or by a short name in capitals."""
    if not first < stop <= first + _NAME:
        return False
    phrase, sets = reading.words[first:stop], word_sets(reading.lexicon, "speakers")
    known = source_of(reading.text[reading.starts[first] : reading.ends[stop - 1]], proper=True) is not None
    if known or sets["bodies"].any(phrase):
        return True
    letters = reading.text[reading.starts[first] : reading.ends[first]]
    return len(letters) >= _SHORT and letters.isalpha() and letters.isupper()
