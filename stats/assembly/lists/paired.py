"""Lines of names and numbers in turn: their heading, or the names themselves, say what is counted."""

from stats.assembly.counted.candidates import is_candidate
from stats.assembly.counted.terms import STRENGTH
from stats.assembly.counted.thinglabels import names_things
from stats.assembly.draft import Draft
from stats.assembly.happened.ellipses import says
from stats.assembly.kinds.words import said_in
from stats.assembly.lists.headed import LABEL, headed, heading_over, units_in
from stats.assembly.lists.headings import Heading, read_heading
from stats.assembly.view import View
from stats.readers.when.pairs import Pair, pairs_in, unit_behind
from stats.vocabulary import Kind, Unit


def paired(view: View) -> list[Draft]:
    """Return the drafts of a line of names and numbers in turn under a heading: "Afar 92; Somali 76; Oromia 18".

    Where the names themselves say what happened, those of "Dead 3; hurt 9"; none of "Dead: 3; hurt: 9", which reads as
    any other line.
    """
    if len(view.quantities) < _FEWEST:
        return []
    pairs = pairs_in(view.reading, view.sentence)
    if not pairs:
        return _doubled(view)
    if view.sentence.shape == "prose" and any(says(view, pair.quantity.first - 1) for pair in pairs):
        return []  # "The government SAYS 20,000; the rebels CLAIM 160,000" names nobody
    labels = [read_heading(view, pair.first, pair.last + 1) for pair in pairs]
    if any(_says(view, pair) for pair in pairs):
        return _labelled(view, pairs, labels)
    told = read_heading(view, view.sentence.first, pairs[0].first)  # "Displaced persons – Alder 72 / Birch 50"
    if told.term is None:
        told = heading_over(view.reading, view.sentence)
    behind = unit_behind(view.reading, view.sentence)
    unit = Unit(behind.phrase.key) if behind is not None else None
    named = (view.capitalised(pair.first) or label.unit for pair, label in zip(pairs, labels, strict=True))
    if told.term is None or not all(named):
        return []
    drafts: list[Draft] = []
    heads = {c.last for c in units_in(view.reading, told)}
    dated = view.reading.within(view.reading.periods, view.sentence.start, view.sentence.end)
    for pair, label in zip(pairs, labels, strict=True):
        if _is_count(view, pair):
            draft = headed(view, pair.quantity, told, told.term, (label.unit or unit) if label.term is None else None)
            draft.times = [(m, 0.0) for m in dated if pair.first <= m.first <= pair.last]  # "Jan 1,912 / Feb 2,440"
            if draft.times and told.term.first - 1 in heads:
                draft.said = draft.said or Kind.FLOW  # "Families DISPLACED by month"
            drafts.append(draft)
    return drafts


_FEWEST = 2  # numbers of a line of pairs


def _is_count(view: View, pair: Pair) -> bool:
    """Tell whether the number of a pair counts somebody, and no things: "Schools 14; houses 310"."""
    pair.quantity.thing = names_things(view, pair.first, pair.last)
    return is_candidate(view, pair.quantity) and not pair.quantity.thing


def _labelled(view: View, pairs: list[Pair], labels: list[Heading]) -> list[Draft]:
    """Return the drafts of a line whose labels tell what happened, without signs between: "Dead 3; homeless 400"."""
    if any(pair.joined or pair.quantity.first < pair.first for pair in pairs):
        return []
    lead = said_in(view, view.sentence.first, pairs[0].first, range(pairs[0].first, pairs[0].first))
    drafts: list[Draft] = []
    for pair, label in zip(pairs, labels, strict=True):
        if label.term is not None and _is_count(view, pair):
            draft = headed(view, pair.quantity, label, label.term, label.unit)
            draft.said, draft.column, draft.how = label.said or lead, None, "link"
            drafts.append(draft)
    return drafts


def _doubled(view: View) -> list[Draft]:
    """Return the drafts of a line with a number for each of two units that the heading names.

    "Evacuated families / persons", then "Region I: 120 / 530".
    """
    first, second = view.quantities[0], view.quantities[-1]
    sentence, words = view.sentence, view.words
    if len(view.quantities) > _FEWEST or words[first.last + 1 : second.first] != ["/"]:
        return []
    ends = all(not word[0].isalnum() for word in words[second.last + 1 : sentence.last])
    named = sentence.first < first.first <= sentence.first + LABEL
    if not (named and ends):
        return []
    told = heading_over(view.reading, sentence)
    units = list(dict.fromkeys(c.phrase.key for c in units_in(view.reading, told)[-_FEWEST:]))
    if told.term is None or sorted(units) != sorted((Unit.HOUSEHOLD, Unit.PERSON)):
        return []
    drafts = [headed(view, q, told, told.term, Unit(u)) for q, u in zip((first, second), units, strict=True)]
    drafts[1].same_as = drafts[1].sibling = drafts[0]
    return drafts


def _says(view: View, pair: Pair) -> bool:
    """Tell whether the name beside a number says what happened; a hazard only says why: "Flood 1,200"."""
    names = range(pair.first, pair.last + 1)
    told = [*view.all("terms"), *view.all("labels")]
    return any(c.first in names and c.phrase.key in STRENGTH and not view.has("hazards", c.first) for c in told)
