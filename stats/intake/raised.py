"""Raised signs: the marks of footnotes, which are no part of the number before them, told from powers and ordinals."""

import re
from collections.abc import Container
from typing import Any

RAISED, LEVEL = "\ufdd0", "\ufdd1"
"""What a reader puts before and after raised signs: Unicode reserves these two for use within programs."""
_BEFORE = 16
"""Signs before a raised one that tell what it is."""
_BACK = 8
"""Elements before a raised one that are looked at for text."""
_STYLE = re.compile(r"vertical-align\s*:\s*super", re.I)
_RUN = re.compile(f"[ \xa0]?{RAISED}([^{RAISED}{LEVEL}]*){LEVEL}")
_LONG = 40
_NUMBERS = re.compile(r" ?\(?[1-9]\d{0,2}\)?(?:[ ,;]{1,3}\(?[1-9]\d{0,2}\)?)*[ ,]?")
_LETTERS = re.compile(r" ?\(?(?:[a-z]|[ivx]{2,4})\)?[ ,]?")
_SIGNS = re.compile(r" ?(?:[*†‡§¶#]{1,4}|(?:\[[^\[\]\n]{1,30}\] ?)+)[ ,]?")
_UNIT = re.compile(r"(?<![^\W\d_])[a-zа-я]{1,2}$")  # "m", "km"
_TEN = re.compile(r"[×x·] ?10$")
_WORD = re.compile(r"[a-z]{3}$")
_COUNT = re.compile(r"\d[.,]?\d\d$")


def is_mark(before: str, raised: str, after: str) -> bool:
    """Whether raised signs are the mark of a footnote.

    Not those of "m²", "10⁶", "17th", "1er", "5 ¹/₂", nor what begins a line: there the footnote itself stands.

    Args:
        before: the end of what stands before them on their line. after: what follows.
    """
    told = before.rstrip(" \xa0")
    if not told or told.endswith("\n") or len(raised) > _LONG:
        return False
    if _SIGNS.fullmatch(raised):
        return True
    if _NUMBERS.fullmatch(raised):
        power = _TEN.search(told) or (raised.strip() in ("2", "3") and _UNIT.search(before))
        return not power and not after.startswith(("/", "⁄"))
    if _LETTERS.fullmatch(raised):
        return bool(_WORD.search(before) or (_COUNT.search(before) and raised.strip("(), ") in "abcd"))
    return False


def without_marks(text: str) -> str:
    """Return text, whose raised signs stand between RAISED and LEVEL, without these and without footnotes' marks."""
    if RAISED not in text:
        return text
    return _RUN.sub(_levelled, text.replace(LEVEL + RAISED, "")).replace(LEVEL, "").replace(RAISED, "")


def _levelled(run: re.Match[str]) -> str:
    text, start, end = run.string, run.start(), run.end()
    before, after = text[max(0, start - _BEFORE) : start + (run[0][0] != RAISED)], text[end : end + 1]
    if not is_mark(before, run[1], after):
        return run[0]
    return " " if after.isalnum() else ""


def level(tree: Any, blocks: Container[str]) -> None:
    """Take the raised elements out of a page's tree that are marks of footnotes. blocks: tags that begin a line."""
    for element in [e for e in tree.iter() if isinstance(e.tag, str)]:
        if element.tag != "sup" and not _STYLE.search(element.get("style") or ""):
            continue
        after = (element.tail or "")[:1]
        if is_mark(_text_before(element, blocks), " ".join(element.text_content().split()), after):
            element.tail = f" {element.tail}" if after.isalnum() else element.tail
            element.drop_tree()


def _text_before(element: Any, blocks: Container[str]) -> str:
    """Return the end of what stands before an element on its line: of the one before it, or around it."""
    for _ in range(_BACK):
        before = element.getprevious()
        if before is None:
            element = element.getparent()
            told = (element.text or "") if element is not None else ""
        else:
            element = before
            told = before.tail or (before.text_content() if isinstance(before.tag, str) else "")
        if told:
            return str(told[-_BEFORE:])
        if element is None or element.tag in blocks or element.tag in ("br", "td", "th"):
            break
    return ""
