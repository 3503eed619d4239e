"""Each format holds the same rows: read back, they are what was written, and no cell is a formula."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date

import hypothesis.strategies as st
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given

from stats import exports
from stats.columns import FIGURE_COLUMNS, SERIES_COLUMNS, ids, names
from stats.errors import ExportError
from stats.exports.cells import CHUNK, guarded, unguarded
from stats.exports.data_page import PAGE

ABOUT = exports.About("figures", query="country=IRQ", link="http://127.0.0.1:8501/Download?country=IRQ",
                      day=date(2026, 1, 31))  # fmt: skip

ROWS = [
    {"figure_id": "a1", "title": "=1+1", "publisher": "Example Wire", "url": "https://example.org/1", "start": 0,
     "published": date(2017, 3, 9), "quote": "more than 200,000", "value": 200_003, "low": 200_003, "high": None,
     "unit": "person", "period_start": date(2016, 10, 1), "forecast": False, "increment": True, "latitude": 36.335,
     "sentence": 'He said: "more than\n200,000", truly', "added_at": "2026-01-30T08:00:01Z", "place": "الموصل"},
    {"figure_id": "a2", "title": "@home, with a comma", "publisher": None, "start": 7, "published": None,
     "quote": "0", "value": 0, "low": 0.5, "high": 3867.857142857143, "unit": "household", "forecast": False,
     "increment": False, "sentence": "-5 °C", "evidence": '{"unit": [1, 2]}', "added_at": None},
]  # fmt: skip


def frame() -> pd.DataFrame:
    """Return two figures, each with what goes wrong easily."""
    return pd.DataFrame(ROWS)


def written(form: str, columns=FIGURE_COLUMNS, frames=None, **options) -> bytes:
    out = io.BytesIO()
    exports.write(frame() if frames is None else frames, columns, form, out, ABOUT, **options)
    return out.getvalue()


def test_csv_opens_right_in_excel_and_bom_can_be_left_out() -> None:
    made = written("csv")
    assert made.startswith(b"\xef\xbb\xbffigure_id,document_id,title,")
    assert written("csv", bom=False) == made[3:]
    assert b"\r" not in made


def test_a_bare_carriage_return_ends_no_row() -> None:
    """Readers take it for the end of a line where its cell is not in quotation marks."""
    odd = pd.DataFrame([{"figure_id": "a1", "title": "Camp\rreport", "value": 1}, {"figure_id": "a2", "value": 2}])
    made = written("csv", frames=odd, bom=False)
    assert b'"Camp\rreport"' in made
    assert b"\r\n" not in made
    rows = list(csv.reader(io.StringIO(made.decode(), newline="")))
    assert [row[0] for row in rows] == ["figure_id", "a1", "a2"]
    assert {len(row) for row in rows} == {len(FIGURE_COLUMNS)}
    assert pd.read_csv(io.BytesIO(made))["title"][0] == "Camp\rreport"


@pytest.mark.parametrize("own", ["1234567890123456", "12e4567890123456", "0012345678901234"])
def test_ids_that_look_like_numbers_are_read_as_the_page_of_data_says(own: str) -> None:
    made = written("csv", frames=pd.DataFrame([{"figure_id": own, "document_id": own, "value": 1, "same_as": own}]))
    told = ids(FIGURE_COLUMNS)
    assert f'ids = dict.fromkeys({json.dumps(told)}, "str")' in PAGE.read_text(encoding="utf-8")
    row = pd.read_csv(io.BytesIO(made), dtype=dict.fromkeys(told, "str")).iloc[0]
    assert (row["figure_id"], row["document_id"], row["same_as"]) == (own, own, own)


def test_csv_keeps_numbers_and_guards_only_text() -> None:
    rows = pd.read_csv(io.BytesIO(written("csv")), dtype=str, keep_default_na=False)
    assert list(rows.columns) == names(FIGURE_COLUMNS)
    first, second = rows.iloc[0], rows.iloc[1]
    assert first["title"] == "'=1+1"
    assert second["title"] == "'@home, with a comma"
    assert second["sentence"] == "'-5 °C"
    assert (first["value"], first["high"], first["latitude"]) == ("200003", "", "36.335")
    assert (second["value"], second["low"], second["high"]) == ("0", "0.5", "3867.857142857143")
    assert (first["forecast"], first["increment"]) == ("false", "true")
    assert (first["published"], second["published"], first["added_at"]) == ("2017-03-09", "", "2026-01-30T08:00:01Z")
    assert first["sentence"] == 'He said: "more than\n200,000", truly'


def test_a_negative_number_is_no_formula() -> None:
    made = written("csv", frames=pd.DataFrame([{"figure_id": "s", "longitude": -3.5, "value": -2}]))
    assert b",-3.5," in made
    assert b",-2," in made


def test_hxl_has_a_row_of_hashtags() -> None:
    rows = pd.read_csv(io.BytesIO(written("hxl")), dtype=str, keep_default_na=False)
    assert list(rows.iloc[0]) == [column.hxl for column in FIGURE_COLUMNS]
    assert all(tag.startswith("#") for tag in rows.iloc[0])
    assert len(rows) == 3


def test_json_lines_hold_every_column() -> None:
    lines = [json.loads(line) for line in written("json").decode().splitlines()]
    assert [list(line) for line in lines] == [names(FIGURE_COLUMNS)] * 2
    assert lines[0]["value"] == 200_003
    assert isinstance(lines[0]["value"], int)
    assert lines[0]["high"] is None
    assert lines[0]["title"] == "=1+1"
    assert lines[1]["forecast"] is False


def test_parquet_has_types_units_and_the_query() -> None:
    table = pq.read_table(io.BytesIO(written("parquet")))
    assert table.column_names == names(FIGURE_COLUMNS)
    assert json.loads(table.schema.metadata[b"headcount"])["query"] == "country=IRQ"
    assert table.schema.field("household_size").metadata[b"unit"] == b"person/household"
    assert str(table.schema.field("published").type) == "date32[day]"
    assert table["published"].to_pylist() == [date(2017, 3, 9), None]
    assert table["value"].to_pylist() == [200_003.0, 0.0]
    assert table["added_at"].to_pylist()[0].isoformat() == "2026-01-30T08:00:01+00:00"


def test_xlsx_has_rows_dictionary_sources_and_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")))
    assert book.sheetnames == ["figures", "dictionary", "sources", "about"]
    sheet = book["figures"]
    cells = {c.value: i for i, c in enumerate(sheet[1])}
    assert list(cells) == names(FIGURE_COLUMNS)
    assert sheet[2][cells["title"]].value == "=1+1"
    assert sheet[2][cells["title"]].data_type == "s"
    assert sheet[2][cells["value"]].value == 200_003
    assert sheet[3][cells["high"]].value == 3867.857142857143
    assert sheet[2][cells["published"]].value.date() == date(2017, 3, 9)
    assert [row[0].value for row in book["dictionary"].iter_rows(min_row=2)] == names(FIGURE_COLUMNS)
    assert ("Example Wire", "=1+1", "https://example.org/1", "2017-03-09", 1) in list(book["sources"].values)
    assert not any(c.data_type == "f" for s in book for row in s.iter_rows() for c in row)


def test_the_sources_of_places_are_named_where_there_is_room() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")))
    schema = pq.read_schema(io.BytesIO(written("parquet")))
    told = {"xlsx": dict(book["about"].values)["terms"],
            "parquet": json.loads(schema.metadata[b"headcount"])["terms"]}  # fmt: skip
    for form, terms in told.items():
        assert "GeoNames" in terms, form
        assert "OCHA" in terms, form


def test_xlsx_takes_characters_that_xml_does_not() -> None:
    made = written("xlsx", frames=pd.DataFrame([{"figure_id": "a", "title": "bell\x07 and " + "x" * 40_000}]))
    title = openpyxl.load_workbook(io.BytesIO(made))["figures"]["C2"].value
    assert title.startswith("bell� and xx")
    assert len(title) == 32_767


@pytest.mark.parametrize("form", list(exports.FORMATS))
def test_columns_stay_when_there_is_no_row(form: str) -> None:
    made = written(form, frames=pd.DataFrame(columns=["figure_id"]))
    if form in ("csv", "hxl"):
        assert list(pd.read_csv(io.BytesIO(made)).columns) == names(FIGURE_COLUMNS)
    elif form == "parquet":
        assert pq.read_table(io.BytesIO(made)).column_names == names(FIGURE_COLUMNS)
    elif form == "xlsx":
        assert [c.value for c in openpyxl.load_workbook(io.BytesIO(made))["figures"][1]] == names(FIGURE_COLUMNS)
    else:
        assert made == b""


@pytest.mark.parametrize("form", list(exports.FORMATS))
def test_series_are_written_too(form: str) -> None:
    row = {"series": "Mosul · displaced · flow", "value": 4000.5, "date": "2017-03-09", "household_size_year": 2018.0,
           "reports": 3, "sources": "UN; IOM", "figure_ids": "a1 a2"}  # fmt: skip
    made = written(form, SERIES_COLUMNS, pd.DataFrame([row]))
    if form == "parquet":
        assert pq.read_table(io.BytesIO(made)).to_pylist()[0]["household_size_year"] == 2018
    elif form == "xlsx":
        assert zipfile.is_zipfile(io.BytesIO(made))
    else:
        assert b"4000.5" in made
        assert b"2018.0" not in made


def test_frames_of_pandas_types_are_written_alike() -> None:
    plain = frame()
    typed = plain.convert_dtypes()
    typed["published"] = pd.to_datetime(plain["published"])
    typed["added_at"] = pd.to_datetime(plain["added_at"], utc=True)
    assert written("csv", frames=typed) == written("csv")


def test_an_unknown_format_says_which_there_are() -> None:
    with pytest.raises(ExportError, match="csv, hxl, xlsx, parquet, json"):
        written("pdf")


def test_blocks_come_while_rows_are_read() -> None:
    """The first rows are handed on before the next frame is asked for."""
    asked: list[int] = []

    def frames() -> Iterator[pd.DataFrame]:
        for i in range(3):
            asked.append(i)
            yield pd.DataFrame({"figure_id": [f"{i}"] * (CHUNK + 1)})

    blocks = exports.blocks(frames(), FIGURE_COLUMNS, "csv", ABOUT)
    next(blocks)
    next(blocks)
    assert asked == [0]


@given(st.text())
def test_a_guard_is_taken_off_again_and_nothing_else(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in {*"=+-@\t\r\n＝＋－＠"} or not text
