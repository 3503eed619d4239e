"""Asides that only say what kind of people those counted are: "2,400 people, MOST OF THEM CHILDREN, with no roof"."""

from stats.lexicon import Lexicon
from stats.readers.numbers.numberwords import number_words

_LONGEST = 8  # tokens between the signs of such an aside: "the majority of them women, children and the elderly"
_CLOSING = {",": ",", "(": ")", "–": "–", "—": "—"}
_PLAIN = frozenset(("armed", "population", "other"))  # terms that only say what people are


def drop_asides(text: str, words: list[str], starts: list[int], ends: list[int], lexicon: Lexicon) -> None:
    """Take the tokens of such asides, with their signs, out of a text's; changed here.

    What befell people is told around them, by a verb before and words behind: "left 2,400 people | with no roof".
    Kept are those that hold a number, a name, a place or a word for what happened to anybody.
    """
    openers = lexicon.asked("who_they_are")
    heads = openers.by_first.keys()
    opening = [i for i, word in enumerate(words) if word in heads and i and words[i - 1] in _CLOSING]
    for i in reversed(opening):
        last = openers.last(words, i, len(words))
        closing = None if last is None else _closes(words, last + 1, _CLOSING[words[i - 1]], lexicon)
        named = closing is not None and any(text[starts[k]].isupper() for k in range(i + 1, closing))
        if closing is not None and not named:
            del words[i - 1 : closing + 1], starts[i - 1 : closing + 1], ends[i - 1 : closing + 1]


def _closes(words: list[str], first: int, sign: str, lexicon: Lexicon) -> int | None:
    """Return the token of the sign that closes an aside of plain nouns, None where it tells more or does not end."""
    numbers = number_words(lexicon).telling
    inside = lexicon.asked("place_prepositions").by_first
    joins = lexicon.words("conjunctions") - lexicon.words("by_means")  # "…, most of them children, WITH no roof"
    for k in range(first, min(first + _LONGEST, len(words) - 1)):
        if words[k] == sign:
            return k if k > first and words[k + 1] not in joins else None
        known = (p for p in lexicon.starting(words[k]) if p.table == "terms")
        told = (p for p in known if (*words[k : k + len(p.words)],) == p.words)
        counts = not words[k].isalpha() or words[k] in numbers or words[k] in inside
        if counts or any(p.key not in _PLAIN for p in told):
            return None
    return None
