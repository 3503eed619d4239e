"""Where: finds the places that a text names, as the phrases that name them, with the country each lies in."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from stats.gazetteer import Place, PlaceMark, gazetteer
from stats.readers.placenames import Name, governor_of, joined, names_in, pointers_in
from stats.readers.reading import Reading, Sentence
from stats.readers.wordsets import WordSets, word_sets

_NEAR = 4  # tokens between a place and the larger one that holds it
_CHIEF = 0.5  # share of the document's places that makes a country the one it is about
_STRAY = 0.34  # a little-known place in a country with less than this share is taken for another of the same name
_WELL_KNOWN = 200_000  # people
_SMALL = frozenset({"admin2", "city", "camp", "other"})
_AREAS = frozenset({"admin1", "admin2"})
_DATELINE = 5  # tokens before a dateline's place, and paragraphs in which one may stand
_DATELINE_END = 14  # tokens after it in which its dash stands
_DASHES = frozenset({"-", "–", "—", ":"})

Frame = Mapping[str, float]


@dataclass(slots=True)
class PlaceMention:
    """A phrase that names a place, or several in a list: code points [start, end), tokens [first, last].

    place: the first of its places as the gazetteer knows it, None for an unknown name. country: ISO alpha-3, None where
    unknown or several. role: what the words before it make of it: origin, destination, present, beside (it tells where
    another lies), parties (not where anything happened) or "". outer: it only tells what larger place the one before it
    lies in. adjective: a nationality ("Syrian"), no place. office: part of the name of an organisation. many: a list of
    places. dateline: where the report was written. bare: "the country", which names no place. pointer: "the village".
    antecedent: code points of the name that a pointer points back to, where one was given.
    """

    start: int
    end: int
    first: int
    last: int
    place: Place | None
    country: str | None
    role: str = ""
    outer: bool = False
    adjective: bool = False
    office: bool = False
    many: bool = False
    dateline: bool = False
    bare: bool = False
    pointer: bool = False
    antecedent: tuple[int, int] | None = None


def chief_country(frame: Frame) -> str | None:
    """Return the country a document is about: the one with more than half the weight, None where there is none."""
    for code, weight in frame.items():
        return code if weight > _CHIEF else None
    return None


def read_places(reading: Reading) -> None:
    """Fill reading.places with the place mentions of the document in order, and memo["frame"] with its countries.

    The frame is a mapping of ISO alpha-3 codes to their weight in the document, heaviest first.
    """
    names = gazetteer()
    marks = names.find(reading.folded, reading.text, 0, len(reading.text))
    frame = names.frame(marks)
    reading.memo["frame"] = frame
    words = word_sets(reading.lexicon, "places")
    counted = {reading.sentence_at(q.start).index for q in reading.quantities}
    starts = [mark.start for mark in marks]
    found: list[PlaceMention] = []
    for sentence in reading.sentences:
        here = marks[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if here or sentence.index in counted:
            found += _in_sentence(reading, sentence, here, frame, words, found)
    reading.places = found


def _in_sentence(
    reading: Reading, sentence: Sentence, marks: list[PlaceMark], frame: Frame, words: WordSets,
    earlier: list[PlaceMention],
) -> list[PlaceMention]:  # fmt: skip
    """Return the mentions of a sentence, in order: lists joined, larger places told from those inside them."""
    names = gazetteer()
    plain = [m for m in marks if not (m.adjective or m.in_name) and names.fits(m, frame)]
    others = [m for m in marks if m.adjective or m.in_name]
    phrases = names_in(reading, sentence, plain, others, words)
    mentions: list[PlaceMention] = []
    group: list[Name] = []
    for name in phrases:
        if group and not joined(reading, group[-1], name, words):
            mentions += _mentions_of(reading, sentence, group, frame, words)
            group = []
        group.append(name)
    if group:
        mentions += _mentions_of(reading, sentence, group, frame, words)
    _nest(reading, mentions, words)
    _mark_dateline(reading, sentence, mentions)
    for first, last in pointers_in(reading, sentence, phrases, words):
        told = earlier + [m for m in mentions if m.last < first]
        pointer = _pointer(reading, sentence, first, last, frame, words, told)
        if pointer is not None:
            mentions.append(pointer)
    for mark in others:
        first, last = bisect_left(reading.ends, mark.start + 1), bisect_left(reading.ends, mark.end)
        place = names.resolve(mark, frame)
        mentions.append(
            PlaceMention(
                mark.start, mark.end, first, last, place, place.country, adjective=mark.adjective, office=mark.in_name
            )
        )
    mentions.sort(key=lambda m: m.start)
    return mentions


def _mentions_of(
    reading: Reading, sentence: Sentence, group: list[Name], frame: Frame, words: WordSets
) -> list[PlaceMention]:
    """Return the mentions of names that stand side by side: one for a list; "X, Y province" is X, in Y."""
    if not any(name.firm for name in group):
        return []
    places = [_resolved(name, frame) for name in group]
    if len(group) == 2 and reading.words[group[0].last + 1 : group[1].first] == [","]:
        return [_mention(reading, sentence, [n], [p], frame, words) for n, p in zip(group, places, strict=True)]
    return [_mention(reading, sentence, group, places, frame, words)]


def _resolved(name: Name, frame: Frame) -> Place | None:
    """Return the place of a name; None where only little-known ones far from the document's country are called so."""
    if name.mark is None:
        return None
    place = gazetteer().resolve(name.mark, frame)
    chief = chief_country(frame)
    if chief and place.country != chief and place.level in _SMALL and (place.population or 0) < _WELL_KNOWN:
        return None if frame.get(place.country or "", 0.0) < _STRAY else place
    return place


def _mention(
    reading: Reading, sentence: Sentence, group: list[Name], places: list[Place | None], frame: Frame, words: WordSets
) -> PlaceMention:
    first, last = group[0].first, group[-1].last
    known = [p for p in places if p is not None]
    countries = {p.country for p in known}
    chief = chief_country(frame)
    if not known:
        countries = {chief}
    elif len(countries) > 1 and all(p.level in _SMALL or p.country == chief for p in known):
        countries = {chief}  # villages of one list lie together: the strays are others of the same name
    return PlaceMention(
        reading.starts[first],
        reading.ends[last],
        first,
        last,
        known[0] if known else None,
        next(iter(countries)) if len(countries) == 1 else None,
        role=governor_of(reading, sentence, first, words),
        many=len(group) > 1,
    )


def _nest(reading: Reading, mentions: list[PlaceMention], words: WordSets) -> None:
    """Mark the larger places that only tell where the one beside them lies, and hand their country on to it."""
    inner, articles, kinds = words["inner"], words["articles"], words["kinds"]
    for left, right in pairwise(mentions):
        between = reading.words[left.last + 1 : right.first]
        if len(between) > _NEAR or not between or not all(w in inner or w in articles or w in kinds for w in between):
            continue
        if between[0] == "'s":
            left.outer = True
            right.country = right.country or left.country
            continue
        known = left.place is not None and left.place.level not in _SMALL
        if left.country and right.country and left.country != right.country:
            if known:
                continue
            left.place = None
        right.outer = True
        right.role = right.role if left.role in ("", "present") and right.role else left.role
        if left.place is None:
            left.country = right.country


def _mark_dateline(reading: Reading, sentence: Sentence, mentions: list[PlaceMention]) -> None:
    """Mark the places where the report was written: "GENEVA, June 6 –", "KARACHI: ..."."""
    if sentence.paragraph >= _DATELINE or not mentions or sentence.shape == "row":
        return
    first = mentions[0]
    tokens, starts, ends = reading.words, reading.starts, reading.ends
    before = [w for w in tokens[sentence.first : first.first] if w not in ("(", ",")]
    dated = any(w[0].isdigit() for w in before)
    if first.first - sentence.first > _DATELINE or (before and not dated):
        return
    upper = reading.text[first.start : first.end].isupper()
    for k in range(first.last + 1, min(sentence.last - 1, first.last + _DATELINE_END)):
        if tokens[k] in _DASHES and ends[k] < starts[k + 1] and (upper or starts[k] > ends[k - 1]):
            if sentence.shape == "head" and not upper:
                return
            for mention in mentions:
                mention.dateline = mention.last < k
            return


def _pointer(
    reading: Reading, sentence: Sentence, first: int, last: int, frame: Frame, words: WordSets,
    earlier: list[PlaceMention],
) -> PlaceMention | None:  # fmt: skip
    """Return the mention of "the village", "the country": the place named before that is one."""
    kind = reading.words[last]
    role = governor_of(reading, sentence, first, words)
    if role not in ("origin", "destination", "present"):
        return None
    start, end = reading.starts[first], reading.ends[last]
    if kind in words["countries"]:
        return PlaceMention(start, end, first, last, None, chief_country(frame), role, bare=True, pointer=True)
    level = words.mapped("levels").get(kind, "")
    named = [m for m in earlier if not (m.adjective or m.office or m.pointer)]
    for mention in reversed(named):
        found = mention.place.level if mention.place is not None else level if level in _SMALL else ""
        fits = found == level or (found in _AREAS and level in _AREAS)
        if not mention.many and (fits or kind in reading.words[mention.first : mention.last + 1]):
            antecedent = (mention.start, mention.end)
            place, country = mention.place, mention.country
            return PlaceMention(start, end, first, last, place, country, role, pointer=True, antecedent=antecedent)
    if named:
        return None
    return PlaceMention(start, end, first, last, None, chief_country(frame), role, pointer=True)
