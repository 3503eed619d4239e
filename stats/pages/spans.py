"""Reads words that a person points at as a field of a figure: "27 February" as its day, "Erbil" as its place."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from stats.document import Document
from stats.errors import HeadcountError
from stats.extract import READERS
from stats.gazetteer import gazetteer
from stats.lexicon import languages, lexicon
from stats.pages import placing
from stats.readers.reading import Reading
from stats.readers.sentences import open_reading
from stats.readers.who.organisations import source_of
from stats.vocabulary import Kind, Term, Unit
from stats.wording import plain

_REACH = 700  # code points before and after the number that can be pointed at
# A word with the signs inside it, a sign of a script that writes no spaces, or any other sign.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+(?:[.,'’\-/][^\W_]+)*|[^\w\s]|_")
_SINCE = ("since", "event")  # roles of time words that begin a count


def words_around(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Cut the paragraphs around a number into what can be pointed at and what lies between.

    Args:
        text: the document's. start, end: the number in it.

    Returns:
        (piece, its start, its end) in order, without gaps; a piece that starts with a blank only separates.
    """
    before = text.rfind("\n\n", 0, max(text.rfind("\n\n", 0, start), 0))
    first = max(before + 2 if before >= 0 else 0, start - _REACH)
    stop = text.find("\n\n", end)
    last = min(stop if stop >= 0 else len(text), end + _REACH)
    return words_between(text, first, last)


def words_between(text: str, first: int, last: int) -> list[tuple[str, int, int]]:
    """Cut a stretch of a text into what can be pointed at and what lies between, as `words_around` does."""
    pieces: list[tuple[str, int, int]] = []
    at = first
    for word in _WORD.finditer(text, first, last):
        if word.start() > at:
            pieces.append((text[at : word.start()], at, word.start()))
        pieces.append((word.group(), word.start(), word.end()))
        at = word.end()
    if at < last:
        pieces.append((text[at:last], at, last))
    return pieces


def read_span(document: Document, figure: Mapping[str, Any], field: str, start: int, end: int) -> dict[str, Any]:
    """Return what some words of a text say of a figure, as changes for `Collection.review`.

    Args:
        document: the figure's. figure: as the store tells it. field: of FIELDS. start, end: the words, in its text.

    Raises:
        HeadcountError: the words tell no such field.
    """
    if not 0 <= start < end <= len(document.text):
        raise HeadcountError("These words are not in the article.")
    reading = _reading(document)
    return _READERS[field](reading, figure, start, end)


@lru_cache(maxsize=8)
def _reading(document: Document) -> Reading:
    language = document.language if document.language in languages() else "en"
    reading = open_reading(document, lexicon(language))
    for read in READERS:
        read(reading)
    return reading


def best_mark(marks: Sequence[Any], start: int, end: int) -> Any:
    """Return the mark that shares most with the words, the shorter of two that share the same; None without one."""
    shared = [(min(m.end, end) - max(m.start, start), m.start - m.end, m) for m in marks]
    return max((s for s in shared if s[0] > 0), key=lambda s: s[:2], default=(0, 0, None))[2]


def _count(reading: Reading, _: Mapping[str, Any], start: int, end: int) -> dict[str, Any]:
    found = best_mark(reading.quantities, start, end)
    if found is None or found.share is not None:
        raise HeadcountError("No number was read in these words. Choose the number itself, or type it.")
    return {"value": found.value, "quantifier": str(found.quantifier), "low": found.low, "high": found.high,
            "quantifier_text": found.quantifier_text}  # fmt: skip


def _when(reading: Reading, figure: Mapping[str, Any], start: int, end: int) -> dict[str, Any]:
    marks = [m for m in reading.periods if m.start < end and m.end > start and (m.begin or m.finish)]
    if not marks:
        raise HeadcountError("No day was read in these words. Choose the words that name it, or type the days.")
    begin = min((m.begin for m in marks if m.begin and not m.open_start), default=None)
    finish = max((m.finish for m in marks if m.finish), default=begin)
    own = marks[0]
    told = {"period_text": " ".join(reading.text[own.start : marks[-1].end].split()), "period_rule": str(own.rule),
            "period_precision": str(own.precision)}  # fmt: skip
    first, last = (begin and begin.isoformat()), (finish and finish.isoformat())
    if figure["kind"] == Kind.STOCK:
        return {**told, "period_start": last, "period_end": last}
    if figure["kind"] == Kind.CUMULATIVE:
        if own.role in _SINCE:
            return {**told, "period_start": first}
        return {**told, "period_end": last, **({"period_start": first} if first != last and first else {})}
    return {**told, "period_start": first, "period_end": last}


def _where(reading: Reading, figure: Mapping[str, Any], start: int, end: int) -> dict[str, Any]:
    found = best_mark([p for p in reading.places if not p.bare], start, end)
    name = _words(reading, start, end)
    if found is None:
        return placing.typed(name, plain(figure["country"]))
    named = found.antecedent or (found.start, found.end)
    told: dict[str, Any] = {"place": " ".join(reading.text[named[0] : named[1]].split())}
    if found.country:
        told["country"] = found.country
    if found.place is not None and not found.many:
        told |= placing.known(gazetteer().place(found.place.place_id) or found.place)
    return told


def _who(reading: Reading, _: Mapping[str, Any], start: int, end: int) -> dict[str, Any]:
    name = _words(reading, start, end)
    return {"attribution": name, "source_id": source_of(name)}


def _what(reading: Reading, _: Mapping[str, Any], start: int, end: int) -> dict[str, Any]:
    cues = reading.cues(reading.sentence_at(start)).every()
    found = best_mark([c for c in cues if c.phrase.key in set(Term)], start, end)
    if found is None:
        raise HeadcountError("These words tell nothing that Headcount counts by. Choose what happened from the list.")
    return {"term": str(found.phrase.key)}


def _of(reading: Reading, _: Mapping[str, Any], start: int, end: int) -> dict[str, Any]:
    cues = reading.cues(reading.sentence_at(start)).every()
    found = best_mark([c for c in cues if c.phrase.key in set(Unit)], start, end)
    told: dict[str, Any] = {"subject": _words(reading, start, end)}
    return {**told, "unit": str(found.phrase.key)} if found is not None else told


def _words(reading: Reading, start: int, end: int) -> str:
    return " ".join(reading.text[start:end].split()).strip(" ,;:.()“”\"'")


_READERS: dict[str, Callable[[Reading, Mapping[str, Any], int, int], dict[str, Any]]] = {
    "value": _count, "unit": _of, "term": _what, "period": _when, "place": _where, "attribution": _who,
}  # fmt: skip
FIELDS = tuple(_READERS)
"""The fields that words can be pointed out for."""
