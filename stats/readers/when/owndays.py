"""Days that are no times of a count but the text's own: of its dateline or header, of a citation, of a photo."""

from datetime import date

from stats.readers.reading import Reading, Sentence
from stats.readers.timewords import time_words
from stats.readers.when.dates import is_written
from stats.readers.when.patterns import Match
from stats.readers.where.datelines import DATELINE_ENDS, DATELINE_WORDS

_CITATION_REACH = 16  # words between a bracket and the date of what it cites
_HEADER_SENTENCES = 8  # a dateline or header is among the first so many sentences


def is_frame(reading: Reading, sentence: Sentence, match: Match, finish: date | None) -> bool:
    """Tell whether a date is the report's own: in its dateline or header, the day of publication."""
    if sentence.index > _HEADER_SENTENCES or not match.dates[0].parts:
        return False
    if match.dates[0].slot == "month" and _opens_news(reading, match, sentence):
        return True
    if match.dates[0].begin != match.dates[0].finish:  # "1-9 March": what a report covers
        return False
    if is_written(reading, match.dates[0]):
        return True
    after = "".join(reading.words[match.last + 1 : match.last + 2])
    if sentence.shape == "item" and after == ":" and _opens_line(reading, match, sentence):
        return False  # "- 20 October: 15 wounded"
    if finish is not None and finish == reading.published:
        return True
    if sentence.shape == "row":
        return False  # "19 Feb | 412"
    if _opens_line(reading, match, sentence) and (after == ":" or (sentence.shape == "head" and reading.published)):
        return False  # "3 May: Raiders came", "3 May - Nsanje": the day of an item or a section
    near = match.first - sentence.first <= DATELINE_WORDS
    closed = after == "." and match.last + 2 >= sentence.last and reading.words[match.first - 1] == ","
    if near and closed and match.first - sentence.first > 1 and reading.lexicon.grammar.get("dateline_stops"):
        return True  # "Quibdó, 4 de marzo de 2024."
    return near and after in DATELINE_ENDS


def _opens_line(reading: Reading, match: Match, sentence: Sentence) -> bool:
    """Tell whether a date opens a line, behind a bullet or its weekday: "- 3 May: 120", "Sat 3 May: 120"."""
    days = reading.lexicon.words("weekdays") | time_words(reading.lexicon).listed["short_words"]
    before = reading.words[sentence.first : match.first]
    return all(not word[0].isalnum() or word in days or word == _BULLET for word in before)


_BULLET = "o"  # how a round bullet comes out of some files


def _opens_news(reading: Reading, match: Match, sentence: Sentence) -> bool:
    """Tell whether a month opens a report, before its place in brackets and a dash: "May, 2011 (BOR) - At least"."""
    words, bracket = reading.words, match.last + 1
    if match.first != sentence.first or words[bracket : bracket + 1] != ["("]:
        return False
    closing = next((k for k in range(bracket, min(sentence.last - 1, bracket + DATELINE_WORDS)) if words[k] == ")"), 0)
    return bool(closing) and closing + 1 < sentence.last and words[closing + 1] in DATELINE_ENDS


def is_citation(reading: Reading, match: Match, sentence: Sentence) -> bool:
    """Tell whether a date only says when a source appeared: "(IOM, 6 June 2014)", "— Name (@name) March 9"."""
    words = reading.words
    after = words[match.last + 1] if match.last + 1 < len(words) else ""
    before = reading.text[reading.starts[match.first - 1]] if match.first > sentence.first else ""
    if match.name == "bare" and _is_source(reading, match, sentence):
        return True
    if after in (")", ";", ",", "(") and match.name == "bare" and (before in (",", ";") or before.isupper()):
        return "(" in words[max(sentence.first, match.first - _CITATION_REACH) : match.first]
    return "@" in words[max(sentence.first, match.first - 8) : match.first]


def _is_source(reading: Reading, match: Match, sentence: Sentence) -> bool:
    """Tell whether a date is a source's: "[7] (July 22)", "its Update 3 (6 May)", or under the lines of a table.

    "2,200 / Deaths / Civil Protection – August 2021 / 300 / Missing / Civil Protection – August 2021".
    """
    text, words, first = reading.text, reading.words, match.first
    if first - 2 > sentence.first and words[first - 1] == "(" and text[reading.starts[first - 2]] == "]":
        return True
    if sentence.shape == "prose" and words[first - 1] == "(" and words[match.last + 1 : match.last + 2] == [")"]:
        return _is_of_report(reading, first - 2, sentence.first)
    if sentence.shape == "prose" or words[first - 1] not in ("-", "–", "—"):
        return False
    start, end = text.rfind("\n", 0, reading.starts[first]) + 1, reading.ends[match.last]
    alone = text[end : end + 1] in ("", "\n") and start < reading.starts[first - 1]
    return alone and text.count(text[start:end]) > 1


def _is_of_report(reading: Reading, k: int, first: int) -> bool:
    """Tell whether a report, or the number of one, ends at a token behind `first`: "ISSUE 05", "its BULLETIN NO. 3"."""
    words, listed = reading.words, time_words(reading.lexicon).listed
    numbered = k > first and words[k].isdigit()
    while k > first and (words[k].isdigit() or words[k] == "." or words[k] in reading.lexicon.words("number_signs")):
        k -= 1
    return k > first and (words[k] in listed["reports"] or (numbered and words[k] in listed["issues"]))


def is_of_photo(reading: Reading, match: Match, sentence: Sentence) -> bool:
    """Tell whether a date ends the caption of a picture: "[Photo] A flooded street, 9 June 2023"."""
    return is_caption(reading, sentence, match.last + 1) and match.last + 2 >= sentence.last


def is_caption(reading: Reading, line: Sentence, stop: int) -> bool:
    """Tell whether a line's opening, or what stands behind its last token, says that it is a picture's: "2012. PHOTO:".

    stop: the token behind the last.
    """
    photos, words = reading.lexicon.words("photos"), reading.words
    opens = not photos.isdisjoint(words[line.first : line.first + _CAPTION])
    behind = range(stop, min(stop + _CAPTION, len(words) - 1))
    return opens or any(words[k] in photos and words[k + 1] == ":" for k in behind)


_CAPTION = 3  # words that open a caption: "[Photo] A"
