"""What a head, a label or a title tells of the counts under it: its term, its unit and its kind."""

from dataclasses import dataclass

from stats.assembly.counted.eventnouns import counts_events
from stats.assembly.counted.terms import STRENGTH, Predicate, strongest
from stats.assembly.kinds.words import said_in
from stats.assembly.view import View
from stats.readers.reading import Cue
from stats.vocabulary import Kind, Term, Unit

_SUBJECT = 60  # a longer head is a sentence, and no subject


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column's head, a row's label or a title tells: term, unit, kind, and the words that are the subject.

    tokens: [first, last) of its words.
    """

    term: Cue | None = None
    unit: Unit | None = None
    said: Kind | None = None
    subject: str | None = None
    tokens: tuple[int, int] | None = None


def read_heading(view: View, first: int, last: int, of: Unit | None = None) -> Heading:
    """Read a head, label or title for a term, a unit and a kind. of: the unit where it names none."""
    told = (
        c
        for c in (*view.all("terms"), *view.all("labels"))
        if first <= c.first and c.last < last and c.phrase.role != "hosts" and c.phrase.key in STRENGTH
        and not _moves_nobody(view, c, first, last)
    )
    cues = [Predicate(c, "label") for c in told]
    named = [c for c in (*view.all("units"), *view.all("unit_words")) if first <= c.first and c.last < last]
    units = [c for c in named if view.first_of("inside", c.first - 1) is None]  # "still IN SHELTERS: 1,145"
    unit = None
    if units:
        aside = [c for c in units if view.words[c.first - 1] == "(" and view.closers.get(c.first - 1) == c.last + 1]
        cue = (aside or units)[0]  # "Where people arrived (HHs)"
        unit = Unit(cue.phrase.key if cue.phrase.table == "units" else cue.phrase.role)
    term = None if cues and counts_events(view, first, last - 1) else strongest(cues, unit or of)
    if unit is None and term is not None:
        housing = term.term in (Term.HOUSING_DESTROYED, Term.HOUSING_DAMAGED)
        unit = Unit.DWELLING if housing else Unit.PERSON if term.cue.phrase.role == "nouns" else None
    subject = view.text(first, last - 1) if (term or units) and last > first else None
    said = said_in(view, first, last, range(first + 1, first + 1))
    subject = subject if subject and len(subject) < _SUBJECT else None
    return Heading(term.cue if term else None, unit, said, subject, (first, last))


def _moves_nobody(view: View, cue: Cue, first: int, last: int) -> bool:
    """Tell whether a verb that moves others has nobody behind it: "Where people MOVED TO", "Where they MOVED"."""
    moves = cue.phrase.role == "acts" or cue.phrase.table == "labels"
    if not moves or cue.first == first or not view.has("moves", cue.last):
        return False
    after = cue.last + 1
    ends = after >= last or not view.words[after][0].isalnum()
    return ends or view.last_of("place_prepositions", after) is not None
