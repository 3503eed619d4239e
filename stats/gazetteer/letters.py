"""What stands around a stretch of text: the words beside it, capitals, dots and apostrophes."""

import re

APOSTROPHES = "'’‘ʼ`´"  # after one a word goes on in small letters ("Ta'iz")
LONG_WORD = 40  # letters of a word that is cut out at one go; a longer one is read letter by letter
_NEXT = re.compile(r"[ \n]([^\W\d_]+)")


def word_before(folded: str, end: int) -> int:
    """Return where the word that ends at `end` begins; `end` where no word does."""
    begin = folded.rfind(" ", max(0, end - LONG_WORD), end) + 1
    if begin and folded[begin:end].isalpha():
        return begin
    while end > 0 and folded[end - 1].isalpha():
        end -= 1
    return end


def _neighbours(text: str, begin: int, finish: int) -> list[str]:
    """Return the words one space before and after a stretch of text."""
    words = []
    if begin > 1 and text[begin - 1] == " ":
        words.append(text[word_before(text, begin - 1) : begin - 1])
    if match := _NEXT.match(text, finish):
        words.append(match.group(1))
    return [word for word in words if word]


def among_capitals(text: str, begin: int, finish: int) -> bool:
    """Tell whether capitals are the way of the whole line or of a dateline, so that they make no abbreviation."""
    line_start = begin == 0 or text[begin - 1] == "\n" or text[begin - 2 : begin] in (". ", "\n ")
    return line_start or any(word.isupper() and len(word) > 3 for word in _neighbours(text, begin, finish))


def abbreviation(text: str, begin: int, finish: int) -> bool:
    """Tell whether "US", "CAR" are written in capitals among words that are not."""
    word = text[begin:finish]
    if any(c.islower() for c in word):
        return False
    around = _neighbours(text, begin, finish)
    return "." in word or not around or not all(w.isupper() and len(w) > 1 for w in around)


def goes_on_small(text: str, finish: int) -> bool:
    """Tell whether a word goes on behind an apostrophe: "Yao'an" is no Yao, but "Yao's"."""
    if text[finish : finish + 1] not in APOSTROPHES or not text[finish : finish + 1]:
        return False
    return text[finish + 1 : finish + 2].islower() and text[finish + 2 : finish + 3].isalpha()


def with_dot(text: str, begin: int, finish: int, stop: int) -> int:
    """Take the last dot of "U.S." into the span."""
    dotted = finish < stop and text[finish] == "." and finish - begin >= 3 and text[finish - 2] == "."
    return finish + 1 if dotted else finish
