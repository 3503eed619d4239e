"""What a head of a column or a list says of the places below it: "District | Displaced", "Displaced by state:"."""

from bisect import bisect_left
from collections.abc import Iterable
from operator import attrgetter

from stats.gazetteer import Gazetteer, PlaceMark
from stats.readers.reading import Reading, Sentence
from stats.readers.wordsets import WordSets

_HEAD = 4  # tokens of a head that says of what kind the places below it are: "Affected district"
_AREAS = ("admin1", "admin2")
_CELL = "|"
_START = attrgetter("start")


def with_headed_levels(reading: Reading, marks: list[PlaceMark], names: Gazetteer, words: WordSets) -> list[PlaceMark]:
    """Return marks of which those that a column's head, or a list's, calls districts and so on are taken for such.

    A town has its district's name more often than not. All marks of the name follow, but for those beside which
    another kind of place is told: what a text says of one place is of one place.
    """
    levels = words.mapped("levels")
    told: dict[tuple[int, ...], str] = {}
    heads: dict[int, str] = {}
    shape = ""
    for sentence in reading.sentences:
        if sentence.shape == "row" != shape:
            heads = _heads(reading, sentence, levels)
        elif sentence.shape not in ("row", "item"):
            heads = _lead(reading, sentence, levels)
        shape = sentence.shape
        for mark in _of_row(reading, sentence, marks) if heads and shape in ("row", "item") else ():
            named = _is_cell if shape == "row" else _opens
            level = heads.get(_column(reading, sentence, mark)) if named(reading, sentence, mark) else None
            if level is not None and mark.level is None and not (mark.adjective or mark.in_name):
                told[mark.candidates] = level
    if not told:
        return marks
    return [_of_level(mark, told.get(mark.candidates), names) for mark in marks]


def _lead(reading: Reading, line: Sentence, levels: dict[str, str]) -> dict[int, str]:
    """Return the level that a line tells at its end of what it leads in: "Displaced people by DISTRICT:"."""
    words = reading.words[line.first : line.last]
    level = levels.get(words[-2]) if len(words) > 1 and words[-1] == ":" else None
    return {0: level} if level is not None else {}


def _heads(reading: Reading, row: Sentence, levels: dict[str, str]) -> dict[int, str]:
    """Return the levels that the cells of a table's first row tell, by column."""
    found: dict[int, str] = {}
    for column, cell in enumerate(_cells(reading.words[row.first : row.last])):
        here = {levels[word] for word in cell if word in levels}
        if len(here) == 1 and len(cell) <= _HEAD:
            found[column] = here.pop()
    return found


def _cells(words: Iterable[str]) -> list[list[str]]:
    cells: list[list[str]] = [[]]
    for word in words:
        if word == _CELL:
            cells.append([])
        else:
            cells[-1].append(word)
    return cells


def _of_row(reading: Reading, row: Sentence, marks: list[PlaceMark]) -> list[PlaceMark]:
    return marks[bisect_left(marks, row.start, key=_START) : bisect_left(marks, row.end, key=_START)]


def _column(reading: Reading, row: Sentence, mark: PlaceMark) -> int:
    return reading.words[row.first : bisect_left(reading.ends, mark.start + 1)].count(_CELL)


def _is_cell(reading: Reading, row: Sentence, mark: PlaceMark) -> bool:
    """Tell whether a name is all that its cell says: not "Kutum 90 per cent; Al Fasher 10"."""
    first, stop = bisect_left(reading.ends, mark.start + 1), bisect_left(reading.ends, mark.end) + 1
    opens = first <= row.first or reading.words[first - 1] == _CELL
    return opens and (stop >= row.last or reading.words[stop] == _CELL)


def _opens(reading: Reading, item: Sentence, mark: PlaceMark) -> bool:
    """Tell whether a name opens a list's item, behind its bullet."""
    return not any(word[0].isalnum() for word in reading.words[item.first : bisect_left(reading.ends, mark.start + 1)])


def _of_level(mark: PlaceMark, level: str | None, names: Gazetteer) -> PlaceMark:
    """Return a mark as one of a level, of the other area's where the name has none of that level."""
    if level is None or mark.level is not None:
        return mark
    there = {place.level for place in names.candidates(mark)}
    if level not in there and level in _AREAS:
        level = next((other for other in _AREAS if other in there), level)
    return mark._replace(level=level) if level in there else mark
