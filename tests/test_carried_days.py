"""Days that a sentence takes from another: of the report's window, of the event that its paragraph is on."""

from datetime import date

import pytest

from stats.document import Document
from stats.extract import extract

DAY = date(2023, 5, 10)  # a Wednesday
REPORTED = "Soldiers pulled down 80 homes in Alder between 20 April and 3 May, says the land group's report.\n\n"
BELOW = ("Floods drive out 4,000 in two weeks\n\nFloods in Alder have driven out 4,000 people, the agency said.\n\n"
         "They left between 20 April and 3 May, its report says, and most went to Birch.\n\n")  # fmt: skip
WINDOW = ("2023-04-20", "2023-05-03")
RAIDED = ("On 8 May soldiers raided Birch and pulled down the home of a man who had attacked a bus on 2 April. ")
RODE = ("Wednesday 10 May 2023\n\nRaid leaves 40 dead\n\nAt least 40 people have died in a raid on Alder, officials "
        "said.\n\nArmed men rode into Elm at dawn on Monday and burned its market.")  # fmt: skip
MARCH = "In March 900 people were killed in Alder, up from 300 in February, a group said. At least 90 died in Birch. "
LOCKED = ("The two sides have been locked in fierce clashes around the bridge of Alder, in the hills of the north, "
          "since Monday.\n\n")  # fmt: skip

READ = [  # a text published on that day, a number in it, and its days
    # the window of the report that a first sentence tells
    (REPORTED + "As a result 400 people lost their homes.", "400", WINDOW),
    (REPORTED + "In Birch, soldiers destroyed 12 houses.", "12", WINDOW),
    (REPORTED + "On 8 May soldiers came to Elm. They burned nine houses.", "nine", ("2023-05-08", "2023-05-08")),
    (REPORTED + "In Birch, soldiers destroyed 12 houses.\n\nOn 8 May they attacked Elm.", "12", WINDOW),
    (REPORTED + "Some 7,000 people have been displaced.", "7,000", ("", "2023-05-10")),
    ("The council met.\n\nIn Birch 40 people were killed.\n\n" + REPORTED, "40", ("", "2023-05-10")),
    (REPORTED + "Another report counts 30 dead in Elm between 1 and 9 March.\n\nIn Oak 12 houses were destroyed.",
     "12", ("", "2023-05-10")),
    ("Rain hurt 300 people in Alder between 1 and 10 May, a report says. In addition, 40 houses have been damaged.",
     "40", ("2023-05-01", "2023-05-10")),
    # a title that only tells how long it was
    (BELOW + "In Elm 700 people fled.", "4,000", WINDOW),
    (BELOW + "In Elm 700 people fled.", "700", ("2023-04-20", "2023-05-03")),
    # what a sentence recalls behind its own event
    (RAIDED + "One family of nine was displaced.", "nine", ("2023-05-08", "2023-05-10")),
    (RAIDED + "Four people were hurt.", "Four", ("2023-05-08", "2023-05-08")),
    ("Gunmen attacked Birch on 2 April. On 8 May they attacked Elm. Four people were hurt.",
     "Four", ("2023-05-08", "2023-05-08")),
    # a stretch of days that opens a paragraph's first count
    (MARCH + "No fewer than 48 were kidnapped in Elm.", "48", ("2023-03-01", "2023-03-31")),
    (MARCH + "In Elm 300 houses were burned. Some 700 people fled.", "700", ("2023-03-01", "2023-03-31")),
    (MARCH + "Some 700 people have fled.", "700", ("", "2023-05-10")),
    (MARCH + "On Monday soldiers came. They burned 70 homes.", "70", ("2023-05-08", "2023-05-08")),
    # a title over the day of its paper, over the same count without a day, and over the day of a total
    ("Thousands flee Alder\n\nMay 10, 2023\n\nAbout 2,000 people fled in the past two days.",
     "Thousands", ("2023-05-08", "2023-05-10")),
    ("Feuds displace thousands\n\nThe outcome is thousands of people displaced.\n\nSince April more than 7,500 people "
     "have been displaced.", "thousands", ("2023-04-01", "2023-05-10")),
    ("Toll of clashes climbs to 40\n\nThe toll of the clashes in Alder rose to 40 on Monday.",
     "40", ("", "2023-05-08")),
    # fighting that is told to go on since a day
    (LOCKED + "Papers put the number of dead at nine.", "nine", ("2023-05-08", "2023-05-10")),
    (LOCKED + "Nine people died. Another 40 were hurt.", "40", ("2023-05-08", "2023-05-10")),
    ("Police have guarded the scene of the clashes in the hills of Alder since Monday.\n\nNine people died.",
     "Nine", ("", "2023-05-10")),
    ("Aid for victims of attacks in the north has been arriving since Monday.\n\nNine people died.",
     "Nine", ("", "2023-05-10")),
    # raiders who come on a day, whatever their verb, and a raid that a title or first sentence counts
    *((f"Dozens die in Alder\n\nArmed men {verb} the village on Monday. Nine people died.", "Nine",
       ("2023-05-08", "2023-05-08"))
      for verb in ("rode into", "drove into", "moved against", "swooped on", "pounced on", "crept into", "set alight",
                   "surrounded", "forced their way into")),
    (RODE, "40", ("2023-05-08", "2023-05-08")),
    (RODE, "At least 40", ("2023-05-08", "2023-05-08")),
    ("Sorrow in Alder\n\nAt least 40 people have died in a slide, officials said.\n\nOn Monday a wall was levelled.",
     "At least 40", ("", "2023-05-10")),
    ("Dozens die in Alder\n\nThe minister rode to the village on Monday. Nine people died.",
     "Nine", ("", "2023-05-10")),
    # an advance is no raid: those who fell in the whole battle fell on no one day
    ("Troops closed in on Alder on Monday. The push began weeks ago.\n\nA general says 900 rebels have been killed.",
     "900", ("", "2023-05-10")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number", "days"), READ, ids=lambda v: v[-60:] if isinstance(v, str) else None)
def test_days(text: str, number: str, days: tuple[str, str]) -> None:
    """A figure without a time of its own takes that of the passage it goes on with; "" where nobody can tell one."""
    found = [f for f in extract(Document(text, published=DAY)) if number in f.quote]
    told = [tuple(day.isoformat() if day else "" for day in (f.period_start, f.period_end)) for f in found[:1]]
    assert told == [days]
