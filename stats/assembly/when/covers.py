"""The days that a whole report covers: told in its heading, or by its first sentences with the report itself."""

from collections.abc import Sequence
from datetime import timedelta

from stats.assembly.when.formdays import is_report_period
from stats.assembly.when.newsdays import LEAD
from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Precision

_COVER = 8  # sentences at the top, one of which may tell the days that a report covers
_DAYS = frozenset(("on", "between"))
_CLOSE = frozenset((Precision.DAY, Precision.WEEK))
_REPORTED = timedelta(days=6)  # a report's first sentences tell so long a time, or a longer one
_WORDS = 200  # words of a sentence that are looked at for a report


def cover_of(reading: Reading, periods: Sequence[PeriodMark]) -> PeriodMark | None:
    """Return the days that a whole report covers, None where it tells none."""
    for mark in periods:
        if mark.sentence >= _COVER:
            return None
        if _is_cover(reading, mark) or _is_told_by_report(reading, mark, periods):
            return mark
    return None


def _is_cover(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a heading's days are those of the whole report: "Weekly update, 1 to 9 March"."""
    heading = reading.sentences[mark.sentence]
    ranged = mark.role == "said" and heading.shape == "head" and mark.begin != mark.finish  # "Teams report from 1 to 7"
    if not (ranged or (mark.role == "window" and mark.key in _DAYS)) or mark.precision is not Precision.DAY:
        return False
    if mark.sentence == 0 and heading.shape == "prose":
        return False
    if mark.event is not None and not _reports(reading, heading):
        return False  # "Clashes, 3-4 June"
    told = is_report_period(reading, mark) or (heading.shape == "head" and not _tells_before(reading, heading.index))
    return told and mark.begin is not None and mark.finish is not None and mark.begin < mark.finish


def _is_told_by_report(reading: Reading, mark: PeriodMark, periods: Sequence[PeriodMark]) -> bool:
    """Tell whether one of the first sentences names a stretch of days with the report that counts over it.

    "… in the last two weeks of May, says the UN's REPORT". It is the only such stretch of the text.
    """
    home = reading.sentences[mark.sentence]
    if home.shape != "prose" or home.index >= LEAD or not _is_stretch(mark) or not _reports(reading, home):
        return False
    return all((m.begin, m.finish) == (mark.begin, mark.finish) for m in periods if _is_stretch(m))


def _is_stretch(mark: PeriodMark) -> bool:
    """Tell whether a time is a stretch of days as long as reports cover."""
    if mark.role != "window" or mark.key not in _DAYS or mark.precision not in _CLOSE:
        return False
    return mark.begin is not None and mark.finish is not None and mark.finish - mark.begin >= _REPORTED


def _reports(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence or heading speaks of a report."""
    words = reading.words[sentence.first : min(sentence.last, sentence.first + _WORDS)]
    return not time_words(reading.lexicon).listed["reports"].isdisjoint(words)


def _tells_before(reading: Reading, heading: int) -> bool:
    """Tell whether what happened is counted above a heading, which is then that of a part: "Arrivals, 5-21 May"."""
    above = (s for s in reading.sentences[1:heading] if s.shape in ("item", "prose") and reading.numbers_in(s))
    return any(reading.cues(s).all("terms") for s in above)
