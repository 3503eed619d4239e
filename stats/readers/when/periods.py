"""Time expressions of a text: each with its days, its role to a count, and the event it dates or leans on."""

from bisect import bisect_left
from dataclasses import replace

from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.readers.when.answers import answer_at
from stats.readers.when.asides import (
    goes_into,
    is_beside_counts,
    is_compared,
    is_measure,
    is_of_figures,
    is_said,
    is_said_before,
    is_to_come,
    lasts_to,
)
from stats.readers.when.besidetimes import (
    day_beside,
    is_month_of,
    is_nth,
    is_year_of,
    join_beside,
    runs_on,
    says_again,
    set_following,
    set_lasted,
    take_place,
)
from stats.readers.when.calendars import back
from stats.readers.when.causes import part_from_cause
from stats.readers.when.datemarks import DateMark
from stats.readers.when.dates import find_dates
from stats.readers.when.events import Event, find_event, kinds_among
from stats.readers.when.namedevents import event_led_to, is_events, named_event
from stats.readers.when.owndays import is_citation, is_frame, is_of_photo
from stats.readers.when.patterns import Match, Scan, find_patterns, open_scan
from stats.readers.when.periodmark import PeriodMark
from stats.readers.when.periodrules import resolve
from stats.readers.when.recounted import day_before
from stats.readers.when.sincealone import is_event_of_year, read_alone
from stats.readers.when.told import Told, Window
from stats.vocabulary import PeriodRule, Precision

_DATING = frozenset(
    ("on", "between", "since", "overnight", "weekend", "ago", "since_event", "after_event", "after", "event_ago",
     "night_to", "look_on", "earlier")
)
_TOLD = frozenset(("window", "since", "count", "later", "event", "after"))  # times that "since then" may point back to
_SPANNED = frozenset(("since", "between"))  # times from one day to another
_HALF_A_DAY = 12  # hours
_LONG = 60  # words of a sentence that opens with a "since" and tells what has gone on
_LEANING = frozenset(("same", "later", "that_time"))


def read_periods(reading: Reading) -> None:
    """Fill reading.periods with the time expressions of the sentences that hold a quantity or a date, in order."""
    time = time_words(reading.lexicon)
    dates = find_dates(reading)
    scan = open_scan(reading, dates)
    marks: list[PeriodMark] = []
    before: Window | None = None
    for sentence in _sentences(reading, dates):
        for found in find_patterns(scan, sentence):
            match = read_alone(scan, sentence, found)
            spoken = _day_of_saying(marks, sentence, match)
            since = spoken or day_before(reading, sentence, match, before, marks)
            window = resolve(Told(reading.published, match, since, day_beside(reading, marks, match)))
            mark = _mark(scan, sentence, match, window) if "none" not in (match.key, window.role) else None
            if mark is None and match.key == "since_event" and match.unit is not None:  # "In the days since, 40 died"
                match = replace(match, key="since_then")
                mark = _mark(scan, sentence, match, resolve(Told(reading.published, match, since)))
            if mark is None or (marks and _is_told(reading, marks[-1], mark)):
                continue
            if mark.key == "lasted" and marks and marks[-1].last + 1 == mark.first and reading.owns(marks[-1].last):
                continue  # "LAST MONTH'S two days of fighting"
            if marks:
                take_place(reading, marks, mark)
            inside = bool(marks) and mark.first <= marks[-1].last
            if inside and not part_from_cause(reading, marks[-1], mark):  # inside "since the fighting began on 3 May"
                mark.role = "compared" if marks[-1].role == "compared" else "inner"
            marks.append(mark)
            told = mark.role == "said" and mark.precision is not Precision.DAY  # "reported in late April. Since then"
            if (mark.role in _TOLD or told) and (mark.begin or mark.finish):
                before = Window(mark.role, mark.rule, mark.precision, mark.begin, mark.finish)
    join_beside(reading, marks)
    after = [*marks[1:], None]
    floor = 0
    for mark, following in zip(marks, after, strict=False):
        beside = following is not None and following.sentence == mark.sentence
        bounds = (floor, following.first if following is not None and beside else len(reading.words))
        owned = reading.owns(mark.last + 1)
        if mark.role in ("window", "since", "inner") and mark.begin is not None:
            floor = mark.last + 1 + 2 * owned
        ago = following is not None and following.key == "event_ago" and following.sentence == mark.sentence
        if ago and following is not None and following.first - mark.last <= 2:
            continue  # "on Friday, three days after the dam burst": it did not burst on Friday
        if mark.key == "running":
            home = reading.sentences[mark.sentence]
            lasting = kinds_among(reading, home.first, min(home.last, home.first + _LONG)) - _SUDDEN
            mark.event = Event(lasting, ongoing=True) if lasting else None
            continue
        if runs_on(mark, following):
            continue  # "on Sunday a fire burned for a sixth day": it did not break out on Sunday
        if mark.begin is not None and mark.role not in ("frame", "said", "counted", "compared") and mark.key in _DATING:
            home = reading.sentences[mark.sentence]
            of_event = owned or reading.words[mark.last].startswith("'")  # "mourning for the dead of SUNDAY'S raid"
            if mark.role == "window" and not of_event and mark.precision is Precision.DAY:
                answer = answer_at(reading, home, mark.first, mark.last)
                mark.answer = -1 if _is_of_answered(reading, mark, answer, marks) else answer
            if mark.answer >= 0:
                continue
            mark.event = find_event(reading, time, home, (mark.first, mark.last), bounds)
            several = following is not None and following.first <= mark.last and following.begin != following.finish
            if mark.event is None and mark.key == "after_event" and not several:  # "After the attack of 24 March"
                named = kinds_among(reading, mark.first, mark.last + 1)
                mark.event = Event(named, ongoing=False, verb=False) if named else None
            span = mark.role == "window" and mark.key in _SPANNED and mark.begin != mark.finish
            span = span and not any(q.digits and q.first < mark.first for q in reading.numbers_in(home)[:_LONG])
            dated = (mark.role == "since" or span) and mark.rule is PeriodRule.DATES
            stop = home.last if mark.first <= home.first + 1 and mark.role == "since" else mark.first
            kinds = kinds_among(reading, home.first, min(stop, home.first + _LONG)) if dated else frozenset()
            if mark.event is None and kinds:  # "a storm brought heavy rain to the province from 11 April"
                mark.event = Event(kinds, ongoing=True, verb=False)
    set_lasted(reading, marks)
    set_following(reading, marks)
    reading.periods = marks


_SUDDEN = frozenset(("quake", "accident", "slide"))  # kinds of event that do not run "for a second night"


def _is_told(reading: Reading, before: PeriodMark, mark: PeriodMark) -> bool:
    """Tell whether the time right before one holds what it tells."""
    return says_again(reading, before, mark) or is_nth(before, mark) or is_month_of(before, mark) or (
        is_year_of(reading, before, mark)
    )


def _is_of_answered(reading: Reading, mark: PeriodMark, answer: int, marks: list[PeriodMark]) -> bool:
    """Tell whether a day is that of the event itself, of which more is told, or which has been answered on another day.

    "Condemned on Tuesday the attack ON SATURDAY", "condemned the attack ON SATURDAY THAT killed four".
    """
    if not 0 <= answer < mark.first or not kinds_among(reading, answer + 1, mark.first):
        return False
    k = bisect_left(marks, mark.first, key=lambda m: m.first)
    before = marks[k - 1] if k else None
    dated = before is not None and before.sentence == mark.sentence and before.last >= answer - _ANSWERED
    following = reading.words[mark.last + 1 : mark.last + 2]
    return dated or not time_words(reading.lexicon).listed["relatives"].isdisjoint(following)


_ANSWERED = 3  # tokens from a day to what was done on it: "the council on Tuesday CONDEMNED"


def _day_of_saying(marks: list[PeriodMark], sentence: Sentence, match: Match) -> Window | None:
    """Return the day on which a sentence was said, from which it tells more: "said on Tuesday that THE DAY BEFORE".

    Or on which the sentence before it was: "said on Tuesday that 40 had died. A DAY LATER it was 52".
    """
    last = marks[-1] if marks else None
    reach = {"earlier": 0, "later": 1}.get(match.key, -1)
    if last is None or last.role != "said" or not 0 <= sentence.index - last.sentence <= reach:
        return None
    if last.precision is not Precision.DAY:
        return None
    return Window("window", last.rule, last.precision, last.begin, last.finish)


def _sentences(reading: Reading, dates: list[DateMark]) -> list[Sentence]:
    """Return the sentences with a quantity or a time, and those before them in a paragraph or over them, in order."""
    sentences, numbers = reading.sentences, reading.numbers
    told = reading.tokens_of(time_words(reading.lexicon).listed["undated"])
    holding = {*numbers, *(reading.sentence_at(reading.starts[k]).index for k in (*(m.first for m in dates), *told))}
    found: list[Sentence] = []
    for k in sorted(holding):
        before = sentences[k - 1] if k and k - 1 not in holding else None
        if before is not None and (before.shape == "head" or before.paragraph == sentences[k].paragraph):
            found.append(before)
        found.append(sentences[k])
    return found


def _mark(scan: Scan, sentence: Sentence, match: Match, window: Window) -> PeriodMark | None:
    """Return the mark of a pattern, None where it is no time of a count: a citation's date, a causal "since"."""
    reading = scan.reading
    past, told_in = reading.lexicon.asked("period_words", "past").by_first, reading.words[match.first : match.last + 1]
    short = match.key == "look_back" and match.unit == "hour" and (match.n or 1) < _HALF_A_DAY
    if short and past.keys().isdisjoint(told_in):
        return None  # "burned 600 homes IN FOUR HOURS": how long it took
    role, precision, begin, finish, last = window.role, window.precision, window.begin, window.finish, match.last
    anchor: frozenset[str] = frozenset()
    told: DateMark | None = None
    owned = reading.owns(match.last + 1)
    from_day = reading.words[match.first] in reading.lexicon.words("changes")
    of_event, to_come = False, False
    if role == "since" and owned and from_day and match.dates:  # "the toll from Saturday's quake"
        role, finish = "window", match.dates[0].finish
        of_event = True
    if role == "since" and from_day and is_of_figures(scan, sentence, match.first - 1):
        role = "said"  # "according to data FROM 7 March"
    agent = match.first > sentence.first and (is_events(scan, match.last + 1) or is_event_of_year(scan, match))
    agent = agent or (owned and bool(match.dates) and match.dates[0].slot == "span")
    day = bool(match.dates) and (match.dates[0].slot == "day" or agent)
    if match.key == "by" and reading.words[match.last + 1 : match.last + 2] and (
        reading.words[match.last + 1] in scan.time.listed["censuses"]
    ):
        return None  # "108,000 people, going by the 2011 CENSUS"
    counted = owned and not scan.time.listed["count_words"].isdisjoint(reading.words[match.last + 2 : match.last + 4])
    if match.key == "by" and day and (owned or agent) and not counted:  # not "by Monday's count"
        role, begin = "window", match.dates[0].begin  # "displaced by Sunday morning's quake", "by the 3 May raid"
    if match.key == "look_back" and match.n == 1 and not _is_plural(reading, match.last):
        after = match.last + 1  # not "in a week - the highest toll"
        joined = reading.words[after : after + 1] == ["-"] and reading.starts[after] == reading.ends[match.last]
        if joined or is_events(scan, match.last + 1):
            return None  # "in a night raid", "in a night-time raid"
    led_to = event_led_to(scan, match)
    if led_to is not None:
        role, begin, finish, last = "before", None, None, led_to
        anchor = kinds_among(reading, led_to, led_to + 1)
    if match.key == "running" and not kinds_among(reading, sentence.first, min(sentence.last, sentence.first + _LONG)):
        return None  # "the talks, in their third day"
    if match.key in ("on", "between") and is_citation(reading, match, sentence):
        return None
    if match.name == "labelled" and scan.time.listed["figures"].isdisjoint(reading.words[sentence.first : match.first]):
        return None  # "a letter dated 3 May"
    if match.key == "lasted":
        lasted = lasts_to(scan, sentence, match)
        if lasted is None:
            return None
        last = lasted
    if match.key in ("since_event", "after_event") or (match.key == "before_event" and match.name != "then"):
        named = named_event(scan, sentence, match)
        told_day = named is not None and named[2] is not None and named[2].slot == "day" and named[1]
        if named is None or (match.key == "before_event" and named[2] is not None and not told_day):
            return None
        last, anchor, told = named
        if told is not None:
            begin, precision = told.begin, told.precision
            finish = begin if match.key == "before_event" else finish
            if reading.words[told.first - 1] in scan.time.listed["lasting"]:
                role = "since"  # "floods after heavy rain since 11 June"
        elif match.unit is not None and reading.published is not None and (
            match.n or not _is_plural(reading, match.last - 1)
        ):  # "in the two weeks since the siege began", but "in the weeks since"
            begin = back(reading.published, match.n or 1, match.unit)
    elif match.key == "event_ago" and window.role == "after" and named_event(scan, sentence, match) is None:
        opens = match.first <= sentence.first
        if opens or match.name != "counted" or not _counts_people(scan, match.last + 1, sentence):
            return None  # "three days after that"
        role, finish = "window", begin  # "killed 15, A DAY AFTER 72 people died in the capital"
    elif match.key == "on" and is_of_photo(reading, match, sentence):
        role = "frame"
    elif match.name == "unnumbered" and _is_plural(reading, match.first):
        begin = None  # "several days after the dam burst"
    elif match.name == "bare" and is_frame(reading, sentence, match, finish):
        role = "frame"
    elif role == "window" and match.key not in _LEANING and is_said(scan, sentence, match):
        counts = scan.time.listed["count_words"].intersection(reading.words[sentence.first : match.first])
        role = "counted" if counts else "said"
    elif role in ("window", "count") and is_to_come(scan, sentence, match):
        role, to_come = "said", True
    elif role in _TOLD and is_beside_counts(scan, sentence, match):
        role = "said"
    elif role in ("window", "later") and is_said_before(scan, sentence, match):
        role = "counted"
    compares = role in ("since", "event", "now") or match.key in ("look_back", "recent")
    told_first = match.dates[0].first if match.dates else match.first  # "compared TO THE 2012 floods"
    measured = is_measure(scan, sentence, match.first) or is_measure(scan, sentence, told_first)
    measured = measured and not goes_into(scan, match.last + 1)
    compared = compares and is_compared(scan, sentence, match.first)
    if compared and role == "since" and match.dates and match.dates[0].finish and goes_into(scan, match.last + 1):
        # "the worst since 2011, WHEN 90 people drowned"
        role, begin, finish = "window", match.dates[0].begin, match.dates[0].finish
    elif compared or measured:
        role = "compared"
    start, end = reading.starts[match.first], reading.ends[last]
    text = reading.text[start:end]
    mark = PeriodMark(start, end, match.first, last, text, role, window.rule, precision, begin, finish)
    mark.open_start, mark.to_come = begin is None, to_come
    key = "on" if of_event or (match.key == "by" and role == "window") else match.key
    key = "leading" if led_to is not None else key
    key = "look_back" if key == "lasted" and last < match.last else key  # "in two days of talks"
    mark.anchor, mark.sentence, mark.key = anchor, sentence.index, key
    mark.year_implied = any(d.parts is not None and not d.told for d in (*match.dates, *((told,) if told else ())))
    return mark


def _counts_people(scan: Scan, first: int, sentence: Sentence) -> bool:
    """Tell whether a clause that starts at a token counts people: "a day after 72 PEOPLE", "a day after they shot 72".

    Not "a week after two dams".
    """
    words = scan.reading.words
    stop = next((k for k in range(first, min(sentence.last, first + _CLAUSE)) if not words[k][0].isalnum()), None)
    stop = stop or min(sentence.last, first + _CLAUSE)
    number = next((k for k in range(first, stop) if k in scan.counted and k not in scan.dates), None)
    if number is None:
        return False
    near = words[number + 1 : min(sentence.last, number + 1 + _NOUN)]
    return any(p.table == "units" for word in near for p in scan.reading.lexicon.starting(word))


_CLAUSE = 8  # tokens of a clause within which its number stands
_NOUN = 3  # tokens from a number to its noun: "72 more people"


def _is_plural(reading: Reading, token: int) -> bool:
    """Tell whether a word ends as nouns for several do: "in recent WEEKS"."""
    return reading.words[token].endswith(reading.lexicon.grammar.get("plural", "s"))
