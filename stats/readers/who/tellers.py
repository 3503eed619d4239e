"""The forms in which a speaker is told: before a verb or after it, after "according to", as the owner of a count."""

from stats.readers.reading import Cue, Reading, Sentence
from stats.readers.who.accounts import author_of, owner, releaser
from stats.readers.who.attribution import Attribution, mark_of
from stats.readers.who.backto import back_to, pointed_to
from stats.readers.who.backwards import back_over_asides, number_behind, over_days
from stats.readers.who.offices import closes_named, is_office, is_organisation, people_there
from stats.readers.who.persons import over_aside, person_after
from stats.readers.who.pointing import going_on
from stats.readers.who.quoting import by_whom, is_quoted, is_repeating, repeated
from stats.readers.who.speakers import is_mute, name_after, speaks
from stats.readers.who.subjects import is_place, subject_before
from stats.readers.who.verbfirst import run_from, teller_after
from stats.readers.wordsets import WordSets

_ENDS = frozenset(".;")
_REACH = 20  # tokens between "put" and its "at"
_AGENT_REACH = 8  # tokens between "registered" and "by"
_AGENT_FAR = 24  # the same over places between commas, behind "were": "were registered in Alder, near Birch, by X"
_FRAMED_BY = 12  # tokens between "was put" and "by"
_POINTING = 3  # tokens of a word that points back
_RELEASED = 14  # tokens between "figures" and "released": "figures that the Relief and Resettlement Office released"


def _after(reading: Reading, sentence: Sentence, first: int, cue: Cue, words: WordSets) -> Attribution | None:
    """Return the speaker whose name starts at a token, None where none does."""
    if reading.lexicon.grammar.get("verb_first"):
        name = run_from(reading, sentence, first, words)
        return None if name is None else mark_of(reading, *name, cue, words, trailing=True)
    name = name_after(reading, sentence, first, words)
    if name is None or not speaks(reading, sentence, *name, words):
        return None
    name = author_of(reading, sentence, name, words) or person_after(reading, sentence, name, words) or name
    return mark_of(reading, *name, cue, words, trailing=True)


def _named_after(
    reading: Reading, sentence: Sentence, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the speaker right after "according to", or the one that "it", "the commissioner" there point back to."""
    first = cue.last + 1
    name = name_after(reading, sentence, first, words)
    if name is not None and name[1] - name[0] < _POINTING and person_after(reading, sentence, name, words) is None:
        pointed = back_to(reading, sentence, name, cue, words, earlier)
        if pointed is not None:
            return pointed
    if name is not None and reading.words[name[1]] in words["folk"]:
        return mark_of(reading, *name, cue, words, trailing=True)  # "according to PEOPLE who were there"
    return _after(reading, sentence, cue.last + 1, cue, words)


def _hearsay(
    reading: Reading, sentence: Sentence, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the account without an author that opens a clause ("reports that"), or who reports that."""
    before = back_over_asides(reading, sentence, cue.first - 1, words)
    named = before >= sentence.first and (reading.words[before].isalpha() or reading.words[before] == ")")
    if named and cue.last > cue.first:
        author = subject_before(reading, sentence, before, cue, words, earlier)
        if author is not None:
            return author  # "The ministry reports that", "The agency (NAN) reports that"
        if words["the"].any(reading.words[max(sentence.first, cue.first - 3) : cue.first]):
            return None  # "said in a daily report that"
    whole = reading.lexicon.grammar.get("noun_first") and reading.words[cue.first] not in words["accounts"]
    end = reading.ends[cue.last if whole else cue.first]  # "de source hospitalière"
    return Attribution(cue.start, end, cue.first, cue.last, whole=(cue.start, end))


def _teller(
    reading: Reading, sentence: Sentence, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the speaker of a verb of telling: before it, or after it ("said the mayor")."""
    tokens = reading.words
    role = cue.phrase.role
    if role == "verbs" and reading.lexicon.grammar.get("verb_first"):
        return teller_after(reading, sentence, cue, words, earlier)
    if role == "participles" and cue.first > sentence.first and tokens[cue.first - 1] == ",":
        return going_on(reading, sentence, cue, words, earlier)
    told = repeated(reading, sentence, cue, words)
    if told is not None:
        return told
    before = _before_verb(reading, sentence, cue, words)
    if before >= sentence.first and tokens[before] in words["passive"] and is_quoted(reading, sentence, cue, words):
        quoted = back_over_asides(reading, sentence, before - 1, words)
        return subject_before(reading, sentence, quoted, cue, words, earlier)
    if before >= sentence.first and (tokens[before] in words["passive"] or is_mute(reading, sentence, before, words)):
        return by_whom(reading, sentence, cue, words)
    if reading.lexicon.grammar.get("noun_first"):
        behind = _pointed_behind(reading, sentence, cue, words, earlier)
        behind = behind or _after_relative(reading, sentence, cue, words)
        if behind is not None:
            return behind
    if role == "verbs" and (before < sentence.first or tokens[before] in (",", '"', "'", ";")):
        inverted = _inverted(reading, sentence, before, cue, words)
        if inverted is not None:
            return inverted
    return subject_before(reading, sentence, before, cue, words, earlier)


def _pointed_behind(
    reading: Reading, sentence: Sentence, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the speaker whom a word behind its verb points back to: "trente cases ont brûlé, précise-t-IL"."""
    k = cue.last + 1
    if cue.phrase.role != "verbs" or reading.words[k : k + 1] != ["-"]:
        return None
    while k < min(sentence.last, cue.last + _POINTED) and (reading.words[k] == "-" or len(reading.words[k]) == 1):
        k += 1
    word = reading.words[k] if k < sentence.last else ""
    if word not in words["person"] and word not in words["body"]:
        return None
    return pointed_to(reading, sentence, (k, k), word, cue, earlier, words, trailing=True)


_POINTED = 5  # tokens from a verb to the pronoun behind it


def _after_relative(reading: Reading, sentence: Sentence, cue: Cue, words: WordSets) -> Attribution | None:
    """Return who counts those of whom a clause tells: "los 131 fallecidos QUE CONTABILIZA EL SERVICIO, 54"."""
    that = cue.first - 1
    relatives = reading.lexicon.words("relatives")
    if cue.phrase.role != "verbs" or that <= sentence.first or reading.words[that] not in relatives:
        return None
    named = any(q.first < that and that - q.last <= _COUNTED for q in reading.numbers_in(sentence))
    name = name_after(reading, sentence, over_days(reading, sentence, cue.last + 1), words) if named else None
    if name is None or not is_office(reading, *name, words) or is_place(reading, *name):
        return None
    return mark_of(reading, *name, cue, words, trailing=True)


_COUNTED = 5  # tokens from a number to the clause on those counted


def _before_verb(reading: Reading, sentence: Sentence, cue: Cue, words: WordSets) -> int:
    """Return the last token before a verb that is no small word, over the "were" of "were already SPEAKING of"."""
    before = back_over_asides(reading, sentence, cue.first - 1, words)
    goes_on = reading.words[cue.first].endswith(tuple(reading.lexicon.grammar.get("participle_endings", ())))
    if goes_on and before >= sentence.first and reading.words[before] in words["passive"]:
        before = back_over_asides(reading, sentence, before - 1, words)
    return before


def _inverted(reading: Reading, sentence: Sentence, before: int, cue: Cue, words: WordSets) -> Attribution | None:
    """Return the speaker after a verb of telling ("..., said the mayor."), None where the subject stands before it."""
    name = name_after(reading, sentence, over_days(reading, sentence, cue.last + 1), words)
    if name is None or not _closes(reading, sentence, name[1] + 1, words):
        return None
    owned = name[0] < name[1] and reading.words[name[0]] in words["his"]  # "said HER SPOKESWOMAN"
    if (reading.words[name[0]] in words["person"] and not owned) or reading.words[name[0]] in words["body"]:
        return None
    if not any(reading.words[k][0].isalpha() for k in range(name[0], name[1] + 1)):
        return None  # "Tracking Matrix, REPORT 1"
    if name[0] in reading.cues(sentence).starts.get("attributions", {}):
        return None  # "300 fled, early estimates indicate"
    ends = name[1] + 1 >= sentence.last or reading.words[name[1] + 1] in _ENDS
    closes = ends and before >= sentence.first and reading.words[name[0]] in words["the"]  # "snow fell, said the caid."
    known = closes or speaks(reading, sentence, *name, words)
    if before >= sentence.first and is_repeating(reading, sentence, before, words):
        return None
    aside = before >= sentence.first and over_aside(reading, sentence, before, words) is not None
    if aside and any(q.first == name[0] for q in reading.numbers_in(sentence)):
        return None  # "the spokesman, Colonel Dio, TOLD OF 196 soldiers"
    if not known and (aside or before < sentence.first):
        return None
    name = author_of(reading, sentence, name, words) or person_after(reading, sentence, name, words) or name
    return mark_of(reading, *name, cue, words, trailing=True)


def _counter(
    reading: Reading, sentence: Sentence, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the speaker of a verb of counting: before it, or after it with "by" ("verified by the UN")."""
    tokens = reading.words
    role = cue.phrase.role
    following = cue.last + 1
    if role == "issues":
        return None  # only of an account: "el balance que ENTREGÓ la Defensoría", not "la alcaldía entregó 300 carpas"
    if role not in ("agents", "nouns") and reading.lexicon.grammar.get("verb_first"):
        return teller_after(reading, sentence, cue, words, earlier)
    if reading.lexicon.grammar.get("noun_first"):
        behind = _after_relative(reading, sentence, cue, words)
        if behind is not None:
            return behind
    if role in ("finished", "agents"):
        agent = _agent(reading, sentence, cue, words)
        if agent is not None or role == "agents":
            return agent
    if role == "finished" and _is_said_of(reading, following, words):
        return None
    before = _before_verb(reading, sentence, cue, words)
    if before >= sentence.first and tokens[before] in words["passive"]:
        return None
    if role in ("nouns", "finished") and before >= sentence.first and tokens[before] == ",":
        inverted = _inverted(reading, sentence, before, cue, words)
        if inverted is not None and (role == "nouns" or closes_named(reading, sentence, inverted.whole)):
            return inverted  # "300 fled, REPORT aid agencies.", "300 fled, REPORTED Human Rights Watch."
    if role == "nouns" and not _plural_people(reading, sentence, before, following, words):
        return None  # "in a separate report"
    of = tokens[cue.last] in reading.lexicon.words("numeral_of")  # "the minister, Ana Brito, SPOKE OF a catastrophe"
    if role == "verbs" and not of and before >= sentence.first and tokens[before] in (",", '"'):
        inverted = _inverted(reading, sentence, before, cue, words)
        if inverted is not None:
            return inverted
    mark = subject_before(reading, sentence, before, cue, words, earlier)
    if mark is None or mark.trailing:
        return mark
    # "Situation Report", "displaced people registered": no verbs here
    closed = following >= sentence.last or not tokens[following][0].isalnum()
    silent = role == "finished" and closed and not number_behind(reading, sentence, following)
    noun = reading.text[cue.start].isupper() and not is_office(reading, mark.first, cue.first - 1, words)
    return None if silent or noun else mark


def _is_said_of(reading: Reading, following: int, words: WordSets) -> bool:
    """Tell whether "to be" follows a participle: "men believed TO BE from the group", who believe nothing."""
    after = reading.words[following : following + 2]
    return len(after) > 1 and after[0] in reading.lexicon.words("infinitives") and after[1] in words["passive"]


def _plural_people(reading: Reading, sentence: Sentence, before: int, following: int, words: WordSets) -> bool:
    """Tell whether a word that may be a noun is a verb: right after people or bodies, or with "that" after it.

    "Officials REPORT", "the authorities in the south ESTIMATE that", "OCHA and IOM REPORT".
    """
    if before < sentence.first:
        return False
    tokens = reading.words
    if following < sentence.last and tokens[following] in words["that"]:
        return True
    if tokens[before] in words["fresh"]:
        return False  # "the OFFICIAL count shows"
    if before - 2 >= sentence.first and tokens[before - 1] in words["joins"]:
        return is_organisation(reading, before, before) or reading.heads[before].isupper()
    if any(tokens[before] in words[key] for key in ("people", "bodies", "accounts", "person", "body", "own")):
        return True
    return people_there(reading, sentence, before, words)


def _agent(reading: Reading, sentence: Sentence, cue: Cue, words: WordSets) -> Attribution | None:
    """Return the speaker after "by" behind a verb of counting: "verified by X", "registered there by X"."""
    tokens = reading.words
    following = cue.last + 1
    if cue.phrase.role == "agents":
        reach = 1
        counted = any(q.last == cue.first - 1 for q in reading.numbers_in(sentence))  # "the 300 ANNOUNCED by"
        if not (counted or words["accounts"].any(tokens[max(sentence.first, cue.first - _RELEASED) : cue.first])):
            return None
        while following < sentence.last and tokens[following] in words["aside"]:
            following += 1  # "numbers put out ON SUNDAY by the office"
        if words["seen"].any(tokens[cue.first : cue.last + 1]) or is_quoted(reading, sentence, cue, words):
            return None
        if tokens[following : following + 1] and tokens[following] not in words["agent"]:
            return releaser(reading, sentence, cue, words)
    else:
        kept = tokens[cue.last] in words["undergone"] and tokens[cue.first - 1] in words["passive"]
        reach = _AGENT_FAR if kept else _AGENT_REACH
    for k in range(following, min(sentence.last, following + reach)):
        if not tokens[k].isalpha() and (tokens[k] != "," or reach != _AGENT_FAR):
            return None
        if tokens[k] in words["agent"]:
            name = name_after(reading, sentence, k + 1, words)
            apart = "," in tokens[following:k] and tokens[k - 1] != ","  # "counted in Alder, and shot BY"
            if name is None or apart or not (k == following or is_office(reading, *name, words)):
                return None
            mark = _after(reading, sentence, k + 1, cue, words)
            if mark is not None and "," in tokens[following:k]:
                mark.citation = True  # as far as the clause goes
            return mark
    return None


def _framer(
    reading: Reading, sentence: Sentence, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the speaker of a verb that tells a count with a second word after it: "put the dead at 12"."""
    tokens = reading.words
    if cue.phrase.key == "framed" and reading.lexicon.grammar.get("verb_first"):
        return teller_after(reading, sentence, cue, words, earlier)
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
    "owned": owner,
}
"""What to do with a cue of [attributions.*], by its key."""
