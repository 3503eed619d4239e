"""Words between a number and its noun that only describe it: adjectives, participles, nouns before another noun."""

from stats.assembly.view import View
from stats.readers.reading import Cue, Reading
from stats.vocabulary import LODGED, Unit


def is_hyphened(view: View, thing: Cue) -> bool:
    """Tell whether a hyphen joins a thing to homes or a participle after it: "line-houses", "flood-hit families"."""
    k = thing.last + 1
    if view.words[k : k + 1] != ["-"] or not (view.touching(k) and view.touching(k + 1)):
        return False
    homes = any(c.phrase.key == Unit.DWELLING for c in view.starting("units").get(k + 1, ()))
    said = any(c.phrase.role in ("done", "nouns") for c in view.starting("terms").get(k + 1, ()))
    plural = view.reading.lexicon.grammar.get("people_endings", "s")
    based = view.words[k + 1 : k + 2] and view.words[k + 1].isalpha() and not view.words[k + 1].endswith(plural)
    return bool(homes or said or based)  # "home-based families"


def is_held_by(view: View, people: Cue) -> bool:
    """Tell whether a hyphen joins people to what they did with the thing behind it: "two REBEL-HELD towns"."""
    k = people.last + 1
    if view.words[k : k + 1] != ["-"] or k + 1 >= view.sentence.last or not (view.touching(k) and view.touching(k + 1)):
        return False
    past = tuple(view.reading.lexicon.grammar.get("past_endings", ()))
    done = any(c.phrase.role == "done" for c in view.starting("terms").get(k + 1, ()))
    return done or (bool(past) and view.words[k + 1].endswith(past))


def only_describes(view: View, unit: Cue) -> bool:
    """Tell whether a singular noun only describes what stands after it: "112 OFFICIAL shelters", "50 LOCAL offices"."""
    k = unit.last + 1
    if view.reading.lexicon.grammar.get("verb_first"):
        return False  # what describes a noun stands behind it
    if unit.first != unit.last or not (k in view.starting("counted") or k in view.starting("units")):
        return False
    return singular(view, unit.first) is not None


def is_described(view: View, k: int, stop: int) -> bool:
    """Tell whether one more adjective stands between a token and a noun that is counted."""
    plain = k + 1 < stop and view.words[k].isalpha() and k not in view.starting("units")
    return plain and k + 1 in view.starting("units")


def singular(view: View, k: int) -> list[Cue] | None:
    """Return the unit of a singular whose plural the lexicon has: "one sailor died"."""
    plural = view.words[k] + str(view.reading.lexicon.grammar.get("plural", ""))
    found = [p for p in view.reading.lexicon.starting(plural) if len(p.words) == 1 and p.table == "units"]
    return [Cue(k, k, view.reading.starts[k], view.reading.ends[k], p) for p in found[:1]] or None


def unknown_noun(view: View, begin: int, end: int) -> bool:
    """Tell whether words that the lexicon does not know stand between a number and what follows: "14 councils are"."""
    words = view.words[begin:end]
    if not words or not words[0].isalpha() or begin >= view.sentence.last:
        return False
    lexicon = view.reading.lexicon
    return (
        words[-1].isalpha()
        and words[-1].endswith(lexicon.grammar.get("people_endings", "s"))
        and not lexicon.knows(words[-1])
    )


def before_people(view: View, thing: Cue) -> bool:
    """Tell whether a thing only describes the people after it: "town residents", "village families", "CAR refugees"."""
    k = thing.last + 1
    units = view.starting("units").get(k, ())
    many = view.reading.lexicon.grammar.get("people_endings", "s")
    nouns = [c for c in view.starting("terms").get(k, ()) if c.phrase.role == "nouns" and c.phrase.key not in LODGED]
    called = [c for c in nouns if view.words[c.last].endswith(many)]  # not "26 livestock DEAD"
    plural = view.words[thing.last].endswith(many)
    if plural and view.reading.lexicon.grammar.get("noun_first"):
        return False  # "tres PROVINCIAS ecuatorianas", "cuatro BUQUES chilenos"
    if thing.phrase.role != "things" or (plural and (called or view.words[thing.first - 1] in _others(view))):
        return False  # "at seven other sites victims have gathered"
    people = units[0].phrase.key != Unit.DWELLING if units else bool(called)
    return people and view.reading.starts[k] - thing.end == 1


def _others(view: View) -> frozenset[str]:
    return view.reading.lexicon.words("other_words")


def is_bent(view: View, cue: Cue) -> bool:
    """Tell whether a verb may describe a noun after it: "fleeing families", but not "20,000 flee homes"."""
    return view.words[cue.last].endswith(tuple(view.reading.lexicon.grammar.get("participle_endings", ())))


def is_adjective(view: View, k: int, stop: int) -> bool:
    """Tell whether a participle is an adjective: a noun that may be counted follows within three words."""
    units, terms, things = view.starting("units"), view.starting("terms"), view.starting("counted")
    for j in range(k, min(stop, k + 3)):
        named = all(view.capitalised(i) for i in range(k, j))  # "four besieged SYRIAN towns"
        if j in units or (named and j in things) or any(c.phrase.role == "nouns" for c in terms.get(j, ())):
            return True
        if view.has("np_stops", j) or (not view.words[j].isalpha() and view.words[j] != "-"):
            return False
    return False


def is_compound(view: View, k: int) -> bool:
    """Tell whether an unknown plural right after a modifier is what is counted: "family plots"."""
    word = view.words[k] if k < view.sentence.last else ""
    return (
        word.isalpha()
        and not view.capitalised(k)
        and word.endswith(view.reading.lexicon.grammar.get("people_endings", "s"))
        and not view.reading.lexicon.knows(word)
    )


def modifies(view: View, cue: Cue) -> bool:
    """Tell whether a noun may stand before another: "refugee camp", "IDP families", "police officers"."""
    return view.last_of("modifiers", cue.first) == cue.last


def of_fires(reading: Reading) -> bool:
    """Tell whether a text speaks of wildfires, where structures burn that people live in."""
    if "fires" not in reading.memo:
        cues = (cue for sentence in reading.sentences for cue in reading.cues(sentence).all("hazards"))
        reading.memo["fires"] = any(cue.phrase.key == "wildfire" for cue in cues)
    return bool(reading.memo["fires"])

def of_country(view: View, name: int) -> bool:
    """Tell whether a name is the adjective of a country, and so one of its people: "one UGANDAN"."""
    start, end = view.reading.starts[name], view.reading.ends[name]
    return any(p.adjective and p.last == name for p in view.reading.within(view.reading.places, start, end))
