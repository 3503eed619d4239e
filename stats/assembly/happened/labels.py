"""Nouns and verbs that head a number from the left: "the toll rose to 392", "Deaths: 2", "put the missing at 370"."""

from stats.assembly.counted.eventnouns import counts_events
from stats.assembly.counted.leading import labels_lead
from stats.assembly.counted.terms import Predicate, fits
from stats.assembly.happened.givers import gives_number, tells
from stats.assembly.happened.governing import skip_left
from stats.assembly.happened.labelhomes import ends_name, is_where
from stats.assembly.happened.lodging import LODGINGS, camp_named
from stats.assembly.happened.totals import HEADS, LABEL, behind_verb, total_after, total_follows
from stats.assembly.kinds.totalling import links
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue
from stats.readers.timewords import time_words
from stats.readers.wordsets import word_sets
from stats.vocabulary import HARMED, Term, Unit

_REACH = 34  # tokens of a label
_NAME = 4  # words of a place's name
_LINES = frozenset(("item", "head"))
_FAR = ("acts", "done", "deeds", "nouns")


def linked(view: View, q: Quantity, start: int, unit: Unit | None) -> tuple[list[Predicate], Cue | None]:
    """Return the predicates, and the unit's cue, of a noun that heads the number from the left.

    "The number of displaced rose to 392", "Deaths: 2", "put the missing at 370". start: first token that may be read.
    """
    words, first = view.words, max(view.sentence.first, start)
    if total_follows(view, q):
        return total_after(view, q, unit)
    k = q.first - 1
    link = links(view.reading, q)
    asked = view.reading.lexicon.words
    while k >= first:
        jump = view.first_of("linking", k)
        if jump is not None and (link or words[k + 1] in ":=") and view.ending("labels").get(k):
            break  # "Houses HIT: 40", "the number of families HIT is 40"
        if jump is not None and unit is not None and view.has("subordinators", jump):
            break  # "900 people were displaced AS 45 soldiers were sent in"
        if jump is not None and (_by_whom(view, jump) or (start > view.sentence.first and view.has("including", jump))):
            break  # "369 died in collapsed houses, INCLUDING 228 in the capital"
        if jump is not None:
            link, k = True, jump - 1
        elif link and words[k] == "," and (turn := _risen(view, first, k)) is not None:
            k = turn - 1  # "the toll has RISEN too, to 735"
        elif link and words[k] == "," and (said := _who_says(view, first, k)) is not None:
            k = said - 1
        elif link and (words[k] in asked("auxiliaries") or words[k] in asked("perfect")):
            k -= 1  # "the toll HAS climbed past 90", "the number MAY soon exceed 400"
        elif (words[k] in ":=" and _label(view, k)) or (words[k] in "–—-" and not view.touching(k)):
            link, k = True, k - 1
        elif skip_left(view, k) < k and not (link and view.ending("terms").get(k)):
            k = skip_left(view, k)  # but not "the number who have moved OUT stands at 90"
        elif words[k] == "," and (_of_those(view, first, k) or _is_label(view, q, first, k)):
            link, k = True, k - 1
        elif not link and words[k].isalpha() and (place := _place_before(view, k)) is not None:
            link, k = True, place
        else:
            break
    if not link and (headed := behind_verb(view, q, first, unit)) is not None:
        return headed
    if not link and not (k >= first and words[k] == "(") and not _bare_label(view, q, k):
        return [], None
    if k >= first and words[k] == "(":
        k -= 1
    told, noun = _heading(view, first, k, unit)
    if noun is not None and (_is_owned(view, noun) or (noun.last == k and k < q.first - 1 and ends_name(view, noun))):
        noun = None
    return told, noun


def _by_whom(view: View, by: int) -> bool:
    """Tell whether those after "by" did what stands before it: "a man was SHOT DEAD BY two policemen"."""
    done = any(c.phrase.role == "done" for c in view.ending("terms").get(by - 1, ()))
    return done and view.words[by] in time_words(view.reading.lexicon).listed["agents"]


def _is_owned(view: View, noun: Cue) -> bool:
    """Tell whether a noun is what those counted have: "13 millones están lejos de SUS HOGARES, nueve millones ..."."""
    lexicon = view.reading.lexicon
    owners = word_sets(lexicon, "speakers")["its"]
    return bool(lexicon.grammar.get("noun_first")) and view.words[noun.first - 1] in owners


def _risen(view: View, first: int, comma: int) -> int | None:
    """Return the verb of rising or falling right before a comma, an adverb between; None where none is."""
    changing = view.reading.lexicon.words("changing")
    return next((k for k in range(comma - 1, max(first, comma - _ADVERB) - 1, -1) if view.words[k] in changing), None)


def _who_says(view: View, first: int, comma: int) -> int | None:
    """Return the comma that opens an insertion on who says it, a comma behind it: "Dead, HE SAID, number 30"."""
    for k in range(comma - 1, max(first, comma - _SAID) - 1, -1):
        if view.words[k] == ",":
            told = (c for j in range(k + 1, comma) for c in view.starting("attributions").get(j, ()))
            return k if any(c.phrase.key in ("say", "before") for c in told) else None
    return None


_SAID = 9  # tokens of an insertion on who says it
_ADVERB = 3  # tokens from "risen" to a comma: "risen further still, to"


def _of_those(view: View, first: int, comma: int) -> bool:
    """Tell whether "Of those killed," stands before a comma."""
    return any(view.has("of_opening", k) for k in range(max(first, comma - LABEL), comma - 1))


def _is_label(view: View, q: Quantity, first: int, comma: int) -> bool:
    """Tell whether a comma parts a label from its number, which ends the clause: "Reported killed, 80; WOUNDED, 20"."""
    if q.last + 1 < view.sentence.last and view.words[q.last + 1] not in ";.":
        return False
    opens = {cue.first for cue in view.ending("terms").get(comma - 1, ()) if cue.phrase.role in HEADS}
    opens |= {k - 1 for k in opens if view.words[k - 1] in view.reading.lexicon.words("reported")}
    return any(k == first == view.sentence.first or view.words[k - 1] in ";:." for k in opens)


def _place_before(view: View, k: int) -> int | None:
    """Return the colon before a name that stands right before a number: "Deaths by district: Galle 13, Matara 8"."""
    if labels_lead(view):
        return None  # "Affected: FAMILIES 900 persons 4,500"
    first = max(view.sentence.first, k - _NAME)
    while k >= first and (view.words[k].isalpha() or view.words[k] in "-'"):
        k -= 1
    if k < first or view.words[k] != ":":
        return None
    return k if view.capitalised(k + 1) or says_by_what(view, k) else None


def says_by_what(view: View, colon: int) -> bool:
    """Tell whether a label says by what it divides those counted: "Displaced BY CAUSE: torrential rain 100"."""
    words = view.reading.lexicon.words("divided_by")
    return any(view.words[k] in words for k in range(max(view.sentence.first, colon - _NAME), colon))


def _label(view: View, colon: int) -> bool:
    """Tell whether what stands before a colon is a label and not a clause."""
    k = colon - 1
    while k >= view.sentence.first and view.words[k] not in ".;:":
        k -= 1
    return colon - k <= LABEL


def _bare_label(view: View, q: Quantity, k: int) -> bool:
    """Tell whether a number ends a label without a sign between: "Damaged houses 91,808"."""
    if any(c.first == k or c.last == k for c in view.ending("labels").get(k, ())) and not view.ending("terms").get(k):
        return True  # "toll 45 as bodies surface"
    short = q.last + 1 >= view.sentence.last or view.words[q.last + 1] in "(*"
    line = view.sentence.shape in _LINES and q.first - view.sentence.first <= LABEL
    if short and line and any(c.phrase.role in HEADS for c in _first_terms(view)):
        return True  # a line of its own: "Killed by the quakes 48"
    short = short or _in_shorthand(view, q, k) or labels_lead(view)
    return short and k >= view.sentence.first and bool(view.ending("units").get(k) or view.ending("terms").get(k))


def _in_shorthand(view: View, q: Quantity, k: int) -> bool:
    """Tell whether a noun alone is the label of a number among other items: "affected 600, HOUSES 227."."""
    nouns = view.ending("units").get(k)
    if not nouns or k != q.first - 1 or view.words[q.last + 1] not in ".,;(":
        return False
    first = nouns[0].first
    return first > view.sentence.first and view.words[first - 1] in ",;:" and view.words[k].endswith(_plural(view))


def _plural(view: View) -> str:
    return str(view.reading.lexicon.grammar.get("people_endings", "s"))


def _first_terms(view: View) -> list[Cue]:
    first = view.sentence.first
    named = view.starting("units").get(first)
    beside = view.starting("terms").get(named[0].last + 1, ()) if named else ()  # "People DISPLACED in Kachin 100,000"
    return [*view.starting("terms").get(first, ()), *view.starting("labels").get(first, ()), *beside]


def _heading(view: View, first: int, last: int, unit: Unit | None) -> tuple[list[Predicate], Cue | None]:
    """Read the label that ends at token `last`, back to the nearest stop."""
    words = view.words
    k = last = _before_causes(view, first, last)
    found: list[Predicate] = []
    aside: list[Predicate] = []
    noun: Cue | None = None
    while k >= first and last - k < _REACH:
        if found and _tells_when(view, first, k):
            found, aside, noun = [], found, None  # "the number made homeless WHEN a flood destroyed their houses is"
        if words[k] in ";" or (words[k] == ")" and found) or (words[k] in ".," and (found or noun) and k < last):
            break
        if any(c.phrase.key == "before" for c in view.starting("attributions").get(k, ())):
            found, noun = [], None  # "the number of deaths is 15,890, ACCORDING TO the police – 9,539 in Miyagi"
            k -= 1 + (words[k - 1] == ",")
            continue
        if not found and noun is None and tells(view, k, last):
            break  # "OFFICIALS SAID the number had risen to 510": who says so is not counted
        if found and view.has("relatives", k) and k > first and words[k - 1] in ',"”':
            found, noun = [], None  # told of the noun before: "the number of those killed by the storm, which hit"
            k -= 2
            continue
        if gives_number(view, k, last):
            k -= 1
            continue
        for cue in (*view.ending("terms").get(k, ()), *view.ending("labels").get(k, ())):
            longer = any(c.last >= cue.first for c in view.starting("terms").get(cue.first - 1, ()))
            longer = longer or any(c.first < cue.first for c in view.ending("labels").get(k, ()))
            if longer:
                continue  # "PARTIALLY DESTROYED houses", not "destroyed houses"
            joined = view.words[cue.first - 1] == "-" and view.touching(cue.first)
            if joined and not any(j in view.starting("units") for j in range(cue.first + 1, k + 2)):
                continue  # "in government-HELD areas", but "drought-DISPLACED families"
            alone = noun is None and cue.first > first and not view.ending("units").get(cue.first - 1)
            if (cue.phrase.role == "did" or view.has("handing", cue.first)) and alone:
                continue  # "in the week itself the town RECEIVED most: 1,561 households"
            if cue.phrase.role not in ("acts", "hosts") and fits(cue.phrase.key, unit) and not _left_undone(view, cue):
                camp = cue.phrase.key in _STAYING and any(
                    view.has("camp_words", j) for j in range(max(first, cue.first - 3), min(last + 1, cue.last + 5))
                )
                found.append(Predicate(cue, "link", Term.IN_CAMP if camp else None))
        if noun is None and view.ending("units").get(k) and not (
            is_where(view, view.ending("units")[k][0]) or any(_holds(view, p, k) for p in found)
        ):
            noun = view.ending("units")[k][0]
        total = view.first_of("totals", k) if found or noun is not None else None
        if total is not None and not found and total > first and words[total - 1] == ":":
            k = total - 2
            continue  # "Affected population: NUMBER OF families 9,590"
        if total is not None and (found or total < k):
            break  # "the new displacement brings THE TOTAL NUMBER OF civilians at the site to 26,000"
        k -= 1
    found = found or aside
    if found and counts_events(view, max(k, first), last):
        return [], None
    harm = [p for p in found if p.cue.last == last and p.term in HARMED and p.cue.phrase.role == "nouns"]
    if harm and noun is not None and noun.phrase.key == Unit.DWELLING and noun.last < harm[0].cue.first:
        found, noun = harm, None  # "House collapse DEATHS: 12"
    if found and noun is None and all(p.term == Term.OTHER for p in found):
        return [], None  # "Pumps at work: 62"
    total = noun is not None and view.first_of("totals", noun.first - 1) is not None
    line = view.sentence.shape in _LINES and words[last + 1 : last + 2] == [":"]  # "Persons IN HOSTELS: 1,250"
    if not found and noun is None and words[last + 1 : last + 2] == [":"]:
        found = _brought(view, first, last, unit)
    there = line and unit in _PEOPLE and (noun is None or noun.phrase.key == Unit.DWELLING)
    if there and all(p.term == Term.POPULATION for p in found):
        found = _lodged(view, first - 1, last) or found  # "Now in collective shelters: 1,175 people"
    if not found and noun is not None and (total or line) and noun.phrase.key != Unit.DWELLING:
        found = _lodged(view, noun.last, last)
    return found, noun


def _before_causes(view: View, first: int, last: int) -> int:
    """Return the last token of a label before what led to it: "the TOLL due to collapsed houses rose to 64"."""
    for k in range(first + 1, last):
        if view.has("circumstances", k) and (view.ending("labels").get(k - 1) or view.ending("terms").get(k - 1)):
            return k - 1
    return last


def _holds(view: View, told: Predicate, k: int) -> bool:
    """Tell whether a word is part of what is told, and names nobody: "families DRIVEN FROM THEIR HOMES"."""
    inside = told.cue.phrase.role != "nouns" and told.cue.first < k <= told.cue.last
    return inside and all(c.phrase.key == Unit.DWELLING for c in view.ending("units")[k])  # not "AFFECTED FAMILIES: 41"


_STAYING = frozenset({Term.POPULATION, Term.SHELTERED})
_PEOPLE = frozenset({Unit.PERSON, Unit.HOUSEHOLD})


def _tells_when(view: View, first: int, k: int) -> bool:
    """Tell whether a clause at a token tells when or why those of a total were counted, and not who they are."""
    if not view.has("subordinators", k) or view.has("relatives", k) or view.has("conjunctions", k):
        return False
    if view.has("possessed", k) or view.has("where", k):
        return False
    return any(view.has("totals", j) for j in range(first, k))


def _lodged(view: View, noun: int, last: int) -> list[Predicate]:
    """Return what the place tells where those labelled are: "the number of civilians IN THE PROTECTION SITE is"."""
    term = camp_named(view, noun + 1, last + 1)
    if term is None:
        return []
    cues = (view.cue(table, k) for k in range(noun + 1, last + 1) for table in LODGINGS[term])
    return [Predicate(cue, "link", term) for cue in cues if cue is not None][:1]


def _brought(view: View, first: int, last: int, unit: Unit | None) -> list[Predicate]:
    """Return that those are evacuated of whom a label says where to they were moved: "MOVED TO the school: 121"."""
    q = next((q for q in view.quantities if q.first == last + 2), None)
    bare = q is not None and (q.last + 1 >= view.sentence.last or not view.words[q.last + 1][0].isalnum())
    if first != view.sentence.first or unit not in (_PEOPLE | {None} if bare else _PEOPLE):
        return []
    k = first + (not view.words[first][0].isalnum())
    moved = next((c for c in view.starting("moves").get(k, ()) if c.phrase.role == "taken"), None)
    if moved is None or moved.last >= last:
        return []
    goal = range(moved.last + 1, min(last, moved.last + 1 + _ON))  # "Moved ON TO Malakal"
    led = not view.reading.lexicon.words("goes_into").isdisjoint(view.words[goal.start : goal.stop])
    start, end = view.reading.starts[moved.last + 1], view.reading.ends[last]
    there = bool(view.reading.within(view.reading.places, start, end)) or any(
        view.has(table, j) for j in range(moved.last + 1, last + 1) for table in ("shelter_words", "camp_words")
    )  # not "Brought to justice"
    there = there or any(view.words[j].isdigit() for j in range(goal.start, last))  # "Moved to 133 locations"
    return [Predicate(moved, "link", Term.EVACUATED)] if led and there else []


_ON = 2  # tokens from a verb of moving to "to"


def far(view: View, q: Quantity, start: int, unit: Unit | None) -> list[Predicate]:
    """Return the nearest verb to the left in the clause, where nothing nearer speaks of the count."""
    terms, recipients = view.ending("terms"), view.reading.lexicon.words("recipients")
    given = view.words[skip_left(view, q.first - 1)] in recipients  # "a vigil was held FOR the 23"
    for k in range(q.first - 1, max(start, view.sentence.first) - 1, -1):
        if view.words[k] == ";":
            break
        cues = [c for c in terms.get(k, ()) if fits(c.phrase.key, unit) and c.phrase.role in _FAR]
        cues = [c for c in cues if c.phrase.key not in (Term.ARMED, Term.OTHER) and not _left_undone(view, c)]
        cues = [c for c in cues if not view.has("handing", c.first)]  # "the portal GAVE 6,319 people in the district"
        claims = view.starting("attributions").get(cues[0].first, ()) if cues else ()
        if any(c.phrase.role == "claims" for c in claims):
            break  # "the group CLAIMED 300 families were moved"
        cues = [c for c in cues if not _of_office(view, c) and not (c.phrase.key == Term.DETAINED and given)]
        if cues:
            return [Predicate(c, "far") for c in cues]
    return []


def _of_office(view: View, cue: Cue) -> bool:
    """Tell whether a word is that of an office's name: "the REFUGEE agency says that 900 people live there"."""
    offices = view.reading.lexicon.words("refugee_bodies")
    return cue.phrase.role == "nouns" and not offices.isdisjoint(view.words[cue.last + 1 : cue.last + 2])


def _left_undone(view: View, cue: Cue) -> bool:
    """Tell whether a verb only says what did not go with it: "displaced WITHOUT LEAVING the country: 65,000 people"."""
    return view.first_of("without", cue.first - 1) is not None
