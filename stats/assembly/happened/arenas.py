"""Those driven out of a party, a market or a race keep their homes: nothing that displaces them is told of them."""

from stats.assembly.counted.nouns import Noun
from stats.assembly.counted.terms import Predicate
from stats.assembly.view import View
from stats.vocabulary import Term, Unit

_DRIVEN = frozenset({Term.DISPLACED, Term.FLED})
_BY_OTHERS = frozenset({"done", "acts", "drives", "forces", "ousts", "taken"})  # but "FLED from the market"
_NAMED = 2  # tokens of what they are driven out of: "race", "presidential race"


def only_ousted(view: View, noun: Noun | None, end: int, chosen: Predicate) -> bool:
    """Tell whether those counted are only out of a contest, an office or a trade: "drove 12 rivals out of the RACE".

    end: the token after the count and its noun. chosen: what is told of it.
    """
    cue = chosen.cue
    if chosen.term in (Term.EVACUATED, Term.AFFECTED) and _struck_off(view, max(end, cue.last + 1)):
        return True
    if chosen.term not in _DRIVEN or cue.phrase.role not in _BY_OTHERS:
        return False
    lexicon, k = view.reading.lexicon, max(end, cue.last + 1)
    if " ".join(view.words[k : k + _NAMED]) in lexicon.words("arenas"):
        return True  # "pushed 900 families INTO DEBT"
    outward = lexicon.words("outward")
    ways = outward | lexicon.words("numeral_of")
    leaves = not outward.isdisjoint(view.words[cue.first : k + 1])
    while k < view.sentence.last and (view.words[k] in ways or _whose(view, k)):
        k += 1
    if leaves and _names_arena(view, k):
        return True
    ousted = any(c.phrase.role == "ousts" for c in view.starting("moves").get(cue.first, ()))  # "EXPELLED 30 diplomats"
    ended = k == max(end, cue.last + 1) and (ousted or view.words[cue.last] in outward)  # nothing says out of what
    return ended and noun is not None and view.words[noun.last] in lexicon.words("rivals")


def _struck_off(view: View, k: int) -> bool:
    """Tell whether those counted are only taken off a list: "removed 300 voters FROM THE ROLLS"."""
    lexicon, stop = view.reading.lexicon, min(view.sentence.last, k + _LISTED)
    if k >= stop or view.words[k] not in lexicon.words("outward"):
        return False
    return not lexicon.words("registers").isdisjoint(view.words[k + 1 : stop])


_LISTED = 5  # tokens of "from the voters' rolls"


def _names_arena(view: View, k: int) -> bool:
    """Tell whether a contest, an office or a trade is named at a token or the next one, and no home after it."""
    arenas = view.reading.lexicon.words("arenas")
    stop = min(k + _NAMED, view.sentence.last)
    j = next((j for j in range(k, stop) if view.words[j] in arenas), None)
    if j is None or any(_is_home(view, n) for n in range(k, min(j + _NAMED + 1, view.sentence.last))):
        return False  # "out of their JOBS and homes"
    after = j + 1
    if after >= view.sentence.last or not view.words[after].isalpha():
        return True
    joined = any(view.last_of(t, after) is not None for t in ("np_stops", "place_prepositions", "conjunctions"))
    return joined or view.words[after] in view.reading.lexicon.words("by_means")  # but "out of the MARKET area"


def _whose(view: View, k: int) -> bool:
    """Tell whether a token is an article or says whose a thing is: "out of THE race", "from THEIR posts"."""
    return view.words[k] in view.reading.lexicon.words("articles") or view.last_of("own", k) is not None


def _is_home(view: View, k: int) -> bool:
    """Tell whether homes are named at a token."""
    return any(c.phrase.key == Unit.DWELLING for c in view.starting("units").get(k, ()))
