"""Places told without a name: "in the village" (the one named before), "in the south of the country", "rural areas"."""

from bisect import bisect_left
from collections.abc import Iterable

from stats.readers.reading import Reading, Sentence
from stats.readers.where.placenames import Name, typed_before
from stats.readers.where.placepointers import is_wide_at
from stats.readers.wordsets import WordSets, word_sets

_TOLD = 6  # tokens between "this" and its kind of place
_WHOSE = 4  # tokens from "its" to "inhabitants"
_FOLLOWING = ("origin", "destination", "present")  # what may stand right after "the south"


def covered_by(names: Iterable[Name]) -> set[int]:
    """Return the tokens that some names cover."""
    return {k for name in names for k in range(name.first, name.last + 1)}


def points(reading: Reading, sentence: Sentence, words: WordSets) -> bool:
    """Tell whether a sentence holds a word of one of the three kinds of phrases below: most hold none."""
    pointing: list[int] | None = reading.memo.get("pointing")
    if pointing is None:
        lists = (words[key] for key in ("pointers", "countries", "there", "whose", "sides", "areas"))
        pointing = reading.memo["pointing"] = sorted(k for told in lists for k in reading.tokens_of(told))
    k = bisect_left(pointing, sentence.first)
    return k < len(pointing) and pointing[k] < sentence.last


def pointers_in(reading: Reading, sentence: Sentence, names: list[Name], words: WordSets) -> list[tuple[int, int]]:
    """Return the tokens [first, last] of the phrases that point back to a place: "in the village", "of the country"."""
    tokens = reading.words
    pointers, countries, the, ends = words["pointers"], words["countries"], words["the"], words["pointer_ends"]
    pointing: list[int] | None = reading.memo.get("pointers")
    if pointing is None:
        told = {*reading.tokens_of(pointers), *reading.tokens_of(countries)}
        pointing = reading.memo["pointers"] = sorted(told)
    inside = pointing[bisect_left(pointing, sentence.first) : bisect_left(pointing, sentence.last)]
    covered = covered_by(names) if inside else ()
    found: list[tuple[int, int]] = []
    for k in inside:
        if k not in covered:
            first = max(sentence.first, k - 1)
            while first > sentence.first and tokens[first] in words["directions"]:
                first -= 1
            if tokens[first] not in the:
                first = _this(reading, sentence, first, words)
            after = tokens[k + 1] if k + 1 < sentence.last else ""
            numbered = k + 2 < sentence.last and tokens[k + 2][0].isdigit()  # "in this city of 300,000"
            named = k + 3 < sentence.last and tokens[k + 2] in ends and reading.heads[k + 3].isupper()
            named = named and typed_before(reading, sentence, k + 2, words) == k  # "la VILLE portuaire de X"
            if tokens[first] in the and (after not in ends or numbered) and not named:
                found.append((first, k))
            elif after == "-" and is_wide_at(reading, k, words):
                found.append((k, k))
    return found


def _this(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> int:
    """Return the token of "this" before what tells of a kind of place, from a token backwards; the same without one.

    "in THIS diamond-trading town".
    """
    for begin in range(k, max(sentence.first - 1, k - _TOLD), -1):
        word = reading.words[begin]
        if word in words["this"]:
            return begin
        if not (word == "-" or (word.isalpha() and reading.heads[begin].islower())):
            break
    return k


def there_in(reading: Reading, sentence: Sentence, words: WordSets) -> list[int]:
    """Return the tokens that point back to the place named last: "300 people died THERE", but not "THERE are 300"."""
    there: list[int] | None = reading.memo.get("there")
    if there is None:
        there = reading.memo["there"] = sorted(reading.tokens_of(words["there"]))
    inside = there[bisect_left(there, sentence.first + 1) : bisect_left(there, sentence.last)]
    return [
        k
        for k in inside
        if k + 1 < sentence.last and (reading.words[k + 1] not in words["there_is"] or _counted_at(reading, k))
    ]


def whose_in(reading: Reading, sentence: Sentence, words: WordSets) -> list[int]:
    """Return the tokens that point back to the place named last, before who lives there: "ITS 4,800 inhabitants"."""
    whose: list[int] | None = reading.memo.get("whose")
    if whose is None:
        whose = reading.memo["whose"] = sorted(reading.tokens_of(words["whose"]))
    inside = whose[bisect_left(whose, sentence.first) : bisect_left(whose, sentence.last)]
    return [k for k in inside if words["natives"].any(reading.words[k + 1 : min(sentence.last, k + 1 + _WHOSE)])]


def _counted_at(reading: Reading, token: int) -> bool:
    """Tell whether a counted noun stands right before a token: "300 families THERE are homeless"."""
    number = token - 2
    if number < 0:
        return False
    counts = reading.within(reading.quantities, reading.starts[number], reading.ends[number])
    return any(q.last == number for q in counts)


def areas_in(reading: Reading, sentence: Sentence, names: list[Name], words: WordSets) -> list[tuple[int, int]]:
    """Return the tokens [first, last] of the phrases that tell a part of a country or a kind of area without a name.

    "the south of the country", "the border"; "rural areas", "the affected provinces": a plural with a word that tells
    which are meant. Bare plurals ("five provinces") tell no place (rules: the guide of the labels, hard case 7).
    """
    sides, areas = words["sides"], words["areas"]
    told: list[int] | None = reading.memo.get("sides and areas")
    if told is None:
        told = reading.memo["sides and areas"] = sorted({*reading.tokens_of(sides), *reading.tokens_of(areas)})
    inside = told[bisect_left(told, sentence.first) : bisect_left(told, sentence.last)]
    covered = covered_by(names) if inside else set()
    found: list[tuple[int, int]] = []
    for k in inside:
        if k in covered or (found and k <= found[-1][1]):
            continue
        area = _side(reading, sentence, k, words) if reading.words[k] in sides else _area(reading, sentence, k, words)
        if area is not None and covered.isdisjoint(range(area[0], area[1] + 1)):
            found.append(area)
    return found


def _side(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> tuple[int, int] | None:
    """Return the phrase around "south" in "the south of the country", None where it only describes what follows."""
    tokens = reading.words
    first = k
    while first > sentence.first and (tokens[first - 1] == "-" or tokens[first - 1] in words["directions"]):
        first -= 1
    owned = first - 3 >= sentence.first and reading.owns(first - 1) and tokens[first - 3] in words["the"]
    owned = owned and (tokens[first - 2] in words["countries"] or tokens[first - 2] in words["pointers"])
    if owned:
        first -= 2  # "in THE COUNTRY'S northwest"
    if first == sentence.first or tokens[first - 1] not in words["the"]:
        return None
    last = k
    while last + 2 < sentence.last and tokens[last + 1] == "-" and tokens[last + 2] in words["directions"]:
        last += 2
    following = tokens[last + 1] if last + 1 < sentence.last else ""
    if following in words["of"]:
        wide = last + 3
        if wide >= sentence.last or tokens[wide - 1] not in words["the"]:
            return None
        wide += wide + 1 < sentence.last and tokens[wide + 1] in words["pointers"]  # "of the main ISLAND"
        if tokens[wide] not in words["countries"] and tokens[wide] not in words["pointers"]:
            return None
        if tokens[wide] in words["pointers"] and first - 2 >= sentence.first and tokens[first - 2] in words["off"]:
            return None  # "à l'ouest de la capitale": outside of it
        last = wide
    elif (
        following in words["commas"] and reading.text[reading.starts[k]].isupper() and not _counts(reading, last + 2)
    ):
        return None  # "the South, Nippes and West departments"
    elif following.isalpha() and following not in words["commas"]:
        stops = word_sets(reading.lexicon, "speakers")["stops"]
        small = following in stops or following in words["articles"]
        told = last + 1 in reading.cues(sentence).starts.get("terms", {})  # "Floods in the north KILLED 12"
        if following not in words.keys_of(_FOLLOWING) and not small and not told:
            return None
    return first - 1, last


def _counts(reading: Reading, k: int) -> bool:
    """Tell whether a token begins a count: "1,832 in the South, 137 in the Nippes"."""
    return k < len(reading.words) and reading.words[k][0].isdigit()


def _area(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> tuple[int, int] | None:
    """Return the phrase that ends with "areas" in "the affected areas", None where nothing tells which are meant."""
    tokens = reading.words
    first = k
    told, directions, ends = words["telling"], words["directions"], words["telling_ends"]
    while first > sentence.first:
        if tokens[first - 1] in told or tokens[first - 1] in directions:
            first -= 1
        elif first - 3 >= sentence.first and tokens[first - 2] == "-" and tokens[first - 1] in ends:
            first -= 3  # "FLOOD-PRONE districts"
        else:
            break
    if first == k:
        return None
    if first > sentence.first and tokens[first - 1] in words["the"]:
        first -= 1
    return first, k
