"""What a nationality tells of where a count is: that of those who are counted, and that of those who tell of them."""

from collections.abc import Sequence

from stats.assembly.draft import Draft
from stats.assembly.where.toldplaces import is_state
from stats.readers.reading import Reading
from stats.readers.where.placemention import PlaceMention
from stats.readers.where.placenames import ROLES
from stats.readers.who.attribution import Attribution
from stats.readers.wordsets import word_sets
from stats.vocabulary import Term

_SEVERAL = 12  # tokens from a count to the number of areas that it is of
_BREADTH = ("country", "region", "admin1", "admin2", "city")  # the widest first
_ENDS = frozenset((".", ";", ":"))
_PEOPLE = 2  # tokens from a count to the nationality of those counted
_WHERE = frozenset({"destination", "present"})
_LITTLE = 0.15  # share of the document's places below which a country only passes by


def homeland(reading: Reading, draft: Draft) -> PlaceMention | None:
    """Return the nationality of those who went back, where no place tells where to: "7,800 BURUNDIANS returned"."""
    if draft.term is not Term.RETURNED:
        return None
    sentence, people = draft.sentence, nationals(reading, draft)
    told: Sequence[PlaceMention] = reading.within(reading.places, sentence.start, sentence.end)
    gates = word_sets(reading.lexicon, "places")["gates"]  # where they only crossed
    to = any(p.role in _WHERE and not p.adjective and reading.words[p.last] not in gates for p in told)
    return people if people is not None and people.country and not to else None


def nationals(reading: Reading, draft: Draft) -> PlaceMention | None:
    """Return the nationality of those counted: "7,800 BURUNDIANS", "some 5,000 SOUTH SUDANESE villagers"."""
    last = draft.quantity.last
    near = reading.within(reading.places, reading.ends[last], draft.sentence.end)
    return next((p for p in near if p.adjective and p.first <= last + _PEOPLE), None)


def is_elsewhere(reading: Reading, draft: Draft, place: PlaceMention) -> bool:
    """Tell whether a place told around a count is not where it was, as nationalities in its own sentence tell.

    A people as a whole is at no one place of its country ("1.2 million KENYANS need food"), and what a government
    tells happened in its country ("ETHIOPIAN officials said 40 had died", told beside a place of Kenya).
    """
    if place.country is None:
        return False
    if not _is_wide(place) and (_is_people(reading, draft, place.country) or _is_in_several(reading, draft, place)):
        return True
    telling = teller_country(reading, draft)
    return telling is not None and telling != place.country


def _is_people(reading: Reading, draft: Draft, country: str) -> bool:
    """Tell whether a count is of the people of a country, with no other word for who they are."""
    people = nationals(reading, draft)
    if people is None or people.country != country:
        return False
    return draft.noun is not None and draft.noun[1] == people.last  # but not "700 Somali SOLDIERS"


def _is_in_several(reading: Reading, draft: Draft, place: PlaceMention) -> bool:
    """Tell whether a count is of several areas without a name that are no parts of a place: "IN FIVE PROVINCES"."""
    words, names = reading.words, word_sets(reading.lexicon, "places")
    roles, levels, last = names.keys_of(ROLES), names.mapped("several_areas"), draft.quantity.last
    level = place.place.level if place.place is not None else "city"
    for q in reading.numbers_in(draft.sentence):
        led = q.first - 1
        if not last < led <= last + _SEVERAL or roles.get(words[led]) != "present" or q.value <= 1:
            continue
        kinds = words[q.last + 1 : q.last + 4]
        told = next((levels[word] for word in kinds if word in levels), None)
        told = told or levels.get(" ".join(kinds[1:]))
        if told is not None and _BREADTH.index(level if level in _BREADTH else "city") >= _BREADTH.index(told):
            return not any(word in _ENDS for word in words[last + 1 : led])
    return False


def teller_country(reading: Reading, draft: Draft) -> str | None:
    """Return the country of the government that tells of a count in its sentence: "BANGLADESHI authorities said".

    None where several countries tell, or one that the text is not about.
    """
    sentence, frame = draft.sentence, reading.memo.get("frame", {})
    speakers: Sequence[Attribution] = reading.speakers_in(sentence)
    found: set[str] = set()
    for mark in speakers:
        told: Sequence[PlaceMention] = reading.within(reading.places, *mark.whole)
        states = (p for p in told if _is_of_state(reading, p, mark) or is_state(reading, p, mark))
        found.update(p.country for p in states if p.country)
    country = found.pop() if len(found) == 1 else None
    return country if country and frame.get(country, 0.0) >= _LITTLE else None


def _is_of_state(reading: Reading, people: PlaceMention, mark: Attribution) -> bool:
    """Tell whether a nationality in a speaker's name is that of a state's own people: "HONDURAN police said"."""
    if not people.adjective or reading.words[people.last + 1 : people.last + 2] == ["-"]:
        return False  # "the Russian-installed mayor"
    last, words = reading.token_at(mark.whole[1] - 1), word_sets(reading.lexicon, "speakers")
    told = reading.words[people.last + 1 : last + 1]
    return words["states"].any(told) or words["servants"].any(told)


def _is_wide(place: PlaceMention) -> bool:
    """Tell whether a place is a country, or a region that is told of like one: "the West Bank"."""
    return place.place is not None and place.place.level in ("country", "region")
