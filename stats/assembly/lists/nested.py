"""Lines under a line, told by a bullet or by blanks before them: "Deaths: 43", then "- Alta: 16" and "- Roca: 10"."""

import re
from collections.abc import Sequence

from stats.assembly.counted.candidates import is_candidate
from stats.assembly.counted.lines import LINES
from stats.assembly.counted.nouns import counted
from stats.assembly.counted.thinglabels import labels_things
from stats.assembly.draft import Draft
from stats.assembly.lists.headed import LABEL, headed, number_of_line, own_unit
from stats.assembly.lists.headings import Heading
from stats.assembly.lists.wholes import OF_TOTAL
from stats.assembly.view import View
from stats.readers.reading import Reading, Sentence
from stats.vocabulary import Unit

_RUN = 60  # lines that are looked back over
_BACK = 60  # counts, likewise


def line_over(reading: Reading, sentence: Sentence) -> Sentence | None:
    """Return the line that a line stands under; None where it is no line or stands under none."""
    if sentence.shape not in LINES:
        return None
    begin, depth, sign = _level(reading, sentence)
    if not depth and not sign:
        return None  # nothing stands further out
    for index in range(sentence.index - 1, max(-1, sentence.index - 1 - _RUN), -1):
        line = reading.sentences[index]
        if line.shape not in LINES and reading.words[line.last - 1] != ":":
            return None
        start, other, mark = _level(reading, line)
        if start == begin:
            continue  # the same line: "Kec. Alta: 802 units"
        if other < depth or (other == depth and bool(sign) > bool(mark)):
            return line
        if other == depth and _BLANK.search(reading.text, line.end, sentence.start):
            return None
    return None


_BLANK = re.compile(r"\n\s*\n")


def _level(reading: Reading, line: Sentence) -> tuple[int, int, str]:
    """Return where a line begins, how many blanks stand before it, and the bullet that opens it, "" where none does."""
    known: dict[int, tuple[int, int, str]] = reading.memo.setdefault("levels of lines", {})
    if line.index not in known:
        known[line.index] = _read_level(reading, line)
    return known[line.index]


def _read_level(reading: Reading, line: Sentence) -> tuple[int, int, str]:
    text = reading.text
    first = next((k for k in range(line.start, line.end) if not text[k].isspace()), line.start)
    begin = text.rfind("\n", 0, first) + 1
    rest = text[begin : begin + _INDENT].lstrip(" \t")
    blanks = len(text[begin : begin + _INDENT]) - len(rest)
    bullet = _BULLET.match(rest)
    return begin, blanks, bullet[0] if bullet else ""


_INDENT = 40  # blanks before a line
_BULLET = re.compile(r"[^\w\s\"'“(<\[]|[a-zà-ÿ](?= )")


def _whole_over(
    reading: Reading, sentence: Sentence, value: float, unit: Unit | None, earlier: Sequence[Draft]
) -> Draft | None:
    """Return the count of the line over a line of which its count is a part; None where none is as large.

    Args:
        reading: the document.
        sentence: the line.
        value, unit: its count; the unit is None where the line names none.
        earlier: the drafts before it.
    """
    line = line_over(reading, sentence)
    above = earlier[-1] if earlier else None
    if line is None and above is not None and _opens_part(reading, sentence, above):
        beside = above.parent is not None and _opens_part(reading, above.sentence, above.parent)
        line = above.parent.sentence if beside and above.parent is not None else above.sentence
    if line is None:
        return None
    told = [d for d in earlier[-_BACK:] if d.sentence is line and d.term is not None and d.quantity.share is None]
    alike = [d for d in told if unit is None or d.unit is unit] or told
    return next((d for d in alike if d.value >= value or d.unit is not unit is not None), None)


def _opens_part(reading: Reading, sentence: Sentence, above: Draft) -> bool:
    """Tell whether a line says that it is of those above: "1.7 million IDPs", then "OF WHOM since May: 1.4 million".

    above: the count before it, which may itself be such a part.
    """
    near = sentence.shape in LINES and 0 < sentence.index - above.sentence.index <= _PARTS
    return near and reading.lexicon.asked("of_them").last(reading.words, sentence.first, sentence.last) is not None


_PARTS = 4  # lines from a count to the last of its parts


def part_of_line(view: View, earlier: Sequence[Draft]) -> list[Draft]:
    """Return the draft of a line under the line of a count that it is a part of: "Deaths: 43", then "- Alta: 16".

    earlier: the drafts before it.
    """
    if not view.quantities:
        return []
    q, rest = number_of_line(view)
    if q.share is not None or not view.sentence.first < q.first <= view.sentence.first + LABEL:
        return []
    if not view.reading.lexicon.words("amounts").isdisjoint(view.words[view.sentence.first : q.first]):
        return []  # "Deaths: 43", then "- Budget: 12"
    noun = counted(view, q)
    own = noun.unit if noun is not None and noun.unit is not None else own_unit(view, q)
    whole = _whole_over(view.reading, view.sentence, q.value, own, earlier)
    term = whole.told_by() if whole is not None else None
    if whole is None or term is None or not is_candidate(view, q):
        return []
    classifiers = view.reading.lexicon.words("classifiers") if whole.unit is Unit.DWELLING else ()
    if noun is not None and noun.unit is None and view.words[noun.last] not in classifiers:
        return []  # "Killed: 43", then "- Sheep: 60 head"
    rest = rest if noun is None else noun.end
    if any(word[0].isalnum() for word in view.words[rest : view.sentence.last]):
        return []
    if labels_things(view, q) and view.reading.lexicon.asked("of_them").last(
        view.words, view.sentence.first, view.sentence.last
    ) is None:
        return []  # "Killed: 43", then "- Roads: 12", but "of whom with severe losses: 12"
    draft = headed(view, q, Heading(term, whole.unit, whole.said, whole.subject), term, own)
    draft.sibling, draft.parent = whole, whole if draft.unit is whole.unit else None
    return [draft]


def tell_of_whole(view: View, drafts: list[Draft], earlier: Sequence[Draft]) -> None:
    """Give the counts of a line that tell nothing the term of the line that it stands under. drafts: changed here."""
    for draft in drafts:
        whole = _whole_over(view.reading, view.sentence, draft.quantity.value, draft.unit, earlier)
        if whole is None or whole.told_by() is None or draft.noun is None or draft.unit is Unit.DWELLING:
            continue
        draft.term, draft.governor, draft.how, draft.said = whole.term, whole.told_by(), "table", whole.said
        draft.sibling, draft.parent = whole, whole if draft.unit is whole.unit else None
        draft.implied["term"] = OF_TOTAL
