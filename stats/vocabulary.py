"""The words of the field: what a figure may say, and which words belong together.

Source: IDMC's figure model (category, term, unit, quantifier, stock and flow), widened to the other counts of the same
news. docs/method.md explains each word.
"""

from enum import StrEnum


class Unit(StrEnum):
    """What is counted."""

    PERSON = "person"
    HOUSEHOLD = "household"
    DWELLING = "dwelling"


class Quantifier(StrEnum):
    """How the text bounds its number."""

    EXACT = "exact"
    APPROXIMATELY = "approximately"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    RANGE = "range"
    VAGUE = "vague"


class Kind(StrEnum):
    """flow: happened inside a window. cumulative: a running total since a start. stock: a state at a date."""

    FLOW = "flow"
    CUMULATIVE = "cumulative"
    STOCK = "stock"


class Term(StrEnum):
    """What happened to those counted, or what they are."""

    DISPLACED = "displaced"
    FLED = "fled"
    EVACUATED = "evacuated"
    RELOCATED = "relocated"
    SHELTERED = "sheltered"
    IN_CAMP = "in_camp"
    HOMELESS = "homeless"
    RETURNED = "returned"
    REFUGEE = "refugee"
    STRANDED = "stranded"
    AFFECTED = "affected"
    IN_NEED = "in_need"
    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    HOUSING_DESTROYED = "housing_destroyed"
    HOUSING_DAMAGED = "housing_damaged"
    ARMED = "armed"
    POPULATION = "population"
    OTHER = "other"


LODGED = frozenset((Term.SHELTERED, Term.IN_CAMP))
"""Terms of people who are under somebody's roof or in a camp."""

HOUSING = frozenset({Term.HOUSING_DESTROYED, Term.HOUSING_DAMAGED})
"""What befalls homes, told of them as dwellings."""
TOLL = frozenset((Term.KILLED, Term.INJURED, Term.MISSING))
"""Terms that a toll counts."""

HARMED = TOLL | {Term.DETAINED}
"""Terms of what was done to people and says nothing of where they went."""


class Measure(StrEnum):
    """What is charted together."""

    DISPLACED = "displaced"
    SHELTERED = "sheltered"
    RETURNED = "returned"
    REFUGEES = "refugees"
    STRANDED = "stranded"
    AFFECTED = "affected"
    IN_NEED = "in_need"
    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    HOUSING_DESTROYED = "housing_destroyed"
    HOUSING_DAMAGED = "housing_damaged"
    ARMED = "armed"
    POPULATION = "population"


class PeriodRule(StrEnum):
    """How the window of a figure was told."""

    DATES = "dates"
    LOOK_BACK = "look_back"
    CALENDAR = "calendar"
    EVENT = "event"
    PUBLISHED = "published"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How precisely the window's words tell it."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class PlaceRole(StrEnum):
    """What the place is to the count: left, reached, or simply where it holds."""

    ORIGIN = "origin"
    DESTINATION = "destination"
    PRESENT = "present"


class Cause(StrEnum):
    """What drove the event."""

    CONFLICT = "conflict"
    DISASTER = "disaster"
    OTHER = "other"


class DayKnown(StrEnum):
    """How a document's day of publication is known."""

    STATED = "stated"
    METADATA = "page metadata"
    DATELINE = "dateline"
    TEXT = "in the text"
    USER = "the user's word"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """What reviewers have said of a figure."""

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


class Basis(StrEnum):
    """How the value of a row of a series came about."""

    REPORTED = "reported"
    SHARED = "shared"
    CARRIED = "carried"
    IMPLIED = "implied"
    CONVERTED = "converted"
    PARTIAL_SUM = "partial_sum"


class Role(StrEnum):
    """Whether a claim counts in its series."""

    RECOMMENDED = "recommended"
    TRIANGULATION = "triangulation"
    SUPERSEDED = "superseded"
    PART = "part"


class Hazard(StrEnum):
    """The natural hazard behind a disaster."""

    FLOOD = "flood"
    STORM = "storm"
    EARTHQUAKE = "earthquake"
    VOLCANO = "volcano"
    WILDFIRE = "wildfire"
    LANDSLIDE = "landslide"
    DROUGHT = "drought"
    TSUNAMI = "tsunami"
    COLD = "cold"
    HEAT = "heat"
    EROSION = "erosion"
    FIRE = "fire"
    OTHER = "other"


_MOVED = {Term.DISPLACED, Term.FLED, Term.EVACUATED, Term.RELOCATED, Term.HOMELESS, Term.SHELTERED, Term.IN_CAMP}

_MEASURES: dict[Term, Measure] = {
    **dict.fromkeys((Term.DISPLACED, Term.FLED, Term.EVACUATED, Term.RELOCATED, Term.HOMELESS), Measure.DISPLACED),
    **dict.fromkeys((Term.SHELTERED, Term.IN_CAMP), Measure.SHELTERED),
    Term.REFUGEE: Measure.REFUGEES,
}


def measure_of(term: str) -> Measure | None:
    """Return the measure a term is charted under; None for `other`, which is listed and never charted."""
    return None if term == Term.OTHER else _MEASURES.get(Term(term)) or Measure(term)


def terms_of(measure: str) -> tuple[Term, ...]:
    """Return the terms that a measure charts together."""
    return tuple(term for term in Term if measure_of(term) == measure)


def category_of(term: str, kind: str) -> str | None:
    """Return IDMC's category of a (term, kind) pair, or None where IDMC has none."""
    stock = kind == Kind.STOCK
    if term in _MOVED:
        return "IDPs" if stock else "Internal displacements"
    if term == Term.REFUGEE:
        return "People displaced across borders" if stock else "Cross-border flight"
    if term == Term.RETURNED:
        return "Returnees" if stock else "Return"
    return "Deaths" if term == Term.KILLED else None


def is_country_code(word: str) -> bool:
    """Tell whether a word has the form of a country's code: three capitals, as ISO 3166-1 has them."""
    return len(word) == 3 and word.isascii() and word.isupper()
