"""The predicates around a count: what stands before it and after it in its clause that may tell what happened."""

from stats.assembly.apart import names_place, of_total, only_goes
from stats.assembly.counts import Count, is_pronoun, most_of, opens_clause
from stats.assembly.following import after
from stats.assembly.governing import before, goods_before, homes_of, skip_left
from stats.assembly.movements import at_work, leads_to
from stats.assembly.neighbours import over_brackets, over_parts
from stats.assembly.nouns import HOUSING
from stats.assembly.terms import LOSS, Predicate, of_noun
from stats.assembly.view import View
from stats.readers.quantity import Quantity
from stats.vocabulary import Term, Unit


def predicates(view: View, counts: list[Count], i: int, count: Count) -> list[Predicate]:
    """Fill the predicates to the left and right of a count and return those inside its noun.

    Also settle whether only a share of the count is told of (count.base), and give a share the unit of its whole.
    counts: all of the sentence, in order. i: the position of the count among them.
    """
    q = count.quantity
    noun = count.noun
    base = next((c for c in counts[i + 1 :] if c.quantity is q.base), None) if q.base is not None else None
    later = i + 1 if base is None else counts.index(base) + 1
    limit = counts[later].quantity.first if later < len(counts) else view.sentence.last
    if base is not None:
        noun = noun or base.noun
        count.unit, count.unit_cue = count.unit or base.unit, count.unit_cue or base.unit_cue
    if count.bracket is not None:
        limit = min(limit, view.closers[count.bracket])
    else:
        limit = over_brackets(view, counts, later - 1, limit)
        if (beyond := over_parts(view, counts, i)) is not None:
            limit = beyond
    end = noun.end if noun else _after_pronoun(view, q)
    if noun is not None and _closes_list(view, end):
        limit = end
    if view.first_of("negations", q.first - 1) is not None:
        count.base = True  # "none of the 300 was hurt": they are there, and nothing happened to them
        return of_noun(noun)
    opens = (later < len(counts) and opens_clause(view, q)) or most_of(view, q)
    count.base = opens or (count.unit != Unit.DWELLING and _is_base(counts, q))
    if count.unit is not Unit.DWELLING and homes_of(view, q) is not None:
        lost = after(view, end, limit, Unit.DWELLING)
        count.right = [Predicate(p.cue, p.how, LOSS[p.term]) for p in lost if p.term in LOSS]
        if count.right:
            return of_noun(noun)
    if count.unit is not Unit.DWELLING and goods_before(view, q) is not None:
        ruined = [p for p in after(view, end, limit, Unit.DWELLING) if p.term in HOUSING]
        count.right = [Predicate(p.cue, p.how, Term.AFFECTED) for p in ruined[:1]]
        if count.right:
            return of_noun(noun)  # "the crops of 5,000 households were destroyed"
    count.right = after(view, end, limit, count.unit, bare=noun is None and not _definite(view, q))
    if not i and noun is not None and (comma := _opens_with(view, q, end, limit)) is not None:
        count.right = [p for p in count.right if p.cue.first < comma]  # "WITH 900 refugees, the isle is the worst hit"
    if not count.right and count.unit is Unit.HOUSEHOLD:
        hit = [p for p in after(view, end, limit, Unit.DWELLING) if p.term is Term.HOUSING_DAMAGED]
        count.right = [Predicate(p.cue, p.how, Term.AFFECTED) for p in hit]  # "78 families are still flooded"
    if count.base:
        whom = view.reading.lexicon.words("objects").issuperset(view.words[end : end + 1])
        said = _SAID_OF_WHOM if whom else _SAID_OF_BASE
        told = range(end, end + (said if view.has("relatives", end) else 1))
        count.right = [p for p in count.right if p.cue.first in told]  # "of the 900 who had fled, 200 are back"
        return of_noun(noun)
    count.left = before(view, q, count.unit)
    if leads_to(view, end, limit):
        count.left = [p for p in count.left if not view.has("moves", p.cue.first)]
    head = noun.head if noun is not None else None
    if head is not None and head.phrase.table == "terms" and not view.ending("units").get(head.last):
        count.left = [p for p in count.left if p.term is not Term.IN_NEED]  # "the report gives 111,283 affected"
    count.left = [p for p in count.left if p.term is not Term.IN_NEED or not of_total(view, p.cue)]
    if noun is not None and at_work(view, noun.end):
        count.left = [p for p in count.left if p.term is not Term.ARMED]  # "mobilized 60 volunteers"
        count.right = [p for p in count.right if not only_goes(view, p)]
    if noun is None and any(p.cue.phrase.role == "hosts" and p.term is Term.POPULATION for p in count.left):
        count.right = [p for p in count.right if p.term not in HOUSING]  # "the town of 27,000 was burned down"
    if any(names_place(view, p, end) for p in count.left):
        count.right = []  # "the city, home to 3 million people, was hit", "in Sittwe, a port CITY OF 150,000 people"
    if count.left and any(view.has("causatives", p.cue.first) for p in count.left):
        brought_about = bool(count.right) and count.right[0].term != Term.DISPLACED
        count.left, count.right = ([], count.right) if brought_about else (count.left, [])
    sought = bool(count.left) and count.left[0].term is Term.MISSING and count.left[0].cue.phrase.role == "acts"
    if sought and count.right and view.has("relatives", end):
        count.left = []  # "searching for three children WHO ARE TRAPPED inside"
    near = end if count.bracket is not None or view.words[end : end + 1] != ["("] else view.closers.get(end, end) + 1
    if count.right and count.right[0].cue.first > near + 1 and any(p.cue.phrase.role != "hosts" for p in count.left):
        count.right = []
    if (count.left and any(p.term != Term.POPULATION for p in count.left)) or is_pronoun(view, count):
        count.right = [p for p in count.right if p.how != "lodged"]
        if noun is None and count.unit is None and any(p.term not in HOUSING for p in count.left):
            count.right = [p for p in count.right if p.term not in HOUSING]  # "displaced 500 and wrecked bridges"
    if noun is None and count.unit is None and _of_people(counts, i):
        count.right = [p for p in count.right if p.term not in HOUSING]  # "2,900 families, of which 460 partially"
    if is_pronoun(view, count):
        count.left = [p for p in count.left if p.term != Term.POPULATION]  # "the camp has 3,210 of them"
    return of_noun(noun)


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


def _is_base(counts: list[Count], q: Quantity) -> bool:
    """Tell whether a number is what a share is of: what happened is then said of the share, not of the whole."""
    return any(c.quantity.base is q for c in counts)
