# ruff: noqa: E501 - tables of examples
"""What holds for any bytes and any text: nothing but our own errors, offsets that stay, one id for one text."""

import json
from datetime import date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stats.document import text_id
from stats.errors import IntakeError
from stats.intake import pasted, receive
from stats.intake.archives import shown
from stats.intake.days import read_day, tells_order
from stats.intake.kinds import Kind, kind_of
from stats.intake.layout import Segment, paragraphs, reading_order, rejoined, rows_of
from stats.intake.text import document_of, front_matter, mended, unmarked
from stats.intake.web import checked, is_public

STARTS = st.sampled_from([b"", b"%PDF-", b"PK\x03\x04", b"{", b"<html>", b"From a\nb: c\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
                          b"Subject: x\nFrom: y\nDate: z\n\n", b"\xff\xfe", b"---\n", b"<?xml ", b"{\\rtf"])  # fmt: skip


@given(STARTS, st.binary(max_size=300), st.sampled_from(["", "a.txt", "a.csv", "a.html", "a.pdf"]))
@example(b"", b"", "")
def test_any_bytes_have_a_kind_or_a_reason(start: bytes, rest: bytes, name: str) -> None:
    try:
        assert isinstance(kind_of(start + rest, name), Kind)
    except IntakeError as refused:
        told = str(refused)
        assert told.endswith("."), told


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=400))
def test_any_small_text_file_gives_one_document_or_one_reason(data: bytes) -> None:
    if b"\x00" in data or data[:1] in b"{<%-P\xd0":
        return
    for item in receive(data, name="a.txt"):
        assert (item.error is None) == bool(item.documents)


@given(st.text(max_size=300))
def test_a_line_of_json_keeps_its_text(text: str) -> None:
    line = json.dumps({"id": "x", "text": text}).encode()
    (found,) = receive(line, name="a.jsonl")
    if text.strip():
        assert found.documents[0].text == text
    else:
        assert found.error is not None


@given(st.text(max_size=300))
def test_mending_is_done_once(text: str) -> None:
    assert mended(mended(text)) == mended(text)


@given(st.text(max_size=200), st.none() | st.text(max_size=40))
def test_a_pasted_text_has_an_id_of_its_own_text(text: str, title: str | None) -> None:
    try:
        document = pasted(text, title=title)
    except IntakeError:
        return
    assert document.id == text_id(document.text)
    assert document.text == document.text.strip()


@given(st.text(max_size=200))
def test_markdown_never_fails_and_never_grows(text: str) -> None:
    assert len(unmarked(text)) <= len(text) + text.count("|")
    rest, told = front_matter(text)
    assert text.endswith(rest)
    assert set(told) <= {"title", "published", "publisher", "url", "language", "id"}


@settings(deadline=None, max_examples=50)
@given(st.text(alphabet="0123456789-/. :TZabcMarch", max_size=30))
def test_a_day_is_read_or_not(value: str) -> None:
    assert read_day(value) is None or isinstance(read_day(value), date)
    assert tells_order([value]) in (True, False, None)


DAYS = [("2017-03-09", date(2017, 3, 9)), ("2017-03-09T23:59:00-05:00", date(2017, 3, 9)), ("20170309", date(2017, 3, 9)),
        ("9 March 2017", date(2017, 3, 9)), ("March 9, 2017", date(2017, 3, 9)), ("9 mars 2017", date(2017, 3, 9)),
        ("9 de marzo de 2017", date(2017, 3, 9)), ("5 مارس 2017", date(2017, 3, 5)), ("13/04/2017", date(2017, 4, 13)),
        ("04/13/2017", date(2017, 4, 13)), ("03/04/2017", None), ("Thu, 09 Mar 2017 10:00:00 +0000", date(2017, 3, 9)),
        ("yesterday", None), ("March 2017", None), ("2017", None), ("2017-13-40", None), ("", None), ("Monday", None),
        ("2023-W10-4", date(2023, 3, 9)), ("2023W104", date(2023, 3, 9)), ("2023-W10", None), ("2023-W60-1", None)]  # fmt: skip

OTHER_YEARS = [("2566-03-09", None), ("13/3/2566", None), ("1402/01/15", None), ("15/01/1402", None), ("0203-03-09", None),
               ("2099-01-01", None), ("9 March 2566", None), ("1900-01-01", date(1900, 1, 1)),
               ("9 มีนาคม 2566", date(2023, 3, 9)), ("9 มี.ค. 2566", date(2023, 3, 9)), ("9 ม.ค. ๒๕๖๖", date(2023, 1, 9)),
               ("วันที่ 9 มีนาคม พ.ศ. 2566", date(2023, 3, 9)), ("13/3/2566 พ.ศ.", date(2023, 3, 13)),
               ("9 มี.ค. 2023", date(2023, 3, 9)), ("29 กุมภาพันธ์ 2567", date(2024, 2, 29))]  # fmt: skip


def test_days_as_people_write_them() -> None:
    for value, wanted in DAYS:
        assert read_day(value) == wanted, value
    assert read_day("03/04/2017", day_first=True) == date(2017, 4, 3)
    assert read_day("03/04/2017", day_first=False) == date(2017, 3, 4)


@pytest.mark.parametrize(("value", "wanted"), OTHER_YEARS)
def test_years_out_of_reason_are_no_days(value: str, wanted: date | None) -> None:
    """A year of another calendar, or a mistyped one, put figures centuries off and filled series with days."""
    assert read_day(value) == wanted


def test_next_year_is_the_last_that_a_day_can_have() -> None:
    year = date.today().year + 1
    assert read_day(f"{year}-03-09") == read_day(datetime(year, 3, 9)) == date(year, 3, 9)
    assert read_day(f"{year + 1}-03-09") is read_day(date(year + 1, 3, 9)) is None


SEGMENTS = st.lists(st.builds(
    lambda text, left, bottom, width: Segment(text, left, bottom, left + width, bottom + 10, 10),
    st.text(alphabet="ab c-.", min_size=1, max_size=20).map(str.strip).filter(bool), st.floats(0, 500), st.floats(0, 800), st.floats(1, 300)), max_size=40)  # fmt: skip


@given(SEGMENTS)
def test_no_run_of_text_is_lost_or_doubled_by_the_layout(segments: list[Segment]) -> None:
    lines = list(reading_order(rows_of(segments)))

    def letters(texts):
        return sorted("".join(texts).replace("|", "").replace(" ", "").replace("\n", ""))

    assert letters(line.text for line in lines) == letters(segment.text for segment in segments)
    found = paragraphs(lines)
    assert len("".join(letters(found))) <= len("".join(letters(line.text for line in lines)))


JOINS = [("the peo-", "ple", "the people"), ("Al-", "Shabaab", "Al-Shabaab"), ("the well-", "known", "the well-known"),
         ("in 2016-", "17", "in 2016-17"), ("a big", "dog", "a big dog")]  # fmt: skip


def test_hyphens_at_line_ends() -> None:
    for before, after, wanted in JOINS:
        assert rejoined(before, after, frozenset({"well-known"})) == wanted


@given(st.text(max_size=60))
def test_addresses_are_checked_or_refused(rest: str) -> None:
    for address in (rest, f"http://{rest}", f"https://example.org/{rest}"):
        try:
            parts = checked(address)
        except IntakeError:
            continue
        assert parts.geturl().isascii()
        assert parts.scheme in ("http", "https")
        assert parts.username is None
    assert is_public(rest) in (True, False)


@given(st.text(max_size=300))
def test_names_are_shown_without_control_characters(name: str) -> None:
    assert all(c.isprintable() or c.isspace() or ord(c) > 126 for c in shown(name))


@given(st.text(min_size=1, max_size=100), st.lists(st.integers(0, 100), max_size=3))
def test_pages_stay_within_the_text(text: str, pages: list[int]) -> None:
    try:
        document = document_of(text, pages=tuple(sorted(pages)))
    except IntakeError:
        return
    assert all(page >= 0 for page in document.pages)
