"""The event that stands behind "since", "after" or "before", with its date where that is told right there."""

from stats.readers.reading import Sentence
from stats.readers.timewords import phrase_at
from stats.readers.when.datemarks import DateMark
from stats.readers.when.events import event_kind
from stats.readers.when.patterns import Match, Scan
from stats.readers.when.sincealone import measures

_ANCHOR_LENGTH = 16  # an event is named within so many words after "since", "after"
_ASIDE = 8  # words of what stands in brackets between an event's name and its verb
_NAMED = 5  # words of a name after "since"
_DATE_REACH = 3  # words between an event and its date where no verb tells that it happened then
_STOPS = frozenset((",", ".", ";", ")", "(", ":"))

def named_event(
    scan: Scan, sentence: Sentence, match: Match
) -> tuple[int, frozenset[str], DateMark | None] | None:
    """Return (last token, kinds, its date if told right there) of the event named after "since", "after"."""
    words, time = scan.reading.words, scan.time
    kinds: set[str] = set()
    perfect = scan.reading.lexicon.words("perfect")
    last, told, verb, near = match.last, None, False, -99
    if words[match.last + 1 : match.last + 2] and words[match.last + 1] in time.listed["definite"]:
        definite = True
    else:
        definite = match.key == "since_event"
    closing, stop = -1, match.last + 1 + _ANCHOR_LENGTH
    for k in range(match.last + 1, min(sentence.last, stop + 2 * _ASIDE)):
        word = words[k]
        if word == "(":  # "after the task force (MNJTF) withdrew on 27 January"
            closing = next((j for j in range(k, min(sentence.last, k + _ASIDE)) if words[j] == ")"), -1)
            stop += max(0, closing - k + 1)
        if k <= closing:
            continue
        if k >= stop:
            break
        if kinds and match.key == "after_event" and word in perfect:
            break  # "floods caused by Storm Boris HAVE killed 24 since Friday"
        number = k in scan.counted and k not in scan.dates and not verb and not measures(scan, k)
        if word in _STOPS or (number and not _counts_events(scan, k)):
            break
        if k in scan.dates:
            if (opening := _window_opens(scan, k)) is not None:
                last = max(match.last, opening - 1)
                break  # "after the clashes BETWEEN 1 March and 3 March" has a window of its own
            day = definite and scan.dates[k].slot == "day"  # "after the truce ended on 1 March"
            direct = verb or day or match.key == "since_event" or k - near <= _DATE_REACH
            direct = direct or (bool(kinds) and _fills_opening(scan, sentence, match, k))
            span = ("span",) if match.key == "since_event" else ()  # "since the protests began last month"
            if direct and scan.dates[k].slot in ("day", "month", "year", *span):
                told = scan.dates[k]
                last = min(told.last, sentence.last - 1)
            break
        last = k
        kind = event_kind(scan.reading, k)
        if kind is not None:
            kinds.add(kind)
            near = k
            if match.key == "before_event":
                definite = definite or not {k + 1, k + 2}.isdisjoint(scan.dates)  # "before LANDFALL on 3 May"
                break
        verb = verb or (word in time.verb_heads and phrase_at(words, k, time.verbs) is not None)
    if match.unit is not None and (kinds or verb):
        return last, frozenset(kinds), told
    since = verb and match.key == "since_event"  # "since fighters overran it at the weekend"
    since = since or (verb and bool(kinds) and match.key == "before_event")  # "before Mahsen made landfall"
    since = since or (match.key == "since_event" and told is None and _is_named(scan, match.last + 1, last))
    if told is None and not (kinds and definite) and not since:
        return None
    if not kinds and not verb and match.key != "since_event" and not (definite and told is not None):
        return None
    return last, frozenset(kinds), told


def _fills_opening(scan: Scan, sentence: Sentence, match: Match, day: int) -> bool:
    """Tell whether an event and its day are all that opens a sentence: "AFTER CLASHES of two clans ON 16 MAY, 700"."""
    behind = scan.dates[day].last + 1
    return match.key == "after_event" and match.first == sentence.first and scan.reading.words[behind] == ","


def _counts_events(scan: Scan, k: int) -> bool:
    """Tell whether a number counts events: "five days after TWO strong EARTHQUAKES"."""
    words = scan.reading.words[k + 1 : k + _COUNTED]
    kinds = (event_kind(scan.reading, k + 1 + i) for i, word in enumerate(words) if word.isalpha())
    return any(kind is not None for kind in kinds)


_COUNTED = 4  # tokens from a number to the events it counts: "two strong earthquakes"


def _window_opens(scan: Scan, first: int) -> int | None:
    """Return the word that opens a window of two dates of which the first begins at a token: "BETWEEN 1 and 3 May"."""
    words, listed, after = scan.reading.words, scan.time.listed, scan.dates[first].last + 1
    joined = bool(words[after : after + 1]) and words[after] in listed["joiners"]
    joined = joined and any(k in scan.dates for k in (after + 1, after + 2))
    days = scan.dates[first].parts
    if not joined and (days is None or days[0] == days[1]):
        return None
    return next((k for k in (first - 1, first - 2) if words[k] in listed["opens"]), None)


def _is_named(scan: Scan, first: int, last: int) -> bool:
    """Tell whether words after "since" only name something: "since THE TRUCE", "since THE EVACUATION ORDER"."""
    words = scan.reading.words
    if last - first not in range(1, _NAMED) or words[first] not in scan.time.listed["definite"]:
        return False
    lexicon = scan.reading.lexicon
    verbs = lexicon.words("auxiliaries", "perfect", "np_stops")
    return last + 1 >= len(words) or (words[last + 1] in _STOPS and verbs.isdisjoint(words[first + 1 : last + 1]))


def event_led_to(scan: Scan, match: Match) -> int | None:
    """Return the token of the event that a length of time leads to: "in the week before the CYCLONE"."""
    behind = scan.reading.words[match.last + 1 : match.last + 2]
    if match.key != "earlier" or scan.time.listed["definite"].isdisjoint(behind):
        return None
    return next((k for k in range(match.last + 2, match.last + 2 + _LED) if is_events(scan, k)), None)


_LED = 3  # tokens from "before the" to its event: "before the deadly CYCLONE"


def is_events(scan: Scan, k: int) -> bool:
    """Tell whether a token names an event: "killed by the 28 September EARTHQUAKE"."""
    return k < len(scan.reading.words) and event_kind(scan.reading, k) is not None
