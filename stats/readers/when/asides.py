"""Times that are none of a count's: of a saying, of what is still to come, of a comparison."""

from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import phrase_at, time_words
from stats.readers.when.closings import is_of_speakers_clause, is_of_speakers_opening, is_yearly
from stats.readers.when.events import event_kind
from stats.readers.when.patterns import Match, Scan
from stats.readers.when.tellings import (
    closes_with_teller,
    is_aside_of_teller,
    is_of_person,
    is_of_source,
    is_told_that,
    opens_with_occasion,
)

_COMPARED_REACH = 8  # words between "the worst" and "since"
_SAID_REACH = 7  # words between "said" and its own date
_CLOSING_REACH = 14  # the same where the date ends the sentence: "told reporters at the UN's seat in Geneva today"
_ASIDE = 12  # words of a bracket that stands between a saying and its day
_SAID_STOPS = frozenset((",", '"', ";", ":", "—", "–"))
_ENDS = frozenset((",", ".", ";", ")", "(", ":"))
_SPEAKER_REACH = 15  # words of a speaker between "On Monday" and "said"


def is_compared(scan: Scan, sentence: Sentence, first: int) -> bool:
    """Tell whether a "since" only dates a comparison: "the worst disaster since Katrina in 2005"."""
    words, compares = scan.reading.words, scan.time.listed["comparisons"]
    reach = range(max(sentence.first, first - _COMPARED_REACH), first)
    stricken = scan.time.listed["stricken"]  # "the WORST-HIT villages have been cut off since Monday"
    parts = scan.reading.lexicon.asked("share_whole")  # "MOST OF THEM women, have been cut off since Monday"
    openings = (k for k in reach if words[k] in compares and words[k + 1] not in stricken)
    opening = next((k for k in openings if parts.last(words, k + 1, sentence.last) is None), first)
    # "the WORST blaze on record has burned 500 homes since Monday": since when it counts them
    return opening < first and not any(k in scan.counted and k not in scan.dates for k in range(opening + 1, first))


def is_measure(scan: Scan, sentence: Sentence, first: int) -> bool:
    """Tell whether a time only says what a number is measured against: "four more than on Wednesday"."""
    if first <= sentence.first:
        return False
    likened = scan.reading.lexicon.asked("likened").first(scan.reading.words, first - 1, sentence.first) is not None
    return likened or scan.reading.words[first - 1] in scan.time.listed["measured"]


def is_said(scan: Scan, sentence: Sentence, match: Match) -> bool:
    """Tell whether a day belongs to the saying ("told reporters here on Saturday") and not to what is told."""
    if not match.dates or match.key == "between":
        return False
    words, saying, listed = scan.reading.words, scan.time.saying, scan.time.listed
    after = match.last + 1
    if (titled := _is_of_report(scan, sentence, match)) is not None:
        return titled
    tellings = (is_told_that, is_of_source, closes_with_teller, is_aside_of_teller)
    if any(told(scan, sentence, match) for told in tellings):
        return True
    if match.dates[0].slot != "day":  # "the UN reported in late April that 8,000 families"
        if match.first <= sentence.first + 1:
            dated = _has_day_of_own(scan, sentence, after)
            return _is_saying(scan, sentence, after, that=not dated)  # "Earlier this month the UN estimated that"
        said = match.first - 1
        if words[said] in listed["plainly"] or (words[said] in saying and words[said - 1] in listed["reports"]):
            return True  # "she said this week", "in a report issued earlier this week"
        return words[said] in saying and not listed["told"].isdisjoint(words[after : after + 1])
    opens = match.first <= sentence.first + 1 or opens_with_occasion(scan, sentence, match)
    if opens and _is_saying(scan, sentence, after):
        return True
    owned = words[match.last].startswith("'")  # "Sunday's attack", "said on Monday THE 6 MARCH QUAKE had"
    if owned or (words[match.first - 1] in listed["definite"] and after < sentence.last and _names_event(scan, after)):
        return False
    of = match.first + (words[match.first] in listed["part_of"]) - 1
    if of > sentence.first and words[of] in listed["part_of"] and _names_event(scan, of - 1):
        return False  # "the storm of 16 May claimed 13 lives"
    if is_of_person(scan, sentence, match):
        return True
    reach = _CLOSING_REACH if match.last + 2 >= sentence.last else _SAID_REACH
    opened = sentence.first
    begin = match.first - 1
    if scan.reading.lexicon.grammar.get("verb_first"):  # who tells stands between the verb and the day
        if _leads_to_told(scan, sentence, match):
            return True
        reach = _CLOSING_REACH
        begin -= words[begin] == "," and words[after : after + 1] == [","]
    for k in range(begin, max(sentence.first, match.first - reach) - 1, -1):
        if words[k] == ")":
            opened = next((j for j in range(k, max(sentence.first, k - _ASIDE), -1) if words[j] == "("), k)
        if opened <= k and opened > sentence.first:
            continue  # "the quake (5.9 according to the survey) struck on Monday"
        if _names_event(scan, k):
            return False  # "the army reported CLASHES on Sunday"
        if words[k] in saying and _begins(scan, k):
            return False  # "le feu S'EST DÉCLARÉ mardi"
        if words[k] in saying and words[k] not in listed["issued"] and _finds(scan, sentence, after):
            return False  # "a team that visited the village on 5 March counted 900"
        if words[k] in saying:
            return not (k > sentence.first and words[k - 1] in listed["passives"])
        if words[k] in _SAID_STOPS or k in scan.counted or words[k] in scan.time.listed["clauses"]:
            break
    return after < sentence.last and words[after] in saying


def _begins(scan: Scan, k: int) -> bool:
    """Tell whether a verb of telling is the end of an event's verb: "el fuego SE DECLARÓ el jueves"."""
    verbs, words = scan.time.verbs, scan.reading.words
    return any(tuple(words[k - n : k + 1]) in verbs for n in range(1, _LONGEST_VERB) if k >= n)


_LONGEST_VERB = 4  # words of an event's verb


def _leads_to_told(scan: Scan, sentence: Sentence, match: Match) -> bool:
    """Tell whether a day stands between a verb of telling and its "that": "SAID the mayor, ON MONDAY in X, THAT"."""
    words, listed = scan.reading.words, scan.time.listed
    behind = range(match.last + 1, min(sentence.last, match.last + 1 + _THAT))
    that = next((k for k in behind if words[k] in listed["told"]), None)
    if that is None or any(k in scan.counted for k in range(match.last + 1, that)):
        return False
    before = range(match.first - 1, max(sentence.first, match.first - _SPEAKER_REACH) - 1, -1)
    verb = next((k for k in before if words[k] in scan.time.saying), None)
    if verb is None:
        return False
    return not any(k in scan.counted or words[k] in listed["told"] for k in range(verb, match.first))


_THAT = 6  # words from a day to the "that" of what was said on it


def is_beside_counts(scan: Scan, sentence: Sentence, match: Match) -> bool:
    """Tell whether a time is of what is told beside every count, of who tells it or of what comes each year."""
    if not match.dates:
        return False
    if any(of(scan, sentence, match) for of in (is_of_speakers_clause, is_aside_of_teller, is_yearly)):
        return True
    led = opens_with_occasion(scan, sentence, match) or is_of_speakers_opening(scan, sentence, match)
    return led and match.key == "on" and _is_saying(scan, sentence, match.last + 1)


def is_to_come(scan: Scan, sentence: Sentence, match: Match) -> bool:
    """Tell whether a time is one to come, of no count: "ahead of the storm, which is DUE to land ON FRIDAY".

    Also without a word for it: "the camp IS TO close IN JUNE".
    """
    if not match.dates or match.key not in ("on", "by") or match.first <= sentence.first + 1:
        return False
    words, lexicon = scan.reading.words, scan.reading.lexicon
    present = lexicon.asked("tenses", "now").by_last
    for k in range(match.first - 1, max(sentence.first, match.first - _TO_COME) - 1, -1):
        if k in scan.counted or words[k] in _SAID_STOPS:
            return False
        if words[k] in scan.time.listed["due"]:
            return True
        if words[k] in lexicon.words("infinitives") and words[k - 1] in present and k - 1 > sentence.first:
            return True
    return False


_TO_COME = 7  # words from "due" to its day


def is_said_before(scan: Scan, sentence: Sentence, match: Match) -> bool:
    """Tell whether a time told from another opens a sentence on what was said then: "A DAY EARLIER he SPOKE of"."""
    opens = match.key in ("earlier", "later") and match.first <= sentence.first + 2
    return opens and _is_saying(scan, sentence, match.last + 1)


def _is_of_report(scan: Scan, sentence: Sentence, match: Match) -> bool | None:
    """Tell whether a bare date is that of a report which tells, None where no report follows it.

    "Its MAY BULLETIN SAYS that 112 families", "TUESDAY'S update".
    """
    words, k, reports = scan.reading.words, match.last + 1, scan.time.listed["reports"]
    dated = match.first - 2 >= sentence.first and words[match.first - 1] in scan.time.listed["part_of"]
    if dated and words[match.first - 2] in reports and match.dates[0].slot == "day":
        return True  # "in its BULLETIN OF 8 December"
    owned = scan.reading.owns(k)
    k += owned
    if sentence.shape != "prose" or k + 1 >= sentence.last or not (match.name == "bare" or owned):
        return None
    if words[k] not in reports:
        return None
    return match.dates[0].slot == "day" or words[k + 1] in scan.time.saying


def _finds(scan: Scan, sentence: Sentence, first: int) -> bool:
    """Tell whether a verb of finding comes right after a day: "visited the town on 5 March AND FOUND"."""
    words, finds = scan.reading.words, scan.time.listed["finds"]
    return any(words[k] in finds for k in range(first, min(sentence.last, first + _FINDS)))


_FINDS = 2  # words from a day to "found": "and found"


def _names_event(scan: Scan, k: int) -> bool:
    return event_kind(scan.reading, k) is not None


def _is_saying(scan: Scan, sentence: Sentence, first: int, *, that: bool = False) -> bool:
    """Tell whether a verb of telling comes first after a day that opens a sentence: "On Monday the army said".

    that: only where "that" follows it.
    """
    words, time = scan.reading.words, scan.time
    known = time.listed
    for k in range(first, min(sentence.last, first + _SPEAKER_REACH)):
        says = words[k] in time.saying
        if says and words[k - 1] in known["passives"] and known["told"].isdisjoint(words[k + 1 : k + 2]):
            return False  # "El lunes SE REPORTARON 12 muertos"
        told = (says or words[k] in known["tells"]) and not known["told"].isdisjoint(words[k + 1 : k + 2])
        # "In late April the UN reported 8,000 families"
        told = told or (that and words[k] in known["tells_how_many"] and k + 1 in scan.counted)
        if told or (says and not that):
            return True
        if words[k] in "()":
            continue  # "the National Disaster Agency (NDA) recorded that"
        verb = words[k] in time.verb_heads and phrase_at(words, k, time.verbs) is not None
        if k in scan.counted or verb or (k > first and words[k] in _SAID_STOPS):
            return False
    return False


def _has_day_of_own(scan: Scan, sentence: Sentence, first: int) -> bool:
    """Tell whether the one count told from a token on has a date behind it: "This month he said 300 left IN APRIL"."""
    marks = [scan.dates[k] for k in range(first, sentence.last) if k in scan.dates]
    dated = {k for mark in marks for k in range(mark.first, mark.last + 1)}
    counts = [q.last for q in scan.reading.numbers_in(sentence) if q.first >= first and q.core[0] not in dated]
    return len(counts) == 1 and any(mark.first > counts[0] for mark in marks)


def is_of_figures(scan: Scan, sentence: Sentence, last: int) -> bool:
    """Tell whether what comes before a "from" are figures with their owner: "according to DATA of the ministry"."""
    words, time = scan.reading.words, scan.time
    for k in range(last, max(sentence.first, last - _OWNER) - 1, -1):
        if words[k] in time.listed["sources"]:
            return True
        if k in scan.counted or words[k] in time.saying or words[k] in time.listed["clauses"] or words[k] in _ENDS:
            return False
    return False


_OWNER = 8  # words of an owner's name, from "figures of" to "from"


def goes_into(scan: Scan, after: int) -> bool:
    """Tell whether what follows happened in the time that is measured against: "worse than in May, WHEN 17 died"."""
    words = scan.reading.words
    k = after + (words[after : after + 1] == [","])
    return not scan.time.listed["moments"].isdisjoint(words[k : k + 1])


def lasts_to(scan: Scan, sentence: Sentence, match: Match) -> int | None:
    """Return the last token of how long something lasted: its event, else the one before "of"; None for no time."""
    words = scan.reading.words
    event = _lasting_event(scan.reading, match.last + 1, sentence.last)
    before = words[match.first - 1] if match.first > sentence.first else ","
    led = before.isalpha() and before not in scan.time.saying and before not in scan.time.listed["told"]
    if match.name == "opening" and (led or event < 0):
        return None  # "in 2011 there was a week of fighting", "A week of talks"
    if event >= 0:
        return None if _is_no_window(scan, match) else event
    definite = not scan.time.listed["definite"].isdisjoint(words[match.last + 1 : match.last + 2])
    if definite or words[match.first] in scan.time.listed["afterwards"]:
        return None  # "after two days of talks", "within a week of the storm"
    return match.last - 1


def _is_no_window(scan: Scan, match: Match) -> bool:
    """Tell whether how long an event lasted tells no days: "after A NIGHT of slaughter", "AFTER DECADES of war"."""
    after = scan.reading.words[match.first] in scan.time.listed["afterwards"]
    return (match.n == 1 and match.unit in ("hour", "day")) or (after and match.unit in ("year", "decade"))


def _lasting_event(reading: Reading, first: int, stop: int) -> int:
    """Return the token of the event told to have lasted, from the word after "of": "on-and-off CLASHES"; -1 for none.

    stop: the token behind the last of its sentence. What is told by "the" is one known: "within a week of THE storm".
    """
    words = reading.words
    if first >= stop or words[first] in time_words(reading.lexicon).listed["definite"]:
        return -1
    for k in range(first, min(stop, first + _DESCRIBED)):
        if not (words[k].isalpha() or words[k] == "-"):
            break
        if event_kind(reading, k) is not None:
            return k
    return -1


_DESCRIBED = 8  # words from "six days of" to what went on for so long: "on-and-off clashes"
