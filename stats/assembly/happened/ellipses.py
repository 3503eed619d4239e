"""Bare numbers that count whom the text speaks of, as nobody is named beside them: "By Friday the UN had it at 14,500".

They go on from the last count, or from words that name a count without telling it: "Estimates of the DEAD differ."
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from stats.assembly.counted.terms import Predicate, fits
from stats.assembly.draft import Draft
from stats.assembly.kinds.totalling import counting_subject
from stats.assembly.measured import is_measure
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue, Sentence
from stats.readers.timewords import time_words
from stats.vocabulary import Quantifier

_MANY = 100  # smaller bare numbers are mostly ages, hours, points of order
_FEW = 10  # and those that somebody reckons are counts from here on: "the first statement GAVE 32"
_BACK = 6  # quantities before one among which the last count stands, over dates and the like
_FAR = 60  # tokens from the last count, or from the head of its sentence, to a number
_TELLER = 3  # words before those who tell a number, at the head of a clause
_APART = 2  # sentences between a count and the number that goes on with it


def goes_on_counting(view: View, q: Quantity, drafts: Sequence[Draft]) -> bool:
    """Tell whether a number without a noun counts those counted last, with no other number or thing in between.

    Args:
        view: its sentence.
        q: a number whose noun is left out.
        drafts: those of the text before it, in order.
    """
    if not drafts or not may_count(view, q):
        return False
    last = drafts[-1]
    if view.sentence.index - last.sentence.index > _APART or last.sentence.paragraph != view.sentence.paragraph:
        return False
    begin = max(view.sentence.first, last.quantity.last + 1)
    return not _speaks_of_things(view, begin, q.first) and _follows(view, q, last.quantity.start)


def topic(view: View, q: Quantity, drafts: Sequence[Draft]) -> Predicate | None:
    """Return what a sentence before tells of those whom a bare number counts, None where none names a count.

    "HOW MANY DIED is disputed. Officials say 2,000." Args as in `goes_on_counting`.
    """
    index, sentences = view.sentence.index, view.reading.sentences
    if _is_of_place(view, q) and (told := _named_count(view, view.sentence)) is not None:
        return told if told.cue.last < q.first and may_count(view, q) else None
    if not may_count(view, q) or _speaks_of_things(view, view.sentence.first, q.first):
        return None
    for earlier in reversed(sentences[max(0, index - _APART) : index]):
        if earlier.paragraph != view.sentence.paragraph or (drafts and drafts[-1].sentence.index >= earlier.index):
            return None
        if (told := _named_count(view, earlier)) is not None:
            return told if _follows(view, q, told.cue.start) else None
    return None


def _named_count(view: View, sentence: Sentence) -> Predicate | None:
    """Return what a sentence without a count tells of those whose number it names: "The NUMBER OF HOMELESS grows"."""
    reading = view.reading
    topics = reading.lexicon.asked("topics")
    for k in range(sentence.first, sentence.last):
        last = topics.last(reading.words, k, sentence.last)
        if last is not None:
            cues = (c for c in reading.cues(sentence).all("terms") if k <= c.first and fits(c.phrase.key, None))
            told = next((c for c in cues if c.last > last or c.phrase.role == "nouns"), None)
            if told is None or _speaks_of_things(View.of(reading, sentence, []), last + 1, told.first):
                return None  # "HOW MANY CARS were burnt is disputed"
            return Predicate(told, "link")
    return None


def may_count(view: View, q: Quantity) -> bool:
    """Tell whether a bare number is large, or no exact one, no noun can follow it, and it stands as counts do."""
    k = q.last + 1
    small = q.value < _MANY and (q.quantifier is Quantifier.EXACT or view.has("conjunctions", k))
    told = _is_estimate(view, q.first - 1)
    small = small and not (told and q.value >= _FEW)
    if q.share is not None or (small and not (_is_timed(view, q.first - 1) or _is_counted(view, q))):
        return False
    further = _is_further(view, q)
    if not (further or _ends_phrase(view, k)):
        return False
    led = told or further or view.reading.owns(q.first - 1)  # "Bloodvein'S 680 should be back"
    return led or _opens(view, q) or _is_number_of(view, q) or _is_of_place(view, q)


def _is_of_place(view: View, q: Quantity) -> bool:
    """Tell whether a number is that of the name before it: "the largest groups are in Bora, WITH 900"."""
    k = q.first - 1
    if view.words[k] not in view.reading.lexicon.words("by_means"):
        return False
    k -= 1 + (view.words[k - 1] == ",")
    return k >= view.sentence.first and view.capitalised(k) and view.words[k].isalpha()


def only_says(view: View, q: Quantity, told: Predicate) -> bool:
    """Tell whether a noun that heads a bare number is only of those who say it: "the ARMY says 900"."""
    verb = q.first - 1
    return told.cue.last == verb - 1 and told.cue.phrase.role == "nouns" and says(view, verb)


def only_ties(view: View, q: Quantity, told: Predicate) -> bool:
    """Tell whether a verb only ties a bare number to a noun that names a count: "the FIGURE has now REACHED 5,100"."""
    if told.how != "before" or told.cue.last != q.first - 1 or not view.has("linking", told.cue.first):
        return False
    subject = counting_subject(view.reading, view.sentence, q)
    return subject is not None and view.words[subject] in view.reading.lexicon.words("counts_read")


def _is_counted(view: View, q: Quantity) -> bool:
    """Tell whether a verb of counting, or a number that is spoken of, leads to a small number: "at first LISTED 39"."""
    lexicon, k = view.reading.lexicon, q.first - 1
    counting = view.words[k] in lexicon.words("counting")
    counting = counting or lexicon.asked("increments").first(view.words, k, view.sentence.first) is not None
    return counting or _is_sum(view, q) or _is_number_of(view, q)


def _is_sum(view: View, q: Quantity) -> bool:
    """Tell whether words that open a sentence say that its number adds up what was counted: "IN ALL, 41 have"."""
    last, first = q.first - 2, view.sentence.first
    if last < first or view.words[last + 1] != ",":
        return False
    return view.reading.lexicon.asked("sums", "whole").first(view.words, last, first) == first


def _is_further(view: View, q: Quantity) -> bool:
    """Tell whether a number adds to those counted last: "ANOTHER 4,000 FOLLOWED", "THE OTHER 3,750 were stopped"."""
    lexicon, k = view.reading.lexicon, q.first - 1
    if k >= view.sentence.first and lexicon.asked("increments").first(view.words, k, view.sentence.first) is not None:
        return _ends_phrase(view, q.last + 1)  # "this is AN INCREASE OF 80 since Monday"
    if k < view.sentence.first or q.last + 1 >= view.sentence.last:
        return False
    more = view.words[k] in lexicon.words("another") or view.first_of("more", k, "before") is not None
    more = more or (view.words[k] in lexicon.words("other_words") and view.words[k - 1] in lexicon.words("articles"))
    if not more:
        return False
    after = view.words[q.last + 1]
    verbs = lexicon.words("following_on", "auxiliaries", "perfect")
    return after in verbs or (view.has("np_stops", q.last + 1) and _ends_phrase(view, q.last + 1))


def _is_timed(view: View, colon: int) -> bool:
    """Tell whether a time and nothing else is the label of a number: "In the last 24 hours: 12"."""
    if view.words[colon] != ":":
        return False
    k = colon - 1
    while k >= view.sentence.first and view.words[k] not in ".;,(":
        k -= 1
    begin, end = view.reading.starts[k + 1], view.reading.ends[colon - 1]
    return any(m.last == colon - 1 for m in view.reading.within(view.reading.periods, begin, end))


def _ends_phrase(view: View, k: int) -> bool:
    """Tell whether no noun can stand at a token: a clause ends there, a verb or a preposition, a time or a place."""
    if k >= view.sentence.last or view.has("np_stops", k):
        return True
    if not view.words[k].isalpha():
        return view.words[k] not in "-%:"
    if any(view.has(table, k) for table in ("place_prepositions", "inside", "linking")):
        return True
    start, reading = view.reading.starts[k], view.reading
    dated = any(mark.first == k for mark in reading.within(reading.periods, start, start + 1))
    return dated or (view.capitalised(k) and bool(reading.within(reading.places, start, start + 1)))


def _opens(view: View, q: Quantity) -> bool:
    """Tell whether a number opens a clause or an item; a sentence only where its verb follows, or who says so."""
    k, after = q.first - 1, view.words[q.last + 1 : q.last + 3]
    if k < view.sentence.first or _is_dated_opening(view, q):
        asked = view.reading.lexicon.words
        apart = k < view.sentence.first and len(after) > 1 and after[0] == ","  # "Up to 50,000, SAYS the UN"
        said = apart and (says(view, q.last + 2) or view.has("attributions", q.last + 2))
        return bool(after) and (said or after[0] in asked("auxiliaries", "perfect"))
    return view.words[k] in ",;:–—" or view.has("conjunctions", k) or view.has("relatives", k)


def _is_dated_opening(view: View, q: Quantity) -> bool:
    """Tell whether a time and nothing else stands before a number: "AS LATE AS TUESDAY only 120 had been counted"."""
    first, reading = view.sentence.first, view.reading
    marks = reading.within(reading.periods, view.sentence.start, q.start)
    last = q.first - 1 - (view.words[q.first - 1] in reading.lexicon.words("fillers"))
    if not marks or marks[-1].last != last or marks[-1].first - first > _SMALL_WORDS:
        return False
    return all(reading.words[k].isalpha() and not view.has("units", k) for k in range(first, marks[-1].first))


_SMALL_WORDS = 3  # before the time that opens a sentence: "as late as Tuesday"


def _is_estimate(view: View, k: int) -> bool:
    """Tell whether a verb of saying or reckoning leads to a number from a token: "has since SPOKEN of 1,200"."""
    links, first = view.reading.lexicon.words("estimate_links"), max(view.sentence.first, k - _LINKS)
    while k > first and view.words[k] in links:
        k -= 1
    return says(view, k)


def says(view: View, k: int) -> bool:
    """Tell whether a token is a verb of saying or of reckoning."""
    saying = time_words(view.reading.lexicon).saying
    return view.words[k] in saying or view.words[k] in view.reading.lexicon.words("estimating")


_LINKS = 4  # tokens from "had" to a number: "had it at"


def _is_number_of(view: View, q: Quantity) -> bool:
    """Tell whether a verb ties a number to a subject that names a count: "OCHA's NUMBER as of Monday WAS 3,650"."""
    return counting_subject(view.reading, view.sentence, q) is not None


def _speaks_of_things(view: View, begin: int, stop: int) -> bool:
    """Tell whether tokens [begin, stop) name amounts, or things and after them neither people nor what befell them."""
    if stop - begin > _FAR or not view.reading.lexicon.words("amounts").isdisjoint(view.words[begin:stop]):
        return True
    plural = view.reading.lexicon.grammar.get("people_endings", "s")
    mass = view.reading.lexicon.words("mass_things")
    counted, units, terms = view.starting("counted"), view.starting("units"), view.starting("terms")
    for k in range(stop - 1, begin - 1, -1):
        if k in units or any(c.phrase.role == "nouns" for c in terms.get(k, ())):
            return False
        named = (c for c in counted.get(k, ()) if not view.capitalised(k))
        things = (c for c in named if view.words[c.last].endswith(plural) or view.words[c.last] in mass)
        if any(not (_is_dated(view, c.start, c.end) or _is_teller(view, c, stop)) for c in things):
            return True
    return False


def _is_teller(view: View, cue: Cue, stop: int) -> bool:
    """Tell whether things are the subject of a verb of saying or reckoning: "THE HOSPITALS at first listed 33"."""
    k = cue.first - 1
    while k >= cue.first - _TELLER and k >= view.sentence.first and view.words[k].isalpha():
        k -= 1
    opens = k < view.sentence.first or view.words[k] in ",;:"
    return opens and any(says(view, j) for j in range(cue.last + 1, stop))


def _follows(view: View, q: Quantity, start: int) -> bool:
    """Tell whether from a place in the text to a number only the numbers of dates and times stand in between."""
    quantities = view.reading.quantities
    at = bisect_left(quantities, q.start, key=attrgetter("start"))
    for other in reversed(quantities[max(0, at - _BACK) : at]):
        if other.start <= start:
            return True
        if not (other.year or _is_dated(view, other.start, other.end) or is_measure(view.reading, other)):
            return False
    return at <= _BACK


def _is_dated(view: View, start: int, end: int) -> bool:
    """Tell whether characters [start, end) are part of a time: the number of "on August 18"."""
    periods = view.reading.periods
    k = bisect_right(periods, start, key=attrgetter("start")) - 1
    return k >= 0 and end <= periods[k].end
