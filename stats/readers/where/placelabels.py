"""Unknown names that can only be a place's because each is the label of a count: "Lushagara (11,416), Bele: 5,127"."""

from stats.readers.reading import Reading, Sentence
from stats.readers.who.organisations import source_of
from stats.readers.wordsets import WordSets, word_sets

_DASHES = frozenset({"-", "–", "—"})
_LABEL = 4  # tokens of a label with its colon
_UNIT = 3  # tokens of a line after the count behind a dash
_LEAST = 31  # a count in brackets behind a name, and no day of a month


def is_label(reading: Reading, sentence: Sentence, first: int, last: int, words: WordSets) -> bool:
    """Tell whether a name in a list is the label of a count: ", Lushagara (11,416 displaced)"."""
    tokens = reading.words
    before, after = first - 1, last + 1
    if after < sentence.last and sentence.first == first and tokens[after] in _DASHES:
        run, speakers = tokens[first : last + 1], word_sets(reading.lexicon, "speakers")
        if all(map(reading.lexicon.knows, run)) or speakers["people"].any(run) or words["no_labels"].any(run):
            return False
        counts = reading.numbers_in(sentence)  # a line "Mororo - 300 households"
        return len(counts) == 1 and counts[0].first == after + 1 and sentence.last - counts[0].last <= _UNIT
    if after + 1 < sentence.last and tokens[after] == ":" and tokens[after + 1][0].isdigit():
        label = (reading, sentence, first, last, words)
        return _is_of_colons(*label) or _is_of_list(*label)
    if after == sentence.last and first > sentence.first and sentence.shape != "prose":
        counts = reading.numbers_in(sentence)  # a line "5 742 Milezi"
        alone = len(counts) == 1 and counts[0].last == before and counts[0].first - sentence.first <= 1
        cried = reading.text[reading.starts[first] : reading.ends[last]].isupper()
        return alone and not cried and not all(map(reading.lexicon.knows, tokens[first:after]))
    while before >= sentence.first and tokens[before] in words["joins"] and tokens[before] not in words["commas"]:
        before -= 1
    if after + 1 >= sentence.last or tokens[after] != "(" or before < sentence.first:
        return False
    if not reading.lexicon.words("months").isdisjoint(tokens[first : last + 1]):
        return False
    counts = [q for q in reading.numbers_in(sentence) if q.first == after + 1 and q.low]
    if any(words["no_labels"].any(tokens[q.last + 1 : q.last + 2]) for q in counts):
        return _is_bare(reading, first, last, words)  # "ahead of Bele (51 KILLED)"
    listed = tokens[before] in words["commas"] or tokens[before] in words["naming"] or tokens[before] == ":"
    return listed and any(q.low > _LEAST for q in counts)


def _is_of_list(reading: Reading, line: Sentence, first: int, last: int, words: WordSets) -> bool:
    """Tell whether an unknown name is the label of a line among others that are alike: "• Bele: 127", "• Meri: 610"."""
    opens = line.shape in ("item", "head") and first == reading.opening(line)
    if not opens or not _is_bare(reading, first, last, words):
        return False
    return any(
        (beside := _labelled(reading, line.index + step)) is not None and _is_bare(reading, *beside, words)
        for step in (-1, 1)
    )


def _labelled(reading: Reading, index: int) -> tuple[int, int] | None:
    """Return the tokens of the label of a line that goes on with a colon and a number, None where it has none."""
    if not 0 <= index < len(reading.sentences) or reading.sentences[index].shape not in ("item", "head"):
        return None
    line = reading.sentences[index]
    first = reading.opening(line)
    for k in range(first, min(line.last - 1, first + _LABEL)):
        if reading.words[k] == ":" and k > first and reading.words[k + 1][0].isdigit():
            return first, k - 1
    return None


def _is_bare(reading: Reading, first: int, last: int, words: WordSets) -> bool:
    """Tell whether a label is words in capitals of which the lexicon knows none, no short name of a body: "Bele"."""
    label = range(first, last + 1)
    if not all(reading.heads[k].isupper() and reading.words[k].isalpha() for k in label):
        return False
    written = reading.text[reading.starts[first] : reading.ends[last]]
    if written.isupper() or words["no_labels"].any(reading.words[first : last + 1]):
        return False
    return not any(reading.lexicon.knows(reading.words[k]) for k in label) and source_of(written) is None


def _is_of_colons(reading: Reading, sentence: Sentence, first: int, last: int, words: WordSets) -> bool:
    """Tell whether an unknown name is one of several that each have a number: "Bele: 5,127; Meri: 33,610"."""
    tokens, speakers = reading.words, word_sets(reading.lexicon, "speakers")
    run = tokens[first : last + 1]
    begins = first == sentence.first or not (tokens[first - 1].isalnum() or tokens[first - 1] in "().")
    if not begins or speakers["people"].any(run) or words["no_labels"].any(run) or any(map(reading.lexicon.knows, run)):
        return False
    colons = (k for k in range(sentence.first, sentence.last - 1) if tokens[k] == ":")
    return sum(tokens[k + 1][0].isdigit() for k in colons) > 1
