"""Which percentages are shares of people counted before, where the sentence has no number that they are of."""

from bisect import bisect_left
from operator import attrgetter

from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Reading
from stats.readers.timewords import time_words
from stats.vocabulary import Term, Unit

_CALLED = frozenset({
    Term.DISPLACED, Term.REFUGEE, Term.RETURNED, Term.AFFECTED, Term.EVACUATED, Term.KILLED, Term.INJURED,
})  # fmt: skip


def is_share(view: View, q: Quantity) -> bool:
    """Tell whether a percentage may be of people counted before: "56 per cent of them", "Women: 52%"."""
    return (
        _names_whole(view, q) or _share_in_brackets(view, q) or _share_line(view, q) or _in_aside(view, q)
        or _goes_on(view, q) or _in_place(view, q) or is_spelled_out(view.reading, q)
    )  # fmt: skip


def is_spelled_out(reading: Reading, q: Quantity) -> bool:
    """Tell whether brackets behind a share tell how many people it comes to: "60 per cent (1,200 people) are back"."""
    told = reading.words[q.last + 1 : q.last + 3]
    counted = len(told) > 1 and told[0] == "(" and told[1][0].isdigit()
    return counted and reading.lexicon.asked("units").last(reading.words, q.last + 3, len(reading.words)) is not None


def _names_whole(view: View, q: Quantity) -> bool:
    """Tell whether a share, or the sentence that it opens, says whom it is of."""
    return _share_of_pronoun(view, q) or _opens(view, q) or called(view, q) is not None or _of_those(view, q)


def _before(view: View, q: Quantity) -> list[Quantity]:
    """Return the shares right before a number, of those close to it."""
    k = bisect_left(view.quantities, q.first, key=_FIRST)
    return [p for p in view.quantities[max(0, k - _CLOSE) : k] if p.share is not None]


def is_aside(words: list[str], q: Quantity) -> bool:
    """Tell whether a share stands alone in brackets or between dashes: "85 refugees (8%)", "most – 94 per cent –"."""
    if q.share is None or q.last + 1 >= len(words):
        return False
    before, after = words[q.first - 1], words[q.last + 1]
    return (before, after) == ("(", ")") or (before in _DASHES and after in _DASHES) or (before == after == ",")


def _in_aside(view: View, q: Quantity) -> bool:
    """Tell whether a share that stands alone beside a count is told as one: of the displaced, or after others that are.

    "4,000 (8%)" alone only says how large a count is that is told already.
    """
    if not is_aside(view.reading.words, q):
        return False
    mostly = view.last_of("mostly", view.opening) is not None
    told = _before(view, q)
    mostly = mostly or view.first_of("nearly_all", q.first - 2) is not None
    dashes = view.words[q.first - 1] in _DASHES
    return mostly or dashes or any(called(view, p) is not None for p in told)


def _of_those(view: View, q: Quantity) -> bool:
    """Tell whether a sentence opens with those a share is of: "Of these, 94 PER CENT are in the east"."""
    if view.words[q.first - 1] != "," or q.first - view.opening > _OPENING:
        return False
    return view.last_of("of_pronouns", view.opening) is not None


def _in_place(view: View, q: Quantity) -> bool:
    """Tell whether a share right after a count says where some of it are: "27,000 displaced, NEARLY HALF in Menabe"."""
    k = bisect_left(view.quantities, q.first, key=_FIRST) - 1
    if k < 0 or view.quantities[k].share is not None or q.first - view.quantities[k].last > _COUNTED:
        return False
    return view.words[q.first - 1] == "," and view.last_of("place_prepositions", q.last + 1) is not None


def _goes_on(view: View, q: Quantity) -> bool:
    """Tell whether a share goes on with one before it: "56 per cent of them are children and 25 PER CENT women"."""
    before = _before(view, q)
    if not before or q.first - before[-1].last > _NEXT:
        return False
    told = next((p for p in reversed(before) if _names_whole(view, p)), None)
    if told is None:
        return False
    placed = view.last_of("place_prepositions", q.last + 1) is not None
    verb = q.last + 1 < view.sentence.last and view.words[q.last + 1] in view.reading.lexicon.words("share_verbs")
    if view.words[q.first - 1] == "," and (placed or verb):
        return True  # "47 per cent of them went to camps, 29 PER CENT to relatives"
    ahead = before[-1].first - 1
    if told is not before[-1] and view.words[ahead] != "," and not view.has("subordinators", ahead):
        return False
    if view.has("subordinators", q.first - 1):
        return True  # "..., WHILE 12% found refuge in camps"
    k, rest = q.first - 1, view.reading.lexicon.words("another", "articles")
    while k > view.sentence.first and view.words[k] in rest:
        k -= 1  # "and THE REMAINING 31 per cent in churches"
    linked = view.last_of("conjunctions", k) is not None
    listed = k < q.first - 1 or told is not before[-1]
    if listed and linked and placed:
        return True
    return linked and (verb or view.last_of("units", q.last + 1) is not None)


def called(view: View, q: Quantity) -> Term | None:
    """Return what those a share is of are called: "46 per cent of THE IDPs"; None where they are not."""
    of, definite = view.last_of("of_the", q.last + 1), view.reading.lexicon.words("of_definite")
    if q.share is None or of is None or (of == q.last + 1 and view.words[of] not in definite):
        return None
    told = (c for c in view.starting("terms").get(of + 1, ()) if c.phrase.role in ("nouns", "done"))
    happened = view.reading.lexicon.words("happenings")
    people = (c for c in told if c.phrase.key in _CALLED and c.phrase.words[-1] not in happened)
    return next((Term(c.phrase.key) for c in people), None)


def those_who(view: View, q: Quantity) -> Term | None:
    """Return what happened to those a share is of: "90 per cent of those who FLED went by bus"."""
    who = view.last_of("of_those_who", q.last + 1)
    if q.share is None or who is None:
        return None
    told = (c for c in view.starting("terms").get(who + 1, ()) if c.phrase.role != "nouns")
    return next((Term(c.phrase.key) for c in told if c.phrase.key in _CALLED or c.phrase.key == Term.FLED), None)


def _opens(view: View, q: Quantity) -> bool:
    """Tell whether a share without a noun opens a sentence: "About 60 PER CENT ARE women"; or what somebody says."""
    begin, asked = q.first - 1, view.reading.lexicon.words
    if view.words[begin] not in ";–—":  # "350,000 fled; FOUR IN FIVE are women"
        begin = view.sentence.first
    if q.last + 1 >= view.sentence.last:
        return False
    before, then = [word for word in view.words[begin : q.first] if word[0].isalnum()], view.words[q.last + 1]
    if len(before) == 1 and before[0] in asked("share_leads"):
        return then in asked("share_verbs") or then in asked("counts_told")  # "FOR 41 per cent THIS is the first time"
    saying = time_words(view.reading.lexicon).saying
    told = not before or before[-1] in saying or before[-1] in asked("estimating")  # "a study FOUND one in three had"
    return told and then in asked("share_verbs")


def _share_of_pronoun(view: View, q: Quantity) -> bool:
    """ "56 per cent of them", and a percentage alone in a cell or after "of which"."""
    whole = view.last_of("share_whole", q.last + 1)
    if whole is not None:  # "a quarter of those who live there", "of those in safe zones" are of no stated count
        loose = view.has("relatives", whole + 1) or (
            view.has("place_prepositions", whole + 1) and view.words[whole] in view.reading.lexicon.words("articles")
        )
        return not loose or those_who(view, q) is not None
    if view.first_of("share_whole", q.first - 1) is not None:
        return True
    if view.sentence.shape == "row":
        return True
    return any(p.first < q.first and p.share is None and view.first_of("of_opening", p.first - 1) is not None
               and not p.year for p in view.quantities)  # fmt: skip


def _share_in_brackets(view: View, q: Quantity) -> bool:
    """Tell whether brackets right after a count say how many of it are who: "98,750 people (51% females)"."""
    said = q.last + 1 in view.starting("units") or q.last + 1 in view.starting("terms")
    inside = said and q.first > view.sentence.first and view.words[q.first - 1] == "("
    return inside and any(p.share is None and q.first - _COUNTED <= p.first < q.first for p in view.quantities)


def _share_line(view: View, q: Quantity) -> bool:
    """Tell whether a line says what share of those counted above it are who, and nothing else: "Women: 52%"."""
    sentence = view.sentence
    if sentence.shape not in ("head", "item") or sentence.last - sentence.first > SHARE_LINE:
        return False
    k = q.first - 1 - (view.words[q.first - 1] == ":")
    cues = (*view.ending("units").get(k, ()), *view.starting("units").get(q.last + 1, ()))
    return any(c.phrase.key == Unit.PERSON for c in cues)


_FIRST = attrgetter("first")
_CLOSE = 8  # numbers before a share among which those are that it goes on with
_DASHES = frozenset("-–—")
_OPENING = 10  # tokens of "Of those displaced in the west,"
_NEXT = 12  # tokens between two shares of the same
SHARE_LINE = 9  # tokens of a line that tells a share
_COUNTED = 6  # tokens from a number to the brackets after its noun
