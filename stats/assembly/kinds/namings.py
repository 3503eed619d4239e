"""What the word that told a term is by itself: what happens, what was done, whose number it is, what was left."""

from stats.assembly.draft import Draft
from stats.readers.reading import Cue, Reading

_CLAUSE_ENDS = frozenset(";.:()")


def were_left(reading: Reading, draft: Draft) -> bool:
    """Tell whether something has left people in the state told of them: "a storm LEFT 90 homeless, 18 in shelters".

    Asked of languages whose words for such people are their participles too.
    """
    leaves, words, lexicon = reading.lexicon.grammar.get("leaves", ()), reading.words, reading.lexicon
    k = draft.quantity.first - 1
    while leaves and k >= draft.sentence.first and words[k] not in leaves:
        if words[k] in _CLAUSE_ENDS or words[k] in lexicon.words("passive") or words[k] in lexicon.words("relatives"):
            return False
        k -= 1
    return bool(leaves) and k >= draft.sentence.first


def is_numbered(reading: Reading, draft: Draft) -> bool:
    """Tell whether the word that told a term names those who are numbered: "THE NUMBER OF displaced stands at 900".

    Asked of languages whose word for such people is their participle too.
    """
    if draft.governor is None or draft.governor.phrase.role not in ("done", "nouns", "words"):
        return False
    nouns = reading.lexicon.grammar.get("number_nouns", ())
    k, words = draft.governor.first - 1, reading.words
    if nouns and any(cue.first <= k <= cue.last for cue in reading.cues(draft.sentence).all("units")):
        k -= 1  # "the number of displaced FAMILIES", told in the other order
    while k > draft.sentence.first and words[k] in reading.lexicon.words("numeral_of"):
        k -= 1
    return words[k] in nouns or draft.governor.phrase.words[0] in nouns


def is_of_event(reading: Reading, governor: Cue) -> bool:
    """Tell whether the word that told a term is a label of what happens rather than of people: "ABDUCTIONS: 66"."""
    return reading.lexicon.asked("happened").last(reading.words, governor.first, governor.last + 1) is not None


def was_done_to(reading: Reading, governor: Cue) -> bool:
    """Tell whether a label tells what was done to those whom the word before it names: "People DISPLACED".

    Columns of a table that stand beside each other may look like a noun: "People DISPLACED People killed".
    """
    home = reading.cues(reading.sentence_at(governor.start))
    participle = any(c.first == governor.first and c.phrase.role == "done" for c in home.all("terms"))
    participle = participle or (governor.phrase.role == "nouns" and governor.first < governor.last)
    return participle and governor.first - 1 in {c.last for c in home.all("units")}
