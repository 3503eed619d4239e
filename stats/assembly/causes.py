"""What drove the event behind a count: conflict, a disaster and its hazard, or something else."""

from collections import Counter
from collections.abc import Sequence

from stats.assembly.draft import Draft
from stats.readers.reading import Cue, Reading, Sentence
from stats.vocabulary import Cause, Hazard

CAUSES = "causes"
HAZARDS = "hazards"
_NONE = "none"  # the list of what looks like a cause and is none: "the FIRE BRIGADE"
_OPENING = 3  # how often the words of the document's first lines count, which tell what it is about
_FIRST = 2  # sentences: the headline and the lead

Told = tuple[Cause, Hazard | None]


def bind_cause(reading: Reading, draft: Draft) -> None:
    """Set draft.cause and draft.hazard: told by the count's own sentence, else by what the document is about."""
    told = _nearest(reading, draft)
    if told is not None:
        (draft.cause, draft.hazard), cue = told
        draft.evidence["cause"] = (cue.start, cue.end)
        return
    if "cause" not in reading.memo:
        reading.memo["cause"] = _of_document(reading)
    whole: Told | None = reading.memo["cause"]
    if whole is not None:
        draft.cause, draft.hazard = whole
        draft.implied["cause"] = "document"


def _told(cue: Cue) -> Told:
    """Return what a cue tells: the cause that its list is named after, or the hazard, which makes a disaster."""
    if cue.phrase.table == HAZARDS:
        return Cause.DISASTER, Hazard(cue.phrase.key)
    return Cause(cue.phrase.key), None


def _cues(reading: Reading, sentence: Sentence) -> Sequence[Cue]:
    cues = reading.cues(sentence)
    if HAZARDS not in cues.starts and CAUSES not in cues.starts:
        return ()
    found = [*cues.all(HAZARDS), *cues.all(CAUSES)]
    if len(found) > 1:
        found = [c for c in found if not any(_holds(other, c) for other in found)]
    return [c for c in found if c.phrase.key != _NONE]


def _holds(longer: Cue, cue: Cue) -> bool:
    """Tell whether a cue is a part of a longer one: "mortar FIRE" tells of no fire."""
    return longer.first <= cue.first and cue.last <= longer.last and longer.last - longer.first > cue.last - cue.first


def _nearest(reading: Reading, draft: Draft) -> tuple[Told, Cue] | None:
    """Return what the cue nearest to the count says; those of its own clause come first."""
    token = draft.quantity.first
    first, last = draft.clause
    best: tuple[tuple[bool, int], Cue] | None = None
    for cue in _cues(reading, draft.sentence):
        rank = (not first <= cue.first < last, abs(cue.first - token))
        if best is None or rank < best[0]:
            best = (rank, cue)
    return (_told(best[1]), best[1]) if best else None


def _of_document(reading: Reading) -> Told | None:
    """Return what most cues of the sentences with a count say, and of the headline and lead, which count more."""
    votes: Counter[Told] = Counter()
    counted = reading.counted()
    for sentence in reading.sentences:
        if sentence.index >= _FIRST and sentence.index not in counted:
            continue
        weight = _OPENING if sentence.index < _FIRST else 1
        for cue in _cues(reading, sentence):
            votes[_told(cue)] += weight
    if not votes:
        return None
    causes: Counter[Cause] = Counter()
    for (cause, _), n in votes.items():
        causes[cause] += n
    cause = causes.most_common(1)[0][0]
    hazards = [(n, told) for told, n in votes.items() if told[0] is cause and told[1] is not None]
    return max(hazards, key=lambda entry: entry[0])[1] if hazards else (cause, None)
