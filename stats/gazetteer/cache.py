"""Keeps the built tables in a local file, so that a process is ready at once."""

import contextlib
import hashlib
import marshal
import os
import sys
import tempfile
from pathlib import Path
from typing import cast

from stats.gazetteer.tables import FILES, Tables, build
from stats.settings import DATA, settings

REFERENCE = DATA / "reference"
FORM = 1  # raise when the form of the tables changes


def load(reference: Path = REFERENCE, folder: Path | None = None) -> Tables:
    """Return the tables of `reference`, from the cache in `folder` where it fits, else built and cached there.

    The cache's name holds a hash of the reference files, of this code and of the Python version, so that an old one
    is never read; its content carries its own hash, so that a torn one is not either. A folder that cannot be
    written costs time, nothing else.

    Raises:
        SettingsError: the reference files are missing or broken.
    """
    folder = folder or settings().data / "cache"
    file = folder / f"gazetteer-{_version(reference)}.bin"
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
        return _read(file)
    tables = build(reference)
    with contextlib.suppress(OSError):
        _write(file, tables)
    return tables


def _version(reference: Path) -> str:
    digest = hashlib.sha256(f"{FORM} {sys.implementation.cache_tag} {marshal.version}".encode())
    here = Path(__file__).parent
    for path in (*(reference / name for name in FILES), here / "tables.py", here / "names.py"):
        with contextlib.suppress(OSError):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _read(file: Path) -> Tables:
    content = memoryview(file.read_bytes())
    if hashlib.blake2b(content[32:], digest_size=32).digest() != content[:32]:
        raise ValueError(f"{file} is torn")
    return cast(Tables, marshal.loads(content[32:]))  # noqa: S302 - our own file, checked just above


def _write(file: Path, tables: Tables) -> None:
    """Write beside the file, then rename: another process sees the whole of it or nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    content = marshal.dumps(cast("dict[str, bytes]", tables))
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".gazetteer-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(hashlib.blake2b(content, digest_size=32).digest() + content)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    for old in file.parent.glob("gazetteer-*.bin"):
        if old != file:
            with contextlib.suppress(OSError):
                old.unlink()
