"""The places that a sentence tells of, which of them it is about, and where its speakers sit."""

from collections.abc import Sequence

from stats.gazetteer import gazetteer
from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.readers.where.placemention import PlaceMention
from stats.readers.where.places import chief_country
from stats.readers.who.attribution import Attribution
from stats.readers.wordsets import word_sets

_SPOKEN = 6  # tokens between a verb of telling and where it was told
_BREADTH = {"region": 1, "country": 2}
_TOLD = {"present": 0, "destination": 2, "home": 2}  # how well a place's role suits what a sentence is about
_LABELLED = 2  # tokens from a label to its number: a colon and the number
_LOCAL = frozenset({"admin1", "admin2", "city"})
_LITTLE = 0.2  # share of the document's places below which a country is not what its sentences are about


def places_of(reading: Reading, sentence: Sentence) -> list[PlaceMention]:
    """Return the mentions of a sentence that tell where something may have happened: no speaker, no dateline."""
    known: dict[int, list[PlaceMention]] = reading.memo.setdefault("places told", {})
    told = known.get(sentence.index)
    if told is None:
        found: Sequence[PlaceMention] = reading.within(reading.places, sentence.start, sentence.end)
        speakers: Sequence[Attribution] = reading.speakers_in(sentence) if found else ()
        told = known[sentence.index] = []
        silent = False
        for place in found:
            office = place.office and not _opens_title(reading, sentence, place)
            if place.adjective or office or place.dateline or _is_label(reading, sentence, place):
                continue
            if _opens_on_telling(reading, sentence, place):
                continue
            silent = (silent and place.outer) or any(_speaks(reading, place, m) for m in speakers)
            if not silent:
                told.append(place)
    return told


def _opens_on_telling(reading: Reading, sentence: Sentence, place: PlaceMention) -> bool:
    """Tell whether a place is where somebody spoke, told before anything else: "SPEAKING IN Geneva, a spokesman"."""
    words, endings = reading.words, tuple(reading.lexicon.grammar.get("participle_endings", ()))
    opening = words[sentence.first]
    if not endings or not opening.endswith(endings) or opening not in time_words(reading.lexicon).saying:
        return False
    between = words[sentence.first + 1 : place.first]
    return place.role == "present" and len(between) <= _SPOKEN and "," not in between


def _opens_title(reading: Reading, line: Sentence, place: PlaceMention) -> bool:
    """Tell whether a country opens a report's title and is no part of a body's name: "SUDAN Humanitarian Update"."""
    if line.index or line.shape == "prose" or place.first != line.first or not is_country(place):
        return False
    return word_sets(reading.lexicon, "speakers")["documents"].any(reading.words[place.last + 1 : line.last])


def _is_label(reading: Reading, line: Sentence, place: PlaceMention) -> bool:
    """Tell whether words for places only label their number: "Affected villages: 13"."""
    after = reading.words[place.last + 1 : place.last + 3]
    opens = place.pointer and place.first <= line.first + 1 and line.shape != "prose"
    return opens and len(after) == _LABELLED and after[0] == ":" and after[1][0].isdigit()


def _speaks(reading: Reading, place: PlaceMention, mark: Attribution) -> bool:
    """Tell whether a place is a part of a speaker's name; one that reports its own counts is where they are from.

    A letterhead's tells where its bulletin is of: "ALDER STATE CIVIL DEFENCE".
    """
    if mark.letterhead:
        return False
    if _said_there(reading, place, mark):
        return True
    if not ((place.start < mark.whole[1] and mark.whole[0] < place.end) or mark.first <= place.first <= mark.last):
        return False
    reports = reading.words[mark.last] in word_sets(reading.lexicon, "places")["reports"]
    reports = reports and not is_state(reading, place, mark)
    whole = place.start <= mark.whole[0] and mark.whole[1] <= place.end
    inside = place.start < mark.whole[0]  # a part of "the districts of Guijá and Chókwè" REPORT 300 homeless
    return not (whole and reports and mark.last > place.last and (inside or not mark.trailing))


def _said_there(reading: Reading, place: PlaceMention, mark: Attribution) -> bool:
    """Tell whether a place is only where somebody spoke: "the minister said ON MONDAY IN Abuja"."""
    between = reading.words[mark.last + 1 : place.first]
    if place.role in ("origin", "destination") and between[:1] == [","] and _tells_of_speaker(reading, between[1:]):
        return True
    words = word_sets(reading.lexicon, "speakers")
    called = place.role == "origin" and words["heard"].any(between[:-1])  # "told a briefing by video FROM X"
    if mark.last + 1 == place.first and place.role == "present":
        return mark.trailing  # "300 fled, a conference heard in Alder"
    if not (called or place.role == "present") or not 0 < len(between) <= _SPOKEN:
        return False
    acronyms = {reading.words[k] for k in range(mark.last + 1, place.first) if _is_acronym(reading, k)}  # "told PTI in"
    if not all(word in words["aside"] or word in words["heard"] or word in acronyms for word in between[:-1]):
        return False
    after = reading.words[place.last + 1 : place.last + 1 + _SPOKEN]
    told = next((word for word in after if word not in words["aside"]), "")
    return mark.trailing or told in words["that"]


def _is_acronym(reading: Reading, token: int) -> bool:
    """Tell whether a token is a word of several letters, all in capitals: "OCHA"."""
    word = reading.text[reading.starts[token] : reading.ends[token]]
    return len(word) > 1 and word.isupper() and word.isalpha()


def _tells_of_speaker(reading: Reading, told: list[str]) -> bool:
    """Tell whether words behind a speaker's name tell of the speaker alone: "said Bukar, WHO FLED TO Mubi"."""
    who = bool(told) and told[0] in reading.lexicon.words("relatives")
    return who and len(told) <= _SPOKEN and "," not in told


def seat_told_before(reading: Reading, sentence: Sentence) -> PlaceMention | None:
    """Return where those sit who spoke in the sentence before: "The MAYOR OF DERNA asked for help. 300 are missing"."""
    before = reading.sentences[sentence.index - 1] if sentence.index else None
    if before is None or before.shape != "prose" or sentence.paragraph - before.paragraph > 1:
        return None
    seat = place_of_speaker(reading, before, seated=True)
    return seat if seat is not None and not is_country(seat) else None


def place_of_speaker(reading: Reading, sentence: Sentence, *, seated: bool = False) -> PlaceMention | None:
    """Return the place in the name of the one who tells a sentence: "officials in Houston counted 25,400".

    seated: only a place that the name tells as theirs ("officials IN Houston", "LEBANON'S ministry"), no other part of
    it ("the Kivu Security Tracker").
    """
    found: Sequence[PlaceMention] = reading.within(reading.places, sentence.start, sentence.end)
    speakers: Sequence[Attribution] = reading.speakers_in(sentence) if found else ()
    if not speakers:
        return None
    told = [
        p
        for p in found
        if not (p.adjective or p.office or p.dateline or p.pointer)
        and any(
            _speaks(reading, p, m)
            and not (_said_there(reading, p, m) or _passed(reading, p, m))
            and (is_country(p) or not _is_all(p, m))
            for m in speakers
        )
        and not any(_is_in(p, m) and is_state(reading, p, m) for m in speakers)
    ]
    seats = [p for p in told if not seated or _is_seat(reading, p, speakers)]
    return main_place(reading, seats) or min((p for p in seats if _is_whence(reading, p)), key=_aptness, default=None)


def _passed(reading: Reading, place: PlaceMention, mark: Attribution) -> bool:
    """Tell whether a place is only told of what speakers did: "survivors WHO REACHED Chad spoke of 800 dead"."""
    named = reading.token_at(mark.whole[1] - 1)
    return named < place.first and reading.words[named + 1] in reading.lexicon.words("relatives")


def _is_whence(reading: Reading, place: PlaceMention) -> bool:
    """Tell whether a speaker comes from a place: "officials FROM the town of Derna said"."""
    words = word_sets(reading.lexicon, "places")
    k = place.first - 1
    while k > 0 and reading.words[k] in words["articles"]:
        k -= 1
    return place.role == "parties" and reading.words[k] in words["origin"]


def _is_seat(reading: Reading, place: PlaceMention, speakers: Sequence[Attribution]) -> bool:
    """Tell whether a place is told as where a speaker sits: after a word of place or "of", or as the owner."""
    words = word_sets(reading.lexicon, "places")
    k = place.first - 1
    while k > 0 and (reading.words[k] in words["articles"] or reading.words[k] in words["kinds"]):
        k -= 1
    owner = reading.owns(place.last + 1)
    alone = is_country(place) and any(_is_all(place, mark) for mark in speakers)  # "TAJIKISTAN says it had one dead"
    alone = alone or any(_is_local(reading, place, mark) for mark in speakers)
    return bool(place.role) or owner or alone or reading.words[k] in words["of"]


def _is_local(reading: Reading, place: PlaceMention, mark: Attribution) -> bool:
    """Tell whether a speaker is of a district or a town by its name: "KANO police said", but not the capital's."""
    if place.place is None or place.place.level not in _LOCAL or gazetteer().is_capital(place.place):
        return False
    words = word_sets(reading.lexicon, "speakers")
    first = reading.token_at(mark.whole[0])
    first += reading.words[first] in words["the"]
    following = reading.words[place.last + 1 : place.last + 3]
    if following and following[0] not in words["levels"]:
        following = following[:1]  # "the Batangas PROVINCIAL government"
    return place.first == first and (words["servants"].any(following) or words["states"].any(following))


def _is_in(place: PlaceMention, mark: Attribution) -> bool:
    """Tell whether a place stands in a speaker's name."""
    return mark.whole[0] <= place.start and place.end <= mark.whole[1]


def _is_all(place: PlaceMention, mark: Attribution) -> bool:
    """Tell whether a speaker is called nothing but a place's name: "Kolo said" names a person."""
    return not place.many and place.start <= mark.start and mark.end <= place.end


def main_place(reading: Reading, places: list[PlaceMention], *, heads: bool = False) -> PlaceMention | None:
    """Return the place that a sentence is about: where something happens, before what it is a part of or whence.

    heads: it is a heading, which may tell of a country that the rest of the text does not.
    """
    if not places:
        return None
    frame: dict[str, float] = reading.memo.get("frame", {})
    chief = chief_country(frame)
    fitting = [
        p
        for p in places
        if p.role not in ("parties", "beside")
        and not p.bare
        and (heads or chief is None or p.country is None or frame.get(p.country, 0.0) >= _LITTLE)
    ]
    return min(fitting, key=_aptness, default=None)


def _aptness(place: PlaceMention) -> tuple[bool, bool, int, int, int]:
    """Return how little a place suits to be what its sentence is about, the best first."""
    return place.outer, place.feature, _TOLD.get(place.role, 1), _breadth(place), place.start


def _breadth(place: PlaceMention) -> int:
    """Return how wide a place is: towns and unknown names before districts, provinces, regions and countries."""
    return _BREADTH.get(place.place.level, 0) if place.place is not None else 0


def is_country(place: PlaceMention) -> bool:
    """Tell whether a mention names a whole country."""
    return place.place is not None and place.place.level == "country"

def is_state(reading: Reading, place: PlaceMention, mark: Attribution) -> bool:
    """Tell whether a place in a speaker's name only stands for its country: "the government in NIAMEY said"."""
    if place.place is None or not gazetteer().is_capital(place.place):
        return False
    first, last = reading.token_at(mark.whole[0]), reading.token_at(mark.whole[1] - 1)
    alone = place.first <= first and last <= place.last  # "Phnom Penh reports one death"
    return alone or word_sets(reading.lexicon, "speakers")["states"].any(reading.words[first : last + 1])
