"""Who was put on record, and who is called displaced where nothing says what happened to them."""

from datetime import timedelta

from stats.assembly.draft import Draft
from stats.assembly.when.timeframe import is_survey
from stats.readers.reading import Reading
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Precision, Term

_AUXILIARIES = 3  # tokens before a participle: "have now been displaced"
_AFTER = 6  # tokens from a noun to "had since been biometrically registered"
_STRUCK = frozenset({Term.KILLED, Term.INJURED, Term.AFFECTED, Term.HOUSING_DESTROYED, Term.HOUSING_DAMAGED})
_OPENING = 6  # tokens at a sentence's head that may hold the day of a count
_MONTH_END = 20
_LABEL = 4  # tokens of a label behind the word for what happened: "( total )"
_RECORDED = frozenset({Term.DISPLACED, Term.REFUGEE})


def was_recorded(reading: Reading, draft: Draft) -> bool:
    """Tell whether somebody put on record who was displaced, but in no survey: "Karen State RECORDED 12,900 IDPs"."""
    if draft.term is not Term.DISPLACED or draft.quantity.first <= draft.sentence.first:
        return False
    recorded = {" ".join(p.words) for p in reading.lexicon.table("speakers", "undergone", "befell")}
    before = reading.words[draft.quantity.first - 1]
    told = before in recorded or before in reading.lexicon.asked("records", "active").by_last
    return told and not is_survey(reading, draft.sentence)


def were_recorded(reading: Reading, draft: Draft, *, once: bool = False) -> bool:
    """Tell whether those who are called displaced had been put on record, or come: "406 IDPs HAD BEEN REGISTERED".

    once: "WERE registered" says so too, as where the days are told in which it was done.
    """
    if draft.term not in _RECORDED or draft.how != "noun" or is_survey(reading, draft.sentence):
        return False
    words, lexicon, sentence = reading.words, reading.lexicon, draft.sentence
    noun = draft.noun[1] if draft.noun is not None else draft.quantity.last
    first = max(noun, draft.quantity.last) + 1
    records = lexicon.asked("records", "passive")
    auxiliaries = lexicon.asked("perfect").by_last
    arriving = lexicon.words("arriving")
    for k in range(first, min(first + _AFTER, sentence.last)):
        if words[k] in (",", ";", ":", "."):
            return False
        if records.last(words, k, sentence.last) is None and words[k] not in arriving:
            continue
        done = words[first:k]
        perfect = any(w in auxiliaries for w in done)
        return perfect or (once and not lexicon.words("was_done").isdisjoint(done))
    return False


def is_called_so(reading: Reading, draft: Draft) -> bool:
    """Tell whether people are only called displaced within their country: "100,000 people INTERNALLY DISPLACED".

    Not where somebody did it or it was done to them: "were internally displaced by the clashes".
    """
    governor = draft.governor
    if draft.term is not Term.DISPLACED or governor is None or governor.first <= draft.quantity.last:
        return False
    words, lexicon = reading.words, reading.lexicon
    named = lexicon.asked("called_displaced", "words").last(words, governor.first, draft.sentence.last) is not None
    within = lexicon.asked("called_displaced", "within").last(words, governor.last + 1, draft.sentence.last) is not None
    return ((named or within) and _is_bare(reading, draft)) or _was_recorded_as(reading, draft)


def _was_recorded_as(reading: Reading, draft: Draft) -> bool:
    """Tell whether people had been put on record as displaced: "40,000 were RECORDED AS INTERNALLY DISPLACED"."""
    governor, words, lexicon = draft.governor, reading.words, reading.lexicon
    if governor is None or lexicon.asked("records", "passive").first(words, governor.first - 1, 0) is None:
        return False
    called, stop = lexicon.asked("called_displaced", "words"), governor.last + 1
    return any(called.last(words, k, stop) is not None for k in range(governor.first, stop))


def is_deed_label(reading: Reading, draft: Draft) -> bool:
    """Tell whether a line's label is a bare participle: "DISPLACED: 9,000", not "IDPs: 9,000"."""
    governor = draft.governor
    if draft.how != "link" or governor is None or draft.sentence.shape == "prose" or governor.first != governor.last:
        return False
    told = reading.cues(draft.sentence).starts.get("terms", {}).get(governor.first, ())
    return any(c.phrase.role == "done" for c in told)


def is_total_label(reading: Reading, draft: Draft) -> bool:
    """Tell whether a line's or column's label says that it is a total: "Evacuated IN TOTAL: 4,000", "Dead (TOTAL)"."""
    if draft.governor is None or draft.sentence.shape == "prose" or draft.how not in ("link", "table"):
        return False
    totals, words = reading.lexicon.asked("label_totals"), reading.words
    first = draft.governor.last + 1
    stop = draft.quantity.first if draft.how == "link" else first + _LABEL
    if not first <= stop <= first + _LABEL:
        return False
    stop = next((k for k in range(first, min(stop, len(words))) if words[k] == "|"), stop)
    return any(totals.last(words, k, len(words)) is not None for k in range(first, min(stop, len(words))))


def holds_as_of(reading: Reading, draft: Draft, mark: PeriodMark | None) -> bool:
    """Tell whether people are told with a bare participle as they were on a day: "900 people displaced AS OF 3 May".

    "900 HAD BEEN displaced as of 3 May" counts what had happened by then, as all do in a list of what an event did.
    """
    if mark is None or mark.key != "as_of" or mark.sentence != draft.sentence.index:
        return False
    governor = draft.governor
    if draft.term is not Term.DISPLACED or draft.how not in ("after", "noun") or governor is None:
        return False
    if governor.phrase.role == "does" or had_counted(reading, draft):
        return False  # a verb of their own: it happened
    struck = (c.phrase.key in _STRUCK for c in reading.cues(draft.sentence).all("terms"))
    return governor.first > draft.quantity.last and _is_bare(reading, draft) and not any(struck)


def had_counted(reading: Reading, draft: Draft) -> bool:
    """Tell whether somebody had counted them one by one: "as of Monday it HAD REGISTERED 900 people displaced by"."""
    verb = draft.quantity.first - 1
    counting = reading.lexicon.words("counting") | frozenset(reading.lexicon.asked("records", "active").by_last)
    perfect = reading.lexicon.words("perfect")
    return reading.words[verb] in counting and any(word in perfect for word in reading.words[verb - 2 : verb])


def was_tallied(reading: Reading, draft: Draft, mark: PeriodMark | None) -> bool:
    """Tell whether a count is given as it stood on a day told before: "on Monday the ministry HAD COUNTED 40 dead".

    Or on the last day of a month, and also by "the numbers WERE 40 dead and 12 hurt".
    """
    if mark is None or mark.role != "window" or mark.sentence != draft.sentence.index or mark.finish is None:
        return False
    first, number = draft.sentence.first, draft.quantity.first
    if not mark.last < number or mark.last - first > _OPENING or mark.event is not None:
        return False
    if mark.precision is not Precision.DAY and not _ends_month(reading, mark):
        return False
    words, lexicon = reading.words, reading.lexicon
    figures = lexicon.asked("tallies", "figures")
    if any(figures.last(words, k, number) is not None for k in range(mark.last + 1, min(mark.last + _OPENING, number))):
        return ";" not in words[mark.last : number]
    verb = lexicon.asked("tallies", "verbs").first(words, number - 1, mark.last + 1)
    past = lexicon.asked("perfect", "past").by_last
    return verb is not None and (words[verb - 1] in past or words[verb] in past)


def _ends_month(reading: Reading, mark: PeriodMark) -> bool:
    """Tell whether a time is the end of a month: "at the END of July"."""
    ends = mark.finish is not None and (mark.finish + timedelta(days=1)).month != mark.finish.month
    return ends and mark.begin is not None and mark.begin.day > _MONTH_END


def _is_bare(reading: Reading, draft: Draft) -> bool:
    """Tell whether no auxiliary stands between a number and the participle that told its term."""
    governor, lexicon = draft.governor, reading.lexicon
    if governor is None:
        return False
    verbs = lexicon.words("passive", "was_done") | frozenset(lexicon.asked("perfect").by_last)
    first = max(draft.quantity.last + 1, governor.first - _AUXILIARIES)
    return verbs.isdisjoint(reading.words[first : governor.last])
