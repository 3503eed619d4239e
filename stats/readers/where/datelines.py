"""Datelines: the place where a report was written, which is not where anything happened."""

from stats.readers.reading import Reading, Sentence
from stats.readers.where.placemention import PlaceMention
from stats.readers.who.organisations import source_of
from stats.readers.wordsets import word_sets

DATELINE_WORDS = 10  # before the date of a dateline
DATELINE_ENDS = frozenset(("-", "–", "—", "(", ":", "|"))
"""The signs that follow the date of a dateline: "GENEVA, June 6 –", "New York, Feb 20 (IBNS)"."""

_DATELINE = 5  # tokens before a dateline's place, and paragraphs in which one may stand
_SHORT = 4  # letters of a shortened month or state in a dateline
_DATELINE_END = 14  # tokens after it in which its dash stands
_DASHES = frozenset({"-", "–", "—", ":"})
_LONG = "—"  # stands without blanks too: "BAGHDAD, Iraq—Around 120,000"


def mark_dateline(reading: Reading, sentence: Sentence, mentions: list[PlaceMention]) -> None:
    """Mark the places where the report was written: "GENEVA, June 6 –", "KARACHI: ..."."""
    if sentence.paragraph >= _DATELINE or sentence.shape == "row":
        return
    if sentence.shape == "head" and _closes_letterhead(reading, sentence, mentions):
        mentions[-1].dateline = mentions[-1].seat = True
        return
    first = mentions[0]
    tokens, starts, ends = reading.words, reading.starts, reading.ends
    before = [w for w in tokens[reading.opening(sentence) : first.first] if w not in ("(", ",")]
    dated = any(w[0].isdigit() for w in before)
    if first.first - sentence.first > _DATELINE or (before and not dated):
        return
    upper = reading.text[first.start : first.end].isupper()
    months = reading.lexicon.words("months")
    rest = tokens[first.last + 1 : sentence.last]
    if sentence.shape == "head" and any(w in months for w in rest) and all(_of_date(w, months) for w in rest):
        first.dateline = True  # "Yerevan, 17 September 2022"
        return
    weekdays = reading.lexicon.words("weekdays")
    inside = {k for m in mentions[1:] for k in range(m.first, m.last + 1)}
    bracket = False
    for k in range(first.last + 1, min(sentence.last - 1, first.last + _DATELINE_END)):
        word = tokens[k]
        bracket = word == "(" or (bracket and word != ")")
        if word == ":" and k == first.last + 1 and _opens_story(reading, sentence, mentions):
            first.dateline = True
            return
        apart = ends[k] < starts[k + 1] or (word == _LONG and upper)
        if word in _DASHES and apart and (upper or starts[k] > ends[k - 1]):
            if word == ":" and sentence.shape == "head":
                return
            if sentence.shape == "head" and (not upper or _is_counted(tokens, k + 1, sentence.last)):
                return
            if sentence.shape == "head" and _is_title(reading, first, k, sentence):
                return
            for mention in mentions:
                mention.dateline = mention.last < k
            return
        if not (bracket or k in inside or _of_date(word, months) or word in weekdays):
            return


def _closes_letterhead(reading: Reading, line: Sentence, mentions: list[PlaceMention]) -> bool:
    """Tell whether a line names a body, the town where it sits and a day: "IOM, Port Sudan, 5 March 2025"."""
    words, months, town = reading.words, reading.lexicon.words("months"), mentions[-1]
    rest = words[town.last + 1 : line.last]
    if words[town.first - 1] != "," or any(m.last == town.first - 2 for m in mentions):
        return False
    if months.isdisjoint(rest) or not all(_of_date(word, months) for word in rest):
        return False
    name = range(line.first, town.first - 1)
    named = (reading.heads[k].isupper() or not words[k].isalpha() or len(words[k]) <= _SHORT for k in name)
    if not name or not all(named) or any(words[k][0].isdigit() for k in name):
        return False
    kinds = reading.lexicon.asked("institutions")
    body = any(kinds.last(words, k, town.first) is not None for k in name)
    return body or source_of(reading.text[line.start : reading.ends[town.first - 2]], proper=True) is not None


def _opens_story(reading: Reading, sentence: Sentence, mentions: list[PlaceMention]) -> bool:
    """Tell whether a town and a colon open a story that happens elsewhere: "Dhaka: A fire in Teknaf left 40"."""
    town = mentions[0].place
    if sentence.shape != "prose" or town is None or town.level != "city" or mentions[0].first != sentence.first:
        return False
    kinds = word_sets(reading.lexicon, "places")["kinds"]
    told = reading.numbers_in(sentence)
    # "Kampala: 12 died and three were hurt in Entebbe" is told of both
    counts = [q for q in told if not kinds.any(reading.words[q.last + 1 : q.last + 2])]
    ahead = [m for m in mentions[1:] if len(counts) < _SEVERAL or m.first < counts[0].first]
    elsewhere = any(m.place is not town and m.role == "present" for m in ahead)
    return elsewhere and all(s.shape == "head" for s in reading.sentences[: sentence.index])


_SEVERAL = 2  # counts of a sentence that may each be of another place


def _is_title(reading: Reading, place: PlaceMention, dash: int, line: Sentence) -> bool:
    """Tell whether a line is a bulletin's title: a country or all in capitals, "KENYA – FLOODS"; a town opens news."""
    if dash != place.last + 1:
        return False
    country = place.place is not None and place.place.level == "country"
    return country or reading.text[place.start : line.end].isupper()


def _is_counted(tokens: list[str], k: int, stop: int) -> bool:
    """Tell whether a number and nothing else follows, but for brackets: a line of a list, "SINDH - 06 (3 women)"."""
    return tokens[k][0].isdigit() and (k + 1 >= stop or tokens[k + 1] == "(")


def _of_date(word: str, months: frozenset[str]) -> bool:
    """Tell whether a token may belong to a date and a time of day."""
    return word[0].isdigit() or word in months or not word.isalpha() or len(word) <= _SHORT
