"""Days of figures beside days of something else: of a saying, of another event, of the main clause, of several days."""

from datetime import date

import pytest

from stats.document import Document
from stats.extract import extract

DAY = date(2023, 5, 10)  # a Wednesday
NONE = ("", "2023-05-10")

READ = [  # a text published on that day, a number in it, and its days
    # a day of saying in an opening of any length
    ("According to the national council for relief and repair (NCRR) on Tuesday, 12 people were killed due to rain "
     "brought by Typhoon Odo.", "12", NONE),
    ("Citing officials on Tuesday, the agency reported that the storm had killed 40 people.", "40", NONE),
    ("According to survivors of the raid on Tuesday, 40 people were killed.", "40", ("2023-05-09", "2023-05-09")),
    # two days of one clause
    ("Fires raged overnight on Monday 1 May, and throughout Tuesday 2 May, killing 69 people.",
     "69", ("2023-05-01", "2023-05-02")),
    ("Raids on Monday and again on Tuesday killed 12 people.", "12", ("2023-05-08", "2023-05-09")),
    ("Raids on 3 May, and then again on 5 May, killed 12 people.", "12", ("2023-05-03", "2023-05-05")),
    ("About 400 people fled on Monday, and on Tuesday, 300 more left.", "400", ("2023-05-08", "2023-05-08")),
    ("About 400 people fled on Monday, and on Tuesday soldiers came.", "400", ("2023-05-08", "2023-05-08")),
    ("About 400 people fled on Monday and on Tuesday another 300 left.", "300", ("2023-05-09", "2023-05-09")),
    # a weekend before its event
    ("The talks come after weekend suicide attacks that left 26 people dead.", "26", ("2023-05-06", "2023-05-07")),
    ("The weekend car bombings killed 26 people.", "26", ("2023-05-06", "2023-05-07")),
    ("Weekend travellers were warned. Floods have killed 26 people.", "26", NONE),
    # several events, named together
    ("A quake struck on 2 May. A second quake hit on 4 May. The two quakes destroyed 900 homes.",
     "900", ("2023-05-02", "2023-05-04")),
    ("A quake struck on 2 May. A second quake hit on 4 May. The second quake destroyed 900 homes.",
     "900", ("2023-05-04", "2023-05-04")),
    # what came before the main clause
    ("Days after 153 people were killed, another quake struck on 6 May, killing nine.", "153", NONE),
    ("Days after 153 people were killed, another quake struck on 6 May, killing nine.",
     "nine", ("2023-05-06", "2023-05-06")),
    ("Two days after floods killed 40 people, a storm hit the coast on 6 May, killing nine.",
     "40", ("2023-05-04", "2023-05-04")),
    ("Two days after floods killed 40 people, a storm hit the coast on 6 May, killing nine.",
     "nine", ("2023-05-06", "2023-05-06")),
    ("After days of rain, 40 people were killed on Saturday.", "40", ("2023-05-06", "2023-05-06")),
    # another event told behind a count
    ("A bomb killed five people in Alder. A similar attack on 4 April killed 30 people.", "five", NONE),
    ("A bomb killed five people in Alder. A similar attack on 4 April killed 30 people.",
     "30", ("2023-04-04", "2023-04-04")),
    ("A quake hit the island, killing 14 people. A quake on 28 April killed 30 people there.", "14", NONE),
    ("Three people have been hurt in a bombing. It follows raids after 25 people were killed at the weekend in "
     "attacks.", "Three", NONE),
    ("Troops have shot dead eight rebels in the hills. The group carried out the attack of 13 December, police said.",
     "eight", NONE),
    ("Some 30 people were hurt in Alder. The clashes broke out on 8 May.", "30", ("2023-05-08", "2023-05-10")),
    # arrests come after what they answer
    ("Police arrested 40 people on Tuesday after clashes in which 12 people were killed on Sunday.",
     "40", ("2023-05-09", "2023-05-09")),
    # since when, by its own name
    ("Raiders came on 7 April, and the ground invasion began in late April. Some 70 soldiers have been killed since "
     "the invasion began.", "70", ("2023-04-21", "2023-05-10")),
    ("The war of 2001 drove many out. Since the fighting erupted, 29 people have been killed.", "29", NONE),
    ("The war began in 2015. Since the war began, 40,000 people have been killed.",
     "40,000", ("2015-01-01", "2023-05-10")),
    # those made homeless until now
    ("A quake struck on 6 May. Some 900 people have been made homeless.", "900", ("2023-05-06", "2023-05-10")),
    # what an event that runs on has done
    ("Fires have swept the hills since 1 May. More than 40 people have died as a result of the fires.",
     "40", ("2023-05-01", "2023-05-10")),
    # the day of those a promise is for, and a promise
    ("Raiders came on 7 April. Leaders have promised to recover the 240 people who were kidnapped that day.",
     "240", ("2023-04-07", "2023-04-07")),
    ("The ministry promised to resettle 240 people who were displaced.", "240", ("", "")),
    # a decade is no count of the sentence that tells the day
    ("On 3 May a fire jumped the ridge and came down upon the town, the worst blaze there since the 1940s. Fourteen "
     "people perished.", "Fourteen", ("2023-05-03", "2023-05-03")),
    ("The strikes were launched after weekend attacks which left 26 people dead.",
     "26", ("2023-05-06", "2023-05-07")),
    ("A quake struck on 6 May. It left 900 people homeless.", "900", ("2023-05-06", "2023-05-06")),
]


@pytest.mark.parametrize(("text", "number", "days"), READ, ids=lambda v: v[:60] if isinstance(v, str) else None)
def test_days(text: str, number: str, days: tuple[str, str]) -> None:
    """A figure holds for its own days, not for those of what else the text tells; "" where nobody can tell one."""
    found = [f for f in extract(Document(text, published=DAY)) if number in f.quote]
    told = [tuple(day.isoformat() if day else "" for day in (f.period_start, f.period_end)) for f in found[:1]]
    assert told == [days]
