"""The commands, `python -m stats --help`: each reads its words, calls one room and prints what came of it.

Libraries are loaded inside the commands, so that each starts as fast as what it needs.
"""

import argparse
import contextlib
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from stats.errors import HeadcountError
from stats.filters import FILTER_NAMES, Filters, joined

if TYPE_CHECKING:
    from stats.intake import Received

FORMATS = ("csv", "hxl", "xlsx", "parquet", "json", "package")
BINARY = ("xlsx", "parquet", "package")
STEPS = ("day", "week", "month", "quarter", "year")
NAMED = ("place", "source")  # filters whose values are names in the words of texts
MOST_WORKERS = 61  # Windows can wait for no more processes at once


def extract(given: argparse.Namespace) -> int:
    """Print the figures of each document as a line of JSON; what cannot be read is told on standard error."""
    from stats.explain import explain
    from stats.reading import read_received

    failed = 0
    for received in _received(given.item):
        failed += received.error is not None
        for document, figures in read_received(received):
            line = {"id": document.id, "figures": [figure.to_json() for figure in figures]}
            print(json.dumps(line, ensure_ascii=False), flush=given.explain)
            if given.explain:
                for figure in figures:
                    print(explain(document, figure), end="\n\n", file=sys.stderr)
    return int(failed > 0)


def add(given: argparse.Namespace) -> int:
    """Read, extract and store; print a line a document. What was interrupted goes on with the same command."""
    from stats.batch import run
    from stats.journal import REPORT, Screen
    from stats.settings import settings

    own = hashlib.sha256(os.fsencode("\0".join(map(os.path.abspath, given.item)))).hexdigest()[:16]
    output = Path(given.output) if given.output else settings().data / "unfinished" / own
    outcome = run(given.item, output, Screen(sys.stderr, sys.stdout), workers=given.workers,
                  scheduler=given.scheduler, by=given.by)  # fmt: skip
    print(outcome.told, file=sys.stderr)
    if given.output:
        print(f"The report is {output / REPORT}.", file=sys.stderr)
    elif not outcome.stopped:
        shutil.rmtree(output)
    return 130 if outcome.stopped else int(outcome.failed + outcome.partly > 0)


def export(given: argparse.Namespace) -> int:
    """Write figures, series or corrected figures in one of the formats."""
    from stats.collection import Collection
    from stats.downloads import download

    with Collection.open() as collection, _output(given.output, binary=given.format in BINARY) as out:
        made = download(collection, given.table, given.format, _filters(given), every=given.every,
                        as_known_on=given.as_known_on, places=given.places, bom=not given.no_bom)  # fmt: skip
        for block in made.blocks:
            out.write(block)
    return 0


def take_in(given: argparse.Namespace) -> int:
    """Take in data packages, with their texts and reviews."""
    from stats.collection import Collection
    from stats.restore import restore

    problems = 0
    with Collection.open() as collection:
        for name in given.package:
            done = restore(collection, Path(name))
            print(f"{name}: {done.new} documents new, {done.known} there already, {done.reviews} reviews.", flush=True)
            for problem in done.problems:
                print(f"{name}: {problem}", file=sys.stderr)
            problems += len(done.problems)
    return int(problems > 0)


def rebuild(given: argparse.Namespace) -> int:
    """Compute all series again from all figures."""
    from stats.collection import Collection

    with Collection.open() as collection:
        collection.rebuild(lambda done, of: print(f"{done:,} of {of:,} figures", file=sys.stderr))
    return 0


def check(given: argparse.Namespace) -> int:
    """Print what is missing or ambiguous in a lexicon."""
    from stats.lexicon import check as problems_of

    problems = problems_of(given.language)
    for problem in problems:
        print(problem)
    if not problems:
        print(f"The lexicon {given.language} is complete.")
    return int(bool(problems))


def score(given: argparse.Namespace) -> int:
    """Print precision, recall, F1 and the accuracy of each field against labelled documents."""
    from stats import score as scoring

    labelled = scoring.load(given.gold)
    found = scoring.load_figures(given.predictions) if given.predictions else scoring.predict(labelled)
    result = scoring.score(labelled, found)
    if given.json:
        print(json.dumps(scoring.measured(result, given.gold), ensure_ascii=False, indent=1))
    else:
        print(scoring.table(result, given.by))
    for line in scoring.examples(result, given.show):
        print(line, file=sys.stderr if given.json else sys.stdout)
    if given.save:
        print(f"Saved to {scoring.save(result, given.gold)}.", file=sys.stderr)
    if given.fit:
        from stats.fitting import save

        kept = save(given.gold, given.learned)
        print(f"Confidence fitted on {kept['figures']} figures, of which {kept['right']} are right.", file=sys.stderr)
    return 0


def _received(items: Sequence[str]) -> Iterator["Received"]:
    """Yield what each path or address holds (`-`: standard input); errors are told and stay in the item."""
    from stats.intake import receive, source_of

    for item in items:
        source = sys.stdin.buffer.read() if item == "-" else source_of(item)
        for received in receive(source, name="standard input" if item == "-" else item):
            if received.error is not None:
                print(f"{received.name}: {received.error}", file=sys.stderr)
            for document in received.documents:
                for warning in document.warnings:
                    print(f"{received.name}: {warning}", file=sys.stderr)
            yield received


def _filters(given: argparse.Namespace) -> Filters:
    told = {name: value for name in FILTER_NAMES if (value := getattr(given, f"filter_{name}"))}
    # Names may have commas of their own, and the shell has told already where each value ends.
    return Filters.read(told | {name: [joined([one]) for one in told[name]] for name in NAMED if name in told})


@contextlib.contextmanager
def _output(path: str | None, *, binary: bool) -> Iterator[BinaryIO]:
    """Open the file to write, or standard output. A file appears whole or not at all."""
    if path is None:
        if binary and sys.stdout.isatty():
            raise HeadcountError("This format is not for a screen. Name a file with --output.")
        yield sys.stdout.buffer
        return
    target = Path(path)
    if target.is_dir():
        raise HeadcountError(f"{path} is a folder. Name a file in it with --output.")
    if not target.parent.is_dir():
        raise HeadcountError(f"There is no folder {target.parent}. Make it first, or name a file elsewhere.")
    partial = target.with_name(target.name + ".part")
    try:
        with partial.open("wb") as out:
            yield out
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _workers(given: str) -> int:
    if not given.isdecimal() or not 1 <= int(given) <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"{given} is no number from 1 to {MOST_WORKERS}")
    return int(given)


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{given} is no date; write it as year-month-day") from None


def parser() -> argparse.ArgumentParser:
    """Return the command line's grammar; tests/test_readme.py holds the README to it."""
    top = argparse.ArgumentParser(prog="python -m stats", description="Stated counts out of news and reports.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: object, told: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=told, description=told)
        made.set_defaults(run=run)
        return made

    one = command("extract", extract, "print the figures of documents as JSON Lines")
    one.add_argument("item", nargs="+", metavar="FILE", help="file, folder, address, or - for standard input")
    one.add_argument("--explain", action="store_true", help="tell on standard error how each figure came about")

    for name, needed in (("add", False), ("batch", True)):
        told = "read documents, extract their figures and keep both" + (", with a report" if needed else "")
        one = command(name, add, f"{told}; interrupted, the same command goes on")
        one.add_argument("item", nargs="+", metavar="FILE|FOLDER|URL")
        one.add_argument("--output", required=needed, metavar="FOLDER", help="where report.csv goes, a line an item")
        one.add_argument("--workers", type=_workers, default=min(os.cpu_count() or 1, MOST_WORKERS), metavar="N",
                         help="processes that read")  # fmt: skip
        one.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler instead of processes of this machine")
        one.add_argument("--by", default="", metavar="NAME", help="who adds them")

    one = command("export", export, "write figures, series or corrections (gold) to a file")
    one.add_argument("table", choices=("figures", "series", "gold"))
    one.add_argument("--format", choices=FORMATS, default="csv", help="json means JSON Lines; gold is always that")
    one.add_argument("--every", choices=STEPS, help="share series into days, weeks, months, quarters or years")
    one.add_argument("--places", action="store_true", help="beside each country's series the sum of its places")
    one.add_argument("--as-known-on", type=_day, metavar="DAY", help="as a reader knew them on that day, as 2017-03-09")
    one.add_argument("--output", metavar="FILE", help="standard output where left out")
    one.add_argument("--no-bom", action="store_true", help="leave out the mark by which Excel knows UTF-8")
    for name in FILTER_NAMES:
        one.add_argument(f"--{name}", dest=f"filter_{name}", action="append", metavar="VALUE", help="repeatable")

    one = command("import", take_in, "take in what export --format package wrote")
    one.add_argument("package", nargs="+", metavar="PACKAGE.zip")

    command("rebuild", rebuild, "compute all series again, after a new version or new household sizes")

    one = command("check", check, "tell what a lexicon lacks")
    one.add_argument("language", metavar="LANG")

    one = command("score", score, "measure the extraction on labelled documents")
    one.add_argument("gold", nargs="+", metavar="GOLD.jsonl")
    one.add_argument("--predictions", metavar="FILE", help="score these instead of extracting now")
    one.add_argument("--by", choices=("term", "document", "language"), help="one line for each")
    one.add_argument("--show", type=int, default=0, metavar="N", help="the first N misses and false alarms")
    one.add_argument("--json", action="store_true", help="everything as one JSON object")
    one.add_argument("--save", action="store_true", help="keep the accuracy for the Method page")
    one.add_argument("--fit", action="store_true", help="fit confidence on these documents; no rule may come from them")
    one.add_argument("--learned", nargs="*", default=[], metavar="FILE", help="with --fit: those that rules came from")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status: 0 done, 1 something failed, 2 the command line is wrong."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[union-attr]
    given = parser().parse_args(arguments)
    try:
        status: int = given.run(given)
    except HeadcountError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else f"The system says: {error}"
        print(f"{what}. Check the path, your rights and the room on the disk.", file=sys.stderr)
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
