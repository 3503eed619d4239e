"""How a figure came about, in words."""

from datetime import date

from standins import figure

from stats.document import Document
from stats.explain import explain
from stats.vocabulary import PeriodRule, Quantifier

TEXT = "The mayor said on Friday that more than 2,003 people\nfled Mosul over the past week, again."


def test_each_field_is_shown_with_what_told_it() -> None:
    document = Document(TEXT)
    start, end = TEXT.index("more than"), TEXT.index(" people")
    found = figure(
        document, start, 2003, end=end, high=None, quantifier=Quantifier.MORE_THAN, quote=TEXT[start:end],
        confidence=0.873, period_rule=PeriodRule.LOOK_BACK, period_start=date(2017, 3, 3), cause=None, attribution=None,
        place_role=None,
        evidence={"value": (start, end), "period_start": (TEXT.index("over"), TEXT.index(", again"))},
        implied={"place": "the document's frame"},
    )  # fmt: skip
    lines = explain(document, found).splitlines()
    assert lines[0].startswith("…The mayor said on Friday that [more than 2,003] people fled")
    assert "sure 0.87" in lines[1]
    told = {line.split()[0]: line for line in lines[2:]}
    assert told["value"].split(None, 2)[1:] == ["2,003", f"“{TEXT[start:end]}”"]
    assert told["high"].split()[1] == "open"
    assert told["period_start"].endswith("“over the past week”")
    assert told["place"].endswith("implied: the document's frame")
    assert not {"cause", "attribution", "forecast", "part_of"} & told.keys()
