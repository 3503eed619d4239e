"""People named in a row behind one number: "40 WOMEN AND CHILDREN", "300 MEN, WOMEN AND CHILDREN"."""

from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue
from stats.vocabulary import Unit


def end_of_row(view: View, q: Quantity, head: Cue) -> int:
    """Return the last token of the row of people that a noun begins, that of the noun itself where it stands alone."""
    if not _is_many(view, head) or view.reading.lexicon.grammar.get("verb_first"):
        return head.last
    k = head.last
    while (one := _people_at(view, k + 2)) is not None and view.words[k + 1] == ",":
        k = one.last
    joined = view.last_of("conjunctions", k + 1)
    last = _people_at(view, joined + 1) if joined is not None else None
    if last is None or view.words[k + 1] in view.reading.lexicon.words("by_means"):
        return head.last
    after = last.last + 1
    breaks = _goes_on(view, after) or not _ends_phrase(view, after)
    opens_clause = _says(view, after) or (is_object(view, q) and breaks)
    return head.last if opens_clause else last.last  # "killed 12 and RESIDENTS FLED", "and RESIDENTS SAID"


def over_short_form(view: View, last: int) -> int:
    """Return the token after a noun, or after brackets with nothing but its short form: "1,200 households (HHs)"."""
    k = last + 1
    if view.closers.get(k) != k + 2:
        return k
    nouns = any(c.phrase.role == "nouns" and c.last == k + 1 for c in view.starting("terms").get(k + 1, ()))
    return k + 3 if nouns or k + 1 in view.starting("units") else k


def is_object(view: View, q: Quantity) -> bool:
    """Tell whether a verb stands right before a number."""
    return any(c.phrase.role in ("acts", "done") for c in view.ending("terms").get(q.first - 1, ()))


def _people_at(view: View, k: int) -> Cue | None:
    """Return the plural noun of people that starts at a token, and that describes no other noun."""
    if k >= view.sentence.last:
        return None
    pool = (*view.starting("units").get(k, ()), *view.starting("terms").get(k, ()))
    found = next((c for c in pool if _is_many(view, c)), None)
    if found is None or found.last + 1 in view.starting("counted") or view.words[found.last + 1 :][:1] == ["-"]:
        return None
    return None if found.last + 1 in view.starting("units") or view.reading.owns(found.last + 1) else found


def _is_many(view: View, cue: Cue) -> bool:
    """Tell whether a phrase is a noun of several people by itself, and no participle: "displaced" is none."""
    if cue.phrase.table == "units":
        return cue.phrase.key == Unit.PERSON
    plural = view.reading.lexicon.grammar.get("people_endings", "s")
    return cue.phrase.role == "nouns" and view.words[cue.last].endswith(plural)


def _says(view: View, k: int) -> bool:
    """Tell whether a verb of saying stands at a token: its subject is who tells of those counted."""
    return any(c.phrase.key in ("say", "count") for c in view.starting("attributions").get(k, ()))


def _ends_phrase(view: View, k: int) -> bool:
    """Tell whether the phrase of a noun can end before a token: no verb that the lexicon does not know stands there."""
    if k >= view.sentence.last or not view.words[k][0].isalnum():
        return True
    return any(view.has(table, k) for table in ("np_stops", "place_prepositions", "relatives"))


def _goes_on(view: View, k: int) -> bool:
    """Tell whether a verb follows that may have a subject of its own."""
    if k >= view.sentence.last:
        return False
    told = any(c.phrase.role != "nouns" for c in view.starting("terms").get(k, ()))
    return told or view.words[k] in view.reading.lexicon.words("auxiliaries", "perfect")
