"""What a text mostly tells of people, for those of whom it tells nothing."""

from collections import Counter

from stats.assembly.draft import AS_BEFORE, Draft
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
