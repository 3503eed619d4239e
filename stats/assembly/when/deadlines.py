"""Days by which something is to be done: they are no times of those counted ("want the 900 to be home BY FRIDAY")."""

from stats.assembly.draft import Draft
from stats.readers.reading import Reading
from stats.readers.when.periodmark import PeriodMark

_REACH = 30  # tokens from the infinitive to its day
_VERBS = frozenset(("terms", "moves", "orders"))


def is_deadline(reading: Reading, draft: Draft, mark: PeriodMark) -> bool:
    """Tell whether a "by" or "until" behind a count is of what people are to do: "HAVE UNTIL Friday", "TO LEAVE BY"."""
    if draft.forecast or mark.key != "by" or mark.role != "count" or mark.first <= draft.quantity.last:
        return False
    words, lexicon = reading.words, reading.lexicon
    if words[mark.first] in lexicon.asked("to_do_by", "until").by_last:
        return words[mark.first - 1] in lexicon.asked("to_do_by", "givers").by_last
    told = draft.governor.last if draft.governor is not None else draft.quantity.last
    first = max(draft.quantity.last + 1, told + 1, mark.first - _REACH)
    return any(_opens_duty(reading, draft, k) for k in range(first, mark.first - 1))


def _opens_duty(reading: Reading, draft: Draft, k: int) -> bool:
    """Tell whether a token is the "to" of a verb: "TO be home", "TO leave", not "to Kaya", "to camps"."""
    if reading.words[k] not in reading.lexicon.asked("to_do_by", "to").by_last:
        return False
    if reading.words[k + 1] in reading.lexicon.asked("to_do_by", "be").by_last:
        return True
    cues = reading.cues(draft.sentence)
    verbs = (c for table in _VERBS for c in cues.starts.get(table, {}).get(k + 1, ()))
    return any(c.phrase.role in ("does", "acts", "goes") for c in verbs)
