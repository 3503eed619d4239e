"""Keeps tables that take long to build in a local file, so that a process is ready at once."""

import contextlib
import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar, cast

from stats.settings import settings

T = TypeVar("T")
FORM = 1  # raise when the form of a kept file changes


def built(name: str, sources: Iterable[Path], build: Callable[[], T], folder: Path | None = None) -> T:
    """Return what `build` returns, from the file kept in `folder` where it fits, else built and kept there.

    build: gives plain values only (texts, bytes, numbers, tuples, lists, dictionaries). sources: the files that it is
    made of, its own code among them. folder: the cache in the data folder, unless told.

    The kept file's name holds a hash of the sources and of the Python version, so that an old one is never read; its
    content carries its own hash, so that a torn one is not either. A folder that cannot be written costs time, nothing
    else. What `build` raises is raised.
    """
    folder = folder or settings().data / "cache"
    file = folder / f"{name}-{_version(sources)}.bin"
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
        return cast(T, _read(file))
    made = build()
    with contextlib.suppress(OSError):
        _write(name, file, made)
    return made


def _version(sources: Iterable[Path]) -> str:
    digest = hashlib.sha256(f"{FORM} {sys.implementation.cache_tag} {marshal.version}".encode())
    for path in sources:
        with contextlib.suppress(OSError):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _read(file: Path) -> object:
    content = memoryview(file.read_bytes())
    if hashlib.blake2b(content[32:], digest_size=32).digest() != content[:32]:
        raise ValueError(f"{file} is torn")
    return marshal.loads(content[32:])  # noqa: S302 - our own file, checked just above


def _write(name: str, file: Path, made: Any) -> None:
    """Write beside the file, then rename: another process sees the whole of it or nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    content = marshal.dumps(made)
    handle, beside = tempfile.mkstemp(dir=file.parent, prefix=f".{name}-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(hashlib.blake2b(content, digest_size=32).digest() + content)
        Path(beside).replace(file)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
    for old in file.parent.glob(f"{name}-*.bin"):
        if old != file:
            with contextlib.suppress(OSError):
                old.unlink()
