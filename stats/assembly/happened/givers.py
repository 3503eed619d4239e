"""Those who only give a number of others: police, an army, officials who put the dead at 12."""

from stats.assembly.counted.terms import BACKGROUND
from stats.assembly.view import View
from stats.readers.reading import Cue
from stats.readers.wordsets import word_sets
from stats.vocabulary import Term


def gives_number(view: View, k: int, last: int) -> bool:
    """Tell whether a token ends who only gives others' number: "POLICE put the number at 12", not "their strength"."""
    speakers, terms = word_sets(view.reading.lexicon, "speakers"), view.ending("terms").get(k, ())
    tellers = any(c.phrase.key == Term.ARMED for c in terms) or view.words[k] in speakers["people"]
    if not (tellers or view.words[k] in speakers["bodies"]) or any(_is_counted(c) for c in terms):
        return False
    if view.words[k - 1] in view.reading.lexicon.words("numeral_of") or view.words[last + 1 : last + 2] == [":"]:
        return False  # "the number OF SOLDIERS reported killed is", "soldiers reported: 30"
    near = range(k + 1, min(k + 1 + _SAYS, last + 2))
    told = (c for j in near for c in view.starting("attributions").get(j, ()) if c.phrase.key in _TELL)
    verb = next((c for c in told if c.phrase.role != "finished" or _has_object(view, c.last, last)), None)
    return verb is not None and not any(word in speakers["its"] for word in view.words[verb.last : last + 1])


def tells(view: View, k: int, last: int) -> bool:
    """Tell whether a verb of saying stands at a token: "officials SAID the number", not "people REGISTERED number"."""
    said = (c for c in view.starting("attributions").get(k, ()) if c.phrase.key == "say")
    return any(c.phrase.role != "finished" or c.last < last for c in said)


def _is_counted(cue: Cue) -> bool:
    """Tell whether a noun tells of those who are counted, and hardly tell themselves: refugees, the displaced."""
    return cue.phrase.role == "nouns" and cue.phrase.key not in BACKGROUND


def _has_object(view: View, verb: int, last: int) -> bool:
    """Tell whether a verb that may be a participle leads to what is told: "estimated THE NUMBER at", "counted 12"."""
    articles = view.reading.lexicon.words("articles") | word_sets(view.reading.lexicon, "places")["it"]
    return verb >= last or view.words[verb + 1] in articles


_TELL = frozenset(("say", "count", "framed"))
_SAYS = 2  # tokens from those in arms to their verb: "soldiers THERE SAID"
