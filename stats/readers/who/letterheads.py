"""The body whose name heads a bulletin, in a line of its own or a part of the title: "DISASTER MANAGEMENT CENTRE"."""

from collections.abc import Iterator

from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.readers.who.attribution import Attribution
from stats.readers.who.organisations import is_authority, source_of
from stats.readers.wordsets import word_sets
from stats.vocabulary import Term

_TITLES = 3  # lines at the top that may hold it
_LONGEST = 10  # tokens of a body's name
_SHORT = (3, 8)  # letters of its short name
_SETS, _ENDS = frozenset("|·–—"), frozenset(",(;")
_SIGNS = _SETS | _ENDS


def letterhead(reading: Reading, line: Sentence) -> Attribution | None:
    """Return the body whose name is all that a part of a title tells; None where the title names a document.

    "OCHA | Flash Update 3" names the publisher of the update, which need not be who counted; "NDMA situation report 40"
    names a country's authority, which tells its own counts.
    """
    if line.index >= _TITLES or line.shape not in ("head", "row"):
        return None
    words = word_sets(reading.lexicon, "speakers")
    if words["documents"].any(reading.words[line.first : line.last]):
        return _authority(reading, line)
    for first, stop in _parts(reading, line):
        if _is_short_name(reading, first, stop) or _is_body(reading, line, first, stop):
            span = (reading.starts[first], reading.ends[stop - 1])
            return Attribution(*span, line.first, stop - 1, heading=True, whole=span, letterhead=True)
    return None


def is_masthead(reading: Reading, line: Sentence) -> bool:
    """Tell whether a line at the top says with its day who brought a text out: "from OCHA / Published on 3 May".

    The day stands behind its label, which opens a line: of its own or in the same block.
    """
    if line.shape != "head" or line.index >= _TOP:
        return False
    header, words = time_words(reading.lexicon).header, reading.words
    below = reading.sentences[line.index + 1 : line.index + 2]
    stop = below[0].last if below and below[0].shape == "head" else line.last
    days = (k for k in range(line.first + 1, stop) if words[k][0].isdigit())
    labels = (k - (words[k - 1] == ":") for k in days)
    labelled = (k - n for k in labels for n in _LABEL if k - n > line.first and tuple(words[k - n : k]) in header)
    return any("\n" in reading.text[reading.ends[k - 1] : reading.starts[k]] for k in labelled)


_TOP = 8  # lines at the top that may be a masthead's
_LABEL = (3, 2, 1)  # words before its day: "published on"


def _authority(reading: Reading, line: Sentence) -> Attribution | None:
    """Return the public authority whose short name opens the title of a report, None where none does."""
    for stop in range(min(line.last, line.first + _WORDS), line.first, -1):
        start, end = reading.starts[line.first], reading.ends[stop - 1]
        if is_authority(reading.text[start:end]):
            return Attribution(start, end, line.first, stop - 1, heading=True, whole=(start, end), letterhead=True)
    return None


_WORDS = 3  # of such a short name: "CAL FIRE", "DSWD-DROMIC"


def _parts(reading: Reading, line: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the tokens [first, stop) of each part of a title that a sign sets off."""
    first: int | None = line.first
    stop = line.last - (reading.words[line.last - 1] == ".")
    for k in range(line.first, stop + 1):
        if k == stop or reading.words[k] in _SIGNS or _is_dash(reading, k):
            if first is not None and first < k <= first + _LONGEST:
                yield first, k
            ended = k < line.last and reading.words[k] in _ENDS  # "Huanuni, Oruro Department" names places
            first = None if ended else k + 1


def _is_dash(reading: Reading, k: int) -> bool:
    """Tell whether a token is a hyphen with space around it: "UNGRD - RAINY SEASON"."""
    return reading.words[k] == "-" and reading.starts[k] > reading.ends[k - 1]


def _is_short_name(reading: Reading, first: int, stop: int) -> bool:
    """Tell whether tokens are nothing but the short name of a known body, or of several: "NDMA", "MRCS/IFRC"."""
    names = [reading.text[reading.starts[k] : reading.ends[k]] for k in range(first, stop, 2)]
    joined = all(reading.words[k] == "/" for k in range(first + 1, stop, 2))
    short = all(name.isupper() and name.isalpha() and _SHORT[0] <= len(name) <= _SHORT[1] for name in names)
    return short and joined and any(source_of(name, proper=True) for name in names)


def _is_body(reading: Reading, line: Sentence, first: int, stop: int) -> bool:
    """Tell whether tokens are the name of a public body: it ends in what it is, or says whose or what for.

    "Disaster Management CENTRE", "MINISTRY OF Home Affairs", "SECRETARIAT FOR Risk Management".
    """
    named, lexicon = reading.lexicon.asked("institutions"), reading.lexicon
    small = lexicon.words("numeral_of", "articles") | word_sets(lexicon, "speakers")["links"]
    if not all(reading.words[k].isalpha() and (reading.heads[k].isupper() or reading.words[k] in small)
               for k in range(first, stop)):  # fmt: skip
        return False
    told = (cue for cue in reading.cues(line).all("terms") if cue.phrase.key != Term.ARMED)
    if any(first <= cue.first < stop for cue in told):
        return False  # "DISPLACED persons office", but "POLICE HEADQUARTERS"
    start, end = reading.starts[first], reading.ends[stop - 1]
    if any(place.start <= start and end <= place.end for place in reading.within(reading.places, start, end)):
        return False  # "EVACUATION CENTRE", "Oruro Department"
    for k in range(first, stop):
        last = named.last(reading.words, k, stop)
        if last is None:
            continue
        if stop > first + 1 if last + 1 == stop else reading.words[last + 1] in small:
            return True
    return False
