"""Formats that need a whole file are written beside and handed on in blocks."""

from collections.abc import Iterator
from typing import IO

BLOCK = 1 << 20


def blocks_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file from its start in blocks of a megabyte."""
    file.seek(0)
    while block := file.read(BLOCK):
        yield block
