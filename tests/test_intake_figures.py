# ruff: noqa: E501 - tables are laid out as tables
"""Tables of figures without texts: our own export comes back whole, HXL and IDMC's updates keep their source."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from stats.columns import FIGURE_COLUMNS
from stats.errors import Empty, Unreadable
from stats.figure import FIELDS, Figure
from stats.intake import Received, receive
from stats.vocabulary import (
    Cause,
    DayKnown,
    Hazard,
    Kind,
    PeriodRule,
    PlaceRole,
    Precision,
    Quantifier,
    Term,
    Unit,
)

FULL = Figure(
    id="00ff00ff00ff00ff", start=10, end=21, quote="=more than 2,400", value=2400, low=2400, high=None,
    quantifier=Quantifier.MORE_THAN, quantifier_text="more than", unit=Unit.HOUSEHOLD, subject="families",
    term=Term.EVACUATED, kind=Kind.CUMULATIVE, period_start=date(2017, 3, 1), period_end=date(2017, 3, 9),
    period_text="since 1 March", period_rule=PeriodRule.DATES, period_precision=Precision.DAY, place="Marat", country="IRQ",
    place_id="geo:1", place_role=PlaceRole.ORIGIN, pcode="IQ01", latitude=36.5, longitude=-3.25, attribution="@office",
    source_id="office", cause=Cause.DISASTER, hazard=Hazard.FLOOD, forecast=True, increment=True, part_of="aa", same_as="bb",
    confidence=0.875, evidence={"value": (10, 15)}, implied={"kind": "since"},
)  # fmt: skip
PLAIN = Figure(id="1122334455667788", start=0, end=1, quote="7", value=7.5, low=7, high=8, quantifier=Quantifier.RANGE)


def row(figure: Figure, **others: Any) -> dict[str, Any]:
    record = figure.to_json()
    record["figure_id"] = record.pop("id")
    sentence = "Some =more than 2,400 families left." if figure is FULL else "Nobody knows."
    return {"document_id": "d1", "title": "Flood", "publisher": "Wire", "url": "https://example.org/1",
            "published": "2017-03-09", "published_by": "stated", "language": "en", "sentence": sentence, **record,
            **others}  # fmt: skip


def as_read(found: Received, at: int = 0) -> Figure:
    """Return an imported figure as it was exported, after a look at what the import changes: its place, and how."""
    figure = found.figures[at]
    assert figure.imported
    assert found.documents[0].text[figure.start : figure.end] == figure.quote
    was = FULL if figure.id == FULL.id else PLAIN
    implied = {name: rule for name, rule in figure.implied.items() if name != "value"}
    return replace(figure, start=was.start, end=was.end, evidence=was.evidence, implied=implied)


def exported(rows: list[dict[str, Any]], form: str) -> bytes:
    """Return rows as our own export writes them."""
    pandas = pytest.importorskip("pandas")
    exports = pytest.importorskip("stats.exports")
    out = io.BytesIO()
    frame = pandas.DataFrame(rows)
    about = object.__new__(exports.About)
    exports.write(frame, FIGURE_COLUMNS, form, out, about)
    return out.getvalue()


@pytest.mark.parametrize("form", ["csv", "hxl"])
def test_our_own_export_comes_back(form: str) -> None:
    data = exported(
        [row(FULL), row(PLAIN), row(replace(PLAIN, id="2122334455667788"), document_id="d2", title="Other")], form
    )
    one, two = receive(data, name="figures.csv")
    assert [as_read(one, n) for n in (0, 1)] == [PLAIN, FULL], "as they stand in the text"
    source = one.documents[0]
    assert (source.text, source.id, source.title, source.publisher) == (
        "7\n\nSome =more than 2,400 families left.", "d1", "Flood", "Wire")  # fmt: skip
    assert (source.published, source.published_by, source.language) == (date(2017, 3, 9), DayKnown.STATED, "en")
    assert (two.documents[0].id, len(two.figures)) == ("d2", 1)


def test_every_field_of_a_figure_is_read_back() -> None:
    (found,) = receive(exported([row(FULL)], "csv"), name="figures.csv")
    for name in FIELDS:
        assert getattr(as_read(found), name) == getattr(FULL, name), name


def test_a_number_that_a_sentence_has_twice_is_found_twice() -> None:
    told = "Of 300 people 300 fled."
    one, two = (replace(PLAIN, id=f"{n:016x}", start=at, end=at + 3, quote="300") for n, at in ((1, 93), (2, 104)))
    rows = [row(two, sentence=told), row(one, sentence=told), row(one, sentence=told)]
    (found,) = receive(exported(rows, "csv"), name="figures.csv")
    assert [(f.id, f.start) for f in found.figures] == [(one.id, 3), (two.id, 14)]
    assert found.documents[0].text == told, "a row that comes twice counts once"


def test_a_number_is_not_found_within_a_longer_one() -> None:
    told = "Nhamatanda; 3,900; 780; 7"
    rows = [row(replace(PLAIN, id=f"{n:016x}", start=n, quote=quote), sentence=told)
            for n, quote in enumerate(("3,900", "780", "7"))]  # fmt: skip
    (found,) = receive(exported(rows, "csv"), name="figures.csv")
    assert [(f.quote, f.start) for f in found.figures] == [("3,900", 12), ("780", 19), ("7", 24)]


def test_rejected_figures_stay_out_and_bad_rows_are_told() -> None:
    data = exported([row(FULL), row(PLAIN, status="rejected"), row(PLAIN, term="no such term"),
                     row(PLAIN, country="Nulland")], "csv")  # fmt: skip
    bad, worse, good = receive(data, name="figures.csv")
    assert isinstance(bad.error, Unreadable)
    assert "row 4" in bad.name
    assert "Nulland is no country's code" in str(worse.error)
    assert (len(good.figures), as_read(good)) == (1, FULL)


IDU = """id,country,iso3,displacement_type,qualifier,figure,displacement_date,displacement_start_date,displacement_end_date,\
event_name,type,subtype,sources,source_url,locations_name,latitude,longitude,created_at
#id,#country,#country+code,#type,#q,#affected,#date,#date+start,#date+end,#event,#cause,#cause+sub,#meta,#meta+url,#loc,#lat,#lon,#date
77,Nulland,NUL,Disaster,more than,4200,2017-03-09,2017-03-07,2017-03-09,Nulland: Flood - Marat,Flood,River flood,Relief \
Office,https://example.org/s,"Marat, Nulland; Qaram",36.5,43.1,2017-03-12
78,Nulland,NUL,Conflict,total,90,2017-03-10,2017-03-10,2017-03-10,Nulland: Clashes,,,,,Qaram,,,2017-03-12
79,Nulland,NUL,Conflict,total,many,2017-03-10,2017-03-10,2017-03-10,,,,,,,,,
"""


def test_idmcs_updates() -> None:
    bad, flood, clashes = receive(IDU.encode(), name="idu.csv")
    assert isinstance(bad.error, Unreadable)
    (figure,) = flood.figures
    assert (figure.value, figure.low, figure.high, figure.quantifier) == (4200, 4200, None, Quantifier.MORE_THAN)
    assert (figure.term, figure.kind, figure.unit, figure.cause, figure.hazard) == (
        Term.DISPLACED, Kind.FLOW, Unit.PERSON, Cause.DISASTER, Hazard.FLOOD)  # fmt: skip
    assert (figure.period_start, figure.period_end) == (date(2017, 3, 7), date(2017, 3, 9))
    assert (figure.place, figure.country, figure.latitude) == ("Nulland", "NUL", 36.5), "one count, two places"
    text = flood.documents[0].text
    assert text.startswith("id: 77; country: Nulland; iso3: NUL; displacement_type: Disaster; qualifier: more than; ")
    assert text[figure.start - 8 : figure.end] == "figure: 4200"
    assert figure.implied == {"value": "imported"}
    source = flood.documents[0]
    assert (source.publisher, source.url, source.published) == (
        "Relief Office",
        "https://example.org/s",
        date(2017, 3, 12),
    )
    assert (clashes.figures[0].quantifier, clashes.figures[0].place) == (Quantifier.EXACT, "Qaram")
    assert clashes.documents[0].publisher == "IDMC"
    assert list(receive(IDU.encode(), name="idu.csv"))[1].figures[0].id == figure.id, "the same ids each time"


HXL = """Country,District,Date,IDPs,Families,Dead,Source
#country+code,#adm1+name,#date+reported,#affected+idps+ind,#affected+idps+hh,#affected+killed,#meta+source
NUL,Marat,2017-03-09,"4,200",700,,Relief Office
NUL,Qaram,2017-03-09,300,,2,Relief Office
"""


def test_a_table_with_hashtags() -> None:
    (found,) = receive(HXL.encode(), name="camps.csv")
    told = [(f.place, f.value, f.unit, f.term, f.kind, f.period_end, f.attribution) for f in found.figures]
    day = date(2017, 3, 9)
    assert told == [
        ("Marat", 4200, Unit.PERSON, Term.DISPLACED, Kind.STOCK, day, "Relief Office"),
        ("Marat", 700, Unit.HOUSEHOLD, Term.DISPLACED, Kind.STOCK, day, "Relief Office"),
        ("Qaram", 300, Unit.PERSON, Term.DISPLACED, Kind.STOCK, day, "Relief Office"),
        ("Qaram", 2, Unit.PERSON, Term.KILLED, Kind.CUMULATIVE, day, "Relief Office"),
    ]
    assert len({f.id for f in found.figures}) == 4
    assert found.documents[0].text == (
        "Country: NUL; District: Marat; Date: 2017-03-09; IDPs: 4,200; Families: 700; Source: Relief Office\n\n"
        "Country: NUL; District: Qaram; Date: 2017-03-09; IDPs: 300; Dead: 2; Source: Relief Office")  # fmt: skip
    for figure in found.figures:
        assert found.documents[0].text[figure.start : figure.end] == figure.quote


def test_a_day_that_is_not_read_is_told() -> None:
    table = "Place,Day,IDPs\n#adm1+name,#date,#affected+idps\nMarat,2566-02-01,300\n"
    (found,) = receive(table.encode(), name="camps.csv")
    assert found.figures[0].period_end is None
    assert "The day '2566-02-01' can be read in two ways or none; write it as 2017-03-09" in found.documents[0].warnings[1]


def test_an_article_of_before_1900_comes_back_with_its_day() -> None:
    (found,) = receive(exported([row(FULL, published="1871-10-10")], "csv"), name="figures.csv")
    assert found.documents[0].published == date(1871, 10, 10)


def test_places_of_a_table_are_those_of_the_gazetteer() -> None:
    (found,) = receive(HXL.replace("NUL,Marat", "COD,Goma").encode(), name="camps.csv")
    goma, qaram = found.figures[0], found.figures[-1]
    assert (goma.place, goma.country, goma.place_id is not None, goma.latitude) == (
        "Goma", "COD", True, pytest.approx(-1.68, abs=0.1))  # fmt: skip
    assert (qaram.place, qaram.place_id) == ("Qaram", None)


@pytest.mark.parametrize(("code", "name", "country"), [("cod", "", "COD"), ("CD", "DR Congo", "COD"), ("CD", "", None)])
def test_a_country_is_its_code_or_found_by_its_name(code: str, name: str, country: str | None) -> None:
    """Another word in its place would stand beside the country's own figures, and no filter could ask for it."""
    table = ("Code,Country,District,IDPs\n#country+code,#country+name,#adm1+name,#affected+idps+ind\n"
             f"{code},{name},Goma,300\n")  # fmt: skip
    (found,) = receive(table.encode(), name="camps.csv")
    assert [figure.country for figure in found.figures] == [country]


def test_women_and_children_are_a_part_of_all() -> None:
    table = "Place,All,Women\n#adm1+name,#affected+idps+ind,#affected+idps+ind+f\nMarat,300,160\n"
    (found,) = receive(table.encode(), name="camps.csv")
    everybody, women = found.figures
    assert (everybody.part_of, women.part_of, women.subject) == (None, everybody.id, "Women")


COUNTED = "Place;IDPs\n#adm1+name;#affected+idps+ind\n"


@pytest.mark.parametrize(("column", "read"), [
    ("4 200|4,200|4.200|4'200|1.234.567|0|4200", [4200, 4200, 4200, 4200, 1234567, 0, 4200]),
    ("4\u202f200|1\u00a0234\u00a0567|4200.0", [4200, 1234567, 4200]),
    ("4.200|12.5|1.234.567|300", [1234567, 300]),
    ("4,200|4,2|4.200", [4200]),
    ("1 234,5|4,20|42 00|0,875|1,234.567|1e3|~4200|>500|-5", []),
])  # fmt: skip
def test_a_count_is_a_whole_number_that_reads_in_one_way(column: str, read: list[int]) -> None:
    """A point or a comma before three digits sets thousands apart, but where the column has other fractions."""
    cells = column.split("|")
    table = COUNTED + "".join(f"Marat {n};{cell}\n" for n, cell in enumerate(cells))
    received = list(receive(table.encode(), name="camps.csv"))
    assert [figure.value for one in received for figure in one.figures] == read
    told = [str(one.error) for one in received if one.error and "#adm1" not in str(one.error)]
    assert len([one for one in told if "written like 4200" in one]) == len(cells) - len(read)


def test_a_fraction_in_a_cell_of_a_workbook_is_no_count() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for line in (["Place", "IDPs"], ["#adm1+name", "#affected+idps+ind"], ["Marat", 152.373], ["Qaram", 4200.0]):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    bad, good = receive(out.getvalue(), name="camps.xlsx")
    assert "'152.373' is no count" in str(bad.error)
    assert [figure.value for figure in good.figures] == [4200]


@pytest.mark.parametrize("count", ["-5", "1e15", "nan", "many"])
def test_what_is_no_count_is_told(count: str) -> None:
    table = f"{IDU.rpartition('78,')[0]}78,N,NUL,Conflict,total,{count},2017-03-10\n"
    bad, flood = receive(table.encode(), name="idu.csv")
    assert isinstance(bad.error, Unreadable)
    assert "no count" in str(bad.error)
    assert flood.figures


def test_a_table_of_no_figures_says_so() -> None:
    (found,) = receive(HXL.encode()[: HXL.index("NUL")], name="camps.csv")
    assert isinstance(found.error, Empty)


def test_figures_in_a_workbook() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for line in HXL.replace('"4,200"', "4200").splitlines():
        book.active.append(line.split(","))
    out = io.BytesIO()
    book.save(out)
    (found,) = receive(out.getvalue(), name="camps.xlsx")
    assert len(found.figures) == 4
