"""Cuts a text into tokens and sentences: wrapped lines joined, headings, list items and table rows told from prose."""

import re
from collections.abc import Iterator

from stats.document import Document, fold
from stats.lexicon import TOKEN, Lexicon
from stats.readers.reading import Reading, Sentence

_BLANK = re.compile(r"[^\S\n]*\n\s*\n|[^\S\n]*\n")
_END = re.compile(
    r"[.!?…]+[\"')\]”’»]*(?=\s+[\"'(\[“‘«]*[A-ZÀ-ÞА-Я\d¿¡@#*_—–-]|\s*$)|[.!?…؟。]+(?=\s+[^\x00-\u024f\s])"
)
_ITEM = re.compile(r"\s*(?:[-–—•*·>▪●◦‣]|\(?\d{1,2}[.)]|[a-z][.)])\s+")
_ROW = re.compile(r"[^\n|]+\|[^\n]*|[^\n\t]+\t[^\n]*\S|[^\n;]+ ; [^\n]*")
_ALONE = re.compile(r"\W*\d[\d., ]*\W*")
_HEAD_LENGTH = 140  # a line longer than this is prose even without a full stop
_CELL_LENGTH = 80  # a longer cell is prose: a live ticker's "17:40 | …" is no table
_LONGEST = 400  # tokens read together: what a sentence costs grows faster than its length
_GLUED_LENGTH = 7  # shorter words are never taken for two words without a blank between them


def open_reading(document: Document, lexicon: Lexicon) -> Reading:
    """Return a Reading of a document with its tokens and sentences, and no marks yet."""
    text, folded = document.text, document.folded
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[Sentence] = []
    camel = _CAMEL.search(text) is not None
    checked: set[str] = set()
    for paragraph, (begin, end, shape) in enumerate(_blocks(text, lexicon)):
        for a, b in _cuts(text, folded, begin, end, shape, lexicon):
            first = len(words)
            spans = [m.span() for m in TOKEN.finditer(folded, a, b)]
            if not spans:
                continue
            found = [folded[start:end] for start, end in spans]
            if "-" in found:
                _mend(found, spans, lexicon)
            for i in range(len(found) - 1, -1, -1):
                word = found[i]
                if len(word) < _GLUED_LENGTH or word in checked or not word.isalpha():
                    continue
                start, end = spans[i]
                cut = _glued(word, lexicon) or (camel and _camel(text, start, end, lexicon))
                if cut:
                    found[i : i + 1] = (word[:cut], word[cut:])
                    spans[i : i + 1] = ((start, start + cut), (start + cut, end))
                elif not camel:
                    checked.add(word)
            words += found
            starts += [start for start, _ in spans]
            ends += [end for _, end in spans]
            for begin_at in range(first, len(words), _LONGEST):
                last = min(begin_at + _LONGEST, len(words))
                start, end = (a if begin_at == first else starts[begin_at]), (b if last == len(words) else starts[last])
                sentences.append(Sentence(begin_at, last, start, end, paragraph, shape, len(sentences)))
    return Reading(document, lexicon, text, folded, words, starts, ends, sentences)


def _mend(words: list[str], spans: list[tuple[int, int]], lexicon: Lexicon) -> None:
    """Join words that a line's end broke in two ("fami-lies", "per- sons"), where only the whole is a known word."""
    for i in range(len(words) - 2, 0, -1):
        if words[i] == "-" and words[i - 1].isalpha() and words[i + 1].isalpha() and spans[i - 1][1] == spans[i][0]:
            whole = words[i - 1] + words[i + 1]
            broken = spans[i][1] < spans[i + 1][0]  # a blank after the hyphen: a line ended there
            if lexicon.starting(whole) and (
                broken or not (lexicon.knows(words[i - 1]) and lexicon.knows(words[i + 1]))
            ):
                words[i - 1 : i + 2] = [whole]
                spans[i - 1 : i + 2] = [(spans[i - 1][0], spans[i + 1][1])]


_CAMEL = re.compile(r"(?<=[a-zà-ÿ])[A-ZÀ-Þ]")


def _camel(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Return where a known word runs into a name ("fledShirqat": 4), 0 where none does."""
    capital = _CAMEL.search(text, start + _SHORTEST_WORD, end - 1)
    return capital.start() - start if capital and lexicon.starting(fold(text[start : capital.start()])) else 0


_SHORTEST_WORD = 3  # letters of a word that may run into a name


_GLUE: dict[tuple[str, str], int] = {}


def _glued(word: str, lexicon: Lexicon) -> int:
    """Return where a word falls into two known words ("peoplewere": 6), 0 where it does not. PDFs lose blanks."""
    key = (lexicon.language, word)
    cut = _GLUE.get(key)
    if cut is None:
        cut = 0
        known = lexicon.words("joinable")
        if word not in known and not lexicon.starting(word):
            for k in range(len(word) - 2, 2, -1):
                if word[:k] in known and word[k:] in known:
                    cut = k
                    break
        if len(_GLUE) > 200_000:
            _GLUE.clear()
        _GLUE[key] = cut
    return cut


def _blocks(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, shape) of each paragraph, heading, list item and table row."""
    open_words = lexicon.words("open_endings")
    begin = 0
    position = 0
    pieces: list[tuple[int, int, bool]] = []  # start, end, a blank line follows
    for m in _BLANK.finditer(text):
        if text[position : m.start()].strip():
            pieces.append((position, m.start(), m.group().count("\n") > 1))
        elif pieces:
            pieces[-1] = (*pieces[-1][:2], True)
        position = m.end()
    if text[position:].strip():
        pieces.append((position, len(text), True))
    i = 0
    while i < len(pieces):
        begin, end, gap = pieces[i]
        line = begin
        while (
            not gap and i + 1 < len(pieces) and _continues(text, (line, end), pieces[i + 1], open_words, line > begin)
        ):
            i += 1
            line, end, gap = pieces[i]
        yield begin, end, _shape(text, begin, end)
        i += 1


def _continues(
    text: str, line: tuple[int, int], following: tuple[int, int, bool], open_words: frozenset[str], wrapped: bool
) -> bool:
    """Tell whether the next line goes on with this one's sentence. wrapped: this line itself went on with one."""
    this, after = text[line[0] : line[1]].rstrip(), text[following[0] : following[1]].lstrip()
    if _ROW.fullmatch(this) or _ROW.fullmatch(after) or _ITEM.match(after):
        return False
    if _ALONE.fullmatch(this):
        return not _ALONE.fullmatch(after) and after[0].isalpha()
    if this[-1] in ",-" or this.rsplit(None, 1)[-1].lower() in open_words:
        return True
    return (wrapped or after[0].islower()) and this[-1] not in ".!?:;"


def _shape(text: str, begin: int, end: int) -> str:
    block = text[begin:end].strip()
    if _ROW.fullmatch(block) and max(map(len, re.split(r"[|\t]| ; ", block))) <= _CELL_LENGTH:
        return "row"
    if _ITEM.match(block):
        return "item"
    if len(block) <= _HEAD_LENGTH and block[-1] not in '.!?…"”’':
        return "head"
    return "prose"


def _cuts(text: str, folded: str, begin: int, end: int, shape: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the sentences of a block."""
    if shape == "row":
        yield begin, end
        return
    start = begin
    for m in _END.finditer(text, begin, end):
        if m.end() < end and _abbreviated(folded, m.start(), begin, text, lexicon):
            continue
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
        number = re.search(r"(?:^|\n)\s*\(?\d{1,2}$", text[begin:dot])
        return number is not None
    if (len(word) == 1 and text[k].isupper()) or "." in word:
        return True
    return word in lexicon.words("abbreviations")
