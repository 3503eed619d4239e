"""RTF: running text and tables; no pictures, objects, headers."""

from collections.abc import Iterator

from stats.intake.grid import joined, table_lines
from stats.intake.received import Item, Received
from stats.intake.text import document_of, mended
from stats.settings import Limits


def rtf_items(item: Item, limits: Limits) -> Iterator[Received]:
    """Yield the Document of an RTF file. Raises as `document_of` does."""
    document = document_of(rtf_text(item.data.decode("latin-1")))
    yield Received(item.name, (document,), original=item.data)


def rtf_text(rtf: str) -> str:
    """Return the text of RTF; pictures and objects in it are left out, a row of a table is a line."""
    from striprtf.striprtf import rtf_to_text

    text = str(rtf_to_text(rtf, errors="replace"))  # type: ignore[no-untyped-call]
    blocks: list[str] = []
    in_table = False
    for line in text.split("\n"):
        row = table_lines([line[:-1].split("|")]) if line.endswith("|") else []
        if row and in_table:
            blocks[-1] += f"\n{row[0]}"
        else:
            blocks.extend(row or [line])
        in_table = bool(row)
    return mended(joined(blocks))
