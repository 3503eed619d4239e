"""What happened to those counted: the predicates around a number, and which of them speaks for it."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

from stats.assembly.joints import (
    governs_next,
    is_adverb,
    is_infinitive,
    is_joined,
    is_named_as,
    is_participle,
    is_relative,
    main_verb,
    only_leads,
)
from stats.assembly.lodging import CAMP_REACH, camp_in, camp_named, camp_where, housed
from stats.assembly.nouns import HOUSING, Noun
from stats.assembly.view import View
from stats.readers.quantity import Quantity
from stats.readers.reading import Cue
from stats.vocabulary import Term, Unit

# Where two terms fit one count, the more specific wins (GUIDE, Terms): "displaced people living in camps" are
# displaced, "militants killed" are killed. Equal numbers: the nearer one.
STRENGTH: dict[str, float] = {
    Term.KILLED: 9, Term.INJURED: 9, Term.MISSING: 9, Term.DETAINED: 9, Term.RETURNED: 8, Term.EVACUATED: 7,
    Term.RELOCATED: 7, Term.STRANDED: 7, Term.HOUSING_DESTROYED: 7, Term.HOUSING_DAMAGED: 6, Term.FLED: 6,
    Term.REFUGEE: 6.5, Term.DISPLACED: 5, Term.HOMELESS: 4.5, Term.IN_CAMP: 4, Term.SHELTERED: 3.5, Term.OTHER: 3,
    Term.ARMED: 2.5, Term.IN_NEED: 2, Term.AFFECTED: 1.5, Term.POPULATION: 1,
}  # fmt: skip
_DWELLING_TERMS = frozenset(
    {Term.HOUSING_DESTROYED, Term.HOUSING_DAMAGED, Term.EVACUATED, Term.AFFECTED, Term.OTHER}
)
_UNDONE = frozenset({Term.DETAINED, Term.STRANDED, Term.MISSING})
# Terms that say what people are and not what happened to them: a label beside them tells more.
BACKGROUND = frozenset({Term.ARMED, Term.POPULATION, Term.OTHER})
_DRIVEN = frozenset({Term.DISPLACED, Term.FLED, Term.HOMELESS})
_FREE = frozenset({Term.FLED, Term.EVACUATED, Term.RELOCATED})
_BEFORE = ("acts", "done", "hosts", "deeds")
_AFTER = ("does", "did", "done", "states")
_REACH = 34  # tokens between a number and the predicate after it
_ENDS, _DASHES = frozenset(";):"), frozenset("–—")
_TERMS: dict[str, Any] = {term.value: term for term in Term}


class Predicate:
    """A cue that speaks of a number, and how it was found: noun, before, after, link, label, far.

    term: the one that the cue tells, or that its clause makes of it; a key of the lexicon that is no term fits nothing.
    """

    __slots__ = ("cue", "how", "term")

    def __init__(self, cue: Cue, how: str, instead: Term | None = None) -> None:
        self.cue = cue
        self.how = how
        self.term: Term = instead or _TERMS.get(cue.phrase.key, cue.phrase.key)


def fits(term: str, unit: Unit | None) -> bool:
    """Tell whether a term can be said of a unit: dwellings are destroyed, people are not."""
    if term not in STRENGTH:  # the lexicon's "none": words that only look like a term
        return False
    if unit == Unit.DWELLING:
        return term in _DWELLING_TERMS
    return unit is None or term not in HOUSING or (unit == Unit.HOUSEHOLD and term == Term.HOUSING_DESTROYED)


def strongest(predicates: Iterable[Predicate], unit: Unit | None) -> Predicate | None:
    """Return the predicate of the most specific term that fits the unit; the first of equals."""
    best: Predicate | None = None
    pool = list(predicates)
    if len(pool) < 2:
        return pool[0] if pool and fits(pool[0].term, unit) else None
    if any((p.how == "before" and p.term == Term.OTHER) or (p.how == "after" and p.term in _FREE) for p in pool):
        pool = [p for p in pool if p.how != "noun" or p.term not in _UNDONE]  # "freed 57 prisoners", "900 inmates fled"
    if any((p.how == "before" and p.term in _DRIVEN) or (p.how == "after" and p.term is Term.HOMELESS) for p in pool):
        pool = [p for p in pool if p.how != "noun" or p.term != Term.REFUGEE]  # "displaced 2,000 refugees"
    people = {p.cue.first for p in pool if p.term not in HOUSING} if unit is None else set()
    for p in pool:
        if p.cue.first in people and p.term in HOUSING:
            continue  # "floods hit half a million": without a noun, people are meant
        if fits(p.term, unit) and (best is None or _rank(p) > _rank(best)):
            best = p
    return best


def _rank(predicate: Predicate) -> tuple[float, bool]:
    """Rank by specificity; of one term's words a noun in a label tells more than what goes with it."""
    return STRENGTH[predicate.term], predicate.how == "link" and predicate.cue.phrase.role == "nouns"


def of_noun(noun: Noun | None) -> list[Predicate]:
    """Return the predicates inside a noun phrase: "displaced people", "IDPs", "injured soldiers"."""
    return [Predicate(c, "noun") for c in noun.terms] if noun else []


def after(view: View, begin: int, limit: int, unit: Unit | None, *, bare: bool = False) -> list[Predicate]:
    """Return the predicates to the right of a count, in the same clause and before the next count.

    begin: token after the noun. limit: token of the next count, or the sentence's end. bare: the noun is left out. The
    first predicate counts; a second only where the first is an attribute ("people living in camps | were evacuated")
    or it is joined to it ("were affected and evacuated").
    """
    words = view.words
    terms, closers, turns = view.starting("terms"), view.closers, view.tokens("subordinators")
    found: list[Predicate] = []
    attribute = False
    told = begin
    onward = _over_insertion(view, begin, limit) if bare else begin
    stop = min(limit, begin + _REACH)
    possessed, stations = view.starting("possessed"), view.stations()
    for k in stations[bisect_left(stations, onward) : bisect_left(stations, stop)]:
        if k < onward:
            continue
        word = words[k]
        if word == "(" and k in closers:
            if closers[k] >= limit:
                break
            onward = closers[k] + 1
            begin = onward if k == begin else begin
            continue
        if word in _ENDS or (word in _DASHES and found):
            break
        if word == "," and found and not attribute and view.has("some_of_them", k + 1):
            break  # "75 families took shelter, MOST have not gone home"
        if word == "," and not view.tokens("share_whole").isdisjoint(range(k + 2, k + _SHARE)):
            if "," not in words[k + 1 : stop]:
                break  # "300 people, most of whom had fled": what follows is said of a part of them
            onward = words.index(",", k + 1)
            continue
        cues = _told_after(view, terms[k], limit, unit) if k in terms else None
        if word == "," and not found and (over := _over_apposition(view, k, stop)) is not None:
            onward = over
            continue
        if cues and _of_others(view, begin, k):
            break  # "left dozens killed and several others injured"
        if cues and (within := terms.get(cues[0].last)) and within[0].last > cues[0].last > k:
            cues += _told_after(view, within, limit, unit)  # "were GIVEN | SHELTER"
        if cues:
            lives = housed(cues)
            camp = camp_in(view, cues[0].last + 1, min(limit, cues[0].last + CAMP_REACH)) if lives else None
            camp = camp_where(view, begin) if lives and camp is None else camp
            passive = view.last_of("passive", k - 1) is not None or k == begin
            if not found:
                found += [Predicate(c, "after", camp) for c in cues]
                role = cues[0].phrase.role
                participle = role in ("done", "states") or (role == "does" and is_participle(view, k))
                attribute = (k == begin and participle and cues[0].last + 1 < limit) or is_relative(view, begin, k)
                told = cues[0].last
            elif attribute and (passive or _is_main(view, cues, k)):
                found += [Predicate(c, "after", camp) for c in cues]
                attribute, told = False, cues[0].last
            elif (k - told <= _NEXT and _is_state(cues) and not _only_whither(view, found, cues)) or (
                k - told <= _JOIN and is_joined(view, k)
            ):
                found += [Predicate(c, "after", camp) for c in cues]
                told = cues[0].last
            else:
                told = -_REACH  # nothing joins a predicate over one that was passed by
            onward = max(c.last for c in cues) + 1
            continue
        if k in possessed and k <= begin + 1:
            found += _lost(view, k, stop)
            main = main_verb(view, k, stop)
            if main is None:
                break
            attribute, onward = True, main
            continue
        if (
            k in turns
            and not (k == begin and (view.has("relatives", k) or k + 1 in terms))
            and not is_adverb(view, k)
            and not is_named_as(view, k)
            and not (attribute and view.has("circumstances", k))
        ):
            break
        if ((found and not attribute) or bare) and word in ",.":
            break
    else:
        k = max(stop, onward)
    return found or _lodged(view, begin, min(limit, k), unit)


def _lost(view: View, k: int, stop: int) -> list[Predicate]:
    """Return what the loss of their homes makes of people: "200 WHOSE HOMES WERE FLOODED". k: the token of "whose"."""
    for j in range(k + 1, min(stop, k + _OWNED)):
        if any(c.phrase.key == Unit.DWELLING for c in view.starting("units").get(j, ())):
            told = after(view, j + 1, stop, Unit.DWELLING)
            return [Predicate(p.cue, "after", LOSS[p.term]) for p in told[:1] if p.term in LOSS]
    return []


_OWNED = 4  # tokens from "whose" to the homes


def _is_main(view: View, cues: list[Cue], k: int) -> bool:
    """Tell whether a verb may be the main one after an attribute: "people living in camps WERE MOVED"."""
    return any(c.phrase.role in ("does", "did") for c in cues) and not is_infinitive(view, k)


def _is_state(cues: list[Cue]) -> bool:
    return any(c.phrase.role == "states" for c in cues)


def _only_whither(view: View, found: list[Predicate], cues: list[Cue]) -> bool:
    """Tell whether a state only says where people fled to: "have FLED the north TO SAFER AREAS"."""
    whither = view.last_of("directions", cues[0].first) is not None
    return whither and found[-1].term is Term.FLED and all(c.phrase.key == Term.EVACUATED for c in cues)


def _told_after(view: View, cues: list[Cue], limit: int, unit: Unit | None) -> list[Cue]:
    """Return those of the cues that start at a token that may tell what happened to the count before them."""
    k = cues[0].first
    if view.words[k - 1] == "-" and view.touching(k) and view.touching(k - 1) and view.words[k + 1 : k + 2] != [","]:
        return []  # "in flood-hit Sylhet"
    told = [c for c in cues if c.phrase.role in _AFTER and fits(c.phrase.key, unit)]
    if k - 1 in view.ending("counted") and not view.ending("units").get(k - 1):
        told = [c for c in told if c.phrase.role != "done" or view.last_of("passive", k - 1) is not None]
    if unit is None and view.last_of("place_prepositions", k - 1) is not None:
        told = [c for c in told if c.phrase.role != "done" or c.phrase.key not in HOUSING]  # "were in flooded areas"
    told = told or [c for c in cues if _become(view, c)]
    return [c for c in told if not governs_next(view, c, limit) and not only_leads(view, c)]


def _over_insertion(view: View, begin: int, limit: int) -> int:
    """Step over an insertion right after a count: "300,000, by the agency's count, have got away"."""
    if begin < limit and view.words[begin] == ",":
        for k in range(begin + 2, min(limit, begin + _INSERTION)):
            if view.words[k] == ",":
                return k + 1
    return begin


def _of_others(view: View, begin: int, k: int) -> bool:
    """Tell whether a token speaks of others, told without a number: "killed AND SEVERAL others injured"."""
    return any(begin < j < k and view.has("conjunctions", j - 1) for j in view.tokens("others"))


def _over_apposition(view: View, comma: int, stop: int) -> int | None:
    """Return the token after what a name is told to be: "staff of the charity, THE LAST THERE, are among the dead"."""
    lexicon = view.reading.lexicon
    if view.words[comma + 1 : comma + 2] == [] or view.words[comma + 1] not in lexicon.words("articles"):
        return None
    verbs = lexicon.words("auxiliaries")
    for k in range(comma + 2, min(stop, comma + _APPOSED) - 1):
        if view.words[k] == "," and view.words[k + 1] in verbs:
            return k + 1
        if view.words[k] == ";" or view.words[k][0].isdigit():
            return None
    return None


_APPOSED = 25  # tokens that an apposition may have
_SHARE = 5  # tokens from a comma to "of whom": "most of whom", "the great majority of whom"
_INSERTION = 12  # tokens that an insertion may have


def _lodged(view: View, begin: int, stop: int, unit: Unit | None) -> list[Predicate]:
    """Read where people are when no verb tells it: "191,692 people in 1,096 collective shelters"."""
    if unit == Unit.DWELLING:
        return []
    near = {*view.tokens("camp_words"), *view.tokens("shelter_words")}
    for k in sorted(near.intersection(range(begin, min(stop, begin + _LODGED)))) if near else ():
        for table, term in (("camp_words", Term.IN_CAMP), ("shelter_words", Term.SHELTERED)):
            if cue := view.cue(table, k):
                return [Predicate(cue, "lodged", term)]
    return []


_LODGED = 9  # tokens between the noun and the place that people are in


_NEXT = 4  # tokens from a predicate to one that only makes it more precise: "living in 480 relief camps"
_JOIN = 8  # tokens from a predicate to one that is joined to it: "were affected and evacuated"


def _become(view: View, cue: Cue) -> bool:
    """Tell whether a noun says what those counted before it are: "two thirds of them are now refugees"."""
    said = cue.phrase.role == "nouns" and cue.phrase.key not in BACKGROUND
    return said and view.last_of("passive", cue.first - 1) is not None


def before(view: View, q: Quantity, unit: Unit | None) -> list[Predicate]:
    """Return the verbs and nouns right before a count whose object it is: "displaced 300", "evacuation of 300"."""
    if unit is not Unit.DWELLING and (homes := homes_of(view, q)) is not None:
        cues = (c for k in steps_left(view, homes - 1) for c in view.ending("terms").get(k, ()))
        acts = (Predicate(c, "before") for c in cues if c.phrase.role in _BEFORE and c.phrase.key in _TERMS)
        return [Predicate(p.cue, "before", LOSS[p.term]) for p in acts if p.term in LOSS]
    ending = view.ending("terms")
    for k in steps_left(view, q.first - 1):  # "the lives of" may be stepped over, or be what tells it
        if k not in ending:
            continue
        found = []
        for cue in ending[k]:
            role = cue.phrase.role
            if role in ("acts", "deeds") and unit == Unit.HOUSEHOLD and cue.phrase.key in HOUSING:
                found.append(Predicate(cue, "before", Term.AFFECTED))  # "damage to 4,351 households"
            if role in _BEFORE and fits(cue.phrase.key, unit):
                if role == "done" and _passive(view, cue):
                    continue
                if role == "hosts" and unit is None and (q.value < _HOSTED or view.has("linking", q.first)):
                    continue  # "he now has ten", "the toll has crossed 160"
                if role == "hosts" and view.words[cue.first - 1] == "/":
                    continue  # "houses/shelter: 91,808"
                low = max(view.sentence.first, cue.first - CAMP_REACH)
                be = view.last_of("passive", cue.first - 1) is not None
                held = role != "hosts" and cue.phrase.key == Term.DETAINED
                # "31 camps in the north, WHICH HOST"
                if (role == "hosts" or held) and view.has("relatives", cue.first - 1 - be):
                    stop = cue.first - 1 - be - (view.words[cue.first - 2 - be] == ",")
                    if (lodging := camp_named(view, max(view.sentence.first, stop - CAMP_REACH), stop)) is not None:
                        found.append(Predicate(cue, "before", lodging))
                        continue
                holds = role == "hosts" or held
                camp = camp_named(view, low, cue.first) if holds else _destroyed_too(view, cue)
                found.append(Predicate(cue, "before", camp))
        if found:
            return found
    return []


def _destroyed_too(view: View, cue: Cue) -> Term | None:
    """Return that homes were destroyed, where a verb of damage is joined to one of that: "DESTROYED OR damaged 790"."""
    if cue.phrase.key != Term.HOUSING_DAMAGED or view.first_of("conjunctions", cue.first - 1) is None:
        return None
    other = view.ending("terms").get(cue.first - 2, ())
    return Term.HOUSING_DESTROYED if any(c.phrase.key == Term.HOUSING_DESTROYED for c in other) else None


def homes_of(view: View, q: Quantity) -> int | None:
    """Return the token of the dwellings that a count owns, None where none: "the HOMES of 300 families"."""
    k = skip_left(view, q.first - 1)
    if k < view.sentence.first or view.words[k] not in view.reading.lexicon.words("numeral_of"):
        return None
    return next((c.first for c in view.ending("units").get(k - 1, ()) if c.phrase.key == Unit.DWELLING), None)


# What the loss of their homes makes of those who live in them (GUIDE 8).
LOSS = {Term.HOUSING_DESTROYED: Term.HOMELESS, Term.HOUSING_DAMAGED: Term.AFFECTED}
_HOSTED = 50  # fewer without a noun are seldom people


def skip_left(view: View, k: int) -> int:
    """Step left from a count over "another", "the", "a total of", "at least", adverbs; return the token before them."""
    return steps_left(view, k)[-1]


def _passive(view: View, cue: Cue) -> bool:
    """Tell whether a participle is said of what stands before it: "were also killed", but not "had now killed"."""
    lexicon = view.reading.lexicon
    k = cue.first - 1
    while k > view.sentence.first and view.words[k] in lexicon.words("passive_adverbs"):
        k -= 1
    return view.last_of("passive", k) is not None and view.words[k - 1] not in lexicon.words("perfect")


def steps_left(view: View, k: int) -> list[int]:
    """Return token k, and each token that may govern a count as small words are stepped over; not to be changed."""
    found = view.steps.get(k)
    if found is None:
        found = view.steps[k] = [k]
        more, quantified, fillers = view.ending("more"), view.ending("quantifiers"), view.beside["fillers"].by_last
        articles = view.reading.lexicon.words("articles")
        while k >= view.first:
            word = view.words[k]
            step = _step_left(view, k) if k in more or k in quantified or word in fillers else None
            if step is None and word not in articles:
                break
            k = k - 1 if step is None else step
            found.append(k)
    return found


def _step_left(view: View, k: int) -> int | None:
    """Return the token before the small word, or words, that end at a token; None where none do."""
    for table, role in (("more", "before"), ("fillers", None), ("quantifiers", "before")):
        first = view.first_of(table, k, role)
        if first is not None:
            return first - 1
    return None
