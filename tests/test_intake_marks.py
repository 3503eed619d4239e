# ruff: noqa: E501 - files are laid out as their formats want them
"""What is printed beside the text and is no part of it: raised marks of footnotes, struck and hidden words."""

import io

import intake_fixtures as make
import pytest

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


def odt() -> bytes:
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "style"))
    told = "".join(f'<text:span text:style-name="T1">{part}</text:span>' if at % 2 else part for at, part in enumerate(PARTS))
    return make.zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": (
        f'<office:document-content {spaces}><office:automatic-styles><style:style style:name="T1" style:family="text">'
        '<style:text-properties style:text-position="super 58%"/></style:style></office:automatic-styles><office:body>'
        f"<office:text><text:h>{HEAD}</text:h><text:p>{told}</text:p></office:text></office:body></office:document-content>").encode()})  # fmt: skip


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
