# ruff: noqa: E501 - files are laid out as their formats want them
"""What is printed beside the text and is no part of it: raised marks of footnotes, struck and hidden words."""

import io

import intake_fixtures as make
import pytest

from stats.extract import extract
from stats.intake import pasted
from stats.intake.raised import LEVEL, RAISED, is_mark, without_marks

HEAD = "Chad: update 5 March 2024"
TOLD = "Some 850 people were displaced in Bol, on 12 km2 of land, for the 17th time."
LAST = "The organisation said that the roads of the province were closed to all traffic."
PARTS = ("Some 850", "2", " people were displaced in Bol, on 12 km", "2", " of land, for the 17", "th", " time.")
"""Every second part is raised."""


def html() -> bytes:
    told = "".join(f"<sup><a href='#f'>{part}</a></sup>" if at % 2 else part for at, part in enumerate(PARTS))
    return f"<html><body><article><h1>{HEAD}</h1><p>{told}</p><p>{LAST}</p></article></body></html>".encode()


def docx() -> bytes:
    from docx import Document

    made = Document()
    made.add_heading(HEAD, 0)
    paragraph = made.add_paragraph()
    for at, part in enumerate(PARTS):
        paragraph.add_run(part).font.superscript = at % 2 == 1
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def docx_of_style() -> bytes:
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE

    made = Document()
    made.styles.add_style("Mark", WD_STYLE_TYPE.CHARACTER).font.superscript = True
    made.add_heading(HEAD, 0)
    paragraph = made.add_paragraph()
    for at, part in enumerate(PARTS):
        paragraph.add_run(part, style="Mark" if at % 2 else None)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def odt_of(properties: str, told: str) -> bytes:
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "style"))
    return make.zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": (
        f'<office:document-content {spaces}><office:automatic-styles><style:style style:name="T1" style:family="text">'
        f"{properties}</style:style></office:automatic-styles><office:body>"
        f"<office:text><text:h>{HEAD}</text:h><text:p>{told}</text:p></office:text></office:body></office:document-content>").encode()})  # fmt: skip


def odt() -> bytes:
    told = "".join(f'<text:span text:style-name="T1">{part}</text:span>' if at % 2 else part for at, part in enumerate(PARTS))
    return odt_of('<style:text-properties style:text-position="super 58%"/>', told)


def rtf() -> bytes:
    told = "".join(f"{{\\super {part}}}" if at % 2 else part for at, part in enumerate(PARTS))
    return f"{{\\rtf1\\ansi {HEAD}\\par {told}\\par}}".encode()


def rtf_switched() -> bytes:
    told = "".join(f"\\super {part}\\nosupersub " if at % 2 else part for at, part in enumerate(PARTS))
    return f"{{\\rtf1\\ansi {HEAD}\\par {told}\\par}}".encode()


def pdf() -> bytes:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    styles = getSampleStyleSheet()
    out = io.BytesIO()
    told = "".join(f"<super>{part}</super>" if at % 2 else part for at, part in enumerate(PARTS))
    SimpleDocTemplate(out).build([Paragraph(HEAD, styles["Title"]), Paragraph(told, styles["BodyText"])])
    return out.getvalue()


@pytest.mark.parametrize("maker", [html, docx, docx_of_style, odt, rtf, rtf_switched, pdf], ids=lambda maker: maker.__name__)
def test_the_raised_mark_of_a_footnote_is_no_figure(maker) -> None:
    (document,) = make.one(maker(), f"a.{maker.__name__.partition('_')[0]}").documents
    assert TOLD in document.text
    assert not {RAISED, LEVEL} & set(document.text)


@pytest.mark.parametrize(("before", "raised"), [
    ("1,200", "2"), ("people", "12"), ("fled.", "3"), ("Mao)", "1,2"), ("850 ", "2"), ("430", "[1]"), ("430", "[note 2]"),
    ("430", "*"), ("displaced", "a"), ("1,200", "b"), ("displaced", "iv"), ("10", "4"), ("UN", "2")])  # fmt: skip
def test_marks_of_footnotes(before: str, raised: str) -> None:
    assert is_mark(before, raised, " ")


@pytest.mark.parametrize(("before", "raised", "after"), [
    ("12 km", "2", " "), ("m", "3", " "), ("17", "th", " "), ("1", "er", " "), ("XIX", "e", " "), ("1", "a", " "), ("n", "o", " "),
    ("5 ", "1", "/"), ("2 × 10", "6", " "), ("", "2", " "), ("\n", "2", " "), ("the firm", "TM", " "), ("850", "2,000", " ")])  # fmt: skip
def test_powers_ordinals_fractions_and_footnotes_themselves_are_no_marks(before: str, raised: str, after: str) -> None:
    assert not is_mark(before, raised, after)


def test_a_mark_between_words_leaves_a_blank_and_marks_side_by_side_are_one() -> None:
    assert without_marks(f"850{RAISED}2{LEVEL}people") == "850 people"
    assert without_marks(f"850{RAISED}1{LEVEL}{RAISED},{LEVEL}{RAISED}2{LEVEL} people") == "850 people"
    assert without_marks(f"850 {RAISED}2{LEVEL} people") == "850 people"
    assert without_marks(f"{RAISED}2{LEVEL} Newly so.\n{RAISED}3{LEVEL} In Bol.") == "2 Newly so.\n3 In Bol."


def test_a_page_of_raised_signs_is_read_in_time() -> None:
    page = f"<p>{LAST}</p>" + "<sup></sup>" * 30_000 + "<sup>2</sup>" * 30_000 + f"<p>{LAST}</p>"
    assert make.one(f"<html><body><article><h1>{HEAD}</h1>{page}</article></body></html>".encode(), "a.html").documents


SHOWN = "Some 4,000 people fled Bol."


def struck_html(mark: str) -> bytes:
    return f"<html><body><article><h1>{HEAD}</h1><p>Some {mark}<ins>4,000</ins> people fled Bol.</p><p>{LAST}</p></article></body></html>".encode()


@pytest.mark.parametrize("mark", [
    "<del>9,000</del>", "<s>9,000 </s>", "<strike>9,000</strike> ", '<span style="text-decoration: line-through">9,000</span>',
    '<span style="color:red;text-decoration-line:line-through">9,000</span>'])  # fmt: skip
def test_struck_words_of_a_page_or_a_message_are_said_no_longer(mark: str) -> None:
    (document,) = make.one(struck_html(mark), "a.html").documents
    assert SHOWN in document.text
    message = b"Subject: Update\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" + struck_html(mark)
    (document,) = make.one(message, "a.eml").documents
    assert SHOWN in document.text


@pytest.mark.parametrize("name", ["strike", "double_strike", "hidden"])
def test_struck_and_hidden_words_of_a_word_file(name: str) -> None:
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE

    made = Document()
    setattr(made.styles.add_style("Old", WD_STYLE_TYPE.CHARACTER).font, name, True)
    made.add_heading(HEAD, 0)
    paragraph = made.add_paragraph("Some ")
    setattr(paragraph.add_run("9,000").font, name, True)
    setattr(paragraph.add_run("4,000").font, name, False)
    paragraph.add_run("8,000", style="Old")
    setattr(paragraph.add_run(" people fled Bol.", style="Old").font, name, False)
    out = io.BytesIO()
    made.save(out)
    (document,) = make.one(out.getvalue(), "a.docx").documents
    assert SHOWN in document.text


@pytest.mark.parametrize("properties", ['style:text-line-through-style="solid"', 'text:display="none"'])
def test_struck_and_hidden_words_of_an_opendocument_text(properties: str) -> None:
    told = odt_of(f"<style:text-properties {properties}/>", 'Some <text:span text:style-name="T1">9,000</text:span>4,000 people fled Bol.')
    (document,) = make.one(told, "a.odt").documents
    assert SHOWN in document.text


@pytest.mark.parametrize("told", [
    r"Some {\strike 9,000}4,000 people fled Bol.", r"Some \striked1 9,000\striked0 4,000 people fled Bol.",
    r"Some {\deleted 9,000\'e9\u1053?}4,000 people fled Bol.", r"Some {\v 9,000 {\b 8,000}}4,000 people fled Bol.",
    r"Some \v 9,000\plain 4,000 people fled Bol."])  # fmt: skip
def test_struck_deleted_and_hidden_words_of_rtf(told: str) -> None:
    (document,) = make.one(f"{{\\rtf1\\ansi {HEAD}\\par {told}\\par}}".encode(), "a.rtf").documents
    assert SHOWN in document.text


def workbook(*rows: list[str], hidden: int = 0) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if hidden:
        book.active.row_dimensions[hidden].hidden = True
    book.active.title = "Shown"
    out = io.BytesIO()
    other = book.create_sheet("Old")
    other.sheet_state = "hidden"
    other.append(["text"])
    other.append(["Some 9,000 people fled Bol."])
    book.save(out)
    return out.getvalue()


def test_hidden_sheets_and_rows_of_a_workbook_stay_out_and_are_told() -> None:
    from stats.intake import receive

    data = workbook(["Title", "Text"], ["One", "Some 8,000 people fled Bol."], ["Two", SHOWN], hidden=2)
    (one,) = receive(data, name="a.xlsx")
    assert one.name == "a.xlsx > row 3"
    assert SHOWN in one.documents[0].text
    assert "the sheet “Old”, 1 row of the sheet “Shown”" in one.documents[0].warnings[-1]


def test_a_hidden_row_of_hashtags_tells_what_the_columns_are() -> None:
    data = workbook(["State", "IDPs", "Date"], ["#adm1+name", "#affected+idps", "#date"], ["Lac", "4200", "2024-03-05"], hidden=2)
    one = make.one(data, "a.xlsx")
    assert [figure.value for figure in one.figures] == [4200]
    assert "the sheet “Old”" in one.documents[0].warnings[-1]
    assert "row" not in one.documents[0].warnings[-1].partition(".")[0]


def test_what_is_merged_over_rows_of_a_workbook_stands_in_each_but_a_number_once() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for line in (("State", "Town", "IDPs", "Date"), ("#adm1+name", "#adm2+name", "#affected+idps", "#date"),
                 ("Lac", "Bol", 4200, "2024-03-05"), (None, "Mao", 900, None), (None, "Liwa", None, None)):  # fmt: skip
        book.active.append(line)
    for span in ("A3:A5", "D3:D5", "C4:C5"):
        book.active.merge_cells(span)
    out = io.BytesIO()
    book.save(out)
    one = make.one(out.getvalue(), "a.xlsx")
    assert [(figure.value, str(figure.period_end)) for figure in one.figures] == [(4200, "2024-03-05"), (900, "2024-03-05")]
    assert one.documents[0].text.count("Lac") >= 2


QUOTED = "On Sunday Ana wrote:\n> > 3,000 people fled Goma.\n>\n> Some 4,000 are in Bol.\n>And 5,000 in Mao."
UNQUOTED = "On Sunday Ana wrote:\n3,000 people fled Goma.\n\nSome 4,000 are in Bol.\nAnd 5,000 in Mao."


def test_the_marks_of_quoting_in_mail_and_texts_are_no_more_than() -> None:
    head = "Subject: Update\nFrom: a@b.example\nTo: c@d.example\nDate: Tue, 14 May 2024 23:50:00 -0700\nMessage-ID: <1@b.example>\n\n"
    (document,) = make.one(f"{head}{QUOTED}\n".encode(), "a.eml").documents
    assert UNQUOTED in document.text
    (document,) = make.one(f"{head}Yes.\n\n> 3,000 people fled.\n".encode(), "a.eml").documents
    assert document.text == "Update\n\nYes.\n\n3,000 people fled."
    (document,) = make.one(QUOTED.encode(), "a.txt").documents
    assert document.text == UNQUOTED == pasted(QUOTED).text


@pytest.mark.parametrize("text", [
    "Displaced so far:\n>3,000 in Goma\n>500 in Bol", "In Goma:\n\n> 3,000 people fled.", "3 > 2\n5 > 4"])  # fmt: skip
def test_more_than_stays_more_than(text: str) -> None:
    assert pasted(text).text == text


def test_a_number_after_a_mark_of_quoting_is_not_more_than_it() -> None:
    assert [figure.quote for figure in extract(pasted("> 3,000 people fled Goma.\n> They walked."))] == ["3,000"]
