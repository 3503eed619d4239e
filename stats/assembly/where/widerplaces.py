"""Places that hold others: a village lies in a province, and the province in the country that a title names."""

from stats.assembly.where.toldplaces import is_country
from stats.gazetteer import gazetteer
from stats.readers.reading import Reading
from stats.readers.where.placemention import PlaceMention
from stats.readers.wordsets import word_sets

WIDE = ("region", "country", "admin1")
"""Levels of places that hold others, the widest first."""


def lies_in(place: PlaceMention, wide: PlaceMention) -> bool:
    """Tell whether a place may lie in a larger one: it is of its country, and of a lower level or unknown."""
    if place.country != wide.country or wide.place is None:
        return False
    if place.place is None or place.place.place_id == wide.place.place_id:
        return True
    return WIDE.index(place.place.level) > WIDE.index(wide.place.level) if place.place.level in WIDE else True


def lies_closer(place: PlaceMention, wide: PlaceMention | None) -> bool:
    """Tell whether a place where something happened lies in the wider one that the text tells of until then."""
    if place.role != "present" or place.pointer or place.feature or wide is None:
        return False
    if wide.place is None:  # of two unknown names the later one tells more closely where
        return place.place is None and place.country == wide.country and not (place.many or wide.pointer)
    seat = place.place is not None and gazetteer().is_capital(place.place)  # "Ministers met IN ABUJA on Monday"
    return wide.place.level in WIDE and lies_in(place, wide) and not (seat or is_country(place))


def is_somewhere_in(reading: Reading, land: PlaceMention, topic: PlaceMention) -> bool:
    """Tell whether a country is told only as where some village lies, which the title says more closely."""
    if not is_country(land) or is_country(topic) or topic.pointer or topic.role not in ("present", ""):
        return False
    kinds = word_sets(reading.lexicon, "places")["kinds"]
    return land.first > 1 and reading.words[land.first - 2] in kinds and lies_in(topic, land)
