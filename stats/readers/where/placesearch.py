"""Finds the names of places in a sentence: the gazetteer's, and words in capitals where a place would stand."""

from bisect import bisect_left

from stats.gazetteer import PlaceMark, gazetteer
from stats.readers.reading import Reading, Sentence
from stats.readers.where.behindkinds import behind_kinds
from stats.readers.where.placenames import Name, widened
from stats.readers.where.unknownnames import after_title, unknown_names
from stats.readers.wordsets import WordSets, word_sets

MASKS = "place_masks"
_LINKS = 2  # small words inside a name


def names_in(
    reading: Reading, sentence: Sentence, marks: list[PlaceMark], others: list[PlaceMark], words: WordSets,
    *, unknown: bool,
) -> list[Name]:  # fmt: skip
    """Return the names of a sentence in order: the gazetteer's, and words in capitals where a place would stand.

    marks: the gazetteer's places. others: its marks that are no places (nationalities, names of offices).
    unknown: names that the gazetteer does not know are looked for too.
    """
    masks = reading.cues(sentence).all(MASKS)
    covered = {k for cue in masks for k in range(cue.first, cue.last + 1)} if masks else set()
    for mark in others:
        covered.update(_tokens_of(reading, mark))
    names: list[Name] = []
    for mark in marks:
        tokens = _tokens_of(reading, mark)
        if not tokens or tokens[-1] >= sentence.last or (covered and not covered.isdisjoint(tokens)):
            continue
        covered.update(tokens)
        if tokens[-1] + 1 < sentence.last and reading.words[tokens[-1] + 1] in words["clocks"]:
            continue
        if not _is_direction(reading, sentence, tokens, words) and not after_title(
            reading, sentence, tokens[0], words
        ):
            span = (tokens[0], tokens[-1])
            names.append(widened(reading, sentence, Name(*span, span, mark, True), words))
    if unknown and reading.lexicon.grammar.get("caseless"):
        names += behind_kinds(reading, sentence, covered, words)
    elif unknown:
        names += unknown_names(reading, sentence, covered, words)
    names.sort(key=lambda name: name.core)
    whole: list[Name] = []
    for name in names:
        if whole and name.mark is None and whole[-1].core[1] + 1 == name.core[0] == name.first:
            if _is_land(whole[-1]):
                whole.append(name)
                continue  # "the governor of North Kivu | Ana Brito"
            longer = whole[-1]  # "San Miguel" is another place than "San Miguel Los Lotes"
            longer.last, longer.core, longer.mark = name.last, (longer.core[0], name.core[1]), None
        elif whole and whole[-1].mark is None and whole[-1].last + 1 == name.core[0] == name.first:
            before = whole[-1]  # "North Penajam Paser Regency" is another place than Paser Regency
            if is_office(reading, before.first):
                whole.pop()
                continue
            before.last, before.core, before.firm = name.last, (before.core[0], name.core[1]), True
        elif whole and name.mark is None and _hyphened(reading, whole[-1], name, words):
            first = whole[-1]  # "Kafin-Koro" is another place than Kafin
            first.last, first.core, first.mark = name.last, (first.core[0], name.core[1]), None
        elif whole and _linked(reading, whole[-1], name, words):
            first = whole[-1]  # "Pital de la Costa" is another place than Pital, and no coast
            first.last, first.core, first.mark = name.last, (first.core[0], name.core[1]), None
        else:
            whole.append(name)
    return whole


def _is_land(name: Name) -> bool:
    """Tell whether a name is a country's or a province's, which goes on with no further name."""
    return name.mark is not None and gazetteer().candidates(name.mark)[0].level in ("country", "admin1")


def is_office(reading: Reading, first: int) -> bool:
    """Tell whether a title and "of" stand before a name: "the mayor OF Payán", "chief OF Civil Defence Ana Flores"."""
    titles = word_sets(reading.lexicon, "speakers")["titles"]
    of = word_sets(reading.lexicon, "places")["of"]
    return first > 1 and reading.words[first - 1] in of and reading.words[first - 2] in titles


def _hyphened(reading: Reading, left: Name, right: Name, words: WordSets) -> bool:
    """Tell whether two names are written as one with a hyphen, an article before it or not: "Aita al-Shaab"."""
    hyphen = right.core[0] - 1
    if hyphen <= left.core[1] or reading.words[hyphen] != "-" or reading.ends[hyphen] != reading.starts[hyphen + 1]:
        return False
    if reading.ends[hyphen - 1] != reading.starts[hyphen]:
        return False
    apart = hyphen - left.core[1]
    if apart == 3:  # "Pul-e-Abrisham"
        return reading.words[hyphen - 2] == "-" and reading.words[hyphen - 1] in words["particles"]
    return apart == 1 or (apart == 2 and reading.words[hyphen - 1] in words["particles"])


def _linked(reading: Reading, left: Name, right: Name, words: WordSets) -> bool:
    """Tell whether small words make one name of two: "Puerto Lopez DE LA Sierra"."""
    between = reading.words[left.core[1] + 1 : right.core[0]]
    links = words["name_links"]
    return left.last == left.core[1] and 0 < len(between) <= _LINKS and all(word in links for word in between)


def _tokens_of(reading: Reading, mark: PlaceMark) -> range:
    """Return the tokens of a mark."""
    return range(bisect_left(reading.ends, mark.start + 1), bisect_left(reading.ends, mark.end) + 1)


def _is_direction(reading: Reading, sentence: Sentence, tokens: range, words: WordSets) -> bool:
    """Tell whether a name is only a direction ("Western"), with no one kind of place after it ("North region")."""
    directions = words["directions"]
    if reading.words[tokens[0]] not in directions or not all(reading.words[k] in directions for k in tokens):
        return False
    following, k = tokens[-1] + 1, tokens[0] - 1
    if k > sentence.first and reading.words[k] in words["of"] and reading.words[k - 1] in words["pointers"]:
        return False  # "le departement DU SUD"
    return following >= sentence.last or reading.words[following] not in words["pointers"]
