"""Speakers whom another repeats, and those who stand behind a passive with "by"."""

from stats.readers.reading import Cue, Reading, Sentence
from stats.readers.who.attribution import Attribution, mark_of
from stats.readers.who.offices import is_office
from stats.readers.who.persons import person_after
from stats.readers.who.speakers import name_after, speaks
from stats.readers.wordsets import WordSets

_QUOTED = 12  # tokens between "was quoted" and "as saying"


def repeated(reading: Reading, sentence: Sentence, cue: Cue, words: WordSets) -> Attribution | None:
    """Return whom another speaker repeats: "the agency quoted local officials AS SAYING"; None where nobody is."""
    if cue.phrase.role != "verbs" or reading.words[cue.last] not in words["repeats"]:
        return None
    name = name_after(reading, sentence, cue.last + 1, words)
    if name is None or not speaks(reading, sentence, *name, words):
        return None
    linked = reading.words[name[1] + 1 : min(name[1] + 3, sentence.last)]
    if len(linked) < 2 or linked[0] not in words["as_told"] or linked[1] not in words["saying"]:
        return None
    return mark_of(reading, *name, cue, words, trailing=True)


def is_quoted(reading: Reading, sentence: Sentence, cue: Cue, words: WordSets) -> bool:
    """Tell whether the subject of a passive is whom another repeats: "the mayor was QUOTED by the radio AS SAYING"."""
    if reading.words[cue.last] not in words["repeats"]:
        return False
    behind = range(cue.last + 1, min(sentence.last - 1, cue.last + 1 + _QUOTED))
    return any(reading.words[k] in words["as_told"] and reading.words[k + 1] in words["saying"] for k in behind)


def by_whom(reading: Reading, sentence: Sentence, cue: Cue, words: WordSets) -> Attribution | None:
    """Return who told what a passive tells: "40 deaths have been confirmed BY THE PREFECT"; it holds there only."""
    by = cue.last + 1
    if by >= sentence.last or reading.words[by] not in words["agent"]:
        return None
    name = name_after(reading, sentence, by + 1, words)
    if name is None or not (is_office(reading, *name, words) or reading.words[name[1]] in words["titles"]):
        return None
    mark = mark_of(reading, *(person_after(reading, sentence, name, words) or name), cue, words, trailing=True)
    mark.citation = True
    return mark


def is_repeating(reading: Reading, sentence: Sentence, comma: int, words: WordSets) -> bool:
    """Tell whether the aside that a comma ends says whom the one before it repeats: "The radio, CITING X, said the"."""
    opening = next((k for k in range(comma - 1, sentence.first, -1) if reading.words[k] == ","), None)
    return opening is not None and reading.words[opening + 1] in words["passed_on"]
