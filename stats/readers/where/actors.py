"""Countries that only act, with words or elsewhere: what they did is no place of what is counted."""

from stats.readers.reading import Reading, Sentence
from stats.readers.where.placemention import PlaceMention
from stats.readers.wordsets import WordSets

_LEADING = 3  # tokens between a country and its verb: "has also"


def quiet_actors(reading: Reading, sentence: Sentence, mentions: list[PlaceMention], words: WordSets) -> None:
    """Make parties of the countries of a sentence that only act: "ISRAEL has demanded the arrest of 36".

    One that sends somebody does so where another place follows: "TURKEY sent 300 rescuers to Derna".
    """
    for mention in mentions:
        if mention.role or mention.many or mention.outer or mention.place is None or mention.place.level != "country":
            continue
        verb = _verb(reading, sentence, mention, words)
        if verb in words["acting"] or (verb in words["sending"] and _goes_on(mention, mentions)):
            mention.role = "parties"


def _verb(reading: Reading, sentence: Sentence, mention: PlaceMention, words: WordSets) -> str:
    """Return the word behind a name and the small words of its verb: "Israel has also DEMANDED"."""
    following = reading.words[mention.last + 1 : min(sentence.last, mention.last + 2 + _LEADING)]
    return next((word for word in following if word not in words["before_acting"]), "")


def _goes_on(mention: PlaceMention, mentions: list[PlaceMention]) -> bool:
    """Tell whether another country's place follows."""
    return any(m.first > mention.last and not m.adjective and m.country != mention.country for m in mentions)
