"""What a heading or question tells of the counts under it: "Displaced families by district", "How many have died?"."""

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from stats.assembly.counted.candidates import is_candidate
from stats.assembly.counted.lines import LINES, OPEN, above_lines, holds_counts, is_counting_line, is_heading
from stats.assembly.counted.nouns import counted
from stats.assembly.counted.thinglabels import labels_things
from stats.assembly.draft import Draft
from stats.assembly.happened.lodging import lodged_in
from stats.assembly.lists.columnplaces import lodged_above
from stats.assembly.lists.headings import Heading, read_heading
from stats.assembly.lists.summed import total_above
from stats.assembly.lists.wholes import (
    SPREAD,
    card_over,
    goes_on_with_places,
    led_in,
    named_after,
    opens_with_place,
    total_over,
)
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue, Reading, Sentence
from stats.readers.when.pairs import is_in_run, pairs_in
from stats.vocabulary import LODGED, Term, Unit

LABEL = 20  # tokens of a line before its number: "Western: 424 centres, 27,240"
_TITLE = 4  # tokens of a heading that a paragraph right under it takes what happened from
_FURTHER = 2  # lines from the one right over a list to its title


def heading_over(reading: Reading, sentence: Sentence) -> Heading:
    """Return what the heading, the introduction or the question above a line or a paragraph tells; nothing if none."""
    for view, told in _read(reading, sentence):
        if told.term is not None and view.has("hazards", told.term.first):
            return Heading()  # "Flood impact" tells why, and not what happened to those counted below
        if told.term is not None or told.unit is not None:
            return told
    return Heading()


def lodged_under(reading: Reading, sentence: Sentence) -> Cue | None:
    """Return where those are whom a line counts, where the heading above names nothing else: "Collective shelters"."""
    return next((cue for view, _ in _read(reading, sentence) if (cue := lodged_in(view)) is not None), None)


def _read(reading: Reading, sentence: Sentence) -> Iterator[tuple[View, Heading]]:
    """Yield the heading, introduction or question above a line or a paragraph, and its titles, with what they tell."""
    above = above_lines(reading, sentence)
    if above is None:
        return
    asks = reading.words[above.last - 1] in OPEN
    listed_here = sentence.shape in LINES or bool(pairs_in(reading, sentence)) or is_in_run(reading, sentence)
    short = above.last - above.first <= _TITLE and sentence.index == above.index + 1  # "I. AFFECTED" over a paragraph
    if not asks and not (is_heading(reading, above) and (listed_here or short)):
        return
    for line in [above, *_titles(reading, above)]:
        view = View.of(reading, line, [])
        yield view, read_heading(view, line.first, line.last)


def _titles(reading: Reading, above: Sentence) -> Iterator[Sentence]:
    """Yield the headings over the line above a list, which may only say whose figures they are: "(round 12, June)"."""
    for index in range(above.index - 1, max(-1, above.index - 1 - _FURTHER), -1):
        title = reading.sentences[index]
        if title.shape != "head" or holds_counts(reading, title):
            return
        yield title


def spread_out(reading: Reading, earlier: list[Draft], draft: Draft) -> Draft | None:
    """Return the count that lines spread out, where the heading over them says only by what: "By province:"."""
    if draft.sentence.shape not in LINES or draft.noun is None:
        return None
    above = above_lines(reading, draft.sentence)
    if above is None or reading.words[above.last - 1] not in OPEN or heading_over(reading, draft.sentence).term:
        return None
    near = (d for d in reversed(earlier) if above.index - SPREAD <= d.sentence.index < above.index)
    return next((d for d in near if d.unit is draft.unit and d.value >= draft.value and d.term is not None), None)


def listed(view: View, earlier: list[Draft]) -> list[Draft]:
    """Return the draft of a line that is a name and a number, where a heading tells what is counted; none otherwise.

    earlier: the drafts before it, of which one may be the total over the lines: "Death toll: 149", then "Samoa: 110".
    """
    sentence = view.sentence
    if not view.quantities:
        return []
    answer = _answer(view)
    if answer is not None:
        return answer
    if sentence.shape not in LINES and not is_in_run(view.reading, sentence):
        return []
    q, rest = number_of_line(view)
    ends = all(not word[0].isalnum() for word in view.words[rest : sentence.last]) or _adds_remark(view, q, rest)
    named = sentence.first < q.first <= sentence.first + LABEL
    alone = q.first == sentence.first and _right_under_title(view.reading, sentence)
    if not ((ends and (named or alone)) or named_after(view, q)) or q.share is not None:
        return []
    if ends and named and (summed := _summed(view, q, earlier)):
        return summed
    of_things = q.thing and (view.words[q.first - 1] == ":" or labels_things(view, q))
    if of_things or not is_candidate(view, q) or counted(view, q) is not None:
        return []
    told = heading_over(view.reading, sentence)
    tells = told.term is not None and (
        told.term.phrase.role == "nouns" or told.unit is not None or _alone(view.reading, told)
    )  # "Where they left from:" tells of no counts
    spread = not tells and (opens_with_place(view) or goes_on_with_places(view, q, earlier))
    total = (total_over(view, q, earlier) or led_in(view, q, earlier)) if spread else None
    if told.term is None and total is None and named_after(view, q):
        total = card_over(view, q, earlier)
    if total is not None and (term := total.told_by()) is not None:
        told, tells = Heading(term, total.unit, total.said, total.subject), True
    own = own_unit(view, q)
    if told.term is None and own in (Unit.PERSON, Unit.HOUSEHOLD) and (cue := lodged_above(view)) is not None:
        told, tells = Heading(cue), True
    if told.term is None or not tells:
        return []
    draft = headed(view, q, told, told.term, own)
    if total is not None and total.told_by() is not None and draft.unit is total.unit:
        draft.parent = total
    return [draft, *_in_brackets(view, q, draft, told)]


def _in_brackets(view: View, q: Quantity, draft: Draft, told: Heading) -> list[Draft]:
    """Return the same count in another unit that brackets behind it hold: "Alta: 5,120 (1,024 households)"."""
    close = view.closers.get(q.last + 1)
    inner = [n for n in view.quantities if close is not None and q.last < n.first < close]
    if len(inner) != 1 or told.term is None or inner[0].share is not None or not is_candidate(view, inner[0]):
        return []
    noun = counted(view, inner[0])
    if noun is not None:
        unit = noun.unit if noun.end == close else None
    else:  # "Displaced households (individuals)", and below it "Alta: 1,024 (5,120)"
        named = units_in(view.reading, told) if inner[0].last + 1 == close else []
        unit = Unit(named[-1].phrase.key) if len({c.phrase.key for c in named}) == _BOTH else None
        if unit is not None:
            draft.unit = Unit(named[0].phrase.key)
    if unit is None or {unit, draft.unit} != {Unit.HOUSEHOLD, Unit.PERSON}:
        return []
    other = headed(view, inner[0], told, told.term, unit)
    other.same_as = other.sibling = draft
    return [other]


_BOTH = 2  # units of a heading


def units_in(reading: Reading, told: Heading) -> list[Cue]:
    """Return the units that a heading names."""
    if told.tokens is None:
        return []
    return reading.cues(reading.sentence_at(reading.starts[told.tokens[0]])).all("units")


def number_of_line(view: View) -> tuple[Quantity, int]:
    """Return the last number of a line outside brackets, and the token after it, its brackets and an "each"."""
    q = view.quantities[-1]
    if len(view.quantities) > 1:
        outer = [q for q in view.quantities if not any(o < q.first < close for o, close in view.closers.items())]
        q = outer[-1] if outer else q
        labelled = next((n for n in outer if view.words[n.first - 1] == ":"), q)
        if not any(n.digits for n in outer if n.first > labelled.first):
            q = labelled  # "Goma: 300, following two raids"
    rest = q.last + 1
    if rest in view.closers:
        rest = view.closers[rest] + 1  # "Rwanda: 27,732 (24 May)"
    each = view.last_of("rates", rest) == rest and rest + 1 == view.sentence.last
    return q, rest + each  # "Alta, Roca: 1 each"


_REMARK = 3  # tokens after the comma in which things would say what was counted: "14, MOSTLY SCHOOLS"


def _adds_remark(view: View, q: Quantity, rest: int) -> bool:
    """Tell whether a labelled number is followed by a remark that counts nobody: "Goma: 300, FOLLOWING TWO RAIDS"."""
    if view.words[q.first - 1] != ":" or view.words[rest : rest + 1] != [","]:
        return False
    if any(other.first > rest and other.digits for other in view.quantities):
        return False
    return not any(view.starting("counted").get(k) for k in range(rest + 1, min(rest + _REMARK, view.sentence.last)))


def _summed(view: View, q: Quantity, earlier: list[Draft]) -> list[Draft]:
    """Return the draft of a line that is a part of a count told before, as it and the lines around it add up to it."""
    total = total_above(view.reading, view.sentence, earlier)
    term = total.told_by() if total is not None else None
    if total is None or term is None:
        return []
    told = Heading(term, total.unit, total.said, total.subject)
    draft = headed(view, q, told, term, total.unit)
    draft.parent = total
    return [draft]


def headed(view: View, q: Quantity, told: Heading, term: Cue, unit: Unit | None) -> Draft:
    """Return the draft of a number that a heading tells all of. unit: its own, None where the heading's holds."""
    sentence = view.sentence
    draft = Draft(q, sentence, (sentence.first, sentence.last), term=Term(term.phrase.key), governor=term)
    draft.how, draft.unit = "table", unit or told.unit or Unit.PERSON
    draft.subject = view.reading.text[term.start : term.end] if term.phrase.role == "nouns" else told.subject
    draft.said, draft.column = told.said, told.tokens
    draft.evidence["term"] = (term.start, term.end)
    draft.implied["unit"] = "from the heading"
    return draft


def _right_under_title(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether the line right above is a heading that counts nobody itself."""
    above = reading.sentences[sentence.index - 1] if sentence.index else None
    if above is None or above.shape != "head":
        return False
    bare = above.last - above.first == len(reading.numbers_in(above))  # a number alone, as this line is
    return not bare and not is_counting_line(reading, above)


def _answer(view: View) -> list[Draft] | None:
    """Return the draft of a bare number that opens the answer to a question, or what is told under a heading.

    "How many have died? Twelve, it says"; "Deaths", and under it "At least 53" or "Peru: some 40, in Lima".
    """
    q, sentence = view.quantities[0], view.sentence
    if not sentence.index or sentence.shape != "prose":
        return None
    asked = q.first == sentence.first and view.words[sentence.first - 1] == "?"
    if not asked and not (_opens_part(view.reading, sentence) and (q.first == sentence.first or _of_place(view, q))):
        return None
    told = heading_over(view.reading, sentence)
    if not asked and not (told.term is not None and (told.term.phrase.role == "nouns" or _alone(view.reading, told))):
        return None
    if told.term is None or not is_candidate(view, q) or q.thing or counted(view, q) is not None:
        return None
    return [headed(view, q, told, told.term, None)]


def _opens_part(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a paragraph stands right under a heading that counts nobody."""
    first = bisect_left(reading.sentences, sentence.paragraph, hi=sentence.index, key=attrgetter("paragraph"))
    above = reading.sentences[first - 1] if first else None
    return above is not None and above.shape == "head" and is_heading(reading, above)


def _of_place(view: View, q: Quantity) -> bool:
    """Tell whether a number is that of a place that opens its sentence: "Croatia: 38,000"."""
    return view.words[q.first - 1] == ":" and q.first - view.sentence.first <= LABEL and opens_with_place(view)


def _alone(reading: Reading, told: Heading) -> bool:
    """Tell whether a heading is what happened and nothing else: "EVACUATED", "TONIGHT IN SHELTERS", "3. Displaced"."""
    if told.term is None or told.tokens is None:
        return False
    first, last = _bared(reading, *told.tokens)
    if told.term.phrase.key in LODGED and last - first <= _SHORT:
        return True
    return told.term.first == first and last - told.term.last <= 2


def _bared(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Return the tokens [first, last) of a heading without its number, its signs, its time and what brackets hold."""
    words, heads = reading.words, reading.heads
    numbered = words[first + 1 : first + 2] == ["."] and (words[first].isdigit() or len(words[first]) <= _NUMERAL)
    first += 2 * (numbered and heads[first].isalnum())
    while first < last and not words[first][0].isalnum():
        first += 1
    for mark in reading.within(reading.periods, reading.starts[first], reading.ends[last - 1]):
        last = mark.first
        break
    last = next((k for k in range(first, last) if words[k] == "("), last)
    while last > first and not words[last - 1][0].isalnum():
        last -= 1
    return first, last


_NUMERAL = 4  # letters of a heading's number: "VIII."
_LABELS = OPEN | {"–", "—", "-", "="}  # between a label and its number
_SHORT = 4  # tokens of a heading that says where people are


def own_unit(view: View, q: Quantity) -> Unit | None:
    """Return the unit that a line's own label tells: "Families: 1,204" under "Displaced population"."""
    k = q.first - 1 - (view.words[q.first - 1] in _LABELS)
    k -= view.words[k] in view.reading.lexicon.words("fillers")  # "Families NOW: 51,894"
    cues = [*view.ending("units").get(k, ()), *view.ending("unit_words").get(k, ())] or _opening_unit(view, k)
    return Unit(cues[0].phrase.key or cues[0].phrase.role) if cues else None


def _opening_unit(view: View, last: int) -> list[Cue]:
    """Return the unit that opens a line's label, which ends at a token, if it is the only one: "Families NOW: 12"."""
    first = view.sentence.first + (not view.words[view.sentence.first][0].isalnum())
    named = [c for k in range(first, last + 1) for t in ("units", "unit_words") for c in view.starting(t).get(k, ())]
    return named[:1] if named and len({c.first for c in named}) == 1 and named[0].first == first else []
