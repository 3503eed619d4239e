"""Rows of a table of figures, of each of the three makes: the row's source, its words, and its figures."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from stats.columns import FIGURE_COLUMNS
from stats.document import Document, text_id
from stats.figure import FIELDS, IMPORTED, Figure, Number, figure_id
from stats.intake.counts import read_count
from stats.intake.days import read_day, unread
from stats.intake.text import one_line
from stats.intake.words import words
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
    is_country_code,
)

_TYPES = {column.name: column.type for column in FIGURE_COLUMNS}
_GUARDED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")
_NO_ARTICLE = "Imported as a table of figures: its rows' words stand here, there is no article to read."


class TableRow(NamedTuple):
    """A row of a table: its cells and its columns' labels by key, its number, the signs of fractions by key."""

    cells: Mapping[str, str]
    labels: Mapping[str, str]
    number: int
    fractions: Mapping[str, frozenset[str]]


class Told(NamedTuple):
    """A figure of a row, its quote at passage[at:]."""

    passage: str
    at: int
    figure: Figure


def row_in_words(cells: Mapping[str, str], labels: Mapping[str, str], key: str) -> tuple[str, int]:
    """Return a row as "column: cell; column: cell", and where the cell of one column begins in it."""
    passage, at = "", 0
    for name, cell in cells.items():
        plain = " ".join(re.sub(r"<[^<>]{0,300}>", " ", cell).split())
        if plain:
            passage += f"{'; ' if passage else ''}{labels[name].strip() or name}: "
            at = len(passage) if name == key else at
            passage += plain
    return passage, at


def own_row(row: TableRow) -> tuple[Document, list[Told]]:
    """Read a row of our own figures.csv back; the apostrophes of its guard come off, offsets into the text too."""
    cells = {key: value[1:] if _TYPES.get(key) == "text" and _GUARDED.match(value) else value
             for key, value in row.cells.items()}  # fmt: skip
    record: dict[str, Any] = {"id": cells["figure_id"]}
    for name in FIELDS[1:]:
        if (value := cells.get(name, "")) != "":
            record[name] = _value(name, value)
    for name in ("low", "high"):
        record.setdefault(name, None)
    day = date.fromisoformat(cells["published"]) if cells.get("published") else None
    by = cells.get("published_by")
    document = _source(cells["document_id"], cells.get("title"), cells.get("publisher"), cells.get("url"), day,
                       DayKnown(by) if by else DayKnown.UNKNOWN, cells.get("language"))  # fmt: skip
    figure = Figure.from_json(record)
    if figure.country and not is_country_code(figure.country):
        raise ValueError(f"{figure.country} is no country's code")
    if cells.get("status") == "rejected":
        return document, []
    quote = " ".join(figure.quote.split()) or cells["value"]
    sentence = " ".join(cells.get("sentence", "").split())
    if quote not in sentence:
        sentence = quote
    figure = replace(figure, quote=quote, evidence={}, implied={**figure.implied, "value": IMPORTED})
    return document, [Told(sentence, whole(sentence, quote), figure)]


def whole(text: str, quote: str, after: int = 0) -> int:
    """Return where a quoted number stands in a text, best where it is no part of a longer one; -1: nowhere."""
    found = re.compile(rf"(?<!\d)(?<!\d[.,]){re.escape(quote)}(?![.,]?\d)").search(text, after)
    return found.start() if found else text.find(quote, after)


def _value(name: str, value: str) -> Any:
    kind = _TYPES.get(name, "text")
    if name in ("evidence", "implied"):
        return json.loads(value)
    if kind in ("number", "integer"):
        return _number(value)
    return value.lower() in ("true", "1", "yes") if kind == "boolean" else value


def idu_row(row: TableRow) -> tuple[Document, list[Told]]:
    """Read a row of IDMC's Internal Displacement Updates; columns as in its API (helix-tools-api.idmcdb.org)."""
    cells, labels, number, fractions = row
    value = read_count(cells["figure"], fractions["figure"])
    publisher = cells.get("sources") or "IDMC"
    start = read_day(cells.get("displacement_start_date")) or read_day(cells["displacement_date"])
    end = read_day(cells.get("displacement_end_date")) or read_day(cells["displacement_date"])
    key = f"IDU {cells.get('id') or number} {cells.get('source_url', '')}"
    day = read_day(cells.get("created_at"))
    document = _source(text_id(key), cells.get("event_name") or f"IDU {cells.get('id') or number}", publisher,
                       cells.get("source_url"), day, DayKnown.STATED if day else DayKnown.UNKNOWN, None)  # fmt: skip
    cause = cells["displacement_type"].lower()
    # One count for several places is the country's; "Marat, North Province" is Marat.
    places = [place.partition(",")[0].strip() for place in cells.get("locations_name", "").split(";")]
    where = _where(places[0] if len(set(places)) == 1 else "", cells.get("iso3", ""), cells.get("country", ""),
                   cells.get("latitude"), cells.get("longitude"))  # fmt: skip
    passage, at = row_in_words(cells, labels, "figure")
    made = _figure(
        passage, at, value, cells["figure"], cells.get("qualifier", ""), Term.DISPLACED, Kind.FLOW, start, end,
        place_role=PlaceRole.ORIGIN,
        attribution=publisher,
        cause=Cause(cause) if cause in set(Cause) else Cause.OTHER,
        hazard=_hazard(f"{cells.get('type', '')} {cells.get('subtype', '')}") if cause == Cause.DISASTER else None,
        **where,
    )  # fmt: skip
    return document, [Told(passage, at, made)]


def hxl_row(row: TableRow) -> tuple[Document, list[Told]]:
    """Read a row of a table with HXL hashtags: one figure for each column of people."""
    cells, labels, _, fractions = row
    tags = {tag: value for key, value in cells.items() if (tag := tag_of(key)) and value}

    def one(*wanted: str) -> str | None:
        return next((value for want in wanted for tag, value in tags.items()
                     if set(want.split("+")) <= set(tag.split("+"))), None)  # fmt: skip

    stated = one("#date+reported", "#date+publication", "#date")
    day = read_day(stated)
    publisher = one("#meta+source", "#org+source", "#org")
    document = _source(text_id(f"HXL {publisher} {one('#meta+url')} {day}"), None, publisher, one("#meta+url"), day,
                       DayKnown.STATED if day else DayKnown.UNKNOWN, None)  # fmt: skip
    if stated and not day:
        document = replace(document, warnings=(*document.warnings, unread(stated)))
    end = read_day(one("#date+end", "#date+occurred")) or day
    start = read_day(one("#date+start"))
    where = _where(
        one("#loc+name", "#adm3+name", "#adm2+name", "#adm1+name") or "",
        one("#country+code+v_iso3", "#country+code") or "", one("#country+name", "#country") or "",
        one("#geo+lat"), one("#geo+lon"), one("#adm2+code", "#adm1+code", "#loc+code"),
    )  # fmt: skip
    hxl = words()["figures"]["hxl"]
    made: list[Told] = []
    wholes: dict[tuple[Term, Unit], str] = {}
    for key, value in cells.items():
        tag = tag_of(key) or ""
        if value and (told := term_of(tag)):
            term, kind = told
            attributes = set(tag.split("+")[1:])
            unit = Unit.HOUSEHOLD if attributes & set(hxl["households"]) else Unit.PERSON
            passage, at = row_in_words(cells, labels, key)
            figure = _figure(
                passage, at, read_count(value, fractions[key]), value, "", term, kind,
                end if kind == Kind.STOCK else start, end, unit=unit, attribution=publisher, **where,
            )  # fmt: skip
            if attributes & set(hxl["parts"]):  # women, children: a part of the row's count of all
                figure = replace(figure, part_of=wholes.get((term, unit)), subject=labels[key])
            else:
                wholes.setdefault((term, unit), figure.id)
            made.append(Told(passage, at, figure))
    return document, made


def _where(place: str, code: str, country: str, latitude: str | None, longitude: str | None,
           pcode: str | None = None) -> dict[str, Any]:  # fmt: skip
    """Return the fields of a place, looked up in the gazetteer by its name within its country; the country for none."""
    from stats.gazetteer import gazetteer

    names = gazetteer().named
    code = code.upper()
    if not is_country_code(code):
        code = next((found.country or "" for found in names(country) if found.level == "country"), "")
    found = next((one for one in names(place or country) if one.country == code), None)
    return {
        "place": place or country or None,
        "country": code or None,
        "place_id": found.place_id if found else None,
        "pcode": pcode or (found.pcode if found else None),
        "latitude": _degrees(latitude) if latitude or not found else found.latitude,
        "longitude": _degrees(longitude) if longitude or not found else found.longitude,
    }


def _figure(passage: str, at: int, value: Number, quote: str, qualifier: str, term: Term, kind: Kind,
            start: date | None, end: date | None, **others: Any) -> Figure:  # fmt: skip
    told = words()["figures"]["quantifiers"]
    quantifier = next((Quantifier(name) for name, said in told.items() if qualifier.lower().strip() in said),
                      Quantifier.EXACT)  # fmt: skip
    return Figure(
        id=figure_id(passage, at, at), start=0, end=0, quote=" ".join(quote.split()), value=value,
        low=None if quantifier is Quantifier.LESS_THAN else value,
        high=None if quantifier is Quantifier.MORE_THAN else value,
        quantifier=quantifier, quantifier_text=qualifier or None, term=term, kind=kind, period_start=start,
        period_end=end, period_rule=PeriodRule.DATES if end else PeriodRule.UNKNOWN,
        period_precision=Precision.DAY if end else Precision.UNKNOWN,
        confidence=1.0, implied={"value": IMPORTED}, **others,
    )  # fmt: skip


def _source(key: str, title: str | None, publisher: str | None, url: str | None, day: date | None, by: DayKnown,
            language: str | None) -> Document:  # fmt: skip
    if url and not re.match(r"https?://", url):
        url = None
    return Document(text="", id=key, title=one_line(title), publisher=one_line(publisher), url=one_line(url),
                    published=day, published_by=by, language=language or None, warnings=(_NO_ARTICLE,))  # fmt: skip


def _number(value: str) -> Number:
    number = float(value)
    return int(number) if number.is_integer() else number


def _degrees(value: str | None) -> float | None:
    try:
        degrees = float(value) if value else None
    except ValueError:
        return None
    return degrees if degrees is not None and abs(degrees) <= 180 else None


def _hazard(told: str) -> Hazard:
    told = told.lower()
    return next((Hazard(name) for name, said in words()["figures"]["hazards"].items() if any(w in told for w in said)),
                Hazard.OTHER)  # fmt: skip


def tag_of(cell: object) -> str | None:
    """Return a cell as an HXL hashtag in its plain form, None where it is none."""
    plain = str(cell or "").strip().lower().replace(" ", "")
    return plain if re.fullmatch(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*", plain) else None


def term_of(tag: str) -> tuple[Term, Kind] | None:
    """Return what a column with an HXL hashtag counts, None where it counts no people."""
    given = set(tag.split("+"))
    for wanted, term, kind in words()["figures"]["hxl"]["terms"]:
        if set(wanted.split("+")) <= given:
            return Term(term), Kind(kind)
    return None
