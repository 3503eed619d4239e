"""Cuts a text into tokens and sentences: wrapped lines joined, headings, list items and table rows told from prose."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import compress, pairwise

from stats.document import Document, fold
from stats.lexicon import Lexicon
from stats.phrases import tokens_of, write_out
from stats.readers.cards import cards_of
from stats.readers.gridrows import rows_of
from stats.readers.inserted import drop_asides
from stats.readers.lines import is_item, is_row, unwrapped
from stats.readers.mixedrows import closed_up
from stats.readers.numbers.numberwords import number_words
from stats.readers.parting import part_words
from stats.readers.printmarks import undressed
from stats.readers.reading import Reading, Sentence
from stats.readers.runons import items_in
from stats.readers.stops import cuts_of

_ALONE = re.compile(r"\W*+\d[\d., ]*+\W*+")
_CAMEL = re.compile(r"[A-ZÀ-Þ](?<=[a-zà-ÿ].)")  # the capital first, as few letters are one
_HEAD_LENGTH = 140  # a line longer than this is prose even without a full stop
_CELL_LENGTH = 80  # a longer cell is prose: a live ticker's "17:40 | …" is no table
_LONGEST = 400  # tokens read together: what a sentence costs grows faster than its length
_GLUED_LENGTH = 7  # shorter words are never taken for two words without a blank between them
_SHORTEST_WORD = 3  # letters of a word that may run into a name
_ROUND = {"[": "(", "]": ")"}  # "6,000 families [32,000 people]": brackets of both kinds mean the same
# "Dead: 12 - Injured: 40": what parts one label and its number from the next ends the first, as a semicolon would
_BETWEEN_LABELS = re.compile(
    r":[ \t]?[^\W\d_]{0,2}\d[\d.,]*(?:[ \t]?\([^()\n]{1,40}\))?[ \t](?P<sign>[-–—/•·])[ \t]"
    r"(?=[^\W\d][^:;\n\d]{0,50}:[ \t]?\d)"
)
_MEASURE = 2  # letters of a measure ("km", "ha"), digits of a day
_OPENING = 6  # tokens in which a paragraph tells that it goes on: "At least 31 of them"
_YEAR = 4  # digits of a year
_MET = 200_000  # words whose cut is remembered


def open_reading(document: Document, lexicon: Lexicon) -> Reading:
    """Return a Reading of a document with its tokens and sentences, and no marks yet."""
    text = undressed(unwrapped(document.text, lexicon.words("open_endings")), lexicon.words("abbreviations"))
    folded = document.folded if text is document.text else fold(text)
    blocks = _blocks(text, lexicon)
    cuts = [(a, b, k) for k, block in enumerate(blocks) for a, b in cuts_of(text, folded, *block, lexicon)]
    words, starts, ends = tokens_of(folded)
    if elisions := lexicon.grammar.get("elisions"):
        write_out(words, starts, ends, elisions)
    _drop_leaders(text, words, starts, ends)
    if "[" in folded:
        words = [_ROUND.get(word, word) for word in words]
    for gap in _BETWEEN_LABELS.finditer(text):
        words[bisect_left(starts, gap.start("sign"))] = ";"
    if lexicon.grammar.get("group") != " ":
        _split_cells(text, words, starts, ends, [block for block in blocks if block[2] == "row"])
    if "-" in words:
        _mend(words, starts, ends, [a for a, _, _ in cuts], lexicon)
    _part(text, words, starts, ends, lexicon)
    drop_asides(text, words, starts, ends, lexicon)
    part_words(text, folded, words, starts, ends, lexicon)
    sentences: list[Sentence] = []
    first, paragraph, printed = 0, 0, -1
    for a, b, block in cuts:
        stop, shape = bisect_left(starts, b, first), blocks[block][2]
        if block != printed:
            goes_on = block > 0 and shape == "prose" == blocks[block - 1][2] and _goes_on(words, first, stop, lexicon)
            paragraph, printed = paragraph if goes_on else block, block
        begins = [*range(first, stop, _LONGEST)]
        if len(begins) == 1 and shape != "row":
            begins += items_in(words, text, starts, first, stop, lexicon)
        for begin, last in pairwise([*begins, stop]):
            start, end = (a if begin == first else starts[begin]), (b if last == stop else starts[last])
            sentences.append(Sentence(begin, last, start, end, paragraph, shape, len(sentences), printed))
        first = stop
    return Reading(document, lexicon, text, folded, words, starts, ends, sentences)


def _goes_on(words: list[str], first: int, stop: int, lexicon: Lexicon) -> bool:
    """Tell whether a paragraph opens on what the one before told: "They", "Of them", "Over 300 of them"."""
    if lexicon.asked("same_passage").last(words, first, stop) is not None:
        return True
    of_them = lexicon.asked("share_whole")
    return any(of_them.last(words, k, stop) is not None for k in range(first, min(first + _OPENING, stop)))


def _drop_leaders(text: str, words: list[str], starts: list[int], ends: list[int]) -> None:
    """Drop the signs that only lead from a label to its number: "Camp A ........ 512", "BAY #### 9,300"."""
    if not any(sign in text for sign in _LEADING):
        return
    for leader in reversed(list(_LEADER.finditer(text))):
        first, last = bisect_left(starts, leader.start()), bisect_left(starts, leader.end())
        words[first:last], starts[first:last], ends[first:last] = [], [], []


_LEADING = ("....", ". . .", "###", "___", "===", "---", "***", "███", "■■■", "……", "···")
_LEADER = re.compile(r"(?<=[^\W_]|[):])[ \t]*+(?:\.(?: ?\.){3,}+|([#_=*█■…·-])(?: ?\1)++)[ \t]*+(?=\d)")


def _split_cells(
    text: str, words: list[str], starts: list[int], ends: list[int], rows: list[tuple[int, int, str]]
) -> None:
    """Cut what looks like one number where only blanks set the cells of a row apart: "Matara 31 176" are two."""
    for begin, end, _ in reversed(rows):
        if _SET_APART.search(text, begin, end):
            continue
        for k in range(bisect_left(starts, end) - 1, bisect_left(starts, begin) - 1, -1):
            if " " in words[k]:
                parts = list(re.finditer(r"\S+", words[k]))
                at = starts[k]
                words[k : k + 1] = [m.group() for m in parts]
                starts[k : k + 1], ends[k : k + 1] = [at + m.start() for m in parts], [at + m.end() for m in parts]


def _mend(words: list[str], starts: list[int], ends: list[int], begins: list[int], lexicon: Lexicon) -> None:
    """Join words that a line's end broke in two ("fami-lies", "per- sons"), where only the whole is a known word.

    begins: where the sentences start.
    """
    hyphens = list(compress(range(len(words) - 1), map("-".__contains__, words)))
    for i in reversed(hyphens):
        if not i or ends[i - 1] != starts[i] or not (words[i - 1].isalpha() and words[i + 1].isalpha()):
            continue
        whole = words[i - 1] + words[i + 1]
        broken = ends[i] < starts[i + 1]  # a blank after the hyphen: a line ended there
        if (
            lexicon.starting(whole)
            and (broken or not (lexicon.knows(words[i - 1]) and lexicon.knows(words[i + 1])))
            and bisect_right(begins, starts[i - 1]) == bisect_right(begins, starts[i + 1])
        ):
            words[i - 1 : i + 2] = [whole]
            starts[i : i + 2] = []
            ends[i - 1 : i + 1] = []


def _part(text: str, words: list[str], starts: list[int], ends: list[int], lexicon: Lexicon) -> None:
    """Cut apart what a PDF ran together: two known words ("peoplewere"), a word and a name ("fledShirqat")."""
    met = _GLUED.get(lexicon.language)
    if met is None or met.lexicon is not lexicon:
        met = _GLUED[lexicon.language] = _Glued(lexicon)
    glued = met.among(words)
    cuts = {i: glued[word] for i, word in enumerate(words) if word in glued} if glued else {}
    for capital in _CAMEL.finditer(text):
        i = bisect_right(starts, capital.start()) - 1
        cut = capital.start() - starts[i]
        if cut >= _SHORTEST_WORD and capital.end() < ends[i] and len(words[i]) >= _GLUED_LENGTH and words[i].isalpha():
            known = lexicon.starting(fold(text[starts[i] : capital.start()]))
            cuts.setdefault(i, cut if known else 0)
    for i in sorted(cuts, reverse=True):
        if cut := cuts[i]:
            words[i : i + 1] = words[i][:cut], words[i][cut:]
            ends[i:i] = [starts[i] + cut]
            starts[i + 1 : i + 1] = [starts[i] + cut]


class _Glued:
    """The words met that are whole, so that only the others of a text are looked at."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._whole: set[str] = set()

    def among(self, words: list[str]) -> dict[str, int]:
        """Return those of some words that fall into two known ones, and where."""
        others = {*words} - self._whole
        if len(self._whole) > _MET:
            self._whole.clear()
        glued = {word: cut for word in others if (cut := _glued(word, self.lexicon))}
        self._whole |= others - glued.keys()
        return glued


_GLUED: dict[str, _Glued] = {}  # by language


def _glued(word: str, lexicon: Lexicon) -> int:
    """Return where a word falls into two known words ("peoplewere": 6), 0 where it does not. PDFs lose blanks."""
    known = lexicon.words("joinable")
    if len(word) < _GLUED_LENGTH or not word.isalpha() or word in known or lexicon.starting(word):
        return 0
    return next((k for k in range(len(word) - 2, 2, -1) if word[:k] in known and word[k:] in known), 0)


def _blocks(text: str, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """Return (start, end, shape) of each paragraph, heading, list item and table row."""
    open_words, months = lexicon.words("open_endings"), lexicon.words("months")
    blocks: list[tuple[int, int, str]] = []
    begin, end, position = 0, 0, 0
    line, wrapped, gap = "", False, True  # the line before; it went on with the one before it; a blank one followed it
    number_before = -1
    lines = text.split("\n")
    stripped = [closed_up(each.strip(), lexicon) for each in lines]
    rows = rows_of(stripped, lexicon.grammar.get("empty_cells", ()), months)
    cards = cards_of(stripped, _beside_numbers(lexicon))
    for number, following in enumerate(lines):
        bare = following.rstrip()
        if not bare:
            gap = True
        elif number in rows and rows[number] == number:
            if line:
                blocks.append((begin, end, _shape(text, begin, end, lexicon)))
            blocks.append((position, position + len(bare), "row"))
            line, wrapped, gap = "", False, True
        elif number in rows:
            blocks[-1] = (blocks[-1][0], position + len(bare), "row")
        elif number in cards:
            if line and cards[number] != cards.get(number_before):
                blocks.append((begin, end, _shape(text, begin, end, lexicon)))
                line = ""
            begin, end = begin if line else position, position + len(bare)
            line, wrapped, gap = bare, False, True
        elif not gap and (_parts_day(line, bare, months) or _continues(line, bare, open_words, wrapped)):
            wrapped, line, end = True, bare, position + len(bare)
        else:
            if line:
                blocks.append((begin, end, _shape(text, begin, end, lexicon)))
            begin, wrapped, line, gap, end = position, False, bare, False, position + len(bare)
        number_before = number if bare else number_before
        position += len(following) + 1
    if line:
        blocks.append((begin, end, _shape(text, begin, end, lexicon)))
    return [
        (begin, end, "head" if shape == "row" and _is_title(text, blocks, k) else shape)
        for k, (begin, end, shape) in enumerate(blocks)
    ]


def _is_title(text: str, blocks: list[tuple[int, int, str]], k: int) -> bool:
    """Tell whether a row by itself is a line of a letterhead with its day: "Situation report 3 | As of 3 May 2023".

    Or the title of a page with the name of its site: "Floods displace 900 in the north | Daily News".
    """
    beside = blocks[max(0, k - 1) : k] + blocks[k + 1 : k + 2]
    named = _DATED.fullmatch(text, *blocks[k][:2]) or _NAMED.fullmatch(text, *blocks[k][:2])
    return all(shape != "row" for _, _, shape in beside) and named is not None


# a page's title: words that tell something, and the name of the site
_NAMED = re.compile(r"[^\s|]+(?: [^\s|]+){3,} \| [^\d|]+")

# cells without counts: words, a number of a report, a day with its year
_DATED = re.compile(
    r"(?:[^\d|:]|:(?! ?\d)|\|(?! ?\d+ [^\W\d]+ ?\|)|(?<!\d)\d{1,2}(?!\d))*(?<!\d)(?:19|20)\d\d(?!\d)[^\d]*"
)


@lru_cache(maxsize=16)
def _beside_numbers(lexicon: Lexicon) -> frozenset[str]:
    """Return the words that may stand beside a number that fills its line: scales, and measures ("10 km")."""
    return frozenset(number_words(lexicon).words) | {w for w in lexicon.words("counted") if len(w) <= _MEASURE}


def _parts_day(line: str, following: str, months: frozenset[str]) -> bool:
    """Tell whether a line's end stands inside a day of the calendar: "29 / December", "1 January / 2016"."""
    *_, before, last = "", *line.rsplit(None, 2)
    first = following.split(None, 1)[0].rstrip(".,;)")
    if is_row(line) or is_row(following) or before.endswith(":"):
        return False  # "Deaths: 12 / May 6: 300 fled"
    if last.isdecimal():  # but "April 20 / May 3" are two days, as are "12 / May 6"
        after = "".join(following.split()[1:2]).rstrip(".,;:)")
        own = after.isdecimal() and len(after) <= _MEASURE
        month = first.isalpha() and fold(first) in months
        return not own and len(last) <= _MEASURE and month and fold(before) not in months
    return len(first) == _YEAR and first.isdecimal() and fold(last) in months


def _continues(line: str, following: str, open_words: frozenset[str], wrapped: bool) -> bool:
    """Tell whether the next line goes on with this one's sentence. wrapped: this line itself went on with one."""
    after = following.lstrip()
    if _NUMBERED.search(line) and _NUMBERED.search(after) and len(after) <= _LISTED:
        return False  # "Displaced: 540,000", "women 28%"
    if _ALONE.fullmatch(line):
        goes_on = after[0].isalpha() and not _ALONE.fullmatch(after)
    elif line[-1] in ",-" or line.rsplit(None, 1)[-1].lower() in open_words:
        goes_on = True
    else:
        goes_on = (wrapped or after[0].islower()) and line[-1] not in ".!?:;"
    return goes_on and not (is_row(line) or is_row(after) or is_item(after))


_NUMBERED = re.compile(r"[^\W\d][):]{0,2} \d[\d.,]*%?$")  # ends with a word and a number
_LISTED = 60  # letters of such a line
_CELLS = re.compile(r"[|\t]")
_SET_APART = re.compile(r"[|\t\n;/]| {2}")


def _shape(text: str, begin: int, end: int, lexicon: Lexicon) -> str:
    block = text[begin:end].strip()
    told = block[-1] in ".!?" and not _CELLS.search(block)  # "16,000 sought shelter ; 1,749 remain there."
    if not told and is_row(block) and max(map(len, re.split(r"[|\t]| ; ", block))) <= _CELL_LENGTH:
        return "row"
    if is_item(block):
        return "item"
    if len(block) <= _HEAD_LENGTH and (block[-1] not in '.!?…"”’' or _ends_short(block, lexicon)):
        return "head"
    return "prose"


def _ends_short(block: str, lexicon: Lexicon) -> bool:
    """Tell whether a line's last full stop is that of a short form: "213 HH / 1,278 ind.", "As of 3 May, 6 p.m."."""
    if block[-1] != ".":
        return False
    hour = _HOUR.search(block)
    if hour is not None and hour["half"].replace(".", "").lower() in lexicon.words("closing_stops"):
        return hour["day"].isdecimal() or fold(hour["day"]) in {p.words[-1] for p in lexicon.table("months")}
    return fold(block.rsplit(None, 1)[-1]) in _short_units(lexicon)


_HOUR = re.compile(r"\b(?P<day>\w{1,12}),? \d{1,2}(?:[:.]\d\d)? ?(?P<half>[^\W\d]\.[^\W\d])\.$")  # "3 May, 6 p.m."


@lru_cache(maxsize=16)
def _short_units(lexicon: Lexicon) -> frozenset[str]:
    return frozenset("".join(p.words) for p in lexicon.table("unit_words") if p.words[-1] == ".")
