"""A line that is a head and its row at once: "Dead / injured / missing: 12 / 30 / 5", "HOUSES (razed/hit): 3/8"."""

from stats.assembly.counted.terms import fits
from stats.assembly.counted.thinglabels import names_things
from stats.assembly.draft import Draft
from stats.assembly.lists.headed import headed
from stats.assembly.lists.headings import Heading, read_heading
from stats.assembly.view import View
from stats.readers.mixedrows import names_in
from stats.readers.numbers.quantity import Quantity
from stats.vocabulary import HARMED

_FEWEST = 2  # numbers of such a line
_SIGNS = frozenset((":", "–", "—", "="))


def one_line(view: View) -> list[Draft] | None:
    """Return the drafts of a line with as many names before a colon as numbers after it; None where it is no such line.

    Where its names are of things, its numbers count nobody.
    """
    numbers = _parted(view)
    if numbers is None:
        return None
    colon = numbers[0].first - (view.words[numbers[0].first - 1] in _SIGNS)
    text, begin = view.reading.text, view.sentence.start
    spans = names_in(text[begin : view.reading.ends[colon - 1]], len(numbers))
    if not spans:
        return None
    cells = [_tokens(view, begin + a, begin + b) for a, b in spans]
    cells[-len(numbers)] = _after_dash(view, cells[-len(numbers)])
    lead = read_heading(view, view.sentence.first, cells[-len(numbers)][0])
    unit = lead.unit or read_heading(view, *cells[-len(numbers)]).unit
    tellings = [read_heading(view, *cell, unit) for cell in cells[-len(numbers) :]]
    if _tells_things(view, range(view.sentence.first, cells[-1][1]), lead, tellings):
        for q in numbers:
            q.thing = True
        return []
    drafts: list[Draft] = []
    for q, told in zip(numbers, tellings, strict=True):
        term = told.term or lead.term
        if term is not None and fits(term.phrase.key, told.unit or unit):  # not "DISPLACED – families / TENTS"
            drafts.append(headed(view, q, told, term, told.unit or unit))
            drafts[-1].how = "link"
    return drafts or None


def _tells_things(view: View, names: range, lead: Heading, tellings: list[Heading]) -> bool:
    """Tell whether the names of a line, none of which is of people or homes, are of things.

    One name that might tell of people says nothing where the others do not: "Games (won/lost): 12 / 5".
    """
    told = [heading.term for heading in (lead, *tellings) if heading.term is not None]
    if any(k in view.starting("units") for k in names):
        return False
    nouns = [term for term in told if term.phrase.role == "nouns"]
    if not any(term.phrase.key in HARMED for term in nouns) and names_things(view, names[0], names[-1]):
        return True
    return not nouns and lead.term is None and 0 < len(told) < len(tellings)


def _parted(view: View) -> list[Quantity] | None:
    """Return the numbers that end a line after a colon, with slashes between and nothing else; None where none do."""
    numbers, words = view.quantities, view.words
    if view.sentence.shape == "row" or len(numbers) < _FEWEST:
        return None
    k = view.sentence.last - 1
    found: list[Quantity] = []
    for q in reversed(numbers):
        if q.last != k or q.share is not None:
            break
        found.insert(0, q)
        k = q.first - 1
        if words[k] != "/":
            break
        k -= 1
    named = words[k] in _SIGNS or words[view.sentence.first : k].count("/") == len(found) - 1  # "Dead/hurt 12/30"
    return found if len(found) >= _FEWEST and named and k > view.sentence.first else None


def _after_dash(view: View, cell: tuple[int, int]) -> tuple[int, int]:
    """Return the tokens of the first name without what leads to the names: "DISPLACED – families / persons: 4 / 9"."""
    k = next((k for k in range(cell[1] - 2, cell[0], -1) if view.words[k] in _DASHES and not view.touching(k)), None)
    return cell if k is None else (k + 1, cell[1])


_DASHES = frozenset("–—-")


def _tokens(view: View, start: int, end: int) -> tuple[int, int]:
    """Return the tokens [first, last) of characters [start, end)."""
    starts = view.reading.starts
    tokens = [k for k in range(view.sentence.first, view.sentence.last) if start <= starts[k] < end]
    return (tokens[0], tokens[-1] + 1) if tokens else (view.sentence.first, view.sentence.first)
