"""Columns that count the places where people are, and tell of those in the columns beside: "Camps | Families"."""

from stats.assembly.counted.lines import LINES, is_counting_line
from stats.assembly.happened.lodging import lodged_in
from stats.assembly.lists.headings import Heading
from stats.assembly.view import View
from stats.readers.reading import Cue
from stats.vocabulary import LODGED, Term, Unit


def told_by_places(view: View, head: list[Heading]) -> Cue | None:
    """Return what a column of the places where people are tells of the others: "Relief camps | Families | Persons"."""
    if any(h.term is not None and not names_places(view, h, head) for h in head):
        return None
    if not any(h.unit in (Unit.PERSON, Unit.HOUSEHOLD) for h in head):
        return None
    told = next((h.term for h in head if h.term is not None), None)
    return told if told is not None else lodged_in(view)


def names_places(view: View, column: Heading, head: list[Heading]) -> bool:
    """Tell whether a column counts the places where people are, and nobody in them: "Shelters open | Families"."""
    if column.tokens is None or column.unit in (Unit.PERSON, Unit.HOUSEHOLD):
        return False
    first, last = column.tokens
    if column.term is not None:
        others = any(h is not column and h.unit in (Unit.PERSON, Unit.HOUSEHOLD) for h in head)
        if Term(column.term.phrase.key) not in LODGED or not others or view.has("inside", first):
            return False  # "Persons affected | IN evacuation centres"
    tables = [view.reading.lexicon.asked(name) for name in ("shelter_words", "camp_words", "site_words")]
    if column.term is None and column.unit is None:
        tables.append(view.reading.lexicon.asked("counted"))  # "Districts | Families"
    return any(table.last(view.words, k, last) is not None for k in range(first, last) for table in tables)


def lodged_before(view: View, token: int) -> Cue | None:
    """Return the camps or shelters that a row counts before a token: "Evacuation centres: 12 | FAMILIES: 120"."""
    cue = lodged_in(view)
    return cue if cue is not None and cue.last < token and any(q.last < token for q in view.quantities) else None


def lodged_above(view: View) -> Cue | None:
    """Return the camps or shelters that the line above counts: "Relief camps: 12", and below it "Families: 120".

    Another line that names those in them may stand between: "Families: 120", "Persons: 600".
    """
    reading = view.reading
    for index in range(view.sentence.index - 1, max(-1, view.sentence.index - 1 - _BETWEEN), -1):
        line = reading.sentences[index]
        if line.shape not in LINES or not is_counting_line(reading, line):
            return None
        above = View.of(reading, line, [])
        if not above.all("units"):
            return lodged_in(above)
    return None


_BETWEEN = 3  # lines from that of the places to one of those in them
