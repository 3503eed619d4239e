"""What intake hands out: one Received an item, and inside the package the bytes that wait to be read."""

from dataclasses import dataclass

from stats.document import Document
from stats.errors import IntakeError, TooLarge
from stats.figure import Figure
from stats.settings import Limits


@dataclass(frozen=True)
class Received:
    """One item: a file, a row, a message, a feed's entry, a figure table's source.

    name: where it came from, outermost first ("june.zip > report.pdf"). documents: what was read, none where error
    says why not. original: the bytes to keep beside the documents, None where there are none to keep (a pasted text).
    figures: imported figures, which have no article; they belong to documents[0], whose text is their rows' words.
    """

    name: str
    documents: tuple[Document, ...] = ()
    error: IntakeError | None = None
    original: bytes | None = None
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """Bytes with a name, as found: depth counts the archives and messages around them, url is where they came from."""

    name: str
    data: bytes
    depth: int = 0
    url: str | None = None

    @property
    def own_name(self) -> str:
        """The file's own name, without what is around it."""
        return self.name.rpartition(BETWEEN)[2]

    def inside(self, name: str, data: bytes) -> "Item":
        """Return an item found inside this one."""
        return Item(f"{self.name}{BETWEEN}{name}", data, self.depth + 1)


BETWEEN = " > "
"""Stands between a container's name and the name of what is in it."""


class Budget:
    """Counts what one call of `receive` has unpacked, so that no nest of containers passes the limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._bytes = self._files = 0

    @property
    def spent(self) -> bool:
        """Whether the limit of unpacked bytes is passed: nothing more may be unpacked."""
        return self._bytes > self.limits.unpacked_bytes

    def bytes(self, count: int) -> None:
        """Count unpacked bytes.

        Raises:
            TooLarge: more were unpacked than the settings allow.
        """
        self._bytes += count
        if self._bytes > self.limits.unpacked_bytes:
            raise TooLarge(
                f"Unpacked, this is more than {megabytes(self.limits.unpacked_bytes)}. Add it in smaller parts, or "
                "raise HEADCOUNT_UNPACKED_BYTES if you trust where it comes from."
            )

    def file(self) -> None:
        """Count one file.

        Raises:
            TooLarge: there are more than the settings allow.
        """
        self._files += 1
        if self._files > self.limits.files:
            raise TooLarge(
                f"There are more than {self.limits.files:,} files in it; the first {self.limits.files:,} were read. "
                "Add the others separately, or raise HEADCOUNT_FILES."
            )


_GROWTH = 200
"""Times that what is unpacked may be larger than it was; text seldom passes 20."""
_SMALL = 1_000_000
"""Bytes below which growth does not matter."""


def check_growth(size: int, packed: int, what: str) -> None:
    """Refuse what grows as only a zip bomb does.

    Args:
        size: bytes unpacked so far. packed: bytes that they were. what: its name in the message.

    Raises:
        TooLarge: it grew beyond reason.
    """
    if size > _SMALL and size > _GROWTH * max(packed, 1):
        raise TooLarge(
            f"{what} unpacks to more than {_GROWTH} times its size ({megabytes(size)} so far), as only a zip bomb "
            "does. Do not open it; ask who sent it."
        )


def megabytes(count: float) -> str:
    """Return a number of bytes as people say it, in MB of a million bytes."""
    return f"{count / 1e6:,.1f} MB" if count < 10e6 else f"{count / 1e6:,.0f} MB"


def check_length(text: str, limits: Limits) -> None:
    """Refuse a text over the limit.

    Raises:
        TooLarge: it is; the message tells both lengths.
    """
    if len(text) > limits.characters:
        raise TooLarge(
            f"The text has {len(text):,} characters; at most {limits.characters:,} are read as one article. Split it "
            "into its articles, or raise HEADCOUNT_CHARACTERS."
        )


def check_size(count: int, limits: Limits) -> None:
    """Refuse a file over the limit.

    Raises:
        TooLarge: it is; the message tells both sizes.
    """
    if count > limits.file_bytes:
        raise TooLarge(
            f"The file has {megabytes(count)}; at most {megabytes(limits.file_bytes)} a file are read. Split it, "
            "or raise HEADCOUNT_FILE_BYTES."
        )
