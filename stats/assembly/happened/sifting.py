"""What the words around a count tell of something else: one sift for each way, asked in turn.

A verb or noun beside a count may be told of a price, of those who bring help, of a place, of a search. Each sift takes
such words out of what may tell what happened to those counted.
"""

from collections.abc import Callable
from dataclasses import dataclass

from stats.assembly.counted.counts import Count, is_pronoun
from stats.assembly.counted.nouns import Noun
from stats.assembly.counted.terms import Predicate
from stats.assembly.happened.apart import names_place, of_total, only_goes, raises_total
from stats.assembly.happened.movements import at_work, leads_to
from stats.assembly.view import View
from stats.readers.reading import Cue
from stats.readers.wordsets import word_sets
from stats.vocabulary import HOUSING, LODGED, Term, Unit


@dataclass(slots=True)
class Around:
    """A count with what its clause tells, while words that speak of something else are taken out.

    noun: its noun, or that of the whole it is a share of. end: token after the count and its noun. limit: token to
    which its clause reaches.
    """

    view: View
    counts: list[Count]
    i: int
    count: Count
    noun: Noun | None
    end: int
    limit: int

    @property
    def bare(self) -> bool:
        """Whether neither a noun nor a unit says who is counted."""
        return self.noun is None and self.count.unit is None


def _leading(around: Around) -> None:
    """Take out words of moving before a count whose clause leads on to what is done with those counted."""
    view, count = around.view, around.count
    if leads_to(view, around.end, around.limit):
        count.left = [p for p in count.left if not view.has("moves", p.cue.first)]


def _giving(around: Around) -> None:
    """Take out giving that gives a number: "the report GIVES 111,283 affected"."""
    view, count = around.view, around.count
    head = around.noun.head if around.noun is not None else None
    if head is not None and head.phrase.table == "terms" and not view.ending("units").get(head.last):
        count.left = [p for p in count.left if p.term is not Term.IN_NEED]
    count.left = [p for p in count.left if p.term is not Term.IN_NEED or not _of_number(view, p.cue)]
    if around.bare and any(view.has("totals", k) for k in range(view.sentence.first, count.quantity.first)):
        count.left = [p for p in count.left if p.term is not Term.IN_NEED]  # "THE NUMBER is expected to REACH 600"
    if not _gets_something(view, around.end, around.limit):
        count.left = [p for p in count.left if p.term is not Term.IN_NEED or not view.has("handing", p.cue.first)]


def _of_number(view: View, cue: Cue) -> bool:
    """Tell whether it is a number that reaches another, and no help that reaches people."""
    return of_total(view, cue) or raises_total(view, cue)


def _claiming(around: Around) -> None:
    """Take out a claim that only tells a count of harmed homes: "the mayor CLAIMS 300 flooded houses"."""
    view, count = around.view, around.count
    if around.noun is None or not any(c.phrase.key in HOUSING for c in around.noun.terms):
        return
    count.left = [p for p in count.left if not _is_claim(view, p.cue)]


def _is_claim(view: View, cue: Cue) -> bool:
    """Tell whether a verb of ruin may be one of telling, and no hazard is its doer."""
    said = any(c.phrase.key in _TELLS for c in view.starting("attributions").get(cue.first, ()))
    doer = range(max(view.sentence.first, cue.first - _DOER), cue.first)
    return said and not any(view.has("hazards", k) for k in doer)


_TELLS = frozenset({"say", "count"})
_DOER = 3  # tokens from a hazard to its verb: "the FIRE has claimed"


def _reaped(around: Around) -> None:
    """Let what hunger, illness or a wave takes be dead: "HUNGER has carried off 40 children", "the SEA took 12 men"."""
    view, count = around.view, around.count
    if around.noun is None or around.count.unit is Unit.DWELLING:
        return
    count.left = [Predicate(p.cue, p.how, Term.KILLED) if _is_reaped(view, p) else p for p in count.left]


def _is_reaped(view: View, told: Predicate) -> bool:
    """Tell whether what takes people away is no person: a hunger, an illness, a wave."""
    if told.how != "before" or told.term not in _TAKEN or told.cue.phrase.role not in ("acts", "done"):
        return False
    lexicon, k = view.reading.lexicon, told.cue.first - 1
    while k > view.sentence.first and view.words[k] in lexicon.words("auxiliaries", "perfect"):
        k -= 1
    return view.words[k] in lexicon.words("reapers") and view.words[told.cue.first] in lexicon.words("captured")


_TAKEN = frozenset({Term.EVACUATED, Term.DETAINED})


def _picked_up(around: Around) -> None:
    """Let those be detained whom police or soldiers pick up: "TROOPS in the port have PICKED UP 300 gang members"."""
    view, count = around.view, around.count
    picking, lawmen = view.reading.lexicon.words("picking"), view.reading.lexicon.words("lawmen")
    for i, p in enumerate(count.left):
        if p.term is Term.OTHER and p.cue.first < p.cue.last and view.words[p.cue.first] in picking:
            before = view.words[max(view.sentence.first, p.cue.first - _LAWMEN) : p.cue.first]
            if not lawmen.isdisjoint(before):
                count.left[i] = Predicate(p.cue, p.how, Term.DETAINED)


_LAWMEN = 10  # tokens from police or soldiers to their verb


def _arriving(around: Around) -> None:
    """Take out an arrival of what is for those counted: "trucks with FOOD FOR 4,000 people ARRIVED"."""
    lexicon, count = around.view.reading.lexicon, around.count
    for_them = any(p.term is Term.IN_NEED and p.cue.phrase.words[-1] in lexicon.words("recipients") for p in count.left)
    if for_them:
        arriving = lexicon.words("arriving")
        count.right = [p for p in count.right if around.view.words[p.cue.last] not in arriving]
        count.right = [p for p in count.right if p.term is not Term.STRANDED]  # "AID FOR 900 IDPs is STUCK"


def _fetching(around: Around) -> None:
    """Take out bringing away where a bare number is its price: "the vase FETCHED 12 million"."""
    if around.bare:
        around.count.left = [p for p in around.count.left if not around.view.has("fetching", p.cue.first)]


def _costing(around: Around) -> None:
    """Take out what a bare number only costs those who trade: "the COMPANY lost 34 million", "the bank's loss"."""
    view, count = around.view, around.count
    if around.bare and (lost := [p for p in count.left if p.term in _LOST and view.has("loses", p.cue.first)]):
        k = lost[0].cue.first - 1
        lexicon = view.reading.lexicon
        while k > view.sentence.first and view.words[k] in lexicon.words("perfect", "auxiliaries"):
            k -= 1
        if view.words[k] in lexicon.words("traders"):
            count.left = [p for p in count.left if p not in lost]


_LOST = frozenset({Term.KILLED, *HOUSING})


def _gets_something(view: View, end: int, limit: int) -> bool:
    """Tell whether a gift follows people at once: "gave 300 families BLANKETS", not "the portal gave 300 people in"."""
    if end >= limit or not view.words[end].isalpha():
        return False
    lexicon, word = view.reading.lexicon, view.words[end]
    if word in lexicon.words("numeral_articles") or word in lexicon.words("articles"):
        return True
    return not (view.has("np_stops", end) or view.has("conjunctions", end) or word in lexicon.words("numeral_of"))


def _at_work(around: Around) -> None:
    """Take out arms and flight from those who are at work: "MOBILIZED 60 volunteers"."""
    view, count = around.view, around.count
    if around.noun is not None and at_work(view, around.noun.end):
        count.left = [p for p in count.left if p.term is not Term.ARMED]
        count.right = [p for p in count.right if not only_goes(view, p)]


def _on_duty(around: Around) -> None:
    """Take out what those in arms do by moving or staying: "1,000 police MOVED IN", "troops in THE BESIEGED city".

    Who leaves under arms flees only where the clause says so.
    """
    view, noun, count = around.view, around.noun, around.count
    if noun is not None and any(c.phrase.key == Term.ARMED for c in noun.terms):
        flight = word_sets(view.reading.lexicon, "places")["fleeing"]
        moved = _MOVED_IN if flight.any(view.words[around.end : around.limit]) else _MOVED_IN | _LEFT
        crosses = view.reading.lexicon.words("crosses")
        active = [p for p in count.right if p.term in moved and p.cue.phrase.role in ("does", "did")]
        active = [p for p in active if view.words[p.cue.first] not in crosses]  # deserters may: nobody knows
        held = [p for p in count.right if p.term is Term.STRANDED and view.has("place_prepositions", p.cue.first)]
        held += [p for p in count.right if p.term is Term.STRANDED and _has_object(view, p.cue)]
        held += [p for p in count.right if _digs_in(view, noun, p)]
        count.right = [p for p in count.right if p not in active and p not in held and p.how != "lodged"]


def _digs_in(view: View, noun: Noun, told: Predicate) -> bool:
    """Tell whether those in arms only hold out where they are: "900 militants are HOLED UP in the town", "IN THE CAMP".

    They may shelter as others do, and those who bore arms before live somewhere: "900 FORMER rebels live in camps".
    """
    lexicon = view.reading.lexicon
    if not lexicon.words("formerly").isdisjoint(view.words[noun.first : noun.end]):
        return False
    holds = not lexicon.words("holding_out").isdisjoint(told.cue.phrase.words)
    there = told.term in LODGED and told.cue.phrase.role == "states"
    return there or (holds and (told.term in LODGED or told.term is Term.STRANDED))


def _has_object(view: View, cue: Cue) -> bool:
    """Tell whether those in arms do to somebody what a participle tells: "700 rebels SURROUNDED THE base"."""
    articles = view.reading.lexicon.words("articles", "numeral_articles")
    objects = not articles.isdisjoint(view.words[cue.last + 1 : cue.last + 2])
    return cue.phrase.role == "done" and objects and view.last_of("passive", cue.first - 1) is None


_MOVED_IN = frozenset({Term.DISPLACED, Term.EVACUATED})
_LEFT = frozenset({Term.FLED, Term.REFUGEE})


def _of_towns(around: Around) -> None:
    """Take out what happened to a place that is told with its people: "the town of 27,000 WAS BURNED DOWN"."""
    view, count = around.view, around.count
    if around.noun is None and any(p.cue.phrase.role == "hosts" and p.term is Term.POPULATION for p in count.left):
        count.right = [p for p in count.right if p.term not in HOUSING]
    if any(names_place(view, p, around.end) for p in count.left):  # "in Sittwe, a port CITY OF 150,000 people"
        count.right = [p for p in count.right if p.term in _WITH_TOWN]  # "the city, home to 3 million, was hit"


_WITH_TOWN = frozenset({Term.STRANDED, Term.EVACUATED, Term.RELOCATED})  # what befalls a town and all who live there


def _brought_about(around: Around) -> None:
    """Take out a verb of causing before what it causes; where that is only displaced, the verb itself tells more."""
    view, count = around.view, around.count
    if count.left and any(view.last_of("causatives", p.cue.first) in (p.cue.first, p.cue.last) for p in count.left):
        brought_about = bool(count.right) and count.right[0].term != Term.DISPLACED
        count.left, count.right = ([], count.right) if brought_about else (count.left, [])


def _sought(around: Around) -> None:
    """Take out a search for those of whom a clause tells more: "SEARCHING for three children who are trapped"."""
    count = around.count
    sought = bool(count.left) and count.left[0].term is Term.MISSING and count.left[0].cue.phrase.role == "acts"
    if sought and count.right and around.view.has("relatives", around.end):
        count.left = []


def _far_after(around: Around) -> None:
    """Take out what does not follow at once on a count of which words before it tell."""
    view, count, end = around.view, around.count, around.end
    bracketed = count.bracket is None and view.words[end : end + 1] == ["("]
    near = view.closers.get(end, end) + 1 if bracketed else end
    if all(p.term is Term.IN_NEED for p in count.left) and count.right and count.right[0].term in _DRIVEN:
        near = _over_who(view, near)  # "food for 900 people WHO HAD BEEN FORCED to flee"
    if count.right and count.right[0].cue.first > near + 1 and any(p.cue.phrase.role != "hosts" for p in count.left):
        count.right = []


def _over_who(view: View, k: int) -> int:
    """Return the last token of "who had been" at a token, so that what follows it follows at once; else the token."""
    if not view.has("relatives", k):
        return k
    small = view.reading.lexicon.words("perfect", "auxiliaries", "passive_adverbs")
    while k + 2 < view.sentence.last and (view.words[k + 1] in small or view.last_of("passive", k + 1) is not None):
        k += 1
    return k


_DRIVEN = frozenset({Term.FLED, Term.DISPLACED, Term.REFUGEE, Term.HOMELESS, Term.RETURNED, Term.EVACUATED})


def _lodging_after(around: Around) -> None:
    """Take out where those stay of whom more is told, and what was wrecked besides: "uprooted 50 and WRECKED roads"."""
    view, count = around.view, around.count
    if not count.right:
        return
    if around.noun is not None and any(c.phrase.key == Term.OTHER for c in around.noun.terms):
        count.right = [p for p in count.right if p.term not in LODGED]  # "78 CASES OF CHOLERA were recorded in camps"
    if any(p.term != Term.POPULATION for p in count.left) or is_pronoun(view, count):
        count.right = [p for p in count.right if p.how != "lodged"]
        if around.bare and any(p.term not in HOUSING for p in count.left):
            count.right = [p for p in count.right if p.term not in HOUSING]


def _of_those_before(around: Around) -> None:
    """Take out what is not said of a part of people counted before: "2,900 families, of which 460 PARTIALLY"."""
    count = around.count
    if around.bare and _of_people(around.counts, around.i):
        count.right = [p for p in count.right if p.term not in HOUSING]
    if is_pronoun(around.view, count):
        count.left = [p for p in count.left if p.term != Term.POPULATION]  # "the camp HAS 3,210 of them"


def _of_people(counts: list[Count], i: int) -> bool:
    """Tell whether the counts before a bare one are all of people."""
    named = [c.unit for c in counts[:i] if c.noun is not None and c.unit is not None]
    return bool(named) and Unit.DWELLING not in named


def _free_again(around: Around) -> None:
    """Take out that people were cut off who then got away: "villagers TRAPPED by the fighting FLED to the hills"."""
    told, held = around.count.right, [p for p in around.count.right if p.term is Term.STRANDED]
    if around.noun is None or not held or held[0].cue.first != around.end or held[0].cue.phrase.role != "done":
        return
    last = held[0].cue.last
    away = [p for p in told if p.term in _AWAY and p.cue.first > last and p.cue.phrase.role in ("does", "did", "done")]
    finite = any(p.cue.phrase.role != "done" or around.view.last_of("passive", p.cue.first - 1) for p in away)
    if finite and not around.view.between("subordinators", last + 1, away[0].cue.first):
        around.count.right = [p for p in told if p is not held[0]]


_AWAY = frozenset({Term.FLED, Term.REFUGEE, Term.RETURNED, Term.EVACUATED})


SIFTS: tuple[Callable[[Around], None], ...] = (
    _at_work, _on_duty, _of_towns, _brought_about, _sought, _far_after, _lodging_after, _of_those_before, _free_again,
)  # fmt: skip
SIFTS_OF_LEFT: tuple[Callable[[Around], None], ...] = (
    _leading, _giving, _claiming, _reaped, _picked_up, _arriving, _fetching, _costing,
)  # fmt: skip
"""Those that are asked first, of what stands before a count."""
