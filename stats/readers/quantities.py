"""Quantities: stated numbers with their bounds and quantifier, before anybody knows what they count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stats.figure import Number
from stats.readers.numerals import Numeral, find_numerals, number_words
from stats.readers.reading import Cue, Reading, Sentence
from stats.vocabulary import Quantifier


@dataclass(slots=True)
class Quantity:
    """A number of the text with its quantifier: code points [start, end), tokens [first, last].

    core: tokens (first, last) of the bare number. share: the fraction of a base told elsewhere ("half of them"),
    else None; value and bounds are then 0 until a refiner finds the base. base: the quantity of which it is a share.
    year: the digits may be a year's. digits: it is written in digits. thing: assembly found that it counts no people.
    """

    start: int
    end: int
    first: int
    last: int
    core: tuple[int, int]
    value: Number
    low: Number | None
    high: Number | None
    quantifier: Quantifier
    quantifier_text: str | None = None
    share: float | None = None
    base: "Quantity | None" = None
    year: bool = False
    digits: bool = False
    thing: bool = False


def read_quantities(reading: Reading) -> None:
    """Fill reading.quantities with every number of the text, also those that will prove to be no figures."""
    number = number_words(reading.lexicon)
    starters = number.words
    vague = {p.words[0] for p in reading.lexicon.table("vague")} | {p.words[0] for p in reading.lexicon.table("shares")}
    for sentence in reading.sentences:
        for word in reading.words[sentence.first : sentence.last]:
            if word[0].isdigit() or word in starters or word in vague:
                reading.quantities += _of_sentence(reading, sentence)
                break


def _of_sentence(reading: Reading, sentence: Sentence) -> list[Quantity]:
    cues = reading.cues(sentence)
    before, after = _around(cues)
    numerals = find_numerals(reading, sentence)
    vague = [
        c for c in cues.get("vague", ()) if not (c.first > sentence.first and reading.words[c.first - 1].isdigit())
    ]
    shares = list(cues.get("shares", ()))
    covered = {k for c in (*vague, *shares) for k in range(c.first, c.last + 1)}
    numerals = [n for n in numerals if n.first not in covered or _wins(n, vague, shares)]
    inside = {k for n in numerals for k in range(n.first, n.last + 1)}
    found = _ranges(reading, sentence, numerals, before, after)
    found += [_vague(reading, c, before) for c in vague if c.first not in inside and c.last not in inside]
    found.sort(key=lambda q: q.start)
    found = _shares(reading, sentence, found, [c for c in shares if c.first not in inside], before)
    return _twice(reading, found)


def _wins(numeral: Numeral, vague: Sequence[Cue], shares: Sequence[Cue]) -> bool:
    """A numeral beats a vague phrase or share that it reaches beyond ("half a million", "two dozen")."""
    return all(c.last < numeral.last for c in (*vague, *shares) if c.first <= numeral.first <= c.last)


def _around(cues: Mapping[str, Sequence[Cue]]) -> tuple[dict[int, Cue], dict[int, Cue]]:
    """Index quantifier cues: those before a number by their last token, those after it by their first.

    In "has gone up to 438" the "up to" belongs to the verb.
    """
    links = {c.last: c.first for c in cues.get("linking", ())}
    before = {c.last: c for c in cues.get("quantifiers", ()) if links.get(c.last, c.first) >= c.first}
    return before, {c.first: c for c in cues.get("quantifiers_after", ())}


def _ranges(
    reading: Reading, sentence: Sentence, numerals: list[Numeral], before: dict[int, Cue], after: dict[int, Cue]
) -> list[Quantity]:
    """Turn numerals into quantities, two that are linked as a range into one."""
    words = reading.words
    cues = reading.cues(sentence).get("ranges", ())
    opened = {c.last for c in cues if c.phrase.role == "open"}
    links = {(c.first, c.last) for c in cues if c.phrase.role == "link"}
    plain = {(c.first, c.last) for c in cues if c.phrase.role == "plain"}
    found = []
    i = 0
    while i < len(numerals):
        a = numerals[i]
        b = numerals[i + 1] if i + 1 < len(numerals) else None
        if b is not None:
            link = (a.last + 1, b.first - 1)
            opener = a.first - 1 in opened or (a.first - 1 in before and before[a.first - 1].first - 1 in opened)
            between = opener and words[a.first - 1] != _FROM(reading) and link in links
            if between or (link in plain and not opener):
                low = _shared_scale(a, b)
                if low is not None and low < b.value:
                    found.append(_range(reading, a, b, low, before, between))
                    i += 2
                    continue
        found.append(_single(reading, a, before, after))
        i += 1
    return found


def _FROM(reading: Reading) -> str:  # noqa: N802
    """The word after which two linked numbers are a change ("from 5,500 to 16,000") and not a range."""
    return next(iter(reading.lexicon.words("changes")), "")


def _shared_scale(a: Numeral, b: Numeral) -> Number | None:
    """Return a's value with the scale that it shares with b: "1.2 to 1.5 million", "10-15,000"; None: no range."""
    if a.scaled or a.value >= 1000 or (not a.digits and not b.scaled):
        return a.value
    for scale in (10_000_000, 1_000_000, 100_000, 1000):
        if b.value >= scale and b.value % (scale / 1000) == 0 and (b.scaled or b.value % 1000 == 0):
            if b.scaled and a.value < 1000 and b.value / scale < 1000 and a.value <= b.value / scale:
                return _whole(a.value * scale)
            if not b.scaled and scale == 1000 and a.value <= b.value / 1000:
                return _whole(a.value * 1000)
    return a.value


def _whole(value: Number) -> Number:
    value = round(value, 6)
    return int(value) if value == int(value) else value


def _range(reading: Reading, a: Numeral, b: Numeral, low: Number, before: dict[int, Cue], between: bool) -> Quantity:
    first = a.first
    words = None
    cue = before.get(first - 1)
    if between:
        opens = (
            c for c in reading.cues(reading.sentence_at(reading.starts[first]))["ranges"] if c.phrase.role == "open"
        )
        opener = next(c for c in opens if c.last in (first - 1, (cue.first if cue else first) - 1))
        first, words = opener.first, reading.text[opener.start : opener.end]
    elif cue is not None and cue.phrase.key != "exact":
        first, words = cue.first, reading.text[cue.start : cue.end]
    value = (low + b.value) / 2
    return Quantity(
        reading.starts[first], reading.ends[b.last], first, b.last, (a.first, b.last), _whole(value), low, b.value,
        Quantifier.RANGE, words, digits=True,
    )  # fmt: skip


def _single(reading: Reading, n: Numeral, before: dict[int, Cue], after: dict[int, Cue]) -> Quantity:
    first, last = n.first, n.last
    quantifier = Quantifier.EXACT
    told: list[str] = []
    while (cue := before.get(first - 1)) is not None:
        if cue.phrase.key == "exact":
            break
        kind = Quantifier(cue.phrase.key)
        quantifier = kind if quantifier in (Quantifier.EXACT, Quantifier.APPROXIMATELY) else quantifier
        told.insert(0, reading.text[cue.start : cue.end])
        first = cue.first
    cue = after.get(last + 1)
    if cue is not None and (quantifier in (Quantifier.EXACT, Quantifier.APPROXIMATELY)):
        quantifier, last = Quantifier(cue.phrase.key), cue.last
        told.append(reading.text[cue.start : cue.end])
    low, high = bounds(n.value, quantifier)
    return Quantity(
        reading.starts[first], reading.ends[last], first, last, (n.first, n.last), n.value, low, high, quantifier,
        " ".join(told) or None, year=n.year and quantifier == Quantifier.EXACT, digits=n.digits,
    )  # fmt: skip


def bounds(value: Number, quantifier: Quantifier) -> tuple[Number | None, Number | None]:
    """Return (low, high) of a single number: "more than N" is N/open, "up to N" open/N, else N/N (GUIDE)."""
    if quantifier in (Quantifier.MORE_THAN, Quantifier.VAGUE):
        return value, None
    if quantifier == Quantifier.LESS_THAN:
        return None, value
    return value, value


def _vague(reading: Reading, cue: Cue, before: dict[int, Cue]) -> Quantity:
    first = cue.first
    while (ahead := before.get(first - 1)) is not None and ahead.phrase.key != "exact":
        first = ahead.first
    return Quantity(
        reading.starts[first], cue.end, first, cue.last, (cue.first, cue.last), cue.phrase.value, cue.phrase.value,
        None, Quantifier.VAGUE, reading.text[reading.starts[first] : cue.end],
    )  # fmt: skip


def _shares(
    reading: Reading, sentence: Sentence, found: list[Quantity], shares: list[Cue], before: dict[int, Cue]
) -> list[Quantity]:
    """Turn "half of the 6,000" into a share with its base; percentages and bare shares keep an open base."""
    cues = reading.cues(sentence)
    percents = {c.first: c for c in cues.get("percent", ())}
    parts: list[Quantity] = []
    for q in found:
        cue = percents.get(q.last + 1)
        if cue is not None and q.value <= 100:
            q.share, q.last, q.end = float(q.value) / 100, cue.last, cue.end
            if q.quantifier == Quantifier.RANGE:
                q.quantifier = Quantifier.APPROXIMATELY
            parts.append(q)
    for cue in shares:
        if any(q.first <= cue.first <= q.last for q in found):
            continue
        first, quantifier, told = cue.first, Quantifier.EXACT, None
        while (ahead := before.get(first - 1)) is not None:
            quantifier, first = Quantifier(ahead.phrase.key), ahead.first
            told = reading.text[ahead.start : ahead.end]
        core = (cue.first, cue.last)
        share = float(cue.phrase.value)
        part = Quantity(reading.starts[first], cue.end, first, cue.last, core, 0, 0, 0, quantifier, told, share)
        found.append(part)
        parts.append(part)
    found.sort(key=lambda q: (q.start, -q.end))
    links = {c.first: c.last for c in cues.get("share_of", ())}
    _subsets(reading, found, parts, links, sentence)
    for part in parts:
        base = _base_after(reading, part, found, links, sentence)
        if base is not None:
            part.base, part.last, part.end = base, base.core[1], reading.ends[base.core[1]]
            if base.last > part.last:
                part.last, part.end = base.last, base.end
            set_share(part)
    return found


def _subsets(
    reading: Reading, found: list[Quantity], parts: list[Quantity], links: dict[int, int], sentence: Sentence
) -> None:
    """Link "500 of the 4,000" to its base; the number itself stays as it is."""
    articles = reading.lexicon.words("articles")
    for part in found:
        after = links.get(part.last + 1)
        if part in parts or after is None or after + 2 >= sentence.last:
            continue
        begin = after + 2 if reading.words[after + 1] in articles else after + 1
        part.base = next((q for q in found if q.first == begin and q.value > part.value and not q.year), None)


def _base_after(
    reading: Reading, part: Quantity, found: list[Quantity], links: dict[int, int], sentence: Sentence
) -> Quantity | None:
    """Return the number that a share is of: "of the region's 120,000", "of an estimated 900,000"; "half the 3,000"."""
    start = links.get(part.last + 1, part.last) + 1
    near = [q for q in found if q is not part and q.share is None and start <= q.first <= start + _BASE_REACH]
    if not near or near[0].year:
        return None
    gap = reading.words[start : near[0].first]
    if start == part.last + 1 and not (len(gap) == 1 and gap[0] in reading.lexicon.words("articles")):
        return None
    return near[0] if all(w.isalpha() or w == "'s" for w in gap) else None


_BASE_REACH = 4  # words that may stand between "of" and the base: "of the region's estimated 120,000"


def set_share(part: Quantity) -> None:
    """Compute a share on its base's value, rounded to a whole number; an open base gives an open bound (GUIDE, 10)."""
    base, share = part.base, part.share
    if base is None or share is None:
        return
    part.value = round(base.value * share)
    part.low, part.high = bounds(part.value, part.quantifier)
    if base.low is None:
        part.low = None
    if base.high is None:
        part.high = None


def _twice(reading: Reading, found: list[Quantity]) -> list[Quantity]:
    """Join a number with the same number in brackets: "Six Hundred Thousand (600,000)" (GUIDE, 10)."""
    kept: list[Quantity] = []
    for q in found:
        last = kept[-1] if kept else None
        if (
            last is not None
            and q.first == last.last + 2
            and reading.words[last.last + 1] == "("
            and q.value == last.value
            and q.last + 1 < len(reading.words)
            and reading.words[q.last + 1] == ")"
        ):
            last.last, last.end = q.last + 1, reading.ends[q.last + 1]
            continue
        kept.append(q)
    return kept
