"""The day of publication from the bare text: what tells it, and what must not be taken for it."""

import json
from datetime import date
from pathlib import Path

import pytest

from stats.document import Document
from stats.extract import dated
from stats.lexicon import lexicon
from stats.readers.sentences import open_reading
from stats.readers.when.published import infer_day
from stats.vocabulary import DayKnown

GOLD = Path(__file__).resolve().parents[1].parent / "shared" / "gold" / "conflict_dev.jsonl"
BODY = "Rain has driven some 300 people from their homes in the lower town, the mayor said."


def infer(text: str) -> tuple[date | None, DayKnown]:
    day, known, span = infer_day(open_reading(Document(text), lexicon("en")))
    assert (span is None) == (day is None)
    return day, known


@pytest.mark.parametrize(
    ("head", "day", "known"),
    [
        ("MAIDUGURI, 8 May 2014 (IRIN) - ", "2014-05-08", DayKnown.DATELINE),
        ("KUALA LUMPUR, March 31, 2025 — ", "2025-03-31", DayKnown.DATELINE),
        ("GENEVA, 21 June 2012: ", "2012-06-21", DayKnown.DATELINE),
        ("Flood notes\nIssued 23 April 2019\n\n", "2019-04-23", DayKnown.TEXT),
        ("Data cut-off: 20 April 2019\nIssued: 23 April 2019\n\n", "2019-04-23", DayKnown.TEXT),
        ("Last updated on April 23, 2019 at 10:12\n\n", "2019-04-23", DayKnown.TEXT),
        ("Time of release: 23 April 2019, 06:00\n\n", "2019-04-23", DayKnown.TEXT),
        ("(Beni, 23 April 2019) – ", "2019-04-23", DayKnown.DATELINE),
        ("Flood notes\nCreated: 25/10/2016\n\n", "2016-10-25", DayKnown.TEXT),
        ("Flood notes\nPublished on 2 May 2018\n\n", "2018-05-02", DayKnown.TEXT),
        ("Flood notes\n8 May 2015\n\n", "2015-05-08", DayKnown.TEXT),
        ("Flood notes\nFriday 25 July 2025\n\n", "2025-07-25", DayKnown.TEXT),
        ("Floods: Situation Report No. 7\n15 July 2014 | Issue No. 7\n\n", "2014-07-15", DayKnown.TEXT),
        ("Floods in the east: Flash Update No. 4, 3 April 2023\n\n", "2023-04-03", DayKnown.TEXT),
        ("Floods in the east: Flash Update 4 (8-11 May 2015)\n\n", "2015-05-11", DayKnown.TEXT),
        ("Niger, DTM April 2014. Key findings\n\n", "2014-04-30", DayKnown.TEXT),
        ("SitRep 9 – Reporting Period September 2018\n\n", "2018-09-30", DayKnown.TEXT),
        ("Floods: Situation Report No. 5 as of 20 January 2020, 18:00 hrs\n\n", "2020-01-20", DayKnown.TEXT),
    ],
)
def test_day_is_told(head: str, day: str, known: DayKnown) -> None:
    assert infer(head + BODY) == (date.fromisoformat(day), known)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Floods since 3 May 2016\n\n" + BODY,
        "Tracking (1 to 9 March 2021)\n\n" + BODY,
        "Displaced people as of 3 May 2016\n\n" + BODY,
        BODY + " On 3 May 2011 a flood took the same quarter.",
        "The dam broke on 3 May 2011. " + BODY,
        "On 3 May 2011, the dam broke. " + BODY,
        "4 February - " + BODY + " The war began in 2015.",
        "GENEVA, June 6 – " + BODY,
    ],
)
def test_history_is_not_the_day(text: str) -> None:
    assert infer(text) == (None, DayKnown.UNKNOWN)


def test_missing_year_from_other_dates() -> None:
    """A dateline without a year takes that of the text's full dates, where they agree on one."""
    text = "GENEVA, June 6 – " + BODY + " Rain set in on 2 June 2016."
    assert infer(text) == (date(2016, 6, 6), DayKnown.DATELINE)
    assert infer(text + " The dyke dates from 4 May 1998.")[0] is None
    assert infer(text.replace("June 6", "Monday, June 6") + " The dyke dates from 4 May 1998.")[0] == date(2016, 6, 6)


def test_embedded_posts() -> None:
    """The latest post tells the day, or the day on which somebody spoke right after it."""
    posts = "\n\n— Somebody (@somebody) March 7, 2017\n\n" + BODY + "\n\n— Some News (@news) March 8, 2017\n"
    assert infer(BODY + posts)[0] == date(2017, 3, 8)
    assert infer("They win, a general told reporters on Thursday." + posts)[0] == date(2017, 3, 9)
    assert infer("They win, a general told reporters on Monday." + posts)[0] == date(2017, 3, 8)
    assert infer(BODY + posts + "\n\nA vote was held on 12 May 2018.")[0] is None


def test_known_to_be_unknown_is_not_inferred() -> None:
    document = Document("8 May 2015\n\n" + BODY, published_by=DayKnown.UNKNOWN)
    assert dated(document).published is None
    found = dated(Document("8 May 2015\n\n" + BODY))
    assert (found.published, found.published_by) == (date(2015, 5, 8), DayKnown.TEXT)


@pytest.mark.skipif(not GOLD.is_file(), reason="the labelled texts are not here")
def test_seed_article() -> None:
    """The real article of the labelled texts: two embedded posts and "told Reuters on Thursday"."""
    texts = {d["id"]: d["text"] for d in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())}
    assert infer(texts["mosul-seed"])[0] == date(2017, 3, 9)
