"""From a document to its figures: the page to open first.

The day of publication is found, each reader leaves its marks on the text, clauses are assembled into drafts, refiners
drop what is no figure and carry over what a passage tells, and each draft is bound to its period, place and source.
The items of a digest are read one by one.
"""

import gc
from dataclasses import replace

from stats.assembly import Draft, assemble, bind
from stats.assembly.finish import figures_of
from stats.document import Document
from stats.figure import Figure
from stats.lexicon import languages, lexicon
from stats.readers.digests import ITEM, Item, items_of
from stats.readers.numbers.quantities import read_quantities
from stats.readers.reading import Reading
from stats.readers.sentences import open_reading
from stats.readers.when.periods import read_periods
from stats.readers.when.published import infer_day
from stats.readers.where.places import read_places
from stats.readers.who.attributions import read_attributions
from stats.refiners import REFINERS
from stats.vocabulary import DayKnown

READERS = (read_quantities, read_periods, read_places, read_attributions)


def extract(document: Document) -> tuple[Figure, ...]:
    """Return the figures of a document, in order of their place in the text.

    A document whose day nobody has looked for yet (published_by is None) is read with the day that its text tells.
    """
    return dated_figures(document)[1]


def dated_figures(document: Document) -> tuple[Document, tuple[Figure, ...]]:
    """Return the document as `dated` does and its figures as `extract` does, from one reading of its text."""
    collecting = gc.isenabled()
    gc.disable()  # what is made while a text is read is freed by counting: the collector would walk it again and again
    try:
        reading, _, figures = _read(document)
        return reading.document, figures
    finally:
        if collecting:
            gc.enable()


def drafts_of(document: Document) -> tuple[list[Draft], tuple[Figure, ...]]:
    """Return the drafts of a document, which remember how each figure came about, and its figures."""
    return _read(document)[1:]


def _read(document: Document) -> tuple[Reading, list[Draft], tuple[Figure, ...]]:
    """Return the reading of a document with all its marks, its drafts and its figures."""
    reading = _opened(document)
    reading.settle(_dated(reading))
    items = items_of(reading)
    if not items:
        return reading, *_found(reading)
    begins = items[0].begins
    found = [_of_item(reading, item) for item in items]
    if any(figure.start < begins for figure in found[0][1]):
        found.append(_found(reading))
    bounds = [(item.start, item.end) for item in items] + [(0, begins)]
    drafts = [d for (a, b), (own, _) in zip(bounds, found, strict=False) for d in own if a <= d.quantity.start < b]
    figures = (f for (a, b), (_, own) in zip(bounds, found, strict=False) for f in own if a <= f.start < b)
    return reading, drafts, tuple(sorted(figures, key=lambda figure: (figure.start, figure.end)))


def _found(reading: Reading) -> tuple[list[Draft], tuple[Figure, ...]]:
    """Return the drafts and the figures of a text that has been opened and dated; its marks are left on it."""
    for read in READERS:
        read(reading)
    drafts = assemble(reading)
    for refine in REFINERS:
        drafts = refine(reading, drafts)
    drafts = bind(reading, drafts)
    return drafts, figures_of(reading, drafts)


def _of_item(reading: Reading, item: Item) -> tuple[list[Draft], tuple[Figure, ...]]:
    """Return what is told in one item of a digest and above them all, read without the others."""
    alone = _opened(replace(reading.document, text=item.blanked(reading.document.text)))
    alone.memo[ITEM] = item
    return _found(alone)


def dated(document: Document) -> Document:
    """Return the document with its day of publication and how it is known; as it is where that is settled already."""
    return document if _is_dated(document) else _dated(_opened(document))


def _is_dated(document: Document) -> bool:
    return document.published_by is not None or document.published is not None


def _dated(reading: Reading) -> Document:
    """Return the document of a reading that has no marks yet, with its day of publication."""
    if _is_dated(reading.document):
        return reading.document
    day, known, _ = infer_day(reading)
    return replace(reading.document, published=day, published_by=known or DayKnown.UNKNOWN)


def _opened(document: Document) -> Reading:
    language = document.language if document.language in languages() else "en"
    return open_reading(document, lexicon(language))
