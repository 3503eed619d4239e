"""Whose a count is that a footnote is set to: "11,900 families(1)" and, below, "(1) IOM, 25 November"."""

from stats.readers.attribution import Attribution
from stats.readers.organisations import source_of
from stats.readers.reading import Reading, Sentence
from stats.readers.wordsets import word_sets

_NAME = 12  # tokens of the name in a footnote
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
    """Return the body that a footnote names first, None where it tells something else."""
    words = reading.words
    stop = next((k for k in range(first, sentence.last) if words[k] in _ENDS), sentence.last)
    if not first < stop <= first + _NAME:
        return None
    span = (reading.starts[first], reading.ends[stop - 1])
    sets = word_sets(reading.lexicon, "speakers")
    body = sets["bodies"].any(words[first:stop]) or source_of(reading.text[slice(*span)], proper=True) is not None
    if not body or any(words[k].isdigit() for k in range(first, stop)):
        return None
    return Attribution(*span, first, stop - 1, trailing=True, citation=True, whole=span)
