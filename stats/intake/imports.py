"""Figures that come without a text: our own figures.csv, CSV with HXL hashtags, IDMC's IDU. They keep their source."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from stats.columns import FIGURE_COLUMNS
from stats.document import Document, text_id
from stats.errors import Empty, Unreadable
from stats.figure import FIELDS, Figure, Number, figure_id
from stats.intake.days import read_day
from stats.intake.received import BETWEEN, Item, Received
from stats.intake.words import words
from stats.vocabulary import Cause, DayKnown, Hazard, Kind, PeriodRule, PlaceRole, Precision, Quantifier, Term, Unit

Row = Sequence[Any]
_TYPES = {column.name: column.type for column in FIGURE_COLUMNS}
_GUARDED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")
_IMPORTED = "imported"


def is_figures(names: list[str], below: Sequence[Row]) -> bool:
    """Whether a table with these column names, and this row below them, holds figures and not articles."""
    return _kind(names, below) is not None


def _kind(names: list[str], below: Sequence[Row]) -> str | None:
    given = {name.strip().lower() for name in names}
    told = words()["figures"]
    for kind in ("own", "idu"):
        if given.issuperset(told[kind]):
            return kind
    for row in (names, *below[:1]):
        tags = [_tag(cell) for cell in row]
        if sum(1 for tag in tags if tag) >= 2 and any(map(_term, filter(None, tags))):
            return "hxl"
    return None


def figures(item: Item, names: list[str], rows: Sequence[Row]) -> Iterator[Received]:
    """Yield one Received for each source of a table of figures: a Document without text, and its figures.

    Args:
        item: the file. names: its header. rows: those below. Rows that cannot be read come as Received with an error.

    Raises:
        Empty: no row holds a figure.
    """
    kind = _kind(names, rows)
    if kind == "hxl" and not any(map(_tag, names)):
        names, rows = [str(cell or "") for cell in rows[0]], rows[1:]
    read = {"own": _own, "idu": _idu, "hxl": _hxl}[kind or "own"]
    keys = [name.strip() if kind == "hxl" else name.strip().lower() for name in names]
    sources: dict[str, Document] = {}
    found: dict[str, list[Figure]] = {}
    for number, row in enumerate(rows, 2):
        cells = {key: str(cell).strip() if not isinstance(cell, date | None) else cell.isoformat() if cell else ""
                 for key, cell in zip(keys, row, strict=False)}  # fmt: skip
        if not any(cells.values()) or any(map(_tag, list(cells.values())[:3])):
            continue
        try:
            document, read_figures = read(cells, number)
        except (ValueError, KeyError, TypeError, ArithmeticError) as error:
            told = f"The row is no figure ({error}). Correct it after the columns in docs/data.md, or leave it out."
            yield Received(f"{item.name}{BETWEEN}row {number}", error=Unreadable(told))
            continue
        sources.setdefault(document.id, document)
        found.setdefault(document.id, []).extend(read_figures)
    if not any(found.values()):
        raise Empty("The table has no row with a figure. Check its columns against docs/data.md.")
    for key, document in sources.items():
        if found[key]:
            original = json.dumps([figure.to_json() for figure in found[key]], ensure_ascii=False).encode()
            yield Received(f"{item.name}{BETWEEN}{document.title or document.publisher or 'figures'}", (document,),
                           original=original, figures=tuple(found[key]))  # fmt: skip


def _own(cells: Mapping[str, str], number: int) -> tuple[Document, list[Figure]]:
    """Read a row of our own figures.csv back; the apostrophes of its guard come off."""
    cells = {key: value[1:] if _TYPES.get(key) == "text" and _GUARDED.match(value) else value
             for key, value in cells.items()}  # fmt: skip
    record: dict[str, Any] = {"id": cells["figure_id"]}
    for name in FIELDS[1:]:
        if (value := cells.get(name, "")) != "":
            record[name] = _value(name, value)
    for name in ("low", "high"):
        record.setdefault(name, None)
    day = read_day(cells.get("published"))
    by = cells.get("published_by")
    document = _source(cells["document_id"], cells.get("title"), cells.get("publisher"), cells.get("url"), day,
                       DayKnown(by) if by else DayKnown.UNKNOWN, cells.get("language"))  # fmt: skip
    return document, [] if cells.get("status") == "rejected" else [Figure.from_json(record)]


def _value(name: str, value: str) -> Any:
    kind = _TYPES.get(name, "text")
    if name in ("evidence", "implied"):
        return json.loads(value)
    if kind in ("number", "integer"):
        return _number(value)
    return value.lower() in ("true", "1", "yes") if kind == "boolean" else value


def _idu(cells: Mapping[str, str], number: int) -> tuple[Document, list[Figure]]:
    """Read a row of IDMC's Internal Displacement Updates; columns as in its API (helix-tools-api.idmcdb.org)."""
    value = _number(cells["figure"])
    publisher = cells.get("sources") or "IDMC"
    start = read_day(cells.get("displacement_start_date")) or read_day(cells["displacement_date"])
    end = read_day(cells.get("displacement_end_date")) or read_day(cells["displacement_date"])
    key = f"IDU {cells.get('id') or number} {cells.get('source_url', '')}"
    day = read_day(cells.get("created_at"))
    document = _source(text_id(key), cells.get("event_name") or f"IDU {cells.get('id') or number}", publisher,
                       cells.get("source_url"), day, DayKnown.STATED if day else DayKnown.UNKNOWN, None)  # fmt: skip
    cause = cells["displacement_type"].lower()
    made = _figure(
        document.id, number, value, cells["figure"], cells.get("qualifier", ""), Term.DISPLACED, Kind.FLOW, start, end,
        place=cells.get("locations_name", "").split(";")[0].strip() or None,
        country=cells.get("iso3") or None,
        place_role=PlaceRole.ORIGIN,
        latitude=_degrees(cells.get("latitude")),
        longitude=_degrees(cells.get("longitude")),
        attribution=publisher,
        cause=Cause(cause) if cause in set(Cause) else Cause.OTHER,
        hazard=_hazard(f"{cells.get('type', '')} {cells.get('subtype', '')}") if cause == Cause.DISASTER else None,
    )  # fmt: skip
    return document, [made]


def _hxl(cells: Mapping[str, str], number: int) -> tuple[Document, list[Figure]]:
    """Read a row of a table with HXL hashtags: one figure for each column of people."""
    tags = {tag: value for key, value in cells.items() if (tag := _tag(key)) and value}

    def one(*wanted: str) -> str | None:
        return next((value for want in wanted for tag, value in tags.items()
                     if set(want.split("+")) <= set(tag.split("+"))), None)  # fmt: skip

    day = read_day(one("#date+reported", "#date+publication", "#date"))
    publisher = one("#meta+source", "#org+source", "#org")
    document = _source(text_id(f"HXL {publisher} {one('#meta+url')} {day}"), None, publisher, one("#meta+url"), day,
                       DayKnown.STATED if day else DayKnown.UNKNOWN, None)  # fmt: skip
    end = read_day(one("#date+end", "#date+occurred")) or day
    start = read_day(one("#date+start"))
    place = one("#loc+name", "#adm3+name", "#adm2+name", "#adm1+name", "#country+name")
    made = []
    for at, (tag, value) in enumerate(tags.items()):
        if told := _term(tag):
            term, kind = told
            households = set(tag.split("+")[1:]) & set(words()["figures"]["hxl"]["households"])
            made.append(_figure(
                document.id, number * 100 + at, _number(value), value, "", term, kind,
                end if kind == Kind.STOCK else start, end, unit=Unit.HOUSEHOLD if households else Unit.PERSON,
                place=place, country=one("#country+code+v_iso3", "#country+code"),
                pcode=one("#adm2+code", "#adm1+code", "#loc+code"), latitude=_degrees(one("#geo+lat")),
                longitude=_degrees(one("#geo+lon")), attribution=publisher,
            ))  # fmt: skip
    return document, made


def _figure(document: str, at: int, value: Number, quote: str, qualifier: str, term: Term, kind: Kind,
            start: date | None, end: date | None, **others: Any) -> Figure:  # fmt: skip
    told = words()["figures"]["quantifiers"]
    quantifier = next((Quantifier(name) for name, said in told.items() if qualifier.lower().strip() in said),
                      Quantifier.EXACT)  # fmt: skip
    return Figure(
        id=figure_id(document, at, at), start=0, end=0, quote=quote, value=value,
        low=None if quantifier is Quantifier.LESS_THAN else value,
        high=None if quantifier is Quantifier.MORE_THAN else value,
        quantifier=quantifier, quantifier_text=qualifier or None, term=term, kind=kind, period_start=start,
        period_end=end, period_rule=PeriodRule.DATES if end else PeriodRule.UNKNOWN,
        period_precision=Precision.DAY if end else Precision.UNKNOWN,
        confidence=1.0, implied={"value": _IMPORTED}, **others,
    )  # fmt: skip


def _source(key: str, title: str | None, publisher: str | None, url: str | None, day: date | None, by: DayKnown,
            language: str | None) -> Document:  # fmt: skip
    if url and not re.match(r"https?://", url):
        url = None
    return Document(text="", id=key, title=title or None, publisher=publisher or None, url=url or None, published=day,
                    published_by=by, language=language or None)  # fmt: skip


def _number(value: str) -> Number:
    number = float(value.replace(",", "").replace("\u00a0", "").replace(" ", ""))
    if number != number or abs(number) > 1e12:
        raise ValueError(f"{value!r} is no count")
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


def _tag(cell: object) -> str | None:
    """Return a cell as an HXL hashtag in its plain form, None where it is none."""
    plain = str(cell or "").strip().lower().replace(" ", "")
    return plain if re.fullmatch(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*", plain) else None


def _term(tag: str) -> tuple[Term, Kind] | None:
    given = set(tag.split("+"))
    for wanted, term, kind in words()["figures"]["hxl"]["terms"]:
        if set(wanted.split("+")) <= given:
            return Term(term), Kind(kind)
    return None
