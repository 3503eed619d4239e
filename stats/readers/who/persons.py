"""Persons among the speakers: the bare name behind a function, before it and after it, and asides about it."""

from stats.readers.reading import Reading, Sentence
from stats.readers.who.organisations import source_of
from stats.readers.who.speakers import INSIDE, LONGEST_BRACKET, is_capital, is_relative, name_before
from stats.readers.wordsets import WordSets

_LONGEST_ASIDE = 30  # tokens between commas after a name: "Jules, who speaks for the province, said"
_TWO = 2  # words, the first of which only opens the sentence
_GIVEN = 4  # tokens from a function to "gave his name as"
_PARTICLE = 3  # letters of the small words in a person's name: "van der"


def bare_name(reading: Reading, first: int, last: int, words: WordSets) -> int | None:
    """Return the token where a person's bare name begins after functions and titles, None where no person is named."""
    tokens, text, titles = reading.words, reading.text, words["titles"]
    for k in range(last - 1, first - 1, -1):
        if tokens[k] in words["kept_titles"] and text[reading.starts[k]].isupper():
            return k  # "Prime Minister SHEIKH Hasina"
        if tokens[k] in titles:
            begin = k + 2 if tokens[k + 1] == "." else k + 1
            if all(word in titles for word in tokens[begin : last + 1]):
                return None  # "the Chief Minister"
            begin = _over_place(reading, begin, last, words) or _over_office(reading, begin, last, words)
            rest = range(begin, last + 1)
            named = all(is_capital(reading, j) or _is_particle(reading, j, rest, words) for j in rest)
            body = reading.words[last] in reading.lexicon.words("institutions")  # "head of the Red Crescent SOCIETY"
            return begin if rest and named and not body and not reading.owns(begin) else None
    owner = next((k for k in range(last - 2, first, -1) if reading.owns(k)), None)
    if owner is None:  # "IOM's chief in YEMEN ANA BRITO"
        places = reading.within(reading.places, reading.starts[first], reading.starts[first] + 1)
        owner = places[0].last if places else None
    name = range(owner + 1, last + 1) if owner is not None else range(0)
    known = all(reading.lexicon.knows(tokens[k]) for k in name)
    return name[0] if not known and is_person(reading, name, words) else None  # "UNICEF'S ANA BRITO"


def _is_particle(reading: Reading, k: int, name: range, words: WordSets) -> bool:
    """Tell whether a token is a small word inside a person's name: "Karim Fattah AL-Brito", "Vitali VAN DER Berg"."""
    word = reading.words[k]
    small = word.isalpha() and len(word) <= _PARTICLE and name[0] < k < name[-1]
    return small and word not in words["openers"] and word not in words["joins"] and word not in words["the"]


def _over_place(reading: Reading, k: int, last: int, words: WordSets) -> int:
    """Return the token after the place that a title is of, where a person's name follows: "envoy TO MALI Ana Brito".

    k: the token after the title. 0 where no place stands so.
    """
    if reading.heads[k].isupper():
        return 0
    places = reading.within(reading.places, reading.starts[k], reading.starts[last])
    name = next((place.last + 1 for place in reversed(places) if place.last < last - 1), 0)
    return name if name and is_person(reading, range(name, last + 1), words) else 0


def _over_office(reading: Reading, k: int, last: int, words: WordSets) -> int:
    """Return the token after what a title is of, where a name of two words follows: "Superintendent OF POLICE A Brito".

    k: the token after the title, which is returned where the title is of nothing.
    """
    if reading.words[k] not in reading.lexicon.words("numeral_of"):
        return k
    tokens, name = reading.words, k + 1
    while name < last - 1 and (words["bodies"].any(tokens[name : name + 1]) or reading.lexicon.knows(tokens[name])):
        name += 1
    if reading.lexicon.asked("speakers").last(tokens, name, last + 1) == last:
        return k  # "the head of the national service of CIVIL PROTECTION"
    return name if k + 1 < name <= last - 1 and tokens[name] not in INSIDE else k  # not "the governor of NORTH-Kivu"


def person_of(reading: Reading, first: int, last: int, words: WordSets) -> int | None:
    """Return the last token of the person's name that a speaker's begins with: "OMAR KHAN of the Red Crescent"."""
    for k in range(first + 2, last):
        word = reading.words[k]
        if word in words["links"] or word in words["authors"] or word in reading.lexicon.words("numeral_of"):
            name = range(first, k)
            known = all(reading.lexicon.knows(reading.words[j]) for j in name)
            return k - 1 if is_person(reading, name, words) and not known else None
        if not is_capital(reading, k) and len(word) > _PARTICLE:
            return None
    return None


def is_person(reading: Reading, tokens: range, words: WordSets) -> bool:
    """Tell whether tokens are a person's name: two words or more in capitals, "van der" inside."""
    if not 1 < len(tokens) < LONGEST_BRACKET:
        return False
    if not (is_capital(reading, tokens[0]) and is_capital(reading, tokens[-1])):
        return False
    phrase = reading.words[tokens[0] : tokens[-1] + 1]
    if words["people"].any(phrase) or words["bodies"].any(phrase):
        return False
    if source_of(reading.text[reading.starts[tokens[0]] : reading.ends[tokens[-1]]]) is not None:
        return False
    openers = words["openers"]
    return all(
        is_capital(reading, k) or (len(reading.words[k]) <= _PARTICLE and reading.words[k] not in openers)
        for k in tokens
    )


def person_after(
    reading: Reading, sentence: Sentence, name: tuple[int, int], words: WordSets
) -> tuple[int, int] | None:
    """Return the tokens of the person named after a function and a comma: "its officer for health, Ana Brito".

    Or of a body's short name behind what it is: "the UN refugee agency, UNHCR".
    """
    if (given := name_given(reading, sentence, name[1])) is not None:
        return given
    comma = name[1] + 1
    if comma + 1 < sentence.last and reading.words[comma] == "," and _is_short_name(reading, name, comma + 1, words):
        closed = reading.words[comma + 2 : comma + 3]  # no list: "the ministry, IOM and UNICEF"
        following = reading.words[comma + 3] if comma + 3 < sentence.last else ""
        listed = closed == [","] and (following in words["joins"] or _is_acronym(reading, comma + 3))
        if not (closed and closed[0].isalnum()) and not listed:
            return comma + 1, comma + 1
    if comma + 2 >= sentence.last or reading.words[comma] != "," or bare_name(reading, *name, words) is not None:
        return None
    phrase = reading.words[name[0] : comma]
    told = words["titles"].any(phrase) or words["people"].any(phrase)
    led = [*reading.words[name[0] - 1 : name[0]], *phrase]  # "according to THE", which some languages keep together
    if not told or (words["the"].isdisjoint(led) and phrase[-1] not in words["titles"]):
        return None
    while comma + 1 < sentence.last and reading.words[comma + 1] in words["titles"]:
        comma += 1  # "the commander, COLONEL Ana Brito"
    last = comma
    while last + 1 < sentence.last:
        following = reading.words[last + 1]
        if not (is_capital(reading, last + 1) or (following.isalpha() and len(following) <= _PARTICLE)):
            break
        last += 1
    while last > comma and (not is_capital(reading, last) or reading.words[last] in INSIDE):
        last -= 1
    person = range(comma + 1, last + 1)
    return (comma + 1, last) if is_person(reading, person, words) else None


def name_given(reading: Reading, sentence: Sentence, last: int) -> tuple[int, int] | None:
    """Return the name that somebody gave, told behind what he is: "an official, who gave his name as BRITO, said"."""
    given = reading.lexicon.asked("given_names")
    for k in range(last + 1, min(sentence.last, last + 1 + _GIVEN)):
        told = given.last(reading.words, k, sentence.last)
        if told is not None:
            end = told
            while end + 1 < sentence.last and reading.heads[end + 1].isupper() and reading.words[end + 1].isalpha():
                end += 1
            return (told + 1, end) if end > told else None
    return None


def _is_short_name(reading: Reading, name: tuple[int, int], k: int, words: WordSets) -> bool:
    """Tell whether a token is the short name of the body that a name describes: "the country's relief agency, DRA"."""
    body = reading.words[name[1]] in words["bodies"] or reading.words[name[1]] in words["people"]
    described = body and not is_capital(reading, name[1]) and not words["titles"].any(reading.words[name[1] : k - 1])
    led = words["the"].any(reading.words[max(0, name[0] - 1) : name[1]])
    return described and (led or any(reading.owns(j) for j in range(*name))) and _is_acronym(reading, k)


def _is_acronym(reading: Reading, k: int) -> bool:
    """Tell whether a token is a word all in capitals."""
    letters = reading.text[reading.starts[k] : reading.ends[k]] if k < len(reading.starts) else ""
    return len(letters) > 1 and letters.isalpha() and letters.isupper()


def before_title(
    reading: Reading, sentence: Sentence, name: tuple[int, int], words: WordSets
) -> tuple[int, int] | None:
    """Return the tokens of the person whose function stands behind a comma: "ANA BRITO, Chief Officer said"."""
    comma = name[0] - 1
    titled = reading.words[name[1]] in words["titles"]
    titled = titled or (reading.words[name[0]] in words["titles"] and bare_name(reading, *name, words) is None)
    if comma - 2 < sentence.first or reading.words[comma] != "," or not titled:
        return None  # "ANA BRITO, spokesman of the committee, who added"
    person = name_before(reading, sentence, comma - 1, words)
    if person is None or not is_person(reading, range(person[0], person[1] + 1), words):
        return None
    bare = bare_name(reading, *person, words) if reading.words[name[1]] not in words["titles"] else None
    if bare is not None:
        return bare, person[1]  # "Gen. ANA BRITO, chief of the Northern Command"
    start, end = reading.starts[person[0]], reading.ends[person[1]]
    return None if any(p.end >= end for p in reading.within(reading.places, start, end)) else person


def opening_person(reading: Reading, sentence: Sentence, comma: int, words: WordSets) -> int | None:
    """Return the last token of the person whom a sentence opens with, before two asides or more that end at a comma.

    "ANA BRITO, Oslo-based coordinator, Alder Relief, said", "President ANA BRITO, on a visit, where ..., said".
    """
    tokens, first = reading.words, reading.opening(sentence)
    commas = [k for k in range(first + 1, comma + 1) if tokens[k] == ","]
    if len(commas) < _CHAIN or commas[0] - first > LONGEST_BRACKET or comma - first > 2 * _LONGEST_ASIDE:
        return None
    name = range(first, commas[0])
    titled = bare_name(reading, first, commas[0] - 1, words)
    if titled is None and len(name) == _TWO and reading.lexicon.knows(tokens[first]):
        return None  # "IN SARONG, the mayor, Ana Brito, said"
    known = all(reading.lexicon.knows(tokens[k]) for k in name)
    if titled is None and (known or not is_person(reading, name, words)):
        return None
    home = reading.within(reading.places, reading.starts[first], reading.ends[commas[0] - 1])
    function = titled is not None or words["titles"].any(tokens[commas[0] : comma])
    if not function and any(p.end >= reading.ends[commas[0] - 1] and not p.adjective for p in home):
        return None
    if any(tokens[k + 1] in words["joins"] or tokens[k + 1] in words["splits"] for k in commas[:-1]):
        return None  # "Ana Brito, Omar Dio, AND"
    told = (c for c in reading.cues(sentence).all("attributions") if c.phrase.key == "say")
    return None if any(commas[0] < c.first < comma for c in told) else commas[0] - 1


_CHAIN = 3  # commas around two asides


def over_aside(reading: Reading, sentence: Sentence, comma: int, words: WordSets) -> int | None:
    """Return the last token of the name to which an aside between commas or dashes belongs, which ends at `comma`.

    Of "its centre, the DROMIC," it is the second part, of "Tsaka, the governor," the first. None: there is no aside.
    """
    tokens, text, starts = reading.words, reading.text, reading.starts
    opening = next(
        (k for k in range(comma - 1, max(sentence.first, comma - _LONGEST_ASIDE), -1) if tokens[k] == tokens[comma]),
        None,
    )
    if opening is None:
        return None
    dated = any(tokens[k][0].isdigit() for k in range(opening + 1, comma))
    end = opening - 1
    while end > sentence.first and tokens[end] in words["aside"]:
        end -= 1  # "IOM's teams HAD, by 3 May, logged"
    if end - 1 > sentence.first and tokens[end].isdigit() and tokens[end - 1] == ",":
        opening, end = end - 1, end - 2  # "Ana Brito, 34, a farmer, said"
    name = name_before(reading, sentence, end, words)
    if name is None:
        return None
    if end < opening - 1:
        return end
    first = name[0] + (name[0] == sentence.first and reading.lexicon.knows(reading.words[name[0]]))
    named = any(text[starts[k]].isupper() for k in range(first, name[1] + 1))
    named = named or text[starts[name[0]] : starts[name[0]] + 2].isupper()  # "OCHA, the UN's humanitarian arm,"
    aside = range(opening + 1, comma)
    if len(aside) == 1 and _is_short_name(reading, name, aside[0], words):
        return comma - 1  # "The UN's migration agency, IOM, said"
    if _is_person_named(reading, name, aside, words):
        return opening - 1  # "ANA BRITO, president of the Growers Union,"
    explained = reading.words[opening + 1] in words["relatives"] or reading.words[opening + 1] in words["the"]
    if reading.words[opening + 1] in words["openers"]:
        return opening - 1  # "A former delegate, now in Alder,"
    role = reading.words[name[0] : name[1] + 1]
    if words["bodies"].any(role) and not words["titles"].any(role) and _is_where(reading, aside):
        return opening - 1  # "the MUNICIPALITY of Alder, Birchland, informs"
    person = _is_lone_name(reading, sentence, aside) or is_person(reading, aside, words)
    titled = bool(aside) and bare_name(reading, aside[0], aside[-1], words) is not None
    person = person or titled  # "a KIA spokesman, COLONEL Naw Bu,"
    owned = any(reading.owns(k) for k in range(name[0], name[1]))  # "Alder's ombudsman, Ana Brito,"
    if person and not explained and (owned or titled or words["titles"].any(role) or not words["the"].isdisjoint(role)):
        return comma - 1  # "The head of the party, Ana Brito,"
    if (
        not named
        and not dated
        and not is_relative(reading, opening + 1, words)
        and len(aside) < LONGEST_BRACKET
        and any(text[starts[k]].isupper() and tokens[k] not in words["openers"] for k in aside)
    ):
        return comma - 1
    return opening - 1


def _is_person_named(reading: Reading, name: tuple[int, int], aside: range, words: WordSets) -> bool:
    """Tell whether a name is a person's beyond doubt: no office, no place, no words that the lexicon knows.

    What looks like a place is none where the aside behind it tells what somebody is the head of.
    """
    tokens = range(name[0], name[1] + 1)
    begin = bare_name(reading, *name, words)
    if begin is not None:  # "Mr Brito", but not "the head of the Alder Emergency Agency"
        bare = reading.words[begin : name[1] + 1]
        return not (words["bodies"].any(bare) or words["people"].any(bare))
    if words["titles"].any(reading.words[name[0] : name[1] + 1]) or not is_person(reading, tokens, words):
        return False
    start, end = reading.starts[name[0]], reading.ends[name[1]]
    placed = any(p.end >= end for p in reading.within(reading.places, start, end))
    told = [reading.words[k] for k in aside]
    placed = placed and not (words["titles"].any(told) and not reading.lexicon.words("numeral_of").isdisjoint(told))
    return not placed and not all(reading.lexicon.knows(reading.words[k]) for k in tokens)


def _is_where(reading: Reading, aside: range) -> bool:
    """Tell whether an aside is nothing but the place in which that lies of which the name before it is."""
    if not aside:
        return False
    places = reading.within(reading.places, reading.starts[aside[0]], reading.ends[aside[-1]])
    return any(p.first == aside[0] and p.last == aside[-1] and not p.adjective for p in places)


def _is_lone_name(reading: Reading, sentence: Sentence, aside: range) -> bool:
    """Tell whether an aside is a single name that is no place's: "the head of the office, Heryanto, said"."""
    if len(aside) != 1 or not is_capital(reading, aside[0]) or reading.lexicon.knows(reading.words[aside[0]]):
        return False
    start, end = reading.starts[aside[0]], reading.ends[aside[0]]
    return not any(p.end > start for p in reading.within(reading.places, sentence.start, end))
