"""Words that tell a kind and tell it of something else than a count: one reason a function, asked in turn."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from stats.assembly.kinds.turns import is_of_time, turns_on
from stats.assembly.view import View
from stats.readers.reading import Cue
from stats.vocabulary import TOLL, Kind, Precision, Term

_KINDS = {kind.value: kind for kind in Kind}
EVENTS = frozenset({Term.KILLED, Term.INJURED, Term.HOUSING_DESTROYED, Term.HOUSING_DAMAGED})
COUNTED_UP = EVENTS | {Term.AFFECTED, Term.FLED, Term.HOMELESS}
_RECKONED = 4  # tokens from "put" to "the civilian death toll at"
_RELATIVE = 60  # tokens by which a verb of the clause itself may be farther: "300 who FLED last year LIVE IN tents"
_ARRIVE = frozenset({Term.REFUGEE, Term.DISPLACED, Term.RETURNED, Term.EVACUATED})
_GONE = frozenset({Term.FLED, Term.RETURNED, Term.EVACUATED, Term.RELOCATED})
_LEFT = _GONE | {Term.DISPLACED}
_TAKEN = frozenset({Term.DETAINED, Term.IN_NEED})
_THERE = frozenset({Term.POPULATION, Term.IN_CAMP, Term.SHELTERED, Term.DISPLACED, Term.REFUGEE})
_SO_NOW = _THERE | {Term.IN_NEED, Term.STRANDED, Term.MISSING}


def _describes(view: View, cue: Cue, near: int) -> bool:
    """Tell whether a participle only says who is counted: "900 people DISPLACED BY the storm are in tents".

    Or a clause of its own does: "900 people who were DISPLACED BY the storm".
    """
    if cue.phrase.role != "by" or cue.first <= near:
        return False
    return view.last_of("passive", cue.first - 1) is None or view.has("relatives", cue.first - 2)


def _comes_back(view: View, cue: Cue, near: int) -> bool:
    """Tell whether a verb is of those counted, behind a clause on them: "900 who fled after it ARE STILL away"."""
    words = view.words
    if cue.phrase.role != "lasting" or cue.first - 1 <= near or "," in words[near + 1 : cue.first]:
        return False
    has_verb = words[cue.first - 1] in view.reading.lexicon.words("auxiliaries")
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
    if not view.words[owner].startswith("'"):
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
        came = cue.phrase.role == "reaching" and not self.linked and self.term in _ARRIVE and cue.first > self.near
        return Kind.FLOW if came else _KINDS[cue.phrase.key]

    def turned(self, cue: Cue) -> bool:
        """Tell whether the clause ends, or another begins, between a number and a word."""
        view = self.view
        low, high = sorted((self.near, cue.first))
        if _leads_to_number(view, cue, self.number.start):
            return False
        away = view.between("subordinators", low + 1, high) and not _comes_back(view, cue, self.near)
        return ";" in view.words[low + 1 : high] or (away and not is_of_time(view, low + 1, high))

    def distance(self, cue: Cue, kind: Kind) -> int:
        """Return the tokens from a number to a word; none to the verb that told what happened."""
        found = 0 if cue.first <= self.verb <= cue.last and self.verb not in self.number else abs(cue.first - self.near)
        if _opens_account(self.view, cue):
            return 0  # "SELON LE DERNIER BILAN, le séisme a fait 14 morts"
        if kind is not Kind.FLOW:
            return found
        aside = self.view.has("relatives", cue.first - 1) or _describes(self.view, cue, self.near)
        return found + _RELATIVE if aside else found


def _opens_account(view: View, cue: Cue) -> bool:
    """Tell whether a sentence opens with the account that counts up; where the lexicon says that tolls do so."""
    opens = cue.first == view.sentence.first and cue.phrase.role == "adverbs"
    said = opens and bool(view.starting("attributions").get(cue.first))
    return said and bool(view.reading.lexicon.grammar.get("changes_count_up"))


def _of_events(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether it would make a state of what befell people: "400 are NOW confirmed dead", not "ARE IN HOSPITAL"."""
    if kind is not Kind.STOCK:
        return False
    if asked.term is Term.AFFECTED and cue.phrase.role != "lasting":
        return True
    return asked.term in EVENTS and cue.phrase.role != "events"


def _only_number(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether a number of people is meant and no total: "a total NUMBER of 8,286 households were affected"."""
    if cue.phrase.role != "numbers":
        return False
    articles = asked.view.reading.lexicon.words("numeral_articles")
    return asked.term in _SO_NOW or asked.view.words[cue.first - 1] in articles


def _was_left(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether what it says is what an event did: "floods HAVE NOW DISPLACED 900"."""
    done = asked.view.reading.lexicon.words("perfect")
    return cue.phrase.role == "left" and asked.view.words[cue.first - 1] in done


def _stands(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether so many are in a state and are not counted up: "the number of displaced STANDS AT 900"."""
    if cue.phrase.role != "standing":
        return False
    came = asked.verb >= 0 and asked.view.words[asked.verb] in asked.view.reading.lexicon.words("arrivals")
    counted = asked.term in COUNTED_UP or came  # "the count of ARRIVALS stood at 900"
    return not counted or not (asked.linked or cue.last == asked.number.start - 1)


def _is_going_on(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether it says that something is going on: "2,000 people ARE BEING evacuated"."""
    going_on = asked.view.reading.lexicon.words("going_on")
    return kind is Kind.STOCK and asked.term in _LEFT and cue.phrase.words[-1] in going_on


def _was_before(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether it is how people were before they went: "refugees who had been LIVING there have gone home"."""
    view, near, verb = asked.view, asked.near, asked.verb
    of_clause = view.between("relatives", near + 1, cue.first)
    if cue.phrase.role == "lasting" and 0 <= verb < asked.number.start and of_clause:
        return True  # "has evacuated 50 families WHO were STILL there"
    if kind is Kind.STOCK and of_clause and near < cue.first and cue.last < verb and asked.term in _TAKEN:
        return True  # "300 families WHO LIVE in tents were arrested"
    if kind is not Kind.STOCK or asked.term not in _GONE or not near < cue.first or not cue.last < verb:
        return False
    auxiliaries = view.reading.lexicon.words("auxiliaries")
    if cue.phrase.role == "lasting" and verb - cue.last == 1 and view.words[cue.first - 1] in auxiliaries:
        return False  # "900 people ARE STILL evacuated"
    return of_clause or view.words[cue.first] not in auxiliaries


def _of_joined(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether it is of a clause that is joined on: "9,000 lost their homes, AND one in three HAD YET TO"."""
    view, near = asked.view, asked.near
    if kind is Kind.STOCK and near < asked.verb < cue.first and turns_on(view, asked.verb + 1, cue.first):
        return True
    if kind is Kind.CUMULATIVE and cue.first > near and _has_subject(asked, cue):
        return True
    after = cue.phrase.role == "adverbs" and cue.first > near
    return after and view.last_of("conjunctions", cue.first - 1) is not None


def _has_subject(asked: Asked, cue: Cue) -> bool:
    """Tell whether a verb that counts up has another subject: "12 drowned, and THE FLOODS have now killed"."""
    view, words = asked.view, asked.view.words
    perfect = view.reading.lexicon.asked("perfect").by_last
    if not any(words[k] in perfect for k in range(cue.first - 1, cue.last + 1)):
        return False
    told = max(asked.near, asked.verb if asked.verb < cue.first else 0)
    return any(view.has("conjunctions", k) for k in range(told + 1, cue.first - 1))


def _of_earlier(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether it is of those told before a comma: "12 are STILL missing, 45,000 are affected"."""
    view, number = asked.view, asked.number
    ahead = asked.first > view.sentence.first and cue.last < number.start
    return ahead and cue.phrase.role == "lasting" and "," in view.words[cue.last + 1 : number.start]


def _once(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether a toll is told once and not counted up: "the toll WAS six"."""
    return is_told_once(asked.view, cue, asked.number.start)


def _remained(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether a verb is behind one of remaining, or the number's: "REMAIN displaced by it", "CROSSED 160"."""
    if kind is not Kind.FLOW:
        return False
    lasting = (c.phrase.role == "lasting" for c in asked.view.ending("kinds").get(cue.first - 1, ()))
    return cue.first in asked.number or any(lasting)


def _links(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether a verb of coming only links a noun with its number: "the number of displaced CAME TO 900"."""
    if kind is not Kind.FLOW or not asked.linked or not cue.last < asked.number.start:
        return False
    return asked.view.last_of("linking", cue.first) == asked.number.start - 1


def _heads_nothing(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether no noun heads the number of which it says what it has reached: "261,000 people REACHED with food".

    "Has NOW left 126 dead" does alone, and so does a word of the number: "the figure for the affected PASSED 735,000".
    """
    if asked.linked:
        return False
    if cue.phrase.role == "reaching" and asked.term is Term.IN_NEED and cue.first > asked.near:
        return True
    if kind is not Kind.CUMULATIVE or cue.phrase.role == "standing" or cue.first in asked.number:
        return False
    view, after = asked.view, cue.last + 1
    to = view.reading.lexicon.asked("recounts", "to").by_last
    straight = after == asked.number.start and cue.last > cue.first and view.words[cue.last] in to
    if straight and asked.term in COUNTED_UP:
        return False  # "casualties HAVE MOUNTED TO 120 dead"
    if view.last_of("linking", cue.first) != cue.last or after in view.starting("terms"):
        return False
    return cue.phrase.role != "adverbs" or view.last_of("passive", after) is None


def _leads_on(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether it leads to the next number: "nine were hurt, BRINGING the total to 758"."""
    return asked.led and kind is Kind.CUMULATIVE and cue.first > asked.near and cue.phrase.role != "adverbs"


def _goes_home(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether it is a part of a longer word that tells what happened: "1,000 have gone HOME TO Batken"."""
    return kind is Kind.STOCK and any(c.first < cue.first for c in asked.view.ending("terms").get(cue.first, ()))


def _of_others(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether it labels another term: a "toll" tells of the dead."""
    if asked.term is None or asked.term in TOLL:
        return False
    return any(c.phrase.key != asked.term for c in asked.view.starting("labels").get(cue.first, ()))


def _is_reckoned(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether somebody puts a total at a number once: "PUT the civilian death toll AT"."""
    view = asked.view
    before = view.words[max(view.sentence.first, cue.first - _RECKONED) : cue.first]
    return kind is Kind.CUMULATIVE and not view.reading.lexicon.words("reckoned").isdisjoint(before)


def _leads_elsewhere(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether what went up or down did so to something else: "the alert was LOWERED TO yellow, 900 are"."""
    view, number = asked.view, asked.number.start
    if kind is not Kind.CUMULATIVE or cue.phrase.role != "words" or not cue.last < number:
        return False
    to = view.reading.lexicon.asked("recounts", "to").by_last
    return cue.phrase.words[-1] in to and "," in view.words[cue.last + 1 : number]


def _left_over(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether it says which ones are counted, and the verb what they did: "the REMAINING 900 returned"."""
    view, number = asked.view, asked.number
    if cue.phrase.role != "lasting" or cue.last != number.start - 1 or asked.term not in _GONE:
        return False
    return asked.verb > asked.near and view.words[cue.last] in view.reading.lexicon.words("another")


def _of_deed(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether it only says that something happened so often: "THERE WERE 340 arrivals in October"."""
    view = asked.view
    if kind is not Kind.STOCK or cue.last != asked.number.start - 1 or asked.verb != asked.number.stop:
        return False
    then = view.reading.lexicon.asked("tenses", "then").by_last
    happened = (c.phrase.key == Kind.FLOW for c in view.starting("kinds").get(asked.verb, ()))
    return cue.phrase.words[-1] in then and any(happened)


def _in_time(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether it is a part of a time: "IL Y A trois jours", "ESTA terça-feira"."""
    if kind is not Kind.STOCK or cue.phrase.role != "words":
        return False
    periods = asked.view.reading.periods
    k = bisect_right(periods, cue.start, key=lambda m: m.start) - 1
    return k >= 0 and periods[k].end >= cue.end and periods[k].role in _DATED


_DATED = frozenset(("window", "since", "count"))


def _was_finished(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether a verb only looks like one of a state without its accent: "on A COMPTÉ 300", not "on COMPTE 300"."""
    if kind is not Kind.STOCK or cue.phrase.role != "words" or cue.first != cue.last:
        return False
    text, reading = asked.view.reading.text, asked.view.reading
    accented = text[cue.end - 1 : cue.end].lower() not in (reading.words[cue.first][-1], "")
    return accented and asked.view.words[cue.first - 1] in reading.lexicon.words("perfect")


SAYS_OTHER: tuple[Callable[[Asked, Cue, Kind], bool], ...] = (
    _of_events, _only_number, _was_left, _stands, _is_going_on, _was_before, _of_joined, _of_earlier, _once, _remained,
    _links, _heads_nothing, _leads_on, _leads_elsewhere, _goes_home, _of_others, _is_reckoned,
    _left_over, _of_deed, _in_time, _was_finished,
)  # fmt: skip
