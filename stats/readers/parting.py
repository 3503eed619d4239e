"""Parts the small words that a language writes in one with others, and the numbers that it tells by a noun's ending."""

from bisect import bisect_right

from stats.gazetteer import gazetteer
from stats.lexicon import Lexicon

_SHORTEST = 3  # letters of a name that a small word may be written in one with


def part_words(text: str, folded: str, words: list[str], starts: list[int], ends: list[int], lexicon: Lexicon) -> None:
    """Cut the tokens of a text into the words that they are made of, changed here: "and", "to", a name, a noun.

    A noun whose ending tells that there are two becomes a number and the noun, both where it stands; so does a noun
    with "one" behind it.
    """
    if not lexicon.clitics:
        return
    _turn_fractions(words, starts, ends, lexicon)
    _cut(folded, words, starts, ends, lexicon)
    _write_out(words, starts, ends, lexicon)
    _before_names(text, folded, words, starts, ends, lexicon)
    _before_verbs(words, starts, ends, lexicon)
    _count_by_ending(words, starts, ends, lexicon)
    _name_months(words, starts, ends, lexicon)
    _number_hours(words, starts, ends, lexicon)


def _cut(folded: str, words: list[str], starts: list[int], ends: list[int], lexicon: Lexicon) -> None:
    cut = lexicon.clitics.cut
    for i in range(len(words) - 1, -1, -1):
        word = words[i]
        if not word.isalpha() or word.isascii():
            continue
        parts = cut(word)
        if len(parts) == 1:
            words[i] = parts[0]
            continue
        at = [starts[i]]
        for _ in parts[1:]:
            k = at[-1] + 1
            while k < ends[i] - 1 and not folded[k].isalpha():
                k += 1  # the signs above a letter
            at.append(k)
        words[i : i + 1], starts[i : i + 1], ends[i : i + 1] = parts, at, [*at[1:], ends[i]]


def _turn_fractions(words: list[str], starts: list[int], ends: list[int], lexicon: Lexicon) -> None:
    """Make one number of two that a letter joins, the fraction before it: some agencies write 22.4 as "4ر22"."""
    marks = lexicon.grammar.get("fraction_first", ())
    for i in range(len(words) - 2, 0, -1):
        joined = words[i] in marks and starts[i] == ends[i - 1] and starts[i + 1] == ends[i]
        if joined and words[i - 1].isdecimal() and words[i + 1].isdecimal():
            words[i - 1 : i + 2] = [f"{words[i + 1]}.{words[i - 1]}"]
            starts[i : i + 2], ends[i - 1 : i + 1] = [], []


def _write_out(words: list[str], starts: list[int], ends: list[int], lexicon: Lexicon) -> None:
    """Write out what a word tells with its ending: "half-of-them" as "half of them"."""
    written = {p.words[-1]: str(p.value).split() for p in lexicon.table("written_out", "")}
    for i in range(len(words) - 1, -1, -1):
        parts = written.get(words[i])
        if parts is not None:
            words[i : i + 1] = parts
            starts[i : i + 1], ends[i : i + 1] = [starts[i]] * len(parts), [ends[i]] * len(parts)


def _before_names(
    text: str, folded: str, words: list[str], starts: list[int], ends: list[int], lexicon: Lexicon
) -> None:
    """Cut the small words before the names of places."""
    small = lexicon.clitics.free | lexicon.clitics.bound
    for mark in reversed(gazetteer().find(folded, text)):
        i = bisect_right(starts, mark.start) - 1
        cut = mark.start - starts[i] if i >= 0 else 0
        if cut != 1 or folded[starts[i]] not in small or ends[i] - mark.start < _SHORTEST:
            continue
        if words[i] in lexicon.clitics.whole or words[i] in lexicon.clitics.alone:
            continue
        rest = lexicon.clitics.bare(words[i][1:])
        words[i : i + 1] = [words[i][:1], rest]
        ends[i:i] = [mark.start]
        starts[i + 1 : i + 1] = [mark.start]


def _before_verbs(words: list[str], starts: list[int], ends: list[int], lexicon: Lexicon) -> None:
    """Cut a word that is two small ones before a verb and else a word of its own: "for HAS fled", not "LOST 40 men"."""
    small = {first + second: [first, second] for first, second in lexicon.grammar["clitics"].get("before_verbs", ())}
    if small.keys().isdisjoint(words):
        return
    passive = lexicon.words("passive")
    for i in range(len(words) - 2, -1, -1):
        parts = small.get(words[i])
        if parts is None:
            continue
        told = lexicon.starting(words[i + 1])
        verb = any(p.table == "attributions" or (p.table == "terms" and p.role in _VERBS) for p in told)
        if verb or words[i + 1] in passive:
            words[i : i + 1], ends[i:i] = parts, [starts[i] + len(parts[0])]
            starts[i + 1 : i + 1] = [starts[i] + len(parts[0])]


_VERBS = frozenset(("acts", "does", "did"))


def _count_by_ending(words: list[str], starts: list[int], ends: list[int], lexicon: Lexicon) -> None:
    duals = {p.words[-1]: str(p.value) for p in lexicon.table("duals", "")}
    many = {word for p in lexicon.table("duals_or_many") for word in p.words}
    two, one = lexicon.words("two_of"), lexicon.words("one_of")
    units = lexicon.asked("units").by_first
    counted: frozenset[str] = frozenset(duals.values())
    for i in range(len(words) - 1, -1, -1):
        following = words[i + 1] if i + 1 < len(words) else ""
        base = duals.get(words[i])
        if base is not None and (following in two or words[i] not in many):
            last = ends[i + 1] if following in two else ends[i]
            taken = 2 if following in two else 1
            words[i : i + taken] = [str(lexicon.grammar["two"]), base]
            starts[i : i + taken], ends[i : i + taken] = [starts[i]] * 2, [last] * 2
        elif following in one and (words[i] in units or words[i] in counted):
            span = starts[i], ends[i + 1]
            words[i : i + 2] = [following, words[i]]
            starts[i : i + 2], ends[i : i + 2] = [span[0]] * 2, [span[1]] * 2


def _name_months(words: list[str], starts: list[int], ends: list[int], lexicon: Lexicon) -> None:
    """Make one word of a month's name of two words, and of the two names of one month: "March/March"."""
    months = {p.words: p.value for p in lexicon.table("months")}
    plain = {value: words[0] for words, value in reversed(months.items()) if len(words) == 1}
    longest = max(map(len, months), default=1)
    for i in range(len(words) - 1, -1, -1):
        size = next((n for n in range(min(longest, len(words) - i), 0, -1) if tuple(words[i : i + n]) in months), 0)
        if not size:
            continue
        month = months[tuple(words[i : i + size])]
        if words[i + size : i + size + 1] == ["/"] and months.get(tuple(words[i + size + 1 : i + size + 2])) == month:
            size += 2
        elif words[i + size : i + size + 3] == ["(", plain[month], ")"]:
            size += 3
        if size > 1:
            words[i : i + size] = [plain[month]]
            starts[i : i + size], ends[i : i + size] = [starts[i]], [ends[i + size - 1]]
    _number_days(words, starts, ends, lexicon)


def _number_days(words: list[str], starts: list[int], ends: list[int], lexicon: Lexicon) -> None:
    """Write in digits the day that a word tells before a month: "the SEVENTH of October", "the SEVENTH of this month".

    And the one joined to it: "between the THIRD and the seventh of October".
    """
    days = {p.words: str(p.value) for p in lexicon.table("day_ordinals", "")}
    names = {p.words[0] for p in lexicon.table("months") if len(p.words) == 1}
    names |= {p.words[0] for p in lexicon.table("dates", "units") if p.value == "month"}
    of, joined = lexicon.words("numeral_of"), {p.words[0] for p in lexicon.table("ranges", "", "link")}
    parts = {p.words[0] for p in lexicon.table("dates", "units") if p.value != "day"}
    parts |= {p.words[0] for p in lexicon.table("dates", "", "halves")}
    longest = max(map(len, days), default=0)
    for i in range(len(words) - 1, 0, -1):
        if words[i] not in names:
            continue
        k = i - (words[i - 1] in of)
        size = _day_before(words, k, days, longest)
        if size and words[max(0, k - size - 1)] in parts:
            continue  # "the week the FIRST of May"
        while size:
            words[k - size : k] = [days[tuple(words[k - size : k])]]
            starts[k - size : k], ends[k - size : k] = [starts[k - size]], [ends[k - 1]]
            k -= size
            size = _day_before(words, k - 1, days, longest) if k > 1 and words[k - 1] in joined else 0
            k -= bool(size)


def _day_before(words: list[str], k: int, days: dict[tuple[str, ...], str], longest: int) -> int:
    """Return of how many words an ordinal of a day is that ends before a token, 0 where none does."""
    return next((n for n in range(min(longest, k), 0, -1) if tuple(words[k - n : k]) in days), 0)


def _number_hours(words: list[str], starts: list[int], ends: list[int], lexicon: Lexicon) -> None:
    """Write in digits how many hours are told in words: "in the last FOUR AND TWENTY hours"."""
    counts = {p.words: str(p.value) for p in lexicon.table("hour_counts", "")}
    units = {p.words[0] for p in lexicon.table("dates", "units")}
    longest = max(map(len, counts), default=0)
    for i in range(len(words) - 1, -1, -1):
        size = next((n for n in range(min(longest, len(words) - i), 0, -1) if tuple(words[i : i + n]) in counts), 0)
        beside = words[i - 1 : i] + words[i + size : i + size + 1]
        if size and not units.isdisjoint(beside):
            words[i : i + size] = [counts[tuple(words[i : i + size])]]
            starts[i : i + size], ends[i : i + size] = [starts[i]], [ends[i + size - 1]]
