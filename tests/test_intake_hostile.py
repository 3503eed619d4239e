"""Each hostile input: refused with a reason, within the limits, and nothing else is harmed."""

import io
import os
import random
import struct
import time
import zipfile
import zlib
from pathlib import Path

import intake_fixtures as make
import pytest
from intake_fixtures import one

from stats.errors import Empty, Refused, TooLarge, Unreadable
from stats.intake import Received, pasted, receive
from stats.intake.text import unmarked


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


BLANKS = " " * 100_000
SLOW = ("# Flood" + BLANKS + "in Goma", "# Flood " + "# " * 50_000 + "x", "---" + BLANKS + "x", "- " * 50_000 + "x",
        BLANKS + "x", "|" + BLANKS + "x", "| --- |" * 14_000 + "x", "<!--" * 25_000, "[" * 100_000, "![](" * 25_000,
        "[a](" * 25_000, "** a " * 20_000, "__ " * 33_000, "*a " * 33_000, "_a " * 33_000, "`a" * 50_000,
        "<a" * 50_000, ">" * 100_000, "---\n" * 25_000, "\n" * 100_000)  # fmt: skip


@pytest.mark.parametrize("text", SLOW, ids=lambda text: text[:6].strip() or "blanks")
def test_the_marks_of_markdown_take_time_in_proportion_to_the_text(text: str) -> None:
    """The square of these lengths would be minutes."""
    start = time.monotonic()
    unmarked(text)
    assert time.monotonic() - start < 10


def test_what_reads_markdown_may_be_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern holds its whole process: the server's pages would stand still with it."""
    monkeypatch.setattr("stats.intake.read_apart", lambda kind, *_: iter([Received(f"{kind} apart")]))
    names = ("a.txt", "a.md", "a.csv", "a.html")
    found = [received.name for name in names for received in receive(b"Ten people fled Goma.", name=name)]
    assert found == ["a.txt", "Markdown apart", "CSV apart", "HTML apart"]


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


def test_compressed_streams_of_a_pdf_are_bounded() -> None:
    """A page whose content unpacks to 400 MB of blanks."""
    content = zlib.compress(b" " * 400_000_000, 9)
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
             b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
             b"<</Length %d/Filter/FlateDecode>>stream\n" % len(content) + content + b"\nendstream"]  # fmt: skip
    data = b"%PDF-1.4\n" + b"".join(b"%d 0 obj" % n + part + b"endobj\n" for n, part in enumerate(parts, 1))
    data += b"trailer<</Size 5/Root 1 0 R>>\n%%EOF"
    assert one(data, "a.pdf").error is not None
