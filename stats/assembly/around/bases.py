"""Which count a share is of that names none: "56 per cent of them", "16 refugees (8%)", "90% of those who fled"."""

from collections.abc import Iterator
from itertools import islice

from stats.assembly.counted.portions import SHARE_LINE, called, is_aside, is_spelled_out, those_who
from stats.assembly.draft import AS_BEFORE, Draft
from stats.assembly.measured import compared
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity, set_share
from stats.readers.reading import Reading, Sentence
from stats.vocabulary import LODGED, Quantifier, Term, Unit

_AWAY = frozenset((Term.DISPLACED, Term.FLED, Term.EVACUATED, *LODGED))
_FAR = 200  # counts of a text in which those are that a share may name
_NEAR = 40  # counts before a share among which the one is that it is of


def find_bases(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Give shares told by a pronoun ("56 per cent of them") the count they are of; drop those that find none.

    The drafts that are kept are changed: their value, parent, unit and, where it is their whole's, their term.
    """
    kept: list[Draft] = []
    lost: Sentence | None = None  # a share of it found no count, so that those that go on with it find none
    for i, draft in enumerate(drafts):
        quantity = draft.quantity
        if quantity.share is not None and quantity.base is None:
            whole = _named(list(islice(_told_near(reading, kept, draft), 2)))
            whole = whole or _over_lines(kept, draft) or _only_one(reading, kept, draft)
            above = None if whole is not None else _told_above(reading, kept, draft)
            whole = whole or above
            nearly = reading.lexicon.asked("nearly_all").first(reading.words, quantity.first - 2, draft.sentence.first)
            if (is_aside(reading.words, quantity) and nearly is None) or _tells_again(reading, quantity):
                whole = _measured(kept, draft) or (_largest(kept, draft, whole) if _is_mostly(reading, draft) else None)
            elif is_spelled_out(reading, quantity):
                whole = _comes_to(kept, draft, drafts[i + 1 : i + 2])
            loose = draft.sentence is lost and not _is_of_pronoun(reading, draft)
            if whole is None or loose or _is_of_thing(reading, draft):
                lost = draft.sentence
                continue
            if whole.same_as is not None and (whole.same_as.unit is whole.unit or whole.unit is not Unit.PERSON):
                whole = whole.same_as
            quantity.base = whole.quantity
            set_share(quantity)
            draft.parent, draft.unit, draft.subject = whole, whole.unit, draft.subject or whole.subject
            if draft.term is None and (whole.term in _AWAY or whole is above):  # "94 per cent of them are in the west"
                draft.term, draft.implied["term"] = whole.term, AS_BEFORE
            if reading.words[quantity.first - 1] in reading.lexicon.words("another"):
                draft.term = whole.term  # "60 per cent had returned, the REMAINING 40 per cent wait"
        kept.append(draft)
    return kept


def _is_of_thing(reading: Reading, draft: Draft) -> bool:
    """Tell whether a bare share is of what the number before it counts: "burnt 900 ACRES, and are 1% contained".

    Or of a noun right behind it that is no word for people: "in a town of 900, at 5% CONTAINMENT".
    """
    numbers, after = reading.numbers_in(draft.sentence), draft.quantity.last + 1
    if draft.noun is None and after < draft.sentence.last and reading.words[after] in reading.lexicon.words("measures"):
        return True
    k = next((k for k, q in enumerate(numbers) if q is draft.quantity), 0)
    if not k or not numbers[k - 1].thing or draft.noun is not None or draft.term is not None:
        return False
    bare = after >= draft.sentence.last or not reading.words[after].isalpha()
    return not bare and reading.lexicon.asked("np_stops").last(reading.words, after, draft.sentence.last) is None


def _told_near(reading: Reading, kept: list[Draft], draft: Draft) -> Iterator[Draft]:
    """Yield the counts of a share's paragraph that it may be of, the nearest first.

    A share that opens a sentence goes on with those whom the paragraph tells of: not with a few of them, nor with the
    number that theirs is measured against ("20,000 fled, UP FROM 9,000, 270 OF THEM alone. Three in four are women").
    """
    paragraph, sentence = draft.sentence.paragraph, draft.sentence
    aside = is_aside(reading.words, draft.quantity)
    for told in islice(reversed(kept), _FAR):
        if told.sentence.paragraph != paragraph:
            return
        whole = told.parent if told.quantity.share is not None and not aside else None
        if whole is not None and (told.sentence is sentence or whole.sentence.paragraph != paragraph):
            yield whole  # of those that the share before it is of
            return
        if told.quantity.share is not None or not _called(reading, told, draft) or _is_share_told(reading, told):
            continue
        if _is_uncertain(told, draft):
            continue
        beside = told.sentence is sentence or aside
        if not beside and _among_brackets(reading, kept, told):
            continue
        if beside or not (compared(reading, told) or (_opens(reading, draft) and _is_part(reading, told))):
            yield told


def _is_uncertain(told: Draft, draft: Draft) -> bool:
    """Tell whether nobody knows how many those are that a share would be of: "HUNDREDS fled. 70 per cent of them".

    Or whether they are only foreseen: "900 fled, and 90,000 MAY FOLLOW. Half of the displaced are children".
    """
    return told.quantity.quantifier is Quantifier.VAGUE or (told.forecast and not draft.forecast)


def _is_share_told(reading: Reading, told: Draft) -> bool:
    """Tell whether a count in brackets is what a share of others comes to: "60% (1,200 people) are back"."""
    words, k = reading.words, told.quantity.first - 1
    return words[k] == "(" and reading.lexicon.asked("percent").first(words, k - 1, told.sentence.first) is not None


def _among_brackets(reading: Reading, kept: list[Draft], told: Draft) -> bool:
    """Tell whether a count in brackets divides another of its sentence: "900 are in two schools: Alder (700), …"."""
    if not _in_brackets(reading, told):
        return False
    beside = (d for d in reversed(kept[-_NEAR:]) if d.sentence is told.sentence and d.value > told.value)
    return any(not _in_brackets(reading, d) for d in beside)


def _in_brackets(reading: Reading, draft: Draft) -> bool:
    """Tell whether a bare number and nothing else stands in brackets: "Alder (700)"."""
    q, words = draft.quantity, reading.words
    return draft.noun is None and words[q.first - 1] == "(" and words[q.last + 1 : q.last + 2] == [")"]


def _is_part(reading: Reading, told: Draft) -> bool:
    """Tell whether a count is told as a part of another: "including 270 children", "270 OF WHOM came alone"."""
    them = reading.lexicon.asked("share_whole").last(reading.words, told.quantity.last + 1, told.sentence.last)
    return told.parent is not None or them is not None


def _opens(reading: Reading, draft: Draft) -> bool:
    """Tell whether a share opens its sentence and does not say whom it is of: "Three in four are women"."""
    return draft.quantity.first == draft.sentence.first and not _is_of_pronoun(reading, draft)


def _is_of_pronoun(reading: Reading, draft: Draft) -> bool:
    """Tell whether a pronoun after a share says whom it is of: "94 per cent OF THEM"."""
    whole = reading.lexicon.asked("share_whole")
    return whole.last(reading.words, draft.quantity.last + 1, draft.sentence.last) is not None


def _told_above(reading: Reading, kept: list[Draft], draft: Draft) -> Draft | None:
    """Return the count of the paragraph before that a share at the head of one is of: the largest told there.

    "There were 260,000.", then "The agency said that 94 PER CENT OF THEM come from the east".
    """
    sentence = draft.sentence
    before = reading.sentences[sentence.index - 1] if sentence.index else sentence
    opens = before.paragraph != sentence.paragraph and sentence.shape == "prose"
    if not opens or reading.numbers_in(sentence)[0] is not draft.quantity or is_aside(reading.words, draft.quantity):
        return None
    whose, named = _is_of_pronoun(reading, draft), _those_who(reading, draft)
    found: Draft | None = None
    for told in reversed(kept[-_NEAR:]):
        if told.sentence.paragraph < before.paragraph:
            break
        people = told.unit is Unit.PERSON or (whose and told.unit is Unit.HOUSEHOLD)
        moved = told.term in _AWAY or (whose and told.term not in (None, Term.OTHER))
        whole = told.quantity.share is None and told.parent is None and not compared(reading, told)
        whole = whole and not _is_uncertain(told, draft)
        if people and moved and whole and _fits(named, told) and (found is None or told.value > found.value):
            found = told
    return found


def _named(near: list[Draft]) -> Draft | None:
    """Return the count that a share is of, of the two nearest that it may be of: not of all who live in a country.

    near: these two, the nearest first, or fewer.
    """
    if len(near) > 1 and near[0].term is Term.POPULATION and near[1].sentence is near[0].sentence:
        return near[1] if near[1].term is not Term.POPULATION else near[0]
    return near[0] if near else None


def _tells_again(reading: Reading, quantity: Quantity) -> bool:
    """Tell whether a share tells a count again: "562 returnees, OR 53 per cent of the displaced"."""
    words, k = reading.words, quantity.first - 1
    told = reading.lexicon.asked("equal_links").first(words, k, k - 1)
    if told is None or words[told - 1] != ",":
        return False
    if set(words[quantity.last + 1 : quantity.last + 2]) & reading.lexicon.words("share_verbs"):
        return False  # "40 per cent are in camps, and 5 per cent ARE in churches"
    return reading.lexicon.asked("share_whole").last(words, quantity.last + 1, len(words)) is None  # "and 9% OF THEM"


def _measured(kept: list[Draft], draft: Draft) -> Draft | None:
    """Return the count that the one before a share is that share of: of 200 displaced, "16 refugees (8%)"."""
    share, part = draft.quantity.share or 0, kept[-1] if kept else None
    if part is None or part.sentence is not draft.sentence or part.quantity.share is not None:
        part = next((d for d in reversed(kept[-2:]) if d.quantity.share is None), None)
    if part is None or part.sentence is not draft.sentence:
        return None
    wholes = (d for d in reversed(kept[-_NEAR:]) if d.quantity.share is None and d.unit is part.unit)
    found = next((d for d in wholes if d.value > part.value and abs(part.value / d.value - share) <= _ROUNDED), None)
    if found is not None:
        draft.term = part.term
    return found


def _comes_to(kept: list[Draft], draft: Draft, after: list[Draft]) -> Draft | None:
    """Return the count of which a share is as many as brackets behind it tell: of 2,000, "60% (1,200 people)"."""
    share, part = draft.quantity.share or 0, after[0] if after else None
    if part is None or part.quantity.first != draft.quantity.last + 2:
        return None
    wholes = (d for d in reversed(kept[-_NEAR:]) if d.quantity.share is None and d.unit is part.unit)
    return next((d for d in wholes if d.value and abs(part.value / d.value - share) <= _ROUNDED), None)


def _is_mostly(reading: Reading, draft: Draft) -> bool:
    """Tell whether a sentence opens with most of those whom its shares are of: "Most of the displaced (77%)"."""
    return reading.lexicon.asked("mostly").last(reading.words, draft.sentence.first, draft.sentence.last) is not None


def _largest(kept: list[Draft], draft: Draft, whole: Draft | None) -> Draft | None:
    """Return the largest count like a whole in the sentence before: "260,000, compared to 117,000 in May"."""
    if whole is None:
        return None
    like = (d for d in kept[-_NEAR:] if d.sentence is whole.sentence and d.unit is whole.unit and d.term is whole.term)
    return max(like, key=lambda d: d.value, default=whole)


def _only_one(reading: Reading, kept: list[Draft], draft: Draft) -> Draft | None:
    """Return the only count told so far of those whom a share names: "90 per cent of those who fled"."""
    view = View.of(reading, draft.sentence, [draft.quantity])
    term = called(view, draft.quantity) or those_who(view, draft.quantity)
    if term is None and _is_mostly(reading, draft):
        term = Term.DISPLACED
    if term is None or reading.words[draft.sentence.first] in reading.lexicon.words("share_of"):
        return None  # "Of the clashes in May, 47 per cent of the displaced ..." are of others
    fitting = _AWAY if term in _AWAY else (term,)
    told = [d for d in kept[-_FAR:] if d.term in fitting and d.unit is Unit.PERSON and d.quantity.share is None]
    told = [d for d in told if not (compared(reading, d) or _is_uncertain(d, draft))]
    alone = len({d.value for d in told}) == 1 and told[-1].quantity.quantifier is not Quantifier.LESS_THAN
    return told[-1] if alone else _far_the_largest([d for d in told if d.term is term])


def _far_the_largest(told: list[Draft]) -> Draft | None:
    """Return the count that is much larger than all others: that of all, where these are of places or of days."""
    values = sorted({d.value for d in told})
    if len(values) < _TWO or values[-1] < _LARGER * values[-2]:
        return None
    return next(d for d in reversed(told) if d.value == values[-1])


_TWO = 2  # counts of which one may be of all
_LARGER = 1.5  # times the next: how large it then is at least


_ROUNDED = 0.006  # a share in whole per cents differs by no more from what it rounds


def _those_who(reading: Reading, draft: Draft) -> Term | None:
    """Return what happened to those that a share says it is of: "80% OF THOSE STILL DISPLACED come from Alder"."""
    return those_who(View.of(reading, draft.sentence, [draft.quantity]), draft.quantity)


def _fits(named: Term | None, whole: Draft) -> bool:
    """Tell whether a count may be that of those to whom this happened; any may where nothing is named."""
    return named is None or whole.term is named or (whole.term in _AWAY and named in _AWAY)


def _called(reading: Reading, whole: Draft, draft: Draft) -> bool:
    """Tell whether a count is of those a share names: "900 people fled. 46 per cent of THE DISPLACED are women"."""
    words, after, stop = reading.words, draft.quantity.last + 1, draft.sentence.last
    if not _fits(_those_who(reading, draft), whole):
        return False
    of = reading.lexicon.asked("of_the").last(words, after, stop)
    if draft.noun is None or of is None or reading.lexicon.asked("share_whole").last(words, after, stop) is not None:
        return True
    moved = whole.term in _AWAY and draft.term in _AWAY
    near = draft.sentence.index - whole.sentence.index <= 1
    if not near or not (moved or whole.term is draft.term):
        return False
    if whole.unit is draft.unit:
        return True
    return whole.unit is Unit.HOUSEHOLD and called(View.of(reading, draft.sentence, []), draft.quantity) is not None


def _over_lines(kept: list[Draft], draft: Draft) -> Draft | None:
    """Return the count of people over the lines that tell shares of it: "Displaced: 12,000", "Women: 52%"."""
    index = draft.sentence.index
    if draft.sentence.shape == "prose" or draft.sentence.last - draft.sentence.first > SHARE_LINE:
        return None
    for earlier in reversed(kept):
        if earlier.sentence.index != index and earlier.sentence.index != index - 1:
            return None
        if earlier.quantity.share is None:
            return earlier if earlier.unit is Unit.PERSON else None
        index = earlier.sentence.index
    return None
