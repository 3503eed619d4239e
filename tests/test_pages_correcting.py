"""The form in which a figure's fields are set right."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dashboard_app import PAGES, press
from streamlit.testing.v1 import AppTest

from stats.document import Document
from stats.filters import Filters
from stats.pages import asked, correcting, placing
from stats.reading import read


def test_a_correction_writes_only_what_was_changed(full: Path) -> None:
    row = asked.collection().store.figure(asked.figures(Filters(), limit=1)["figure_id"].iloc[0])
    same = {name: row[name] for name in ("value", "unit", "term", "kind", "low", "high", "place")}
    assert correcting.changed_fields(row, same) == {}
    assert correcting.changed_fields(row, {**same, "value": row["value"] + 1, "place": "  "}) == {
        "value": row["value"] + 1, **({"place": None} if row["place"] else {}),
    }  # fmt: skip


def of_iraq() -> str:
    """Keep two reports of one week, on Mosul and on Tal Afar; return the id of the second's figure."""
    for day, text in ((10, "5,003 people fled Mosul, Iraq, between 1 and 7 March 2017, UNHCR said."),
                      (11, "5,101 people fled Tal Afar, Iraq, between 1 and 7 March 2017, UNHCR said.")):  # fmt: skip
        document = Document(text=text, published=date(2017, 3, day), language="en")
        asked.collection().keep_read(read([document]))
    return str(asked.figures(Filters(place=("Tal Afar",)), limit=1)["figure_id"].iloc[0])


def form_of(figure_id: str) -> AppTest:
    """Open the form of a figure."""
    at = AppTest.from_file(str(PAGES / "app.py"), default_timeout=60)
    at.query_params["figure"] = figure_id
    at.session_state[correcting.EDITING] = figure_id
    at.run()
    assert not at.exception
    return at


def field_of(at: AppTest, label: str) -> Any:
    """Return a field of the form by its label."""
    kinds = (*at.text_input, *at.date_input, *at.number_input, *at.selectbox, *at.checkbox)
    return next(w for w in kinds if w.label == label and w.key is None)


def type_in(figure_id: str, label: str, value: Any) -> None:
    """Open the form of a figure, type one field and keep the correction."""
    at = form_of(figure_id)
    field_of(at, label).set_value(value)
    press(at, "Keep the correction")
    assert not at.exception


def test_what_somebody_else_writes_meanwhile_is_told_and_what_was_typed_stays(bare: Path) -> None:
    own = of_iraq()
    at = form_of(own)
    field_of(at, "Count").set_value(5103.0)
    field_of(at, "Who says so").set_value("IOM")
    asked.collection().review([own], "correct", by="ben", changes={"value": 8888, "term": "evacuated"})
    press(at, "Keep the correction")
    assert "changed meanwhile (ben, correct, value: 8888" in at.warning[0].value
    assert asked.collection().store.figure(own)["value"] == 8888
    assert (field_of(at, "Count").value, field_of(at, "Who says so").value) == (5103, "IOM")
    press(at, "Keep the correction")
    row = asked.collection().store.figure(own)
    assert (row["value"], row["attribution"], row["term"]) == (5103, "IOM", "evacuated"), "what was typed"
    assert not at.exception


def test_a_place_that_is_typed_is_the_same_as_one_that_was_read(bare: Path) -> None:
    own = of_iraq()
    type_in(own, "Place", "Mosul")
    row = asked.collection().store.figure(own)
    assert (row["place"], row["place_id"], row["country"], row["status"]) == ("Mosul", "gn:99072", "IRQ", "corrected")
    assert row["latitude"] == pytest.approx(36.34, abs=0.1)
    rows = asked.collection().series()
    assert rows["place_id"].tolist() == ["gn:99072"] * 2
    assert sorted(rows["role"]) == ["recommended", "triangulation"]
    type_in(own, "Place", "Mossoul")
    assert asked.collection().store.figure(own)["place_id"] == "gn:99072", "the same place by another name"


def test_what_splits_a_series_can_be_set_right(bare: Path) -> None:
    """What the place is, the cause, the country, and that it has not happened: each puts a figure elsewhere."""
    own = of_iraq()
    for label, value in (("The place is", "destination"), ("Cause", "disaster"), ("Country", "SYR")):
        type_in(own, label, value)
    row = asked.collection().store.figure(own)
    assert (row["place"], row["place_role"], row["cause"], row["country"]) == (
        "Tal Afar", "destination", "disaster", "SYR",
    )  # fmt: skip
    type_in(own, "A forecast: it has not happened", True)
    assert asked.collection().store.figure(own)["forecast"]
    assert own not in " ".join(asked.collection().series()["figure_ids"]), "a forecast enters no series"


def test_days_that_are_typed_are_known_and_both_counted(bare: Path) -> None:
    """A look-back window leaves its first day out, and an undated number that is told again gets no new date."""
    for day, text in (
        (date(2022, 3, 12), "1,009 people fled Goma, DR Congo, over the past 10 days, UNHCR said."),
        (date(2022, 4, 30), "3,011 people live in camps in Bukavu, DR Congo, UNHCR said."),
        (date(2022, 5, 31), "3,011 people live in camps in Bukavu, DR Congo, UNHCR said on Tuesday after a visit."),
    ):
        asked.collection().keep_read(read([Document(text=text, published=day, language="en")]))
    last, _, fled = asked.figures(Filters(), limit=3)["figure_id"]
    type_in(fled, "To", date(2022, 3, 10))
    type_in(last, "To", date(2022, 5, 28))
    rows = asked.collection().series()
    flow = rows[rows["kind"] == "flow"].iloc[0]
    assert (str(flow["period_start"].date()), str(flow["period_end"].date())) == ("2022-03-02", "2022-03-10")
    counted = rows[(rows["kind"] == "stock") & (rows["role"] == "recommended")]
    assert counted["date"].dt.date.astype(str).tolist() == ["2022-04-30", "2022-05-28"]


def test_a_typed_place_lies_in_the_country_of_the_figure_first() -> None:
    assert placing.typed("Tripoli", "LBN")["country"] == "LBN"
    assert placing.typed("Tripoli", "IRQ")["country"] == "LBY"
    assert placing.typed("Nowhere at all", "IRQ") == {"place": "Nowhere at all"}
