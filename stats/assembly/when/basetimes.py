"""Times of a part, not its whole ("OF 9,000 evacuees, 4,500 left ON FRIDAY"), and of what raised a total."""

from bisect import bisect_left
from datetime import date

from stats.assembly.draft import Draft
from stats.assembly.when.timeframe import frame_of
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.readers.when.events import kinds_among
from stats.readers.when.periodmark import PeriodMark
from stats.readers.when.tolldays import ends_pronoun
from stats.vocabulary import Kind, Precision, Unit

_REACH = 30  # tokens from a whole to the verb of its part
_NAMED = 4  # tokens of "a deadly mud slide"
_TOLD = ("terms", "moves")


def is_of_other_event(reading: Reading, draft: Draft, mark: PeriodMark, numbers: list[int]) -> bool:
    """Tell whether a time behind a count is of another event, which has a count of its own behind the time.

    "Floods displaced 300 in the valley WHERE A SLIDE LAST YEAR killed 40", "300 left, on the ANNIVERSARY OF A STORM IN
    2015 that killed 900".
    """
    k = bisect_left(numbers, mark.last)
    if mark.first <= draft.quantity.last or k == len(numbers) or numbers[k] - mark.last > _REACH:
        return False
    words, articles = reading.words, reading.lexicon.words("numeral_articles")
    if not kinds_among(reading, mark.first - 1, mark.first):
        return False
    first = next((j for j in range(mark.first - 2, mark.first - 2 - _NAMED, -1) if words[j] in articles), None)
    if first is None:
        return False
    listed = time_words(reading.lexicon).listed
    return words[first - 1] in listed["adding"] or words[first - 2] in listed["recalls"]


def is_of_bare_part(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a time behind a part of those counted is all that tells it: "40, INCLUDING 12 ON MONDAY".

    Also over a pronoun and a place: "40 so far, 12 OF THEM in Alder ON MONDAY".
    """
    part = next((q for q in reversed(reading.numbers_in(draft.sentence)) if q.last < mark.first), None)
    if part is None or part.first <= draft.quantity.last:
        return False
    if part.last + 1 == mark.first:
        including = reading.lexicon.asked("including", "words")
        return including.first(reading.words, part.first - 1, draft.quantity.last + 1) is not None
    return ends_pronoun(reading, part, mark.first)


def is_of_part(reading: Reading, draft: Draft, mark: PeriodMark, numbers: list[int]) -> bool:
    """Tell whether a time behind a whole is of its part, whose verb stands between them.

    numbers: the first tokens of the sentence's numbers.
    """
    last = draft.quantity.last
    if mark.role not in ("window", "count", "since", "event") or not 0 < mark.first - last <= _REACH:
        return False
    if not _is_base(reading, draft):
        return False
    part = next((k for k in numbers if k > last), None) if _opens_of(reading, draft) else last
    if part is None or part > mark.first:
        return False
    own = max(draft.governor.last if draft.governor is not None else last, part)
    cues = reading.cues(draft.sentence)
    return any(own < c.first and c.last < mark.first for table in _TOLD for c in cues.all(table))


def is_of_cause(reading: Reading, draft: Draft, mark: PeriodMark, numbers: list[int]) -> bool:
    """Tell whether a time is of what raised a total: "the toll rose to 47 AFTER two bodies were found ON MONDAY".

    numbers: the first tokens of the sentence's numbers.
    """
    last = draft.quantity.last
    if draft.said is not Kind.CUMULATIVE or draft.how != "link" or not 0 < mark.first - last <= _REACH:
        return False
    afterwards = time_words(reading.lexicon).listed["afterwards"]
    opening = next((k for k in range(last + 1, mark.first + 1) if reading.words[k] in afterwards), None)
    return opening is not None and any(opening < k <= mark.last for k in numbers)


def is_day_of_added(reading: Reading, draft: Draft, day: date) -> bool:
    """Tell whether a day is that of a count that only brings a total to what it is: it was counted before that.

    "Twelve were killed ON TUESDAY, bringing the toll to 41", "600 fled ON TUESDAY. That brings the total to 4,100".
    """
    cues = reading.cues(draft.sentence).all("kinds")
    brings = max((c.first for c in cues if c.phrase.role == "bringing" and c.last < draft.quantity.first), default=-1)
    frame, index = frame_of(reading), draft.sentence.index
    numbers = [k for k in frame.numbers.get(index, ()) if k < draft.quantity.first]
    if brings < 0 and numbers:  # "killing four and BRINGING the season's toll to 38"
        recounting = reading.lexicon.asked("recounts", "verbs").by_first.keys()
        verbs = time_words(reading.lexicon).listed["totalling"] & recounting
        brings = next((k for k in range(numbers[-1], draft.quantity.first) if reading.words[k] in verbs), -1)
    if brings < 0:
        return False
    added = any(k < brings for k in numbers)
    home = index if added else index - 1
    if not added and not (_led_by_added(reading, draft.sentence, brings) and home in frame.numbers):
        return False
    if reading.sentences[home].paragraph != draft.sentence.paragraph:
        return False
    days = (m for m in frame.here.get(home, ()) if m.role == "window" and m.begin == m.finish == day)
    return any(not added or m.first < brings for m in days)


def _led_by_added(reading: Reading, sentence: Sentence, brings: int) -> bool:
    """Tell whether what was counted before brings a total: "THAT brings", "THE DEATHS bring", no government does."""
    pointing = time_words(reading.lexicon).listed["points_back"]
    if brings == sentence.first or not pointing.isdisjoint(reading.words[sentence.first : brings]):
        return True
    told = any(c.first < brings for table in _TOLD for c in reading.cues(sentence).all(table))
    return told or bool(kinds_among(reading, sentence.first, brings))


def is_of_total(reading: Reading, mark: PeriodMark, last: int, total: int) -> bool:
    """Tell whether a time is of a total that a count brings, between the two: ", PUSHING the toll THIS YEAR past 90".

    last: the token of the count's end. total: the first token of the next number.
    """
    words, totalling = reading.words, time_words(reading.lexicon).listed["totalling"]
    named = reading.lexicon.words("counts_read")  # ", the TOTAL since March is 1,180"
    if mark.role not in ("window", "since") or total - mark.last > _TO_TOTAL:
        return False
    joints = (k for k in range(last + 1, mark.first - 1) if words[k] == ",")
    return any(words[k + 1] in totalling or words[k + 2] in named for k in joints)


_TO_TOTAL = 4  # tokens from a time to its total: "this year to more than"


def _is_base(reading: Reading, draft: Draft) -> bool:
    """Tell whether a part is told of a count: "half of the 9,000", "of 9,000 evacuees"."""
    nested = any(q.base is draft.quantity for q in reading.numbers_in(draft.sentence))
    return nested or _opens_of(reading, draft)


def _opens_of(reading: Reading, draft: Draft) -> bool:
    """Tell whether a sentence opens with the whole of what it tells: "OF the 9,000 evacuees"."""
    first, number = draft.sentence.first, draft.quantity.first
    opens = reading.lexicon.asked("of_opening").last(reading.words, first, number)
    return opens is not None and number - opens <= _HEAD


_HEAD = 2  # tokens from "of the" to its number: "of the estimated 900"


def are_its_homes(reading: Reading, draft: Draft, number: Quantity) -> bool:
    """Tell whether a number only says of how many families those before it are: "700 people FROM 263 families"."""
    if draft.unit is not Unit.PERSON or not 0 < number.first - draft.quantity.last <= _BESIDE:
        return False
    near = reading.words[number.last + 1 : number.last + 1 + _HOMES]
    phrases = (p for word in near for p in reading.lexicon.starting(word))
    return any(p.table == "units" and p.key == Unit.HOUSEHOLD for p in phrases)


_HOMES = 7  # tokens from a number to its families: "263 landless and indigenous families"
_BESIDE = 3  # tokens from people to the number of their families: "people from 263"


def names_year_of(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a year is of what a clause names beside those counted: "80 died, some WHO had signed THE PEACE OF".

    What happened in it would be an event: "900 left, WHO had lost all in the FLOODS of 2016".
    """
    listed, long = time_words(reading.lexicon).listed, mark.precision in (Precision.YEAR, Precision.MONTH)
    if not long or mark.event is not None or reading.words[mark.first] not in listed["part_of"] & listed["opens"]:
        return False
    told = max(draft.quantity.last, draft.governor.last if draft.governor is not None else 0)
    return not listed["relatives"].isdisjoint(reading.words[told + 1 : mark.first])
