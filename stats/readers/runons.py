"""Key figures that lost what stood between them: "12 people killed 30 injured 400 homes destroyed" on one line."""

from functools import lru_cache

from stats.lexicon import Lexicon
from stats.phrases import PhraseTable
from stats.readers.numbers.numberwords import number_words

_LABELLED = 8  # tokens of a label before its number: "Houses partially damaged by the storm: 45"
_SIGNS = frozenset(".,;:|/()[]•·–—\"'?!%")
_TELLING = ("nouns", "done", "does", "states")  # roles of terms that may end what a key figure counts
_FEWEST = 2  # numbers of such a line
_LEAD = 3  # tokens before its first number: "more than 12 killed"
_NOUN = 6  # tokens from a number to what happened: "people living in the camp killed"


def items_in(
    words: list[str], text: str, starts: list[int], first: int, stop: int, lexicon: Lexicon
) -> list[int]:
    """Return the tokens at which the key figures of a line begin after its first; none where it is no such line.

    Each number is followed by words that tell what happened to those it counts, no sign stands between them, and where
    they are two those words stand right before the next number: "12 soldiers killed 30 rebels" is a sentence, as is
    what has a relative clause. Or each stands behind a label of its own, written with a capital.

    Args:
        words: the tokens of the text.
        text, starts: the text, and where each token starts in it.
        first, stop: the line, tokens [first, stop).
        lexicon: of its language.
    """
    if stop > first and words[stop - 1][0].isdigit():
        return _labelled(words, text, starts, first, stop, lexicon)
    numbers, articles = number_words(lexicon).words, lexicon.words("numeral_articles")
    if stop > first and words[stop - 1] == ".":
        stop -= 1
    near = range(first, min(stop, first + _LEAD))
    opened = next((k for k in near if words[k][0].isdigit() or words[k] in numbers), None)
    if opened is None or not _SIGNS.isdisjoint(words[first:stop]):
        return []
    relatives = lexicon.asked("relatives")
    if any(relatives.last(words, k, stop) is not None for k in range(opened, stop)):
        return []  # "Two women said THAT 300 families fled" where the verb stands before: a sentence
    before = lexicon.asked("quantifiers", "before")
    led = opened
    while (quantified := before.first(words, led - 1, first)) is not None:
        led = quantified
    if led != first:
        return []
    inside, joined = lexicon.asked("place_prepositions"), lexicon.asked("conjunctions")
    told = _telling(lexicon)
    begins: list[int] = []
    begun, ended = opened, None  # the number of the item, and the last token of what happened to those it counts
    k = opened + 1
    close = True
    while k < stop:
        begins_number = words[k] in numbers and words[k] not in articles  # "have received UNE aide" counts nothing
        if words[k][0].isdigit() or (begins_number and words[k - 1] not in numbers and begun + 1 < k):
            begin = k
            while (quantified := before.first(words, begin - 1, begun + 1)) is not None:
                begin = quantified
            if inside.first(words, begin - 1, begun + 1) is None and not words[begin - 1][0].isdigit():
                if ended is None or ended >= begin or joined.first(words, begin - 1, first) is not None:
                    return []  # "6 people were killed AND 10 injured"
                close = close and ended + 1 == begin
                begins.append(begin)
                begun, ended = k, None
            k += 1
            continue
        last = told.last(words, k, stop) if ended is None and k - begun <= _NOUN else None
        ended = last if last is not None else ended
        k = k + 1 if last is None else last + 1
    few = len(begins) < _FEWEST
    if ended is None or (few and not (close and _is_list_of_two(words, opened, begins, ended, lexicon))):
        return []
    return begins


def _is_list_of_two(words: list[str], opened: int, begins: list[int], ended: int, lexicon: Lexicon) -> bool:
    """Tell whether two items are key figures and no sentence: not "Two earthquakes KILLED 9,000 inhabitants".

    opened: the number of the first. ended: the last token of what happened to those of the second.
    """
    if not begins:
        return True
    units, told = lexicon.asked("units"), lexicon.asked("terms")
    between = range(opened + 1, begins[0])
    people = any(units.last(words, k, begins[0]) is not None for k in between)
    bare = told.last(words, opened + 1, begins[0]) is not None  # "12 killed 30 injured"
    what = words[ended]
    only_named = any(p.words[-1] == what and p.role == "nouns" and p.key in _NAMED for p in lexicon.starting(what))
    return (people or bare) and not only_named


_NAMED = frozenset(("armed", "population", "other"))  # what people are, and nothing that happened to them


def _labelled(
    words: list[str], text: str, starts: list[int], first: int, stop: int, lexicon: Lexicon
) -> list[int]:
    """Return the tokens at which the labels of a line begin after its first: "Dead 12 Injured 30 Missing 4"."""
    told = _telling(lexicon)
    begins: list[int] = []
    begin, tells = first, False
    for k in range(first, stop):
        if words[k][0].isdigit():
            if not tells:
                return []
            begins.append(k + 1)
            begin, tells = k + 1, False
            continue
        ends = words[k] == ":" and words[k + 1][0].isdigit()  # "Dead: 12 Injured: 30"
        capital = k > begin or text[starts[k]].isupper()
        if (words[k] in _SIGNS and not ends) or k - begin > _LABELLED or not capital:
            return []
        tells = tells or told.last(words, k, stop) is not None
    return begins[:-1] if len(begins) >= _FEWEST else []


@lru_cache(maxsize=16)
def _telling(lexicon: Lexicon) -> PhraseTable:
    """Return the words that tell what happened, as they stand behind those it happened to."""
    holding = {p.words for p in lexicon.table("terms") if p.role == "hosts"}  # "80 huts SHELTERING 400 people burned"
    told = (p for p in lexicon.phrases if p.table in ("terms", "labels") and _tells(p.table, p.role))
    return PhraseTable.of(p for p in told if p.words not in holding)


def _tells(table: str, role: str) -> bool:
    return table == "labels" or role in _TELLING
