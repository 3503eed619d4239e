"""The country told right beside a place's name, in which the place lies: "Botswana's Central Province", "X, Kenya"."""

from itertools import pairwise

from stats.gazetteer import gazetteer
from stats.readers.reading import Reading
from stats.readers.where.placenames import Name
from stats.readers.wordsets import WordSets

_BESIDE = 2  # tokens between the two


def countries_beside(reading: Reading, phrases: list[Name], words: WordSets) -> dict[int, str]:
    """Return the country told beside a name, by the name's first token: "BOTSWANA's Central Province", "X, KENYA"."""
    names, homes = gazetteer(), {}
    for left, right in pairwise(phrases):
        between = reading.words[left.last + 1 : right.first]
        if not 0 < len(between) <= _BESIDE:
            continue
        owner, whole = (left, right) if reading.owns(left.last + 1) else (right, left)
        inside = between[between[0] == "," :]  # "X, AU Mali"
        if whole is right or not inside or (len(inside) == 1 and inside[0] in words["within"]):
            country = names.candidates(owner.mark)[0] if owner.mark is not None else None
            waged = reading.words[whole.last + 1 : whole.last + 2]  # "Israel's Gaza OFFENSIVE"
            if words["waged"].any(waged) or whole.mark is None:
                continue
            if country is not None and country.country and country.level == "country":
                homes[whole.first] = country.country
    return homes
