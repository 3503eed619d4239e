"""Names that the gazetteer does not know: words in capitals where a place would stand."""

import re

from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.readers.where.placeholds import surely_holds
from stats.readers.where.placelabels import is_label
from stats.readers.where.placenames import LONGEST_WIDENING, ROLES, Name, governor_of, typed_before, widened
from stats.readers.who.organisations import source_of
from stats.readers.wordsets import WordSets, word_sets

_CAPITAL = re.compile(r"[^\W\d_a-z]")
_HYPHENS = frozenset({"-", "'"})
_LONGEST_ACRONYM = 7  # letters
_LISTING = frozenset({":", "|", ";", "–", "—"})  # before a name with a number in a list
_LARGE = 3  # digits of a number of houses that no person owns
_NATIVES = 5  # tokens from an owner to those who live there


def unknown_names(reading: Reading, sentence: Sentence, covered: set[int], words: WordSets) -> list[Name]:
    """Return the runs of capitals that the gazetteer does not know and that may name a place."""
    found: list[Name] = []
    text, tokens, starts = reading.text, reading.words, reading.starts
    knows, kinds, articles = reading.lexicon.knows, words["kinds"], words["articles"]
    roles = words.keys_of(ROLES)
    last = -1
    for match in _CAPITAL.finditer(reading.heads, sentence.first, sentence.last):
        k = match.start()
        if k <= last or k in covered or (starts[k] and text[starts[k] - 1].isalnum()) or match.group().islower():
            continue  # "évasion": a small letter with a mark
        first, last = k, _run(reading, sentence, k, covered)
        if reading.text[reading.ends[last] : reading.ends[last] + 1].isdigit():
            continue  # a code: "MDRZM013"
        if first < last and tokens[last] in words["disasters"]:
            continue  # "the Karesh Earthquake" is a name of its own
        while first < last and (tokens[first] in articles or tokens[first] in roles):
            first += 1  # "In Vashan village", at the head of a sentence
        # everyday words with a capital are no names, but "Dam Town" may be one, and "Region 2", "West (146 people)"
        label = is_label(reading, sentence, first, last, words)
        typed = tokens[last] in kinds and (last > first or _is_numbered(reading, sentence, last))
        if not (label or typed) and all(map(knows, tokens[first : last + 1])):
            continue
        if label:
            found.append(Name(first, last, (first, last), None, True))
            continue
        name = _unknown_name(reading, sentence, first, last, words, covered)
        typed = last > first and name is not None and name.firm  # "Islam Qala" is no religion
        if name is not None and (typed or tokens[first] not in words["no_names"]):
            found.append(name)
    return found


def after_title(reading: Reading, sentence: Sentence, first: int, words: WordSets) -> bool:
    """Tell whether a name belongs to a storm or a person ("Typhoon Sarika", "Mr London")."""
    if reading.words[first] in _storms(reading, words):
        return True
    k = first - 1
    if k > sentence.first and reading.words[k] == ".":
        k -= 1
    return k >= sentence.first and reading.words[k] in words["named_after"]


def _storms(reading: Reading, words: WordSets) -> frozenset[str]:
    """Return the names of the storms that a text tells of: "Cyclone Gombe"; later on it may say "Gombe" alone."""
    if "storms" not in reading.memo:
        told = (k + 1 for k in reading.tokens_of(words["storms"]) if k + 1 < len(reading.words))
        named = (k for k in told if reading.text[reading.starts[k]].isupper() and reading.words[k].isalpha())
        names = (reading.words[k] for k in named)
        reading.memo["storms"] = frozenset(name for name in names if not reading.lexicon.knows(name))
    storms: frozenset[str] = reading.memo["storms"]
    return storms


def _is_numbered(reading: Reading, sentence: Sentence, kind: int) -> bool:
    """Tell whether a number is the name of a kind of place: "Region 2"."""
    k = kind + 1
    if k >= sentence.last or not reading.words[k].isdigit():
        return False
    return k + 1 >= sentence.last or reading.starts[k + 1] > reading.ends[k] or not reading.words[k + 1].isalnum()


def _run(reading: Reading, sentence: Sentence, first: int, covered: set[int]) -> int:
    """Return the last token of a run of words in capitals, hyphens and apostrophes inside."""
    tokens, heads, starts, ends = reading.words, reading.heads, reading.starts, reading.ends
    last = first
    k = first + 1
    while k < sentence.last and k not in covered:
        if heads[k].isupper():
            if not tokens[k].isalpha():
                break
            last = k
            k += 1
        elif (
            tokens[k] in _HYPHENS
            and k + 1 < sentence.last
            and starts[k] == ends[k - 1]
            and starts[k + 1] == ends[k]
            and tokens[k + 1].isalpha()
        ):
            last = k + 1
            k += 2
        else:
            break
    return last


def _unknown_name(
    reading: Reading, sentence: Sentence, first: int, last: int, words: WordSets, covered: set[int]
) -> Name | None:
    """Return a run of capitals as a name if a place may be called so, firm where the words beside it say it is one.

    covered: the tokens of the names that the gazetteer knows.
    """
    tokens, text, starts, ends = reading.words, reading.text, reading.starts, reading.ends
    if tokens[sentence.first] in words["bylines"] and first - sentence.first <= 1 + (tokens[first - 1] == ":"):
        return None  # "By: Michel Dupont, Haiti advisor"
    speakers = word_sets(reading.lexicon, "speakers")
    end = last
    if tokens[last] in words["kinds"]:
        while end > first and tokens[end - 1] in words["of_camps"]:
            end -= 1
    run = tokens[first : end if first < end < last else last + 1]  # "Shiroro", not "Local Government Area"
    if after_title(reading, sentence, first, words) or words["named_after"].any(run):
        return None
    if tokens[last] in words["peoples"] and last > first:
        return None  # "Salar Muslims"
    if speakers["titles"].any(run) or speakers["people"].any(run) or (
        tokens[last] in speakers["bodies"] and tokens[last] not in words["kinds"]
    ):
        return None
    letters = text[starts[first] : ends[last]]
    if letters[:-1].isupper() and letters[-1] == "s":
        return None  # "LGAs"
    short = letters.isupper() and len(letters) <= _LONGEST_ACRONYM and sentence.shape == "prose"
    if (short and not _stands_alone(reading, sentence, first, last, words)) or len(letters) < 2:
        return None
    kinds, of = words["kinds"], words["of"]
    role = governor_of(reading, sentence, first, words)
    before = first - 1
    while before >= sentence.first and tokens[before] in words["articles"]:
        before -= 1
    if before > sentence.first and _links_office(reading, sentence, before, last, words):
        return None  # "Department OF Social Welfare AND Development", "Organization FOR Migration"
    tells = not time_words(reading.lexicon).saying.isdisjoint(tokens[last + 1 : last + 2])
    if tells and before > sentence.first and tokens[before] == ",":
        return None  # "in Juba, the Sudan Tribune REPORTED"
    article = first > sentence.first and tokens[first - 1] in words["articles"]
    typed_of = last + 3 < sentence.last and tokens[last + 1] in kinds and tokens[last + 2] in of
    if (article or tokens[first - 1] in words["peoples"]) and typed_of and text[starts[last + 3]].isupper() and not (
        tokens[last + 1] in words["town_parts"] and last + 3 in covered
    ):  # but "the Shujaiya NEIGHBOURHOOD of Gaza City"
        return None  # "the Sindhi towns of Dadu", "the ethnic Dogon village of Sobane"
    before_number = last + 1 < sentence.last and tokens[last + 1][0].isdigit() and len(tokens[last + 1]) > 1
    if before_number and len(tokens[last + 1]) == 2:  # a list "X 18, Y 39, Z 89", but "in Camp 15"
        before_number = tokens[last] not in kinds and tokens[last + 2 : last + 3] in ([","], ["."], [";"])
    listed = before >= sentence.first and (tokens[before] in words["commas"] or tokens[before] in _LISTING)
    if before_number and listed:
        return widened(reading, sentence, Name(first, last, (first, last), None, True), words)
    if sentence.shape == "row" and first == sentence.first + (tokens[sentence.first] == "|"):
        if word_sets(reading.lexicon, "attributions")["owned"].any(run):
            return None  # "KEY FIGURES | 12 dead"
        return widened(reading, sentence, Name(first, last, (first, last), None, True), words)
    typed = (last + 1 < sentence.last and tokens[last + 1] in kinds) or (tokens[last] in kinds and last > first)
    typed = typed or (last > first and tokens[first] in words["leading"])
    if typed or _apposed(reading, sentence, last, words) or surely_holds(reading, last, sentence.last):
        placed = True
    else:
        seat = before > sentence.first and tokens[before] in of
        kind = typed_before(reading, sentence, before, words)
        seat = seat and (kind is not None or tokens[before - 1] in words["sites"])
        placed = seat or role in ("origin", "left", "destination", "present", "beside", "dwelling", "home")
        placed = placed or _befallen(reading, sentence, last, words) or _is_placed(reading, first, last, words)
    tiny = len(letters) < 3 and not (placed and (typed or tokens[before] in of))
    if tiny and (not placed or letters.isupper() or reading.lexicon.knows(tokens[first])):
        return None  # "in Ba", "in the town of Ba", but no "Mr X"
    if not placed and all(reading.lexicon.knows(tokens[k]) for k in range(first, last + 1)):
        return None
    return widened(reading, sentence, Name(first, last, (first, last), None, placed), words)


def _links_office(reading: Reading, sentence: Sentence, before: int, last: int, words: WordSets) -> bool:
    """Tell whether the word before a run of capitals makes it a part of an office's name: "Department OF Welfare".

    before: the token of that word. last: the last token of the run.
    """
    tokens, text, starts, of = reading.words, reading.text, reading.starts, words["of"]
    if not text[starts[before - 1]].isupper():
        return False
    typed_small = tokens[last] in words["kinds"] and text[starts[last]].islower()
    named = tokens[before - 1] in words["seats"] or tokens[before - 1] in words["sites"] or typed_small
    opens = before - 1 == sentence.first and reading.lexicon.knows(tokens[before - 1])  # "CLASHES ON the X road"
    speakers = word_sets(reading.lexicon, "speakers")
    if tokens[before] in words["links"]:
        if governor_of(reading, sentence, before - 1, words) in ("origin", "left"):
            return False  # "fled Karesh FOR Telwani"
        return not opens or tokens[before - 1] in speakers["bodies"] or tokens[before - 1] in speakers["people"]
    if tokens[before] in of:
        return not named
    k = before - 1
    while tokens[before] in words["links_too"] and k >= sentence.first and before - k <= LONGEST_WIDENING:
        capital = text[starts[k]].isupper()
        if capital and (tokens[k] in speakers["people"] or tokens[k] in speakers["bodies"]):
            return True
        if not (capital or tokens[k] in of or tokens[k] in words["joins"] or tokens[k] in words["links"]):
            return False
        k -= 1
    return False


def _befallen(reading: Reading, sentence: Sentence, last: int, words: WordSets) -> bool:
    """Tell whether what stands right behind a name befalls only places, or lives in them.

    "the Karesh LANDSLIDE", "Karesh'S 2,400 RESIDENTS", "Karesh RESIDENTS", "Karesh's MAYOR".
    """
    following, tokens = last + 1, reading.words
    if following >= sentence.last:
        return False
    office = following + reading.owns(following)
    if tokens[following] in words["disasters"] or tokens[office] in words["local_offices"]:
        return True
    if any(" ".join(tokens[following : following + n]) in words["fallen"] for n in (2, 3)):
        return True
    natives = words["natives"]
    if tokens[following] in natives and tokens[following] not in words["peoples"]:
        return True
    owned = tokens[following + 1 : min(sentence.last, following + _NATIVES)] if reading.owns(following) else []
    # "Karesh's 2,400 houses", but "Brito's 12 houses"
    large = bool(owned) and owned[0][0].isdigit() and len(owned[0]) >= _LARGE
    return natives.any(owned) or (large and words["dwellers"].any(owned))


def _is_placed(reading: Reading, first: int, last: int, words: WordSets) -> bool:
    """Tell whether a text says of a name somewhere that it is a place: "Floods in KARESH ...", and then "Karesh"."""
    placed: set[tuple[str, ...]] | None = reading.memo.get("placed names")
    if placed is None:
        placed = reading.memo["placed names"] = set()  # first, as finding a name asks for it again
        placed |= _placed_names(reading, words)
    return tuple(reading.words[first : last + 1]) in placed


def _people(reading: Reading) -> set[str]:
    """Return the words of a text that stand right before a verb of telling or behind a title: names of people."""
    verbs, titles = word_sets(reading.lexicon, "attributions")["say"], word_sets(reading.lexicon, "speakers")["titles"]
    words, stop = reading.words, len(reading.words)
    speak = {words[k - 1] for k in reading.tokens_of(verbs) if k}
    return speak | {words[k + 1] for k in reading.tokens_of(titles) if k + 1 < stop}


def _placed_names(reading: Reading, words: WordSets) -> set[tuple[str, ...]]:
    """Return the unknown names that stand right behind a word of place, "in" or "near"."""
    found: set[tuple[str, ...]] = set()
    refused: set[tuple[str, ...]] = set()
    heads, stop, people = reading.heads, len(reading.words), _people(reading)
    for k in reading.tokens_of(words["surely_in"]):
        first = k + 1
        if first >= stop or not heads[first].isupper() or reading.words[first] in words["no_names"]:
            continue
        sentence = reading.sentence_at(reading.starts[first])
        if first >= sentence.last:
            continue
        last = _run(reading, sentence, first, set())
        name = tuple(reading.words[first : last + 1])
        if name in found or name in refused or name[-1] in people or (last + 1 < stop and reading.owns(last + 1)):
            continue
        if all(map(reading.lexicon.knows, name)) or source_of(reading.text[reading.starts[first] : reading.ends[last]]):
            refused.add(name)
            continue
        told = _unknown_name(reading, sentence, first, last, words, set())
        (found if told is not None and told.firm else refused).add(name)
    return found


def _stands_alone(reading: Reading, sentence: Sentence, first: int, last: int, words: WordSets) -> bool:
    """Tell whether a short name in capitals stands where a place would: "In NSW, 41,000", "districts of AP"."""
    if first != last or source_of(reading.text[reading.starts[first] : reading.ends[last]]) is not None:
        return False
    before = reading.words[first - 1] if first > sentence.first else ""
    if before in words["directions"] or (before in words["of"] and reading.words[first - 2] in words["kinds"]):
        return True
    following = reading.words[last + 1] if last + 1 < sentence.last else "."
    return before in words["within"] and before.isalpha() and not following[0].isalpha() and following != "("


def _apposed(reading: Reading, sentence: Sentence, last: int, words: WordSets) -> bool:
    """Tell whether a kind of place explains the name that ends at a token: "Dabanga, a village in Cameroon"."""
    tokens = reading.words
    if last + 3 >= sentence.last:
        return False
    if tokens[last + 1] == "," and " ".join(tokens[last + 2 : last + 4]) in words["home_to"]:
        return True  # "Jishishan, home to 250,000"
    told = tokens[last + 1] in words["equal"]  # "Karesh IS the worst-hit district"
    if tokens[last + 1] not in words["commas"] and not told:
        return False
    one = tokens[last + 2] in words["one"] and tokens[last + 3] in words["of"]  # "X, ONE OF the largest slums"
    if tokens[last + 2] not in words["articles"] and not one:
        return False
    k = last + 3 + 2 * one
    while k < sentence.last - 1 and tokens[k] not in words["kinds"] and k < last + LONGEST_WIDENING:
        k += 1
    if k >= sentence.last or tokens[k] not in words["kinds"]:
        return False
    after = tokens[k + 1] if told and k + 1 < sentence.last else "."
    return not after.isalpha() or after in words.keys_of(ROLES) or after in words["of"]  # "Brito is a VILLAGE CHIEF"
