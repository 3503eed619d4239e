"""The kind that the words of a clause tell of a count: "so far", "remain", "were evacuated"."""

from bisect import bisect_right

from stats.assembly.view import View
from stats.readers.reading import Cue
from stats.vocabulary import TOLL, Kind, Precision, Term

_KINDS = {kind.value: kind for kind in Kind}
EVENTS = frozenset({Term.KILLED, Term.INJURED, Term.HOUSING_DESTROYED, Term.HOUSING_DAMAGED})
_COUNTED_UP = EVENTS | {Term.AFFECTED, Term.FLED, Term.HOMELESS}
_RECKONED = 4  # tokens from "put" to "the civilian death toll at"
_RELATIVE = 60  # tokens by which a verb of the clause itself may be farther: "300 who FLED last year LIVE IN tents"
_TOTAL = 6  # tokens by which a word of a total may be farther away than a verb: "has NOW left 126 dead"
_ARRIVE = frozenset({Term.REFUGEE, Term.DISPLACED, Term.RETURNED, Term.EVACUATED})
_GONE = frozenset({Term.FLED, Term.RETURNED, Term.EVACUATED, Term.RELOCATED})
_LEFT = _GONE | {Term.DISPLACED}
_THERE = frozenset({Term.POPULATION, Term.IN_CAMP, Term.SHELTERED, Term.DISPLACED, Term.REFUGEE})


def _brings(view: View, first: int, near: int) -> bool:
    """Tell whether a number is the total that something brings it to: "BRINGS THE TOTAL displaced by the war to"."""
    return any(c.phrase.role == "bringing" and first - 1 <= c.first < near for c in view.all("kinds"))


def _describes(view: View, cue: Cue, near: int) -> bool:
    """Tell whether a participle only says who is counted: "900 people DISPLACED BY the storm are in tents".

    Or a clause of its own does: "900 people who were DISPLACED BY the storm".
    """
    if cue.phrase.role != "by" or cue.first <= near:
        return False
    return view.last_of("passive", cue.first - 1) is None or view.has("relatives", cue.first - 2)


def _comes_back(view: View, cue: Cue, near: int) -> bool:
    """Tell whether a verb is of those counted, behind a clause on them: "900 who fled after it ARE STILL away"."""
    words = view.words
    if cue.phrase.role != "lasting" or cue.first - 1 <= near or "," in words[near + 1 : cue.first]:
        return False
    has_verb = words[cue.first - 1] in view.reading.lexicon.words("auxiliaries")
    return has_verb and any(view.has("relatives", k) for k in range(near + 1, near + 1 + _SUBJECT))


def _turns_on(view: View, first: int, stop: int) -> bool:
    """Tell whether a clause ends among some tokens and another is joined to it: ", AND studies found"."""
    return any(view.words[k - 1] == "," and view.has("conjunctions", k) for k in range(first + 1, stop))


def _is_of_time(view: View, first: int, stop: int) -> bool:
    """Tell whether all that turns away among some tokens only opens a date: "the cumulative caseload SINCE 4 April"."""
    turns = [k for k in range(first, stop) if view.has("subordinators", k)]
    return all(_opening_at(view, k) == "since" for k in turns)


def _opening_at(view: View, token: int) -> str:
    """Return the key of the time expression that opens with a token, "" where none does."""
    periods, start = view.reading.periods, view.reading.starts[token]
    k = bisect_right(periods, start - 1, key=lambda m: m.start)
    return periods[k].key if k < len(periods) and periods[k].first == token else ""


_SUBJECT = 4  # tokens from a number to the "who" of its noun


def is_told_once(view: View, cue: Cue, number: int) -> bool:
    """Tell whether a toll is no running one: "the toll WAS six", "an initial toll OF six", "MONDAY'S toll".

    number: the first token of its number.
    """
    if cue.phrase.role != "toll":
        return False
    if _is_of_day(view, cue.first - 1):
        return True
    after = cue.last + 1
    once = after + 1 == number and view.words[after] in view.reading.lexicon.words("toll_once")
    return once or view.has("told_once", after)


def _is_of_day(view: View, owner: int) -> bool:
    """Tell whether a day ends at a token, which makes it an owner: "MONDAY'S toll"."""
    if not view.words[owner].startswith("'"):
        return False
    periods = view.reading.periods
    k = bisect_right(periods, view.reading.starts[owner], key=lambda m: m.start) - 1
    return k >= 0 and periods[k].last == owner and periods[k].precision is Precision.DAY and periods[k].role == "window"


def _is_name(view: View, cue: Cue) -> bool:
    """Tell whether a word is a part of a place's name."""
    if not view.capitalised(cue.first):
        return False
    places = view.reading.places
    k = bisect_right(places, cue.start, key=lambda place: place.start)
    return k > 0 and places[k - 1].end >= cue.end and places[k - 1].end - places[k - 1].start > cue.end - cue.start


def said_in(
    view: View,
    first: int,
    last: int,
    number: range,
    *,
    linked: bool = True,
    led: bool = False,
    term: Term | None = None,
    verb: int = -1,
) -> Kind | None:
    """Return the kind that words in tokens [first, last) tell, the nearest to a number in its own clause.

    number: the tokens of the number with its quantifier.
    linked: the number is headed by a noun to its left; only then do "has reached" and its like tell of a total.
    led: such words after the number lead to the next one: "nine were hurt, BRINGING the total to 758".
    term: what happened; a "toll" tells of the dead alone. verb: the token that told it; a kind that it tells itself
    is nearest: "600 people LIVING IN 120 homes WERE EVACUATED".
    """
    cues = view.all("kinds")
    if not cues:
        return None
    reckoned = view.reading.lexicon.words("reckoned")
    near, first_word = number.stop - 1, number.start
    nearest: dict[Kind, int] = {}
    for cue in cues:
        if cue.first < first - 1 or cue.last > last:
            continue
        if _is_name(view, cue):
            continue  # "3,000 in NEW Zealand", "in Papua NEW Guinea"
        kind = _KINDS[cue.phrase.key]
        if kind is Kind.STOCK and term in EVENTS and cue.phrase.role != "events":
            continue  # "400 are now confirmed dead" is no state, "40 ARE IN HOSPITAL" is one
        if cue.phrase.role == "numbers" and term in _THERE:
            continue
        if cue.phrase.role == "numbers" and view.words[cue.first - 1] in view.reading.lexicon.words("numeral_articles"):
            continue  # "A total number of 8,286 households were affected"
        if cue.phrase.role == "left" and view.words[cue.first - 1] in view.reading.lexicon.words("perfect"):
            continue  # "floods HAVE NOW DISPLACED 900" is what they did
        if cue.phrase.role == "standing" and (term not in _COUNTED_UP or not (linked or cue.last == first_word - 1)):
            continue  # "the number of displaced people STANDS AT 900": so many are displaced
        if kind is Kind.STOCK and term in _LEFT and cue.phrase.words[-1] in view.reading.lexicon.words("going_on"):
            continue  # "2,000 people ARE BEING evacuated"
        if kind is Kind.STOCK and term in _GONE and near < cue.first and cue.last < verb:
            attribute = view.words[cue.first] not in view.reading.lexicon.words("auxiliaries")
            if attribute or view.between("relatives", near + 1, cue.first):
                continue  # "refugees who had been LIVING there have gone home"
        if cue.phrase.role == "lasting" and 0 <= verb < number.start and view.between("relatives", near + 1, cue.first):
            continue  # "has evacuated 50 families WHO were STILL living there"
        if kind is Kind.STOCK and near < verb < cue.first and _turns_on(view, verb + 1, cue.first):
            continue  # "9,000 people lost their homes, AND one in three HAD YET TO FIND another"
        after = cue.phrase.role == "adverbs" and cue.first > near
        if after and view.last_of("conjunctions", cue.first - 1) is not None:
            continue  # "have taken 21 lives, AND TO DATE 30,000 have left"
        ahead = first > view.sentence.first and cue.last < number.start
        if ahead and cue.phrase.role == "lasting" and "," in view.words[cue.last + 1 : number.start]:
            continue  # "12 are STILL missing, 45,000 are affected"
        if is_told_once(view, cue, first_word):
            continue
        if kind is Kind.FLOW and any(
            c.phrase.role == "lasting" for c in view.ending("kinds").get(cue.first - 1, ())
        ):
            continue  # "8,000 families REMAIN displaced by the quake"
        if kind is Kind.FLOW and cue.first in number:
            continue  # "has crossed 160"
        heads = view.last_of("linking", cue.first) == cue.last and cue.last + 1 not in view.starting("terms")
        heads = heads and not (cue.phrase.role == "adverbs" and view.last_of("passive", cue.last + 1) is not None)
        if not linked and cue.phrase.role == "reaching" and term in _ARRIVE and cue.first > near:
            kind = Kind.FLOW  # "100,000 refugees HAVE REACHED the border"
        elif not linked and cue.phrase.role == "reaching" and term is Term.IN_NEED and cue.first > near:
            continue  # "261,000 people REACHED with food"
        elif not linked and kind is Kind.CUMULATIVE and heads and not (
            cue.phrase.role == "standing" or cue.first in number  # "the figure for those affected PASSED 735,000"
        ):
            continue  # "has reached" tells of a total where a noun heads the number; "has now left 126 dead" does alone
        if kind is Kind.STOCK and term is Term.AFFECTED and cue.phrase.role != "lasting":
            continue  # "3,000 are now affected" is what happened to them; "are still" is how they are
        if led and kind is Kind.CUMULATIVE and cue.first > near and cue.phrase.role != "adverbs":
            continue
        if kind is Kind.STOCK and any(c.first < cue.first for c in view.ending("terms").get(cue.first, ())):
            continue  # "1,000 have gone HOME TO Batken": the town is home to nobody here
        of_others = term is not None and any(c.phrase.key != term for c in view.starting("labels").get(cue.first, ()))
        if of_others and term not in TOLL:
            continue
        before = view.words[max(view.sentence.first, cue.first - _RECKONED) : cue.first]
        if kind is Kind.CUMULATIVE and not reckoned.isdisjoint(before):
            continue
        low, high = sorted((near, cue.first))
        turned = view.between("subordinators", low + 1, high) and not _comes_back(view, cue, near)
        turned = turned and not _is_of_time(view, low + 1, high)
        if ";" not in view.words[low + 1 : high] and not turned:
            distance = 0 if cue.first <= verb <= cue.last and verb not in number else abs(cue.first - near)
            if kind is Kind.FLOW and (view.has("relatives", cue.first - 1) or _describes(view, cue, near)):
                distance += _RELATIVE
            nearest[kind] = min(distance, nearest.get(kind, distance))
    told = min(nearest, key=lambda kind: nearest[kind], default=None)
    if told is Kind.FLOW and linked and _brings(view, first, near):
        return Kind.CUMULATIVE
    if told is Kind.FLOW and Kind.CUMULATIVE in nearest and nearest[Kind.CUMULATIVE] <= nearest[told] + _TOTAL:
        return Kind.CUMULATIVE
    return told
