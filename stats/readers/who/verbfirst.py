"""Speakers of a language whose verb stands before them: "said the ministry's spokesman on Monday that"."""

from stats.readers.reading import Cue, Reading, Sentence
from stats.readers.who.attribution import Attribution, name_start
from stats.readers.who.speakers import LONGEST_BRACKET, is_mute, speaks
from stats.readers.wordsets import WordSets

_LONGEST = 14  # tokens of a name
_ENDS = frozenset({",", ";", ":", "|", "!", "?", "—", "–", "-", "[", "]", "*", "•", ">", '"', "."})
_DEEDS = ("acts", "deeds")
_FAR = 3  # paragraphs from a verb without a subject back to who spoke last


def teller_after(
    reading: Reading, sentence: Sentence, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the speaker that stands behind a verb of telling; where none does, the one who spoke before goes on."""
    k = _over_asides(reading, sentence, cue.last + 1, words)
    if reading.words[sentence.first] in words["topics"] and sentence.first + 1 < cue.first <= sentence.first + _LONGEST:
        k = sentence.first + 1
    name = _author(reading, sentence, run_from(reading, sentence, k, words), words)
    if name is None:
        return _goes_on(reading, sentence, k, cue, words, earlier)
    if is_mute(reading, sentence, name[0], words):
        return None
    if cue.phrase.key != "say" and not speaks(reading, sentence, *name, words):
        return None
    meant = _pointed_to(reading, name, words, earlier)
    end = name[1] + 1
    closes = end >= sentence.last or reading.words[end] == "."
    span = (name_start(reading, name[0]), reading.ends[name[1]])
    trailing = closes and cue.first > sentence.first + 1
    if meant is not None:
        return _again(meant, cue.first, name[1], trailing=trailing)
    return Attribution(*span, cue.first, name[1], trailing=trailing, whole=span)


def _again(mark: Attribution, first: int, last: int, *, trailing: bool) -> Attribution:
    """Return the mark of a speaker told before who speaks at tokens [first, last]."""
    return Attribution(
        mark.start, mark.end, first, last, trailing=trailing, person=mark.person, whole=mark.whole, guessed=mark.guessed
    )


def _pointed_to(
    reading: Reading, name: tuple[int, int], words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the speaker told before that a word with an article points back to: "the office", "the statement"."""
    first, last = name
    word = reading.words[first]
    definite = reading.ends[first] - reading.starts[first] > len(word)
    if first != last or not definite or word not in words["noun"]:
        return None
    for mark in reversed(earlier):
        told = reading.words[reading.token_at(mark.start) : reading.token_at(mark.end - 1) + 1]
        if word in told and len(told) > 1:
            return mark
    return earlier[-1] if earlier and word in words["generic"] else None


def _author(
    reading: Reading, sentence: Sentence, name: tuple[int, int] | None, words: WordSets
) -> tuple[int, int] | None:
    """Return who put out an account that is named as the speaker: "a new report THAT THE AGENCY ISSUED"."""
    agents = reading.lexicon.asked("attributions", "agents")
    for k in range(name[0] + 1, name[1]) if name is not None else ():
        if (last := agents.last(reading.words, k, sentence.last)) is not None:
            return run_from(reading, sentence, last + 1, words) or name
    return name


def run_from(reading: Reading, sentence: Sentence, first: int, words: WordSets) -> tuple[int, int] | None:
    """Return the tokens [first, last] of the name that starts at a token: up to a sign, a number or what is told."""
    tokens, stops, heard = reading.words, words["stops"], words["heard"]
    terms = reading.cues(sentence).starts.get("terms", {})
    times = {m.first for m in reading.within(reading.periods, sentence.start, sentence.end)}
    numbers = {q.first for q in reading.numbers_in(sentence)}
    first = _behind_account(reading, sentence, first, words)
    last, k = first - 1, first
    while k < sentence.last and k - first < _LONGEST:
        word = tokens[k]
        if word == "(" and k > first:
            closing = next((c for c in range(k, min(sentence.last, k + LONGEST_BRACKET)) if tokens[c] == ")"), None)
            if closing is None or tokens[k + 1][0].isdigit():
                break
            k = last = closing
        elif word in _ENDS or word[0].isdigit() or k in times or k in numbers:
            break
        elif word in words["links"]:
            if k == first or (tokens[k + 1 : k + 2] and tokens[k + 1] in heard):
                break
            if word in stops and not _names_body(reading, k, words):
                break
        elif word in stops or (k > first and _is_told(reading, k, terms)):
            break
        else:
            last = k
        k += 1
    while last >= first and tokens[last] in words["joins"]:
        last -= 1
    return (first, last) if last >= first else None


def _behind_account(reading: Reading, sentence: Sentence, first: int, words: WordSets) -> int:
    """Return the token after what describes an account and leads to its author: "a NEW count OF the ministry"."""
    tokens, k = reading.words, first
    while k < sentence.last and (tokens[k] in words["fresh"] or tokens[k] in words["accounts"]):
        k += 1
    if k == first:
        return first
    told = reading.lexicon.asked("attributions", "agents").last(tokens, k, sentence.last)
    if told is not None:
        return told + 1  # "by a count THAT the police PUT OUT"
    if k + 1 < sentence.last and tokens[k] in words["authors"] and tokens[k + 1].isalpha():
        return k + 1
    return first


def _names_body(reading: Reading, k: int, words: WordSets) -> bool:
    """Tell whether a small word goes on with a body's name: it is written in one with the next word."""
    joined = k + 1 < len(reading.starts) and reading.starts[k + 1] == reading.ends[k]
    return joined and reading.words[k] in words["on"]


def _is_told(reading: Reading, k: int, terms: dict[int, list[Cue]]) -> bool:
    """Tell whether what is told begins at a token: a noun of what happened, without an article."""
    bare = reading.ends[k] - reading.starts[k] == len(reading.words[k])
    return bare and any(c.phrase.role in _DEEDS for c in terms.get(k, ()))


def _over_asides(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> int:
    """Return the token after the small words, days and signs between a verb and who speaks."""
    times = {m.first: m.last for m in reading.within(reading.periods, sentence.start, sentence.end)}
    while k < sentence.last:
        if k in times:
            k = times[k] + 1
        elif reading.words[k] in words["aside"] or (reading.words[k] == "," and k + 1 in times):
            k += 1
        else:
            break
    return k


def _goes_on(
    reading: Reading, sentence: Sentence, k: int, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return who spoke last, where a verb of telling has no subject of its own: "and added that"."""
    if k >= sentence.last or reading.words[k] not in words["telling"] or not earlier or cue.phrase.key == "count":
        return None
    said = earlier[-1]
    home = reading.sentence_at(reading.starts[said.first])
    if sentence.paragraph - home.paragraph > _FAR:
        return None
    return _again(said, cue.first, cue.last, trailing=False)
