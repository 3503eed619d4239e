"""What keeping will do, told before it is done: which documents are new, there already, or near-copies of others."""

import hashlib
from collections.abc import Sequence

from stats.errors import HeadcountError
from stats.filters import Filters
from stats.pages import asked, job, said
from stats.store import Added
from stats.store.jobs import JobItem
from stats.wording import Words

Pair = tuple[JobItem, job.Found]


def outcomes(found: Sequence[Pair]) -> list[Added | None]:
    """Return what will become of each document that waits, None of those that are left out."""
    wanted = [one for item, one in found if one.document.id not in job.left_out(item)]
    own = hashlib.sha256(",".join(one.document.id for one in wanted).encode()).hexdigest()
    told = iter(asked.kept(lambda: _foretold(wanted), "foretold", own))
    return [None if one.document.id in job.left_out(item) else next(told) for item, one in found]


def _foretold(wanted: Sequence[job.Found]) -> list[Added]:
    try:
        return asked.collection().foretold((one.document, one.figures) for one in wanted)
    except HeadcountError:  # one that cannot be kept is told by name when it is tried
        return [Added(one.document.id, new=True) for one in wanted]


def notes(one: job.Found, outcome: Added | None, words: Words) -> list[str]:
    """Tell what a reader should know of a document before it is kept."""
    told = list(one.document.warnings)
    if outcome is None:
        told.append(words("left out"))
    elif outcome.removed:
        told.append(words("there already, but removed"))
    elif not outcome.new:
        told.append(words("there already"))
    elif outcome.near_copy_of:
        told.append(words("nearly the same as an earlier one"))
    if not one.imported and (unread := said.unread(one.document.language, words)):
        told.append(unread)
    return told


def kept(items: Sequence[JobItem]) -> int:
    """Return how many documents came with a job; those that it met there do not count."""
    ids = tuple(sorted({own for item in items for own in item.document_ids}))
    if not ids:
        return 0
    store = asked.collection().store
    began = store.job(items[0].job).started_at
    added = (store.documents(Filters(document=ids), removed=removed)["added_at"] for removed in (False, True))
    return sum(int((moments >= began).sum()) for moments in added)
