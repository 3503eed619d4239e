"""Who is told with a bare participle beside what an event did: "8 dead, 90 homes burnt, 2,700 DISPLACED"."""

from stats.assembly.draft import Draft
from stats.readers.reading import Reading
from stats.vocabulary import HARMED, Kind, Term


def is_beside_losses(reading: Reading, draft: Draft) -> bool:
    """Tell whether a bare participle behind a number stands in a list of what an event did, in its line or the next."""
    governor, words = draft.governor, reading.words
    bare = governor is not None and governor.first == governor.last == draft.quantity.last + 1
    if not bare or governor is None or _tells_state(reading, draft):
        return False
    if any(c.last + 1 == draft.quantity.first for c in reading.cues(draft.sentence).all("hosts")):
        return False  # "the camp holds 3,000 displaced"
    after = words[governor.last + 1] if governor.last + 1 < draft.sentence.last else ""
    if _is_joined_to_loss(reading, draft):
        return True
    if after.isalpha() and after not in reading.lexicon.words("conjunctions"):
        return False  # "11,629 displaced in centres", "28 displaced people"
    near = range(-_LINES, _LINES + 1) if draft.sentence.shape == "item" else range(1)
    here = [draft.sentence.index + k for k in near]
    lines = [reading.sentences[k] for k in here if 0 <= k < len(reading.sentences)]
    lines = [line for line in lines if line.shape == draft.sentence.shape]
    told = (c.phrase for line in lines for t in ("terms", "labels") for c in reading.cues(line).all(t))
    return any(
        phrase.key in _LOSSES and (phrase.role in _BEFALLEN or (phrase.key in HARMED and phrase.role in _VERBS))
        for phrase in told
    )  # "8 dead", "THE TOLL rises to 8", "the quake KILLS 8"


def _tells_state(reading: Reading, draft: Draft) -> bool:
    """Tell whether a sentence says more of a kind than where a toll stands: "12,000 STILL displaced"."""
    return any(c.phrase.key != Kind.CUMULATIVE for c in reading.cues(draft.sentence).all("kinds"))


def _is_joined_to_loss(reading: Reading, draft: Draft) -> bool:
    """Tell whether a number is joined to what befell others, without a shelter: "8 families hit AND 20 displaced"."""
    sentence, joint = draft.sentence, draft.quantity.first - 1
    if joint < sentence.first or reading.words[joint] not in reading.lexicon.words("conjunctions"):
        return False
    told = (c for c in reading.cues(sentence).ends("terms").get(joint - 1, ()))
    if not any(c.phrase.key in _LOSSES and c.phrase.role in _BEFALLEN for c in told):
        return False
    sites = (reading.lexicon.asked("shelter_words"), reading.lexicon.asked("centres"))
    stop = min(sentence.last, draft.quantity.last + _HOUSED)
    return all(t.last(reading.words, k, stop) is None for t in sites for k in range(draft.quantity.last + 1, stop))


_HOUSED = 20  # tokens between those who were brought and the word for where they are
_LINES = 2  # lines of a list above and below one
_BEFALLEN = frozenset(("nouns", "done"))
_VERBS = frozenset(("acts", "does", "words"))
_LOSSES = frozenset({Term.KILLED, Term.INJURED, Term.AFFECTED, Term.HOUSING_DESTROYED, Term.HOUSING_DAMAGED})
