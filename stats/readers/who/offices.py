"""Which words name a body: by its noun, by its capitals, or as an organisation that is known."""

from stats.readers.reading import Reading, Sentence
from stats.readers.who.organisations import source_of
from stats.readers.wordsets import WordSets

_COUNTED = frozenset(("units", "terms"))


def is_office(reading: Reading, first: int, last: int, words: WordSets) -> bool:
    """Tell whether tokens name a body beyond doubt: by its noun, in capitals, or as an organisation."""
    if is_trade(reading, first, last, words):
        return True
    letters = reading.text[reading.starts[last] : reading.ends[last]]
    short = len(letters) > 1 and letters.isupper()
    if short and any(p.table in _COUNTED for p in reading.lexicon.starting(reading.words[last])):
        short = False  # "IDP figures"
    return short


def is_trade(reading: Reading, first: int, last: int, words: WordSets) -> bool:
    """Tell whether tokens hold a noun of a body or of people who tell, or the name of a known organisation."""
    phrase = reading.words[first : last + 1]
    return words["people"].any(phrase) or words["bodies"].any(phrase) or is_organisation(reading, first, last)


def is_organisation(reading: Reading, first: int, last: int) -> bool:
    """Tell whether the tokens [first, last] hold the name of a known organisation."""
    return source_of(reading.text[reading.starts[first] : reading.ends[last]], proper=True) is not None


def closes_named(reading: Reading, sentence: Sentence, whole: tuple[int, int]) -> bool:
    """Tell whether a body's own name closes a sentence: "..., reported THE DAILY STAR.", but not "counted the dead.".

    whole: the code points of the name.
    """
    first, last = reading.token_at(whole[0]), reading.token_at(whole[1] - 1)
    ends = not any(word[0].isalnum() for word in reading.words[last + 1 : sentence.last])
    return ends and any(reading.heads[k].isupper() for k in range(first, last + 1))


def people_there(reading: Reading, sentence: Sentence, before: int, words: WordSets) -> bool:
    """Tell whether people at a place stand before a verb: "HOSPITALS IN the capital list 40", "RESIDENTS OF Alder"."""
    tokens, plural = reading.words, reading.lexicon.grammar.get("plural", "")
    for k in range(before - 1, max(sentence.first - 1, before - _THERE), -1):
        if not tokens[k].isalpha():
            return False
        inside = tokens[k + 1] in words["links"] or (
            tokens[k + 1] in words["openers"] and tokens[k + 1] not in words["joins"]
        )
        if inside and (tokens[k] in words["people"] or tokens[k] in words["bodies"]):
            opens = k == sentence.first or tokens[k - 1] in words["that"] or not tokens[k - 1].isalpha()
            opens = opens or (k == sentence.first + 1 and tokens[k - 1] not in words["openers"])
            return opens and bool(plural) and tokens[k].endswith(plural)
    return False


_THERE = 6  # tokens from people to the verb: "officials in the south REPORT"
