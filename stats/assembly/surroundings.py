"""The place that a count takes over from what stands around it: the sentences before, the heading above, the title."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from stats.assembly.draft import Draft
from stats.assembly.timeframe import frame_of, named_in
from stats.readers.attribution import Attribution
from stats.readers.placemention import PlaceMention
from stats.readers.places import chief_country
from stats.readers.reading import Reading, Sentence
from stats.readers.wordsets import word_sets

ROWS = ("row", "item")
_FAR = 400  # sentences before a count from which it may take a place
_AROUND = 50_000  # code points around a name in which it may be named again
_TITLE = 3  # sentences at the document's head that may be its title
_LEAD = 3  # sentences that open a document, its title among them
_SPOKEN = 6  # tokens between a verb of telling and where it was told
_POSSESSIVE = frozenset({"'s", "'"})
_BREADTH = {"region": 1, "country": 2}
_TOLD = {"present": 0, "destination": 2, "home": 2}  # how well a place's role suits what a sentence is about
_WIDE = ("region", "country", "admin1")  # levels of places that hold others, the widest first
_SEAT = 1_000_000  # people of a city in which news from elsewhere is written
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
            if place.adjective or place.office or place.dateline:
                continue
            silent = (silent and place.outer) or any(_speaks(reading, place, m) for m in speakers)
            if not silent:
                told.append(place)
    return told


def _speaks(reading: Reading, place: PlaceMention, mark: Attribution) -> bool:
    """Tell whether a place is a part of a speaker's name; one that reports its own counts is where they are from."""
    if _said_there(reading, place, mark):
        return True
    if not ((place.start < mark.whole[1] and mark.whole[0] < place.end) or mark.first <= place.first <= mark.last):
        return False
    reports = reading.words[mark.last] in word_sets(reading.lexicon, "places")["reports"]
    whole = place.start <= mark.whole[0] and mark.whole[1] <= place.end
    return not (whole and reports and mark.last > place.last and not mark.trailing)


def _said_there(reading: Reading, place: PlaceMention, mark: Attribution) -> bool:
    """Tell whether a place is only where somebody spoke: "the minister said ON MONDAY IN Abuja"."""
    between = reading.words[mark.last + 1 : place.first]
    if place.role in ("origin", "destination") and between[:1] == [","] and _tells_of_speaker(reading, between[1:]):
        return True
    if place.role != "present" or not 0 < len(between) <= _SPOKEN:
        return False
    words = word_sets(reading.lexicon, "speakers")
    if not all(word in words["aside"] or word in words["heard"] for word in between[:-1]):
        return False
    after = reading.words[place.last + 1 : place.last + 1 + _SPOKEN]
    told = next((word for word in after if word not in words["aside"]), "")
    return mark.trailing or told in words["that"]


def _tells_of_speaker(reading: Reading, told: list[str]) -> bool:
    """Tell whether words behind a speaker's name tell of the speaker alone: "said Bukar, WHO FLED TO Mubi"."""
    who = bool(told) and told[0] in reading.lexicon.words("relatives")
    return who and len(told) <= _SPOKEN and "," not in told


@dataclass(slots=True)
class _Bound:
    """The places that the counts so far were bound to: by sentence, and the last one outside of lists and tables."""

    here: dict[int, list[PlaceMention | None]] = field(default_factory=dict)
    last: PlaceMention | None = None


def _bound(reading: Reading) -> _Bound:
    found: _Bound | None = reading.memo.get("bound places")
    if found is None:
        found = reading.memo["bound places"] = _Bound()
    return found


def remember(reading: Reading, sentence: Sentence, mention: PlaceMention | None) -> None:
    """Keep the place that a count of a sentence was bound to, for the counts after it."""
    bound = _bound(reading)
    bound.here.setdefault(sentence.index, []).append(mention)
    if mention is not None and sentence.shape not in ROWS:
        bound.last = mention


def carried(
    reading: Reading, draft: Draft, *, whole: bool = False, shunned: tuple[str, ...] = ()
) -> PlaceMention | None:
    """Return the place told around a count: in its paragraph, before it, in the heading above, in the title.

    None where its paragraph tells of several places just before, so that none of them is meant. whole: the count sums
    up a table, so that only the title's place can be meant, if that is no country. shunned: the roles of places
    that cannot be meant; one that only a storm reached may be.
    """
    sentence = draft.sentence
    if whole:
        topic = _topic(reading, sentence)
        return topic if topic is not None and not _is_country(topic) else None
    bound = _bound(reading)
    for index in range(sentence.index, max(-1, sentence.index - _FAR), -1):
        earlier = reading.sentences[index]
        near = earlier.paragraph == sentence.paragraph
        scene = sentence.shape == "item" and index not in bound.here
        tells = _is_heading(reading, earlier) or (scene and _sets_scene(reading, earlier))
        if earlier.shape in ROWS and not near and not tells:
            continue
        here = bound.here.get(index)
        if here:
            if len({m.start if m else -1 for m in here}) == 1:
                place = here[0]
            elif earlier is sentence:
                place = here[-1]
            else:
                return _holding_all(reading, sentence, bound) if near else _topic(reading, sentence)
        else:
            place = _main(reading, places_of(reading, earlier)) if earlier is not sentence else None
        moved = place is not None and place.role in shunned and (here or place.role == "origin")
        if (here and place is None) or (place is not None and not moved):
            break
    else:
        return _topic(reading, sentence) or _first_told(reading, bound) or _written_at(reading, sentence)
    if place is None or near or earlier.shape == "head" or not _passing(reading, place):
        return place
    topic = _topic(reading, sentence)
    if topic is not None and topic.feature:
        return place  # "Taal Volcano evacuees swell": they are not at the volcano
    side = place.pointer and place.place is None  # "the south of the state"
    leads = here and earlier.index <= _LEAD and topic is not None and (side or _is_country(topic))
    if topic is not None and leads and topic.country == place.country and not place.many:
        return place  # the text opens with where in the country it happened
    return topic or bound.last or place


def _holding_all(reading: Reading, sentence: Sentence, bound: _Bound) -> PlaceMention | None:
    """Return the place that holds all those told before in a count's paragraph: "In Peru 85 died, 17 in Arequipa"."""
    index = sentence.index - 1
    told: list[PlaceMention] = []
    while index >= 0 and reading.sentences[index].paragraph == sentence.paragraph:
        told = [*(m for m in bound.here.get(index, ()) if m is not None), *told]
        index -= 1
    wide = next((m for m in told if m.place is not None and not (m.many or m.pointer)), None)
    if wide is None or wide.place is None or wide.place.level not in _WIDE:
        return None
    others = [m for m in told if m.start != wide.start]
    return wide if others and all(_lies_in(m, wide) for m in others) else None


def _lies_in(place: PlaceMention, wide: PlaceMention) -> bool:
    """Tell whether a place may lie in a larger one: it is of its country, and of a lower level or unknown."""
    if place.country != wide.country or wide.place is None:
        return False
    if place.place is None or place.place.place_id == wide.place.place_id:
        return True
    return _WIDE.index(place.place.level) > _WIDE.index(wide.place.level) if place.place.level in _WIDE else True


def _written_at(reading: Reading, sentence: Sentence) -> PlaceMention | None:
    """Return where a text was written, the widest place of its dateline, for one that tells of no other place.

    None for a city so large that news from all over a country is written there.
    """
    told: Sequence[PlaceMention] = reading.within(reading.places, 0, sentence.end)
    lines = [p for p in told if p.dateline]
    place = lines[-1].place if lines else None
    seat = place is not None and place.level == "city" and (place.population or 0) > _SEAT
    return lines[-1] if lines and not seat else None


def _first_told(reading: Reading, bound: _Bound) -> PlaceMention | None:
    """Return the place that the first counts of a text without a title are of, if it is no country: a list opens so."""
    index = min(bound.here, default=0)
    here = bound.here.get(index, [])
    place = here[0] if here and len({m.start if m else -1 for m in here}) == 1 else None
    if place is None or place.many or place.role == "origin" or _is_country(place):
        return None
    return place if reading.sentences[index].paragraph <= _LEAD else None


def _sets_scene(reading: Reading, item: Sentence) -> bool:
    """Tell whether an item that counts nobody tells of an event, and where: "• Fighting has gone on in X since May"."""
    told = item.shape == "item" and item.index not in frame_of(reading).numbers
    return told and bool(places_of(reading, item)) and bool(named_in(reading, item))


def _is_heading(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether an item is nothing but a place's name, and so heads those below it: "c. Solomon Islands"."""
    places = places_of(reading, sentence)
    return len(places) == 1 and places[0].first == sentence.first and places[0].last == sentence.last - 1


def place_of_speaker(reading: Reading, draft: Draft, *, seated: bool = False) -> PlaceMention | None:
    """Return the place in the name of the one who tells a count: "officials in Houston counted 25,400".

    seated: only a place that the name tells as theirs ("officials IN Houston", "LEBANON'S ministry"), no other part of
    it ("the Kivu Security Tracker").
    """
    sentence = draft.sentence
    found: Sequence[PlaceMention] = reading.within(reading.places, sentence.start, sentence.end)
    speakers: Sequence[Attribution] = reading.speakers_in(sentence) if found else ()
    told = [
        p
        for p in found
        if not (p.adjective or p.office or p.dateline or p.pointer)
        and any(_speaks(reading, p, m) and not _said_there(reading, p, m) and not _is_all(p, m) for m in speakers)
    ]
    return _main(reading, [p for p in told if not seated or _is_seat(reading, p)])


def _is_seat(reading: Reading, place: PlaceMention) -> bool:
    """Tell whether a place is told as where a speaker sits: after a word of place or "of", or as the owner."""
    words = word_sets(reading.lexicon, "places")
    k = place.first - 1
    while k > 0 and (reading.words[k] in words["articles"] or reading.words[k] in words["kinds"]):
        k -= 1
    owner = any(word in _POSSESSIVE for word in reading.words[place.last + 1 : place.last + 2])
    return bool(place.role) or owner or reading.words[k] in words["of"]


def _is_all(place: PlaceMention, mark: Attribution) -> bool:
    """Tell whether a speaker is called nothing but a place's name: "Kolo said" names a person."""
    return not place.many and place.start <= mark.start and mark.end <= place.end


def _passing(reading: Reading, place: PlaceMention) -> bool:
    """Tell whether a place is named only once in the document, so that it is not what the document is about."""
    if _is_country(place):
        return False
    if place.place is None or place.many:
        name = reading.folded[place.start : place.end]
        return reading.folded.count(name, max(0, place.start - _AROUND), place.end + _AROUND) < 2
    if "named places" not in reading.memo:
        reading.memo["named places"] = Counter(p.place.place_id for p in reading.places if p.place is not None)
    named: Counter[str] = reading.memo["named places"]
    return named[place.place.place_id] < 2


def _topic(reading: Reading, sentence: Sentence) -> PlaceMention | None:
    """Return the place that the document's title names, for what stands below it."""
    if "topic" not in reading.memo:
        reading.memo["topic"] = _find_topic(reading)
    topic: PlaceMention | None = reading.memo["topic"]
    return topic if topic is not None and topic.start < sentence.start else None


def _find_topic(reading: Reading) -> PlaceMention | None:
    """Return the place of the document's title."""
    for sentence in reading.sentences[:_TITLE]:
        if sentence.shape in ("head", "row"):
            place = _main(reading, places_of(reading, sentence))
            if place is not None:
                return place
    return None


def _main(reading: Reading, places: list[PlaceMention]) -> PlaceMention | None:
    """Return the place that a sentence is about: where something happens, before what it is a part of or whence."""
    frame: dict[str, float] = reading.memo.get("frame", {})
    chief = chief_country(frame)
    fitting = [
        p
        for p in places
        if p.role not in ("parties", "beside")
        and not p.bare
        and (chief is None or p.country is None or frame.get(p.country, 0.0) >= _LITTLE)
    ]
    return min(fitting, key=_aptness, default=None)


def _aptness(place: PlaceMention) -> tuple[bool, bool, int, int, int]:
    """Return how little a place suits to be what its sentence is about, the best first."""
    return place.outer, place.feature, _TOLD.get(place.role, 1), _breadth(place), place.start


def _breadth(place: PlaceMention) -> int:
    """Return how wide a place is: towns and unknown names before districts, provinces, regions and countries."""
    return _BREADTH.get(place.place.level, 0) if place.place is not None else 0


def _is_country(place: PlaceMention) -> bool:
    return place.place is not None and place.place.level == "country"
