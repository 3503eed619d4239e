"""Zip archives and folders: each entry by itself, so that a bad name, a link or a lock refuses that entry alone."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path, PurePosixPath

from stats.errors import Empty, IntakeError, Refused, TooLarge, Unreadable
from stats.intake.received import BETWEEN, Budget, Item, Received, check_growth, check_size
from stats.intake.words import words
from stats.settings import Limits

NESTED = 2
"""Archives in one another that are opened: the one that was given, and those in it."""
_ENCRYPTED = 0x1
_UNIX = 3


def entries(item: Item, budget: Budget) -> Iterator[Item | Received]:
    """Yield each file of a zip archive as an Item, or as a Received with the reason why it is left out.

    Raises:
        Refused: the archive lies within two others, or its entries overlap (a zip bomb). TooLarge: a limit is passed.
        Empty: there is no file in it. Unreadable: it is damaged.
    """
    if item.depth >= NESTED:
        raise Refused("It is an archive in an archive in an archive. Unpack the outer one and add this one by itself.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(item.data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Unreadable("The zip archive is damaged. Ask for it again, or unpack it and add the files.") from error
    with archive:
        listed = archive.infolist()
        _check_overlap(listed)
        if all(entry.is_dir() or is_furniture(entry.filename) for entry in listed):
            raise Empty("There is no file in the archive. Check that it was made and sent whole.")
        for entry in listed:
            name = shown(entry.filename)
            if entry.is_dir() or is_furniture(entry.filename):
                continue
            budget.file()
            try:
                _check_entry(entry)
                data = _unpacked(archive, entry, budget)
            except TooLarge as error:
                if budget.spent:
                    raise
                yield Received(f"{item.name}{BETWEEN}{name}", error=error)
            except IntakeError as error:
                yield Received(f"{item.name}{BETWEEN}{name}", error=error)
            else:
                yield item.inside(name, data)


def shown(name: str) -> str:
    """Return an entry's name as it is shown: no control characters, not too long."""
    return re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "\ufffd", name)[-200:]


def is_furniture(name: str) -> bool:
    """Whether a file is one that an operating system leaves beside the user's own."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    kept = words()["archives"]
    return any(part in kept["folders"] for part in parts[:-1]) or (
        bool(parts) and (parts[-1] in kept["files"] or parts[-1].startswith(tuple(kept["prefixes"])))
    )


def _check_overlap(listed: list[zipfile.ZipInfo]) -> None:
    """Refuse archives whose entries share bytes: David Fifield's bombs, and archives that contain themselves."""
    starts = sorted((entry.header_offset, entry.compress_size) for entry in listed)
    for (start, size), (following, _) in pairwise(starts):
        if start + 30 + size > following:
            raise Refused("Files in the archive overlap, as only a zip bomb's do. Do not open it; ask who sent it.")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name) or "\x00" in entry.orig_filename:
        raise Refused("Its name leads out of the archive. The other files of the archive are read.")
    mode = stat.S_IFMT(entry.external_attr >> 16) if entry.create_system == _UNIX else 0
    if mode not in (0, stat.S_IFREG):
        raise Refused("It is a link or a device and no file. The other files of the archive are read.")
    if entry.flag_bits & _ENCRYPTED:
        raise Refused("It is locked with a password. Unpack the archive and add the files.")


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> bytes:
    """Return an entry's bytes, counted while they come out: the size that the archive declares may be a lie."""
    limits = budget.limits
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(entry) as file:
            while piece := file.read(65_536):
                size += len(piece)
                budget.bytes(len(piece))
                check_size(size, limits)
                check_growth(size, entry.compress_size, "It")
                pieces.append(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise Unreadable("It is damaged within the archive. Ask for the archive again.") from error
    return b"".join(pieces)


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder."""
    try:
        return path.is_dir()
    except OSError:  # a name that is too long for the system: reading it as a file tells so
        return False


def files_of(folder: Path, limits: Limits) -> Iterator[Path | Received]:
    """Yield the files of a folder and its folders, sorted by name; links are not followed.

    A link, and what is no file, comes as a Received with the reason; so does the end where there are too many files.
    """
    count = 0
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            found = sorted(here.iterdir(), key=lambda path: path.name)
        except OSError as error:
            told = f"The folder cannot be read ({error.strerror}). Check its rights."
            yield Received(str(here), error=Unreadable(told))
            continue
        waiting.extend(path for path in reversed(found) if path.is_dir() and not path.is_symlink()
                       and path.name not in words()["archives"]["folders"])  # fmt: skip
        for path in found:
            if path.is_symlink():
                yield Received(str(path), error=Refused("It is a link. Add the file that it leads to by its own path."))
            elif path.is_dir() or is_furniture(path.name):
                continue
            elif not path.is_file():
                yield Received(str(path), error=Refused("It is a device or a pipe and no file. Leave it out."))
            else:
                count += 1
                if count > limits.files:
                    told = (f"There are more than {limits.files:,} files; the first {limits.files:,} were read. Add "
                            "the others separately, or raise HEADCOUNT_FILES.")  # fmt: skip
                    yield Received(str(folder), error=TooLarge(told))
                    return
                yield path
