"""Every format: each sentence out and in order, furniture absent, title and day right."""

import json
from datetime import date
from pathlib import Path

import intake_fixtures as make
import pytest

from stats import intake
from stats.document import Document
from stats.errors import Empty, IntakeError, Refused, TooLarge, Unreadable
from stats.intake import Received, pasted, receive, source_of
from stats.intake.layout import Segment, paragraphs
from stats.vocabulary import DayKnown


def received(made: make.Made) -> list[Received]:
    return list(receive(made.data, name=made.name))


def first(made: make.Made) -> Document:
    found = received(made)
    assert found[0].error is None, found[0].error
    return found[0].documents[0]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("maker", make.ALL, ids=lambda maker: maker.__name__)
def test_every_sentence_comes_out_in_order_and_no_furniture(maker) -> None:
    made = maker()
    document = first(made)
    text = flat(document.text)
    at = -1
    for line in made.lines:
        found = text.find(flat(line), at + 1)
        assert found > at, f"missing or out of order: {line!r} in {document.text!r}"
        at = found
    for words in made.out:
        assert words not in document.text
    assert document.title == made.title
    assert document.published == made.day
    assert document.published_by in ((None,) if made.day is None else (DayKnown.METADATA, DayKnown.STATED))
    assert document.language == "en"
    assert flat(made.title or "") in text[:100], "the headline is the first line, or stands under a running head"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_in_any_unicode_encoding(encoding: str) -> None:
    assert flat(first(make.text(encoding)).text) == flat(make.PLAIN)


OLD = [
    ("cp1252", "fr", "Plus de 3 000 réfugiés sont arrivés à Gaziantep, a déclaré l’agence des Nations unies vendredi."),
    (
        "mac-roman",
        "fr",
        "Plus de 3 000 réfugiés sont arrivés à Gaziantep, a déclaré l’agence des Nations unies vendredi.",
    ),
    (
        "cp1252",
        "es",
        "Más de 2.500 personas fueron evacuadas tras la erupción del volcán, señaló el alcalde el miércoles.",
    ),
    ("cp1250", "pl", "Ponad trzy tysiące osób zostało ewakuowanych z powodu powodzi, powiedział rzecznik straży."),
    ("cp1251", "ru", "Более трёх тысяч человек были эвакуированы из-за наводнения, сообщили в министерстве."),
    ("koi8-r", "ru", "Более трех тысяч человек были эвакуированы из-за наводнения, сообщили в министерстве."),
    ("cp1256", "ar", "نزح أكثر من خمسة آلاف شخص من المدينة بسبب القتال، وفقا للأمم المتحدة في بيان."),
    ("gb18030", "zh", "洪水造成三千多人流离失所，当地政府周五表示，救援人员正在寻找失踪者，桥梁已经关闭。"),
    ("shift_jis", "ja", "台風により三千人以上が避難したと当局は金曜日に発表した。学校は閉鎖されたままだ。"),
    ("euc-kr", "ko", "홍수로 삼천 명 이상이 집을 떠났다고 당국이 금요일에 밝혔다. 다리는 폐쇄되었다."),
]


@pytest.mark.parametrize(("encoding", "language", "text"), OLD, ids=lambda value: str(value)[:12])
def test_older_encodings_are_guessed(encoding: str, language: str, text: str) -> None:
    document = next(receive(text.encode(encoding), name="a.txt")).documents[0]
    assert document.text == text
    assert document.language == language
    assert any("UTF-8" in warning for warning in document.warnings)


def test_mojibake_is_mended() -> None:
    broken = "Des réfugiés sont arrivés à l’école".encode().decode("cp1252")
    assert first(make.Made("a.txt", broken.encode())).text == "Des réfugiés sont arrivés à l’école"


def test_a_first_line_is_a_title_only_where_it_looks_like_one() -> None:
    assert pasted("Flood in Marat\n\nTen people fled.").title == "Flood in Marat"
    assert pasted("Ten people fled.\nThey walked.").title is None
    assert pasted("Only one line").title is None


def test_a_pasted_text_takes_the_users_word() -> None:
    document = pasted("Ten fled.", title="Flood", published=date(2017, 3, 9), url="https://x.org", publisher="P")
    assert document.text == "Flood\n\nTen fled."
    assert (document.published, document.published_by) == (date(2017, 3, 9), DayKnown.USER)
    assert (document.url, document.publisher) == ("https://x.org", "P")
    assert pasted("Ten fled.").published_by is None
    with pytest.raises(Empty):
        pasted(" \n ")


def test_what_names_a_document_is_one_line_without_control_characters() -> None:
    line = {"id": "a1", "text": "Ten\r fled.", "title": "Camp\rreport\x07", "publisher": "The\n Wire", "url": "\x00"}
    table = 'text,title,publisher\nTen fled.,"Camp\rreport\x07","The\n Wire"\n'
    for data, name in ((json.dumps(line), "x.jsonl"), (table, "x.csv")):
        document = next(iter(receive(data.encode(), name=name))).documents[0]
        assert (document.title, document.publisher, document.url) == ("Camp report", "The Wire", None), name


@pytest.mark.parametrize("title", ["Situation monitoring; export, all", "Media monitoring", "A, B, C, D, E", "sep=;"])
def test_what_stands_above_a_header_does_not_tell_the_delimiter(title: str) -> None:
    table = f"{title}\n\nDate of publication;title;text\n02/03/2023;Clashes;Some 4,300 fled.\n25/03/2023;B;12 left.\n"
    one, _ = receive(table.encode(), name="a.csv")
    assert (one.documents[0].text, one.documents[0].published) == ("Clashes\n\nSome 4,300 fled.", date(2023, 3, 2))
    figures = f"{title}\nPlace;IDPs\n#adm1+name;#affected+idps\nMarat;4,300\n"
    (found,) = receive(figures.encode(), name="a.csv")
    assert [figure.value for figure in found.figures] == [4300]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_rows_of_a_csv(delimiter: str) -> None:
    found = received(make.csv_table(delimiter))
    assert [one.error is None for one in found] == [True, True, False]
    one, two = found[0].documents[0], found[1].documents[0]
    assert (one.publisher, one.url, one.published_by) == ("The Example", "https://example.org/1", DayKnown.STATED)
    assert two.published == date(2017, 3, 21)
    assert two.text == "Another town\n\nMore than 300 people fled Qaram."
    assert "“Full text”" in one.warnings[0], "the match of the columns is shown"
    assert "Ward" in one.warnings[0], "and what was not used"
    assert not two.warnings, "once"


def test_a_day_that_could_be_two_days_is_no_day() -> None:
    found = list(receive(b"text,date\nTen fled.,03/04/2017\n", name="a.csv"))
    assert found[0].documents[0].published is None
    assert "two ways" in found[0].documents[0].warnings[-1]


def test_a_table_without_a_text_column_says_what_to_name() -> None:
    assert 'Name that column "text"' in str(next(receive(b"when,what\n1,2\n", name="a.csv")).error)


def test_rows_of_a_workbook() -> None:
    one, two = received(make.xlsx())
    assert (one.documents[0].publisher, two.documents[0].published) == ("The Example", date(2017, 3, 21))


def test_the_messages_of_a_mailbox() -> None:
    one, two = received(make.mbox())
    assert one.documents[0].title == make.HEAD
    assert two.documents[0].title == make.HEAD.replace("Marat", "Qaram")
    assert two.name == "a.mbox > message 2"
    assert one.original != two.original


@pytest.mark.parametrize("container", [make.eml, lambda a: make.msg(attachment=a[0])], ids=["eml", "msg"])
def test_attachments_are_read_too(container) -> None:
    made = container((make.docx(),))
    found = received(made)
    assert [one.name for one in found] == [made.name, f"{made.name} > a.docx"]
    assert make.ROWS[1] in found[1].documents[0].text
    assert found[0].documents[0].publisher == make.SENDER
    assert found[1].original == make.docx().data or found[1].original


def test_a_message_within_a_message() -> None:
    inner = make.eml((make.text(),))
    found = received(make.eml((make.Made("fwd.eml", inner.data),)))
    assert [one.name for one in found] == ["a.eml", "a.eml > fwd.eml", "a.eml > fwd.eml > a.txt"]
    assert all(one.documents for one in found)


def test_an_outlook_message_of_compressed_rtf() -> None:
    made = make.msg(compressed=True)
    text = flat(first(made).text)
    assert all(flat(line) in text for line in made.lines)


def test_outlooks_compression_refers_back_to_what_it_wrote() -> None:
    """The example of MS-OXRTFCP 4.1.1 and 4.1.2."""
    from stats.intake.outlook import decompressed

    simple = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert decompressed(simple) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    crossing = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
    assert decompressed(crossing) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
    with pytest.raises(Unreadable):
        decompressed(b"short")


def test_a_feed_gives_an_entry_a_document() -> None:
    one, two = received(make.rss())
    assert one.documents[0].url == "https://example.org/1"
    assert not one.documents[0].warnings
    assert two.documents[0].published == date(2017, 3, 10)
    assert "beginning" in two.documents[0].warnings[0]
    assert received(make.atom())[0].documents[0].published == date(2017, 3, 9), "published, not updated"


def test_pages_of_a_pdf_are_known() -> None:
    made = make.pdf(pages=4)
    document = first(made)
    assert len(document.pages) >= 2
    for line in made.lines:
        assert flat(line) in flat(document.text)
    assert document.page_of(document.text.index(make.HEAD)) == 1
    assert document.page_of(document.text.rindex("North")) == len(document.pages)


def test_a_line_of_a_page_that_had_room_for_more_ends_a_paragraph() -> None:
    """A letterhead is a line of its own, and no line of text goes into the head of a table below it."""
    told = [
        (1, 60, "Ministry of Health, Beni, 5 March 2025"),
        (1, 95, "As of 4 March 2025, some 8,100 people are displaced in the north, the"),
        (1, 93, "Ministry said, and 400 of them are in the schools of Oicha, to which"),
        (1, 12, "they fled."),
        (3, 95, "State | IDPs | Households"),
    ]
    lines = [
        Segment(text, 0, -14.0 * n, right, -14.0 * n + 11, 11, cells) for n, (cells, right, text) in enumerate(told)
    ]
    assert paragraphs(lines) == [told[0][2], f"{told[1][2]} {told[2][2]} {told[3][2]}", told[4][2]]


def test_an_archive_and_what_is_in_it() -> None:
    inner = make.zipped({"deep/b.md": make.markdown().data})
    outer = make.zipped(
        {"a.txt": make.text().data, "__MACOSX/._a.txt": b"x", "in.zip": inner, "bad.pdf": b"%PDF-1.4 broken"}
    )
    found = list(receive(outer, name="june.zip"))
    assert [(one.name, one.error is None) for one in found] == [
        ("june.zip > a.txt", True), ("june.zip > in.zip > deep/b.md", True), ("june.zip > bad.pdf", False)]  # fmt: skip


def test_a_folder_in_order_with_its_folders(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.md").write_bytes(make.markdown().data)
    (tmp_path / "a.txt").write_bytes(make.text().data)
    (tmp_path / ".DS_Store").write_bytes(b"x")
    names = [one.name for one in receive(tmp_path)]
    assert names == [str(tmp_path / "a.txt"), str(tmp_path / "b" / "c.md")]


def test_kinds_are_told_by_content_and_not_by_name() -> None:
    for maker in (
        make.html,
        make.pdf,
        make.docx,
        make.odt,
        make.rtf,
        make.eml,
        make.mbox,
        make.msg,
        make.xlsx,
        make.rss,
    ):
        found = list(receive(maker().data, name="wrong.txt"))
        assert found[0].error is None, maker.__name__
        assert found[0].documents[0].title == make.HEAD, maker.__name__


BAD = [
    (b"", "a.txt", Empty, "empty"),
    (b"  \n\n ", "a.txt", Empty, "empty"),
    (b"x" * 50_000_000, "big.txt", TooLarge, "50 MB"),
    (b"\x89PNG\r\n\x1a\n" + bytes(50), "a.txt", Unreadable, "PNG image"),
    (bytes(range(128, 256)) * 30, "a.txt", Unreadable, "encoding"),
    (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "a.html", Empty, "no article"),
    (b"<html><body>" + b"<a href='/x'>Short teaser</a><br>" * 30 + b"</body></html>", "a.html", Empty, "no article"),
    (b"%PDF-1.4 nothing", "a.pdf", Unreadable, "damaged"),
    (b"PK\x03\x04 nothing", "a.docx", Unreadable, "damaged"),
    (b"{\\rtf1 }", "a.rtf", Empty, "no text"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a.doc", Unreadable, ".docx"),
    (
        b"<?xml version='1.0'?><rss version='2.0'><channel><title>x</title></channel></rss>",
        "a.xml",
        Empty,
        "no entries",
    ),
]


@pytest.mark.parametrize(("data", "name", "kind", "words"), BAD, ids=lambda value: str(value)[:20])
def test_bad_input_gets_a_message_that_says_what_to_do(data: bytes, name: str, kind: type, words: str) -> None:
    (found,) = receive(data, name=name)
    assert type(found.error) is kind, found.error
    assert words in str(found.error)
    assert str(found.error).count(".") >= 1, "a sentence"
    assert len(str(found.error)) > 40, "what is wrong, and what to do"


def test_a_scan_says_so() -> None:
    (found,) = receive(make.scan_pdf(), name="a.pdf")
    assert isinstance(found.error, Empty)
    assert "OCR" in str(found.error)


def test_a_missing_file_and_a_good_one(tmp_path: Path) -> None:
    (found,) = receive(tmp_path / "none.txt")
    assert "does not exist" in str(found.error)


@pytest.mark.parametrize("word", ["", "x" * 5_000, "a\0b", "notes:x", "C:\\x.txt", "none/../x", "none"])
def test_whatever_is_no_path_gets_a_message(word: str) -> None:
    (found,) = receive(source_of(word), name=word)
    assert isinstance(found.error, IntakeError)


def test_only_a_path_opens_a_file_never_a_word(tmp_path: Path) -> None:
    file = tmp_path / "secrets.toml"
    file.write_bytes(make.text().data)
    assert next(receive(source_of(str(file)))).documents, "the command line's words name files"
    for word in (str(file), f" {file}", str(tmp_path), file.as_uri(), f"file:{file}", "", ".", "~"):
        (found,) = receive(word)
        assert isinstance(found.error, Refused), word
        assert "http://" in str(found.error)


def test_the_original_is_handed_out_for_keeping() -> None:
    made = make.pdf()
    assert received(made)[0].original == made.data
    rows = received(make.csv_table())
    row = json.loads(rows[0].original or b"")
    assert (row["Headline"], row["Ward"]) == (make.HEAD, "7"), "all of the row, what was not used too"


def test_a_page_behind_a_pay_wall_says_so() -> None:
    page = ("<html><head><title>Flood in Marat</title></head><body><article><h1>Flood in Marat</h1><p>The water came "
            "at night, when most people of the town of Marat were asleep in their beds.</p></article><p>Subscribe to "
            "continue reading.</p></body></html>")  # fmt: skip
    (found,) = receive(page.encode(), name="a.html")
    assert "pay wall" in str(found.error)
    assert "save the page" in str(found.error)


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    """The command line starts without the readers' libraries."""
    import subprocess
    import sys

    told = subprocess.run(
        [sys.executable, "-c", "import stats.intake, sys; print([m for m in ('trafilatura', 'lxml', 'pypdfium2', "
         "'numpy', 'pandas', 'openpyxl', 'feedparser', 'urllib3') if m in sys.modules])"],
        capture_output=True, text=True, cwd=Path(intake.__file__).parents[2], check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "[]"


def test_errors_are_of_the_tree() -> None:
    assert all(issubclass(kind, IntakeError) for _, _, kind, _ in BAD)
