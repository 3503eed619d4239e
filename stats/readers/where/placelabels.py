"""Unknown names that can only be a place's because each is the label of a count: "Lushagara (11,416), Bele: 5,127"."""

from stats.readers.reading import Reading, Sentence
from stats.readers.wordsets import WordSets, word_sets

_DASHES = frozenset({"-", "–", "—"})
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
        return _is_of_colons(reading, sentence, first, last, words)
    if after == sentence.last and first > sentence.first and sentence.shape != "prose":
        counts = reading.numbers_in(sentence)  # a line "5 742 Milezi"
        alone = len(counts) == 1 and counts[0].last == before and counts[0].first - sentence.first <= 1
        cried = reading.text[reading.starts[first] : reading.ends[last]].isupper()
        return alone and not cried and not all(map(reading.lexicon.knows, tokens[first:after]))
    while before >= sentence.first and tokens[before] in words["joins"] and tokens[before] not in words["commas"]:
        before -= 1
    if after + 1 >= sentence.last or tokens[after] != "(" or before < sentence.first:
        return False
    if tokens[before] not in words["commas"] and tokens[before] not in words["naming"] and tokens[before] != ":":
        return False
    if not reading.lexicon.words("months").isdisjoint(tokens[first : last + 1]):
        return False
    counts = [q for q in reading.numbers_in(sentence) if q.first == after + 1 and q.low]
    return any(q.low > _LEAST or words["no_labels"].any(reading.words[q.last + 1 : q.last + 2]) for q in counts)


def _is_of_colons(reading: Reading, sentence: Sentence, first: int, last: int, words: WordSets) -> bool:
    """Tell whether an unknown name is one of several that each have a number: "Bele: 5,127; Meri: 33,610"."""
    tokens, speakers = reading.words, word_sets(reading.lexicon, "speakers")
    run = tokens[first : last + 1]
    begins = first == sentence.first or not (tokens[first - 1].isalnum() or tokens[first - 1] in "().")
    if not begins or speakers["people"].any(run) or words["no_labels"].any(run) or any(map(reading.lexicon.knows, run)):
        return False
    colons = (k for k in range(sentence.first, sentence.last - 1) if tokens[k] == ":")
    return sum(tokens[k + 1][0].isdigit() for k in colons) > 1
