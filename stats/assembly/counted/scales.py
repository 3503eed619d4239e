"""Numbers of a scale, a measure or a length of time: "the alert rises to four", "cut from 40 to 20 kilos"."""

from stats.assembly.counted.nouns import counted
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.timewords import time_words
from stats.vocabulary import Quantifier

_GRADES = 11  # grades of storms, quakes and hunger
_HOURS = 60  # so many hours, days or minutes somebody waits
_HEAD = 8  # tokens from what has grades to a number: "the alert for the volcano has been raised from"


def on_scale(view: View, q: Quantity) -> bool:
    """Tell whether a number without a noun is a grade, a measure or a length of time, and counts nobody."""
    return q.share is None and (_is_grade(view, q) or _measured_anew(view, q) or _lasts(view, q))


def _is_grade(view: View, q: Quantity) -> bool:
    """Tell whether a number is a grade: "if the ALERT rises from THREE to FOUR", "raised the ALERT to FOUR"."""
    if q.value >= _GRADES or q.quantifier is not Quantifier.EXACT or not _ends(view, q):
        return False
    k = q.first - 1
    if view.words[k] not in view.reading.lexicon.words("grade_links"):
        return False
    grades = view.reading.lexicon.words("grades")
    for j in range(k - 1, max(view.first, k - _HEAD) - 1, -1):
        if view.words[j] in ",;:()" or view.has("subordinators", j):
            return False
        if view.words[j] in grades:
            return j == k - 1 or _opens_clause(view, j - 1 - (view.words[j - 1] in grades))
    return False


def _opens_clause(view: View, k: int) -> bool:
    """Tell whether nothing but an article and a word that describes stand before a noun: "IF THE VOLCANIC alert"."""
    articles = view.reading.lexicon.words("articles", "numeral_articles")
    if k > view.first and view.words[k - 1] in articles:
        k -= 1
    k -= k >= view.first and view.words[k] in articles
    if k < view.first or not view.words[k].isalpha():
        return True
    return view.has("subordinators", k) or view.has("conjunctions", k) or view.words[k] in _means(view)


def _means(view: View) -> frozenset[str]:
    """Return the words that add what goes with something: "WITH the alert at three"."""
    return view.reading.lexicon.words("by_means")


def _ends(view: View, q: Quantity) -> bool:
    """Tell whether a number stands without a noun: a sign, a small word or the end of the sentence follows it."""
    k = q.last + 1
    return k >= view.sentence.last or not view.words[k].isalnum() or view.has("np_stops", k)


def _measured_anew(view: View, q: Quantity) -> bool:
    """Tell whether a bare number is what a measure was before: "cut FROM 40 to 20 KILOS"."""
    following = next((p for p in view.quantities if p.first == q.last + 2), None)
    if following is None or view.words[q.first - 1] not in view.reading.lexicon.words("changes"):
        return False
    link = view.reading.lexicon.asked("ranges", "link").last(view.words, q.last + 1, view.stop)
    noun = counted(view, following) if link == q.last + 1 else None
    return noun is not None and noun.thing


def _lasts(view: View, q: Quantity) -> bool:
    """Tell whether a bare number says how long, in the measure told before: "within HOURS …, some for up to NINE"."""
    lasting = q.value <= _HOURS and view.words[q.first - 1] in view.reading.lexicon.words("recipients")
    if not lasting or q.quantifier is Quantifier.EXACT or not _ends(view, q):
        return False
    units = time_words(view.reading.lexicon).units
    return any(word in units for word in view.words[view.sentence.first : q.first])
