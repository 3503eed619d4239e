"""Each hostile input: refused with a reason, within the limits, and nothing else is harmed."""

import io
import itertools
import os
import random
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import intake_fixtures as make
import pytest

from stats.errors import Empty, Refused, TooLarge, TooSlow, Unreadable
from stats.intake import Received, apart, pasted, receive, worker
from stats.intake.kinds import Kind
from stats.intake.received import Item
from stats.settings import Limits, Settings


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch):
    """Put other limits in force: a function of Limits' fields."""

    def set_to(**values) -> Limits:
        changed = Settings(limits=Limits(**values))
        monkeypatch.setattr("stats.intake.settings", lambda: changed)
        return changed.limits

    return set_to


def one(data: bytes, name: str) -> Received:
    found = list(receive(data, name=name))
    assert len(found) == 1, found
    return found[0]


def test_a_zip_bomb_is_refused_by_its_growth() -> None:
    found = one(make.zipped({"a.txt": b"0" * 15_000_000}), "bomb.zip")
    assert isinstance(found.error, TooLarge)
    assert "zip bomb" in str(found.error)
    assert found.name == "bomb.zip > a.txt"


def test_an_archive_over_the_limit_is_stopped_while_it_unpacks(limits) -> None:
    limits(unpacked_bytes=3_000_000)
    random.seed(1)
    files = {f"{n}.txt": random.randbytes(700_000).hex().encode() for n in range(9)}
    found = list(receive(make.zipped(files), name="a.zip"))
    assert isinstance(found[-1].error, TooLarge)
    assert "Unpacked" in str(found[-1].error)
    assert len(found) <= 4


def test_a_lying_size_does_not_help() -> None:
    """The archive declares 10 bytes for an entry that unpacks to 15 million."""
    data = bytearray(make.zipped({"a.txt": b"0" * 15_000_000}))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    found = one(bytes(data), "a.zip")
    assert found.error is not None


def test_overlapping_entries_are_refused() -> None:
    """Two entries of the directory that share one stretch of bytes, as in bombs that grow by the square."""
    data = make.zipped({"a.txt": b"x" * 1_000})
    at = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[at:end]
    both = data[:at] + entry + entry.replace(b"a.txt", b"b.txt")
    size = len(entry) * 2
    both += struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 2, 2, size, at, 0)
    assert "overlap" in str(one(both, "a.zip").error)


def test_archives_open_once_within_another_and_no_deeper() -> None:
    """A quine, an archive that holds itself, ends here too."""
    inner = make.zipped({"x.txt": make.text().data})
    for depth in range(6):
        inner = make.zipped({f"{depth}.zip": inner})
    found = one(inner, "deep.zip")
    assert isinstance(found.error, Refused)
    assert "archive in an archive" in str(found.error)


def test_a_text_of_a_whole_library(limits) -> None:
    limits(characters=200)
    long, good = receive(make.zipped({"a.txt": b"Ten people fled. " * 20, "b.txt": b"Ten people fled."}), name="a.zip")
    assert isinstance(long.error, TooLarge)
    assert "339 characters; at most 200" in str(long.error)
    assert "HEADCOUNT_CHARACTERS" in str(long.error)
    assert good.documents
    with pytest.raises(TooLarge):
        pasted("Ten people fled. " * 20)


def test_too_many_files_in_an_archive(limits) -> None:
    limits(files=3)
    found = list(
        receive(make.zipped({f"{n}.txt": f"Ten people fled town {n}.".encode() for n in range(9)}), name="a.zip")
    )
    assert [item.error is None for item in found] == [True, True, True, False]
    assert "more than 3 files" in str(found[-1].error)


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "/etc/x.txt", "C:\\x.txt", "a/../../b.txt", "..\\..\\b.txt"])
def test_a_name_that_leads_out_refuses_that_entry_alone(name: str) -> None:
    data = make.zipped({name: b"Ten people fled.", "good.txt": make.text().data})
    bad, good = receive(data, name="a.zip")
    assert isinstance(bad.error, Refused)
    assert "leads out" in str(bad.error)
    assert good.documents


def test_a_link_in_an_archive_refuses_that_entry_alone() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("good.txt", make.text().data)
    bad, good = receive(out.getvalue(), name="a.zip")
    assert "link" in str(bad.error)
    assert good.documents


def test_a_locked_entry_refuses_that_entry_alone() -> None:
    data = bytearray(make.zipped({"a.txt": b"Ten people fled.", "good.txt": make.text().data}))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(sign)
        data[at + offset] |= 1
    bad, good = receive(bytes(data), name="a.zip")
    assert "password" in str(bad.error)
    assert good.documents


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_links_and_pipes_in_a_folder_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_bytes(make.text().data)
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    found = {Path(item.name).name: item for item in receive(tmp_path)}
    assert found["good.txt"].documents
    assert all(isinstance(found[name].error, Refused) for name in ("link.txt", "loop", "pipe.txt"))


LAUGHS = ("<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{('&' + a + ';') * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)) + "]>")  # fmt: skip


def test_entities_that_multiply_are_refused() -> None:
    feed = f"<?xml version='1.0'?>{LAUGHS}<rss version='2.0'><channel><title>&i;</title></channel></rss>"
    assert isinstance(one(feed.encode(), "a.xml").error, Refused)
    assert isinstance(one(feed.encode("utf-16"), "a.xml").error, Refused)
    package = zipfile.ZipFile(io.BytesIO(make.odt().data))
    content = package.read("content.xml").decode().replace("?>", f"?>{LAUGHS}", 1).replace("MARAT", "&i;")
    odt = make.zipped({"mimetype": package.read("mimetype"), "content.xml": content.encode()})
    assert "entities" in str(one(odt, "a.odt").error)
    docx = {
        n: zipfile.ZipFile(io.BytesIO(make.docx().data)).read(n)
        for n in zipfile.ZipFile(io.BytesIO(make.docx().data)).namelist()
    }
    docx["word/document.xml"] = docx["word/document.xml"].replace(b"?>", b"?>" + LAUGHS.encode(), 1)
    assert "entities" in str(one(make.zipped(docx), "a.docx").error)


def test_a_file_of_this_computer_is_never_read_through_an_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret word is kumquat", encoding="utf-8")
    page = (f"<!DOCTYPE html [<!ENTITY x SYSTEM '{secret.as_uri()}'>]><html><body><p>Some 300 people left the town of "
            "Marat on foot, the office said: &x;</p></body></html>")  # fmt: skip
    assert "kumquat" not in one(page.encode(), "a.html").documents[0].text


def test_an_office_file_that_is_a_bomb() -> None:
    data = make.zipped({"word/document.xml": b"<a>" + b" " * 30_000_000, "[Content_Types].xml": b"<a/>"})
    assert isinstance(one(data, "a.docx").error, TooLarge)


@pytest.mark.parametrize("maker", [make.docx, make.xlsx, make.odt])
def test_macros_are_refused(maker) -> None:
    made = maker()
    package = zipfile.ZipFile(io.BytesIO(made.data))
    files = {name: package.read(name) for name in package.namelist()}
    macro = {"a.docx": "word/vbaProject.bin", "a.xlsx": "xl/vbaProject.bin", "a.odt": "Basic/Standard/Module1.xml"}
    found = one(make.zipped({**files, macro[made.name]: b"macro"}), made.name)
    assert isinstance(found.error, Refused)
    assert "macros" in str(found.error)


def test_a_pdf_of_ten_thousand_pages() -> None:
    found = one(make.many_pages_pdf(10_000), "a.pdf")
    assert isinstance(found.error, TooLarge)
    assert "10,000 pages" in str(found.error)
    assert "2,000" in str(found.error)


def test_a_pdf_with_a_loop() -> None:
    assert isinstance(one(make.looping_pdf(), "a.pdf").error, Unreadable | Empty | TooLarge)


def test_deep_nesting_is_bounded() -> None:
    start = time.monotonic()
    page = (
        b"<div>" * 100_000
        + b"<p>Some 300 people left the town of Marat on foot, the office said.</p>"
        + b"</div>" * 100_000
    )
    one(page, "a.html")
    one(b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "a.jsonl")
    one(b"{\\rtf1 " + b"{" * 100_000 + b"x" + b"}" * 100_000 + b"}", "a.rtf")
    assert time.monotonic() - start < 20


def test_a_message_of_very_many_parts() -> None:
    parts = b"".join(b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" for _ in range(5_000))
    data = (
        b"From: a@b\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        + parts
        + b"--b--"
    )
    assert "parts" in str(one(data, "a.eml").error)
    nested = b"From: a@b\r\nSubject: x\r\nMIME-Version: 1.0\r\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3_000))  # fmt: skip
    assert one(nested, "a.eml").error is not None


def test_an_outlook_message_whose_stream_claims_more_than_the_file_holds() -> None:
    """The size of the properties' stream, in its entry of the directory (MS-CFB 2.6.1), says four gigabytes."""
    data = bytearray(make.msg().data)
    entry = data.index("__properties_version1.0".encode("utf-16-le"))
    struct.pack_into("<I", data, entry + 120, 0xFFFFFF00)
    start = time.monotonic()
    assert "damaged" in str(one(bytes(data), "a.msg").error)
    assert time.monotonic() - start < 5


def test_scripts_and_handlers_do_not_come_out() -> None:
    document = next(iter(receive(make.html().data, name="a.html"))).documents[0]
    assert "alert" not in document.text
    assert "onload" not in document.text
    url = make.html().data.replace(b'property="og:site_name"', b'property="og:url" content="javascript:alert(1)"')
    assert not (one(url, "a.html").documents[0].url or "").startswith("javascript")


# The worker process.


def test_a_reader_that_does_not_end_is_ended(limits, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF of 2,000 crowded pages takes longer than a quarter of a second."""
    limits(document_seconds=0.25, pages=2_000)
    data = make.pdf(pages=60).data
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
    import subprocess

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


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return data with some of its bytes changed, cut, doubled or moved."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 10, 60))):
        at = chance.randrange(len(out) or 1)
        match chance.randrange(6):
            case 0:
                out[at : at + 1] = bytes((chance.randrange(256),))
            case 1:
                del out[at : at + chance.randrange(1, 200)]
            case 2:
                out[at:at] = out[at : at + chance.randrange(1, 300)]
            case 3:
                out[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"))
            case 4:
                out[at:at] = chance.randbytes(chance.randrange(1, 50))
            case 5:
                del out[max(at, len(out) // 2) :]
    return bytes(out)


def zip_mutated(data: bytes, chance: random.Random) -> bytes:
    """Return an Office file with one part changed inside, so that the change lies behind the checksum."""
    package = zipfile.ZipFile(io.BytesIO(data))
    files = {name: package.read(name) for name in package.namelist()}
    name = chance.choice(list(files))
    return make.zipped({**files, name: mutated(files[name], chance)})


def cases(count: int, seed: int) -> Iterator[tuple[int, str, bytes]]:
    """Yield (number, name, bytes) of files of all formats, each changed in another way."""
    chance = random.Random(seed)
    whole = [maker() for maker in make.ALL] + [make.eml((make.docx(),)), make.msg(attachment=make.text()),
             make.Made("z.zip", make.zipped({"a.docx": make.docx().data, "b.txt": make.text().data}))]  # fmt: skip
    for number in range(count):
        made = whole[number % len(whole)]
        zipped = made.data.startswith(b"PK") and chance.random() < 0.6
        yield number, made.name, (zip_mutated if zipped else mutated)(made.data, chance)


def survives(case: tuple[int, str, bytes]) -> None:
    """Fail where a file crashes the reader, hangs beyond the limit, or gives neither a document nor a reason."""
    number, name, data = case
    start = time.monotonic()
    for item in receive(data, name=name):
        assert item.error is None or len(str(item.error)) > 30, (number, name)
        assert item.error is not None or item.documents or item.figures, (number, name)
    assert time.monotonic() - start < Limits().document_seconds + 5, (number, name)


def test_mutated_files_never_crash() -> None:
    for case in cases(300, seed=1):
        survives(case)


@pytest.mark.slow
def test_twenty_thousand_mutated_files_never_crash() -> None:
    """And no reader takes more memory than it may."""
    many = cases(20_000, seed=2)
    with ThreadPoolExecutor(2) as pool:  # each has a reader of its own
        while some := list(itertools.islice(many, 400)):
            for _ in pool.map(survives, some):
                pass
    apart.end_workers()
    if sys.platform == "linux":
        import resource

        assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1_024 < Limits().memory_bytes


def test_compressed_streams_of_a_pdf_are_bounded() -> None:
    """A page whose content unpacks to 400 MB of blanks."""
    content = zlib.compress(b" " * 400_000_000, 9)
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
             b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
             b"<</Length %d/Filter/FlateDecode>>stream\n" % len(content) + content + b"\nendstream"]  # fmt: skip
    data = b"%PDF-1.4\n" + b"".join(b"%d 0 obj" % n + part + b"endobj\n" for n, part in enumerate(parts, 1))
    data += b"trailer<</Size 5/Root 1 0 R>>\n%%EOF"
    assert one(data, "a.pdf").error is not None
