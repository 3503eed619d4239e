"""The names that the gazetteer finds in a text, and in the title that stands apart from it."""

import re

from stats.document import Document
from stats.gazetteer import PlaceMark, gazetteer
from stats.readers.numbers.quantities import read_quantities
from stats.readers.reading import Reading
from stats.readers.sentences import open_reading
from stats.readers.timewords import time_words
from stats.readers.where.ingroups import with_groups
from stats.readers.wordsets import word_sets

TITLE = "title"
"""In the memo of a reading: the reading of its title, where that is no part of the text."""

_DATE = 12  # code points from the start of a date to its weekday: "on Mon"
_HEAD = 600  # code points at the beginning of a text in which its title may stand
_LONGEST = 300  # code points of a title


def marks_in(reading: Reading) -> list[PlaceMark]:
    """Return the gazetteer's names in a text, in order."""
    found = gazetteer().find(reading.folded, reading.text, 0, len(reading.text))
    marks = [mark for mark in found if not any(is_none(reading, mark) for is_none in _NO_NAMES)]
    counting = {k for q in reading.quantities for k in range(q.first, q.last + 1)}
    marks = [m for m in marks if reading.token_at(m.start) not in counting]  # "SETE pessoas morreram", "CENTO e vinte"
    if reading.lexicon.grammar.get("caseless"):
        marks = [mark for mark in marks if not _is_plain(reading, mark)]
    return with_groups(reading, _with_nations(reading, marks))


def _with_nations(reading: Reading, marks: list[PlaceMark]) -> list[PlaceMark]:
    """Add the adjectives of countries that a language writes small, and so lists in its lexicon: "sirios"."""
    nations = word_sets(reading.lexicon, "nations")
    known = nations.mapped("")
    if not known:
        return marks
    covered = {k for m in marks for k in range(reading.token_at(m.start), reading.token_at(m.end - 1) + 1)}
    named = (
        gazetteer().adjective(reading.starts[k], reading.ends[k], reading.words[k], known[reading.words[k]])
        for k in reading.tokens_of(nations[""])
        if k not in covered and not (k and reading.words[k - 1] == "-")  # not "sud-SOUDANAIS"
    )
    return sorted([*marks, *(mark for mark in named if mark is not None)])


def _is_plain(reading: Reading, mark: PlaceMark) -> bool:
    """Tell whether a name without capitals is a word that the lexicon knows for something else, with no kind before."""
    k, last = reading.token_at(mark.start), reading.token_at(mark.end - 1)
    if k != last:
        return False
    word, nations = reading.words[k], reading.lexicon.words("nationalities")
    if mark.start > reading.starts[k] and word in reading.lexicon.clitics.whole:
        return True  # its first letter is no small word before a name: "كريم"
    if word not in reading.lexicon.clitics.alone or word in nations:
        return False
    if reading.ends[k] - reading.starts[k] > len(word) and reading.heads[k + 1 : k + 2].isdigit():
        return False  # a row's label before its numbers
    return not (k and reading.words[k - 1] in word_sets(reading.lexicon, "places")["leading"])


def title_of(reading: Reading) -> Reading | None:
    """Return the reading of a document's title with its numbers, None where it has none or its text begins with it."""
    told = " ".join((reading.document.title or "").split())[:_LONGEST]
    if not told:
        return None
    title = Document(told, language=reading.document.language)
    if title.folded in " ".join(reading.folded[:_HEAD].split()):
        return None
    found = open_reading(title, reading.lexicon)
    read_quantities(found)
    return found


def _is_weekday(reading: Reading, mark: PlaceMark) -> bool:
    """Tell whether a short name is that of a weekday in a date: "on MON, 14 Nov", but not "in Mon state"."""
    if mark.name_key not in time_words(reading.lexicon).listed["short_words"]:
        return False
    beside = reading.within(reading.periods, max(0, mark.start - _DATE), mark.end + 1)
    return any(p.start <= mark.start and mark.end <= p.end for p in beside)


def _is_ending(reading: Reading, mark: PlaceMark) -> bool:
    """Tell whether a name only ends another one after an apostrophe: "M'POKO camp" is not the area of Poko."""
    before = mark.start - 1
    return before > 0 and reading.folded[before] == "'" and reading.text[before - 1].isupper()


def _is_currency(reading: Reading, mark: PlaceMark) -> bool:
    """Tell whether a name only says whose money it is: "US$40 million"."""
    return _MONEY.match(reading.text, mark.end) is not None


_MONEY = re.compile(r" ?[$€£¥₦₹]")


def _is_abbreviation(reading: Reading, mark: PlaceMark) -> bool:
    """Tell whether capitals in brackets are those of the words before: "Cordillera Administrative Region (CAR)"."""
    text, name = reading.text, reading.text[mark.start : mark.end]
    if not name.isupper() or text[mark.start - 1 : mark.start] != "(" or text[mark.end : mark.end + 1] != ")":
        return False
    words = text[max(0, mark.start - _LONGEST) : mark.start - 1].split()[-len(name) :]
    return len(words) == len(name) and all(word[0] == letter for word, letter in zip(words, name, strict=True))


_NO_NAMES = (_is_weekday, _is_ending, _is_currency, _is_abbreviation)
