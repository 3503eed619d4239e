"""Reads words that a person points at as a count that the rules missed: what they and their passage say of it."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from stats.assembly import Draft, assemble, bind
from stats.assembly.finish import figures_of
from stats.document import Document
from stats.errors import HeadcountError
from stats.extract import READERS
from stats.lexicon import languages, lexicon
from stats.pages.spans import best_mark
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Reading
from stats.readers.sentences import open_reading
from stats.refiners import REFINERS
from stats.store.standing import CORRECTABLE
from stats.vocabulary import Quantifier, Term, Unit

_NOUN = 4  # tokens from a number to the noun that is counted, where no rule reads it


@dataclass(frozen=True, slots=True)
class Missed:
    """What was read of a missed count: the words of its number, and its fields as far as they are told.

    number: whether a number was read; else the words are those pointed at, and the value is to be typed.
    fields: as of a figure; unit, term and kind are left out where nothing tells them. evidence: as of a figure.
    """

    start: int
    end: int
    number: bool
    fields: Mapping[str, Any] = field(default_factory=dict)
    evidence: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@lru_cache(maxsize=16)
def read_missed(document: Document, start: int, end: int, term: str | None = None, unit: str | None = None) -> Missed:
    """Return what the rules read of a count that they did not find by themselves.

    Args:
        document: as it is kept, with its day. start, end: the words pointed at, in its text.
        term, unit: what a person says of it; kind, days and place are then read as of such a count.

    Raises:
        HeadcountError: the words are not in the text.
    """
    text = document.text
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise HeadcountError("These words are not in the article. Choose the words of the number in its text.")
    reading = open_reading(document, lexicon(document.language if document.language in languages() else "en"))
    for read in READERS:
        read(reading)
    read_here = best_mark([q for q in reading.quantities if q.share is None], start, end)
    quantity: Quantity | None = read_here or _unread(reading, start, end)
    if quantity is None:
        return Missed(start, end, number=False)
    drafts, own, told = _drafts(reading, quantity)
    own.term, own.unit = (Term(term) if term else own.term), (Unit(unit) if unit else own.unit)
    told |= {name for name, given in (("term", term), ("unit", unit)) if given}
    own.term, own.unit = own.term or Term.OTHER, own.unit or Unit.PERSON
    bound = bind(reading, drafts)
    found = next(f for f in figures_of(reading, bound) if (f.start, f.end) == (quantity.start, quantity.end))
    fields = {name: value for name, value in found.to_json().items() if name in CORRECTABLE}
    lacking = {"term", "unit"} - told | ({"kind"} if "term" not in told else set())
    if read_here is None:
        lacking |= {"value", "low", "high"}
    for name in lacking:
        fields[name] = None
    evidence = {name: span for name, span in found.evidence.items() if name not in (*lacking, "value")}
    return Missed(quantity.start, quantity.end, read_here is not None, fields, evidence)


def _drafts(reading: Reading, quantity: Quantity) -> tuple[list[Draft], Draft, set[str]]:
    """Return the drafts of a text, among them one of a number that may be none, and which of term and unit it tells."""
    drafts = assembled = assemble(reading)
    for refine in REFINERS:
        drafts = refine(reading, drafts)
    own = next((d for d in (*drafts, *assembled) if d.quantity is quantity), None)
    if own is None:
        sentence = reading.sentence_at(quantity.start)
        own = Draft(quantity, sentence, (sentence.first, sentence.last))
        _count_noun(reading, own)
    if not any(d is own for d in drafts):
        drafts = sorted([*drafts, own], key=lambda d: d.quantity.start)
    return drafts, own, {name for name in ("term", "unit") if getattr(own, name) is not None}


def _count_noun(reading: Reading, draft: Draft) -> None:
    """Take the first noun of people, households or homes right after a number as what it counts."""
    after = draft.quantity.last
    cues = (c for c in reading.cues(draft.sentence).every() if after < c.first <= after + _NOUN)
    noun = min((c for c in cues if c.phrase.key in set(Unit)), key=lambda c: c.first, default=None)
    if noun is not None:
        draft.unit, draft.noun = Unit(noun.phrase.key), (noun.first, noun.last)
        draft.subject = " ".join(reading.text[reading.starts[after + 1] : noun.end].split())
        draft.evidence["unit"] = (noun.start, noun.end)


def _unread(reading: Reading, start: int, end: int) -> Quantity | None:
    """Return a number of no value where words stand in which none was read; None where they are no words."""
    first = bisect_right(reading.starts, start) - 1
    first += first < 0 or reading.ends[first] <= start
    last = bisect_right(reading.starts, end - 1) - 1
    if not 0 <= first <= last:
        return None
    span = reading.starts[first], reading.ends[last]
    return Quantity(*span, first, last, (first, last), 0, 0, 0, Quantifier.EXACT)
