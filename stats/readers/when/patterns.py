"""Finds the lexicon's patterns of time ("over the past {n} {unit}") in a sentence whose dates are known."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import compress

from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import Node, TimeWords, time_words
from stats.readers.when.clocks import after_clock
from stats.readers.when.datemarks import DateMark

_REMEMBERED = 50_000  # pairs of words of which it is kept whether a pattern may start with them
_SKIPS = 3  # words that a pattern may step over
_LONGEST = 1000  # units of the longest time told in words: "a hundred days"


@dataclass(frozen=True, slots=True)
class Scan:
    """A text while its patterns of time are sought: its dates by their first token, the tokens of its quantities.

    lone: those that are a quantity by themselves: a number that may be a year. spelled: the last token and the value of
    a number of several words, by its first: "forty-eight". starts: the tokens at which a pattern may start, in order.
    """

    reading: Reading
    time: TimeWords
    dates: dict[int, DateMark]
    counted: frozenset[int]
    lone: frozenset[int]
    spelled: dict[int, tuple[int, int]]
    starts: list[int]


def open_scan(reading: Reading, dates: list[DateMark]) -> Scan:
    """Return the scan of a text whose dates and quantities are known: one pass over its words."""
    time, words = time_words(reading.lexicon), reading.words
    marked = {m.first: m for m in dates}
    counted = frozenset(i for q in reading.quantities for i in range(q.first, q.last + 1))
    lone = frozenset(q.first for q in reading.quantities if q.first == q.last)
    spelled = {
        q.core[0]: (q.core[1], int(q.value)) for q in reading.quantities
        if q.core[0] < q.core[1] and not q.digits and q.value == int(q.value) and q.value < _LONGEST
    }  # fmt: skip
    openings = _OPENINGS.get(reading.lexicon.language)
    if openings is None or openings.time is not time:
        openings = _OPENINGS[reading.lexicon.language] = Openings(time)
    # from a word and the next it is told whether a pattern may start there: most do not
    numbered = (i - 1 for i in reading.tokens_of(time.units) if i and words[i - 1].isdecimal())
    starts = list({*reading.tokens_of(time.starters), *numbered})
    pairs = zip(map(words.__getitem__, starts), map([*words[1:], ""].__getitem__, starts), strict=True)
    told = list(map(openings.__getitem__, pairs))
    able = [i for i, may in compress(zip(starts, told, strict=True), told) if may == _YES or i + 1 in marked]
    able += [i for i in starts if i in spelled]
    able += reading.tokens_of(time.listed["weekends"])
    return Scan(reading, time, marked, counted, lone, spelled, sorted({*marked, *able}))


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


Slots = tuple[tuple[DateMark, ...], int | None, str | None]


def find_patterns(scan: Scan, sentence: Sentence) -> list[Match]:
    """Return the patterns of time in a sentence, left to right, at each place the longest."""
    root, stop = scan.time.tree, sentence.last
    found: list[Match] = []
    taken = -1
    for i in scan.starts[bisect_left(scan.starts, sentence.first) : bisect_left(scan.starts, stop)]:
        if i <= taken:
            continue
        match = _walk(scan, i, i, stop, root, ((), None, None)) or _of_event(scan, i, stop)
        date = scan.dates.get(i + 1)
        if match is not None and date is not None and not match.dates and date.last > match.last:
            continue  # "the day before" in "the day before yesterday"
        if match is not None and match.unit == "quarter" and not match.dates and _is_dated(scan, match):
            continue  # "in the third quarter" is one of the year's
        if match is not None and not _is_number(scan, match):
            found.append(_with_half(scan, match, stop))
            taken = found[-1].last
    return found


def _with_half(scan: Scan, match: Match, stop: int) -> Match:
    """Return a length of time with the half that stands behind it, in a smaller unit: "in A YEAR AND A HALF"."""
    if match.unit not in _HALVED or match.dates:
        return match
    last = scan.reading.lexicon.asked("dates", "and_halves").last(scan.reading.words, match.last + 1, stop)
    if last is None:
        return match
    unit, whole, half = _HALVED[match.unit]
    return replace(match, last=last, n=(match.n or 1) * whole + half, unit=unit)


# the unit in which one with a half is told, how many of it are in the whole and the half: six weeks for a month
_HALVED = {"day": ("hour", 24, 12), "week": ("day", 7, 3), "month": ("week", 4, 2), "year": ("month", 12, 6),
           "decade": ("year", 10, 5)}  # fmt: skip


def _is_dated(scan: Scan, match: Match) -> bool:
    """Tell whether a date ends where a pattern of a number and a unit does: "the THIRD QUARTER"."""
    dates = (scan.dates.get(k) for k in (match.last - 1, match.last))
    return any(date is not None and date.last == match.last for date in dates)


_NO, _BEFORE_DATE, _YES = range(3)


class Openings(dict[tuple[str, str], int]):
    """Whether a pattern may start with two words. Filled as pairs are met."""

    def __init__(self, time: TimeWords) -> None:
        super().__init__()
        self.time = time

    def __missing__(self, pair: tuple[str, str]) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        found = self[pair] = _opens(self.time, *pair)
        return found


_OPENINGS: dict[str, Openings] = {}  # by language


def _opens(time: TimeWords, word: str, after: str) -> int:
    """Tell whether a pattern may start with two words: no, only where the second is a date, or yes."""
    root = time.tree
    nodes = [root.words.get(word)]
    if word in time.counts or (len(word) < 4 and word.isdecimal()):
        nodes.append(root.number)
    if word in time.units:
        nodes.append(root.unit)
    found = [node for node in nodes if node is not None]
    if not found:
        return _NO
    for node in found:
        if node.rule is not None or after in node.words or after in time.fillers:
            return _YES
        if (after in time.units and node.unit is not None) or (node.clock is not None and after[:1].isdecimal()):
            return _YES
        if (after in time.counts or after[:1].isdecimal()) and (node.number is not None or "day" in node.dates):
            return _YES
    return _BEFORE_DATE


def _of_event(scan: Scan, i: int, stop: int) -> Match | None:
    """Return the year before an event ("the 2010 earthquake", "the 1999 Izmit quake") as a pattern of its own.

    Or the weekend: "WEEKEND attacks", "the WEEKEND suicide bombings".
    """
    mark, words = scan.dates.get(i), scan.reading.words
    if words[i] in scan.time.listed["weekends"]:
        near = range(i + 1, min(stop, i + 2 + _NAME))
        event = next((k for k in near if words[k] in scan.time.kinds), None)
        described = event is not None and all(words[k].isalpha() or words[k] == "-" for k in range(i + 1, event))
        stops = scan.reading.lexicon.words("np_stops")
        return Match(i, i, "weekend", "event") if described and stops.isdisjoint(words[i + 1 : event]) else None
    if mark is None or mark.slot != "year" or mark.last + 1 >= stop:
        return None
    reach = _NAME if words[i - 1] in scan.time.listed["definite"] else 0
    for k in range(mark.last + 1, min(stop, mark.last + 2 + reach)):
        if words[k] in scan.time.kinds:
            return Match(i, mark.last, "on", "event", (mark,))
        if not words[k].isalpha() or words[k] in scan.reading.lexicon.words("np_stops"):
            return None
    return None


_NAME = 2  # words of a name between a year and its event


def _is_number(scan: Scan, match: Match) -> bool:
    """Tell whether the year of "in 2000 people" is really a count: it has a quantifier, or a unit follows it.

    Or whether a length of time is only the beginning of a count: "OVER A QUARTER of the city's 3.8 million people".
    """
    if match.unit is not None and match.last in scan.counted and match.last + 1 in scan.counted:
        return True
    return any(d.slot == "year" and d.part is None and _counts(scan, d.last) for d in match.dates)


def _counts(scan: Scan, i: int) -> bool:
    if i not in scan.counted:
        return False
    words = scan.reading.words
    following = "".join(words[i + 1 : i + 2])
    found = [p for p in scan.reading.lexicon.starting(following) if stands_at(p.words, words, i + 1)]
    if scan.reading.lexicon.grammar.get("verb_first") and any(p.table == "terms" and p.role == "nouns" for p in found):
        return True  # "1900 WOUNDED": no verb of what happened that year stands behind it
    return i not in scan.lone or any(p.table == "units" for p in found)


def stands_at(phrase: tuple[str, ...], words: list[str], k: int) -> bool:
    """Tell whether a phrase stands at a token, and not only its first word."""
    told = words[k : k + len(phrase)]
    return tuple(told[:-1]) == phrase[:-1] and len(told) == len(phrase) and (
        told[-1] == phrase[-1] or (phrase[-1].endswith("*") and told[-1].startswith(phrase[-1][:-1]))
    )


def _walk(scan: Scan, first: int, i: int, stop: int, node: Node, slots: Slots, skips: int = _SKIPS) -> Match | None:
    """Return the longest pattern from token `first` on; `node` holds what may stand at token i."""
    best: Match | None = None
    if node.rule is not None:
        best = Match(first, i - 1, node.rule[0], node.rule[1], slots[0], slots[1], slots[2])
    if i >= stop or node.last:
        return best
    time, word = scan.time, scan.reading.words[i]
    spelled = scan.spelled.get(i)
    filled = word in time.inner or i in scan.dates or word[0].isdecimal() or spelled is not None
    if word not in node.words and not filled:
        return best  # an everyday word fills no slot: most tries end here
    steps: list[tuple[int, Node, Slots]] = []
    if (child := node.words.get(word)) is not None:
        steps.append((i + 1, child, slots))
    if node.dates and (mark := scan.dates.get(i)) is not None and mark.last < stop:
        for child in node.dates.get(mark.slot, ()):
            steps.append((mark.last + 1, child, ((*slots[0], mark), slots[1], slots[2])))
    if node.number is not None and (word in time.counts or (len(word) < 4 and word.isdecimal())):
        count = time.counts[word] if word in time.counts else int(word)
        steps.append((i + 1, node.number, (slots[0], count, slots[2])))
    if node.number is not None and spelled is not None:  # "the past FORTY-EIGHT hours"
        steps.append((spelled[0] + 1, node.number, (slots[0], spelled[1], slots[2])))
    if node.unit is not None and word in time.units:
        steps.append((i + 1, node.unit, (slots[0], slots[1], time.units[word])))
    if i > first and skips:
        hour = word[0].isdecimal()
        after = i + 1 if word in time.fillers else after_clock(scan.reading, i, stop) if hour and not steps else i
        if after > i:
            steps.append((after, node, slots))
            if hour and node.clock is not None:
                steps.append((after, node.clock, slots))
    for k, child, kept in steps:
        match = _walk(scan, first, k, stop, child, kept, skips - (child is node))
        # a step over a filler ends nowhere by itself: the pattern must go on after it
        if match is not None and (best is None or match.last > best.last) and (child is not node or match.last >= k):
            best = match
    return best
