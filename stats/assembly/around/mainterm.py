"""What a text mostly tells of people, for those of whom it tells nothing."""

from collections import Counter

from stats.assembly.around.exiles import may_be_exiles, visits
from stats.assembly.counted.lines import LINES, holds_counts
from stats.assembly.draft import Draft
from stats.assembly.lists.headed import lodged_under
from stats.assembly.lists.headings import read_heading
from stats.assembly.view import View
from stats.readers.reading import Cue, Reading
from stats.vocabulary import Term, Unit

_CALLED = frozenset({
    Term.DISPLACED, Term.REFUGEE, Term.RETURNED, Term.AFFECTED, Term.HOMELESS, Term.SHELTERED,
})  # fmt: skip
_OF_MANY = _CALLED | {Term.FLED, Term.EVACUATED, Term.IN_CAMP, Term.IN_NEED, Term.RELOCATED, Term.STRANDED}
_OFTEN = 2  # counts and words that make a main term
_MOSTLY = 0.4  # the share of all such counts and words that the main term has at least
_NEARLY_ALL = 0.75  # and one that tells only where people went, "evacuated", which is less of what they are
NOTHING = "nothing is said to have happened"
"""How the term of a count is known of which the text tells nothing."""
MOSTLY = "as mostly told in this text"
"""How the term of a count is known that takes what the text is mostly about."""


def bind_main_term(reading: Reading, drafts: list[Draft], i: int) -> None:
    """Give people of whom nothing is told what the text is mostly about: displaced, refugees, affected.

    "… 1,900 households were DISPLACED.", and two paragraphs on: "In Alder 80 households, most of them from the coast".
    Where the rules can read nothing, that is right far more often than that something else is told of them.
    drafts: all of a text, those before i bound.
    """
    draft = drafts[i]
    untold = draft.term is Term.OTHER and draft.implied.get("term") == NOTHING
    main = _main_term(reading, drafts) if untold and _may_be_victims(reading, draft) else None
    if main not in _CALLED and says_more(reading, draft):
        return
    if main is not None and (main is not Term.REFUGEE or may_be_exiles(reading, draft)):
        draft.term, draft.implied["term"] = main, MOSTLY


def says_more(reading: Reading, draft: Draft) -> bool:
    """Tell whether people do something that the rules cannot read: "4,000 people WERE still waiting"."""
    last = draft.noun[1] if draft.noun is not None else draft.quantity.last
    verbs = reading.lexicon.words("auxiliaries", "perfect")
    return not verbs.isdisjoint(reading.words[last + 1 : last + 2])


def _may_be_victims(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count may be of those whom an event befell: not of homes, nor of people named by their work.

    Nor of guests, and of those who do what guests and workers do: "the FESTIVAL drew 900 Ugandans".
    """
    if draft.unit is Unit.DWELLING or visits(reading, draft):
        return False
    idle = reading.lexicon.words("workers", "guests")
    return draft.noun is None or reading.words[draft.noun[1]] not in idle


def _main_term(reading: Reading, drafts: list[Draft]) -> Term | None:
    """Return what most counts of a text, and most words for people in it, call them; None where nothing stands out.

    Where people are told to have fled or been moved they may be many things: that has to be said of nearly all.
    """
    if "main term" in reading.memo:
        known: Term | None = reading.memo["main term"]
        return known
    told = Counter(d.term for d in drafts if d.term in _OF_MANY)
    spans = ((d.governor.start, d.governor.end) for d in drafts if d.governor is not None)
    counted = {k for start, end in spans for k in range(start, end)}  # these words are told by their counts
    cues = (c for sentence in reading.sentences for c in reading.cues(sentence).all("terms"))
    called = (c for c in cues if c.phrase.role == "nouns" and c.start not in counted)
    told.update(Term(c.phrase.key) for c in called if c.phrase.key in _OF_MANY)
    main, times = told.most_common(1)[0] if told else (None, 0)
    share = _MOSTLY if main in _CALLED else _NEARLY_ALL
    stands_out = times >= max(_OFTEN, share * told.total())
    reading.memo["main term"] = main if stands_out else None
    return main if stands_out else None


def take_term_of_moved(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Let those who are only told to have moved be displaced, where the counts before tell of displacement alone.

    "363 households were DISPLACED. … Where people MOVED to:", and under it "Alder – 152 households".
    """
    moved, told = reading.lexicon.words("moved_away"), Counter[Term]()
    for draft in drafts:
        only = draft.governor is not None and draft.governor.phrase.words[-1] in moved and draft.how == "table"
        only = only or (draft.sibling is not None and draft.sibling.implied.get("term") == MOVED)
        if draft.term is Term.EVACUATED and only and told[Term.DISPLACED] and not told[Term.EVACUATED]:
            draft.term, draft.implied["term"] = Term.DISPLACED, MOVED
        elif draft.term is not None:
            told[draft.term] += 1
    return drafts


MOVED = "moved, where all others are displaced"
"""How the term of a count is known that only tells of people who moved."""


def take_section_term(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Give people of whom nothing, or only that they are there, is told what their section's heading calls them.

    "BURUNDIAN REFUGEES", and under it "46 households were admitted to the centre".
    """
    for draft in drafts:
        stays = draft.governor is not None and draft.governor.phrase.role in _STAYING
        if draft.term is Term.POPULATION and stays and draft.how == "link" and draft.sentence.shape in LINES:
            lodged = lodged_under(reading, draft.sentence)  # "TRANSIT CENTRE", then "Staying there: 6,288"
            if lodged is not None:
                draft.term, draft.implied["term"] = Term(lodged.phrase.key), "from the section's heading"
                continue
        loose = draft.implied.get("term") == NOTHING or draft.term is Term.POPULATION
        if loose and draft.unit is not Unit.DWELLING and (called := _section(reading, draft)) is not None:
            draft.term, draft.implied["term"] = called, "from the section's heading"
    return drafts


_STAYING = frozenset(("does", "did", "states"))


def _section(reading: Reading, draft: Draft) -> Term | None:
    """Return whom the heading right over a count's part of the text names: refugees; None where it names others."""
    if draft.sentence.shape == "row":
        return None
    for index in range(draft.sentence.index - 1, max(-1, draft.sentence.index - 1 - _SECTION), -1):
        line = reading.sentences[index]
        if line.shape != "head" or holds_counts(reading, line):
            continue
        told = read_heading(View.of(reading, line, []), line.first, line.last).term
        named = told is not None and told.phrase.role == "nouns" and told.last + 1 == line.last
        return Term.REFUGEE if named and told is not None and told.phrase.key == Term.REFUGEE else None
    return None


_SECTION = 20  # sentences from a heading to the last of its section


def take_term_of_them(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Let people of whom nothing is told be what the sentence beside tells of them.

    "81,400 are on the list. THEY FLED raids", "Some FLED to Alder, others to Birch. IN TOTAL, there were 900 people".
    """
    for draft in drafts:
        if draft.term is Term.OTHER and draft.implied.get("term") == NOTHING and draft.unit is not Unit.DWELLING:
            told = _told_of_them(reading, draft)
            if told is None and (told := _summed_up(reading, draft)) is not None:
                draft.said = None  # "there WERE 900": who had fled
            if told is not None and all(d.term is Term.OTHER for d in drafts if d.sentence is draft.sentence):
                draft.term, draft.implied["term"] = Term(told.phrase.key), "from the sentence after it"
                draft.evidence["term"] = (told.start, told.end)
    return drafts


def _told_of_them(reading: Reading, draft: Draft) -> Cue | None:
    """Return what the sentence after a count tells of those whom a pronoun at its head points back to."""
    sentences, index, lexicon = reading.sentences, draft.sentence.index + 1, reading.lexicon
    if index >= len(sentences) or sentences[index].shape != "prose":
        return None
    after = sentences[index]
    near = after.paragraph - draft.sentence.paragraph <= 1
    if not near or reading.words[after.first] not in lexicon.words("those") & lexicon.words("same_passage"):
        return None
    small, k = lexicon.words("auxiliaries", "perfect", "passive", "passive_adverbs"), after.first + 1
    while k < after.last and reading.words[k] in small:
        k += 1
    cues = (c for c in reading.cues(after).all("terms") if after.first < c.first <= k <= c.last)
    return next((c for c in cues if c.phrase.key in _LEFT and c.phrase.role != "nouns"), None)


def _summed_up(reading: Reading, draft: Draft) -> Cue | None:
    """Return what the sentence before tells of people whom a count sums up: "IN TOTAL, there were 900 people"."""
    sentence, words, lexicon = draft.sentence, reading.words, reading.lexicon
    before = reading.sentences[max(0, sentence.index - 1)]
    if before is sentence or before.paragraph != sentence.paragraph or reading.numbers_in(before):
        return None
    last = draft.noun[1] if draft.noun is not None else draft.quantity.last
    in_all = lexicon.asked("in_all")
    ends = (sentence.first, last + 1)
    if all(in_all.last(words, k, sentence.last) is None for k in ends):
        return None
    left = (c for c in reversed(reading.cues(before).all("terms")) if c.phrase.key in _LEFT)
    return next((c for c in left if c.phrase.role in ("does", "done")), None)


_LEFT = frozenset((Term.FLED, Term.DISPLACED, Term.REFUGEE, Term.EVACUATED, Term.RETURNED, Term.HOMELESS))
