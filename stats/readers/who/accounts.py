"""Whose an account is: "the ministry's count", "figures FROM the ministry", "its records", "by their estimate"."""

from stats.readers.reading import Cue, Reading, Sentence
from stats.readers.who.attribution import Attribution, mark_of
from stats.readers.who.backto import is_own_account, pointed_to
from stats.readers.who.backwards import back_over_asides, over_days
from stats.readers.who.offices import is_office, is_trade
from stats.readers.who.organisations import source_of
from stats.readers.who.persons import bare_name, person_after
from stats.readers.who.speakers import is_deed, name_after, name_before
from stats.readers.wordsets import WordSets

_OWNED = 5  # tokens between "the ministry's" and "count"

Tokens = tuple[int, int]


def author_of(reading: Reading, sentence: Sentence, name: Tokens, words: WordSets) -> Tokens | None:
    """Return who made the account that a name tells: "figures FROM the ministry", "a report received BY the mayor"."""
    tokens, link = reading.words, name[1] + 1
    if reading.lexicon.grammar.get("noun_first") and (inside := _author_in(reading, sentence, name, words)) is not None:
        return inside
    name, link = _over_number(reading, name, link)
    made = name[1] - 1 >= name[0] and tokens[name[1]] not in words["accounts"]
    numbered = link + 1 < sentence.last and tokens[link].isdigit()  # "Situation Report Number 31 FROM the agency"
    link += numbered
    if link >= sentence.last or tokens[name[1] - made] not in words["accounts"]:
        return None
    if tokens[link] not in words["agent" if made and not numbered else "authors"]:
        return None
    if made and tokens[name[1]] in words["seen"]:
        return name[0], name[1] - 1  # "a police report SEEN by the radio"
    author = name_after(reading, sentence, link + 1, words)
    if author is None or not is_office(reading, *author, words):
        return None
    return person_after(reading, sentence, author, words) or author


def _over_number(reading: Reading, name: Tokens, link: int) -> tuple[Tokens, int]:
    """Return the name of a report without its number, and the token behind that: "Situation REPORT No. 31 FROM"."""
    tokens, signs = reading.words, reading.lexicon.words("number_signs")
    behind = link
    while behind < len(tokens) - 1 and (tokens[behind] in signs or tokens[behind] in (".", "#")):
        behind += 1
    if behind >= len(tokens) or not tokens[behind][0].isdigit():
        return name, link
    last = name[1] - (name[1] > name[0] and tokens[name[1]] in signs)
    return (name[0], last), behind + 1


def _author_in(reading: Reading, sentence: Sentence, name: Tokens, words: WordSets) -> Tokens | None:
    """Return who made an account that opens a name, where what it is stands behind it: "un bilan provisoire DU maire".

    Or who is told further on: "un bilan communiqué dimanche PAR LE MAIRE", "un bilan publié par".
    """
    tokens, k = reading.words, name[0] + (reading.words[name[0]] in words["the"])
    while k <= name[1] and tokens[k] in words["fresh"]:
        k += 1
    if k > name[1] or tokens[k] not in words["accounts"]:
        return None
    k += 1
    while k <= name[1] and tokens[k] in words["fresh"]:
        k += 1
    if k < name[1] and tokens[k] in words["authors"]:
        return (k + 1, name[1]) if is_office(reading, k + 1, name[1], words) else None
    if k > name[1] and (told := _told_by(reading, sentence, name[1] + 1, words)) is not None:
        return told
    done = reading.lexicon.asked("attributions", "agents").last(tokens, name[1] + 1, sentence.last)
    by = over_days(reading, sentence, (name[1] if done is None else done) + 1)
    if k < name[1] or by >= sentence.last or tokens[by] not in words["agent"]:
        return None
    author = name_after(reading, sentence, by + 1, words)
    return author if author is not None and is_office(reading, *author, words) else None


def _told_by(reading: Reading, sentence: Sentence, link: int, words: WordSets) -> Tokens | None:
    """Return who tells an account in a clause behind it: "el balance QUE DIFUNDIÓ este martes EL INSTITUTO"."""
    if link + 2 >= sentence.last or reading.words[link] not in words["relatives"]:
        return None
    told = reading.cues(sentence).starts.get("attributions", {}).get(link + 1, ())
    verb = next((cue for cue in told if cue.phrase.key in ("say", "count")), None)
    if verb is None:
        return None
    author = name_after(reading, sentence, over_days(reading, sentence, verb.last + 1), words)
    return author if author is not None and is_office(reading, *author, words) else None


def releaser(reading: Reading, sentence: Sentence, cue: Cue, words: WordSets) -> Attribution | None:
    """Return who stands in the clause behind an account: "figures THAT THE MINISTRY released on Monday show"."""
    tokens = reading.words
    before = back_over_asides(reading, sentence, cue.first - 1, words)
    name = name_before(reading, sentence, before, words) if before > sentence.first else None
    if name is None or not is_office(reading, *name, words):
        return None
    that = name[0] - 1 - (tokens[name[0] - 1] in words["the"])
    led = that > sentence.first and (tokens[that] in words["that"] or tokens[that] in words["relatives"])
    if not led or tokens[that - 1 - (tokens[that - 1] == ",")] not in words["accounts"]:
        return None
    return mark_of(reading, *name, cue, words, trailing=False)


def owner(
    reading: Reading, sentence: Sentence, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the owner of an account: "the ministry's latest count", "UN figures"."""
    tokens = reading.words
    if cue.last + 1 < sentence.last and tokens[cue.last + 1] in words["bodies"]:
        return None  # "the head of the agency's data CENTRE"
    if words["authors"].any(tokens[cue.last + 1 : cue.last + 2]):
        author = author_of(reading, sentence, (cue.first, cue.last), words)
        if author is not None and _holds(reading, sentence, author[1] + 1, words):
            return mark_of(reading, *author, cue, words, trailing=False)
    sign = next(
        (k for k in range(cue.first - 1, max(sentence.first, cue.first - _OWNED), -1) if reading.owns(k)), None
    )
    if sign is not None:
        if words["stops"].any(tokens[sign + 1 : cue.first]):
            return None  # "Alder's Birch valley WITH a death toll of 12"
        name = name_before(reading, sentence, sign - 1, words)
    else:
        first = cue.first - 1
        while first > sentence.first and tokens[first] in words["fresh"]:
            first -= 1
        account = _by_account(reading, sentence, first, cue, words, earlier)
        if account is not None:
            return account
        alone = first >= sentence.first and reading.words[first][0].isalnum()
        name = (_title_first(reading, sentence, first), first) if alone else None
    if name is None or (name[0] == name[1] and tokens[name[0]] in words["fresh"]):
        return None  # "DAILY report"
    if sign is None and sentence.shape == "head" and not _titles(reading, name, words):
        return None
    before = name[0] - 1
    while before > sentence.first and tokens[before] in words["the"]:
        before -= 1
    if before >= sentence.first and tokens[before] in words["since"]:
        return None  # "since the agency's last update"
    verbs = (k for k in (before, name[0]) if k > sentence.first and is_deed(reading, k, words))
    if any(verbs) and any(q.first == cue.last + 1 for q in reading.numbers_in(sentence)):
        return None  # no noun: "HELPED the Government's commission REGISTER 800 refugees"
    person = sign is not None and bare_name(reading, *name, words) is not None
    office = is_office(reading, *name, words) or (sign is None and name[0] < name[1])
    cried = len(reading.text[cue.start : cue.end]) > 1 and reading.text[cue.start : cue.end].isupper()
    if cried and sign is None and not is_trade(reading, *name, words):
        return None  # "KEY FIGURES", "SITUATION REPORT": in a line of capitals a word in capitals names no body
    if not (person or office):
        return None
    mark = mark_of(reading, *name, cue, words, trailing=True)
    titled = sign is None and sentence.shape == "head"
    titled = titled and not (sentence.index and words["fresh"].any(reading.words[name[0] : cue.first]))
    mark.publisher = titled and words["documents"].any(reading.words[cue.first : cue.last + 1])
    return mark


def _holds(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> bool:
    """Tell whether an account before a token has a number at once: "the last report of the agency HAS 40 dead"."""
    counts = {q.first for q in reading.numbers_in(sentence)}
    if reading.lexicon.grammar.get("noun_first"):
        linked = reading.lexicon.asked("linking").last(reading.words, k, sentence.last)
        if linked is not None and linked + 1 in counts:
            return True  # "le décompte de l'agence S'ÉTABLIT À 12"
    return k + 1 < sentence.last and reading.words[k] in words["holds"] and k + 1 in counts


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
    reading: Reading, sentence: Sentence, before: int, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the account that "by" sets apart from what it tells: "BY official ESTIMATES, 300 died"."""
    tokens = reading.words
    by = before - 1 if before >= sentence.first and tokens[before] in words["the"] else before
    if not sentence.first <= by < cue.first - 1:
        return None
    if by > sentence.first and tokens[by - 1].isalnum() and tokens[by - 1] not in words["passive"]:
        return None
    opens = by == sentence.first and tokens[by] in words["openers"] and tokens[cue.last + 1 : cue.last + 2] == [","]
    opens = opens and tokens[by] not in reading.lexicon.words("numeral_of")  # "OF the current total,"
    if tokens[by] not in words["agent"] and not opens:
        return None  # "in a report on floods"
    name = (by + 1, cue.last)
    if is_own_account(reading, *name, words):  # "by ITS count"
        pointed = pointed_to(reading, sentence, name, tokens[by + 1], cue, earlier, words, trailing=True)
        if pointed is not None:
            return pointed
    author = author_of(reading, sentence, name, words) or name
    start, end = reading.starts[author[0]], reading.ends[author[1]]
    return Attribution(start, end, by, max(cue.last, author[1]), trailing=True, whole=(start, end))
