"""What stands beside a count and is told of something else: a place whose size it is, a total, a way to work."""

from stats.assembly.terms import Predicate
from stats.assembly.view import View
from stats.readers.reading import Cue
from stats.vocabulary import Term

_LEFT = frozenset({Term.FLED, Term.DISPLACED, Term.RETURNED})


def only_goes(view: View, told: Predicate) -> bool:
    """Tell whether a verb or a place only says where helpers are or go: "60 nurses CAME", "crews IN THE FORESTS"."""
    return told.term in _LEFT and (told.cue.phrase.role == "states" or told.cue.first in view.starting("moves"))


def names_place(view: View, told: Predicate, end: int) -> bool:
    """Tell whether those counted only say how large a place is, and what follows is told of the place."""
    if told.cue.phrase.role != "hosts":
        return False
    lexicon, last = view.reading.lexicon, told.cue.last
    people = any(p.table == "terms" and len(p.words) == 1 for p in lexicon.starting(view.words[last - 1]))
    of = view.words[last] in lexicon.words("numeral_of") and told.term is Term.POPULATION and not people
    struck = {*view.words[end + 1 : end + 2]} & (lexicon.words("articles") | lexicon.words("numeral_articles"))
    return view.words[end : end + 1] == [","] or (of and (not view.has("relatives", end) or bool(struck)))


def of_total(view: View, cue: Cue) -> bool:
    """Tell whether a verb says how high a number is that a noun heads: "the death toll HAS REACHED 100 people"."""
    k, between = cue.first - 1, view.reading.lexicon.words("perfect") | view.reading.lexicon.words("passive_adverbs")
    while k > view.sentence.first and view.words[k] in between:
        k -= 1
    nouns = (c for c in view.ending("terms").get(k, ()) if c.phrase.role == "nouns")
    counts = view.words[k] == "," or view.words[cue.first - 1] in view.reading.lexicon.words("perfect")
    if counts and any(view.has("totals", j) for j in range(view.sentence.first, k)):
        return True  # "the NUMBER OF refugees after the eruption, in Karo District, REACHED 3,284 people"
    return bool(view.ending("labels").get(k)) or next(nouns, None) is not None
