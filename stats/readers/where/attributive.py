"""Names of places that stand for a people ("the Somali and Oromo ethnic groups") or an adjective ("U.S. troops")."""

from stats.readers.reading import Reading, Sentence
from stats.readers.where.placemention import PlaceMention
from stats.readers.wordsets import WordSets

_DOES = 40  # code points from a place to the count that a verb behind it has


def is_attributive(reading: Reading, sentence: Sentence, mention: PlaceMention, words: WordSets) -> bool:
    """Tell whether a country's short name stands for its adjective ("1,700 U.S. troops"), a name for a people's."""
    k = mention.last + 1
    if mention.first == mention.last and not mention.role:  # "in Nablus, Israeli troops" is a place
        while k + 1 < sentence.last and reading.words[k] in words["commas"] and reading.heads[k + 1].isupper():
            k += 2  # "the Somali and Oromo ETHNIC groups"
    if k < sentence.last and reading.words[k] in words["peoples"]:
        hyphened = mention.place is None and "-" in reading.words[mention.first : mention.last]  # "MAI-MAI fighters"
        return mention.first == mention.last or hyphened
    country = mention.place is not None and mention.place.level == "country"
    after = reading.words[mention.last + 1 : mention.last + 3]
    counts = reading.within(reading.quantities, mention.end, mention.end + _DOES) if after else ()
    does = bool(mention.role) and any(q.first == mention.last + 2 for q in counts)  # "Floods in Mali DISPLACED 340"
    if after and after[0] in words["foreigners"] and not does:
        if country and after[-1] not in words["kinds"]:
            return True  # "home to over 50,000 Palestine refugees", but "a Bangladesh refugee camp"
        number = mention.first - 1  # "31,000 Nuba refugees"
        plain = mention.first == mention.last and not mention.role and number >= 0
        counted = reading.within(reading.quantities, reading.starts[number], mention.start) if plain else ()
        if any(q.last == number for q in counted):
            return True
    letters = reading.text[mention.start : mention.end].replace(".", "")
    if mention.role or mention.place is None or mention.place.level != "country" or not letters.isupper():
        return False
    following = mention.last + 1
    while following < sentence.last and reading.words[following] == ".":
        following += 1
    if len(letters) > 3 or following >= sentence.last:
        return False
    if reading.text[reading.starts[following]].isupper():
        return reading.words[following] in words["forces"] or _is_make(reading, following)
    return reading.words[following].isalpha()


def _is_make(reading: Reading, token: int) -> bool:
    """Tell whether a letter and a number name what a country's forces fly: "a US B-52 bomber"."""
    return reading.words[token + 1 : token + 2] == ["-"] and reading.words[token + 2 : token + 3][0][:1].isdigit()
