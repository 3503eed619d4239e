"""The places of a sentence that are told without a name, beside those that it names."""

from stats.readers.reading import Reading, Sentence
from stats.readers.where.placemention import PlaceMention
from stats.readers.where.placenames import Name
from stats.readers.where.placepointers import area_at, holding_at, pointer_at, there_at
from stats.readers.where.placewords import areas_in, pointers_in, points, there_in, whose_in
from stats.readers.wordsets import WordSets

_BESIDE = 3  # tokens between a place and the area that it lies in, and from an owner to what it owns


def add_pointed(
    reading: Reading, sentence: Sentence, names: list[Name], mentions: list[PlaceMention],
    earlier: list[PlaceMention], words: WordSets, chief: str | None,
) -> None:  # fmt: skip
    """Add the mentions of a sentence that name no place: "the village", "there", "the south of the country", "It".

    mentions: those by name, to which they are added. earlier: those of the sentences before. chief: the country that
    the document is about.
    """
    if points(reading, sentence, words):
        for first, last in pointers_in(reading, sentence, names, words):
            here = [m for m in mentions if m.last < first]
            pointer = pointer_at(reading, sentence, first, last, earlier + here, words, chief)
            if pointer is not None:
                mentions.append(pointer)
        for token in (*there_in(reading, sentence, words), *whose_in(reading, sentence, words)):
            here = [m for m in mentions if m.last < token]
            there = there_at(reading, sentence, token, earlier + here, words)
            if there is not None:
                mentions.append(there)
        for first, last in areas_in(reading, sentence, names, words):
            area = area_at(reading, sentence, first, last, earlier + mentions, words, chief)
            if area is not None and not _is_named_next(reading, mentions, last, words):
                area.outer = any(_lies_in(reading, mention, area, words) for mention in mentions)
                mentions.append(area)
    holder = holding_at(reading, sentence, earlier, words)
    if holder is not None:
        mentions.append(holder)


def has_part_named(reading: Reading, land: PlaceMention, mentions: list[PlaceMention]) -> bool:
    """Tell whether a place told without a name only owns one named right behind: "the Ethiopian capital's Piassa"."""
    owner = land.last + 1
    return reading.owns(owner) and any(owner < mention.first <= owner + _BESIDE for mention in mentions)


def _lies_in(reading: Reading, place: PlaceMention, area: PlaceMention, words: WordSets) -> bool:
    """Tell whether an area only tells where the place named right before it lies: "X, IN THE WEST near Niger"."""
    between = reading.words[place.last + 1 : area.first]
    named = not (place.pointer or place.adjective or place.office) and bool(between) and len(between) <= _BESIDE
    return named and all(word in words["within"] for word in between)


def _is_named_next(reading: Reading, mentions: list[PlaceMention], last: int, words: WordSets) -> bool:
    """Tell whether areas that end at a token are named right behind: "in the two worst-hit provinces, X AND Y"."""
    comma = reading.words[last + 1 : last + 2] == [","] and reading.words[last] in words["areas"]
    return comma and any(mention.first == last + 2 and not mention.pointer for mention in mentions)
