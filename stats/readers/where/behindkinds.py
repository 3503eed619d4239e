"""Unknown names in a script without capitals: the words behind a kind of place."""

from stats.readers.reading import Reading, Sentence
from stats.readers.where.placenames import Name
from stats.readers.wordsets import WordSets

_NAME_WORDS = 2  # words of an unknown name behind its kind


def behind_kinds(reading: Reading, sentence: Sentence, covered: set[int], words: WordSets) -> list[Name]:
    """Return the unknown words behind a kind of place, where no capitals tell names: "the town of X"."""
    found: list[Name] = []
    tokens, starts, ends, leading = reading.words, reading.starts, reading.ends, words["leading"]
    stops, knows = reading.lexicon.asked("np_stops").by_first, reading.lexicon.knows
    grammar = reading.lexicon.grammar
    definite, heads = grammar.get("kinds_before_definite", ()), grammar.get("name_heads", ())
    names = grammar.get("names_behind_kinds", ())
    for k in range(sentence.first, sentence.last - 1):
        led = tokens[k] in leading or (tokens[k] in definite and ends[k + 1] - starts[k + 1] > len(tokens[k + 1]))
        if not led or k in covered or ends[k] - starts[k] > len(tokens[k]) or k + 1 in covered:
            continue
        word, last = tokens[k + 1], k + 1
        if word in heads and k + 2 < sentence.last and tokens[k + 2].isalpha() and tokens[k + 2] not in stops:
            last = k + 2  # "the village of MOTHER OF X"
        elif not word.isalpha() or word in stops or word in words["directions"]:
            continue
        elif knows(word) and reading.folded[starts[k + 1] : ends[k + 1]] not in names:
            continue  # but "the town of THE TENTS"
        while last + 1 < sentence.last and last < k + _NAME_WORDS and tokens[last + 1] not in stops:
            if not tokens[last + 1].isalpha() or knows(tokens[last + 1]) or last + 1 in covered:
                break
            last += 1
        if tokens[k + 1 : k + 2] and not any(tokens[j] in words["telling"] for j in range(k + 1, last + 1)):
            found.append(Name(k, last, (k + 1, last), None, True))
    return found
