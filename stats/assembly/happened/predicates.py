"""The predicates around a count: what stands before it and after it in its clause that may tell what happened."""

from stats.assembly.counted.counts import Count, most_of, opens_clause
from stats.assembly.counted.terms import LOSS, Predicate, of_noun, of_their_homes
from stats.assembly.happened.apart import without_next_label, without_receiving, without_things
from stats.assembly.happened.following import after
from stats.assembly.happened.governing import before, before_things, goods_before, homes_of, skip_left
from stats.assembly.happened.insertions import (
    over_brackets,
    over_correction,
    over_dwellers,
    over_parts,
    over_population,
)
from stats.assembly.happened.movements import driven
from stats.assembly.happened.particles import split_verb
from stats.assembly.happened.sifting import SIFTS, SIFTS_OF_LEFT, Around
from stats.assembly.happened.sizes import over_size
from stats.assembly.joints import is_participle
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.vocabulary import HOUSING, Term, Unit


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
    bare = around.noun is None and not _definite(view, q)
    count.right = after(view, end, limit, unit, bare=bare, forced=driven(view, q))
    if not i and around.noun is not None and (comma := _opens_with(view, q, end, limit)) is not None:
        count.right = [p for p in count.right if p.cue.first < comma]  # "WITH 900 refugees, the isle is the worst hit"
    if around.noun is None:
        count.right = without_next_label(view, q, count.right, end, limit)
        count.right = without_receiving(view, count.right)
    count.right = without_things(view, count.right, end, limit)
    if not count.right and unit is Unit.HOUSEHOLD:
        hit = [p for p in after(view, end, limit, Unit.DWELLING) if p.term is Term.HOUSING_DAMAGED]
        count.right = [Predicate(p.cue, p.how, Term.AFFECTED) for p in hit]  # "78 families are still flooded"
    if count.base:
        count.right = _said_of_whole(around, count.right)
        return of_noun(around.noun)
    split = split_verb(view, q, end, unit)
    count.left = before(view, q, unit) if split is None else [split]
    verb = view.last_of("passive", end) is not None
    if not count.left and not count.right and around.noun is not None:
        count.left = before_things(view, q, unit)
    if count.right or verb or (around.noun is not None and around.noun.terms):
        count.left = [p for p in count.left if not _only_claims(view, p)]
    for sift in (*SIFTS_OF_LEFT, *SIFTS) if count.left else SIFTS:
        sift(around)
    return of_noun(around.noun)


def _only_claims(view: View, told: Predicate) -> bool:
    """Tell whether a verb before those counted only says that somebody tells it: "the group CLAIMED 300 were moved"."""
    said = view.starting("attributions").get(told.cue.first, ())
    return told.cue.first == told.cue.last and any(c.phrase.role == "claims" for c in said)


def _reach(view: View, counts: list[Count], i: int, count: Count) -> Around:
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
    end = noun.end if noun else _after_pronoun(view, q if whole is None else counts[whole].quantity)
    if count.over is not None:
        end = count.over
        limit = next((c.quantity.first for c in counts[i + 1 :] if c.quantity.first >= end), view.sentence.last)
        return Around(view, counts, i, count, noun, end, limit)
    if noun is not None and _closes_list(view, end):
        limit = end
    elif (comma := _closing(view, q, end, limit)) is not None:
        limit = comma
    over = (over_dwellers, over_population, over_correction, over_size) if i + 1 < len(counts) else ()
    beyond = next((k for step in over if (k := step(view, count, counts[i + 1])) is not None), None)
    if beyond is not None:
        end, limit = beyond, counts[i + 2].quantity.first if i + 2 < len(counts) else view.sentence.last
    elif i and any(step(view, counts[i - 1], count) is not None for step in (over_dwellers, over_population)):
        limit = end
    return Around(view, counts, i, count, noun, end, limit)


def _closing(view: View, q: Quantity, end: int, limit: int) -> int | None:
    """Return the comma that closes the clause in which a count is the object of "which" or "who", None where none does.

    "The camp, WHICH COUNTED 900 people in May, has been closed and its residents sent home".
    """
    if "," not in view.words[end:limit]:
        return None
    k = skip_left(view, q.first - 1)
    small = view.reading.lexicon.words("auxiliaries", "perfect")
    if view.words[k] in small or any(c.phrase.key == "say" for c in view.ending("attributions").get(k, ())):
        return None
    while k > view.sentence.first and view.words[k - 1] in small:
        k -= 1
    if not view.has("relatives", k - 1) or view.words[k - 2] != ",":
        return None
    return next((j for j in range(end, limit) if view.words[j] == ","), None)


def _only_whole(view: View, counts: list[Count], i: int, count: Count) -> bool:
    """Tell whether a count is only the whole of which another is a share: what happened is said of the share."""
    q = count.quantity
    later = (_whole_of(counts, i) or i) + 1
    if (later < len(counts) and opens_clause(view, q)) or most_of(view, q):
        return True
    return any(c.quantity.base is q for c in counts)


def _whole_of(counts: list[Count], i: int) -> int | None:
    """Return the position of the count that the one at position i is a share of, None where it is no share."""
    base = counts[i].quantity.base
    if base is None:
        return None
    return next((k for k in range(i + 1, len(counts)) if counts[k].quantity is base), None)


def _of_their_things(around: Around) -> Predicate | None:
    """Return what it means to people that their homes or goods are ruined, None where the clause tells of no such."""
    view, q = around.view, around.count.quantity
    if around.count.unit is Unit.DWELLING:
        return None
    homes, goods = homes_of(view, q) is not None, goods_before(view, q) is not None
    ruined = after(view, around.end, around.limit, Unit.DWELLING) if homes or goods else []
    if homes and (lost := [p for p in ruined if p.term in LOSS]):
        return of_their_homes(lost[0], around.count.unit)
    hit = next((p for p in ruined if p.term in HOUSING), None) if goods else None
    return Predicate(hit.cue, hit.how, Term.AFFECTED) if hit is not None else None  # "the crops of 5,000 households"


def _said_of_whole(around: Around, told: list[Predicate]) -> list[Predicate]:
    """Return what is told of a whole by a relative clause right after it: "of the 900 WHO HAD FLED, 200 are back"."""
    view, end, q = around.view, around.end, around.count.quantity
    named = around.noun is not None or any(c.noun is not None and c.quantity.base is q for c in around.counts)
    if view.words[end : end + 1] == ["("]:
        end = view.closers.get(end, end) + 1  # "of the 3,100 households (21,700 people) WHOM it reported as displaced"
    whom = view.reading.lexicon.words("objects").issuperset(view.words[end : end + 1])
    said = _SAID_OF_WHOM if whom else _SAID_OF_BASE
    relative = view.has("relatives", end)
    known = _over_telling(view, end)  # "the 300,000 people ESTIMATED TO BE displaced"
    near = range(end, end + (said if relative else 1 + known))
    doing = end < view.sentence.last and is_participle(view, end)  # "of the 900 people SHELTERING in schools"
    deeds = not named or relative or doing or known > 0
    if not deeds:  # "of the 640 people EVACUATED since April" was done to them, though "evacuated" may be their deed
        done = {c.first for k in near for c in view.starting("terms").get(k, ()) if c.phrase.role == "done"}
        told = [p for p in told if p.cue.phrase.role not in _DEEDS or p.cue.first in done]
    inside = view.last_of("inside", end) is not None  # "half of the 2,000 people IN THE SHELTER are children"
    there = range(end, end + _SAID_OF_BASE + 1) if inside else ()
    of_whole = [p for p in told if p.cue.first in near or (p.how == "lodged" and p.cue.first in there)]
    if relative and len(of_whole) > 1:  # "315 of the 900 who FLED have returned": the main verb is told of the share
        of_whole = [p for p in of_whole if not _is_main(view, of_whole[0], p)]
    return of_whole


def _over_telling(view: View, k: int) -> int:
    """Return how many tokens lead to what people are only said to be: "ESTIMATED TO HAVE BEEN displaced"."""
    lexicon = view.reading.lexicon
    told = any(c.phrase.key in ("say", "count") for c in view.starting("attributions").get(k, ()))
    if k >= view.sentence.last or not (told or view.words[k] in lexicon.words("still_words")):
        return 0
    if view.words[k + 1 : k + 2] == [] or view.words[k + 1] not in lexicon.words("infinitives"):
        return 0
    j, small = k + 2, lexicon.words("auxiliaries", "perfect", "passive_adverbs")
    while j < view.sentence.last and (view.words[j] in small or view.last_of("passive", j) == j):
        j += 1
    return j - k


def _is_main(view: View, attribute: Predicate, told: Predicate) -> bool:
    """Tell whether an auxiliary right after what a relative clause tells makes a word the main verb."""
    k = attribute.cue.last + 1
    return k <= told.cue.first and view.words[k] in view.reading.lexicon.words("auxiliaries")


def _opens_with(view: View, q: Quantity, end: int, limit: int) -> int | None:
    """Return the comma after a count that only goes with what a sentence then tells; None where it is the subject."""
    first = view.sentence.first
    if view.words[first] not in view.reading.lexicon.words("by_means") or skip_left(view, q.first - 1) != first:
        return None
    return next((k for k in range(end, limit) if view.words[k] == ","), None)


_DEEDS = ("does", "did")  # not said of a whole without "who": "half of the 6,000 rebels DIED"
_SAID_OF_BASE = 4  # tokens of "who", its auxiliaries and the verb
_SAID_OF_WHOM = 12  # tokens of "whom", who did it and the verb


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
