"""Places that only act, with words or elsewhere: what they did is no place of what is counted."""

from stats.gazetteer import Place
from stats.readers.reading import Reading, Sentence
from stats.readers.where.placemention import PlaceMention
from stats.readers.where.placenames import Name
from stats.readers.wordsets import WordSets, word_sets

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


def are_apart(reading: Reading, left: Name, right: Name, place: Place | None, words: WordSets) -> bool:
    """Tell whether two names with a comma between them are no list: "Alder, Birch province", "in Mali, THE US said".

    place: that of the second name.
    """
    between = reading.words[left.last + 1 : right.first]
    if between[:1] != [","] or not all(word in words["the"] for word in between[1:]):
        return False
    return len(between) == 1 or (place is not None and place.level == "country")


def begins_clause(reading: Reading, sentence: Sentence, left: Name, right: Name) -> bool:
    """Tell whether a name behind another is no second of a list but does something: "… in X, and Y SENT help".

    A verb told something before them, and no list of three goes on: "Storms hit X, Y, and Z".
    """
    words = reading.words
    joins = word_sets(reading.lexicon, "speakers")["joins"]
    if [left.last + 1, left.last + 2] != [right.first - 2, right.first - 1] or words[left.last + 1] != ",":
        return False
    if words[left.last + 2] not in joins or words[left.first - 1] == "," or right.last + 1 >= sentence.last:
        return False
    if not right.firm and words[right.last + 1] in word_sets(reading.lexicon, "places")["having_people"]:
        return False  # "are at X School, and Y School HAS 254": that it is a place only the list tells
    return is_done(reading, right.last + 1) and any(is_done(reading, k) for k in range(sentence.first, left.first))


def is_done(reading: Reading, token: int) -> bool:
    """Tell whether a word is a verb's, by its ending or as what a place does: "X WAS calm", "CLOSED a road", "SENT"."""
    word, places = reading.words[token], word_sets(reading.lexicon, "places")
    if word in reading.lexicon.words("passive", "perfect"):
        return True
    ends = word.endswith(tuple(reading.lexicon.grammar.get("past_endings", ())) or "\0")
    return ends or word in places["acting"] or word in places["sending"] or word in places["reports"]
