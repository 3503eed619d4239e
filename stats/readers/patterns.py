"""Finds the lexicon's patterns of time ("over the past {n} {unit}") in a sentence whose dates are known."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from stats.readers.datemarks import DateMark
from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import RULE, Node, TimeWords, time_words

_REMEMBERED = 50_000  # pairs of words of which it is kept whether a pattern may start with them
_SKIPS = 3  # words that a pattern may step over
_CLOCK = 10  # words of a clock time
_HOUR = re.compile(r"\d{1,2}(?:\.\d\d)?|\d{4}")


@dataclass(frozen=True, slots=True)
class Scan:
    """A text while its patterns of time are sought: its dates by their first token, the tokens of its quantities.

    lone: those that are a quantity by themselves: a number that may be a year. starts: the tokens at which a pattern
    can start at all, in order.
    """

    reading: Reading
    time: TimeWords
    dates: dict[int, DateMark]
    counted: frozenset[int]
    lone: frozenset[int]
    starts: list[int]


def open_scan(reading: Reading, dates: list[DateMark]) -> Scan:
    """Return the scan of a text whose dates and quantities are known: one pass over its words."""
    time, words = time_words(reading.lexicon), reading.words
    starts = {m.first for m in dates}
    starts.update(reading.tokens_of(time.starters))
    starts.update(i - 1 for i in reading.tokens_of(time.units) if i and words[i - 1].isdecimal())
    counted = frozenset(i for q in reading.quantities for i in range(q.first, q.last + 1))
    lone = frozenset(q.first for q in reading.quantities if q.first == q.last)
    return Scan(reading, time, {m.first: m for m in dates}, counted, lone, sorted(starts))


@dataclass(slots=True)
class Match:
    """A pattern found: tokens [first, last], its key and its list's name, and what stood in its slots."""

    first: int
    last: int
    key: str
    name: str
    dates: tuple[DateMark, ...] = ()
    n: int | None = None
    unit: str | None = None


_SLOTS_OF = {slot: ("{" + slot + "}", "{date}") for slot in ("day", "month", "year", "span")}
Slots = tuple[tuple[DateMark, ...], int | None, str | None]


def find_patterns(scan: Scan, sentence: Sentence) -> list[Match]:
    """Return the patterns of time in a sentence, left to right, at each place the longest."""
    root, stop = scan.time.tree, sentence.last
    found: list[Match] = []
    taken = -1
    for i in scan.starts[bisect_left(scan.starts, sentence.first) : bisect_left(scan.starts, stop)]:
        if i <= taken or not (i in scan.dates or _may_start(scan, i, stop)):
            continue
        match = _walk(scan, i, i, stop, root, ((), None, None)) or _of_event(scan, i, stop)
        if match is not None and not _is_number(scan, match):
            found.append(match)
            taken = match.last
    return found


def _may_start(scan: Scan, i: int, stop: int) -> bool:
    """Tell from a word and the next whether a pattern may start there: most do not, and cost no walk."""
    words, known = scan.reading.words, scan.time.openings
    pair = (words[i], words[i + 1] if i + 1 < stop else "")
    may = known.get(pair)
    if may is None:
        if len(known) > _REMEMBERED:
            known.clear()
        may = known[pair] = _opens(scan.time, *pair)
    return may == _YES or (may == _BEFORE_DATE and i + 1 in scan.dates)


_NO, _BEFORE_DATE, _YES = range(3)


def _opens(time: TimeWords, word: str, after: str) -> int:
    """Tell whether a pattern may start with two words: no, only where the second is a date, or yes."""
    root = time.tree
    nodes = [root[word]] if word in root else []
    if word in time.counts or (len(word) < 4 and word.isdecimal()):
        nodes.append(root["{n}"])
    if word in time.units:
        nodes.append(root["{unit}"])
    if not nodes:
        return _NO
    for node in nodes:
        if RULE in node or after in node or after in time.fillers:
            return _YES
        if (after in time.units and "{unit}" in node) or ("{clock}" in node and after[:1].isdecimal()):
            return _YES
        if (after in time.counts or after[:1].isdecimal()) and ("{n}" in node or "{day}" in node or "{date}" in node):
            return _YES
    return _BEFORE_DATE


def _of_event(scan: Scan, i: int, stop: int) -> Match | None:
    """Return the year right before an event ("the 2010 earthquake") as a pattern of its own."""
    mark = scan.dates.get(i)
    if mark is None or mark.slot != "year" or mark.last + 1 >= stop:
        return None
    if scan.reading.words[mark.last + 1] not in scan.time.kinds:
        return None
    return Match(i, mark.last, "on", "event", (mark,))


def _is_number(scan: Scan, match: Match) -> bool:
    """Tell whether the year of "in 2000 people" is really a count: it has a quantifier, or a unit follows it."""
    return any(d.slot == "year" and d.part is None and _counts(scan, d.last) for d in match.dates)


def _counts(scan: Scan, i: int) -> bool:
    if i not in scan.counted:
        return False
    following = "".join(scan.reading.words[i + 1 : i + 2])
    return i not in scan.lone or any(p.table == "units" for p in scan.reading.lexicon.starting(following))


def _walk(scan: Scan, first: int, i: int, stop: int, node: Node, slots: Slots, skips: int = _SKIPS) -> Match | None:
    """Return the longest pattern from token `first` on; `node` holds what may stand at token i."""
    best = Match(first, i - 1, node[RULE][0], node[RULE][1], *slots) if RULE in node else None
    if i >= stop or (best is not None and len(node) == 1):
        return best
    time, word = scan.time, scan.reading.words[i]
    steps: list[tuple[int, Node, Slots]] = []
    if word in node:
        steps.append((i + 1, node[word], slots))
    mark = scan.dates.get(i)
    if mark is not None and mark.last < stop:
        for slot in _SLOTS_OF[mark.slot]:
            if slot in node:
                steps.append((mark.last + 1, node[slot], ((*slots[0], mark), slots[1], slots[2])))
    if "{n}" in node and (word in time.counts or (len(word) < 4 and word.isdecimal())):
        count = time.counts[word] if word in time.counts else int(word)
        steps.append((i + 1, node["{n}"], (slots[0], count, slots[2])))
    if "{unit}" in node and word in time.units:
        steps.append((i + 1, node["{unit}"], (slots[0], slots[1], time.units[word])))
    if i > first and skips:
        hour = word[0].isdecimal()
        after = i + 1 if word in time.fillers else _after_clock(scan, i, stop) if hour and not steps else i
        if after > i:
            steps.append((after, node, slots))
            if hour and "{clock}" in node:
                steps.append((after, node["{clock}"], slots))
    for k, child, kept in steps:
        match = _walk(scan, first, k, stop, child, kept, skips - (child is node))
        # a step over a filler ends nowhere by itself: the pattern must go on after it
        if match is not None and (best is None or match.last > best.last) and (child is not node or match.last >= k):
            best = match
    return best


def _after_clock(scan: Scan, i: int, stop: int) -> int:
    """Return the token after the clock time that starts at token i ("6 p.m. on", "09:00 local time on"), else i."""
    words, listed = scan.reading.words, scan.time.listed
    if not _HOUR.fullmatch(words[i]):
        return i
    k = i + 1
    if k + 1 < stop and words[k] == ":" and words[k + 1].isdecimal():
        k += 2
    elif not (k < stop and words[k] in listed["clock"]) and "." not in words[i]:
        return i
    while k < min(stop, i + _CLOCK) and (words[k] in listed["clock"] or words[k] in listed["clock_after"]):
        k += 1
    return k
