"""Many files at once: workers read and extract, one writer stores, and an interrupted run goes on where it stopped.

What is done stands in `report.csv` of the output folder, a line an item, written after its documents are stored; which
series are still to be computed stands in `series.todo` there, written before, and gone when all is done. Items are
stored in their order. So a run may be killed at any moment: the same command again leaves the same collection as an
undisturbed one.
"""

import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from stats.collection import Collection
from stats.interrupt import Interrupt
from stats.journal import OWN, Journal, Line, Screen
from stats.kept import Kept
from stats.settings import settings
from stats.workers import ReadItem, read_all

# Errors of one item that its line in the report tells; the screen tells all.
_TOLD = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """items: all that were asked for. done: read in this run. documents, figures: new in this run.

    failed, partly: of all, those of which nothing or not all could be read. stopped: by Ctrl-C.
    """

    items: int
    done: int
    documents: int
    figures: int
    failed: int
    partly: int
    stopped: bool

    @property
    def told(self) -> str:
        """The outcome in words."""
        kept = f"{self.documents:,} documents kept, {self.figures:,} figures"
        if self.stopped:
            return f"Stopped after {self.done:,} more items: {kept}. The same command goes on with the others."
        partly = f", {self.partly:,} only in part" if self.partly else ""
        return f"{self.items:,} items: {kept}; {self.failed:,} items could not be read{partly}."


def items_of(inputs: Iterable[str], output: Path) -> dict[str, str]:
    """Return the items of files, folders (their files, in order) and addresses, each once.

    Args:
        inputs: what is asked for. output: where the report goes; what an earlier run left there is no item of a folder.

    Returns:
        item: why it is not read (a link, a pipe, beyond the limit of files); empty where it is.
    """
    from stats.intake import source_of
    from stats.intake.archives import files_of, is_folder

    found: dict[str, str] = {}
    report = output.resolve()
    for given in inputs:
        source = source_of(given)
        if isinstance(source, str) or not is_folder(source):
            found.setdefault(given, "")
            continue
        listed = list(files_of(source, settings().limits))
        for file in listed:
            if isinstance(file, Path) and file.name in OWN and file.parent.resolve() == report:
                continue
            if isinstance(file, Path):
                found.setdefault(str(file), "")
            else:
                found.setdefault(file.name, str(file.error))
        if not listed:
            found[given] = "There is no file in the folder. Check its path."
    return found


def run(
    inputs: Iterable[str],
    output: Path,
    screen: Screen | None = None,
    *,
    workers: int = 2,
    scheduler: str | None = None,
    by: str = "",
    collection: Collection | None = None,
) -> Outcome:
    """Read many items into a collection.

    Args:
        inputs: files, folders, addresses.
        output: folder of the report; a run that was interrupted there is gone on with, its failures are tried again.
        screen: where lines and progress go; standard error where not given.
        workers: processes on this machine.
        scheduler: address of a Dask scheduler that has workers, instead; these keep no original files.
        by: who adds them.
        collection: where to; that of the settings where not given.

    Raises:
        StoreError: the database does not answer. Run again; what was stored stays.
    """
    screen = screen or Screen(sys.stderr)
    items = items_of(inputs, output)
    here = collection or Collection.open()
    documents = figures = 0
    stopped = False
    try:
        with Journal(output) as journal, Interrupt() as interrupt:
            waiting = [item for item in items if journal.is_open(item)]
            screen.begin(len(waiting))
            folder = None if scheduler else here.originals
            database = None if scheduler else here.store.address
            try:
                for item in waiting:
                    if items[item] and not interrupt.pressed:
                        _store(here, item, ReadItem(errors=(f"{item}: {items[item]}",)), journal, screen)
                read = [item for item in waiting if not items[item]]
                with closing(read_all(read, workers, scheduler, interrupt, folder, by, database)) as results:
                    for item, found in results:
                        new = _store(here, item, found, journal, screen)
                        documents, figures = documents + len(new), figures + sum(one.figures for one in new)
            except KeyboardInterrupt:
                stopped = True
            stopped = interrupt.take() or stopped
            screen.end()
            for keys in journal.waiting_series():
                interrupt.check()
                here.recount(keys)
            failed, partly = journal.finish(list(items), stopped=stopped)
    finally:
        if collection is None:
            here.close()
    return Outcome(len(items), screen.done, documents, figures, failed, partly, stopped)


def _store(collection: Collection, item: str, found: ReadItem, journal: Journal, screen: Screen) -> list[Kept]:
    """Store what was read of an item, tell each document, warning and error, and write the item's line; what is new."""
    journal.note_series(sorted({key for prepared in found.prepared for key in prepared.touched}))
    kept = collection.keep_prepared(found.prepared)
    new = [one for one in kept if one.new]
    for name, one in zip(found.names, kept, strict=True):
        screen.say(f"{name}: {one.told}")
    for told in (*found.warnings, *found.errors):
        screen.warn(told)
    if kept:
        outcome = "partly" if found.errors else "kept" if new else "known"
    else:
        outcome = "failed" if found.errors else "known"
    notes = [text.removeprefix(f"{item}: ") for text in (*found.errors, *found.warnings)]
    notes += [f"{one.told}." for one in kept if not one.new or one.copy_of]
    notes = notes or ([] if kept else ["There is nothing new in it."])
    more = [f"And {len(notes) - _TOLD:,} more."] if len(notes) > _TOLD else []
    message = " ".join(" ".join([*notes[:_TOLD], *more]).split())
    line = Line(item, outcome, len(kept), sum(one.figures for one in new), round(found.seconds, 3), message)
    journal.note(line)
    screen.tell(line)
    return new
