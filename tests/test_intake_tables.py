# ruff: noqa: E501 - files are laid out as their formats want them
"""Tables within files of every format: their rows as lines of cells, so that each number keeps its column and unit."""

import io

import intake_fixtures as make
import pytest

from stats.extract import extract
from stats.intake.grid import Cell, table_lines

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


MERGED = ("Province | Site | Displaced Households | Displaced Persons", "Lac | Bol | 420 | 2,100",
          "Lac | Baga Sola | 610 | 3,300", "Total | | 1,030 | 5,400")  # fmt: skip


def merged_html() -> bytes:
    return html("<tr><th rowspan=2>Province<th rowspan=2>Site<th colspan=2>Displaced<tr><th>Households<th>Persons"
                "<tr><td rowspan=2>Lac<td>Bol<td>420<td>2,100<tr><td>Baga Sola<td>610<td>3,300"
                "<tr><td colspan=2>Total<td>1,030<td>5,400")  # fmt: skip


def merged_docx() -> bytes:
    from docx import Document

    made = Document()
    made.add_heading(HEAD, 0)
    table = made.add_table(rows=5, cols=4)
    for at, row in enumerate((("Province", "Site", "Displaced", ""), ("", "", "Households", "Persons"),
                              ("Lac", "Bol", "420", "2,100"), ("", "Baga Sola", "610", "3,300"),
                              ("Total", "", "1,030", "5,400"))):  # fmt: skip
        for cell, value in zip(table.rows[at].cells, row, strict=True):
            cell.text = value
    for (row, column), last in {(0, 0): (1, 0), (0, 1): (1, 1), (0, 2): (0, 3), (2, 0): (3, 0), (4, 0): (4, 1)}.items():
        table.cell(row, column).merge(table.cell(*last))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def merged_odt() -> bytes:
    def cell(text: str, **spans: int) -> str:
        told = "".join(f' table:number-{name}-spanned="{count}"' for name, count in spans.items())
        return f"<table:table-cell{told}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    return odt("".join(f"<table:table-row>{row}</table:table-row>" for row in (
        cell("Province", rows=2) + cell("Site", rows=2) + cell("Displaced", columns=2) + covered,
        covered * 2 + cell("Households") + cell("Persons"), cell("Lac", rows=2) + cell("Bol") + cell("420") + cell("2,100"),
        covered + cell("Baga Sola") + cell("610") + cell("3,300"), cell("Total", columns=2) + covered + cell("1,030") + cell("5,400"),
        '<table:table-cell table:number-columns-repeated="1024"/>')))  # fmt: skip


@pytest.mark.parametrize("maker", [merged_html, merged_docx, merged_odt], ids=lambda maker: maker.__name__)
def test_merged_cells_shift_no_column(maker) -> None:
    (document,) = make.one(maker(), f"a.{maker.__name__.rpartition('_')[2]}").documents
    assert "\n".join(MERGED) in document.text
    assert [(f.quote, f.unit, f.place) for f in extract(document)][:4] == [
        ("420", "household", "Bol"), ("2,100", "person", "Bol"), ("610", "household", "Baga Sola"), ("3,300", "person", "Baga Sola")]  # fmt: skip


def test_a_number_that_spans_rows_is_said_once() -> None:
    head = ["Province", "Site", "Displaced", "Note"]
    rows = [head, [Cell("Lac (900 displaced)", down=2), "Bol", Cell("900", down=2), Cell("800 of them fled", down=2)], ["Mao"]]
    assert table_lines(rows) == [" | ".join(head), "Lac (900 displaced) | Bol | 900 | 800 of them fled", "| | Mao | |"]
    rows = [head, [Cell("12 May 2024", down=2), "Bol", "900", Cell("by boat", down=2)], ["Mao", "70"]]
    assert table_lines(rows)[1:] == ["12 May 2024 | Bol | 900 | by boat", "12 May 2024 | Mao | 70 | by boat"]


def test_a_line_over_the_whole_table_is_no_row() -> None:
    rows = [[Cell("Sites in Lac", across=3)], ["Site", Cell("Fled", across=2)], ["", "2023", "2024"], ["Bol", "420", "610"],
            [Cell("In the north", across=3)], ["Mao", "7", "9"]]  # fmt: skip
    assert table_lines(rows) == ["Sites in Lac", "Site | Fled 2023 | Fled 2024", "Bol | 420 | 610", "In the north", "Mao | 7 | 9"]


def test_words_alone_make_no_head_of_two_rows() -> None:
    rows = [["Name", Cell("Contact", across=2)], ["Desk", "by post", "by boat"]]
    assert table_lines(rows) == ["Name | Contact | Contact", "Desk | by post | by boat"]


def test_a_span_of_a_million_columns_or_rows_stays_small() -> None:
    assert len(table_lines([[Cell("a", 10**6, 10**6)] * 1000])[0]) < 10_000
    (document,) = make.one(html("<tr><td colspan=99999999 rowspan=9999>Bol<td>420<tr><td>x<td>7"), "a.html").documents
    assert "420" in document.text
