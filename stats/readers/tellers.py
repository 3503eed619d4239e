"""The forms in which a speaker is told: before a verb or after it, after "according to", as the owner of a count."""

from dataclasses import dataclass

from stats.readers.organisations import source_of
from stats.readers.pointing import body_before, opening_body, person_before
from stats.readers.reading import Cue, Reading, Sentence
from stats.readers.speakers import bare_name, is_relative, name_after, name_before, over_aside, person_after, speaks
from stats.readers.wordsets import WordSets

_REACH = 20  # tokens between "put" and its "at"
_AGENT_REACH = 8  # tokens between "registered" and "by"
_FRAMED_BY = 12  # tokens between "was put" and "by"
_HEAD = 4  # sentences in which an organisation names itself
_RELATIVE = 16  # tokens of a relative clause without commas
_OWNED = 5  # tokens between "the ministry's" and "count"
_AFTER_TRAILING = 14  # tokens between a verb and the sign that closes "..., the army said in a statement on Monday."
_BEFORE_TRAILING = frozenset({",", '"', "–", "—", "'", ":"})
_ASIDE_SIGNS = frozenset({",", "–", "—"})
_POSSESSIVE = frozenset({"'s", "'"})


@dataclass(slots=True)
class Attribution:
    """A speaker: code points [start, end) of the name as the text has it.

    first, last: tokens of the whole phrase with its verb. trailing: it closes what it tells ("..., the mayor said"), so
    that what stands before it is told too. citation: it holds for its own sentence only. heading: it holds for the rows
    and items below. person: a named person. whole: the name with its functions, in which an organisation may be named.
    guessed: only the verb makes a speaker of it. label: it stands before a colon at the start of what it says.
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
    guessed: bool = False
    label: bool = False


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
    if name is None or not speaks(reading, sentence, *name, words):
        return None
    link = name[1] + 1
    if reading.words[name[1]] in words["accounts"] and link < sentence.last and reading.words[link] in words["authors"]:
        author = name_after(reading, sentence, link + 1, words)  # "according to figures from the ministry"
        if author is not None and _office(reading, *author, words):
            name = author
    return _mark(reading, *name, cue, words, trailing=True)


def _named_after(
    reading: Reading, sentence: Sentence, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the speaker right after "according to"."""
    return _after(reading, sentence, cue.last + 1, cue, words)


def _hearsay(
    reading: Reading, sentence: Sentence, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the account without an author that opens a clause ("reports that"), or who reports that."""
    before = _back(reading, sentence, cue.first - 1, words)
    if before >= sentence.first and reading.words[before].isalpha() and cue.last > cue.first:
        author = _subject(reading, sentence, before, cue, words, earlier)
        if author is not None:
            return author  # "The ministry reports that"
        if words["the"].any(reading.words[max(sentence.first, cue.first - 3) : cue.first]):
            return None  # "said in a daily report that"
    end = reading.ends[cue.first]
    return Attribution(cue.start, end, cue.first, cue.last, whole=(cue.start, end))


def _teller(
    reading: Reading, sentence: Sentence, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the speaker of a verb of telling: before it, or after it ("said the mayor")."""
    tokens = reading.words
    role = cue.phrase.role
    if role == "participles" and cue.first > sentence.first and tokens[cue.first - 1] == ",":
        opening = opening_body(reading, sentence, words)
        return _mark(reading, *opening, cue, words, trailing=False) if opening is not None else None
    before = _back(reading, sentence, cue.first - 1, words)
    if before >= sentence.first and tokens[before] in words["passive"]:
        return None
    if role == "verbs" and (before < sentence.first or tokens[before] in (",", '"', "'")):
        inverted = _inverted(reading, sentence, before, cue, words)
        if inverted is not None:
            return inverted
    return _subject(reading, sentence, before, cue, words, earlier)


def _inverted(reading: Reading, sentence: Sentence, before: int, cue: Cue, words: WordSets) -> Attribution | None:
    """Return the speaker after a verb of telling ("..., said the mayor."), None where the subject stands before it."""
    name = name_after(reading, sentence, cue.last + 1, words)
    if name is None or not _closes(reading, sentence, name[1] + 1, words):
        return None
    if reading.words[name[0]] in words["person"] or reading.words[name[0]] in words["body"]:
        return None
    known = speaks(reading, sentence, *name, words)
    aside = before >= sentence.first and over_aside(reading, sentence, before, words) is not None
    if not known and (aside or before < sentence.first):
        return None
    name = person_after(reading, sentence, name, words) or name
    return _mark(reading, *name, cue, words, trailing=True)


def _counter(
    reading: Reading, sentence: Sentence, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the speaker of a verb of counting: before it, or after it with "by" ("verified by the UN")."""
    tokens = reading.words
    role = cue.phrase.role
    following = cue.last + 1
    if role in ("finished", "agents"):
        agent = _agent(reading, sentence, cue, words)
        if agent is not None or role == "agents":
            return agent
    before = _back(reading, sentence, cue.first - 1, words)
    if before >= sentence.first and tokens[before] in words["passive"]:
        return None
    if role == "nouns" and not _plural_people(reading, sentence, before, words):
        return None  # "in a separate report"
    if role == "verbs" and before >= sentence.first and tokens[before] in (",", '"'):
        inverted = _inverted(reading, sentence, before, cue, words)
        if inverted is not None:
            return inverted
    mark = _subject(reading, sentence, before, cue, words, earlier)
    if mark is None or mark.trailing:
        return mark
    # "Situation Report", "displaced people registered": no verbs here
    silent = role == "finished" and (following >= sentence.last or not tokens[following][0].isalnum())
    noun = reading.text[cue.start].isupper() and not _office(reading, mark.first, cue.first - 1, words)
    return None if silent or noun else mark


def _plural_people(reading: Reading, sentence: Sentence, before: int, words: WordSets) -> bool:
    """Tell whether people or bodies stand right before a word that is a verb only after them: "officials report"."""
    if before < sentence.first:
        return False
    word = reading.words[before]
    return any(word in words[key] for key in ("people", "bodies", "accounts", "person", "body", "own"))


def _agent(reading: Reading, sentence: Sentence, cue: Cue, words: WordSets) -> Attribution | None:
    """Return the speaker after "by" behind a verb of counting: "verified by X", "registered there by X"."""
    tokens = reading.words
    following = cue.last + 1
    if cue.phrase.role == "agents":
        reach = 1
        if not words["accounts"].any(tokens[max(sentence.first, cue.first - _OWNED) : cue.first]):
            return None
    else:
        reach = _AGENT_REACH
    for k in range(following, min(sentence.last, following + reach)):
        if not tokens[k].isalpha():
            return None
        if tokens[k] in words["agent"]:
            name = name_after(reading, sentence, k + 1, words)
            if name is None or not (k == following or _office(reading, *name, words)):
                return None
            return _after(reading, sentence, k + 1, cue, words)
    return None


def _framer(
    reading: Reading, sentence: Sentence, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the speaker of a verb that tells a count with a second word after it: "put the dead at 12"."""
    tokens = reading.words
    if (
        cue.phrase.value is not None
        and cue.phrase.value not in tokens[cue.last + 1 : min(sentence.last, cue.last + 1 + _REACH)]
    ):
        return None
    before = _back(reading, sentence, cue.first - 1, words)
    if before >= sentence.first and tokens[before] in words["passive"]:
        for k in range(cue.last + 1, min(sentence.last, cue.last + 1 + _FRAMED_BY)):
            if tokens[k] in words["agent"]:
                return _after(reading, sentence, k + 1, cue, words)
        return None
    return _subject(reading, sentence, before, cue, words, earlier)


def _owner(
    reading: Reading, sentence: Sentence, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the owner of an account: "the ministry's latest count", "UN figures"."""
    tokens = reading.words
    owner = next(
        (k for k in range(cue.first - 1, max(sentence.first, cue.first - _OWNED), -1) if tokens[k] in _POSSESSIVE), None
    )
    if owner is not None:
        name = name_before(reading, sentence, owner - 1, words)
    else:
        first = cue.first - 1
        while first > sentence.first and tokens[first] in words["fresh"]:
            first -= 1
        name = (first, first) if first >= sentence.first else None
    if name is None:
        return None
    person = owner is not None and bare_name(reading, *name, words) is not None
    return _mark(reading, *name, cue, words, trailing=True) if person or _office(reading, *name, words) else None


def _office(reading: Reading, first: int, last: int, words: WordSets) -> bool:
    """Tell whether tokens name a body beyond doubt: by its noun, in capitals, or as an organisation."""
    phrase = reading.words[first : last + 1]
    if words["people"].any(phrase) or words["bodies"].any(phrase):
        return True
    letters = reading.text[reading.starts[last] : reading.ends[last]]
    return (len(letters) > 1 and letters.isupper()) or organisation(reading, first, last)


def _back(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> int:
    """Return the last token before a verb that is no small word between it and its speaker."""
    tokens, aside = reading.words, words["aside"]
    months = reading.lexicon.words("months")
    while k >= sentence.first and (tokens[k] in aside or _dated(tokens, k, sentence, months)):
        k -= 1
    return k


def _dated(tokens: list[str], k: int, sentence: Sentence, months: frozenset[str]) -> bool:
    """Tell whether a token belongs to a date between a speaker and its verb: "OCHA on 3 May said"."""
    if tokens[k] in months:
        return True
    return tokens[k].isdigit() and any(w in months for w in tokens[max(sentence.first, k - 2) : k + 2])


def _subject(
    reading: Reading, sentence: Sentence, before: int, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the speaker whose name ends at token `before`, over an aside or a relative pronoun, or pointed back to."""
    tokens = reading.words
    if before >= sentence.first and is_relative(reading, before, words):
        before -= 1 + (before > sentence.first and tokens[before - 1] == ",")
    elif before >= sentence.first and tokens[before] in _ASIDE_SIGNS:
        over = over_aside(reading, sentence, before, words)
        before = sentence.first - 1 if over is None else over
    if before < sentence.first:
        return None
    if tokens[before] in words["joins"]:  # "The agency fed 800 people AND aims to reach 2,000"
        opening = opening_body(reading, sentence, words)
        return _mark(reading, *opening, cue, words, trailing=False) if opening is not None else None
    name = _antecedent(reading, sentence, before, words) or name_before(reading, sentence, before, words)
    if name is None:
        return None
    first, last = name
    if tokens[last] in words["openers"]:
        return None  # "entered the town AND counted 12"
    if tokens[last] in words["person"] or tokens[last] in words["body"]:
        first = last
    trailing = (
        first > sentence.first and tokens[first - 1] in _BEFORE_TRAILING and _ends_there(reading, sentence, cue, words)
    )
    pointing = " ".join(tokens[first : last + 1])
    if words["own"].any(tokens[first : last + 1]) and (own := _own_body(reading, words)) is not None:
        span = (reading.starts[own[0]], reading.ends[own[1]])
        return Attribution(*span, first, cue.last, trailing=trailing, whole=span)
    if pointing in words["person"] or pointing in words["body"] or pointing in words["noun"]:
        return _pointed(reading, sentence, (first, last), pointing, cue, earlier, words, trailing)
    telling, guessed = cue.phrase.key == "say", False
    if cue.phrase.key == "count" and cue.phrase.role == "verbs":
        if cue.last + 1 < sentence.last and tokens[cue.last + 1] in words["noun_signs"]:
            return None  # "the lists are growing", "fears of"
        telling = tokens[first] in words["the"] and last > first
        guessed = telling and not speaks(reading, sentence, first, last, words)
    numbered = any(0 < q.first - cue.last <= 2 for q in reading.within(reading.quantities, cue.end, sentence.end))
    accounts = (cue.phrase.role != "finished" or numbered) and cue.phrase.key != "stands"
    if cue.phrase.role == "claims" and words["taken"].any(
        tokens[cue.last + 1 : min(sentence.last, cue.last + 1 + _REACH)]
    ):
        return None  # "the slide has claimed 12 lives"
    if cue.phrase.role in ("papers", "numbers"):
        office = cue.phrase.role == "numbers" and numbered and _office(reading, first, last, words)
        if not office and not words["accounts"].any(tokens[first : last + 1]):
            return None
    elif not telling and not speaks(reading, sentence, first, last, words, accounts=accounts):
        return None
    phrase = tokens[first : last + 1]
    if not (words["people"].any(phrase) or words["bodies"].any(phrase)) and any(
        q.first <= last and q.last >= first for q in reading.numbers_in(sentence)
    ):
        return None  # "Half a million told to leave"
    if cue.phrase.role == "finished" and tokens[cue.first] in words["undergone"] and _is_place(reading, first, last):
        return None  # "Karen State recorded 12,974 displaced persons": what happened there
    mark = _mark(reading, first, last, cue, words, trailing=trailing)
    mark.guessed = guessed
    return mark


def _is_place(reading: Reading, first: int, last: int) -> bool:
    """Tell whether the tokens [first, last] name a place and nothing else."""
    start, end = reading.starts[first], reading.ends[last]
    named = reading.within(reading.places, start, end)
    return any(p.start <= start + 4 and p.end == end and not (p.adjective or p.office) for p in named)


def _antecedent(reading: Reading, sentence: Sentence, before: int, words: WordSets) -> tuple[int, int] | None:
    """Return the name before a relative clause without commas: "engineers who went from door to door say"."""
    tokens = reading.words
    for k in range(before, max(sentence.first, before - _RELATIVE), -1):
        if is_relative(reading, k, words) or (tokens[k] in words["that"] and words["bodies"].any(tokens[k - 1 : k])):
            name = name_before(reading, sentence, k - 1, words) if tokens[k - 1] != "," else None
            return name if name is not None and speaks(reading, sentence, *name, words, accounts=False) else None
        if not tokens[k].isalnum():
            return None
    return None


def _ends_there(reading: Reading, sentence: Sentence, cue: Cue, words: WordSets) -> bool:
    """Tell whether nothing is told after a verb: "..., X said on Monday.", but not "In May, X said 12 ..."."""
    quantities = reading.numbers_in(sentence)
    for k in range(cue.last + 1, min(sentence.last, cue.last + 1 + _AFTER_TRAILING)):
        word = reading.words[k]
        if not word.isalnum():
            return True
        if word in words["telling"] or any(q.first <= k <= q.last for q in quantities):
            return False
    return cue.last + 1 + _AFTER_TRAILING >= sentence.last


def _own_body(reading: Reading, words: WordSets) -> tuple[int, int] | None:
    """Return the organisation that speaks of itself as "we": the first that the head of the text names."""
    if "own body" not in reading.memo:
        stop = reading.sentences[min(_HEAD, len(reading.sentences)) - 1].last
        reading.memo["own body"] = body_before(reading, stop, words, earliest=True)
    own: tuple[int, int] | None = reading.memo["own body"]
    return own


def _closes(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> bool:
    """Tell whether a name that ends before token k is done with: no verb of its own follows."""
    if k >= sentence.last:
        return True
    word = reading.words[k]
    return not word.isalpha() or word in words["openers"] or word in words["closers"]


def _pointed(
    reading: Reading, sentence: Sentence, name: tuple[int, int], pointing: str, cue: Cue, earlier: list[Attribution],
    words: WordSets, trailing: bool,
) -> Attribution | None:  # fmt: skip
    """Return the speaker that a word points back to: the last person, the last body, the last one of that name."""
    person, noun = pointing in words["person"], pointing in words["noun"]
    kind = reading.words[name[1]]
    for mark in reversed(earlier):
        same = kind in reading.words[reading.token_at(mark.whole[0]) : reading.token_at(mark.whole[1] - 1) + 1]
        if not mark.citation and mark.person == person and (not noun or same or kind in words["generic"]):
            return Attribution(
                mark.start, mark.end, name[0], cue.last, trailing=trailing, person=person, whole=mark.whole
            )
    found = None
    if person:
        found = person_before(reading, name[0], words)
    elif not noun:
        found = opening_body(reading, sentence, words) or body_before(reading, name[0], words)
        if found is None and sentence.index > 0:
            found = opening_body(reading, reading.sentences[sentence.index - 1], words)
    elif kind in words["generic"]:
        found = body_before(reading, name[0], words) or name
    else:
        found = name
    if found is None:
        return None
    span = (reading.starts[found[0]], reading.ends[found[1]])
    return Attribution(*span, name[0], cue.last, trailing=trailing, person=person, whole=span)


def organisation(reading: Reading, first: int, last: int) -> bool:
    """Tell whether the tokens [first, last] hold the name of a known organisation."""
    return source_of(reading.text[reading.starts[first] : reading.ends[last]], proper=True) is not None


FORMS = {
    "before": _named_after,
    "hearsay": _hearsay,
    "say": _teller,
    "count": _counter,
    "framed": _framer,
    "stands": _framer,
    "owned": _owner,
}
"""What to do with a cue of [attributions.*], by its key."""
