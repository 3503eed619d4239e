"""Where: finds the places that a text names, as the phrases that name them, with the country each lies in."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from stats.gazetteer import Gazetteer, Place, PlaceMark, gazetteer
from stats.readers.digests import ITEM, Item
from stats.readers.reading import Reading, Sentence
from stats.readers.where.actors import are_apart, begins_clause, quiet_actors
from stats.readers.where.attributive import is_attributive
from stats.readers.where.besideplaces import told_beside
from stats.readers.where.countriesbeside import countries_beside
from stats.readers.where.countrysigns import of_places, signs_in
from stats.readers.where.datelines import mark_dateline
from stats.readers.where.headedlevels import with_headed_levels
from stats.readers.where.nesting import nest, share_country
from stats.readers.where.placefields import field_place
from stats.readers.where.placemarks import TITLE, marks_in, title_of
from stats.readers.where.placemention import PlaceMention
from stats.readers.where.placenames import DEMONYMS, Name, governor_of, joined, told_country
from stats.readers.where.placepointers import SMALL, land_at
from stats.readers.where.placesearch import MASKS, is_office, names_in
from stats.readers.where.pointedplaces import add_pointed, has_part_named
from stats.readers.wordsets import WordSets, word_sets

_CHIEF = 0.5  # share of the document's places that makes a country the one it is about
_LARGEST, _AHEAD = 0.4, 1.6  # the same of a smaller share, where it is that many times the next
_STRAY = 0.34  # a little-known place in a country with less than this share is taken for another of the same name
_RARE = 0.25  # the same, where another country is told beside the name
_WELL_KNOWN = 200_000  # people
_EARLIER = 200  # mentions before a sentence among which that of "the village" is looked for
_FAR_OFF = 8  # tokens after a place in which a measure tells how far away it is
_START = attrgetter("start")

Frame = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _View:
    """What the mentions of a document are made with. chief: the country it is about. settled: places by their marks."""

    reading: Reading
    words: WordSets
    names: Gazetteer
    frame: Frame
    chief: str | None
    settled: dict[tuple[tuple[int, ...], str | None], Place] = field(default_factory=dict)

    def place_of(self, mark: PlaceMark) -> Place:
        """Return the place that a mark means, settled once for all marks of a name."""
        key = mark.candidates, mark.level
        found = self.settled.get(key)
        if found is None:
            found = self.settled[key] = self.names.resolve(mark, self.frame)
        return found


def chief_country(frame: Frame) -> str | None:
    """Return the country a document is about: the one with more than half the weight, None where there is none."""
    weights = [*frame.values(), 0.0, 0.0]
    if weights[0] > _CHIEF or (weights[0] > _LARGEST and weights[0] > _AHEAD * weights[1]):
        return next(iter(frame))
    return None


def read_places(reading: Reading) -> None:
    """Fill reading.places with the place mentions of the document in order, and memo["frame"] with its countries.

    The frame is a mapping of ISO alpha-3 codes to their weight in the document, heaviest first. A title that stands
    apart from the text tells of them too; memo["title"] is its reading, with its places.
    """
    title = title_of(reading)
    marks, titled = marks_in(reading), marks_in(title) if title is not None else []
    named = [mark for mark in marks if not _is_masked(reading, mark)]
    told = [*(of_places(title, titled) if title is not None else ()), *of_places(reading, named)] or [*titled, *named]
    frame = _of_item(reading, gazetteer().frame(told, signs_in(reading, word_sets(reading.lexicon, "places"))))
    _fill(reading, marks, frame)
    if title is not None:
        _fill(title, titled, frame)
        reading.memo[TITLE] = title


def _of_item(reading: Reading, frame: Frame) -> Frame:
    """Return the countries of a text; of one item of a digest the one that its heading names before all others."""
    item: Item | None = reading.memo.get(ITEM)
    if item is None or len(item.countries) > 1 or not item.countries <= frame.keys():
        return frame
    (country,) = item.countries
    rest = {other: (1 - _CHIEF) * weight for other, weight in frame.items() if other != country}
    return {country: 1 - sum(rest.values()), **rest}


def _fill(reading: Reading, marks: list[PlaceMark], frame: Frame) -> None:
    """Fill the places of a text or its title, in order. marks: the gazetteer's names in it."""
    names, words = gazetteer(), word_sets(reading.lexicon, "places")
    marks = with_headed_levels(reading, marks, names, words)
    reading.memo["frame"] = frame
    reading.memo[DEMONYMS] = {
        bisect_left(reading.ends, m.start + 1): names.candidates(m)[0].country for m in marks if m.adjective
    }
    view = _View(reading, words, names, frame, chief_country(frame))
    counted = reading.counted()
    near = {reading.sentences[i].paragraph for i in counted}
    starts = [mark.start for mark in marks]
    found: list[PlaceMention] = []
    for sentence in reading.sentences:
        here = marks[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        field = field_place(reading, sentence, view.chief) if not here else None
        if field is not None:
            found.append(field)
            continue
        heads = sentence.shape == "head" and sentence.paragraph + 1 in near
        if heads and not (here or sentence.index in counted):
            found += [m for m in _in_sentence(view, sentence, here, found) if _heads(reading, sentence, m, words)]
        elif here or sentence.index in counted or (sentence.shape == "prose" and _is_by(sentence, near)):
            wanted = sentence.shape == "head" or _is_by(sentence, near)
            found += _in_sentence(view, sentence, here, found if wanted else None)
    reading.places = found


def _is_by(sentence: Sentence, near: set[int]) -> bool:
    """Tell whether a sentence stands in one of some paragraphs, or in the one before it, which may set the scene."""
    return sentence.paragraph in near or sentence.paragraph + 1 in near


def _is_masked(reading: Reading, mark: PlaceMark) -> bool:
    """Tell whether a name is a part of that of a group or event: "LA CROIX-Rouge"; a country's still tells of it."""
    if gazetteer().candidates(mark)[0].level == "country":
        return False
    masks = reading.cues(reading.sentence_at(mark.start)).all(MASKS)
    return any(cue.start < mark.end and mark.start < cue.end for cue in masks)


def _heads(reading: Reading, line: Sentence, mention: PlaceMention, words: WordSets) -> bool:
    """Tell whether an unknown name is surely a place in a heading.

    It is all there is ("Sumprabum Township"), or stands behind a small word of place in a heading that does not write
    all its words with capitals: "Floods hit KARESH".
    """
    capital = reading.text[reading.starts[mention.last]].isupper() or reading.words[mention.last] in words["kinds"]
    ends = mention.last == line.last - 1 or reading.words[mention.last + 1 : line.last] == [":"]
    if mention.first == line.first and ends and capital:
        return True
    before = mention.first - 1
    plain = before >= line.first and reading.heads[before].islower()
    plain = plain and reading.words[before] not in words["loosely_in"]
    return plain and mention.role in ("present", "origin", "left") and not mention.pointer


def _in_sentence(
    view: _View, sentence: Sentence, marks: list[PlaceMark], earlier: list[PlaceMention] | None
) -> list[PlaceMention]:
    """Return the mentions of a sentence, in order: lists joined, larger places told from those inside them.

    earlier: the mentions before it. None: only names that the gazetteer knows are wanted.
    """
    reading, words = view.reading, view.words
    plain: list[PlaceMark] = []
    others: list[PlaceMark] = []
    for mark in marks:
        if mark.adjective or mark.in_name:
            others.append(mark)
        elif not mark.weak or view.names.fits(mark, view.frame) or _is_placed(view, sentence, mark):
            plain.append(mark)
    phrases = names_in(reading, sentence, plain, others, words, unknown=earlier is not None)
    mentions: list[PlaceMention] = []
    group: list[Name] = []
    homes = countries_beside(reading, phrases, words) if len(phrases) > 1 else {}
    for name in phrases:
        if group and (begins_clause(reading, sentence, group[-1], name) or not joined(reading, group[-1], name, words)):
            mentions += _mentions_of(view, sentence, group, name, homes)
            group = []
        group.append(name)
    if group:
        mentions += _mentions_of(view, sentence, group, None, homes)
    if len(mentions) > 1:
        nest(reading, mentions, words)
    if mentions:
        mark_dateline(reading, sentence, mentions)
    if earlier is not None:
        add_pointed(reading, sentence, phrases, mentions, earlier[-_EARLIER:], words, view.chief)
    for mark in others:
        first, last = bisect_left(reading.ends, mark.start + 1), bisect_left(reading.ends, mark.end)
        place = view.place_of(mark)
        mentions.append(
            PlaceMention(
                mark.start, mark.end, first, last, place, place.country, adjective=mark.adjective, office=mark.in_name
            )
        )
        adjective = mentions[-1] if mark.adjective and earlier is not None else None
        land = land_at(reading, sentence, adjective, words, mentions) if adjective is not None else None
        if land is not None and not has_part_named(reading, land, mentions):
            mentions.append(land)
    for mention in mentions:
        mention.adjective = mention.adjective or is_attributive(reading, sentence, mention, words)
    quiet_actors(reading, sentence, mentions, words)
    mentions.sort(key=_START)
    if len(mentions) > 1:
        share_country(sentence, mentions, view.chief)
    return mentions


def _is_placed(view: _View, sentence: Sentence, mark: PlaceMark) -> bool:
    """Tell whether a little-known name stands where a place would, in a text about no one country: "taken to X"."""
    if view.chief is not None or len({place.country for place in view.names.candidates(mark)}) > 1:
        return False
    reading, first = view.reading, bisect_left(view.reading.ends, mark.start + 1)
    return governor_of(reading, sentence, first, view.words) in ("origin", "destination", "present")


def _mentions_of(
    view: _View, sentence: Sentence, group: list[Name], following: Name | None, homes: Mapping[int, str]
) -> list[PlaceMention]:
    """Return the mentions of names that stand side by side: one for a list; "X, Y province" is X, in Y."""
    reading = view.reading
    if not any(name.firm for name in group) and not _inside_known(view, group[-1], following):
        return []
    if len(group) == 2 and group[1].mark is None and is_office(reading, group[0].first):
        group = group[:1]  # "the mayor of Payán, Juan Sinisterra"
    told = [homes.get(name.first) for name in group]
    places = [_resolved(view, name, home) for name, home in zip(group, told, strict=True)]
    if len(group) == 2 and are_apart(reading, group[0], group[1], places[1], view.words):
        return [_mention(view, sentence, [n], [p], c) for n, p, c in zip(group, places, told, strict=True)]
    return [_mention(view, sentence, group, places, told[0])]


def _inside_known(view: _View, name: Name, following: Name | None) -> bool:
    """Tell whether a name that may be a place is told to lie in one that is: "burned down Mondoro in central Mali"."""
    if following is None or not following.firm:
        return False
    between = view.reading.words[name.last + 1 : following.first]
    inner = view.words["inner"]
    return 0 < len(between) <= 3 and between[-1] in view.words["within"] and all(w in inner for w in between)


def _resolved(view: _View, name: Name, home: str | None = None) -> Place | None:
    """Return the place of a name; None where only little-known ones far from the document's country are called so.

    home: the country told beside the name, where the place lies unless its name is that of one place alone.
    """
    if name.mark is None:
        return None
    place = view.place_of(name.mark)
    if home is not None and place.country != home and place.country is not None:
        candidates = view.names.candidates(name.mark)
        if any(other.country == home for other in candidates):
            return view.names.resolve(name.mark, (home,))
        far = view.frame.get(place.country, 0.0) < _RARE
        if far and len({other.country for other in candidates}) > 1 and place.level != "country":
            return None
    if view.chief and place.country != view.chief and place.level in SMALL and (place.population or 0) < _WELL_KNOWN:
        share = view.frame.get(place.country or "", 0.0)
        return None if share < (_RARE if place.level == "admin2" else _STRAY) else place  # an area is no odd village
    return place


def _mention(
    view: _View, sentence: Sentence, group: list[Name], places: list[Place | None], home: str | None
) -> PlaceMention:
    """Return the mention of a name, or of a list of names. home: the country told beside it."""
    reading = view.reading
    first, last = group[0].first, group[-1].last
    known = [p for p in places if p is not None]
    role = told_beside(reading, sentence, first, last, view.words) or governor_of(reading, sentence, first, view.words)
    after = reading.words[last + 1 : last + 4]
    if not role and known and known[0].level == "country" and reading.owns(last + 1):
        role = "parties" if any(word in view.words["waged"] for word in after[1:]) else role  # "Israel's offensive"
    if role == "parties" and len(group) == 1:
        hazard = any(cue.first == last + 1 for cue in reading.cues(sentence).all("hazards"))
        role = "present" if hazard else role  # "struck by Luzon FLOODS"
    neighbour = known and known[0].level == "country" and first > sentence.first
    if role == "present" and neighbour and reading.words[first - 1] in view.words["by_land"]:
        role = "beside"  # "in the north NEAR Niger"
    if reading.words[last + 1 : last + 2] == ["-"] and view.words["based"].any(reading.words[last + 2 : last + 3]):
        role = "parties"  # "the London-BASED Observatory"
    if role == "present" and _is_far_off(reading.words[last + 1 : last + _FAR_OFF], view.words):
        role = "beside"
    if role == "parties" and view.words["holding"].any(reading.words[last + 2 : last + 3]):
        role = "present"  # "thanked Jordan FOR HOSTING 300"
    if role == "home" and not (known and known[0].level == "country"):
        role = "origin"  # "citizens from Leilek district" left it
    if role == "parties" and len(group) == 2 and all(p is None or p.level in SMALL for p in places):
        role = "present" if reading.words[first - 1] in view.words["amid"] else role  # "robbed between A and B"
    told = home or told_country(reading, sentence, first, view.words) if not known else None
    country = known[0].country if known else told or view.chief
    if any(p.country != country for p in known):
        # villages of one list lie together: the strays are others of the same name
        together = all(p.level in SMALL or p.country == view.chief for p in known)
        country = view.chief if together else None
    return PlaceMention(
        reading.starts[first],
        reading.ends[last],
        first,
        last,
        known[0] if known else None,
        country,
        role=role,
        many=len(group) > 1,
        feature=_is_feature(reading, first, last, role, view.words),
    )


def _is_far_off(after: list[str], words: WordSets) -> bool:
    """Tell whether a place is told to be far from where it happened: "felt in Kunming, some 200 km AWAY"."""
    away = next((k for k, word in enumerate(after) if word in words["aloof"]), 0)
    measured = (k for k in range(1, away - 1) if after[k][0].isdigit() and after[k + 1] in words["driven"])
    return away > 0 and after[0] == "," and any(measured)  # but "In X, 200 people sleep AWAY from home"


def _is_feature(reading: Reading, first: int, last: int, role: str, words: WordSets) -> bool:
    """Tell whether a name is that of a river, a dam, a mountain; people from "Berens River" come from a town."""
    lived_in = role == "origin" or (role == "present" and reading.words[first - 1] in words["towns"])
    if lived_in and reading.words[first - 1] not in words["the"] and last > first:
        return False  # "at Fox Lake"
    return reading.words[last] in words["features"] or reading.words[first] in words["peaks"]
