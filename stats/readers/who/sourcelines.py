"""Lines that say whose figures a bulletin's are: "Source: NDMA", "Data: IOM", a post's "Red Cross @handle"."""

from stats.readers.reading import Reading, Sentence
from stats.readers.who.attribution import Attribution
from stats.readers.who.organisations import source_of
from stats.readers.wordsets import word_sets

_LINE = 40  # tokens of such a line
_NAME = 14  # tokens of the names in it
_OPENERS = frozenset("(*-•–[")
_ENDS = frozenset(";()|·•")
_POSTER = 7  # tokens of a name before its handle


def source_line(reading: Reading, sentence: Sentence) -> Attribution | None:
    """Return the source that a line names and tells nothing else of, None where it is no such line."""
    words, first = reading.words, sentence.first
    if sentence.last - first > _LINE:
        return None
    first += words[first] in _OPENERS
    last = _label(reading, sentence, first)
    if last is not None:
        return _named(reading, sentence, last + 1)
    made = reading.lexicon.asked("source_lines", "makers").last(words, first, sentence.last)
    if made is not None and sentence.shape != "prose":
        return _maker(reading, sentence, made + 1)
    found = _bracketed(reading, sentence) or _poster(reading, sentence) or _dated_name(reading, sentence)
    if found is None and sentence.index and sentence.index + _CLOSING >= len(reading.sentences):
        return _closing(reading, sentence)
    return found


def _maker(reading: Reading, sentence: Sentence, first: int) -> Attribution | None:
    """Return the body that made a sheet: "Prepared by: the Emergency Operations Centre"."""
    first += reading.words[first : first + 1] != [] and reading.words[first] in reading.lexicon.words("articles")
    found = _named(reading, sentence, first) if first < sentence.last else None
    if found is None or not reading.heads[first].isupper():
        return None
    kinds = reading.lexicon.asked("institutions")
    named = any(kinds.last(reading.words, k, found.last + 1) is not None for k in range(first, found.last + 1))
    if not named and source_of(reading.text[found.start : found.end], proper=True) is None:
        return None  # "Issued by: Sarah Bird"
    found.first, found.letterhead = sentence.first, True
    return found


def _dated_name(reading: Reading, sentence: Sentence) -> Attribution | None:
    """Return the body's short name that a line under a count gives with a month: "GoA – August 2021"."""
    words, first, stop = reading.words, sentence.first, sentence.last
    months = reading.lexicon.words("months")
    if sentence.shape != "head" or not 3 <= stop - first <= _LABELLED or months.isdisjoint(words[first + 2 : stop]):
        return None
    sign = next((k for k in range(first + 1, stop - 1) if words[k] in _DASHES), None)
    if sign is None or not all(word in months or word.isdigit() for word in words[sign + 1 : stop]):
        return None
    named = [reading.text[reading.starts[k] : reading.ends[k]] for k in range(first, sign)]
    short = len(named) == 1 and sum(map(str.isupper, named[0])) > 1 and not reading.lexicon.knows(words[first])
    if not (short or source_of(" ".join(named), proper=True)):
        return None
    span = (reading.starts[first], reading.ends[sign - 1])
    return Attribution(*span, first, sign, trailing=True, heading=True, line=True, whole=span)


_LABELLED = 8  # tokens of such a line
_CLOSING = 3  # sentences at the end that may sign what stands above


def _closing(reading: Reading, sentence: Sentence) -> Attribution | None:
    """Return the body that a last line signs with: "- IOM Alder, 3 May", "Numbers at 6 a.m., NDMA", "NDMA"."""
    words, first, stop = reading.words, sentence.first, sentence.last
    if words[first] in _DASHES:
        first += 1
        end = next((k for k in range(first, stop) if words[k] in ",;." or words[k][0].isdigit()), stop)
        months = reading.lexicon.words("months")
        if words[end - 1] == ")" and words[end : end + 1] == [","]:
            return _body(reading, sentence, first, end)  # "- Relief Centre (RC), Alder"
        dated = words[end:stop] and all(not w[0].isalpha() or w in months for w in words[end:stop])
        return _body(reading, sentence, first, end) if dated else None  # an agency's tail has no day: "- Reuters"
    stop -= words[stop - 1] == "."
    accounts = word_sets(reading.lexicon, "attributions")["owned"]
    if words[first] in accounts and "," in words[first:stop]:
        return _body(reading, sentence, stop - words[first:stop][::-1].index(","), stop)
    last = sentence.index + 1 == len(reading.sentences) and sentence.shape == "head"
    return _body(reading, sentence, first, stop) if last else None


def _body(reading: Reading, sentence: Sentence, first: int, stop: int) -> Attribution | None:
    """Return the tokens [first, stop) as a source where they are the name of a body and nothing else."""
    words, stops = reading.words, reading.lexicon.words("numeral_of", "articles")
    if not first < stop <= first + _BODY:
        return None
    span = (reading.starts[first], reading.ends[stop - 1])
    stop -= _BRACKET * (words[stop - 1] == ")" and stop - first > _BRACKET and words[stop - _BRACKET] == "(")
    if not all(words[k].isalpha() and (reading.heads[k].isupper() or words[k] in stops) for k in range(first, stop)):
        return None
    speakers = word_sets(reading.lexicon, "speakers")
    body = speakers["people"].any(words[first:stop]) or speakers["bodies"].any(words[first:stop])
    if not body and source_of(reading.text[slice(*span)], proper=True) is None:
        return None
    return Attribution(*span, sentence.first, stop - 1, trailing=True, heading=True, line=True, whole=span)


_BODY = 10  # tokens of a body's name
_BRACKET = 3  # tokens of its short name in brackets
_DASHES = frozenset("-–—")


def _bracketed(reading: Reading, sentence: Sentence) -> Attribution | None:
    """Return what stands in brackets on a line of its own, where one of its words is a body's short name: "(OCHA)"."""
    words, first = reading.words, sentence.first
    if words[first] != "(" or words[sentence.last - 1] != ")":
        return None
    found = _named(reading, sentence, first + 1)
    if found is None:
        return None
    inside = range(first + 1, found.last + 1)
    short = (k for k in inside if _SHORT[0] <= len(words[k]) <= _SHORT[1] and words[k].isalpha())
    written = (reading.text[reading.starts[k] : reading.ends[k]] for k in short if not reading.lexicon.knows(words[k]))
    return found if any(word.isupper() for word in written) else None


_SHORT = (3, 7)  # letters of a body's short name


def _label(reading: Reading, sentence: Sentence, first: int) -> int | None:
    """Return the last token of the words that open a source line."""
    lexicon, stop = reading.lexicon, sentence.last
    last = lexicon.asked("source_lines", "labels").last(reading.words, first, stop)
    if last is not None or sentence.shape != "head":
        return last
    last = lexicon.asked("source_lines", "bare").last(reading.words, first, stop)
    named = last is not None and last + 1 < stop and reading.heads[last + 1].isupper()
    return last if named and reading.heads[first].isupper() else None


def _named(reading: Reading, sentence: Sentence, first: int) -> Attribution | None:
    """Return the names that start at a token, up to a date, a bracket or the line's end."""
    words, months = reading.words, reading.lexicon.words("months")
    end = first
    for k in range(first, min(sentence.last, first + _NAME)):
        dated = words[k] == "," and not months.isdisjoint(words[k + 1 : k + 2])
        if words[k] in _ENDS or dated or (words[k] == "," and _aside(words, k + 1)):
            break
        end = k + 1
    while end > first and not words[end - 1][0].isalnum():
        end -= 1
    if end <= first or not reading.heads[first].isalpha():
        return None
    span = (reading.starts[first], reading.ends[end - 1])
    return Attribution(*span, sentence.first, end - 1, trailing=True, heading=True, line=True, whole=span)


def _aside(words: list[str], k: int) -> bool:
    """Tell whether a date, a telephone's number or the like follows a comma: "(Province DRR office, hp 0812 …)"."""
    return any(word[0].isdigit() for word in words[k : k + 2])


def _poster(reading: Reading, sentence: Sentence) -> Attribution | None:
    """Return who posts, told with the handle: "Kenya Red Cross @KenyaRedCross · Apr 27"."""
    words, first = reading.words, sentence.first
    if sentence.shape != "head" or "@" not in words[first + 1 : min(sentence.last - 1, first + _POSTER)]:
        return None
    sign = words.index("@", first)
    end = sign - (words[sign - 1] == "(")
    closed = reading.starts[sign + 1] == reading.ends[sign]
    if not closed or not all(reading.heads[k].isupper() or not words[k].isalpha() for k in range(first, end)):
        return None
    span = (reading.starts[first], reading.ends[end - 1])
    return Attribution(*span, first, sign + 1, heading=True, line=True, whole=span)
