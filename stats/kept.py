"""What became of a document that was to be kept, in a sentence for people."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stats.lexicon import languages

if TYPE_CHECKING:
    from stats.store import Added, Prepared, Store


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one document: its id and title, how many figures it has, and that in a sentence for people.

    copy_of: id of the first document that says nearly the same. touched: keys of the series to compute again.
    """

    document_id: str
    title: str
    new: bool
    figures: int
    told: str
    copy_of: str | None = None
    touched: frozenset[str] = field(default=frozenset(), repr=False)


def kept_of(store: "Store", prepared: "Prepared", added: "Added") -> Kept:
    """Tell what became of a document that was made ready and added."""
    own, count = prepared.document, len(prepared.figure_ids)
    day = f"{own['published']} ({own['published_by']})" if own["published"] else "its day is not known"
    if added.new:
        told = f"{count} {'imported ' if prepared.imported else ''}figure{'' if count == 1 else 's'}, {day}"
        told += f"; nearly the same as {_named(store, added.near_copy_of)}" if added.near_copy_of else ""
        if own["language"] and own["language"] not in languages() and not prepared.imported:
            sure = f", sure {own['language_confidence']:.2f}" if own["language_confidence"] is not None else ""
            told += f"; its language ({own['language']}{sure}) has no lexicon yet, so that figures may be missed"
    else:
        told = f"there already: {_named(store, added.document_id)}"
        told += "; it was removed, restore it to see it again" if added.removed else ""
        held = store.document(added.document_id)
        if own["published"] and held is not None and held.published != own["published"]:
            there = held.published or "of no known day"
            told += f"; there it is {there}, here {own['published']}: set its day there if this is the right one"
    return Kept(added.document_id, own["title"] or "", added.new, count, told, added.near_copy_of, added.touched)


def _named(store: "Store", document_id: str) -> str:
    """Return the words by which people know a document: its title, publisher and day."""
    document = store.document(document_id)
    if document is None:  # the first of copies that came in a package without it
        return "an article that is not held here"
    day = document.published.isoformat() if document.published else None
    about = ", ".join(filter(None, (document.publisher, day)))
    title = " ".join((document.title or document.text[:60]).split())
    return f"“{title}”" + (f" ({about})" if about else "")
