"""Counts that lines of a place and a number each spread out, known by their sum: 65, 34 and 32 families are 131."""

from collections import defaultdict
from collections.abc import Sequence

from stats.assembly.counted.lines import LINES
from stats.assembly.draft import Draft
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Reading, Sentence
from stats.vocabulary import Term, Unit

_FEWEST = 3  # lines: two numbers add up to a third by chance
_BOTH, _LARGE = 2, 100  # lines that add up to a large count
_BACK = 40  # counts that are looked back over for the total
_TOLD = 10  # a smaller total of a table may be told before by chance


def spread_sums(drafts: Sequence[Draft]) -> dict[int, Draft]:
    """Return the count told before that lines add up to, by the position of each of their counts.

    Nothing is said in such lines of what happened: where they add up to what was counted before, they are its parts.
    """
    found: dict[int, Draft] = {}
    i = 0
    while i < len(drafts):
        stop, lines = i, defaultdict[Unit, list[int]](list)
        while stop < len(drafts) and _goes_on(drafts, i, stop):
            unit = drafts[stop].unit
            if unit is not None:
                lines[unit].append(stop)
            stop += 1
        for unit, parts in lines.items():
            whole = sum(drafts[k].quantity.value for k in parts) if len(parts) >= _FEWEST else 0.0
            before = (d for d in reversed(drafts[max(0, i - _BACK) : i]) if d.unit is unit)
            total = next((d for d in before if whole and d.quantity.value == whole), None)
            if total is not None:
                found |= dict.fromkeys(parts, total)
        i = max(stop, i + 1)
    return found


def _goes_on(drafts: Sequence[Draft], first: int, k: int) -> bool:
    """Tell whether a count belongs to the run of lines that another begins: each line right under the one before."""
    draft = drafts[k]
    if draft.sentence.shape not in LINES or draft.noun is None or draft.term is not None:
        return False
    return k == first or draft.sentence.index - drafts[k - 1].sentence.index <= 1


def told_total(rows: Sequence[Sequence[Quantity]], told: Sequence[Draft]) -> Draft | None:
    """Return the count told before that a table tells again, as its largest number or as a column's sum; else None.

    "Total - 17,555 77,438"; "31,743 people are affected", over rows whose people add up to just that. Nothing else may
    say what the table counts: its rows are the parts of what its total is told to be. rows: the numbers of each.
    """
    numbers = [[q.value for q in row if not q.year] for row in rows]
    totals = {max((value for row in numbers for value in row), default=0)}
    width = max(map(len, numbers), default=0)
    full = [row for row in numbers if len(row) == width]
    if len(full) >= _FEWEST:
        totals.update(map(sum, zip(*full, strict=True)))
    before = (d for d in reversed(told[-_BACK:]) if d.governor is not None and d.quantity.share is None)
    return next((d for d in before if d.quantity.value in totals and d.quantity.value >= _LARGE), None)


def join_told(cells: Sequence[Draft], told: Sequence[Draft]) -> None:
    """Let the cells of a table go with the count told before it that it divides: "The toll is 44", and "Total | 44".

    They are of one term and unit, the largest is that count, and none tells a kind or a time of its own.
    """
    alike = defaultdict[tuple[Term | None, Unit | None], list[Draft]](list)
    for cell in cells:
        alike[cell.term, cell.unit].append(cell)
    for (term, unit), found in alike.items():
        largest = max(cell.value for cell in found)
        near = (d for d in reversed(told[-_BACK:]) if d.value == largest and (d.term, d.unit) == (term, unit))
        whole = next(near, None)
        if whole is None or largest < _TOLD or any(c.said or c.times or c.quantity.share is not None for c in found):
            continue
        for cell in found:
            cell.sibling = cell.sibling or whole


def total_above(reading: Reading, sentence: Sentence, earlier: Sequence[Draft]) -> Draft | None:
    """Return the count before to which the bare number of a line and those of the lines around it add up; else None.

    "1,240 displaced people arrived", then "Host families: 860", "Schools: 240", "Rented houses: 140". earlier: the
    drafts before the line.
    """
    run = _runs(reading).get(sentence.index)
    if run is None:
        return None
    first, lines, whole = run
    if lines < _FEWEST and not (lines == _BOTH and whole >= _LARGE):
        return None
    before = (d for d in reversed(earlier[-_BACK:]) if d.sentence.index < first and d.term is not None)
    return next((d for d in before if d.quantity.value == whole), None)


def _runs(reading: Reading) -> dict[int, tuple[int, int, float]]:
    """Return for each line of a run its first line, how many lines it has and their sum. Worked out once.

    Few lines, or small ones, that count things are none: three large ones add up to a count of people by no chance.
    """
    known: dict[int, tuple[int, int, float]] | None = reading.memo.get("runs of lines")
    if known is not None:
        return known
    found: dict[int, tuple[int, int, float]] = {}
    run: list[tuple[int, float]] = []
    things = False
    for index in range(len(reading.sentences) + 1):
        line = reading.sentences[index] if index < len(reading.sentences) else None
        number = _bare(reading, line) if line is not None else None
        if line is not None and number is not None:
            run.append((index, number))
            things = things or _counts_things(reading, line)
            continue
        whole = sum(value for _, value in run)
        if len(run) > _BOTH and 2 * run[0][1] == whole:
            whole = run.pop(0)[1]  # the first line tells what the others add up to: "Evacuees: 1,806"
        if run and (not things or (len(run) >= _FEWEST and whole >= _LARGE)):  # "1. Alder hall – 3,500"
            found |= dict.fromkeys((k for k, _ in run), (run[0][0], len(run), whole))
        run, things = [], False
    reading.memo["runs of lines"] = found
    return found


def _counts_things(reading: Reading, line: Sentence) -> bool:
    """Tell whether a line's label is of goods and not of people or where they are: "Tents: 200", "Food parcels 90"."""
    lodging = [reading.lexicon.asked(table) for table in ("shelter_words", "camp_words")]
    stop = reading.numbers_in(line)[-1].first
    if not reading.lexicon.words("relief_homes").isdisjoint(reading.words[line.first : stop]):
        return True
    first = next((k for k in range(line.first, stop) if reading.words[k].isalpha()), stop)
    if reading.lexicon.asked("place_prepositions").last(reading.words, first, stop) is not None:
        return False  # "from host communities 600"
    return any(
        cue.last < stop and all(table.last(reading.words, cue.first, stop) is None for table in lodging)
        for cue in reading.cues(line).all("counted")
    )


def _numbers_line(reading: Reading, line: Sentence, q: Quantity) -> bool:
    """Tell whether a number only says which line of a list it is: "2. Birch: 600"."""
    return q.first == line.first and q.digits and reading.words[q.last + 1 : q.last + 2] in (["."], [")"])


def _bare(reading: Reading, line: Sentence) -> float | None:
    """Return the number that a line ends on, behind a label and with no other; None for any other line."""
    numbers = [q for q in reading.numbers_in(line) if not _numbers_line(reading, line, q)]
    if line.shape not in LINES or len(numbers) != 1 or numbers[0].first == line.first or numbers[0].share is not None:
        return None
    rest = reading.words[numbers[0].last + 1 : line.last]
    return None if any(word[0].isalnum() for word in rest) else numbers[0].value
