"""Days of a month that is told from the day of publication: "on the 4th of this month"."""

from datetime import timedelta

from stats.readers.reading import Reading
from stats.readers.timewords import TimeWords
from stats.readers.when.datemarks import DateMark
from stats.readers.when.months import DAYS
from stats.vocabulary import Precision


def day_of_month(reading: Reading, time: TimeWords, month: DateMark) -> DateMark | None:
    """Return the day told right before "this month" or "last month", None where none is: "the 4TH OF last month".

    Also in a word: "the SIXTH OF last month", but not "the sixth of last month's raids".
    """
    words, k = reading.words, month.first - 1
    if k < 2 or month.begin is None or words[k] not in time.listed["part_of"] | time.listed["fillers"]:
        return None
    k -= 1
    if words[k] in time.listed["ordinals"] and reading.starts[k] == reading.ends[k - 1]:
        k -= 1
    spelled = words[k - 1] in time.listed["definite"] and not reading.owns(month.last + 1)
    if words[k] not in DAYS and not (spelled and words[k] in time.counts):
        return None
    told = month.begin + timedelta(days=(int(words[k]) if words[k] in DAYS else time.counts[words[k]]) - 1)
    if told.month != month.begin.month:
        return None
    return DateMark(k, month.last, "day", Precision.DAY, begin=told, finish=told)
