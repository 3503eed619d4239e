"""Whose figures a bulletin's lines are: the source that a heading cites, or that a line of its own names below them."""

from dataclasses import dataclass, field

from stats.assembly.counted.lines import holds_counts
from stats.readers.reading import Reading, Sentence
from stats.readers.when.pairs import pairs_in
from stats.readers.who.attribution import Attribution
from stats.readers.who.organisations import source_of
from stats.readers.wordsets import word_sets

_TITLES = 3  # lines at the top that hold for the whole bulletin
_CITING = 30  # tokens of a line that cites


@dataclass(slots=True)
class _Sheet:
    """A bulletin's sources. above: by the index of the line that cites it; lines: those told in lines of their own.

    maker: the body that a line names as the one who made the sheet. listed, told: counts in lines, and in sentences.
    """

    above: dict[int, Attribution] = field(default_factory=dict)
    lines: list[tuple[int, Attribution]] = field(default_factory=list)
    maker: Attribution | None = None
    listed: int = 0
    told: int = 0


def sheet_source(reading: Reading, sentence: Sentence) -> Attribution | None:
    """Return the source of a bulletin's count in a line, item or row: its section's, the line's below, the title's.

    A count in running prose has it only where most of the text is lines.
    """
    sheet = _sheet(reading)
    if not (sheet.above or sheet.lines or sheet.maker):
        return None
    if sheet.lines and (sheet.lines[0][0] == 0 or reading.words[sheet.lines[0][1].first] in _DASHES):
        return sheet.lines[0][1]  # who posts or signs all of it
    if sheet.told > sheet.listed and not _is_line(reading, sentence):
        return None
    section = _section(reading, sheet, sentence)
    if section is not None and not section.letterhead:
        return section
    below = next((mark for index, mark in sheet.lines if index > sentence.index), None)
    if below is not None and (sentence.index or sentence.shape != "head"):
        return below
    titles = reversed(range(min(_TITLES, sentence.index)))
    title = next((sheet.above[i] for i in titles if i in sheet.above), sheet.maker)
    return title if title is None or not title.letterhead or _is_label(reading, sentence) else None


def _is_label(reading: Reading, line: Sentence) -> bool:
    """Tell whether a line is no whole sentence: the numbered ones of a press statement may tell others' counts."""
    words = reading.words[line.first : line.last]
    return words[-1] != "." or ":" in words or line.last - line.first <= _LABEL


def _section(reading: Reading, sheet: _Sheet, sentence: Sentence) -> Attribution | None:
    """Return the source that the headings right above a line's list cite."""
    headed = False
    titled = 0 if sheet.lines else -1  # one that a line of its own names goes before a title's
    for index in range(sentence.index - 1, max(titled, sentence.index - 1 - _FAR), -1):
        line = reading.sentences[index]
        if index in sheet.above:
            return sheet.above[index]
        heads = line.shape == "head" and not holds_counts(reading, line)
        if headed and not heads:
            return None
        headed = headed or heads
    return None


_FAR = 80  # sentences from a line to the heading of its list


def _sheet(reading: Reading) -> _Sheet:
    """Return the sources of a text, worked out once."""
    known: _Sheet | None = reading.memo.get("sheet")
    if known is not None:
        return known
    sheet = reading.memo["sheet"] = _Sheet()
    for mark in reading.attributions:
        home = reading.sentence_at(reading.starts[mark.first])
        if mark.line and mark.letterhead:
            sheet.maker = sheet.maker or mark
            continue
        if mark.line:
            sheet.lines.append((home.index, mark))
        if not mark.publisher and home.index not in sheet.above and _cites(reading, home, mark):
            sheet.above[home.index] = mark
    if sheet.above or sheet.lines or sheet.maker:
        last = -1
        for index in reading.counted():
            sentence = reading.sentences[index]
            if holds_counts(reading, sentence):
                line, last = _is_line(reading, sentence), max(last, index)
                sheet.listed, sheet.told = sheet.listed + line, sheet.told + (not line)
        sheet.lines += [(i, mark) for i, mark in sheet.above.items() if i > last and not mark.line]
    return sheet


def _cites(reading: Reading, home: Sentence, mark: Attribution) -> bool:
    """Tell whether a line that counts nobody cites a source for what stands below it."""
    after = reading.words[mark.last + 1 : mark.last + 2]  # "Interior Ministry count, 10:00"
    short = home.last - home.first <= _SHORT and after == [","]
    opens = mark.first - home.first <= _OPENS and (mark.heading or short)  # "Figures from the census of 3 May."
    accounts = word_sets(reading.lexicon, "attributions")["owned"]  # "Numbers as of 11 May (NDMA)."
    cited = mark.citation and reading.words[home.first] in accounts
    if home.last - home.first > _CITING or (home.shape != "head" and not (cited or mark.line or opens)):
        return False
    if not (mark.heading or mark.citation):
        first, last = reading.token_at(mark.whole[0]), reading.token_at(mark.whole[1] - 1)
        words, named = word_sets(reading.lexicon, "speakers"), reading.words[first : last + 1]
        agent = mark.trailing and mark.end == reading.ends[mark.last]  # "figures given BY the relief office"
        known = source_of(reading.text[mark.whole[0] : mark.whole[1]], proper=first == last) is not None
        if not (agent or known or words["people"].any(named) or words["bodies"].any(named)):
            return False
    names = mark.letterhead and mark.first == home.first  # "NDMA situation report no. 40"
    return names or _is_numbered(reading, home) or not holds_counts(reading, home)


def _is_numbered(reading: Reading, line: Sentence) -> bool:
    """Tell whether the only number of a heading beside days is its own: "2 - Figures from the ministry, 3 May"."""
    first, *others = reading.numbers_in(line) or (None,)
    if first is None or first.first > line.first or first.value > _SECTIONS:
        return False
    marks = reading.within(reading.periods, line.start, line.end)
    dated = all(any(m.first <= q.first <= m.last for m in marks) for q in others)
    return dated and line.shape == "head" and reading.words[first.last + 1 : first.last + 2] in _NUMBERS


def _is_line(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence is a line of a list, or a form's: "Dead: 12; hurt: 30; homes burnt: 8"."""
    if sentence.shape in _LINES or pairs_in(reading, sentence):
        return True
    labelled = [q for q in reading.numbers_in(sentence) if reading.words[q.first - 1] == ":"]
    return bool(labelled) and labelled[0].first - sentence.first <= _LABEL


_SHORT, _OPENS = 12, 2  # tokens of a line that only says whose the counts are, and before the name in it
_SECTIONS = 30  # sections of a report
_NUMBERS = (["-"], ["–"], ["."], [")"], ["/"])  # after a section's number
_DASHES = frozenset("-–—")
_LABEL = 8  # tokens of a form's label
_LINES = frozenset(("head", "item", "row"))
