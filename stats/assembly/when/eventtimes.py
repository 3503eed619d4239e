"""What a time expression says of an event: whether it dates one, or tells since when one has gone on."""

from datetime import timedelta

from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.readers.when.events import event_kind, kinds_among
from stats.readers.when.periodmark import PeriodMark

EVENT_AGE = timedelta(days=45)  # an event is the text's own news for so long
_CLAUSE = 20  # words from "that" to the "since" of its clause
_NAMED = 4  # words from an event to the "that" of its clause: "the rains of Bahia that"
_CAUSE = 4  # words from "after" to an event and its "since"


def is_since_report(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a time only runs from an earlier report: "another 770 since the last update of 7 May".

    The report may be named after its day: "since the 7 May update".
    """
    reports = time_words(reading.lexicon).listed["reports"]
    return mark.role in ("since", "event") and not reports.isdisjoint(reading.words[mark.first : mark.last + 2])


def goes_on_since(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a "since" is of an event that something came after: "after heavy RAIN SINCE Monday"."""
    words, time = reading.words, time_words(reading.lexicon)
    if mark.key == "after_event":
        return True
    if event_kind(reading, mark.first - 1) is None:
        return False
    return not time.listed["afterwards"].isdisjoint(words[max(0, mark.first - _CAUSE) : mark.first - 1])


def only_starts(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a time only says when something began, and counts nothing since: "STARTING on Sunday"."""
    time = time_words(reading.lexicon)
    counts = reading.words[mark.first] in time.listed["sinces"] or reading.words[mark.last] in time.listed["until_now"]
    return mark.key == "since" and not counts


def tells_event(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a "since" stands in an event's clause: "the STORM THAT has hit the south SINCE Monday".

    What the event did is then told beside it and is no running count, unless the event has gone on for long.
    """
    words, relatives, numbers = reading.words, reading.lexicon.words("relatives"), reading.numbers
    if reading.published is not None and mark.begin is not None and reading.published - mark.begin > EVENT_AGE:
        return False
    first = max(reading.sentences[mark.sentence].first + 1, mark.first - _CLAUSE)
    opens = [k for k in range(first, mark.first) if words[k] in relatives]
    if not opens or any(opens[-1] < q.first < mark.first for q in numbers.get(mark.sentence, ())):
        return False
    return bool(kinds_among(reading, max(first - 1, opens[-1] - _NAMED), opens[-1]))


def is_anothers(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a date is that of another event than the one a text is on: "A SIMILAR ATTACK ON 4 APRIL"."""
    return not time_words(reading.lexicon).listed["another_event"].isdisjoint(_described(reading, mark))


def is_new(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether the event of a date is told as one not known yet: "A BLAST ON 4 APRIL", not "the blast"."""
    return not reading.lexicon.words("numeral_articles").isdisjoint(_described(reading, mark))


def _described(reading: Reading, mark: PeriodMark) -> list[str]:
    """Return the words before the event nearest to its date in its sentence: "a similar" of "a similar attack"."""
    home, words = reading.sentences[mark.sentence], reading.words
    near = sorted(range(max(home.first, mark.first - _CLAUSE), min(home.last, mark.last + _CLAUSE)),
                  key=lambda k: abs(k - mark.first))  # fmt: skip
    event = next((k for k in near if event_kind(reading, k) is not None), home.first)
    return words[max(home.first, event - _DESCRIBED) : event]


_DESCRIBED = 3  # tokens from "another" to an event: "another strong car bombing"


def names_its_event(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a day stands right beside the event that it dates: "Tuesday's quake", "the quake of 3 May".

    Also where nobody can tell which Tuesday that was.
    """
    if mark.begin is not None and (mark.event is None or not mark.event.kinds):
        return False
    words, time, first = reading.words, time_words(reading.lexicon), mark.first
    if words[mark.last].startswith("'") or reading.owns(mark.last + 1):
        behind = mark.last + 1 + reading.owns(mark.last + 1)
        if mark.event is None:
            return event_kind(reading, behind) is not None
        return words[behind] not in time.listed["count_words"] | time.listed["figures"]
    of = first + (words[first] in time.listed["part_of"]) - 1
    before = of > 0 and words[of] in time.listed["part_of"] and event_kind(reading, of - 1) is not None
    return before or (mark.last + 1 < len(words) and event_kind(reading, mark.last + 1) is not None)
