"""What the text around a count makes of a word that tells little by itself: inmates, victims, those a town hosts."""

from collections import Counter
from collections.abc import Sequence

from stats.assembly.draft import AS_BEFORE, Draft
from stats.readers.reading import Reading
from stats.readers.when.events import kinds_among
from stats.vocabulary import LODGED, Term

_AWAY = frozenset({Term.DISPLACED, Term.REFUGEE, Term.RETURNED})
_LENT = frozenset({None, Term.AFFECTED, Term.KILLED})
_WAYS = frozenset({Term.EVACUATED, Term.FLED, Term.DISPLACED, Term.REFUGEE, Term.RELOCATED})
_CAME = frozenset({Term.FLED, Term.DISPLACED})
_MOVED = frozenset({Term.FLED, Term.EVACUATED})
_HOUSED = frozenset({Term.POPULATION, Term.SHELTERED})
_MAY_BE_FREE = frozenset({Term.SHELTERED, Term.EVACUATED, Term.FLED, Term.RELOCATED, Term.RETURNED, Term.IN_NEED})
_HARM = frozenset({
    Term.KILLED, Term.INJURED, Term.MISSING, Term.DISPLACED, Term.REFUGEE, Term.HOMELESS, Term.STRANDED, Term.DETAINED,
    Term.IN_CAMP, Term.AFFECTED, Term.HOUSING_DESTROYED, Term.HOUSING_DAMAGED,
})
_DRIVEN = frozenset({"acts", "drives", "ousts"})
_TOLD_OF = 3  # words for the displaced in a text that is about them
_PARTS = 6  # counts after those of whom they are parts


def bind_standing(reading: Reading, drafts: Sequence[Draft], i: int) -> None:
    """Give a draft the term that the text around it tells: "relief-camp INMATES" are in a camp.

    drafts: all of a text in order, those before i bound.
    """
    draft = drafts[i]
    if draft.sibling is not None and draft.implied.get("term") == AS_BEFORE:
        draft.term = draft.sibling.term  # which the text around may have given another since
    elif _may_be_free(draft) and _at_leisure(reading, draft) and not _in_crisis(reading, drafts):
        draft.term = Term.OTHER
    elif draft.term is Term.DETAINED and _called(reading, draft, "inmates"):
        if reading.tokens_of(reading.lexicon.words("inmates_camps")):
            draft.term = Term.IN_CAMP
    elif draft.term in _LENT and _called(reading, draft, "victims") and _in_centres(reading):
        if not _others_lodged(reading, drafts, i):
            draft.term = Term.SHELTERED  # in flood bulletins "the number of victims" is that of those in relief centres
    elif draft.term is Term.POPULATION and (whole := _has_victims(reading, draft)) is not None:
        draft.term = Term.SHELTERED if _in_centres(reading) else Term.AFFECTED
        whole.term = draft.term
    elif draft.term in _LENT and draft.noun is None and draft.governor is None and draft.sibling is not None:
        draft.term = draft.sibling.term or draft.term  # "Segamat had 3,817 victims, followed by Tangkak (598)"
    elif draft.term is Term.KILLED and _called(reading, draft, "casualties") and _with_deaths(reading, drafts, i):
        draft.term = Term.OTHER  # "1,950 CASUALTIES, including 480 deaths" are the hurt too
    elif draft.term is Term.REFUGEE and draft.noun is None and _within(reading) and _is_of_uprooted(draft):
        draft.term = Term.DISPLACED  # "9,000 refugees of the eruption. They are in Alder (300), Birch (1,200)"
    elif draft.term is Term.REFUGEE and _called(reading, draft, "refugees") and _within(reading):
        whole = draft.sibling if draft.noun is None else None
        own = Term.SHELTERED if _in_shelter(reading, draft) else Term.DISPLACED
        draft.term = whole.term if whole is not None and whole.term is not None else own
    elif draft.term is Term.POPULATION and _called(reading, draft, "hosting"):
        draft.term = _hosted(reading) or draft.term
    elif draft.term is Term.OTHER and draft.governor is None and _is_on_board(reading, draft):
        draft.term = Term.EVACUATED
    elif draft.term is Term.OTHER and draft.governor is None and draft.noun is not None:
        draft.term = _now_there(reading, drafts, draft.noun[1] + 1, draft.sentence.last) or draft.term
    elif draft.term is Term.RELOCATED and _only_shifted(reading, draft):
        draft.term = Term.EVACUATED
    elif draft.term in _CAME and _called(reading, draft, "coming") and _of_refugees(drafts):
        draft.term = Term.REFUGEE
    elif draft.term is Term.FLED and _called(reading, draft, "coming") and _of_displaced(reading, drafts):
        draft.term = Term.DISPLACED  # "900 people reached the town", in a text on the displaced
    elif draft.term is Term.EVACUATED and _called(reading, draft, "removing") and _of_evictions(reading):
        draft.term = Term.DISPLACED
    elif draft.term in _MOVED and draft.governor is not None:
        first = draft.governor.first - (draft.governor.phrase.role == "states")  # "MOVED | to a safer place"
        draft.term = _moved(reading, draft, reading.words[first : draft.governor.last + 1])
    elif draft.term is Term.POPULATION and draft.noun is None and (whole := _opened(reading, drafts, i)) is not None:
        draft.term, draft.parent = whole.term, draft.parent or whole
    elif draft.term in _HOUSED and draft.governor is not None:
        draft.term = _lodged(reading, draft) or draft.term


def _has_victims(reading: Reading, draft: Draft) -> Draft | None:
    """Return the count of victims that a place only "has", or that of which this one tells the families; None if none.

    "Alder School HAS 254 VICTIMS (69 families)": no inhabitants.
    """
    whole = draft.same_as if draft.same_as is not None else draft
    noun = whole.noun
    victims = noun is not None and reading.words[noun[1]] in reading.lexicon.words("victims")
    return whole if victims else None


def _is_of_uprooted(draft: Draft) -> bool:
    """Tell whether a bare count goes on with those who turned out to be displaced in their own country."""
    whole = draft.sibling or draft.parent
    return whole is not None and whole.term is Term.DISPLACED


def _may_be_free(draft: Draft) -> bool:
    """Tell whether what is told of people may be told of those at leisure too: "the team DROVE 300 fans wild"."""
    if draft.term is not Term.DISPLACED or draft.governor is None:
        return draft.term in _MAY_BE_FREE
    return draft.how == "before" and draft.governor.phrase.role in _DRIVEN


def _now_there(reading: Reading, drafts: Sequence[Draft], after: int, stop: int) -> Term | None:
    """Return how people got where they "ARE NOW", as the text mostly tells it; None where they are not said to be."""
    if reading.lexicon.asked("now_there").last(reading.words, after, stop) is None:
        return None
    told = Counter(d.term for d in drafts if d.term in _WAYS)
    return told.most_common(1)[0][0] if told else None


def _is_on_board(reading: Reading, draft: Draft) -> bool:
    """Tell whether a convoy or buses carry those counted, in a text on an evacuation: "buses CARRYING 900 people"."""
    carried = reading.words[draft.quantity.first - 1] in reading.lexicon.words("convoying")
    evacuates = bool(reading.tokens_of(reading.lexicon.words("evacuating")))
    return carried and evacuates and not _called(reading, draft, "workers")


def _only_shifted(reading: Reading, draft: Draft) -> bool:
    """Tell whether people are only said to be moved, in a text on a hazard: "13 persons were SHIFTED overnight"."""
    if draft.governor is None or draft.governor.phrase.table != "terms" or len(draft.governor.phrase.words) > 1:
        return False
    return _called(reading, draft, "shifts") and bool(reading.tokens_of(reading.lexicon.words("nature")))


def _of_refugees(drafts: Sequence[Draft]) -> bool:
    """Tell whether a text counts refugees, and more often than people displaced in their own country."""
    told = [d.term for d in drafts]
    return told.count(Term.REFUGEE) > told.count(Term.DISPLACED) + told.count(Term.EVACUATED)


def _of_evictions(reading: Reading) -> bool:
    """Tell whether a text speaks of people put out of their homes by others, and of no hazard: "police REMOVED 90"."""
    words, told = reading.lexicon.words, reading.tokens_of
    return bool(told(words("evicting")) and not told(words("nature")) and not told(words("evacuating")))


def _of_displaced(reading: Reading, drafts: Sequence[Draft]) -> bool:
    """Tell whether a text speaks of the displaced, and counts nobody who crossed a border."""
    if any(d.term is Term.REFUGEE for d in drafts):
        return False
    return bool(reading.tokens_of(reading.lexicon.words("uprooted")))


def _with_deaths(reading: Reading, drafts: Sequence[Draft], i: int) -> bool:
    """Tell whether deaths are counted among casualties: "1,950 casualties, INCLUDING 480 deaths"."""
    draft, after = drafts[i], next(iter(drafts[i + 1 : i + 2]), None)
    if after is None or after.sentence is not draft.sentence or after.value >= draft.value:
        return False
    including, first = reading.lexicon.asked("including", "words"), after.quantity.first
    return after.term is Term.KILLED and including.first(reading.words, first - 1, draft.quantity.last) is not None


def _within(reading: Reading) -> bool:
    """Tell whether a text calls those displaced by a hazard in their own country refugees. Worked out once."""
    if "refugees within" not in reading.memo:
        lexicon = reading.lexicon
        hit = len(reading.tokens_of(lexicon.words("nature")))
        fled = reading.tokens_of(lexicon.words("borders"))
        reading.memo["refugees within"] = hit >= _HIT and not fled
    return bool(reading.memo["refugees within"])


def _in_shelter(reading: Reading, draft: Draft) -> bool:
    """Tell whether shelters are told in a count's own clause."""
    shelters, (first, stop) = reading.lexicon.asked("shelter_words"), draft.clause
    first = max(draft.sentence.first, draft.quantity.first - _SHELTER)
    return any(shelters.last(reading.words, k, stop) is not None for k in range(first, stop))


_SHELTER = 8  # tokens from a shelter to the count of those in it
_HIT = 2  # words for hazards in a text that is about one


def _at_leisure(reading: Reading, draft: Draft) -> bool:
    """Tell whether those counted, or those they are listed with, are named by what they are about: fans, pupils."""
    if draft.term is Term.EVACUATED and not (draft.how == "before" and _called(reading, draft, "shifts")):
        return False  # "700 tourists were airlifted out"
    named = draft.noun or (draft.sibling.noun if draft.sibling is not None else None)
    return named is not None and reading.words[named[1]] in reading.lexicon.words("at_leisure")


def _in_crisis(reading: Reading, drafts: Sequence[Draft]) -> bool:
    """Tell whether a text tells of anything that makes people move: "3,000 fans came to the stadium" does not.

    An event, harm, people who are uprooted, or a word of [crisis]. Worked out once.
    """
    known: bool | None = reading.memo.get("in crisis")
    if known is None:
        lexicon = reading.lexicon
        lists = ("crisis", "evacuating", "flight", "abroad")
        known = any(reading.tokens_of(lexicon.words(name)) for name in lists)
        known = known or bool(kinds_among(reading, 0, len(reading.words)))
        known = reading.memo["in crisis"] = known or any(d.term in _HARM and not _may_be_free(d) for d in drafts)
    return known


def _moved(reading: Reading, draft: Draft, verb: Sequence[str]) -> Term | None:
    """Return what an everyday verb of going or moving tells in a text on an evacuation, on the displaced, or neither.

    "Some 1,800 have MOVED to Santo" are evacuated where the text tells of an evacuation and nobody flees, relocated
    where it tells of none, and displaced in a report on the displaced.
    """
    words, lexicon = frozenset(verb), reading.lexicon
    evacuates = bool(reading.tokens_of(lexicon.words("evacuating")))
    flees = bool(reading.tokens_of(lexicon.words("flight")))
    uprooted = len(reading.tokens_of(lexicon.words("uprooted"))) >= _TOLD_OF
    shifts = not words.isdisjoint(lexicon.words("shifts")) and words.isdisjoint(lexicon.words("away"))
    goes = shifts or (not words.isdisjoint(lexicon.words("going")) and words.isdisjoint(lexicon.words("away")))
    if draft.term is Term.FLED and evacuates and not flees and goes and _in_evacuation(reading, draft):
        return Term.EVACUATED
    if draft.term is Term.EVACUATED and not evacuates and shifts:
        passive = reading.words[draft.governor.first - 1] in lexicon.words("passive") if draft.governor else False
        if not words.isdisjoint(lexicon.words("safer")):
            return draft.term if passive else Term.RELOCATED  # "900 had MOVED to safer ground", "900 WERE MOVED there"
        return Term.DISPLACED if uprooted and len(verb) == 1 else draft.term
    return draft.term


def _lodged(reading: Reading, draft: Draft) -> Term | None:
    """Return what the place tells where people stay "there" or "in them", or are only said to be put up; None if none.

    "340 relief camps were set up, and 900 people took shelter IN THEM." Where they were taken to shelters in an
    evacuation, they are evacuated.
    """
    governor, lexicon, words = draft.governor, reading.lexicon, reading.words
    if governor is None or governor.first < draft.quantity.first:
        return None
    carried, into = lexicon.words("carried"), lexicon.words("goes_into")
    between = range(draft.quantity.last + 1, governor.last + 1)
    if draft.term is Term.SHELTERED and any(
        words[k] in carried and not into.isdisjoint(words[k + 1 : k + 2]) for k in between
    ):
        return Term.EVACUATED if reading.tokens_of(lexicon.words("evacuating")) else None
    after = words[governor.last : governor.last + _POINTED]
    if lexicon.words("there").isdisjoint(after):
        return None
    camps, shelters, stop = lexicon.asked("camp_words"), lexicon.asked("shelter_words"), draft.quantity.first
    for k in range(stop - 1, reading.sentences[max(0, draft.sentence.index - 1)].first - 1, -1):
        if camps.last(words, k, stop) is not None:
            return Term.IN_CAMP
        if shelters.last(words, k, stop) is not None:
            return Term.SHELTERED
    return None


_POINTED = 4  # tokens from a verb to "in them"


def _in_evacuation(reading: Reading, draft: Draft) -> bool:
    """Tell whether an evacuation is told near a count, and not that people went by themselves."""
    first, last, lexicon = draft.quantity.first, draft.quantity.last, reading.lexicon
    near = reading.tokens_of(lexicon.words("evacuating"))
    alone = lexicon.words("by_themselves").isdisjoint(reading.words[last + 1 : last + _ALONE])
    return alone and any(first - _BEFORE <= k <= last + _AFTER for k in near)


_ALONE = 8  # tokens from a count to "by their own means"
_BEFORE, _AFTER = 60, 40  # tokens around a count among which an evacuation is told


def _called(reading: Reading, draft: Draft, table: str) -> bool:
    """Tell whether the word that told a draft's term, or else its noun, ends in a word of a table."""
    if draft.governor is not None:
        return draft.governor.phrase.words[-1] in reading.lexicon.words(table)
    return draft.noun is not None and reading.words[draft.noun[1]] in reading.lexicon.words(table)


def _in_centres(reading: Reading) -> bool:
    """Tell whether a text speaks of relief or evacuation centres. Worked out once."""
    if "in centres" not in reading.memo:
        centres, stop = reading.lexicon.asked("shelter_words"), len(reading.words)
        near = reading.tokens_of(reading.lexicon.words("relief_centres"))
        reading.memo["in centres"] = any(centres.last(reading.words, k, stop) is not None for k in near)
    return bool(reading.memo["in centres"])


def _others_lodged(reading: Reading, drafts: Sequence[Draft], i: int) -> bool:
    """Tell whether those in shelters are counted beside victims: "4,000 victims, 900 people IN SHELTERS"."""
    beside = (d for d in (*drafts[max(0, i - 1) : i], *drafts[i + 1 : i + 2]) if d.sentence is drafts[i].sentence)
    return any(d.term in LODGED and d.noun is not None and not _called(reading, d, "victims") for d in beside)


def _hosted(reading: Reading) -> Term | None:
    """Return what those are whom a place hosts in a text on refugees, or on the displaced; None in others."""
    abroad = len(reading.tokens_of(reading.lexicon.words("abroad")))
    uprooted = len(reading.tokens_of(reading.lexicon.words("uprooted")))
    if abroad == uprooted:
        return None
    return Term.REFUGEE if abroad > uprooted else Term.DISPLACED


def _opened(reading: Reading, drafts: Sequence[Draft], i: int) -> Draft | None:
    """Return the displaced of whom those are parts who only live somewhere: "Of the 54,000 IDPs, 32,000 live in towns".

    They open the sentence, or stand in the one before where it opens with "of these".
    """
    draft = drafts[i]
    first, opening = draft.sentence.first, reading.lexicon.asked("of_opening")
    these = reading.lexicon.asked("of_pronouns")
    points = these.last(reading.words, first, draft.sentence.last) is not None
    for other in reversed(drafts[max(0, i - _PARTS) : i]):
        apart = draft.sentence.index - other.sentence.index
        if apart > points or other.sentence.paragraph != draft.sentence.paragraph:
            return None
        whole = other.term in _AWAY and other.unit is draft.unit and other.value >= draft.value
        led = opening.first(reading.words, other.quantity.first - 1, first) == first if not apart else points
        if whole and led:
            return other
    return None
