"""Where the sentences of a paragraph end: at a full stop that belongs to no short form, initial or item's number."""

import re
from collections.abc import Iterator

from stats.lexicon import Lexicon
from stats.readers.timewords import time_words

# The end of a sentence: full stops and closing quotes, before a capital; before another script, any letter of it.
# Or a stop in the midst of words that lost the blank behind it: "for the coming week.By now".
# A run of stops is tried once, from its first, so that a page of them costs no more than its length.
_END = re.compile(
    r"[.!?…؟。](?:"
    r"(?<=[a-zß-ÿ]{2}[.!?])(?=(?:[A-ZÀ-Þ][a-zß-ÿ]+|[AI])[\s,])|"
    r"(?<=[.!?…])(?<![.!?…].)[.!?…]*+[\"')\]”’»]*+(?=\s++[\"'(\[“‘«]*+[A-ZÀ-ÞА-Я\d¿¡@#*_—–-]|\s*+$)"
    r"|(?<![.!?…؟。].)[.!?…؟。]*+[\"')\]”’»]*+(?=\s++[\"'(\[«]*+[^\x00-\u024f\s]))",
    re.DOTALL,
)


def cuts_of(text: str, folded: str, begin: int, end: int, shape: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the sentences of a block."""
    if shape == "row":
        yield begin, end
        return
    start = begin
    for m in _END.finditer(text, begin, end):
        if m.end() < end and _abbreviated(folded, m.start(), begin, text, lexicon) and not (
            _closes(folded, m.start(), begin, text, lexicon)
        ):
            continue
        if text.startswith(("....", ". ."), m.start()) or text.startswith(". .", m.start() - 2):
            continue  # dots that lead to a number: "Camp A ....... 512"
        yield start, m.end()
        start = m.end()
    if text[start:end].strip():
        yield start, end


def _abbreviated(folded: str, dot: int, begin: int, text: str, lexicon: Lexicon) -> bool:
    """Tell whether the full stop at `dot` belongs to an abbreviation, an initial or a list number."""
    if folded[dot] != "." or (dot + 1 < len(folded) and folded[dot + 1] == "."):
        return False
    k = dot
    while k > begin and (folded[k - 1].isalpha() or folded[k - 1] == "."):
        k -= 1
    word = folded[k:dot]
    if not word:
        return _numbers_item(text, begin, dot)
    if "." in word:
        return True
    if len(word) == 1 and text[k].isupper():
        return not text[max(begin, k - 2) : k].rstrip().isdecimal()  # "J. Ardel", but "it was -7 C. Some 300"
    return word in lexicon.words("abbreviations")


def _closes(folded: str, dot: int, begin: int, text: str, lexicon: Lexicon) -> bool:
    """Tell whether a short form of an hour or a measure ends its sentence: "at 9 p.m. Twelve died", not "p.m. GMT"."""
    told = _BEFORE_STOP.search(folded, max(begin, dot - _SHORT), dot)
    if told is None or told[1].replace(".", "") not in lexicon.words("closing_stops"):
        return False
    following = _AFTER_STOP.match(text, dot + 1)
    if following is None:
        return False
    time, words = time_words(lexicon), [word.casefold() for word in following.groups()]
    zone = following[1].isupper() or all(word in time.listed["clock_after"] for word in words)  # "p.m. Eastern Time"
    return not (zone and len(following[1]) > 1) and words[0] not in time.weekdays and words[0] not in time.months


_SHORT = 16  # letters of "12 p.m", "5 square km"
_BEFORE_STOP = re.compile(r"\d ?(?:(?<= )[a-z]{2,7} )?([a-z.]{2,4})$")
_AFTER_STOP = re.compile(r"[\s\"'(\[“‘«]*([^\W\d_]+)\.?\s*([^\W\d_]*)")


def _numbers_item(text: str, begin: int, dot: int) -> bool:
    """Tell whether the number before a full stop numbers an item: at the head of a line, after ";": "12. ", "(3. "."""
    k = dot
    while k > begin and text[k - 1].isdecimal():
        k -= 1
    if not 1 <= dot - k <= 2:
        return False
    k -= k > begin and text[k - 1] == "("
    while k > begin and text[k - 1].isspace():
        k -= 1
        if text[k] == "\n":
            return True
    first = text[k - 1] == ":" and "; 2." in text[dot : dot + _ITEM_REACH]  # "By district: 1. Alder – 12; 2. Birch – 9"
    return k == begin or text[k - 1] == ";" or first


_ITEM_REACH = 80  # letters from the number of an item to that of the next
