"""Times that stand beside one another and say more of one another: "in two days of clashes that began on Sunday"."""

from datetime import date, timedelta
from itertools import pairwise

from stats.readers.reading import Reading
from stats.readers.timewords import phrase_at, time_words
from stats.readers.when.calendars import back
from stats.readers.when.events import event_kind
from stats.readers.when.patterns import Match
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import PeriodRule, Precision

_TOLD_BEHIND = 8  # tokens from an event to its day in its own clause
_EXPLAINED = 7  # tokens from "in the first days" over "of the fighting," to its days
_ROUGHLY = timedelta(days=7)
_WIDER = frozenset((Precision.WEEK, Precision.MONTH, Precision.YEAR))


def join_beside(reading: Reading, marks: list[PeriodMark]) -> None:
    """Join each time with the one beside it from which it has its days."""
    joins = (join_days, lean_on_day_behind, lean_on_main_day, lead_to_event, span_to_event, lean_on_length_behind)
    for join in joins:
        join(reading, marks)


def join_days(reading: Reading, marks: list[PeriodMark]) -> None:
    """Make two days of one clause a span: "ON MONDAY AND AGAIN ON TUESDAY", "overnight ON MONDAY, AND ALL TUESDAY,".

    Not where the second opens a clause of its own: "900 fled on Monday, and on Tuesday soldiers came".
    """
    for one, other in pairwise(marks):
        days = one.role == other.role == "window" and one.key == other.key == "on"
        days = days and one.precision is other.precision is Precision.DAY and one.sentence == other.sentence
        if not days or not 1 < other.first - one.last <= _JOINED or one.finish is None or other.begin is None:
            continue
        near = timedelta(0) < other.begin - one.finish <= _ROUGHLY
        if near and _are_joined(reading, one, other):
            one.finish, one.last, one.end = other.finish, other.last, other.end
            one.text = reading.text[one.start : one.end]
            other.role = "inner"


def _are_joined(reading: Reading, one: PeriodMark, other: PeriodMark) -> bool:
    """Tell whether only "and" and small words stand between two days, and behind them what goes on with both."""
    time, words = time_words(reading.lexicon), reading.words
    told = words[one.last + 1 : other.first]
    parted = told[0] == ","
    told = told[parted:]
    if not told or told[0] not in reading.lexicon.words("conjunctions") or told[0] not in time.listed["joiners"]:
        return False
    again = any(time.verbs.get((word,)) == "again" for word in told)  # "and THEN AGAIN on Tuesday"
    if not again and any(word not in time.fillers for word in told[1:]):
        return False
    home, after = reading.sentences[other.sentence], other.last + 1
    if after + 1 >= home.last:
        return True
    if parted:  # "…, and on Tuesday, KILLING 12", but "…, and on Tuesday, 12 more died"
        endings = tuple(reading.lexicon.grammar.get("participle_endings", ()))
        return words[after] == "," and (again or (bool(endings) and words[after + 1].endswith(endings)))
    opens = time.listed["definite"] | reading.lexicon.words("numeral_articles")
    after += words[after] in reading.lexicon.words("another")  # "and on Tuesday ANOTHER 300"
    return words[after] not in opens and after not in {q.first for q in reading.numbers_in(home)}


_JOINED = 5  # tokens from a day to the one joined to it: ", and then again on"


def lean_on_day_behind(reading: Reading, marks: list[PeriodMark]) -> None:
    """Give an event the day told right behind it: "before it HIT ON MONDAY", "before one WHICH HIT ON MONDAY"."""
    time, words = time_words(reading.lexicon), reading.words
    stops = time.listed["clauses"] | time.listed["relatives"] | reading.lexicon.words("conjunctions")
    for before, day in pairwise(marks):
        if before.role != "before" or not before.anchor or before.begin is not None:
            continue
        if day.role != "window" or day.begin != day.finish:
            continue
        told = words[before.last + 1 : day.first]
        aside = told[:1] == [","] and len(told) > 1 and told[1] in time.listed["relatives"]
        told = told[2:] if aside else told
        struck = any(word in time.verb_heads and phrase_at(told, k, time.verbs) for k, word in enumerate(told))
        if struck and len(told) < _TOLD_BEHIND and stops.isdisjoint(told) and all(word[0].isalnum() for word in told):
            before.begin = before.finish = day.begin
            day.role = "inner"


def lean_on_main_day(reading: Reading, marks: list[PeriodMark]) -> None:
    """Count how long after an event from the main clause's day: "TWO DAYS AFTER the flood, a storm hit ON 6 MAY"."""
    for ago, day in pairwise(marks):
        opens = ago.key == "event_ago" and ago.first <= reading.sentences[ago.sentence].first + 1
        if not opens or ago.sentence != day.sentence or day.role != "window" or day.precision is not Precision.DAY:
            continue
        if ago.begin is None or day.begin is None or day.begin != day.finish or reading.published is None:
            continue
        if ago.finish == reading.published and "," in reading.words[ago.last + 1 : day.first]:
            ago.begin, ago.finish = ago.begin - (reading.published - day.begin), day.begin


def span_to_event(reading: Reading, marks: list[PeriodMark]) -> None:
    """Join a time with the day of the event until which it went on: "BETWEEN MAY AND THE TRUCE OF 17 JULY"."""
    listed, words = time_words(reading.lexicon).listed, reading.words
    for one, other in pairwise(marks):
        near = one.sentence == other.sentence and 1 < other.first - one.last <= _EVENT + 1
        if not near or one.role not in ("window", "since") or other.role != "window" or other.begin != other.finish:
            continue
        opens = words[one.first] in listed["opens"] or words[one.first - 1] in listed["opens"]
        between = words[one.last + 1 : other.first]
        to = between[0] in listed["joiners"] and all(word.isalpha() for word in between)
        if not (opens and to and one.begin is not None and other.begin is not None and one.begin <= other.begin):
            continue
        one.finish, one.role, one.key, one.rule = other.finish, "window", "between", other.rule
        other.role = "inner"


def lean_on_length_behind(reading: Reading, marks: list[PeriodMark]) -> None:
    """Give an event the day told behind its comma: "since the fighting broke out, A WEEK AGO, 29 have died"."""
    for since, ago in pairwise(marks):
        beside = since.sentence == ago.sentence and since.last + 2 == ago.first
        if not beside or ago.key not in ("ago", "ago_about") or since.role != "event" or since.begin is not None:
            continue
        if reading.words[since.last + 1] == "," and ago.role == "window":
            since.begin = ago.begin if ago.key == "ago" else None  # "more than a week ago" tells no day
            ago.role = "inner"


def lead_to_event(reading: Reading, marks: list[PeriodMark]) -> None:
    """Let a length of time end with the event named behind it: "IN THE SEVEN MONTHS BEFORE THE ATTACK"."""
    for length, event in pairwise(marks):
        beside = length.sentence == event.sentence and length.last + 1 == event.first
        if not beside or length.key != "look_back" or event.role != "before" or not event.anchor:
            continue
        length.role, length.key, length.anchor, length.rule = "before", "leading", event.anchor, event.rule
        length.begin = length.finish = event.begin
        length.last, length.end, length.text = event.last, event.end, reading.text[length.start : event.end]
        event.role = "inner"
    for length, day in pairwise([m for m in marks if m.role != "inner"]):
        near = length.sentence == day.sentence and 0 < day.first - length.last <= _EVENT
        if length.key != "leading" or length.begin is not None or not near or day.role != "window":
            continue
        if day.begin == day.finish and all(word.isalpha() for word in reading.words[length.last + 1 : day.first]):
            length.begin = length.finish = day.begin  # "before the attack OF 23 DECEMBER"
            day.role = "inner"


def set_lasted(reading: Reading, marks: list[PeriodMark]) -> None:
    """Set how long an event lasted on the day told of its beginning or its end, right beside it.

    "In TWO DAYS of clashes that began ON SUNDAY", "TWO DAYS of clashes, which ended ON SUNDAY", "a truce took hold ON
    SUNDAY after TWO DAYS of clashes".
    """
    for one, other in pairwise(marks):
        lasted, day = (one, other) if one.key == "lasted" else (other, one)
        known = lasted.key == "lasted" and lasted.role == "window" and day.role == "window" and day.begin == day.finish
        if not known or one.sentence != other.sentence or other.first - one.last > _TOLD_BEHIND or day.begin is None:
            continue
        if lasted.begin is None or lasted.finish is None:
            continue
        began = day is other and day.event is not None and day.event.beside and day.event.ongoing
        length = lasted.finish - lasted.begin - timedelta(days=1)
        if began:
            last = day.begin + length
            if lasted.precision is not Precision.DAY and lasted.finish - last < _ROUGHLY:
                last = lasted.finish  # "three weeks of fighting" may have gone on for a few days more
            lasted.begin, lasted.finish = day.begin, max(day.begin, min(last, lasted.finish))
        elif _ended(reading, lasted, day):
            lasted.begin, lasted.finish = day.begin - length, day.begin
        else:
            continue
        lasted.key = "between"
        if day is other:
            day.role = "inner"


def set_following(reading: Reading, marks: list[PeriodMark]) -> None:
    """Set how long after an event on the day told behind it: "IN THE TWO WEEKS FOLLOWING the raid ON 28 APRIL"."""
    time, words = time_words(reading.lexicon), reading.words
    for length, event in pairwise(marks):
        vague = length.role == "vague" and length.begin is None and length.sentence == event.sentence
        near = event.first - length.last <= (1 if event.role == "after" else _TOLD_BEHIND)
        if not vague or not near or event.begin is None or event.event is None or event.precision is not Precision.DAY:
            continue
        opens = event.role == "after" or (event.role == "window" and length.key == "first" and event.event.kinds)
        told = words[length.first : length.last + 1]
        unit = next((time.units[word] for word in told if word in time.units), None)
        if not opens or unit is None or not all(word[0].isalnum() for word in words[length.last + 1 : event.first]):
            continue
        n = next((time.counts.get(word) or int(word) for word in told if word in time.counts or word.isdecimal()), 1)
        length.begin, length.role, length.key = event.begin, "window", "between"
        length.rule, length.precision = PeriodRule.DATES, event.precision
        last = back(event.begin, -n, unit) - timedelta(days=1)
        length.finish = min(last, reading.published) if reading.published is not None else last
        event.role = "inner"


def _ended(reading: Reading, lasted: PeriodMark, day: PeriodMark) -> bool:
    """Tell whether what lasted so long was over on a day: "which ENDED with a truce ON SUNDAY", "ON SUNDAY AFTER"."""
    listed = time_words(reading.lexicon).listed
    if day.last < lasted.first:
        return day.last + 1 == lasted.first and reading.words[lasted.first] in listed["afterwards"]
    return not listed["ended"].isdisjoint(reading.words[lasted.last + 1 : day.first])


def is_nth(running: PeriodMark, mark: PeriodMark) -> bool:
    """Tell whether a day is the last of those an event had gone on for: "for a sixth day ON SUNDAY"; count from it."""
    beside = running.sentence == mark.sentence and running.last + 1 == mark.first
    if running.key != "running" or not beside or mark.role != "window":
        return False
    if running.role == "said":
        return True  # "the war, which entered its second year LAST MONTH"
    if mark.begin != mark.finish:
        return False
    if running.begin is not None and running.finish is not None and mark.begin is not None:
        running.begin -= running.finish - mark.begin
    return True


def runs_on(mark: PeriodMark, following: PeriodMark | None) -> bool:
    """Tell whether the time after one tells for how many days its event has gone on."""
    return following is not None and following.key == "running" and following.sentence == mark.sentence


def take_place(reading: Reading, marks: list[PeriodMark], mark: PeriodMark) -> None:
    """Drop the last time where the next tells more of it; days that tell it exactly begin where it does."""
    before = marks[-1]
    if tells_exactly(reading, before, mark) or explains(reading, before, mark):
        mark.first, mark.start, mark.text = before.first, before.start, reading.text[before.start : mark.end]
        marks.pop()
    elif lies_in(before, mark):
        marks.pop()


def lies_in(length: PeriodMark, mark: PeriodMark) -> bool:
    """Tell whether a length of time lies in a week, month or year told right behind it: "in three days LAST WEEK".

    Also behind what lasted so long: "in two days of violence LAST MONTH".
    """
    beside = length.sentence == mark.sentence and length.last + 1 == mark.first
    short = length.key == "look_back" or (length.key == "lasted" and length.role == "window")
    return beside and short and mark.role == "window" and mark.precision in _WIDER


def explains(reading: Reading, vague: PeriodMark, mark: PeriodMark) -> bool:
    """Tell whether days explain a time without any: "in the first days of the fighting, FROM 15 TO 25 APRIL".

    Also in a clause on it: "in the period before, which ran 24 - 30 MARCH"; or right behind it: "in the period FROM 3
    TO 8 MAY".
    """
    near = vague.sentence == mark.sentence and 0 < mark.first - vague.last <= _EXPLAINED
    if not near or vague.role != "vague" or mark.role != "window" or mark.begin is None or mark.begin == mark.finish:
        return False
    told = reading.words[vague.last + 1 : mark.first]
    if not told:
        return vague.key == "reported"
    opening = next((k for k, word in enumerate(told) if word in (",", "(")), None)
    if opening is None:
        return False
    clause = told[opening + 1 :]
    relatives = time_words(reading.lexicon).listed["relatives"]
    return not clause or (clause[0] in relatives and len(clause) <= _RAN and clause[-1].isalpha())


_RAN = 3  # tokens of a clause before the days: "which ran", "which went from"


def tells_exactly(reading: Reading, about: PeriodMark, mark: PeriodMark) -> bool:
    """Tell whether a day tells exactly what was told about: "a month earlier, ON 2 APRIL,"."""
    if about.key not in ("earlier", "later") or mark.role != "window" or mark.precision is not Precision.DAY:
        return False
    beside = about.sentence == mark.sentence and about.last + 2 == mark.first
    loose = about.precision is not Precision.DAY and about.begin != mark.begin
    return beside and loose and reading.words[about.last + 1] == "," and mark.begin == mark.finish


def is_month_of(day: PeriodMark, mark: PeriodMark) -> bool:
    """Tell whether a month right behind a day is the one that it lies in: "on the 5th OF THIS MONTH"."""
    if mark.precision is not Precision.MONTH or day.precision is not Precision.DAY or day.begin != day.finish:
        return False
    if day.begin is None or mark.begin is None or mark.finish is None or day.sentence != mark.sentence:
        return False
    return day.last + 1 == mark.first and mark.begin <= day.begin <= mark.finish


def is_year_of(reading: Reading, day: PeriodMark, mark: PeriodMark) -> bool:
    """Tell whether a year is that of the day before its event: "the Christmas Eve attacks OF 2021"."""
    if mark.precision is not Precision.YEAR or day.begin is None or mark.begin is None or day.key != "on":
        return False
    near = day.sentence == mark.sentence and 1 < mark.first - day.last <= _EVENT
    tied = reading.words[mark.first] in time_words(reading.lexicon).listed["part_of"]
    of_event = near and tied and event_kind(reading, mark.first - 1) is not None
    return of_event and day.precision is not Precision.YEAR and day.begin.year == mark.begin.year


_EVENT = 5  # tokens from a day over its event to its year


def says_again(reading: Reading, before: PeriodMark, mark: PeriodMark) -> bool:
    """Tell whether a day in brackets is the one told right before them: "on Wednesday (Oct 20)"."""
    words = reading.words
    inside = words[before.last + 1 : mark.first] == ["("] and words[mark.last + 1 : mark.last + 2] == [")"]
    days = (before.begin or before.finish, before.finish) == (mark.begin or mark.finish, mark.finish)
    return inside and days and before.sentence == mark.sentence and mark.finish is not None


def day_beside(reading: Reading, marks: list[PeriodMark], match: Match) -> date | None:
    """Return the day whose mark ends right before a pattern, with a comma between at most.

    Or of one farther before it, from which so many days are counted back: "shook Orsa ON TUESDAY, …, a week after".
    """
    if not marks:
        return None
    last = marks[-1]
    time, before = time_words(reading.lexicon), match.first - 1
    before -= reading.words[before] in time.fillers
    came = reading.words[before] in time.listed["comes"] | {","}  # "the raid on Monday CAME just two days after"
    if match.key == "event_ago" and came and last.precision is Precision.DAY:
        told = last.role == "count" or (last.role == "window" and last.begin == last.finish)
        if told and match.first < reading.sentences[last.sentence].last:
            return last.finish
    if match.first - last.last > 2:
        return None
    if marks[-1].last + 1 < match.first and reading.words[marks[-1].last + 1] != ",":
        return None
    return marks[-1].finish if marks[-1].begin == marks[-1].finish else None
