"""What the words right beside a count and a place say of the two: "700 fighters FROM X", "Narok 3, SIAYA 2"."""

from stats.assembly.draft import Draft
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.readers.where.placemention import PlaceMention
from stats.readers.where.placenames import ROLES
from stats.readers.wordsets import word_sets

_LEVELS = ("region", "country", "admin1", "admin2", "city", "camp", "other")
_NAMED = 4  # tokens that name those counted, with "from"
_SETTLED = 4  # tokens from a count to a place right behind it: "12 people in the"
_NARROWER = frozenset({"present", "dwelling", "destination", "left"})  # "In the DRC 800 people were moved TO LUSENDA"


def is_whence(reading: Reading, draft: Draft, place: PlaceMention) -> bool:
    """Tell whether those counted come from a place, by what stands right behind their name: "700 fighters FROM X"."""
    told = reading.words[draft.quantity.last + 1 : place.first]
    whence = bool(told) and told[-1] in word_sets(reading.lexicon, "places")["origin"]
    return whence and len(told) <= _NAMED and all(word.isalpha() for word in told)


def is_scene(reading: Reading, draft: Draft, last: int) -> bool:
    """Tell whether a count's clause opens with "where" right behind a place: "spread to X, WHERE 900 people fled".

    last: the last token of what names the place.
    """
    opening = next((c for c in reading.cues(draft.sentence).all("where") if c.first > last), None)
    if opening is None or opening.first - last > 1 + (reading.words[last + 1] == ","):
        return False
    return opening.last < draft.quantity.first and "," not in reading.words[opening.last : draft.quantity.first]


def is_bare(words: list[str], place: PlaceMention, whole: int, token: int, last: int) -> bool:
    """Tell whether a name and its number are all that an item of a list tells: "(Narok 3, SIAYA 2, others in Nairobi)".

    whole: the last token of what names the place. token, last: the first and the last token of the count.
    """
    return whole + 1 == token and not place.role and words[last + 1 : last + 2] in ([","], [";"], [")"])


def narrows(wide: PlaceMention, place: PlaceMention) -> bool:
    """Tell whether a place behind a count lies in the one before it: "In Kedah, 162 people IN Kuala Muda were"."""
    if wide.role not in ("present", "", "destination") or place.role not in _NARROWER or place.pointer or place.outer:
        return False
    if wide.place is None or place.country != wide.country:
        return False
    return place.place is None or _LEVELS.index(place.place.level) > _LEVELS.index(wide.place.level)


def is_listed(reading: Reading, place: PlaceMention, token: int, others: list[Quantity]) -> bool:
    """Tell whether a place ends the part of another count: "318 people IN X AND 538 in Y"."""
    between = reading.words[place.last + 1 : token]
    names = word_sets(reading.lexicon, "places")
    joins = names["commas"]
    if between and between[-1] in names["same_again"]:
        return False  # "97 families from X, OR 417 people"
    small = reading.lexicon.words("another") | names["articles"]
    listed = bool(between) and between[0] in joins and all(word in joins or word in small for word in between)
    return listed and any(q.last < place.first for q in others)


def is_settled(reading: Reading, places: list[PlaceMention], last: int) -> bool:
    """Tell whether a place stands right behind a count, so that none before it heads it: "26 died in X: 12 IN Y".

    last: the last token of the count.
    """
    behind = next((place for place in places if place.first > last), None)
    if behind is None or behind.role not in _NARROWER or behind.first - last > _SETTLED:
        return False
    names = word_sets(reading.lexicon, "places")
    roles, counted = names.keys_of(ROLES), names["no_labels"]
    told = reading.words[last + 1 : behind.first]
    return all(word in roles or word in counted or word in names["articles"] for word in told)


def left_again(draft: Draft, place: PlaceMention) -> bool:
    """Tell whether a place stands before the verb of coming back: "300 who had fled to X HAVE RETURNED"."""
    return draft.governor is not None and draft.quantity.last < place.first < draft.governor.first


def is_behind_goal(reading: Reading, place: PlaceMention, places: list[PlaceMention], last: int) -> bool:
    """Tell whether a teller parts a place from where those counted came: "300 reached X, SAID Ali, who lives IN Y".

    last: the end of the count.
    """
    goals = [p for p in places if p.role == "destination" and last < p.first and p.last < place.first]
    if not goals or place.role not in ("present", "") or place.outer:
        return False
    between = reading.words[goals[-1].last + 1 : place.first]
    return "," in between and not time_words(reading.lexicon).saying.isdisjoint(between)
