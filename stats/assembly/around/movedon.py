"""People who are away from home already and are moved on are relocated: "800 refugees have been MOVED to Lusenda"."""

from collections.abc import Sequence

from stats.assembly.around.exiles import anybody, passage
from stats.assembly.draft import Draft
from stats.readers.reading import Reading
from stats.vocabulary import Kind, Term, Unit

_MAY_BE = frozenset({Term.EVACUATED, Term.REFUGEE, Term.FLED, Term.DISPLACED, Term.IN_CAMP, Term.SHELTERED})
_AWAY = frozenset({Term.REFUGEE, Term.DISPLACED, Term.IN_CAMP})
_PEOPLE = frozenset({None, Unit.PERSON, Unit.HOUSEHOLD})
_AROUND = 40  # tokens of its sentence around a count
_VERB = 8  # tokens from those counted to their verb: "who have agreed to be MOVED"
_GOAL = 4  # tokens from the verb to where it leads: "moved by truck TO the settlement"


def bind_moved_on(reading: Reading, drafts: Sequence[Draft], i: int) -> None:
    """Make a draft one of relocated people where those who are away already are moved on.

    drafts: all of a text in order, those before i bound.
    """
    draft = drafts[i]
    if draft.unit not in _PEOPLE or draft.term not in _MAY_BE:
        return
    if draft.term is Term.DISPLACED and draft.how not in ("noun", ""):
        return  # "have been DRIVEN from home"
    before = drafts[i - 1] if i else None
    if before is not None and before.term is Term.RELOCATED and _same_verb(draft, before):
        draft.term = Term.RELOCATED
    elif _is_moved(reading, draft) and _is_away(reading, drafts, i):
        told = draft.governor is not None and draft.how != "noun"
        draft.term, draft.said = Term.RELOCATED, draft.said or (None if told else Kind.FLOW)


def _same_verb(draft: Draft, before: Draft) -> bool:
    """Tell whether the verb of the count before tells of this one too."""
    own, other = draft.governor, before.governor
    return own is not None and other is not None and own.first == other.first


def _is_moved(reading: Reading, draft: Draft) -> bool:
    """Tell whether those counted are moved from one place to another, by an everyday verb.

    "Were MOVED to", "are to be TAKEN to", "has MOVED 900 refugees away", "two convoys CARRYING 443 people".
    """
    words, verbs = reading.words, reading.lexicon.words("moved_on")
    begin, end = draft.clause
    governor, first = draft.governor, draft.quantity.first
    if governor is not None and begin <= governor.first < first and governor.phrase.role in ("acts", "takes"):
        return governor.phrase.words[0] in verbs  # not "lodging has been TAKEN up by"
    if first > begin and words[first - 1] in reading.lexicon.words("convoying"):
        return True
    after = (draft.noun[1] if draft.noun is not None else draft.quantity.last) + 1
    passive, leads = reading.lexicon.words("moved_passive"), reading.lexicon.words("moved_whither")
    for k in range(after, min(after + _VERB, end)):
        if words[k] in ",;:.":
            return False
        if words[k] in verbs and (k == after or words[k - 1] in passive):
            if words[k] in reading.lexicon.words("shifts"):
                return True
            return not leads.isdisjoint(words[k + 1 : min(k + 1 + _GOAL, end)])
    return False


def _is_away(reading: Reading, drafts: Sequence[Draft], i: int) -> bool:
    """Tell whether those counted are away from home: by their name, by those of whom they are, or by the passage.

    In one on the displaced only where camps are told in the same sentence: "moved out as the CAMPS were closed".
    """
    draft, lexicon = drafts[i], reading.lexicon
    if draft.noun is not None:
        named = reading.words[draft.noun[0] : draft.noun[1] + 1]
        if not lexicon.words("away_people").isdisjoint(named):
            return True
    whole = draft.parent or draft.sibling
    if whole is not None and whole.term in _AWAY and draft.governor is None:
        return True
    if reading.tokens_of(lexicon.words("nature")) or not anybody(reading, draft):
        return False  # "moved 4,000 people to shelters before the storm", refugees or not
    told = passage(reading, drafts, i)
    if told > 0:
        return True
    camps, sentence = lexicon.asked("camp_words"), draft.sentence
    first, stop = max(sentence.first, draft.quantity.first - _AROUND), min(sentence.last, draft.quantity.last + _AROUND)
    near = any(camps.last(reading.words, k, stop) is not None for k in range(first, stop))
    return told < 0 and draft.term is Term.EVACUATED and near
