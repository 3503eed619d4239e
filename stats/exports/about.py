"""What every export says of itself: what was asked, where, when, and on what terms it may be used."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from stats import __version__

LICENCE_NAME = "CC-BY-4.0"
LICENCE_TITLE = "Creative Commons Attribution 4.0"
LICENCE_PATH = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_NOTE = (
    "The figures and series as a collection may be used under CC BY 4.0; name the publishers of the articles. "
    "Titles, sentences and texts remain their publishers' and are quoted as evidence."
)
HOUSEHOLD_NOTE = "Household sizes keep their own sources and terms, named in each row that uses one."
PLACES_NOTE = (
    "Place ids, p-codes and coordinates come from GeoNames (https://www.geonames.org, CC BY 4.0), OCHA's Global P-Code "
    "List (CC BY) and Natural Earth (public domain)."
)
TERMS = f"{LICENCE_NOTE} {HOUSEHOLD_NOTE} {PLACES_NOTE}"


def today() -> date:
    """Return the day of an export, in UTC."""
    return datetime.now(UTC).date()


@dataclass(frozen=True)
class About:
    """table: figures or series. query: the filters as in an address. link: the address of the same rows."""

    table: str
    query: str = ""
    link: str = ""
    day: date = field(default_factory=today)

    @property
    def title(self) -> str:
        """A heading for people."""
        return f"Headcount {self.table}" + (f" ({self.query})" if self.query else "")

    @property
    def citation(self) -> str:
        """How to cite the rows."""
        where = f", {self.link}" if self.link else ""
        return f"Headcount {__version__}, {self.table}{where}, exported {self.day.isoformat()}."

    def facts(self) -> dict[str, str]:
        """Return the same as names and values, for headers and metadata."""
        return {
            "title": self.title,
            "query": self.query or "everything",
            "link": self.link,
            "exported": self.day.isoformat(),
            "software": f"Headcount {__version__}",
            "licence": LICENCE_PATH,
            "terms": TERMS,
            "citation": self.citation,
        }
