"""Forecasts and plans: what is expected or could happen, told from what has happened."""

from collections.abc import Iterable
from datetime import date, timedelta

from stats.assembly.draft import Draft
from stats.assembly.joints import is_infinitive
from stats.assembly.view import View
from stats.readers.reading import Cue, Reading
from stats.readers.timewords import time_words
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import TOLL, PeriodRule, Precision, Term


def bind_forecast(view: View, draft: Draft) -> None:
    """Set draft.forecast where a word of expectation governs the count: in its clause, or right before its verb."""
    for whole in (draft.parent, draft.sibling if draft.sibling and draft.sibling.sentence is draft.sentence else None):
        if whole is not None and whole.term == draft.term and whole.forecast and whole.governor is draft.governor:
            draft.forecast = True
            return
    cues = view.all("forecasts")
    if not cues:
        return
    known = _is_known(view, draft)
    begin, _end = draft.clause
    governor = draft.governor
    q = draft.quantity
    first = (
        min(q.first, governor.first)
        if governor and view.sentence.first <= governor.first < view.sentence.last
        else q.first
    )
    last = max(q.last, governor.last) if governor and governor.last < view.sentence.last else q.last
    estimated = draft.how == "link" and draft.term in TOLL  # "the toll MAY BE 300": of what has happened
    passed = ("not_forecast", "estimate") if estimated else ("not_forecast",)
    refuted = {k for c in cues if c.phrase.role in passed for k in range(c.first, c.last + 1)}
    edge = draft.noun[1] if draft.noun is not None else q.last
    behind = edge + 1
    behind += view.words[behind : behind + 1] != [] and view.words[behind] in view.reading.lexicon.words("auxiliaries")
    if governor is not None and governor.phrase.role == "deeds" and _took_place(cues, edge):
        return
    for cue in cues:
        if cue.first in refuted or cue.phrase.role == "happened" or _is_name(view, cue.first):
            continue
        told = (governor is None or governor.first <= edge) and cue.first in (behind - 1, behind)
        told = told or first <= cue.first <= last  # "rice for 300 families WILL be handed out"
        if told and _was_done_before(view, edge, cue.first):
            continue  # "300 families waited ON MONDAY TO BE moved"
        inside = told and cue.phrase.role != "plans"  # "300 families WANT TO go": the plan is theirs
        ahead = (
            not known
            and begin - 1 <= cue.first < first
            and first - cue.last <= _REACH
            and not view.between("subordinators", cue.last + 1, first)
            and not _reason(view, cue.last + 1, first)
            and not _only_says(view, cue.last + 1)
            and not _tells_anew(view, cue, first)
            and not _has_happened(view, draft, cue.last + 1, first)
        )
        if inside or (ahead and (cue.phrase.role != "plans" or _leads_on(view, draft, cue.last))):
            draft.forecast = True
            draft.evidence["forecast"] = (cue.start, cue.end)
            return


def _took_place(cues: Iterable[Cue], edge: int) -> bool:
    """Tell whether what was planned has begun or is done: "the planned return of 900 families WENT AHEAD".

    edge: the last token of those counted.
    """
    return any(c.phrase.role == "happened" and edge < c.first <= edge + _DONE for c in cues)


_DONE = 6  # tokens from those counted to the verb: "of 900 families from the camp to Goma BEGAN"


def _was_done_before(view: View, edge: int, cue: int) -> bool:
    """Tell whether a day stands between those counted and what they only hope for: "came ON MONDAY, HOPING TO stay".

    edge: the last token of those counted. cue: the first token of the words of hoping, which are no clause's own verb.
    """
    reading, words = view.reading, view.words
    ending = tuple(reading.lexicon.grammar.get("participle_endings", ()))
    hoping = bool(ending) and words[cue].endswith(ending) and words[cue - 1] not in reading.lexicon.words("auxiliaries")
    if not (hoping or words[cue] in reading.lexicon.words("infinitives")):
        return False
    days = reading.within(reading.periods, reading.ends[edge], reading.starts[cue])
    return any(mark.role == "window" and not _is_later(reading, mark) for mark in days)


def _is_later(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a time begins after the day of publication."""
    return mark.begin is not None and reading.published is not None and mark.begin > reading.published


def _is_name(view: View, k: int) -> bool:
    """Tell whether a word is written as a name within its sentence: "Sismo no IRÃO", and no "irão"."""
    return k > view.sentence.first and view.capitalised(k) and not view.capitalised(k - 1) and (
        view.sentence.shape == "prose" or view.last_of("place_prepositions", k - 1) is not None
    )


def _only_says(view: View, k: int) -> bool:
    """Tell whether what would be, up to a token, is only that somebody says it: "WOULD only SAY that 15 died"."""
    verbs, clauses = view.starting("attributions"), time_words(view.reading.lexicon).listed["clauses"]
    said = (c.last + 1 for j in (k, k + 1) for c in verbs.get(j, ()))
    return any(not clauses.isdisjoint(view.words[j : j + 2]) for j in said)


def _has_happened(view: View, draft: Draft, begin: int, end: int) -> bool:
    """Tell whether a clause of its own says what was done by now: "the storm will strike today, AND 900 WERE moved".

    begin, end: the tokens between the word of expectation and the count or its verb.
    """
    lexicon, governor, words = view.reading.lexicon, draft.governor, view.words
    if ";" in words[begin:end]:
        return True
    if governor is None or draft.how not in ("after", "before"):
        return False
    joints = [k for k in range(begin, end) if view.has("conjunctions", k)]
    if not joints:
        return False
    past = lexicon.words("was_done", "perfect") | lexicon.asked("perfect", "past").by_last.keys()
    verb = range(draft.quantity.last + 1, governor.first + 1)
    if draft.how == "after":
        past |= lexicon.asked("tenses").by_last.keys()  # "and 900 ARE missing"
    else:
        verb = range(joints[-1] + 2, governor.first + 1)
        ends = tuple(time_words(lexicon).listed["describing_ends"])
        if governor.first in verb and ends and words[governor.first].endswith(ends):
            return True  # "the storm will strike today, and OFFICIALS EVACUATED 900 people"
    return any(words[k] in past and not is_infinitive(view, k) for k in verb)


def _tells_anew(view: View, cue: Cue, end: int) -> bool:
    """Tell whether the one who plans tells something between: "will send food, SAYING 900 fled", "AND SAID 900 fled".

    Or is the one who tells it: "the UN, WHICH plans to open camps, SAID 900 fled". Not where somebody is put in who
    says it: "could, said the mayor, drive 900 people".
    """
    begin = cue.last + 1
    aside = any(view.has("relatives", k) and view.words[k - 1] == "," for k in range(cue.first - _WHICH, cue.first))
    lexicon, verbs = view.reading.lexicon, view.starting("attributions")
    endings = tuple(lexicon.grammar.get("participle_endings", ()))
    for k in range(begin + 1, end):
        if not any(c.phrase.key in ("say", "count") for c in verbs.get(k, ())):
            continue
        joined = view.words[k - 1] in lexicon.words("conjunctions")
        told = not time_words(lexicon).listed["told"].isdisjoint(view.words[k + 1 : k + 3])
        if joined or (view.words[k - 1] == "," and (told or aside or (endings and view.words[k].endswith(endings)))):
            return True
    return False


_WHICH = 2  # tokens from "which" to its word of planning: "which now plans"


def _is_known(view: View, draft: Draft) -> bool:
    """Tell whether what is planned is for people known by what befell them: "will house THE 900 DISPLACED".

    Or in a clause on them: "promised to free THE 240 people WHO WERE KIDNAPPED that day".
    """
    named, governor, last = draft.how == "noun", draft.governor, draft.quantity.last
    listed = time_words(view.reading.lexicon).listed  # but "fears THAT 900 displaced people will"
    if governor is not None and draft.how == "after":
        named = not listed["relatives"].isdisjoint(view.words[last + 1 : governor.first])
    named = named and draft.term is not None and draft.term not in _WHO
    return named and view.words[draft.quantity.first - 1] in listed["definite"] - listed["clauses"]


_WHO = frozenset((Term.POPULATION, Term.ARMED, Term.OTHER, Term.IN_NEED))  # terms that tell of nothing that happened


def _leads_on(view: View, draft: Draft, last: int) -> bool:
    """Tell whether a verb stands between a word of planning and those whom it is for: "PROMISES TO resettle 900"."""
    first = draft.quantity.first
    between = view.words[last + 1 : first]
    return draft.how != "link" and 0 < len(between) <= _VERB and not any(w in ",;:()–—" for w in between)


_VERB = 6  # tokens of a verb and the small words before a number: "wants to bring back at last all of the"


def _reason(view: View, begin: int, end: int) -> bool:
    """Tell whether a reason stands between: "there could be more, FOR hundreds remain trapped"."""
    reasons = view.reading.lexicon.words("recipients")
    return any(view.words[k] == "," and view.words[k + 1] in reasons for k in range(begin, end))


_REACH = 10  # tokens between the word of expectation and the count or its verb


def is_ahead(reading: Reading, draft: Draft, mark: PeriodMark | None) -> bool:
    """Tell whether a count's time is still to come on the day of publication: "a further 5,500 FOLLOW NEXT YEAR".

    Not that of another clause: "600 people died, and no truce is to be expected SOON".
    """
    if mark is None or (mark.key == "ahead" and _is_of_other_clause(reading, draft, mark)):
        return False
    return mark.role == "ahead" or (mark.role == "window" and _is_later(reading, mark))


def _is_of_other_clause(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a time that opens no sentence is parted from a count and its verb by an "after", or a sign."""
    governor, q = draft.governor, draft.quantity
    low, high = q.first, q.last
    if governor is not None and mark.sentence == draft.sentence.index:
        low, high = min(low, governor.first), max(high, governor.last)
    behind, turns = high < mark.first, time_words(reading.lexicon).listed["afterwards"]
    between = reading.words[high + 1 : mark.first] if behind else reading.words[mark.last + 1 : low]
    apart = not turns.union(_SIGNS if behind else ";").isdisjoint(between)  # ", in the coming weeks, a further 600"
    return apart and mark.first > draft.sentence.first + 1


_SIGNS = frozenset((",", ";", "—", "–"))


def forecast_days(reading: Reading, mark: PeriodMark | None) -> tuple[date | None, date | None]:
    """Return (start, end) of a forecast: from the day of publication to the end stated, else both unknown."""
    published = reading.published
    if mark is None or mark.finish is None or mark.key == "as_of":  # "900 as of 3 May, and it could be a million"
        return None, None
    if published is None:
        return None, mark.finish
    finish = mark.finish
    listed, words, k = time_words(reading.lexicon).listed, reading.words, mark.first
    ahead = words[k] in listed["within"] and words[k + 1] not in listed["definite"]
    if ahead and mark.key == "look_back" and mark.begin:
        finish += published - mark.begin  # "aims to reach a million within a month"
    if mark.rule is PeriodRule.CALENDAR and mark.precision is Precision.DAY and finish < published:
        finish += timedelta(days=7)  # "on Thursday", of what is still to come
    if mark.year_implied and finish < published:
        finish = date(finish.year + 1, finish.month, min(finish.day, 28) if finish.month == 2 else finish.day)
    return (published, finish) if finish > published else (None, None)
