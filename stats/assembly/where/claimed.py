"""Which of the places of a sentence belong to another of its counts, or to only a part of those counted."""

from collections.abc import Sequence

from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Reading, Sentence
from stats.readers.where.actors import is_done
from stats.readers.where.placemention import PlaceMention
from stats.readers.where.placenames import ROLES
from stats.readers.wordsets import WordSet, WordSets, word_sets

_NEXT = 7  # tokens between a count and a place that is told of it alone
_CLAUSE = 40  # tokens in which a count has its own verb
_SHARED = 3  # tokens before such a count in which "and" joins it to the one before it
_UNIT = 2  # tokens after a count in brackets: its unit, and the sign that closes them
_BRACKET = 8  # tokens of a bracket behind a place before the count in it
_LABEL_SIGNS = frozenset({":", "(", "|", "–", "—", "-", "="})
_PARTED = frozenset({",", ":", "(", "-", "–", "—"})
RELATED = 4
"""Tokens in which a count is told of the place before it: "Mon State, which SAW 26,199"."""


def is_label(words: list[str], place: PlaceMention, last: int, firsts: set[int], names: WordSets) -> bool:
    """Tell whether a place is the label of another count: "Erbil 1,200", "Erbil: 1,200", "Erbil (1,200".

    last: the last token of what names it, the larger place that it lies in included.
    """
    following = last + 1
    if following not in firsts:
        following = place.last + 1
    ranked = " ".join(words[max(0, place.first - 2) : place.first]) in names["ranked"]
    having = ranked and following < len(words) and words[following] in names["having"]
    if having or (following < len(words) and words[following] in _LABEL_SIGNS):
        alone = words[following + 2 : following + 3] == [")"]  # "mainly to Khartoum (3,000)"
        if words[following] == "(" and place.role and not alone:
            return False  # "evacuated 1,858 from Libya (1,536 to Niger)"
        following += 1
    return following in firsts


def is_claimed(
    reading: Reading, place: PlaceMention, token: int, others: list[Quantity], named: list[PlaceMention],
    *, staying: bool,
) -> bool:  # fmt: skip
    """Tell whether a place behind a count is told of another between them: "47 dead: 26 in X", "most OF THEM in X".

    Not where both share it: "killed 40 AND injured 50 in X". staying: the count is of people who are somewhere, and
    another with a verb of its own has its own place.
    """
    words = reading.words
    if place.outer:  # "1,251 of them in X (Y)"
        inner = next((p for p in reversed(named) if token < p.first < place.first and not p.outer), place)
        place = inner
    places = word_sets(reading.lexicon, "places")
    small, them, roles, turns = places["partitive"], places["them"], places.keys_of(ROLES), places["turns"]
    counted = places["no_labels"]  # "65 moved: 40 PERSONS in X"
    verbs = reading.lexicon.words("passive", "perfect")
    for other in others:
        if not token < other.first < place.first:
            continue
        behind = place.first - other.last - 1
        if staying and behind < _CLAUSE and other.first - token < _CLAUSE:
            first, second = words[token : other.first], words[other.last + 1 : place.first]
            if not (verbs.isdisjoint(first) or verbs.isdisjoint(second)):
                return True  # "300 ARE in tents, and 40 WERE seen in X"
        if not 0 < behind <= _NEXT:
            continue
        between = words[other.last + 1 : place.first]
        told = [word for word in between if word not in places["articles"] and word not in places["directions"]]
        leads = told and (told[-1] in roles or (place.role == "dwelling" and told[-1] in places["of"]))
        part = words[other.first - 1] in _PARTED
        if not leads or not all(word in small or word in roles or (part and word in counted) for word in told):
            continue
        before = words[other.first - 1]
        if before in roles or before in places["kinds"] or before in places["the"]:
            continue  # "across 21 of", "Camp 5 in X", "the one in X"
        listed = any(token < p.first < other.first for p in named)  # "73 in X and 11 in Y"
        joining = words[max(token, other.first - _SHARED) : other.first]
        shared = not listed and any(word in places["joins"] for word in joining) and joining[-1] not in turns
        # "12 dead: 7 in X", "of the 12, 7 were in X"
        parted = joining[-1] in _PARTED and all(word in roles or word in places["equal"] for word in told)
        if not shared or parted or any(word in them for word in told):
            return True
    return False


def is_of_part(reading: Reading, place: PlaceMention, others: Sequence[Quantity]) -> bool:
    """Tell whether a place before a count is that of a part told before: "369 died, INCLUDING 228 IN X, and 6,000"."""
    words, places = reading.words, word_sets(reading.lexicon, "places")
    part = next((q for q in reversed(others) if 0 < place.first - q.last <= _NEXT), None)
    told = words[part.last + 1 : place.first] if part is not None else []
    if part is None or not place.role or "," in told:
        return False
    return words[part.first - 1] in places["turns"] or places["them"].any(told)


def is_partly(reading: Reading, place: PlaceMention, named: list[PlaceMention], last: int) -> bool:
    """Tell whether only most of those counted are at a place: "125,000 moved, MOSTLY in X and in Y".

    named: the places of the sentence. last: the last token of the count.
    """
    words, places = reading.words, word_sets(reading.lexicon, "places")
    left = next((p for p in reversed(named) if p.last < place.first), None)
    if left is not None and place.first - left.last - 1 <= _SHARED:
        between, roles = words[left.last + 1 : place.first], places.keys_of(ROLES)
        if all(word in places["joins"] or word in roles for word in between) and is_partly(reading, left, [], last):
            return True
    k = place.first - 1
    while k > 0 and words[k] in places["articles"]:
        k -= 1
    if words[k] not in places.keys_of(ROLES):
        return False
    if words[k - 1] in places["partly"]:
        return True
    most = max(last, place.first - _NEXT) < k - 3 and words[k - 3] in places["most"]  # no count "half of them"
    return most and words[k - 2] in places["of"] and words[k - 1] in places["them"]


def describes(reading: Reading, sentence: Sentence, token: int) -> bool:
    """Tell whether a count says how large the place named before it is: "X, a town of 27,000 in the foothills"."""
    words = word_sets(reading.lexicon, "places")
    if token - 2 < sentence.first or reading.words[token - 1] not in words["of"]:
        return False
    return reading.words[token - 2] in words["kinds"]


def is_past_aside(reading: Reading, place: PlaceMention, token: int, first: int) -> bool:
    """Tell whether a place stands behind the aside in which a count is told: "the floods, WHICH KILLED 11, cut off X".

    token: the count's first token; first: its sentence's. A verb goes on after the aside's comma.
    """
    words, lexicon = reading.words, reading.lexicon
    closing = next((k for k in range(token + 1, place.first) if words[k] == ","), None)
    if closing is None or words[closing + 1] not in lexicon.words("auxiliaries"):
        return False
    opening = next((k for k in range(token - 1, first, -1) if words[k] == ","), None)
    return opening is not None and words[opening + 1] in lexicon.words("relatives")


def tells(reading: Reading, place: PlaceMention, token: int, firsts: set[int]) -> bool:
    """Tell whether a place apart from the count at a token has another told of it: "..., and in Y, WITH 20,382"."""
    words = reading.words
    comma = place.last + 1
    if comma + 1 >= len(words) or words[comma] != "," or not (token == place.last or "," in words[token : place.first]):
        return False
    if words[comma + 1] not in word_sets(reading.lexicon, "places")["telling_of"]:
        return False
    near = range(comma + 2, comma + 2 + RELATED)
    return any(k in firsts and "," not in words[comma + 1 : k] for k in near)


def heads(words: list[str], last: int, token: int, names: WordSets) -> bool:
    """Tell whether what names a place, up to a token, and a colon or "at" stand right before a count.

    "Nippes, Haiti: 283", "puts arrivals in Nippes AT 283"; or "home to" does: "Jishishan, HOME TO 250,000".
    """
    if words[token - 2 : token] and " ".join(words[token - 2 : token]) in names["home_to"]:
        return last + 3 == token or (last + 4 == token and words[last + 1] == ",")
    return last + 2 == token and (words[last + 1] == ":" or words[last + 1] in names["counts_at"])


def brackets(words: list[str], place: PlaceMention, token: int, last: int) -> bool:
    """Tell whether a count stands in brackets right behind a place: "moved from X to Y (20,572)", "(pop. 300)".

    token, last: the first and the last token of the count.
    """
    if words[place.last + 1 : place.last + 2] != ["("] or not place.last + 1 < token <= place.last + _BRACKET:
        return False
    if ")" in words[place.last + 1 : token]:
        return False
    return place.last + 2 < token or ")" in words[last + 1 : last + 1 + _UNIT]  # "X (15 villages, 2,462 families)"


def opens_clause(reading: Reading, place: PlaceMention, last: int) -> bool:
    """Tell whether a place behind a count opens what is told next: "300 are in tents, AND IN X families sleep outside".

    last: the last token of the count.
    """
    words, names = reading.words, word_sets(reading.lexicon, "places")
    joins = word_sets(reading.lexicon, "speakers")["joins"]
    k = place.first - 1
    while k > last and (words[k] in names["articles"] or words[k] in names["directions"]):
        k -= 1
    if not place.role and k - 1 > last and words[k] in joins and words[k - 1] == ",":
        return is_done(reading, place.last + 1)  # "300 fled to X, AND Y SENT help"
    joined = k - 2 > last and words[k - 1] in joins and words[k - 2] == ","
    following = words[place.last + 1 : place.last + 2]
    goes_on = bool(following) and following[0].isalpha() and following[0] not in names["joins"]
    return joined and goes_on and words[k] in names["present"]


def opens_own(words: list[str], place: PlaceMention, token: int, apart: frozenset[str]) -> bool:
    """Tell whether the clause of a count at a token opens behind a place: "talks in X ended AS 300 people reached Y".

    Not where a comma closes what lies between: "In X, WHERE fighting goes on, 300 people were taken to Y". apart: the
    words that open a clause.
    """
    opening = next((k for k in range(token - 1, place.last, -1) if words[k] in apart or words[k] == ","), 0)
    return opening > 0 and words[opening] != ","


def parts_between(words: list[str], low: int, high: int, others: list[Quantity], turns: WordSet) -> frozenset[int]:
    """Return the tokens between a count and a place behind it that tell a part: "300 people, 40 AMONG THEM, from X".

    low, high: the tokens around what lies between. others: the other counts of the sentence.
    """
    found: set[int] = set()
    k = low + 1
    while k < high:
        reach = range(k + 1, min(high, k + _PART)) if words[k] in _PAIRED else ()
        end = next((j for j in reach if words[j] == words[k]), 0)
        if end and turns.any(words[k + 1 : end]) and any(k < q.first < end for q in others):
            found.update(range(k, end + 1))
            k = end
        k += 1
    return frozenset(found)


_PAIRED = frozenset({",", "–", "—"})
_PART = 12  # tokens of a part between two commas or dashes


def is_wide(place: PlaceMention, places: list[PlaceMention]) -> bool:
    """Tell whether a country heads a sentence that names a place in it: "Mali: 800 displaced after attacks on X"."""
    country = place.place is not None and place.place.level == "country"
    return country and any(
        p.first > place.last and p.country in (place.country, None) and not (p.outer or p.pointer)
        for p in places
    )
