"""The forms in which a speaker is told: before a verb or after it, after "according to", as the owner of a count."""

from stats.readers.attribution import Attribution, mark_of
from stats.readers.organisations import source_of
from stats.readers.pointing import opening_body
from stats.readers.reading import Cue, Reading, Sentence
from stats.readers.speakers import bare_name, name_after, name_before, over_aside, person_after, speaks
from stats.readers.subjects import back_over_asides, back_to, is_office, is_organisation, is_trade, subject_before
from stats.readers.wordsets import WordSets

_REACH = 20  # tokens between "put" and its "at"
_AGENT_REACH = 8  # tokens between "registered" and "by"
_FRAMED_BY = 12  # tokens between "was put" and "by"
_POINTING = 3  # tokens of a word that points back
_RELEASED = 14  # tokens between "figures" and "released": "figures that the Relief and Resettlement Office released"
_OWNED = 5  # tokens between "the ministry's" and "count"
_POSSESSIVE = frozenset({"'s", "'"})


def _after(reading: Reading, sentence: Sentence, first: int, cue: Cue, words: WordSets) -> Attribution | None:
    """Return the speaker whose name starts at a token, None where none does."""
    name = name_after(reading, sentence, first, words)
    if name is None or not speaks(reading, sentence, *name, words):
        return None
    link = name[1] + 1
    if reading.words[name[1]] in words["accounts"] and link < sentence.last and reading.words[link] in words["authors"]:
        author = name_after(reading, sentence, link + 1, words)  # "according to figures from the ministry"
        if author is not None and is_office(reading, *author, words):
            name = author
    name = person_after(reading, sentence, name, words) or name
    return mark_of(reading, *name, cue, words, trailing=True)


def _named_after(
    reading: Reading, sentence: Sentence, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the speaker right after "according to", or the one that "it", "the commissioner" there point back to."""
    first = cue.last + 1
    name = name_after(reading, sentence, first, words)
    if name is not None and name[1] - name[0] < _POINTING:
        pointed = back_to(reading, sentence, name, cue, words, earlier)
        if pointed is not None:
            return pointed
    return _after(reading, sentence, cue.last + 1, cue, words)


def _hearsay(
    reading: Reading, sentence: Sentence, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the account without an author that opens a clause ("reports that"), or who reports that."""
    before = back_over_asides(reading, sentence, cue.first - 1, words)
    if before >= sentence.first and reading.words[before].isalpha() and cue.last > cue.first:
        author = subject_before(reading, sentence, before, cue, words, earlier)
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
        return mark_of(reading, *opening, cue, words, trailing=False) if opening is not None else None
    before = back_over_asides(reading, sentence, cue.first - 1, words)
    if before >= sentence.first and tokens[before] in words["passive"]:
        return None
    if role == "verbs" and (before < sentence.first or tokens[before] in (",", '"', "'")):
        inverted = _inverted(reading, sentence, before, cue, words)
        if inverted is not None:
            return inverted
    return subject_before(reading, sentence, before, cue, words, earlier)


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
    return mark_of(reading, *name, cue, words, trailing=True)


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
    before = back_over_asides(reading, sentence, cue.first - 1, words)
    if before >= sentence.first and tokens[before] in words["passive"]:
        return None
    if role == "nouns" and not _plural_people(reading, sentence, before, following, words):
        return None  # "in a separate report"
    if role == "verbs" and before >= sentence.first and tokens[before] in (",", '"'):
        inverted = _inverted(reading, sentence, before, cue, words)
        if inverted is not None:
            return inverted
    mark = subject_before(reading, sentence, before, cue, words, earlier)
    if mark is None or mark.trailing:
        return mark
    # "Situation Report", "displaced people registered": no verbs here
    silent = role == "finished" and (following >= sentence.last or not tokens[following][0].isalnum())
    noun = reading.text[cue.start].isupper() and not is_office(reading, mark.first, cue.first - 1, words)
    return None if silent or noun else mark


def _plural_people(reading: Reading, sentence: Sentence, before: int, following: int, words: WordSets) -> bool:
    """Tell whether a word that may be a noun is a verb: right after people or bodies, or with "that" after it.

    "Officials REPORT", "the authorities in the south ESTIMATE that", "OCHA and IOM REPORT".
    """
    if before < sentence.first:
        return False
    tokens = reading.words
    if following < sentence.last and tokens[following] in words["that"]:
        return True
    if before - 2 >= sentence.first and tokens[before - 1] in words["joins"]:
        return is_organisation(reading, before, before) or reading.heads[before].isupper()
    return any(tokens[before] in words[key] for key in ("people", "bodies", "accounts", "person", "body", "own"))


def _agent(reading: Reading, sentence: Sentence, cue: Cue, words: WordSets) -> Attribution | None:
    """Return the speaker after "by" behind a verb of counting: "verified by X", "registered there by X"."""
    tokens = reading.words
    following = cue.last + 1
    if cue.phrase.role == "agents":
        reach = 1
        if not words["accounts"].any(tokens[max(sentence.first, cue.first - _RELEASED) : cue.first]):
            return None
        if tokens[following : following + 1] and tokens[following] not in words["agent"]:
            return _releaser(reading, sentence, cue, words)
    else:
        reach = _AGENT_REACH
    for k in range(following, min(sentence.last, following + reach)):
        if not tokens[k].isalpha():
            return None
        if tokens[k] in words["agent"]:
            name = name_after(reading, sentence, k + 1, words)
            if name is None or not (k == following or is_office(reading, *name, words)):
                return None
            return _after(reading, sentence, k + 1, cue, words)
    return None


def _releaser(reading: Reading, sentence: Sentence, cue: Cue, words: WordSets) -> Attribution | None:
    """Return who stands in the clause behind an account: "figures THAT THE MINISTRY released on Monday show"."""
    tokens = reading.words
    before = back_over_asides(reading, sentence, cue.first - 1, words)
    name = name_before(reading, sentence, before, words) if before > sentence.first else None
    if name is None or not is_office(reading, *name, words):
        return None
    that = name[0] - 1 - (tokens[name[0] - 1] in words["the"])
    led = that > sentence.first and (tokens[that] in words["that"] or tokens[that] in words["relatives"])
    if not led or tokens[that - 1] not in words["accounts"]:
        return None
    return mark_of(reading, *name, cue, words, trailing=False)


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
    if cue.phrase.key == "stands" and not words["accounts"].any(tokens[sentence.first : cue.first]):
        return None  # "the toll stood at 12", "UNICEF has reached 600": no account that somebody keeps
    before = back_over_asides(reading, sentence, cue.first - 1, words)
    if before >= sentence.first and tokens[before] in words["passive"]:
        for k in range(cue.last + 1, min(sentence.last, cue.last + 1 + _FRAMED_BY)):
            if tokens[k] in words["agent"]:
                return _after(reading, sentence, k + 1, cue, words)
        return None
    return subject_before(reading, sentence, before, cue, words, earlier)


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
        account = _by_account(reading, sentence, first, cue, words)
        if account is not None:
            return account
        alone = first >= sentence.first and reading.words[first][0].isalnum()
        name = (_title_first(reading, sentence, first), first) if alone else None
    if name is None:
        return None
    if owner is None and sentence.shape == "head" and not _titles(reading, name, words):
        return None
    before = name[0] - 1
    while before > sentence.first and tokens[before] in words["the"]:
        before -= 1
    if before >= sentence.first and tokens[before] in words["since"]:
        return None  # "since the agency's last update"
    person = owner is not None and bare_name(reading, *name, words) is not None
    office = is_office(reading, *name, words) or (owner is None and name[0] < name[1])
    cried = len(reading.text[cue.start : cue.end]) > 1 and reading.text[cue.start : cue.end].isupper()
    if cried and owner is None and not is_trade(reading, *name, words):
        return None  # "KEY FIGURES", "SITUATION REPORT": in a line of capitals a word in capitals names no body
    if not (person or office):
        return None
    mark = mark_of(reading, *name, cue, words, trailing=True)
    titled = owner is None and sentence.shape == "head" and not words["fresh"].any(reading.words[name[0] : cue.first])
    mark.publisher = titled and words["documents"].any(reading.words[cue.first : cue.last + 1])
    return mark


def _titles(reading: Reading, name: tuple[int, int], words: WordSets) -> bool:
    """Tell whether a body owns an account in a heading: "Civil Protection figures", but not "KEY FIGURES"."""
    phrase = reading.words[name[0] : name[1] + 1]
    known = source_of(reading.text[reading.starts[name[0]] : reading.ends[name[1]]]) is not None
    return known or words["bodies"].any(phrase) or words["people"].any(phrase)


def _title_first(reading: Reading, sentence: Sentence, last: int) -> int:
    """Return the first token of a known body's name before its account in a title: "CIVIL Protection figures"."""
    first = last
    while sentence.shape == "head" and first > sentence.first and reading.heads[first - 1].isupper():
        first -= 1
    opened = first == sentence.first + 1 and reading.words[first - 1] == "("  # "(Alder Prefecture tally, as of 3 May)"
    known = first < last and source_of(reading.text[reading.starts[first] : reading.ends[last]]) is not None
    return first if known or opened else last


def _by_account(
    reading: Reading, sentence: Sentence, before: int, cue: Cue, words: WordSets
) -> Attribution | None:
    """Return the account that "by" sets apart from what it tells: "BY official ESTIMATES, 300 died"."""
    tokens = reading.words
    by = before - 1 if before >= sentence.first and tokens[before] in words["the"] else before
    if not sentence.first <= by < cue.first - 1:
        return None
    if by > sentence.first and tokens[by - 1].isalnum() and tokens[by - 1] not in words["passive"]:
        return None
    opens = by == sentence.first and tokens[by] in words["openers"] and tokens[cue.last + 1 : cue.last + 2] == [","]
    if tokens[by] not in words["agent"] and not opens:
        return None  # "in a report on floods"
    start, end = reading.starts[by + 1], reading.ends[cue.last]
    return Attribution(start, end, by, cue.last, trailing=True, whole=(start, end))


def _closes(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> bool:
    """Tell whether a name that ends before token k is done with: no verb of its own follows."""
    if k >= sentence.last:
        return True
    word = reading.words[k]
    return not word.isalpha() or word in words["openers"] or word in words["closers"]


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
