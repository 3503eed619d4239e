"""From which day a count is told of again: "a day earlier the toll stood at 22", "down from 3,100 the day before"."""

from collections.abc import Sequence

from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.readers.when.events import find_event
from stats.readers.when.patterns import Match
from stats.readers.when.periodmark import PeriodMark
from stats.readers.when.told import Window

_NEAR = 10  # tokens from "a day earlier" to what was counted then, or from a number to it
_COUNTING = frozenset(("since", "event", "after"))


def day_before(
    reading: Reading, sentence: Sentence, match: Match, before: Window | None, marks: Sequence[PeriodMark]
) -> Window | None:
    """Return the window told before a time from which "a day earlier" is reckoned; None for the day of publication.

    What was counted before is no older than what is told now: the day on which the storm struck is passed over.
    before: the window told last; marks: those before this one, in order.
    """
    if match.key != "earlier" or before is None or reading.published is None:
        return before
    if not _counts_again(reading, sentence, match):
        return before
    mark = next((m for m in reversed(marks) if (m.begin, m.finish) == (before.begin, before.finish)), None)
    if mark is None or mark.sentence == sentence.index:
        return before
    home = reading.sentences[mark.sentence]
    struck = mark.role in _COUNTING or find_event(
        reading, time_words(reading.lexicon), home, (mark.first, mark.last), (home.first, home.last)
    )
    return None if struck else before


def _counts_again(reading: Reading, sentence: Sentence, match: Match) -> bool:
    """Tell whether a time is that of a count told before: a number beside it is measured against."""
    words, compared = reading.words, reading.lexicon.asked("comparisons")
    for q in reading.numbers_in(sentence):
        if 0 < match.first - q.last <= _NEAR and compared.first(words, q.first - 1, sentence.first) is not None:
            return True
    if match.first > sentence.first + 1:
        return False
    had, told = reading.lexicon.words("perfect"), reading.lexicon.words("estimating")
    accounts = reading.lexicon.words("accounts_told", "counts_read")
    stop = min(match.last + _NEAR, sentence.last)
    return any(words[k] in accounts or (words[k] in told and words[k] not in had) for k in range(match.last + 1, stop))
