"""Places side by side: which of them only tells where the one beside it lies, and hands its country on to it."""

from itertools import pairwise

from stats.readers.reading import Reading, Sentence
from stats.readers.where.placemention import PlaceMention
from stats.readers.where.placenames import DEMONYMS
from stats.readers.where.placepointers import SMALL
from stats.readers.wordsets import WordSet, WordSets

_NEAR = 4  # tokens between a place and the larger one that holds it
_EPITHET = 2  # further tokens where one tells of the kind: "X, in the HIMALAYAN STATE of Y"
_OPENS = 2  # tokens from a sentence's head to the country that opens it: "In", "•"
_KIND = 5  # tokens from "X is a" to the kind of place that X is: "X is a small TOWN of farmers in Y"
_EXPLAINED = 9  # tokens between them where the first is explained: "X, the largest refugee camp in Y"


def nest(reading: Reading, mentions: list[PlaceMention], words: WordSets) -> None:
    """Mark the larger places that only tell where the one beside them lies, and hand their country on to it."""
    inner, articles, kinds = words["inner"], words["articles"], words["kinds"]
    for left, right in pairwise(mentions):
        between = reading.words[left.last + 1 : right.first]
        if left.role and _is_near(left, between, words):
            right.role = "beside"  # "at Tori, NEAR Kashmore,", "in Alder village CLOSE TO Birch"
            continue
        if left.role in ("beside", "parties") and between == ["to"] and right.role == "destination":
            right.role = left.role  # "on the road from Alder TO Birch"
            continue
        if left.role and between[:1] == [","] and right.role == "destination" and words["roads"].any(between[-2:-1]):
            right.role = "beside"  # "around X, a town on the ROAD TO Y"
            continue
        if _holds_kind(reading, left, right, between, words):
            left.outer, right.role, right.country = True, left.role, right.country or left.country
            continue
        named = reading.memo[DEMONYMS]
        told = any(_is_epithet(reading, k, kinds) for k in range(left.last + 1, right.first))
        plain = len(between) <= _NEAR + _EPITHET * told and all(
            w in inner or w in articles or w in kinds or k in named or _is_epithet(reading, k, kinds)
            for k, w in enumerate(between, left.last + 1)
        )
        lies = not between and reading.lexicon.grammar.get("caseless") and (
            reading.words[right.first] in words["directions"] or reading.words[right.first] in kinds
        )  # "the town of X NORTH Y"
        if not lies and (not between or not (plain or _explained(between, words))):
            continue
        if _opens_party(reading, right, between, words):
            continue
        if between == ["("] and _is_country_of(left, right):
            left.outer, right.role = True, left.role  # "in TUNISIA (Bou Salem)"
            continue
        if between == [","] and reading.words[left.last] in words["capitals"] and left.last > left.first:
            left.outer, right.role = True, left.role  # "the Somali CAPITAL, Mogadishu"
            continue
        if between == [","] and _holds(reading, left, right, words):
            left.outer, right.role = True, right.role or left.role  # "East Java, Tulungagung (landslide)"
            right.country = right.country or left.country
            continue
        counts = reading.within(reading.quantities, left.end, right.start)
        apart = any(not kinds.any(reading.words[q.last + 1 : q.last + 3]) for q in counts)
        if apart and not _one_of(between[1:], words):
            continue  # "eight in Parwan, THREE in Kapisa", but "Parwan and Logar, TWO provinces of"
        if left.role == "parties" and left.many:
            continue  # "on the border between A and B in X"
        if reading.owns(left.last + 1):
            right.outer, right.role = left.outer, right.role or ("" if left.outer else left.role)
            if right.role == "home" and not (right.place is not None and right.place.level == "country"):
                right.role = "origin"  # "displaced from NIGERIA'S BORNO STATE"
            left.outer = True
            right.country = left.country if right.place is None else right.country or left.country
            continue
        known = left.place is not None and left.place.level not in SMALL
        if left.country and right.country and left.country != right.country:
            if known:
                continue
            left.place = None
        right.outer = True
        right.role = right.role if left.role in ("", "present") and right.role else left.role
        if left.place is None or left.country is None:
            left.country = right.country  # "Abyei, SUDAN", which by itself is of no one country


def _is_near(left: PlaceMention, between: list[str], words: WordSets) -> bool:
    """Tell whether a place is followed by another one near it, which holds it in no way: "at Tori, NEAR Kashmore"."""
    paused = between[:1] == [","]
    small = left.place is None or left.place.level in SMALL
    return (paused or small) and " ".join(between[paused:]) in words["nearby"]


def _opens_party(reading: Reading, right: PlaceMention, between: list[str], words: WordSets) -> bool:
    """Tell whether a country behind a comma and an article is another's: "in Alder, A US official said"."""
    if right.place is None or right.place.level != "country" or between[:1] != [","] or len(between) < _PARTY:
        return False
    told = (reading.words[right.first], *reading.words[right.last + 1 : right.last + 2])
    kind = words["kinds"].any(told) or words["capitals"].any(told)  # "Alder, a TOWN of Turkey's", "the Turkey CAPITAL"
    return not kind and all(word in words["articles"] for word in between[1:])


_PARTY = 2  # tokens of ", a"


def _is_epithet(reading: Reading, k: int, kinds: WordSet) -> bool:
    """Tell whether a word in capitals only describes a kind of place: "in the HIMALAYAN state of X"."""
    return reading.heads[k].isupper() and reading.words[k + 1] in kinds


def _holds_kind(
    reading: Reading, left: PlaceMention, right: PlaceMention, between: list[str], words: WordSets
) -> bool:
    """Tell whether an area holds the place of a kind that is named behind it: "the West Darfur TOWN OF X"."""
    if left.place is None or left.many:
        return False
    if reading.owns(left.last + 1) and len(between) <= _NEAR:  # "Khartoum's twin CITY OF Omdurman"
        kind = reading.words[right.first : right.first + 2]
        return right.last > right.first + 1 and kind[0] in words["kinds"] and kind[1] in words["of"]
    if len(between) != 2 or between[0] not in words["kinds"] or between[1] not in words["of"]:
        return False
    if left.place.level in SMALL and right.place is not None and right.place.level in SMALL:
        # "the Delmas NEIGHBOURHOOD OF Port-au-Prince" is no part of Delmas
        return (left.place.population or 0) >= (right.place.population or 0)
    part = between[0] in words["town_parts"] or between[0] in words["town_districts"]
    return part or left.place.level in (*_WIDE, "region")


def share_country(sentence: Sentence, mentions: list[PlaceMention], chief: str | None) -> None:
    """Give unknown places the country that opens their sentence: "In TANZANIA, 2,310 people were taken from Kagunga".

    mentions: those of the sentence, in order. chief: the country that the text is about.
    """
    lead = mentions[0]
    known = lead.place is not None and lead.place.level == "country" and not (lead.adjective or lead.office)
    if not known or lead.dateline or lead.role not in ("present", "") or lead.first - sentence.first > _OPENS:
        return
    for mention in mentions[1:]:
        unknown = mention.place is None and not (mention.adjective or mention.pointer or mention.many)
        if unknown and mention.country in (None, chief):
            mention.country = lead.country


def _holds(reading: Reading, left: PlaceMention, right: PlaceMention, words: WordSets) -> bool:
    """Tell whether the first of two places holds the second: a province and a town in it, at the head of a line.

    An unknown name is taken for a town where a bracket or a colon closes the head.
    """
    if left.many or right.many or left.place is None or left.place.level not in _WIDE:
        return False
    if words["joins"].any(reading.words[right.last + 1 : right.last + 2]):
        return False  # "Arad, Norwick and northern districts"
    if right.place is not None:
        smaller = right.place.level in SMALL or left.place.level == "country"
        return smaller and right.place.country == left.country and right.place.level not in ("country", "region")
    opens = left.first == 0 or not reading.words[left.first - 1].isalnum()
    return opens and reading.words[right.last + 1 : right.last + 2] in (["("], [":"])


_WIDE = ("country", "admin1")


def _is_country_of(left: PlaceMention, right: PlaceMention) -> bool:
    """Tell whether one place is the country of another."""
    if left.place is None or right.place is None or left.place.level != "country":
        return False
    return right.place.level != "country" and right.country == left.country


def _explained(between: list[str], words: WordSets) -> bool:
    """Tell whether a place is explained by a larger one: "Ain al-Hilweh, the largest refugee camp in Lebanon"."""
    linked = between[0] == "," or between[0] in words["equal"]
    if not 3 < len(between) <= _EXPLAINED or not linked:
        return False
    if between[1] not in words["articles"] and not _one_of(between[1:], words):
        return False
    told = between[:-1] if between[-1] in words["articles"] else between
    kind = told[-2] in words["kinds"] or (told[0] in words["equal"] and words["kinds"].any(told[2:_KIND]))
    return told[-1] in words["within"] and kind and "," not in told[1:]


def _one_of(told: list[str], words: WordSets) -> bool:
    """Tell whether words begin with "one of the": "Otodo, ONE OF THE largest slums in Lagos"."""
    return words["one"].any(told[:1]) and words["of"].any(told[1:2]) and words["the"].any(told[2:3])
