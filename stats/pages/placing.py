"""Which place a name means that a person types, as the fields of a figure."""

from typing import Any

from stats.gazetteer import Place, gazetteer


def typed(name: str, country: str | None = None) -> dict[str, Any]:
    """Return a place that was typed with all that the gazetteer knows of it; of a place unknown to it only the name.

    Args:
        name: as typed. country: ISO alpha-3 of the figure so far: where it has a place of that name, that one is meant.
    """
    found = gazetteer().named(name)
    inside = (place for place in found if country and place.country == country)
    place = next(inside, found[0] if found else None)
    return {"place": name} if place is None else {"place": name, "country": place.country, **known(place)}


def known(place: Place) -> dict[str, Any]:
    """Return which place it is and where, as fields of a figure."""
    return {"place_id": place.place_id, "pcode": place.pcode, "latitude": place.latitude, "longitude": place.longitude}
