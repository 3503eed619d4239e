"""What a text mostly tells of people, for those of whom it tells nothing."""

from collections import Counter

from stats.assembly.draft import AS_BEFORE, Draft
from stats.assembly.headed import lodged_under
from stats.assembly.headings import read_heading
from stats.assembly.lines import LINES, holds_counts
from stats.assembly.view import View
from stats.readers.reading import Reading
from stats.vocabulary import Term, Unit

_OF_MANY = frozenset({
    Term.DISPLACED, Term.FLED, Term.EVACUATED, Term.SHELTERED, Term.IN_CAMP, Term.REFUGEE, Term.RETURNED, Term.AFFECTED,
    Term.HOMELESS, Term.IN_NEED, Term.RELOCATED, Term.STRANDED,
})  # fmt: skip
_OFTEN = 2  # counts that make what is told of them the main term
_MOSTLY = 0.75  # the share of all such counts that they are at least
NOTHING = "nothing is said to have happened"
"""How the term of a count is known of which the text tells nothing."""


def take_main_term(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Give those of whom nothing is told what nearly all others of the text are told to be: displaced, affected.

    "… 1,900 households were DISPLACED.", and two paragraphs on: "In Alder 80 households, most of them from the coast".
    """
    told = Counter(d.term for d in drafts if d.term in _OF_MANY)
    main, times = told.most_common(1)[0] if told else (None, 0)
    if main is None or times < _OFTEN or times < _MOSTLY * told.total():
        return drafts
    for draft in drafts:
        known = draft.implied.get("term")
        if known == NOTHING and _only_counted(reading, draft):
            draft.term, draft.implied["term"] = main, "as mostly told in this text"
        elif known == AS_BEFORE and draft.term is Term.OTHER and draft.noun and not _only_counted(reading, draft):
            draft.implied["term"] = NOTHING  # it does not become what the one before it has become
    return drafts


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


def _only_counted(reading: Reading, draft: Draft) -> bool:
    """Tell whether no more is told than that people or households are there: "1,200 PERSONS, most of them children".

    Officials are more than people, and of "4,000 people WERE still waiting" more is told than the rules can read.
    """
    if draft.unit is Unit.DWELLING or draft.noun is None:
        return False
    asked, after = reading.lexicon.words, reading.words[draft.noun[1] + 1 : draft.noun[1] + 2]
    if not (asked("auxiliaries") | asked("perfect")).isdisjoint(after):
        return False
    return draft.unit is Unit.HOUSEHOLD or reading.words[draft.noun[1]] in reading.lexicon.asked("unit_words").by_last
