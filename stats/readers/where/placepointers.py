"""What a phrase that points back to a place means: "the village", "the country", "there", "the south"."""

from stats.readers.reading import Reading, Sentence
from stats.readers.where.placemention import PlaceMention
from stats.readers.where.placenames import ROLES, governor_of
from stats.readers.wordsets import WordSets, word_sets

SMALL = frozenset({"admin2", "city", "camp", "other"})
"""The gazetteer's levels below a province."""

_HAS = 2  # tokens from "the town has" to its count
_AREAS = frozenset({"admin1", "admin2"})
_APPOSED = 6  # tokens from a place to the kind of it that an apposition tells
_LATELY = 8  # places named before "the island" among which it is looked for
_LANDS = frozenset({"region", "admin1", "other"})


def area_at(
    reading: Reading, sentence: Sentence, first: int, last: int, earlier: list[PlaceMention], words: WordSets,
    chief: str | None,
) -> PlaceMention | None:  # fmt: skip
    """Return the mention of "the south of the country", "rural areas": in the document's country or the last named.

    earlier: the mentions before it. chief: the country that the document is about.
    """
    role = governor_of(reading, sentence, first, words)
    if role not in ("origin", "destination", "present") and (role or first > sentence.first):
        return None
    if role == "destination" and first - 3 >= sentence.first and reading.words[first - 3][0].isdigit():
        return None  # "15 km to the east of the capital"
    named = (m.country for m in reversed(earlier) if m.country and not (m.adjective or m.office or m.dateline))
    start, end = reading.starts[first], reading.ends[last]
    abroad = reading.words[last] in words["abroad"]  # several of them
    country = None if abroad else chief or next(named, None)
    return PlaceMention(start, end, first, last, None, country, role, many=abroad, pointer=True)


def pointer_at(
    reading: Reading, sentence: Sentence, first: int, last: int, earlier: list[PlaceMention], words: WordSets,
    chief: str | None,
) -> PlaceMention | None:  # fmt: skip
    """Return the mention of "the village", "the country": the place named before that is one.

    earlier: the mentions before it. chief: the country that the document is about.
    """
    kind = reading.words[last]
    role = governor_of(reading, sentence, first, words)
    has = reading.words[last + 1 : last + 2]
    counts = reading.numbers_in(sentence) if words["having_people"].any(has) else ()
    held = _holds(reading, last, words) or any(0 < q.first - last - 1 <= _HAS for q in counts)
    if not role and (held or is_wide_at(reading, last, words)):
        role = "present"  # "The region hosts 40,000"
    if role not in ("origin", "destination", "present"):
        return None
    start, end = reading.starts[first], reading.ends[last]
    if kind in words["countries"]:
        here = (m for m in reversed(earlier) if m.first >= sentence.first and _is_land_named(m))
        land = next(here, None) if chief is None else None
        country = land.country if land is not None else chief
        return PlaceMention(start, end, first, last, None, country, role, bare=True, pointer=True)
    level = words.mapped("levels").get(kind, "")
    named = [m for m in earlier if not (m.adjective or m.office or m.pointer or m.feature)]
    own = (m for m in reversed(named) if kind in reading.words[m.first : m.last + 1] and not m.many)
    meant = next(own, None) if level in _AREAS else None  # "the province" is rather "Batken Province" than Osh
    meant = meant or next((m for m in reversed(named) if _is_called(reading, m, kind, level)), None)
    meant = meant or next((m for m in reversed(named) if _may_be(m, level)), None)
    if meant is None and kind in words["isles"]:
        meant = next((m for m in named[: -_LATELY - 1 : -1] if _is_land(m)), None)
    if meant is not None:
        antecedent = (meant.start, meant.end)
        return PlaceMention(
            start, end, first, last, meant.place, meant.country, role, pointer=True, antecedent=antecedent
        )
    if named and level:
        return None
    return PlaceMention(start, end, first, last, None, chief, role, pointer=True)


def holding_at(
    reading: Reading, sentence: Sentence, earlier: list[PlaceMention], words: WordSets
) -> PlaceMention | None:
    """Return the mention of "It" at a sentence's head that is told to hold people: "IT already shelters 300"."""
    first = sentence.first
    if reading.words[first] not in words["it"] or not _holds(reading, first, words):
        return None
    return there_at(reading, sentence, first, earlier, words)


def land_at(
    reading: Reading, sentence: Sentence, adjective: PlaceMention, words: WordSets, mentions: list[PlaceMention]
) -> PlaceMention | None:
    """Return the part of a country that an adjective tells: "on the Chadian SIDE", "around the Syrian CAPITAL"."""
    last = adjective.last + 1
    if last + 1 >= sentence.last or reading.words[last] not in words["lands"]:
        return None
    named = last + 1 + (reading.words[last + 1] == ",")
    border = reading.words[last + 1] in words["of"] and words["frontiers"].any(reading.words[last + 2 : last + 4])
    if border:
        last += 2 + (reading.words[last + 2] in words["the"])  # "on the Iraqi side OF THE BORDER"
    elif reading.words[last + 1] in words["of"] or any(mention.first == named for mention in mentions):
        return None  # "the Somali capital, Mogadishu", but "in the Somali capital, IOM said"
    if adjective.first == sentence.first or reading.words[adjective.first - 1] not in words["the"]:
        return None
    role = governor_of(reading, sentence, adjective.first, words)
    if role not in ("origin", "destination", "present"):
        return None
    span = (adjective.start, reading.ends[last])
    return PlaceMention(*span, adjective.first, last, adjective.place, adjective.country, role, pointer=True)


def is_wide_at(reading: Reading, kind: int, words: WordSets) -> bool:
    """Tell whether a kind of place is told as a whole: "PROVINCE-WIDE, 300 houses are under water"."""
    after = reading.words[kind + 1 : kind + 3]
    return len(after) > 1 and after[0] == "-" and after[1] in words["wide"]


def _holds(reading: Reading, last: int, words: WordSets) -> bool:
    """Tell whether a verb after a place says whom it holds: "the district ALREADY SHELTERS 300"."""
    if reading.lexicon.asked("place_holds", "sure").last(reading.words, last + 1, len(reading.words)) is not None:
        return True
    k = _past_aside(reading, last + 1)
    small = word_sets(reading.lexicon, "speakers")["aside"]
    last = k - 1
    linked = reading.lexicon.words("passive")
    while k < len(reading.words) and (reading.words[k] in small or reading.words[k] in linked) and k - last <= 2:
        k += 1  # "the state IS home to"
    return k < len(reading.words) and reading.words[k] in words["holding"]


def _past_aside(reading: Reading, k: int) -> int:
    """Return the token behind an aside that begins at a token: "the camp, BUILT FOR 5,000, holds"; the same without."""
    if reading.words[k : k + 1] != [","]:
        return k
    stop = min(len(reading.words), k + _ASIDE)
    closing = next((j for j in range(k + 1, stop) if reading.words[j] in (",", ".", ";")), 0)
    return closing + 1 if closing and reading.words[closing] == "," else k


_ASIDE = 14  # tokens of an aside between a place and what it does


def there_at(
    reading: Reading, sentence: Sentence, token: int, earlier: list[PlaceMention], words: WordSets
) -> PlaceMention | None:
    """Return the mention of "there": the place named last that is no river, no dam and no larger one around another."""
    roles = words.keys_of(ROLES)
    if reading.words[token] in words["whose"]:
        role = "dwelling"  # "ITS 4,800 inhabitants were taken to Tyre"
    elif governor_of(reading, sentence, token, words) == "origin":
        return None  # "those who came from there"
    else:
        role = "destination" if roles.get(reading.words[token + 1]) == "origin" else "present"
    for meant in reversed(earlier):
        if meant.adjective or meant.office or meant.outer or meant.bare or meant.dateline or meant.feature:
            continue
        if meant.role in ("beside", "parties"):
            continue  # "on Talye, 180 km SOUTH-EAST OF Mumbai. Rescuers found 53 there"
        antecedent = meant.antecedent or (meant.start, meant.end)
        place = (meant.place, meant.country, role)
        start, end = reading.starts[token], reading.ends[token]
        return PlaceMention(
            start, end, token, token, *place, many=meant.many, pointer=True, antecedent=antecedent
        )
    return None


def _is_called(reading: Reading, mention: PlaceMention, kind: str, level: str) -> bool:
    """Tell whether a mention is a place of that very kind: by its own words, or as the gazetteer knows it."""
    if mention.many:
        return False
    known = mention.place is not None and mention.place.level == level
    apposed = reading.words[mention.last + 1 : mention.last + _APPOSED]
    explained = apposed[:1] == [","] and kind in apposed  # "X, a farming DISTRICT of 190,000 people"
    explained = explained and all(word.isalpha() for word in apposed[1 : apposed.index(kind)])
    return known or explained or kind in reading.words[mention.first : mention.last + 1]


def _is_land_named(mention: PlaceMention) -> bool:
    """Tell whether a mention names a whole country, to which "the country" may point."""
    country = mention.place is not None and mention.place.level == "country"
    return country and not (mention.adjective or mention.office or mention.dateline or mention.many)


def _is_land(mention: PlaceMention) -> bool:
    """Tell whether a mention may be an island or a valley, for which the gazetteer has no level of their own."""
    return not (mention.many or mention.dateline) and mention.place is not None and mention.place.level in _LANDS


def _may_be(mention: PlaceMention, level: str) -> bool:
    """Tell whether a mention may be a place of a level: an area for an area, an unknown name for a small place."""
    if mention.many:
        return False
    found = mention.place.level if mention.place is not None else level if level in SMALL else ""
    return found == level or (found in _AREAS and level in _AREAS)
