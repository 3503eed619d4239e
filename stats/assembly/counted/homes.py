"""Homes beside a number: whether they are what it counts, or only where people are, go, or what a word measures."""

from stats.assembly.counted.describing import of_fires
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue
from stats.vocabulary import HOUSING, Term, Unit


def brought_home(view: View, q: Quantity, begin: int, home: Cue) -> bool:
    """Tell whether a single home right after a bare number is where somebody brings people: "flew 160 HOME"."""
    plural = view.reading.lexicon.grammar.get("people_endings", "s")
    one = home.phrase.key == Unit.DWELLING and not view.words[home.last].endswith(plural)
    if not one or home.first not in view.starting("goals"):
        return False
    pronoun = view.last_of("of_them", q.last + 1)  # "flew 160 OF THEM home"
    near = home.first == begin or (pronoun is not None and home.first == pronoun + 1)
    return near and q.first - 1 in view.ending("moves")


def of_homes(view: View, thing: Cue) -> int | None:
    """Return the token of the homes that a number's word only measures: "306 UNITS OF house"; None if none follow."""
    k = thing.last + 2
    if view.words[thing.last] not in view.reading.lexicon.words("classifiers") or k >= view.sentence.last:
        return None
    if view.words[k - 1] not in view.reading.lexicon.words("numeral_of"):
        return None
    return k if any(c.phrase.key == Unit.DWELLING for c in view.starting("units").get(k, ())) else None


def of_labelled_homes(view: View, q: Quantity, thing: Cue) -> bool:
    """Tell whether a number's word only says that it counts the homes of a label: "HOUSES: badly damaged 19 UNITS"."""
    if view.words[thing.last] not in view.reading.lexicon.words("classifiers"):
        return False
    colon = next((k for k in range(q.first - 1, view.sentence.first, -1) if view.words[k] == ":"), None)
    if colon is None:
        return False
    k = next((k for k in range(colon - 1, view.sentence.first - 1, -1) if view.words[k] in ";,.:"), None)
    label = range(view.sentence.first if k is None else k + 1, colon)
    if any(k in view.starting("counted") for k in label):
        return False
    return any(c.phrase.key == Unit.DWELLING for k in label for c in view.starting("units").get(k, ()))


def lived_in(view: View, q: Quantity, head: Cue) -> bool:
    """Tell whether dwellings are only where something is, or may be other buildings: "into 152 shelters"."""
    if head.phrase.table != "units" or head.phrase.key != Unit.DWELLING:
        return False
    if head.phrase.words[0] in view.reading.lexicon.words("built_things"):
        return not of_fires(view.reading)  # "pulled down 40 structures": sheds and shops too
    if head.phrase.words[-1] in view.reading.lexicon.words("relief_homes") and _given(view, q):
        return True
    told = view.ending("terms").get(q.first - 1, ())
    harmed = (c.phrase.role for c in told if c.phrase.key in HOUSING or c.phrase.key == Term.AFFECTED)
    if not {"acts", "deeds"}.isdisjoint(harmed) or _ruined(view, head.last + 1):
        return False  # "the water got into 3,600 houses", "cracks in 212 houses", "led to 400 homes BEING DESTROYED"
    if view.has("conjunctions", q.first - 2) and _harm_goes_on(view, q.first - 1):
        return False
    if any(p.last < q.first and view.first_of("changes", p.first - 1) is not None for p in view.quantities):
        return False  # "rose FROM 6,400 houses TO 45,000 houses"
    k = _before_owner(view, q.first - 1)  # "in THE TOWN'S nine shelters"
    return view.first_of("inside", k) is not None or (
        view.words[k] in view.reading.lexicon.words("articles") and view.first_of("inside", k - 1) is not None
    )


def _harm_goes_on(view: View, k: int) -> bool:
    """Tell whether a small word goes on with what a verb did: "SET FIRE TO a church and TO 40 homes"."""
    acts = (c for c in view.all("terms") if c.first < c.last < k and c.phrase.role in ("acts", "deeds"))
    return any(c.phrase.key in HOUSING and c.phrase.words[-1] == view.words[k] for c in acts)


def _given(view: View, q: Quantity) -> bool:
    """Tell whether a verb right before a number gives what it counts: "SENT 30 tents", "… and 40 shelters"."""
    k = q.first - 1
    if any(c.phrase.role == "words" for c in view.ending("gives").get(k, ())):
        return True
    joined = view.words[k] == "," or view.has("conjunctions", k)
    if not joined or view.words[k - 1] not in view.reading.lexicon.words("relief_homes"):
        return False
    return any(p.thing and k - _NOUN <= p.last < k for p in view.quantities)


_NOUN = 3  # tokens from a number of what was given to the next: "30 family tents and 40 shelters"


def _before_owner(view: View, k: int) -> int:
    """Return the token before the name of an owner whose mark stands at a token, else that token."""
    if not view.reading.owns(k):
        return k
    name = (j for j in range(k - 1, max(view.sentence.first, k - _OWNER) - 1, -1))
    return next((j for j in name if view.first_of("inside", j) is not None or not view.words[j].isalpha()), k)


_OWNER = 5  # tokens of an owner's name: "the old town's"


def _ruined(view: View, k: int) -> bool:
    """Tell whether a token opens what is done to the homes before it: "BEING destroyed", "DESTROYED"."""
    k += view.last_of("passive", k) is not None
    return any(c.phrase.key in HOUSING and c.phrase.role == "done" for c in view.starting("terms").get(k, ()))
