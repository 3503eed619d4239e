"""Limits, addresses and folders: everything a person may set, in one place.

A setting comes from the environment (HEADCOUNT_DATABASE=...), else from .streamlit/secrets.toml under [headcount]
(database = "..."), else from the default here. docs/deploy.md explains each.
"""

import os
import tomllib
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path

from stats.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
SECRETS = ROOT / ".streamlit" / "secrets.toml"


@dataclass(frozen=True, slots=True)
class Limits:
    """What intake accepts. Bytes, counts and seconds.

    characters: of one text. Five million are read in twenty seconds and half a gigabyte, as measured; whole years of a
    newspaper are no article.
    """

    file_bytes: int = 20_000_000
    unpacked_bytes: int = 200_000_000
    files: int = 5_000
    pages: int = 2_000
    characters: int = 5_000_000
    document_seconds: float = 20.0
    memory_bytes: int = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force.

    database: SQLAlchemy address. data: folder of the default database and of the originals. samples: load the sample
    articles into an empty store. allowed_hosts: hosts inside the own network that intake may fetch from.
    viewers, editors: people or domains (@example.org) that may look, or change things too, where login is configured;
    empty = everyone who is logged in. An editor may look as well. household_sizes: persons a household by country
    ("LBN=3.7"), in the place of the table's. dwellings_as_households: count one household in each dwelling.
    """

    database: str = ""
    data: Path = field(default_factory=lambda: DATA / "local")
    samples: bool = True
    limits: Limits = Limits()
    allowed_hosts: tuple[str, ...] = ()
    viewers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    household_sizes: tuple[str, ...] = ()
    dwellings_as_households: bool = False

    @property
    def address(self) -> str:
        """The database's SQLAlchemy address; SQLite in the data folder where none is set."""
        return self.database or f"sqlite:///{(self.data / 'headcount.db').as_posix()}"

    @property
    def own_counting(self) -> str:
        """A word for what is set of how series are counted, "" where nothing is."""
        return " ".join([*sorted(self.household_sizes), *(["dwellings"] if self.dwellings_as_households else [])])


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings in force, read once.

    Raises:
        SettingsError: a value has the wrong form; the message names it.
    """
    return read_settings(os.environ, SECRETS)


def read_settings(environment: "os._Environ[str] | dict[str, str]", secrets: Path) -> Settings:
    """Read the settings from HEADCOUNT_* variables, then from [headcount] of a secrets file."""
    stored: dict[str, object] = {}
    if secrets.is_file():
        try:
            stored = tomllib.loads(secrets.read_text(encoding="utf-8")).get("headcount", {})
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"{secrets} is not valid TOML: {error}. Mend the file or remove it.") from error

    def get(name: str) -> str | None:
        value = environment.get(f"HEADCOUNT_{name.upper()}", stored.get(name))
        if value is None:
            return None
        return ",".join(map(str, value)) if isinstance(value, list) else str(value)

    def words(name: str) -> tuple[str, ...]:
        return tuple(w.strip().lower() for w in (get(name) or "").split(",") if w.strip())

    def switch(name: str, default: str) -> bool:
        return (get(name) or default).lower() not in ("0", "false", "no")

    limits = {}
    for limit in fields(Limits):
        if (raw := get(limit.name)) is not None:
            number = _number(limit.name, raw)
            limits[limit.name] = number if limit.type in (float, "float") else int(number)
    data = get("data")
    return Settings(
        database=get("database") or "",
        data=Path(data).expanduser() if data else DATA / "local",
        samples=switch("samples", "1"),
        limits=Limits(**limits),  # type: ignore[arg-type]
        allowed_hosts=words("allowed_hosts"),
        viewers=words("viewers"),
        editors=words("editors"),
        household_sizes=words("household_sizes"),
        dwellings_as_households=switch("dwellings_as_households", "0"),
    )


def _number(name: str, raw: str) -> float:
    try:
        number = float(raw)
    except ValueError:
        number = -1
    if number <= 0:
        raise SettingsError(f"HEADCOUNT_{name.upper()} is {raw!r}; it must be a number above zero.")
    return number
