"""Places that only tell where another one lies or where somebody spoke: "areas bordering X", "told newsmen in X"."""

from stats.readers.reading import Reading, Sentence
from stats.readers.wordsets import WordSets

_TOLD = 3  # tokens before the press among which a word tells that it was spoken to: "TOLD a news conference"


def told_beside(reading: Reading, sentence: Sentence, first: int, last: int, words: WordSets) -> str:
    """Return the role of a place of tokens [first, last] that is not where anything counted happened, else ""."""
    tokens, before = reading.words, first - 1
    if before - 1 < sentence.first:
        return ""
    if tokens[before] in words["bordering"] and tokens[before - 1] in words["kinds"]:
        return "beside"  # "near areas BORDERING X"
    if tokens[before] not in words["within"]:
        return ""
    k = before - 1
    while k > sentence.first and tokens[k] in words["press_meetings"]:
        k -= 1  # "a press CONFERENCE in X"
    if tokens[k] not in words["press"] and k == before - 1:
        return ""
    articles = reading.lexicon.words("numeral_articles")
    if tokens[last + 1 : last + 2] == [","] and not articles.isdisjoint(tokens[last + 2 : last + 3]):
        return ""  # "told reporters in X, A badly hit town": where it happened as well
    near = tokens[max(sentence.first, k - _TOLD) : k + 1]
    addressed = reading.lexicon.table("attributions")
    spoken = {p.words[0] for p in addressed if p.role == "addressed"} | words["spoken_to"]
    return "" if spoken.isdisjoint(near) else "parties"
