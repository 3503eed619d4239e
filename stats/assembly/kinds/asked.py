"""What is asked of the words of a clause that may tell a count's kind: how far they stand, where the clause turns."""

from bisect import bisect_right
from dataclasses import dataclass

from stats.assembly.kinds.turns import is_of_time
from stats.assembly.view import View
from stats.readers.reading import Cue
from stats.vocabulary import Kind, Precision, Term

_KINDS = {kind.value: kind for kind in Kind}
ARRIVE = frozenset({Term.REFUGEE, Term.DISPLACED, Term.RETURNED, Term.EVACUATED})
THERE = frozenset({Term.POPULATION, Term.IN_CAMP, Term.SHELTERED, Term.DISPLACED, Term.REFUGEE})
"""Terms of people who come where they are told to be."""
_RELATIVE = 60  # tokens by which a verb of the clause itself may be farther: "300 who FLED last year LIVE IN tents"


def _describes(view: View, cue: Cue, near: int) -> bool:
    """Tell whether a participle only says who is counted: "900 people DISPLACED BY the storm are in tents"."""
    return cue.phrase.role == "by" and cue.first > near and view.last_of("passive", cue.first - 1) is None


def _is_in_clause(view: View, cue: Cue, near: int) -> bool:
    """Tell whether a verb stands in a clause of its own on those counted: "900 WHO HAVE since BEEN DISPLACED"."""
    k, auxiliaries = cue.first - 1, view.reading.lexicon.words("auxiliaries")
    while k > near and view.words[k] in auxiliaries:
        k -= 1
    return view.has("relatives", k)


def _comes_back(view: View, cue: Cue, near: int) -> bool:
    """Tell whether a verb is of those counted, behind a clause on them: "900 who fled after it ARE STILL away"."""
    words = view.words
    if cue.phrase.role != "lasting" or cue.first - 1 <= near or "," in words[near + 1 : cue.first]:
        return False
    verbs = view.reading.lexicon.asked("tenses").by_last  # "900 who had fled it REMAIN away"
    has_verb = words[cue.first - 1] in view.reading.lexicon.words("auxiliaries") or words[cue.first] in verbs
    return has_verb and any(view.has("relatives", k) for k in range(near + 1, near + 1 + _SUBJECT))


def _leads_to_number(view: View, cue: Cue, number: int) -> bool:
    """Tell whether a verb that opens its clause has its number behind it, over what its subject did.

    "ROSE the toll of the quake that shook the north TO 120", where verbs come first.
    """
    if not view.reading.lexicon.grammar.get("verb_first") or cue.last >= number:
        return False
    if view.words[number - 1] not in view.reading.lexicon.asked("recounts", "to").by_last:
        return False
    return not any(view.words[k] in ",;." for k in range(cue.last + 1, number))


_SUBJECT = 4  # tokens from a number to the "who" of its noun


def is_told_once(view: View, cue: Cue, number: int) -> bool:
    """Tell whether a toll is no running one: "the toll WAS six", "an initial toll OF six", "MONDAY'S toll".

    number: the first token of its number.
    """
    if cue.phrase.role != "toll":
        return False
    if _is_of_day(view, cue.first - 1):
        return True
    after = cue.last + 1
    once = after + 1 == number and view.words[after] in view.reading.lexicon.words("toll_once")
    if not view.reading.lexicon.words("changing").isdisjoint(view.words[after:number]):
        return once  # "the toll was CORRECTED from 26 to 24"
    return once or view.has("told_once", after)


def _is_of_day(view: View, owner: int) -> bool:
    """Tell whether a day ends at a token, which makes it an owner: "MONDAY'S toll"."""
    if not view.reading.owns(owner):
        return False
    periods = view.reading.periods
    k = bisect_right(periods, view.reading.starts[owner], key=lambda m: m.start) - 1
    return k >= 0 and periods[k].last == owner and periods[k].precision is Precision.DAY and periods[k].role == "window"


@dataclass(slots=True)
class Asked:
    """What is asked of the words of a clause, as `said_in` takes it."""

    view: View
    first: int
    number: range
    linked: bool
    led: bool
    term: Term | None
    verb: int

    @property
    def near(self) -> int:
        """The last token of the number."""
        return self.number.stop - 1

    def kind_of(self, cue: Cue) -> Kind:
        """Return the kind that a word tells; who "have REACHED the border" came there."""
        came = cue.phrase.role == "reaching" and not self.linked and self.term in ARRIVE and cue.first > self.near
        return Kind.FLOW if came else _KINDS[cue.phrase.key]

    def turned(self, cue: Cue) -> bool:
        """Tell whether the clause ends, or another begins, between a number and a word."""
        view = self.view
        low, high = (cue.last, self.near) if cue.last < self.number.start else (self.near, cue.first)
        low, high = sorted((low, high))  # words that lead to the number may hold an "as": "had got AS FAR AS 40"
        if _leads_to_number(view, cue, self.number.start):
            return False
        away = view.between("subordinators", low + 1, high) and not _comes_back(view, cue, self.near)
        return ";" in view.words[low + 1 : high] or (away and not is_of_time(view, low + 1, high))

    def distance(self, cue: Cue, kind: Kind) -> int:
        """Return the tokens from a number to a word; none to the verb that told what happened."""
        found = 0 if cue.first <= self.verb <= cue.last and self.verb not in self.number else abs(cue.first - self.near)
        if _opens_account(self.view, cue) and not self._holds():
            return 0  # "SELON LE DERNIER BILAN, le séisme a fait 14 morts"
        if kind is not Kind.FLOW:
            return found
        aside = _is_in_clause(self.view, cue, self.near) or _describes(self.view, cue, self.near)
        return found + _RELATIVE if aside else found

    def _holds(self) -> bool:
        """Tell whether a verb beside the number tells a state: "selon un nouveau bilan, la ville ACCUEILLE 900"."""
        beside = range(self.number.start - _BESIDE, self.near + _BESIDE + 1)
        told = (c for c in self.view.all("kinds") if c.last in beside or c.first in beside)
        return any(_KINDS[c.phrase.key] is Kind.STOCK for c in told)


_BESIDE = 3  # tokens from a number over its noun to its verb


def _opens_account(view: View, cue: Cue) -> bool:
    """Tell whether a sentence opens with the account that counts up; where the lexicon says that tolls do so."""
    opens = cue.first == view.sentence.first and cue.phrase.role == "adverbs"
    said = opens and bool(view.starting("attributions").get(cue.first))
    return said and bool(view.reading.lexicon.grammar.get("changes_count_up"))
