"""The cells and columns of a row of a table, and what the names of its columns are, told in a head or above."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from stats.assembly.counted.candidates import is_candidate
from stats.assembly.counted.terms import STRENGTH, fits
from stats.assembly.lists.headings import Heading, read_heading
from stats.assembly.view import View
from stats.readers.gridrows import SPLIT_BY_COMMA, in_commas
from stats.readers.mixedrows import cells_in, closed_up, names_in, width_of
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue, Reading, Sentence
from stats.vocabulary import TOLL, Unit

Cell = tuple[int, int]
"""Tokens [first, last)."""

_BETWEEN = frozenset("/;,|")  # between the names of columns in a title: "(dead / injured)"
_BOTH = 2  # columns of one count in two units


def named_above(reading: Reading, above: list[Sentence], width: int) -> list[Heading]:
    """Return the heads of so many columns that a title names: "By province (dead / injured)", "Families and persons".

    above: the headings before the rows, nearest first.
    """
    for title in above:
        named = dict.fromkeys(c.phrase.key for c in reading.cues(title).all("units"))
        if width == _BOTH and set(named) == {Unit.HOUSEHOLD, Unit.PERSON}:
            return [Heading(unit=Unit(key)) for key in named]
        view = View.of(reading, title, [])
        heads = [read_heading(view, *part) for part in _parts(view)]
        if len(heads) == width and all(h.term or h.unit for h in heads):
            return heads
    return []


def _parts(view: View) -> list[Cell]:
    """Return the parts of what stands in a title's brackets, else after its colon, else of all of it."""
    words, first, last = view.words, view.sentence.first, view.sentence.last
    opened = next((k for k in view.closers if view.closers[k] >= last - _BOTH), None)
    if opened is not None:
        first, last = opened + 1, view.closers[opened]
    else:
        first = next((k + 1 for k in range(last - 1, first, -1) if words[k] == ":"), first)
    parts: list[Cell] = []
    begin = first
    for k in range(first, last + 1):
        if k == last or words[k] in _BETWEEN or view.has("conjunctions", k):
            if k > begin:
                parts.append((begin, k))
            begin = k + 1
    return parts


def is_dated(reading: Reading, row: Sentence) -> bool:
    """Tell whether a head names its columns by their days: "20 Sept 2022 | 19 Sept 2022"."""
    return len(reading.within(reading.periods, row.start, row.end)) > 1


def is_unfilled(view: View, cells: Sequence[Cell]) -> bool:
    """Tell whether a row says of its label only that nothing is known yet: "Batticaloa | TBC | not reported"."""
    said = [view.reading.text[view.reading.starts[a] : view.reading.ends[b - 1]].lower() for a, b in cells[1:] if b > a]
    empty = view.reading.lexicon.grammar.get("empty_cells", ())
    return bool(said) and all(cell in empty or not any(map(str.isalnum, cell)) for cell in said)


def head_below(
    reading: Reading, row: Sentence, width: int, numbers: dict[int, list[Quantity]]
) -> list[Heading]:
    """Return what the row under the first numbers tells, where it holds their labels."""
    view = View.of(reading, row, numbers.get(row.index, []))
    cells = cells_of(reading, row)
    if len(cells) != width or is_numeric(view, cells, [q for q in view.quantities if is_candidate(view, q)]):
        return []
    return [read_heading(view, first, last) for first, last in cells]


def cells_of(reading: Reading, row: Sentence, columns: int | None = None) -> list[Cell]:
    """Return the tokens [first, last) of each cell. columns: of numbers in its head, where that is known."""
    if spans := cells_in(closed_up(reading.text[row.start : row.end], reading.lexicon), columns):
        return _tokens(reading, row, spans)
    sign = sign_of(reading, row)
    if sign is None:
        return _words(reading, row)
    cells, first = [], row.first
    for gap in sign.finditer(reading.text[row.start : row.end]):
        last = bisect_left(reading.starts, row.start + gap.start(), first, row.last)
        if gap.start() or last > first:  # "| Anbar | 12,000 |": a frame around the cells
            cells.append((first, last))
        first = bisect_left(reading.starts, row.start + gap.end(), last, row.last)
    cells.append((first, row.last))
    return cells


def cells_below(reading: Reading, head: Sentence, row: Sentence) -> list[Cell]:
    """Return the cells of the first row under a head, as many as it names."""
    text, below = reading.text, closed_up(reading.text[row.start : row.end], reading.lexicon)
    return cells_of(reading, row, width_of(text[head.start : head.end], below) or None)


def _tokens(reading: Reading, row: Sentence, spans: Sequence[tuple[int, int]]) -> list[Cell]:
    """Return the tokens of parts of a row that are told by their characters."""
    cells, first = [], row.first
    for begin, end in spans:
        first = bisect_left(reading.starts, row.start + begin, first, row.last)
        last = bisect_left(reading.starts, row.start + end, first, row.last)
        cells.append((first, last))
        first = last
    return cells


def sign_of(reading: Reading, row: Sentence) -> re.Pattern[str] | None:
    """Return what sets the cells of a row apart, None where only single blanks do."""
    text = reading.text[row.start : row.end]
    wide = len(_WIDE.findall(text)) >= _BOTH  # "Doolow   10,000   n/a"
    sign = next((sign for sign in ((_WIDE, *_SIGNS) if wide else _SIGNS) if sign.search(text)), None)
    return sign or (SPLIT_BY_COMMA if in_commas(SPLIT_BY_COMMA.split(text)) else None)


def _words(reading: Reading, row: Sentence) -> list[Cell]:
    """Return the cells of a row whose columns only blanks set apart: a label and numbers, or the words of a head."""
    first, words = row.last, reading.words
    while first > row.first and (words[first - 1][0].isdigit() or words[first - 1] in "-–—"):
        first -= 1
    return [(row.first, first), *((k, k + 1) for k in range(first, row.last))]


def column_names(view: View, columns: int) -> list[Cell]:
    """Return the names of the labels' column and of the others, in a head that only blanks set apart.

    A name of several words holds a term, a unit or one of each ("Province | People DISPLACED | DAMAGED houses");
    nothing where the names cannot be told apart.
    """
    row, words = view.sentence, view.words
    if columns > 1 and (spans := names_in(view.reading.text[row.start : row.end], columns)):
        named = _tokens(view.reading, row, spans)
        return named if len(named) > columns else [(row.first, row.first), *named]
    names = _grouped(_telling(view), columns)
    if names and names[-1][1] == row.last:
        begins = [names[0][0], *(last for _, last in names[:-1])]
        return [(row.first, begins[0]), *zip(begins, [last for _, last in names], strict=True)]
    cells: list[Cell] = []
    for k in range(row.first, row.last):
        if cells and (words[k] == "/" or words[k - 1] == "/"):
            cells[-1] = (cells[-1][0], k + 1)  # "Province / Municipality": two names of one column
        else:
            cells.append((k, k + 1))
    if len(cells) - columns not in (0, 1):
        return []
    return cells if len(cells) > columns else [(row.first, row.first), *cells]


def _telling(view: View) -> list[Cue]:
    """Return the terms and units of a head in order, none inside another."""
    terms = [c for c in view.all("terms") if c.phrase.key in STRENGTH and c.phrase.role != "hosts"]
    cues = sorted([*terms, *view.all("units")], key=lambda c: (c.first, -c.last))
    found: list[Cue] = []
    for cue in cues:
        if not found or cue.first > found[-1].last:
            found.append(cue)
    return found


def _grouped(cues: Sequence[Cue], groups: int) -> list[Cell]:
    """Return the words of so many names, each a term, a unit, or one of each side by side; nothing where that fails."""
    if not cues or not groups or not groups <= len(cues) <= 2 * groups:
        return []
    first, rest = cues[0], cues[1:]
    for size in (2, 1):
        if size > len(cues) or (size == 2 and not _one_name(first, rest[0])):
            continue
        name = (first.first, cues[size - 1].last + 1)
        if groups == 1 and size == len(cues):
            return [name]
        if later := _grouped(cues[size:], groups - 1):
            return [name, *later]
    return []


def _one_name(left: Cue, right: Cue) -> bool:
    """Tell whether two words side by side name one column: "people displaced", "damaged houses"."""
    if right.first != left.last + 1 or left.phrase.table == right.phrase.table:
        return False
    term, unit = (left, right) if left.phrase.table == "terms" else (right, left)
    if term.phrase.key in TOLL and unit.phrase.key != Unit.PERSON:
        return False  # "Missing | Families affected"
    return fits(term.phrase.key, Unit(unit.phrase.key))


# What sets the cells of a row apart; the first of them that a row has.
_WIDE = re.compile(r"(?<=[^\s|/;]) {2,}(?=[^\s|/;])")
_SIGNS = (re.compile(r"\|"), re.compile(r"[\t\n]"), re.compile(r";"), re.compile(r"/"), re.compile(r" {2,}"))


def is_numeric(view: View, cells: list[Cell], counts: list[Quantity]) -> bool:
    """Tell whether a row holds counts: a cell that is a number and little else."""
    return any(cell_of(cells, q) is not None and _fills(view, cells[cell_of(cells, q)], q) for q in counts)  # type: ignore[index]


def _fills(view: View, cell: Cell, q: Quantity) -> bool:
    return q.first - cell[0] <= 3 and cell[1] - q.last <= 4


def cell_of(cells: list[Cell], q: Quantity) -> int | None:
    """Return the cell that a number begins in, None where it stands in none."""
    return next((i for i, (first, last) in enumerate(cells) if first <= q.first < last), None)
