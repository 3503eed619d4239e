"""What a verb of moving tells by where it leads: a camp, a school, home, over the border, out of harm's way."""

from stats.assembly.counted.terms import Predicate
from stats.assembly.happened.lodging import within_camp
from stats.assembly.joints import clause_ends, is_participle
from stats.assembly.view import View
from stats.readers.reading import Cue
from stats.vocabulary import Term

_REACH = 12  # tokens between a verb and the home that it leads to
_GOAL = 10  # tokens between a verb and where it is to
_OF_HOME = 3  # tokens from an article to "home"
_LED = frozenset({Term.RETURNED, Term.REFUGEE, Term.INJURED, Term.RELOCATED, Term.DETAINED})
TAKEN = frozenset({"takes", "taken"})


def goal_in(view: View, begin: int, limit: int) -> Term | None:
    """Return the term that the first place of its kind after a verb tells: a camp, a school, home, over the border."""
    outside = view.reading.lexicon.words("outside")
    lexicon = view.reading.lexicon
    whither, whence, outward = lexicon.words("goes_into"), False, lexicon.words("outward")
    housed = False
    for k in range(begin, min(limit, begin + _GOAL)):
        if clause_ends(view, k, begin) or view.words[k] in outside:
            return None
        for cue in view.starting("goals").get(k, ()):
            before = view.words[max(begin, k - _OF_HOME) : k] if cue.first == cue.last else []
            if not all(lexicon.words(table).isdisjoint(before) for table in ("articles", "numeral_articles")):
                continue  # "carried from a nursing HOME"
            if _tells_time(view, cue) or _is_there(view, cue):
                continue
            return Term(cue.phrase.key)
        if view.words[k] in whither:
            whence = False
        elif view.words[k] in outward:
            whence = True
        if whence:
            housed = housed or view.has("shelter_words", k)
            continue  # "were moved FROM schools to a camp"
        if view.has("camp_words", k) or (view.has("shelter_words", k) and within_camp(view, k)):
            return Term.IN_CAMP
        if view.has("shelter_words", k):
            return Term.RELOCATED if housed else Term.SHELTERED  # "shifted FROM SHELTERS into hotels"
    return None


def _tells_time(view: View, cue: Cue) -> bool:
    """Tell whether a goal's word only tells when: "had run from them ten years BACK"."""
    told = view.reading.within(view.reading.periods, view.sentence.start, view.sentence.end)
    return any(m.start < cue.end and cue.start < m.end for m in told)


def _is_there(view: View, goal: Cue) -> bool:
    """Tell whether a goal's word only tells where something is: "fled clashes AT HOME"."""
    k = goal.first - 1
    inside = view.first_of("inside", k) is not None and not view.has("directions", k)
    return goal.first == goal.last and inside


def led_where(view: View, told: Predicate, limit: int) -> Predicate:
    """Return what those are who were moved, by where to: "were MOVED TO new plots". limit: as of `moved`."""
    verb = any(c.phrase.role in TAKEN for k in range(told.cue.first, told.cue.last + 1)
               for c in view.starting("moves").get(k, ()))  # fmt: skip
    begin = told.cue.last + (view.words[told.cue.last] not in view.reading.lexicon.words("goes_into"))
    goal = goal_in(view, begin, limit) if verb else None
    return Predicate(told.cue, "after", goal) if goal in _LED else told


def come_where(view: View, told: Predicate, limit: int) -> Predicate:
    """Return what a verb of coming tells by the shelter or camp it goes on to: "900 ARRIVED IN THE CAMP"."""
    k, arriving = told.cue.last + 1, view.reading.lexicon.words("arriving")
    comes = told.cue.first in view.starting("moves") or view.words[told.cue.last] in arriving
    comes = comes or view.words[told.cue.first] in view.reading.lexicon.words("seeking")  # "SOUGHT safety in"
    into = view.words[told.cue.last : k + 1]
    if not comes or view.reading.lexicon.words("goes_into").isdisjoint(into):
        return told
    for j in range(k, min(limit, k + _INTO)):
        if clause_ends(view, j, k) or view.words[j] in view.reading.lexicon.words("outside"):
            break
        if view.has("camp_words", j):
            return Predicate(told.cue, "after", Term.IN_CAMP)
        if view.has("shelter_words", j):
            return Predicate(told.cue, "after", Term.SHELTERED)
    return told


_INTO = 6  # tokens from "arrived in" to the shelter


def taken_where(view: View, told: Predicate, begin: int, limit: int) -> Predicate | None:
    """Return what an everyday verb of taking tells by where it is to: "TOOK 173 refugees HOME", "to hospital".

    begin, limit: as of `moved`. None where the verb stands apart from the count: "the sea TOOK the boats of 312 men".
    """
    verbs = view.ending("moves").get(told.cue.last, ())
    if not any(c.phrase.role in TAKEN and c.first == told.cue.first for c in verbs):
        return told
    goal = goal_in(view, begin, limit)
    if goal in _LED:
        return Predicate(told.cue, "before", goal)
    if goal is None and told.how == "before" and captured(view, told.cue):
        return Predicate(told.cue, "before", Term.DETAINED)
    return told if told.how == "before" else None


def shifted_where(view: View, told: Predicate, end: int, limit: int) -> Predicate:
    """Return what an everyday verb of relocating tells by where it is to: "SHIFTED 300 families TO RELIEF CAMPS".

    end: token after the count and its noun. limit: as of `moved`.
    """
    verb = next(iter(view.starting("moves").get(told.cue.first, ())), None)
    if verb is None or view.words[verb.first] not in view.reading.lexicon.words("shifts"):
        return told
    begin = verb.last + 1 if verb.first >= end else end
    goal = goal_in(view, begin, limit)
    if goal is None and not view.reading.lexicon.words("left_from").isdisjoint(view.words[begin : begin + 1]):
        goal = Term.EVACUATED  # "shifted 300 families from low-lying wards"
    return told if goal is None else Predicate(verb, told.how, goal)


def captured(view: View, verb: Cue) -> bool:
    """Tell whether captors take people: "GUNMEN from the hills TOOK 14 women"."""
    if view.words[verb.first] not in view.reading.lexicon.words("captured"):
        return False
    captors = view.reading.lexicon.words("captors")
    for k in range(verb.first - 1, max(view.sentence.first, verb.first - _CAPTORS) - 1, -1):
        if view.words[k] == "," and k + 1 == verb.first and is_participle(view, verb.first):
            continue  # "gunmen stormed the school, TAKING 39 students"
        if view.words[k] in ",;:.":
            return False
        if view.words[k] in captors:
            return True
    return False


_CAPTORS = 10  # tokens from captors to their verb


def gone_home(view: View, cue: Cue) -> bool:
    """Tell whether a verb of leaving goes on with a way home: "left the camp FOR THEIR VILLAGES"."""
    begin = cue.last + 1
    verbs = view.reading.lexicon.words("auxiliaries") - view.reading.lexicon.words("infinitives")
    for k in range(begin, min(view.sentence.last, begin + _REACH)):
        if clause_ends(view, k, begin) or view.words[k] in verbs:
            return False  # a verb of its own: "those who fled in May ARE back"
        homes = (c for c in view.starting("goals").get(k, ()) if c.phrase.key == Term.RETURNED)
        if any(not _tells_time(view, c) and not _is_there(view, c) for c in homes):
            return True
    return False


def gone_where(view: View, cue: Cue, limit: int) -> Term | None:
    """Return what a verb of leaving or going tells by where it goes on to: over the border, or out of harm's way.

    "Have GONE over the border", "had GONE to safer ground", but "fled to safer ground". limit: as of `moved`.
    """
    goal = goal_in(view, cue.last + 1, limit)
    goes = any(c.phrase.role == "goes" for c in view.starting("moves").get(cue.first, ()))
    return goal if goal is Term.REFUGEE or (goal is Term.EVACUATED and goes) else None


def goes_abroad(view: View, begin: int, limit: int) -> bool:
    """Tell whether those whom somebody drives have to go over a border. begin, limit: as of `moved`."""
    return goal_in(view, begin, limit) is Term.REFUGEE
