"""Where a flight leads, beyond the word behind its verb: over a border, or out of a part of a country to anywhere."""

from stats.assembly.draft import Draft
from stats.readers.reading import Reading
from stats.readers.where.placemention import PlaceMention
from stats.readers.where.places import chief_country
from stats.readers.wordsets import word_sets
from stats.vocabulary import Term

_ONWARD = 10  # tokens from a verb of flight to where it leads: "fled for their lives on foot TO NIGER"
_PART = 5  # tokens from a country to the part of it that is named or told: "Sudan's long-neglected western REGION"
_SHELTER = 3  # tokens from a verb of shelter to the country it was sought in: "took shelter IN neighbouring Niger"


def leads_over(reading: Reading, draft: Draft) -> bool:
    """Tell whether a flight leads into a country, over what else is told of it, or into several countries.

    "Fled FOR THEIR LIVES to Niger", "ran FROM THE FIGHTING into Niger", "fled to NIGER AND ALGERIA".
    """
    governor = draft.governor
    if governor is None or governor.phrase.key != Term.FLED or governor.last < draft.quantity.last:
        return False
    sentence, first = draft.sentence, governor.last + 1
    ends = word_sets(reading.lexicon, "speakers")["splits"] | reading.lexicon.words("subordinators", "relatives")
    stop = min(first + _ONWARD, sentence.last)
    stop = next((k for k in range(first, stop) if reading.words[k] in ends or not _runs_on(reading, k)), stop)
    stop = next((q.first for q in reading.numbers_in(sentence) if first <= q.first < stop), stop)
    near = reading.within(reading.places, reading.starts[first], reading.ends[stop - 1]) if first < stop else ()
    left = {p.country for p in near if p.role in ("origin", "left")}
    return any(_is_entered(reading, place) and place.country not in left for place in near)


def _runs_on(reading: Reading, k: int) -> bool:
    """Tell whether a token is a word and not a sign that ends what is told of a flight."""
    return reading.words[k][0].isalnum() or reading.words[k] == "-"


def _is_entered(reading: Reading, place: PlaceMention) -> bool:
    """Tell whether people come into a country: not into a part of it, nor into one of their own."""
    if place.place is None or place.place.level != "country" or place.adjective or place.role != "destination":
        return False
    if place.outer or reading.owns(place.last + 1):
        return False  # "to a town in NIGER", "to NIGER'S capital"
    if reading.words[place.last] in word_sets(reading.lexicon, "places")["kinds"]:
        return False  # "to NIGER STATE", "to the KENYA BORDER"
    home = chief_country(reading.memo.get("frame", {}))
    return reading.text[place.start].isupper() or (place.country is not None and place.country != home)


def is_part_left(reading: Reading, country: PlaceMention) -> bool:
    """Tell whether a part of a country is left, from where people go anywhere: "fled SUDAN'S western REGION"."""
    if not reading.owns(country.last + 1):
        return False
    names, begin = word_sets(reading.lexicon, "places"), country.last + 2
    for k in range(begin, min(begin + _PART, len(reading.words))):
        word = reading.words[k]
        if word in names["kinds"] or word in names["directions"] or word in names["capitals"]:
            return True
        if not _runs_on(reading, k):
            return False
        if any(p.first == k for p in reading.within(reading.places, reading.starts[k], reading.ends[k])):
            return True
    return False


def shelters_abroad(reading: Reading, draft: Draft) -> bool:
    """Tell whether people from one country sought shelter in another: "from Helmand sought shelter in PAKISTAN"."""
    governor = draft.governor
    if governor is None or governor.first < draft.quantity.last:
        return False
    before = reading.within(reading.places, reading.ends[draft.quantity.last], governor.start)
    origins = {p.country for p in before if p.role in ("origin", "home") and p.country}
    after = reading.within(reading.places, governor.end, draft.sentence.end)
    place = next((p for p in after if not p.adjective), None)
    if place is None or place.place is None or place.place.level != "country" or not origins:
        return False
    return place.first - governor.last <= _SHELTER and place.country not in origins
