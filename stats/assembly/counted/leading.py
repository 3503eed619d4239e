"""Labels that stand ahead of their numbers, one after the other in a line: "Families 900 Persons 4,500"."""

from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity


def leads_next(view: View, q: Quantity, last: int) -> bool:
    """Tell whether a word behind a number ends the label of the next number: "Dead: 12 INJURED: 40"."""
    words = view.words
    if not (words[q.first - 1] == ":" and last + 1 < view.sentence.last and words[last + 1] == ":"):
        return False
    return any(later.first == last + 2 for later in view.quantities)


def labels_lead(view: View) -> bool:
    """Tell whether each number of a line ends what a label begins, so that no noun after a number is its own.

    All numbers stand right behind a noun, the last one ends the line, and nobody does anything in it.
    """
    numbers, sentence = view.quantities, view.sentence
    if len(numbers) < _TWO or view.words[numbers[-1].last + 1 : sentence.last] not in ([], ["."]):
        return False
    begin = sentence.first
    for q in numbers:
        k = q.first - 1 - (view.words[q.first - 1] == ":")
        if k < begin or not _is_label(view, k) or not _APART.isdisjoint(view.words[begin + 1 : k]):
            return False  # "Displaced: 310 FAMILIES; dead: 14"
        if view.last_of("conjunctions", k - 1) == k - 1 and not _names_people(view, k):
            return False  # "The flood displaced 300 families AND INJURED 45"
        begin = q.last + 1
    told = view.words[sentence.first : sentence.last]
    return view.reading.lexicon.words("auxiliaries").isdisjoint(told)


def _is_label(view: View, last: int) -> bool:
    """Tell whether a noun of people or homes, or of what happened to them, ends at a token."""
    labelled = _names_people(view, last) or bool(view.ending("labels").get(last))
    return labelled or any(c.phrase.role in _LABELS for c in view.ending("terms").get(last, ()))


def _names_people(view: View, last: int) -> bool:
    """Tell whether a noun of people or homes ends at a token."""
    return bool(view.ending("units").get(last))


_APART = frozenset(";,.")
_TWO = 2  # numbers that make a row of labels
_LABELS = frozenset(("nouns", "done"))
