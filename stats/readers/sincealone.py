"""A "since" that names nothing: it counts from the day told before it ("1,000 have died SINCE", "have SINCE fled")."""

from dataclasses import replace

from stats.readers.events import event_kind
from stats.readers.patterns import Match, Scan
from stats.readers.reading import Sentence

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
