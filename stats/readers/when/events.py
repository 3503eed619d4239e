"""Events with dates: which happening a date dates, whether it was over that day or went on, and what kind it is."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import compress, count

from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import TimeWords, phrase_at, time_words
from stats.readers.when.tolldays import is_part, is_toll
from stats.vocabulary import Term

_OPENING = 5  # words within which a date opens its sentence: "Late in the evening of 3 May, a storm"
_NEAR = 4  # words from a verb to its own date
_OWNED = 7  # words from a day to the event that has it: "Sunday's magnitude 6.6 quake"
_DESCRIBED = 8  # words from "a" to the event it tells of: "a second, smaller slide"
_TOLD = 40  # words of a clause that ends with its day
_ENDS = frozenset((";", ":", "(", ")", "–", "—"))
_BEFORE, _AFTER, _BESIDE = 16, 12, 4  # words from a date within which its event's verb, or its noun alone, is sought


@dataclass(frozen=True, slots=True)
class Event:
    """A happening that a date dates. kinds: kinds of event named with it. ongoing: it began then, and went on.

    again: it only began anew then ("clashes resumed"). verb: a verb told it, not a noun beside the date. beside: that
    verb is right before the date, and says it of the noun before it ("the storms that began on Monday").
    """

    kinds: frozenset[str]
    ongoing: bool
    again: bool = False
    verb: bool = True
    beside: bool = False


def event_names(reading: Reading) -> Mapping[str, str]:
    """Return the names of a text's events (as words) with their kinds: "Cyclone Pam" makes "pam" a storm."""
    found: dict[str, str] | None = reading.memo.get("event names")
    if found is None:
        named, words, found = time_words(reading.lexicon).named, reading.words, {}
        for i in reading.tokens_of(named):
            name = words[i + 1] if i + 1 < len(words) else ""
            if len(name) > 2 and name.isalpha() and reading.text[reading.starts[i + 1]].isupper():
                found[name] = named[words[i]]
        reading.memo["event names"] = found
    return found


def event_kind(reading: Reading, k: int) -> str | None:
    """Return the kind of event that token k names, None where it names none."""
    return _kinds_at(reading).get(k)


def _kinds_at(reading: Reading) -> Mapping[int, str]:
    """Return the kinds of event that a text names, by token, in order; found once."""
    kinds: dict[int, str] | None = reading.memo.get("events named")
    if kinds is None:
        time, names = time_words(reading.lexicon), event_names(reading)
        named_again = compress(count(), map(names.__contains__, reading.words)) if names else ()
        words = sorted({*reading.tokens_of(time.kinds), *named_again})
        kinds = {k: kind for k in words if (kind := _kind(reading, time, names, k)) is not None}
        reading.memo["events named"] = kinds
    return kinds


def _kind(reading: Reading, time: TimeWords, names: Mapping[str, str], k: int) -> str | None:
    """Return the kind of event that a token names: no "fire" in "fire brigade"."""
    words = reading.words
    word = words[k]
    kind = time.kinds.get(word)
    if kind is None:
        return names.get(word)
    for place, phrase in time.masks.get(word, ()):
        if k >= place and tuple(words[k - place : k - place + len(phrase)]) == phrase:
            return None
    return kind


def kinds_among(reading: Reading, first: int, last: int) -> frozenset[str]:
    """Return the kinds of event that tokens [first, last) name."""
    named: tuple[list[int], list[str]] | None = reading.memo.get("event tokens")
    if named is None:
        kinds = _kinds_at(reading)
        named = reading.memo["event tokens"] = list(kinds), list(kinds.values())
    tokens, kinds_of = named
    low = bisect_left(tokens, first)
    return frozenset(kinds_of[low : bisect_left(tokens, last, low)])


def find_event(
    reading: Reading, time: TimeWords, sentence: Sentence, tokens: tuple[int, int], bounds: tuple[int, int]
) -> Event | None:
    """Return the event that a date of a sentence dates, None where it dates none.

    tokens: first and last of the date. bounds: what lies before the first or from the second on is another date's.
    """
    words, (first, last) = reading.words, tokens
    low = max(sentence.first, first - _BEFORE, bounds[0])
    tables, compared = (reading.lexicon.asked("comparisons"), reading.lexicon.asked("besides")), -1
    for q in reading.numbers_in(sentence):
        if not low < q.first < first:
            continue
        apart = any(t.first(words, q.first - 1, low) is not None for t in tables) or is_part(reading, q, first, low)
        if apart or is_toll(reading, q, first, low):
            low = compared = q.first  # "900 had died, up from 700 on 3 May", "six of them on 3 May"
    high = min(sentence.last, last + 1 + _AFTER, max(bounds[1], last + 1))
    opens = first <= sentence.first + _OPENING
    if not opens and _turns_away(reading, time, last + 1):
        high = last + 1
    turned = time.listed["afterwards"] | time.listed["purposes"]
    if first > sentence.first + 1 and not turned.isdisjoint(words[last + 1 : last + 2]):
        high = last + 1  # "slept outdoors on Saturday AFTER a quake": when it struck is told elsewhere
    before = list(range(first - 1, low - 1, -1))
    after = [k for k in range(last + 1, high) if not _is_hit(words, time, k)]
    # "since the BEGINNING of the offensive", but no part of a time: "in the BEGINNING of January"
    inside = list(range(first, last + 1))
    if words[first] not in time.listed["lasting"]:
        inside = [k for k in inside[:-1] if words[k + 1] not in time.listed["part_of"]] + inside[-1:]
    clauses = time.listed["clauses"]
    before = _over_insertion(reading, before)
    owned = words[last].startswith("'") or reading.owns(last + 1)  # "Sunday's magnitude 6.6 quake"
    has_event = (owned or words[last] in time.listed["weekends"]) and kinds_among(
        reading, last + 1, min(high, last + 1 + _OWNED)
    )
    if has_event:
        before = []  # "were launched after WEEKEND ATTACKS": the attacks were not launched so
    found = (
        _verb(words, time, inside, high)
        or _verb(words, time, before, high, clauses)
        or _verb(words, time, after, high, time.listed["causes"])
    )
    if found is not None and found[2] > last + bounds[1] - found[2] and bounds[1] - found[2] <= _NEAR:
        found = None  # "on Tuesday the toll of the storm, which struck on 3 May": it struck on the other date
    kinds = kinds_among(reading, low, high)
    if found is not None and _is_of_victim(reading, sentence, found[2], (low, first)):
        return None
    if found is not None:
        role, again, place = found
        sudden = not time.listed["sudden"].isdisjoint(words[max(low, place - _NEAR) : place])
        role = "strikes" if role == "begins" and sudden else role  # "the RAID, which began on Friday": it was over then
        right_before = low < place and first - _NEAR <= place < first and words[place - 1] in time.listed["relatives"]
        return Event(kinds, role == "begins", again, beside=right_before)
    if (clause := _clause_of(reading, sentence, low, first)) is not None:
        return clause
    beside = kinds_among(reading, max(low, first - _BESIDE), first)
    if beside and is_fought(reading, time, first, low):
        return None
    # a heading's or note's own: "Clashes over grazing land in the northern hills, 3-4 June"
    if not beside and bounds[0] <= sentence.first and compared < 0:
        beside = kinds_among(reading, sentence.first, min(sentence.first + 2, first))
    beside |= kinds_among(reading, last + 1, min(high, last + (_OWNED if owned else _BESIDE)))
    beside = beside or (_fought_since(reading, low, first) if compared < 0 else beside)
    if beside:
        return Event(beside, ongoing=False, verb=False)
    return _told_first(reading, max(sentence.first, first - _TOLD, bounds[0]), first) if compared < 0 else None


def _fought_since(reading: Reading, low: int, first: int) -> frozenset[str]:
    """Return the kind of what is told for the first time to go on since a day: "A fierce BATTLE in Alder SINCE Monday".

    low, first: the first token of what is looked at, and of the day. Fighting alone: what comes after a quake or flood
    goes on since a day, too; and nothing known ("the scene of THE attack") or of another verb.
    """
    time, words = time_words(reading.lexicon), reading.words
    if words[first] not in time.listed["sinces"]:
        return frozenset()
    turns = reading.lexicon.words("perfect") | time.listed["passives"]
    for k in range(first - 1, low - 1, -1):
        if words[k] in turns:
            break
        if event_kind(reading, k) == _FOUGHT:
            new = time.listed["definite"].isdisjoint(words[max(low, k - _HEAD) : k])
            return frozenset((_FOUGHT,)) if new else frozenset()
    return frozenset()


_FOUGHT = "fighting"  # a kind of event


def _over_insertion(reading: Reading, before: list[int]) -> list[int]:
    """Return the tokens before a day, from it back, without a clause inserted there: "to Alder, WHICH WAS HIT, on".

    before: those tokens.
    """
    words, relatives = reading.words, time_words(reading.lexicon).listed["relatives"]
    if not before or words[before[0]] != ",":
        return before
    opening = next((k for k in before[1:] if words[k] == ","), None)
    if opening is None or words[opening + 1] not in relatives:
        return before
    return [k for k in before if k < opening]


def _told_first(reading: Reading, low: int, first: int) -> Event | None:
    """Return the event that a clause tells for the first time and ends with its day: "A SLIDE took 9 homes TODAY".

    low, first: the first token of what is looked at, and of the day. With "a", as what is known has "the".
    """
    time, words = time_words(reading.lexicon), reading.words
    article = reading.lexicon.words("numeral_articles")
    for k in range(first - 1 - (words[first - 1] == ","), low, -1):
        if words[k] in _ENDS or words[k] in time.listed["clauses"] or _joins_clause(reading, k):
            return None
        if event_kind(reading, k) is None or describes(words, time, k):
            continue
        opens = next((j for j in range(k - 1, max(low, k - _DESCRIBED), -1) if words[j] in article), None)
        if opens is None:
            return None
        # "a slide took away nine homes today", but "those hurt in a slide were flown out today"
        does = opens - 1 < low or words[opens - 1] in time.listed["clauses"] or words[opens - 1] in time.listed["ties"]
        told = not does and any(words[j] in time.listed["passives"] for j in range(k + 1, first))
        return None if told else Event(frozenset((event_kind(reading, k) or "",)), ongoing=False, verb=does)
    return None


def _joins_clause(reading: Reading, comma: int) -> bool:
    """Tell whether a comma goes on with a clause of its own, and not with a place's name or the day: ", AND they"."""
    words = reading.words
    return words[comma] == "," and words[comma + 1].isalpha() and reading.text[reading.starts[comma + 1]].islower()


def _is_of_victim(reading: Reading, sentence: Sentence, verb: int, bounds: tuple[int, int]) -> bool:
    """Tell whether a verb before a day says how one person died: "A BOY of seven WHO DROWNED on Wednesday".

    bounds: the first token of what is looked at, and of the day.
    """
    time, words, (low, first) = time_words(reading.lexicon), reading.words, bounds
    if not low < verb < first:
        return False
    died = reading.cues(sentence).starts.get("terms", {}).get(verb, ())
    who = next((k for k in (verb - 1, verb - 2) if words[k] in time.listed["persons"]), None)
    if who is None or not any(c.phrase.key == Term.KILLED and c.phrase.role in ("does", "done") for c in died):
        return False
    one = reading.lexicon.words("numeral_articles")
    return any(word in one for word in words[max(low, who - _PERSON) : who])


_PERSON = 6  # tokens from "a boy of seven" to "who"


def _clause_of(reading: Reading, sentence: Sentence, low: int, first: int) -> Event | None:
    """Return the event of which a clause tells something on a day: "the RAIN FRONT THAT settled over Aso ON SATURDAY".

    first: the first token of the day. low: the first token of what is looked at. Not where the clause counts, or tells
    that it was over.
    """
    time, words = time_words(reading.lexicon), reading.words
    for k in range(first - 1, low, -1):
        if not words[k].isalpha() or words[k] in time.listed["ended"]:
            return None
        if words[k] in time.listed["relatives"]:
            kinds = kinds_among(reading, max(low, k - _HEAD), k)
            counted = bool(kinds) and any(k < q.first < first for q in reading.numbers_in(sentence))
            return Event(kinds, ongoing=False, beside=True) if kinds and not counted else None
    return None


_HEAD = 2  # words from an event to the clause on it: "the RAIN front that"


def is_fought(reading: Reading, time: TimeWords, first: int, low: int) -> bool:
    """Tell whether somebody was at work on an event on the day that starts at a token: "WERE BATTLING the fire on".

    low: the first token of what is looked at.
    """
    return not time.listed["fought"].isdisjoint(reading.words[max(low, first - _BESIDE - 1) : first])


def _turns_away(reading: Reading, time: TimeWords, comma: int) -> bool:
    """Tell whether a comma after a date opens what is not of it: "slept outdoors on Thursday, their homes levelled".

    What goes on with "when", or with a verb of the same subject ("struck on Friday, killing 131"), is of it.
    """
    following = reading.words[comma : comma + 2]
    if len(following) < 2 or following[0] != ",":
        return False
    endings = tuple(reading.lexicon.grammar.get("participle_endings", ()))
    return following[1] not in time.listed["moments"] and not (endings and following[1].endswith(endings))


def _verb(
    words: list[str], time: TimeWords, places: list[int], stop: int, clauses: frozenset[str] = frozenset()
) -> tuple[str, bool, int] | None:
    """Return (role, whether it began anew, token) of the nearest event verb among tokens in order of nearness.

    clauses: words at which the search ends, as another clause stands before them.
    """
    role, again, place = "", False, -1
    for k in places:
        if words[k] in (";", ":") or words[k] in clauses:
            break
        found = phrase_at(words[k:stop], 0, time.verbs) if words[k] in time.verb_heads else None
        if found is None or words[k - 1] == "-" or describes(words, time, k):  # "worst-hit"
            continue
        if found[1] == "again":
            again = True
        elif not role:
            role, place = found[1], k
    return (role or "begins", again, place) if role or again else None


def _is_hit(words: list[str], time: TimeWords, k: int) -> bool:
    """Tell whether a verb's form describes the noun before it: on that day people were "in villages STRUCK by slides".
    """
    by = not time.listed["agents"].isdisjoint(words[k + 1 : k + 2])
    return by and words[k] in time.verb_heads and words[k - 1].isalpha() and words[k - 1] not in time.listed["passives"]


def describes(words: list[str], time: TimeWords, k: int) -> bool:
    """Tell whether a verb's form only describes the noun after it: "the rubble of COLLAPSED buildings"."""
    bent = words[k].endswith(tuple(time.listed["describing_ends"]))
    return bent and words[k - 1] in time.listed["describing"] and words[k] not in time.kinds
