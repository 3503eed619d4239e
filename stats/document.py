"""A text, its day and its source, and spans of it. Offsets are code points of `text` and never change."""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from stats.vocabulary import DayKnown


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch [start, end) of a document's text, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of the span."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start


class _Fold(dict[int, str]):
    """One code point to one: lower case, accents off, digits and spaces of any script to ASCII's. Filled as met."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        if char.isdecimal():
            folded = str(unicodedata.decimal(char))
        elif char in _LIKE:
            folded = _LIKE[char]
        elif char.isspace() and char not in "\n\r\t":
            folded = " "
        else:
            folded = unicodedata.normalize("NFD", char)[0].lower()
            folded = _LIKE.get(folded, folded) if len(folded) == 1 else char
        self[point] = folded
        return folded


# Signs that texts use for one another. Each is folded to one character, so that offsets stay as they are.
_LIKE = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "«": '"', "»": '"', "„": '"', "‐": "-",
         "‑": "-", "‒": "–", "−": "-", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\v": "\n", "\f": "\n",
         "\u0085": "\n",
         "،": ",", "؛": ";", "؟": "?", "٪": "%", "٬": ",", "٫": ".", "ة": "ه", "ى": "ي", "ٱ": "ا",
         "ی": "ي", "ک": "ك",
         **dict.fromkeys("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", " "),
         "ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d"}  # fmt: skip
_FOLD = _Fold()


_FOREIGN = re.compile(r"[^\x00-\x7f]")
_OTHERS = [sign for sign in map(chr, range(128)) if _FOLD[ord(sign)] != sign.lower()]
_FEW = 32  # signs beyond ASCII up to which one pass for each is quicker than one call for every code point


def fold(text: str) -> str:
    """Return `text` in one case, without accents, with ASCII digits, quotes and spaces, offset for offset.

    To fold twice is to fold once, so that the order of the passes is all the same.
    """
    foreign = () if text.isascii() else set(_FOREIGN.findall(text))
    if len(foreign) > _FEW:
        return text.translate(_FOLD)
    for sign in (*_OTHERS, *foreign):
        text = text.replace(sign, _FOLD[ord(sign)])
    return text.lower()


def normalised(text: str) -> str:
    """Return the text as it is hashed: NFC, white space runs as one space."""
    return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())


def text_id(text: str) -> str:
    """Return the id of a text: SHA-256 (hex) of its normalised form."""
    return hashlib.sha256(normalised(text).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Document:
    """One article or report.

    published_by tells how the day is known; None means that nobody has looked yet, so that `extract` infers it,
    DayKnown.UNKNOWN that it is known to be unknown. pages: offsets at which a paged original's pages start.
    warnings: sentences for the user about what went wrong in reading it.
    """

    text: str
    id: str = ""
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    published_by: DayKnown | None = None
    language: str | None = None
    language_confidence: float | None = None
    pages: tuple[int, ...] = ()
    warnings: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", text_id(self.text))

    @cached_property
    def folded(self) -> str:
        """The text folded for matching, offset for offset."""
        return fold(self.text)

    def page_of(self, offset: int) -> int | None:
        """Return the page (from 1) of the original that holds an offset, None where it has no pages."""
        return bisect_right(self.pages, offset) if self.pages else None
