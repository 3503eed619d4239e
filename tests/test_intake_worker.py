"""The process that reads files: ended when it takes too long or too much, used again, and cut off from the world."""

import io
import os
import random
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import intake_fixtures as make
import pytest
from intake_fixtures import one

from stats.errors import Refused, TooSlow
from stats.intake import Received, apart, receive, worker
from stats.intake.kinds import Kind
from stats.intake.received import Item


def test_a_reader_that_does_not_end_is_ended(limits, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF of 400 crowded pages takes longer than a quarter of a second, also on a machine that is idle and fast."""
    limits(document_seconds=0.25, pages=2_000)
    data = make.pdf(pages=400).data
    start = time.monotonic()
    found = one(data, "slow.pdf")
    assert isinstance(found.error, TooSlow)
    assert "0.25 seconds" in str(found.error)
    assert time.monotonic() - start < 10
    monkeypatch.undo()
    assert one(make.pdf().data, "a.pdf").documents, "the next file gets a new worker"


@pytest.mark.skipif(os.name == "nt", reason="Windows offers no such limit")
def test_memory_is_bounded(limits) -> None:
    limits(memory_bytes=300_000_000)
    random.seed(1)
    rows = "".join(f"<text:p>{random.random()}</text:p>" for _ in range(250_000))
    package = zipfile.ZipFile(io.BytesIO(make.odt().data))
    content = package.read("content.xml").decode().replace("<table:table>", rows + "<table:table>")
    data = make.zipped({"mimetype": package.read("mimetype"), "content.xml": content.encode()})
    found = one(data, "a.odt")
    assert found.error is not None
    assert "memory" in str(found.error) or "ended the process" in str(found.error)


def test_what_is_left_half_way_is_not_given_to_the_next() -> None:
    first = receive(make.csv_table().data, name="a.csv")
    assert next(first).documents[0].title == make.HEAD
    first.close()
    assert next(iter(receive(make.pdf().data, name="a.pdf"))).documents[0].title == make.HEAD


def test_workers_are_used_again_and_ended() -> None:
    one(make.pdf().data, "a.pdf")
    waiting = list(apart._IDLE_WORKERS._waiting)
    one(make.docx().data, "a.docx")
    assert apart._IDLE_WORKERS._waiting == waiting
    apart.end_workers()
    assert not apart._IDLE_WORKERS._waiting


@pytest.mark.slow
def test_threads_read_at_once() -> None:
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda maker: next(iter(receive(maker().data, name=maker().name))).error, make.ALL))
    assert found == [None] * len(make.ALL)


def test_a_worker_may_not_reach_out() -> None:
    code = ("from stats.intake.worker import confine; import socket, subprocess\nconfine(10**9)\n"
            "for reach in (lambda: socket.create_connection(('127.0.0.1', 9)), lambda: subprocess.run(['ls'])):\n"
            "    try: reach()\n    except Exception as error: print(type(error).__name__)")  # fmt: skip
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          cwd=Path(worker.__file__).parents[2])  # fmt: skip
    assert told.stdout.split() == ["Refused", "Refused"]


def test_frames_are_read_whole_or_not_at_all() -> None:
    given = Item("a.pdf", b"abc")
    stream = io.BytesIO()
    document = next(iter(receive(make.text().data, name="a.txt"))).documents[0]
    sent = Received("a.pdf", (document,), original=given.data)
    head, blobs = worker.packed(sent, given)
    worker.write_frame(stream, head, *blobs)
    stream.seek(0)
    back = worker.unpacked(*worker.read_frame(stream), given)
    assert back == sent
    assert back.documents[0].warnings == document.warnings
    failed = Received("a.pdf", error=Refused("No."), original=b"other")
    told = worker.unpacked(*worker.packed(failed, given), given)
    assert isinstance(told, Received)
    assert (type(told.error), str(told.error), told.original) == (Refused, "No.", b"other")
    with pytest.raises(EOFError):
        worker.read_frame(io.BytesIO(stream.getvalue()[:20]))


def test_every_kind_has_a_reader_or_is_opened_here() -> None:
    opened = {Kind.ZIP, Kind.MBOX, Kind.JSONL}
    assert set(Kind) == opened | set(worker.READERS)
    for kind in worker.READERS:
        assert callable(worker.reader_of(kind))
