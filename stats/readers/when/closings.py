"""Times of what is told of a speaker, or of what happens each year: ", said the agency, WHICH CAME IN MARCH"."""

from stats.readers.reading import Sentence
from stats.readers.when.events import event_kind
from stats.readers.when.patterns import Match, Scan
from stats.readers.when.tellings import befalls

_SPEAKER = 10  # tokens from the comma before a speaker to the verb of telling
_ROLE = 3  # words of what a speaker is: "a doctor", "a retired army officer"
_CLAUSE = 24  # tokens from a time back to that comma
_LONG = frozenset(("month", "span"))


def is_of_speakers_clause(scan: Scan, sentence: Sentence, match: Match) -> bool:
    """Tell whether a time stands in a clause on a speaker who has told: ", said the agency, WHICH LEFT IN MARCH".

    Also in one that turns away or adds to what was said (", the agency said, ALTHOUGH it has had no access SINCE
    March"), and where a body published what it tells (", according to a survey PUBLISHED IN MARCH"). No count and no
    event stand in it.
    """
    words, listed = scan.reading.words, scan.time.listed
    low = max(sentence.first, match.first - _CLAUSE)
    counted = next((k for k in range(match.first - 1, low, -1) if k in scan.counted), None)
    if counted is None and low > sentence.first and scan.counted.isdisjoint(range(sentence.first, low)):
        return False
    clause = range(counted or low, match.first)
    told = next((k for k in clause if words[k] in scan.time.saying and words[k] not in listed["issued"]), None)
    if told is None or any(event_kind(scan.reading, k) for k in range(told, match.first)):
        return False
    opening = next((k for k in range(told - 1, max(clause.start, told - _SPEAKER), -1) if words[k] == ","), None)
    if opening is None or not scan.counted.isdisjoint(range(match.last + 1, sentence.last)):
        return False
    comma = next((k for k in range(match.first - 1, told, -1) if words[k] == ","), None)
    between = words[told + 1 : match.first]
    if comma is None:
        who = (k for k in range(told + 2, match.first) if words[k] in listed["relatives"])
        if (own := next((k for k in who if words[k - 1] not in scan.time.saying), None)) is not None:
            return listed["tells"].isdisjoint(words[own : match.first])  # "according to a body THAT CAME IN 2009"
        plain = match.dates[0].slot == "span" and not listed["plainly"].isdisjoint(words[told : match.first])
        plain = plain and listed["clauses"].isdisjoint(between)  # "a spokesman SAID in Geneva last week"
        out = words[match.first - 1] in listed["issued"] | listed["reports"]  # "PUBLISHED in March"
        return plain or out or not listed["occasions"].isdisjoint(between)  # "said after a MEETING on Monday"
    if comma + 2 == match.first and words[comma + 1] in listed["reports"]:
        return True  # "according to its website, UPDATED on Sunday"
    named = words[told + 1] != "," and words[comma + 1] in scan.reading.lexicon.words("numeral_articles")
    if named and not listed["persons"].isdisjoint(words[comma + 3 : comma + 3 + _ROLE]):
        return True  # "said Maria Ruiz, a doctor WHO arrived on Sunday"
    if words[comma + 1] in listed["relatives"] | listed["turns"]:
        return listed["tells"].isdisjoint(words[comma:match.first])  # but "UNHCR, which COUNTED them in March"
    if match.key == "since" and match.dates[0].slot == "year" and _describes(scan, comma + 1, match.first):
        return True  # "said the agency, PRESENT IN THE AREA SINCE 2009"
    return words[comma + 2] in listed["told"] and not any(befalls(scan, k) for k in range(comma, match.first))


def _describes(scan: Scan, first: int, stop: int) -> bool:
    """Tell whether words say what a speaker is, and not which of those counted are meant: "MOST OF THEM since 2009"."""
    words, lexicon = scan.reading.words, scan.reading.lexicon
    parts = any(lexicon.asked("share_whole").last(words, k, stop) is not None for k in range(first, stop))
    people = lexicon.asked("who_they_are").last(words, first, stop) is not None
    return stop - first >= _ROLE and not parts and not people and not any(befalls(scan, k) for k in range(first, stop))


def is_of_speakers_opening(scan: Scan, sentence: Sentence, match: Match) -> bool:
    """Tell whether a sentence opens with what who tells did or went through: "ELECTED IN 2019, the mayor said"."""
    words, listed = scan.reading.words, scan.time.listed
    first = sentence.first
    endings = (*listed["describing_ends"], *scan.reading.lexicon.grammar.get("participle_endings", ()))
    made = words[first].endswith(endings) and words[first] not in listed["afterwards"] and match.first > first
    if not made or words[match.last + 1 : match.last + 2] != [","]:
        return False
    opening = range(first, match.first)
    return not any(k in scan.counted or event_kind(scan.reading, k) or words[k] == "," for k in opening)


def is_yearly(scan: Scan, sentence: Sentence, match: Match) -> bool:
    """Tell whether a month is that of what comes each year: "the rains USUALLY come IN JUNE".

    Or "the season BEGINS IN JUNE". No year is told, and no count stands before it.
    """
    long = [mark for mark in match.dates if mark.slot in _LONG and mark.parts is not None]
    if not long or any(mark.told for mark in long) or sentence.shape != "prose":
        return False
    words, listed, before = scan.reading.words, scan.time.listed, range(sentence.first, match.first)
    yearly = not listed["yearly"].isdisjoint(words[sentence.first : match.first])
    near = words[max(sentence.first, match.first - _COMES) : match.last]
    yearly = yearly or not listed["comes_yearly"].isdisjoint(near)
    return yearly and scan.counted.isdisjoint(before)


_COMES = 2  # tokens from "begins" to its month: "begins around June"
