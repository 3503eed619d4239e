"""Finds place names in a text: capitalised words that begin a known name, and the filters that tell names apart."""

import re

from stats.gazetteer.names import WORD, arabic
from stats.gazetteer.places import PlaceMark
from stats.gazetteer.tables import Tables

WEAK = 50  # prior below which a place is too small to be believed in outside the document's countries
LARGE = 60  # prior from which a place's name is believed in next to another capitalised word
BEFORE = 48  # characters read before a name for "University of the", "state of"
ROW = 80  # characters read after one member of a list for the type word of all ("Western, Central provinces")

_UPPER = "".join(chr(i) for i in range(128, 0x250) if chr(i).isupper())
_UPPER += "".join(chr(i) for i in range(0x1E00, 0x1F00) if chr(i).isupper())
_CAPITAL = re.compile(rf"[A-Z{_UPPER}][^\W\d_]*")
_ARABIC = re.compile(r"[\u0620-\u064a]{2,}")
_LINK = r"(?: ?\n ?|\.? |[ '\-.]{1,2})[^\W\d_]+"  # what joins the words of one name
_NEXT = re.compile(r"[ \n]([^\W\d_]+)")
_LAST = re.compile(r"([^\W\d_]+)( |-|\n|\. )$")
_OF = re.compile(r"([^\W\d_]+)[ \n]([^\W\d_]+)[ \n](?:([^\W\d_]+)[ \n])?$")


class Finder:
    """Looks for the names of the tables. Holds no state of a text; safe to share between threads."""

    def __init__(self, tables: Tables) -> None:
        self._names = tables["names"]
        self._longer = tables["longer"]
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
        self._heads = roles.get("head", empty)
        self._links = roles.get("link", empty)
        self._persons = roles.get("title", empty) | roles.get("given", empty)
        self._given = roles.get("given", empty)
        self._prefixes = sorted(roles.get("prefix", empty), key=len, reverse=True)
        self._extensions = {n: re.compile(rf"(?:{_LINK}){{1,{n - 1}}}") for n in range(2, 12)}

    def find(self, folded: str, text: str, start: int = 0, end: int | None = None) -> list[PlaceMark]:
        """Return the place names and adjectives in text[start:end], in order, none overlapping another.

        Args:
            folded: document.fold(text): the same length, so that offsets are the same.
            text: the text as written, in which a name has to begin with a capital letter.
            start, end: the stretch to look in; the words around it are still seen.
        """
        stop = len(text) if end is None else end
        marks: list[PlaceMark] = []
        names, longer, adjectives = self._names, self._longer, self._adjectives
        free = start
        for match in _CAPITAL.finditer(text, start, stop):
            begin, finish = match.span()
            word = folded[begin:finish]
            if word not in names and word not in longer and word not in adjectives:
                continue
            if begin < free or (begin and folded[begin - 1].isalnum()):
                continue
            mark = self._at(folded, text, begin, finish, word, stop)
            if mark is not None:
                marks.append(mark)
                free = mark.end
        if (first := _ARABIC.search(folded, start, stop)) is not None:
            marks += self._arabic(folded, text, first.start(), stop)
            marks.sort()
        return marks

    def _at(self, folded: str, text: str, begin: int, finish: int, word: str, stop: int) -> PlaceMark | None:
        """Return the mark of the longest name that begins at `begin`, if what stands around it lets it be a place."""
        key, finish = self._longest(folded, text, begin, finish, word, stop)
        if not key:
            return None
        if begin and folded[begin - 1] in "-'":
            begin, key = self._with_article(folded, begin, key)
            if not key:
                return None
        if key in self._adjectives and key not in self._names:
            return PlaceMark(begin, finish, key, self._adjectives[key], adjective=True)
        if key in self._exact and not _abbreviation(text, begin, finish):
            return None
        return self._judge(folded, text, begin, finish, key)

    def _longest(self, folded: str, text: str, begin: int, finish: int, word: str, stop: int) -> tuple[str, int]:
        count = self._longer.get(word, 1)
        if count > 1:
            match = self._extensions[min(count, 11)].match(folded, finish, stop)
            if match is not None:
                words = list(WORD.finditer(folded, finish, match.end()))
                parts = [word, *(w.group() for w in words)]
                for last in range(len(words), 0, -1):
                    key = " ".join(parts[: last + 1])
                    if (key in self._names or key in self._adjectives) and self._proper(text, words[:last], parts):
                        return key, _with_dot(text, begin, words[last - 1].end(), stop)
        return (word if word in self._names or word in self._adjectives else ""), finish

    def _proper(self, text: str, words: list[re.Match[str]], parts: list[str]) -> bool:
        """Tell whether the further words of a name are written as such: capitals, or words that stay small."""
        return all(
            text[w.start()].isupper() or part in self._small or not text[w.start()].islower()
            for w, part in zip(words, parts[1:], strict=False)
        )

    def _with_article(self, folded: str, begin: int, key: str) -> tuple[int, str]:
        """Take in the article before a hyphen ("al-Hasakah"). A name unknown with it is a person's ("al-Tikriti")."""
        before = _LAST.search(folded, max(0, begin - BEFORE), begin)
        if before is not None and before.group(2) == "-" and before.group(1) in self._particles:
            whole = f"{before.group(1)} {key}"
            return (before.start(), whole) if whole in self._names else (begin, "")
        return begin, key

    def _judge(self, folded: str, text: str, begin: int, finish: int, key: str) -> PlaceMark | None:
        """Apply the filters: type words, organisations, people, small places beside other names."""
        codes = self._names[key]
        candidates = (codes,) if isinstance(codes, int) else codes
        best = self._prior[candidates[0] >> 1]
        after, after_start = "", finish
        if (match := _NEXT.match(folded, finish)) is not None:
            after, after_start = match.group(1), match.start(1)
        level = self._types.get(after)
        capital_after = bool(after) and text[after_start].isupper()
        before = _LAST.search(folded, max(0, begin - BEFORE), begin)
        last = before.group(1) if before is not None else ""
        in_name = capital_after and level is None and after in self._organisations
        if last in self._links and before is not None:
            of = _OF.search(folded, max(0, begin - BEFORE), begin)
            if of is not None:
                head = of.group(1) if of.group(3) is None or of.group(2) in self._links else of.group(2)
                level = level or self._types.get(head)
                at = of.start(1) if head == of.group(1) else of.start(2)
                in_name = in_name or (head in self._heads and text[at].isupper())
        if key in self._typed and level is None and not self._shared_type(folded, finish):
            return None
        if key in self._inner and level is None and not _inside_sentence(text, begin):
            return None
        if before is not None and text[before.start()].isupper() and before.group(2) != "\n":
            if last in self._persons and before.group(2) != "-" and level is None:
                return None
            if best < LARGE and level is None and self._is_part(folded, text, before.start(), last):
                return None
        part = key in self._people or (best < WEAK and after not in self._small)
        if part and capital_after and level is None and not in_name and not self._goes_on(after):
            return None
        return PlaceMark(begin, finish, key, candidates, level, False, in_name, best < WEAK)

    def _shared_type(self, folded: str, finish: int) -> bool:
        """Tell whether a type word ends the list that the name stands in ("Western, Central and Eastern provinces")."""
        row = folded[finish : finish + ROW].partition(". ")[0]
        return row[:1] in (",", " ") and any(word in self._types for word in WORD.findall(row))

    def _is_part(self, folded: str, text: str, at: int, last: str) -> bool:
        """Tell whether the capitalised word before makes one name with this one, rather than begins the sentence."""
        if last in self._small or last in self._types or last in self._names or last in self._links:
            return False
        return at > 1 and text[at - 1] == " " and (text[at - 2].islower() or text[at - 2] in ",;")

    def _goes_on(self, after: str) -> bool:
        """Tell whether the next word is a large place of its own ("Paris France")."""
        codes = self._names.get(after)
        return codes is not None and self._prior[(codes if isinstance(codes, int) else codes[0]) >> 1] >= LARGE

    def _arabic(self, folded: str, text: str, start: int, stop: int) -> list[PlaceMark]:
        """Look at every word of Arabic script, with and without the prefixes that are written in one with it."""
        marks: list[PlaceMark] = []
        free = start
        for match in _ARABIC.finditer(folded, start, stop):
            if match.start() < free:
                continue
            for cut, word in self._unprefixed(arabic(match.group())):
                if word not in self._names and word not in self._longer:
                    continue
                key, finish = self._longest(arabic_keeping(folded), text, match.start() + cut, match.end(), word, stop)
                if key in self._names and key not in self._adjectives:
                    mark = self._judge(folded, text, match.start() + cut, finish, key)
                    if mark is not None and not mark.weak:
                        marks.append(mark)
                        free = mark.end
                        break
        return marks

    def _unprefixed(self, word: str) -> list[tuple[int, str]]:
        forms = [(0, word)]
        forms += [(len(p), word[len(p) :]) for p in self._prefixes if word.startswith(p) and len(word) > len(p) + 3]
        return forms


def _inside_sentence(text: str, begin: int) -> bool:
    """Tell whether the word before is a small one, so that the capital is no sentence's or headline's."""
    before = _LAST.search(text, max(0, begin - BEFORE), begin)
    return before is not None and before.group(1).islower() and before.group(2) in (" ", "\n")


def _abbreviation(text: str, begin: int, finish: int) -> bool:
    """Tell whether "US", "CAR" are written in capitals among words that are not."""
    word = text[begin:finish]
    if any(c.islower() for c in word):
        return False
    if "." in word:
        return True
    around = (_NEXT.match(text, finish), _LAST.search(text, max(0, begin - 24), begin))
    return not all(m is not None and m.group(1).isupper() and len(m.group(1)) > 1 for m in around)


def _with_dot(text: str, begin: int, finish: int, stop: int) -> int:
    """Take the last dot of "U.S." into the span."""
    dotted = finish < stop and text[finish] == "." and finish - begin >= 3 and text[finish - 2] == "."
    return finish + 1 if dotted else finish


def arabic_keeping(folded: str) -> str:
    """Return the text with Arabic letters in the spelling of keys, offset for offset."""
    return folded.replace("ة", "ه").replace("ى", "ي")
