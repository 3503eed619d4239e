"""Words that tell a kind and tell it of something else than a count: one reason a function, asked in turn."""

from bisect import bisect_right
from collections.abc import Callable

from stats.assembly.kinds.asked import ARRIVE, THERE, Asked, is_told_once
from stats.assembly.kinds.turns import turns_on
from stats.assembly.view import View
from stats.readers.reading import Cue
from stats.readers.wordsets import word_sets
from stats.vocabulary import TOLL, Kind, Term

EVENTS = frozenset({Term.KILLED, Term.INJURED, Term.HOUSING_DESTROYED, Term.HOUSING_DAMAGED})
COUNTED_UP = EVENTS | {Term.AFFECTED, Term.FLED, Term.HOMELESS}
_RECKONED = 4  # tokens from "put" to "the civilian death toll at"
_GONE = frozenset({Term.FLED, Term.RETURNED, Term.EVACUATED, Term.RELOCATED})
_LEFT = _GONE | {Term.DISPLACED}
_TAKEN = frozenset({Term.DETAINED, Term.IN_NEED})
_SO_NOW = THERE | {Term.IN_NEED, Term.STRANDED, Term.MISSING}


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
    if kind is not Kind.STOCK or not near < cue.first or not cue.last < verb:
        return False
    if asked.term not in _GONE:
        return _was_so(view, cue, of_clause=of_clause)
    auxiliaries = view.reading.lexicon.words("auxiliaries")
    beside, away = verb - cue.last == 1, asked.term is Term.EVACUATED
    if beside and (away or (cue.phrase.role == "lasting" and view.words[cue.first - 1] in auxiliaries)):
        return False  # "900 people ARE STILL evacuated", "900 CURRENTLY evacuated"
    return of_clause or view.words[cue.first] not in auxiliaries


def _was_so(view: View, cue: Cue, *, of_clause: bool) -> bool:
    """Tell whether a clause says how those counted were, where none needs a "who": "900 they WERE LIVING there".

    of_clause: whether it has one all the same.
    """
    lexicon = view.reading.lexicon
    then = view.words[cue.first - 1] in lexicon.asked("tenses", "then").by_last
    return bool(lexicon.grammar.get("bare_relatives")) and (then or of_clause)


def _of_joined(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether it is of a clause that is joined on: "9,000 lost their homes, AND one in three HAD YET TO"."""
    view, near = asked.view, asked.near
    if kind is Kind.STOCK and cue.phrase.role == "lasting" and _is_of_another(asked, cue):
        return True
    told = asked.verb if near < asked.verb else near if 0 <= asked.verb < asked.number.start else -1
    if kind is Kind.STOCK and 0 <= told < cue.first and turns_on(view, told + 1, cue.first):
        return True
    if kind is Kind.CUMULATIVE and cue.first > near and _has_subject(asked, cue):
        return True
    after = cue.phrase.role == "adverbs" and cue.first > near
    return after and view.last_of("conjunctions", cue.first - 1) is not None


def _is_of_another(asked: Asked, cue: Cue) -> bool:
    """Tell whether a state behind a count is of a subject joined on: "police held 90 and THE SEARCH IS STILL on".

    Not "70 per cent are with relatives and THE REMAINING 30 per cent in halls".
    """
    view, told = asked.view, max(asked.near, asked.verb)
    lexicon = view.reading.lexicon
    joins = word_sets(lexicon, "speakers")["joins"]
    joint = next((k for k in range(told + 1, cue.first) if view.words[k] in joins), None)
    if joint is None or cue.first <= joint + 2 or lexicon.grammar.get("verb_first"):
        return False
    if view.words[joint + 1] not in lexicon.words("articles"):
        return False  # "and most are still there"
    return not any(told < q.first < cue.first for q in view.reading.numbers_in(view.sentence))


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


def _of_things(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether it is of a clause before that counts nobody: "schools REMAIN closed AND floods displaced 900".

    A comma parts a state from what was done: "as crews SEARCH for survivors, floods displaced 900".
    """
    view, number = asked.view, asked.number.start
    if asked.linked or kind is Kind.FLOW or not cue.last < number or asked.verb <= cue.last:
        return False
    if view.reading.lexicon.grammar.get("verb_first"):
        return False  # there "and" opens what a verb is told of, and any sentence
    if any(cue.last < q.first < number for q in view.reading.numbers_in(view.sentence)):
        return False  # "there are still 400 missing and 900 displaced"
    joins = word_sets(view.reading.lexicon, "speakers")["joins"]
    written = view.reading.text[cue.end : view.reading.starts[number]].lower().split()
    if kind is Kind.STOCK and asked.verb < number and "," in view.words[cue.last + 1 : asked.verb]:
        return True
    if joins.isdisjoint(written):
        return False  # "o balanço É de 25 mortos"
    joint = next((k for k in range(number - 1, cue.last, -1) if view.words[k] in joins), None)
    return joint is not None and asked.verb > joint


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
    view, number = asked.view, asked.number.start
    if kind is not Kind.FLOW or not cue.last < number or view.last_of("linking", cue.first) != number - 1:
        return False
    nouns = view.reading.lexicon.grammar.get("number_nouns", ())
    return asked.linked or any(view.words[k] in nouns for k in range(asked.first, cue.first))


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
    if cue.first < asked.number.start <= cue.last:
        return True  # "shells CAME CLOSE TO 900 people"
    to = view.reading.lexicon.asked("recounts", "to").by_last
    straight = after == asked.number.start and cue.last > cue.first and view.words[cue.last] in to
    if straight and asked.term in COUNTED_UP:
        return False  # "casualties HAVE MOUNTED TO 120 dead"
    if view.last_of("linking", cue.first) != cue.last or after in view.starting("terms"):
        return False
    return cue.phrase.role != "adverbs" or view.last_of("passive", after) is None


def _leads_on(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether it leads to the next number: "nine were hurt, BRINGING the total to 758"."""
    led = asked.led or cue.phrase.role == "bringing"
    return led and kind is Kind.CUMULATIVE and cue.first > asked.near and cue.phrase.role != "adverbs"


def _goes_home(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether it is a part of a longer word that tells what happened: "1,000 have gone HOME TO Batken"."""
    return kind is Kind.STOCK and any(c.first < cue.first for c in asked.view.ending("terms").get(cue.first, ()))


def _of_others(asked: Asked, cue: Cue, kind: Kind) -> bool:
    """Tell whether it labels another term: a "toll" tells of the dead."""
    if asked.term is None or asked.term in TOLL:
        return False
    own = {asked.term, Term.FLED} if kind is Kind.FLOW and asked.term in ARRIVE else {asked.term}
    return any(c.phrase.key not in own for c in asked.view.starting("labels").get(cue.first, ()))  # "refugees FLED"


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
    _of_events, _only_number, _was_left, _stands, _is_going_on, _was_before, _of_joined, _of_earlier, _of_things, _once,
    _remained, _links, _heads_nothing, _leads_on, _leads_elsewhere, _goes_home, _of_others, _is_reckoned,
    _left_over, _of_deed, _in_time, _was_finished,
)  # fmt: skip
