"""Clauses on people that stand before their main verb without a word for "who", and verbs that are of people alone."""

from stats.assembly.counted.terms import BACKGROUND
from stats.assembly.view import View
from stats.readers.reading import Cue


def is_bare_relative(view: View, begin: int, cues: list[Cue]) -> bool:
    """Tell whether a clause right behind people says how they were, in languages that need no "who" for it."""
    lexicon = view.reading.lexicon
    then = view.words[begin] in lexicon.asked("tenses", "then").by_last
    return bool(lexicon.grammar.get("bare_relatives")) and then and cues[0].phrase.key in BACKGROUND


def only_tells_who(view: View, k: int) -> bool:
    """Tell whether "most of them" only says who they are, and no verb of theirs follows: "most of them OF women"."""
    lexicon = view.reading.lexicon
    of = lexicon.words("numeral_of")
    return bool(lexicon.grammar.get("bare_relatives")) and not of.isdisjoint(view.words[k + 1 : k + 2])


def is_of_people(view: View, cue: Cue) -> bool:
    """Tell whether a verb's ending says that it is of people, and not of a thing that stands before it."""
    endings = tuple(view.reading.lexicon.grammar.get("people_verbs", ()))
    return bool(endings) and cue.phrase.role == "done" and any(w.endswith(endings) for w in cue.phrase.words)
