"""Times right behind a cause that are none of the cause's: "damaged because of the floods AS OF 8 May"."""

from stats.readers.reading import Reading
from stats.readers.when.events import event_kind
from stats.readers.when.periodmark import PeriodMark


def part_from_cause(reading: Reading, cause: PeriodMark, mark: PeriodMark) -> bool:
    """Take a time away from the cause that it was read with, which is then not dated; tell whether it was done.

    A "since" behind a bare event is of the verb where a language's verbs stand before all.
    """
    if cause.key != "after_event" or cause.begin is None or cause.begin not in (mark.begin, mark.finish):
        return False
    since = mark.role == "since" and bool(reading.lexicon.grammar.get("verb_first"))
    if not (mark.role == "count" or (since and event_kind(reading, mark.first - 1) is not None)):
        return False
    cause.last, cause.begin, cause.finish, cause.role = mark.first - 1, None, None, "after"
    cause.end = reading.ends[cause.last]
    cause.text, cause.open_start = reading.text[cause.start : cause.end], True
    return True
