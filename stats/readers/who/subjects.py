"""The subject of a verb of telling: who stands before it, over an aside or a relative clause, or is pointed back to."""

from stats.readers.reading import Cue, Reading, Sentence
from stats.readers.who.attribution import Attribution, mark_of
from stats.readers.who.backto import is_own_account, pointed_to
from stats.readers.who.backwards import back_over_asides, is_dated
from stats.readers.who.offices import is_office
from stats.readers.who.persons import before_title, is_person, name_given, opening_person, over_aside
from stats.readers.who.pointing import body_before, going_on, opening_place, tells_of
from stats.readers.who.speakers import is_mute, is_of_name, is_relative, name_before, speaks
from stats.readers.wordsets import WordSets, word_sets

_REACH = 20  # tokens between "claimed" and "lives"
_QUOTED = 12  # sentences from the beginning of a quotation to a word in it
_LEADS = 8  # tokens between "gives" and the colon that opens what is given
_HEAD = 4  # sentences in which an organisation names itself
_RELATIVE = 16  # tokens of a relative clause without commas
_AFTER_TRAILING = 14  # tokens between a verb and the sign that closes "..., the army said in a statement on Monday."
_BEFORE_TRAILING = frozenset({",", '"', "–", "—", "'", ":"})
_ASIDE_SIGNS = frozenset({",", "–", "—"})


def subject_before(
    reading: Reading, sentence: Sentence, before: int, cue: Cue, words: WordSets, earlier: list[Attribution]
) -> Attribution | None:
    """Return the speaker whose name ends at token `before`, over an aside or a relative pronoun, or pointed back to."""
    tokens = reading.words
    if before >= sentence.first and is_relative(reading, before, words):
        before -= 1 + (before > sentence.first and tokens[before - 1] == ",")
    elif before >= sentence.first and tokens[before] in _ASIDE_SIGNS:
        over = opening_person(reading, sentence, before, words)
        over = over_aside(reading, sentence, before, words) if over is None else over
        before = sentence.first - 1 if over is None else back_over_asides(reading, sentence, over, words)
    if before < sentence.first or _describes(reading, cue.first, words):
        return None
    if tokens[before] in words["joins"] or tokens[before] in words["yet"]:
        # "The agency fed 800 people AND aims to reach 2,000", "would not comment BUT says"
        told = going_on(reading, sentence, cue, words, earlier)
        place = opening_place(reading, sentence, before) if told is None else None
        return mark_of(reading, *place, cue, words, trailing=False) if place is not None else told
    name = _antecedent(reading, sentence, before, words) or name_before(reading, sentence, before, words)
    if name is not None:
        name = _asked_by(reading, sentence, name[0] - 1, words) or before_title(reading, sentence, name, words) or name
    if name is None:
        return None
    first, last = _in_own_clause(reading, name, words)
    given = name_given(reading, sentence, last)
    if given is not None and given[1] < cue.first:
        return mark_of(reading, *given, cue, words, trailing=False)
    if (holder := _whose(reading, sentence, name, words)) is not None:
        return mark_of(reading, *holder, cue, words, trailing=False)
    if first == last and tokens[first] in words["telling"] and tokens[first] not in words["body"]:
        return None  # "Most say that they are afraid to go"
    if tokens[last] in words["levels"] and words["the"].isdisjoint(tokens[first:last]) and not (
        any(map(str.isupper, reading.heads[first : last + 1]))
    ):
        return None  # "is looking at LOCAL reports on", but "the district counts 12 dead"
    if is_mute(reading, sentence, last, words) or tokens[first] in words["nobody"]:
        return None  # "11 deaths confirmed", "NO group has claimed the attack, which killed 11"
    if tokens[last] in words["openers"] or tokens[last] in reading.lexicon.words("articles"):
        return None  # "entered the town AND counted 12", "bringing THE confirmed dead to 97"
    if tokens[last] in words["person"] or tokens[last] in words["body"]:
        first = last
    lands = word_sets(reading.lexicon, "places")["countries"]
    country = tokens[last] in lands and cue.phrase.key == "count"
    begin, first = first, _from_function(reading, sentence, first, words)
    led = first - 1
    if led > sentence.first and tokens[led] in words["authors"] and tokens[led - 1] in words["accounts"]:
        account = name_before(reading, sentence, led - 1, words)  # "300 fled, early COUNTS by the partners suggest"
        led = account[0] - 1 if account is not None else led
    while led > sentence.first and tokens[led] in words["fresh"]:
        led -= 1  # "400 homes, EARLY estimates indicate, were hit"
    led -= led > sentence.first and tokens[led] in words["as_told"]
    trailing = led >= sentence.first and tokens[led] in _BEFORE_TRAILING and _ends_there(reading, sentence, cue, words)
    trailing |= tells_of(reading, sentence, led, cue)
    pointing = " ".join(tokens[first : last + 1])
    ours = words["own"].any(tokens[first : last + 1])
    if ours and _quoted(reading, sentence, first):
        return None  # '"Our estimate is that 300 fled," said the mayor'
    if ours and (own := _own_body(reading, words)) is not None:
        span = (reading.starts[own[0]], reading.ends[own[1]])
        return Attribution(*span, first, cue.last, trailing=trailing, whole=span)
    if pointing in words["person"] or pointing in words["body"] or pointing in words["noun"]:
        pointed = pointed_to(reading, sentence, (first, last), pointing, cue, earlier, words, trailing)
        if pointed is not None and _in_passing(reading, sentence, led, cue, words):
            pointed.citation = True
        return pointed
    if is_own_account(reading, first, last, words):
        pointed = pointed_to(reading, sentence, (first, last), tokens[first], cue, earlier, words, trailing)
        if pointed is not None:
            return pointed
    telling, guessed = cue.phrase.key == "say", False
    numbered = any(0 < q.first - cue.last <= 2 for q in reading.within(reading.quantities, cue.end, sentence.end))
    if cue.phrase.key == "framed" and _frames(reading, sentence, cue):
        telling = guessed = True  # whoever puts a count at a number tells it: "site managers PUT the total AT 300"
    if cue.phrase.key == "count" and cue.phrase.role == "verbs":
        if cue.last + 1 < sentence.last and tokens[cue.last + 1] in words["noun_signs"]:
            return None  # "the lists are growing", "fears of"
        telling = tokens[first] in words["the"] and last > first
        guessed = telling and not speaks(reading, sentence, first, last, words)
    kept = cue.phrase.key != "stands" or tokens[last] in words["registers"]
    accounts = (cue.phrase.role != "finished" or numbered) and kept
    if cue.phrase.role == "claims" and words["taken"].any(
        tokens[cue.last + 1 : min(sentence.last, cue.last + 1 + _REACH)]
    ):
        return None  # "the slide has claimed 12 lives"
    if cue.phrase.role in ("papers", "numbers"):
        leads = numbered or ":" in tokens[cue.last + 1 : min(sentence.last, cue.last + 1 + _LEADS)]
        leads = leads or (trailing and tokens[cue.first] in words["closing"])  # "300 fled, a UN team FOUND"
        office = cue.phrase.role == "numbers" and leads and is_office(reading, first, last, words)
        office = office and not _comes_upon(reading, sentence, cue)
        if not office and not words["accounts"].any(tokens[first : last + 1]):
            return None
    elif not telling and not (
        speaks(reading, sentence, first, last, words, accounts=accounts) or _is_known(reading, first, last, earlier)
    ):
        return None
    phrase = tokens[first : last + 1]
    if cue.phrase.role == "numbers" and any(q.first <= last and q.last >= first for q in reading.numbers_in(sentence)):
        return None  # "two bodies found, five still missing"
    if not (words["people"].any(phrase) or words["bodies"].any(phrase)) and any(
        q.first <= last and q.last >= first and not is_of_name(reading, q.first, words)
        for q in reading.numbers_in(sentence)
    ):
        return None  # "Half a million told to leave"
    noun = cue.phrase.role == "plans" and cue.first == cue.last
    if noun and not is_office(reading, first, last, words):
        return None  # "raids on rebel TARGETS"
    if country and first == begin:
        return None  # "The country counts 3.7 million displaced people"
    if cue.phrase.role == "finished" and tokens[cue.first] in words["undergone"] and is_place(reading, first, last):
        return None  # "Karen State recorded 12,974 displaced persons": what happened there
    mark = mark_of(reading, first, last, cue, words, trailing=trailing)
    mark.guessed = guessed
    return mark


def _in_own_clause(reading: Reading, name: tuple[int, int], words: WordSets) -> tuple[int, int]:
    """Return the name without the noun before it that its clause describes: "a strike THE ARMY said hit a depot"."""
    first, last = name
    if last - 1 > first and reading.words[last - 1] in words["his"] and reading.words[last - 2] not in words["openers"]:
        return last - 1, last  # "with the army and the police HIS MINISTRY"
    for k in range(first + 1, last + 1):
        before = reading.words[k - 1]
        if any(before in words[key] for key in ("people", "bodies", "titles")) or reading.heads[k].isupper():
            break  # "RESIDENTS along the river", "Save THE Children"
        if any(before in words[key] for key in ("links", "openers", "joins", "accounts", "the")):
            continue  # "the findings OF the office", "a FIGURE the ministry gave"
        if reading.words[k] in words["the"] and is_office(reading, k, last, words):
            return k, last
    return name


def _in_passing(reading: Reading, sentence: Sentence, led: int, cue: Cue, words: WordSets) -> bool:
    """Tell whether somebody only says what a noun is: "a man THEY SAY IS behind the raids", which tells no further."""
    if led <= sentence.first or cue.last + 1 >= sentence.last or reading.words[cue.last + 1] not in words["passive"]:
        return False
    noun = reading.words[led]
    return noun.isalpha() and not any(noun in words[key] for key in ("joins", "openers", "stops", "yet"))


def _whose(reading: Reading, sentence: Sentence, name: tuple[int, int], words: WordSets) -> tuple[int, int] | None:
    """Return the body for which somebody tells, named before "whose": "OCHA, WHOSE SPOKESMAN said"."""
    link, last = name[0] - 1, reading.words[name[1]]
    if link <= sentence.first + 1 or reading.words[link] not in words["whose"] or last in words["accounts"]:
        return None
    if not any(last in words[key] for key in ("titles", "people", "bodies")):
        return None
    holder = name_before(reading, sentence, link - 1 - (reading.words[link - 1] == ","), words)
    if holder is None or not reading.heads[holder[1]].isupper():
        return None
    return holder if speaks(reading, sentence, *holder, words, accounts=False) else None


def _describes(reading: Reading, token: int, words: WordSets) -> bool:
    """Tell whether a word is no verb but describes what follows, behind an article: "two men who met THE ALLEGED"."""
    before, lexicon = reading.words[token - 1], reading.lexicon
    return before in words["the"] and before in lexicon.words("articles", "numeral_articles")


def _asked_by(reading: Reading, sentence: Sentence, by: int, words: WordSets) -> tuple[int, int] | None:
    """Return those whom somebody asked, where "by" stands before a name: "residents REACHED BY phone said"."""
    tokens = reading.words
    if by - 2 < sentence.first or tokens[by] not in words["agent"] or tokens[by - 1] not in words["asked"]:
        return None
    name = name_before(reading, sentence, by - 2, words)
    return name if name is not None and speaks(reading, sentence, *name, words, accounts=False) else None


def _frames(reading: Reading, sentence: Sentence, cue: Cue) -> bool:
    """Tell whether the second word of a framing verb stands right before a number: "put the dead AT 160"."""
    counts = (q for q in reading.numbers_in(sentence) if q.first > cue.last + 1)
    return any(reading.words[q.first - 1] == cue.phrase.value for q in counts)


def _from_function(reading: Reading, sentence: Sentence, first: int, words: WordSets) -> int:
    """Return where a name begins that ends in where somebody works: "a DOCTOR at the hospital"."""
    tokens, link = reading.words, first - 1
    if link <= sentence.first or tokens[link] not in words["links"] or not tokens[link - 1].isalpha():
        return first
    name = name_before(reading, sentence, link - 1, words)
    if name is None:
        return first
    if is_person(reading, range(name[0], link), words):
        return name[0]  # "OMAR KHAN from UNICEF"
    noun = tokens[link - 1]
    if noun.endswith(tuple(reading.lexicon.grammar.get("participle_endings", ()))) and link - 2 > sentence.first - 1:
        noun = tokens[link - 2]  # "TRADERS coming from the town"
    teller = any(noun in words[key] for key in ("people", "bodies", "titles", "folk"))
    return name[0] if teller and not words["own"].any(tokens[name[0] : link]) else first


def _comes_upon(reading: Reading, sentence: Sentence, cue: Cue) -> bool:
    """Tell whether those found are bodies, which somebody came upon and counts for nobody: "divers FOUND 12 BODIES"."""
    bodies = reading.lexicon.words("bodies")
    last = next((q.last for q in reading.numbers_in(sentence) if q.first > cue.last), cue.last)
    return not bodies.isdisjoint(reading.words[last + 1 : last + 3])


def _is_known(reading: Reading, first: int, last: int, earlier: list[Attribution]) -> bool:
    """Tell whether a single word is the last name of somebody who has spoken before: "Joe Ardel said", then "Ardel"."""
    known = (reading.words[reading.token_at(mark.end - 1)] for mark in earlier if mark.person)
    return first == last and reading.words[last] in known


def _quoted(reading: Reading, sentence: Sentence, token: int) -> bool:
    """Tell whether a token stands in a quotation that began in its paragraph."""
    k = sentence.index
    while sentence.index - k < _QUOTED and k > 0 and reading.sentences[k - 1].paragraph == sentence.paragraph:
        k -= 1
    return reading.folded.count('"', reading.sentences[k].start, reading.starts[token]) % 2 == 1


def _antecedent(reading: Reading, sentence: Sentence, before: int, words: WordSets) -> tuple[int, int] | None:
    """Return the name before a relative clause without commas: "engineers who went from door to door say"."""
    tokens = reading.words
    for k in range(before, max(sentence.first, before - _RELATIVE), -1):
        if is_relative(reading, k, words) or (tokens[k] in words["that"] and words["bodies"].any(tokens[k - 1 : k])):
            subject = name_before(reading, sentence, before, words)
            opens = reading.heads[k + 1].isupper() or tokens[k + 1] in words["the"]
            if subject is not None and subject[0] == k + 1 and opens:
                return None  # "a garrison which the capital PUTS at 500"
            name = name_before(reading, sentence, k - 1, words) if tokens[k - 1] != "," else None
            if name is not None and tokens[name[1]] in words["folk"]:
                told = tokens[name[1]] in reading.lexicon.words("articles")
                return (name[0], before) if told else name  # "THOSE WHO FLED said", "some PEOPLE who fled said"
            return name if name is not None and speaks(reading, sentence, *name, words, accounts=False) else None
        if not tokens[k].isalnum():
            return None
    return None


def _ends_there(reading: Reading, sentence: Sentence, cue: Cue, words: WordSets) -> bool:
    """Tell whether nothing is told after a verb: "..., X said on Monday.", but not "In May, X said 12 ..."."""
    quantities, months = reading.numbers_in(sentence), reading.lexicon.words("months")
    for k in range(cue.last + 1, min(sentence.last, cue.last + 1 + _AFTER_TRAILING)):
        word = reading.words[k]
        if not word.isalnum():
            return True
        if word in words["telling"]:
            return False
        turns = word in words["since"]
        if (turns or word in reading.lexicon.words("subordinators")) and not any(q.first > k for q in quantities):
            return True  # "..., X said AS more people left": of no count
        if turns and k > cue.last + 1:  # "..., X said on Sunday AFTER five more bodies were found"
            return not words["telling"].any(reading.words[k : sentence.last])
        if any(q.first <= k <= q.last for q in quantities) and not is_dated(reading.words, k, sentence, months):
            return False
    return cue.last + 1 + _AFTER_TRAILING >= sentence.last


def is_place(reading: Reading, first: int, last: int) -> bool:
    """Tell whether the tokens [first, last] begin and end with a place's name: "Lake Vyrnwy in Powys"."""
    start, end = reading.starts[first], reading.ends[last]
    named = reading.within(reading.places, reading.sentence_at(start).start, end)
    named = [p for p in named if not (p.adjective or p.office)]
    return any(p.end == end for p in named) and any(p.start <= start + 4 and p.end > start for p in named)


def _own_body(reading: Reading, words: WordSets) -> tuple[int, int] | None:
    """Return the organisation that speaks of itself as "we": the first that the head of the text names."""
    if "own body" not in reading.memo:
        stop = reading.sentences[min(_HEAD, len(reading.sentences)) - 1].last
        reading.memo["own body"] = body_before(reading, stop, words, earliest=True)
    own: tuple[int, int] | None = reading.memo["own body"]
    return own
