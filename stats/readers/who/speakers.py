"""The names of speakers: where the name before or after a verb of telling begins and ends, and whether it can speak."""

from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.readers.who.organisations import source_of
from stats.readers.wordsets import WordSets

_LONGEST_NAME = 22  # tokens; a longer run of words is no name
LONGEST_BRACKET = 8  # tokens of a short name in brackets after the long one
_TABLE = "attributions"
_VERBS = ("verbs", "papers", "numbers")  # roles of verbs of counting that are no nouns and no participles
_SEVERAL = 3  # tokens of a number of speakers and of what they are: "three local officials"
_SHORT = 3  # digits of a number that is no part of a name
_YEAR = 4  # digits of a year, and tokens from it to the account of that year
INSIDE = frozenset({"-", "–", "&", "/", "'", "'s", "."})  # signs that may stand inside a name
_ENDS = frozenset({",", ";", ":", "|", "!", "?", "—", "[", "]", "*", "•", ">", '"'})


def name_before(reading: Reading, sentence: Sentence, last: int, words: WordSets) -> tuple[int, int] | None:
    """Return the tokens [first, last] of the name that ends at a token, None where that is no name."""
    tokens, stops, openers, joins = reading.words, words["stops"], words["openers"], words["joins"]
    months = time_words(reading.lexicon).months
    first = last + 1
    k = last
    hyphened = k - 2 > sentence.first and tokens[k - 2] == "-" and is_capital(reading, k - 1)
    if tokens[k].isdigit() and k > sentence.first and (hyphened or _named(reading, k - 1)):
        first = k  # "Channel 2 said", "Civil Defense-Region 2 said"
        k -= 1
    elif tokens[k] == '"':  # 'the newspaper "Tigris Dispatch" said'
        opening = next((o for o in range(k - 1, max(sentence.first, k - LONGEST_BRACKET), -1) if tokens[o] == '"'), k)
        if opening < k - 1 and _named(reading, opening + 1):
            first = opening + 1
            k = opening - 1
    while k >= sentence.first and last - k < _LONGEST_NAME:
        word = tokens[k]
        if word == ")":
            opening = next(
                (o for o in range(k - 1, max(sentence.first, k - LONGEST_BRACKET), -1) if tokens[o] == "("), k
            )
            if opening == k:
                break
            k = first = opening
        elif k < last and (word[0].isdigit() or word in months) and _is_inside(reading, k, last, words):
            first = k
        elif _breaks(reading, k, word, "(") or word[0].isdigit():  # noqa: SIM114
            break
        elif word in stops and not (_named(reading, k) or _hyphened(reading, k) or _is_about(reading, k, words)):  # noqa: SIM114
            break
        elif word in joins and not _joins(reading, sentence, k, words):
            break
        elif k < last and word in months and (tokens[k - 1][0].isdigit() or tokens[k - 1] in openers):
            break  # "on 14 NOVEMBER the agency", "in MAY the ministry"
        else:
            first = k
        k -= 1
    while first <= last and (tokens[first] in openers or tokens[first] in INSIDE):
        first += 1
    if first < last and is_deed(reading, last, words):
        last -= 1  # "the findings of the assessment LAUNCHED on 5 May say"
    inner = (k for k in range(first + 2, last + 1) if tokens[k] in words["the"] and tokens[k - 1] in words["accounts"])
    if first > sentence.first and tokens[first - 1] in openers and (begin := next(inner, None)) is not None:
        first = begin  # "In its latest bulletin THE MINISTRY speaks of"
    if first < last and tokens[first] in reading.lexicon.words("recounts") and tokens[first + 1] in words["the"]:
        return None  # ", BRINGING THE city's total to 4,100"
    return (first, last) if first <= last else None


def name_after(reading: Reading, sentence: Sentence, first: int, words: WordSets) -> tuple[int, int] | None:
    """Return the tokens [first, last] of the name that starts at a token, None where that is no name."""
    tokens, stops, openers = reading.words, words["stops"], words["openers"]
    months, ordinals = time_words(reading.lexicon).months, time_words(reading.lexicon).listed["ordinals"]
    while first < sentence.last and tokens[first] in (":", '"'):
        first += 1
    if first < sentence.last and tokens[first] in openers:
        return None  # "said IN a statement"
    told = reading.cues(sentence).all(_TABLE)
    verbs = {
        cue.first
        for cue in told
        if cue.phrase.key in ("stands", "count")
        and (
            cue.phrase.key == "stands"
            or cue.phrase.role in _VERBS
            or (cue.phrase.role == "finished" and is_capital(reading, cue.first - 1))
        )
    }
    counts = {q.first for q in reading.numbers_in(sentence)}
    last = first - 1
    k = first
    while k < sentence.last and k - first < _LONGEST_NAME:
        word = tokens[k]
        if k > first and k in counts and not word[0].isdigit():
            break  # "According to the ministry SOME 35,000 houses"
        dated = word.isdigit() and tokens[k - 1] in months  # "According to the April 2018 DTM"
        placed = word.isdigit() and tokens[min(k + 1, sentence.last - 1)] in ordinals  # "the 9th round of the DTM"
        placed = placed or _is_year_of_account(reading, k, words)
        numbered = dated or placed or (len(word) == 1 and _acronym(reading, k - 1))
        if k > first and word[0].isdigit() and not numbered:
            break  # "According to OCHA 11 people"
        if k > first and k in verbs and word not in words["accounts"] and not is_capital(reading, k):
            break  # "the report of the institute GIVES 111"
        if k > first and (_ends_short(reading, sentence, k, words) or _begins_told(reading, k, words)):
            break
        if k > first and is_deed(reading, k, words):
            break
        if word == "(":
            closing = next((c for c in range(k + 1, min(sentence.last, k + LONGEST_BRACKET)) if tokens[c] == ")"), k)
            if closing == k or k == first or any(tokens[c][0].isdigit() for c in range(k + 1, closing)):
                break  # "According to the OCHA update (as of 3 May): 12 people died"
            k = last = closing
        elif (
            _breaks(reading, k, word, ")")
            or (word in stops and not (_named(reading, k) or _hyphened(reading, k) or _newest(reading, k, words)))
            or _full_stop(reading, k, word)
        ):
            break
        else:
            last = k
        k += 1
    while last >= first and (
        tokens[last] in INSIDE
        or tokens[last] in openers
        or tokens[last] in words["links"]
        or (last > first and _opens_next(reading, last, words))
    ):
        last -= 1  # "le directeur DE" before "ce service"
    return (first, last) if last >= first else None


def _opens_next(reading: Reading, last: int, words: WordSets) -> bool:
    """Tell whether a word behind a name begins what follows: "the Red Cross PUBLISHED", "the cluster in THE LAST"."""
    word = reading.words[last]
    if word in words["fresh"] and reading.words[last - 1] in words["the"]:
        return reading.words[last - 2] in words["openers"] and reading.words[last + 1][:1].isdigit()
    return word in words["the"] or (word in words["stops"] and not _acronym(reading, last))


def is_deed(reading: Reading, k: int, words: WordSets) -> bool:
    """Tell whether a word behind a name is a verb, by its ending and what follows: "the Command Post RECORDED that".

    In "the armed groups", "the displaced", "figures compiled by" it only describes.
    """
    past, tokens = tuple(reading.lexicon.grammar.get("past_endings", ())), reading.words
    if not past or not tokens[k].endswith(past) or not reading.heads[k].islower():
        return False
    before = tokens[k - 1]
    if before in words["the"] or before in words["joins"] or before in words["fresh"] or not before[0].isalnum():
        return False
    after = tokens[k + 1] if k + 1 < len(tokens) else "."
    if after in words["agent"]:
        return before not in words["accounts"]
    follows = after in words["the"] or after in words["telling"] or not after.isalpha()
    return follows or after in words["stops"] or after in words["openers"]


def _begins_told(reading: Reading, k: int, words: WordSets) -> bool:
    """Tell whether an article after a name in capitals begins what is told: "according to the Ministry THE toll is"."""
    article = reading.words[k] in words["the"] and reading.heads[k].islower()
    article = article and not reading.heads[k + 1 : k + 2].isupper()  # "Save THE Children"
    return article and reading.heads[k - 1].isupper() and reading.ends[k - 1] < reading.starts[k]


def _ends_short(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> bool:
    """Tell whether what follows a short name in capitals is of it no more: "recensés par le HCR | VIVENT dehors".

    In a language that tells what a body is behind its name in small letters ("la police nationale").
    """
    if not reading.lexicon.grammar.get("noun_first") or not reading.heads[k].isalpha() or is_capital(reading, k):
        return False
    if reading.words[k] in reading.lexicon.words("passive"):
        return True  # "que contabiliza la Policía | ERAN mineros"
    deeds = reading.cues(sentence).starts.get("terms", {}).get(k, ())
    if any(cue.phrase.role in ("does", "states") for cue in deeds):
        return True  # "registradas por Acnur | VIVEN a la intemperie"
    before = reading.text[reading.starts[k - 1] : reading.ends[k - 1]]
    small = reading.words[k] in words["links"] or reading.words[k] in words["joins"] or reading.words[k] in words["the"]
    return len(before) > 1 and before.isupper() and before.isalpha() and not small


def _hyphened(reading: Reading, k: int) -> bool:
    """Tell whether a small word stands inside a name: "Port-AU-Prince"."""
    return 0 < k < len(reading.words) - 1 and reading.words[k - 1] == "-" == reading.words[k + 1]


def _is_about(reading: Reading, k: int, words: WordSets) -> bool:
    """Tell whether a word goes on with the name of a body: "the board ON disasters", "the head of THAT office"."""
    if reading.words[k] in words["that"]:
        return k > 0 and reading.words[k - 1] in reading.lexicon.words("numeral_of")
    return reading.words[k] in words["on"] and k > 0 and reading.words[k - 1] in words["boards"]


def _newest(reading: Reading, k: int, words: WordSets) -> bool:
    """Tell whether a word of time belongs to an account: "according to the LAST report of the agency"."""
    return reading.words[k] in words["fresh"] and k > 0 and reading.words[k - 1] in words["the"]


def _dates_account(reading: Reading, k: int, words: WordSets) -> bool:
    """Tell whether a token belongs to the day of an account: "the JUNE 12 update", "the 3 MAY bulletin"."""
    tokens, months = reading.words, time_words(reading.lexicon).months
    first = k if tokens[k - 1] in words["the"] else k - 1
    day, account = tokens[first : first + 2], tokens[first + 2 : first + 3]
    dated = sum(word in months for word in day) == 1 and any(word.isdigit() for word in day)
    return dated and tokens[first - 1] in words["the"] and words["accounts"].any(account)


def _is_inside(reading: Reading, k: int, last: int, words: WordSets) -> bool:
    """Tell whether a number or a month is a part of a name that ends at `last`: "the JUNE 12 update", "6TH Brigade"."""
    return _dates_account(reading, k, words) or (k + 1 < last and _is_rank(reading, k))


def _is_year_of_account(reading: Reading, k: int, words: WordSets) -> bool:
    """Tell whether a number is the year of an account: "going by the 2018 area ASSESSMENT"."""
    word = reading.words[k]
    year = word.isdigit() and len(word) == _YEAR and reading.words[k - 1] in words["the"]
    return year and words["accounts"].any(reading.words[k + 1 : k + _YEAR])


def _is_rank(reading: Reading, k: int) -> bool:
    """Tell whether a number is the rank in a body's name: "the 6TH Infantry Division"."""
    ordinals = time_words(reading.lexicon).listed["ordinals"]
    return reading.words[k + 1] in ordinals and is_capital(reading, k + 2)


def _joins(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> bool:
    """Tell whether "and" joins two speakers, not what was told before to the speaker: "12 died and the army says"."""
    if k <= sentence.first:
        return False
    before = reading.words[k - 1]
    if before in words["people"] or before in words["bodies"] or before in words["accounts"]:
        return True
    return reading.text[reading.starts[k - 1]].isupper() or reading.words[k + 1] not in words["the"]


def _breaks(reading: Reading, k: int, word: str, bracket: str) -> bool:
    """Tell whether a token cannot stand inside a name: a sign, or a dash with blanks around it."""
    if word in _ENDS or word == bracket:
        return True
    if word in ("-", "–"):
        return reading.ends[k] < reading.starts[k + 1] if k + 1 < len(reading.starts) else True
    return not (word.isalnum() or word in INSIDE or "." in word)


def _full_stop(reading: Reading, k: int, word: str) -> bool:
    """Tell whether a token is a full stop that ends more than an initial."""
    return word == "." and (k + 1 >= len(reading.starts) or reading.starts[k + 1] > reading.ends[k] + 1)


def is_capital(reading: Reading, k: int) -> bool:
    """Tell whether a token may be one of a name's: a word in capitals, or a sign that stands inside names."""
    return reading.text[reading.starts[k]].isupper() or reading.words[k] in INSIDE


def is_mute(reading: Reading, sentence: Sentence, k: int, words: WordSets) -> bool:
    """Tell whether a token is what never tells: "11 DEATHS confirmed", but "the Ministry of DISPLACEMENT says"."""
    if reading.words[k] not in words["mute"] or (sentence.shape == "prose" and reading.words[k] in words["folk"]):
        return False  # "new ARRIVALS said"
    if k > sentence.first and reading.words[k - 1] in words["on"]:
        return False  # "the board on FLOODS said"
    name = name_before(reading, sentence, k, words) if k > sentence.first and is_capital(reading, k) else None
    told = reading.words[name[0] : k] if name is not None else ()
    return not (words["bodies"].any(told) or words["states"].any(told))


def is_relative(reading: Reading, k: int, words: WordSets) -> bool:
    """Tell whether a token is a relative pronoun: "who", but not "WHO"."""
    return reading.words[k] in words["relatives"] and not _acronym(reading, k)


def _acronym(reading: Reading, k: int) -> bool:
    """Tell whether a token is a short name in capitals ("WHO")."""
    letters = reading.text[reading.starts[k] : reading.ends[k]]
    return len(letters) > 1 and letters.isupper()


def _named(reading: Reading, k: int) -> bool:
    """Tell whether a token is written as a name: a short name, or a capital that does not open a sentence."""
    if _acronym(reading, k):
        return True
    return reading.text[reading.starts[k]].isupper() and k > 0 and reading.words[k - 1] not in (".", ":", "-", "–", '"')


def speaks(reading: Reading, sentence: Sentence, first: int, last: int, words: WordSets, accounts: bool = True) -> bool:
    """Tell whether the tokens [first, last] name somebody who can tell a count: a known noun, or a name in capitals.

    accounts: nouns of accounts ("data", "reports") tell too.
    """
    inside = (q for q in reading.numbers_in(sentence) if q.first <= last and q.last >= first)
    phrase = reading.words[first : last + 1]
    people = (words["people"], words["bodies"])
    several = any(word in listed for word in phrase[1:_SEVERAL] for listed in people)  # "according to three survivors"
    for q in inside:
        if not (several if q.first == first else q.first == q.last and is_of_name(reading, q.first, words)):
            return False
    if words["people"].any(phrase) or words["bodies"].any(phrase) or (accounts and words["accounts"].any(phrase)):
        return True
    text, starts, ends, knows = reading.text, reading.starts, reading.ends, reading.lexicon.knows
    run = 0
    for k in range(first, last + 1):
        run = run + 1 if text[starts[k]].isupper() else 0
        acronym = run and ends[k] - starts[k] > 1 and text[ends[k] - 1].isupper()
        if acronym or run > 1 or (run and not knows(reading.words[k])):
            return True
        if reading.words[k] == "." and first < k < last and ends[k - 1] == starts[k] and ends[k] == starts[k + 1]:
            return True  # "according to aldernews.com"
    if any(ends[last] <= p.end for p in reading.within(reading.places, sentence.start, ends[last])):
        return True  # "Manila counts 12 dead"
    return source_of(text[starts[first] : ends[last]]) is not None


def is_of_name(reading: Reading, k: int, words: WordSets) -> bool:
    """Tell whether a number may be a part of a name: "Civil Defense-Region 2", "the April 2018 DTM"."""
    if not reading.words[k].isdigit():
        return False
    if _is_year_of_account(reading, k, words):
        return True
    months = time_words(reading.lexicon).months
    small = len(reading.words[k]) < _SHORT and is_capital(reading, k - 1)
    after = "".join(reading.words[k + 1 : k + 2])  # the number may end the text
    ordinal = after in time_words(reading.lexicon).listed["ordinals"]  # "the 9th round"
    return small or ordinal or reading.words[k - 1] in months or after in months
