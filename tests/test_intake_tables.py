# ruff: noqa: E501 - files are laid out as their formats want them
"""Tables within files of every format: their rows as lines of cells, so that each number keeps its column and unit."""

import io

import intake_fixtures as make
import pytest

from stats.extract import extract
from stats.intake.grid import table_lines

HEAD = "Chad: update 5 March 2024"
ABOVE = "Displaced and returned people by site, as of 4 March 2024"
GAPS = (("Site", "Displaced persons", "Returned households"), ("Bol", "2,101", ""), ("Mao", "", "501"), ("Ati", "77", "88"))
LINES = "Site | Displaced persons | Returned households\nBol | 2,101 |\nMao | | 501\nAti | 77 | 88"


def docx() -> bytes:
    from docx import Document

    made = Document()
    made.add_heading(HEAD, 0)
    made.add_paragraph(ABOVE)
    table = made.add_table(rows=0, cols=3)
    for row in GAPS:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
    made.add_paragraph("Roads are closed.")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def odt(table: str = "") -> bytes:
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table"))
    rows = table or "".join("<table:table-row>" + "".join(
        f"<table:table-cell>{f'<text:p>{cell}</text:p>' if cell else ''}</table:table-cell>" for cell in row)
        + "</table:table-row>" for row in GAPS)  # fmt: skip
    return make.zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": (
        f"<office:document-content {spaces}><office:body><office:text><text:h>{HEAD}</text:h><text:p>{ABOVE}</text:p>"
        f"<table:table>{rows}</table:table><text:p>Roads are closed.</text:p></office:text></office:body>"
        "</office:document-content>").encode()})  # fmt: skip


def rtf() -> bytes:
    rows = "".join("\\trowd\\cellx1000\\cellx2000\\cellx3000 " + "".join(f"{cell}\\cell " for cell in row) + "\\row\n" for row in GAPS)
    return f"{{\\rtf1\\ansi {HEAD}\\par {ABOVE}\\par {rows}\\pard Roads are closed.\\par}}".encode()


def html(table: str = "") -> bytes:
    rows = table or "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in GAPS)
    return (f"<html><head><title>{HEAD}</title></head><body><article><h1>{HEAD}</h1><p>{ABOVE}</p><table>{rows}</table>"
            "<p>The organisation said that the roads of the province were closed to all traffic.</p></article></body></html>").encode()  # fmt: skip


def markdown() -> bytes:
    head, *body = ("| " + " | ".join(row) + " |" for row in GAPS)
    return "\n".join([f"# {HEAD}", "", ABOVE, "", head, "|---|---|---|", *body, "", "Roads are closed."]).encode()


def pdf() -> bytes:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    styles = getSampleStyleSheet()
    out = io.BytesIO()
    SimpleDocTemplate(out).build([Paragraph(HEAD, styles["Title"]), Paragraph(ABOVE, styles["BodyText"]),
                                  Table([list(row) for row in GAPS], colWidths=[80, 130, 130]),
                                  Paragraph("Roads are closed.", styles["BodyText"])])  # fmt: skip
    return out.getvalue()


@pytest.mark.parametrize("maker", [docx, odt, rtf, html, markdown, pdf], ids=lambda maker: maker.__name__)
def test_a_number_keeps_its_column_beside_an_empty_cell(maker) -> None:
    (document,) = make.one(maker(), f"a.{maker.__name__}").documents
    assert LINES in document.text
    assert [(f.quote, f.unit, f.term, f.place) for f in extract(document)] == [
        ("2,101", "person", "displaced", "Bol"), ("501", "household", "returned", "Mao"),
        ("77", "person", "displaced", "Ati"), ("88", "household", "returned", "Ati")]  # fmt: skip


def test_a_row_that_begins_with_an_empty_cell_keeps_its_place() -> None:
    rows = [["Province", "Site", "Displaced persons"], ["Lac", "Bol", "420"], ["", "Baga Sola", "610"], ["", "", ""]]
    assert table_lines(rows) == ["Province | Site | Displaced persons", "Lac | Bol | 420", "| | Baga Sola | 610"]


def test_what_a_cell_holds_ends_no_cell_and_no_row() -> None:
    assert table_lines([["Bol |\n Lac", " 1 "]]) == ["Bol / Lac | 1"]
    (document,) = make.one(html("<tr><th>Site<th>Displaced<br>persons<tr><td>Bol<td>420"), "a.html").documents
    assert "Site | Displaced persons\nBol | 420" in document.text
    (document,) = make.one(b"# Sites\n\n| Site | Fled |\n|---|---|\n| Bol \\| Lac | 420 |\n", "a.md").documents
    assert "Bol / Lac | 420" in document.text
