"""Clauses that only say how many live in a place: "its people, WHO NORMALLY NUMBER 70,000, fled"."""

from stats.assembly.counted.counts import Count
from stats.assembly.counted.terms import Predicate
from stats.assembly.happened.governing import skip_left
from stats.assembly.view import View
from stats.phrases import Phrase
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue
from stats.vocabulary import Term


def sized(view: View, q: Quantity) -> Predicate | None:
    """Return that a number is how many live somewhere: "a population WHICH IS normally 70,000"; None where not."""
    verb = skip_left(view, q.first - 1)
    if _relative(view, verb) is None and not _owned(view, verb):
        return None
    phrase = Phrase((view.words[verb],), "terms", Term.POPULATION, "states")
    cue = Cue(verb, verb, view.reading.starts[verb], view.reading.ends[verb], phrase)
    return Predicate(cue, "link")


def _owned(view: View, verb: int) -> bool:
    """Tell whether a verb of number or being is told of a place's people: "a town WHOSE POPULATION IS 20,000"."""
    tells = view.words[verb] in view.reading.lexicon.words("number_verbs") or view.last_of("passive", verb) == verb
    lived = (c for c in view.ending("terms").get(verb - 1, ()) if c.phrase.key == Term.POPULATION)
    return tells and any(view.has("possessed", c.first - 1) for c in lived)


def _relative(view: View, verb: int) -> int | None:
    """Return the token of the "who" or "which" whose clause a verb of number ends, of people who live somewhere."""
    numbers = view.words[verb] in view.reading.lexicon.words("number_verbs")
    if not numbers and view.last_of("passive", verb) != verb:
        return None
    normally = view.reading.lexicon.asked("ordinarily")
    k = verb - 1
    while k > view.sentence.first and verb - k < _ADVERBS and not view.has("relatives", k):
        if not view.words[k].isalpha() or view.has("terms", k):
            return None
        k -= 1
    if not view.has("relatives", k):
        return None
    noun = k - 1 - (view.words[k - 1] == ",")
    told = any(normally.last(view.words, j, verb + _BEHIND) is not None for j in range(k, verb + _BEHIND))
    lived = any(c.phrase.key == Term.POPULATION for c in view.ending("terms").get(noun, ()))
    dwell = numbers and view.words[noun] in view.reading.lexicon.words("dwellers")
    return k if lived or (dwell and told) else None


_ADVERBS = 7  # tokens from "who" to "number": "who before the war used to number"
_BEHIND = 2  # tokens from a verb over an adverb: "which is NORMALLY"


def over_size(view: View, count: Count, later: Count) -> int | None:
    """Return the token after a clause that says how many all of a people are, None where none follows a count.

    "Some 3,000 of the inhabitants, WHO NORMALLY NUMBER 20,000, have gone back".
    """
    relative = _relative(view, skip_left(view, later.quantity.first - 1))
    if relative is None or relative - count.end > 1 or view.words[later.end : later.end + 1] != [","]:
        return None
    return later.end + 1
