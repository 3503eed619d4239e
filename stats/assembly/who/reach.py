"""How far a speaker is heard: where an account ends that goes on behind the sentence that names who gives it."""

from stats.readers.reading import Reading, Sentence
from stats.readers.who.attribution import Attribution
from stats.readers.wordsets import word_sets

_FARTHEST = 3  # sentences of prose from a speaker to a count that still rests on him
_FAR = 2  # the same for one whose own sentence counts nobody
_BESIDE = 6  # tokens between a number and a word for those it counts
_SHORT = 5  # sentences of a paragraph as a writer makes one; a longer one has lost its breaks on the way


def is_heard(reading: Reading, home: Sentence, sentence: Sentence, mark: Attribution) -> bool:
    """Tell whether a speaker is still heard in a sentence of prose: "300 fled, the mayor said. Twelve died."

    One who told of no count and of nobody's fate is hardly heard: "X announces a tax. The toll rises to 570", and only
    where he closes what he told, in a paragraph that is short: "The road is cut, X said. Some 300 have left."
    """
    if sentence.shape != "prose" or sentence.index <= home.index or mark.label:
        return True
    distance = sentence.index - home.index
    quoted = reading.folded.count('"', reading.starts[mark.last], sentence.start) == 1
    if quoted and mark.last < home.last - 1 and distance <= _SHORT:
        return True  # the quotation that the speaker began goes on: 'He said: "We fled. They killed five."'
    if _counts(reading, home):
        return distance <= _FARTHEST
    if distance > _FAR:
        return False
    words = word_sets(reading.lexicon, "speakers")
    opening = reading.words[reading.opening(sentence)]
    goes_on = mark.trailing or opening in words["body"] or opening in words["person"]
    return (goes_on and _size(reading, sentence) <= _SHORT) or _tells_fates(reading, home)


def is_of_those(reading: Reading, mark: Attribution, start: int) -> bool:
    """Tell whether a speaker's words hold a count at `start`: "Hundreds of families fled and told of a raid"."""
    last = reading.token_at(mark.end - 1)
    return mark.start <= start < mark.end and not reading.heads[last].isupper()  # "300 returnees in Alder IOM"


def tells_quote(reading: Reading, sentence: Sentence, mark: Attribution) -> bool:
    """Tell whether a speaker closes or tells the quotation that a sentence begins, told of no other behind its end.

    Not '"We fled. Three died." The road is open, POLICE SAID'; not 'He said: "Three died." Another SOURCE SAID'.
    """
    first = sentence.index
    while first and reading.sentences[first - 1].printed == sentence.printed:
        first -= 1
    start = reading.sentences[first].start
    if reading.folded.count('"', start, sentence.start) % 2:
        return mark.trailing and reading.sentence_at(reading.starts[mark.first]).index - sentence.index <= 1
    return mark.trailing or reading.folded.count('"', start, reading.starts[mark.first]) % 2 == 1


def _counts(reading: Reading, home: Sentence) -> bool:
    """Tell whether a sentence counts people or homes: a number beside a word for them or for what befell them."""
    numbers = [q for q in reading.numbers_in(home) if not q.year]
    if not numbers:
        return False
    cues = reading.cues(home)
    told = [cue for table in ("units", "terms") for cue in cues.all(table)]
    if any(-_BESIDE <= cue.first - q.last <= _BESIDE for q in numbers for cue in told):
        return True
    of_them = reading.lexicon.asked("of_them")
    return any(of_them.last(reading.words, q.last + 1, home.last) is not None for q in numbers)


def _tells_fates(reading: Reading, home: Sentence) -> bool:
    """Tell whether a sentence says what befell people, though not how many: "They were killed by a shell"."""
    return any(cue.phrase.role in _FATES for cue in reading.cues(home).all("terms"))


_FATES = frozenset({"done", "nouns"})


def _size(reading: Reading, sentence: Sentence) -> int:
    """Return how many sentences its paragraph has, as the text prints it."""
    if "sizes of paragraphs" not in reading.memo:
        sizes: dict[int, int] = {}
        for s in reading.sentences:
            sizes[s.printed] = sizes.get(s.printed, 0) + 1
        reading.memo["sizes of paragraphs"] = sizes
    found: int = reading.memo["sizes of paragraphs"][sentence.printed]
    return found
