"""What tells which countries a text is about: the names of places in it, and words of one country alone."""

from bisect import bisect_left

from stats.gazetteer import PlaceMark
from stats.readers.reading import Reading
from stats.readers.wordsets import WordSets, word_sets


def of_places(reading: Reading, marks: list[PlaceMark]) -> list[PlaceMark]:
    """Return the marks that tell what places a text is about: not the people who are counted, "SYRIAN refugees"."""
    people, borders = reading.lexicon.asked("units"), word_sets(reading.lexicon, "places")["gates"]

    def counted(mark: PlaceMark) -> bool:
        after = bisect_left(reading.starts, mark.end)
        if reading.lexicon.grammar.get("verb_first"):  # what describes a noun stands behind it
            return people.first(reading.words, reading.token_at(mark.start) - 1, 0) is not None
        if mark.adjective and reading.words[after : after + 1] and reading.words[after] in borders:
            return True  # "near the VENEZUELAN border"
        return people.last(reading.words, after, len(reading.words)) is not None

    return [mark for mark in marks if not (mark.adjective and counted(mark))]


def signs_in(reading: Reading, words: WordSets) -> dict[str, float]:
    """Return the countries that words of one country alone tell ("barangay"), with the number of such words."""
    signs = words.mapped("signs")
    told = {reading.words[k] for k in reading.tokens_of(words["signs"])}
    found: dict[str, float] = {}
    for word in sorted(told):  # in one order, so that of countries of like weight the same one always comes first
        found[signs[word]] = found.get(signs[word], 0.0) + 1.0
    return found
