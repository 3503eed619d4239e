"""Shares: parts of a stated count: "half of the 6,000", "56 per cent of the 111,000", "500 of the 4,000"."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from stats.readers.numbers.quantity import Quantity, set_share
from stats.readers.reading import Cue, Reading, Sentence
from stats.readers.timewords import time_words
from stats.vocabulary import Quantifier, Unit


def with_shares(
    reading: Reading, sentence: Sentence, found: list[Quantity], shares: Sequence[Cue], before: Mapping[int, Cue]
) -> list[Quantity]:
    """Turn "half of the 6,000" into a share with its base; percentages and bare shares keep an open base."""
    words, percent = reading.words, reading.lexicon.asked("percent")
    parts: list[Quantity] = []
    for q in found:
        last = percent.last(words, q.last + 1, sentence.last) if q.value <= _WHOLE else None
        if last is not None:
            q.share, q.last, q.end = float(q.value) / 100, last, reading.ends[last]
            if q.quantifier == Quantifier.RANGE:
                q.quantifier = Quantifier.APPROXIMATELY
            parts.append(q)
    for cue in shares:
        if any(q.first <= cue.first <= q.last for q in found) or _of_time(reading, cue):
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
    parts += _ratios(reading, found)
    _subsets(reading, found, parts, sentence)
    for part in parts:
        base = _base_after(reading, part, found, sentence)
        if base is not None:
            part.base, part.last, part.end = base, base.core[1], reading.ends[base.core[1]]
            if base.last > part.last:
                part.last, part.end = base.last, base.end
            set_share(part)
    return found


def _of_time(reading: Reading, cue: Cue) -> bool:
    """Tell whether a share is of a month or year: "in the first HALF of April", "the second HALF of this year"."""
    of, units = reading.lexicon.words("share_of"), time_words(reading.lexicon).units
    after = reading.words[cue.last + 1 : cue.last + 4]
    if len(after) < 2 or after[0] not in of:
        return False
    told = after[1] in reading.lexicon.words("months") or after[1] in units  # "la mitad DEL AÑO"
    return told or (len(after) > 2 and after[2] in units)


def _ratios(reading: Reading, found: list[Quantity]) -> list[Quantity]:
    """Make one share of two small numbers: "3 IN 5 of the 61,000". Takes the second number out of those found."""
    of, ratios = reading.lexicon.asked("share_of"), reading.lexicon.asked("ratios")
    gone = {id(q) for q in found if _ends_ratio(reading, q)}
    made: list[Quantity] = []
    for part, whole in pairwise(found):
        if not (part.share is None and whole.share is None and part.value < whole.value <= _RATIO):
            continue
        linked = ratios.last(reading.words, part.last + 1, whole.first) == whole.first - 1 > part.last
        if linked and (_every(reading, part, whole) or of.last(reading.words, whole.last + 1, len(reading.words))):
            part.share, part.last, part.end = float(part.value) / float(whole.value), whole.last, whole.end
            part.core, part.value, part.low, part.high = (part.core[0], whole.last), 0, 0, 0
            made.append(part)
            gone.add(id(whole))
    if gone:
        found[:] = [q for q in found if id(q) not in gone]
    return made


def _ends_ratio(reading: Reading, whole: Quantity) -> bool:
    """Tell whether a small number ends a ratio that begins with an article for "one": "UN ENFANT SUR trois"."""
    if whole.value > _RATIO or whole.share is not None or whole.first < _SHORTEST_RATIO:
        return False
    words = reading.words
    first = reading.lexicon.asked("ratios").first(words, whole.first - 1, whole.first - _SHORTEST_RATIO)
    articles = reading.lexicon.words("numeral_articles")
    return first is not None and first < whole.first - 1 and words[first - 1] in articles


_SHORTEST_RATIO = 3  # tokens before its last number: "un enfant sur"


def _every(reading: Reading, part: Quantity, whole: Quantity) -> bool:
    """Tell whether two small numbers are a share by themselves: "seven OF EVERY ten", "three out of four, 2,250".

    Nobody counts one person in so many places: "1 IN 5 are displaced".
    """
    words, k = reading.words, whole.last + 1
    if part.value == 1 and part.digits and whole.digits:
        return True
    if whole.first - part.last > 2 and words[whole.first - 1] in reading.lexicon.words("every"):
        return True
    aside = words[k : k + 1] == [","] and k + 1 < len(words) and words[k + 1][0].isdigit()
    return not part.digits and not whole.digits and aside


_RATIO = 10  # "3 in 10"; larger numbers are counts in places


def _subsets(reading: Reading, found: list[Quantity], parts: list[Quantity], sentence: Sentence) -> None:
    """Link "500 of the 4,000" to its base; the number itself stays as it is."""
    articles, of = reading.lexicon.words("articles"), reading.lexicon.asked("share_of")
    for part in found:
        if part.last + 1 >= sentence.last:
            continue
        after = of.last(reading.words, part.last + 1, sentence.last) or _out_of(reading, part.last + 1, sentence.last)
        if after is None or after + 2 >= sentence.last or part in parts:
            continue
        begin = after + 2 if reading.words[after + 1] in articles else after + 1
        while reading.words[begin] in reading.lexicon.words("whole_words") and begin + 1 < sentence.last:
            begin += 1  # "600,000 of A POPULATION OF 7.2 million"
        owner = next((k for k in range(begin, begin + _BASE_REACH) if reading.owns(k)), None)
        if owner is not None:  # "40 of the village's 300 families"
            begin = owner + 1
        near = (q for q in found if begin <= q.first <= begin + _CALLED and q.value > part.value and not q.year)
        base = next(near, None)  # "1,000 of the original 9,000", "400 of the estimated 100,000"
        if base is not None and all(_describes(reading, word) for word in reading.words[begin : base.first]):
            part.base = base


def _out_of(reading: Reading, k: int, stop: int) -> int | None:
    """Return the last token of "out of" behind a part's noun, which begins at token k: "180 houses OUT OF 200"."""
    noun = reading.lexicon.asked("units").last(reading.words, k, stop)
    return None if noun is None else reading.lexicon.asked("out_of").last(reading.words, noun + 1, stop)


def _describes(reading: Reading, word: str) -> bool:
    """Tell whether a word may only describe the number after it: no noun of people, no verb."""
    return word.isalpha() and not any(p.table in ("units", "terms", "counted") for p in reading.lexicon.starting(word))


def _base_after(reading: Reading, part: Quantity, found: list[Quantity], sentence: Sentence) -> Quantity | None:
    """Return the number that a share is of: "of the region's 120,000", "of an estimated 900,000"; "half the 3,000"."""
    of = reading.lexicon.asked("share_of").last(reading.words, part.last + 1, sentence.last)
    start = (part.last if of is None else of) + 1
    near = [q for q in found if q is not part and q.share is None and start <= q.first <= start + _BASE_REACH]
    if not near or near[0].year:
        return None
    whole = reading.lexicon.asked("share_whole").last(reading.words, part.last + 1, sentence.last)
    aged = near[0].first < near[0].core[0] and near[0].value < _WHOLE  # "more than half of them UNDER five"
    if whole is not None and (whole + 1 < near[0].first or aged):
        return None  # "40 per cent of them under 16 years of age"
    gap = reading.words[start : near[0].first]
    if any(word in reading.lexicon.words(name) for word in gap for name in ("auxiliaries", "conjunctions")):
        return None  # "in the first half of November it WAS 1,100"
    if start == part.last + 1 and not (len(gap) == 1 and gap[0] in reading.lexicon.words("articles")):
        return None
    homes = (p for word in gap for p in reading.lexicon.starting(word) if p.table == "units" and len(p.words) == 1)
    if any(p.key != Unit.PERSON for p in homes):
        return None  # "70 per cent of HOMES in the town of 20,000"
    plain = all(word.isalpha() or reading.owns(start + k) for k, word in enumerate(gap))
    return near[0] if plain else None


_WHOLE = 100  # per cent
_CALLED = 1  # words between "of the" and the number that some are of
_BASE_REACH = 6  # words that may stand between "of" and the base: "of the camp's population of 13,000"
