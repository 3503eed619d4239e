"""Which speaker a word points back to: "he", "it", "the agency", "its records"."""

from stats.readers.reading import Cue, Reading, Sentence
from stats.readers.who.attribution import Attribution
from stats.readers.who.offices import is_organisation
from stats.readers.who.persons import is_person
from stats.readers.who.pointing import (
    bearer_before,
    body_before,
    capitals_from,
    opening_body,
    person_before,
    turned_to,
)
from stats.readers.wordsets import WordSets, word_sets

_OWN = 4  # tokens between "its" and "records"
_OPENING = 16  # tokens of a body's name at a sentence's head


def pointed_to(
    reading: Reading, sentence: Sentence, name: tuple[int, int], pointing: str, cue: Cue, earlier: list[Attribution],
    words: WordSets, trailing: bool,
) -> Attribution | None:  # fmt: skip
    """Return the speaker that a word points back to: the last person, the last body, the last one of that name."""
    person, noun = pointing in words["person"] or pointing in words["his"], pointing in words["noun"]
    kind = reading.words[name[1]]
    tokens = min(name[0], cue.first), max(name[1], cue.last)
    titled = noun and kind in words["titles"]
    acting = None if person or noun else _acting_before(reading, sentence, earlier, words)
    if acting is not None:
        span = (reading.starts[acting[0]], reading.ends[acting[1]])
        return Attribution(*span, *tokens, trailing=trailing, whole=span)
    if person and turned_to(reading, sentence, name[0], earlier, words):
        earlier = []
    for mark in reversed(earlier):
        same = kind in reading.words[reading.token_at(mark.whole[0]) : reading.token_at(mark.whole[1] - 1) + 1]
        generic = kind in words["generic"] and _may_be_called(reading, mark, kind, words)
        fits = (not noun or same or generic) and (mark.person or _is_named(reading, mark)) == person
        if not mark.citation and (fits or (titled and same and mark.person)):
            return Attribution(
                mark.start, mark.end, *tokens, trailing=trailing, person=mark.person, whole=mark.whole
            )
    found = None
    if person:
        found = person_before(reading, name[0], words)
        if found is None and reading.lexicon.grammar.get("noun_first"):  # "l'OIM ... ELLE a recensé"
            found = _acting_before(reading, sentence, earlier, words)
    elif not noun:
        found = opening_body(reading, sentence, words) or body_before(reading, name[0], words)
        if found is None and sentence.index > 0:
            found = opening_body(reading, reading.sentences[sentence.index - 1], words)
    elif titled and (bearer := bearer_before(reading, name[0], kind)) is not None:
        found, person = bearer, True
    elif kind in words["generic"]:
        found = body_before(reading, name[0], words)
        told = reading.lexicon.asked("attributions", "addressed")
        heard = found is not None and told.first(reading.words, found[0] - 1, 0) is not None
        found = name if found is None or heard else found  # "The mayor told AFP ... The agency said"
    else:
        found = name
    if found is None:
        return None
    span = (reading.starts[found[0]], reading.ends[found[1]])
    return Attribution(*span, *tokens, trailing=trailing, person=person, whole=span)


def _may_be_called(reading: Reading, mark: Attribution, kind: str, words: WordSets) -> bool:
    """Tell whether a body may be called by a general noun: police, officials and the media are no "agency"."""
    if kind in words["accounts"] or kind in words["titles"]:
        return True
    first, last = reading.token_at(mark.start), reading.token_at(mark.end - 1)
    return reading.words[last] not in words["people"] or is_organisation(reading, first, last)


def back_to(
    reading: Reading, sentence: Sentence, name: tuple[int, int], cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the speaker that the words after "according to" point back to, None where they name one themselves."""
    pointing = " ".join(reading.words[name[0] : name[1] + 1])
    if pointing in words["person"] or pointing in words["body"] or pointing in words["noun"]:
        return pointed_to(reading, sentence, name, pointing, cue, earlier, words, trailing=True)
    return None


def is_own_account(reading: Reading, first: int, last: int, words: WordSets) -> bool:
    """Tell whether a name is the account or the crew of somebody told of before: "its latest RECORDS"."""
    tokens = reading.words
    if not first < last <= first + _OWN or not (tokens[first] in words["its"] or tokens[first] in words["his"]):
        return False
    return tokens[last] in words["accounts"] or (tokens[first] in words["its"] and tokens[last] in words["crews"])


def _is_named(reading: Reading, mark: Attribution) -> bool:
    """Tell whether a mark gives a person's name alone: "Ana Brito", found behind her function."""
    first, last = reading.token_at(mark.start), reading.token_at(mark.end - 1)
    words = word_sets(reading.lexicon, "speakers")
    behind = reading.words[last + 1 : last + 4]
    titled = len(behind) > 2 and behind[0] == "," and behind[1] in words["the"] and behind[2] in words["titles"]
    single = first == last and titled and reading.heads[first].isupper()  # "said Dale, THE MAYOR"
    return single or is_person(reading, range(first, last + 1), words)


def _acting_before(
    reading: Reading, sentence: Sentence, earlier: list[Attribution], words: WordSets
) -> tuple[int, int] | None:
    """Return the known body that the sentence before is about: "The IRC is handing out blankets. It says"."""
    before = reading.sentences[sentence.index - 1] if sentence.index else sentence
    if before.paragraph != sentence.paragraph or (earlier and earlier[-1].last >= before.first):
        return None
    first = before.first + (reading.words[before.first] in words["the"])
    opening = capitals_from(reading, first, min(before.last, first + _OPENING))
    if opening is not None and is_organisation(reading, *opening):
        return opening
    actor = opening_body(reading, before, words)
    return actor if actor is not None and _acts(reading, before, actor, words) else None


def _acts(reading: Reading, sentence: Sentence, actor: tuple[int, int], words: WordSets) -> bool:
    """Tell whether a sentence opens with people whose trade it is to tell, who do something: "THE ARMY moved in"."""
    first, last = actor
    trade = reading.words[last] in words["people"] and reading.words[first] not in words["person"]
    return trade and last + 1 < sentence.last and reading.words[last + 1].isalpha()
