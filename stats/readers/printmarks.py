"""Marks that only dress a text: of footnotes ("410,000.²", "killed.1 More"), of bold letters."""

import re
from collections.abc import Container

_RAISED = "¹²³⁰⁴⁵⁶⁷⁸⁹"
# A raised number behind a word or a sign is a note's; behind a short word it is a power ("km²"), behind a digit the
# reader of numbers knows it.
_NOTE = re.compile(rf"(?:(?<=[^\W\d_]{{4}})|(?<=[.,;:!?)\]\"'”’»]))[{_RAISED}]{{1,3}}(?![\w{_RAISED}])")
# A small number that touches the stop before it, at the end of a paragraph or before a new sentence.
_BARE = re.compile(
    r"(?:(?<=[^\W\d_]{3}\.)|(?<=[a-zß-ÿ][)\]\"”’»]\.))\d{1,2}(?=\s++[A-ZÀ-ÞА-Я\"“«]|[ \t]*+$)", re.MULTILINE
)
_BRACKETED = re.compile(r"(?<=[.,;:!?\"”’»])\[\d{1,3}\]")
_BOLD = re.compile(r"(?<![*])\*\*(?![*])")


def undressed(text: str, abbreviations: Container[str]) -> str:
    """Return a text with blanks for the marks that dress it; as long as before.

    abbreviations: short forms behind whose stop a number belongs to them: "Vol.3", "No.1".
    """
    if "**" in text:
        text = _BOLD.sub("  ", text)
    if any(sign in text for sign in _RAISED):
        text = _NOTE.sub(_blank, text)
    if "[" in text:
        text = _BRACKETED.sub(_blank, text)
    return _BARE.sub(lambda m: m[0] if _short(text, m.start(), abbreviations) else _blank(m), text)


def _blank(mark: re.Match[str]) -> str:
    return " " * len(mark[0])


def _short(text: str, at: int, abbreviations: Container[str]) -> bool:
    """Tell whether the word whose stop ends at `at` is a short form."""
    word = re.search(r"[^\W\d_]*$", text[max(0, at - _LONGEST) : at - 1])
    return word is not None and word[0].lower() in abbreviations


_LONGEST = 24  # letters of a word that is looked at
