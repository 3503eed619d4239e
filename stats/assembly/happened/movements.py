"""What everyday verbs of going, taking and staying tell, by where it is to: "had gone home", "sleep in a school"."""

from collections.abc import Sequence

from stats.assembly.counted.terms import Predicate
from stats.assembly.happened.governing import skip_left, steps_left
from stats.assembly.happened.whither import TAKEN, captured, goal_in
from stats.assembly.joints import clause_ends, is_participle
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue
from stats.vocabulary import Term, Unit

_REACH = 12  # tokens between a count and its verb
_WENT = frozenset({Term.RETURNED, Term.EVACUATED, Term.REFUGEE, Term.INJURED, Term.DISPLACED})
_AWAY = frozenset({Term.REFUGEE, Term.DISPLACED, Term.IN_CAMP})


def moved(view: View, q: Quantity, begin: int, limit: int, nouns: Sequence[Cue]) -> Predicate | None:
    """Return what a verb of everyday movement around a count tells of it, None where there is none.

    begin: token after the count and its noun. limit: token of the next count, or the sentence's end. nouns: the terms
    inside its noun, as people who are away already are relocated, not evacuated.
    """
    if any(c.phrase.key == Term.ARMED for c in nouns) or at_work(view, begin):
        return None  # "600 troops were sent to the town"
    found = _before(view, q, begin, limit) or _after(view, begin, limit, named=begin != q.last + 1)
    if found is None:
        return None
    cue, term = found
    if term is Term.EVACUATED and any(c.phrase.key in _AWAY for c in nouns):
        term = Term.RELOCATED
    return Predicate(cue, "after" if cue.first >= begin else "before", term)


def at_work(view: View, end: int) -> bool:
    """Tell whether those counted are helpers, who come and go without fleeing. end: token after their noun."""
    return end > view.sentence.first and view.words[end - 1] in view.reading.lexicon.words("workers")


def driven(view: View, q: Quantity) -> bool:
    """Tell whether a count is the object of a verb of driving: "could FORCE 3,000 people from their homes"."""
    moves = view.ending("moves")
    return bool(moves) and any(c.phrase.role in _DRIVES for c in moves.get(skip_left(view, q.first - 1), ()))


def _before(view: View, q: Quantity, begin: int, limit: int) -> tuple[Cue, Term] | None:
    """Read a verb whose object the count is: "boats have fetched 2,800 people from the roofs"."""
    k, outward = skip_left(view, q.first - 1), view.reading.lexicon.words("outward")
    if (turned := _turned_out(view, q, k, begin)) is not None:
        return turned
    if (torn := _torn_from(view, q)) is not None:
        return torn
    for cue in (c for j in steps_left(view, q.first - 1) for c in view.ending("moves").get(j, ())):
        if cue.phrase.role == "goes" and view.reading.lexicon.grammar.get("verb_first"):
            went = goal_in(view, begin, limit) or (Term.FLED if _directed(view, begin, limit) else None)
            if went is not None:
                return cue, went  # "ran 300 people into the next valley", told in that order
        if cue.phrase.role == "forces" and _directed(view, begin, limit):
            goal = goal_in(view, begin, limit)  # "attacks FORCE thousands into the next valley", "INTO EXILE"
            return cue, goal if goal in _FORCED_TO else Term.FLED
        if cue.phrase.role == "sets" and goal_in(view, begin, limit) is Term.HOMELESS:
            return cue, Term.HOMELESS  # "LEFT 900 people ON THE STREET"
        if cue.phrase.role == "drives" and _directed(view, begin, limit):
            return cue, _ousted(view, begin, limit)  # "attacks DRIVE thousands into the next valley"
        if cue.phrase.role == "ousts" and _outward(view, begin, limit):
            return cue, _ousted(view, begin, limit)  # "TURNED 90 families OUT of the building"
        sent = goal_in(view, begin, limit) if cue.phrase.role in ("sends", "sets") else None
        driven = begin < limit and view.words[begin] in view.reading.lexicon.words("driven_to")
        if sent is Term.DISPLACED or (sent in _DRIVEN_TO and cue.phrase.role == "sends" and (driven or sent in _SENT)):
            return cue, sent  # "SENT 300 people back home", "SENT 900 INTO evacuation centres", "PUT 900 on the road"
        if cue.phrase.role == "lets" and goal_in(view, begin, limit) is Term.RETURNED:
            return cue, Term.RETURNED  # "LET 300 people back in"
        if cue.phrase.role in ("sends", "sets") and driven:
            running = is_participle(view, begin)  # "SENT 3,000 families running"
            return cue, Term.FLED if running else Term.DISPLACED
        if cue.phrase.role == "takes" and not leads_to(view, begin, limit):
            led = Term.DETAINED if captured(view, cue) else Term.EVACUATED
            if view.words[cue.first] in view.reading.lexicon.words("convoying") and not view.has("directions", begin):
                return None  # "a boat CARRYING 90 migrants capsized off the coast": what follows is told of the boat
            away = _directed(view, begin, limit) or not outward.isdisjoint(view.words[cue.first + 1 : q.first])
            goal = goal_in(view, begin, limit)
            drives = any(c.phrase.role in _DRIVES for c in view.starting("moves").get(cue.first, ()))
            taken = goal is Term.SHELTERED and not drives  # "TOOK 90 TO a school" as "evacuated to a school"
            term = (Term.EVACUATED if taken else goal) or (led if away or led is Term.DETAINED else None)  # "OUT 90"
            return (cue, term) if term else None
    return None


def _turned_out(view: View, q: Quantity, k: int, begin: int) -> tuple[Cue, Term] | None:
    """Read a verb of driving with its way out before families: "TURNING OUT 500 families", but no voters.

    k: the token before a count and the small words before it. begin: token after the count and its noun.
    """
    if view.reading.lexicon.words("outward").isdisjoint(view.words[k + 1 : q.first]):
        return None
    families = any(c.phrase.key == Unit.HOUSEHOLD for c in view.ending("units").get(begin - 1, ()))
    verbs = view.ending("moves").get(k, ()) if families else ()
    return next(((c, Term.DISPLACED) for c in verbs if c.phrase.role in ("ousts", "drives")), None)


def _torn_from(view: View, q: Quantity) -> tuple[Cue, Term] | None:
    """Read a verb of driving with whence before those driven: "ha sacado DE SUS VEREDAS a 414 personas"."""
    whence = view.reading.lexicon.asked("whence")
    for k in range(q.first - 2, max(view.sentence.first, q.first - _WHENCE) - 1, -1):
        if view.words[k] in _ENDS:
            break
        if whence.by_first and whence.last(view.words, k, q.first) is not None:
            verbs = (c for c in view.ending("moves").get(k - 1, ()) if c.phrase.role in _TEARS)
            return next(((cue, Term.DISPLACED) for cue in verbs), None)
    return None


_WHENCE = 8  # tokens from "de sus veredas" to the number
_TEARS = frozenset(("drives", "ousts", "takes"))


def leads_to(view: View, begin: int, limit: int) -> bool:
    """Tell whether a verb of taking only says what those counted were brought to do: "fear LED 300 people TO FLEE".

    begin, limit: as of `moved`.
    """
    if begin + 1 >= limit or view.words[begin] not in view.reading.lexicon.words("infinitives"):
        return False
    told = view.starting("terms")
    place = any(view.has(table, begin + 1) for table in ("shelter_words", "camp_words"))
    return (begin in told and not place) or begin + 1 in told or view.has("leaving", begin + 1)


def _after(view: View, begin: int, limit: int, *, named: bool) -> tuple[Cue, Term] | None:
    """Read a verb whose subject the count is: "3,300 people have run to the next town"."""
    who = verb_at = -1
    owned = view.has("possessed", begin)
    for k in range(begin, min(limit, begin + (2 * _REACH if owned else _REACH))):
        if k < verb_at:
            continue
        if named and view.words[k] == "," and view.has("people_who", k + 1):
            who = k + 1  # "500 residents of the camp, WHO RAN into the forest"
        if k not in (who - 1, who) and clause_ends(view, k, begin):
            return None
        cues = [c for c in view.starting("moves").get(k, ()) if c.phrase.role not in ("sets", "lets")]
        verb_at = _about_to(view, k, limit)
        if owned and any(view.last_of("passive", j) is not None for j in range(k + 1, limit)):
            continue  # "families WHOSE huts CAME down ARE in a hall"
        if not cues or verb_at > k or _helps(view, k, limit):
            continue
        verb = k - 1
        while view.words[verb] in view.reading.lexicon.words("passive_adverbs"):
            verb -= 1  # "have SINCE run"
        passive = view.last_of("passive", verb) is not None and not is_participle(view, k)  # "ARE heading inland"
        taken = k == begin and named and all(c.phrase.role in TAKEN for c in cues)
        roles = {*_DRIVES, "ousts"} if passive else _DRIVES if k == begin and named else ()
        ousts = next((c for c in cues if c.phrase.role in roles), None)
        if ousts is not None and _outward(view, ousts.last + 1, limit):
            return ousts, _ousted(view, ousts.last + 1, limit)  # "were PUT OUT", "300 families CHASED from the hills"
        passive = passive or taken  # "300 people FERRIED out of the valley"
        role = "taken" if passive else "goes"  # "have MOVED to the hills", "have been MOVED to the hills"
        cue = next((c for c in cues if c.phrase.role == role), cues[0])
        after = cue.last + 1
        term = goal_in(view, after, limit)
        if passive and term is Term.SHELTERED and cue.phrase.role == "taken":
            term = Term.EVACUATED  # "have been MOVED to 13 evacuation centres": as "evacuated to a school"
        if cue.phrase.role == "stays" and term in _WENT:
            term = None  # "14 were from a nursing HOME"
        if term is None and cue.phrase.role == role and _directed(view, cue.first + 1 if passive else after, limit):
            term = Term.EVACUATED if passive else Term.FLED
            if term is Term.EVACUATED and _driven_on(view, cues, after):
                term = Term.DISPLACED  # "were DRIVEN INTO the forest"
        if term is None and not passive and _only_runs(view, cue):
            term = Term.FLED
        if term is None and cue.phrase.role == "stays" and (named or is_participle(view, k)):
            continue  # "WERE taken to the next town"
        return (cue, term) if term else None
    return None


def _only_runs(view: View, verb: Cue) -> bool:
    """Tell whether a verb of running ends its clause: "400 villagers RAN.", not "ran the shop"."""
    k = verb.last + 1
    if verb.first < verb.last or view.words[verb.first] not in view.reading.lexicon.words("runs"):
        return False
    return k >= view.sentence.last or view.words[k] in _ENDS or view.has("subordinators", k)


_ENDS = frozenset(",.;")


def _driven_on(view: View, cues: Sequence[Cue], after: int) -> bool:
    """Tell whether people were driven and not led: "DRIVEN INTO the hills", but "driven to the next town"."""
    onward = view.words[after : min(after + 1, view.sentence.last)]
    goes_on = not view.reading.lexicon.words("driven_to").isdisjoint(onward)
    return goes_on and any(c.phrase.role in _DRIVES for c in cues)


def moved_away(view: View, begin: int, limit: int) -> Predicate | None:
    """Return that those counted were moved, wherever to: "1,300 people were MOVED", "of the 258 REMOVED from X".

    begin: token after the count and its noun. limit: as of `moved`.
    """
    verbs = view.reading.lexicon.words("moved_away")
    for k in range(begin, min(limit, begin + _REACH, view.sentence.last)):
        if clause_ends(view, k, begin):
            return None
        if view.words[k] in verbs and (cue := next(iter(view.starting("moves").get(k, ())), None)) is not None:
            passive = view.last_of("passive", k - 1) is not None or k == begin
            return Predicate(cue, "after", Term.EVACUATED) if passive else None
    return None


_DRIVES = frozenset({"drives", "forces"})


def of_place(view: View, told: Predicate, end: int) -> bool:
    """Tell whether what is told after people may be told of a place: "take 400 people out of THREATENED Alder".

    end: token after the count and its noun.
    """
    if told.how == "where":
        return True  # "residents of the AFFECTED areas were moved"
    if told.term is not Term.OTHER or told.how != "after" or told.cue.first <= end:
        return False
    return told.cue.phrase.role in ("states", "done") and view.last_of("passive", told.cue.first - 1) is None


def _helps(view: View, k: int, limit: int) -> bool:
    """Tell whether a word of staying only helps the verb after it: "10,000 WERE put out", "WERE winched to safety"."""
    verbs = view.starting("moves").get(k + 1, ())
    if view.last_of("passive", k) != k:
        return False
    taken = any(c.phrase.role == "taken" for c in verbs) and goal_in(view, k + 2, limit) is not None
    return taken or any(c.phrase.role == "ousts" for c in verbs)


def _about_to(view: View, k: int, limit: int) -> int:
    """Return the token of the verb of going that "are to" leads to, -1 if none: "ARE due TO MOVE to new homes"."""
    if view.last_of("passive", k) != k:
        return -1
    to = view.reading.lexicon.words("infinitives")
    led = (j + 1 for j in range(k + 1, min(limit, k + _ABOUT_TO)) if view.words[j] in to)
    return next((j for j in led if any(c.phrase.role == "goes" for c in view.starting("moves").get(j, ()))), -1)


_ABOUT_TO = 4  # tokens from "are" to "to move": "are already due to move"


def _directed(view: View, begin: int, limit: int) -> bool:
    """Tell whether a verb goes on with a direction: "to the next town", "down the road"."""
    return any(view.has("directions", k) for k in range(begin, min(limit, begin + 4)))


def _outward(view: View, begin: int, limit: int) -> bool:
    """Tell whether a verb of driving goes on with a way out: "OUT of the building", "OFF their land"."""
    out = begin < limit and view.words[begin] in view.reading.lexicon.words("outward")
    return out or any(c.phrase.key == Term.DISPLACED for c in view.starting("goals").get(begin, ()))


def _ousted(view: View, begin: int, limit: int) -> Term:
    """Return what those are whom somebody drives: displaced, unless it is "to hospital", "home", "into schools"."""
    goal = goal_in(view, begin, limit)
    return goal if goal in _DRIVEN_TO else Term.DISPLACED


_SENT = frozenset({Term.INJURED, Term.RETURNED, Term.REFUGEE})
_FORCED_TO = frozenset({Term.DISPLACED, Term.REFUGEE})
_DRIVEN_TO = _SENT | {Term.SHELTERED, Term.IN_CAMP}
