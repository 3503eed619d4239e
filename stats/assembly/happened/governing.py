"""What governs a count: the verbs and nouns right before it, over the small words between."""

from stats.assembly.counted.terms import LOSS, TERMS, Predicate, fits, of_their_homes
from stats.assembly.happened.besides import over_things
from stats.assembly.happened.communities import called_so
from stats.assembly.happened.lodging import CAMP_REACH, camp_named, camp_of_subject
from stats.assembly.kinds.totalling import is_measured, links
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue
from stats.vocabulary import HOUSING, Term, Unit

_BEFORE = ("acts", "done", "hosts", "deeds")
_DEEDS = ("does", "did")
_ANY_ORDER = (*_BEFORE, *_DEEDS)  # where a verb may stand before its subject: "huyeron 300 personas"


def before(view: View, q: Quantity, unit: Unit | None) -> list[Predicate]:
    """Return the verbs and nouns right before a count whose object it is: "displaced 300", "evacuation of 300"."""
    if unit is not Unit.DWELLING and (homes := homes_of(view, q)) is not None:
        cues = (c for k in steps_left(view, homes - 1) for c in view.ending("terms").get(k, ()))
        acts = (Predicate(c, "before") for c in cues if c.phrase.role in _BEFORE and c.phrase.key in TERMS)
        return [of_their_homes(p, unit) for p in acts if p.term in LOSS]
    ending = view.ending("terms")
    if unit is not Unit.DWELLING and (harmed := _goods_of(view, q)) is not None:
        return [Predicate(harmed, "before", Term.AFFECTED)]
    if unit is None and (view.reading.owns(q.first - 1) or is_measured(view.reading, q)):
        return []  # "jailed the firm's 12": nobody knows what; "the number of those displaced HAS PASSED 640"
    roles = _ANY_ORDER if view.reading.lexicon.grammar.get("subject_after") else _BEFORE
    for k in steps_left(view, q.first - 1):  # "the lives of" may be stepped over, or be what tells it
        if k not in ending:
            continue
        found = []
        for cue in ending[k]:
            role = cue.phrase.role
            if role in ("acts", "deeds") and unit == Unit.HOUSEHOLD and cue.phrase.key in HOUSING:
                found.append(Predicate(cue, "before", Term.AFFECTED))  # "damage to 4,351 households"
            if role == "acts" and cue.first == cue.last and _is_named(view, cue.first):
                continue  # "of those hit by THE FLOOD 1,200 are in schools"
            if role == "acts" and unit is None and _is_cause(view, cue):
                continue  # "Displaced by cause: conflict 300, FLOODING 140"
            if role in _DEEDS and _is_object(view, cue, q):
                continue  # "las cifras LLEGAN A 300 damnificados": nobody came
            if role in ("acts", "deeds") and _has_article(view, cue):
                continue  # "the teams of THE RELIEF 300 men": what governs a number has none
            if role in roles and fits(cue.phrase.key, unit):
                if role == "done" and roles is _BEFORE and _passive(view, cue):
                    continue
                if role == "hosts" and unit is None and (q.value < _HOSTED or links(view.reading, q)):
                    continue  # "he now has ten", "the toll has crossed 160"
                if role == "hosts" and (view.words[cue.first - 1] == "/" or _is_counted(view, cue)):
                    continue  # "houses/shelter: 91,808", "of these 346 damaged HOUSES 134 suffered"
                if role == "hosts" and _tells(view, cue.last + 1):
                    continue  # "the office HAS CONFIRMED that 97 families", "HAS REGISTERED 97 families"
                low = max(view.sentence.first, cue.first - CAMP_REACH)
                if (called := called_so(view, cue)) is not None:
                    found.append(called)
                    continue
                be = view.last_of("passive", cue.first - 1) is not None
                holds = role == "hosts" or cue.phrase.key in (Term.DETAINED, Term.SHELTERED)
                stop = _told_of(view, cue.first - be) if holds else None
                lodging = None if stop is None else camp_named(view, max(view.sentence.first, stop - CAMP_REACH), stop)
                if lodging is not None:
                    found.append(Predicate(cue, "before", lodging))
                    continue
                camp = camp_named(view, low, cue.first) if holds else _destroyed_too(view, cue)
                if role == "hosts" and camp is None:
                    camp = camp_of_subject(view, cue.first)
                found.append(Predicate(cue, "before", camp))
                found += _shut_in(view, cue) if role == "hosts" else []
        if found:
            return found
    return _head_verb(view, q, unit)


def before_things(view: View, q: Quantity, unit: Unit | None) -> list[Predicate]:
    """Return the verbs before a list of things that a count ends: "the storm DAMAGED 30 schools and 190 houses"."""
    if (over := over_things(view, q)) is None:
        return []
    cues = (c for k in steps_left(view, over) for c in view.ending("terms").get(k, ()))
    cues = (c for c in cues if c.phrase.role in ("acts", "done") and fits(c.phrase.key, unit))
    return [Predicate(c, "before") for c in cues if not _passive(view, c)]


def _shut_in(view: View, cue: Cue) -> list[Predicate]:
    """Return what a verb of cutting off does to those of the place before it: "floods CUT OFF a town of 8,000"."""
    if view.words[cue.last] not in view.reading.lexicon.words("numeral_of"):
        return []
    cues = (c for k in steps_left(view, cue.first - 1) for c in view.ending("terms").get(k, ()))
    shut = (c for c in cues if c.phrase.key == Term.STRANDED and c.phrase.role in ("acts", "done"))
    return [Predicate(c, "before") for c in shut if c.phrase.role == "acts" or not _passive(view, c)][:1]


def _head_verb(view: View, q: Quantity, unit: Unit | None) -> list[Predicate]:
    """Return the verb that opens the clause of a count, with other words between, where verbs come first.

    "KILLED in the raid on the market 30 people", "ARRESTED the forces of X 25 men".
    """
    for k in clause_heads(view, q):
        cues = (c for c in view.starting("terms").get(k, ()) if c.phrase.role in ("acts", "hosts"))
        if found := [Predicate(c, "before") for c in cues if fits(c.phrase.key, unit) and c.last < q.first]:
            return found
    return []


def _is_object(view: View, cue: Cue, q: Quantity) -> bool:
    """Tell whether a small word between a verb and a count makes it the object, who does nothing."""
    recipients = view.reading.lexicon.words("recipients")
    return any(view.words[k] in recipients for k in range(cue.last + 1, q.first))


def clause_heads(view: View, q: Quantity) -> list[int]:
    """Return the tokens before a count that may open its clause, where verbs come first; the nearest first."""
    found: list[int] = []
    if not view.reading.lexicon.grammar.get("verb_first"):
        return found
    numbers = {other.last for other in view.quantities if other is not q}
    opened = view.reading.lexicon.words("clause_heads")
    for k in range(q.first - 1, max(view.sentence.first, q.first - _HEAD_VERB) - 1, -1):
        if k in numbers or view.words[k] in _SIGNS:
            break
        if k == view.sentence.first or view.words[k - 1] in _SIGNS or view.words[k - 1] in opened:
            found.append(k)
    return found


_HEAD_VERB = 12  # tokens from a verb that opens a clause to those counted


def _has_article(view: View, cue: Cue) -> bool:
    """Tell whether a single word has an article that is written in one with it."""
    starts, ends = view.reading.starts, view.reading.ends
    written = cue.first == cue.last and bool(view.reading.lexicon.clitics.articles)
    return written and ends[cue.last] - starts[cue.first] > len(view.words[cue.first])


def _is_named(view: View, k: int) -> bool:
    """Tell whether a word that may be a verb is a hazard's name: "the FLOOD"."""
    if not view.has("hazards", k):
        return False
    lexicon = view.reading.lexicon
    joined = view.has("relatives", k - 1) or view.has("conjunctions", k - 1)  # "wrecking 20 houses AND FLOODING 17"
    if view.has("np_stops", k - 1) and not joined and view.words[k - 1] not in _SIGNS:
        return True  # "the number of injured DUE TO FLOODS exceeds 700"
    return view.words[k - 1] in lexicon.words("articles") or view.words[k - 1] in lexicon.words("numeral_articles")


def _is_cause(view: View, cue: Cue) -> bool:
    """Tell whether a word that may be a verb is the cause by which a list divides its counts: "; FLOODS 140"."""
    sign = view.words[cue.first - 1]
    opens = cue.first == view.sentence.first or sign in _SIGNS or sign in _BULLETS
    return opens and view.words[cue.first] in view.reading.lexicon.words("nature")


def _tells(view: View, k: int) -> bool:
    """Tell whether a verb of telling or of counting begins at a token."""
    return any(c.phrase.key in ("say", "count") for c in view.starting("attributions").get(k, ()))


_SIGNS = frozenset(",;:.–—-")
_BULLETS = frozenset("•*")


def _is_counted(view: View, cue: Cue) -> bool:
    """Tell whether a word that may be a verb of housing is the noun of a number before it."""
    plural = view.words[cue.first].endswith(view.reading.lexicon.grammar.get("people_endings", "s"))
    homes = plural and cue.first in view.starting("units")
    if homes and any(c.phrase.key in HOUSING for c in view.ending("terms").get(cue.first - 1, ())):
        return True  # "COLLAPSED houses 400"
    return homes and any(q.last < cue.first <= q.last + _COUNTED for q in view.quantities)


_COUNTED = 3  # tokens from a number to its homes: "346 badly damaged houses"


def _told_of(view: View, k: int) -> int | None:
    """Return the token after the place that an attribute at a token is told of; None where it is no attribute.

    "31 camps in the north, WHICH host 4,000", "the camp, NOW HOME to 25,000", "ten settlements, HOSTING 1,500".
    """
    if view.has("relatives", k - 1):
        return k - 1 - (view.words[k - 2] == ",")
    while k > view.sentence.first and view.words[k - 1] in view.reading.lexicon.words("passive_adverbs"):
        k -= 1
    return k - 1 if view.words[k - 1] == "," else None


def _destroyed_too(view: View, cue: Cue) -> Term | None:
    """Return that homes were destroyed, where a verb of damage is joined to one of that: "DESTROYED OR damaged 790"."""
    if cue.phrase.key != Term.HOUSING_DAMAGED or view.first_of("conjunctions", cue.first - 1) is None:
        return None
    other = view.ending("terms").get(cue.first - 2, ())
    ruined = [c for c in other if c.phrase.key == Term.HOUSING_DESTROYED]
    if any(q.last < c.first <= q.last + _COUNTED for c in ruined for q in view.quantities):
        return None  # "wrecked 40 homes ENTIRELY and damaged 90", in languages that say how far behind the number
    return Term.HOUSING_DESTROYED if ruined else None


def homes_of(view: View, q: Quantity) -> int | None:
    """Return the token of the dwellings that a count owns, None where none: "the HOMES of 300 families"."""
    k = skip_left(view, q.first - 1)
    if k < view.sentence.first or view.words[k] not in view.reading.lexicon.words("numeral_of"):
        return None
    return next((c.first for c in view.ending("units").get(k - 1, ()) if c.phrase.key == Unit.DWELLING), None)


def goods_before(view: View, q: Quantity) -> int | None:
    """Return the token of what a count lives from, None where none: "the MAIZE of 1,300 households"."""
    k = skip_left(view, q.first - 1)
    if k <= view.sentence.first or view.words[k] not in view.reading.lexicon.words("numeral_of"):
        return None
    return k - 1 if view.words[k - 1] in view.reading.lexicon.words("livelihoods") else None


def _goods_of(view: View, q: Quantity) -> Cue | None:
    """Return the verb of what happened to what people live from: "hail FLATTENED the maize of 1,300 households"."""
    k = goods_before(view, q)
    if k is None:
        return None
    for j in range(k - 1, max(view.sentence.first, k - _GOODS) - 1, -1):
        told = (c for c in view.ending("terms").get(j, ()) if c.phrase.role in ("acts", "done"))
        cue = next((c for c in told if c.phrase.key in _RUINS), None)
        if cue is not None or not (view.words[j][0].isalnum() or view.words[j] == ","):
            return cue  # also over homes that were counted: "WRECKED 90 houses and the crops of"
    return None


_GOODS = 9  # tokens from a verb to "of": "swept away the boats, nets and engines of"
_RUINS = frozenset({*HOUSING, Term.KILLED, Term.MISSING, Term.EVACUATED, Term.AFFECTED, Term.DETAINED})
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
        articles, owners = view.reading.lexicon.words("articles"), view.reading.lexicon.words("owner_marks")
        while k >= view.first:
            word = view.words[k]
            step = _step_left(view, k) if k in more or k in quantified or word in fillers else None
            step = _over_owner(view, k) if word in owners else step
            if step is None and word not in articles:
                break
            k = k - 1 if step is None else step
            found.append(k)
    return found


def _over_owner(view: View, k: int) -> int | None:
    """Return the token before who owns a count, by the owner's mark at a token: "drove out THE VILLAGE'S 700"."""
    if not view.reading.owns(k):
        return None
    articles = view.reading.lexicon.words("articles")
    for j in range(k - 1, max(view.first, k - _OWNER) - 1, -1):
        if view.words[j] in articles:
            return j - 1
        if not view.words[j].isalpha():
            return None
    return None


_OWNER = 4  # tokens from an article to an owner's mark: "the island town's"


def _step_left(view: View, k: int) -> int | None:
    """Return the token before the small word, or words, that end at a token; None where none do."""
    for table, role in (("more", "before"), ("fillers", None), ("quantifiers", "before")):
        first = view.first_of(table, k, role)
        if first is not None:
            return first - 1
    return None
