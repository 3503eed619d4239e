"""Tables flattened into text: a header row (or the title above) tells what the numbers under it count."""

from stats.assembly.counted.candidates import is_candidate
from stats.assembly.counted.lines import heading_of, holds_counts
from stats.assembly.counted.nouns import counted
from stats.assembly.counted.thinglabels import names_things
from stats.assembly.draft import Draft
from stats.assembly.happened.clauses import assemble_sentence
from stats.assembly.happened.lodging import lodged_at, lodged_in
from stats.assembly.kinds.defaults import default_kind
from stats.assembly.lists.columnplaces import lodged_before, names_places, told_by_places
from stats.assembly.lists.columns import (
    cell_of,
    cells_below,
    cells_of,
    column_names,
    head_below,
    is_dated,
    is_numeric,
    is_unfilled,
    named_above,
)
from stats.assembly.lists.headings import Heading, read_heading
from stats.assembly.lists.stacked import stacked
from stats.assembly.lists.summed import join_told, told_total
from stats.assembly.lists.updates import tell_of_updates
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity, set_share
from stats.readers.reading import Cue, Reading, Sentence
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import HARMED, LODGED, TOLL, Kind, Term, Unit


def assemble_table(
    reading: Reading, rows: list[Sentence], above: list[Sentence], numbers: dict[int, list[Quantity]],
    told: list[Draft],
) -> list[Draft]:  # fmt: skip
    """Return the drafts of consecutive rows. above: the headings before, nearest first; numbers by sentence.

    told: the drafts before the table.
    """
    above = above or heading_of(reading, rows[0])
    titles = [h for s in above if (h := _title(reading, s)).term or h.unit]
    title = titles[0] if titles else Heading()
    if title.term is not None and title.term.phrase.key in LODGED:  # "Displaced population" over "Inside centres"
        title = next((h for h in titles if h.term is not None and h.term.phrase.key == Term.DISPLACED), title)
    if title.term is None and (total := told_total([numbers.get(s.index, []) for s in rows], told)):
        title = Heading(total.told_by())
    if title.term is None and len(rows) == 1 and (listed := _places_in(reading, rows[0], numbers, told)):
        return listed
    lodged = None
    if above and title.term is None:
        lodged = next((cue for s in above if (cue := lodged_in(View.of(reading, s, []))) is not None), None)
    whole = _told_right_above(rows[0], told, above) if title.term is None and lodged is None else None
    lodged = whole.told_by() if whole is not None else lodged
    said = next((h.said for s in above if (h := read_heading(View.of(reading, s, []), s.first, s.last)).said), None)
    head: list[Heading] = []
    uppers: list[list[Heading]] = []  # of the lines of names over it
    inside: Cue | None = None  # where those are whom its columns count
    numbered = False  # its rows begin with their own numbers
    drafts: list[Draft] = []
    for place, row in enumerate(rows):
        view = View.of(reading, row, numbers.get(row.index, []))
        cells = cells_of(reading, row, len(head) - 1 if head else None)
        counts = [q for q in view.quantities if is_candidate(view, q)]
        if numbered and len(cells) == len(head) - 1 and view.words[cells[0][0]].isalpha():
            cells = [(row.first, row.first), *cells]  # "1 | Saptari | 7 | 2", and below them "Total | 9 | 4"
        beside = range(cells[1][0] if len(cells) > 1 else row.first, row.last)
        if not any(view.words[k].isalpha() for k in beside) and not counts:
            continue  # "|---|---|", "Kilinochchi | - | -"
        if head and not counts and is_unfilled(view, cells):
            continue  # "Batticaloa | TBC | TBC"
        if not is_numeric(view, cells, counts):
            if any(last - first >= _PROSE and first <= q.first < last for first, last in cells for q in counts):
                drafts += assemble_sentence(view)  # "11:50 | Two visitors died and eight were hurt"
                continue
            below = cells_below(reading, row, rows[place + 1]) if place + 1 < len(rows) else []
            parted = place + 1 < len(rows) and holds_counts(reading, rows[place + 1])
            if below and parted and (len(cells) != len(below) or view.closers):
                cells = column_names(view, len(below) - 1) or cells
            head = [read_heading(view, first, last) for first, last in cells] or head
            if not parted:
                uppers.append(head)
                continue  # a line of names under this one
            if title.term is None and head and head[0].term is not None and cells[0][1] < row.last:
                title = Heading(head[0].term)  # "AFFECTED population by province (families / persons)"
            wider = bool(head) and len(below) == len(head) + 1
            if wider and (any(h.term or h.unit or h.said for h in head) or uppers or is_dated(reading, row)):
                head.insert(0, Heading())  # the labels' own column has no name: "Killed | Injured", "Jan | 4 | 6"
            for upper in reversed(uppers):
                head = stacked(view, head, upper)
            uppers = []
            if title.term is None and lodged is None:
                inside = told_by_places(view, head)
            continue
        if not head and len(counts) == len(cells) > 1:
            head = named_above(reading, above, len(cells))
        if not head:
            head = _head_before(reading, row, len(cells))
        under = head_below(reading, rows[place + 1], len(cells), numbers) if not head and place + 1 < len(rows) else []
        numbered = numbered or _numbers_row(view, cells, 0, head[0] if head else Heading())
        drafts += _row(view, cells, counts, head or under, title, lodged or inside)
    if head:
        reading.memo["table head"] = (rows[-1].index, head, len(head))
    for draft in drafts:
        if whole is not None and draft.governor is lodged and draft.sibling is None and not draft.times:
            draft.sibling = whole
            draft.parent = draft.parent or (whole if draft.unit is whole.unit and draft.value <= whole.value else None)
        if default_kind(reading, draft) is Kind.FLOW:
            draft.said = draft.said or said
    tell_of_updates(reading, drafts)
    join_told(drafts, told)
    return drafts


def _title(reading: Reading, line: Sentence) -> Heading:
    """Return what a heading over a table tells; one on a hazard tells why, and nothing of those counted below."""
    view = View.of(reading, line, [])
    told = read_heading(view, line.first, line.last)
    return Heading() if told.term is not None and view.has("hazards", told.term.first) else told


def _head_before(reading: Reading, row: Sentence, width: int) -> list[Heading]:
    """Return the head of the table right before, where only a heading parts a row as wide from it: "By region"."""
    index, head, cells = reading.memo.get("table head", (row.index, [], 0))
    near = 0 < row.index - index <= _ABOVE and cells == width
    return list(head) if near and reading.sentences[row.index - 1].shape == "head" else []


def _told_right_above(row: Sentence, told: list[Draft], above: list[Sentence]) -> Draft | None:
    """Return the count of people right before a table that may break it down: "9,300 families fled. Table 1"."""
    last = told[-1] if told else None
    if last is None or row.index - last.sentence.index > _ABOVE or (last.sentence.shape == "row" and not above):
        return None
    return last if last.unit is not Unit.DWELLING and last.term not in TOLL and last.told_by() is not None else None


_ABOVE = 2  # sentences from a count to the table that breaks it down: a caption between
_PROSE = 7  # words of a cell that holds a sentence


def _places_in(
    reading: Reading, row: Sentence, numbers: dict[int, list[Quantity]], told: list[Draft]
) -> list[Draft]:
    """Return the drafts of a lone row that lists places of a count told before: "Where they are: Alder 900 | Birch 40".

    None where its counts are no parts of one.
    """
    view = View.of(reading, row, numbers.get(row.index, []))
    found = assemble_sentence(view, told)
    return found if found and all(draft.parent is not None for draft in found) else []


def _row(
    view: View, cells: list[tuple[int, int]], counts: list[Quantity], head: list[Heading], title: Heading,
    lodged: Cue | None,
) -> list[Draft]:  # fmt: skip
    """Return the drafts of one row: what the cell says itself, else its column's head, its row's label, the title.

    lodged: what the title or the text above says of people, who are counted in columns and cells of people alone.
    """
    named = next((c for c in cells if not any(c[0] <= q.first < c[1] for q in counts)), None)
    label = read_heading(view, *(named or cells[0]))  # "Anbar | 12,000", "12,000 | IDPs in Anbar"
    drafts: list[Draft] = []
    for q in counts:
        i = cell_of(cells, q)
        if i is None:
            continue
        cell = read_heading(view, *cells[i])
        under = i < len(head) and not (i == 0 and cell.term is not None)  # "Houses damaged: 79 | …" below a table
        column = head[i] if under else Heading()
        if _numbers_row(view, cells, i, column) or (
            cell.unit in (None, Unit.DWELLING) and _labels_thing(view, cells[i][0], q, told=cell.term is not None)
        ):
            continue
        if q.share is not None:
            of_other = _said_of_other(view, cells[i], q) and cell.unit is None
            if not drafts or of_other or _of_other_whole(view, column):
                continue
            q.base = drafts[0].quantity
            set_share(q)
            column = Heading(drafts[0].told_by(), drafts[0].unit, drafts[0].said, drafts[0].subject)
        own = named is None and q.first > cells[i][0]  # "Dead: 9 | Bridges out: 4", but "In camps: 6 HH / 31 persons"
        told = [h for h in (cell, column, Heading() if own else label, title) if h.term or h.unit]
        noun = counted(view, q)
        term = next((h.term for h in told if h.term), None)
        befell = label.term is not None and not own and label.term.phrase.key in HARMED
        if befell and term is not None and term.phrase.key == Term.ARMED:
            term = label.term  # "Category | Soldiers | Civilians", and below it "Killed | 13 | 18"
        unit = noun.unit if noun is not None and noun.unit is not None else next((h.unit for h in told if h.unit), None)
        if {cell.unit, column.unit} & {Unit.PERSON, Unit.HOUSEHOLD} and column.term is None and cell.term is None:
            inside = lodged_at(view, column.tokens) if column.tokens is not None else None
            term = inside if inside is not None else term
        if term is None and {cell.unit, column.unit} & {Unit.PERSON, Unit.HOUSEHOLD}:
            term = lodged or (lodged_before(view, cells[i][0]) if not head else None)
        if term is None and not head and drafts and drafts[-1].how == "table" and _is_only_dated(view, cells[i], q):
            term, unit = drafts[-1].governor, unit or drafts[-1].unit  # "Killed, past day: 38 | SINCE 8 OCTOBER: 2,710"
        beside = None
        if term is None and column.unit not in (None, Unit.DWELLING):
            beside = next((d for d in reversed(drafts) if d.term not in TOLL), None)
        if beside is not None:
            term = beside.governor  # "IDPs | Households": the same count in another unit
        alone = not any((cell.term, cell.unit, column.term, column.unit))
        if alone and named is not None and not own and _is_of_things(view, named, label):
            continue  # "Schools damaged | 29"
        if names_places(view, column, head) and cell.unit not in (Unit.PERSON, Unit.HOUSEHOLD):
            continue
        if term is None or (noun is not None and noun.thing):
            continue
        housing = term.phrase.key in (Term.HOUSING_DESTROYED, Term.HOUSING_DAMAGED)
        whole = title.term
        if whole is not None and whole.phrase.key == Term.DISPLACED and term.phrase.key in LODGED:
            term = whole  # "Displaced population | Inside centres | Outside centres"
        draft = Draft(q, view.sentence, cells[i], term=Term(term.phrase.key), governor=term, how="table")
        draft.unit = Unit.DWELLING if housing else unit or Unit.PERSON
        if housing and column.unit in (Unit.PERSON, Unit.HOUSEHOLD):
            draft.unit, draft.term = column.unit, Term.AFFECTED  # "Major damage | 5,800 houses | 34,800 individuals"
        draft.column = column.tokens
        dated = _times_in(view, (view.sentence.first, cells[0][1]) if head else cells[i], q)  # "19 Feb | 412 | 1,926"
        draft.times = [(mark, 0.0) for mark in dated] if dated or not head else None
        draft.subject = next((h.subject for h in told if h.subject), None)
        draft.said = column.said or next((h.said for h in told if h.term), None)
        draft.evidence["term"] = (term.start, term.end)
        draft.implied["unit"] = "from the table's head"
        draft.parent = drafts[0] if q.share is not None else None
        draft.same_as = draft.sibling = beside if beside is not None and beside.unit != draft.unit else None
        alike = next((d for d in reversed(drafts) if column.said in (None, d.said)), None)
        if alike is not None and draft.same_as is None and _counts_anew(alike, draft):
            draft.same_as = alike
        drafts.append(draft)
    return drafts


def _counts_anew(before: Draft, draft: Draft) -> bool:
    """Tell whether a cell counts those of the one before it in another unit: "Displaced people | Displaced households".

    A household has 2 to 12 people: what is outside is pointed out by a check (docs/method.md).
    """
    units = {before.unit: before.value, draft.unit: draft.value}
    if set(units) != {Unit.PERSON, Unit.HOUSEHOLD} or before.term is not draft.term or before.same_as is not None:
        return False
    people, households = units[Unit.PERSON], units[Unit.HOUSEHOLD]
    return _SMALLEST * households <= people <= _LARGEST * households and households > 0


_SMALLEST, _LARGEST = 2, 12


def _times_in(view: View, cell: tuple[int, int], q: Quantity) -> list[PeriodMark]:
    """Return the times that a cell tells before a number, or that a row's first cell is."""
    start, end = view.reading.starts[cell[0]], view.reading.starts[min(cell[1], q.first)]
    return [mark for mark in view.reading.within(view.reading.periods, start, end) if mark.last < q.first]


def _is_only_dated(view: View, cell: tuple[int, int], q: Quantity) -> bool:
    """Tell whether a cell's label is a time and nothing else: "since 8 October 2023: 2,710"."""
    times = _times_in(view, cell, q)
    if not times:
        return False
    label = range(cell[0], q.first - (view.words[q.first - 1] == ":"))
    return all(any(m.first <= k <= m.last for m in times) for k in label if view.words[k].isalnum())


def _numbers_row(view: View, cells: list[tuple[int, int]], i: int, column: Heading) -> bool:
    """Tell whether a number only says which row it is: "1 | Saptari | 7 | 2"."""
    if i or len(cells) < _SERIAL or column.term is not None or column.unit is not None:
        return False
    first = cells[0][0]  # "1.", "1"
    return cells[0][1] - first <= 2 and view.words[first][0].isdigit() and view.words[cells[1][0]].isalpha()


_SERIAL = 3  # cells of a row that begins with its own number


def _labels_thing(view: View, first: int, q: Quantity, *, told: bool) -> bool:
    """Tell whether words before a number in its cell say that it counts what nobody counts here: "Roads shut: 544".

    A name would be written in capitals, each of its words: "Juba Town 1,200". told: they say what happened.
    """
    words = range(first, q.first - (view.words[q.first - 1] in _JOINTS))
    if not words or not view.words[first].isalpha() or any(view.ending("units").get(k) for k in words):
        return False
    start = view.reading.starts[first]
    named = view.reading.within(view.reading.places, start, start + 1)
    if any(p.place is not None and p.first == first and p.last == words[-1] for p in named):
        return False  # "Riau ISLANDS: 397 | 82"
    spelled = [k for k in words[1:] if view.words[k].isalpha()]
    common = bool(spelled) and not any(map(view.capitalised, spelled)) and not told
    hazard = any(view.has("hazards", k) for k in words) and not told
    return common or hazard or names_things(view, words[0], words[-1])


def _is_of_things(view: View, cell: tuple[int, int], label: Heading) -> bool:
    """Tell whether the first cell of a row without a head says that its numbers count things."""
    people = any(view.starting("units").get(k) for k in range(*cell))
    return not people and label.unit in (None, Unit.DWELLING) and names_things(view, cell[0], cell[1] - 1)


_JOINTS = frozenset((":", "-", "–", "="))


def _of_other_whole(view: View, column: Heading) -> bool:
    """Tell whether a column's shares are of something that its head tells: "% of pre-crisis stock"."""
    of_all = column.term is None or column.term.phrase.key == Term.POPULATION  # "% of population"
    if not of_all or column.tokens is None:
        return False
    first, last = column.tokens
    percent = view.reading.lexicon.asked("percent")
    return last - first > _SHARE_HEAD and any(percent.last(view.words, k, last) is not None for k in range(first, last))


_SHARE_HEAD = 2  # words of a head that only says that a column holds shares


def _said_of_other(view: View, cell: tuple[int, int], q: Quantity) -> bool:
    """Tell whether a cell's own words say that its share is of something else: "62% funded"."""
    return q.last + 1 < cell[1] and view.words[q.last + 1].isalpha()
