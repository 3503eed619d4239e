"""Lists of names with a count in brackets each, among which digits such as 1998 are a count and no year."""

from stats.readers.reading import Reading
from stats.readers.timewords import YEARS


def is_listed_count(reading: Reading, k: int) -> bool:
    """Tell whether a number alone in brackets stands in a list beside one that is no year: "Alder (230), Birch (1998)".

    k: its token.
    """
    if not _is_bracketed(reading, k):
        return False
    words = reading.words
    around = (*range(k - 3, max(0, k - _ITEM), -1), *range(k + 3, min(len(words), k + _ITEM)))
    return any(_is_bracketed(reading, j) and not _may_be_year(words[j]) for j in around)


def _is_bracketed(reading: Reading, k: int) -> bool:
    """Tell whether a number alone stands in brackets after a name or noun."""
    words = reading.words
    inside = 1 < k < len(words) - 1 and (words[k - 1], words[k + 1]) == ("(", ")")
    return inside and words[k][0].isdigit() and words[k - 2].isalpha()


def _may_be_year(word: str) -> bool:
    return word.isdigit() and int(word) in YEARS


_ITEM = 14  # tokens from a number in brackets to the one of the next item
