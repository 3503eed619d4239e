"""The words of a language, read from data/lexicons/<lang>.toml into one frozen, indexed Lexicon.

A lexicon file is a tree of tables whose leaves are lists of phrases. Code knows the tables; only the file knows words.
The head of data/lexicons/en.toml teaches the format to a linguist.
"""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from stats.clitics import Clitics, clitics_of
from stats.errors import LexiconError
from stats.lexiconfiles import read_entries
from stats.phrases import Opening, Phrase, PhraseTable
from stats.settings import DATA

FOLDER = DATA / "lexicons"
_MET = 200_000  # words met of which is kept what was told


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The phrases of one language, indexed by their first word. One is like itself alone, so that others can key by it.

    grammar: settings of the language that are no phrases (digit marks, and the like). clitics: the small words that it
    writes in one with the word after them.
    """

    language: str
    grammar: Mapping[str, Any]
    phrases: tuple[Phrase, ...]
    clitics: Clitics = field(repr=False, default_factory=Clitics)
    _exact: Mapping[str, tuple[Phrase, ...]] = field(repr=False, default_factory=dict)
    _endings: Mapping[str, list[tuple[str, Phrase]]] = field(repr=False, default_factory=dict)
    _known: dict[str, tuple[Phrase, ...]] = field(repr=False, default_factory=dict, compare=False)
    _vocabulary: frozenset[str] = field(repr=False, default=frozenset())
    _tables: dict[tuple[str, ...], list[Phrase]] = field(repr=False, default_factory=dict, compare=False)

    def starting(self, word: str) -> tuple[Phrase, ...]:
        """Return the phrases that a folded word may start, the longest first. Remembered for each word met."""
        found = self._known.get(word)
        if found is None:
            found = self._exact.get(word, ())
            near = self._endings.get(word[:1], ())
            if near and word.isalpha():
                open_ended = [p for stem, p in near if word.startswith(stem)]
                if open_ended:
                    found = tuple(sorted(dict.fromkeys((*found, *open_ended)), key=_longest_first))
            if len(self._known) > _MET:
                self._known.clear()
            self._known[word] = found
        return found

    def openings(self, words: list[str]) -> "list[Opening | None]":
        """Return for each word the phrases that it may start, by their second word; None where it starts none."""
        return list(map(self._openings.__getitem__, words))

    @cached_property
    def _openings(self) -> "_Openings":
        return _Openings(self)

    # The three that follow are asked hundreds of times for one text: what is remembered answers without a call.

    @cached_property
    def knows(self) -> Callable[[str], bool]:
        """Tells whether a folded word stands anywhere in the lexicon."""
        return lru_cache(maxsize=_MET)(lambda word: word in self._vocabulary or bool(self.starting(word)))

    @cached_property
    def words(self) -> Callable[..., frozenset[str]]:
        """Gives the phrases of a table, or of several, as folded texts, for asking whether one word is among them."""
        return lru_cache(maxsize=None)(
            lambda *tables: frozenset(" ".join(p.words) for table in tables for p in self._by_table.get(table, ()))
        )

    @cached_property
    def asked(self) -> Callable[..., PhraseTable]:
        """Gives a table, or one role of it, for asking whether a phrase of it stands at a token."""
        return lru_cache(maxsize=None)(self._asked)

    def _asked(self, table: str, role: str | None = None) -> PhraseTable:
        return PhraseTable.of(p for p in self._by_table.get(table, ()) if role in (None, p.role))

    @cached_property
    def firsts(self) -> Callable[..., frozenset[str]]:
        """Gives the words that phrases of some tables start with: at most tokens none does, and none need be asked."""
        return lru_cache(maxsize=None)(
            lambda *tables: frozenset(word for table in tables for word in self.asked(table).by_first)
        )

    @cached_property
    def _by_table(self) -> Mapping[str, list[Phrase]]:
        found: dict[str, list[Phrase]] = {}
        for phrase in self.phrases:
            found.setdefault(phrase.table, []).append(phrase)
        return found

    @cached_property
    def beside(self) -> Mapping[str, PhraseTable]:
        """The tables that are asked beside numbers and verbs, by name."""
        return {name: self.asked(name) for name in (*ASKED, "comparatives")}

    @cached_property
    def spread(self) -> Mapping[str, tuple[tuple[str, bool, Mapping[str, Any], PhraseTable], ...]]:
        """The tables of SPREAD that have a phrase starting with a word, by word; of none for SIGNS.

        Each with its name, whether the word alone is a phrase of it, and the words that a longer phrase goes on with.
        """
        found: dict[str, tuple[tuple[str, bool, Mapping[str, Any], PhraseTable], ...]] = dict.fromkeys(SIGNS, ())
        for name in sorted(SPREAD):
            table = self.asked(name)
            for word, more in table.by_first.items():
                alone, longer = more or (True, {})
                found[word] = (*found.get(word, ()), (name, alone, longer, table))
        return found

    def table(self, *path: str) -> list[Phrase]:
        """Return the phrases of a table, or of one key and role of it."""
        found = self._tables.get(path)
        if found is None:
            found = [p for p in self._by_table.get(path[0], ()) if (p.table, p.key, p.role)[: len(path)] == path]
            self._tables[path] = found
        return found


def _longest_first(phrase: Phrase) -> tuple[int, tuple[str, ...], str, str]:
    """Order phrases that start alike; those that this leaves alike stay as their file has them."""
    return -len(phrase.words), phrase.words, phrase.table, phrase.key


class _Openings(dict[str, Opening | None]):
    """What each word may open. Filled as words are met."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, word: str) -> Opening | None:
        if len(self) > _MET:
            self.clear()
        phrases = [p for p in self._lexicon.starting(word) if p.table not in _UNMARKED]
        found = self[word] = Opening.of(phrases) if phrases else None
        return found


@lru_cache(maxsize=16)
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language (ISO 639-1), read once.

    Raises:
        LexiconError: there is none for the language, or its file breaks the format.
    """
    path = FOLDER / f"{language}.toml"
    if not path.is_file():
        raise LexiconError(f"There is no lexicon for {language!r}: {path.name} is not in {FOLDER.name}/.")
    return read_lexicon(path)


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the languages that have a lexicon."""
    return tuple(sorted(p.stem for p in FOLDER.glob("*.toml")))


def read_lexicon(path: Path) -> Lexicon:
    """Read a lexicon file.

    Raises:
        LexiconError: the file is no TOML, or an entry is no list of phrases; the message names the entry.
    """
    grammar, entries = read_entries(path)
    phrases = tuple(itertools.starmap(Phrase, entries))
    if clitics := clitics_of(grammar, [p.words for p in phrases]):
        phrases = tuple(replace(p, words=tuple(w for word in p.words for w in clitics.cut(word))) for p in phrases)
    exact: dict[str, list[Phrase]] = {}
    endings: dict[str, list[tuple[str, Phrase]]] = {}  # by their first letter
    for phrase in phrases:
        first = phrase.words[0]
        if phrase.table in _APART or phrase.table in ASKED:
            continue
        if len(phrase.words) == 1 and first.endswith("*"):
            endings.setdefault(first[0], []).append((first[:-1], phrase))
        else:
            exact.setdefault(first, []).append(phrase)
    order = {w: tuple(sorted(ps, key=_longest_first) if len(ps) > 1 else ps) for w, ps in exact.items()}
    spelt = {w for p in phrases if p.table not in _NOUNS for w in p.words}
    vocabulary = frozenset(w for w in spelt if not w.endswith("*") and w.isalpha())
    return Lexicon(path.stem, grammar, phrases, clitics, order, endings, {}, vocabulary)


def check(language: str) -> list[str]:
    """Return what is missing or ambiguous in a language's lexicon, as sentences for a linguist; empty = complete.

    Missing: a list that the English lexicon fills and this one does not. Ambiguous: one phrase twice under the same
    table with different meanings.

    Raises:
        LexiconError: the file does not exist or breaks the format.
    """
    own, english = lexicon(language), lexicon("en")
    sentences = []
    filled = {(p.table, p.key, p.role) for p in own.phrases if p.value is None}
    for path in sorted({(p.table, p.key, p.role) for p in english.phrases if p.value is None} - filled):
        sentences.append(f"{'.'.join(s for s in path if s)} is empty; en.toml has phrases there.")
    for key in sorted(set(english.grammar) - set(own.grammar)):
        sentences.append(f"grammar.{key} is not set; en.toml sets it.")
    seen: dict[tuple[str, tuple[str, ...]], Phrase] = {}
    for phrase in own.phrases:
        other = seen.setdefault((phrase.table, phrase.words), phrase)
        if other is not phrase and (other.key, other.role) == (phrase.key, phrase.role):
            sentences.append(f"{' '.join(phrase.words)!r} stands twice in {phrase.table}.{phrase.key}.{phrase.role}.")
        elif other is not phrase and phrase.table in _EXCLUSIVE:
            sentences.append(
                f"{' '.join(phrase.words)!r} is ambiguous: {phrase.table}.{other.key or other.role}"
                f" and {phrase.table}.{phrase.key or phrase.role}."
            )
    return sentences


# Tables of everyday words that matter only beside a number or verb: no cue is made of them, they are asked there.
ASKED = frozenset({
    "age_groups", "being_built", "camp_words", "capacity", "causatives", "centres", "changes", "circumstances",
    "comparisons", "conjunctions", "costs", "crossings", "day_parts", "deadlines", "directions", "each_time",
    "equal_links", "existential", "fetching", "fillers", "gets", "goes_on", "half_past", "handing", "in_all", "inside",
    "lacks", "linking", "loses",
    "membership", "modifiers", "money", "nationalities", "nearly_all", "negations", "not_rates", "np_stops",
    "numbered", "of_opening", "of_pronouns", "of_the", "of_them", "ordinal_marks", "others", "out_orders", "own",
    "passive", "people_who", "percent", "place_has", "place_prepositions", "ranges", "rates", "ratios", "relatives",
    "relief_goods", "rests", "sees", "share_of", "share_whole", "shelter_words", "site_words", "some_of_them",
    "strong", "subordinators", "than", "thresholds", "told_again", "topics", "totals", "whence", "without", "worths",
})  # fmt: skip

# Those of them that are looked for all over a sentence.
SPREAD = frozenset({
    "camp_words", "each_time", "of_pronouns", "relatives", "share_whole", "others", "shelter_words",
    "subordinators",
})  # fmt: skip

SIGNS = frozenset("();:,.–—")
"""The signs at which a clause may turn."""

# Tables that are asked word by word, or hold patterns that their own reader indexes: no cue is made of them.
_APART = frozenset({
    "abbreviations", "arenas", "articles", "auxiliaries", "custody", "datelines", "dates", "event_days", "events",
    "clause_heads", "closing_stops", "day_ordinals", "duals", "duals_or_many", "evicting", "guests", "happened",
    "idioms_of_harm", "infinitives", "joinable", "nations", "no_homeland", "numeral_alone", "numeral_articles",
    "numeral_joiners", "numeral_of", "numerals", "of_a_part", "of_definite", "of_years", "one_of", "open_endings",
    "owner_marks", "pastimes", "perfect", "period_words", "periods", "places", "reapers", "recalling", "recipients",
    "reckoned", "refugee_bodies", "registers", "report_periods", "rivals", "said_between", "same_passage",
    "seldom_exiles", "source_lines", "holds_up_to", "hour_counts", "speaker_asides", "speakers", "sportspeople",
    "traders", "trouble", "two_of", "upheaval", "visiting", "written_out",
})  # fmt: skip

# Tables of everyday nouns: a number may still count them ("12 bidders") as words that the lexicon does not know.
_NOUNS = frozenset({
    "amounts", "arenas", "custody", "evicting", "guests", "mass_things", "nations", "no_homeland", "pastimes",
    "reapers", "refugee_bodies", "registers", "rivals", "seldom_exiles", "sportspeople", "traders",
    "trouble", "upheaval", "visiting", "weapons", "worths",
})  # fmt: skip

# Tables asked word by word whose words are known ones all the same: that "abroad" is one tells a broken "abro-ad".
_UNMARKED = frozenset({
    "able", "abroad", "accounts_told", "against", "age_bounds", "age_of", "age_shares", "amounts", "another",
    "anybody", "armed_bodies", "around", "arrivals", "arriving", "at_age", "at_leisure", "average_homes", "away",
    "away_people", "bearing_arms", "besides", "bodies", "bodies_of_people", "borders", "both_sides", "bound_for",
    "building_verbs", "built_things", "by_means", "by_themselves", "called_displaced", "camping", "captors",
    "captured", "carried", "carrying", "casualties", "change_links", "changing", "classifiers", "coming",
    "comparatives", "convoying", "count_keepers", "counted_ones", "counting", "counts_read", "counts_told", "crisis",
    "crosses", "degrees", "divided_by", "driven_to", "dwellers", "elsewhere", "entries", "estimate_links",
    "estimating", "evacuating", "event_fields", "event_nouns", "every", "exiles", "flight", "following_on",
    "formerly", "forsaken", "given_names", "goes_into", "going", "going_on", "grade_links", "grades", "happenings",
    "heading_numbers", "held_areas", "held_columns", "hiding", "holding", "holding_out", "homelands", "hosting",
    "hour_opens", "in_numbers", "in_part", "inland", "inmates", "inmates_camps", "institutions", "kin",
    "label_totals", "lawmen", "leaving_so", "left_from", "lengths", "life_losses", "likened", "list_links",
    "livelihoods", "made_by", "mass_things", "measures", "moved_away", "moved_on", "moved_passive", "moved_whither",
    "moves_in", "namely", "nature", "neighbouring", "new_counts", "now_there", "number_signs", "number_verbs",
    "objects", "of_households", "order_ends", "order_links", "ordinarily", "other_countries", "other_words", "out_of",
    "outcomes", "outside", "outward", "parted", "passive_adverbs", "photos", "picking", "place_fields", "place_holds",
    "records", "recounts", "refuge", "refugee_offices", "refugees", "refusing", "relief_centres", "relief_homes",
    "remaining", "removing", "reported", "rescuing", "responders", "roofs", "running_totals", "runs", "safer",
    "seeking", "seeks", "share_leads", "share_verbs", "shifts", "sides", "signing", "site_verbs", "stay_inside",
    "still_words", "sums", "taken_in", "takes_in", "tallies", "tenses", "there", "those", "to_do_by", "toll_once",
    "total_tails", "totals_ever", "undone", "uprooted", "uprootings", "victims", "waiting", "wants", "was_done",
    "weapons", "who_they_are", "whole_words", "workers", "year_openers",
})  # fmt: skip

# Tables in which one phrase can mean only one thing.
_EXCLUSIVE = frozenset({"units", "quantifiers", "numerals"})
