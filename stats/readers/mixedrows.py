"""Rows of a label and its numbers under a head of as many names, whatever sets the names and the numbers apart.

"Province / Families / Persons" over "Aceh 1,204 5,310", "By district (dead, injured)" over "Galle: 12 / 30".
"""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from stats.lexicon import Lexicon

Span = tuple[int, int]
"""Characters [first, last) of a line."""

_CELL = 40  # letters of a name
_SHORTENED = 5  # letters of a word with a full stop: "Ind."
_HEAD = 120  # letters of a head, or of a row
_NUMBER = r"(?:\d+(?:[.,]\d+)*|[-–—])"
# blanks group digits where signs part the cells
_GROUPED = rf"(?:\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?!\d)|{_NUMBER})"
_BETWEEN = r"(?: ?[|;/\t→] ?|, +| +)"
_PARTED = r"(?: ?[|;\t] ?)"
_LABELLED = (
    r"\|? ?(?:\d{1,2}[.)]? )?(?P<label>[^\W\d][^\d|;\t:.!?]{0,39}?)(?P<sign> ?[:|;\t] ?| [-–—] |, | +)"
    r"(?P<numbers>%s(?:%s%s)+) ?\|?"
)
_ROW = re.compile(_LABELLED % (_NUMBER, _BETWEEN, _NUMBER))
_PARTED_ROW = re.compile(_LABELLED % (_GROUPED, _PARTED, _GROUPED))
_FILLED = r"\d[\d.,]*(?: ?\(\d[\d.,]*\))?"
_EMPTY = r"[^\W\d_]/[^\W\d_](?![^\W_])"  # "n/a"
_DASHED = re.compile(
    r"\|? ?(?:\d{1,2}[.)]? )?(?P<label>[^\W\d][^\d|;\t:.!?]{0,39}?)(?P<sign> [-–—·] )"
    rf"(?P<numbers>{_FILLED}(?:(?P=sign){_FILLED}|(?P=sign){_EMPTY})+)"
)  # the same sign throughout, parts in brackets: "2 April - 93,393 - 331 (66)", "Kedah – 35,124 – n/a"
_OPENS = re.compile(rf"{_FILLED}|{_EMPTY}")
_CAPTION = re.compile(r"[^\d.:]{1,20}\d[\d.]{0,3}(?: ?\([^()]{1,30}\))?[.:] +(?=\S)")  # "Table 2.1 (extract): "
_IN_BRACKETS = re.compile(r"[^()]*\((?P<names>[^()]*)\) ?:?")
_AFTER_COLON = re.compile(r"[^:]*: *+(?P<names>[^:]+)")
_AFTER_COMMA = re.compile(r"[^,]*, (?P<names>[^,/]+/[^,]+)")  # "Arrivals by province, households / individuals"
_SIGNS = tuple(
    map(re.compile, (r" ?\| ?", r"\t+", r" ?; ?", r" / ", r" ?→ ?", r" [-–—·] ", r", ", r" {2,}", r" ?/ ?", r" and "))
)
_BESIDE = re.compile(r" */ *\w+")  # "Province / Municipality": two names of one column


def closed_up(line: str, lexicon: Lexicon) -> str:
    """Return a line with a sign in place of the blanks between groups of digits, in a language that groups so.

    "Ménages : 1 240" holds one number there, elsewhere two cells.
    """
    if lexicon.grammar.get("group") != " ":
        return line
    return _BLANK_GROUPS.sub(lambda found: "".join(c if c.isdigit() else "." for c in found.group()), line)


_BLANK_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)")


def cells_in(line: str, columns: int | None = None) -> list[Span]:
    """Return the label and the numbers of a row, nothing where a line is none.

    columns: how many names its head has for the numbers, where that is known; it tells whether a dash after the label
    is an empty cell ("Marinduque - 3 7").
    """
    if len(line) > _HEAD or _ends_as_prose(line):
        return []
    if (parted := _DASHED.fullmatch(line)) is not None:
        return [parted.span("label"), *(m.span() for m in _OPENS.finditer(line, parted.start("numbers")))]
    parts = _PARTED_ROW.fullmatch(line)
    row = parts or _ROW.fullmatch(line)
    if row is None:
        return []
    begin, number = row.start("numbers"), _NUMBER if parts is None else _GROUPED
    numbers = [(begin + m.start(), begin + m.end()) for m in re.finditer(number, row["numbers"])]
    dash = row.start("sign") + 1
    if len(row["sign"]) == len(" - ") and row["sign"].strip() in "-–—" and len(numbers) + 1 == columns:
        numbers.insert(0, (dash, dash + 1))
    return [row.span("label"), *numbers]


def _ends_as_prose(line: str) -> bool:
    """Tell whether a line ends with a word, so that it is no row; the last cell of one may be "n/a"."""
    return line[-2:-1].isalpha() if line[-1:] == "." else line[-1:].isalpha() and line[-2:-1] != "/"


def is_dashed(line: str) -> bool:
    """Tell whether dashes stand between all cells of a row: "Aceh – 1,204 – 5,310"."""
    return len(line) <= _HEAD and _DASHED.fullmatch(line) is not None


def names_in(line: str, columns: int) -> list[Span]:
    """Return the names of so many columns of numbers in a head, with the labels' before them where it has one.

    They stand in its brackets, behind its colon or make up all of it, with one sign between them; nothing where they
    do not.
    """
    caption = _CAPTION.match(line)
    begin = caption.end() if caption else 0
    for pattern in (_IN_BRACKETS, _AFTER_COLON, _AFTER_COMMA):
        if (found := pattern.fullmatch(line, begin)) is not None:
            spans = _split(line, found.span("names"), (columns,))
            if spans:
                return [(begin, found.start("names")), *spans]
    return _split(line, (begin, len(line)), (columns + 1, columns))


def _split(line: str, within: Span, counts: Sequence[int]) -> list[Span]:
    """Return as many names as one of some counts, set apart by one sign; nothing where no sign gives as many."""
    begin, stop = within
    while begin < stop and line[begin] in "| ":
        begin += 1
    while stop > begin and line[stop - 1] in "| ":
        stop -= 1
    for sign in _SIGNS:
        if stop - begin > _HEAD or sign.search(line, begin, stop) is None:
            continue
        spans = list(_parts(sign, line, begin, stop))
        if len(spans) in counts and all(_names(line[a:b]) for a, b in spans):
            return spans
    return []


def _parts(sign: re.Pattern[str], line: str, begin: int, stop: int) -> Iterator[Span]:
    for gap in sign.finditer(line, begin, stop):
        yield begin, gap.start()
        begin = gap.end()
    yield begin, stop


def _names(cell: str) -> bool:
    short = len(cell.rsplit(" ", 1)[-1]) <= _SHORTENED
    return 0 < len(cell) <= _CELL and not any(map(str.isdigit, cell)) and cell[-1] not in ("!?,;" if short else ".!?,;")


def is_one_line(line: str) -> bool:
    """Tell whether a line is a head and its row at once: "Dead / injured: 12 / 30"."""
    head, colon, row = line.rpartition(":")
    numbers = row.split("/")
    if not colon or len(numbers) < _FEWEST or len(line) > _HEAD:
        return False
    return all(_ALONE.fullmatch(cell) for cell in numbers) and bool(names_in(head.rstrip(), len(numbers)))


_FEWEST = 2  # numbers of such a line
_ALONE = re.compile(rf" *{_NUMBER} *")


_DAY = re.compile(r"(?:[^\W\d]+,? )?(?P<month>[^\W\d]+)\.? \d{1,2},? (?:19|20)\d\d")  # "Tuesday, May 17, 2022"


def mixed_rows(lines: Sequence[str], months: Container[str] = ()) -> dict[int, int]:
    """Return the lines that are a head, or a row under it, each as a row of its own.

    lines: of a text, without blanks at their ends. months: names of months, whose days are no rows.
    """
    filled = [i for i, line in enumerate(lines) if line]
    found: dict[int, int] = {}
    width = before = 0  # of the table, and of the one before a line that is no row
    for above, here in pairwise(filled):
        widths = _widths(lines[here])
        day = None if width else _DAY.fullmatch(lines[here])
        if day is not None and day["month"].casefold() in months:
            widths = []  # "Raids drive thousands out", and below it "May 17, 2022"
        if width not in widths:
            goes_on = before in widths and _names(lines[above])  # "By region", and the same columns under it
            told = before if goes_on else width_of(lines[above], lines[here]) if widths else 0
            before, width = width, told
            if width and not goes_on:
                found[above] = above
        if width:
            found[here] = here
    return found


def width_of(head: str, row: str) -> int:
    """Return how many columns of numbers a head names that a row fills, 0 where they are no head and no row."""
    widths = _widths(row)
    lone = sum(row[begin].isdigit() for begin, _ in cells_in(row)) < _FEWEST  # "2. Rio Verde – 608" may be no row
    plain = not any(sign in head for sign in "(:")
    full = [w for w in widths[1:] if plain and len(_words(head)) == w + 1]  # "Town / City Wards Families Persons"
    return next((w for w in (*full, *widths) if _heads(head, w, parted=lone)), 0)


def _widths(row: str) -> list[int]:
    """Return how many numbers a row may hold: one more where the dash after its label may be an empty cell."""
    cells = cells_in(row)
    return sorted({len(cells) - 1, len(cells_in(row, len(cells))) - 1}) if cells else []


def _heads(line: str, columns: int, *, parted: bool = False) -> bool:
    """Tell whether a line names so many columns, also with blanks alone between them: "Families Persons".

    parted: only where signs part the names.
    """
    if len(line) <= _HEAD and not (parted and ", " in line) and names_in(line, columns):
        return True
    if parted or not 0 < len(line) <= _HEAD or line[-1] in ".!?":
        return False
    line = line[caption.end() :] if (caption := _CAPTION.match(line)) else line
    if any(map(str.isdigit, line)) or line[-1] in ",;":
        return False
    return len(_words(line)) >= columns


def _words(line: str) -> list[str]:
    """Return the words of a head, two names of one column as one."""
    return _BESIDE.sub("", line).split()
