"""Days of a telling, known by how it is built, whatever its verb: "the mayor held on Tuesday that 40 people"."""

from stats.readers.reading import Sentence
from stats.readers.when.events import event_kind
from stats.readers.when.patterns import Match, Scan, stands_at

_VERB = 3  # words from a day to the "that" of a verb behind it: "taken on Tuesday SHOW THAT"
_TELLER = 8  # words of a teller with the verb that close a sentence: "the ministry's spokesman maintained on Tuesday"
_SPEAKER = 12  # words from a day that opens a sentence to the "that" of what somebody told
_BREAKS = frozenset((",", ";", ":", "(", ")", "—", "–"))


def is_told_that(scan: Scan, sentence: Sentence, match: Match) -> bool:
    """Tell whether a day stands before "that" and a number: "the ministry replied on Tuesday THAT 40 people".

    Not "the storm on Tuesday that killed 40".
    """
    words, listed, after = scan.reading.words, scan.time.listed, match.last + 1
    opens = match.first <= sentence.first + 1
    for k in range(after, min(sentence.last - 1, after + (_SPEAKER if opens else _VERB))):
        if words[k] in listed["told"]:
            if not listed["only"].isdisjoint(words[after:k]):
                return False  # "Mardi, ils N'étaient encore QUE 58 000"
            if words[k - 1] in scan.reading.lexicon.words("conjunctions"):
                return False  # "says that 120 came in May, AND THAT 100 left"
            return k + 1 in scan.counted and not (opens and k == after)
        event = event_kind(scan.reading, k) is not None
        if (words[k] in _BREAKS and k > after) or k in scan.counted or event or words[k] in listed["finds"]:
            return False
    return False


def opens_with_occasion(scan: Scan, sentence: Sentence, match: Match) -> bool:
    """Tell whether a day ends an opening on where or when somebody told: "IN AN UPDATE ON MONDAY, the agency said"."""
    words, occasions = scan.reading.words, scan.time.listed["occasions"]
    opening = range(sentence.first, match.first)
    if len(opening) > _TELLER or words[match.last + 1 : match.last + 2] != [","]:
        return False
    told = [k for k in opening if words[k] in occasions]
    return bool(told) and not any(k in scan.counted or words[k] in _BREAKS for k in opening) and not any(
        event_kind(scan.reading, k) for k in opening
    )


def is_of_source(scan: Scan, sentence: Sentence, match: Match) -> bool:
    """Tell whether a day ends an opening on who tells, of any length: "ACCORDING TO the council (NDC) ON MONDAY, two".

    Not the day of an event that the source is named by: "according to survivors of the raid on Monday, two".
    """
    words, first, comma = scan.reading.words, sentence.first, match.last + 1
    if words[comma : comma + 1] != [","] or not first < match.first <= first + _SOURCE:
        return False
    opens = (p for p in scan.reading.lexicon.starting(words[first]) if p.table == "attributions" and p.key == "before")
    sourced = any(stands_at(p.words, words, first) for p in opens)
    if not sourced or event_kind(scan.reading, match.first - 1) is not None:
        return False
    return not any(k in scan.counted or words[k] in _CLAUSES for k in range(first, match.first))


_SOURCE = 20  # tokens of a source's name with its abbreviation in brackets
_CLAUSES = _BREAKS - {"(", ")"}


def closes_with_teller(scan: Scan, sentence: Sentence, match: Match) -> bool:
    """Tell whether a day ends a sentence with who told it behind a comma: "40 died, the ministry reasoned ON TUESDAY".

    A verb ends it, and no count stands in it.
    """
    words, time = scan.reading.words, scan.time
    if match.last + 2 < sentence.last or match.first - 2 <= sentence.first:
        return False
    verb = match.first - 1 - (words[match.first - 1] in time.fillers)  # "maintained LATE on Tuesday"
    told = words[verb].endswith(tuple(time.listed["describing_ends"])) or words[verb] in time.saying
    if not told or not scan.reading.text[scan.reading.starts[verb]].islower():
        return False
    for k in range(verb - 1, max(sentence.first, verb - _TELLER), -1):
        if words[k] in _BREAKS:
            opening = words[k + 1] in time.listed["definite"]
            named = scan.reading.text[scan.reading.starts[k + 1]].isupper()
            return words[k] == "," and (opening or named) and k + 1 < verb
        if k in scan.counted or event_kind(scan.reading, k) is not None:
            return False
    return False


def is_aside_of_teller(scan: Scan, sentence: Sentence, match: Match) -> bool:
    """Tell whether a day ends an aside on who tells: "the mayor, BACK FROM THE TOWN ON TUESDAY, spoke of 40 dead".

    Also where the verb of telling stands before the teller, and "that" behind the aside.
    """
    words, comma = scan.reading.words, match.last + 1
    if comma + 1 >= sentence.last or words[comma] != ",":
        return False
    if words[comma + 1] not in scan.time.saying and not _is_between_verb_and_that(scan, sentence, match):
        return False
    first = max(sentence.first, match.first - _TELLER)
    opening = next((k for k in range(match.first - 1, first - 1, -1) if words[k] in _BREAKS), None)
    if opening is None or any(k in scan.counted for k in range(opening, match.first)):
        return False  # "in Alder, 300 houses were under water ON MONDAY, according to the mayor"
    relatives = scan.reading.lexicon.words("relatives") | scan.time.listed["relatives"]
    if not relatives.isdisjoint(words[opening + 1 : opening + 2]):
        return words[opening] == ","
    befell = any(befalls(scan, k) for k in range(opening + 2, match.first))  # not "BACK from the town on Tuesday"
    return words[opening] == "," and opening + 1 < match.first and not befell


def _is_between_verb_and_that(scan: Scan, sentence: Sentence, match: Match) -> bool:
    """Tell whether an aside parts a teller behind its verb from "that": "SAID the mayor, who came in May, THAT"."""
    words = scan.reading.words
    if words[match.last + 2] not in scan.time.listed["told"]:
        return False
    return any(words[k] in scan.time.saying for k in range(max(sentence.first, match.first - _SPEAKER), match.first))


def befalls(scan: Scan, k: int) -> bool:
    """Tell whether a verb tells what befell people: "300 people, most of them women, WERE KILLED on Monday, said X"."""
    words = scan.reading.words
    begun = (p for p in scan.reading.lexicon.starting(words[k]) if p.table == "terms")
    known = (p for p in begun if stands_at(p.words, words, k))
    passive = words[k - 1] in scan.reading.lexicon.words("passive")
    return any(p.role in ("does", "did") or (passive and p.role == "done") for p in known)


def is_of_person(scan: Scan, sentence: Sentence, match: Match) -> bool:
    """Tell whether a day is of what a speaker did: "the minister, WHO toured the town ON TUESDAY, vowed to".

    Not of those who did what is counted: "the gunmen, who came on Sunday, KILLED 12".
    """
    words, comma = scan.reading.words, match.last + 1
    if words[comma : comma + 1] != [","] or _acts(scan, comma + 1):
        return False
    for k in range(match.first - 1, max(sentence.first + 1, match.first - _DID), -1):
        if words[k] in _SPOKEN or k in scan.counted:
            return False
        if words[k] in scan.time.listed["persons"]:  # but "l'incendie, qui s'est déclaré mardi, a"
            return words[k - 1] == "," and event_kind(scan.reading, k - 2) is None
    return False


_DID = 14  # words from "who" to the day on which a speaker did something
_SPOKEN = frozenset((",", '"', ";", ":", "—", "–"))


def _acts(scan: Scan, k: int) -> bool:
    """Tell whether a verb that stands at a token tells what people do to others: "KILLED 12"."""
    found = scan.reading.lexicon.starting("".join(scan.reading.words[k : k + 1]))
    return any(p.table == "terms" and p.role in ("acts", "done") for p in found)
