"""The tables of place names, kept in a local file once they are built."""

from pathlib import Path

from stats.built import built
from stats.gazetteer.tables import FILES, Tables, build
from stats.settings import DATA

REFERENCE = DATA / "reference"
_CODE = tuple(Path(__file__).parent / name for name in ("tables.py", "names.py"))


def load(reference: Path = REFERENCE, folder: Path | None = None) -> Tables:
    """Return the tables of `reference`, from the cache in `folder` where it fits, else built and cached there.

    Raises:
        SettingsError: the reference files are missing or broken.
    """
    sources = (*(reference / name for name in FILES), *_CODE)
    return built("gazetteer", sources, lambda: build(reference), folder)
