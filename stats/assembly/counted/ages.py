"""Numbers that are somebody's age, or the hour: "Ali Hassan, 34, said", "at half past nine"."""

from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.timewords import time_words
from stats.readers.when.clocks import is_four_digits
from stats.vocabulary import Quantifier, Unit

_CHILD = 25  # no text counts "people under 25" of anything
_AGE_LIMIT = 110


def is_age(view: View, q: Quantity) -> bool:
    """ "Ali Hassan, 34, said": a small number alone between commas after a name; "children under 15"."""
    if q.value > _AGE_LIMIT:
        return False
    first, last = q.core
    if view.reading.lexicon.asked("age_of").first(view.words, first - 1, view.first) is not None:
        return True
    if view.first_of("ages", q.first - 1) is not None and q.share is None:
        return view.last_of("units", q.last + 1) is None  # "children AGED between four and seven", "a girl AGED six"
    if q.value <= _CHILD and q.quantifier == Quantifier.LESS_THAN and _after_people(view, q):
        return True
    if _joined_age(view, q) or _aged(view, q) or (_bounds_age(view, q) and view.ending("units").get(q.first - 1)):
        return True  # "76 people over 65"
    if q.first != first or first - 2 < view.sentence.first or view.words[first - 1] != ",":
        return False
    if last + 1 >= view.sentence.last or view.words[last + 1] not in ",)":
        return q.digits and _of_speaker(view, q)
    return view.capitalised(first - 2) or (q.digits and single(view, first - 2))


def is_hour(view: View, q: Quantity) -> bool:
    """Tell whether a number is an hour: "at half past NINE", "AT SIX in the evening", "as at 1800 on 8 May"."""
    if q.value > _HOURS or q.share is not None:
        return q.first == q.last and is_four_digits(view.reading, q.first, view.sentence.last)
    if view.first_of("half_past", q.core[0] - 1) is not None:
        return view.last_of("units", q.last + 1) is None
    at = q.first == q.core[0] and view.words[q.first - 1] in view.reading.lexicon.words("hour_opens")
    return at and view.last_of("day_parts", q.last + 1) is not None


_HOURS = 12


def _of_speaker(view: View, q: Quantity) -> bool:
    """Tell whether a number closes a sentence after whoever speaks in it: "…," SAID ITS OWNER, 52."."""
    k = q.last + 1
    if k < view.sentence.last and view.words[k].isalnum():
        return False
    saying = time_words(view.reading.lexicon).saying
    for j in range(q.first - 2, max(view.first, q.first - _NAMED) - 1, -1):
        if view.words[j] in saying:
            return True
        if not view.words[j].isalpha() and view.words[j] not in "-'’.":
            return False
    return False


_NAMED = 8  # tokens from "said" to the age of whoever says it


def _joined_age(view: View, q: Quantity) -> bool:
    """Tell whether a bare number goes on with an age told as one: "two sisters AGED six AND NINE"."""
    before = next((p for p in view.quantities if p.last == q.first - 2), None)
    if before is None or not view.has("conjunctions", q.first - 1) or view.first_of("ages", before.first - 1) is None:
        return False
    return view.last_of("units", q.last + 1) is None and not view.has("others", q.last + 1)


def _aged(view: View, q: Quantity) -> bool:
    """Tell whether a bare number is an age: "a woman of 71 was", "half of them are under 18", "his sons, 7 and 12,"."""
    if q.value > _AGE_LIMIT or q.share is not None or view.last_of("units", q.last + 1) is not None:
        return False
    k = q.first - 1
    if view.first_of("eldest", k) is not None:
        return True  # "52 residents, the OLDEST OF THEM 103"
    of = q.first == q.core[0] and view.words[k] in view.reading.lexicon.words("numeral_of")
    if of and any(c.phrase.key == Unit.HOUSEHOLD for c in view.ending("units").get(k - 1, ())):
        return False  # "a FAMILY OF eight"
    if of and single(view, k - 1):
        told = k - 3 if view.words[k - 2].isalpha() else k - 2
        articles = ("numeral_articles", "another")  # "a man of 65", "a blind man of 65"
        return any(view.words[j] in view.reading.lexicon.words(t) for t in articles for j in (k - 2, told))
    if q.first == q.core[0] and k > view.sentence.first and _at_that_age(view, q):
        return True
    if view.words[k] in view.reading.lexicon.words("age_shares") and _bounds_age(view, q):
        return True  # "310 people, MOSTLY OVER 75"
    if q.first > view.sentence.first and view.first_of("of_them", k) is not None:
        told = view.last_of("passive", q.last + 1) is not None  # "of WHOM over 90 WERE children"
        return _bounds_age(view, q) and not told  # "four of THEM under 20"
    if q.first == q.core[0] and view.last_of("passive", k) == k and view.has("relatives", k - 1):
        return True  # "her mother, who is 81"
    if _bounds_age(view, q):
        return view.last_of("passive", k) == k and not view.ending("terms").get(k - 1)  # "the injured are OVER 100"
    if view.words[q.last + 1 : q.last + 2] != [","] or not view.has("conjunctions", q.core[0] - 1):
        return False
    return any(
        other.core[0] == q.core[0] - 2 and other.digits and other.value <= _AGE_LIMIT
        and view.words[other.core[0] - 1] == "," and view.last_of("units", other.core[0] - 2) is not None
        for other in view.quantities
    )  # fmt: skip


def _at_that_age(view: View, q: Quantity) -> bool:
    """Tell whether a bare number is when somebody died or left: "died AT 93, leaving", "the mayor left AT five"."""
    if view.reading.lexicon.asked("at_age").first(view.words, q.first - 1, view.sentence.first) is None:
        return False
    k = q.last + 1
    ends = k >= view.sentence.last or not view.words[k].isalpha() or view.has("place_prepositions", k)
    return ends or view.has("conjunctions", k)


def _after_people(view: View, q: Quantity) -> bool:
    """Tell whether those whom an age is of stand right before it: "children UNDER FIVE", "IDPs under five"."""
    if view.last_of("units", q.last + 1) is not None:
        return False  # "killed up to 20 CIVILIANS"
    roles = {c.phrase.role for c in view.ending("terms").get(q.first - 1, ())}
    called = "nouns" in roles and (len(roles) == 1 or _bounds_age(view, q))  # "the blast wounded up to 15": a verb too
    return called or bool(view.ending("units").get(q.first - 1))


def _bounds_age(view: View, q: Quantity) -> bool:
    """Tell whether the word before a number may make it an age: "UNDER 18", "OVER 65"."""
    bounded = q.first < q.core[0] and q.quantifier in (Quantifier.LESS_THAN, Quantifier.MORE_THAN)
    return bounded and view.words[q.core[0] - 1] in view.reading.lexicon.words("age_bounds")


def single(view: View, k: int) -> bool:
    """Tell whether a single person is named right before a comma: "a volunteer firefighter, 28, who"."""
    plural = view.reading.lexicon.grammar.get("people_endings", "s")
    nouns = [c for c in view.ending("terms").get(k, ()) if c.phrase.role == "nouns"]
    return bool(nouns or view.ending("units").get(k)) and not view.words[k].endswith(plural)
