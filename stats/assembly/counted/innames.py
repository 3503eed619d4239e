"""Numbers that are parts of names and codes: "Kormari and Hanano 2", "V-12"."""

from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity


def ends_name(view: View, q: Quantity) -> bool:
    """Tell whether a small number ends or parts a name of a list: "in Kormari and Hanano 2", "and Purok 2 Lovers"."""
    k, first = q.last + 1, q.first
    if q.value >= _NAMED or first - 2 < view.sentence.first or view.sentence.shape != "prose":
        return False
    if not (view.words[first - 1].isalpha() and view.capitalised(first - 1)):
        return False
    if view.words[first - 2] != "," and view.first_of("conjunctions", first - 2) is None:
        return False
    if ":" in view.words[view.sentence.first : first] or k in view.starting("terms") or k in view.starting("units"):
        return False
    beside = (p for p in view.quantities if p is not q and abs(p.first - first) <= _BESIDE)
    return not any(view.capitalised(p.first - 1) for p in beside)  # "Leyte 4 and Samar 5"


def names_site(view: View, q: Quantity) -> bool:
    """Tell whether brackets behind sites hold their names, of which a small number is a part: "camps (TOLA 1, 2)"."""
    if q.value >= _NAMED:
        return False
    words, asked = view.words, view.reading.lexicon.asked
    opening = next((o for o, close in view.closers.items() if o < q.first < close), None)
    if opening is None or not view.capitalised(opening + 1):
        return False
    tables = ("camp_words", "shelter_words", "site_words", "centres")
    if all(asked(name).first(words, opening - 1, view.sentence.first) is None for name in tables):
        return False
    k = q.first - 1
    while k > opening and words[k] == "," and words[k - 1].isdigit():
        k -= 2
    return k > opening and words[k].isalpha() and view.capitalised(k)


_NAMED = 10  # smaller numbers may be parts of names
_BESIDE = 6  # tokens from an item of a list to the next


def glued(view: View, first: int) -> bool:
    """A number that touches letters before it is part of a code ("V-12", "a2NC6"), unless a PDF lost the blank."""
    if not view.touching(first):
        return False
    before = view.words[first - 1]
    if before.isalpha():
        if not view.reading.text[view.reading.ends[first - 1] - 1].isalpha():
            return False  # "plus D'un million": a word that has lost its vowel
        small = view.reading.lexicon.clitics.are(before)
        return not small and (len(before) < _WORD or not view.reading.lexicon.knows(before))
    return before in "@#" or (before in "-–" and view.touching(first - 1) and view.words[first - 2].isalpha())


_WORD = 3  # letters of a word that a PDF may have glued to a number; fewer are a code's ("M23")
