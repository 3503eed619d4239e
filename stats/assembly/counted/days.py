"""Numbers that are days, years, clock times or scores, by what stands right beside them."""

from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.timewords import time_words
from stats.readers.when.dates import find_dates
from stats.vocabulary import Quantifier


def date_or_score(view: View, q: Quantity) -> bool:
    """Tell whether a number is a day beside a month, a year, a clock time, a score or a code: "12/8/2018", "3-0"."""
    words, (first, last) = view.words, q.core
    if q.quantifier != Quantifier.RANGE:
        low, high = view.first, view.stop
        if (
            first - 2 >= low
            and words[first - 1] in _SCORE_SIGNS
            and words[first - 2][0].isdigit()
            and view.touching(first)
        ):
            return True
        if (
            last + 2 < high
            and words[last + 1] in _SCORE_SIGNS
            and words[last + 2][0].isdigit()
            and view.touching(last + 1)
            and view.touching(last + 2)
        ):
            return True
    if q.value > 31 or q.quantifier not in (Quantifier.EXACT, Quantifier.RANGE):
        listed = time_words(view.reading.lexicon).listed
        fillers = listed["fillers"]
        if q.value <= 31 and last + 1 in view.starting("months"):
            year = "".join(words[last + 2 : last + 3]).isdigit()
            named = words[last + 1] not in listed["also_words"] or view.capitalised(last + 1)
            return year or named  # "returned up to 15 June"
        if q.value <= 31 and "".join(words[last + 1 : last + 2]) in fillers and last + 2 in view.starting("months"):
            return True  # "até 30 DE novembro"
        return q.year and _plain_year(view, q)
    return _beside_month(view, first, last)


_SCORE_SIGNS = frozenset("/:.-–")


def _plain_year(view: View, q: Quantity) -> bool:
    """A number such as 2016 is a year unless a unit follows it at once ("2016 people")."""
    if q.first - 1 in view.ending("months") or view.words[q.first - 1] in view.reading.lexicon.words("of_years"):
        return True  # "those freed IN 2018 returned"
    if _of_year(view, q):
        return True
    governed = view.starting("terms").get(q.last + 1, ())
    verbs = (c for c in governed if c.phrase.role in ("acts", "done"))
    told = {p.first for p in view.quantities}
    if any(c.last + 1 in told for c in verbs):
        return True  # "the floods of 2000 killed some 700"
    begin = view.reading.starts[q.last + 1] if q.last + 1 < view.sentence.last else -1
    if any(p.adjective for p in view.reading.within(view.reading.places, begin, begin + 1)):
        return view.last_of("terms", q.last + 2) is None  # "2000 Armenians left"
    return view.last_of("units", q.last + 1) is None and view.last_of("terms", q.last + 1) is None


def _of_year(view: View, q: Quantity) -> bool:
    """Tell whether a bare number of four digits tells of when somebody is: "the survivors OF 1994 fled"."""
    k = q.first - 1
    if view.words[k] not in view.reading.lexicon.words("numeral_of") or k <= view.first:
        return False
    counted = view.last_of("units", q.last + 1) is not None or view.first_of("totals", k) is not None
    return not counted and bool(view.ending("units").get(k - 1) or view.ending("terms").get(k - 1))


def _beside_month(view: View, first: int, last: int) -> bool:
    """ "17 October", "October 17", "8 and 9 March", "between 21 and 23 February", "13th of April"."""
    months = view.starting("months")
    ended, listed = view.ending("months"), time_words(view.reading.lexicon).listed
    joiners, fillers = listed["joiners"], listed["fillers"]  # "1 TO 15 February", "5 DE mayo"
    if view.reading.lexicon.grammar.get("bare_days") and _in_date(view, first):
        return True  # "la noche del viernes 21", "entre EL 24 Y EL 25 de mayo"
    if listed["weekday_tails"] and view.words[first - 1] == "(" and view.words[last + 1 : last + 2] == [")"]:
        before = view.words[first - 2]
        if before in listed["weekday_tails"] or before in view.reading.lexicon.words("weekdays"):
            return True  # "nesta segunda-feira (12)"
    if not (months or ended):
        return False
    if view.words[first - 1] in joiners and _in_date(view, first):
        return True  # "On May 5 AND 6 gunmen killed 40"
    k = last + 1
    for _ in range(4):  # over "th of" and one more day
        if k in months:
            return not view.reading.parted(k - 1)
        if k < view.sentence.last and (
            view.words[k] in _DAY_LINKS or view.last_of("ordinal_marks", k) is not None or _small(view.words[k])
            or view.last_of("conjunctions", k) is not None or view.words[k] in joiners or view.words[k] in fillers
        ):  # fmt: skip
            k += 1
        else:
            break
    k = first - 1
    for _ in range(3):
        if k in ended:  # "on 8 May 25 FAMILIES returned"
            apart = view.last_of("units", last + 1) is not None or _has_part(view, k)
            return not (apart and not _in_date(view, first)) and not view.reading.parted(k)
        if k >= view.sentence.first and (view.words[k] == "." or view.words[k] in _DAY_LINKS or _small(view.words[k])):
            k -= 1
        else:
            break
    return False


def _in_date(view: View, token: int) -> bool:
    """Tell whether a token is part of a day that the text tells."""
    return any(m.first <= token <= m.last for m in find_dates(view.reading) if m.slot == "day")


def _has_part(view: View, month: int) -> bool:
    """Tell whether a part of a month is told, so that it has no days: "at the END OF May 12 were shot"."""
    return any(m.first <= month <= m.last and m.part is not None for m in find_dates(view.reading))


_DAY_LINKS = frozenset("-–—/&")


def _small(word: str) -> bool:
    return word.isdigit() and len(word) <= 2
