"""Which figures are asked for: the same names in the page's address, on the command line and under /api."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

from stats.errors import HeadcountError
from stats.vocabulary import Cause, Hazard, Kind, Measure, Status, Term, Unit, is_country_code


class FilterError(HeadcountError):
    """A filter has a value that it cannot have; the message says which, and what is allowed.

    name: of the filter, as in an address.
    """

    def __init__(self, name: str, told: str) -> None:
        super().__init__(told)
        self.name = name


@dataclass(frozen=True, slots=True)
class Filters:
    """What to keep; an empty tuple, None or "" keeps everything. `since`/`until` bound a figure's period_end.

    In addresses, on the command line and under /api they are called `from` and `to`, which Python reserves.
    """

    country: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    term: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    cause: tuple[str, ...] = ()
    hazard: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    q: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str | Iterable[str]]) -> "Filters":
        """Read filters from an address's query or the command line: commas and repeats both give several values.

        A comma within a value stands after a backslash, as `joined` writes it. Keys that are no filter are left out:
        pages keep their own state in the same address.

        Raises:
            FilterError: a date that is no ISO date, a word that no figure can have, a country that is no code.
        """
        given: dict[str, object] = {}
        for key, raw in query.items():
            name = _OWN_NAME.get(key, key)
            if name not in _NAMES:
                continue
            values = [raw] if isinstance(raw, str) else list(raw)
            if name == "q":
                given[name] = " ".join(values)
            elif name in ("since", "until"):
                if values and values[-1]:
                    given[name] = _day(key, values[-1])
            else:
                given[name] = words = tuple(dict.fromkeys(w for v in values for w in parted(v)))
                _check(name, words)
        return cls(**given)  # type: ignore[arg-type]

    def of_whole_series(self) -> "Filters":
        """Return these filters without those that choose rows of a series once it is made: from, to, kind and unit.

        Households become persons, running totals imply flows, and windows are shared into buckets before that.
        """
        return replace(self, since=None, until=None, kind=(), unit=())

    def query(self) -> dict[str, str]:
        """Return the filters that are set, as an address's query holds them."""
        found = {}
        for f in fields(self):
            value = getattr(self, f.name)
            if value:
                found[_ADDRESS_NAME.get(f.name, f.name)] = _written(value)
        return found

    def address(self) -> str:
        """Return the query string that reproduces these filters, without the question mark."""
        return urlencode(self.query(), safe=",:")


_NAMES = frozenset(f.name for f in fields(Filters))
# The filters whose words are all known.
_WORDS = {"measure": Measure, "term": Term, "kind": Kind, "unit": Unit, "cause": Cause, "hazard": Hazard,
          "status": Status}  # fmt: skip
_OWN_NAME = {"from": "since", "to": "until"}
_ADDRESS_NAME = {own: name for name, own in _OWN_NAME.items()}
# As they are called in addresses, on the command line and under /api.
FILTER_NAMES: tuple[str, ...] = tuple(_ADDRESS_NAME.get(f.name, f.name) for f in fields(Filters))


def joined(values: Iterable[str]) -> str:
    """Return values as one text with commas between them; a comma or backslash of their own gets a backslash."""
    return ",".join(re.sub(r"([\\,])", r"\\\1", value) for value in values)


def parted(text: str) -> list[str]:
    """Return the values that `joined` was given, without empty ones."""
    return [re.sub(r"\\([\\,])", r"\1", value) for value in re.findall(r"(?:\\[\\,]|[^,])+", text)]


def _written(value: date | str | tuple[str, ...]) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else joined(value)


def _check(name: str, words: tuple[str, ...]) -> None:
    allowed = tuple(map(str, _WORDS.get(name, ())))
    for word in words:
        if allowed and word not in allowed:
            raise FilterError(name, f"There is no {name} {word}. Choose among {', '.join(allowed)}.")
        if name == "country" and not is_country_code(word):
            raise FilterError(name, f"{word} is no country's code. Write its three capitals, as country=IRQ.")


def _day(key: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        told = f"{key}={value} is no date. Write it as year-month-day, as {key}=2017-03-09."
        raise FilterError(key, told) from None
