"""What the readers of office files share: the check of their packages, the cells of their tables, their titles."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from stats.errors import Refused, TooLarge
from stats.intake.received import check_growth, megabytes
from stats.settings import Limits


def check_package(data: bytes, limits: Limits) -> None:
    """Refuse an Office file that is a bomb, has macros or declares entities, before a library opens it.

    Raises:
        TooLarge: unpacked it passes the limit, or a part of it grows beyond reason. Refused: macros, entities, links
        out of the package. Unreadable: a damaged package.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
        if len(entries) > limits.files:
            raise TooLarge(f"The file holds more than {limits.files:,} parts. Save it anew in its own program.")
        total = 0
        for entry in entries:
            name = entry.filename.lower()
            if name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")):
                raise Refused(
                    "The file has macros (small programs) in it. Save it without them (as .docx, .xlsx or .odt) and "
                    "add that."
                )
            size = _unpacked(package, entry, limits, total)
            total += size


def _unpacked(package: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits, before: int) -> int:
    """Return the true size of a part, unpacked in small pieces; its declared size may be a lie."""
    size = 0
    first = b""
    with package.open(entry) as part:
        while piece := part.read(65_536):
            if not size:
                first = piece
            size += len(piece)
            if before + size > limits.unpacked_bytes:
                raise TooLarge(
                    f"Unpacked, the file is more than {megabytes(limits.unpacked_bytes)}. Leave out its pictures, or "
                    "raise HEADCOUNT_UNPACKED_BYTES if you trust where it comes from."
                )
            check_growth(size, entry.compress_size, f"A part of the file ({entry.filename[:60]})")
    if entry.filename.lower().endswith((".xml", ".rels")) and declares_entities(first):
        raise Refused("The file declares entities in its XML, which no office program writes. Ask who sent it.")
    return size


def declares_entities(xml: bytes) -> bool:
    """Whether XML begins with a document type that declares entities (in UTF-8 or UTF-16)."""
    head = xml[:65_536].replace(b"\x00", b"").upper()
    return b"<!ENTITY" in head


def rows_of(table: Any, row: str, cell: str) -> Iterator[tuple[Any, list[Any]]]:
    """Yield the rows of a table, each with its cells; a table in a cell is part of that cell.

    row, cell: the names of the elements of rows and cells.
    """
    for line in table.iter(row):
        if next(line.iterancestors(table.tag)) is table:
            yield line, [c for c in line.iter(cell) if next(c.iterancestors(row)) is line]


def first_title(lines: list[str], stated: str | None) -> str | None:
    """Return the stated title where the text says it too; programs keep the title of the template otherwise."""
    head = " ".join(" ".join(lines[:6]).split()).lower()
    return stated if stated and " ".join(stated.split()).lower() in head else None
