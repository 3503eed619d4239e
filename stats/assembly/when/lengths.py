"""The days of what went on for a time: from the day on which it began, or until the one on which it ended."""

from datetime import date, timedelta

from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.readers.when.calendars import back, month_length
from stats.readers.when.events import kinds_among
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Precision

_WHOLE = 1_000  # a number with a fraction is a count from here on: "1.2 million"
_DAY = timedelta(days=1)
_LASTED = 30  # words from "two-day" to the day on which it began; and so many days or weeks at most
_NAMED = 4  # words from "two-day" to the event
_ENDED = 3  # words from "ended" to its day: "ended with a truce ON SUNDAY"
_EVENT = 8  # words from an event to its "ended"


def is_length(reading: Reading, number: Quantity) -> bool:
    """Tell whether a number is of a length of time that describes something: "the THREE-day siege"."""
    words, k = reading.words, number.last + 1
    return words[k : k + 1] == ["-"] and not time_words(reading.lexicon).units.keys().isdisjoint(words[k + 1 : k + 2])


def is_measured(reading: Reading, quantity: Quantity) -> bool:
    """Tell whether a number is no count, as a part of one or glued to its unit: "a 6.2 magnitude quake 3km from"."""
    start, end = reading.starts[quantity.first], quantity.end
    whole = "." not in reading.text[start:end].rstrip(".")
    return not (whole or quantity.value >= _WHOLE) or reading.text[end : end + 1].isalpha()


def last_day(reading: Reading, mark: PeriodMark) -> date | None:
    """Return the last day of what began on a day and lasted so long: "the TWO-DAY battle that began on 3 May"."""
    if mark.event is None or not mark.event.ongoing or mark.begin is None:
        return None
    length = _length_before(reading, mark, mark.first - 2)
    if length is None:
        return None
    last = back(mark.begin, -length[0], length[1]) - _DAY
    return last if reading.published is None or last <= reading.published else None


def end_of(begin: date, precision: Precision) -> date:
    """Return the last day of the week, month or year that a day begins: "after LAST MONTH'S floods"."""
    if precision is Precision.YEAR:
        return date(begin.year, 12, 31)
    if precision is Precision.MONTH:
        return date(begin.year, begin.month, month_length(begin.year, begin.month))
    return begin + 6 * _DAY if precision is Precision.WEEK else begin


def days_until(reading: Reading, mark: PeriodMark) -> tuple[date | None, date | None] | None:
    """Return the days of what ended on a day: "the THREE-DAY siege, which ENDED ON SUNDAY".

    Without a first day where its length is not told; None where nothing is told to have ended.
    """
    words, ended = reading.words, time_words(reading.lexicon).listed["ended"]
    if mark.precision is not Precision.DAY or mark.finish is None or mark.begin != mark.finish:
        return None
    home = reading.sentences[mark.sentence]
    before = range(mark.first - 1, max(home.first, mark.first - 1 - _ENDED), -1)
    over = next((k for k in before if words[k] in ended), None)
    if over is None or not kinds_among(reading, max(home.first, over - _EVENT), over):
        return None
    length = _length_before(reading, mark, over)
    return back(mark.finish, length[0], length[1]) + _DAY if length is not None else None, mark.finish


def days_before(reading: Reading, mark: PeriodMark, day: date) -> tuple[date | None, date]:
    """Return the days that a length of time takes until an event: "IN THE SEVEN MONTHS before the attack".

    Without a first day where no number is told: "in the weeks before the attack".
    """
    time, told = time_words(reading.lexicon), reading.words[mark.first : mark.last + 1]
    unit = next((word for word in told if word in time.units), None)
    n = next((time.counts.get(word) or int(word) for word in told if word in time.counts or word.isdecimal()), 0)
    if unit is None or (not n and unit.endswith(reading.lexicon.grammar.get("plural", "s"))):
        return None, day
    return back(day, n or 1, time.units[unit]), day


def _length_before(reading: Reading, mark: PeriodMark, stop: int) -> tuple[int, str] | None:
    """Return how long an event before a token went on: "the TWO-DAY battle that"; None where it is not told."""
    time, words, home = time_words(reading.lexicon), reading.words, reading.sentences[mark.sentence]
    for k in range(max(home.first + 1, mark.first - _LASTED), stop):
        n = time.counts.get(words[k - 1]) or (int(words[k - 1]) if words[k - 1].isdecimal() else 0)
        lasted = words[k] == "-" and words[k + 1] in time.units and 0 < n <= _LASTED
        if lasted and kinds_among(reading, k + 2, k + 2 + _NAMED):
            return n, time.units[words[k + 1]]
    return None


def is_decade(reading: Reading, quantity: Quantity) -> bool:
    """Tell whether a number is a decade's: "the worst since the 1940s"."""
    after = quantity.last + 1
    glued = after < len(reading.words) and reading.starts[after] == reading.ends[after - 1]
    return quantity.year and glued and reading.words[after].isalpha()
