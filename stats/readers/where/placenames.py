"""The phrases that name places, widened by the words of place beside them, and what the words before make of them."""

from dataclasses import dataclass

from stats.gazetteer import Place, PlaceMark, gazetteer
from stats.readers.reading import Reading, Sentence
from stats.readers.wordsets import WordSets, word_sets

ROLES = ("beside", "origin", "destination", "present", "parties", "contested")
DEMONYMS = "demonyms"  # in the memo of a reading: the country of each token that is an adjective of nationality
_LONGEST_JOIN = 6  # tokens between two places of a list
_OFFICE = 4  # tokens of the name of a country's ministry
_LONGEST_TYPE = 2  # tokens between a name and its kind
LONGEST_WIDENING = 6  # words of place before a name
_LONGEST_BRACKET = 8  # tokens of a bracket between the places of a list


@dataclass(slots=True)
class Name:
    """A stretch of tokens [first, last] that names a place, or may.

    core: the tokens of the name alone. mark: what the gazetteer found, None for a name it does not know. firm: it is a
    place beyond doubt; otherwise only where it stands in a list with one that is.
    """

    first: int
    last: int
    core: tuple[int, int]
    mark: PlaceMark | None
    firm: bool


def widened(reading: Reading, sentence: Sentence, name: Name, words: WordSets) -> Name:
    """Widen a name by the words of place around it: "the western districts of X", "X city"."""
    tokens = reading.words
    kinds, directions, of, articles = words["kinds"], words["directions"], words["of"], words["articles"]
    k = name.last + 1
    typing = k
    while typing + 1 < sentence.last and tokens[typing] in words["of_camps"] and typing - k < _LONGEST_TYPE:
        typing += 1
    if typing > k and tokens[typing] in kinds:
        k, name.last = typing, typing - 1  # "Mae La REFUGEE camp", "Lapai LOCAL GOVERNMENT area"
    while k < sentence.last and k - name.last <= 2 and tokens[k] in kinds:
        if _holds_kind(reading, sentence, name, k, words):
            break
        name.last = k
        k += 1
    if k < sentence.last and tokens[k - 1] in kinds and tokens[k].isdigit() and len(tokens[k]) < 3:
        capital = reading.text[reading.starts[k - 1]].isupper()
        following = tokens[k + 1] if k + 1 < sentence.last else ""
        small = following in words["joins"] or following in words.keys_of(ROLES)
        if capital and (not following.isalpha() or small):  # "Dam Town 6", not "Dam Town 6 men"
            name.last = k
    first = name.first
    k = first - 1
    while k >= sentence.first and name.first - k <= LONGEST_WIDENING:
        word = tokens[k]
        if word in directions or (word == "-" and k > sentence.first and tokens[k + 1] in directions):
            first = k
        elif word in of and typed_before(reading, sentence, k, words) == k - 2:
            first = k - 2  # "la localité VALENCIENNE de X"
            k -= 2
        elif word in of and k > sentence.first and (tokens[k - 1] in kinds or tokens[k - 1] in directions):
            before = k - 2
            while before > sentence.first and (tokens[before] == "-" or tokens[before] in directions):
                before -= 1  # "20 km north-EAST of X"
            measured = before >= sentence.first and (tokens[before][0].isdigit() or tokens[before] in words["driven"])
            if _of_another(reading, sentence, k - 1, words) or (measured and tokens[k - 1] in directions):
                break  # "20 km north OF X" is no part of X
            if _before_counted(reading, sentence, k, words) < k:
                break  # "13 villages OF X" are some of those of X
            first = k - 1
            k -= 1
        elif word in articles and k > sentence.first and tokens[k - 1] in of:
            k -= 1
            some = _before_counted(reading, sentence, k, words) < k
            if k > sentence.first and not some and (tokens[k - 1] in kinds or tokens[k - 1] in directions):
                first = k - 1
                k -= 1
            else:
                break
        elif first < name.core[0] and word in kinds and tokens[k + 1] not in directions:
            first = k
        else:
            break
        k -= 1
    name.first = first
    return name


def typed_before(reading: Reading, sentence: Sentence, of: int, words: WordSets) -> int | None:
    """Return the token of the kind of place before an "of": "la VILLE de X", "la VILLE portuaire de X".

    An adjective may stand between where a language has it behind its noun, but none that leads to another place: "la
    ville PROCHE DE X".
    """
    tokens, kinds, k = reading.words, words["kinds"], of - 1
    if k >= sentence.first and tokens[k] in kinds:
        return k
    if k <= sentence.first or tokens[k - 1] not in kinds or not reading.lexicon.grammar.get("noun_first"):
        return None
    roles = words.keys_of(ROLES)
    leads = tokens[k] in roles or f"{tokens[k]} {tokens[of]}" in roles or tokens[k] in words["articles"]
    described = len(tokens[k]) > _SHORT and tokens[k].isalpha() and reading.heads[k].islower()
    return k - 1 if described and not leads and tokens[k] not in words["nearby"] else None


_SHORT = 3  # letters of a word that is no adjective


def _is_great(place: Place) -> bool:
    """Tell whether a place is a city so large that its districts are told by its name: "the Karachi DISTRICT of X"."""
    return place.level == "city" and (place.population or 0) >= _GREAT


_GREAT = 800_000  # people


def _holds_kind(reading: Reading, sentence: Sentence, name: Name, kind: int, words: WordSets) -> bool:
    """Tell whether a kind of place after a wide area's name is that of a place in it: "the West Darfur TOWN of X"."""
    tokens, part = reading.words, reading.words[kind] in words["town_parts"]
    if name.mark is None or kind + 2 >= sentence.last or tokens[kind + 1] not in words["of"]:
        return False
    place = gazetteer().candidates(name.mark)[0]
    part = part or (tokens[kind] in words["town_districts"] and _is_great(place))
    level = words.mapped("levels").get(tokens[kind])
    narrow = level in _NARROW and place.level in _WIDE
    narrow = narrow or (level in _AREAS and place.level == "country")  # "the US STATE of Alabama"
    return (part or narrow) and reading.text[reading.starts[kind + 2]].isupper()


_AREAS = frozenset({"admin1", "admin2"})
_NARROW, _WIDE = frozenset({"city", "camp"}), frozenset({"country", "region", "admin1"})


def _of_another(reading: Reading, sentence: Sentence, kind: int, words: WordSets) -> bool:
    """Tell whether a kind of place belongs to the name before it: "Zarumilla DISTRICT of Tumbes"."""
    k = kind - 1
    if k < sentence.first or reading.words[kind] in words["directions"] or k in reading.memo[DEMONYMS]:
        return False
    word = reading.words[k]
    small = word in words["articles"] or word in words["directions"] or word in words.keys_of(ROLES)
    return reading.text[reading.starts[k]].isupper() and word.isalpha() and not small


def governor_of(reading: Reading, sentence: Sentence, first: int, words: WordSets) -> str:
    """Return the role that the words right before a place give it, "" where they give none."""
    tokens = reading.words
    k = _before(reading, sentence, first - 1, words)
    if k < sentence.first:
        return ""
    pair = f"{tokens[k - 1]} {tokens[k]}" if k > sentence.first else ""
    roles = words.keys_of(ROLES)
    role = "" if pair in words["ranked"] else roles.get(pair) or roles.get(tokens[k], "")
    if not role and k < first - 1:
        role = roles.get(tokens[first - 1], "")  # "rain FLOODED Karesh", but "in FLOODED Karesh"
    if not role and tokens[k] in words["of"] and k > sentence.first and tokens[k - 1] in words["dwellers"]:
        return "dwelling"
    if role == "present":
        behind = _before(reading, sentence, k - 1, words)
        if behind >= sentence.first and tokens[behind] in words["present"]:
            behind = _before(reading, sentence, behind - 1, words)
        if behind >= sentence.first and tokens[behind] in words["away"]:  # "from across the border in X"
            role, k = "origin", behind
        elif _flown(reading, sentence, k, words):
            return "left"
        elif tokens[k] in words["within"] and tokens[k].isalpha() and _left_spots(reading, sentence, k, words):
            return "origin"
    if not role and tokens[k] in words["of"] and k > sentence.first and tokens[k - 1] == ",":
        return "parties"  # "Ana Brito, 19, OF Alder"
    if _is_example(reading, sentence, k, words):
        return "beside"  # "RIVERS SUCH AS the Alder"
    if role in ("origin", "destination") and _is_road(reading, sentence, k, words):
        return "beside"  # "on the ROAD FROM Alder to Birch"
    if role == "origin" and k > sentence.first:
        near = k - 2 if tokens[k - 1] in words["aloof"] else k - 1  # "got AWAY from X", but "2 km AWAY from X"
        if near >= sentence.first and tokens[near] in words["driven"]:
            return "parties"
        if tokens[k - 1] in words["foreigners"]:
            return "home"
    return role


def _is_example(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> bool:
    """Tell whether a place is named as one of several rivers or roads, up to a token: "rivers SUCH AS the Alder"."""
    if reading.words[k] not in words["such"]:
        return False
    while k > sentence.first and (reading.words[k] in words["such"] or reading.words[k] == ","):
        k -= 1
    return reading.words[k] in words["features"]


def _is_road(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> bool:
    """Tell whether a road stands before a word: "the main ROAD from Alder", but not "fled by ROAD from Alder"."""
    if k - 1 <= sentence.first or reading.words[k - 1] not in words["roads"]:
        return False
    return words.keys_of(ROLES).get(reading.words[k - 2]) != "parties"


def _left_spots(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> bool:
    """Tell whether the words before a place tell what lies in it and was left: "FROM 12 villages IN X"."""
    tokens, j = reading.words, k - 1
    while j >= sentence.first and k - j <= _FLOWN and (
        tokens[j] in words["spots"] or tokens[j] in words["kinds"] or tokens[j] in words["several"]
        or tokens[j] in words["articles"] or tokens[j] in words["telling"] or tokens[j][0].isdigit()
    ):  # fmt: skip
        j -= 1
    return sentence.first <= j < k - 1 and words.keys_of(ROLES).get(tokens[j]) == "origin"


def _flown(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> bool:
    """Tell whether a word of place before a name tells of what people fled there: "fleeing gang violence IN X"."""
    low, onward = max(sentence.first, k - _FLOWN), words["destination"]
    verbs = reading.lexicon.words("auxiliaries")
    for j in range(k - 1, low - 1, -1):
        word = reading.words[j]
        if word in words["fleeing"]:
            return j < k - 1
        if f"{reading.words[j - 1]} {word}" in words["fleeing"]:
            return reading.words[j - 2] not in verbs  # "those DISPLACED BY the war in X", but "were displaced by"
        if word in onward or word in words["over"] or word in verbs or not (word.isalpha() or word == "-"):
            return False  # "fled TO safety in X", "fled ACROSS the border in X"
    return False


_FLOWN = 6  # tokens from "fled" to what people fled and to where that was


def _before_counted(reading: Reading, sentence: Sentence, of: int, words: WordSets) -> int:
    """Return the token before "13 villages of", "several districts of" that ends at a token; the same where none does.

    Such places have no name but that of the larger one that they lie in.
    """
    tokens, kinds, telling, directions = reading.words, words["kinds"], words["telling"], words["directions"]
    k = of - 1
    if tokens[of] not in words["of"] or k <= sentence.first or tokens[k] not in kinds:
        return of
    while k > sentence.first and (tokens[k] in kinds or tokens[k] in telling or tokens[k] in directions):
        k -= 1
    if tokens[k] in words["several"]:
        return k - 1 if tokens[k - 1] not in words["articles"] else of  # but "on THE other side of X"
    counts = reading.within(reading.quantities, sentence.start, reading.ends[k])
    counted = next((q for q in reversed(counts) if q.last == k), None)
    return counted.first - 1 if counted is not None and counted.value > 1 else of


def _before(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> int:
    """Return the first token from k backwards that is no article, direction, nationality or kind of place."""
    articles, directions, kinds = words["articles"], words["directions"], words["kinds"]
    while k >= sentence.first:
        word, left = reading.words[k], reading.words[k - 1] if k > sentence.first else ""
        if word in words["of"] and left in words["that_of"]:
            k -= 1  # "seven in THAT OF Ihorome"
        elif word in words["of"] and (counted := _before_counted(reading, sentence, k, words)) < k:
            k = counted + 1
        elif word == "," and left in words["pointers"] and (told := _kind_told(reading, sentence, k - 2, words)):
            k = told  # "south of THE CAPITAL, Santiago", "in a SINGLE VILLAGE, Ndu"
        elif not (
            word in articles or word in directions or word in kinds or word in words["telling"]
            or k in reading.memo[DEMONYMS]
        ):  # fmt: skip
            break
        k -= 1
    return k


def _kind_told(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> int:
    """Return the article before a kind of place and what tells of it, from a token backwards; 0 where none stands."""
    sized, directions = words["sized"], words["directions"]
    while k > sentence.first and (
        reading.words[k] in sized or reading.words[k] in directions or k in reading.memo[DEMONYMS]
    ):
        k -= 1
    told = k > sentence.first and (reading.words[k] in words["the"] or reading.words[k] in words["articles"])
    return k if told else 0


def told_country(reading: Reading, sentence: Sentence, first: int, words: WordSets) -> str | None:
    """Return the country that an adjective before a name's kind of place tells: "the TURKISH town of X"."""
    demonyms: dict[int, str | None] = reading.memo[DEMONYMS]
    k, kind = first - 1, reading.words[first] in words["kinds"]
    while demonyms and k > sentence.first and k > first - _LONGEST_JOIN and k not in demonyms:
        word = reading.words[k]
        kind = kind or word in words["kinds"]
        if word != "," and not any(word in words[told] for told in ("kinds", "sized", "directions", "of")):
            return None
        k -= 1
    return demonyms.get(k) if kind else None


def joined(reading: Reading, left: Name, right: Name, words: WordSets) -> bool:
    """Tell whether two names stand side by side in a list: only commas and joining words between them."""
    between = reading.words[left.last + 1 : right.first]
    if right.first < right.core[0] and reading.words[right.first] in words["capitals"] and between[:1] == [","]:
        return False  # "Maiduguri, the CAPITAL of Borno"
    speakers, after = word_sets(reading.lexicon, "speakers"), reading.words[right.last + 1 : right.last + 2 + _OFFICE]
    office = reading.owns(right.last + 1) or (between[:1] == [","] and between[-1] in words["the"])
    if office and (speakers["bodies"].any(after) or speakers["states"].any(after)):
        return False  # "in Al Haouz and Taroudant, MOROCCO'S interior MINISTRY said"
    if between and between[0] == "(" and ")" in between and between.index(")") < _LONGEST_BRACKET:
        bracket = between.index(")")
        told = _counted(reading, left.last + 1, left.last + bracket)
        if told or any(word[0].isdigit() for word in between[:bracket]):
            return False  # "Nagaon (5,000) and Dhubri (over four thousand)"
        between = between[bracket + 1 :]
    if not between or len(between) > _LONGEST_JOIN or between[0] not in words["commas"]:
        return False
    if len(between) > 1 and between[0] == "," and between[1] in words["present"] and _is_country(right):
        return _is_country(left)  # "a Solhan, AU Burkina Faso" is one place, "au Mali, AU Niger" are two
    return all(word in words["joins"] or word in words["directions"] for word in between)


def _is_country(name: Name) -> bool:
    """Tell whether a name is that of a country."""
    return name.mark is not None and gazetteer().candidates(name.mark)[0].level == "country"


def _counted(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a count stands among some tokens."""
    return bool(reading.within(reading.quantities, reading.starts[first], reading.ends[last]))
