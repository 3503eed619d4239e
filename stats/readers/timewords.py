"""The time words of a language as tables, and its patterns of time as one tree; built once per lexicon."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Any

from stats.lexicon import Lexicon

YEARS = range(1900, 2101)
SLOTS = frozenset({"{date}", "{day}", "{month}", "{year}", "{span}", "{n}", "{unit}", "{clock}"})
_LONGEST = 5  # words of a phrase of time


@dataclass(slots=True)
class Node:
    """A place in the tree of the patterns of time, and what may stand there.

    rule: key and list of the pattern that ends here. words: the nodes after a word. dates: those after a date, by its
    slot ("day", "month", "year", "span"). number, unit, clock: the nodes after those slots. last: nothing may follow.
    """

    rule: tuple[str, str] | None = None
    words: "dict[str, Node]" = field(default_factory=dict)
    dates: "dict[str, list[Node]]" = field(default_factory=dict)
    number: "Node | None" = None
    unit: "Node | None" = None
    clock: "Node | None" = None
    last: bool = True

    @classmethod
    def of(cls, tree: Mapping[str, Any]) -> "Node":
        """Return the node of a tree in which words and slots are keys, and _RULE that of the rule that ends there."""
        nodes = {key: cls.of(below) for key, below in tree.items() if key != _RULE}
        dates = {slot: [nodes[key] for key in ("{" + slot + "}", "{date}") if key in nodes] for slot in _DATES}
        return cls(
            rule=tree.get(_RULE),
            words={key: node for key, node in nodes.items() if key not in SLOTS},
            dates={slot: found for slot, found in dates.items() if found},
            number=nodes.get("{n}"),
            unit=nodes.get("{unit}"),
            clock=nodes.get("{clock}"),
            last=not nodes,
        )


class _Openings(dict[str, Any]):
    """The nodes after the first word of a pattern, each made of its tree when it is first met: most never are."""

    def get(self, word: str, default: Any = None) -> Any:
        """Return the node after a word."""
        found = super().get(word, default)
        if isinstance(found, dict):
            found = self[word] = Node.of(found)
        return found


class Phrases(dict[tuple[str, ...], Any]):
    """Phrases of time, each with what it stands for. starts: the words that one of them starts with."""

    def __init__(self, phrases: Mapping[tuple[str, ...], Any]) -> None:
        super().__init__(phrases)
        self.starts = frozenset(words[0] for words in phrases)


_DATES = ("day", "month", "year", "span")
_RULE = ""  # no word is empty


@dataclass(frozen=True, slots=True)
class TimeWords:
    """What the lexicon says of time.

    months, weekdays, units, counts, relations: word -> what it stands for. behind: phrases for relations that stand
    behind what they belong to ("last" in "la semaine DERNIERE"). parts, year_words, same_year, day_words,
    quarters, feasts: a phrase (its words) -> what it stands for. seasons: a word -> first and last month. heads: the
    words that a date is found by. tree: the patterns of [periods.*], by word; starters: the words they start with;
    inner: those that fill a slot or are stepped over.
    listed: the phrases of the lists of [dates], each as its words. kinds, verbs: event words -> kind, role. masks: by
    an event word, phrases that are no event, with its place in them. named: words before an event's name -> its kind.
    answers: by their first words, what people do about an event that is over ("condemned", "searched for"); answerers:
    who does so.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    units: Mapping[str, str]
    counts: Mapping[str, int]
    relations: Mapping[str, int]
    behind: Phrases
    parts: Mapping[tuple[str, ...], str]
    year_words: Phrases
    same_year: Phrases
    day_words: Phrases
    quarters: Phrases
    feasts: Phrases
    seasons: Mapping[str, tuple[int, int]]
    heads: frozenset[str]
    tree: Node
    starters: frozenset[str]
    inner: frozenset[str]
    fillers: frozenset[str]
    dashes: frozenset[str]
    listed: Mapping[str, frozenset[str]]
    kinds: Mapping[str, str]
    masks: Mapping[str, tuple[tuple[int, tuple[str, ...]], ...]]
    named: Mapping[str, str]
    verbs: Phrases
    saying: frozenset[str]
    header: frozenset[tuple[str, ...]]
    history: frozenset[tuple[str, ...]]
    verb_heads: frozenset[str]
    answers: Mapping[str, tuple[tuple[str, ...], ...]]
    answerers: frozenset[str]


@lru_cache(maxsize=64)
def time_words(lexicon: Lexicon) -> TimeWords:
    """Return the time words of a lexicon, built at the first call."""
    return _build(lexicon)


def phrase_at(words: list[str], i: int, phrases: Phrases) -> tuple[int, Any] | None:
    """Return (words taken, value) of the longest phrase that starts at token i."""
    if i >= len(words) or words[i] not in phrases.starts:
        return None
    near = tuple(words[i : i + _LONGEST])
    for n in range(len(near), 0, -1):
        if near[:n] in phrases:
            return n, phrases[near[:n]]
    return None


def phrase_before(words: list[str], i: int, phrases: Mapping[tuple[str, ...], Any]) -> tuple[int, Any] | None:
    """Return (words taken, value) of the longest phrase that ends right before token i."""
    for n in (5, 4, 3, 2, 1):
        if i >= n and tuple(words[i - n : i]) in phrases:
            return n, phrases[tuple(words[i - n : i])]
    return None


def _build(lexicon: Lexicon) -> TimeWords:
    single: dict[str, dict[str, Any]] = {}
    mapped: dict[str, dict[tuple[str, ...], Any]] = {}
    listed: dict[str, set[str]] = {}
    phrases: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    classes: dict[str, list[tuple[str, ...]]] = {}
    for p in lexicon.phrases:
        if p.table in ("months", "weekdays", "dates") and p.value is not None:
            name = p.table if p.table != "dates" else p.key
            single.setdefault(name, {})[p.words[0]] = p.value
            mapped.setdefault(name, {})[p.words] = p.value
        elif p.table == "dates":
            listed.setdefault(p.role, set()).update(p.words)
        elif p.table == "period_words":
            classes.setdefault(p.role, []).append(p.words)
        elif p.table in ("events", "datelines"):
            phrases.setdefault((p.key, p.role), set()).add(p.words)
    no_events = phrases.pop(("none", "words"), set())
    answerers = frozenset(w[0] for w in phrases.pop(("answers", "people"), ()))
    answers: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in sorted(phrases.pop(("answers", "words"), set())):
        answers[phrase[0]] = (*answers.get(phrase[0], ()), phrase)
    kinds = {w[0]: key for (key, role), found in phrases.items() if role == "words" for w in found}
    masks: dict[str, tuple[tuple[int, tuple[str, ...]], ...]] = {}
    for phrase in sorted(no_events):
        for place, word in enumerate(phrase):
            if word in kinds:
                masks[word] = (*masks.get(word, ()), (place, phrase))
    named = {w[0]: key for (key, role), found in phrases.items() if role == "named" for w in found}
    verbs = {w: key for (key, role), found in phrases.items() if role == "verbs" for w in found}
    verbs |= dict.fromkeys(phrases.get(("begins", "again"), ()), "again")
    months, weekdays = single.get("months", {}), single.get("weekdays", {})
    day_words = mapped.get("day_words", {})
    relations = single.get("relations", {})
    quarters, feasts = _pairs(mapped.get("quarters", {})), _pairs(mapped.get("feasts", {}))
    opening = (*listed.get("ordinals", ()), *listed.get("day_nouns", ()), *listed.get("wholes", ()))
    heads = {*months, *weekdays, *map(str, YEARS), *relations, *opening}
    heads |= {w[0] for w in (*day_words, *quarters, *feasts)}
    tree, units, counts = _tree(lexicon, classes), single.get("units", {}), single.get("counts", {})
    behind = mapped.get("relations_after", {})
    heads |= units.keys() if behind else set()
    fillers = frozenset(w for ws in classes.get("fillers", ()) for w in ws)
    return TimeWords(
        months=months,
        weekdays=weekdays,
        units=units,
        counts=counts,
        relations=relations,
        behind=Phrases(behind),
        parts=mapped.get("parts", {}),
        year_words=Phrases(mapped.get("year_words", {})),
        same_year=Phrases(mapped.get("same_year", {})),
        day_words=Phrases(day_words),
        quarters=Phrases(quarters),
        feasts=Phrases(feasts),
        seasons={words[0]: months for words, months in _pairs(mapped.get("seasons", {})).items()},
        heads=frozenset(heads),
        tree=tree,
        starters=frozenset({*tree.words, *units, *counts}),
        inner=fillers | units.keys() | counts.keys(),
        fillers=fillers,
        dashes=frozenset(w for ws in classes.get("dash", ()) for w in ws),
        listed=defaultdict(frozenset, {k: frozenset(v) for k, v in listed.items()}),
        kinds=kinds,
        masks=masks,
        named=named,
        verbs=Phrases(verbs),
        verb_heads=frozenset(w[0] for w in verbs),
        answers=answers,
        answerers=answerers,
        saying=frozenset(w[0] for w in phrases.get(("", "saying"), ())),
        header=frozenset(phrases.get(("", "header"), ())),
        history=frozenset(phrases.get(("", "history"), ())),
    )


def _pairs(told: Mapping[tuple[str, ...], str]) -> dict[tuple[str, ...], tuple[int, int]]:
    """Return words with the two numbers that they stand for: "1-3" as (1, 3)."""
    return {words: (int(pair.split("-")[0]), int(pair.split("-")[1])) for words, pair in told.items()}


def _tree(lexicon: Lexicon, classes: Mapping[str, list[tuple[str, ...]]]) -> Node:
    """Return the patterns of [periods.*] as a tree of words and slots, the lists in braces written out."""
    tree: dict[str, Any] = {}
    for p in lexicon.phrases:
        if p.table != "periods":
            continue
        choices = [
            [(part,)] if part in SLOTS or not part.startswith("{") else classes.get(part[1:-1], [])
            for part in _parts(p.words)
        ]
        for choice in product(*choices):
            node = tree
            for word in (w for words in choice for w in words):
                node = node.setdefault(word, {})
            node.setdefault(_RULE, (p.key, p.role))
    root = Node.of({key: below for key, below in tree.items() if key in SLOTS})
    root.words = _Openings({key: below for key, below in tree.items() if key not in SLOTS})
    root.last = False
    return root


def _parts(words: tuple[str, ...]) -> Iterator[str]:
    """Yield the words of a pattern, the three tokens of a slot as one."""
    i = 0
    while i < len(words):
        if words[i] == "{" and i + 2 < len(words):
            yield "".join(words[i : i + 3])
            i += 3
        else:
            yield words[i]
            i += 1
