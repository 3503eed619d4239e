"""What follows "since" and "by": nothing ("1,000 have died SINCE"), a number of the event, an event of a year."""

from dataclasses import replace

from stats.readers.reading import Sentence
from stats.readers.when.events import event_kind
from stats.readers.when.patterns import Match, Scan

_STOPS = frozenset((",", ".", ";", ":", ")"))


def read_alone(scan: Scan, sentence: Sentence, match: Match) -> Match:
    """Return a pattern that opens an event as one that points back, where no event follows it; else as it is."""
    if match.key != "since_event" or match.dates or match.unit not in (None, "hour", "day", "week", "month", "year"):
        return match
    words, lexicon, after = scan.reading.words, scan.reading.lexicon, match.last + 1
    ends = after >= sentence.last or words[after] in _STOPS or words[after] in lexicon.words("conjunctions")
    if ends and match.first > sentence.first:
        return replace(match, key="since_then", name="then")
    if match.first == sentence.first or words[match.first - 1] not in lexicon.words("perfect"):
        return match
    named = words[after] in scan.time.listed["definite"] or after in scan.dates or after in scan.counted
    return match if named or event_kind(scan.reading, after) is not None else replace(match, key="since_then")


def measures(scan: Scan, k: int) -> bool:
    """Tell whether a number only says how great an event is: "since the 7.5 MAGNITUDE quake", "the 72-HOUR notice"."""
    words, measured = scan.reading.words, scan.time.listed["measures_event"]
    after = k + 1 + (words[k + 1 : k + 2] == ["-"])
    beside = words[after : after + 1]
    return not measured.isdisjoint(beside) or (after > k + 1 and any(word in scan.time.units for word in beside))


def is_event_of_year(scan: Scan, match: Match) -> bool:
    """Tell whether a year names an event with words between: "uprooted BY THE 2009 Rah-i-Nijat OPERATION"."""
    words, definite = scan.reading.words, scan.time.listed["definite"]
    if match.key != "by" or not match.dates or match.dates[0].slot != "year":
        return False
    if definite.isdisjoint(words[match.first + 1 : match.dates[0].first]):
        return False
    for k in range(match.last + 1, min(match.last + 1 + _NAME, len(words))):
        if words[k] in _STOPS:
            return False
        if event_kind(scan.reading, k) is not None:
            return True
    return False


_NAME = 8  # tokens of an event's name behind its year
