"""Finds place names in a text: capitalised words that begin a known name, and the filters that tell names apart."""

import re
from collections.abc import Callable
from typing import TypeVar

from stats.gazetteer.letters import (
    APOSTROPHES,
    LONG_WORD,
    abbreviation,
    among_capitals,
    goes_on_small,
    with_dot,
    word_before,
)
from stats.gazetteer.names import WORD, in_one_spelling
from stats.gazetteer.places import CITY, PlaceMark
from stats.gazetteer.tables import Tables

WEAK = 50  # prior below which a place is too small to be believed in outside the document's countries
LARGE = 60  # prior from which a place's name is believed in next to another capitalised word
SHORT = 5  # characters below which a word in capitals is an abbreviation ("FAO", "HIV") rather than a name
MARGIN = 100  # characters around a stretch that the filters may look at
Answer = TypeVar("Answer")
_REMEMBERED = 50_000  # words met of which the answer is kept
ROW = 80  # characters read after one member of a list for the type word of all ("Western, Central provinces")

_UPPER = "".join(chr(i) for i in range(128, 0x250) if chr(i).isupper())
_UPPER += "".join(chr(i) for i in range(0x1E00, 0x1F00) if chr(i).isupper())
_CAPITAL = re.compile(rf"[A-Z{_UPPER}][^\W\d_]*")
_FREQUENT = "\u0627\u0644\u0631\u0641\u0645\u0629"  # letters of which every Arabic name has one: quick to look for
_ARABIC = re.compile(r"[\u0620-\u064a]{2,}")
# What joins the words of one name: "Deir ez-Zor", "Cox's Bazar", "St. Vincent", a line's end.
_NEXT_OF_NAME = re.compile(r"(?:[ '\-]|\. ?|[ \-] | ?\n ?)([^\W\d_]+)")


class Finder:
    """Looks for the names of the tables. Holds no state of a text; safe to share between threads."""

    def __init__(self, tables: Tables) -> None:
        self._names = tables["names"]
        self._begins = _Met(self._beginning)
        self._lengths = _Met(self._length)
        self._codes = _Met(self._codes_of)
        self._traits = _Met(self._traits_of)
        self._firsts = tables["firsts"]
        self._pairs = tables["pairs"]
        self._adjectives = tables["adjectives"]
        self._exact = tables["exact"]
        self._typed = tables["typed"]
        self._inner = tables["inner"]
        self._people = tables["people"]
        self._types = tables["types"]
        self._prior = tables["prior"]
        roles = {role: frozenset(words) for role, words in tables["roles"].items()}
        empty: frozenset[str] = frozenset()
        self._small = roles.get("small", empty)
        self._particles = roles.get("particle", empty)
        self._organisations = roles.get("org", empty)
        self._buildings = roles.get("building", empty)
        self._inside = roles.get("inside", empty)
        self._heads = roles.get("head", empty)
        self._links = roles.get("link", empty)
        self._persons = roles.get("title", empty) | roles.get("given", empty)
        self._prefixes = sorted(roles.get("prefix", empty), key=len, reverse=True)

    def find(self, folded: str, text: str, start: int = 0, end: int | None = None) -> list[PlaceMark]:
        """Return the place names and adjectives in text[start:end], in order, none overlapping another.

        Args:
            folded: document.fold(text): the same length, so that offsets are the same.
            text: the text as written, in which a name has to begin with a capital letter.
            start, end: the stretch to look in; the words around it are still seen.
        """
        stop = len(text) if end is None else end
        marks: list[PlaceMark] = []
        begins = self._begins
        free = start
        for match in _CAPITAL.finditer(text, start, stop):
            begin, finish = match.span()
            word = folded[begin:finish]
            if not begins[word] or begin < free or (begin and folded[begin - 1].isalnum()):
                continue
            mark = self._at(folded, text, begin, finish, word, stop)
            if isinstance(mark, PlaceMark):
                marks.append(mark)
                free = mark.end
            elif mark is not None:
                free = mark
        if any(folded.find(letter, start, stop) >= 0 for letter in _FREQUENT):
            marks = sorted([*marks, *self._arabic(folded, text, start, stop)])
        return marks

    def _beginning(self, word: str) -> int:
        """Tell whether a name or an adjective begins with a word: 0 where none does, 2 where one of several does."""
        if word in self._firsts:
            return 2
        return int(word in self._names or word in self._adjectives)

    def _traits_of(self, key: str) -> tuple[bool, bool, bool, bool]:
        """Tell of a name whether it keeps its capitals, needs its type word or a small word before it, is people's."""
        return key in self._exact, key in self._typed, key in self._inner, key in self._people

    def _codes_of(self, key: str) -> tuple[int, ...] | None:
        """Return the places of a name, likeliest first; () for a name known to be none, None where it is no name."""
        codes = self._names.get(key)
        return (codes,) if isinstance(codes, int) else codes

    def _length(self, pair: str) -> int:
        """Return how many words the longest name has that begins with two words; 0 where none does."""
        return self._pairs.get(pair, 0)

    def _at(self, folded: str, text: str, begin: int, finish: int, word: str, stop: int) -> PlaceMark | int | None:
        """Return the mark of the longest name that begins at `begin`, if what stands around it lets it be a place.

        An int is the end of a name that is known to be none ("Boko Haram"), so that nothing is looked for inside it.
        """
        key, finish = self._longest(folded, text, begin, finish, word, stop)
        if not key:
            return None
        if begin and folded[begin - 1] in "-'":
            begin, key = self._with_article(folded, begin, key)
            if not key:
                return None
        codes = self._codes[key]
        if codes is None:
            return PlaceMark(begin, finish, key, self._adjectives[key], adjective=True)
        if not codes:
            return finish
        if key in self._adjectives and self._describes(folded, text, finish):
            return PlaceMark(begin, finish, key, self._adjectives[key], adjective=True)
        if (text[finish - 1].isupper() and not text[begin:finish].isupper()) or goes_on_small(text, finish):
            return None  # "GoH" is no Goh
        if self._traits[key][0]:
            if not abbreviation(text, begin, finish):
                return None
        elif finish - begin < SHORT and text[begin:finish].isupper() and not among_capitals(text, begin, finish):
            return None
        return self._judge(folded, text, begin, finish, key, codes)

    def _longest(self, folded: str, text: str, begin: int, finish: int, word: str, stop: int) -> tuple[str, int]:
        """Return the key and the end of the longest name that begins with `word`; an empty key where none does."""
        codes, adjectives = self._codes, self._adjectives
        if self._begins[word] == 2 and (match := _NEXT_OF_NAME.match(folded, finish, stop)) is not None:
            count = self._lengths[f"{word} {match[1]}"]
            if count:
                spans = [match]
                while len(spans) < count - 1 and (match := _NEXT_OF_NAME.match(folded, match.end(), stop)) is not None:
                    spans.append(match)
                for last in range(len(spans), 0, -1):
                    key = " ".join([word, *(s.group(1) for s in spans[:last])])
                    known = codes[key] is not None or key in adjectives
                    if known and self._proper(text, spans[:last]):
                        return key, with_dot(text, begin, spans[last - 1].end(), stop)
        return (word if codes[word] is not None or word in adjectives else ""), finish

    def _proper(self, text: str, spans: list[re.Match[str]]) -> bool:
        """Tell whether the further words of a name are written as such: capitals, or words that stay small."""
        return all(
            not text[s.start(1)].islower() or s.group(1) in self._small or text[s.start(1) - 1] in APOSTROPHES
            for s in spans
        )

    def _with_article(self, folded: str, begin: int, key: str) -> tuple[int, str]:
        """Take in the article before a hyphen ("al-Hasakah"). A name unknown with it is a person's ("al-Tikriti")."""
        at = word_before(folded, begin - 1)
        if folded[begin - 1] == "-" and (article := folded[at : begin - 1]) in self._particles:
            whole = f"{article} {key}"
            return (at, whole) if self._codes[whole] is not None else (begin, "")
        return begin, key

    def _judge(
        self, folded: str, text: str, begin: int, finish: int, key: str, candidates: tuple[int, ...]
    ) -> PlaceMark | None:
        """Apply the filters: type words, organisations, people, small places beside other names."""
        best = self._prior[candidates[0] >> 1]
        after, capital_after = self._after(folded, text, finish)
        level = self._types.get(after)
        in_name = capital_after and level is None and after in self._organisations
        at = word_before(folded, begin - 1) if begin and folded[begin - 1] in " \n" else begin
        last = folded[at : begin - 1]
        if last in self._links:
            head_level, of_organisation = self._head(folded, text, at, last)
            level, in_name = level or head_level, in_name or of_organisation
        _, typed, inner, people = self._traits[key]
        if level is None:
            if typed and not self._shared_type(folded, finish):
                return None
            if inner and not (last and text[at].islower()):
                return None
            if last and text[at].isupper() and text[begin - 1] == " " and self._in_a_name(text, at, last, best):
                return None
            person = people or (best < WEAK and after not in self._small)
            if person and capital_after and not in_name and not self._goes_on(after):
                return None
        weak = (best < WEAK and level is None) or typed
        return PlaceMark(begin, finish, key, candidates, level, False, in_name, weak)

    def _describes(self, folded: str, text: str, finish: int) -> bool:
        """Tell whether a name that is an adjective too describes the word after it: "the SOMALI capital", no region."""
        after, _ = self._after(folded, text, finish)
        return bool(after) and after not in self._small and self._types.get(after) in (None, CITY)

    def _after(self, folded: str, text: str, finish: int) -> tuple[str, bool]:
        """Return the word after one space or line end, and whether it begins with a capital on the same line."""
        start = finish + 1
        if start >= len(text) or folded[finish] not in " \n":
            return "", False
        end = folded.find(" ", start, start + LONG_WORD)
        if end < 0 or not folded[start:end].isalpha():
            end = start
            while end < len(text) and folded[end].isalpha():
                end += 1
        return folded[start:end], text[start].isupper() and folded[finish] == " "

    def _head(self, folded: str, text: str, at: int, last: str) -> tuple[str | None, bool]:
        """Read the noun before "of" or "of the": the level of its type word, and whether it heads an organisation."""
        for _ in range(2):
            if at < 2 or folded[at - 1] not in " \n":
                return None, False
            before = word_before(folded, at - 1)
            head = folded[before : at - 1]
            if head not in self._links:
                built = last in self._inside and head in self._buildings  # "Nasser Hospital IN Khan Younis"
                return self._types.get(head), head in self._heads and text[before].isupper() and not built
            at = before
        return None, False

    def _shared_type(self, folded: str, finish: int) -> bool:
        """Tell whether a type word ends the list that the name stands in ("Western, Central and Eastern provinces")."""
        row = folded[finish : finish + ROW].partition(". ")[0]
        return row[:1] in (",", " ") and any(word in self._types for word in WORD.findall(row))

    def _in_a_name(self, text: str, at: int, last: str, best: int) -> bool:
        """Tell whether the capitalised word before makes one name with this one, rather than begins the sentence."""
        if last in self._persons:
            return True
        if best >= LARGE:
            return False
        if last in self._small or last in self._types or self._codes[last] is not None or last in self._links:
            return False
        return at > 1 and text[at - 1] == " " and (text[at - 2].islower() or text[at - 2] in ",;")

    def _goes_on(self, after: str) -> bool:
        """Tell whether the next word is a large place of its own ("Paris France")."""
        codes = self._codes[after]
        return codes is not None and codes != () and self._prior[codes[0] >> 1] >= LARGE

    def _arabic(self, folded: str, text: str, start: int, stop: int) -> list[PlaceMark]:
        """Look at every word of Arabic script, with and without the prefixes that are written in one with it."""
        marks: list[PlaceMark] = []
        shift = max(0, start - MARGIN)
        folded, text = in_one_spelling(folded[shift : stop + MARGIN]), text[shift : stop + MARGIN]
        free, stop = start - shift, stop - shift
        for match in _ARABIC.finditer(folded, free, stop):
            if match.start() < free:
                continue
            for cut, word in self._unprefixed(match.group()):
                if not self._begins[word]:
                    continue
                begin = match.start() + cut
                key, finish = self._longest(folded, text, begin, match.end(), word, stop)
                codes = self._codes[key]
                if codes is None and key in self._adjectives:
                    marks.append(PlaceMark(begin + shift, finish + shift, key, self._adjectives[key], adjective=True))
                    free = finish
                    break
                if codes is None:
                    continue
                mark = self._judge(folded, text, begin, finish, key, codes)
                if mark is not None and not mark.weak:
                    marks.append(mark._replace(start=mark.start + shift, end=mark.end + shift))
                    free = mark.end
                    break
        return marks

    def _unprefixed(self, word: str) -> list[tuple[int, str]]:
        forms = [(0, word)]
        forms += [(len(p), word[len(p) :]) for p in self._prefixes if word.startswith(p) and len(word) >= len(p) + 3]
        return forms


class _Met(dict[str, Answer]):
    """What is asked of words, kept for those met: the tables are so large that each look into them waits for memory."""

    def __init__(self, ask: Callable[[str], Answer]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, word: str) -> Answer:
        if len(self) > _REMEMBERED:
            self.clear()
        found = self[word] = self._ask(word)
        return found


