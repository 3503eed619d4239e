"""Everyday texts, in which nothing uproots anybody: who leaves, moves in, is served or stays over there just does.

Reports on sport, business or schools tell of people with the same verbs: "20,000 left the payrolls", "eight players
have returned", "the hostel houses 2,800 students". In 85 such texts two of three such terms were wrong (November 2026);
in texts on displacement hardly one of them stands without any word of [upheaval].
"""

from stats.assembly.draft import Draft
from stats.readers.reading import Reading
from stats.vocabulary import Term, Unit

_FEWEST = 80  # tokens of a text that would say what has happened; an excerpt may leave it out
_OF_NEED = frozenset({
    Term.DISPLACED, Term.FLED, Term.EVACUATED, Term.RELOCATED, Term.RETURNED, Term.REFUGEE, Term.SHELTERED,
    Term.IN_CAMP, Term.STRANDED, Term.IN_NEED,
})  # fmt: skip
EVERYDAY = "nothing in this text uproots anybody"
"""How the term of a count is known that only an upheaval would make more of."""


def leave_in_peace(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts of a text with those who are only said to go or be somewhere as "other", if all is quiet.

    Drops homes, which only an upheaval makes a figure: "builders started 66,000 homes, DOWN 14 per cent".
    """
    words = _words_of_upheaval(reading)
    if words > _FEW or len(reading.words) < _FEWEST:
        return drafts
    if words:
        for draft in drafts:
            if _is_at_leisure(reading, draft) and not _is_upheaval(reading, draft):
                _calm(draft)
        return drafts
    for draft in drafts:
        resides = draft.term is Term.POPULATION and not _is_resident(reading, draft)
        if draft.term in _OF_NEED or resides or _is_idiom(reading, draft):
            _calm(draft)
    return [draft for draft in drafts if draft.unit is not Unit.DWELLING]


_FEW = 3  # words of upheaval, as "the camp" of a festival: people named by what they are about need more to be uprooted


def _calm(draft: Draft) -> None:
    draft.term, draft.implied["term"] = Term.OTHER, EVERYDAY


def _words_of_upheaval(reading: Reading) -> int:
    """Return how many words of upheaval a text and its title have; two words of trouble are as much as one."""
    lexicon = reading.lexicon
    title = (reading.document.title or "").casefold().split()
    found = {reading.words[k] for k in reading.tokens_of(lexicon.words("upheaval"))}
    troubles = {reading.words[k] for k in reading.tokens_of(lexicon.words("trouble"))}
    found.update(lexicon.words("upheaval").intersection(title))
    troubles.update(lexicon.words("trouble").intersection(title))
    return len(found) + (len(troubles) > 1)


def _is_at_leisure(reading: Reading, draft: Draft) -> bool:
    """Tell whether people who would be uprooted are named by what they are about: fans, pupils, passengers."""
    named = draft.noun or (draft.sibling.noun if draft.sibling is not None else None)
    at_leisure = reading.lexicon.words("at_leisure")
    return draft.term in _OF_NEED and named is not None and reading.words[named[1]] in at_leisure


def _is_idiom(reading: Reading, draft: Draft) -> bool:
    """Tell whether a verb of harm tells none: "the party HELD twelve seats", "we LOST 30 people to retirement"."""
    governor, lexicon = draft.governor, reading.lexicon
    if draft.term is Term.DETAINED:
        return lexicon.words("custody").isdisjoint(reading.words[draft.sentence.first : draft.sentence.last])
    told = governor.phrase.words[0] if governor is not None else ""
    return draft.term in (Term.KILLED, Term.MISSING) and told in lexicon.words("idioms_of_harm")


def _is_upheaval(reading: Reading, draft: Draft) -> bool:
    """Tell whether the word that told what happened is one of upheaval itself: "15 teachers were also DISPLACED"."""
    told = draft.governor.phrase.words if draft.governor is not None else ()
    return not reading.lexicon.words("upheaval").isdisjoint(told)


def _is_resident(reading: Reading, draft: Draft) -> bool:
    """Tell whether those counted are called people of a place, and not its voters, users or shareholders."""
    return draft.noun is not None and reading.words[draft.noun[1]] in reading.lexicon.words("dwellers")
