"""Speakers told by a word that points back: "he said", "the agency counts", "which says"."""

from dataclasses import replace

from stats.readers.reading import Cue, Reading, Sentence
from stats.readers.who.attribution import Attribution, mark_of
from stats.readers.who.organisations import source_of
from stats.readers.who.persons import is_person, name_given
from stats.readers.wordsets import WordSets

_REACH = 220  # tokens back to the name that is pointed to
_LONGEST_OPENING = 8  # tokens of a sentence's subject
_LONGEST_FUNCTION = 7  # tokens of the function after a name: "Ana Brito, the prime minister,"

_INSIDE = frozenset(("'s", "/", "-"))  # signs inside a body's name

_ADJECTIVES = 4  # tokens from what somebody is back to its article: "a senior army official"

_OPENS = 5  # tokens at a sentence's head in which its subject is named

_COUNTED_BEFORE = 6  # tokens from a count to the clause that tells who counted it

Tokens = tuple[int, int]


def person_before(reading: Reading, token: int, words: WordSets) -> Tokens | None:
    """Return the person named last before a token: "Mayor Ana Brito", "Ana Brito, the mayor", or "the mayor"."""
    titled = _titled_before(reading, token, words)
    full = _name_before(reading, token)
    if titled is None or full is None:
        return titled or full
    return max(titled, full)


def turned_to(reading: Reading, sentence: Sentence, token: int, earlier: list[Attribution], words: WordSets) -> bool:
    """Tell whether the sentence before opens with a person who has not spoken yet: "Her friend, JON DALE, ... HE".

    token: the word that points back. earlier: the speakers before it.
    """
    before = reading.sentences[sentence.index - 1] if sentence.index else sentence
    if before.paragraph != sentence.paragraph or (earlier and earlier[-1].last >= before.first):
        return False
    named = person_before(reading, token, words)
    if named is None or not before.first <= named[0] <= before.first + _OPENS or named[1] >= before.last:
        return False
    first = reading.words[before.first]
    opens = first not in words["person"] or first in words["his"]  # "HER friend", but not "HE met President Ana Brito"
    return opens and is_person(reading, range(named[0], named[1] + 1), words)


def _titled_before(reading: Reading, token: int, words: WordSets) -> Tokens | None:
    """Return the person last told by a function before a token."""
    tokens, titles = reading.words, words["titles"] | words["single"]
    for k in range(token - 1, max(-1, token - _REACH), -1):
        if tokens[k] not in titles:
            continue
        if tokens[k] in words["single"] and tokens[k + 1] in reading.lexicon.words("numeral_of"):
            continue  # "a SOURCE of water"
        name = capitals_from(reading, k + 1, token)
        if name is not None and name[1] > name[0]:
            return name
        comma = next((c for c in range(k - 1, max(-1, k - _LONGEST_FUNCTION), -1) if tokens[c] == ","), None)
        if comma is not None:
            named = _capitals_to(reading, comma - 1)
            if named is not None and named[1] > named[0]:
                return named
        led = k - 1
        while led > k - _ADJECTIVES and tokens[led].isalpha() and tokens[led] not in words["the"] | words["openers"]:
            led -= 1
        if led >= 0 and tokens[led] in words["the"]:
            return led, k  # "a local military SOURCE"
    return None


def bearer_before(reading: Reading, token: int, title: str) -> Tokens | None:
    """Return the name of the last person told with a title before a token: "Governor Ana Brito" for "the governor"."""
    for k in range(token - 2, max(-1, token - _REACH), -1):
        if reading.words[k] == title:
            name = capitals_from(reading, k + 1, token)
            if name is not None and name[1] > name[0]:
                return name
            given = name_given(reading, reading.sentence_at(reading.starts[k]), k)
            if given is not None:
                return given
    return None


def _name_before(reading: Reading, token: int) -> Tokens | None:
    """Return the last full name before a token: two words or more in capitals that are no place and no organisation."""
    k = token - 1
    stop = max(-1, token - _REACH)
    while k > stop:
        name = _capitals_to(reading, k) if _capital(reading, k) else None
        if name is None:
            k -= 1
            continue
        start, end = reading.starts[name[0]], reading.ends[name[1]]
        home = reading.sentence_at(start).start
        placed = any(start < p.end for p in reading.within(reading.places, home, end))
        if name[1] > name[0] and not placed and source_of(reading.text[start:end]) is None:
            known = any(reading.lexicon.knows(reading.words[i]) for i in range(name[0], name[1] + 1))
            if not known:
                return name
        k = name[0] - 1
    return None


def body_before(reading: Reading, token: int, words: WordSets, *, earliest: bool = False) -> Tokens | None:
    """Return the tokens of the known organisation named last (earliest: first) before a token."""
    found: Tokens | None = None
    k = token - 1
    stop = max(-1, token - _REACH)
    while k > stop:
        name = _capitals_to(reading, k) if _capital(reading, k) else None
        if name is None:
            k -= 1
            continue
        if source_of(reading.text[reading.starts[name[0]] : reading.ends[name[1]]], proper=True) is not None:
            found = name
            if not earliest:
                break
        k = name[0] - 1
    return found


def opening_body(reading: Reading, sentence: Sentence, words: WordSets) -> Tokens | None:
    """Return the body or person that a sentence opens with as its subject ("The state government has ..., it said")."""
    tokens, stops, first = reading.words, words["stops"], reading.opening(sentence)
    last = first - 1
    for k in range(first, min(sentence.last, first + _LONGEST_OPENING)):
        if tokens[k] in stops or not (tokens[k].isalpha() or tokens[k] in _INSIDE):
            break
        last = k
        if tokens[k] in words["people"] and not (k + 1 < sentence.last and _capital(reading, k + 1)):
            break
    while last > first and not (
        _capital(reading, last) or tokens[last] in words["people"] or tokens[last] in words["bodies"]
    ):
        last -= 1
    phrase = tokens[first : last + 1]
    return (first, last) if words["people"].any(phrase) or words["bodies"].any(phrase) else None


def going_on(
    reading: Reading, sentence: Sentence, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return who tells more, where a verb has no subject of its own: "300 fled, THE MAYOR said, ADDING that".

    That is whoever has just closed an account in the sentence, and not those who act in it; else whom it opens with.
    """
    if earlier and earlier[-1].trailing and sentence.first <= earlier[-1].first:
        return replace(earlier[-1], first=cue.first, last=cue.last, trailing=False)
    opening = opening_body(reading, sentence, words)
    return mark_of(reading, *opening, cue, words, trailing=False) if opening is not None else None


def _capital(reading: Reading, k: int) -> bool:
    return reading.words[k].isalpha() and reading.text[reading.starts[k]].isupper()


def capitals_from(reading: Reading, first: int, stop: int) -> Tokens | None:
    """Return the run of words in capitals that starts at a token."""
    k = first
    while k < stop and (_capital(reading, k) or (reading.words[k] in ("-", ".") and k > first)):
        k += 1
    while k > first and not _capital(reading, k - 1):
        k -= 1
    return (first, k - 1) if k > first else None


def _capitals_to(reading: Reading, last: int) -> Tokens | None:
    """Return the run of words in capitals that ends at a token."""
    k = last
    while k >= 0 and (_capital(reading, k) or (reading.words[k] == "-" and k < last)):
        k -= 1
    while k < last and not _capital(reading, k + 1):
        k += 1
    return (k + 1, last) if k < last else None


def tells_of(reading: Reading, sentence: Sentence, led: int, cue: Cue) -> bool:
    """Tell whether a clause tells who counted those before it: "300 families WHOM the agency registered".

    led: the token before the speaker. cue: the verb.
    """
    relatives = reading.lexicon.words("relatives")
    if led <= sentence.first or cue.phrase.role != "finished" or reading.words[led] not in relatives:
        return False
    counts = reading.numbers_in(sentence)
    return any(q.last < led and led - q.last <= _COUNTED_BEFORE for q in counts)


def opening_place(reading: Reading, sentence: Sentence, stop: int) -> tuple[int, int] | None:
    """Return the place that a sentence opens with as the one who acts: "ALGIERS would not comment but says"."""
    opening = reading.within(reading.places, sentence.start, reading.starts[stop])
    place = opening[0] if opening else None
    if place is None or place.first != reading.opening(sentence) or place.adjective:
        return None
    following = reading.words[place.last + 1 : place.last + 2]
    return (place.first, place.last) if following and following[0].isalpha() else None
