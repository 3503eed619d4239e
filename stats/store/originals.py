"""The original files, kept beside the database under the hash of their bytes, compressed."""

import gzip
import hashlib
import os
import tempfile
import zlib
from pathlib import Path

from stats.errors import StoreError


def keep(folder: Path, content: bytes) -> str:
    """Keep bytes and return their SHA-256 in hex. The file appears whole or not at all.

    Raises:
        StoreError: the folder cannot be written.
    """
    name = hashlib.sha256(content).hexdigest()
    place = _place(folder, name)
    if place.exists():
        return name
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(dir=place.parent, suffix=".partial")
        with os.fdopen(handle, "wb") as file:
            file.write(gzip.compress(content, mtime=0))
        Path(partial).replace(place)
    except OSError as error:
        raise StoreError(f"The original cannot be kept in {folder}: {error}. Set HEADCOUNT_DATA.") from error
    return name


def read(folder: Path, name: str) -> bytes:
    """Return the bytes whose SHA-256 is `name`.

    Raises:
        StoreError: they are not there, or not what they were.
    """
    place = _place(folder, name)
    try:
        content = gzip.decompress(place.read_bytes())
    except FileNotFoundError as error:
        raise StoreError(f"The original {name} is not in {folder}. It is kept beside the database only.") from error
    except (OSError, EOFError, zlib.error) as error:
        raise StoreError(f"The original {name} in {folder} is broken: {error}.") from error
    if hashlib.sha256(content).hexdigest() != name:
        raise StoreError(f"The original {name} in {folder} is not what was kept.")
    return content


def _place(folder: Path, name: str) -> Path:
    return folder / name[:2] / f"{name}.gz"
