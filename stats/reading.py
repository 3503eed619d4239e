"""From what intake hands out to what the store takes: figures found, originals kept, all ready to be written.

Nothing here needs a database, so that workers may do it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Collection as Some
from pathlib import Path
from typing import TYPE_CHECKING

from stats.document import Document
from stats.figure import Figure

if TYPE_CHECKING:
    from stats.intake import Received
    from stats.store import Prepared

Read = tuple[Document, Sequence[Figure]]


def read(documents: Iterable[Document]) -> Iterator[Read]:
    """Yield each document with its day settled, and the figures found in it."""
    from stats.extract import dated_figures

    yield from map(dated_figures, documents)


def read_received(received: "Received") -> Iterator[Read]:
    """Yield the documents of an item with their figures: those it brings itself, else those found in the text."""
    if received.figures:
        yield received.documents[0], received.figures
    else:
        yield from read(received.documents)


def ready(
    pairs: Iterable[Read],
    originals: Path | None,
    *,
    original: bytes | None = None,
    original_name: str = "",
    added_by: str = "",
    sample: bool = False,
) -> list["Prepared"]:
    """Return documents ready to be stored, their original kept.

    Args:
        pairs: documents and their figures, of one item.
        originals: folder of the original files; None keeps none.
        original, original_name: the item's bytes and name.
        added_by: who adds them.
        sample: they can be removed together with the other samples.
    """
    from stats.store import originals as kept
    from stats.store import prepare

    digest: str | None = None
    prepared = []
    for document, figures in pairs:
        if digest is None and original is not None and originals is not None:
            digest = kept.keep(originals, original)
        prepared.append(prepare(document, figures, original_hash=digest, original_name=original_name,
                                added_by=added_by, sample=sample))  # fmt: skip
    return prepared


class Addresses:
    """The addresses of the documents that a collection holds: `address in addresses`, asked for when first needed."""

    def __init__(self, ask: Callable[[], Some[str]]) -> None:
        self._ask = ask
        self._known: Some[str] | None = None

    def __contains__(self, address: object) -> bool:
        if self._known is None:
            self._known = self._ask()
        return address in self._known
