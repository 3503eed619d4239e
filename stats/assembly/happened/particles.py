"""Verbs of several words that a count stands between: "SET 300 houses ON FIRE", "CUT 40 villages OFF"."""

from functools import lru_cache

from stats.assembly.counted.terms import Predicate, fits
from stats.assembly.happened.governing import clause_heads, skip_left
from stats.assembly.view import View
from stats.lexicon import Lexicon
from stats.phrases import Phrase
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue
from stats.vocabulary import Unit

_ROLES = frozenset({"acts", "done"})
_WORDS = 6  # of the longest such verb: "forced out of their homes"


def split_verb(view: View, q: Quantity, end: int, unit: Unit | None) -> Predicate | None:
    """Return what a verb tells whose first word stands right before a count and the rest right after its noun.

    end: token after the count and its noun. The same verb before all of it is an everyday one of [terms].
    """
    if end <= q.last + 1 and unit is None:
        return None  # "set 300 on fire": nobody knows what
    k = skip_left(view, q.first - 1)
    if k < view.sentence.first:
        return None
    near = _split_at(view, q, k, end, unit)
    far = (_split_at(view, q, j, end, unit) for j in clause_heads(view, q) if j < k)
    return near or next((found for found in far if found is not None), None)


def _split_at(view: View, q: Quantity, k: int, end: int, unit: Unit | None) -> Predicate | None:
    """Return what a verb tells whose first word stands at a token and the rest right after the noun of a count."""
    phrases = _split(view.reading.lexicon).get(view.words[k])
    if phrases is None or end >= view.sentence.last:
        return None
    told, following = view.has("orders", k), view.words[end]
    for phrase in phrases:
        rest = phrase.words[1:]
        if rest[0] != following:
            continue
        if told and rest[0] in view.reading.lexicon.words("infinitives"):
            continue  # "urged 900 voters TO GO to the polls"
        if tuple(view.words[end : min(end + len(rest), view.sentence.last)]) == rest and fits(phrase.key, unit):
            cue = Cue(k, k, view.reading.starts[k], view.reading.ends[k], phrase)
            return Predicate(cue, "before")
    return None


@lru_cache(maxsize=16)
def _split(lexicon: Lexicon) -> dict[str, tuple[Phrase, ...]]:
    """Return the phrases of several words whose object may stand inside them, by their first word, longest first."""
    found: dict[str, list[Phrase]] = {}
    joining = lexicon.words("conjunctions")  # "DAMAGED 300 houses AND DESTROYED 40": two verbs, each with its own
    for phrase in lexicon.table("terms"):
        whole = 1 < len(phrase.words) <= _WORDS and not phrase.words[-1].endswith("*")
        if phrase.role in _ROLES and whole and phrase.words[1] not in joining:
            found.setdefault(phrase.words[0], []).append(phrase)
    return {word: tuple(sorted(phrases, key=lambda p: -len(p.words))) for word, phrases in found.items()}
