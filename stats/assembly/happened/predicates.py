"""The predicates around a count: what stands before it and after it in its clause that may tell what happened."""

from collections.abc import Callable
from dataclasses import dataclass

from stats.assembly.counted.counts import Count, is_pronoun, most_of, opens_clause
from stats.assembly.counted.nouns import HOUSING, Noun
from stats.assembly.counted.terms import LOSS, Predicate, of_noun
from stats.assembly.happened.apart import names_place, of_total, only_goes, without_next_label, without_receiving
from stats.assembly.happened.following import after
from stats.assembly.happened.governing import before, goods_before, homes_of, skip_left
from stats.assembly.happened.insertions import over_brackets, over_parts
from stats.assembly.happened.movements import at_work, leads_to
from stats.assembly.happened.particles import split_verb
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue
from stats.vocabulary import Term, Unit


@dataclass(slots=True)
class _Around:
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


def predicates(view: View, counts: list[Count], i: int, count: Count) -> list[Predicate]:
    """Fill the predicates to the left and right of a count and return those inside its noun.

    Also settle whether only a share of the count is told of (count.base), and give a share the unit of its whole.
    counts: all of the sentence, in order. i: the position of the count among them.
    """
    q, unit = count.quantity, count.unit
    around = _reach(view, counts, i, count)
    end, limit = around.end, around.limit
    if view.first_of("negations", q.first - 1) is not None:
        count.base = True  # "none of the 300 was hurt": they are there, and nothing happened to them
        return of_noun(around.noun)
    count.base = _only_whole(view, counts, i, count)
    if (lost := _of_their_things(around)) is not None:
        count.right = [lost]
        return of_noun(around.noun)
    unit = count.unit
    count.right = after(view, end, limit, unit, bare=around.noun is None and not _definite(view, q))
    if not i and around.noun is not None and (comma := _opens_with(view, q, end, limit)) is not None:
        count.right = [p for p in count.right if p.cue.first < comma]  # "WITH 900 refugees, the isle is the worst hit"
    if around.noun is None:
        count.right = without_next_label(view, count.right, end, limit)
        count.right = without_receiving(view, count.right)
    if not count.right and unit is Unit.HOUSEHOLD:
        hit = [p for p in after(view, end, limit, Unit.DWELLING) if p.term is Term.HOUSING_DAMAGED]
        count.right = [Predicate(p.cue, p.how, Term.AFFECTED) for p in hit]  # "78 families are still flooded"
    if count.base:
        count.right = _said_of_whole(view, count.right, end)
        return of_noun(around.noun)
    split = split_verb(view, q, end, unit)
    count.left = before(view, q, unit) if split is None else [split]
    for sift in (*_SIFTS_OF_LEFT, *_SIFTS) if count.left else _SIFTS:
        sift(around)
    return of_noun(around.noun)


def _reach(view: View, counts: list[Count], i: int, count: Count) -> _Around:
    """Return a count with its noun and how far its clause reaches; a share takes the noun and unit of its whole."""
    q, noun = count.quantity, count.noun
    whole = _whole_of(counts, i)
    later = i + 1 if whole is None else whole + 1
    limit = counts[later].quantity.first if later < len(counts) else view.sentence.last
    if whole is not None:
        base = counts[whole]
        noun = noun or base.noun
        count.unit, count.unit_cue = count.unit or base.unit, count.unit_cue or base.unit_cue
    if count.bracket is not None:
        limit = min(limit, view.closers[count.bracket])
    else:
        beyond = over_parts(view, counts, i)
        limit = over_brackets(view, counts, later - 1, limit) if beyond is None else beyond
    end = noun.end if noun else _after_pronoun(view, q)
    if noun is not None and _closes_list(view, end):
        limit = end
    return _Around(view, counts, i, count, noun, end, limit)


def _only_whole(view: View, counts: list[Count], i: int, count: Count) -> bool:
    """Tell whether a count is only the whole of which another is a share: what happened is said of the share."""
    q = count.quantity
    later = (_whole_of(counts, i) or i) + 1
    if (later < len(counts) and opens_clause(view, q)) or most_of(view, q):
        return True
    return count.unit != Unit.DWELLING and any(c.quantity.base is q for c in counts)


def _whole_of(counts: list[Count], i: int) -> int | None:
    """Return the position of the count that the one at position i is a share of, None where it is no share."""
    base = counts[i].quantity.base
    if base is None:
        return None
    return next((k for k in range(i + 1, len(counts)) if counts[k].quantity is base), None)


def _of_their_things(around: _Around) -> Predicate | None:
    """Return what it means to people that their homes or goods are ruined, None where the clause tells of no such."""
    view, q = around.view, around.count.quantity
    if around.count.unit is Unit.DWELLING:
        return None
    homes, goods = homes_of(view, q) is not None, goods_before(view, q) is not None
    ruined = after(view, around.end, around.limit, Unit.DWELLING) if homes or goods else []
    if homes and (lost := [p for p in ruined if p.term in LOSS]):
        return Predicate(lost[0].cue, lost[0].how, LOSS[lost[0].term])
    hit = next((p for p in ruined if p.term in HOUSING), None) if goods else None
    return Predicate(hit.cue, hit.how, Term.AFFECTED) if hit is not None else None  # "the crops of 5,000 households"


def _said_of_whole(view: View, told: list[Predicate], end: int) -> list[Predicate]:
    """Return what is told of a whole by a relative clause right after it: "of the 900 WHO HAD FLED, 200 are back"."""
    if view.words[end : end + 1] == ["("]:
        end = view.closers.get(end, end) + 1  # "of the 3,100 households (21,700 people) WHOM it reported as displaced"
    whom = view.reading.lexicon.words("objects").issuperset(view.words[end : end + 1])
    said = _SAID_OF_WHOM if whom else _SAID_OF_BASE
    near = range(end, end + (said if view.has("relatives", end) else 1))
    return [p for p in told if p.cue.first in near]


def _leading(around: _Around) -> None:
    """Take out words of moving before a count whose clause leads on to what is done with those counted."""
    view, count = around.view, around.count
    if leads_to(view, around.end, around.limit):
        count.left = [p for p in count.left if not view.has("moves", p.cue.first)]


def _giving(around: _Around) -> None:
    """Take out giving that gives a number: "the report GIVES 111,283 affected"."""
    view, count = around.view, around.count
    head = around.noun.head if around.noun is not None else None
    if head is not None and head.phrase.table == "terms" and not view.ending("units").get(head.last):
        count.left = [p for p in count.left if p.term is not Term.IN_NEED]
    count.left = [p for p in count.left if p.term is not Term.IN_NEED or not of_total(view, p.cue)]
    if not _gets_something(view, around.end, around.limit):
        count.left = [p for p in count.left if p.term is not Term.IN_NEED or not view.has("handing", p.cue.first)]


def _claiming(around: _Around) -> None:
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


def _reaped(around: _Around) -> None:
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
    while k > view.sentence.first and view.words[k] in lexicon.words("auxiliaries") | lexicon.words("perfect"):
        k -= 1
    return view.words[k] in lexicon.words("reapers") and view.words[told.cue.first] in lexicon.words("captured")


_TAKEN = frozenset({Term.EVACUATED, Term.DETAINED})


def _arriving(around: _Around) -> None:
    """Take out an arrival of what is for those counted: "trucks with FOOD FOR 4,000 people ARRIVED"."""
    lexicon, count = around.view.reading.lexicon, around.count
    for_them = any(p.term is Term.IN_NEED and p.cue.phrase.words[-1] in lexicon.words("recipients") for p in count.left)
    if for_them:
        arriving = lexicon.words("arriving")
        count.right = [p for p in count.right if around.view.words[p.cue.last] not in arriving]


def _fetching(around: _Around) -> None:
    """Take out bringing away where a bare number is its price: "the vase FETCHED 12 million"."""
    if around.bare:
        around.count.left = [p for p in around.count.left if not around.view.has("fetching", p.cue.first)]


def _gets_something(view: View, end: int, limit: int) -> bool:
    """Tell whether a gift follows people at once: "gave 300 families BLANKETS", not "the portal gave 300 people in"."""
    if end >= limit or not view.words[end].isalpha():
        return False
    lexicon, word = view.reading.lexicon, view.words[end]
    if word in lexicon.words("numeral_articles") or word in lexicon.words("articles"):
        return True
    return not (view.has("np_stops", end) or view.has("conjunctions", end) or word in lexicon.words("numeral_of"))


def _at_work(around: _Around) -> None:
    """Take out arms and flight from those who are at work: "MOBILIZED 60 volunteers"."""
    view, count = around.view, around.count
    if around.noun is not None and at_work(view, around.noun.end):
        count.left = [p for p in count.left if p.term is not Term.ARMED]
        count.right = [p for p in count.right if not only_goes(view, p)]


def _on_duty(around: _Around) -> None:
    """Take out what those in arms do by moving: "1,000 policemen MOVED IN", "200 troops ENTERED the camp"."""
    noun, count = around.noun, around.count
    if noun is not None and any(c.phrase.key == Term.ARMED for c in noun.terms):
        active = [p for p in count.right if p.term in _MOVED_IN and p.cue.phrase.role in ("does", "did")]
        count.right = [p for p in count.right if p not in active and p.how != "lodged"]


_MOVED_IN = frozenset({Term.DISPLACED, Term.EVACUATED})


def _of_towns(around: _Around) -> None:
    """Take out what happened to a place that is told with its people: "the town of 27,000 WAS BURNED DOWN"."""
    view, count = around.view, around.count
    if around.noun is None and any(p.cue.phrase.role == "hosts" and p.term is Term.POPULATION for p in count.left):
        count.right = [p for p in count.right if p.term not in HOUSING]
    if any(names_place(view, p, around.end) for p in count.left):
        count.right = []  # "the city, home to 3 million people, was hit", "in Sittwe, a port CITY OF 150,000 people"


def _brought_about(around: _Around) -> None:
    """Take out a verb of causing before what it causes; where that is only displaced, the verb itself tells more."""
    view, count = around.view, around.count
    if count.left and any(view.has("causatives", p.cue.first) for p in count.left):
        brought_about = bool(count.right) and count.right[0].term != Term.DISPLACED
        count.left, count.right = ([], count.right) if brought_about else (count.left, [])


def _sought(around: _Around) -> None:
    """Take out a search for those of whom a clause tells more: "SEARCHING for three children who are trapped"."""
    count = around.count
    sought = bool(count.left) and count.left[0].term is Term.MISSING and count.left[0].cue.phrase.role == "acts"
    if sought and count.right and around.view.has("relatives", around.end):
        count.left = []


def _far_after(around: _Around) -> None:
    """Take out what does not follow at once on a count of which words before it tell."""
    view, count, end = around.view, around.count, around.end
    bracketed = count.bracket is None and view.words[end : end + 1] == ["("]
    near = view.closers.get(end, end) + 1 if bracketed else end
    if count.right and count.right[0].cue.first > near + 1 and any(p.cue.phrase.role != "hosts" for p in count.left):
        count.right = []


def _lodging_after(around: _Around) -> None:
    """Take out where those stay of whom more is told, and what was wrecked besides: "uprooted 50 and WRECKED roads"."""
    view, count = around.view, around.count
    if any(p.term != Term.POPULATION for p in count.left) or is_pronoun(view, count):
        count.right = [p for p in count.right if p.how != "lodged"]
        if around.bare and any(p.term not in HOUSING for p in count.left):
            count.right = [p for p in count.right if p.term not in HOUSING]


def _of_those_before(around: _Around) -> None:
    """Take out what is not said of a part of people counted before: "2,900 families, of which 460 PARTIALLY"."""
    count = around.count
    if around.bare and _of_people(around.counts, around.i):
        count.right = [p for p in count.right if p.term not in HOUSING]
    if is_pronoun(around.view, count):
        count.left = [p for p in count.left if p.term != Term.POPULATION]  # "the camp HAS 3,210 of them"


_SIFTS: tuple[Callable[[_Around], None], ...] = (
    _at_work, _on_duty, _of_towns, _brought_about, _sought, _far_after, _lodging_after, _of_those_before,
)  # fmt: skip
_SIFTS_OF_LEFT: tuple[Callable[[_Around], None], ...] = (
    _leading, _giving, _claiming, _reaped, _arriving, _fetching,
)  # fmt: skip
"""Those that are asked first, of what stands before a count."""


def _opens_with(view: View, q: Quantity, end: int, limit: int) -> int | None:
    """Return the comma after a count that only goes with what a sentence then tells; None where it is the subject."""
    first = view.sentence.first
    if view.words[first] not in view.reading.lexicon.words("by_means") or skip_left(view, q.first - 1) != first:
        return None
    return next((k for k in range(end, limit) if view.words[k] == ","), None)


_SAID_OF_BASE = 4  # tokens of "who", its auxiliaries and the verb
_SAID_OF_WHOM = 12  # tokens of "whom", who did it and the verb


def _of_people(counts: list[Count], i: int) -> bool:
    """Tell whether the counts before a bare one are all of people."""
    named = [c.unit for c in counts[:i] if c.noun is not None and c.unit is not None]
    return bool(named) and Unit.DWELLING not in named


def _after_pronoun(view: View, q: Quantity) -> int:
    """Return the token after a bare number and the pronoun it is of: "1,500 OF WHICH are destroyed", "3 OTHERS, …"."""
    whole = view.last_of("share_whole", q.last + 1)
    end: int = q.last if whole is None else whole
    for cue in view.starting("more").get(q.last + 1, ()):
        end = max(end, cue.last) if cue.phrase.role == "after" else end
    return end + 1


def _closes_list(view: View, end: int) -> bool:
    """Tell whether a count only adds a part to the one before: "98 were hurt, two women AMONG THEM, and 12 died"."""
    parts = [c.last + 1 for c in view.starting("including").get(end, ()) if c.phrase.role == "part_after"]
    if not parts or max(parts) >= view.sentence.last:
        return bool(parts)
    k = max(parts)
    return view.words[k] in ".;" or (view.words[k] == "," and view.last_of("conjunctions", k + 1) is not None)


def _definite(view: View, q: Quantity) -> bool:
    """Tell whether a bare number stands for people named before: "the other 33 … had been killed"."""
    k = q.first - 1
    return view.first_of("more", k, "before") is not None or view.words[k] in view.reading.lexicon.words("articles")
