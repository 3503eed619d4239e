"""Which words name a body: by its noun, by its capitals, or as an organisation that is known."""

from stats.readers.reading import Reading
from stats.readers.who.organisations import source_of
from stats.readers.wordsets import WordSets

_COUNTED = frozenset(("units", "terms"))


def is_office(reading: Reading, first: int, last: int, words: WordSets) -> bool:
    """Tell whether tokens name a body beyond doubt: by its noun, in capitals, or as an organisation."""
    if is_trade(reading, first, last, words):
        return True
    letters = reading.text[reading.starts[last] : reading.ends[last]]
    short = len(letters) > 1 and letters.isupper()
    if short and any(p.table in _COUNTED for p in reading.lexicon.starting(reading.words[last])):
        short = False  # "IDP figures"
    return short


def is_trade(reading: Reading, first: int, last: int, words: WordSets) -> bool:
    """Tell whether tokens hold a noun of a body or of people who tell, or the name of a known organisation."""
    phrase = reading.words[first : last + 1]
    return words["people"].any(phrase) or words["bodies"].any(phrase) or is_organisation(reading, first, last)


def is_organisation(reading: Reading, first: int, last: int) -> bool:
    """Tell whether the tokens [first, last] hold the name of a known organisation."""
    return source_of(reading.text[reading.starts[first] : reading.ends[last]], proper=True) is not None
