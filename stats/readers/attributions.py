"""Who says so: finds the speakers of counts: "according to the ministry", "OCHA said", "(IOM, 3 May 2017)"."""

from dataclasses import dataclass

from stats.readers.reading import Cue, Reading, Sentence
from stats.readers.speakers import bare_name, name_after, name_before, opening_body, over_aside, speaks
from stats.readers.wordsets import WordSets, word_sets

TABLE = "attributions"
_REACH = 8  # tokens between "put" and its "at"
_BEFORE_COLON = 18  # tokens at a sentence's start in which a speaker before a colon is looked for
_LONGEST_CITATION = 14  # tokens


@dataclass(slots=True)
class Attribution:
    """A speaker: code points [start, end) of the name as the text has it.

    first, last: tokens of the whole phrase with its verb. trailing: it closes what it tells ("..., the mayor said"), so
    that what stands before it is told too. citation: it holds for its own sentence only. heading: it holds for the rows
    and items below. person: a named person. whole: the name with its functions, in which an organisation may be named.
    """

    start: int
    end: int
    first: int
    last: int
    trailing: bool = False
    citation: bool = False
    heading: bool = False
    person: bool = False
    whole: tuple[int, int] = (0, 0)


def read_attributions(reading: Reading) -> None:
    """Fill reading.attributions with the speakers told of in the text, in order.

    Read are the paragraphs that hold a count, and the headings, which may cite the source of a table.
    """
    words = word_sets(reading.lexicon, "speakers")
    counted = {reading.sentence_at(q.start).index for q in reading.quantities}
    paragraphs = {reading.sentences[i].paragraph for i in counted}
    found: list[Attribution] = []
    for sentence in reading.sentences:
        if sentence.paragraph in paragraphs or sentence.shape == "head":
            found += _in_sentence(reading, sentence, words, found, sentence.index in counted)
    reading.attributions = found


def _in_sentence(
    reading: Reading, sentence: Sentence, words: WordSets, earlier: list[Attribution], counts: bool
) -> list[Attribution]:
    """Return the marks of a sentence, in order."""
    found: list[Attribution] = []
    splits = words["splits"]
    for cue in reading.cues(sentence).get(TABLE, ()):
        if found and cue.first <= found[-1].last:
            continue
        key = cue.phrase.key
        mark = None
        if key == "before":
            mark = _after(reading, sentence, cue.last + 1, cue, words)
            if mark is not None:
                mark.heading = not counts and sentence.shape == "head"
        elif key == "hearsay":
            if not (found and cue.first - found[-1].last < 3):
                end = reading.ends[cue.first]
                mark = Attribution(cue.start, end, cue.first, cue.last, whole=(cue.start, end))
        else:
            mark = _around(reading, sentence, cue, words, earlier + found)
        if mark is None:
            continue
        # "Officials believe that 150 are buried, said X of IOM": the account is the officials'.
        nested = found and mark.trailing and not found[-1].trailing
        if not nested or any(reading.words[k] in splits for k in range(found[-1].last, mark.first)):
            found.append(mark)
    if counts and not found:
        opening = _beside_colon(reading, sentence, words)
        if opening is not None:
            found.append(opening)
    citation = _citation(reading, sentence)
    if citation is not None and not any(m.start <= citation.start < m.end for m in found):
        found.append(citation)
    return found


def _mark(reading: Reading, first: int, last: int, cue: Cue, words: WordSets, *, trailing: bool) -> Attribution:
    """Return the mark of a speaker: of a person the bare name, of others the whole phrase."""
    begin = bare_name(reading, first, last, words)
    starts, end = reading.starts, reading.ends[last]
    return Attribution(
        starts[first if begin is None else begin],
        end,
        min(first, cue.first),
        max(last, cue.last),
        trailing=trailing,
        person=begin is not None,
        whole=(starts[first], end),
    )


def _after(reading: Reading, sentence: Sentence, first: int, cue: Cue, words: WordSets) -> Attribution | None:
    """Return the speaker whose name starts at a token, None where none does."""
    name = name_after(reading, sentence, first, words)
    return None if name is None else _mark(reading, *name, cue, words, trailing=True)


def _around(
    reading: Reading, sentence: Sentence, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the speaker of a verb: before it, after it ("said X", "verified by X"), or pointed back to ("it said")."""
    tokens = reading.words
    key, role = cue.phrase.key, cue.phrase.role
    if key == "framed" and cue.phrase.value not in tokens[cue.last + 1 : min(sentence.last, cue.last + 1 + _REACH)]:
        return None
    if key == "count" and cue.last + 1 < sentence.last and tokens[cue.last + 1] in words["agent"]:
        return _after(reading, sentence, cue.last + 2, cue, words)
    if role == "agents" or (key == "count" and _is_noun(reading, sentence, cue)):
        return None
    before = cue.first - 1
    while before >= sentence.first and tokens[before] in words["aside"]:
        before -= 1
    if before >= sentence.first and tokens[before] in words["passive"]:
        return None
    if role == "verbs" and key == "say" and (before < sentence.first or tokens[before] in (",", '"', "'")):
        inverted = _after(reading, sentence, cue.last + 1, cue, words)
        if inverted is not None and _closes(reading, sentence, inverted.last + 1, words):
            return inverted
    if before < sentence.first:
        return None
    if tokens[before] == ",":
        over = over_aside(reading, sentence, before, words)
        if over is None:
            return None
        before = over
    name = name_before(reading, sentence, before, words)
    if name is None:
        return None
    first, last = name
    trailing = first > sentence.first and tokens[first - 1] in (",", '"', "–", "—", "'", ":")
    pointing = " ".join(tokens[first : last + 1])
    if pointing in words["person"] or pointing in words["body"]:
        mark = _pointed(reading, sentence, pointing in words["person"], earlier, words)
        if mark is not None:
            mark.first, mark.last, mark.trailing = first, cue.last, trailing
        return mark
    if not speaks(reading, sentence, first, last, words, accounts=role != "finished"):
        return None
    return _mark(reading, first, last, cue, words, trailing=trailing)


def _is_noun(reading: Reading, sentence: Sentence, cue: Cue) -> bool:
    """Tell whether a verb of counting is none here: "Situation Report", "displaced people registered"."""
    if reading.text[cue.start].isupper():
        return True
    following = cue.last + 1
    return cue.phrase.role == "finished" and (following >= sentence.last or not reading.words[following][0].isalnum())


def _closes(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> bool:
    """Tell whether a name that ends before token k is done with: no verb of its own follows."""
    if k >= sentence.last:
        return True
    word = reading.words[k]
    return not word.isalpha() or word in words["openers"] or word in words["closers"]


def _pointed(
    reading: Reading, sentence: Sentence, person: bool, earlier: list[Attribution], words: WordSets
) -> Attribution | None:
    """Return the speaker that a pronoun points back to: the last person, or the last body that is no person."""
    for mark in reversed(earlier):
        if mark.person == person and not mark.citation:
            return Attribution(mark.start, mark.end, 0, 0, person=person, whole=mark.whole)
    opening = None if person else opening_body(reading, sentence, words)
    if opening is None:
        return None
    span = (reading.starts[opening[0]], reading.ends[opening[1]])
    return Attribution(*span, 0, 0, whole=span)


def _beside_colon(reading: Reading, sentence: Sentence, words: WordSets) -> Attribution | None:
    """Return the speaker before a colon at the start ("Police: 12 dead"), or after one that closes a headline."""
    tokens, people = reading.words, words["people"]
    first = sentence.first
    stop = min(sentence.last, first + _BEFORE_COLON)
    first = max((k + 1 for k in range(first, stop) if tokens[k] == "|"), default=first)
    colon = next((k for k in range(first, stop - 1) if tokens[k] == ":" and not tokens[k + 1].isdigit()), None)
    if colon is not None and not any(tokens[k][0].isdigit() for k in range(first, colon)):
        ends = (k for k in range(first, colon) if tokens[k] in words["stops"] or tokens[k] in words["openers"])
        last = next(ends, colon) - 1
        if last >= first and people.any(tokens[first : last + 1]):
            whole = (reading.starts[first], reading.ends[last])
            return Attribution(*whole, first, colon, whole=whole)
    if sentence.shape == "head":
        for k in range(sentence.last - 2, max(first, sentence.last - 5), -1):
            if tokens[k] in (":", "-", "–", "—") and reading.ends[k] < reading.starts[k + 1]:
                if people.any(tokens[k + 1 : sentence.last]):
                    whole = (reading.starts[k + 1], reading.ends[sentence.last - 1])
                    return Attribution(*whole, k, sentence.last - 1, trailing=True, whole=whole)
                break
    return None


def _citation(reading: Reading, sentence: Sentence) -> Attribution | None:
    """Return the source cited in brackets at the end of a sentence: a name and a date, or a short name in capitals."""
    tokens, text, starts, ends = reading.words, reading.text, reading.starts, reading.ends
    last = sentence.last - 1
    while last >= sentence.first and tokens[last] in (".", ";", ",", '"'):
        last -= 1
    if last < sentence.first or tokens[last] != ")":
        return None
    opening = next(
        (k for k in range(last - 1, max(sentence.first, last - _LONGEST_CITATION), -1) if tokens[k] == "("), last
    )
    first = opening + 1
    if first >= last or not text[starts[first]].isupper():
        return None
    comma = next((k for k in range(first, last) if tokens[k] in (",", ";")), last)
    if comma == first or any(tokens[k][0].isdigit() for k in range(first, comma)):
        return None
    span = (starts[first], ends[comma - 1])
    letters = text[slice(*span)]
    dated = any(tokens[k][0].isdigit() for k in range(comma, last))
    # A short name right after its long form ("the International Organization for Migration (IOM)") cites nobody.
    short = comma == last and len(letters) > 2 and letters.isupper() and not text[starts[opening - 1]].isupper()
    if not (dated or short):
        return None
    return Attribution(*span, opening, last, trailing=True, citation=True, whole=span)
