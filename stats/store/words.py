"""The words of a text as the search knows them: one case, no accents or marks, any script's digits as ASCII's."""

import re
import unicodedata
from bisect import bisect_right

from stats.document import fold

BEFORE, AFTER = "\x02", "\x03"
"""Around a found word in a snippet: control characters, so that a page can escape the text first and mark it then."""

_TERM = re.compile(r'"([^"]*)"|(\S+)')
_WIDTH = 120  # code points shown before and after the first found word


class _Marks(dict[int, int | None]):
    """Combining marks to nothing; every other sign to itself. Filled as met."""

    def __missing__(self, point: int) -> int | None:
        self[point] = None if unicodedata.category(chr(point)).startswith("M") else point
        return self[point]


class _Signs(dict[int, int | None]):
    """Combining marks to nothing, signs that part words to a blank, letters and digits to themselves."""

    def __missing__(self, point: int) -> int | None:
        self[point] = _MARKS[point] if chr(point).isalnum() or _MARKS[point] is None else ord(" ")
        return self[point]


_MARKS = _Marks()
_SIGNS = _Signs()


def words_of(text: str) -> str:
    """Return the words of a text with single blanks between them."""
    return " ".join(fold(text).translate(_SIGNS).split())


def terms_of(question: str) -> list[str]:
    """Return what a question asks for, each a word, a phrase, or the beginning of a word with an asterisk at its end.

    "Words in quotes" are one phrase; a word that holds signs, as Al-Hawl, is one too.
    """
    found = []
    for match in _TERM.finditer(question):
        quoted, word = match.groups()
        term = words_of(quoted if quoted is not None else word)
        if term:
            found.append(term + "*" if word and word.endswith("*") else term)
    return found


def snippet(text: str, terms: list[str]) -> str:
    """Return the passage of a text around the first found term, found ones between BEFORE and AFTER.

    Args:
        text: the whole text. Its own BEFORE and AFTER signs are shown as blanks.
        terms: of `terms_of`.
    """
    text = text.replace(BEFORE, " ").replace(AFTER, " ")
    plain, offsets = _plain(text)
    found = _pattern(terms)
    hits = [(offsets[m.start()], offsets[m.end() - 1] + 1) for m in found.finditer(plain)] if found else []
    middle = hits[0] if hits else (0, 0)
    start, end = _passage(text, max(0, middle[0] - _WIDTH), min(len(text), middle[1] + _WIDTH))
    parts = ["… "] if start else []
    position = start
    for a, b in hits[bisect_right(hits, (start, 0)) :]:
        if b > end:
            break
        if a >= position:
            parts += (text[position:a], BEFORE, text[a:b], AFTER)
            position = b
    parts.append(text[position:end])
    return " ".join("".join(parts).split()) + (" …" if end < len(text) else "")


def _plain(text: str) -> tuple[str, range | list[int]]:
    """Return the folded text without marks, and for each of its signs the offset in `text`."""
    folded = fold(text)
    plain = folded.translate(_MARKS)
    if len(plain) == len(folded):
        return folded, range(len(folded))
    kept = [place for place, sign in enumerate(folded) if _MARKS[ord(sign)] is not None]
    return plain, kept


def _pattern(terms: list[str]) -> re.Pattern[str] | None:
    told = [
        r"[\W_]+".join(map(re.escape, term.rstrip("*").split())) + (r"[^\W_]*" if term.endswith("*") else "")
        for term in sorted(terms, key=len, reverse=True)
    ]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(told)})(?![^\W_])") if told else None


def _passage(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a passage's ends to blanks, so that no word is cut."""
    while start and not text[start - 1].isspace() and start > end - 3 * _WIDTH:
        start -= 1
    while end < len(text) and not text[end].isspace() and end < start + 4 * _WIDTH:
        end += 1
    return start, end
