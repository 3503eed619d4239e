"""Finds the lexicon's patterns of time ("over the past {n} {unit}") in a sentence whose dates are known."""

import re
from dataclasses import dataclass, field

from stats.readers.dates import DateMark
from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import RULE, Node, TimeWords

_HOUR = re.compile(r"\d{1,2}(?:\.\d\d)?|\d{4}")


@dataclass(frozen=True, slots=True)
class Scan:
    """A text while its patterns of time are sought: its dates by their first token, the tokens of its quantities."""

    reading: Reading
    time: TimeWords
    dates: dict[int, DateMark]
    counted: frozenset[int] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found: tokens [first, last], its key and its list's name, and what stood in its slots."""

    first: int
    last: int
    key: str
    name: str
    dates: tuple[DateMark, ...] = ()
    n: int | None = None
    unit: str | None = None


Slots = tuple[tuple[DateMark, ...], int | None, str | None]


def find_patterns(scan: Scan, sentence: Sentence) -> list[Match]:
    """Return the patterns of time in a sentence, left to right, at each place the longest."""
    words, root, time, dates = scan.reading.words, scan.time.tree, scan.time, scan.dates
    found: list[Match] = []
    i, stop = sentence.first, sentence.last
    while i < stop:
        word = words[i]
        if word in root or i in dates or word[0].isdigit() or word in time.counts or word in time.units:
            match = _walk(scan, i, i, stop, root, ((), None, None)) or _of_event(scan, i, stop)
            if match is not None and not _is_number(scan, match):
                found.append(match)
                i = match.last + 1
                continue
        i += 1
    return found


def _of_event(scan: Scan, i: int, stop: int) -> Match | None:
    """Return the year right before an event ("the 2010 earthquake") as a pattern of its own."""
    mark = scan.dates.get(i)
    if mark is None or mark.slot != "year" or mark.last + 1 >= stop:
        return None
    if scan.reading.words[mark.last + 1] not in scan.time.kinds:
        return None
    return Match(i, mark.last, "on", "event", (mark,))


def _is_number(scan: Scan, match: Match) -> bool:
    """Tell whether the year of "in 2000" is really a count of something."""
    return any(d.slot == "year" and d.part is None and d.first in scan.counted for d in match.dates)


def _walk(scan: Scan, first: int, i: int, stop: int, node: Node, slots: Slots) -> Match | None:
    """Return the longest pattern from token `first` on; `node` holds what may stand at token i."""
    best = Match(first, i - 1, *node[RULE], *slots) if RULE in node else None
    if i >= stop:
        return best
    time, word = scan.time, scan.reading.words[i]
    held, n, unit = slots
    steps: list[tuple[int, Node, Slots]] = []
    if word in node:
        steps.append((i + 1, node[word], slots))
    mark = scan.dates.get(i)
    if mark is not None and mark.last < stop:
        for slot in ("{" + mark.slot + "}", "{date}"):
            if slot in node:
                steps.append((mark.last + 1, node[slot], ((*held, mark), n, unit)))
    if "{n}" in node and (word in time.counts or (len(word) < 4 and word.isdigit())):
        count = time.counts[word] if word in time.counts else int(word)
        steps.append((i + 1, node["{n}"], (held, count, unit)))
    if "{unit}" in node and word in time.units:
        steps.append((i + 1, node["{unit}"], (held, n, time.units[word])))
    if i > first:
        after = i + 1 if word in time.fillers else _after_clock(scan, i, stop) if not steps else i
        if after > i:
            steps.append((after, node, slots))
    for k, child, kept in steps:
        match = _walk(scan, first, k, stop, child, kept)
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
    if k + 1 < stop and words[k] == ":" and words[k + 1].isdigit():
        k += 2
    elif not (k < stop and words[k] in listed["clock"]) and "." not in words[i]:
        return i
    while k < stop and (words[k] in listed["clock"] or words[k] in listed["clock_after"]):
        k += 1
    return k
