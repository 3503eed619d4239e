"""Labels of things: "Schools: 42", "No. of relief camps: 12", "the number of bridges is 40" count nobody."""

from stats.assembly.counted.candidates import is_rate
from stats.assembly.counted.eventnouns import counts_events
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.when.pairs import befalls_now
from stats.vocabulary import HARMED, Term


def _heads_label(view: View, k: int) -> bool:
    """Tell whether things head a number over a linking word: "IDP CAMPS now at 167", "the number of SCHOOLS is 40"."""
    if view.reading.lexicon.grammar.get("noun_first"):
        befell = [c.first for c in view.ending("terms").get(k, ()) if c.phrase.role == "done"]
        k = befell[0] - 1 if befell and view.ending("counted").get(befell[0] - 1) else k  # "número de CIDADES afetadas"
    things = view.ending("counted").get(k)
    people = view.ending("units").get(k) or any(c.phrase.role == "nouns" for c in view.ending("terms").get(k, ()))
    if not things or people:
        return False
    where = things[0].first - 1
    where -= view.words[where] in view.reading.lexicon.words("articles")
    if where >= view.sentence.first and view.last_of("place_prepositions", where) is not None:
        return _heads_label(view, where - 1)  # "the number of IDPs IN THE CAMPS is 960"
    first = min(c.first for c in (*things, *view.ending("terms").get(k, ())))
    if view.first_of("totals", first - 1) is not None:
        return True
    if view.has("hazards", first) or view.has("causes", first):
        return False
    if not view.words[k].endswith(view.reading.lexicon.grammar.get("people_endings", "s")):
        return False
    for j in (first - 1, first - 2):  # "IDP camps" heads it, "the toll in the hill districts" does not
        if j < view.sentence.first or view.words[j] in ",;:." or view.first_of("totals", j) is not None:
            return True
        if view.words[j] in view.reading.lexicon.words("articles"):
            return view.last_of("place_prepositions", j - 1) is None
        if view.first_of("modifiers", j) is None:
            return False
    return False


def names_things(view: View, first: int, last: int) -> bool:
    """Tell whether a label in tokens [first, last] holds things that are no part of a name: "Ward 3", "Alder Camp"."""
    things, plural = view.starting("counted"), view.reading.lexicon.grammar.get("people_endings", "s")
    for k in range(first, last + 1):
        if k not in things or view.has("hazards", k):
            continue
        beside = [j for j in (k - 1, k + 1) if first <= j <= last]
        named = any(view.capitalised(j) or view.words[j].isdigit() for j in beside)
        if view.words[k].endswith(plural) or not named:
            return True
    return False


def _is_numbered_name(view: View, last: int) -> bool:
    """Tell whether a label ends in a place's name and number: "Ward 5", but not "Wards 5"."""
    plural = view.reading.lexicon.grammar.get("people_endings", "s")
    k = last - 1
    return view.words[last].isdigit() and k >= view.sentence.first and view.capitalised(k) and (
        not view.words[k].endswith(plural)
    )


def _begins_with_things(view: View, last: int) -> bool:
    """Tell whether a label that ends at a token begins with things, or places to stay, and names nobody."""
    if _is_numbered_name(view, last):
        return False
    first = last
    signs = view.reading.lexicon.words("number_signs")
    while first > view.sentence.first and not view.words[first - 1][0].isdigit() and last - first < _LABELLED:
        if view.words[first - 1] in _PARTED and view.words[first - 2] not in signs:
            break
        first -= 1
    if first > view.sentence.first and view.words[first - 1][0].isdigit():
        if view.words[first] != ",":
            return False  # "people are in 35 centres: 17,856 in the north"
        first += 1
    first += first == view.sentence.first and len(view.words[first]) == 1 and first < last  # the bullet "o"
    total = view.last_of("totals", first)
    head = first if total is None or total >= last else total + 1
    done = next((c.last for c in view.starting("terms").get(head, ()) if c.phrase.role == "done"), last)
    if done < last and done + 1 in view.starting("counted"):
        head = done + 1  # "Affected VILLAGES: 13"
    if any(is_rate(view, k) for k in range(head, last + 1)):
        return True  # "Blankets a family: 3"
    if any(c.phrase.role == "nouns" and c.phrase.key in HARMED for c in view.ending("terms").get(last, ())):
        return False  # "Road accident DEATHS: 7"
    things = head in view.starting("counted") or any(view.has(t, head) for t in ("camp_words", "shelter_words"))
    if not things or view.has("hazards", head) or last - first >= _LABELLED:
        return False
    label = range(first, last + 1)
    if any(view.starting(table).get(k) for table in ("units", "unit_words") for k in label):
        return False
    return all(c.first not in label for c in view.all("labels") if c.phrase.key == Term.POPULATION)


_PARTED = frozenset(";.()•-–—|▪·:>*=→►■□✓+●◦‣")
_SET_OFF = _PARTED | {",", ")"}
_LABELLED = 7  # tokens of a label, at most


def _is_time(view: View, last: int) -> bool:
    """Tell whether the label that ends at a token is a time and nothing else."""
    k = last
    while k >= view.sentence.first and view.words[k] not in _PARTED:
        k -= 1
    begin, end = view.reading.starts[k + 1], view.reading.ends[last]
    return any(m.first == k + 1 and m.last == last for m in view.reading.within(view.reading.periods, begin, end))


def _line_label(view: View, q: Quantity) -> int | None:
    """Return the last token of the label of a number that ends a line without a colon; None where it has none."""
    after = q.last + 1
    ends = after >= view.sentence.last or (view.words[after] == ")" and after + 1 >= view.sentence.last)
    k = q.first - 1
    while k > view.sentence.first and view.words[k] in _BEFORE_NUMBERS:
        k -= 1
    short = q.first - view.sentence.first <= _LABELLED and view.sentence.shape in ("head", "item", "row")
    return k if ends and short and k >= view.sentence.first and view.words[k].isalpha() else None


def _is_told(view: View, last: int) -> bool:
    """Tell whether a line without a colon says what befell people: "Attacks KILL 20", "ataque MATA a 20"."""
    filler = view.first_of("fillers", last)
    ends = [last] if filler is None else [last, filler - 1]
    return any(befalls_now(view.reading, view.sentence, k) for k in ends)


_BEFORE_NUMBERS = frozenset(("-", "–", "—", "=", "(", ">"))


def _under_things(view: View, stop: int) -> bool:
    """Tell whether a line opens with a label of things or events, before token `stop`: "EVENTS: Alder 45"."""
    first = view.sentence.first
    line = view.words[first : min(stop + 1, first + _LINE_LABEL)]
    if ":" not in line or line[0] == ":":
        return False
    colon = first + line.index(":")
    by_place = colon < stop and view.capitalised(stop) and view.words[colon - 2] in _by(view)
    return counts_events(view, first, colon - 1) or (by_place and _begins_with_things(view, colon - 1))


def _by(view: View) -> frozenset[str]:
    """Return the words between what a label names and what divides it: "Schools BY district: Alder 25"."""
    return view.reading.lexicon.words("divided_by")


_LINE_LABEL = 10  # tokens of the label that opens a line


def labels_things(view: View, q: Quantity) -> bool:
    """Tell whether a bare number counts things labelled before it: "schools 42; bridges 1", "Lost: 764 cattle"."""
    k = q.first - 1
    colon = view.words[k] == ":"
    if _under_things(view, k):
        return True
    if k >= view.sentence.first and colon:
        k -= 1
    if view.words[k] in view.reading.lexicon.words("relief_homes") and k > view.sentence.first:
        return view.words[k - 1] in ",;:" and not view.has("terms", q.last + 1)  # "guests 300, TENTS 40"
    opening = next((o for o, close in view.closers.items() if close == k), None) if view.closers else None
    if opening is not None and any(opening < other.first < k for other in view.quantities):
        k, opening = opening - 1, None  # "Evacuees (4 states): 1,806", "Goma (two quarters): 300"
    if view.sentence.shape != "prose":
        homes = (view.first_of(table, k) for table in ("shelter_words", "camp_words"))
        if view.sentence.first in homes:
            return True  # "Shelters: 623"
    if colon and _is_time(view, k):
        return False  # "In the last 24 HOURS: 12"
    if not colon and (dashed := _line_label(view, q)) is not None:
        if _is_told(view, dashed):
            return False  # "Clashes DISPLACE 3,000"
        k, colon = dashed, True  # "Schools damaged – 29", "Bridges out 4"
    if colon and _begins_with_things(view, k):
        return True  # "classrooms without a roof: 1,440", "No. of relief camps: 12"
    linked = None if colon else view.first_of("linking", k)
    while linked is not None and (further := view.first_of("linking", linked - 1)) is not None:
        linked = further
    if any(c.phrase.role == "acts" and c.first < c.last for c in view.ending("terms").get(k, ())):
        return False  # "CRACKED THE WALLS OF 400 more"
    if linked is not None and _heads_label(view, linked - 1):
        return True
    done = next((c for c in view.ending("terms").get(k, ()) if c.phrase.role == "done"), None)
    if done is not None:
        k = done.first - 1
    if opening is None and view.closers:
        opening = next((o for o, close in view.closers.items() if close == k), None)
    if opening is not None and view.ending("counted").get(k - 1):
        return True  # "Crops affected (hectares) 10,829"
    things, people = view.ending("counted").get(k), view.ending("units").get(k)
    if not things or view.has("terms", q.last + 1):
        return False
    first = things[0].first
    if people and people[0].first <= first:
        return False  # but "COMMERCIAL structures destroyed: 260" are no homes
    if view.has("hazards", first) or view.has("causes", first):
        return False  # "Floods hit half a million"
    if view.first_of("totals", first - 1) is not None:
        return True  # "# of schools damaged: 28"
    before = view.words[first - 1]
    return first == view.sentence.first or before in _SET_OFF or before[0].isdigit()


def sets_off_things(view: View, q: Quantity) -> bool:
    """Tell whether a bare number ends a clause about things and nobody: "CATTLE drowned too, perhaps 3,000"."""
    k, stop = q.last + 1, view.sentence.last
    ends = k >= stop or view.words[k] in ",;." or view.last_of("in_all", k) is not None
    if view.words[q.first - 1] != "," or not ends or any(p.first < q.first for p in view.quantities):
        return False  # "just over HALF, 4,260, are"
    head = range(view.sentence.first, q.first)
    people = any(c.phrase.role == "nouns" for j in head for c in view.starting("terms").get(j, ()))
    people = people or any(j in view.starting("units") for j in head)
    return not people and any(j in view.starting("counted") for j in head)


def are_things(view: View, q: Quantity) -> bool:
    """Tell whether a bare number counts what a verb says that they are: "Twelve of those WERE state SCHOOLS"."""
    whole = view.last_of("share_whole", q.last + 1)
    k = view.last_of("passive", q.last + 1 if whole is None else whole + 1)
    if k is None or q.share is not None:
        return False
    for j in range(k + 1, min(view.sentence.last, k + _NAMED)):
        if j in view.starting("units") or view.has("np_stops", j) or not view.words[j].isalpha():
            return False
        if any(c.phrase.role in ("nouns", "done") for c in view.starting("terms").get(j, ())):
            return False
        things = view.starting("counted").get(j)
        if things and things[0].phrase.role != "measures" and not view.has("hazards", j):
            end = things[0].last + 1
            if end >= view.sentence.last or not view.words[end].isalnum() or view.has("np_stops", end):
                return True
            return view.words[end] in view.reading.lexicon.words("numeral_of")
    return False


_NAMED = 5  # tokens from "were" to the things: "were primary schools"
