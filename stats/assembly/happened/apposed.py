"""What stands between a count and what is told of it: insertions in dashes, and what a name is told to be."""

from bisect import bisect_right

from stats.assembly.joints import is_dash
from stats.assembly.view import View


def over_insertion(view: View, begin: int, limit: int) -> int:
    """Step over an insertion right after a count: "300,000, by the agency's count, have got away"."""
    if begin < limit and view.words[begin] == ",":
        for k in range(begin + 2, min(limit, begin + _INSERTION)):
            if view.words[k] == ":":
                break  # "Missing: 14, Districts affected: 48, Homeless: 59"
            if view.words[k] == ",":  # not before "of whom 120 were children, AND the number of wounded to 1,400"
                return begin if view.last_of("conjunctions", k + 1) is not None else k + 1
    return begin


def closing_dash(view: View, k: int, stop: int) -> int | None:
    """Return the dash that closes an insertion which another opens, None where none does: "260 – in tents, 40 – in"."""
    if view.last_of("place_prepositions", k + 1) is not None:
        return None
    return next((j for j in range(k + 2, min(stop, k + _APPOSED)) if is_dash(view, j)), None)


def over_apposition(view: View, comma: int, stop: int) -> int | None:
    """Return the token after what a name is told to be: "staff of the charity, THE LAST THERE, are among the dead".

    Also after who is among them, told without a number: "ten people, AMONG THEM NURSES who had fled, were killed"; and
    after a clause that tells when or why: "300 people, AS THE WATER ROSE, were moved".
    """
    lexicon = view.reading.lexicon
    if (beyond := _over_some(view, comma, stop)) is not None:
        return beyond
    parts = any(c.phrase.role == "words" for c in view.starting("including").get(comma + 1, ()))
    parts = parts and view.words[comma + 1] not in lexicon.words("by_means")
    parts = parts or (view.has("subordinators", comma + 1) and not view.has("relatives", comma + 1))
    if not parts and lexicon.words("articles").isdisjoint(view.words[comma + 1 : comma + 2]):
        return None
    verbs = lexicon.words("auxiliaries", "perfect")
    for k in range(comma + 2, min(stop, comma + _APPOSED) - 1):
        if view.words[k] == "," and (view.words[k + 1] in verbs or (parts and k + 1 in view.starting("terms"))):
            return k + 1
        if view.words[k] == ";" or (view.words[k][0].isdigit() and not _of_time(view, k)):
            return None
    return None


def _of_time(view: View, k: int) -> bool:
    """Tell whether a number at a token is part of a time: "300 people, AS OF 3 MAY 2021, had been moved"."""
    periods, start = view.reading.periods, view.reading.starts[k]
    j = bisect_right(periods, start, key=lambda mark: mark.start) - 1
    return j >= 0 and start < periods[j].end


def _over_some(view: View, comma: int, stop: int) -> int | None:
    """Return the token after what some of those counted are: "20 children, SOME AS YOUNG AS 5, were hurt"."""
    lexicon, k = view.reading.lexicon, comma + 1
    if k >= stop or not view.has("some_of_them", k):
        return None
    verbs = lexicon.words("auxiliaries", "perfect")
    for k in range(comma + 2, min(stop, comma + _SOME) - 1):
        word = view.words[k]
        if word == ",":
            return k + 1 if view.words[k + 1] in verbs else None
        if word in verbs or word in ";:()." or (word[0].isdigit() and len(word) > _AGE):
            return None
    return None


def over_time(view: View, k: int) -> int | None:
    """Return the token of the main verb right behind a time that begins at a token, None where none does."""
    start = view.reading.starts[k]
    mark = next((m for m in view.reading.within(view.reading.periods, start, start + 1) if m.first == k), None)
    if mark is None or mark.last + 1 >= view.sentence.last:
        return None
    lexicon, verb = view.reading.lexicon, view.words[mark.last + 1]
    return mark.last + 1 if verb in lexicon.words("auxiliaries", "perfect") else None


_SOME = 12  # tokens that such an insertion may have
_AGE = 3  # digits of an age
_APPOSED = 25  # tokens that an apposition may have
_INSERTION = 12  # tokens that an insertion may have
