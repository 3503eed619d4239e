"""Counts over lines that spread them out: "Death toll: 149", then "Samoa: 110"; a key figure over those of places."""

from collections.abc import Sequence

from stats.assembly.counted.lines import LINES, above_lines
from stats.assembly.draft import Draft
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Reading
from stats.vocabulary import Unit

SPREAD = 4
"""Sentences from a count to the lines that spread it out."""
_BACK = 40  # counts that are looked back over for a total
_NAME = 5  # words of a place's name
OF_TOTAL = "from the total above"
"""How the term of a count is known that a total over its line tells."""


def total_over(view: View, q: Quantity, earlier: list[Draft]) -> Draft | None:
    """Return the total that ends the line over lines of a place and a number each: "Death toll: 149"; None if none."""
    below = view.sentence.index
    for draft in reversed(earlier):
        if draft.sentence.index != below - 1 or draft.sentence.shape not in LINES:
            return None
        if draft.how != "table":
            ends = _ends_line(view.reading, draft)
            return draft if ends and draft.how == "link" and draft.quantity.value >= q.value else None
        below -= 1
    return None


def _ends_line(reading: Reading, draft: Draft) -> bool:
    """Tell whether nothing follows a count in its line but its noun and what brackets hold: "405,700 people (+27%)"."""
    words, sentence = reading.words, draft.sentence
    rest = (draft.noun[1] if draft.noun is not None else draft.quantity.last) + 1
    bracketed = rest < sentence.last and words[rest] == "(" and words[sentence.last - 1] == ")"
    return rest >= sentence.last or (bracketed and words[rest : sentence.last].count("(") == 1)


def card_over(view: View, q: Quantity, earlier: list[Draft]) -> Draft | None:
    """Return the key figure over key figures by place: "91,459 Burundians fled", then "47,929 Tanzania"."""
    places = view.reading.within(view.reading.places, view.reading.ends[q.last], view.sentence.end)
    if not any(p.first == q.last + 1 for p in places):
        return None
    below = view.sentence.index
    for draft in reversed(earlier[-_BACK:]):
        opens = draft.sentence.shape == "head" and draft.quantity.first == draft.sentence.first
        if below - draft.sentence.index > 1 or not opens:
            return None
        if draft.how != "table":
            return draft if draft.quantity.value >= q.value and draft.term is not None else None
        below = draft.sentence.index
    return None


def tell_of_total(view: View, drafts: list[Draft], earlier: Sequence[Draft]) -> None:
    """Give the counts of a section's head, which tell nothing, the term of the total above: "KELANTAN: 657 people".

    Of a total that ends its own line, with nothing but lines since. drafts: those of the line, changed here.
    """
    lines, label = view.reading.sentences, view.words[view.sentence.first : drafts[0].quantity.first]
    if view.sentence.shape != "head" or ":" not in label or drafts[0].noun is None:
        return
    below = view.sentence.index
    for total in reversed(earlier[-_BACK:]):
        if any(line.shape not in LINES for line in lines[total.sentence.index : below]):
            return
        below = total.sentence.index
        over = total.how == "link" and total.quantity.last + 1 >= total.sentence.last
        over = over and total.unit is Unit.PERSON and total.quantity.value >= drafts[0].quantity.value
        if over or total.implied.get("term") == OF_TOTAL:
            for draft in drafts:
                draft.term, draft.governor, draft.how, draft.said = total.term, total.governor, "table", total.said
                draft.implied["term"] = OF_TOTAL
            return


def opens_with_place(view: View) -> bool:
    """Tell whether a line begins with the name of a place, after its bullet or number."""
    first, stop = view.sentence.first, view.sentence.last
    while first + 1 < stop and not view.words[first].isalpha():
        first += 1
    places = view.reading.within(view.reading.places, view.sentence.start, view.sentence.end)
    return any(m.first == first for m in places)


def goes_on_with_places(view: View, q: Quantity, earlier: Sequence[Draft]) -> bool:
    """Tell whether a line of a name and a number follows lines of places under the same total: "CHIN 33,800"."""
    before = earlier[-1] if earlier else None
    if before is None or before.how != "table" or before.parent is None:
        return False
    if before.sentence.index != view.sentence.index - 1:
        return False
    label = range(view.sentence.first, q.first - (view.words[q.first - 1] == ":"))
    named = all(view.capitalised(k) for k in label if view.words[k].isalpha())
    told = any(view.starting(table).get(k) for table in ("units", "terms", "counted", "labels") for k in label)
    return 0 < len(label) <= _NAME and named and not told and view.words[label[0]].isalpha()


def led_in(view: View, q: Quantity, earlier: list[Draft]) -> Draft | None:
    """Return the count that lines of a place and a number each spread out: "9,158 have arrived. By place:"."""
    above = above_lines(view.reading, view.sentence)
    if above is None or view.reading.words[above.last - 1] != ":":
        return None
    near = (d for d in reversed(earlier) if above.index - SPREAD <= d.sentence.index <= above.index)
    return next((d for d in near if d.term is not None and d.quantity.value >= q.value), None)


def named_after(view: View, q: Quantity) -> bool:
    """Tell whether a line is a number and a name: "17 340 Toukra"."""
    rest = range(q.last + 1, view.sentence.last)
    last = view.sentence.last - 1
    bracket = next((o for o, close in view.closers.items() if close == last), None)
    name = rest if bracket is None else range(q.last + 1, bracket)  # "27,732 Rwanda (24 May)"
    alone = (len(view.quantities) == 1 or bracket is not None) and q.first == view.sentence.first
    named = alone and 0 < len(name) <= _NAME and view.capitalised(q.last + 1)
    return named and all(view.words[k][0].isalpha() for k in name)
